package engine

import (
	"context"
	"time"

	"antomdesk/backend/sandbox"
)

// watcher is a Decider that tells the engine of what each decision made due, so that Run does not
// sleep past it.
type watcher struct {
	sandbox.Decider
	engine *Engine
}

// Decide runs fn and, after the commit, wakes Run if it would sleep too long.
func (w watcher) Decide(ctx context.Context, fn func(ctx context.Context, tx sandbox.Tx) error) error {
	var due dueTimes
	err := w.Decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error {
		due = dueTimes{Tx: tx}
		return fn(ctx, &due)
	})
	if err != nil || due.at.IsZero() {
		return err
	}
	// An environment that cannot be read is no failure of what is committed; Run will look by itself.
	if env, err := w.engine.environment(ctx, due.environmentID); err == nil {
		w.engine.hurry(env.Clock, due.at)
	}
	return nil
}

// within runs fn in the call's unit, if it has one. Once that is kept, Run is woken as by Decide.
func (w watcher) within(ctx context.Context, call Call, fn func(ctx context.Context, tx sandbox.Tx) error) error {
	if call.Unit == nil {
		return w.Decide(ctx, fn)
	}
	return w.DecideWithin(ctx, call.Unit, func(ctx context.Context, tx sandbox.Tx) error {
		due := dueTimes{Tx: tx}
		if err := fn(ctx, &due); err != nil || due.at.IsZero() {
			return err
		}
		call.Unit.Then(func() { w.engine.hurry(call.Environment.Clock, due.at) })
		return nil
	})
}

// dueTimes notes the earliest instant at which time will change what is written. One decision writes
// to one environment.
type dueTimes struct {
	sandbox.Tx
	environmentID string
	at            time.Time // the environment's; zero when nothing falls due
}

func (d *dueTimes) note(environmentID string, at time.Time) {
	if !at.IsZero() && (d.at.IsZero() || at.Before(d.at)) {
		d.environmentID, d.at = environmentID, at
	}
}

func (d *dueTimes) notePayment(p sandbox.Payment) {
	if !p.Status.Final() {
		d.note(p.EnvironmentID, p.ExpiresAt)
	}
}

func (d *dueTimes) noteRefund(r sandbox.Refund) {
	if r.Status == sandbox.RefundProcessing {
		d.note(r.EnvironmentID, r.CompletesAt)
	}
}

// InsertPayment implements sandbox.Tx.
func (d *dueTimes) InsertPayment(ctx context.Context, p sandbox.Payment) error {
	d.notePayment(p)
	return d.Tx.InsertPayment(ctx, p)
}

// UpdatePayment implements sandbox.Tx.
func (d *dueTimes) UpdatePayment(ctx context.Context, p sandbox.Payment) error {
	d.notePayment(p)
	return d.Tx.UpdatePayment(ctx, p)
}

// InsertRefund implements sandbox.Tx.
func (d *dueTimes) InsertRefund(ctx context.Context, r sandbox.Refund) error {
	d.noteRefund(r)
	return d.Tx.InsertRefund(ctx, r)
}

// UpdateRefund implements sandbox.Tx.
func (d *dueTimes) UpdateRefund(ctx context.Context, r sandbox.Refund) error {
	d.noteRefund(r)
	return d.Tx.UpdateRefund(ctx, r)
}

// InsertObject implements sandbox.Tx.
func (d *dueTimes) InsertObject(ctx context.Context, o sandbox.Object) error {
	d.note(o.EnvironmentID, o.DueAt)
	return d.Tx.InsertObject(ctx, o)
}

// UpdateObject implements sandbox.Tx.
func (d *dueTimes) UpdateObject(ctx context.Context, o sandbox.Object) error {
	d.note(o.EnvironmentID, o.DueAt)
	return d.Tx.UpdateObject(ctx, o)
}
