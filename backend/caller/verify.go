package caller

import (
	"errors"
	"net/url"
	"strings"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// verify checks the answer over the path of the call, as SDKs do (api.md §1.4, §1.6). The client id
// is the one the answer names, or ours when it names none.
func (r *Response) verify(u *url.URL, q Request, answer rawhttp.Answer) {
	value := answer.Header.Get("Signature")
	if value == "" {
		r.Verdict = sandbox.VerdictMissing
		r.Reason = "The answer is not signed; Antom leaves refusals of the caller itself unsigned."
		return
	}
	clientID, responseTime := answer.Header.Get("Client-Id"), answer.Header.Get("Response-Time")
	if clientID == "" {
		clientID = q.ClientID
	}
	r.Verdict = sandbox.VerdictFailed
	r.AnswerSignedPrefix = signature.Prefix(rawhttp.Target(u), clientID, responseTime)
	header, err := signature.ParseHeader(value)
	if err == nil {
		err = signature.Verify(q.AntomKey, r.AnswerSignedPrefix, answer.Body, header.Signature)
	}
	switch {
	case err == nil:
		r.Verdict = sandbox.VerdictVerified
	case responseTime == "":
		r.Reason = "The answer has no response-time header, and the signature covers it."
	case errors.Is(err, signature.ErrMismatch):
		r.Reason = "The answer's signature does not verify with Antom's public key over the path, client-id, response-time and body."
	default:
		text := err.Error()
		r.Reason = strings.ToUpper(text[:1]) + text[1:] + "."
	}
}
