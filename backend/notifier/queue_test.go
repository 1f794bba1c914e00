package notifier

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// stored is one attempt as the store got it.
type stored struct {
	note    sandbox.Notification
	attempt sandbox.DeliveryAttempt
	x       sandbox.Exchange
	b       sandbox.ExchangeBytes
}

// queue is a NotificationStore in memory.
type queue struct {
	mu       sync.Mutex
	notes    []sandbox.Notification // oldest first
	attempts []stored
	begun    []sandbox.UnderWay // and not stored
	urls     map[sandbox.NotificationType]string
	house    house // the environments
	failures int   // how many more RecordAttempt calls fail

	changed chan struct{} // a signal after each stored attempt
	refused chan struct{} // a signal after each refused one
}

func newQueue(notes ...sandbox.Notification) *queue {
	return &queue{notes: notes, changed: make(chan struct{}, 10_000), refused: make(chan struct{}, 100)}
}

func (q *queue) add(notes ...sandbox.Notification) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.notes = append(q.notes, notes...)
}

func (q *queue) Environments(context.Context) ([]sandbox.Environment, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.house.environments(), nil
}

// set changes env-test.
func (q *queue) set(edit func(*house)) {
	q.mu.Lock()
	defer q.mu.Unlock()
	edit(&q.house)
}

func (q *queue) DueNotifications(_ context.Context, environmentID string, now time.Time, limit int) ([]sandbox.Notification, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	var due []sandbox.Notification
	payments := map[string]bool{}
	for _, n := range q.notes {
		if n.EnvironmentID != environmentID || n.Status != sandbox.NotificationPending || n.PaymentID != "" && payments[n.PaymentID] {
			continue
		}
		payments[n.PaymentID] = true
		if !n.NextAttemptAt.After(now) && len(due) < limit {
			due = append(due, n)
		}
	}
	return due, nil
}

func (q *queue) NextNotificationAt(_ context.Context, environmentID string) (time.Time, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	var next time.Time
	for _, n := range q.notes {
		if n.EnvironmentID == environmentID && n.Status == sandbox.NotificationPending && (next.IsZero() || n.NextAttemptAt.Before(next)) {
			next = n.NextAttemptAt
		}
	}
	return next, nil
}

func (q *queue) BeginAttempt(ctx context.Context, u sandbox.UnderWay) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.begun = append(q.begun, u)
	return ctx.Err()
}

func (q *queue) UnderWay(_ context.Context, notificationID string) ([]sandbox.UnderWay, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(q.begun), func(u sandbox.UnderWay) bool {
		return notificationID != "" && u.NotificationID != notificationID
	}), nil
}

func (q *queue) HoldNotification(context.Context, string, sandbox.Hold, time.Time) error {
	return errors.New("this queue holds nothing back")
}

func (q *queue) RecordAttempt(ctx context.Context, r sandbox.AttemptRecord) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if q.failures > 0 {
		q.failures--
		q.refused <- struct{}{}
		return errors.New("disk full")
	}
	i := slices.IndexFunc(q.notes, func(m sandbox.Notification) bool { return m.ID == r.Notification.ID })
	if q.notes[i].Attempts != r.Notification.Attempts-1 {
		return fmt.Errorf("attempt %d follows %d", r.Notification.Attempts, q.notes[i].Attempts)
	}
	q.notes[i] = r.Notification
	q.begun = slices.DeleteFunc(q.begun, func(u sandbox.UnderWay) bool { return u.ExchangeID == r.Exchange.ID })
	q.attempts = append(q.attempts, stored{r.Notification, r.Attempt, r.Exchange, r.Bytes})
	q.changed <- struct{}{}
	return nil
}

func (q *queue) NotificationByID(_ context.Context, id string) (sandbox.Notification, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, n := range q.notes {
		if n.ID == id {
			return n, nil
		}
	}
	return sandbox.Notification{}, sandbox.NotFound("no notification %s", id)
}

func (q *queue) AttemptsOf(context.Context, string) ([]sandbox.DeliveryAttempt, error) {
	return nil, nil
}

func (q *queue) NotificationURL(_ context.Context, _ string, t sandbox.NotificationType) (string, error) {
	return q.urls[t], nil
}

// settled waits until the given number of attempts is stored and returns them.
func (q *queue) settled(t *testing.T, attempts int) []stored {
	t.Helper()
	for {
		q.mu.Lock()
		got := slices.Clone(q.attempts)
		q.mu.Unlock()
		if len(got) >= attempts {
			return got
		}
		select {
		case <-q.changed:
		case <-t.Context().Done():
			t.Fatal("the test ended")
		}
	}
}

func (q *queue) status(t *testing.T, id string) sandbox.NotificationStatus {
	t.Helper()
	n, err := q.NotificationByID(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return n.Status
}

// house is what may change of env-test; it knows two environments.
type house struct {
	clock    sandbox.EnvironmentClock
	schedule sandbox.RetryPreset
}

func (h house) environments() []sandbox.Environment {
	return []sandbox.Environment{
		{ID: "env-test", ClientID: "SANDBOX_5YABC", Clock: h.clock, Settings: sandbox.Settings{RetrySchedule: h.schedule}},
		{ID: "env-odd", ClientID: "two\nlines"},
	}
}

// EnvironmentByClientID is never asked.
func (q *queue) EnvironmentByClientID(context.Context, string) (sandbox.Environment, []sandbox.MerchantKey, error) {
	return sandbox.Environment{}, nil, sandbox.NotFound("not asked for")
}

// EnvironmentByID makes the queue the directory too.
func (q *queue) EnvironmentByID(ctx context.Context, id string) (sandbox.Environment, error) {
	all, err := q.Environments(ctx)
	for _, env := range all {
		if env.ID == id {
			return env, err
		}
	}
	return sandbox.Environment{}, sandbox.NotFound("no environment %s", id)
}
