package services_test

import (
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

// paidPayment is a payment of the sample whose buyer has paid.
func paidPayment(t *testing.T, d *services.Set) services.PaymentRow {
	t.Helper()
	must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	send(t, d, services.SendInput{API: "payments/pay", Body: sample(t, d, "payments/pay").Body})
	p := must[services.PaymentPage](t)(d.Payments.List(services.ListPaymentsInput{})).Items[0]
	must[services.BuyerOutcome](t)(d.Wallet.Approve(services.BuyerInput{PaymentID: p.PaymentID}))
	return p
}

func TestDisputes_AreOpenedListedJudgedAndCancelled(t *testing.T) {
	d := newDesk(t)
	p := paidPayment(t, d)
	part := must[services.DisputeView](t)(d.Disputes.Open(services.OpenDisputeInput{PaymentID: p.PaymentID, AmountMinor: "100", Reason: "Not received"}))
	if part.Status != "OPEN" || part.AmountMinor != "100" || part.Reason != "Not received" || part.Type != "CHARGEBACK" || part.DefenseDueAt == "" {
		t.Errorf("opened %+v", part)
	}
	judged := must[services.DisputeView](t)(d.Disputes.Judge(services.JudgeDisputeInput{DisputeID: part.DisputeID, ForMerchant: true}))
	if judged.Status != "JUDGED" || judged.JudgedResult != "ACCEPT_BY_CUSTOMER" || judged.EndedAt == "" || judged.NextAt != "" {
		t.Errorf("judged %+v", judged)
	}
	whole := must[services.DisputeView](t)(d.Disputes.Open(services.OpenDisputeInput{PaymentID: p.PaymentID}))
	if cancelled := must[services.DisputeView](t)(d.Disputes.Cancel(services.DisputeInput{DisputeID: whole.DisputeID})); cancelled.Status != "CANCELLED" {
		t.Errorf("cancelled %+v", cancelled)
	}
	again := must[services.DisputeView](t)(d.Disputes.Open(services.OpenDisputeInput{PaymentID: p.PaymentID, Type: "COMPLIANCE_REQUEST"}))
	list := must[services.DisputeList](t)(d.Disputes.List(services.ListDisputesInput{PaymentID: p.PaymentID})).Items
	if len(list) != 3 || list[0] != again || list[0].Type != "COMPLIANCE_REQUEST" || whole.AmountMinor != p.AmountMinor {
		t.Errorf("listed %+v", list)
	}
	if others := must[services.DisputeList](t)(d.Disputes.List(services.ListDisputesInput{PaymentID: "another"})).Items; len(others) != 0 {
		t.Errorf("another payment has %+v", others)
	}
}

func TestDisputes_WhatCannotBe_IsRefused(t *testing.T) {
	d := newDesk(t)
	p := paidPayment(t, d)
	open := must[services.DisputeView](t)(d.Disputes.Open(services.OpenDisputeInput{PaymentID: p.PaymentID}))
	must[services.DisputeView](t)(d.Disputes.Cancel(services.DisputeInput{DisputeID: open.DisputeID}))
	for name, tc := range map[string]struct {
		try  func() error
		code sandbox.ErrorCode
		says string
	}{
		"no payment": {func() error { _, err := d.Disputes.Open(services.OpenDisputeInput{PaymentID: "none"}); return err }, sandbox.CodeNotFound, ""},
		"no amount": {func() error {
			_, err := d.Disputes.Open(services.OpenDisputeInput{PaymentID: p.PaymentID, AmountMinor: "1.5"})
			return err
		}, sandbox.CodeInvalid, "amountMinor"},
		"too much": {func() error {
			_, err := d.Disputes.Open(services.OpenDisputeInput{PaymentID: p.PaymentID, AmountMinor: "99999999"})
			return err
		}, sandbox.CodeInvalid, "amount"},
		"no type": {func() error {
			_, err := d.Disputes.Open(services.OpenDisputeInput{PaymentID: p.PaymentID, Type: "GRUDGE"})
			return err
		}, sandbox.CodeInvalid, "type"},
		"no retrieval": {func() error {
			_, err := d.Disputes.Open(services.OpenDisputeInput{PaymentID: p.PaymentID, Type: "RETRIEVAL_REQUEST"})
			return err
		}, sandbox.CodeInvalid, "type"},
		"no rapid resolution": {func() error {
			_, err := d.Disputes.Open(services.OpenDisputeInput{PaymentID: p.PaymentID, Resolved: true})
			return err
		}, sandbox.CodeInvalid, "resolved"},
		"over already": {func() error {
			_, err := d.Disputes.Judge(services.JudgeDisputeInput{DisputeID: open.DisputeID})
			return err
		}, sandbox.CodeConflict, "CANCELLED already"},
		"no dispute": {func() error { _, err := d.Disputes.Cancel(services.DisputeInput{DisputeID: "none"}); return err }, sandbox.CodeNotFound, ""},
	} {
		err := tc.try()
		if sandbox.CodeOf(err) != tc.code || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
