package forwarder

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// Headers every forward carries, so that a receiver can tell a repetition from a new notification.
const (
	HeaderForward = "Antom-Desk-Forward" // the same for every attempt of one forward
	HeaderRepeat  = "Antom-Desk-Repeat"  // earlier attempts that may have arrived; absent when there was none
)

const keyVersion = "1" // Antom's key has one version

// signed are the headers a fresh signature replaces.
var signed = map[string]bool{"client-id": true, "request-time": true, "signature": true}

// attempt sends one forward and says how it ended; nothing is stored yet.
func (f *Forwarder) attempt(ctx context.Context, e errand) sandbox.ForwardEnd {
	end := sandbox.ForwardEnd{At: f.Clock.Now()}
	m, err := f.prepare(ctx, e)
	if err != nil {
		end.Reason = "Nothing was sent: " + err.Error() + "."
		return end
	}
	limited, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	answer, err := f.client.Do(limited, rawhttp.Request{URL: m.url, Head: m.bytes.RequestHead, Body: m.bytes.RequestBody})
	end.Reached, end.Answered = answer.RemoteAddr != "", err == nil && !saysDown(answer.Status)
	switch {
	case err != nil:
		m.row.Reason = rawhttp.Explain(err, f.Timeout)
	case answer.Status < 200 || answer.Status > 299:
		m.row.Reason = fmt.Sprintf("The target answered %d %s.", answer.Status, http.StatusText(answer.Status))
	}
	if !end.Answered {
		end.Reason = m.row.Reason
	}
	m.finish(answer, f.Clock.Now().Sub(m.row.StartedAt).Microseconds())
	end.Exchange, end.Bytes = m.row, m.bytes
	end.Attempt = sandbox.ForwardAttempt{ForwardID: e.forward.ID, ExchangeID: m.row.ID, Repeat: e.forward.Repeats,
		HTTPStatus: answer.Status, Reason: m.row.Reason, At: end.At}
	return end
}

// saysDown are the statuses by which a server in front says that the developer's own is not there.
func saysDown(status int) bool {
	switch status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout, http.StatusTooManyRequests:
		return true
	}
	return false
}

// message is one forward ready to send, and its row in the making.
type message struct {
	url   *url.URL
	row   sandbox.Exchange
	bytes sandbox.ExchangeBytes
}

func (m *message) finish(a rawhttp.Answer, micros int64) {
	m.row.DurationMicros, m.row.RemoteAddr, m.row.HTTPStatus = micros, a.RemoteAddr, a.Status
	m.row.ResponseBytes = int64(len(a.Body))
	m.bytes.ResponseHead, m.bytes.ResponseBody = a.Head, a.Body
}

// prepare composes the request from the captured bytes.
func (f *Forwarder) prepare(ctx context.Context, e errand) (message, error) {
	captured, err := f.Store.ExchangeByID(ctx, e.forward.ExchangeID)
	if err != nil {
		return message{}, err
	}
	kept, err := f.Store.ExchangeBytesByID(ctx, e.forward.ExchangeID)
	if err != nil {
		return message{}, err
	}
	u, err := url.Parse(e.target.URL)
	if err != nil || u.Hostname() == "" {
		return message{}, errors.New("the target's URL is not an http or https URL with a host")
	}
	m := message{url: u, row: f.rowOf(captured, e, u)}
	m.bytes.RequestBody, m.row.RequestBytes = kept.RequestBody, int64(len(kept.RequestBody))
	var fields []rawhttp.Field
	leave := map[string]bool{}
	if e.target.Signature == sandbox.SignatureFresh {
		leave = signed
		if fields, err = f.sign(ctx, &m); err != nil {
			return m, err
		}
	}
	m.bytes.RequestHead, err = rawhttp.Relay(captured.Method, u, kept.RequestHead, leave, append(fields, trailer(e, m)...)...)
	return m, err
}

// trailer are the headers of this connection and of this attempt.
func trailer(e errand, m message) []rawhttp.Field {
	fields := []rawhttp.Field{
		{Name: "Content-Length", Value: strconv.Itoa(len(m.bytes.RequestBody))},
		{Name: HeaderForward, Value: e.forward.ID},
	}
	if e.forward.Repeats > 0 {
		fields = append(fields, rawhttp.Field{Name: HeaderRepeat, Value: strconv.Itoa(e.forward.Repeats)})
	}
	return append(fields, rawhttp.Field{Name: "Connection", Value: "close"})
}

func (f *Forwarder) rowOf(captured sandbox.Exchange, e errand, u *url.URL) sandbox.Exchange {
	x := sandbox.Exchange{
		ID: f.IDs.New(), EnvironmentID: captured.EnvironmentID, Kind: sandbox.KindForward, StartedAt: f.Clock.Now(),
		Scheme: u.Scheme, Method: captured.Method, Target: u.Redacted(), API: captured.API, ClientID: captured.ClientID,
		RequestTime: captured.RequestTime, ResultStatus: captured.ResultStatus, ResultCode: captured.ResultCode,
		RequestID: captured.RequestID, PaymentID: captured.PaymentID, RefundID: captured.RefundID,
		AmountMinor: captured.AmountMinor, Currency: captured.Currency, KeyVersion: captured.KeyVersion,
	}
	if e.forward.Repeats > 0 {
		x.Warnings = []string{"An earlier attempt ended without an answer that was stored, so the target may have received this before."}
	}
	return x
}

// sign signs for the target's own path, at the environment's time. A capture that names no client is
// signed as if it were for the environment it was captured in.
func (f *Forwarder) sign(ctx context.Context, m *message) ([]rawhttp.Field, error) {
	now := f.Clock.Now()
	if m.row.EnvironmentID != "" {
		env, err := f.Directory.EnvironmentByID(ctx, m.row.EnvironmentID)
		if err != nil {
			return nil, err
		}
		now = env.Clock.At(now)
		if m.row.ClientID == "" {
			m.row.ClientID = env.ClientID
		}
	}
	m.row.RequestTime, m.row.KeyVersion = sandbox.FormatTime(now), keyVersion
	m.bytes.SignedPrefix = signature.Prefix(rawhttp.Target(m.url), m.row.ClientID, m.row.RequestTime)
	sig, err := signature.Sign(f.Key, m.bytes.SignedPrefix, m.bytes.RequestBody)
	return []rawhttp.Field{
		{Name: "client-id", Value: m.row.ClientID},
		{Name: "request-time", Value: m.row.RequestTime},
		{Name: "signature", Value: signature.FormatHeader(keyVersion, sig)},
	}, err
}
