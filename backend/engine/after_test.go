package engine_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

func TestInquiryPayment_FollowsThePayment(t *testing.T) {
	d := newDesk(t)
	first := d.pay(walletPay("req-1"))
	r := d.wants(d.inquire(first.PaymentID), sandbox.StatusS, "SUCCESS")
	equal(t, "status", r.get("paymentStatus")+r.get("paymentResultCode"), "PROCESSINGPAYMENT_IN_PROCESS")
	equal(t, "url", r.get("redirectActionForm.redirectUrl"), first.get("normalUrl"))
	equal(t, "paymentTime", r.get("paymentTime"), "")
	equal(t, "method", r.get("paymentMethodType"), "GCASH")
	d.clock.Advance(90 * time.Second)
	d.approve(first.PaymentID)
	r = d.inquire(first.PaymentID)
	equal(t, "status", r.get("paymentStatus")+r.get("paymentResultCode"), "SUCCESSSUCCESS")
	equal(t, "paymentTime", r.get("paymentTime"), "2026-03-10T10:01:30+08:00")
	equal(t, "url", r.get("redirectActionForm.redirectUrl"), "")
	d.cancel(first.PaymentID)
	r = d.inquire(first.PaymentID)
	equal(t, "status", r.get("paymentStatus")+r.get("paymentResultCode"), "CANCELLEDORDER_IS_CANCELED")
	equal(t, "paymentTime", r.get("paymentTime"), "")
}

func TestInquiryPayment_PaymentIDWins(t *testing.T) {
	d := newDesk(t)
	a, b := d.pay(walletPay("req-a")), d.pay(walletPay("req-b"))
	ask := func(paymentID, requestID string) reply {
		return d.read(d.engine.InquiryPayment(context.Background(), d.call,
			contract.InquiryPaymentRequest{PaymentID: paymentID, PaymentRequestID: requestID}))
	}
	equal(t, "both", ask(a.PaymentID, "req-b").get("paymentId"), a.PaymentID)
	equal(t, "request id", ask("", "req-b").get("paymentId"), b.PaymentID)
	d.wants(ask("nope", "req-b"), sandbox.StatusF, "ORDER_NOT_EXIST")
	d.wants(ask("", "nope"), sandbox.StatusF, "ORDER_NOT_EXIST")
	d.wants(ask("", ""), sandbox.StatusF, "PARAM_ILLEGAL")
}

func TestInquiryPayment_Overdue_IsClosedAndNotifiedOnce(t *testing.T) {
	for _, code := range []string{"ORDER_IS_CLOSED", "PROCESS_FAIL"} {
		d := newDesk(t)
		d.call.Environment.Settings.ExpiredPaymentCode = code
		first := d.pay(walletPay("req-1"))
		d.clock.Advance(14*time.Minute - time.Second)
		equal(t, "a second before", d.inquire(first.PaymentID).get("paymentStatus"), "PROCESSING")
		d.clock.Advance(time.Second)
		r := d.inquire(first.PaymentID)
		equal(t, "status", r.get("paymentStatus")+r.get("paymentResultCode"), "FAIL"+code)
		d.inquire(first.PaymentID)
		equal(t, "notifications", len(d.store.Notifications()), 1)
		n := d.lastNotice()
		equal(t, "notice", n.get("result.resultStatus")+n.get("result.resultCode")+n.get("paymentTime"), "F"+code)
	}
}

func TestCancel_Unpaid_ClosesItWithoutNotification(t *testing.T) {
	d := newDesk(t)
	first := d.pay(walletPay("req-1"))
	r := d.wants(d.cancel(first.PaymentID), sandbox.StatusS, "SUCCESS")
	equal(t, "ids", r.get("paymentId")+r.get("paymentRequestId"), first.PaymentID+"req-1")
	equal(t, "time", r.get("cancelTime"), "2026-03-10T10:00:00+08:00")
	equal(t, "notifications", len(d.store.Notifications()), 0)
}

func TestCancel_Twice_RepeatsTheFirstTime(t *testing.T) {
	d := newDesk(t)
	first := d.pay(walletPay("req-1"))
	a := d.cancel(first.PaymentID)
	d.clock.Advance(48 * time.Hour)
	equal(t, "again", string(d.wants(d.cancel(first.PaymentID), sandbox.StatusS, "SUCCESS").Body), string(a.Body))
}

