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

func vaultSession(id string) fields {
	return fields{
		"paymentMethodType": "CARD", "vaultingRequestId": id, "redirectUrl": redirectURL,
		"vaultingNotificationUrl": "https://shop.example.com/vaulted",
	}
}

func vaultedCard(number string) fields {
	return fields{"cardNo": number, "cvv": "123", "expiryYear": "29", "expiryMonth": "12"}
}

func vaultCard(id string, card fields) fields {
	return fields{
		"vaultingRequestId": id, "redirectUrl": redirectURL, "vaultingNotificationUrl": "https://shop.example.com/vaulted",
		"paymentMethodDetail": fields{"paymentMethodType": "CARD", "card": card}, "env": fields{"terminalType": "WEB"}, "metadata": "m-1",
	}
}

// vaultPage is the object behind the page an answer leads to.
func (d *desk) vaultPage(r reply) sandbox.Object {
	d.Helper()
	o, err := d.engine.BuyerObject(context.Background(), strings.TrimPrefix(r.get("normalUrl"), origin+engine.WalletPath))
	if err != nil {
		d.Fatalf("%s: %v", r.Body, err)
	}
	return o
}

func typedCard(number string) *contract.CardData {
	return &contract.CardData{CardNo: number, CVV: "123", ExpiryYear: "29", ExpiryMonth: "12"}
}

func payStored(id, token string) fields {
	return fields{
		"productCode": "CASHIER_PAYMENT", "paymentRequestId": id, "paymentRedirectUrl": redirectURL,
		"order":         fields{"referenceOrderId": "o", "orderDescription": "Tea", "orderAmount": amount("SGD", "4200")},
		"paymentAmount": amount("SGD", "4200"), "env": fields{"terminalType": "WEB"},
		"paymentMethod": fields{"paymentMethodType": "CARD", "paymentMethodId": token, "paymentMethodMetaData": fields{"isCardOnFile": true}},
	}
}

func TestVault_WithACard_GivesATokenThatPays(t *testing.T) {
	d := newDesk(t)
	r := d.wants(d.ask("vaults/vaultPaymentMethod", vaultCard("v-1", vaultedCard(visa))), sandbox.StatusS, "SUCCESS")
	token := r.get("paymentMethodDetail.card.cardToken")
	equal(t, "shape", strings.HasPrefix(token, "ALIPAY") && strings.HasSuffix(token, "=="), true)
	equal(t, "masked", r.get("paymentMethodDetail.card.maskedCardNo"), "405469******0768")
	equal(t, "replayed", string(d.ask("vaults/vaultPaymentMethod", vaultCard("v-1", vaultedCard(mastercard))).Body), string(r.Body))
	notice := d.lastNotice()
	equal(t, "notice", notice.get("paymentMethodDetail.card.cardToken"), token)
	equal(t, "metadata", notice.get("metadata"), "m-1")
	equal(t, "notices", len(d.notices()), 1)
	d.wants(d.ask("payments/pay", payStored("p-1", token)), sandbox.StatusS, "SUCCESS")
	for _, o := range d.store.Objects() {
		if strings.Contains(string(o.Body)+string(o.FirstAnswer), visa) {
			t.Errorf("%s keeps the card number", o.Kind)
		}
	}
}

func TestVault_WithChallenge_WaitsForTheBuyer(t *testing.T) {
	d := newDesk(t)
	card := vaultedCard(visa)
	card["is3DSAuthentication"] = "true"
	r := d.wants(d.ask("vaults/vaultPaymentMethod", vaultCard("v-1", card)), sandbox.StatusU, "VERIFICATION_IN_PROCESS")
	equal(t, "repeated", string(d.ask("vaults/vaultPaymentMethod", vaultCard("v-1", card)).Body), string(r.Body))
	equal(t, "no token yet", r.get("paymentMethodDetail.card.cardToken"), "")
	inquiry := func(status string) reply {
		t.Helper()
		q := d.wants(d.ask("vaults/inquireVaulting", fields{"vaultingRequestId": "v-1"}), sandbox.StatusS, "SUCCESS")
		equal(t, "status", q.get("vaultingStatus"), status)
		return q
	}
	equal(t, "page", inquiry("PROCESSING").get("normalUrl"), r.get("normalUrl"))
	o := d.vaultPage(r)
	page, err := d.engine.BuyerVaulting(context.Background(), o)
	if err != nil || !page.Open() || page.Action != sandbox.ActionChallenge {
		t.Fatalf("%+v %v", page, err)
	}
	if page, err = d.engine.BuyerVaults(context.Background(), o, nil); err != nil || !page.Done() {
		t.Fatalf("%+v %v", page, err)
	}
	again := d.wants(d.ask("vaults/vaultPaymentMethod", vaultCard("v-1", card)), sandbox.StatusS, "SUCCESS")
	equal(t, "repeated", again.get("paymentMethodDetail.card.cardToken"), d.lastNotice().get("paymentMethodDetail.card.cardToken"))
	q := inquiry("SUCCESS")
	equal(t, "page gone", q.get("normalUrl"), "")
	equal(t, "token", q.get("paymentMethodDetail.card.cardToken"), d.lastNotice().get("paymentMethodDetail.card.cardToken"))
	if _, err := d.engine.BuyerRefusesVaulting(context.Background(), o); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("a vaulting ended twice: %v", err)
	}
}

