package engine_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// do sends a call through the contract, as the gateway does, and checks the answer's types.
func (d *desk) do(name, body string) reply {
	d.Helper()
	api, found := contract.ByName(name)
	if !found {
		d.Fatalf("the contract has no %s", name)
	}
	object, err := contract.Parse([]byte(body))
	if err != nil {
		d.Fatalf("%s: %v in %s", name, err, body)
	}
	checked, violation := api.Validate(object, contract.Rules{})
	if violation != nil {
		d.Fatalf("%s: %v", name, violation)
	}
	done := d.watch.during(name)
	r := d.read(d.engine.Do(context.Background(), d.call, name, engine.Input{Checked: checked}))
	done(r)
	if violation := api.CheckResponse(r.Body); violation != nil {
		d.Fatalf("%s answered %s: %v", name, r.Body, violation)
	}
	return r
}

// ok sends a call that must succeed.
func (d *desk) ok(name, body string) reply {
	d.Helper()
	return d.wants(d.do(name, body), sandbox.StatusS, "SUCCESS")
}

// story is a script of calls: "${name}" stands for what an earlier answer told, keep saves such a
// value, want names members of the answer and what they must be.
type story struct {
	api, body string
	code      string // SUCCESS unless said
	keep      map[string]string
	want      map[string]string
}

var placeholder = regexp.MustCompile(`\$\{(\w+)\}`)

func (d *desk) tell(t *testing.T, stories []story) map[string]string {
	t.Helper()
	known := map[string]string{}
	fill := func(text string) string {
		return placeholder.ReplaceAllStringFunc(text, func(p string) string {
			value, found := known[p[2:len(p)-1]]
			if !found {
				t.Fatalf("nothing told %s before", p)
			}
			return value
		})
	}
	for _, s := range stories {
		r := d.do(s.api, fill(s.body))
		if want := orSuccess(s.code); r.Result.Code != want {
			t.Fatalf("%s %s: %s %s, want %s", s.api, fill(s.body), r.Result.Code, r.Result.Message, want)
		}
		told := exactly(t, r.Body)
		for name, path := range s.keep {
			if known[name] = at(told, path); known[name] == "" {
				t.Fatalf("%s did not tell %s: %s", s.api, path, r.Body)
			}
		}
		for path, want := range s.want {
			if got := at(told, path); got != fill(want) {
				t.Fatalf("%s told %s = %q, want %q: %s", s.api, path, got, fill(want), r.Body)
			}
		}
	}
	return known
}

// exactly reads JSON with its numbers as they were written.
func exactly(t *testing.T, body []byte) any {
	t.Helper()
	var told any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&told); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return told
}

func orSuccess(code string) string {
	if code == "" {
		return sandbox.CodeSuccess
	}
	return code
}