func TestCancel_Paid_WorksUntilAQuarterPastMidnightAntomTime(t *testing.T) {
	until := time.Date(2026, 3, 11, 0, 15, 0, 0, sandbox.AntomZone)
	for after, code := range map[time.Duration]string{0: "SUCCESS", time.Millisecond: "CANCEL_WINDOW_EXCEED"} {
		d := newDesk(t)
		first := d.paid("req-1")
		d.clock.Advance(until.Add(after).Sub(morning))
		r := d.cancel(first.PaymentID)
		equal(t, after.String(), r.Result.Code, code)
		equal(t, "notifications", len(d.store.Notifications()), 1) // the payment's own
	}
}

func TestCancel_NotPossible_SaysWhy(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(*desk, string)
		code    string
	}{
		"refunded": {func(d *desk, id string) { d.approve(id); d.refund(refundOf("rf", id, "PHP", "100")) }, "ORDER_STATUS_INVALID"},
		"declined": {func(d *desk, id string) { d.decline(id) }, "ORDER_STATUS_INVALID"},
		"expired":  {func(d *desk, _ string) { d.clock.Advance(time.Hour) }, "ORDER_STATUS_INVALID"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			first := d.pay(walletPay("req-1"))
			c.prepare(d, first.PaymentID)
			d.wants(d.cancel(first.PaymentID), sandbox.StatusF, c.code)
		})
	}
	d := newDesk(t)
	d.wants(d.cancel("nope"), sandbox.StatusF, "ORDER_NOT_EXIST")
	d.wants(d.cancel(""), sandbox.StatusF, "PARAM_ILLEGAL")
}

func TestCancel_PaymentIDWins(t *testing.T) {
	d := newDesk(t)
	a, b := d.pay(walletPay("req-a")), d.pay(walletPay("req-b"))
	d.wants(d.read(d.engine.Cancel(context.Background(), d.call, contract.CancelRequest{PaymentID: a.PaymentID, PaymentRequestID: "req-b"})), sandbox.StatusS, "SUCCESS")
	equal(t, "other", d.inquire(b.PaymentID).get("paymentStatus"), "PROCESSING")
}

func TestRefund_Wallet_IsAtOnceAndNotified(t *testing.T) {
	d := newDesk(t)
	first := d.paid("req-1")
	req := refundOf("rf-1", first.PaymentID, "PHP", "50000")
	req.RefundNotifyURL = "https://shop.example.com/refunds"
	r := d.wants(d.refund(req), sandbox.StatusS, "SUCCESS")
	equal(t, "time", r.get("refundTime"), "2026-03-10T10:00:00+08:00")
	equal(t, "ids", r.get("paymentId")+r.get("refundRequestId"), first.PaymentID+"rf-1")
	n := d.store.Notifications()[1]
	equal(t, "type and URL", string(n.Type)+n.URL, "notifyRefundhttps://shop.example.com/refunds")
	equal(t, "about", n.RefundID+n.PaymentID, r.RefundID+first.PaymentID)
	body := d.lastNotice()
	equal(t, "notice", body.get("notifyType")+body.get("refundStatus")+body.get("result.resultStatus"), "REFUND_RESULTSUCCESSS")
	q := d.inquireRefund(r.RefundID)
	equal(t, "inquiry", q.get("refundStatus")+q.get("refundTime"), "SUCCESS2026-03-10T10:00:00+08:00")
	list, ok := d.inquire(first.PaymentID).json["transactions"].([]any)
	if !ok || len(list) != 1 || list[0].(map[string]any)["transactionId"] != r.RefundID {
		t.Errorf("transactions: %v", list)
	}
	equal(t, "payment", d.inquire(first.PaymentID).get("paymentStatus"), "SUCCESS")
}

func TestRefund_BelowTheMethodsMinimum_IsRefusedUnlessItIsTheRest(t *testing.T) {
	d := newDesk(t)
	first := d.pay(withMethod(walletPay("r"), "KAKAOPAY", "KRW", "1000"))
	d.approve(first.PaymentID)
	d.wants(d.refund(refundOf("rf-1", first.PaymentID, "KRW", "49")), sandbox.StatusF, "PARAM_ILLEGAL")
	d.wants(d.refund(refundOf("rf-2", first.PaymentID, "KRW", "50")), sandbox.StatusS, "SUCCESS")
	d.wants(d.refund(refundOf("rf-3", first.PaymentID, "KRW", "920")), sandbox.StatusS, "SUCCESS")
	d.wants(d.refund(refundOf("rf-4", first.PaymentID, "KRW", "29")), sandbox.StatusF, "PARAM_ILLEGAL")
	d.wants(d.refund(refundOf("rf-5", first.PaymentID, "KRW", "30")), sandbox.StatusS, "SUCCESS")
	other := d.pay(withMethod(walletPay("s"), "KAKAOPAY", "USD", "1000"))
	d.approve(other.PaymentID)
	d.wants(d.refund(refundOf("rf-6", other.PaymentID, "USD", "1")), sandbox.StatusS, "SUCCESS")
}

