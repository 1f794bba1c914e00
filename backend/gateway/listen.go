package gateway

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"sync"
	"time"
)

const (
	// headSlop is what net/http reads past its own header limit before it refuses.
	headSlop = 8 << 10
	// maxSniffed is what is kept of a connection that does not get through the TLS handshake.
	maxSniffed = 64 << 10
	// lingerTime is how long a refused connection is read on, so that the refusal arrives before a reset.
	lingerTime = 500 * time.Millisecond
)

// plainOnTLS is net/http's own answer to HTTP on a TLS port.
const plainOnTLS = "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"

// errPlainHTTP says that a client spoke HTTP where TLS is spoken; errHandedOver, that the connection
// agreed on HTTP/2 and is another server's.
var (
	errPlainHTTP  = errors.New("plain HTTP on the TLS port")
	errHandedOver = errors.New("the connection speaks HTTP/2")
)

// teeListener puts a tee on every connection; with a config it sits above TLS, so that net/http sees a
// plain connection and speaks nothing but HTTP/1.1. Connections that agree on HTTP/2 are handed over.
type teeListener struct {
	net.Listener
	gateway *Gateway
	scheme  string
	config  *tls.Config // nil for plain HTTP
}

// Accept returns at once; the handshake happens on the connection's own goroutine.
func (l *teeListener) Accept() (net.Conn, error) {
	raw, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	t := &tee{
		Conn: raw, scheme: l.scheme, now: l.gateway.clock.Now, lost: l.gateway.recordLost,
		scan: newScanner(l.gateway.limits.MaxHeaderBytes + headSlop),
	}
	if l.config != nil {
		l.secure(t, raw)
	}
	return t, nil
}

func (l *teeListener) secure(t *tee, raw net.Conn) {
	below := &sniffer{Conn: raw}
	secured := tls.Server(below, l.config)
	t.Conn = secured
	t.handshake = func() error {
		since := t.now()
		if err := raw.SetWriteDeadline(time.Now().Add(l.gateway.limits.ReadHeaderTimeout)); err != nil {
			return err
		}
		if err := secured.Handshake(); err != nil {
			l.failed(below, since, err)
			return err
		}
		below.stop()
		if err := l.handOver(secured, since); err != nil {
			return err
		}
		return raw.SetWriteDeadline(time.Time{})
	}
}

// failed records a connection that never got through the handshake and, when it spoke HTTP, says so.
func (l *teeListener) failed(below *sniffer, since time.Time, err error) {
	lost := lostRequest{
		scheme: l.scheme, remote: below.RemoteAddr().String(), since: since, cause: err, tls: true,
	}
	var header tls.RecordHeaderError
	plain := errors.As(err, &header) && looksLikeHTTP(header.RecordHeader[:])
	if plain {
		below.readHead()
		lost.cause, lost.answer = errPlainHTTP, []byte(plainOnTLS)
	}
	lost.request = below.stop()
	if len(lost.request) > 0 {
		l.gateway.recordLost(lost)
	}
	if plain {
		below.refuse([]byte(plainOnTLS))
	}
}

func looksLikeHTTP(record []byte) bool {
	for _, method := range []string{"GET /", "HEAD ", "POST ", "PUT /", "OPTIO", "PATCH", "DELET", "CONNE", "TRACE"} {
		if string(record) == method {
			return true
		}
	}
	return false
}

// sniffer keeps the first bytes under a TLS connection until the handshake is over: all there is to
// log when it fails.
type sniffer struct {
	net.Conn
	mu   sync.Mutex
	kept []byte
	off  bool
}

// Read passes bytes through and keeps a copy of the first ones.
func (s *sniffer) Read(p []byte) (int, error) {
	n, err := s.Conn.Read(p)
	s.mu.Lock()
	defer s.mu.Unlock()
	if room := maxSniffed - len(s.kept); !s.off && room > 0 {
		s.kept = append(s.kept, p[:min(n, room)]...)
	}
	return n, err
}

// stop ends the keeping and returns what was kept.
func (s *sniffer) stop() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := s.kept
	s.off, s.kept = true, nil
	return kept
}

// readHead reads on until the plain request's head is complete, or no more comes.
func (s *sniffer) readHead() {
	buffer := make([]byte, 4<<10)
	for {
		s.mu.Lock()
		done := len(s.kept) >= maxSniffed || bytes.Contains(s.kept, []byte("\r\n\r\n"))
		s.mu.Unlock()
		if done {
			return
		}
		if _, err := s.Read(buffer); err != nil {
			return
		}
	}
}

// refuse sends the answer, ends our side and reads on for a moment.
func (s *sniffer) refuse(answer []byte) {
	if _, err := s.Conn.Write(answer); err != nil {
		return
	}
	if c, ok := s.Conn.(interface{ CloseWrite() error }); ok && c.CloseWrite() == nil {
		if s.Conn.SetReadDeadline(time.Now().Add(lingerTime)) == nil {
			_, _ = io.Copy(io.Discard, io.LimitReader(s.Conn, maxSniffed))
		}
	}
}
