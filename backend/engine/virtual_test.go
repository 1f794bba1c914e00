package engine_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// settle does what is due in the desk's environment.
func (d *desk) settle() {
	d.Helper()
	if err := d.engine.SettleNow(context.Background(), d.call.Environment); err != nil {
		d.Fatalf("settle: %v", err)
	}
}

func TestVirtualClock_Offset_MovesEverythingTheEngineDates(t *testing.T) {
	d := newDesk(t)
	d.call.Environment.Clock = sandbox.EnvironmentClock{OffsetMillis: (48 * time.Hour).Milliseconds()}
	first := d.pay(walletPay("req-1"))
	equal(t, "created", d.store.Payments()[0].CreatedAt, morning.Add(48*time.Hour))
	equal(t, "answer", first.get("paymentCreateTime"), "2026-03-12T10:00:00+08:00")
	d.approve(first.PaymentID)
	equal(t, "paid", d.inquire(first.PaymentID).get("paymentTime"), "2026-03-12T10:00:00+08:00")
	equal(t, "notification", d.store.Notifications()[0].NextAttemptAt, morning.Add(48*time.Hour))
}

func TestVirtualClock_Frozen_NothingExpiresWhileRealTimePasses(t *testing.T) {
	d := newDesk(t)
	d.call.Environment.Clock = sandbox.EnvironmentClock{}.FrozenTo(morning)
	first := d.pay(walletPay("req-1"))
	d.clock.Advance(72 * time.Hour)
	d.settle()
	equal(t, "status", d.inquire(first.PaymentID).get("paymentStatus"), "PROCESSING")
	d.call.Environment.Clock = sandbox.EnvironmentClock{}.FrozenTo(morning.Add(time.Hour))
	d.settle()
	equal(t, "status", d.store.Payments()[0].Status, sandbox.PaymentFail)
	equal(t, "notified at", d.store.Notifications()[0].CreatedAt, morning.Add(time.Hour))
}

func TestSettleNow_OtherEnvironments_AreLeftAlone(t *testing.T) {
	d := newDesk(t)
	d.pay(walletPay("req-1"))
	later := d.call.Environment
	later.ID = "env-other"
	later.Clock = sandbox.EnvironmentClock{}.FrozenTo(morning.Add(time.Hour))
	if err := d.engine.SettleNow(context.Background(), later); err != nil {
		t.Fatal(err)
	}
	equal(t, "status", d.store.Payments()[0].Status, sandbox.PaymentProcessing)
}

// ahead is a directory whose environment lives an hour ahead of real time.
type ahead struct {
	directory
	mu sync.Mutex
}

func (a *ahead) EnvironmentByID(ctx context.Context, id string) (sandbox.Environment, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	env, err := a.directory.EnvironmentByID(ctx, id)
	env.Clock = sandbox.EnvironmentClock{OffsetMillis: time.Hour.Milliseconds()}
	return env, err
}

func TestRun_VirtualTimeAhead_SleepsInRealTime(t *testing.T) {
	d := newDesk(t)
	home := &ahead{directory: directory{d}}
	d.call.Environment.Clock = sandbox.EnvironmentClock{OffsetMillis: time.Hour.Milliseconds()}
	d.store.Directory = home
	d.engine = engine.New(engine.Config{
		Reader: d.store, Decider: d.store, Due: d.store, Clock: d.clock, IDs: sandbox.NewIDs(d.clock, nil), Directory: home,
	})
	first := d.pay(cardPay("req-1", visa))
	asleep := d.running(t, nil)
	asleep(1)
	d.refund(refundOf("rf-1", first.PaymentID, "SGD", "4200"))
	asleep(2) // the minute it slept, and the two seconds until the refund
	d.clock.Advance(engine.RefundDelay)
	asleep(2)
	equal(t, "status", d.store.Refunds()[0].Status, sandbox.RefundSuccess)
	equal(t, "refunded", d.store.Refunds()[0].RefundedAt, morning.Add(time.Hour+engine.RefundDelay))
}

func TestClock_Numbers_BeginWithTheDayItShows(t *testing.T) {
	d := newDesk(t)
	d.call.Environment.Clock = sandbox.EnvironmentClock{}.FrozenTo(time.Date(2031, 1, 31, 20, 0, 0, 0, time.UTC))
	const day = "20310201" // in Antom's zone
	p := d.paid("pay-1")
	for what, number := range map[string]string{
		"payment": p.PaymentID, "refund": d.refund(refundOf("r-1", p.PaymentID, "PHP", "100")).RefundID,
		"product": d.ok("billing/product/create", `{"name":"Tea"}`).get("productId")[2:],
	} {
		if !strings.HasPrefix(number, day) {
			t.Errorf("%s %s was made on %s", what, number, day)
		}
	}
}
