package engine_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

func TestPay_EverySuccessCard_PaysAtOnce(t *testing.T) {
	for _, card := range engine.TestCards() {
		if card.Declines {
			continue
		}
		t.Run(card.Number[:6], func(t *testing.T) {
			d := newDesk(t)
			r := d.wants(d.pay(cardPay("req-1", card.Number)), sandbox.StatusS, "SUCCESS")
			equal(t, "brand", r.get("paymentResultInfo.cardBrand"), card.Brand)
			equal(t, "number", r.get("paymentResultInfo.cardNo"), card.Number[:6]+"******"+card.Number[12:])
			equal(t, "cvv", r.get("paymentResultInfo.cvvResultRaw"), "Y")
			equal(t, "avs", r.get("paymentResultInfo.avsResultRaw"), "U")
			equal(t, "network id", len(r.get("paymentResultInfo.networkTransactionId")), 15)
			equal(t, "3DS", r.get("paymentResultInfo.threeDSResult.eci"), "")
			equal(t, "paymentTime", r.get("paymentTime"), "2026-03-10T10:00:00+08:00")
			equal(t, "normalUrl", r.get("normalUrl"), "")
			n := d.lastNotice()
			equal(t, "notice", n.get("result.resultStatus")+n.get("notifyType"), "SPAYMENT_RESULT")
			equal(t, "notice network id", n.get("paymentResultInfo.networkTransactionId"), r.get("paymentResultInfo.networkTransactionId"))
			equal(t, "status", d.store.Payments()[0].Status, sandbox.PaymentSuccess)
		})
	}
}

func TestPay_CardFailures_AreSynchronousWithAPaymentID(t *testing.T) {
	type change = func(*contract.PayRequest)
	cases := map[string]struct {
		number string
		change change
		code   string
	}{
		"failure visa":       {badVisa, func(*contract.PayRequest) {}, "DO_NOT_HONOR"},
		"failure mastercard": {"5162770472561357", func(*contract.PayRequest) {}, "DO_NOT_HONOR"},
		"month 13":           {visa, func(r *contract.PayRequest) { r.PaymentMethod.PaymentMethodMetaData.ExpiryMonth = "13" }, "INVALID_EXPIRATION_DATE"},
		"month 00":           {visa, func(r *contract.PayRequest) { r.PaymentMethod.PaymentMethodMetaData.ExpiryMonth = "00" }, "INVALID_EXPIRATION_DATE"},
		"cvv 99":             {visa, func(r *contract.PayRequest) { r.PaymentMethod.PaymentMethodMetaData.CVV = "99" }, "INVALID_CVV"},
		"risk 11":            {visa, func(r *contract.PayRequest) { r.PaymentAmount.Value = "11" }, "RISK_REJECT"},
		"risk 1111001111":    {visa, func(r *contract.PayRequest) { r.PaymentAmount.Value = "1111001111" }, "RISK_REJECT"},
		"check digit":        {"4054695723100769", func(*contract.PayRequest) {}, "INVALID_CARD_NUMBER"},
		"expired last month": {visa, func(r *contract.PayRequest) {
			r.PaymentMethod.PaymentMethodMetaData.ExpiryYear, r.PaymentMethod.PaymentMethodMetaData.ExpiryMonth = "26", "02"
		}, "CARD_EXPIRED"},
	}
	for name, c := range cases {
		for _, secure := range []bool{false, true} {
			if secure && c.code == "DO_NOT_HONOR" {
				continue // the issuer speaks after the challenge
			}
			t.Run(name, func(t *testing.T) {
				d := newDesk(t)
				req := cardPay("req-1", c.number)
				req.PaymentMethod.PaymentMethodMetaData.Is3DSAuthentication = secure
				c.change(&req)
				r := d.wants(d.pay(req), sandbox.StatusF, c.code)
				p := d.store.Payments()[0]
				equal(t, "paymentId", r.get("paymentId"), p.PaymentID)
				equal(t, "status", p.Status, sandbox.PaymentFail)
				equal(t, "normalUrl", r.get("normalUrl"), "")
				equal(t, "paymentTime", r.get("paymentTime"), "")
				equal(t, "network id", r.get("paymentResultInfo.networkTransactionId"), "")
				if c.code == "INVALID_CVV" {
					equal(t, "cvv", r.get("paymentResultInfo.cvvResultRaw"), "D")
				}
				n := d.lastNotice()
				equal(t, "notice", n.get("result.resultStatus")+n.get("result.resultCode"), "F"+c.code)
				equal(t, "replay", string(d.pay(req).Body), string(r.Body))
				equal(t, "notifications", len(d.store.Notifications()), 1)
				if strings.Contains(string(r.Body), c.number) {
					t.Error("the card number leaked")
				}
			})
		}
	}
}

