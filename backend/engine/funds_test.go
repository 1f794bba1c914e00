package engine_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

func exchangeBody(id, sell, buy, side string) string {
	return fmt.Sprintf(`{"exchangeRequestId":%q,"sellAmount":%s,"buyAmount":%s,"exchangeTradeType":%q}`, id, sell, buy, side)
}

func TestFunds_AmountsThatAreNone_AreRefusedAndMoveNothing(t *testing.T) {
	const most = `{"currency":"KWD","value":"9999999999999999"}`
	newDesk(t).tell(t, []story{
		{api: "aba/funds/createQuote", body: `{"exchangeTradeType":"SELL","sellAmount":` + most + `,"buyAmount":{"currency":"IDR","value":"1"}}`, code: "PARAM_ILLEGAL"},
		{api: "aba/funds/createExchange", body: exchangeBody("x1", `{"currency":"IDR","value":"100"}`, most, "BUY"), code: "PARAM_ILLEGAL"},
		{api: "aba/funds/createExchange", body: exchangeBody("x2", `{"currency":"IDR","value":"100"}`, `{"currency":"USD","value":"1"}`, "SELL"), code: "PARAM_ILLEGAL"},
		{api: "aba/accounts/inquiryBalance", body: `{"customerId":"me","currencyList":["IDR","KWD","USD"]}`, want: map[string]string{
			"accountBalances.0.totalBalance.value": "100000000", "accountBalances.1.totalBalance.value": "100000000", "accountBalances.2.totalBalance.value": "100000000",
		}},
	})
}

func TestFunds_AmountsThatAreNone_AreToldByTheirField(t *testing.T) {
	d := newDesk(t)
	for field, r := range map[string]reply{
		"sellAmount":                            d.do("aba/funds/createExchange", exchangeBody("x1", `{"currency":"IDR","value":"100"}`, `{"currency":"USD","value":"1"}`, "SELL")),
		"buyAmount":                             d.do("aba/funds/createExchange", exchangeBody("x2", `{"currency":"IDR","value":"100"}`, `{"currency":"KWD","value":"9999999999999999"}`, "BUY")),
		"transferFromDetail.transferFromAmount": d.do("funds/createTransfer", `{"transferRequestId":"f1","transferFromDetail":{"transferFromMethod":{"paymentMethodType":"BALANCE_ACCOUNT"},"transferFromAmount":{"currency":"IDR","value":"100"}},"transferToDetail":{"transferToMethod":{"paymentMethodType":"BALANCE_ACCOUNT"},"transferToCurrency":"USD","purposeCode":"GSD"}}`),
	} {
		equal(t, field, r.Result.Code, "PARAM_ILLEGAL")
		if !strings.HasPrefix(r.Result.Message, field+" is ") {
			t.Errorf("%s: %s", field, r.Result.Message)
		}
	}
}

func TestTax_TotalOfMoreThanSixteenDigits_IsRefused(t *testing.T) {
	newDesk(t).tell(t, []story{
		{api: "tax/calculate", body: `{"taxCalculationRequestId":"k1","currency":"USD","lineItems":[{"goodsReferenceId":"a","unitAmount":"1000000000000","quantity":1000000}],"customerDetails":{"shippingAddress":{"country":"US"}}}`, code: "PARAM_ILLEGAL"},
		{api: "tax/calculate", body: `{"taxCalculationRequestId":"k2","currency":"USD","lineItems":[{"goodsReferenceId":"a","unitAmount":"1000000000000","quantity":9999}],"customerDetails":{"shippingAddress":{"country":"US"}}}`, want: map[string]string{"totalAmount": "9999000000000000"}},
		{api: "tax/calculate", body: `{"taxCalculationRequestId":"k3","currency":"USD","lineItems":[{"goodsReferenceId":"a","unitAmount":"1000000000000","quantity":9999}],"shippingCost":{"amount":"1000000000000"},"customerDetails":{"shippingAddress":{"country":"US"}}}`, code: "PARAM_ILLEGAL"},
	})
}

