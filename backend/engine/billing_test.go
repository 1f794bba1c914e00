package engine_test

import (
	"strings"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// shop is a customer and a product, and monthly prices of it.
var shop = []story{
	{api: "billing/customer/create", body: `{"customerRequestId":"c1","email":"ada@example.com","firstName":"Ada"}`, keep: map[string]string{"customer": "customerId"}},
	{api: "billing/product/create", body: `{"name":"Tea"}`, keep: map[string]string{"product": "productId"}},
	{api: "billing/price/create", body: `{"productId":"${product}","unitAmount":{"currency":"USD","value":"1000"},"recurring":{"periodRule":{"periodType":"MONTH","periodCount":1}}}`, keep: map[string]string{"usd": "priceId"}},
	{api: "billing/price/create", body: `{"productId":"${product}","unitAmount":{"currency":"EUR","value":"700"},"recurring":{"periodRule":{"periodType":"MONTH","periodCount":1}}}`, keep: map[string]string{"eur": "priceId"}},
	{api: "billing/price/create", body: `{"productId":"${product}","usageType":"METERED"}`, keep: map[string]string{"metered": "priceId"}},
}

// inShop tells more after the shop was made.
func inShop(t *testing.T, more ...story) *desk {
	t.Helper()
	d := newDesk(t)
	d.tell(t, append(append([]story{}, shop...), more...))
	return d
}

func TestBilling_Subscription_BillsWhatItsItemsCost(t *testing.T) {
	d := inShop(t,
		story{api: "billing/subscription/create", body: `{"subscriptionRequestId":"s0","customerId":"${customer}","priceItems":[]}`, code: "PARAM_ILLEGAL"},
		story{api: "billing/subscription/create", body: `{"subscriptionRequestId":"s1","customerId":"${customer}","priceItems":[{"priceId":"${usd}"},{"priceId":"${eur}"}]}`, code: "CURRENCY_NOT_SUPPORT"},
		story{api: "billing/subscription/create", body: `{"subscriptionRequestId":"s2","customerId":"${customer}","priceItems":[{"priceId":"${usd}"}]}`, keep: map[string]string{"sub": "subscriptionId", "item": "subscriptionItems.0.itemId"}},
		story{api: "billing/subscription/update", body: `{"subscriptionId":"${sub}","priceItemChanges":[{"type":"REMOVE","itemId":"${item}"}]}`, code: "PARAM_ILLEGAL"},
		story{api: "billing/subscription/update", body: `{"subscriptionId":"${sub}","priceItemChanges":[{"type":"ADD","newPriceId":"${eur}"}]}`, code: "CURRENCY_NOT_SUPPORT"},
		story{api: "billing/subscription/inquireDetails", body: `{"subscriptionId":"${sub}"}`, want: map[string]string{"priceItems.#": "1", "totalAmount.value": "1000"}},
		story{api: "billing/subscription/update", body: `{"subscriptionId":"${sub}","priceItemChanges":[{"type":"ADD","newPriceId":"${metered}"},{"type":"REMOVE","itemId":"${item}"}]}`},
		story{api: "billing/subscription/inquireDetails", body: `{"subscriptionId":"${sub}"}`, want: map[string]string{"priceItems.#": "1", "subtotal.value": "0", "totalAmount.value": "0"}},
	)
	equal(t, "the first period", len(d.invoices()), 1)
	d.settleAfter(40 * 24 * time.Hour)
	equal(t, "a period that costs nothing", len(d.invoices()), 1)
}

func TestBilling_Invoice_TakesThePricesItNames(t *testing.T) {
	long := strings.Repeat(`{"quantity":1000,"unitAmount":{"currency":"USD","value":"1000000000000"}},`, 10)
	inShop(t,
		story{api: "billing/invoice/create", body: `{"invoiceRequestId":"i1","customerId":"${customer}","currency":"USD","items":[{"priceId":"${usd}","quantity":2}]}`, keep: map[string]string{"invoice": "invoiceId"}},
		story{api: "billing/invoice/inquireDetails", body: `{"invoiceId":"${invoice}"}`, want: map[string]string{"totalAmount.value": "2000", "items.0.unitAmount.value": "1000", "items.0.amount.value": "2000"}},
		story{api: "billing/invoice/create", body: `{"invoiceRequestId":"i2","customerId":"${customer}","currency":"USD","items":[{"priceId":"nope","quantity":2}]}`, code: "ORDER_NOT_EXIST"},
		story{api: "billing/invoice/create", body: `{"invoiceRequestId":"i3","customerId":"${customer}","currency":"USD","items":[{"priceId":"${metered}"}]}`, code: "PARAM_ILLEGAL"},
		story{api: "billing/invoice/create", body: `{"invoiceRequestId":"i4","customerId":"${customer}","currency":"USD","items":[{"description":"Tea"}]}`, code: "PARAM_ILLEGAL"},
		story{api: "billing/invoice/create", body: `{"invoiceRequestId":"i5","customerId":"${customer}","currency":"USD","items":[{"priceId":"${eur}"}]}`, code: "CURRENCY_NOT_SUPPORT"},
		story{api: "billing/invoice/create", body: `{"invoiceRequestId":"i6","customerId":"${customer}","currency":"USD","items":[` + strings.TrimSuffix(long, ",") + `]}`, code: "PARAM_ILLEGAL"},
		story{api: "billing/invoice/create", body: `{"invoiceRequestId":"i7","customerId":"${customer}","currency":"USD","items":[` + long + `{"unitAmount":{"currency":"USD","value":"1"}}]}`, code: "PARAM_ILLEGAL"},
	)
}

// creditNote asks for a credit note of an invoice, with more members.
func creditNote(id, invoice, cents, more string) string {
	return `{"creditNoteRequestId":"` + id + `","invoiceId":"` + invoice + `","type":"STANDARD","totalAmount":{"currency":"USD","value":"` + cents + `"}` + more + `}`
}

func TestBilling_CreditNotes_LowerWhatIsLeftToPayAndRefundWhatWasPaid(t *testing.T) {
	refund := func(cents string) string { return `,"refundAmount":{"currency":"USD","value":"` + cents + `"}` }
	details := func(want map[string]string) story {
		return story{api: "billing/invoice/inquireDetails", body: `{"invoiceId":"${invoice}"}`, want: want}
	}
	d := inShop(t,
		story{api: "billing/invoice/create", body: `{"invoiceRequestId":"i1","customerId":"${customer}","currency":"USD","status":"OPEN","items":[{"priceId":"${usd}"}]}`, keep: map[string]string{"invoice": "invoiceId"}},
		story{api: "billing/creditNote/create", body: creditNote("n1", "${invoice}", "400", refund("900")), code: "PARAM_ILLEGAL"},
		story{api: "billing/creditNote/create", body: creditNote("n2", "${invoice}", "400", refund("100")), code: "PROCESS_FAIL"},
		story{api: "billing/creditNote/create", body: creditNote("n3", "${invoice}", "400", `,"refundAmount":{"currency":"EUR","value":"1"}`), code: "CURRENCY_NOT_SUPPORT"},
		story{api: "billing/creditNote/create", body: creditNote("n4", "${invoice}", "100", ""), keep: map[string]string{"void": "creditNoteId"}},
		story{api: "billing/creditNote/create", body: creditNote("n5", "${invoice}", "400", ""), keep: map[string]string{"pre": "creditNoteId"}},
		details(map[string]string{"remainAmount.value": "500", "prePaymentCreditNotesAmount.value": "500", "postPaymentCreditNotesAmount.value": "0"}),
		story{api: "billing/creditNote/void", body: `{"creditNoteId":"${void}"}`},
		details(map[string]string{"remainAmount.value": "600", "prePaymentCreditNotesAmount.value": "400"}),
		story{api: "billing/invoice/confirmPayment", body: `{"invoiceId":"${invoice}","confirmationType":"OFFLINE"}`},
		details(map[string]string{"paidAmount.value": "600", "remainAmount.value": "0"}),
		story{api: "billing/creditNote/void", body: `{"creditNoteId":"${pre}"}`, code: "ORDER_STATUS_INVALID"},
		story{api: "billing/creditNote/create", body: creditNote("n6", "${invoice}", "500", refund("400")), want: map[string]string{"refundStatus": "SUCCESS"}, keep: map[string]string{"post": "creditNoteId"}},
		story{api: "billing/creditNote/create", body: creditNote("n7", "${invoice}", "101", ""), code: "PROCESS_FAIL"},
	)
	n := d.lastNotice()
	equal(t, "told", n.get("creditNoteNotificationType")+" "+n.get("invoice.invoiceStatus"), "CREATE PAID")
	equal(t, "original", n.get("invoice.originalAmount.value"), "1000")
	equal(t, "before payment", n.get("invoice.prePaymentCreditNotesAmount.value"), "400")
	equal(t, "after payment", n.get("invoice.postPaymentCreditNotesAmount.value"), "500")
	equal(t, "adjusted", n.get("invoice.adjustedAmount.value"), "100")
	invoice := d.invoices()[0].get("invoiceId")
	d.ok("billing/creditNote/void", `{"creditNoteId":"`+n.get("creditNote.creditNoteId")+`"}`)
	equal(t, "voided", d.lastNotice().get("invoice.adjustedAmount.value"), "600")
	// The 400 that went back stay back.
	d.wants(d.do("billing/creditNote/create", creditNote("n8", invoice, "300", refund("201"))), sandbox.StatusF, "PROCESS_FAIL")
	d.ok("billing/creditNote/create", creditNote("n9", invoice, "300", refund("200")))
}

func TestBilling_Revision_LeavesTheCreditNotesWithTheOldInvoice(t *testing.T) {
	inShop(t,
		story{api: "billing/invoice/create", body: `{"invoiceRequestId":"i1","customerId":"${customer}","currency":"USD","status":"OPEN","items":[{"priceId":"${usd}"}]}`, keep: map[string]string{"invoice": "invoiceId"}},
		story{api: "billing/creditNote/create", body: creditNote("n1", "${invoice}", "400", "")},
		story{api: "billing/invoice/revise", body: `{"invoiceId":"${invoice}","invoiceRevisionRequestId":"r1","void":true}`, keep: map[string]string{"next": "newInvoiceId"}},
		story{api: "billing/invoice/inquireDetails", body: `{"invoiceId":"${next}"}`, want: map[string]string{"remainAmount.value": "1000", "prePaymentCreditNotesAmount": ""}},
	)
}

func TestMeter_BadEventsOfSeveralNames_AreToldNameByName(t *testing.T) {
	d := newDesk(t)
	bad := `"events":[{"payload":{"value":"1","customerId":"c"}}]`
	r := d.ok("meter/uploadEvent", `{"meters":[{"eventName":"mug",`+bad+`},{"eventName":"cup",`+bad+`},{"eventName":"mug",`+bad+`}]}`)
	equal(t, "answered at once", len(r.items("errors")), 3)
	told := d.noticesOf(sandbox.NotifyMeterEvent)
	if len(told) != 2 {
		t.Fatalf("told %d times, want 2", len(told))
	}
	for i, want := range []struct {
		name   string
		events int
	}{{"mug", 2}, {"cup", 1}} {
		events := told[i].items("errorEvents")
		equal(t, "name", told[i].get("eventName"), want.name)
		equal(t, "events of "+want.name, len(events), want.events)
		for _, e := range events {
			if name := e.get("eventName"); name != "" && name != want.name {
				t.Errorf("%s is told under %s", name, want.name)
			}
		}
	}
}
