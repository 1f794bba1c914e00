package gateway

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// tee is one connection as net/http sees it. On the way in it keeps every request head; on the way
// out it can hold an answer back until it is on record. Bytes that net/http writes while no handler is
// at work are a refusal of its own: they are recorded first, too.
type tee struct {
	net.Conn
	scheme string
	now    func() time.Time
	// lost is told once of a request that never reached a handler, before answer is sent (answer is nil
	// when the connection just closes).
	lost func(l lostRequest)
	// handshake runs before the first read; nil on plain connections. It fails with errHandedOver when
	// another server has the connection from then on.
	handshake func() error
	once      sync.Once
	handErr   error

	mu        sync.Mutex
	scan      *scanner
	since     time.Time // when the request being read began
	handling  bool      // a handler has the current request
	holding   bool
	held      []byte
	told      bool  // lost was called
	elsewhere bool  // another server has the connection
	readErr   error // what ended reading
}

// lostRequest is what is known of a request that net/http or TLS gave up on.
type lostRequest struct {
	scheme    string
	remote    string
	since     time.Time
	request   []byte // as far as it came
	answer    []byte // what is about to be sent back; nil when nothing is
	cause     error  // the parse error, else the read error, where there is one
	following bool   // it came after a request whose answer ended the connection
	tls       bool   // it never got through the TLS handshake
	stream    bool   // it was a stream of HTTP/2; request has its header fields
	method    string // of a stream
	target    string // of a stream
}

// Read passes bytes through and shows them to the scanner.
func (t *tee) Read(p []byte) (int, error) {
	if err := t.greet(); err != nil {
		return 0, io.EOF // net/http then closes without a word of its own
	}
	n, err := t.Conn.Read(p)
	t.mu.Lock()
	defer t.mu.Unlock()
	if n > 0 && len(t.scan.waiting()) == 0 {
		t.since = t.now()
	}
	t.scan.feed(p[:n])
	if err != nil {
		t.readErr = err
	}
	return n, err
}

// greet performs the TLS handshake once.
func (t *tee) greet() error {
	if t.handshake == nil {
		return nil
	}
	t.once.Do(func() {
		if t.handErr = t.handshake(); t.handErr != nil {
			t.mu.Lock()
			t.told, t.elsewhere = true, errors.Is(t.handErr, errHandedOver)
			t.mu.Unlock()
		}
	})
	return t.handErr
}

// Write sends b, keeps it while an answer is held, and records it first when it is net/http refusing a
// request on its own.
func (t *tee) Write(b []byte) (int, error) {
	t.mu.Lock()
	if t.holding {
		t.held = append(t.held, b...)
		t.mu.Unlock()
		return len(b), nil
	}
	handling := t.handling
	t.mu.Unlock()
	if !handling {
		t.tell(b)
	}
	return t.Conn.Write(b)
}

// Close records what was never answered, then closes; a connection that was handed over is another's.
func (t *tee) Close() error {
	t.tell(nil)
	t.mu.Lock()
	elsewhere := t.elsewhere
	t.mu.Unlock()
	if elsewhere {
		return nil
	}
	return t.Conn.Close()
}

// CloseWrite sends the end of our stream and leaves theirs open, so that a refusal is not lost to a
// connection reset while they still send.
func (t *tee) CloseWrite() error {
	if c, ok := t.Conn.(interface{ CloseWrite() error }); ok {
		return c.CloseWrite()
	}
	return errors.ErrUnsupported
}

// tell reports a request that no handler will see, at most once and only when bytes of it came.
func (t *tee) tell(answer []byte) {
	t.mu.Lock()
	l := lostRequest{
		scheme: t.scheme, remote: t.RemoteAddr().String(), since: t.since,
		request: t.scan.waiting(), answer: bytes.Clone(answer),
		cause: t.scan.reason, following: t.handling,
	}
	if l.cause == nil {
		l.cause = t.readErr
	}
	skip := t.told || len(l.request) == 0
	t.told = t.told || !skip
	t.mu.Unlock()
	if !skip {
		t.lost(l)
	}
}

// claim hands the head of the request just parsed to its handler.
func (t *tee) claim(_ *http.Request) (head []byte, since time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.handling = true
	head, _ = t.scan.take()
	return head, t.since
}

// idle says that the handler's answer is out and the next request may begin.
func (t *tee) idle() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.handling = false
	t.since = t.now()
}

// hold starts keeping written bytes back.
func (t *tee) hold() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.holding = true
}

// release stops holding and returns what was kept; it is the caller's to send.
func (t *tee) release() []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	held := t.held
	t.holding, t.held = false, nil
	return held
}

// write sends b to the peer within the limit.
func (t *tee) write(b []byte, limit time.Duration) error {
	if err := t.Conn.SetWriteDeadline(time.Now().Add(limit)); err != nil {
		return err
	}
	_, err := t.Conn.Write(b)
	return err
}

// reset ends the connection with a TCP reset, where it is TCP, and without a farewell of TLS.
func (t *tee) reset() {
	raw := t.Conn
	if secure, ok := raw.(interface{ NetConn() net.Conn }); ok {
		raw = secure.NetConn()
	}
	if tcp, ok := raw.(interface{ SetLinger(seconds int) error }); ok {
		_ = tcp.SetLinger(0) // without it the end is merely a clean one
	}
	_ = raw.Close() // it is gone either way
}
