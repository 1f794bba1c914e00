package contract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"antomdesk/backend/contract"
)

// pay returns a valid pay request with one fragment replaced.
func pay(t *testing.T, old, new string) string {
	t.Helper()
	const body = `{"productCode":"CASHIER_PAYMENT","paymentRequestId":"r-1",
"order":{"referenceOrderId":"o-1","orderDescription":"tea","orderAmount":{"currency":"USD","value":"1099"},
"goods":[{"referenceGoodsId":"g-0","goodsName":"a"},{"referenceGoodsId":"g-1","goodsName":"b"}]},
"paymentAmount":{"currency":"USD","value":"1099"},
"paymentMethod":{"paymentMethodType":"CARD","paymentMethodMetaData":{"cardNo":"4054695723100768","cvv":"123","expiryYear":"29","expiryMonth":"12"}},
"paymentRedirectUrl":"https://shop.example.com/r","env":{"terminalType":"WEB","timeZoneOffset":-480}}`
	if !strings.Contains(body, old) {
		t.Fatalf("the pay request has no %s", old)
	}
	return strings.Replace(body, old, new, 1)
}

func TestValidate_EachRule_NamesFieldRuleAndWhatWasSent(t *testing.T) {
	for _, c := range []struct{ old, new, says string }{
		// required: the request itself
		{`"productCode":"CASHIER_PAYMENT",`, ``, "productCode is required"},
		{`"paymentRequestId":"r-1"`, `"paymentRequestId":null`, "paymentRequestId is required"},
		{`"paymentRequestId":"r-1"`, `"paymentRequestId":""`, "paymentRequestId is required"},
		{`"paymentRedirectUrl":"https://shop.example.com/r",`, ``, "paymentRedirectUrl is required"},
		{`"env":{"terminalType":"WEB","timeZoneOffset":-480}`, `"env":null`, "env is required"},
		// required: Amount, Order, PaymentMethod, Env
		{`"currency":"USD","value":"1099"},` + "\n" + `"paymentMethod"`, `"currency":"USD"},"paymentMethod"`, "paymentAmount.value is required"},
		{`"referenceOrderId":"o-1",`, ``, "order.referenceOrderId is required"},
		{`"orderDescription":"tea"`, `"orderDescription":""`, "order.orderDescription is required"},
		{`"orderAmount":{"currency":"USD","value":"1099"}`, `"orderAmount":{"value":"1"}`, "order.orderAmount.currency is required"},
		{`"paymentMethodType":"CARD",`, ``, "paymentMethod.paymentMethodType is required"},
		{`"terminalType":"WEB",`, ``, "env.terminalType is required"},
		// types
		{`"order":{`, `"order":"x","was":{`, `order must be an object, got "x"`},
		{`"order":{`, `"order":[],"was":{`, `order must be an object, got an array`},
		{`"paymentRequestId":"r-1"`, `"paymentRequestId":12`, "paymentRequestId must be a string, got 12"},
		{`"paymentRequestId":"r-1"`, `"paymentRequestId":true`, "paymentRequestId must be a string, got true"},
		{`"paymentRequestId":"r-1"`, `"paymentRequestId":{"a":1}`, "paymentRequestId must be a string, got an object"},
		{`"goods":[`, `"goods":{},"was":[`, "order.goods must be an array, got an object"},
		{`{"referenceGoodsId":"g-1","goodsName":"b"}`, `7`, "order.goods[1] must be an object, got 7"},
		{`"goodsName":"b"`, `"goodsName":["b"]`, "order.goods[1].goodsName must be a string, got an array"},
		{`-480`, `"eight"`, `env.timeZoneOffset must be an integer, got "eight"`},
		{`-480`, `1.5`, "env.timeZoneOffset must be an integer, got 1.5"},
		{`-480`, `"+8"`, `env.timeZoneOffset must be an integer, got "+8"`},
		{`-480`, `99999999999999999999`, "env.timeZoneOffset must be an integer, got 99999999999999999999"},
		{`"env":{`, `"isAuthorization":"yes","env":{`, `isAuthorization must be true or false, got "yes"`},
		{`"env":{`, `"isAuthorization":1,"env":{`, "isAuthorization must be true or false, got 1"},
		// lengths, in characters
		{`"r-1"`, `"` + strings.Repeat("名", 65) + `"`, `paymentRequestId must have at most 64 characters but has 65, got "` + strings.Repeat("名", 39) + `…"`},
		{`"goods":[`, `"goods":[` + strings.Repeat(`{"referenceGoodsId":"g","goodsName":"x"},`, 99), "order.goods must have at most 100 items, got 101"},
		// enums
		{`"CASHIER_PAYMENT"`, `"CASHIER"`, `productCode must be one of CASHIER_PAYMENT, AGREEMENT_PAYMENT, IN_STORE_PAYMENT, got "CASHIER"`},
		{`"WEB"`, `"web"`, `env.terminalType must be one of WEB, WAP, APP, MINI_APP, got "web"`},
		// amounts
		{`"value":"1099"`, `"value":"12.50"`, `order.orderAmount.value must be digits in minor units, got "12.50"`},
		{`"value":"1099"`, `"value":12.5`, "order.orderAmount.value must be digits in minor units, got 12.5"},
		{`"value":"1099"`, `"value":1e3`, "order.orderAmount.value must be digits in minor units, got 1e3"},
		{`"value":"1099"`, `"value":"-5"`, `order.orderAmount.value must be digits in minor units, got "-5"`},
		{`"value":"1099"`, `"value":-5`, "order.orderAmount.value must be digits in minor units, got -5"},
		{`"value":"1099"`, `"value":" 5"`, `order.orderAmount.value must be digits in minor units, got " 5"`},
		{`"value":"1099"`, `"value":"12345678901234567"`, `order.orderAmount.value must have at most 16 digits, got "12345678901234567"`},
		{`"value":"1099"`, `"value":"0"`, `order.orderAmount.value must be a positive integer in minor units, got "0"`},
		{`"value":"1099"`, `"value":"000"`, `order.orderAmount.value must be a positive integer in minor units, got "000"`},
		{`"value":"1099"`, `"value":true`, "order.orderAmount.value must be a string of digits in minor units, got true"},
		{`"USD"`, `"usd"`, `order.orderAmount.currency must be an ISO 4217 currency code in capital letters, got "usd"`},
		{`"USD"`, `"ZZZ"`, `order.orderAmount.currency must be an ISO 4217 currency code in capital letters, got "ZZZ"`},
		{`"USD"`, `840`, "order.orderAmount.currency must be a string, got 840"},
	} {
		_, violation := check(t, "payments/pay", pay(t, c.old, c.new), contract.Rules{})
		if violation == nil {
			t.Errorf("%s in place of %s passes", c.new, c.old)
		} else if violation.Error() != c.says {
			t.Errorf("says  %q\nwants %q", violation, c.says)
		}
	}
}

