package rawhttp

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// Call is one request as a Server hands it on.
type Call struct {
	*http.Request        // parsed; Body reads what follows the head and may be left unread
	Head          []byte // request line to blank line, exactly as received
	Scheme        string // as given to Serve
	Remote        string // address of the peer
}

// Handler composes the reply to a call. The server sends it after Handler returns.
type Handler func(ctx context.Context, call *Call) Reply

// Clock tells the time and waits; sandbox.Clock satisfies it.
type Clock interface {
	Now() time.Time
	After(d time.Duration) <-chan time.Time
}

// Server answers HTTP/1.1 on connections it accepts. Zero durations and sizes mean the defaults.
type Server struct {
	Handler Handler
	Clock   Clock        // for the Date header and pauses; socket deadlines are in real time
	Log     *slog.Logger // receives panics of the handler; nil means slog.Default

	MaxHead       int           // bytes of a request head; 64 KiB
	IdleTimeout   time.Duration // between requests; 2 minutes
	ReadTimeout   time.Duration // for head and body of one request; 1 minute
	WriteTimeout  time.Duration // for one reply; 30 seconds
	LingerTimeout time.Duration // to let a peer that is still sending read a refusal; 1 second

	mu        sync.Mutex
	closing   bool
	listeners map[net.Listener]struct{}
	conns     map[*serverConn]struct{}
	running   sync.WaitGroup // one per connection
}

const (
	acceptPauseMin = 5 * time.Millisecond
	acceptPauseMax = time.Second
)

// Serve accepts connections until Close, then returns nil. scheme is what Call.Scheme reports.
func (s *Server) Serve(l net.Listener, scheme string) error {
	if !s.addListener(l) {
		l.Close()
		return nil
	}
	defer s.dropListener(l)
	pause := acceptPauseMin
	for {
		conn, err := l.Accept()
		switch {
		case err == nil:
			pause = acceptPauseMin
			s.start(conn, scheme)
		case s.isClosing():
			return nil
		case errors.Is(err, net.ErrClosed):
			return err
		default: // out of file descriptors, most often: it passes
			<-s.Clock.After(pause)
			pause = min(2*pause, acceptPauseMax)
		}
	}
}

// Close stops accepting, ends idle connections and waits for requests under way until ctx ends;
// then it cuts them off and returns ctx's error.
func (s *Server) Close(ctx context.Context) error {
	s.beginClosing()
	done := make(chan struct{})
	go func() { s.running.Wait(); close(done) }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		s.cutOff()
		return ctx.Err()
	}
}

func (s *Server) beginClosing() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closing = true
	for l := range s.listeners {
		l.Close()
	}
	for c := range s.conns {
		if !c.busy {
			c.conn.Close()
		}
	}
}

func (s *Server) cutOff() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		c.conn.Close()
	}
}

func (s *Server) start(conn net.Conn, scheme string) {
	c := &serverConn{server: s, conn: conn, scheme: scheme, reader: NewReader(conn)}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		conn.Close()
		return
	}
	if s.conns == nil {
		s.conns = map[*serverConn]struct{}{}
	}
	s.conns[c] = struct{}{}
	s.running.Add(1)
	go c.run()
}

func (s *Server) finished(c *serverConn) {
	c.conn.Close()
	s.mu.Lock()
	delete(s.conns, c)
	s.mu.Unlock()
	s.running.Done()
}

// setBusy marks whether c is answering a request; it reports false when the server is closing and
// no further request may start.
func (s *Server) setBusy(c *serverConn, busy bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.busy = busy && !s.closing
	return !s.closing
}

func (s *Server) addListener(l net.Listener) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		return false
	}
	if s.listeners == nil {
		s.listeners = map[net.Listener]struct{}{}
	}
	s.listeners[l] = struct{}{}
	return true
}

func (s *Server) dropListener(l net.Listener) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.listeners, l)
}

func (s *Server) isClosing() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closing
}

func (s *Server) log() *slog.Logger {
	if s.Log == nil {
		return slog.Default()
	}
	return s.Log
}

func orDefault[T int | time.Duration](set, byDefault T) T {
	if set > 0 {
		return set
	}
	return byDefault
}
