package rawhttp

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

// serverConn is one accepted connection and its requests, one after the other.
type serverConn struct {
	server *Server
	conn   net.Conn
	scheme string
	reader *Reader
	busy   bool // under server.mu
}

func (c *serverConn) run() {
	defer c.server.finished(c)
	defer c.recover()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for c.awaitRequest() && c.serveOne(ctx) && c.server.setBusy(c, false) {
	}
}

// recover keeps a panic in the handler from ending the process; the stack, never the request, is logged.
func (c *serverConn) recover() {
	if p := recover(); p != nil {
		c.server.log().Error("panic while answering a request", "panic", p, "stack", string(debug.Stack()))
	}
}

// awaitRequest waits for the first byte of a request, skipping blank lines that some old clients
// send after a body, and claims the connection as busy.
func (c *serverConn) awaitRequest() bool {
	c.conn.SetReadDeadline(time.Now().Add(orDefault(c.server.IdleTimeout, 2*time.Minute)))
	for {
		first, err := c.reader.Buffer.Peek(1)
		if err != nil {
			return false
		}
		if first[0] != '\r' && first[0] != '\n' {
			return c.server.setBusy(c, true)
		}
		c.reader.Buffer.Discard(1)
	}
}

// serveOne reads one request, has it answered and reports whether the connection may go on.
func (c *serverConn) serveOne(ctx context.Context) bool {
	c.conn.SetReadDeadline(time.Now().Add(orDefault(c.server.ReadTimeout, time.Minute)))
	c.reader.Mark(orDefault(c.server.MaxHead, 64<<10))
	req, err := http.ReadRequest(c.reader.Buffer)
	if err != nil {
		c.refuse(c.reader.Cause(err))
		return false
	}
	call := &Call{Request: req, Head: c.reader.Taken(), Scheme: c.scheme, Remote: c.conn.RemoteAddr().String()}
	c.promiseToRead(call)
	reply := c.server.Handler(ctx, call)
	if !c.send(reply) {
		return false
	}
	if !drained(req.Body) {
		c.linger()
		return false
	}
	return !reply.Close && !req.Close && req.ProtoAtLeast(1, 1)
}

// refuse answers what could not be parsed.
func (c *serverConn) refuse(err error) {
	var timeout net.Error
	switch {
	case errors.Is(err, ErrHeadTooLarge):
		c.send(Plain(http.StatusRequestHeaderFieldsTooLarge, c.server.Clock.Now(), "The request head is too large."))
	case errors.As(err, &timeout) && timeout.Timeout():
		c.send(Plain(http.StatusRequestTimeout, c.server.Clock.Now(), "The request head did not arrive in time."))
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), timeout != nil:
		return // the peer is gone
	default:
		c.send(Plain(http.StatusBadRequest, c.server.Clock.Now(), "This is not a valid HTTP request."))
	}
	c.linger()
}

func (c *serverConn) send(r Reply) bool {
	c.conn.SetWriteDeadline(time.Now().Add(orDefault(c.server.WriteTimeout, 30*time.Second)))
	_, err := c.conn.Write(r.wire)
	return err == nil
}

// promiseToRead sends 100 Continue before the first read of the body, for peers that wait for it.
func (c *serverConn) promiseToRead(call *Call) {
	if call.ProtoAtLeast(1, 1) && strings.EqualFold(call.Header.Get("Expect"), "100-continue") {
		call.Body = &continuedBody{ReadCloser: call.Body, conn: c.conn}
	}
}

// linger lets the peer finish sending for a moment: closing a socket with unread bytes resets it,
// and the reply might be lost on the way.
func (c *serverConn) linger() {
	if half, ok := c.conn.(interface{ CloseWrite() error }); ok {
		half.CloseWrite()
	}
	c.conn.SetReadDeadline(time.Now().Add(orDefault(c.server.LingerTimeout, time.Second)))
	io.Copy(io.Discard, c.conn)
}

// drained reports whether nothing of a body is left.
func drained(body io.Reader) bool {
	if b, ok := body.(*continuedBody); ok && !b.asked {
		return false // the peer may or may not send it now; the connection cannot go on
	}
	var one [1]byte
	n, err := body.Read(one[:])
	return n == 0 && err == io.EOF
}

// continuedBody asks for the body when it is first read.
type continuedBody struct {
	io.ReadCloser
	conn  net.Conn
	asked bool
}

func (b *continuedBody) Read(p []byte) (int, error) {
	if !b.asked {
		b.asked = true
		if _, err := io.WriteString(b.conn, "HTTP/1.1 100 Continue\r\n\r\n"); err != nil {
			return 0, err
		}
	}
	return b.ReadCloser.Read(p)
}