func TestFunds_DirectRefundOfLessThanAMinorUnit_IsRefused(t *testing.T) {
	refund := func(id, value string) string {
		return fmt.Sprintf(`{"paymentId":"${direct}","refundRequestId":%q,"refundFromMethod":{"grantToken":"g","refundFromMethodType":"BALANCE","customerId":"c"},"refundFromAmount":{"currency":"JPY","value":%q}}`, id, value)
	}
	newDesk(t).tell(t, []story{
		{api: "aba/funds/createDirectPayment", body: `{"paymentRequestId":"d1","order":{"referenceOrderId":"o","orderDescription":"d","orderAmount":{"currency":"JPY","value":"150"}},"payToMethod":{"paymentMethodType":"BALANCE_ACCOUNT"},"payToAmount":{"currency":"JPY","value":"150"},"payFromAmount":{"currency":"USD","value":"100"}}`, keep: map[string]string{"direct": "paymentId"}},
		{api: "aba/funds/createDirectRefund", body: refund("r1", "1"), code: "PARAM_ILLEGAL"},
		{api: "aba/funds/createDirectRefund", body: refund("r2", "149"), want: map[string]string{"refundToAmount.value": "99"}},
		{api: "aba/funds/createDirectRefund", body: refund("r3", "1"), want: map[string]string{"refundToAmount.value": "1"}},
	})
}

func TestFunds_DirectRefundAcrossCurrencies_GivesBackTheShareThatWasPaid(t *testing.T) {
	refund := func(id, value string) string {
		return fmt.Sprintf(`{"paymentId":"${direct}","refundRequestId":%q,"refundFromMethod":{"grantToken":"g","refundFromMethodType":"BALANCE","customerId":"c"},"refundFromAmount":{"currency":"EUR","value":%q}}`, id, value)
	}
	newDesk(t).tell(t, []story{
		{api: "aba/funds/createDirectPayment", body: `{"paymentRequestId":"d1","order":{"referenceOrderId":"o","orderDescription":"d","orderAmount":{"currency":"EUR","value":"90"}},"payToMethod":{"paymentMethodType":"BALANCE_ACCOUNT"},"payToAmount":{"currency":"EUR","value":"90"},"payFromAmount":{"currency":"USD","value":"100"}}`, keep: map[string]string{"direct": "paymentId"}},
		{api: "aba/funds/createDirectRefund", body: refund("r1", "31"), want: map[string]string{"refundToAmount.value": "34", "refundToAmount.currency": "USD"}},
		{api: "aba/funds/createDirectRefund", body: refund("r2", "60"), code: "REFUND_AMOUNT_EXCEED"},
		{api: "aba/funds/createDirectRefund", body: refund("r3", "59"), want: map[string]string{"refundToAmount.value": "66"}},
		{api: "aba/accounts/inquiryBalance", body: `{"customerId":"me","currencyList":["USD","EUR"]}`, want: map[string]string{
			"accountBalances.0.totalBalance.value": "100000000", "accountBalances.1.totalBalance.value": "100000000",
		}},
	})
}