// at reads "items.0.itemId" and "list.#" (how many) of an answer; absent is "".
func at(v any, path string) string {
	for key := range strings.SplitSeq(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[key]
		case []any:
			if key == "#" {
				return fmt.Sprint(len(x))
			}
			var i int
			if _, err := fmt.Sscan(key, &i); err != nil || i >= len(x) {
				return ""
			}
			v = x[i]
		default:
			return ""
		}
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

var billingStory = []story{
	{api: "billing/customer/create", body: `{"customerRequestId":"c1","email":"ada@example.com","firstName":"Ada","country":"SG"}`, keep: map[string]string{"customer": "customerId"}, want: map[string]string{"customerRequestId": "c1", "status": "ACTIVE"}},
	{api: "billing/customer/create", body: `{"customerRequestId":"c1","email":"other@example.com"}`, want: map[string]string{"customerId": "${customer}", "email": "ada@example.com"}},
	{api: "billing/customer/inquireDetails", body: `{"customerId":"${customer}"}`, want: map[string]string{"firstName": "Ada", "gmtCreate": "2026-03-10T10:00:00+08:00"}},
	{api: "billing/customer/update", body: `{"customerId":"${customer}","lastName":"Lee"}`, want: map[string]string{"status": "ACTIVE"}},
	{api: "billing/customer/inquireList", body: `{"emailPrefix":"ada","includeTotal":true}`, want: map[string]string{"customers.#": "1", "customers.0.lastName": "Lee", "total": "1", "hasMore": "false"}},
	{api: "billing/customer/inquireList", body: `{"country":["CN"]}`, want: map[string]string{"customers.#": "0"}},
	{api: "billing/customer/createPortalLink", body: `{"customerId":"${customer}","autoSend":true}`, keep: map[string]string{"portal": "portalUrl"}, want: map[string]string{"sendStatus": "SENT"}},
	{api: "billing/product/create", body: `{"productRequestId":"p1","name":"Tea club"}`, keep: map[string]string{"product": "productId"}, want: map[string]string{"active": "true"}},
	{api: "billing/product/inquireList", body: `{"keyword":"TEA","active":true}`, want: map[string]string{"products.#": "1", "products.0.productId": "${product}"}},
	{api: "billing/price/create", body: `{"priceRequestId":"pr1","productId":"${product}","unitAmount":{"currency":"USD","value":"500"},"recurring":{"periodRule":{"periodType":"MONTH","periodCount":1}}}`, keep: map[string]string{"price": "priceId"}, want: map[string]string{"active": "true", "unitAmount.value": "500"}},
	{api: "billing/price/create", body: `{"productId":"nobody"}`, code: "ORDER_NOT_EXIST"},
	{api: "billing/price/inquireDetails", body: `{"priceId":"${price}"}`, want: map[string]string{"recurring.periodRule.periodType": "MONTH"}},
	{api: "billing/price/inquireList", body: `{"productId":"${product}"}`, want: map[string]string{"prices.#": "1"}},
	{api: "billing/price/update", body: `{"priceId":"${price}","active":false}`, want: map[string]string{"active": "false", "deactivatedAt": "2026-03-10T10:00:00+08:00"}},
	{api: "billing/product/inquireDetails", body: `{"productId":"${product}"}`, want: map[string]string{"prices.0.priceId": "${price}"}},
	{api: "billing/product/update", body: `{"productId":"${product}","description":"Green"}`, want: map[string]string{"description": "Green", "name": "Tea club"}},
	{api: "billing/coupon/create", body: `{"couponRequestId":"cp1","discountType":"PERCENT","percentOff":"10","durationType":"ONCE","appliesTo":{"productIds":["${product}"]},"promotionCodes":[{"promotionCodeRequestId":"pc1","code":"TEA10"}]}`, keep: map[string]string{"coupon": "couponId", "code": "promotionCodes.0.promotionCodeId"}, want: map[string]string{"promotionCodes.0.code": "TEA10"}},
	{api: "billing/coupon/inquireDetails", body: `{"couponId":"${coupon}"}`, want: map[string]string{"appliesTo.products.0.productName": "Tea club", "redeemedCount": "0"}},
	{api: "billing/coupon/inquireList", body: `{"status":"ACTIVE"}`, want: map[string]string{"coupons.#": "1"}},
	{api: "billing/coupon/update", body: `{"couponId":"${coupon}","status":"INACTIVE"}`, want: map[string]string{"status": "INACTIVE"}},
	{api: "billing/coupon/inquireList", body: `{"status":"ACTIVE"}`, want: map[string]string{"coupons.#": "0"}},
	{api: "billing/promotionCode/create", body: `{"promotionCodeRequestId":"pc2","couponId":"${coupon}"}`, keep: map[string]string{"code2": "promotionCodeId", "made": "code"}, want: map[string]string{"status": "ACTIVE"}},
	{api: "billing/promotionCode/inquireDetails", body: `{"promotionCodeId":"${code}"}`, want: map[string]string{"couponId": "${coupon}", "code": "TEA10"}},
	{api: "billing/promotionCode/inquireList", body: `{"couponId":"${coupon}","limit":1}`, want: map[string]string{"promotionCodes.#": "1", "hasMore": "true", "nextCursor": "${code2}"}},
	{api: "billing/promotionCode/inquireList", body: `{"couponId":"${coupon}","limit":1,"startingAfter":"${code2}"}`, want: map[string]string{"promotionCodes.0.promotionCodeId": "${code}", "hasMore": "false"}},
	{api: "billing/promotionCode/update", body: `{"promotionCodeId":"${code}","maxRedemptions":3}`, want: map[string]string{"status": "ACTIVE"}},
	{api: "billing/invoice/create", body: `{"invoiceRequestId":"i1","customerId":"${customer}","currency":"USD","items":[{"description":"Tea","unitAmount":{"currency":"USD","value":"500"},"quantity":2},{"itemAmount":{"currency":"USD","value":"99"}}]}`, keep: map[string]string{"invoice": "invoiceId"}, want: map[string]string{"status": "DRAFT"}},
	{api: "billing/invoice/create", body: `{"invoiceRequestId":"i0","customerId":"nobody","currency":"USD","items":[]}`, code: "ORDER_NOT_EXIST"},
	{api: "billing/invoice/create", body: `{"invoiceRequestId":"i2","customerId":"${customer}","currency":"USD","items":[{"itemAmount":{"currency":"EUR","value":"1"}}]}`, code: "CURRENCY_NOT_SUPPORT"},
	{api: "billing/invoice/inquireDetails", body: `{"invoiceRequestId":"i1"}`, want: map[string]string{"invoiceId": "${invoice}", "totalAmount.value": "1099", "remainAmount.value": "1099", "items.0.quantity": "2", "customerEmail": "ada@example.com"}},
	{api: "billing/invoice/update", body: `{"invoiceId":"${invoice}","description":"March"}`, want: map[string]string{"status": "DRAFT"}},
	{api: "billing/invoice/send", body: `{"invoiceId":"${invoice}"}`, code: "ORDER_STATUS_INVALID"},
	{api: "billing/invoice/confirmPayment", body: `{"invoiceId":"${invoice}","confirmationType":"OFFLINE"}`, code: "ORDER_STATUS_INVALID"},
	{api: "billing/invoice/finalize", body: `{"invoiceId":"${invoice}","invoiceNote":"checked"}`, want: map[string]string{"status": "OPEN", "finalizedAt": "2026-03-10T10:00:00+08:00", "invoiceNote": "checked"}, keep: map[string]string{"page": "hostedInvoiceUrl"}},
	{api: "billing/invoice/finalize", body: `{"invoiceId":"${invoice}"}`, code: "ORDER_STATUS_INVALID"},
	{api: "billing/invoice/send", body: `{"invoiceId":"${invoice}"}`, want: map[string]string{"sendStatus": "SENT"}},
	{api: "billing/invoice/createViewLink", body: `{"invoiceId":"${invoice}","linkExpiryDays":7}`, want: map[string]string{"expiresAt": "2026-03-17T10:00:00+08:00"}},
	{api: "billing/invoice/markUncollectible", body: `{"invoiceId":"${invoice}"}`, want: map[string]string{"status": "UNCOLLECTIBLE"}},
	{api: "billing/invoice/confirmPayment", body: `{"invoiceId":"${invoice}","confirmationType":"OFFLINE","paymentMethod":"CASH"}`, want: map[string]string{"status": "PAID"}, keep: map[string]string{"receipt": "receiptId"}},
	{api: "billing/invoice/inquireDetails", body: `{"invoiceId":"${invoice}"}`, want: map[string]string{"paidAmount.value": "1099", "remainAmount.value": "0", "invoiceNotes.0.action": "finalize"}},
	{api: "billing/invoice/inquireList", body: `{"status":"PAID","minAmount":{"currency":"USD","value":"1000"},"includeTotal":true}`, want: map[string]string{"invoices.#": "1", "total": "1"}},
	{api: "billing/invoice/inquireList", body: `{"minAmount":{"currency":"USD","value":"1100"}}`, want: map[string]string{"invoices.#": "0"}},
	{api: "billing/invoice/export", body: `{"downloadType":"LIST"}`, want: map[string]string{"fileFormat": "CSV"}, keep: map[string]string{"file": "fileUrl"}},
	{api: "billing/receipt/inquireDetails", body: `{"receiptId":"${receipt}"}`, want: map[string]string{"invoiceId": "${invoice}", "totalAmount.value": "1099", "paymentMethodType": "CASH", "items.0.quantity": "2"}},
	{api: "billing/receipt/inquireDetails", body: `{"invoiceId":"${invoice}"}`, want: map[string]string{"receiptId": "${receipt}"}},
	{api: "billing/receipt/inquireDetails", body: `{"invoiceId":"other"}`, code: "ORDER_NOT_EXIST"},
	{api: "billing/receipt/inquireList", body: `{"customerId":"${customer}"}`, want: map[string]string{"receipts.#": "1"}},
	{api: "billing/receipt/send", body: `{"receiptId":"${receipt}"}`, want: map[string]string{"sendStatus": "SENT"}},
	{api: "billing/receipt/export", body: `{"downloadType":"LIST"}`, want: map[string]string{"fileFormat": "CSV"}},
	{api: "billing/creditNote/create", body: `{"creditNoteRequestId":"n1","invoiceId":"${invoice}","type":"POST_PAYMENT","totalAmount":{"currency":"USD","value":"1000"},"items":[{"type":"ITEM","itemAmount":{"currency":"USD","value":"1000"}}]}`, want: map[string]string{"status": "ISSUED", "customerId": "${customer}"}, keep: map[string]string{"note": "creditNoteId", "noteItem": "items.0.creditNoteItemId"}},
	{api: "billing/creditNote/create", body: `{"creditNoteRequestId":"n2","invoiceId":"${invoice}","type":"POST_PAYMENT","totalAmount":{"currency":"USD","value":"100"}}`, code: "PROCESS_FAIL"},
	{api: "billing/creditNote/inquireDetails", body: `{"creditNoteId":"${note}"}`, want: map[string]string{"totalAmount.value": "1000"}},
	{api: "billing/creditNote/inquireList", body: `{"invoiceId":"${invoice}"}`, want: map[string]string{"list.#": "1", "totalCount": "1"}},
	{api: "billing/creditNote/void", body: `{"creditNoteId":"${note}"}`, want: map[string]string{"status": "VOIDED", "voidedAt": "2026-03-10T10:00:00+08:00"}},
	{api: "billing/creditNote/void", body: `{"creditNoteId":"${note}"}`, code: "ORDER_STATUS_INVALID"},
	{api: "billing/invoice/create", body: `{"invoiceRequestId":"i3","customerId":"${customer}","currency":"USD","status":"OPEN","items":[]}`, want: map[string]string{"status": "OPEN"}, keep: map[string]string{"second": "invoiceId", "secondPage": "hostedInvoiceUrl"}},
	{api: "billing/invoice/revise", body: `{"invoiceId":"${second}","invoiceRevisionRequestId":"r1","void":true}`, want: map[string]string{"voidedInvoiceId": "${second}"}, keep: map[string]string{"revised": "newInvoiceId"}},
	{api: "billing/invoice/revise", body: `{"invoiceId":"${second}","invoiceRevisionRequestId":"r1","void":true}`, want: map[string]string{"newInvoiceId": "${revised}"}},
	{api: "billing/invoice/void", body: `{"invoiceId":"${revised}"}`, want: map[string]string{"status": "VOID"}},
	{api: "billing/subscription/create", body: `{"subscriptionRequestId":"s1","customerId":"${customer}","priceItems":[{"priceId":"${price}","quantity":3}],"trialSettings":{"trialPeriodDays":7}}`, want: map[string]string{"status": "TRIALING", "subscriptionItems.0.quantity": "3", "trialEnd": "2026-03-17T10:00:00+08:00"}, keep: map[string]string{"sub": "subscriptionId", "item": "subscriptionItems.0.itemId"}},
	{api: "billing/subscription/create", body: `{"subscriptionRequestId":"s2","customerId":"${customer}","priceItems":[{"priceId":"none"}]}`, code: "ORDER_NOT_EXIST"},
	{api: "billing/subscription/inquireDetails", body: `{"subscriptionId":"${sub}"}`, want: map[string]string{"totalAmount.value": "1500", "priceItems.0.itemAmount.value": "1500"}},
	{api: "billing/subscription/inquireList", body: `{"customerId":"${customer}"}`, want: map[string]string{"subscriptions.#": "1"}},
	{api: "billing/subscription/update", body: `{"subscriptionId":"${sub}","priceItemChanges":[{"type":"UPDATE","itemId":"${item}","newQuantity":2}]}`, want: map[string]string{"subscriptionItems.0.quantity": "2", "pendingUpdate": "false"}},
	{api: "billing/subscription/resume", body: `{"subscriptionId":"${sub}","reasonCode":"X"}`, code: "ORDER_STATUS_INVALID"},
	{api: "billing/subscription/cancel", body: `{"subscriptionId":"${sub}","cancellationType":"AT_PERIOD_END"}`, want: map[string]string{"cancelAtPeriodEnd": "true", "status": "TRIALING"}},
	{api: "billing/subscription/resume", body: `{"subscriptionId":"${sub}","reasonCode":"X"}`, want: map[string]string{"status": "TRIALING"}},
	{api: "billing/subscription/cancel", body: `{"subscriptionId":"${sub}"}`, want: map[string]string{"status": "CANCELED", "cancelAtPeriodEnd": "false"}},
	{api: "billing/subscription/cancel", body: `{"subscriptionId":"${sub}"}`, code: "ORDER_STATUS_INVALID"},
	{api: "meter/create", body: `{"meterName":"Cups","eventName":"cup","aggregationMethod":"SUM"}`, keep: map[string]string{"meter": "meter.meterId"}, want: map[string]string{"meter.status": "ACTIVE"}},
	{api: "meter/create", body: `{"meterName":"Cups","eventName":"cup","aggregationMethod":"SUM"}`, code: "PROCESS_FAIL"},
	{api: "meter/inquireDetails", body: `{"meterId":"${meter}"}`, want: map[string]string{"meter.eventName": "cup"}},
	{api: "meter/inquireList", body: `{"eventName":"cup","pageNum":1,"pageSize":5}`, want: map[string]string{"meters.#": "1", "totalCount": "1", "pageSize": "5"}},
	{api: "meter/createSession", body: `{"requestId":"ms1"}`, keep: map[string]string{"session": "sessionId"}, want: map[string]string{"sessionExpiryTime": "1773111600000"}},
	{api: "meter/createSession", body: `{"requestId":"ms1"}`, want: map[string]string{"sessionId": "${session}"}},
	{api: "meter/uploadEvent", body: `{"meters":[{"eventName":"cup","events":[{"idempotencyKey":"k1","eventTimestamp":1773108000000,"payload":{"value":"2","customerId":"${customer}"}}]}]}`, want: map[string]string{"errors": ""}},
	{api: "meter/uploadEvent", body: `{"meters":[{"eventName":"mug","events":[{"idempotencyKey":"k2","payload":{"value":"2","customerId":"${customer}"}}]}]}`, want: map[string]string{"errors.0.errorCode": "METER_NOT_FOUND", "errors.0.idempotencyKey": "k2"}},
	{api: "meter/update", body: `{"meterId":"${meter}","status":"INACTIVE"}`, want: map[string]string{"meter.status": "INACTIVE"}},
	{api: "meter/creditGrant/create", body: `{"customerId":"${customer}","creditGrantName":"Gift","amount":{"currency":"USD","value":"5000"},"applicability":{"scope":"ALL"},"category":"PROMOTION"}`, keep: map[string]string{"grant": "creditGrant.creditGrantId"}, want: map[string]string{"creditGrant.status": "ACTIVE", "creditGrant.availableAmount.value": "5000"}},
	{api: "meter/creditGrant/inquireDetails", body: `{"creditGrantId":"${grant}"}`, want: map[string]string{"creditGrant.creditGrantName": "Gift"}},
	{api: "meter/creditGrant/inquireList", body: `{"customerId":"${customer}","status":"ACTIVE"}`, want: map[string]string{"creditGrants.#": "1", "pageNum": "1"}},
	{api: "meter/creditGrant/updateExpiry", body: `{"creditGrantId":"${grant}","expiryMode":"AT","expiryDateTime":"2026-04-10T10:00:00+08:00"}`, want: map[string]string{"creditGrant.expiryDateTime": "2026-04-10T10:00:00+08:00"}},
	{api: "meter/creditGrant/void", body: `{"creditGrantId":"${grant}"}`, want: map[string]string{"creditGrant.status": "VOIDED", "creditGrant.availableAmount.value": "0"}},
	{api: "billing/customer/delete", body: `{"customerId":"${customer}"}`, want: map[string]string{"status": "DELETED"}},
	{api: "billing/customer/update", body: `{"customerId":"${customer}","lastName":"Lee"}`, code: "ORDER_STATUS_INVALID"},
}

func TestResources_Billing_EveryCallTellsWhatTheOthersStored(t *testing.T) {
	newDesk(t).tell(t, billingStory)
}

var taxStory = []story{
	{api: "tax/inquireSettings", body: `{}`, code: "PROCESS_FAIL"},
	{api: "tax/initializeSettings", body: `{"settingsRequestId":"t1","defaultTaxCode":"txcd_1","defaultTaxBehavior":"EXCLUSIVE","headOffice":{"address":{"country":"SG"}}}`, want: map[string]string{"status": "ACTIVE"}},
	{api: "tax/initializeSettings", body: `{"settingsRequestId":"t2","defaultTaxCode":"txcd_1","defaultTaxBehavior":"EXCLUSIVE","headOffice":{"address":{"country":"SG"}}}`, code: "PROCESS_FAIL"},
	{api: "tax/updateSettings", body: `{"settingsUpdateRequestId":"u1","defaultTaxCode":"txcd_2"}`, want: map[string]string{"defaultTaxCode": "txcd_2", "headOffice.address.country": "SG"}},
	{api: "tax/inquireSettings", body: `{}`, want: map[string]string{"defaultTaxCode": "txcd_2"}},
	{api: "tax/register", body: `{"registrationRequestId":"g1","taxType":"GST","jurisdiction":{"country":"SG"},"registrationType":"STANDARD","taxId":"T-1","activeFrom":"2026-01-01T00:00:00+08:00"}`, want: map[string]string{"status": "ACTIVE"}, keep: map[string]string{"registration": "taxRegistrationId"}},
	{api: "tax/inquireRegistrationList", body: `{"status":"ACTIVE"}`, want: map[string]string{"registrations.#": "1", "paginator.totalCount": "1"}},
	{api: "tax/calculate", body: `{"taxCalculationRequestId":"k1","currency":"SGD","lineItems":[{"goodsReferenceId":"a","unitAmount":"1005","quantity":2},{"goodsReferenceId":"b","unitAmount":"1100","quantity":1,"taxBehavior":"INCLUSIVE"}],"customerDetails":{"shippingAddress":{"country":"SG"}},"shippingCost":{"amount":"500"}}`,
		want: map[string]string{"exclusiveTaxAmount": "251", "inclusiveTaxAmount": "100", "totalAmount": "3861", "lineItems.0.taxAmount": "201", "lineItems.1.taxAmount": "100", "taxBreakdown.0.taxRate": "0.1000", "shippingCost.taxAmount": "50"}, keep: map[string]string{"calculation": "taxCalculationId"}},
	{api: "tax/inquireCalculation", body: `{"taxCalculationRequestId":"k1"}`, want: map[string]string{"taxCalculationId": "${calculation}", "totalAmount": "3861"}},
	{api: "tax/calculate", body: `{"taxCalculationRequestId":"k2","currency":"USD","lineItems":[{"goodsReferenceId":"a","unitAmount":"1000","quantity":1}],"customerDetails":{"shippingAddress":{"country":"US"}}}`, want: map[string]string{"totalAmount": "1000", "taxBreakdown.0.taxabilityReason": "NOT_REGISTERED"}},
	{api: "tax/updateRegistrationPeriod", body: `{"registrationUpdatePeriodRequestId":"gu1","taxRegistrationId":"${registration}","expireAt":"2026-12-31T00:00:00+08:00"}`, want: map[string]string{"expireAt": "2026-12-31T00:00:00+08:00"}},
	{api: "tax/cancelRegistration", body: `{"registrationCancelRequestId":"gc1","taxRegistrationId":"${registration}"}`, want: map[string]string{"status": "CANCELED", "expireAt": "2026-03-10T10:00:00+08:00"}},
	{api: "tax/inquireTransactionList", body: `{"currentPage":1,"pageSize":10}`, want: map[string]string{"transactions.#": "0", "paginator.totalPage": "0"}},
}

func TestResources_Tax_IsWorkedOutWhereItIsRegistered(t *testing.T) {
	newDesk(t).tell(t, taxStory)
}

const merchantInfo = `{"referenceMerchantId":"M1","loginId":"a@example.com","legalEntityType":"COMPANY","businessInfo":{"doingBusinessAs":"Tea"}}`

var merchantStory = []story{
	{api: "merchants/register", body: `{"registrationRequestId":"m1","settlementInfos":[{"settlementCurrency":"SGD"}],"merchantInfo":` + merchantInfo + `,"paymentMethods":[{"paymentMethodType":"CARD"}]}`, want: map[string]string{"registrationStatus": "PROCESSING"}},
	{api: "merchants/register", body: `{"registrationRequestId":"m2","settlementInfos":[{"settlementCurrency":"SGD"}],"merchantInfo":` + merchantInfo + `,"paymentMethods":[]}`, code: "REPEAT_REGISTRATION"},
	{api: "merchants/settlementInfo/update", body: `{"updateRequestId":"u1","referenceMerchantId":"nobody","settlementCurrency":"USD","settlementBankAccount":{"bankAccountNo":"1"}}`, code: "MERCHANT_NOT_REGISTERED"},
	{api: "accounts/inquireBalance", body: `{"referenceMerchantId":"M1"}`, want: map[string]string{"accountBalances.#": "1", "accountBalances.0.availableBalance.value": "100000000", "accountBalances.0.currency": "SGD"}},
	{api: "funds/createPayout", body: `{"transferRequestId":"f1","transferFromDetail":{"transferFromMethod":{"paymentMethodType":"BALANCE_ACCOUNT","customerId":"M1"},"transferFromAmount":{"currency":"SGD","value":"1350"}},"transferToDetail":{"transferToMethod":{"paymentMethodType":"SETTLEMENT_CARD"},"transferToCurrency":"USD","purposeCode":"GSD","transferNotifyUrl":"https://shop.example.com/t"}}`, want: map[string]string{"transferToDetail.actualTransferToAmount.value": "1000"}, keep: map[string]string{"transfer": "transferId"}},
	{api: "funds/createTransfer", body: `{"transferRequestId":"f2","transferFromDetail":{"transferFromMethod":{"paymentMethodType":"BALANCE_ACCOUNT"},"transferFromAmount":{"currency":"USD","value":"100000001"}},"transferToDetail":{"transferToMethod":{"paymentMethodType":"BALANCE_ACCOUNT"},"transferToCurrency":"USD","purposeCode":"GSD"}}`, code: "MERCHANT_BALANCE_NOT_ENOUGH"},
	{api: "accounts/inquireBalance", body: `{"referenceMerchantId":"M1"}`, want: map[string]string{"accountBalances.0.availableBalance.value": "99998650"}},
	{api: "funds/createTransfer", body: `{"transferRequestId":"f3","transferFromDetail":{"transferFromMethod":{"paymentMethodType":"BALANCE_ACCOUNT","customerId":"M1"},"transferFromAmount":{"currency":"SGD","value":"99998650"}},"transferToDetail":{"transferToMethod":{"paymentMethodType":"BALANCE_ACCOUNT"},"transferToCurrency":"SGD","purposeCode":"GSD"}}`, want: map[string]string{"transferToDetail.feeAmount.value": "0"}},
	{api: "merchants/registration", body: `{"productCodes":["IN_STORE_PAYMENT"],"registrationRequestId":"s1","registrationNotifyURL":"https://shop.example.com/r","merchantInfo":{"referenceMerchantId":"S1","merchantDisplayName":"Corner"},"passThroughInfo":"x"}`, want: map[string]string{"passThroughInfo": "x"}},
	{api: "merchants/inquiryRegistrationStatus", body: `{"registrationRequestId":"s1"}`, want: map[string]string{"registrationResult.registrationStatus": "PROCESSING"}},
	{api: "merchants/inquiryRegistrationInfo", body: `{"referenceMerchantId":"S1"}`, want: map[string]string{"merchantInfo.merchantDisplayName": "Corner", "productCodes.0": "IN_STORE_PAYMENT"}},
	{api: "aba/accounts/inquiryBalance", body: `{"customerId":"me","currencyList":["USD","JPY"]}`, want: map[string]string{"accountBalances.#": "2", "accountBalances.1.totalBalance.currency": "JPY"}},
	{api: "aba/account/inquireAvailableQuota", body: `{"currency":"USD"}`, want: map[string]string{"availableQuota.value": "100000000"}},
	{api: "aba/funds/inquireRate", body: `{"rateConditionList":[{"buyCurrency":"JPY","sellCurrency":"USD"}]}`, want: map[string]string{"rateResultList.0.exchangeRate": "150"}},
	{api: "aba/funds/createQuote", body: `{"sellAmount":{"currency":"USD","value":"1000"},"buyAmount":{"currency":"JPY","value":"1"}}`, want: map[string]string{"buyAmount.value": "1500", "quote.quotePrice": "150"}},
	{api: "aba/funds/createExchange", body: `{"exchangeRequestId":"x1","sellAmount":{"currency":"USD","value":"1000"},"buyAmount":{"currency":"JPY","value":"1"},"exchangeTradeType":"SELL"}`, want: map[string]string{"buyAmount.value": "1500"}},
	{api: "aba/funds/inquireExchange", body: `{"exchangeRequestId":"x1"}`, want: map[string]string{"exchangeResult.resultCode": "SUCCESS", "sellAmount.value": "1000"}},
	{api: "aba/account/inquireAvailableQuota", body: `{"currency":"USD"}`, want: map[string]string{"availableQuota.value": "99999000"}},
	{api: "aba/account/inquireAvailableQuota", body: `{"currency":"JPY"}`, want: map[string]string{"availableQuota.value": "100001500"}},
	{api: "aba/funds/createDirectPayment", body: `{"paymentRequestId":"d1","order":{"referenceOrderId":"o","orderDescription":"d","orderAmount":{"currency":"USD","value":"500"}},"payToMethod":{"paymentMethodType":"BALANCE_ACCOUNT"},"payToAmount":{"currency":"USD","value":"500"},"payFromAmount":{"currency":"USD","value":"500"}}`, keep: map[string]string{"direct": "paymentId"}, want: map[string]string{"paymentRequestId": "d1"}},
	{api: "aba/funds/inquireDirectPayment", body: `{"paymentId":"${direct}","paymentRequestId":"d1"}`, want: map[string]string{"paymentStatus": "SUCCESS", "paymentAmount.value": "500"}},
	{api: "aba/funds/createDirectRefund", body: `{"paymentId":"${direct}","refundRequestId":"dr1","refundFromMethod":{"grantToken":"g","refundFromMethodType":"BALANCE","customerId":"c"},"refundFromAmount":{"currency":"USD","value":"300"}}`, keep: map[string]string{"back": "refundId"}, want: map[string]string{"refundToAmount.value": "300"}},
	{api: "aba/funds/createDirectRefund", body: `{"paymentId":"${direct}","refundRequestId":"dr2","refundFromMethod":{"grantToken":"g","refundFromMethodType":"BALANCE","customerId":"c"},"refundFromAmount":{"currency":"USD","value":"201"}}`, code: "REFUND_AMOUNT_EXCEED"},
	{api: "aba/funds/inquireDirectRefund", body: `{"refundId":"${back}","refundRequestId":"dr1"}`, want: map[string]string{"refundStatus": "SUCCESS", "paymentId": "${direct}"}},
	{api: "aba/cards/applyCard", body: `{"requestId":"a1","cardNickName":"Travel"}`, keep: map[string]string{"asset": "assetId", "number": "cardNo"}, want: map[string]string{"status": "ACTIVE"}},
	{api: "aba/cards/applyCard", body: `{"requestId":"a1","cardNickName":"Other"}`, want: map[string]string{"assetId": "${asset}", "cardNo": "${number}"}},
	{api: "aba/cards/inquireCardSensitiveInfo", body: `{"assetId":"${asset}"}`, want: map[string]string{"cardNo": "${number}"}},
	{api: "aba/cards/updateCard", body: `{"assetId":"${asset}","requestId":"a2","note":"n"}`, want: map[string]string{"status": "ACTIVE", "requestId": "a2"}},
	{api: "aba/cards/updateCardStatus", body: `{"assetId":"${asset}","requestId":"a3","operateType":"FREEZE","notifyUrl":"https://shop.example.com/c"}`, want: map[string]string{"status": "FROZEN", "requestId": "a3"}},
	{api: "aba/cards/inquireCard", body: `{"pageSize":10,"pageNumber":1}`, want: map[string]string{"cardList.#": "1", "cardList.0.assetId": "${asset}", "cardList.0.cardStatus": "FROZEN", "cardList.0.cardNickName": "Travel", "totalCount": "1", "totalPageNumber": "1"}},
	{api: "aba/cards/inquireCardDetail", body: `{"assetId":"${asset}"}`},
	{api: "aba/cards/inquireCardDetail", body: `{"assetId":"none"}`, code: "ORDER_NOT_EXIST"},
	{api: "aba/cards/inquireCardTransactionEvent", body: `{"pageSize":10,"pageNumber":1}`, want: map[string]string{"events.#": "0", "totalCount": "0"}},
	{api: "aba/cards/inquireCardTransactionLifecycle", body: `{"pageSize":10,"pageNumber":1}`, want: map[string]string{"lifecycles.#": "0"}},
	{api: "aba/cards/inquireCardTransactionLifecycleDetail", body: `{"lifecycleId":"none"}`, code: "ORDER_NOT_EXIST"},
	{api: "aba/accounts/inquiryStatement", body: `{"customerId":"me","accessToken":"a","transactionTypeList":["CHARGE"],"pageSize":10,"pageNumber":1}`, want: map[string]string{"statementList.#": "0", "totalCount": "0"}},
	{api: "aba/accounts/inquiryStatementList", body: `{"customerId":"me","accessToken":"a","startTime":"2026-01-01T00:00:00Z","endTime":"2027-01-01T00:00:00Z","transactionTypeList":["CHARGE"],"currencyList":["USD"],"pageSize":"10","pageNumber":"1"}`, want: map[string]string{"statementList.#": "0"}},
	{api: "aba/accounts/inquiryStatementDetail", body: `{"statementId":"none"}`, code: "ORDER_NOT_EXIST"},
	{api: "risk/payments/decide", body: `{"referenceTransactionId":"r1","actualPaymentAmount":{"currency":"USD","value":"100"}}`, want: map[string]string{"decision": "ACCEPT"}},
	{api: "risk/payments/decide", body: `{"referenceTransactionId":"r2","actualPaymentAmount":{"currency":"USD","value":"11"}}`, want: map[string]string{"decision": "REJECT"}},
	{api: "risk/payments/reportRisk", body: `{"referenceTransactionId":"r1","riskType":"FRAUD"}`},
	{api: "risk/payments/sendPaymentResult", body: `{"referenceTransactionId":"r1","paymentStatus":"SUCCESS"}`},
	{api: "risk/payments/sendRefundResult", body: `{}`, code: "PARAM_ILLEGAL"},
	{api: "users/initAuthentication", body: `{"authenticationType":"OTP","authenticationRequestId":"o1","authenticationChannelType":"SMS","userIdentityType":"WALLET_TOKEN","userIdentityValue":"w"}`, want: map[string]string{"authenticationRequestId": "o1"}},
	{api: "users/verifyAuthentication", body: `{"authenticationType":"OTP","authenticationRequestId":"o1","authenticationValue":"000000"}`, want: map[string]string{"isPassed": "false"}},
	{api: "users/verifyAuthentication", body: `{"authenticationType":"OTP","authenticationRequestId":"o1","authenticationValue":"123456"}`, want: map[string]string{"isPassed": "true"}},
	{api: "users/verifyAuthentication", body: `{"authenticationType":"OTP","authenticationRequestId":"o9","authenticationValue":"1"}`, code: "ORDER_NOT_EXIST"},
	{api: "users/inquiryUserInfo", body: `{"accessToken":"nobody"}`, code: "INVALID_ACCESS_TOKEN"},
}

func TestResources_MerchantsFundsRiskAndUsers_KeepTheirPromises(t *testing.T) {
	d := newDesk(t)
	d.tell(t, merchantStory)
	d.clock.Advance(3 * time.Second)
	if err := d.engine.SettleNow(context.Background(), d.call.Environment); err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, n := range d.store.Notifications() {
		told = append(told, string(n.Type))
	}
	want := "notifyTransfer notifyDirectRefund notifyCardStatus notifyCardStatus notifyRegistration notifyRegistrationStatus"
	equal(t, "notifications", strings.Join(told, " "), want)
	d.tell(t, []story{
		{api: "merchants/settlementInfo/update", body: `{"updateRequestId":"u1","referenceMerchantId":"M1","settlementCurrency":"USD","settlementBankAccount":{"bankAccountNo":"1"}}`, want: map[string]string{"updateStatus": "SUCCESS"}},
		{api: "accounts/inquireBalance", body: `{"referenceMerchantId":"M1"}`, want: map[string]string{"accountBalances.#": "2", "accountBalances.1.currency": "USD"}},
		{api: "merchants/inquiryRegistrationStatus", body: `{"referenceMerchantId":"S1"}`, want: map[string]string{"registrationResult.registrationStatus": "SUCCESSFUL"}},
	})
}

func TestResources_Settle_ReleasesNoMoreThanWasPaid(t *testing.T) {
	d := newDesk(t)
	p := d.paid("pay-1").PaymentID
	part := func(id, value string) string {
		return fmt.Sprintf(`{"settlementRequestId":%q,"paymentId":%q,"settlementDetails":[{"settleTo":"SELLER","settlementAmount":{"currency":"PHP","value":%q}}]}`, id, p, value)
	}
	first := d.ok("payments/settle", part("st1", "100000"))
	equal(t, "replayed", string(d.ok("payments/settle", part("st1", "100000")).Body), string(first.Body))
	d.wants(d.do("payments/settle", part("st2", "50001")), sandbox.StatusF, "PROCESS_FAIL")
	d.ok("payments/settle", part("st3", "50000"))
	open := d.pay(walletPay("pay-2")).PaymentID
	d.wants(d.do("payments/settle", strings.Replace(part("st4", "1"), p, open, 1)), sandbox.StatusF, "ORDER_STATUS_INVALID")
}

// TestResources_TheStories_CallEveryResource keeps the stories complete.
func TestResources_TheStories_CallEveryResource(t *testing.T) {
	called := map[string]bool{"payments/settle": true, "merchants/settlementInfo/update": true}
	for _, stories := range [][]story{billingStory, taxStory, merchantStory} {
		for _, s := range stories {
			if s.code == "" || s.code == sandbox.CodeSuccess {
				called[s.api] = true
			}
		}
	}
	families := []string{"billing/", "meter/", "tax/", "merchants/", "aba/", "risk/", "users/", "funds/", "accounts/"}
	onlyRefusals := map[string]bool{
		"aba/cards/inquireCardTransactionLifecycleDetail": true, "aba/accounts/inquiryStatementDetail": true, // nothing ever exists
		"risk/payments/sendRefundResult": true, "users/inquiryUserInfo": true, "billing/product/uploadImage": true, // see the tests beside
	}
	for _, api := range contract.APIs() {
		for _, family := range families {
			if strings.HasPrefix(api.Name, family) && !called[api.Name] && !onlyRefusals[api.Name] {
				t.Errorf("no story calls %s", api.Name)
			}
		}
	}
}