func TestValidate_Leniency_Passes(t *testing.T) {
	for _, c := range []struct{ old, new string }{
		{`tea`, `tea`},
		{`"env":{`, `"unknownField":{"a":[1,null]},"env":{`},
		{`"env":{`, `"paymentNotifyUrl":null,"paymentFactor":null,"env":{`},
		{`"env":{`, `"isAuthorization":"true","env":{`},
		{`"env":{`, `"isAuthorization":"False","env":{`},
		{`"env":{`, `"paymentFactor":{"isAuthorization":"false"},"env":{`},
		{`"value":"1099"`, `"value":1099`},
		{`-480`, `"-480"`},
		{`"goods":[`, `"goods":[null,`},
		{`"r-1"`, `"` + strings.Repeat("名", 64) + `"`},
		{`"value":"1099"`, `"value":"9999999999999999"`},
		{`"USD"`, `"KWD"`},
		{`"goods":[{`, `"shipping":{"shippingFee":{"currency":"USD","value":"0"}},"goods":[{`},
	} {
		if _, violation := check(t, "payments/pay", pay(t, c.old, c.new), contract.Rules{}); violation != nil {
			t.Errorf("%s: %v", c.new, violation)
		}
	}
}

func TestValidate_NestedRequired_IsAWarningUnlessStrict(t *testing.T) {
	body := pay(t, `"goodsName":"b"`, `"goodsBrand":"b"`)
	checked, violation := check(t, "payments/pay", body, contract.Rules{})
	if violation != nil || !slices.Equal(checked.Warnings, []string{"order.goods[1].goodsName is required"}) {
		t.Errorf("warnings %q, violation %v", checked.Warnings, violation)
	}
	strict := strings.Replace(body, `"env"`, `"settlementStrategy":{"settlementCurrency":"USD"},"env"`, 1)
	if _, violation = check(t, "payments/pay", strict, contract.Rules{Strict: true}); violation == nil || violation.Error() != "order.goods[1].goodsName is required" {
		t.Errorf("strict: %v", violation)
	}
}