func TestVault_ChallengeRefused_IsWhatTheRepeatedCallIsTold(t *testing.T) {
	d := newDesk(t)
	card := vaultedCard(visa)
	card["is3DSAuthentication"] = "true"
	r := d.wants(d.ask("vaults/vaultPaymentMethod", vaultCard("v-1", card)), sandbox.StatusU, "VERIFICATION_IN_PROCESS")
	if _, err := d.engine.BuyerRefusesVaulting(context.Background(), d.vaultPage(r)); err != nil {
		t.Fatal(err)
	}
	d.wants(d.ask("vaults/vaultPaymentMethod", vaultCard("v-1", card)), sandbox.StatusF, "VERIFICATION_FAIL")
}

func TestVault_IDOfTheOtherCall_IsRefused(t *testing.T) {
	d := newDesk(t)
	d.wants(d.ask("vaults/vaultPaymentMethod", vaultCard("v-1", vaultedCard(visa))), sandbox.StatusS, "SUCCESS")
	d.wants(d.ask("vaults/createVaultingSession", vaultSession("v-1")), sandbox.StatusF, "PARAM_ILLEGAL")
	d.wants(d.ask("vaults/createVaultingSession", vaultSession("v-2")), sandbox.StatusS, "SUCCESS")
	d.wants(d.ask("vaults/vaultPaymentMethod", vaultCard("v-2", vaultedCard(visa))), sandbox.StatusF, "PARAM_ILLEGAL")
}

func TestVault_Metadata_HasALimit(t *testing.T) {
	d := newDesk(t)
	for id, c := range map[string]struct {
		length int
		status sandbox.ResultStatus
		code   string
	}{"v-1": {2048, sandbox.StatusS, "SUCCESS"}, "v-2": {2049, sandbox.StatusF, "PARAM_ILLEGAL"}} {
		d.wants(d.ask("vaults/vaultPaymentMethod", vaultCard(id, vaultedCard(visa)).with(fields{"metadata": strings.Repeat("é", c.length)})), c.status, c.code)
	}
}

func TestPay_ByAnUnknownCardToken_IsRefusedAsByADeletedOne(t *testing.T) {
	d := newDesk(t)
	d.wants(d.ask("payments/pay", payStored("p-1", "ALIPAYnope==")), sandbox.StatusF, "INVALID_ACCESS_TOKEN")
}

func TestVault_CardsThatFail_AreNamedInTheInquiry(t *testing.T) {
	d := newDesk(t)
	expired := vaultedCard(visa)
	expired["expiryYear"] = "20"
	for id, c := range map[string]struct {
		card fields
		code string
	}{"v-1": {vaultedCard(badVisa), "DO_NOT_HONOR"}, "v-2": {expired, "CARD_EXPIRED"}, "v-3": {vaultedCard("4054695723100769"), "INVALID_CARD_NUMBER"}} {
		d.wants(d.ask("vaults/vaultPaymentMethod", vaultCard(id, c.card)), sandbox.StatusF, "VERIFICATION_FAIL")
		q := d.ask("vaults/inquireVaulting", fields{"vaultingRequestId": id})
		equal(t, id, q.get("vaultingStatus")+" "+q.get("vaultingResultCode"), "FAIL "+c.code)
	}
	equal(t, "notifications of refused calls", len(d.notices()), 0)
	short := d.wants(d.ask("vaults/vaultPaymentMethod", vaultCard("v-4", vaultedCard("1"))), sandbox.StatusF, "PARAM_ILLEGAL")
	equal(t, "field", short.Result.Message, "paymentMethodDetail.card.cardNo must be 12 to 19 digits.")
	d.wants(d.ask("vaults/inquireVaulting", fields{"vaultingRequestId": "v-4"}), sandbox.StatusF, "ORDER_NOT_EXIST")
}

