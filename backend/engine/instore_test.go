package engine_test

import (
	"strings"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

const shownCode = "281012020262467128"

func storePay(id, scenario string) fields {
	return fields{
		"productCode": "IN_STORE_PAYMENT", "paymentRequestId": id, "paymentAmount": amount("HKD", "1000"),
		"order":         fields{"referenceOrderId": "o", "orderDescription": "tea", "orderAmount": amount("HKD", "1000")},
		"paymentMethod": fields{"paymentMethodType": "CONNECT_WALLET"},
		"paymentFactor": fields{"inStorePaymentScenario": scenario},
	}
}

func codePay(id, code string) fields {
	return storePay(id, "PaymentCode").with(fields{"paymentMethod": fields{"paymentMethodType": "CONNECT_WALLET", "paymentMethodId": code}})
}

func TestInStore_ShownCode_PaysAtOnce(t *testing.T) {
	d := newDesk(t)
	r := d.wants(d.ask("payments/pay", codePay("r", shownCode)), sandbox.StatusS, "SUCCESS")
	equal(t, "no page", r.get("normalUrl")+d.store.Payments()[0].WalletToken, "")
	equal(t, "notice", d.lastNotice().get("notifyType"), "PAYMENT_RESULT")
	equal(t, "again", string(d.ask("payments/pay", codePay("r", shownCode)).Body), string(r.Body))
	d.wants(d.ask("payments/pay", codePay("r", shownCode+"1")), sandbox.StatusF, "REPEAT_REQ_INCONSISTENT")
}

func TestInStore_ShownCode_IsRefusedByItsEnding(t *testing.T) {
	for code, want := range map[string]string{
		"281012020990001": "INVALID_PAYMENT_CODE", "281012020990002": "EXPIRED_CODE",
		"123": "INVALID_PAYMENT_CODE", strings.Repeat("1", 65): "INVALID_PAYMENT_CODE", "": "PARAM_ILLEGAL",
	} {
		d := newDesk(t)
		r := d.wants(d.ask("payments/pay", codePay("r", code)), sandbox.StatusF, want)
		if code != "" && strings.Contains(r.Result.Message, code) {
			t.Errorf("%q repeats the code", r.Result.Message)
		}
		equal(t, "rows", len(d.store.Payments()), 0)
	}
	d := newDesk(t)
	d.call.Environment.Settings.InvalidCodeSuffix = ""
	d.wants(d.ask("payments/pay", codePay("r", "281012020990001")), sandbox.StatusS, "SUCCESS")
}

func TestInStore_ShownCode_MayWaitForTheBuyer(t *testing.T) {
	d := newDesk(t)
	r := d.wants(d.ask("payments/pay", codePay("r", "281012020990003")), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	equal(t, "no address", r.get("normalUrl")+r.get("redirectActionForm.redirectUrl"), "")
	equal(t, "nor in the inquiry", d.inquire(r.PaymentID).get("redirectActionForm.redirectUrl"), "")
	equal(t, "status", d.approve(r.PaymentID).Status, sandbox.PaymentSuccess)
}

func TestInStore_OrderCode_StaysOpenNoLongerThanItsThreeMinutes(t *testing.T) {
	d := newDesk(t)
	until := func(id string, after time.Duration) fields {
		return storePay(id, "OrderCode").with(fields{"paymentExpiryTime": morning.Add(after).Format(time.RFC3339)})
	}
	d.wants(d.ask("payments/pay", until("r-1", 179*time.Second)), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	d.wants(d.ask("payments/pay", until("r-2", 180*time.Second)), sandbox.StatusF, "PARAM_ILLEGAL")
}

func TestInStore_OrderCode_IsACodeForThreeMinutes(t *testing.T) {
	d := newDesk(t)
	r := d.wants(d.ask("payments/pay", storePay("r", "OrderCode")), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	equal(t, "expiry", r.get("orderCodeForm.expireTime"), "2026-03-10T10:03:00+08:00")
	page := origin + "/wallet/" + d.store.Payments()[0].WalletToken
	form := reply{json: r.json["orderCodeForm"].(map[string]any)}
	values := map[string]string{}
	for _, c := range form.items("codeDetails") {
		values[c.get("displayType")] = c.get("codeValueType") + " " + c.get("codeValue")
	}
	equal(t, "text", values["TEXT"], "QRCODE "+page)
	equal(t, "picture", values["BIGIMAGE"], "QRCODE "+page+"/code.svg")
	equal(t, "no address", r.get("normalUrl"), "")
	d.clock.Advance(3 * time.Minute)
	equal(t, "closed", d.inquire(r.PaymentID).get("paymentStatus"), "FAIL")
}

func TestInStore_EntryCode_LeadsToAPage(t *testing.T) {
	d := newDesk(t)
	r := d.wants(d.ask("payments/pay", storePay("r", "EntryCode")), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	equal(t, "address", r.get("normalUrl"), origin+"/wallet/"+d.store.Payments()[0].WalletToken)
	equal(t, "status", d.approve(r.PaymentID).Status, sandbox.PaymentSuccess)
}

func TestInStore_WithoutScenario_IsIllegal(t *testing.T) {
	d := newDesk(t)
	body := storePay("r", "")
	delete(body, "paymentFactor")
	r := d.wants(d.ask("payments/pay", body), sandbox.StatusF, "PARAM_ILLEGAL")
	if !strings.Contains(r.Result.Message, "inStorePaymentScenario") {
		t.Errorf("%q", r.Result.Message)
	}
}