func TestValidate_ZeroAmountThatNeedNotBeSent_IsAWarningUnlessStrict(t *testing.T) {
	body := pay(t, `"goods":[{`, `"shipping":{"shippingFee":{"currency":"USD","value":0}},"goods":[{`)
	const sentence = `order.shipping.shippingFee.value must be a positive integer in minor units, got "0"`
	checked, violation := check(t, "payments/pay", body, contract.Rules{})
	if violation != nil || !slices.Equal(checked.Warnings, []string{sentence}) {
		t.Errorf("warnings %q, violation %v", checked.Warnings, violation)
	}
	strict := strings.Replace(body, `"env"`, `"settlementStrategy":{},"env"`, 1)
	if _, violation = check(t, "payments/pay", strict, contract.Rules{Strict: true}); violation == nil || violation.Error() != sentence {
		t.Errorf("strict: %v", violation)
	}
}

func TestValidate_SettlementStrategy_IsRequiredBySettingOnly(t *testing.T) {
	body := pay(t, "tea", "tea")
	if checked, violation := check(t, "payments/pay", body, contract.Rules{}); violation != nil || len(checked.Warnings) != 0 {
		t.Errorf("without: %v, warnings %q", violation, checked.Warnings)
	}
	for _, rules := range []contract.Rules{{Strict: true}, {SettlementStrategyRequired: true}} {
		if _, violation := check(t, "payments/pay", body, rules); violation == nil || violation.Error() != "settlementStrategy is required" {
			t.Errorf("%+v: %v", rules, violation)
		}
		with := strings.Replace(body, `"env"`, `"settlementStrategy":{"settlementCurrency":"USD"},"env"`, 1)
		if _, violation := check(t, "payments/pay", with, rules); violation != nil {
			t.Errorf("%+v with it: %v", rules, violation)
		}
	}
}

func TestValidate_InquiriesAndCancel_NeedOneOfTwoIDs(t *testing.T) {
	for name, ids := range map[string][2]string{
		"payments/inquiryPayment": {"paymentRequestId", "paymentId"},
		"payments/cancel":         {"paymentRequestId", "paymentId"},
		"payments/inquiryRefund":  {"refundRequestId", "refundId"},
	} {
		for _, body := range []string{`{}`, `{"` + ids[0] + `":""}`, `{"` + ids[1] + `":null}`} {
			_, violation := check(t, name, body, contract.Rules{})
			if want := ids[0] + " or " + ids[1] + " is required"; violation == nil || violation.Error() != want {
				t.Errorf("%s %s: %v", name, body, violation)
			}
		}
		for _, id := range ids {
			if _, violation := check(t, name, `{"`+id+`":"x"}`, contract.Rules{}); violation != nil {
				t.Errorf("%s by %s: %v", name, id, violation)
			}
		}
	}
}

func TestValidate_ManyFaults_TellsTheFirstEveryTime(t *testing.T) {
	body := `{"env":{"terminalType":"X"},"order":7,"productCode":"Y"}`
	for range 50 {
		_, violation := check(t, "payments/pay", body, contract.Rules{})
		if violation == nil || violation.Field != "paymentRequestId" {
			t.Fatalf("got %v", violation)
		}
	}
	_, violation := check(t, "payments/pay", strings.Replace(pay(t, "WEB", "X"), "CARD", strings.Repeat("C", 65), 1), contract.Rules{})
	if violation == nil || violation.Field != "paymentMethod.paymentMethodType" {
		t.Errorf("not the first in the document: %v", violation)
	}
}

