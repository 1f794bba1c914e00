package notifier

import (
	"context"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// cutShort is why an attempt is stored that was begun and never finished.
const cutShort = "This attempt was cut short while its request was being sent, so it may have arrived."

// settle stores the notification's attempts (all notifications' when it is "") that were begun and never
// finished. They keep their bytes and are marked, and the notification is tried again without losing a try.
func (n *Notifier) settle(ctx context.Context, notificationID string) error {
	begun, err := n.Store.UnderWay(ctx, notificationID)
	if err != nil {
		return err
	}
	for _, u := range begun {
		if err := n.settleOne(ctx, u); err != nil {
			return err
		}
	}
	return nil
}

func (n *Notifier) settleOne(ctx context.Context, u sandbox.UnderWay) error {
	note, err := n.Store.NotificationByID(ctx, u.NotificationID)
	if err != nil {
		return err
	}
	environment, err := n.Directory.EnvironmentByID(ctx, note.EnvironmentID)
	if err != nil {
		return err
	}
	schedule, _ := scheduleOf(note, environment)
	note.Attempts++
	note.InDoubt = note.Status == sandbox.NotificationPending
	note.UpdatedAt = environment.Clock.At(n.Clock.Now())
	return n.Store.RecordAttempt(ctx, sandbox.AttemptRecord{
		Notification: note, Exchange: cutShortExchange(note, u), Bytes: cutShortBytes(note, u),
		Attempt: sandbox.DeliveryAttempt{NotificationID: note.ID, ExchangeID: u.ExchangeID, Number: note.Attempts, Reason: cutShort, At: u.At,
			Marks: u.Marks.With(sandbox.MarkInterrupted), NextAt: note.NextAttemptAt, Schedule: schedule},
	})
}

func cutShortExchange(note sandbox.Notification, u sandbox.UnderWay) sandbox.Exchange {
	x := exchangeOf(note)
	x.ID, x.StartedAt, x.Target, x.Reason = u.ExchangeID, u.StartedAt, u.Target, cutShort
	x.ClientID, x.RequestTime, x.KeyVersion = u.ClientID, u.RequestTime, u.KeyVersion
	x.RequestBytes = int64(len(bodyOf(note, u)))
	return x
}

func cutShortBytes(note sandbox.Notification, u sandbox.UnderWay) sandbox.ExchangeBytes {
	b := sandbox.ExchangeBytes{RequestHead: u.Head, RequestBody: bodyOf(note, u)}
	if to := parseDestination(u.Target); to.url != nil {
		b.SignedPrefix = signature.Prefix(rawhttp.Target(to.url), u.ClientID, u.RequestTime)
	}
	return b
}

func bodyOf(note sandbox.Notification, u sandbox.UnderWay) []byte {
	if len(u.Body) > 0 {
		return u.Body
	}
	return note.Body
}
