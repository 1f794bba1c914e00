package services_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

// paidBy makes a payment with the sample of that title and pays it.
func paidBy(t *testing.T, d *services.Set, title string, edit func(string) string) string {
	t.Helper()
	for _, api := range must[services.APIList](t)(d.Simulator.APIs(services.EnvironmentInput{})).APIs {
		for _, s := range api.Samples {
			if s.Title == title {
				id := send(t, d, services.SendInput{API: api.API, Body: edit(s.Body)}).PaymentID
				if status := get(t, d, id).Row.Status; status == "PROCESSING" {
					must[services.BuyerOutcome](t)(d.Wallet.Approve(services.BuyerInput{PaymentID: id}))
				}
				return id
			}
		}
	}
	t.Fatalf("there is no sample %q", title)
	return ""
}

func get(t *testing.T, d *services.Set, id string) services.PaymentDetail {
	t.Helper()
	return must[services.PaymentDetail](t)(d.Payments.Get(services.PaymentInput{PaymentID: id}))
}

func whats(p services.PaymentDetail) string {
	var all []string
	for _, e := range p.Events {
		all = append(all, e.What)
	}
	return strings.Join(all, " ")
}

func asIs(body string) string { return body }

func TestPayments_HeldMoney_IsCapturedInPartsRefundedAndNoMore(t *testing.T) {
	d := newDesk(t)
	must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	id := paidBy(t, d, "Pay with a card", func(body string) string {
		return strings.Replace(body, `"paymentRedirectUrl"`, `"paymentFactor": {"isAuthorization": true, "captureMode": "MANUAL"}, "paymentRedirectUrl"`, 1)
	})
	held := get(t, d, id)
	total := held.Money.Authorised.Minor
	if held.Money.Decimals != 2 {
		t.Errorf("%s has %d decimals", held.Row.Currency, held.Money.Decimals)
	}
	if held.Hold != "OPEN" || held.HeldUntil == "" || held.Money.CaptureLeft.Minor != total || held.Money.RefundLeft.Minor != "0" || held.CardNumber == "" {
		t.Errorf("held: %+v", held)
	}
	_, err := d.Payments.Refund(services.RefundPaymentInput{PaymentID: id, AmountMinor: "1"})
	refused(t, err, sandbox.CodeConflict, "")
	first := must[services.PaymentDetail](t)(d.Payments.Capture(services.CapturePaymentInput{PaymentID: id, AmountMinor: "100", KeepRest: true}))
	if first.Money.Captured.Minor != "100" || first.Hold != "OPEN" || first.Money.RefundLeft.Minor != "100" {
		t.Errorf("after the first capture %+v", first.Money)
	}
	_, err = d.Payments.Capture(services.CapturePaymentInput{PaymentID: id, AmountMinor: total})
	refused(t, err, sandbox.CodeConflict, "")
	last := must[services.PaymentDetail](t)(d.Payments.Capture(services.CapturePaymentInput{PaymentID: id, AmountMinor: "50"}))
	if last.Money.Captured.Minor != "150" || last.Hold == "OPEN" || last.Money.CaptureLeft.Minor != "0" {
		t.Errorf("after the last capture %s %+v", last.Hold, last.Money)
	}
	given := must[services.PaymentDetail](t)(d.Payments.Refund(services.RefundPaymentInput{PaymentID: id, AmountMinor: "150", Reason: "broken"}))
	if given.Money.RefundLeft.Minor != "0" || given.Money.Refunded.Minor != "150" || whats(given) != "created paid capture capture refund" {
		t.Errorf("after the refund %s %+v", whats(given), given.Money)
	}
	_, err = d.Payments.Refund(services.RefundPaymentInput{PaymentID: id, AmountMinor: "1"})
	refused(t, err, sandbox.CodeConflict, "")
	if deeds := strings.Join(given.Allowed, " "); deeds != "dispute" {
		t.Errorf("of a refunded payment %q is allowed", deeds)
	}
	_, err = d.Payments.Cancel(services.PaymentInput{PaymentID: id})
	refused(t, err, sandbox.CodeConflict, "")
}

