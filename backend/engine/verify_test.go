package engine_test

import (
	"testing"

	"antomdesk/backend/sandbox"
)

const verifyAPI = "payments/verifyAndCompletePayment"

func otp(id, paymentID, password string) fields {
	return fields{"verifyRequestId": id, "paymentId": paymentID, "verifyMethod": fields{"verifyMethodType": "SMS_OTP", "otpValue": password}}
}

func TestVerify_RightPassword_CompletesThePaymentOnce(t *testing.T) {
	d := newDesk(t)
	id := d.pay(securePay("r", visa)).PaymentID
	r := d.wants(d.ask(verifyAPI, otp("v-1", id, "123456")), sandbox.StatusS, "SUCCESS")
	equal(t, "answer", r.get("verifyRequestId")+r.get("paymentId")+r.get("paymentRequestId")+r.get("paymentAmount.value"), "v-1"+id+"r4200")
	equal(t, "status", d.inquire(id).get("paymentStatus"), "SUCCESS")
	equal(t, "3DS", d.lastNotice().get("paymentResultInfo.threeDSResult.challenged"), "true")
	equal(t, "again", string(d.ask(verifyAPI, otp("v-1", id, "123456")).Body), string(r.Body))
	d.wants(d.ask(verifyAPI, otp("v-2", id, "123456")), sandbox.StatusF, "ORDER_STATUS_INVALID")
	equal(t, "notifications", len(d.store.Notifications()), 1)
}

func TestVerify_CardThatDeclines_FailsAfterThePassword(t *testing.T) {
	d := newDesk(t)
	id := d.pay(securePay("r", badVisa)).PaymentID
	d.wants(d.ask(verifyAPI, otp("v-1", id, "123456")), sandbox.StatusF, "DO_NOT_HONOR")
}

func TestVerify_WrongPassword_FailsThePaymentAtTheThirdTime(t *testing.T) {
	d := newDesk(t)
	id := d.pay(securePay("r", visa)).PaymentID
	first := d.wants(d.ask(verifyAPI, otp("v-1", id, "000000")), sandbox.StatusF, "VERIFY_UNMATCHED")
	equal(t, "again", string(d.ask(verifyAPI, otp("v-1", id, "000000")).Body), string(first.Body))
	d.wants(d.ask(verifyAPI, otp("v-2", id, "000000")), sandbox.StatusF, "VERIFY_UNMATCHED")
	equal(t, "open", d.inquire(id).get("paymentStatus"), "PROCESSING")
	d.wants(d.ask(verifyAPI, otp("v-3", id, "000000")), sandbox.StatusF, "VERIFY_TIMES_EXCEED_LIMIT")
	equal(t, "closed", d.inquire(id).get("paymentStatus")+d.inquire(id).get("paymentResultCode"), "FAILVERIFY_TIMES_EXCEED_LIMIT")
}

func TestVerify_WhatCannotBeVerified_SaysWhy(t *testing.T) {
	d := newDesk(t)
	wallet := d.pay(walletPay("r")).PaymentID
	d.wants(d.ask(verifyAPI, otp("v", wallet, "1")), sandbox.StatusF, "ORDER_STATUS_INVALID")
	d.wants(d.ask(verifyAPI, otp("v", "nope", "1")), sandbox.StatusF, "ORDER_NOT_EXIST")
	d.wants(d.ask(verifyAPI, otp("v", wallet, " ")), sandbox.StatusF, "PARAM_ILLEGAL")
	d.wants(d.ask(verifyAPI, otp("v", "", "1")), sandbox.StatusF, "PARAM_ILLEGAL")
}

func TestSyncArrear_NotesASettledDebtOnce(t *testing.T) {
	d := newDesk(t)
	open, failed, gone := d.pay(walletPay("open")).PaymentID, d.pay(walletPay("failed")).PaymentID, d.pay(walletPay("gone")).PaymentID
	d.decline(failed)
	d.cancel(gone)
	const api = "payments/syncArrear"
	d.wants(d.ask(api, fields{"paymentId": open}), sandbox.StatusF, "ORDER_STATUS_INVALID")
	d.wants(d.ask(api, fields{"paymentId": gone}), sandbox.StatusF, "ORDER_IS_CANCELED")
	d.wants(d.ask(api, fields{"paymentRequestId": "nope"}), sandbox.StatusF, "ORDER_NOT_EXIST")
	for range 2 {
		d.wants(d.ask(api, fields{"paymentRequestId": "failed"}), sandbox.StatusS, "SUCCESS")
	}
	equal(t, "kept", len(d.store.Objects()), 1)
}

func TestDeviceCertificate_RepeatsForItsRequest(t *testing.T) {
	const api = "payments/createDeviceCertificate"
	d := newDesk(t)
	first := d.wants(d.ask(api, fields{"deviceRequestId": "d-1", "devicePublicKey": "key"}), sandbox.StatusS, "SUCCESS")
	again := d.ask(api, fields{"deviceRequestId": "d-1", "devicePublicKey": "other"})
	equal(t, "again", string(again.Body), string(first.Body))
	other := d.ask(api, fields{"deviceRequestId": "d-2", "devicePublicKey": "other"})
	if other.get("deviceCertificate") == first.get("deviceCertificate") {
		t.Error("two keys, one certificate")
	}
	d.wants(d.ask(api, fields{"deviceRequestId": "d-3"}), sandbox.StatusF, "PARAM_ILLEGAL")
}