func TestRefund_WithoutURL_LeavesTheEnvironmentToChoose(t *testing.T) {
	d := newDesk(t)
	first := d.paid("req-1")
	d.refund(refundOf("rf-1", first.PaymentID, "PHP", "100"))
	equal(t, "URL", d.store.Notifications()[1].URL, "")
}

func TestRefund_OtherMethods_CompleteAfterAWhile(t *testing.T) {
	for _, method := range []string{"CARD", "BANKTRANSFER_MAYBANK", "ONLINEBANKING_FPX", "IDEAL"} {
		t.Run(method, func(t *testing.T) {
			d := newDesk(t)
			first := d.pay(withMethod(walletPay("req-1"), method, "USD", "1000"))
			d.approve(first.PaymentID)
			r := d.wants(d.refund(refundOf("rf-1", first.PaymentID, "USD", "400")), sandbox.StatusU, "REFUND_IN_PROCESS")
			equal(t, "time", r.get("refundTime"), "")
			equal(t, "status", d.inquireRefund(r.RefundID).get("refundStatus"), "PROCESSING")
			equal(t, "replay", string(d.refund(refundOf("rf-1", first.PaymentID, "USD", "400")).Body), string(r.Body))
			equal(t, "notifications", len(d.store.Notifications()), 1)
			d.wants(d.refund(refundOf("rf-2", first.PaymentID, "USD", "601")), sandbox.StatusF, "REFUND_AMOUNT_EXCEED")
			d.clock.Advance(engine.RefundDelay)
			q := d.inquireRefund(r.RefundID)
			equal(t, "status", q.get("refundStatus")+q.get("refundTime"), "SUCCESS2026-03-10T10:00:02+08:00")
			equal(t, "notice", d.lastNotice().get("refundId"), r.RefundID)
			again := d.wants(d.refund(refundOf("rf-1", first.PaymentID, "USD", "400")), sandbox.StatusS, "SUCCESS")
			equal(t, "replay", again.get("refundId")+again.get("refundTime"), r.RefundID+"2026-03-10T10:00:02+08:00")
			equal(t, "notifications", len(d.store.Notifications()), 2)
		})
	}
}

func TestRefund_DueWhenThePaymentIsAskedFor_IsCompletedThere(t *testing.T) {
	d := newDesk(t)
	first := d.pay(cardPay("req-1", visa))
	d.refund(refundOf("rf-1", first.PaymentID, "SGD", "4200"))
	d.clock.Advance(engine.RefundDelay)
	list := d.inquire(first.PaymentID).json["transactions"].([]any)
	equal(t, "status", list[0].(map[string]any)["transactionStatus"], any("SUCCESS"))
	equal(t, "notifications", len(d.store.Notifications()), 2)
}

func TestRefund_SeveralUpToThePaidAmount_ThenNamesWhatIsLeft(t *testing.T) {
	d := newDesk(t)
	first := d.paid("req-1")
	d.wants(d.refund(refundOf("rf-1", first.PaymentID, "PHP", "100000")), sandbox.StatusS, "SUCCESS")
	r := d.wants(d.refund(refundOf("rf-2", first.PaymentID, "PHP", "50001")), sandbox.StatusF, "REFUND_AMOUNT_EXCEED")
	equal(t, "message", r.Result.Message, "500.00 PHP of the payment is left to refund; 500.01 PHP was asked for.")
	d.wants(d.refund(refundOf("rf-2", first.PaymentID, "PHP", "50000")), sandbox.StatusS, "SUCCESS")
	d.wants(d.refund(refundOf("rf-3", first.PaymentID, "PHP", "1")), sandbox.StatusF, "REFUND_AMOUNT_EXCEED")
	equal(t, "rows", len(d.store.Refunds()), 2)
	equal(t, "notifications", len(d.store.Notifications()), 3)
}

func TestRefund_SameID_RepeatsOrIsInconsistent(t *testing.T) {
	d := newDesk(t)
	first := d.paid("req-1")
	r := d.refund(refundOf("rf-1", first.PaymentID, "PHP", "150000"))
	d.clock.Advance(time.Hour)
	equal(t, "again", string(d.refund(refundOf("rf-1", first.PaymentID, "PHP", "150000")).Body), string(r.Body))
	d.wants(d.refund(refundOf("rf-1", first.PaymentID, "PHP", "1")), sandbox.StatusF, "REPEAT_REQ_INCONSISTENT")
	d.wants(d.refund(refundOf("rf-1", first.PaymentID, "USD", "150000")), sandbox.StatusF, "REPEAT_REQ_INCONSISTENT")
	equal(t, "rows", len(d.store.Refunds()), 1)
}