func TestPay_CardThisMonth_IsStillValid(t *testing.T) {
	d := newDesk(t)
	req := cardPay("req-1", visa)
	req.PaymentMethod.PaymentMethodMetaData.ExpiryYear, req.PaymentMethod.PaymentMethodMetaData.ExpiryMonth = "26", "03"
	d.wants(d.pay(req), sandbox.StatusS, "SUCCESS")
}

func TestPay_RiskAmountOnAWallet_IsAnOrdinaryPayment(t *testing.T) {
	d := newDesk(t)
	d.wants(d.pay(withMethod(walletPay("req-1"), "RABBIT_LINE_PAY", "THB", "11")), sandbox.StatusU, "PAYMENT_IN_PROCESS")
}

func TestPay_KoreanCard_IsKnownByItsNumberAndNeverChallenged(t *testing.T) {
	for _, region := range []string{"", "KR"} {
		d := newDesk(t)
		req := authorised("r", "MANUAL")
		card := req.PaymentMethod.PaymentMethodMetaData
		card.CardNo, card.PaymentMethodRegion, card.Is3DSAuthentication = "9490220011669217", region, true
		r := d.wants(d.pay(req), sandbox.StatusS, "SUCCESS")
		equal(t, "region", r.get("paymentResultInfo.paymentMethodRegion"), "KR")
		equal(t, "captures", len(d.noticesOf(sandbox.NotifyCapture)), 1)
	}
}

func TestPay_DeclinedCardCode_IsASetting(t *testing.T) {
	d := newDesk(t)
	d.call.Environment.Settings.DeclinedCardCode = "SUSPECTED_CARD"
	d.wants(d.pay(cardPay("req-1", badVisa)), sandbox.StatusF, "SUSPECTED_CARD")
}

func TestPay_CardOfBadShape_IsIllegalWithoutRepeatingIt(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*contract.CardData)
		field  string
		secret string
	}{
		"letters":     {func(c *contract.CardData) { c.CardNo = "4054-6957-2310" }, "cardNo", "4054"},
		"short":       {func(c *contract.CardData) { c.CardNo = "40546957231" }, "cardNo", "4054"},
		"long":        {func(c *contract.CardData) { c.CardNo = strings.Repeat("4", 20) }, "cardNo", "4444"},
		"year four":   {func(c *contract.CardData) { c.ExpiryYear = "2031" }, "expiryYear", "2031"},
		"year none":   {func(c *contract.CardData) { c.ExpiryYear = "" }, "expiryYear", ""},
		"month one":   {func(c *contract.CardData) { c.ExpiryMonth = "1" }, "expiryMonth", ""},
		"month words": {func(c *contract.CardData) { c.ExpiryMonth = "ab" }, "expiryMonth", `ab`},
		"cvv two":     {func(c *contract.CardData) { c.CVV = "77" }, "cvv", "77"},
		"cvv words":   {func(c *contract.CardData) { c.CVV = "abc" }, "cvv", "abc"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			req := cardPay("req-1", visa)
			c.change(req.PaymentMethod.PaymentMethodMetaData)
			r := d.wants(d.pay(req), sandbox.StatusF, "PARAM_ILLEGAL")
			if !strings.Contains(r.Result.Message, "paymentMethodMetaData."+c.field+" ") {
				t.Errorf("%q does not name %s", r.Result.Message, c.field)
			}
			if c.secret != "" && strings.Contains(r.Result.Message, c.secret) {
				t.Errorf("%q repeats card data", r.Result.Message)
			}
			equal(t, "rows", len(d.store.Payments()), 0)
		})
	}
}

func TestPay_CardWithoutCVV_IsPaidWithoutCVVResult(t *testing.T) {
	d := newDesk(t)
	req := cardPay("req-1", visa)
	req.PaymentMethod.PaymentMethodMetaData.CVV = ""
	equal(t, "cvv", d.wants(d.pay(req), sandbox.StatusS, "SUCCESS").get("paymentResultInfo.cvvResultRaw"), "X")
}

func TestPay_Brand_FollowsTheFirstDigits(t *testing.T) {
	for number, brand := range map[string]string{
		"378282246310005": "AMEX", "30569309025904": "DINERS", "6011111111111117": "DISCOVER",
		"3530111333300000": "JCB", "6200000000000005": "CUP", "2223003122003222": "MASTERCARD",
		"6759649826438453": "MAESTRO", "4242424242424242": "VISA", "9999999999999995": "",
	} {
		d := newDesk(t)
		equal(t, number, d.wants(d.pay(cardPay("req-1", number)), sandbox.StatusS, "SUCCESS").get("paymentResultInfo.cardBrand"), brand)
	}
}

func securePay(id, number string) contract.PayRequest {
	req := cardPay(id, number)
	req.PaymentMethod.PaymentMethodMetaData.Is3DSAuthentication = true
	return req
}

