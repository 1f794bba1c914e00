package engine_test

import (
	"testing"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

func authorised(id, mode string) contract.PayRequest {
	req := cardPay(id, visa)
	req.PaymentFactor = contract.PaymentFactor{IsAuthorization: true, CaptureMode: mode}
	return req
}

func captureOf(id, paymentID, value string) fields {
	return fields{"captureRequestId": id, "paymentId": paymentID, "captureAmount": amount("SGD", value)}
}

func (d *desk) held(t *testing.T) string {
	t.Helper()
	return d.wants(d.pay(authorised("r", "MANUAL")), sandbox.StatusS, "SUCCESS").PaymentID
}

func TestCapture_Automatic_TakesAllAtOnceAndTells(t *testing.T) {
	d := newDesk(t)
	r := d.pay(authorised("r", ""))
	equal(t, "auth expiry", r.get("authExpiryTime"), "2026-03-17T10:00:00+08:00")
	told := d.noticesOf(sandbox.NotifyCapture)
	if len(told) != 1 {
		t.Fatalf("%d capture notifications", len(told))
	}
	equal(t, "notice", told[0].get("notifyType")+told[0].get("captureAmount.value")+told[0].get("result.resultStatus"), "CAPTURE_RESULT4200S")
	equal(t, "URL", d.store.Notifications()[1].URL, "https://shop.example.com/notify")
	deeds := d.inquire(r.PaymentID).items("transactions")
	if len(deeds) != 1 || deeds[0].get("transactionType") != "CAPTURE" || deeds[0].get("transactionId") != told[0].get("captureId") {
		t.Errorf("transactions: %v", deeds)
	}
	d.wants(d.ask("payments/capture", captureOf("c", r.PaymentID, "4200")), sandbox.StatusF, "MULTI_CAPTURE_NOT_SUPPORTED")
	d.clock.Advance(8 * 24 * time.Hour)
	d.settle()
	equal(t, "later", d.inquire(r.PaymentID).get("paymentStatus"), "SUCCESS")
}

func TestCapture_KoreanCard_IsAutomaticWhateverTheCallSays(t *testing.T) {
	d := newDesk(t)
	req := authorised("r", "MANUAL")
	req.PaymentMethod.PaymentMethodMetaData.PaymentMethodRegion = "KR"
	d.pay(req)
	equal(t, "captures", len(d.noticesOf(sandbox.NotifyCapture)), 1)
}

func TestCapture_OrdinaryCardPayment_HasNothingToCapture(t *testing.T) {
	d := newDesk(t)
	id := d.pay(cardPay("r", visa)).PaymentID
	equal(t, "auth expiry", d.inquire(id).get("authExpiryTime"), "")
	d.wants(d.ask("payments/capture", captureOf("c", id, "4200")), sandbox.StatusF, "ORDER_STATUS_INVALID")
	d.wants(d.ask("payments/capture", captureOf("c", "nope", "4200")), sandbox.StatusF, "AUTH_NOT_FOUND")
}

func TestCapture_Manual_AnswersAndRepeats(t *testing.T) {
	d := newDesk(t)
	id := d.held(t)
	equal(t, "nothing yet", len(d.noticesOf(sandbox.NotifyCapture)), 0)
	r := d.wants(d.ask("payments/capture", captureOf("c-1", id, "4200")), sandbox.StatusS, "SUCCESS")
	equal(t, "ids", r.get("captureRequestId")+r.get("paymentId"), "c-1"+id)
	equal(t, "amount", r.get("captureAmount.value")+r.get("captureTime"), "42002026-03-10T10:00:00+08:00")
	equal(t, "id length", len(r.get("captureId")), 35)
	d.clock.Advance(time.Hour)
	equal(t, "again", string(d.ask("payments/capture", captureOf("c-1", id, "4200")).Body), string(r.Body))
	d.wants(d.ask("payments/capture", captureOf("c-1", id, "4100")), sandbox.StatusF, "REPEAT_REQ_INCONSISTENT")
	equal(t, "told once", len(d.noticesOf(sandbox.NotifyCapture)), 1)
}

func TestCapture_WrongAmount_IsRefused(t *testing.T) {
	d := newDesk(t)
	id := d.held(t)
	d.wants(d.ask("payments/capture", captureOf("c-1", id, "4201")), sandbox.StatusF, "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT")
	dollars := captureOf("c-2", id, "1").with(fields{"captureAmount": amount("USD", "1")})
	d.wants(d.ask("payments/capture", dollars), sandbox.StatusF, "CURRENCY_NOT_SUPPORT")
	d.wants(d.ask("payments/capture", captureOf("c-1", id, "4200")), sandbox.StatusS, "SUCCESS") // a refused id is free
}

func TestCapture_InPart_EndsUnlessMoreIsAnnounced(t *testing.T) {
	more := fields{"isLastCapture": false}
	d := newDesk(t)
	id := d.held(t)
	d.wants(d.ask("payments/capture", captureOf("c-1", id, "1000").with(more)), sandbox.StatusS, "SUCCESS")
	d.wants(d.ask("payments/capture", captureOf("c-2", id, "3201").with(more)), sandbox.StatusF, "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT")
	d.wants(d.ask("payments/capture", captureOf("c-2", id, "1200")), sandbox.StatusS, "SUCCESS")
	d.wants(d.ask("payments/capture", captureOf("c-3", id, "1")), sandbox.StatusF, "MULTI_CAPTURE_NOT_SUPPORTED")
	equal(t, "transactions", len(d.inquire(id).items("transactions")), 2)

	d = newDesk(t)
	d.call.Environment.Settings.SingleCaptureOnly = true
	id = d.held(t)
	d.wants(d.ask("payments/capture", captureOf("c-1", id, "1000").with(more)), sandbox.StatusS, "SUCCESS")
	d.wants(d.ask("payments/capture", captureOf("c-2", id, "1")), sandbox.StatusF, "MULTI_CAPTURE_NOT_SUPPORTED")
}

func TestCapture_RestOfAPartialOne_LapsesWithoutCancelling(t *testing.T) {
	d := newDesk(t)
	id := d.held(t)
	d.ask("payments/capture", captureOf("c-1", id, "1000").with(fields{"isLastCapture": false}))
	d.clock.Advance(7 * 24 * time.Hour)
	d.wants(d.ask("payments/capture", captureOf("c-2", id, "1")), sandbox.StatusF, "AUTH_EXPIRED")
	equal(t, "status", d.inquire(id).get("paymentStatus"), "SUCCESS")
}

func TestCapture_SevenDaysWithout_CancelsThePayment(t *testing.T) {
	look := map[string]func(*desk, string){
		"time alone": func(d *desk, _ string) { d.settle() },
		"inquiry":    func(d *desk, id string) { d.inquire(id) },
		"capture": func(d *desk, id string) {
			d.wants(d.ask("payments/capture", captureOf("c", id, "4200")), sandbox.StatusF, "AUTH_EXPIRED")
		},
		"refund": func(d *desk, id string) {
			d.wants(d.refund(refundOf("rf", id, "SGD", "1")), sandbox.StatusF, "ORDER_IS_CANCELED")
		},
		"cancel": func(d *desk, id string) { d.wants(d.cancel(id), sandbox.StatusS, "SUCCESS") },
	}
	for name, see := range look {
		for _, told := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				d := newDesk(t)
				d.call.Environment.Settings.NotifyExpiredAuthorization = told
				id := d.held(t)
				d.clock.Advance(7*24*time.Hour - time.Second)
				d.settle()
				equal(t, "a second before", d.inquire(id).get("paymentStatus"), "SUCCESS")
				d.clock.Advance(time.Second)
				see(d, id)
				q := d.inquire(id)
				equal(t, "inquiry", q.get("paymentStatus")+q.get("paymentResultCode"), "CANCELLEDAUTH_EXPIRED")
				want := map[bool]int{false: 1, true: 2}[told]
				equal(t, "payment notifications", len(d.noticesOf(sandbox.NotifyPayment)), want)
				if told {
					equal(t, "notice", d.lastNotice().get("result.resultCode"), "AUTH_EXPIRED")
				}
			})
		}
	}
}

