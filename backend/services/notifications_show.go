package services

import (
	"context"

	"antomdesk/backend/sandbox"
)

// shownNotifications is how many of a payment's notifications, or of one's resends, are listed.
const shownNotifications = 100

// NotificationInput names a notification by its id, or by the id of one of its deliveries in the log.
type NotificationInput struct {
	ID string `json:"id"`
}

// PaymentNotificationsInput names a payment of an environment.
type PaymentNotificationsInput struct {
	Environment string `json:"environment"`
	PaymentID   string `json:"paymentId"`
}

// NotificationList is some notifications.
type NotificationList struct {
	Items []NotificationView `json:"items"`
}

// NotificationView is one notification and what became of it. Times are the environment's.
type NotificationView struct {
	ID            string       `json:"id"`
	Type          string       `json:"type"`
	PaymentID     string       `json:"paymentId"`
	RefundID      string       `json:"refundId"`
	URL           string       `json:"url"`    // of the call; "" means the environment's, else the listener
	Origin        string       `json:"origin"` // "" where Antom tells by itself, else resend or test
	ResendOf      string       `json:"resendOf"`
	Status        string       `json:"status"` // PENDING, ACKNOWLEDGED or ABANDONED
	Held          bool         `json:"held"`   // the Delivery Lab keeps it back
	NextAttemptAt string       `json:"nextAttemptAt"`
	CreatedAt     string       `json:"createdAt"`
	Body          string       `json:"body"` // base64
	Attempts      []AttemptRow `json:"attempts"`
	Resends       []string     `json:"resends"` // ids of those that repeat it, oldest first
}

// AttemptRow is one delivery attempt of a notification.
type AttemptRow struct {
	Number       int      `json:"number"`
	Acknowledged bool     `json:"acknowledged"`
	Reason       string   `json:"reason"`  // which rule failed
	Verdict      string   `json:"verdict"` // the same, and when the next attempt comes or why none does
	At           string   `json:"at"`
	NextAt       string   `json:"nextAt"`   // "" when none was planned
	Schedule     string   `json:"schedule"` // what planned it: a retry preset, or once
	Marks        []string `json:"marks"`    // under_way, interrupted, repeat, copy, as_it_was, and lab: with a fault
	ExchangeID   string   `json:"exchangeId"`
}

// Show returns one notification with all its attempts.
func (s *Notifications) Show(in NotificationInput) (NotificationView, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (NotificationView, error) {
		n, _, err := d.notification(ctx, in.ID)
		if err != nil {
			return NotificationView{}, err
		}
		return d.notificationView(ctx, n)
	})
}

// OfPayment lists a payment's notifications, newest first.
func (s *Notifications) OfPayment(in PaymentNotificationsInput) (NotificationList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (NotificationList, error) {
		out := NotificationList{Items: []NotificationView{}}
		list, err := d.Notifications.NotificationsOfPayment(ctx, env.ID, in.PaymentID, shownNotifications)
		for _, n := range list {
			view, err := d.notificationView(ctx, n)
			if err != nil {
				return out, err
			}
			out.Items = append(out.Items, view)
		}
		return out, err
	})
}

// notification finds one by its own id or by that of a delivery, whose exchange it then returns too.
func (d *Deps) notification(ctx context.Context, id string) (sandbox.Notification, sandbox.Exchange, error) {
	x, err := d.Exchanges.ExchangeByID(ctx, id)
	if sandbox.IsNotFound(err) {
		n, err := d.Notifications.NotificationByID(ctx, id)
		return n, sandbox.Exchange{}, err
	}
	if err != nil {
		return sandbox.Notification{}, x, err
	}
	if x.Kind != sandbox.KindDelivery {
		return sandbox.Notification{}, x, sandbox.Invalid("id", "%s is not a delivery; only what Antom sent can be sent again", id)
	}
	n, err := d.Notifications.NotificationByID(ctx, x.NotificationID)
	return n, x, err
}

func (d *Deps) notificationView(ctx context.Context, n sandbox.Notification) (NotificationView, error) {
	view := NotificationView{
		ID: n.ID, Type: string(n.Type), PaymentID: n.PaymentID, RefundID: n.RefundID, URL: n.URL, Origin: string(n.Origin), ResendOf: n.ResendOf,
		Status: string(n.Status), Held: n.Hold != sandbox.HoldNone && n.Status == sandbox.NotificationPending, NextAttemptAt: timeText(n.NextAttemptAt),
		CreatedAt: timeText(n.CreatedAt), Body: bodyText(n.Body), Attempts: []AttemptRow{}, Resends: []string{},
	}
	attempts, err := d.Notifications.AttemptsOf(ctx, n.ID)
	if err != nil {
		return view, err
	}
	for _, a := range attempts {
		view.Attempts = append(view.Attempts, attemptRow(a))
	}
	again, err := d.Notifications.ResendsOf(ctx, n.ID, shownNotifications)
	for _, r := range again {
		view.Resends = append(view.Resends, r.ID)
	}
	return view, err
}

func attemptRow(a sandbox.DeliveryAttempt) AttemptRow {
	row := AttemptRow{
		Number: a.Number, Acknowledged: a.Acknowledged, Reason: a.Reason, Verdict: a.Verdict(), At: timeText(a.At),
		NextAt: timeText(a.NextAt), Schedule: a.Schedule, Marks: []string{}, ExchangeID: a.ExchangeID,
	}
	for _, mark := range a.Marks.List() {
		row.Marks = append(row.Marks, string(mark))
	}
	return row
}
