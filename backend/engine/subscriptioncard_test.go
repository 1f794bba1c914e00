package engine_test

import (
	"context"
	"testing"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// cardSubscription is a subscription by card; more are further members of paymentMethod.
func cardSubscription(id string, more fields) fields {
	return subscriptionCall(id).with(fields{"paymentMethod": fields{"paymentMethodType": "CARD"}.with(more)})
}

// byCard enters a card on the page, or passes its challenge.
func (d *desk) byCard(o sandbox.Object, card *contract.CardData) engine.SubscriptionPage {
	d.Helper()
	page, err := d.engine.BuyerSubscribesByCard(context.Background(), o, card)
	if err != nil {
		d.Fatalf("%v", err)
	}
	return page
}

func TestSubscription_ByCard_AsksForTheCardAndChargesIt(t *testing.T) {
	d := newDesk(t)
	o := d.subscription(cardSubscription("s-1", nil))
	if _, err := d.engine.BuyerSubscribes(context.Background(), o, true); sandbox.CodeOf(err) != sandbox.CodeInvalid {
		t.Errorf("agreed without a card: %v", err)
	}
	if _, err := d.engine.BuyerSubscribesByCard(context.Background(), o, &contract.CardData{CardNo: visa, ExpiryYear: "2x", ExpiryMonth: "12"}); sandbox.CodeOf(err) != sandbox.CodeInvalid {
		t.Errorf("a slip of the pen: %v", err)
	}
	page := d.byCard(o, typedCard(visa))
	equal(t, "given", page.Given(), true)
	p := d.store.Payments()[0]
	equal(t, "paid", p.Status, sandbox.PaymentSuccess)
	equal(t, "card", p.Card.Brand+" "+p.Card.MaskedNumber, "VISA 405469******0768")
	equal(t, "inquired", d.inquire(p.PaymentID).get("paymentResultInfo.cardBrand"), "VISA")
}

func TestSubscription_TestCards_BehaveAsElsewhere(t *testing.T) {
	late, code := typedCard(visa), typedCard(visa)
	late.ExpiryMonth, code.CVV = "13", "99"
	for name, tc := range map[string]struct {
		card    *contract.CardData
		refused string
	}{
		"declines": {typedCard(badVisa), "DO_NOT_HONOR"}, "expiry": {late, "INVALID_EXPIRATION_DATE"}, "cvc": {code, "INVALID_CVV"},
	} {
		d := newDesk(t)
		o := d.subscription(cardSubscription("s-1", nil))
		page := d.byCard(o, tc.card)
		if page.Refused != tc.refused || !page.Open() || page.Action != sandbox.ActionCardEntry || len(d.store.Notifications()) != 0 {
			t.Errorf("%s: %+v", name, page)
		}
		equal(t, name+", another card", d.byCard(o, typedCard(mastercard)).Given(), true)
	}
}

func TestSubscription_Challenge_ComesBeforeTheFirstPayment(t *testing.T) {
	for name, tc := range map[string]struct {
		more fields
		card string
	}{
		"the issuer asks": {nil, asksFor3DS},
		"the call asks":   {fields{"paymentMethodMetaData": fields{"is3DSAuthentication": true}}, visa},
	} {
		d := newDesk(t)
		o := d.subscription(cardSubscription("s-1", tc.more))
		page := d.byCard(o, typedCard(tc.card))
		if page.Action != sandbox.ActionChallenge || !page.Open() || len(d.store.Payments()) != 0 {
			t.Errorf("%s: %+v", name, page)
		}
		equal(t, name, d.byCard(o, nil).Given(), true)
		equal(t, name+", secure", d.store.Payments()[0].Card.ThreeDSecure, true)
	}
}

func TestSubscription_CardOfTheCall_NeedsOnlyConsent(t *testing.T) {
	d := newDesk(t)
	token := d.nonce("vaults/fetchNonce", visa)
	for id, more := range map[string]fields{
		"s-1": {"paymentMethodId": token}, "s-2": {"paymentMethodMetaData": cardFields(visa)},
	} {
		o := d.subscription(cardSubscription(id, more))
		page, err := d.engine.BuyerSubscribes(context.Background(), o, true)
		if err != nil || !page.Given() || page.Card.MaskedNumber != "405469******0768" {
			t.Errorf("%s: %+v %v", id, page, err)
		}
	}
	d.ask("vaults/deleteToken", fields{"token": token})
	d.wants(d.ask("subscriptions/create", cardSubscription("s-3", fields{"paymentMethodId": token})), sandbox.StatusF, "INVALID_ACCESS_TOKEN")
	d.wants(d.ask("subscriptions/create", cardSubscription("s-5", fields{"paymentMethodId": "ALIPAYnope=="})), sandbox.StatusF, "INVALID_ACCESS_TOKEN")
	expired := cardFields(visa).with(fields{"expiryYear": "20"})
	d.wants(d.ask("subscriptions/create", cardSubscription("s-4", fields{"paymentMethodMetaData": expired})), sandbox.StatusF, "CARD_EXPIRED")
}
