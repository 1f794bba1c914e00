package engine_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

const backURL = "https://shop.example.com/auth?shop=1"

func consultOf(state string) fields {
	return fields{
		"customerBelongsTo": "GCASH", "authClientId": "SM_1", "authRedirectUrl": backURL, "scopes": []string{"AGREEMENT_PAY"},
		"authState": state, "terminalType": "WEB", "authNotifyUrl": "https://shop.example.com/auth/notify",
	}
}

// consentPage consults and returns the page's object.
func (d *desk) consentPage(body fields) sandbox.Object {
	d.Helper()
	r := d.wants(d.ask("authorizations/consult", body), sandbox.StatusS, "SUCCESS")
	token, found := strings.CutPrefix(r.get("normalUrl"), origin+engine.WalletPath)
	if !found || r.get("authUrl") != r.get("normalUrl") {
		d.Fatalf("addresses %s", r.Body)
	}
	o, err := d.engine.BuyerObject(context.Background(), token)
	if err != nil {
		d.Fatalf("%v", err)
	}
	return o
}

// consents decides on the page and returns the query the buyer is sent back with.
func (d *desk) consents(o sandbox.Object, agree bool) url.Values {
	d.Helper()
	c, err := d.engine.BuyerConsents(context.Background(), o, agree)
	if err != nil {
		d.Fatalf("%v", err)
	}
	u, err := url.Parse(c.Back)
	if err != nil || !strings.HasPrefix(c.Back, backURL) || c.Given() != agree {
		d.Fatalf("%+v %v", c, err)
	}
	return u.Query()
}

func applyCode(wallet, code string) fields {
	return fields{"grantType": "AUTHORIZATION_CODE", "customerBelongsTo": wallet, "authCode": code}
}

// accessToken goes the whole way to a token of the wallet.
func (d *desk) accessToken(wallet string) reply {
	d.Helper()
	query := d.consents(d.consentPage(consultOf("state").with(fields{"customerBelongsTo": wallet})), true)
	return d.wants(d.ask("authorizations/applyToken", applyCode(wallet, query.Get("authCode"))), sandbox.StatusS, "SUCCESS")
}

func charge(id, token string) fields {
	return fields{
		"productCode": "AGREEMENT_PAYMENT", "paymentRequestId": id,
		"order":         fields{"referenceOrderId": "o", "orderDescription": "Tea", "orderAmount": amount("PHP", "100")},
		"paymentAmount": amount("PHP", "1000"), "paymentMethod": fields{"paymentMethodType": "GCASH", "paymentMethodId": token},
		"paymentNotifyUrl": "https://shop.example.com/notify",
	}
}

func TestConsent_Given_LeadsBackWithACodeThatWorksOnce(t *testing.T) {
	d := newDesk(t)
	query := d.consents(d.consentPage(consultOf("a b&c")), true)
	equal(t, "shop", query.Get("shop"), "1")
	equal(t, "state", query.Get("authState"), "a b&c")
	notice := d.lastNotice()
	equal(t, "type", notice.get("authorizationNotifyType"), "AUTHCODE_CREATED")
	equal(t, "code", notice.get("authCode"), query.Get("authCode"))
	equal(t, "url", d.store.Notifications()[0].URL, "https://shop.example.com/auth/notify")
	call := applyCode("GCASH", query.Get("authCode"))
	d.wants(d.ask("authorizations/applyToken", applyCode("DANA", query.Get("authCode"))), sandbox.StatusF, "INVALID_AUTHCODE")
	first := d.wants(d.ask("authorizations/applyToken", call), sandbox.StatusS, "SUCCESS")
	equal(t, "expiry", first.get("accessTokenExpiryTime"), "2120-01-01T08:00:00+08:00")
	equal(t, "no refresh token", first.get("refreshToken"), "")
	d.wants(d.ask("authorizations/applyToken", call), sandbox.StatusF, "INVALID_AUTHCODE")
}

func TestConsent_Declined_LeadsBackWithTheStateAlone(t *testing.T) {
	d := newDesk(t)
	page := d.consentPage(consultOf("s"))
	query := d.consents(page, false)
	equal(t, "state", query.Get("authState"), "s")
	equal(t, "code", query.Has("authCode"), false)
	equal(t, "notifications", len(d.notices()), 0)
	if _, err := d.engine.BuyerConsents(context.Background(), page, true); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("decided twice: %v", err)
	}
}

func TestConsent_PageAndCode_EndWithTheEnvironmentsTime(t *testing.T) {
	d := newDesk(t)
	page := d.consentPage(consultOf("s"))
	d.clock.Advance(30 * time.Minute)
	if c, err := d.engine.Consent(context.Background(), page); err != nil || c.Open() {
		t.Errorf("%+v %v", c, err)
	}
	if _, err := d.engine.BuyerConsents(context.Background(), page, true); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("an expired page decided: %v", err)
	}
	code := d.consents(d.consentPage(consultOf("s")), true).Get("authCode")
	d.clock.Advance(10 * time.Minute)
	d.wants(d.ask("authorizations/applyToken", applyCode("GCASH", code)), sandbox.StatusF, "INVALID_AUTHCODE")
}