func TestRefund_NotPossible_SaysWhy(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(d *desk) contract.RefundRequest
		code    string
	}{
		"unknown": {func(*desk) contract.RefundRequest { return refundOf("rf", "nope", "PHP", "1") }, "ORDER_NOT_EXIST"},
		"unpaid": {func(d *desk) contract.RefundRequest {
			return refundOf("rf", d.pay(walletPay("r")).PaymentID, "PHP", "1")
		}, "ORDER_STATUS_INVALID"},
		"failed": {func(d *desk) contract.RefundRequest {
			return refundOf("rf", d.pay(cardPay("r", badVisa)).PaymentID, "SGD", "1")
		}, "ORDER_STATUS_INVALID"},
		"cancelled": {func(d *desk) contract.RefundRequest {
			id := d.paid("r").PaymentID
			d.cancel(id)
			return refundOf("rf", id, "PHP", "1")
		}, "ORDER_IS_CANCELED"},
		"currency": {func(d *desk) contract.RefundRequest { return refundOf("rf", d.paid("r").PaymentID, "USD", "1") }, "CURRENCY_NOT_SUPPORT"},
		"zero":     {func(d *desk) contract.RefundRequest { return refundOf("rf", d.paid("r").PaymentID, "PHP", "0") }, "PARAM_ILLEGAL"},
		"notify URL": {func(d *desk) contract.RefundRequest {
			req := refundOf("rf", d.paid("r").PaymentID, "PHP", "1")
			req.RefundNotifyURL = "nowhere"
			return req
		}, "PARAM_ILLEGAL"},
		"rupiah cents": {func(d *desk) contract.RefundRequest {
			id := d.pay(withMethod(walletPay("r"), "DANA", "IDR", "100000")).PaymentID
			d.approve(id)
			return refundOf("rf", id, "IDR", "150")
		}, "PARAM_ILLEGAL"},
		"no refunds": {func(d *desk) contract.RefundRequest {
			id := d.pay(withMethod(walletPay("r"), "OVO", "IDR", "100000")).PaymentID
			d.approve(id)
			return refundOf("rf", id, "IDR", "100")
		}, "REFUND_NOT_SUPPORTED"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			req := c.prepare(d)
			before := len(d.store.Notifications())
			d.wants(d.refund(req), sandbox.StatusF, c.code)
			equal(t, "rows", len(d.store.Refunds()), 0)
			equal(t, "notifications", len(d.store.Notifications()), before)
		})
	}
}

func TestRefund_Window_FollowsTheMethod(t *testing.T) {
	for method, days := range map[string]int{"GCASH": 365, "ZALOPAY": 180, "PAGALEVE": 90} {
		d := newDesk(t)
		first := d.pay(withMethod(walletPay("req-1"), method, "USD", "1000"))
		d.approve(first.PaymentID)
		d.clock.Advance(time.Duration(days) * 24 * time.Hour)
		d.wants(d.refund(refundOf("rf-1", first.PaymentID, "USD", "1")), sandbox.StatusS, "SUCCESS")
		d.clock.Advance(time.Millisecond)
		r := d.wants(d.refund(refundOf("rf-2", first.PaymentID, "USD", "1")), sandbox.StatusF, "REFUND_WINDOW_EXCEED")
		if !strings.Contains(r.Result.Message, "until 202") {
			t.Errorf("%q names no date", r.Result.Message)
		}
	}
}

func TestInquiryRefund_RefundIDWins(t *testing.T) {
	d := newDesk(t)
	first := d.paid("req-1")
	a := d.refund(refundOf("rf-a", first.PaymentID, "PHP", "100"))
	b := d.refund(refundOf("rf-b", first.PaymentID, "PHP", "2"))
	ask := func(refundID, requestID string) reply {
		return d.read(d.engine.InquiryRefund(context.Background(), d.call,
			contract.InquiryRefundRequest{RefundID: refundID, RefundRequestID: requestID}))
	}
	equal(t, "both", ask(a.RefundID, "rf-b").get("refundId"), a.RefundID)
	equal(t, "request id", ask("", "rf-b").get("refundId"), b.RefundID)
	d.wants(ask("nope", "rf-b"), sandbox.StatusF, "ORDER_NOT_EXIST")
	d.wants(ask("", ""), sandbox.StatusF, "PARAM_ILLEGAL")
}
