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

// round settles everything that is due and returns how long to sleep.
func (e *Engine) round(ctx context.Context) (time.Duration, error) {
	for {
		settled, err := e.settleDue(ctx)
		if err != nil {
			return 0, err
		}
		if settled < dueBatch {
			break
		}
	}
	next, err := e.due.NextDue(ctx)
	if err != nil || next.IsZero() {
		return longestSleep, err
	}
	return max(0, min(longestSleep, next.Sub(e.clock.Now()))), nil
}

// settleDue handles one batch of each kind and returns the size of the larger one. One failure does
// not keep the others waiting.
func (e *Engine) settleDue(ctx context.Context) (int, error) {
	now := e.now()
	payments, err := e.due.DuePayments(ctx, now, dueBatch)
	if err != nil {
		return 0, err
	}
	refunds, err := e.due.DueRefunds(ctx, now, dueBatch)
	if err != nil {
		return 0, err
	}
	var failures []error
	for _, p := range payments {
		failures = append(failures, e.expireOne(ctx, p))
	}
	for _, r := range refunds {
		failures = append(failures, e.completeOne(ctx, r))
	}
	return max(len(payments), len(refunds)), errors.Join(failures...)
}

func (e *Engine) expireOne(ctx context.Context, p sandbox.Payment) error {
	s, err := e.settings(ctx, p.EnvironmentID)
	if err != nil {
		return err
	}
	_, err = e.expireNow(ctx, p, s)
	return err
}

func (e *Engine) completeOne(ctx context.Context, r sandbox.Refund) error {
	s, err := e.settings(ctx, r.EnvironmentID)
	if err != nil {
		return err
	}
	_, err = e.completeNow(ctx, r, s)
	return err
}