// registered is a desk with the sub-merchant M1, settled in SGD.
func registered(t *testing.T) *desk {
	d := newDesk(t)
	d.tell(t, []story{{api: "merchants/register", body: `{"registrationRequestId":"m1","settlementInfos":[{"settlementCurrency":"SGD"}],"merchantInfo":` + merchantInfo + `,"paymentMethods":[{"paymentMethodType":"CARD"}]}`}})
	d.clock.Advance(3 * time.Second)
	if err := d.engine.SettleNow(context.Background(), d.call.Environment); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestFunds_TransferToASubMerchant_ArrivesThere(t *testing.T) {
	registered(t).tell(t, []story{
		{api: "funds/createTransfer", body: `{"transferRequestId":"f1","transferFromDetail":{"transferFromMethod":{"paymentMethodType":"BALANCE_ACCOUNT"},"transferFromAmount":{"currency":"USD","value":"1000"}},"transferToDetail":{"transferToMethod":{"paymentMethodType":"BALANCE_ACCOUNT","customerId":"M1"},"transferToCurrency":"SGD","purposeCode":"GSD"}}`, want: map[string]string{"transferToDetail.actualTransferToAmount.value": "1350"}},
		{api: "accounts/inquireBalance", body: `{"referenceMerchantId":"M1"}`, want: map[string]string{"accountBalances.0.availableBalance.value": "100001350"}},
		{api: "aba/account/inquireAvailableQuota", body: `{"currency":"USD"}`, want: map[string]string{"availableQuota.value": "99999000"}},
		{api: "funds/createTransfer", body: `{"transferRequestId":"f2","transferFromDetail":{"transferFromMethod":{"paymentMethodType":"BALANCE_ACCOUNT"},"transferFromAmount":{"currency":"USD","value":"500"}},"transferToDetail":{"transferToMethod":{"paymentMethodType":"BALANCE_ACCOUNT","customerId":"M1"},"transferToCurrency":"USD","purposeCode":"GSD"}}`},
		{api: "accounts/inquireBalance", body: `{"referenceMerchantId":"M1"}`, want: map[string]string{
			"accountBalances.#": "2", "accountBalances.1.currency": "USD", "accountBalances.1.availableBalance.value": "100000500",
		}},
	})
}

func TestSettle_Parts_ArriveAtTheSellerAndThePlatform(t *testing.T) {
	d := registered(t)
	pay := func(id string, merchant fields) string {
		call := walletCall(id)
		call["order"] = call["order"].(fields).with(fields{"merchant": merchant})
		paid := d.succeeds("payments/pay", call).PaymentID
		d.approve(paid)
		return paid
	}
	parts := func(id, paid string) string {
		return fmt.Sprintf(`{"settlementRequestId":%q,"paymentId":%q,"settlementDetails":[{"settleTo":"SELLER","settlementAmount":{"currency":"PHP","value":"900"}},{"settleTo":"MARKETPLACE","settlementAmount":{"currency":"PHP","value":"100"}}]}`, id, paid)
	}
	named, unknown := pay("p-1", fields{"referenceMerchantId": "M1"}), pay("p-2", fields{"referenceMerchantId": "nobody"})
	d.tell(t, []story{
		{api: "payments/settle", body: parts("s1", named)},
		{api: "payments/settle", body: parts("s1", named)},
		{api: "payments/settle", body: parts("s2", unknown)},
		{api: "accounts/inquireBalance", body: `{"referenceMerchantId":"M1"}`, want: map[string]string{
			"accountBalances.#": "2", "accountBalances.1.currency": "PHP", "accountBalances.1.availableBalance.value": "100000900",
		}},
		{api: "aba/account/inquireAvailableQuota", body: `{"currency":"PHP"}`, want: map[string]string{"availableQuota.value": "100000200"}},
	})
}

func TestChange_RepeatedAfterAnother_AnswersAsTheFirstTimeAndChangesNothing(t *testing.T) {
	d := registered(t)
	update := func(id, account string) string {
		return fmt.Sprintf(`{"updateRequestId":%q,"referenceMerchantId":"M1","settlementCurrency":"SGD","settlementBankAccount":{"bankAccountNo":%q}}`, id, account)
	}
	first := d.ok("merchants/settlementInfo/update", update("u1", "1"))
	d.ok("merchants/settlementInfo/update", update("u2", "2"))
	equal(t, "repeated", string(d.ok("merchants/settlementInfo/update", update("u1", "1")).Body), string(first.Body))
	own := strings.Replace(update("u3", "3"), "{", `{"$answers":{"merchants/settlementInfo/update u1":"{}"},`, 1)
	d.ok("merchants/settlementInfo/update", own)
	equal(t, "whatever was sent", string(d.ok("merchants/settlementInfo/update", update("u1", "1")).Body), string(first.Body))

	d.tell(t, taxStory[1:2])
	code := func(id, code string) string {
		return fmt.Sprintf(`{"settingsUpdateRequestId":%q,"defaultTaxCode":%q}`, id, code)
	}
	d.tell(t, []story{
		{api: "tax/updateSettings", body: code("u1", "AA"), want: map[string]string{"defaultTaxCode": "AA"}},
		{api: "tax/updateSettings", body: code("u2", "BB"), want: map[string]string{"defaultTaxCode": "BB"}},
		{api: "tax/updateSettings", body: code("u1", "AA"), want: map[string]string{"defaultTaxCode": "AA"}},
		{api: "tax/inquireSettings", body: `{}`, want: map[string]string{"defaultTaxCode": "BB"}},
		{api: "aba/cards/applyCard", body: `{"requestId":"a1","cardNickName":"Travel"}`, keep: map[string]string{"asset": "assetId"}},
		{api: "aba/cards/updateCard", body: `{"assetId":"${asset}","requestId":"a1","note":"n"}`, want: map[string]string{"requestId": "a1", "status": "ACTIVE"}},
	})
}

func TestTax_Transactions_AreThoseOfThePaymentAndOfRefundsThatCameThrough(t *testing.T) {
	d := newDesk(t)
	d.tell(t, taxStory[1:2])
	calculate := func(id string) string {
		return d.ok("tax/calculate", fmt.Sprintf(`{"taxCalculationRequestId":%q,"currency":"SGD","lineItems":[{"goodsReferenceId":"a","unitAmount":"4200","quantity":1}],"customerDetails":{"shippingAddress":{"country":"SG"}}}`, id)).get("taxCalculationId")
	}
	pay := func(id, calculation string) string {
		call := fields{
			"productCode": "CASHIER_PAYMENT", "paymentRequestId": id, "paymentAmount": amount("SGD", "4200"), "paymentRedirectUrl": redirectURL,
			"order":         fields{"referenceOrderId": "o", "orderDescription": "d", "orderAmount": amount("SGD", "4200"), "buyer": fields{"referenceBuyerId": "b"}},
			"paymentMethod": fields{"paymentMethodType": "CARD", "paymentMethodMetaData": cardFields(visa)}, "settlementStrategy": fields{"settlementCurrency": "SGD"},
			"env": fields{"terminalType": "WEB"}, "taxCalculationId": calculation,
		}
		return d.wants(d.ask("payments/pay", call), sandbox.StatusS, "SUCCESS").PaymentID
	}
	types := func(by fields) string {
		text := ""
		for _, row := range d.wants(d.ask("tax/inquireTransactionList", by), sandbox.StatusS, "SUCCESS").items("transactions") {
			text += row.get("type") + row.get("status") + " "
		}
		return text
	}
	calculation := calculate("k1")
	paid := pay("p-1", calculation)
	refund := d.refund(refundOf("rf-1", paid, "SGD", "2100")).RefundID
	equal(t, "in process", types(fields{"paymentId": paid})+"|"+types(fields{"refundId": refund}), "PAYMENTPOSTED |")
	d.clock.Advance(engine.RefundDelay)
	d.settle()
	equal(t, "refunded", types(fields{"paymentId": paid})+"|"+types(fields{"refundId": refund}), "PAYMENTPOSTED REFUNDPOSTED |REFUNDPOSTED ")
	equal(t, "by the calculation", types(fields{"taxCalculationId": calculation}), "PAYMENTPOSTED REFUNDPOSTED ")
	equal(t, "by another", types(fields{"taxCalculationId": calculate("k3")})+types(fields{"taxCalculationId": "none"}), "")
	d.clock.Advance(400 * 24 * time.Hour)
	equal(t, "by an expired calculation", types(fields{"paymentId": pay("p-2", calculation)}), "")
	equal(t, "by the calculation, later", types(fields{"taxCalculationId": calculation}), "PAYMENTPOSTED REFUNDPOSTED ")
	equal(t, "by a new one", types(fields{"paymentId": pay("p-3", calculate("k2"))}), "PAYMENTPOSTED ")
}

func TestTax_BadCurrencyOrDate_IsRefused(t *testing.T) {
	newDesk(t).tell(t, []story{
		{api: "tax/calculate", body: `{"taxCalculationRequestId":"k1","currency":"ZZZ","lineItems":[],"customerDetails":{}}`, code: "CURRENCY_NOT_SUPPORT"},
		{api: "tax/calculate", body: `{"taxCalculationRequestId":"k2","currency":"SGD","taxDate":"never","lineItems":[],"customerDetails":{}}`, code: "PARAM_ILLEGAL"},
	})
}

func TestFunds_DirectRefund_GivesBackTheGrantTokenThatWasSent(t *testing.T) {
	d := newDesk(t)
	paid := d.ok("aba/funds/createDirectPayment", `{"paymentRequestId":"d1","order":{"referenceOrderId":"o","orderDescription":"d","orderAmount":{"currency":"USD","value":"500"}},"payToMethod":{"paymentMethodType":"BALANCE_ACCOUNT"},"payToAmount":{"currency":"USD","value":"500"},"payFromAmount":{"currency":"USD","value":"500"}}`).get("paymentId")
	body := fmt.Sprintf(`{"paymentId":%q,"refundRequestId":"r1","refundNotifyUrl":"https://shop.example.com/r","refundFromMethod":{"grantToken":"grant-1","refundFromMethodType":"BALANCE","customerId":"c"},"refundFromAmount":{"currency":"USD","value":"300"}}`, paid)
	refund := d.ok("aba/funds/createDirectRefund", body)
	again := d.ok("aba/funds/createDirectRefund", body)
	asked := d.ok("aba/funds/inquireDirectRefund", fmt.Sprintf(`{"refundId":%q,"refundRequestId":"r1"}`, refund.get("refundId")))
	told := d.noticesOf(sandbox.NotifyDirectRefund)
	equal(t, "notifications", len(told), 1)
	for name, r := range map[string]reply{"answer": refund, "repeated": again, "inquiry": asked, "notification": told[0]} {
		equal(t, name, r.get("refundFromMethod.grantToken")+r.get("refundFromMethod.customerId"), "grant-1c")
	}
}

func TestResources_Refusals_NameWhatTheCallHasAndWhatIsMissing(t *testing.T) {
	d := newDesk(t)
	for name, c := range map[string][2]string{
		"users/verifyAuthentication":     {`{"authenticationValue":"1"}`, "Send authenticationRequestId; it is missing."},
		"billing/invoice/inquireDetails": {`{}`, "Send invoiceId or invoiceRequestId; it is missing."},
		"tax/inquireSettings":            {`{}`, "This client has no tax/settings."},
		"billing/price/create":           {`{"productId":"none","currency":"USD","unitAmount":{"currency":"USD","value":"1"}}`, "No billing/product of this client has that productId."},
	} {
		equal(t, name, d.do(name, c[0]).Result.Message, c[1])
	}
}

func TestCards_StatusFollowsTheOperation_AndTheMerchantIsTold(t *testing.T) {
	d := newDesk(t)
	card := d.ok("aba/cards/applyCard", `{"requestId":"a1","cardNickName":"Travel"}`)
	asset, number := card.get("assetId"), card.get("cardNo")
	d.ok("aba/cards/applyCard", `{"requestId":"a2","cardNickName":"Office"}`)
	update := func(id, operation string) reply {
		return d.do("aba/cards/updateCardStatus", fmt.Sprintf(`{"assetId":%q,"requestId":%q,"operateType":%q,"notifyUrl":"https://shop.example.com/%s"}`, asset, id, operation, id))
	}
	listed := func(filter string) string {
		text := ""
		for _, row := range d.ok("aba/cards/inquireCard", filter).items("cardList") {
			text += row.get("cardNickName") + row.get("cardStatus") + " "
		}
		return text
	}
	frozen := d.wants(update("u1", "FREEZE"), sandbox.StatusS, "SUCCESS")
	equal(t, "frozen", frozen.get("status")+frozen.get("requestId"), "FROZENu1")
	d.wants(update("u2", "FREEZE"), sandbox.StatusF, "ORDER_STATUS_INVALID")
	d.wants(d.do("aba/cards/updateCard", fmt.Sprintf(`{"assetId":%q,"requestId":"u3","note":"n"}`, asset)), sandbox.StatusF, "ORDER_STATUS_INVALID")
	equal(t, "all", listed(`{}`), "OfficeACTIVE TravelFROZEN ")
	equal(t, "by status", listed(`{"cardStatus":"FROZEN"}`), "TravelFROZEN ")
	equal(t, "by name", listed(`{"cardNickName":"Office"}`), "OfficeACTIVE ")
	equal(t, "by number", listed(fmt.Sprintf(`{"lastFourDigits":%q,"cardStatus":"FROZEN"}`, number[len(number)-4:])), "TravelFROZEN ")
	equal(t, "by another number", listed(`{"lastFourDigits":"none"}`), "")
	equal(t, "unfrozen", update("u4", "UNFREEZE").get("status"), "ACTIVE")
	equal(t, "repeated", update("u1", "FREEZE").get("status"), "FROZEN")
	equal(t, "as it stands", listed(`{"cardNickName":"Travel"}`), "TravelACTIVE ")
	equal(t, "cancelled", update("u5", "CANCEL").get("status"), "CANCEL")
	d.wants(update("u6", "UNFREEZE"), sandbox.StatusF, "ORDER_STATUS_INVALID")
	told := ""
	for _, n := range d.noticesOf(sandbox.NotifyCardStatus) {
		told += n.get("operateType") + n.get("cardStatus") + n.get("requestId") + " "
	}
	equal(t, "notifications", told, "APPLYACTIVEa1 APPLYACTIVEa2 FREEZEFROZENu1 UNFREEZEACTIVEu4 CANCELCANCELu5 ")
	equal(t, "where to", d.store.Notifications()[2].URL, "https://shop.example.com/u1")
}