func TestVaultSession_CardEntered_IsVaultedAndTold(t *testing.T) {
	d := newDesk(t)
	r := d.wants(d.ask("vaults/createVaultingSession", vaultSession("v-1")), sandbox.StatusS, "SUCCESS")
	equal(t, "id", len(r.get("vaultingSessionId")), 64)
	equal(t, "shared", strings.HasPrefix(r.get("vaultingSessionData"), r.get("vaultingSessionId")[:42]), true)
	equal(t, "expiry", r.get("vaultingSessionExpiryTime"), "2026-03-10T11:00:00+08:00")
	equal(t, "status", d.ask("vaults/inquireVaulting", fields{"vaultingRequestId": "v-1"}).get("vaultingStatus"), "PROCESSING")
	o := d.vaultPage(r)
	if _, err := d.engine.BuyerVaults(context.Background(), o, typedCard("4054695723100769")); sandbox.CodeOf(err) != sandbox.CodeInvalid {
		t.Errorf("a typing slip: %v", err)
	}
	page, err := d.engine.BuyerVaults(context.Background(), o, typedCard(mastercard))
	if err != nil || !page.Done() {
		t.Fatalf("%+v %v", page, err)
	}
	equal(t, "told", d.lastNotice().get("vaultingRequestId"), "v-1")
	equal(t, "brand", d.lastNotice().get("paymentMethodDetail.card.brand"), "MASTERCARD")
}

func TestVaultSession_NobodyEnters_FailsAfterAnHour(t *testing.T) {
	d := newDesk(t)
	d.ask("vaults/createVaultingSession", vaultSession("v-1"))
	d.ask("vaults/createVaultingSession", vaultSession("v-2"))
	d.clock.Advance(time.Hour)
	equal(t, "asked", d.ask("vaults/inquireVaulting", fields{"vaultingRequestId": "v-1"}).get("vaultingResultCode"), "ORDER_IS_CLOSED")
	if err := d.engine.SettleNow(context.Background(), d.call.Environment); err != nil {
		t.Fatal(err)
	}
	equal(t, "notices", len(d.noticesOf(sandbox.NotifyVaulting)), 2)
	equal(t, "result", d.lastNotice().get("result.resultStatus"), "F")
}

func TestVaultSession_OtherMethods_AreIllegal(t *testing.T) {
	d := newDesk(t)
	for field, value := range map[string]any{"paymentMethodType": "GCASH", "redirectUrl": "about:blank", "vaultingNotificationUrl": "x"} {
		r := d.wants(d.ask("vaults/createVaultingSession", vaultSession("v").with(fields{field: value})), sandbox.StatusF, "PARAM_ILLEGAL")
		if !strings.HasPrefix(r.Result.Message, field) {
			t.Errorf("%s: %s", field, r.Result.Message)
		}
	}
}

func TestCardToken_IsReadChangedAndDeleted(t *testing.T) {
	d := newDesk(t)
	token := d.ask("vaults/vaultPaymentMethod", vaultCard("v-1", vaultedCard(visa))).get("paymentMethodDetail.card.cardToken")
	holder := fields{"firstName": "Ada", "lastName": "Lee"}
	d.wants(d.ask("vaults/updateToken", fields{"token": token, "email": "ada@example.com", "accountHolderName": holder, "tokenExpiryTime": "2026-03-11T10:00:00+08:00"}), sandbox.StatusS, "SUCCESS")
	r := d.wants(d.ask("vaults/inquireToken", fields{"token": token}), sandbox.StatusS, "SUCCESS")
	equal(t, "email", r.get("email"), "ada@example.com")
	equal(t, "holder", r.get("accountHolderName.lastName"), "Lee")
	d.wants(d.ask("vaults/updateToken", fields{"token": token, "tokenExpiryTime": "2020-01-01T00:00:00Z"}), sandbox.StatusF, "PARAM_ILLEGAL")
	d.clock.Advance(24 * time.Hour)
	d.wants(d.ask("payments/pay", payStored("p-1", token)), sandbox.StatusF, "CARD_EXPIRED")
	d.wants(d.ask("vaults/deleteToken", fields{"token": token}), sandbox.StatusS, "SUCCESS")
	for _, api := range []string{"vaults/inquireToken", "vaults/updateToken", "vaults/deleteToken"} {
		d.wants(d.ask(api, fields{"token": token}), sandbox.StatusF, "INVALID_ACCESS_TOKEN")
		d.wants(d.ask(api, fields{}), sandbox.StatusF, "PARAM_ILLEGAL")
	}
	d.wants(d.ask("payments/pay", payStored("p-2", token)), sandbox.StatusF, "INVALID_ACCESS_TOKEN")
}

func TestVault_KoreanCard_IsNeverChallenged(t *testing.T) {
	d := newDesk(t)
	card := vaultedCard("9490220011669217").with(fields{"is3DSAuthentication": true})
	d.wants(d.ask("vaults/vaultPaymentMethod", vaultCard("v-1", card)), sandbox.StatusS, "SUCCESS")
}
