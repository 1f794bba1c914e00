package notifier

import (
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"antomdesk/backend/sandbox"
)

// begin starts a notifier over the queue and returns it once it runs.
func begin(t *testing.T, q *queue, clock sandbox.Clock) *Notifier {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	n := New(Config{Store: q, Directory: q, Key: antomKey(), Clock: clock, IDs: sandbox.NewIDs(clock, nil), LoopbackOnly: true})
	ended := make(chan error, 1)
	go func() { ended <- n.Run(ctx, nil) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	for sandbox.CodeOf(n.Deliver(t.Context(), "env-odd")) == sandbox.CodeUnavailable {
		continue // it has not begun yet
	}
	return n
}

func refuse(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "no") }

func (q *queue) made() []stored {
	q.mu.Lock()
	defer q.mu.Unlock()
	return append([]stored(nil), q.attempts...)
}

func TestRun_VirtualClock_DatesAttemptsAndTheNextOnes(t *testing.T) {
	n := note("n1", "P1", merchant(t, refuse))
	n.NextAttemptAt = start.Add(48 * time.Hour)
	q := newQueue(n)
	q.house = house{clock: sandbox.EnvironmentClock{OffsetMillis: (48 * time.Hour).Milliseconds()}, schedule: sandbox.RetryProduction}
	running(t, Config{Store: q})
	got := q.settled(t, 1)[0]
	if !got.attempt.At.Equal(n.NextAttemptAt) || !got.note.NextAttemptAt.Equal(n.NextAttemptAt.Add(2*time.Minute)) || !got.note.UpdatedAt.Equal(n.NextAttemptAt) {
		t.Errorf("attempt at %s leaves %+v", got.attempt.At, got.note)
	}
	if !got.x.StartedAt.Equal(start) || got.x.RequestTime != "2026-01-04T11:04:05+08:00" {
		t.Errorf("the exchange began at %s and says %s", got.x.StartedAt, got.x.RequestTime)
	}
}

func TestRun_FrozenClock_WaitsUntilItIsMoved(t *testing.T) {
	clock := clockwork.NewFakeClockAt(start)
	n := note("n1", "P1", merchant(t, acknowledge))
	n.NextAttemptAt = start.Add(5 * time.Second)
	q := newQueue(n)
	q.house.clock = sandbox.EnvironmentClock{}.FrozenTo(start)
	notifier := begin(t, q, clock)
	clock.Advance(time.Hour)
	if err := notifier.Deliver(t.Context(), "env-test"); err != nil || len(q.made()) != 0 {
		t.Fatalf("it was delivered before its time: %v", err)
	}
	q.set(func(h *house) { h.clock = h.clock.FrozenTo(n.NextAttemptAt) })
	if err := notifier.Deliver(t.Context(), "env-test"); err != nil {
		t.Fatal(err)
	}
	if made := q.made(); len(made) != 1 || !made[0].attempt.At.Equal(n.NextAttemptAt) {
		t.Errorf("made %+v", made)
	}
}

func TestDeliver_ReturnsOnceNothingIsLeft_AndLeavesOtherEnvironmentsAlone(t *testing.T) {
	const payments, each = 20, 3
	origin := merchant(t, acknowledge)
	q := newQueue()
	var notes []sandbox.Notification
	for range each {
		for p := range payments {
			id := len(notes)
			notes = append(notes, note("n"+string(rune('A'+id)), "P"+string(rune('A'+p)), origin))
		}
	}
	later := note("later", "later", origin)
	later.NextAttemptAt = start.Add(time.Second)
	q.house.clock = sandbox.EnvironmentClock{}.FrozenTo(start)
	notifier := begin(t, q, clockwork.NewFakeClockAt(start))
	q.add(append(notes, later)...)
	if err := notifier.Deliver(t.Context(), "env-test"); err != nil {
		t.Fatal(err)
	}
	if made := q.made(); len(made) != payments*each {
		t.Errorf("%d of %d were delivered", len(made), payments*each)
	}
}

func TestDeliver_WhileNothingRuns_SaysSo(t *testing.T) {
	n := New(Config{Store: newQueue(), Clock: clockwork.NewFakeClockAt(start)})
	if err := n.Deliver(t.Context(), "env-test"); sandbox.CodeOf(err) != sandbox.CodeUnavailable {
		t.Error(err)
	}
}

func TestDeliver_CallerGivesUp_Returns(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	q := newQueue(note("n1", "P1", merchant(t, func(w http.ResponseWriter, r *http.Request) {
		close(entered)
		<-release
		acknowledge(w, r)
	})))
	notifier := begin(t, q, clockwork.NewFakeClockAt(start))
	<-entered
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := notifier.Deliver(ctx, "env-test"); err == nil {
		t.Error("it did not wait for the attempt under way")
	}
	close(release)
	if err := notifier.Deliver(t.Context(), "env-test"); err != nil || len(q.made()) != 1 {
		t.Errorf("%d attempts, %v", len(q.made()), err)
	}
}

func TestDeliver_AttemptCannotBeStored_IsThatError(t *testing.T) {
	clock := clockwork.NewFakeClockAt(start)
	q := newQueue()
	q.failures = 1
	notifier := begin(t, q, clock)
	q.add(note("n1", "P1", merchant(t, acknowledge)))
	failed := make(chan error, 1)
	go func() { failed <- notifier.Deliver(context.Background(), "env-test") }()
	<-q.refused
	if err := clock.BlockUntilContext(t.Context(), 1); err != nil { // the worker rests
		t.Fatal(err)
	}
	for {
		select {
		case err := <-failed:
			if err == nil || err.Error() != "disk full" {
				t.Errorf("got %v", err)
			}
			return
		default:
			clock.Advance(failurePause)
		}
	}
}
