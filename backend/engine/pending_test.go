package engine_test

import (
	"context"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

func TestPending_SlowMethod_WaitsForTheBankAndIsPaid(t *testing.T) {
	d := newDesk(t)
	id := d.pay(slowPay("r")).PaymentID
	equal(t, "status", d.approve(id).Status, sandbox.PaymentPending)
	n := d.lastNotice()
	equal(t, "notice", n.get("notifyType")+n.get("result.resultStatus")+n.get("paymentTime"), "PAYMENT_PENDINGS")
	q := d.inquire(id)
	equal(t, "inquiry", q.get("paymentStatus")+q.get("redirectActionForm.redirectUrl"), "PENDING")
	d.clock.Advance(24*time.Hour - time.Second)
	d.settle()
	equal(t, "a second before", d.inquire(id).get("paymentStatus"), "PENDING")
	d.clock.Advance(time.Second)
	d.settle()
	q = d.inquire(id)
	equal(t, "inquiry", q.get("paymentStatus")+q.get("paymentTime"), "SUCCESS2026-03-11T10:00:00+08:00")
	n = d.lastNotice()
	equal(t, "notice", n.get("notifyType")+n.get("result.resultStatus")+n.get("paymentTime"), "PAYMENT_RESULTS2026-03-11T10:00:00+08:00")
	equal(t, "notifications", len(d.store.Notifications()), 2)
}

func TestPending_BankSpeaksEarly_ConfirmsOrRejects(t *testing.T) {
	d := newDesk(t)
	yes, no := d.pay(slowPay("yes")).PaymentID, d.pay(slowPay("no")).PaymentID
	d.approve(yes)
	d.approve(no)
	equal(t, "confirmed", d.approve(yes).Status, sandbox.PaymentSuccess)
	equal(t, "rejected", d.decline(no).Status, sandbox.PaymentFail)
	if _, err := d.engine.BuyerApproves(context.Background(), d.call.Environment.ID, yes, nil); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("paid twice: %v", err)
	}
}

func TestPending_Cancelled_IsNotPaidLater(t *testing.T) {
	d := newDesk(t)
	id := d.pay(slowPay("r")).PaymentID
	d.approve(id)
	d.wants(d.cancel(id), sandbox.StatusS, "SUCCESS")
	d.clock.Advance(48 * time.Hour)
	d.settle()
	equal(t, "status", d.inquire(id).get("paymentStatus"), "CANCELLED")
	equal(t, "notifications", len(d.store.Notifications()), 1)
}

func TestPending_Delay_IsASetting(t *testing.T) {
	d := newDesk(t)
	d.call.Environment.Settings.PendingSeconds = 5
	id := d.pay(slowPay("r")).PaymentID
	d.approve(id)
	d.clock.Advance(5 * time.Second)
	equal(t, "status", d.inquire(id).get("paymentStatus"), "SUCCESS")
}