func TestPay_3DS_IsChallengedAndThenPaid(t *testing.T) {
	for number, eci := range map[string]string{visa: "05", mastercard: "02"} {
		d := newDesk(t)
		r := d.wants(d.pay(securePay("req-1", number)), sandbox.StatusU, "PAYMENT_IN_PROCESS")
		if r.get("normalUrl") == "" || r.get("paymentResultInfo.cardNo") != "" {
			t.Errorf("want a page and no result yet: %s", r.Body)
		}
		equal(t, "page", d.store.Payments()[0].BuyerAction, sandbox.ActionChallenge)
		p := d.approve(r.PaymentID)
		equal(t, "status", p.Status, sandbox.PaymentSuccess)
		for _, doc := range []reply{d.inquire(r.PaymentID), d.lastNotice()} {
			equal(t, "eci", doc.get("paymentResultInfo.threeDSResult.eci"), eci)
			equal(t, "version", doc.get("paymentResultInfo.threeDSResult.threeDSVersion"), "2.2.0")
			if _, err := uuid.Parse(doc.get("paymentResultInfo.threeDSResult.dsTransactionId")); err != nil {
				t.Errorf("dsTransactionId: %v", err)
			}
			equal(t, "challenged", doc.get("paymentResultInfo.threeDSResult.challenged"), "true")
		}
	}
}

func TestPay_3DSOfAFailureCard_FailsAfterTheChallenge(t *testing.T) {
	d := newDesk(t)
	r := d.wants(d.pay(securePay("req-1", badVisa)), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	p := d.approve(r.PaymentID)
	equal(t, "status", p.Status, sandbox.PaymentFail)
	equal(t, "code", p.ResultCode, "DO_NOT_HONOR")
	equal(t, "notice", d.lastNotice().get("result.resultCode"), "DO_NOT_HONOR")
	d.wants(d.pay(securePay("req-1", badVisa)), sandbox.StatusF, "ORDER_IS_CLOSED")
}

func TestPay_3DSDeclined_FailsVerification(t *testing.T) {
	d := newDesk(t)
	r := d.pay(securePay("req-1", visa))
	d.decline(r.PaymentID)
	equal(t, "code", d.inquire(r.PaymentID).get("paymentResultCode"), "USER_PAYMENT_VERIFICATION_FAILED")
	equal(t, "avs", d.inquire(r.PaymentID).get("paymentResultInfo.avsResultRaw"), "")
}

func TestPay_ExemptionCard_IsNeverChallenged(t *testing.T) {
	d := newDesk(t)
	d.wants(d.pay(securePay("req-1", exempt)), sandbox.StatusS, "SUCCESS")
}

func TestPay_AuthorisationFactors_AreKept(t *testing.T) {
	d := newDesk(t)
	req := cardPay("req-1", visa)
	req.PaymentFactor = contract.PaymentFactor{IsAuthorization: true, CaptureMode: "MANUAL"}
	d.pay(req)
	card := d.store.Payments()[0].Card
	equal(t, "kept", *card, sandbox.Card{
		Brand: "VISA", MaskedNumber: "405469******0768", Region: "GLOBAL",
		IsAuthorization: true, CaptureMode: "MANUAL", CVVResult: "Y",
	})
}

func TestPay_BillingAddress_NeedsARegionAndNoStateOfAnother(t *testing.T) {
	for name, c := range map[string]struct {
		address *contract.BillingAddress
		field   string // "" is accepted
	}{
		"none":                 {nil, ""},
		"elsewhere":            {&contract.BillingAddress{Region: "SG", State: "Anywhere"}, ""},
		"a state's code":       {&contract.BillingAddress{Region: "US", State: "ca"}, ""},
		"a state's name":       {&contract.BillingAddress{Region: "US", State: "New York"}, ""},
		"a province":           {&contract.BillingAddress{Region: "CA", State: "ON"}, ""},
		"no region":            {&contract.BillingAddress{}, "region"},
		"a region of three":    {&contract.BillingAddress{Region: "USA"}, "region"},
		"another's state":      {&contract.BillingAddress{Region: "US", State: "Bavaria"}, "state"},
		"a province in the US": {&contract.BillingAddress{Region: "US", State: "ON"}, "state"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			req := cardPay("r", visa)
			req.PaymentMethod.PaymentMethodMetaData.BillingAddress = c.address
			r := d.pay(req)
			if c.field == "" {
				d.wants(r, sandbox.StatusS, "SUCCESS")
				return
			}
			d.wants(r, sandbox.StatusF, "PARAM_ILLEGAL")
			if !strings.HasPrefix(r.Result.Message, "paymentMethod.paymentMethodMetaData.billingAddress."+c.field+" ") {
				t.Error(r.Result.Message)
			}
			equal(t, "notifications", len(d.store.Notifications()), 0)
		})
	}
}
