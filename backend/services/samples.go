package services

import (
	"context"
	"strings"

	"antomdesk/backend/sandbox"
)

// apiTemplate is one API of the simulator with its bodies; «names» are filled in when asked for.
type apiTemplate struct {
	api     string
	title   string
	samples []BodySample
}

const (
	cashier     = "CASHIER_PAYMENT"
	anyProduct  = "ANY"
	payTemplate = `{
  "productCode": "CASHIER_PAYMENT",
  "paymentRequestId": "«requestId»",
  "order": {
    "referenceOrderId": "ORDER_«requestId»",
    "orderDescription": "A cup of coffee",
    "orderAmount": { "currency": "«currency»", "value": "«value»" },
    "buyer": { "referenceBuyerId": "buyer_1" }
  },
  "paymentAmount": { "currency": "«currency»", "value": "«value»" },
  "paymentMethod": «method»,
  "paymentRedirectUrl": "http://localhost:3000/result",
  "env": { "terminalType": "WEB" },
  "settlementStrategy": { "settlementCurrency": "USD" }
}`
	cardMethod = `{
    "paymentMethodType": "CARD",
    "paymentMethodMetaData": {
      "cardNo": "«card»",
      "cvv": "123",
      "expiryMonth": "12",
      "expiryYear": "«year»",
      "cardholderName": { "firstName": "Ada", "lastName": "Lovelace" },
      "is3DSAuthentication": «3ds»
    }
  }`
)

func pay(title, currency, value, method string) BodySample {
	body := strings.NewReplacer("«currency»", currency, "«value»", value, "«method»", method).Replace(payTemplate)
	return BodySample{Product: cashier, Title: title, Body: body}
}

func wallet(method string) string { return `{ "paymentMethodType": "` + method + `" }` }

func card(number, threeDS string) string {
	return strings.NewReplacer("«card»", number, "«3ds»", threeDS).Replace(cardMethod)
}

// The card numbers are the test cards Antom publishes (api.md §8.1).
var apiTemplates = []apiTemplate{
	{"payments/pay", "Pay", []BodySample{
		pay("Wallet: Alipay (CNY)", "CNY", "1099", wallet("ALIPAY_CN")),
		pay("Wallet: GCash (PHP)", "PHP", "50000", wallet("GCASH")),
		pay("Wallet: Kakao Pay (KRW)", "KRW", "12000", wallet("KAKAOPAY")),
		pay("Card", "USD", "1099", card("4054695723100768", "false")),
		pay("Card with 3-D Secure", "USD", "1099", card("4054695723100768", "true")),
		pay("Card that is declined", "USD", "1099", card("4054692760174822", "false")),
		pay("Card, entered on Antom's page", "USD", "1099", wallet("CARD")),
	}},
	{"payments/inquiryPayment", "Inquire a payment", []BodySample{
		{anyProduct, "By paymentId", "{\n  \"paymentId\": \"«paymentId»\"\n}"},
		{anyProduct, "By paymentRequestId", "{\n  \"paymentRequestId\": \"«paymentRequestId»\"\n}"},
	}},
	{"payments/cancel", "Cancel a payment", []BodySample{
		{anyProduct, "By paymentId", "{\n  \"paymentId\": \"«paymentId»\"\n}"},
		{anyProduct, "By paymentRequestId", "{\n  \"paymentRequestId\": \"«paymentRequestId»\"\n}"},
	}},
	{"payments/refund", "Refund", []BodySample{
		{anyProduct, "In full", `{
  "refundRequestId": "«requestId»",
  "paymentId": "«paymentId»",
  "refundAmount": { "currency": "«lastCurrency»", "value": "«lastValue»" },
  "refundReason": "The coffee was cold"
}`},
	}},
	{"payments/inquiryRefund", "Inquire a refund", []BodySample{
		{anyProduct, "By refundRequestId", "{\n  \"refundRequestId\": \"«refundRequestId»\"\n}"},
		{anyProduct, "By refundId", "{\n  \"refundId\": \"«refundId»\"\n}"},
	}},
}

// sampleValues are the latest payment and refund of the environment, so that calls refer to each
// other without copying ids by hand.
func (d *Deps) sampleValues(ctx context.Context, env sandbox.Environment) ([]string, error) {
	page, err := d.Payments.ListPayments(ctx, sandbox.PaymentFilter{EnvironmentID: env.ID, Page: sandbox.PageRequest{Limit: 1}})
	if err != nil {
		return nil, err
	}
	p := sandbox.Payment{AmountMinor: 1099, Currency: "USD"}
	r := sandbox.Refund{}
	if len(page.Items) > 0 {
		p = page.Items[0]
		refunds, err := d.Reader.RefundsOf(ctx, env.ID, p.PaymentID)
		if err != nil {
			return nil, err
		}
		if len(refunds) > 0 {
			r = refunds[len(refunds)-1]
		}
	}
	value, _ := amountTexts(p.AmountMinor, p.Currency)
	year := d.Clock.Now().AddDate(4, 0, 0).Format("06")
	return []string{
		"«paymentId»", p.PaymentID, "«paymentRequestId»", p.PaymentRequestID, "«lastCurrency»", p.Currency,
		"«lastValue»", value, "«refundId»", r.RefundID, "«refundRequestId»", r.RefundRequestID,
		"«year»", year, "«requestId»", d.IDs.New(),
	}, nil
}

func apiSamples(values []string) []APISample {
	fill := strings.NewReplacer(values...)
	apis := make([]APISample, 0, len(apiTemplates))
	for _, t := range apiTemplates {
		samples := make([]BodySample, 0, len(t.samples))
		for _, s := range t.samples {
			samples = append(samples, BodySample{Product: s.Product, Title: s.Title, Body: fill.Replace(s.Body)})
		}
		apis = append(apis, APISample{API: t.api, Title: t.title, Samples: samples})
	}
	return apis
}
