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

// attempt makes one attempt and stores it. An error means that nothing was stored and the
// notification is as pending as before; when ctx ends meanwhile, nothing is stored and that is no error.
func (n *Notifier) attempt(ctx context.Context, note sandbox.Notification) error {
	environment, err := n.Directory.EnvironmentByID(ctx, note.EnvironmentID)
	if err != nil {
		return ignoreEnd(ctx, err)
	}
	u, target, reason, err := n.destination(ctx, note)
	if err != nil {
		return ignoreEnd(ctx, err)
	}
	d := n.prepare(note, environment, target, reason)
	if reason == "" {
		if err := n.send(ctx, &d, u); err != nil {
			return err
		}
	}
	if ctx.Err() != nil && !d.answered {
		return nil
	}
	d.x.DurationMicros = n.Clock.Now().Sub(d.x.StartedAt).Microseconds()
	moved, row := n.conclude(note, environment, d)
	// What the merchant has answered is stored even while shutting down.
	return n.Store.RecordAttempt(context.WithoutCancel(ctx), moved, row, d.x, d.b)
}

func ignoreEnd(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// delivery is one attempt in the making.
type delivery struct {
	x        sandbox.Exchange
	b        sandbox.ExchangeBytes
	at       time.Time // the environment's time it was started at
	body     []byte
	answered bool // a whole answer came back
}

// prepare fills what is known before anything is sent.
func (n *Notifier) prepare(note sandbox.Notification, e sandbox.Environment, target, reason string) delivery {
	now := n.Clock.Now()
	at := e.Clock.At(now)
	f := contract.ReadNotification(note.Body)
	return delivery{at: at, body: note.Body, x: sandbox.Exchange{
		ID: n.IDs.New(), EnvironmentID: e.ID, Kind: sandbox.KindDelivery, StartedAt: now, Method: "POST",
		Target: target, API: string(note.Type), ClientID: e.ClientID, RequestTime: sandbox.FormatTime(at),
		ResultStatus: sandbox.ResultStatus(f.Result.ResultStatus), ResultCode: f.Result.ResultCode,
		RequestID: f.RequestID, PaymentID: note.PaymentID, RefundID: note.RefundID, NotificationID: note.ID,
		AmountMinor: f.AmountMinor, Currency: f.Currency, KeyVersion: keyVersion, Reason: reason,
	}}
}

// send signs, posts and judges. An error means that the request could not be signed.
func (n *Notifier) send(ctx context.Context, d *delivery, u *url.URL) error {
	d.x.Scheme = u.Scheme
	prefix := signature.Prefix(rawhttp.Target(u), d.x.ClientID, d.x.RequestTime)
	sig, err := signature.Sign(n.Key, prefix, d.body)
	if err != nil {
		return err
	}
	head, err := head(u, d, signature.FormatHeader(keyVersion, sig))
	if err != nil {
		d.x.Reason = rawhttp.Explain(err, n.Timeout)
		return nil
	}
	limited, cancel := context.WithTimeout(ctx, n.Timeout)
	defer cancel()
	answer, err := n.client.Do(limited, rawhttp.Request{URL: u, Head: head, Body: d.body})
	if answer.RemoteAddr != "" {
		d.b.RequestHead, d.b.RequestBody, d.b.SignedPrefix = head, d.body, prefix
		d.x.RemoteAddr, d.x.RequestBytes = answer.RemoteAddr, int64(len(d.body))
	}
	d.x.HTTPStatus, d.x.ResponseBytes = answer.Status, int64(len(answer.Body))
	d.b.ResponseHead, d.b.ResponseBody = answer.Head, answer.Body
	if d.answered = err == nil; d.answered {
		d.x.Reason = faultOf(received{status: answer.Status, body: answer.Body, cut: answer.Cut})
	} else {
		d.x.Reason = rawhttp.Explain(err, n.Timeout)
	}
	return nil
}

// head writes the headers Antom sends: its own three in lower case, as SDK samples read them.
func head(u *url.URL, d *delivery, sig string) ([]byte, error) {
	return rawhttp.Head(u,
		rawhttp.Field{Name: "Content-Type", Value: "application/json; charset=UTF-8"},
		rawhttp.Field{Name: "client-id", Value: d.x.ClientID},
		rawhttp.Field{Name: "request-time", Value: d.x.RequestTime},
		rawhttp.Field{Name: "signature", Value: sig},
		rawhttp.Field{Name: "User-Agent", Value: userAgent},
		rawhttp.Field{Name: "Content-Length", Value: strconv.Itoa(len(d.body))},
		rawhttp.Field{Name: "Connection", Value: "close"})
}

// conclude moves the notification according to how the attempt ended.
func (n *Notifier) conclude(note sandbox.Notification, e sandbox.Environment, d delivery) (sandbox.Notification, sandbox.DeliveryAttempt) {
	now := e.Clock.At(n.Clock.Now())
	pauses := e.Settings.RetrySchedule.Pauses()
	acknowledged := d.answered && d.x.Reason == ""
	note.Attempts++
	note.UpdatedAt = now
	note.NextAttemptAt = time.Time{}
	switch {
	case acknowledged:
		note.Status = sandbox.NotificationAcknowledged
	case note.Attempts <= len(pauses):
		note.NextAttemptAt = now.Add(pauses[note.Attempts-1])
	default:
		note.Status = sandbox.NotificationAbandoned
	}
	return note, sandbox.DeliveryAttempt{NotificationID: note.ID, ExchangeID: d.x.ID, Number: note.Attempts,
		Acknowledged: acknowledged, Reason: d.x.Reason, At: d.at}
}
