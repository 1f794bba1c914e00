package services

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

const refundAPI = "payments/refund"

// apiTitles names the calls of the simulator for people.
var apiTitles = map[string]string{
	"payments/pay":            "Pay",
	"payments/inquiryPayment": "Inquire a payment",
	"payments/cancel":         "Cancel a payment",
	refundAPI:                 "Refund",
	"payments/inquiryRefund":  "Inquire a refund",
}

// latest are the environment's newest objects; samples refer to them, so that one call after another
// can be sent without copying ids by hand.
type latest struct {
	payment sandbox.Payment // newest; empty when there is none
	paid    sandbox.Payment // newest that was paid
	refund  sandbox.Refund  // newest of the paid one
}

func (d *Deps) latest(ctx context.Context, environmentID string) (l latest, err error) {
	if l.payment, err = d.newestPayment(ctx, environmentID, nil); err != nil {
		return l, err
	}
	success := sandbox.PaymentSuccess
	if l.paid, err = d.newestPayment(ctx, environmentID, &success); err != nil {
		return l, err
	}
	refunds, err := d.Reader.RefundsOf(ctx, environmentID, l.paid.PaymentID)
	if len(refunds) > 0 {
		l.refund = refunds[len(refunds)-1]
	}
	return l, err
}

func (d *Deps) newestPayment(ctx context.Context, environmentID string, status *sandbox.PaymentStatus) (sandbox.Payment, error) {
	page, err := d.Payments.ListPayments(ctx, sandbox.PaymentFilter{
		EnvironmentID: environmentID, Status: status, Page: sandbox.PageRequest{Limit: 1},
	})
	if err != nil || len(page.Items) == 0 {
		return sandbox.Payment{}, err
	}
	return page.Items[0], nil
}

// apiSamples groups the contract's samples by API.
func (d *Deps) apiSamples(l latest) []APISample {
	apis := []APISample{}
	for _, s := range contract.Samples(d.IDs.New) {
		i := slices.IndexFunc(apis, func(a APISample) bool { return a.API == s.API })
		if i < 0 {
			i = len(apis)
			apis = append(apis, APISample{API: s.API, Title: apiTitles[s.API], Samples: []BodySample{}})
		}
		apis[i].Samples = append(apis[i].Samples, l.fill(s))
	}
	return apis
}

func (l latest) fill(s contract.Sample) BodySample {
	b := BodySample{Product: s.Product, Title: s.Title, Body: s.Body}
	if s.API == refundAPI && l.paid.PaymentID != "" {
		return l.fillRefund(b)
	}
	if l.payment.PaymentID != "" {
		b.Body = strings.ReplaceAll(b.Body, contract.PaymentIDPlaceholder, l.payment.PaymentID)
	}
	if l.refund.RefundID != "" {
		b.Body = strings.ReplaceAll(b.Body, contract.RefundIDPlaceholder, l.refund.RefundID)
	}
	return b
}

// fillRefund refunds the newest paid payment whole, in its own currency.
func (l latest) fillRefund(b BodySample) BodySample {
	var body struct {
		RefundRequestID string          `json:"refundRequestId"`
		PaymentID       string          `json:"paymentId"`
		RefundAmount    contract.Amount `json:"refundAmount"`
		RefundReason    string          `json:"refundReason"`
	}
	if json.Unmarshal([]byte(b.Body), &body) != nil {
		return b
	}
	body.PaymentID, body.RefundAmount.Currency = l.paid.PaymentID, l.paid.Currency
	body.RefundAmount.Value, _ = amountTexts(l.paid.AmountMinor, l.paid.Currency)
	if text, err := json.MarshalIndent(body, "", "  "); err == nil {
		b.Title, b.Body = "Refund the last payment", string(text)+"\n"
	}
	return b
}

func isSimulated(api string) bool { return apiTitles[api] != "" }