func TestValidate_CardDataAndTokens_AreNeverShown(t *testing.T) {
	const pan, token = "4054695723100768", "281001031234567890ABCDEF"
	long := strings.Repeat(token, 10)
	for _, c := range []struct{ api, body, field string }{
		{"payments/pay", pay(t, `{"cardNo":"4054695723100768","cvv":"123","expiryYear":"29","expiryMonth":"12"}`, `"`+pan+`"`), "paymentMethod.paymentMethodMetaData"},
		{"payments/pay", pay(t, `{"cardNo":"4054695723100768","cvv":"123","expiryYear":"29","expiryMonth":"12"}`, pan), "paymentMethod.paymentMethodMetaData"},
		{"payments/pay", pay(t, `"paymentMethodType":"CARD"`, `"paymentMethodType":"CARD","paymentMethodId":"`+long+`"`), "paymentMethod.paymentMethodId"},
		{"payments/getCardInfo", `{"cardNo":` + pan + `}`, "cardNo"},
		{"authorizations/applyToken", `{"grantType":"AUTHORIZATION_CODE","customerBelongsTo":"GCASH","authCode":"` + long + `"}`, "authCode"},
		{"authorizations/applyToken", `{"grantType":"REFRESH_TOKEN","customerBelongsTo":"GCASH","refreshToken":` + "1" + pan + `}`, "refreshToken"},
		{"vaults/fetchNonce", `{"card":"` + pan + `"}`, "card"},
		{"vaults/fetchNonce", `{"card":{"cardNo":"` + pan + `","expiryYear":` + pan + `,"expiryMonth":"12"}}`, "card.expiryYear"},
	} {
		_, violation := check(t, c.api, c.body, contract.Rules{})
		if violation == nil || violation.Field != c.field {
			t.Errorf("%s: %v, want one at %s", c.api, violation, c.field)
			continue
		}
		if said := violation.Error(); strings.Contains(said, pan[:6]) || strings.Contains(said, token[:8]) || !strings.Contains(said, `"***"`) {
			t.Errorf("says %q", said)
		}
	}
}

func TestViolation_FitsResultMessage(t *testing.T) {
	v := &contract.Violation{Field: strings.Repeat("字.", 300), Rule: strings.Repeat("must ", 60), Sent: strings.Repeat("x", 300)}
	if said := v.Error(); utf8.RuneCountInString(said) != 256 || !strings.HasSuffix(said, "…") || !utf8.ValidString(said) {
		t.Errorf("%d characters: %q", utf8.RuneCountInString(said), said)
	}
}

func TestValidate_ManyWarnings_AreCounted(t *testing.T) {
	goods := strings.Repeat(`{"goodsBrand":"x"},`, 30)
	checked, violation := check(t, "payments/pay", pay(t, `"goods":[`, `"goods":[`+goods), contract.Rules{})
	if violation != nil || len(checked.Warnings) != 21 || checked.Warnings[20] != fmt.Sprintf("%d more warnings of this kind are not listed", 40) {
		t.Errorf("%d warnings, the last %q, violation %v", len(checked.Warnings), checked.Warnings[len(checked.Warnings)-1], violation)
	}
}

func TestValidate_TheSameObjectTwice_IsNotChanged(t *testing.T) {
	api, _ := contract.ByName("payments/pay")
	o, err := contract.Parse([]byte(pay(t, `"value":"1099"`, `"value":1099`)))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		checked, violation := api.Validate(o, contract.Rules{})
		var request contract.PayRequest
		if violation != nil || checked.Decode(&request) != nil || request.Order.OrderAmount.Value != "1099" {
			t.Fatalf("%v, %+v", violation, request)
		}
	}
}

func TestDecode_NamesInAnotherCase_AreUnknownFields(t *testing.T) {
	var request contract.InquiryPaymentRequest
	decode(t, "payments/inquiryPayment", `{"PAYMENTREQUESTID":"evil","paymentId":"p"}`, &request)
	if request.PaymentRequestID != "" || request.PaymentID != "p" {
		t.Errorf("reads %+v", request)
	}
}

func TestDecode_LooselyTypedCardData_IsReadAllTheSame(t *testing.T) {
	for sent, want := range map[string]contract.CardData{
		`{"cardNo":4054695723100768,"cvv":123,"expiryYear":29,"expiryMonth":1,"is3DSAuthentication":"true"}`: {
			CardNo: "4054695723100768", CVV: "123", ExpiryYear: "29", ExpiryMonth: "1", Is3DSAuthentication: true},
		`{"cardNo":null,"cvv":{"a":1},"expiryYear":["29"],"is3DSAuthentication":false}`: {},
		`{"is3DSAuthentication":true,"selectedCardBrand":null}`:                         {Is3DSAuthentication: true},
		`{"billingAddress":"Main Street","cvv":"1"}`:                                    {CVV: "1"},
		`{}`: {},
	} {
		var request contract.PayRequest
		decode(t, "payments/pay", pay(t, `{"cardNo":"4054695723100768","cvv":"123","expiryYear":"29","expiryMonth":"12"}`, sent), &request)
		if got := request.PaymentMethod.PaymentMethodMetaData; got == nil || *got != want {
			t.Errorf("%s reads %+v", sent, got)
		}
	}
}
