package listener

import (
	"context"
	"crypto/rsa"
	"net/http"
	"time"

	"antomdesk/backend/rawhttp"
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

// Doctor explains a signature that does not verify; *doctor.Doctor is the real one.
type Doctor interface {
	// Diagnose looks into the case as of an instant.
	Diagnose(ctx context.Context, c signature.Case, at time.Time) signature.Diagnosis
}

// explainer asks the doctor about a call, or the signature package itself, which knows no keys but the
// case's.
func (l *Listener) explainer(ctx context.Context, call *rawhttp.Call, at time.Time) func(signature.Case) signature.Diagnosis {
	return func(c signature.Case) signature.Diagnosis {
		c.Origin = call.Scheme + "://" + call.Host
		if l.Doctor == nil {
			return signature.Diagnose(c)
		}
		return l.Doctor.Diagnose(ctx, c, at)
	}
}

// verify checks the signature over the target and headers exactly as sent (api.md §1.4). explain is
// asked only about one that does not verify.
func verify(antom *rsa.PublicKey, target string, h http.Header, body []byte, explain func(signature.Case) signature.Diagnosis) check {
	value := h.Get("Signature")
	if value == "" {
		return check{verdict: sandbox.VerdictMissing, reason: "There is no signature header, so Antom did not send this."}
	}
	clientID, requestTime := h.Get("Client-Id"), h.Get("Request-Time")
	c := check{verdict: sandbox.VerdictFailed, prefix: signature.Prefix(signature.SignedPath(target), clientID, requestTime)}
	header, err := signature.ParseHeader(value)
	c.keyVersion = header.KeyVersion
	if err == nil {
		err = signature.Verify(antom, c.prefix, body, header.Signature)
	}
	if err == nil {
		c.verdict = sandbox.VerdictVerified
		return c
	}
	c.reason = explain(signature.Case{
		Direction: signature.OfAntom, Header: value, Method: http.MethodPost, Paths: []string{signature.SignedPath(target)},
		ClientID: clientID, TimeText: requestTime, Body: body,
		Accepted: []signature.Key{{Public: antom}},
	}).Sentence()
	return c
}
