package engine_test

import (
	"strings"
	"testing"
	"time"
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