func TestPayments_TheDetail_TellsOfNotificationsAndCalls(t *testing.T) {
	d := newDesk(t)
	must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	id := paidBy(t, d, "Pay with a wallet (GCash)", asIs)
	must[services.DisputeView](t)(d.Disputes.Open(services.OpenDisputeInput{PaymentID: id, Type: "CHARGEBACK", AmountMinor: "5000"}))
	disputed := get(t, d, id)
	if e := disputed.Events[len(disputed.Events)-1]; e.What != "dispute" || e.Status != "OPEN" || e.AmountText != "50.00 PHP" {
		t.Errorf("the dispute is %+v", e)
	}
	// Both notifications go out by themselves; an advance waits for what is due.
	must[services.EnvironmentTime](t)(d.Clock.Advance(services.AdvanceInput{Millis: int(time.Minute / time.Millisecond)}))
	p := get(t, d, id)
	if len(p.Notifications) != 2 || p.Notifications[0].Type != "notifyPayment" || p.Notifications[0].Status != "ACKNOWLEDGED" || p.Notifications[0].ExchangeID == "" {
		t.Errorf("told %+v", p.Notifications)
	}
	if !slices.ContainsFunc(p.Calls, func(r services.LogRow) bool { return r.API == "payments/pay" }) || p.MoreCalls {
		t.Errorf("the calls are %+v", p.Calls)
	}
	cancelled := must[services.PaymentDetail](t)(d.Payments.Cancel(services.PaymentInput{PaymentID: id}))
	if cancelled.Row.Status != "CANCELLED" || !strings.HasSuffix(whats(cancelled), "cancelled") {
		t.Errorf("got %s, %s", cancelled.Row.Status, whats(cancelled))
	}
}

func TestPayments_WhatCannotBeAsked_IsRefused(t *testing.T) {
	d := newDesk(t)
	must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	id := paidBy(t, d, "Pay with a wallet (GCash)", asIs)
	for _, digits := range []string{"", "0", "-5", "10.00", "ten"} {
		_, err := d.Payments.Refund(services.RefundPaymentInput{PaymentID: id, AmountMinor: digits})
		refused(t, err, sandbox.CodeInvalid, "amountMinor")
	}
	_, err := d.Payments.Refund(services.RefundPaymentInput{PaymentID: id, AmountMinor: "1", Reason: strings.Repeat("x", 257)})
	refused(t, err, sandbox.CodeInvalid, "reason")
	_, err = d.Payments.Get(services.PaymentInput{Environment: "live", PaymentID: id})
	refused(t, err, sandbox.CodeNotFound, "")
	_, err = d.Payments.List(services.ListPaymentsInput{From: "yesterday"})
	refused(t, err, sandbox.CodeInvalid, "from")
}

func TestPayments_AreFoundByIdMethodCurrencyAndTime(t *testing.T) {
	d := newDesk(t)
	must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	wallet, card := paidBy(t, d, "Pay with a wallet (GCash)", asIs), paidBy(t, d, "Pay with a card", asIs)
	found := func(in services.ListPaymentsInput) string {
		var ids []string
		for _, p := range must[services.PaymentPage](t)(d.Payments.List(in)).Items {
			ids = append(ids, p.PaymentID)
		}
		return strings.Join(ids, " ")
	}
	tomorrow := time.Now().Add(24 * time.Hour).Format(time.RFC3339)
	for name, c := range map[string]struct {
		in   services.ListPaymentsInput
		want string
	}{
		"all":          {services.ListPaymentsInput{}, card + " " + wallet},
		"id":           {services.ListPaymentsInput{Query: wallet}, wallet},
		"beginning":    {services.ListPaymentsInput{Query: wallet[:8]}, card + " " + wallet},
		"request id":   {services.ListPaymentsInput{Query: get(t, d, card).Row.PaymentRequestID}, card},
		"id, status":   {services.ListPaymentsInput{Query: wallet, Status: "FAIL"}, ""},
		"method":       {services.ListPaymentsInput{Method: "CARD"}, card},
		"currency":     {services.ListPaymentsInput{Currency: "PHP"}, wallet},
		"from":         {services.ListPaymentsInput{From: tomorrow}, ""},
		"until":        {services.ListPaymentsInput{Until: tomorrow, Status: "SUCCESS", Method: "GCASH"}, wallet},
		"nothing like": {services.ListPaymentsInput{Query: "%"}, ""},
	} {
		if got := found(c.in); got != c.want {
			t.Errorf("%s: found %q, want %q", name, got, c.want)
		}
	}
}
