package engine_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

func sessionCall(id string) fields {
	return fields{
		"productCode": "CASHIER_PAYMENT", "productScene": "CHECKOUT_PAYMENT", "paymentRequestId": id,
		"order": fields{"referenceOrderId": "order-1", "orderDescription": "Tea", "orderAmount": amount("HKD", "10000"),
			"merchant": fields{"merchantName": "Tea house"}, "buyer": fields{"referenceBuyerId": "b-1"}},
		"paymentAmount": amount("HKD", "10000"), "paymentRedirectUrl": redirectURL,
		"paymentNotifyUrl": "https://shop.example.com/notify",
	}
}

const createSession = "payments/createPaymentSession"

// session opens a session and returns its object.
func (d *desk) session(body fields) sandbox.Object {
	d.Helper()
	d.wants(d.ask(createSession, body), sandbox.StatusS, "SUCCESS")
	all := d.store.Objects()
	return all[len(all)-1]
}

func (d *desk) checkout(o sandbox.Object) engine.CheckoutPage {
	d.Helper()
	page, err := d.engine.BuyerCheckout(context.Background(), o)
	if err != nil {
		d.Fatalf("%v", err)
	}
	return page
}

func (d *desk) choose(o sandbox.Object, method string) (sandbox.Payment, error) {
	return d.engine.BuyerChooses(context.Background(), o, method, origin)
}

func offered(page engine.CheckoutPage) map[string]bool {
	set := map[string]bool{}
	for _, m := range page.Methods {
		set[m.Type] = true
	}
	return set
}

func TestSession_Checkout_AnswersInAntomsShapes(t *testing.T) {
	d := newDesk(t)
	r := d.wants(d.ask(createSession, sessionCall("s-1")), sandbox.StatusS, "SUCCESS")
	o := d.store.Objects()[0]
	id, data := r.get("paymentSessionId"), r.get("paymentSessionData")
	equal(t, "id length", len(id), 64)
	equal(t, "page", r.get("normalUrl"), origin+"/wallet/"+o.Token)
	equal(t, "expiry", r.get("paymentSessionExpiryTime"), "2026-03-10T11:00:00+08:00")
	parts := strings.Split(data, "&&")
	if len(parts) != 4 || parts[0][:42] != id[:42] || parts[0] == id || len(data) > 4096 {
		t.Fatalf("session data %q", data)
	}
	if _, err := base64.StdEncoding.DecodeString(parts[0]); err != nil {
		t.Error(err)
	}
	text, err := base64.StdEncoding.DecodeString(parts[3])
	if err != nil || !json.Valid(text) || !strings.Contains(string(text), "CHECKOUT_PAYMENT") {
		t.Errorf("%s %v", text, err)
	}
}

func TestSession_Element_HasDataButNoPageInTheAnswer(t *testing.T) {
	for _, scene := range []string{"ELEMENT_PAYMENT", ""} {
		d := newDesk(t)
		r := d.wants(d.ask(createSession, sessionCall("s-1").with(fields{"productScene": scene})), sandbox.StatusS, "SUCCESS")
		equal(t, "page", r.get("normalUrl"), "")
		if r.get("paymentSessionData") == "" {
			t.Error("no session data")
		}
	}
}

func TestSession_SameID_RepeatsUnlessTheAmountDiffers(t *testing.T) {
	d := newDesk(t)
	first := d.ask(createSession, sessionCall("s-1"))
	d.clock.Advance(2 * time.Hour)
	d.settle()
	equal(t, "again", string(d.ask(createSession, sessionCall("s-1").with(fields{"locale": "en_US"})).Body), string(first.Body))
	d.wants(d.ask(createSession, sessionCall("s-1").with(fields{"paymentAmount": amount("HKD", "10001")})), sandbox.StatusF, "REPEAT_REQ_INCONSISTENT")
	d.pay(walletPay("p-1"))
	d.wants(d.ask(createSession, sessionCall("p-1")), sandbox.StatusF, "PROCESS_FAIL")
}

