package listener

import (
	"crypto/rsa"
	"errors"
	"net/http"
	"strings"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// check is what became of a notification's signature.
type check struct {
	verdict    sandbox.Verdict
	reason     string // one sentence unless verified
	keyVersion string
	prefix     []byte // string to sign up to the body, as this side sees it
}

// verify checks the signature over the target and headers exactly as sent (api.md §1.4).
func verify(antom *rsa.PublicKey, target string, h http.Header, body []byte) check {
	value := h.Get("Signature")
	if value == "" {
		return check{verdict: sandbox.VerdictMissing, reason: "There is no signature header, so Antom did not send this."}
	}
	clientID, requestTime := h.Get("Client-Id"), h.Get("Request-Time")
	c := check{verdict: sandbox.VerdictFailed, prefix: signature.Prefix(signedPath(target), clientID, requestTime)}
	header, err := signature.ParseHeader(value)
	c.keyVersion = header.KeyVersion
	if err == nil {
		err = signature.Verify(antom, c.prefix, body, header.Signature)
	}
	switch {
	case err == nil:
		c.verdict = sandbox.VerdictVerified
	case clientID == "":
		c.reason = "The client-id header is missing, and the signature covers it."
	case requestTime == "":
		c.reason = "The request-time header is missing, and the signature covers it."
	case errors.Is(err, signature.ErrMismatch):
		c.reason = "The signature does not verify with Antom's public key over the path, client-id, request-time and body as they arrived."
	default:
		c.reason = sentence(err)
	}
	return c
}

// signedPath is the path and query of a request target; absolute form loses its origin.
func signedPath(target string) string {
	if strings.HasPrefix(target, "/") {
		return target
	}
	_, rest, absolute := strings.Cut(target, "://")
	if !absolute {
		return target
	}
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		if rest[i] == '?' {
			return "/" + rest[i:]
		}
		return rest[i:]
	}
	return "/"
}

// sentence gives an error's text a capital and a full stop.
func sentence(err error) string {
	text := err.Error()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}
