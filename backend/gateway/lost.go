package gateway

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"antomdesk/backend/sandbox"
)

// recordTimeout bounds the recording of a refusal nobody waits for.
const recordTimeout = 10 * time.Second

// recordLost stores a request that never reached the handler: its bytes as far as they came, the
// status as it is about to be sent, and the reason in words.
func (g *Gateway) recordLost(l lostRequest) {
	head, body := splitHead(l.request)
	answerHead, answerBody := splitHead(l.answer)
	method, target := l.method, l.target
	if !l.stream {
		method, target = requestLine(head)
	}
	x := sandbox.Exchange{
		ID: g.ids.New(), Kind: sandbox.KindGateway, StartedAt: l.since,
		DurationMicros: g.clock.Now().Sub(l.since).Microseconds(),
		Scheme:         l.scheme, RemoteAddr: l.remote,
		Method: rowText(method, maxRowText), Target: rowText(target, maxRowTarget),
		HTTPStatus: statusOf(l.answer), Reason: g.reasonLost(l),
		RequestBytes: int64(len(body)), ResponseBytes: int64(len(answerBody)),
	}
	ctx, cancel := context.WithTimeout(context.Background(), recordTimeout)
	defer cancel()
	err := g.recorder.Record(ctx, x, sandbox.ExchangeBytes{
		RequestHead: withoutKey(head), RequestBody: body, ResponseHead: answerHead, ResponseBody: answerBody,
	})
	if err != nil {
		g.log.Error("a refused request could not be recorded", "exchange", x.ID, "error", err)
	}
}

// reasonLost says in one sentence why the request was never read.
func (g *Gateway) reasonLost(l lostRequest) string {
	switch status := statusOf(l.answer); {
	case l.tls:
		return reasonHandshake(l)
	case l.stream:
		return "The HTTP/2 server refused this request before it was read, or its stream ended."
	case status == 431:
		return fmt.Sprintf("The request's header is larger than %d bytes; it was refused before it was read.", g.limits.MaxHeaderBytes)
	case looksLikeTLS(l.request):
		return "A TLS handshake arrived on the plain HTTP port; use the https address of the gateway."
	case l.following:
		return "The connection ended with the answer before it; this request was never read."
	case status == 0 || brokenOff(l.cause):
		return g.reasonCut(l.cause)
	}
	return "This is not a valid HTTP request: " + refusalText(l) + "."
}

// brokenOff reports whether reading ended before the head did; net/http then takes the half line for a
// malformed one.
func brokenOff(cause error) bool {
	var network *net.OpError
	return errors.Is(cause, io.EOF) || errors.As(cause, &network)
}

func (g *Gateway) reasonCut(cause error) string {
	var timeout net.Error
	switch {
	case errors.As(cause, &timeout) && timeout.Timeout():
		return fmt.Sprintf("The request's header did not arrive within %s; the connection was closed.", g.limits.ReadHeaderTimeout)
	case errors.Is(cause, io.EOF):
		return "The caller closed the connection inside the request's header."
	case cause != nil:
		return "The connection broke inside the request's header."
	}
	return "The gateway was stopping; the request was not read."
}

func reasonHandshake(l lostRequest) string {
	var timeout net.Error
	switch cause := l.cause; {
	case errors.Is(cause, errPlainHTTP):
		return "Plain HTTP arrived on the TLS port; use https, or the gateway's http address."
	case errors.As(cause, &timeout) && timeout.Timeout():
		return "The TLS handshake was not finished in time; the connection was closed."
	case errors.Is(cause, io.EOF), errors.Is(cause, io.ErrUnexpectedEOF):
		return "The caller closed the connection during the TLS handshake; it may not trust this certificate (antomctl ca export)."
	case strings.Contains(cause.Error(), "remote error"):
		return "The caller refused the TLS connection (" + cause.Error() + "); it must trust this installation's CA (antomctl ca export)."
	}
	return "The TLS handshake failed: " + l.cause.Error() + "."
}

// refusalText is net/http's own explanation, the parser's where net/http gives none, or what the status
// means. Bytes that the parser quotes stay out: they are in the log already.
func refusalText(l lostRequest) string {
	_, body := splitHead(l.answer)
	if _, detail, found := strings.Cut(strings.TrimSpace(string(body)), ": "); found {
		return detail
	}
	var target *url.Error
	cause := l.cause
	if errors.As(cause, &target) {
		cause = target.Err
	}
	if cause != nil {
		what, _, _ := strings.Cut(cause.Error(), " \"")
		return what
	}
	return http.StatusText(statusOf(l.answer))
}

func looksLikeTLS(b []byte) bool { return len(b) > 2 && b[0] == 0x16 && b[1] == 3 }

// splitHead cuts behind the first empty line; everything is head when there is none.
func splitHead(b []byte) (head, body []byte) {
	if i := bytes.Index(b, []byte("\r\n\r\n")); i >= 0 {
		return b[:i+4], b[i+4:]
	}
	return b, nil
}

// statusOf reads the status of an answer as it goes over the wire, of HTTP/2 as it is kept; 0 when there
// is none.
func statusOf(answer []byte) int {
	fields := strings.Fields(string(answer[:min(len(answer), 64)]))
	if len(fields) < 2 || !strings.HasPrefix(fields[0], "HTTP/") && fields[0] != ":status:" {
		return 0
	}
	status, err := strconv.Atoi(fields[1])
	if err != nil {
		return 0
	}
	return status
}

// requestLine reads method and target off a head, as far as it looks like HTTP at all.
func requestLine(head []byte) (method, target string) {
	line, _, found := bytes.Cut(head, []byte("\n"))
	fields := strings.Split(strings.TrimRight(string(line), "\r"), " ")
	if !found || len(fields) != 3 || !strings.HasPrefix(fields[2], "HTTP/") {
		return "", ""
	}
	return fields[0], fields[1]
}