func TestSession_IllegalField_IsNamed(t *testing.T) {
	for field, value := range map[string]any{
		"productScene": "MAGIC", "productCode": "IN_STORE_PAYMENT", "paymentRedirectUrl": "/back", "paymentNotifyUrl": "ftp://x",
		"paymentSessionExpiryTime": "2026-03-10T11:00:01+08:00", "paymentExpiryTime": "2026-03-10T10:00:00+08:00",
	} {
		d := newDesk(t)
		r := d.wants(d.ask(createSession, sessionCall("s-1").with(fields{field: value})), sandbox.StatusF, "PARAM_ILLEGAL")
		if !strings.Contains(r.Result.Message, field) {
			t.Errorf("%q does not name %s", r.Result.Message, field)
		}
		equal(t, "rows", len(d.store.Objects()), 0)
	}
}

func TestSession_BuyerChooses_MakesThePaymentWithTheSessionsID(t *testing.T) {
	d := newDesk(t)
	o := d.session(sessionCall("s-1"))
	ask := func() reply {
		return d.read(d.engine.InquiryPayment(context.Background(), d.call, contract.InquiryPaymentRequest{PaymentRequestID: "s-1"}))
	}
	d.wants(ask(), sandbox.StatusF, "ORDER_NOT_EXIST")
	equal(t, "merchant", d.checkout(o).MerchantName, "Tea house")
	p, err := d.choose(o, "ALIPAY_HK")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "inquiry", ask().get("paymentStatus")+ask().get("paymentMethodType"), "PROCESSINGALIPAY_HK")
	equal(t, "again", d.checkout(o).Payment.WalletToken, p.WalletToken)
	second, err := d.choose(o, "CARD")
	if err != nil || second.PaymentID != p.PaymentID {
		t.Errorf("a second payment %v %v", second.PaymentID, err)
	}
	d.approve(p.PaymentID)
	equal(t, "paid", ask().get("paymentStatus"), "SUCCESS")
	n := d.lastNotice()
	equal(t, "notice", n.get("paymentRequestId")+n.get("paymentAmount.value"), "s-110000")
	equal(t, "URL", d.store.Notifications()[0].URL, "https://shop.example.com/notify")
	equal(t, "session", d.store.Objects()[0].Status, "USED")
}

func TestSession_Card_IsEnteredOnItsOwnPageAndKeepsTheFactors(t *testing.T) {
	d := newDesk(t)
	o := d.session(sessionCall("s-1").with(fields{
		"paymentMethod": fields{"paymentMethodType": "CARD", "paymentMethodMetaData": fields{"is3DSAuthentication": true, "cardNo": visa}},
		"paymentFactor": fields{"isAuthorization": true, "captureMode": "MANUAL"},
	}))
	if strings.Contains(string(o.Body), visa) {
		t.Error("the session keeps a card number")
	}
	p, err := d.choose(o, "CARD")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "page", p.BuyerAction, sandbox.ActionCardEntry)
	p, err = d.engine.BuyerApproves(context.Background(), p.EnvironmentID, p.PaymentID,
		&contract.CardData{CardNo: visa, CVV: "123", ExpiryMonth: "12", ExpiryYear: "29"})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "then", p.BuyerAction, sandbox.ActionChallenge)
	equal(t, "capture mode", p.Card.CaptureMode, "MANUAL")
}

func TestSession_Expired_IsClosed(t *testing.T) {
	for name, body := range map[string]fields{
		"default":      sessionCall("s-1"),
		"its own":      sessionCall("s-1").with(fields{"paymentSessionExpiryTime": "2026-03-10T11:00:00+08:00"}),
		"the payments": sessionCall("s-1").with(fields{"paymentExpiryTime": "2026-03-10T11:00:00+08:00"}),
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			o := d.session(body)
			d.clock.Advance(time.Hour - time.Second)
			equal(t, "a second before", d.checkout(o).Expired, false)
			d.clock.Advance(time.Second)
			equal(t, "expired", d.checkout(o).Expired, true)
			if _, err := d.choose(o, "ALIPAY_HK"); sandbox.CodeOf(err) != sandbox.CodeConflict {
				t.Errorf("%v", err)
			}
			d.settle()
			equal(t, "status", d.store.Objects()[0].Status, "EXPIRED")
			equal(t, "payments", len(d.store.Payments()), 0)
		})
	}
}

