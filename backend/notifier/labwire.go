package notifier

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"slices"
	"sync"
	"time"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
)

const (
	unknownKeyVersion = "99"
	dribbles          = 8 // pieces of a slow request
)

// errReset says that the Delivery Lab ended the connection on purpose.
var errReset = errors.New("reset by the Delivery Lab")

func (p plan) clientID(own string) string {
	if p.has(sandbox.LabWrongClientID) {
		return wrongClientID(own)
	}
	return own
}

func (p plan) time(at time.Time) time.Time { return at.Add(-p.stale) }

func (p plan) keyVersion() string {
	if p.has(sandbox.LabKeyVersion) {
		return unknownKeyVersion
	}
	return keyVersion
}

// signedBody is what the signature is made over: other bytes where it is to be wrong.
func (p plan) signedBody(body []byte) []byte {
	if p.has(sandbox.LabSignature) {
		return append(slices.Clone(body), ' ')
	}
	return body
}

// sentBody is what is sent: one byte is another where it is to be corrupt.
func (p plan) sentBody(body []byte) []byte {
	if !p.has(sandbox.LabCorrupt) || len(body) == 0 {
		return body
	}
	changed := slices.Clone(body)
	changed[p.drawn[sandbox.LabCorrupt]%uint64(len(changed))] ^= 1
	return changed
}

// writer is how the request is written, nil for at once.
func (t *try) writer(together *gate, headLength int) func(context.Context, net.Conn, []byte) (int, error) {
	write := t.plainly
	switch {
	case t.plan.has(sandbox.LabReset):
		write = func(_ context.Context, conn net.Conn, b []byte) (int, error) { return resetIn(conn, b, headLength) }
	case t.plan.slow > 0:
		write = t.dribble
	case together == nil:
		return nil
	}
	return func(ctx context.Context, conn net.Conn, b []byte) (int, error) {
		if together != nil {
			together.pass(ctx)
		}
		return write(ctx, conn, b)
	}
}

func (t *try) plainly(_ context.Context, conn net.Conn, b []byte) (int, error) { return conn.Write(b) }

// resetIn sends the head and half of the body, then resets the connection.
func resetIn(conn net.Conn, b []byte, headLength int) (int, error) {
	sent, err := conn.Write(b[:headLength+(len(b)-headLength)/2])
	if err != nil {
		return sent, err
	}
	if secured, ok := conn.(*tls.Conn); ok {
		conn = secured.NetConn()
	}
	if plain, ok := conn.(*net.TCPConn); ok {
		err = plain.SetLinger(0)
	}
	return sent, errors.Join(errReset, err, conn.Close())
}

// dribble sends the request in pieces, spread evenly over the plan's time.
func (t *try) dribble(ctx context.Context, conn net.Conn, b []byte) (sent int, err error) {
	piece := max(1, (len(b)+dribbles-1)/dribbles)
	for part := range slices.Chunk(b, piece) {
		if sent > 0 {
			select {
			case <-t.Clock.After(t.plan.slow / (dribbles - 1)):
			case <-ctx.Done():
				return sent, ctx.Err()
			}
		}
		n, err := conn.Write(part)
		sent += n
		if err != nil {
			return sent, err
		}
	}
	return sent, nil
}

// explain says why no answer came.
func explain(err error, timeout time.Duration) string {
	if errors.Is(err, errReset) {
		return fmt.Sprintf("No answer: %s before the request was complete.", errReset)
	}
	return rawhttp.Explain(err, timeout)
}

// gate opens when everybody has arrived.
type gate struct {
	mu      sync.Mutex
	missing int
	open    chan struct{}
}

func newGate(n int) *gate { return &gate{missing: n, open: make(chan struct{})} }

func (g *gate) arrive() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.missing--; g.missing == 0 {
		close(g.open)
	}
}

// pass arrives and waits for the others.
func (g *gate) pass(ctx context.Context) {
	g.arrive()
	select {
	case <-g.open:
	case <-ctx.Done():
	}
}

// giveUp lets everybody go: whoever has not arrived by now never will, or has been let through.
func (g *gate) giveUp() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.missing > 0 {
		g.missing = 0
		close(g.open)
	}
}