func TestCancel_OfAnAuthorisation_VoidsItAtAnyTime(t *testing.T) {
	d := newDesk(t)
	id := d.held(t)
	d.clock.Advance(3 * 24 * time.Hour) // long after a paid payment could be cancelled
	d.wants(d.cancel(id), sandbox.StatusS, "SUCCESS")
	d.wants(d.ask("payments/capture", captureOf("c", id, "1")), sandbox.StatusF, "AUTH_CANCELLED")
	d.clock.Advance(7 * 24 * time.Hour)
	d.settle()
	equal(t, "code", d.inquire(id).get("paymentResultCode"), "ORDER_IS_CANCELED")
}

func TestCancel_AfterACapture_ObeysTheWindowOfPaidPayments(t *testing.T) {
	d := newDesk(t)
	id := d.held(t)
	d.ask("payments/capture", captureOf("c", id, "4200"))
	d.clock.Advance(3 * 24 * time.Hour)
	d.wants(d.cancel(id), sandbox.StatusF, "CANCEL_WINDOW_EXCEED")
}

func TestRefund_OfAnAuthorisation_ReachesWhatWasCaptured(t *testing.T) {
	d := newDesk(t)
	id := d.held(t)
	d.wants(d.refund(refundOf("rf-0", id, "SGD", "1")), sandbox.StatusF, "ORDER_STATUS_INVALID")
	d.ask("payments/capture", captureOf("c", id, "1000"))
	d.wants(d.refund(refundOf("rf-1", id, "SGD", "1001")), sandbox.StatusF, "REFUND_AMOUNT_EXCEED")
	d.wants(d.refund(refundOf("rf-1", id, "SGD", "600")), sandbox.StatusU, "REFUND_IN_PROCESS")
	d.wants(d.refund(refundOf("rf-2", id, "SGD", "401")), sandbox.StatusF, "REFUND_AMOUNT_EXCEED")
	d.wants(d.refund(refundOf("rf-2", id, "SGD", "400")), sandbox.StatusU, "REFUND_IN_PROCESS")
}

