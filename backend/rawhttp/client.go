package rawhttp

import (
	"bytes"
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"
)

const (
	maxAnswerHead   = 1 << 20
	maxInterim      = 8 // 1xx answers before the real one
	defaultBodyKept = 1 << 20
)

// Client sends one request per connection and keeps the exact bytes of both directions. It follows
// no redirect, uses no proxy and always verifies certificates. The zero value works.
type Client struct {
	LoopbackOnly bool           // refuse every address that is not this computer's
	Roots        *x509.CertPool // nil means the system's
	MaxBody      int64          // bytes of an answer's body to read; 0 means 1 MiB
}

// Request is a request ready to send. Head is written as it is and must announce the body.
type Request struct {
	URL  *url.URL // http or https; only its host and scheme matter here
	Head []byte
	Body []byte
	// Write, when set, sends the bytes in its own way and says how many went out; an error ends the exchange.
	Write func(ctx context.Context, conn net.Conn, bytes []byte) (int, error)
}

// Answer is what came back, as far as it came.
type Answer struct {
	RemoteAddr string // empty when no connection was made: nothing was sent then
	Sent       int    // bytes of the request that went out, head first
	Head       []byte // status line to blank line; whatever arrived when it was not HTTP
	Body       []byte // without chunking; at most MaxBody bytes
	Cut        bool   // the body is longer than MaxBody
	Status     int    // 0 when no answer could be read
	Header     http.Header
}

// Field is one header field; its name is sent in exactly this spelling.
type Field struct{ Name, Value string }

// Head composes the head of an HTTP/1.1 POST to the target of u, fields in the given order. It
// fails when a field could not be sent without changing the request around it.
func Head(u *url.URL, fields ...Field) ([]byte, error) {
	host, err := httpguts.PunycodeHostPort(u.Host)
	if err != nil {
		return nil, fmt.Errorf("the host %q is not a valid name: %w", u.Host, err)
	}
	var head bytes.Buffer
	fmt.Fprintf(&head, "POST %s HTTP/1.1\r\nHost: %s\r\n", Target(u), host)
	for _, f := range fields {
		if !httpguts.ValidHeaderFieldName(f.Name) || !httpguts.ValidHeaderFieldValue(f.Value) {
			return nil, fmt.Errorf("the %q header cannot hold the value %.64q", f.Name, f.Value)
		}
		head.WriteString(f.Name + ": " + f.Value + "\r\n")
	}
	head.WriteString("\r\n")
	return head.Bytes(), nil
}

// Target is the request target of u in origin form: its path ("/" when empty) and query, with
// anything a request line cannot carry percent-encoded.
func Target(u *url.URL) string {
	target := u.RawPath // as written, where that differs from the default escaping
	if target == "" {
		target = u.EscapedPath()
	}
	if !strings.HasPrefix(target, "/") {
		target = "/" + target
	}
	if u.RawQuery != "" || u.ForceQuery {
		target += "?" + u.RawQuery
	}
	return escapeRest(target)
}

func escapeRest(target string) string {
	clean := func(r byte) bool { return r > ' ' && r < 0x7f }
	var b strings.Builder
	for i := range len(target) {
		if clean(target[i]) {
			b.WriteByte(target[i])
		} else {
			fmt.Fprintf(&b, "%%%02X", target[i])
		}
	}
	return b.String()
}

// Do sends the request and reads the answer, until ctx ends. With an error the Answer still holds
// what arrived; Explain turns the error into a sentence.
func (c *Client) Do(ctx context.Context, q Request) (Answer, error) {
	conn, err := c.dial(ctx, q.URL)
	if err != nil {
		return Answer{}, &Failure{Stage: Connecting, Host: q.URL.Host, Err: cause(ctx, err)}
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })()

	a := Answer{RemoteAddr: conn.RemoteAddr().String()}
	write := q.Write
	if write == nil {
		write = func(_ context.Context, conn net.Conn, bytes []byte) (int, error) { return conn.Write(bytes) }
	}
	var sendErr error
	a.Sent, sendErr = write(ctx, conn, slices.Concat(q.Head, q.Body))
	// A server may answer and close before it has read everything: its answer counts more.
	err = c.read(conn, &a)
	switch {
	case err == nil:
		return a, nil
	case sendErr != nil && a.Status == 0:
		return a, &Failure{Stage: Sending, Host: q.URL.Host, Err: cause(ctx, sendErr)}
	}
	return a, &Failure{Stage: Reading, Host: q.URL.Host, Err: cause(ctx, err)}
}

// cause prefers the context's end to the network error it provoked.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

func (c *Client) read(conn net.Conn, a *Answer) error {
	r := NewReader(conn)
	rsp, err := readHead(r)
	if err != nil {
		a.Head = r.Seen()
		return err
	}
	defer rsp.Body.Close()
	a.Head, a.Status, a.Header = r.Taken(), rsp.StatusCode, rsp.Header
	limit := c.MaxBody
	if limit <= 0 {
		limit = defaultBodyKept
	}
	body, err := io.ReadAll(io.LimitReader(rsp.Body, limit+1))
	a.Cut = int64(len(body)) > limit
	a.Body = body[:min(int64(len(body)), limit)]
	return err
}

// readHead skips interim answers (100 Continue and its kin).
func readHead(r *Reader) (*http.Response, error) {
	for range maxInterim {
		r.Mark(maxAnswerHead)
		rsp, err := readResponse(r)
		if err != nil || rsp.StatusCode >= 200 || rsp.StatusCode == http.StatusSwitchingProtocols {
			return rsp, err
		}
	}
	return nil, &protocolError{"more than " + strconv.Itoa(maxInterim) + " interim answers"}
}

func readResponse(r *Reader) (*http.Response, error) {
	if _, err := r.Buffer.Peek(1); err != nil {
		return nil, err // tells "closed without an answer" from "cut short"
	}
	rsp, err := http.ReadResponse(r.Buffer, &http.Request{Method: http.MethodPost})
	if err != nil {
		return nil, r.Cause(err)
	}
	return rsp, nil
}
