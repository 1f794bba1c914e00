package services

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// mostNotificationBytes bounds a body somebody writes.
const mostNotificationBytes = 1 << 20

// NotificationSamples are bodies to start from, at least one for each type.
type NotificationSamples struct {
	Items []NotificationSample `json:"items"`
}

// NotificationSample is the body of a notification to start from.
type NotificationSample struct {
	Type  string `json:"type"`
	Title string `json:"title"`
	Body  string `json:"body"`
}

// SendNotificationInput is a notification to send once. Without a URL it goes where a notification of that
// type goes.
type SendNotificationInput struct {
	Environment string `json:"environment"`
	Type        string `json:"type"`
	URL         string `json:"url"`
	Body        string `json:"body"` // sent byte for byte
}

// ResendInput sends a notification again, named by its id or a delivery's. Mode is as_it_was (the delivery's
// bytes, else the newest one's), resigned (the same body signed now) or edited (Body, signed now). Without a
// URL it goes to the same place.
type ResendInput struct {
	ID   string `json:"id"`
	Mode string `json:"mode"`
	URL  string `json:"url"`
	Body string `json:"body"`
}

// The modes of a resend.
const (
	ResendAsItWas  = "as_it_was"
	ResendResigned = "resigned"
	ResendEdited   = "edited"
)

// Samples lists bodies of notifications as the contract has them.
func (s *Notifications) Samples(in EnvironmentInput) (NotificationSamples, error) {
	return inEnvironment(s.h, in.Environment, func(_ context.Context, d *Deps, env sandbox.Environment) (NotificationSamples, error) {
		out := NotificationSamples{Items: []NotificationSample{}}
		for _, sample := range contract.NotificationSamples(d.IDs.New, sandbox.FormatTime(d.now(env))) {
			out.Items = append(out.Items, NotificationSample{Type: sample.Type, Title: sample.Title, Body: sample.Body})
		}
		return out, nil
	})
}

// Send signs and sends a notification somebody wrote. It returns when it is queued; Show tells the rest.
func (s *Notifications) Send(in SendNotificationInput) (NotificationView, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (NotificationView, error) {
		if err := checkNotificationType(in.Type); err != nil {
			return NotificationView{}, err
		}
		if err := checkNotificationURL(in.URL); err != nil {
			return NotificationView{}, err
		}
		if err := checkNotificationBody(in.Body); err != nil {
			return NotificationView{}, err
		}
		n, err := d.Sender.SendTest(ctx, env.ID, sandbox.NotificationType(in.Type), in.URL, []byte(in.Body))
		if err != nil {
			return NotificationView{}, err
		}
		return d.notificationView(ctx, n)
	})
}

func checkNotificationBody(body string) error {
	if body == "" || len(body) > mostNotificationBytes {
		return sandbox.Invalid("body", "use 1 to %d bytes", mostNotificationBytes)
	}
	return nil
}

// Resend sends a notification again, once. It returns when it is queued; Show tells the rest.
func (s *Notifications) Resend(in ResendInput) (NotificationView, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (NotificationView, error) {
		original, x, err := d.notification(ctx, in.ID)
		if err != nil {
			return NotificationView{}, err
		}
		again, err := d.again(ctx, original, x, in)
		if err != nil {
			return NotificationView{}, err
		}
		sent, err := d.Sender.Resend(ctx, original.EnvironmentID, []sandbox.Notification{again})
		if err != nil {
			return NotificationView{}, err
		}
		return d.notificationView(ctx, sent[0])
	})
}

// again is the notification that repeats the original; x is the delivery meant, if one was named.
func (d *Deps) again(ctx context.Context, original sandbox.Notification, x sandbox.Exchange, in ResendInput) (sandbox.Notification, error) {
	n := sandbox.Notification{Type: original.Type, PaymentID: original.PaymentID, RefundID: original.RefundID, URL: original.URL,
		Body: original.Body, ResendOf: original.ID}
	if err := checkNotificationURL(in.URL); err != nil {
		return n, err
	}
	switch in.Mode {
	case ResendAsItWas:
		if in.URL != "" {
			return n, sandbox.Invalid("url", "bytes that are sent as they were go where they went; choose resigned to send elsewhere")
		}
		return d.sameBytes(ctx, n, original, x)
	case ResendEdited:
		if err := checkNotificationBody(in.Body); err != nil {
			return n, err
		}
		n.Body = []byte(in.Body)
	case ResendResigned:
	default:
		return n, sandbox.Invalid("mode", "%.32q is not a way to resend; use as_it_was, resigned or edited", in.Mode)
	}
	if in.URL != "" {
		n.URL = in.URL
	}
	return n, nil
}

// sameBytes gives n the bytes of the delivery, or of the notification's newest one that was sent whole.
func (d *Deps) sameBytes(ctx context.Context, n, original sandbox.Notification, x sandbox.Exchange) (sandbox.Notification, error) {
	candidates := []string{x.ID}
	if x.ID == "" {
		attempts, err := d.Notifications.AttemptsOf(ctx, original.ID)
		if err != nil {
			return n, err
		}
		candidates = candidates[:0]
		for _, a := range attempts {
			candidates = append([]string{a.ExchangeID}, candidates...)
		}
	}
	for _, id := range candidates {
		sent, err := d.Exchanges.ExchangeBytesByID(ctx, id)
		if err != nil && !sandbox.IsNotFound(err) {
			return n, err
		}
		if !sentWhole(sent) {
			continue
		}
		delivery, err := d.Exchanges.ExchangeByID(ctx, id)
		n.URL, n.Head, n.Body = delivery.Target, sent.RequestHead, sent.RequestBody
		return n, err
	}
	return n, sandbox.Conflict("No delivery of this notification was sent whole, so there are no bytes to repeat; send it re-signed instead.")
}
