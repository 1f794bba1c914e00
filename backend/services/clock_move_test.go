package services

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"antomdesk/backend/sandbox"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// world is one environment in which things fall due at given instants.
type world struct {
	sandbox.Registrar
	sandbox.DueReader
	Queue
	clock   sandbox.EnvironmentClock
	due     []time.Time // ascending
	stuck   bool        // settling changes nothing
	failsAt time.Time
	settled []time.Time // when the environment's clock stood where something was due
}

func (w *world) SaveClock(_ context.Context, _ string, c sandbox.EnvironmentClock) error {
	w.clock = c
	return nil
}

func (w *world) NextDue(context.Context, string) (time.Time, error) {
	if len(w.due) == 0 {
		return time.Time{}, nil
	}
	return w.due[0], nil
}

func (w *world) SettleNow(_ context.Context, env sandbox.Environment) error {
	if env.Clock.FrozenAt.Equal(w.failsAt) {
		return errors.New("disk full")
	}
	for !w.stuck && len(w.due) > 0 && !w.due[0].After(env.Clock.FrozenAt) {
		w.settled, w.due = append(w.settled, env.Clock.FrozenAt), w.due[1:]
	}
	return nil
}

func (w *world) move(target time.Time) error {
	d := &Deps{Registrar: w, Due: w, Settler: w, Queue: w, Clock: clockwork.NewFakeClockAt(noon)}
	return d.moveClock(context.Background(), sandbox.Environment{ID: "env", Clock: w.clock}, target)
}

func TestMoveClock_StopsWhereSomethingIsDue_ThenRunsOn(t *testing.T) {
	due := []time.Time{noon.Add(-time.Hour), noon.Add(time.Minute), noon.Add(time.Minute), noon.Add(time.Hour), noon.Add(25 * time.Hour)}
	w := &world{due: slices.Clone(due)}
	if err := w.move(noon.Add(24 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	want := []time.Time{noon, due[1], due[2], due[3]} // what was overdue happens at once
	if !slices.EqualFunc(w.settled, want, time.Time.Equal) || w.clock != sandbox.RunningFrom(noon.Add(24*time.Hour), noon) {
		t.Errorf("settled at %v, and the clock is %+v", w.settled, w.clock)
	}
}

func TestMoveClock_SomethingFails_LeavesItWhereItCameToAndRunning(t *testing.T) {
	for name, was := range map[string]sandbox.EnvironmentClock{"running": {}, "frozen": sandbox.EnvironmentClock{}.FrozenTo(noon)} {
		w := &world{clock: was, due: []time.Time{noon.Add(time.Minute), noon.Add(time.Hour)}, failsAt: noon.Add(time.Hour)}
		if err := w.move(noon.Add(24 * time.Hour)); err == nil || err.Error() != "disk full" {
			t.Errorf("%s: %v", name, err)
		}
		if w.clock.Frozen != was.Frozen || !w.clock.At(noon).Equal(w.failsAt) || len(w.settled) != 1 {
			t.Errorf("%s: the clock is %+v after %v", name, w.clock, w.settled)
		}
	}
}

func TestMoveClock_SomethingStaysDue_StopsThereAndSaysSo(t *testing.T) {
	w := &world{due: []time.Time{noon.Add(time.Minute)}, stuck: true}
	if err := w.move(noon.Add(time.Hour)); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Error(err)
	}
	if w.clock.Frozen || !w.clock.At(noon).Equal(noon.Add(time.Minute)) {
		t.Errorf("the clock is %+v", w.clock)
	}
}

func TestMoveClock_Back_SettlesNothing(t *testing.T) {
	w := &world{due: []time.Time{noon.Add(-2 * time.Hour)}}
	if err := w.move(noon.Add(-time.Hour)); err != nil || len(w.settled) != 0 || !w.clock.At(noon).Equal(noon.Add(-time.Hour)) {
		t.Errorf("%v; settled at %v, and the clock is %+v", err, w.settled, w.clock)
	}
}
