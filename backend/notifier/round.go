package notifier

import (
	"context"
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
	underWay map[string]bool // by payment
	done     chan string     // the payments whose attempt has ended
	workers  sync.WaitGroup
}

func newRound(n *Notifier) *round {
	return &round{Notifier: n, underWay: map[string]bool{}, done: make(chan string, n.Workers)}
}

// startDue starts an attempt for each due notification while workers are free, and reports whether
// the store refused to answer.
func (r *round) startDue(ctx context.Context) (failed bool) {
	if len(r.underWay) >= r.Workers || ctx.Err() != nil {
		return false
	}
	// Those under way are still listed, so ask for that many more.
	due, err := r.Store.DueNotifications(ctx, r.Clock.Now(), r.Workers+len(r.underWay))
	if err != nil {
		r.complain(ctx, "the due notifications could not be read", err)
		return true
	}
	for _, note := range due {
		if len(r.underWay) >= r.Workers {
			return false
		}
		r.start(ctx, note)
	}
	return false
}

func (r *round) start(ctx context.Context, note sandbox.Notification) {
	key := orderKey(note)
	if r.underWay[key] {
		return
	}
	r.underWay[key] = true
	r.workers.Go(func() {
		if err := r.attempt(ctx, note); err != nil {
			r.complain(ctx, "a notification attempt could not be stored; it will be made again", err, "notification", note.ID)
			r.rest(ctx)
		}
		r.done <- key
	})
}

// rest keeps a failing store from turning one notification into a stream of them.
func (r *round) rest(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-r.Clock.After(failurePause):
	}
}

// finished frees the payment, and all others that ended meanwhile.
func (r *round) finished(key string) {
	delete(r.underWay, key)
	for {
		select {
		case key := <-r.done:
			delete(r.underWay, key)
		default:
			return
		}
	}
}

// alarm rings when the queue is worth another look; nil never rings, because an attempt's end or a
// wake-up will.
func (r *round) alarm(ctx context.Context, failed bool) <-chan time.Time {
	switch {
	case failed:
		return r.Clock.After(failurePause)
	case len(r.underWay) >= r.Workers:
		return nil
	}
	next, err := r.Store.NextNotificationAt(ctx)
	if err != nil {
		r.complain(ctx, "the next notification's time could not be read", err)
		return r.Clock.After(failurePause)
	}
	if next.IsZero() {
		return nil
	}
	pause := next.Sub(r.Clock.Now())
	switch {
	case pause > 0:
		return r.Clock.After(pause)
	case len(r.underWay) > 0:
		return r.Clock.After(busyPause)
	}
	return r.Clock.After(idlePause)
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
