package notifier

import (
	"context"
	"errors"
	"sync"
	"time"

	"antomdesk/backend/sandbox"
)

const (
	// busyPause is how soon the queue is looked at again while an overdue notification is under way
	// and hides when the next one falls due.
	busyPause = 200 * time.Millisecond
	// idlePause keeps a queue that says "now" but lists nothing from being asked without pause.
	idlePause = 10 * time.Millisecond
	// failurePause follows a refusal of the store.
	failurePause = time.Second
)

// round is the state of one Run. Only Run's goroutine touches it, so what the queue lists and what is
// under way are always compared at one moment: a notification never starts twice.
type round struct {
	*Notifier
	underWay map[string]string // the environment by what deliveries are ordered by
	done     chan ended
	waiting  []errand
	turn     int // which environment is served first, so that none starves
	// doubtful are the notifications with sends that were begun and not stored; "" stands for all of them,
	// as at the beginning.
	doubtful map[string]bool
	workers  sync.WaitGroup
}

// ended says that the attempt of one payment is over; err that it was not stored.
type ended struct {
	key  string
	note string // the notification
	err  error
}

func newRound(n *Notifier) *round {
	return &round{Notifier: n, underWay: map[string]string{}, doubtful: map[string]bool{"": true}, done: make(chan ended, n.Workers)}
}

func (r *round) full() bool { return len(r.underWay) >= r.Workers }

// startDue starts an attempt for each due notification while workers are free; an error means that the
// store refused to answer.
func (r *round) startDue(ctx context.Context) error {
	if r.full() || ctx.Err() != nil {
		return nil
	}
	if r.doubtful[""] {
		if err := r.settle(ctx, ""); err != nil {
			r.complain(ctx, "the attempts that were cut short could not be stored", err)
			return err
		}
		delete(r.doubtful, "")
	}
	environments, err := r.Store.Environments(ctx)
	if err != nil {
		r.complain(ctx, "the environments could not be read", err)
		return err
	}
	r.turn++
	var failures []error
	for i := range environments {
		failures = append(failures, r.startDueIn(ctx, environments[(i+r.turn)%len(environments)]))
	}
	return errors.Join(failures...)
}

func (r *round) startDueIn(ctx context.Context, env sandbox.Environment) error {
	if r.full() {
		return nil
	}
	// Those under way are still listed, so ask for that many more.
	due, err := r.Store.DueNotifications(ctx, env.ID, env.Clock.At(r.Clock.Now()), r.Workers+len(r.underWay))
	if err != nil {
		r.complain(ctx, "the due notifications could not be read", err)
		return err
	}
	for _, note := range due {
		if r.full() {
			return nil
		}
		r.start(ctx, note)
	}
	return nil
}

func (r *round) start(ctx context.Context, note sandbox.Notification) {
	key := orderKey(note)
	if _, busy := r.underWay[key]; busy {
		return
	}
	r.underWay[key] = note.EnvironmentID
	doubtful := r.doubtful[note.ID]
	delete(r.doubtful, note.ID)
	r.workers.Go(func() {
		err := r.make(ctx, note, doubtful)
		if err != nil {
			r.complain(ctx, "a notification attempt could not be stored; it will be made again", err, "notification", note.ID)
			r.rest(ctx)
		}
		r.done <- ended{key, note.ID, err}
	})
}

// make makes the attempt, after storing what became of an earlier one whose end could not be stored.
func (r *round) make(ctx context.Context, note sandbox.Notification, doubtful bool) error {
	if !doubtful {
		return r.attempt(ctx, note)
	}
	if err := r.settle(ctx, note.ID); err != nil {
		return ignoreEnd(ctx, err)
	}
	settled, err := r.Store.NotificationByID(ctx, note.ID)
	if err != nil {
		return ignoreEnd(ctx, err)
	}
	return r.attempt(ctx, settled)
}

// rest keeps a failing store from turning one notification into a stream of them.
func (r *round) rest(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-r.Clock.After(failurePause):
	}
}

// finished frees the payment, and all others that ended meanwhile.
func (r *round) finished(e ended) {
	r.free(e)
	for {
		select {
		case e := <-r.done:
			r.free(e)
		default:
			return
		}
	}
}

func (r *round) free(e ended) {
	if e.err != nil {
		r.doubtful[e.note] = true
		r.refuse(r.underWay[e.key], e.err)
	}
	delete(r.underWay, e.key)
}

// alarm rings when the queue is worth another look; nil never rings, because an attempt's end or a
// wake-up will.
func (r *round) alarm(ctx context.Context, failed bool) <-chan time.Time {
	switch {
	case failed:
		return r.Clock.After(failurePause)
	case r.full():
		return nil
	}
	pause, some, err := r.pause(ctx)
	switch {
	case err != nil:
		r.complain(ctx, "the next notification's time could not be read", err)
		return r.Clock.After(failurePause)
	case !some:
		return nil
	case pause > 0:
		return r.Clock.After(pause)
	case len(r.underWay) > 0:
		return r.Clock.After(busyPause)
	}
	return r.Clock.After(idlePause)
}

// pause is how long in real time until something falls due in any environment, and whether anything
// will while the clocks stay as they are.
func (r *round) pause(ctx context.Context) (shortest time.Duration, some bool, err error) {
	environments, err := r.Store.Environments(ctx)
	for _, env := range environments {
		next, err := r.Store.NextNotificationAt(ctx, env.ID)
		if err != nil {
			return 0, false, err
		}
		pause, comes := env.Clock.Until(next, r.Clock.Now())
		if next.IsZero() || !comes {
			continue
		}
		if !some || pause < shortest {
			shortest, some = pause, true
		}
	}
	return shortest, some, err
}

func (r *round) complain(ctx context.Context, what string, err error, more ...any) {
	if ctx.Err() == nil {
		r.Log.Error(what, append(more, "error", err)...)
	}
}

// orderKey names what deliveries are ordered by.
func orderKey(note sandbox.Notification) string {
	if note.PaymentID == "" {
		return note.ID
	}
	return note.EnvironmentID + "/" + note.PaymentID
}
