package forwarder

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// Tested is a test notification as it crossed the wire.
type Tested struct {
	Answer   rawhttp.Answer
	Reason   string // why there is no whole answer; empty when there is
	Duration time.Duration
}

// Test posts a notification signed as Antom signs, as the environment's own, to the URL. Nothing is stored:
// the listener captures it.
func (f *Forwarder) Test(ctx context.Context, target string, env sandbox.Environment, body []byte) (Tested, error) {
	u, err := url.Parse(target)
	if err != nil {
		return Tested{}, err
	}
	started := f.Clock.Now()
	when := sandbox.FormatTime(env.Clock.At(started))
	sig, err := signature.Sign(f.Key, signature.Prefix(rawhttp.Target(u), env.ClientID, when), body)
	if err != nil {
		return Tested{}, err
	}
	head, err := rawhttp.Head(u,
		rawhttp.Field{Name: "Content-Type", Value: "application/json; charset=UTF-8"},
		rawhttp.Field{Name: "client-id", Value: env.ClientID},
		rawhttp.Field{Name: "request-time", Value: when},
		rawhttp.Field{Name: "signature", Value: signature.FormatHeader(keyVersion, sig)},
		rawhttp.Field{Name: "Content-Length", Value: strconv.Itoa(len(body))},
		rawhttp.Field{Name: "Connection", Value: "close"})
	if err != nil {
		return Tested{}, err
	}
	limited, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	answer, err := f.client.Do(limited, rawhttp.Request{URL: u, Head: head, Body: body})
	tested := Tested{Answer: answer, Duration: f.Clock.Now().Sub(started)}
	if err != nil {
		tested.Reason = rawhttp.Explain(err, f.Timeout)
	}
	return tested, nil
}
