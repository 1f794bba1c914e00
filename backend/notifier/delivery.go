package notifier

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

const (
	keyVersion = "1" // Antom's key has one version
	userAgent  = "AntomDesk"
)

// delivery is one send in the making.
type delivery struct {
	x        sandbox.Exchange
	b        sandbox.ExchangeBytes
	at       time.Time // the environment's time it was started at
	head     []byte    // as it is to be sent
	body     []byte    // as it is to be sent
	prefix   []byte    // of the string that was signed
	marks    sandbox.Marks
	answered bool // a whole answer came back
}

// prepare makes the request and stores that it is about to be sent; with a Reason there is nothing to send.
// An error means that it could not be signed or stored.
func (t *try) prepare(ctx context.Context) (*delivery, error) {
	d := t.begin()
	if d.x.Reason != "" {
		return d, nil
	}
	if err := t.compose(d); err != nil {
		return nil, err
	}
	if d.x.Reason != "" {
		return d, nil
	}
	u := sandbox.UnderWay{ExchangeID: d.x.ID, NotificationID: t.note.ID, StartedAt: d.x.StartedAt, At: d.at, Target: d.x.Target,
		ClientID: d.x.ClientID, RequestTime: d.x.RequestTime, KeyVersion: d.x.KeyVersion, Head: d.head, Marks: d.marks}
	if t.plan.has(sandbox.LabCorrupt) {
		u.Body = d.body
	}
	return d, t.Store.BeginAttempt(ctx, u)
}

// begin fills what is known before anything is sent.
func (t *try) begin() *delivery {
	now := t.Clock.Now()
	at := t.environment.Clock.At(now)
	x := exchangeOf(t.note)
	x.ID, x.StartedAt, x.Target, x.Reason = t.IDs.New(), now, t.to.target, t.to.reason
	x.ClientID, x.RequestTime, x.KeyVersion = t.plan.clientID(t.environment.ClientID), sandbox.FormatTime(t.plan.time(at)), t.plan.keyVersion()
	d := &delivery{at: at, body: t.note.Body, x: x, marks: t.plan.marks}
	d.x.Warnings = append(d.x.Warnings, t.plan.warnings...)
	if t.note.InDoubt {
		d.marks = d.marks.With(sandbox.MarkRepeat)
		d.x.Warnings = append(d.x.Warnings, "The attempt before this one was cut short and may have arrived, so this may be the second copy.")
	}
	if t.sends > 0 {
		d.marks = d.marks.With(sandbox.MarkCopy)
	}
	if d.x.Reason == "" && t.plan.has(sandbox.LabDrop) {
		d.x.Reason = "Nothing was sent: the Delivery Lab dropped this attempt."
	}
	return d
}

// exchangeOf is the row of a send, as far as the notification tells it.
func exchangeOf(note sandbox.Notification) sandbox.Exchange {
	f := contract.ReadNotification(note.Body)
	return sandbox.Exchange{
		EnvironmentID: note.EnvironmentID, Kind: sandbox.KindDelivery, Method: "POST", API: string(note.Type),
		ResultStatus: sandbox.ResultStatus(f.Result.ResultStatus), ResultCode: f.Result.ResultCode,
		RequestID: f.RequestID, PaymentID: note.PaymentID, RefundID: note.RefundID, NotificationID: note.ID,
		AmountMinor: f.AmountMinor, Currency: f.Currency,
	}
}

// compose signs and writes the request. An error means that it could not be signed.
func (t *try) compose(d *delivery) error {
	d.x.Scheme = t.to.url.Scheme
	if len(t.note.Head) > 0 {
		d.asItWas(t.note.Head, rawhttp.Target(t.to.url))
		return nil
	}
	d.prefix = signature.Prefix(rawhttp.Target(t.to.url), d.x.ClientID, d.x.RequestTime)
	sig, err := signature.Sign(t.Key, d.prefix, t.plan.signedBody(d.body))
	if err != nil {
		return err
	}
	d.body = t.plan.sentBody(d.body)
	if d.head, err = headOf(t.to.url, d, signature.FormatHeader(d.x.KeyVersion, sig)); err != nil {
		d.x.Reason = rawhttp.Explain(err, t.Timeout)
	}
	return nil
}

// headOf writes the headers Antom sends: its own three in lower case, as SDK samples read them.
func headOf(u *url.URL, d *delivery, sig string) ([]byte, error) {
	return rawhttp.Head(u,
		rawhttp.Field{Name: "Content-Type", Value: "application/json; charset=UTF-8"},
		rawhttp.Field{Name: "client-id", Value: d.x.ClientID},
		rawhttp.Field{Name: "request-time", Value: d.x.RequestTime},
		rawhttp.Field{Name: "signature", Value: sig},
		rawhttp.Field{Name: "User-Agent", Value: userAgent},
		rawhttp.Field{Name: "Content-Length", Value: strconv.Itoa(len(d.body))},
		rawhttp.Field{Name: "Connection", Value: "close"})
}

// send posts and judges. A gate, when there is one, lets all sends of a try leave together.
func (t *try) send(ctx context.Context, d *delivery, together *gate) {
	limited, cancel := context.WithTimeout(ctx, t.Timeout+t.plan.slow)
	defer cancel()
	answer, err := t.client.Do(limited, rawhttp.Request{URL: t.to.url, Head: d.head, Body: d.body, Write: t.writer(together, len(d.head))})
	if together != nil {
		together.giveUp() // one that never connected must not keep the others
	}
	d.keep(answer)
	if d.answered = err == nil; !d.answered {
		d.x.Reason = explain(err, t.Timeout)
		return
	}
	d.x.Reason = faultOf(received{status: answer.Status, body: answer.Body, cut: answer.Cut})
	t.inspect(ctx, d, answer)
}

// keep stores the bytes of both directions, as far as they came.
func (d *delivery) keep(answer rawhttp.Answer) {
	if answer.RemoteAddr != "" {
		sent := max(0, answer.Sent-len(d.head))
		d.b.RequestHead, d.b.RequestBody, d.b.SignedPrefix = d.head[:min(answer.Sent, len(d.head))], d.body[:min(sent, len(d.body))], d.prefix
		d.x.RemoteAddr, d.x.RequestBytes = answer.RemoteAddr, int64(len(d.b.RequestBody))
	}
	d.x.HTTPStatus, d.x.ResponseBytes = answer.Status, int64(len(answer.Body))
	d.b.ResponseHead, d.b.ResponseBody = answer.Head, answer.Body
}
