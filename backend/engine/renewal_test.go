package engine_test

import (
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// billed makes a customer, a monthly price of that many cents, and a subscription to it; more are
// further members of the call.
func (d *desk) billed(cents string, more fields) reply {
	d.Helper()
	customer := d.succeeds("billing/customer/create", fields{"customerRequestId": "c", "email": "a@example.com"}).get("customerId")
	return d.succeeds("billing/subscription/create", fields{"subscriptionRequestId": "s", "customerId": customer,
		"priceItems": []fields{{"priceId": d.monthly(cents), "quantity": 1}}}.with(more))
}

// monthly is a price of that many cents a month.
func (d *desk) monthly(cents string) string {
	d.Helper()
	product := d.succeeds("billing/product/create", fields{"name": "Tea"}).get("productId")
	return d.succeeds("billing/price/create", fields{"productId": product, "priceType": "RECURRING", "unitAmount": amount("USD", cents),
		"recurring": fields{"periodRule": fields{"periodType": "MONTH", "periodCount": 1}}}).get("priceId")
}

func (d *desk) invoices() []reply {
	d.Helper()
	return d.succeeds("billing/invoice/inquireList", fields{"limit": 50}).items("invoices")
}

func (d *desk) billing(id string) reply {
	d.Helper()
	return d.succeeds("billing/subscription/inquireDetails", fields{"subscriptionId": id})
}

func TestBilling_Subscription_RenewsWithItsEnvironmentsTime(t *testing.T) {
	d := newDesk(t)
	made := d.billed("500", nil)
	id := made.get("subscriptionId")
	first := d.invoices()
	if len(first) != 1 || first[0].get("status") != "PAID" || first[0].get("invoiceId") != made.get("invoiceId") || first[0].get("totalAmount.value") != "500" {
		t.Fatalf("the first period: %v", first)
	}
	d.settleAfter(70 * 24 * time.Hour) // two months on, at once
	equal(t, "invoices", len(d.invoices()), 3)
	now := d.billing(id)
	equal(t, "period", now.get("currentPeriodStart")+" "+now.get("currentPeriodEnd"), "2026-05-10T10:00:00+08:00 2026-06-10T10:00:00+08:00")
	equal(t, "status", now.get("status"), "ACTIVE")
	equal(t, "told", len(d.noticesOf(sandbox.NotifyInvoice)), 3)
	equal(t, "receipts", len(d.succeeds("billing/receipt/inquireList", fields{}).items("receipts")), 3)
}

func TestBilling_TrialSentInvoiceAndCancellation_TakeTheirCourse(t *testing.T) {
	d := newDesk(t)
	id := d.billed("500", fields{"trialSettings": fields{"trialPeriodDays": 7}, "collectionMethod": "SEND_INVOICE", "daysUntilDue": 10}).get("subscriptionId")
	equal(t, "free", len(d.invoices()), 0)
	d.settleAfter(7 * 24 * time.Hour)
	invoice := d.invoices()[0]
	equal(t, "invoice", invoice.get("status")+" "+invoice.get("dueDate"), "OPEN 2026-03-27T10:00:00+08:00")
	equal(t, "trial over", d.billing(id).get("status"), "ACTIVE")
	d.succeeds("billing/subscription/cancel", fields{"subscriptionId": id, "cancellationType": "AT_PERIOD_END"})
	d.settleAfter(60 * 24 * time.Hour)
	equal(t, "ended", d.billing(id).get("status"), "CANCELED")
	equal(t, "no further invoice", len(d.invoices()), 1)
	last := d.lastNotice()
	equal(t, "told", last.get("status")+last.get("previousStatus")+last.get("eventTime"), "CANCELEDACTIVE2026-04-17T10:00:00+08:00")
}

func TestBilling_AmountNobodyCanPay_IsPastDue(t *testing.T) {
	d := newDesk(t)
	id := d.billed("40400", nil).get("subscriptionId")
	equal(t, "status", d.billing(id).get("status"), "PAST_DUE")
	equal(t, "invoice", d.invoices()[0].get("status"), "OPEN")
}