func TestConsult_IllegalFields_AreNamed(t *testing.T) {
	d := newDesk(t)
	for field, value := range map[string]any{"authRedirectUrl": "javascript:1", "authNotifyUrl": "/here", "scopes": []string{}} {
		r := d.wants(d.ask("authorizations/consult", consultOf("s").with(fields{field: value})), sandbox.StatusF, "PARAM_ILLEGAL")
		if !strings.HasPrefix(r.Result.Message, field) {
			t.Errorf("%s: %s", field, r.Result.Message)
		}
	}
	d.wants(d.ask("authorizations/applyToken", fields{"grantType": "AUTHORIZATION_CODE", "customerBelongsTo": "GCASH"}), sandbox.StatusF, "PARAM_ILLEGAL")
	d.wants(d.ask("authorizations/applyToken", fields{"grantType": "REFRESH_TOKEN", "customerBelongsTo": "GCASH"}), sandbox.StatusF, "PARAM_ILLEGAL")
}

func TestToken_WithRefresh_IsReplacedOnceAndExpires(t *testing.T) {
	d := newDesk(t)
	first := d.accessToken("TRUEMONEY")
	refresh := fields{"grantType": "REFRESH_TOKEN", "customerBelongsTo": "TRUEMONEY", "refreshToken": first.get("refreshToken")}
	query := func(token, status string) {
		t.Helper()
		r := d.wants(d.ask("authorizations/query", fields{"accessToken": token}), sandbox.StatusS, "SUCCESS")
		equal(t, "status", r.get("tokenStatusType"), status)
	}
	query(first.get("accessToken"), "ACTIVE")
	second := d.wants(d.ask("authorizations/applyToken", refresh), sandbox.StatusS, "SUCCESS")
	equal(t, "same customer", second.get("userLoginId"), first.get("userLoginId"))
	query(first.get("accessToken"), "REPLACED")
	d.wants(d.ask("authorizations/applyToken", refresh), sandbox.StatusF, "INVALID_REFRESH_TOKEN")
	d.clock.Advance(30 * 24 * time.Hour)
	query(second.get("accessToken"), "EXPIRED")
	d.wants(d.ask("users/inquiryUserInfo", fields{"accessToken": second.get("accessToken")}), sandbox.StatusF, "INVALID_ACCESS_TOKEN")
	refresh["refreshToken"] = second.get("refreshToken")
	third := d.wants(d.ask("authorizations/applyToken", refresh), sandbox.StatusS, "SUCCESS")
	refresh["refreshToken"] = third.get("refreshToken")
	d.clock.Advance(365 * 24 * time.Hour)
	d.wants(d.ask("authorizations/applyToken", refresh), sandbox.StatusF, "INVALID_REFRESH_TOKEN")
}

func TestToken_Revoked_ChargesNoMore(t *testing.T) {
	d := newDesk(t)
	token := d.accessToken("GCASH").get("accessToken")
	info := d.wants(d.ask("users/inquiryUserInfo", fields{"accessToken": token}), sandbox.StatusS, "SUCCESS")
	equal(t, "user id", len(info.get("userId")), 16)
	revoke := fields{"accessToken": token, "extendInfo": "why"}
	equal(t, "extendInfo", d.wants(d.ask("authorizations/revoke", revoke), sandbox.StatusS, "SUCCESS").get("extendInfo"), "why")
	notice := d.lastNotice()
	equal(t, "type", notice.get("authorizationNotifyType"), "TOKEN_CANCELED")
	equal(t, "token", notice.get("accessToken"), token)
	d.wants(d.ask("authorizations/revoke", revoke), sandbox.StatusF, "INVALID_ACCESS_TOKEN")
	d.wants(d.ask("payments/pay", charge("p-1", token)), sandbox.StatusF, "INVALID_ACCESS_TOKEN")
	equal(t, "payments", len(d.store.Payments()), 0)
}

func TestCharge_WithAToken_IsPaidInTheCall(t *testing.T) {
	d := newDesk(t)
	token := d.accessToken("GCASH").get("accessToken")
	r := d.wants(d.ask("payments/pay", charge("p-1", token)), sandbox.StatusS, "SUCCESS")
	equal(t, "no page", r.get("normalUrl"), "")
	equal(t, "time", r.get("paymentTime"), "2026-03-10T10:00:00+08:00")
	equal(t, "inquiry", d.inquire(r.PaymentID).get("paymentStatus"), "SUCCESS")
	equal(t, "notice", d.lastNotice().get("paymentId"), r.PaymentID)
	equal(t, "replayed", string(d.ask("payments/pay", charge("p-1", token)).Body), string(r.Body))
	d.wants(d.ask("payments/pay", charge("p-2", "")), sandbox.StatusF, "PARAM_ILLEGAL")
	wrong := charge("p-3", token).with(fields{"paymentMethod": fields{"paymentMethodType": "DANA", "paymentMethodId": token}})
	d.wants(d.ask("payments/pay", wrong), sandbox.StatusF, "INVALID_ACCESS_TOKEN")
	late := charge("p-4", token).with(fields{"paymentExpiryTime": "2026-03-10T10:01:00+08:00"})
	d.wants(d.ask("payments/pay", late), sandbox.StatusF, "PARAM_ILLEGAL")
}

