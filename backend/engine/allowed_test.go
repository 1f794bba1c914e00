package engine_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// allowed are the deeds of a payment as a screen shows them.
func (d *desk) allowed(paymentID string) []engine.Deed {
	d.Helper()
	p, err := d.store.PaymentByID(context.Background(), d.call.Environment.ID, paymentID)
	if err != nil {
		d.Fatalf("%v", err)
	}
	s, err := d.engine.Standing(context.Background(), p)
	if err != nil {
		d.Fatalf("%v", err)
	}
	deeds, err := d.engine.Allowed(context.Background(), p, s)
	if err != nil {
		d.Fatalf("%v", err)
	}
	return deeds
}

// does asks for a deed, of the smallest amount where there is one, and tells whether it was refused.
func (d *desk) does(deed engine.Deed, paymentID string) (refused bool) {
	d.Helper()
	p, err := d.store.PaymentByID(context.Background(), d.call.Environment.ID, paymentID)
	if err != nil {
		d.Fatalf("%v", err)
	}
	amount := contract.Amount{Currency: p.Currency, Value: "1"}
	answer := func(r reply) bool { return r.Result.Status == sandbox.StatusF }
	switch deed {
	case engine.DeedApprove:
		_, err = d.engine.BuyerApproves(context.Background(), p.EnvironmentID, paymentID, nil)
	case engine.DeedDecline:
		_, err = d.engine.BuyerDeclines(context.Background(), p.EnvironmentID, paymentID)
	case engine.DeedCapture:
		return answer(d.read(d.engine.Capture(context.Background(), d.call, contract.CaptureRequest{CaptureRequestID: "deed", PaymentID: paymentID, CaptureAmount: amount})))
	case engine.DeedRefund:
		return answer(d.refund(refundOf("deed", paymentID, p.Currency, "100")))
	case engine.DeedCancel:
		// A cancelled payment repeats its answer; that is no cancellation.
		return answer(d.cancel(paymentID)) || p.Status == sandbox.PaymentCancelled
	case engine.DeedDispute:
		_, err = d.engine.OpenDispute(context.Background(), p.EnvironmentID, paymentID, engine.DisputeOrder{})
	}
	if err != nil && sandbox.CodeOf(err) != sandbox.CodeConflict {
		d.Fatalf("%s: %v", deed, err)
	}
	return err != nil
}

func TestAllowed_InEveryState_IsWhatIsNotRefused(t *testing.T) {
	wallet := func(d *desk) string { return d.pay(walletPay("r")).PaymentID }
	paid := func(d *desk) string { return d.paid("r").PaymentID }
	held := func(d *desk) string { return d.pay(authorised("r", "MANUAL")).PaymentID }
	captured := func(d *desk) string {
		id := held(d)
		d.wants(d.ask("payments/capture", captureOf("c", id, "100")), sandbox.StatusS, "SUCCESS")
		return id
	}
	for name, c := range map[string]struct {
		make func(d *desk) string
		want string
	}{
		"open":      {wallet, "approve decline cancel"},
		"paid":      {paid, "refund cancel dispute"},
		"declined":  {func(d *desk) string { id := wallet(d); d.decline(id); return id }, ""},
		"cancelled": {func(d *desk) string { id := paid(d); d.cancel(id); return id }, ""},
		"partly refunded": {func(d *desk) string {
			id := paid(d)
			d.refund(refundOf("rf", id, "PHP", "100"))
			return id
		}, "refund dispute"},
		"refunded": {func(d *desk) string {
			id := paid(d)
			d.refund(refundOf("rf", id, "PHP", "150000"))
			return id
		}, "dispute"},
		"paid the day before": {func(d *desk) string { id := paid(d); d.clock.Advance(24 * time.Hour); return id }, "refund dispute"},
		"disputed":            {func(d *desk) string { return d.disputed(engine.DisputeOrder{}).ParentID }, "refund cancel"},
		"held":                {held, "capture cancel dispute"},
		"captured":            {captured, "refund cancel dispute"},
		"held the day before": {func(d *desk) string { id := held(d); d.clock.Advance(24 * time.Hour); return id }, "capture cancel dispute"},
		"not captured": {func(d *desk) string {
			id := held(d)
			d.settleAfter(8 * 24 * time.Hour)
			return id
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			var said []string
			for _, deed := range d.allowed(c.make(d)) {
				said = append(said, string(deed))
			}
			equal(t, "allowed", strings.Join(said, " "), c.want)
			for _, deed := range []engine.Deed{
				engine.DeedApprove, engine.DeedDecline, engine.DeedCapture, engine.DeedRefund, engine.DeedCancel, engine.DeedDispute,
			} {
				again := newDesk(t)
				equal(t, string(deed)+" is refused", again.does(deed, c.make(again)), !slices.Contains(said, string(deed)))
			}
		})
	}
}

func TestAllowed_TimeHasRunOut_IsNothingUntilThatIsSettled(t *testing.T) {
	d := newDesk(t)
	open, held := d.pay(walletPay("open")).PaymentID, d.pay(authorised("held", "MANUAL")).PaymentID
	d.clock.Advance(8 * 24 * time.Hour)
	equal(t, "open", len(d.allowed(open)), 0)
	equal(t, "held", len(d.allowed(held)), 0)
}

func TestAllowed_MethodWithoutRefunds_IsNotRefunded(t *testing.T) {
	d := newDesk(t)
	id := d.pay(withMethod(walletPay("r"), "OVO", "IDR", "150000")).PaymentID
	d.approve(id)
	if slices.Contains(d.allowed(id), engine.DeedRefund) || !d.does(engine.DeedRefund, id) {
		t.Errorf("allowed: %v", d.allowed(id))
	}
}