func TestSession_Methods_FollowTheMerchantsChoice(t *testing.T) {
	d := newDesk(t)
	all := offered(d.checkout(d.session(sessionCall("s-1"))))
	if !all["ALIPAY_HK"] || !all["CARD"] || !all["GCASH"] || all["IDEAL"] {
		t.Errorf("HKD: %v", all)
	}
	regions := offered(d.checkout(d.session(sessionCall("s-2").with(fields{"allowedPaymentMethodRegions": []string{"HK"}}))))
	if !regions["OCTOPUS"] || !regions["CARD"] || regions["GCASH"] {
		t.Errorf("HK: %v", regions)
	}
	list := d.checkout(d.session(sessionCall("s-3").with(fields{"availablePaymentMethod": fields{
		"paymentMethodTypeList": []fields{{"paymentMethodType": "IDEAL"}, {"paymentMethodType": "CARD"}},
	}})))
	if len(list.Methods) != 2 || list.Methods[0].Type != "IDEAL" {
		t.Errorf("chosen: %v", list.Methods)
	}
	o := d.session(sessionCall("s-4").with(fields{"paymentMethod": fields{"paymentMethodType": "ALIPAY_HK"}}))
	if _, err := d.choose(o, "CARD"); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("a method that is not offered: %v", err)
	}
}

func TestRetrieveSession_ReadsTheOrderBack(t *testing.T) {
	const retrieve = "payments/retrievePaymentSession"
	d := newDesk(t)
	d.session(sessionCall("s-1").with(fields{"customizedInfo": fields{"customizedField1": "x"}}))
	for _, name := range []string{"paymentRequestId", "payment_request_id"} {
		r := d.wants(d.ask(retrieve, fields{name: "s-1"}), sandbox.StatusS, "SUCCESS")
		equal(t, "order", r.get("order.referenceOrderId")+r.get("order.buyer.referenceBuyerId"), "order-1b-1")
		equal(t, "custom", r.get("customizedInfo"), `{"customizedField1":"x"}`)
	}
	d.wants(d.ask(retrieve, fields{"paymentRequestId": "nope"}), sandbox.StatusF, "INQUIRY_PAYMENT_SESSION_FAILED")
	d.wants(d.ask(retrieve, fields{}), sandbox.StatusF, "PARAM_ILLEGAL")
}

func TestSession_AmountInNoStep_IsRefused(t *testing.T) {
	for name, body := range map[string]fields{
		"currency": {"paymentAmount": amount("IDR", "30050")},
		"method":   {"paymentAmount": amount("HKD", "55"), "paymentMethod": fields{"paymentMethodType": "OCTOPUS"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.wants(d.ask(createSession, sessionCall("s-1").with(body)), sandbox.StatusF, "PARAM_ILLEGAL")
		})
	}
}

func TestPay_RequestIDOfASession_IsForItsAmountOnly(t *testing.T) {
	d := newDesk(t)
	d.session(sessionCall("s-1"))
	d.wants(d.pay(withMethod(walletPay("s-1"), "ALIPAY_HK", "HKD", "9900")), sandbox.StatusF, "REPEAT_REQ_INCONSISTENT")
	d.wants(d.pay(withMethod(walletPay("s-1"), "ALIPAY_HK", "HKD", "10000")), sandbox.StatusU, "PAYMENT_IN_PROCESS")
}

func TestSession_OfTheElement_LetsThePaymentStayOpenForItsHourBesides(t *testing.T) {
	for scene, open := range map[string]time.Duration{"CHECKOUT_PAYMENT": 14 * time.Minute, "ELEMENT_PAYMENT": 74 * time.Minute} {
		d := newDesk(t)
		p, err := d.choose(d.session(sessionCall("s-1").with(fields{"productScene": scene})), "ALIPAY_HK")
		if err != nil {
			t.Fatal(err)
		}
		equal(t, scene, p.ExpiresAt.Sub(morning), open)
	}
}
