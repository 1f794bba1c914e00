package gateway

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// expect stores the string to sign as the SDKs would build it, so that a refused call can be compared
// with what its caller signed.
func (c *call) expect() {
	c.bytes.SignedPrefix = signature.Prefix(c.target.fromAMS(), c.clientID, c.requestTime)
}

// checkSignature tries every active key over every candidate path; keyVersion is recorded, not
// trusted: the SDKs send 1 for whatever key they hold.
func (g *Gateway) checkSignature(ctx context.Context, c *call) *refusal {
	value := c.r.Header.Get("Signature")
	if value == "" {
		c.row.Verdict = sandbox.VerdictMissing
		return invalidSignature("The Signature header is missing.")
	}
	c.row.Verdict = sandbox.VerdictFailed
	header, err := signature.ParseHeader(value)
	if err != nil {
		return g.wrongSignature(ctx, c, value, err)
	}
	c.row.KeyVersion = header.KeyVersion
	if c.requestTime == "" {
		return invalidSignature("The Request-Time header is missing.")
	}
	sent, err := signature.ParseRequestTime(c.requestTime)
	if err != nil {
		return invalidSignature(sentence(err.Error()))
	}
	c.row.SkewMillis = sent.Sub(c.row.StartedAt).Milliseconds()
	if header.Plain {
		c.warn("The signature value is not URL-encoded; Antom's documentation asks for it.")
	}
	key, ok := g.verifyingKey(c, header)
	if !ok {
		return g.wrongSignature(ctx, c, value, signature.ErrMismatch)
	}
	c.row.Verdict = sandbox.VerdictVerified
	if version := fmt.Sprint(key.Version); version != header.KeyVersion {
		c.warn(fmt.Sprintf("The Signature header says keyVersion=%s; key %s verified it.", header.KeyVersion, version))
	}
	return nil
}

// verifyingKey finds the key and path that verify and notes the path.
func (g *Gateway) verifyingKey(c *call, header signature.Header) (sandbox.MerchantKey, bool) {
	for _, path := range c.target.candidates() {
		prefix := signature.Prefix(path, c.clientID, c.requestTime)
		for _, key := range c.keys {
			public, err := g.keys.parse(key.PublicKey)
			if err != nil {
				continue // registration refuses such keys; one that got in by hand verifies nothing
			}
			if signature.Verify(public, prefix, c.signed, header.Signature) == nil {
				c.verified, c.bytes.SignedPrefix = path, prefix
				return key, true
			}
		}
	}
	return sandbox.MerchantKey{}, false
}

// Doctor explains a signature that does not verify; *doctor.Doctor is the real one.
type Doctor interface {
	// Diagnose looks into the case as of an instant.
	Diagnose(ctx context.Context, c signature.Case, at time.Time) signature.Diagnosis
}

// wrongSignature refuses a signature that no key verified and says why; err is what there is to say where
// the doctor finds nothing. Only such calls pay for it.
func (g *Gateway) wrongSignature(ctx context.Context, c *call, header string, err error) *refusal {
	sent := signature.Case{
		Direction: signature.OfMerchant, Header: header, Method: c.r.Method, Paths: c.target.likeliestFirst(),
		Origin: c.row.Scheme + "://" + c.r.Host, ClientID: c.clientID, TimeText: c.requestTime, Body: c.signed,
		Accepted: []signature.Key{},
	}
	for _, key := range c.keys {
		if public, err := g.keys.parse(key.PublicKey); err == nil {
			sent.Accepted = append(sent.Accepted, signature.Key{
				Public: public, Version: key.Version, Environment: string(c.environment.Kind), ClientID: c.clientID,
			})
		}
	}
	var found signature.Diagnosis
	if g.doctor == nil {
		found = signature.Diagnose(sent)
	} else {
		found = g.doctor.Diagnose(ctx, sent, c.row.StartedAt)
	}
	return invalidSignature(cmp.Or(found.Sentence(), sentence(err.Error())))
}

func invalidSignature(message string) *refusal {
	return refuseCaller(sandbox.CodeInvalidSignature, message)
}

// checkTime applies the environment's tolerance; 0 accepts any time (api.md §1.4 [U]). A call may carry
// real time or the environment's.
func (g *Gateway) checkTime(_ context.Context, c *call) *refusal {
	tolerance := time.Duration(c.environment.Settings.RequestTimeToleranceSeconds) * time.Second
	skew := time.Duration(c.row.SkewMillis) * time.Millisecond
	if virtual := skew + c.row.StartedAt.Sub(c.environment.Clock.At(c.row.StartedAt)); virtual.Abs() < skew.Abs() {
		skew = virtual
	}
	if tolerance <= 0 || skew.Abs() <= tolerance {
		return nil
	}
	direction := "behind"
	if skew > 0 {
		direction = "ahead of"
	}
	return invalidSignature(fmt.Sprintf("Request-Time is %s %s this gateway's clock; this environment tolerates %s.",
		skew.Abs().Round(time.Second), direction, tolerance))
}

// sentence makes an error text one.
func sentence(text string) string {
	if text == "" {
		return text
	}
	text = strings.ToUpper(text[:1]) + text[1:]
	if strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}
