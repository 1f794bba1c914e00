package gateway

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// alpn are the protocols the HTTPS gateway offers, the likeliest first.
var alpn = []string{"h2", "http/1.1"}

// newServer2 is the server of connections that agreed on HTTP/2. TLS ended before it, which it calls
// unencrypted.
func (g *Gateway) newServer2() *http.Server {
	s := g.newServer()
	protocols := new(http.Protocols)
	protocols.SetUnencryptedHTTP2(true)
	s.Protocols, s.ConnState = protocols, nil
	return s
}

// handOver gives a connection that agreed on HTTP/2 to the server that speaks it and says so with
// errHandedOver: the one that accepted it sees it end. It returns nil for one that stays.
func (l *teeListener) handOver(secured *tls.Conn, since time.Time) error {
	if secured.ConnectionState().NegotiatedProtocol != alpn[0] {
		return nil
	}
	if err := secured.SetDeadline(time.Time{}); err != nil {
		return err
	}
	return l.gateway.streams.offer(&conn2{
		Conn: secured, scheme: l.scheme, accepted: since, now: l.gateway.clock.Now,
		lost: l.gateway.recordLost, heads: newHeads(l.gateway.limits.MaxHeaderBytes + headSlop),
	})
}

// handovers is the listener of the HTTP/2 server: connections come from the other server's.
type handovers struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func newHandovers() *handovers {
	return &handovers{conns: make(chan net.Conn), done: make(chan struct{})}
}

func (h *handovers) offer(c net.Conn) error {
	select {
	case h.conns <- c:
		return errHandedOver
	case <-h.done:
		return net.ErrClosed
	}
}

// Accept waits for a connection that agreed on HTTP/2.
func (h *handovers) Accept() (net.Conn, error) {
	select {
	case c := <-h.conns:
		return c, nil
	case <-h.done:
		return nil, net.ErrClosed
	}
}

// Close ends Accept; connections already accepted are the server's.
func (h *handovers) Close() error {
	h.once.Do(func() { close(h.done) })
	return nil
}

// Addr is nowhere in particular: the sockets are the other server's.
func (h *handovers) Addr() net.Addr { return &net.TCPAddr{} }

// conn2 is one HTTP/2 connection as net/http sees it. On the way in it keeps the header fields of every
// request in the order in which they were decoded; the bytes of the wire are compressed and shared by
// all streams, so there is no head of one request to keep.
type conn2 struct {
	net.Conn
	scheme   string
	accepted time.Time
	now      func() time.Time
	lost     func(l lostRequest)

	mu    sync.Mutex
	heads *heads
}

// Read passes bytes through and shows them to the decoder of heads.
func (c *conn2) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.mu.Lock()
	c.heads.feed(p[:n], c.now())
	refused := c.heads.beyond(maxWaiting)
	c.mu.Unlock()
	c.tell(refused)
	return n, err
}

// maxWaiting is more streams than the server works on at a time: what waits beyond it was refused.
const maxWaiting = 1000

// Close records the requests that no handler has seen, then closes.
func (c *conn2) Close() error {
	c.mu.Lock()
	refused := c.heads.beyond(0)
	c.mu.Unlock()
	c.tell(refused)
	return c.Conn.Close()
}

func (c *conn2) tell(refused []*head2) {
	for _, h := range refused {
		c.lost(lostRequest{
			scheme: c.scheme, remote: c.RemoteAddr().String(), since: h.since, request: h.text(),
			method: h.pseudo(":method"), target: h.pseudo(":path"), stream: true,
		})
	}
}

func (c *conn2) claim(r *http.Request) ([]byte, time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	h, found := c.heads.take(r)
	if !found {
		return nil, c.accepted
	}
	return h.text(), h.since
}

func (c *conn2) over() string { return c.scheme }

// format writes the fields in the order in which net/http sends them: the length comes last.
func (c *conn2) format(_ http.ResponseWriter, out outgoing) []byte {
	if out.silent {
		return nil
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, ":status: %d\r\n", out.status)
	for _, name := range slices.Sorted(maps.Keys(out.header)) {
		for _, value := range out.header[name] {
			if name != "Content-Length" {
				fmt.Fprintf(&b, "%s: %s\r\n", strings.ToLower(name), value)
			}
		}
	}
	fmt.Fprintf(&b, "content-length: %d\r\n\r\n", len(out.body))
	b.Write(out.body[:out.cut])
	return b.Bytes()
}

func (c *conn2) send(w http.ResponseWriter, out outgoing, wire []byte, limit time.Duration) error {
	if len(wire) == 0 {
		return nil
	}
	err := http.NewResponseController(w).SetWriteDeadline(time.Now().Add(limit))
	out.write(w, out.body[:out.cut])
	return err
}

func (c *conn2) formatInstead(out outgoing) []byte { return c.format(nil, out) }

func (c *conn2) sendInstead(w http.ResponseWriter, out outgoing, wire []byte, limit time.Duration) {
	_ = c.send(w, out, wire, limit) // a caller that has gone away changes nothing
}

// reset leaves it to the abort of the handler, which resets the stream; the other streams live on.
func (c *conn2) reset() {}
