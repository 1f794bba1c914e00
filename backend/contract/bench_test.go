package contract_test

import (
	"testing"

	"antomdesk/backend/contract"
)

// fullPay is a pay call with everything merchants usually send.
const fullPay = `{"productCode":"CASHIER_PAYMENT","paymentRequestId":"bench-01","order":{"referenceOrderId":"ORDER-01",` +
	`"orderDescription":"A box of tea and two cups","orderAmount":{"currency":"PHP","value":"150000"},` +
	`"merchant":{"referenceMerchantId":"M-01","merchantMCC":"5812","merchantName":"Tea House"},` +
	`"goods":[{"referenceGoodsId":"SKU-001","goodsName":"Tea","goodsUnitAmount":{"currency":"PHP","value":"50000"},"goodsQuantity":"2"}],` +
	`"buyer":{"referenceBuyerId":"buyer-0001","buyerEmail":"juan@example.com"}},` +
	`"paymentAmount":{"currency":"PHP","value":"150000"},"paymentMethod":{"paymentMethodType":"GCASH"},` +
	`"paymentRedirectUrl":"https://shop.example.com/return","paymentNotifyUrl":"https://shop.example.com/notify",` +
	`"settlementStrategy":{"settlementCurrency":"USD"},"env":{"terminalType":"WEB","clientIp":"203.0.113.7"}}`

// BenchmarkPay_Validate is what the contract costs each pay call.
func BenchmarkPay_Validate(b *testing.B) {
	sent, err := contract.Parse([]byte(fullPay))
	if err != nil {
		b.Fatal(err)
	}
	api, _ := contract.Lookup("/ams/sandbox/api/v1/payments/pay")
	b.ReportAllocs()
	for b.Loop() {
		if _, violation := api.Validate(sent, contract.Rules{}); violation != nil {
			b.Fatal(violation)
		}
	}
}

// BenchmarkPay_Parse is what reading its JSON costs.
func BenchmarkPay_Parse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := contract.Parse([]byte(fullPay)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPay_Decode is what handing it to the engine costs.
func BenchmarkPay_Decode(b *testing.B) {
	sent, err := contract.Parse([]byte(fullPay))
	if err != nil {
		b.Fatal(err)
	}
	api, _ := contract.Lookup("/ams/sandbox/api/v1/payments/pay")
	checked, violation := api.Validate(sent, contract.Rules{})
	if violation != nil {
		b.Fatal(violation)
	}
	b.ReportAllocs()
	for b.Loop() {
		var req contract.PayRequest
		if err := checked.Decode(&req); err != nil {
			b.Fatal(err)
		}
	}
}