func TestUpdateAmount_RaisesWhatCanBeCaptured(t *testing.T) {
	d := newDesk(t)
	id := d.held(t)
	d.clock.Advance(24 * time.Hour)
	update := fields{"updateRequestId": "u-1", "paymentId": id, "amount": amount("SGD", "5000")}
	r := d.wants(d.ask("payments/updateAmount", update), sandbox.StatusS, "SUCCESS")
	equal(t, "answer", r.get("updateRequestId")+r.get("paymentId")+r.get("amount.value"), "u-1"+id+"5000")
	n := d.lastNotice()
	equal(t, "notice", n.get("notifyType")+n.get("updateRequestId")+n.get("paymentAmount.value"), "UPDATE_AMOUNT_RESULTu-15000")
	equal(t, "auth expiry stays", n.get("authExpiryTime"), "2026-03-17T10:00:00+08:00")
	q := d.inquire(id)
	equal(t, "inquiry", q.get("paymentAmount.value")+q.items("transactions")[0].get("transactionType"), "5000INCREMENTAL")
	equal(t, "again", string(d.ask("payments/updateAmount", update).Body), string(r.Body))
	equal(t, "told once", len(d.store.Notifications()), 2)
	d.wants(d.ask("payments/capture", captureOf("c", id, "5000")), sandbox.StatusS, "SUCCESS")
	d.wants(d.ask("payments/updateAmount", update.with(fields{"updateRequestId": "u-2"})), sandbox.StatusF, "ORDER_STATUS_INVALID")
	equal(t, "pay still repeats", d.pay(authorised("r", "MANUAL")).Result.Code, "SUCCESS")
}

func TestUpdateAmount_Impossible_SaysWhy(t *testing.T) {
	d := newDesk(t)
	id := d.held(t)
	update := fields{"updateRequestId": "u-1", "paymentId": id, "amount": amount("USD", "5000")}
	d.wants(d.ask("payments/updateAmount", update), sandbox.StatusF, "CURRENCY_NOT_SUPPORT")
	d.wants(d.ask("payments/updateAmount", update.with(fields{"paymentId": "nope"})), sandbox.StatusF, "AUTH_NOT_FOUND")
}

func TestUpdateAmount_ThenNotCaptured_TheLapseTellsOfTheChangedAmount(t *testing.T) {
	d := newDesk(t)
	d.call.Environment.Settings.NotifyExpiredAuthorization = true
	id := d.held(t)
	d.wants(d.ask("payments/updateAmount", fields{"updateRequestId": "u", "paymentId": id, "amount": amount("SGD", "5000")}), sandbox.StatusS, "SUCCESS")
	d.clock.Advance(7 * 24 * time.Hour)
	d.settle()
	equal(t, "notice", d.lastNotice().get("paymentAmount.value"), "5000")
	equal(t, "inquiry", d.inquire(id).get("paymentAmount.value"), "5000")
}

func TestRefund_InFullOnly_MeansAllThatWasCaptured(t *testing.T) {
	rule := engine.DefaultMethodRule("CARD")
	rule.PartialRefund = false
	d := ruled(t, rule)
	id := d.held(t)
	d.wants(d.ask("payments/capture", captureOf("c", id, "3000")), sandbox.StatusS, "SUCCESS")
	d.wants(d.refund(refundOf("r-1", id, "SGD", "2900")), sandbox.StatusF, "PARTIAL_REFUND_NOT_SUPPORTED")
	d.wants(d.refund(refundOf("r-2", id, "SGD", "3000")), sandbox.StatusU, "REFUND_IN_PROCESS")
}

func TestPay_RepeatedAfterTheAuthorizationExpired_IsCanceled(t *testing.T) {
	d := newDesk(t)
	d.held(t)
	d.clock.Advance(7 * 24 * time.Hour)
	d.wants(d.pay(authorised("r", "MANUAL")), sandbox.StatusF, "ORDER_IS_CANCELED")
}

func TestHold_AmountInNoStepOfItsCurrency_IsRefused(t *testing.T) {
	d := newDesk(t)
	req := authorised("r", "MANUAL")
	req.PaymentAmount = contract.Amount{Currency: "IDR", Value: "1000000"}
	id := d.wants(d.pay(req), sandbox.StatusS, "SUCCESS").PaymentID
	d.wants(d.ask("payments/capture", fields{"captureRequestId": "c", "paymentId": id, "captureAmount": amount("IDR", "10101")}), sandbox.StatusF, "PARAM_ILLEGAL")
	d.wants(d.ask("payments/updateAmount", fields{"updateRequestId": "u", "paymentId": id, "amount": amount("IDR", "1000101")}), sandbox.StatusF, "PARAM_ILLEGAL")
	d.wants(d.ask("payments/capture", fields{"captureRequestId": "c2", "paymentId": id, "captureAmount": amount("IDR", "10100")}), sandbox.StatusS, "SUCCESS")
}
