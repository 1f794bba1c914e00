package engine

import (
	"context"
	"errors"
	"math"
	"time"

	"antomdesk/backend/sandbox"
)

const (
	dueBatch = 100
	// longestSleep bounds every wait: a timer stands still while a laptop sleeps, and the payments
	// that expired meanwhile should not wait for the rest of it.
	longestSleep = time.Minute
	// retryPause follows a failed round, so that a full disk is not hammered.
	retryPause = time.Second
	// awake is later than any sleep: every decision then nudges.
	awake = math.MaxInt64
)

// Run closes payments and completes refunds when their time comes, until ctx ends; it then returns
// nil. It sleeps until the next one is due, or until wake or one of the engine's own decisions says
// that something changed. A round that fails is logged and tried again.
func (e *Engine) Run(ctx context.Context, wake <-chan struct{}) error {
	defer e.sleeping.Store(0)
	for ctx.Err() == nil {
		e.sleeping.Store(awake)
		sleep, err := e.round(ctx)
		if err != nil && ctx.Err() == nil {
			e.log.Error("payments and refunds that are due could not be settled; trying again", "error", err)
			sleep = retryPause
		}
		e.sleeping.Store(e.clock.Now().Add(sleep).UnixMilli())
		select {
		case <-ctx.Done():
		case _, open := <-wake:
			if !open {
				wake = nil
			}
		case <-e.nudge:
		case <-e.clock.After(sleep):
		}
	}
	return nil
}

// round settles everything that is due in every environment and returns how long to sleep. An
// environment that fails does not keep the others waiting.
func (e *Engine) round(ctx context.Context) (time.Duration, error) {
	environments, err := e.due.Environments(ctx)
	if err != nil {
		return 0, err
	}
	sleep := longestSleep
	var failures []error
	for _, env := range environments {
		if err := e.SettleNow(ctx, env); err != nil {
			failures = append(failures, err)
			continue
		}
		pause, err := e.untilNext(ctx, env)
		failures = append(failures, err)
		sleep = min(sleep, pause)
	}
	return sleep, errors.Join(failures...)
}

// SettleNow does everything that time has made due in env by the time its clock shows: it closes
// payments, completes refunds and moves objects on, and returns when nothing is left or something fails.
// Settling the same moment twice, or beside Run, is harmless.
func (e *Engine) SettleNow(ctx context.Context, env sandbox.Environment) error {
	for {
		settled, err := e.settleDue(ctx, env)
		if err != nil || settled < dueBatch {
			return err
		}
	}
}

// untilNext is how long in real time until something in env falls due, at most longestSleep. What stands
// still with a frozen clock is not waited for.
func (e *Engine) untilNext(ctx context.Context, env sandbox.Environment) (time.Duration, error) {
	next, err := e.due.NextDue(ctx, env.ID)
	if err != nil || next.IsZero() {
		return longestSleep, err
	}
	if pause, comes := env.Clock.Until(next, e.clock.Now()); comes {
		return pause, nil
	}
	return longestSleep, nil
}

// settleDue handles one batch of each kind and returns the size of the largest. One failure does not
// keep the others waiting.
func (e *Engine) settleDue(ctx context.Context, env sandbox.Environment) (int, error) {
	now := e.now(env)
	payments, err := e.due.DuePayments(ctx, env.ID, now, dueBatch)
	if err != nil {
		return 0, err
	}
	refunds, err := e.due.DueRefunds(ctx, env.ID, now, dueBatch)
	if err != nil {
		return 0, err
	}
	objects, err := e.due.DueObjects(ctx, env.ID, now, dueBatch)
	if err != nil {
		return 0, err
	}
	var failures []error
	for _, p := range payments {
		_, err := e.expireNow(ctx, p, env)
		failures = append(failures, err)
	}
	for _, r := range refunds {
		_, err := e.completeNow(ctx, r, env)
		failures = append(failures, err)
	}
	for _, o := range objects {
		failures = append(failures, e.objectDue(ctx, env, o))
	}
	return max(len(payments), len(refunds), len(objects)), errors.Join(failures...)
}