func TestCharge_AnotherEnvironmentsToken_IsInvalid(t *testing.T) {
	d := newDesk(t)
	token := d.accessToken("GCASH").get("accessToken")
	d.call.Environment.ID = "env-other"
	d.wants(d.ask("payments/pay", charge("p-1", token)), sandbox.StatusF, "INVALID_ACCESS_TOKEN")
	d.wants(d.ask("authorizations/query", fields{"accessToken": token}), sandbox.StatusF, "INVALID_ACCESS_TOKEN")
}

func TestEasyPay_PaidOnThePage_GivesATokenForLaterCharges(t *testing.T) {
	for _, product := range []string{"CASHIER_PAYMENT", "AGREEMENT_PAYMENT"} {
		d := newDesk(t)
		call := sessionCall("s-1").with(fields{
			"productCode": product, "productScene": "EASY_PAY", "paymentMethod": fields{"paymentMethodType": "GCASH"},
			"paymentAmount": amount("PHP", "1000"), "agreementInfo": fields{"authState": "st", "userLoginId": "ada@example.com"},
		})
		p, err := d.choose(d.session(call), "GCASH")
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "status", p.Status, sandbox.PaymentProcessing)
		d.approve(p.PaymentID)
		told := d.noticesOf(sandbox.NotifyAuthorization)
		equal(t, "notifications", len(told), 1)
		equal(t, "type", told[0].get("authorizationNotifyType"), "TOKEN_CREATED")
		equal(t, "state", told[0].get("authState"), "st")
		equal(t, "login", told[0].get("userLoginId"), "ada@example.com")
		d.wants(d.ask("payments/pay", charge("p-2", told[0].get("accessToken"))), sandbox.StatusS, "SUCCESS")
		equal(t, "a charge gives no token", len(d.noticesOf(sandbox.NotifyAuthorization)), 1)
	}
}

func TestEasyPay_Declined_GivesNoToken(t *testing.T) {
	d := newDesk(t)
	call := sessionCall("s-1").with(fields{"productScene": "EASY_PAY", "paymentMethod": fields{"paymentMethodType": "GCASH"}})
	p, err := d.choose(d.session(call), "GCASH")
	if err != nil {
		t.Fatal(err)
	}
	d.decline(p.PaymentID)
	equal(t, "tokens", len(d.noticesOf(sandbox.NotifyAuthorization)), 0)
}

func TestCharge_OfACard_IsByItsTokenAlone(t *testing.T) {
	d := newDesk(t)
	token := d.nonce("vaults/fetchNonce", visa)
	by := func(id string, method fields) reply {
		return d.ask("payments/pay", charge(id, "").with(fields{"paymentMethod": fields{"paymentMethodType": "CARD"}.with(method)}))
	}
	d.wants(by("p-1", nil), sandbox.StatusF, "PARAM_ILLEGAL")
	d.wants(by("p-2", fields{"paymentMethodMetaData": cardFields(visa)}), sandbox.StatusF, "PARAM_ILLEGAL")
	d.wants(by("p-3", fields{"paymentMethodId": "garbage"}), sandbox.StatusF, "INVALID_ACCESS_TOKEN")
	equal(t, "payments", len(d.store.Payments()), 0)
	d.wants(by("p-4", fields{"paymentMethodId": token}), sandbox.StatusS, "SUCCESS")
	d.wants(by("p-5", fields{"paymentMethodId": token, "paymentMethodMetaData": cardFields(mastercard)}), sandbox.StatusS, "SUCCESS")
	for _, p := range d.store.Payments() {
		equal(t, p.PaymentRequestID, p.Card.MaskedNumber, "405469******0768")
	}
	d.ask("vaults/deleteToken", fields{"token": token})
	d.wants(by("p-6", fields{"paymentMethodId": token}), sandbox.StatusF, "INVALID_ACCESS_TOKEN")
}

func TestToken_Expired_IsRevokedWhileItsRefreshTokenWorks(t *testing.T) {
	d := newDesk(t)
	issued := d.accessToken("TRUEMONEY")
	expires, err := time.Parse(time.RFC3339, issued.get("accessTokenExpiryTime"))
	if err != nil {
		t.Fatal(err)
	}
	d.clock.Advance(expires.Sub(d.clock.Now()) + time.Hour)
	token := fields{"accessToken": issued.get("accessToken")}
	equal(t, "status", d.ask("authorizations/query", token).get("tokenStatusType"), "EXPIRED")
	d.wants(d.ask("authorizations/revoke", token), sandbox.StatusS, "SUCCESS")
	refresh := fields{"grantType": "REFRESH_TOKEN", "customerBelongsTo": "TRUEMONEY", "refreshToken": issued.get("refreshToken")}
	d.wants(d.ask("authorizations/applyToken", refresh), sandbox.StatusF, "INVALID_REFRESH_TOKEN")
	d.wants(d.ask("authorizations/query", fields{}), sandbox.StatusF, "PARAM_ILLEGAL")
}
