package contract

import "strings"

// Placeholders stand in samples for ids that only an earlier answer can give.
const (
	PaymentIDPlaceholder = "PAYMENT_ID"
	RefundIDPlaceholder  = "REFUND_ID"
)

// Sample is a request to start from in the API call simulation.
type Sample struct {
	API     string // "payments/pay"
	Product string // productCode, or empty where the call is the same for every product
	Title   string
	Body    string // indented JSON
}

// Samples returns the samples in the order a person would try them. newID gives each its own request
// id; ids of earlier answers are the placeholders above.
func Samples(newID func() string) []Sample {
	samples := []Sample{
		{API: "payments/pay", Product: "CASHIER_PAYMENT", Title: "Pay with a wallet (GCash)", Body: payWalletSample},
		{API: "payments/pay", Product: "CASHIER_PAYMENT", Title: "Pay with a card", Body: payCardSample("false")},
		{API: "payments/pay", Product: "CASHIER_PAYMENT", Title: "Pay with a card and 3-D Secure", Body: payCardSample("true")},
		{API: "payments/inquiryPayment", Title: "Inquire a payment", Body: inquiryPaymentSample},
		{API: "payments/cancel", Title: "Cancel a payment", Body: cancelSample},
		{API: "payments/refund", Title: "Refund a part", Body: refundSample},
		{API: "payments/inquiryRefund", Title: "Inquire a refund", Body: inquiryRefundSample},
	}
	for i := range samples {
		samples[i].Body = strings.ReplaceAll(samples[i].Body, "NEW_ID", newID())
	}
	return samples
}

const payWalletSample = `{
  "productCode": "CASHIER_PAYMENT",
  "paymentRequestId": "NEW_ID",
  "order": {
    "referenceOrderId": "ORDER-NEW_ID",
    "orderDescription": "Two bags of tea",
    "orderAmount": { "currency": "PHP", "value": "150000" },
    "buyer": { "referenceBuyerId": "buyer-1" }
  },
  "paymentAmount": { "currency": "PHP", "value": "150000" },
  "paymentMethod": { "paymentMethodType": "GCASH" },
  "paymentRedirectUrl": "https://shop.example.com/pay/return",
  "settlementStrategy": { "settlementCurrency": "USD" },
  "env": { "terminalType": "WEB", "clientIp": "203.0.113.7" }
}
`

// payCardSample pays with the documented test Visa (api.md §8.1).
func payCardSample(with3DS string) string {
	return strings.Replace(payCard, "WITH_3DS", with3DS, 1)
}

const payCard = `{
  "productCode": "CASHIER_PAYMENT",
  "paymentRequestId": "NEW_ID",
  "order": {
    "referenceOrderId": "ORDER-NEW_ID",
    "orderDescription": "Annual plan",
    "orderAmount": { "currency": "SGD", "value": "4200" },
    "buyer": { "referenceBuyerId": "buyer-1" }
  },
  "paymentAmount": { "currency": "SGD", "value": "4200" },
  "paymentMethod": {
    "paymentMethodType": "CARD",
    "paymentMethodMetaData": {
      "cardNo": "4054695723100768",
      "cvv": "123",
      "expiryMonth": "12",
      "expiryYear": "29",
      "cardholderName": { "firstName": "Ada", "lastName": "Lee" },
      "paymentMethodRegion": "GLOBAL",
      "is3DSAuthentication": WITH_3DS
    }
  },
  "paymentRedirectUrl": "https://shop.example.com/pay/return",
  "settlementStrategy": { "settlementCurrency": "USD" },
  "env": { "terminalType": "WEB", "clientIp": "203.0.113.7" }
}
`

const inquiryPaymentSample = `{
  "paymentId": "PAYMENT_ID"
}
`

const cancelSample = `{
  "paymentId": "PAYMENT_ID"
}
`

const refundSample = `{
  "refundRequestId": "NEW_ID",
  "paymentId": "PAYMENT_ID",
  "refundAmount": { "currency": "PHP", "value": "50000" },
  "refundReason": "Changed mind"
}
`

const inquiryRefundSample = `{
  "refundId": "REFUND_ID"
}
`
