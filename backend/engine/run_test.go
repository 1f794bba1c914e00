package engine_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// running starts Run and returns a function that waits until it sleeps again.
func (d *desk) running(t *testing.T, wake <-chan struct{}) (asleep func(timers int)) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- d.engine.Run(ctx, wake) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("Run returned %v", err)
		}
	})
	return func(timers int) {
		t.Helper()
		wait, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		if err := d.clock.BlockUntilContext(wait, timers); err != nil {
			t.Fatal("Run does not sleep")
		}
	}
}

func TestRun_PaymentExpires_IsClosedAndNotifiedWithoutBeingAskedFor(t *testing.T) {
	d := newDesk(t)
	d.pay(walletPay("req-1"))
	asleep := d.running(t, nil)
	asleep(1)
	d.clock.Advance(14 * time.Minute)
	asleep(1)
	equal(t, "status", d.store.Payments()[0].Status, sandbox.PaymentFail)
	equal(t, "notifications", len(d.store.Notifications()), 1)
}

func TestRun_RefundAcceptedWhileItSleeps_CompletesOnTime(t *testing.T) {
	d := newDesk(t)
	first := d.pay(cardPay("req-1", visa))
	asleep := d.running(t, nil)
	asleep(1)
	d.refund(refundOf("rf-1", first.PaymentID, "SGD", "4200"))
	asleep(2) // the old minute and the new two seconds
	d.clock.Advance(engine.RefundDelay)
	asleep(2)
	equal(t, "status", d.store.Refunds()[0].Status, sandbox.RefundSuccess)
	equal(t, "notice", d.lastNotice().get("notifyType"), "REFUND_RESULT")
}

func TestRun_Woken_LooksAgain(t *testing.T) {
	d := newDesk(t)
	wake := make(chan struct{})
	asleep := d.running(t, wake)
	asleep(1)
	wake <- struct{}{}
	asleep(2)
	close(wake) // a closed channel is not a storm of wake-ups
	asleep(3)
	d.clock.Advance(time.Minute)
	asleep(1)
}

func TestRun_MoreThanABatchDue_SettlesAll(t *testing.T) {
	d := newDesk(t)
	for i := range 250 {
		d.pay(walletPay("req-" + string(rune('A'+i))))
	}
	d.clock.Advance(time.Hour)
	asleep := d.running(t, nil)
	asleep(1)
	equal(t, "notifications", len(d.store.Notifications()), 250)
}

func TestRun_StorageFails_SaysSoAndTriesAgain(t *testing.T) {
	d := newDesk(t)
	d.pay(walletPay("req-1"))
	d.clock.Advance(time.Hour)
	var broken atomic.Bool
	broken.Store(true)
	d.store.Failing = func() error {
		if broken.Load() {
			return errors.New("disk full")
		}
		return nil
	}
	var log bytes.Buffer
	d.engine = engine.New(engine.Config{
		Reader: d.store, Decider: d.store, Due: d.store, Clock: d.clock, IDs: sandbox.NewIDs(d.clock, nil),
		Log: slog.New(slog.NewTextHandler(&log, nil)),
	})
	asleep := d.running(t, nil)
	asleep(1)
	equal(t, "status", d.store.Payments()[0].Status, sandbox.PaymentProcessing)
	if !strings.Contains(log.String(), "disk full") {
		t.Errorf("log: %q", log.String())
	}
	broken.Store(false)
	d.clock.Advance(time.Second)
	asleep(1)
	equal(t, "status", d.store.Payments()[0].Status, sandbox.PaymentFail)
}

// open is a store that keeps a unit's decisions only when the test says so.
type open struct{ sandbox.Decider }

func (o open) DecideWithin(ctx context.Context, _ *sandbox.Unit, fn func(context.Context, sandbox.Tx) error) error {
	return o.Decide(ctx, fn)
}

func TestRun_DecisionLetGo_IsLookedForOnceItIsKept(t *testing.T) {
	d := newDesk(t)
	first := d.pay(cardPay("req-1", visa))
	d.engine = engine.New(engine.Config{
		Reader: d.store, Decider: open{d.store}, Due: d.store, Clock: d.clock, IDs: sandbox.NewIDs(d.clock, nil),
	})
	asleep := d.running(t, nil)
	asleep(1)
	d.call.Unit = new(sandbox.Unit)
	d.refund(refundOf("rf-1", first.PaymentID, "SGD", "4200"))
	asleep(1)
	d.call.Unit.Keep()
	asleep(2) // the old minute and the new two seconds
	d.clock.Advance(engine.RefundDelay)
	asleep(2)
	equal(t, "status", d.store.Refunds()[0].Status, sandbox.RefundSuccess)
}

// lateDue accepts a refund just after Run has read when the next thing is due.
type lateDue struct {
	sandbox.DueReader
	late func()
}

func (l *lateDue) NextDue(ctx context.Context, environmentID string) (time.Time, error) {
	next, err := l.DueReader.NextDue(ctx, environmentID)
	if late := l.late; late != nil {
		l.late = nil
		late()
	}
	return next, err
}

func TestRun_RefundAcceptedWhileItLooks_IsNotSleptPast(t *testing.T) {
	d := newDesk(t)
	first := d.pay(cardPay("req-1", visa))
	due := &lateDue{DueReader: d.store}
	d.engine = engine.New(engine.Config{
		Reader: d.store, Decider: d.store, Due: due, Clock: d.clock, IDs: sandbox.NewIDs(d.clock, nil),
	})
	due.late = func() { d.refund(refundOf("rf-1", first.PaymentID, "SGD", "4200")) }
	asleep := d.running(t, nil)
	asleep(2) // the minute it would have slept, and the two seconds it sleeps
	d.clock.Advance(engine.RefundDelay)
	asleep(2)
	equal(t, "status", d.store.Refunds()[0].Status, sandbox.RefundSuccess)
}
