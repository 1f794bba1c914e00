package engine_test

import (
	"strings"
	"testing"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

const asksFor3DS = "4035501000000016" // the default of Settings.AuthenticationRequiredCard

func cardFields(number string) fields {
	return fields{"cardNo": number, "cvv": "123", "expiryYear": "29", "expiryMonth": "12"}
}

// nonce exchanges a card for a token.
func (d *desk) nonce(api, number string) string {
	d.Helper()
	return d.wants(d.ask(api, fields{"card": cardFields(number)}), sandbox.StatusS, "SUCCESS").get("cardToken")
}

func tokenPay(id, token string) contract.PayRequest {
	req := withMethod(walletPay(id), "CARD", "SGD", "4200")
	req.PaymentMethod.PaymentMethodID = token
	return req
}

func TestFetchNonce_Token_PaysInThePlaceOfTheCard(t *testing.T) {
	for _, api := range []string{"payments/fetchNonce", "vaults/fetchNonce"} {
		d := newDesk(t)
		token := d.nonce(api, visa)
		if !strings.HasPrefix(token, "ALIPAY") || !strings.HasSuffix(token, "==") || len(token) > 128 {
			t.Errorf("token %q", token)
		}
		if body := string(d.store.Objects()[0].Body); strings.Contains(body, visa) || strings.Contains(body, "123") {
			t.Errorf("kept: %s", body)
		}
		r := d.wants(d.pay(tokenPay("r", token)), sandbox.StatusS, "SUCCESS")
		equal(t, "card", r.get("paymentResultInfo.cardNo"), "405469******0768")
	}
}

func TestFetchNonce_CardsBehave_AsTheyDoWhenSent(t *testing.T) {
	d := newDesk(t)
	d.wants(d.pay(tokenPay("declined", d.nonce("vaults/fetchNonce", badVisa))), sandbox.StatusF, "DO_NOT_HONOR")
	secure := func(id, number string) contract.PayRequest {
		req := tokenPay(id, d.nonce("vaults/fetchNonce", number))
		req.PaymentMethod.PaymentMethodMetaData = &contract.CardData{Is3DSAuthentication: true}
		return req
	}
	d.wants(d.pay(secure("challenged", visa)), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	d.wants(d.pay(secure("exempt", exempt)), sandbox.StatusS, "SUCCESS")
	risky := tokenPay("risk", d.nonce("vaults/fetchNonce", visa))
	risky.PaymentAmount.Value = "11"
	d.wants(d.pay(risky), sandbox.StatusF, "RISK_REJECT")
	d.wants(d.pay(tokenPay("upgraded", d.nonce("vaults/fetchNonce", asksFor3DS))), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	held := tokenPay("held", d.nonce("vaults/fetchNonce", visa))
	held.PaymentFactor = contract.PaymentFactor{IsAuthorization: true, CaptureMode: "MANUAL"}
	id := d.wants(d.pay(held), sandbox.StatusS, "SUCCESS").PaymentID
	d.wants(d.ask("payments/capture", captureOf("c", id, "4200")), sandbox.StatusS, "SUCCESS")
}

func TestFetchNonce_BadCard_IsRefused(t *testing.T) {
	d := newDesk(t)
	for code, card := range map[string]fields{
		"PARAM_ILLEGAL": cardFields("12"), "INVALID_CARD_NUMBER": cardFields("4054695723100769"),
		"INVALID_EXPIRATION_DATE": cardFields(visa).with(fields{"expiryMonth": "13"}),
		"INVALID_CVV":             cardFields(visa).with(fields{"cvv": "99"}),
		"CARD_EXPIRED":            cardFields(visa).with(fields{"expiryYear": "20"}),
	} {
		d.wants(d.ask("vaults/fetchNonce", fields{"card": card}), sandbox.StatusF, code)
	}
	d.wants(d.ask("payments/fetchNonce", fields{}), sandbox.StatusF, "PARAM_ILLEGAL")
	equal(t, "rows", len(d.store.Objects()), 0)
}

func TestAuthenticationUpgrade_ChallengesInsteadOfFailing(t *testing.T) {
	yes, no := true, false
	for name, c := range map[string]struct {
		upgrade *bool
		region  string
		code    string
	}{
		"absent":   {nil, "GLOBAL", "PAYMENT_IN_PROCESS"},
		"allowed":  {&yes, "GLOBAL", "PAYMENT_IN_PROCESS"},
		"refused":  {&no, "GLOBAL", "AUTHENTICATION_REQUIRED"},
		"Brazil":   {&yes, "BR", "AUTHENTICATION_REQUIRED"},
		"Korean":   {nil, "KR", "AUTHENTICATION_REQUIRED"},
		"switched": {&no, "GLOBAL", "SUCCESS"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			if name == "switched" {
				d.call.Environment.Settings.AuthenticationRequiredCard = ""
			}
			req := cardPay("r", asksFor3DS)
			req.PaymentMethod.PaymentMethodMetaData.EnableAuthenticationUpgrade = c.upgrade
			req.PaymentMethod.PaymentMethodMetaData.PaymentMethodRegion = c.region
			r := d.pay(req)
			equal(t, "code", r.Result.Code, c.code)
			if c.code == "PAYMENT_IN_PROCESS" {
				equal(t, "afterwards", d.approve(r.PaymentID).Status, sandbox.PaymentSuccess)
				equal(t, "3DS", d.inquire(r.PaymentID).get("paymentResultInfo.threeDSResult.challenged"), "true")
			}
		})
	}
}

func TestCardInfo_FollowsTheFirstDigits(t *testing.T) {
	d := newDesk(t)
	r := d.wants(d.ask("payments/getCardInfo", fields{"cardNo": visa}), sandbox.StatusS, "SUCCESS")
	equal(t, "visa", r.get("cardBrand")+r.get("issuingRegion")+r.get("supportInstallment"), "VISAfalse")
	r = d.wants(d.ask("payments/getCardInfo", fields{"cardBin": "400605"}), sandbox.StatusS, "SUCCESS")
	equal(t, "Mexico", r.get("cardBrand")+r.get("issuingRegion")+r.get("supportInstallment"), "VISAMXtrue")
	if r.get("installment.plans") == "" {
		t.Error("no plans")
	}
	d.wants(d.ask("payments/getCardInfo", fields{"cardBin": "999999"}), sandbox.StatusF, "CARD_BIN_QUERY_ERROR")
	d.wants(d.ask("payments/getCardInfo", fields{"cardBin": "4006"}), sandbox.StatusF, "PARAM_ILLEGAL")
}

func TestInquireInstallment_NamesTheTestBank(t *testing.T) {
	d := newDesk(t)
	r := d.wants(d.ask("payments/inquireInstallment", fields{}), sandbox.StatusS, "SUCCESS")
	equal(t, "bank", r.get("installmentBanks.bankShortName")+r.get("installmentBanks.bins"), "TESTBANK[400605]")
}

func TestExchangeRate_IsExactAndTheSameBothWays(t *testing.T) {
	d := newDesk(t)
	r := d.wants(d.ask("payments/inquireExchangeRate", fields{"currencyPairs": []fields{
		{"sellCurrency": "USD", "buyCurrency": "CNY"}, {"sellCurrency": "GBP", "buyCurrency": "USD"}, {"sellCurrency": "SGD", "buyCurrency": "SGD"},
	}}), sandbox.StatusS, "SUCCESS")
	body := string(r.Body)
	for _, want := range []string{`"quotePrice":7.2,`, `"quotePrice":1.25,`, `"quotePrice":1,`, `"exchangeRate":7.2}`, `"quoteCurrencyPair":"USD/CNY"`} {
		if !strings.Contains(body, want) {
			t.Errorf("%s lacks %s", body, want)
		}
	}
	r = d.wants(d.ask("payments/inquireExchangeRate", fields{"paymentCurrency": "JPY"}), sandbox.StatusS, "SUCCESS")
	equal(t, "pair", r.items("quotes")[0].get("quoteCurrencyPair"), "USD/JPY")
	d.wants(d.ask("payments/inquireExchangeRate", fields{"sellCurrency": "USD", "buyCurrency": "XQQ"}), sandbox.StatusF, "CURRENCY_NOT_SUPPORT")
	d.wants(d.ask("payments/inquireExchangeRate", fields{}), sandbox.StatusF, "PARAM_ILLEGAL")
}
