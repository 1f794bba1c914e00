// Package caller is the merchant's API caller: it signs a request as a merchant's code would, sends
// it byte for byte to the local gateway or another, and verifies the answer's signature.
package caller

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"net/url"
	"strconv"
	"strings"
	"time"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// DefaultTimeout is how long one call may take unless Config says otherwise; SDKs allow 15 to 30 s.
const DefaultTimeout = 30 * time.Second

const keptAnswer = 10 << 20 // bytes of an answer's body

// Config is what a Caller works with.
type Config struct {
	Clock        sandbox.Clock
	LoopbackOnly bool           // refuse every address that is not this computer's
	Roots        *x509.CertPool // certificate authorities to trust, see rawhttp.Roots; nil means the system's
	Timeout      time.Duration  // of one call, connecting included, in real time; 0 means DefaultTimeout
}

// Caller sends signed calls. It is safe for concurrent use.
type Caller struct {
	clock   sandbox.Clock
	timeout time.Duration
	client  rawhttp.Client
}

// New returns a caller.
func New(c Config) *Caller {
	if c.Timeout <= 0 {
		c.Timeout = DefaultTimeout
	}
	return &Caller{clock: c.Clock, timeout: c.Timeout,
		client: rawhttp.Client{LoopbackOnly: c.LoopbackOnly, Roots: c.Roots, MaxBody: keptAnswer}}
}

// Request is one call to make.
type Request struct {
	URL        string // of the API: scheme, host and path; signed and sent as written
	ClientID   string
	PrivateKey *rsa.PrivateKey // the merchant's
	KeyVersion string          // empty means signature.DefaultKeyVersion
	Body       []byte          // sent as it is
	AntomKey   *rsa.PublicKey  // to verify the answer with; nil leaves it unchecked
}

// Response is a call and its answer, exact bytes both ways.
type Response struct {
	StartedAt    time.Time
	Duration     time.Duration
	RemoteAddr   string // empty when no connection was made
	RequestTime  string // Request-Time as sent: unix milliseconds
	RequestHead  []byte
	RequestBody  []byte
	ResponseHead []byte
	ResponseBody []byte
	HTTPStatus   int // 0 when no answer could be read
	// SignedPrefix and AnswerSignedPrefix are the strings to sign up to the bodies; the second is empty
	// when the answer is unsigned.
	SignedPrefix       []byte
	AnswerSignedPrefix []byte
	Verdict            sandbox.Verdict // on the answer's signature
	Reason             string          // one sentence unless verified or unchecked
}

// Send makes the call. An invalid_argument error names the part of the request to mend; an
// unavailable error says why no complete answer came, and the Response holds what did cross the wire.
func (c *Caller) Send(ctx context.Context, q Request) (Response, error) {
	u, err := url.Parse(q.URL)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return Response{}, sandbox.Invalid("url", "this is not an http or https URL with a host")
	}
	r := Response{StartedAt: c.clock.Now(), RequestBody: q.Body}
	if err := r.sign(u, q); err != nil {
		return Response{}, err
	}
	limited, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	answer, err := c.client.Do(limited, rawhttp.Request{URL: u, Head: r.RequestHead, Body: r.RequestBody})
	r.Duration = c.clock.Now().Sub(r.StartedAt)
	r.RemoteAddr, r.HTTPStatus = answer.RemoteAddr, answer.Status
	r.ResponseHead, r.ResponseBody = answer.Head, answer.Body
	if err != nil {
		return r, sandbox.Unavailable(err, "%s", rawhttp.Explain(err, c.timeout))
	}
	if answer.Cut {
		return r, sandbox.Unavailable(nil, "The answer is larger than %d bytes, so it was not read to its end.", keptAnswer)
	}
	if q.AntomKey != nil {
		r.verify(u, q, answer)
	}
	return r, nil
}

// sign builds the request's head as Antom's documentation shows it (api.md §1.3).
func (r *Response) sign(u *url.URL, q Request) error {
	r.RequestTime = strconv.FormatInt(r.StartedAt.UnixMilli(), 10)
	r.SignedPrefix = signature.Prefix(rawhttp.Target(u), q.ClientID, r.RequestTime)
	sig, err := signature.Sign(q.PrivateKey, r.SignedPrefix, q.Body)
	if err != nil {
		return sandbox.Invalid("privateKey", "%v", err)
	}
	version, err := versionOf(q)
	if err != nil {
		return err
	}
	r.RequestHead, err = rawhttp.Head(u,
		rawhttp.Field{Name: "Content-Type", Value: "application/json; charset=UTF-8"},
		rawhttp.Field{Name: "Client-Id", Value: q.ClientID},
		rawhttp.Field{Name: "Request-Time", Value: r.RequestTime},
		rawhttp.Field{Name: "Signature", Value: signature.FormatHeader(version, sig)},
		rawhttp.Field{Name: "User-Agent", Value: "AntomDesk"},
		rawhttp.Field{Name: "Content-Length", Value: strconv.Itoa(len(q.Body))},
		rawhttp.Field{Name: "Connection", Value: "close"})
	if err != nil {
		return sandbox.Invalid("clientId", "%v", err)
	}
	return nil
}

// versionOf is the key version to send; a version that would break the header is refused.
func versionOf(q Request) (string, error) {
	if q.KeyVersion == "" {
		return signature.DefaultKeyVersion, nil
	}
	if strings.ContainsFunc(q.KeyVersion, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == ',' || r == '=' }) {
		return "", sandbox.Invalid("keyVersion", "a key version has neither spaces nor commas; most are 1")
	}
	return q.KeyVersion, nil
}
