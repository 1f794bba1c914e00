package notifier

import (
	"context"
	"mime"
	"net/http"
	"time"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/signature"
)

// slowAnswer is from when on an acknowledgement is worth a warning: production gives up on slow ones.
const slowAnswer = 5 * time.Second

// inspect adds what is odd about an answer but no rule forbids (api.md §4.1): its media type, how long it
// took, and a signature, which is never required.
func (t *try) inspect(ctx context.Context, d *delivery, answer rawhttp.Answer) {
	if took := t.Clock.Now().Sub(d.x.StartedAt) - t.plan.slow; took >= slowAnswer {
		d.warn("The answer took " + took.Round(100*time.Millisecond).String() + "; acknowledge first and work afterwards.")
	}
	if kind, _, err := mime.ParseMediaType(answer.Header.Get("Content-Type")); len(answer.Body) > 0 && (err != nil || kind != "application/json") {
		d.warn("The answer's Content-Type is not application/json.")
	}
	if header := answer.Header.Get("Signature"); header != "" {
		t.inspectSignature(ctx, d, answer, header)
	}
}

func (d *delivery) warn(sentence string) { d.x.Warnings = append(d.x.Warnings, sentence) }

// inspectSignature verifies a signed acknowledgement with the merchant's keys, as a response is verified.
func (t *try) inspectSignature(ctx context.Context, d *delivery, answer rawhttp.Answer, text string) {
	header, err := signature.ParseHeader(text)
	if err != nil {
		d.warn("The acknowledgement is signed, which is not needed, and the signature cannot be read: " + err.Error() + ".")
		return
	}
	clientID, at := answer.Header.Get("Client-Id"), answer.Header.Get("Response-Time")
	d.b.AnswerSignedPrefix = signature.Prefix(rawhttp.Target(t.to.url), clientID, at)
	_, keys, err := t.Directory.EnvironmentByClientID(ctx, t.environment.ClientID)
	if err != nil || len(keys) == 0 {
		d.warn("The acknowledgement is signed, which is not needed; no key is registered to check it with.")
		return
	}
	for _, key := range keys {
		public, err := signature.ParsePublicKey(key.PublicKey)
		if err == nil && signature.Verify(public, d.b.AnswerSignedPrefix, answer.Body, header.Signature) == nil {
			return
		}
	}
	d.warn("The acknowledgement is signed, which is not needed, and the signature does not verify with your registered key" + missingHeaders(answer.Header) + ".")
}

func missingHeaders(h http.Header) string {
	switch {
	case h.Get("Client-Id") == "":
		return ": its client-id header is missing"
	case h.Get("Response-Time") == "":
		return ": its response-time header is missing"
	}
	return ""
}
