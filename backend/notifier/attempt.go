package notifier

import (
	"cmp"
	"context"
	"sync"
	"time"

	"antomdesk/backend/sandbox"
)

// attempt makes one try of a notification and stores it; the Delivery Lab may make it several sends, or
// keep it back. An error means that something could not be stored and the notification is as pending as
// before; when ctx ends meanwhile, that is no error.
func (n *Notifier) attempt(ctx context.Context, note sandbox.Notification) error {
	environment, err := n.Directory.EnvironmentByID(ctx, note.EnvironmentID)
	if err != nil {
		return ignoreEnd(ctx, err)
	}
	to, err := n.destination(ctx, note)
	if err != nil {
		return ignoreEnd(ctx, err)
	}
	p, err := n.plan(ctx, environment, note, to.target)
	if err != nil {
		return ignoreEnd(ctx, err)
	}
	if p.hold != sandbox.HoldNone {
		return ignoreEnd(ctx, n.Store.HoldNotification(ctx, note.ID, p.hold, p.until))
	}
	t := try{Notifier: n, note: note, environment: environment, to: to, plan: p}
	if p.together {
		return t.sendTogether(ctx)
	}
	return t.sendInTurn(ctx)
}

func ignoreEnd(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// try is one try of a notification in the making.
type try struct {
	*Notifier
	note         sandbox.Notification // as the last stored send left it
	environment  sandbox.Environment
	to           destination
	plan         plan
	sends        int // stored so far
	acknowledged bool
}

// sendInTurn makes the sends of the try one after the other; without the Delivery Lab there is one.
func (t *try) sendInTurn(ctx context.Context) error {
	for range t.plan.copies {
		d, err := t.prepare(ctx)
		if err != nil {
			return ignoreEnd(ctx, err)
		}
		if d.x.Reason == "" {
			t.send(ctx, d, nil)
		}
		if over, err := t.store(ctx, d); over || err != nil {
			return err
		}
	}
	return nil
}

// sendTogether lets all sends of the try leave at the same instant, each on its own connection.
func (t *try) sendTogether(ctx context.Context) error {
	var all []*delivery
	for range t.plan.copies {
		d, err := t.prepare(ctx)
		if err != nil {
			return ignoreEnd(ctx, err)
		}
		t.sends++
		all = append(all, d)
	}
	t.sends = 0
	start := newGate(len(all))
	var sending sync.WaitGroup
	for _, d := range all {
		if d.x.Reason != "" {
			start.arrive()
			continue
		}
		sending.Go(func() { t.send(ctx, d, start) })
	}
	sending.Wait()
	for _, d := range all {
		if over, err := t.store(ctx, d); over || err != nil {
			return err
		}
	}
	return nil
}

// store concludes the send. It is over when ctx ended before an answer came: the send then stays under way,
// and the next Run says that it was cut short.
func (t *try) store(ctx context.Context, d *delivery) (over bool, err error) {
	if ctx.Err() != nil && !d.answered {
		return true, nil
	}
	d.x.DurationMicros = t.Clock.Now().Sub(d.x.StartedAt).Microseconds()
	record := t.conclude(d)
	// What the merchant has answered is stored even while shutting down.
	if err := t.Store.RecordAttempt(context.WithoutCancel(ctx), record); err != nil {
		return true, err
	}
	t.note = record.Notification
	t.sends++
	return false, nil
}

// conclude moves the notification according to how the send ended. It stays pending until the last send of
// its try is over; one acknowledgement among them is enough.
func (t *try) conclude(d *delivery) sandbox.AttemptRecord {
	note := t.note
	now := t.environment.Clock.At(t.Clock.Now())
	schedule, pauses := scheduleOf(note, t.environment)
	acknowledged := d.answered && d.x.Reason == ""
	t.acknowledged = t.acknowledged || acknowledged
	if t.sends == 0 {
		note.Tries++
	}
	note.Attempts++
	note.UpdatedAt, note.InDoubt, note.Hold = now, false, sandbox.HoldNone
	planned := time.Time{}
	if !t.acknowledged && note.Tries <= len(pauses) {
		planned = now.Add(pauses[note.Tries-1])
	}
	switch last := t.sends+1 == t.plan.copies; {
	case !last:
		note.NextAttemptAt = now
	case t.acknowledged:
		note.Status, note.NextAttemptAt = sandbox.NotificationAcknowledged, time.Time{}
	case planned.IsZero():
		note.Status, note.NextAttemptAt = sandbox.NotificationAbandoned, time.Time{}
	default:
		note.NextAttemptAt = planned
	}
	return sandbox.AttemptRecord{Notification: note, Exchange: d.x, Bytes: d.b, Releases: t.plan.releases,
		Attempt: sandbox.DeliveryAttempt{NotificationID: note.ID, ExchangeID: d.x.ID, Number: note.Attempts, Acknowledged: acknowledged,
			Reason: d.x.Reason, At: d.at, Marks: d.marks, Schedule: schedule, NextAt: planned}}
}

// scheduleOf is what plans the notification's tries, and the pauses between them.
func scheduleOf(note sandbox.Notification, e sandbox.Environment) (string, []time.Duration) {
	if note.Once {
		return sandbox.ScheduleOnce, nil
	}
	preset := cmp.Or(e.Settings.RetrySchedule, sandbox.RetryNone)
	return string(preset), preset.Pauses()
}
