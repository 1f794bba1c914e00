package engine_test

import (
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// coupon makes a coupon and returns its id.
func (d *desk) coupon(id string, more fields) string {
	d.Helper()
	return d.succeeds("billing/coupon/create", fields{"couponRequestId": id, "discountType": "PERCENT", "durationType": "FOREVER"}.with(more)).get("couponId")
}

func discounts(ids ...string) fields {
	var list []fields
	for _, id := range ids {
		list = append(list, fields{"couponId": id})
	}
	return fields{"discounts": list}
}

func TestBilling_Coupons_LowerThePeriodsTheyHoldFor(t *testing.T) {
	for name, tc := range map[string]struct {
		coupon fields
		totals [3]string // of the first three periods; the cheapest is told first
	}{
		"half for ever":   {fields{"percentOff": "50"}, [3]string{"499", "499", "499"}},
		"half once":       {fields{"percentOff": "50", "durationType": "ONCE"}, [3]string{"499", "999", "999"}},
		"two months":      {fields{"percentOff": "12.5", "durationType": "REPEATING", "durationValue": 2, "durationUnit": "MONTH"}, [3]string{"874", "874", "999"}},
		"an amount":       {fields{"amountOff": amount("USD", "300")}, [3]string{"699", "699", "699"}},
		"another product": {fields{"percentOff": "50", "appliesTo": fields{"productIds": []string{"other"}}}, [3]string{"999", "999", "999"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			coupon := d.coupon("k", tc.coupon)
			id := d.billed("999", discounts(coupon)).get("subscriptionId")
			for i, want := range tc.totals {
				now, invoices := d.billing(id), d.invoices()
				equal(t, "invoices", len(invoices), i+1)
				equal(t, "invoice", invoices[0].get("totalAmount.value"), want)
				equal(t, "subscription", now.get("totalAmount.value"), want)
				equal(t, "subtotal", now.get("subtotal.value"), "999")
				details := d.succeeds("billing/invoice/inquireDetails", fields{"invoiceId": invoices[0].get("invoiceId")})
				equal(t, "discount", details.get("discountAmount.value"), now.get("discountAmount.value"))
				equal(t, "paid", details.get("paidAmount.value"), want)
				d.settleAfter(31 * 24 * time.Hour)
			}
			equal(t, "redeemed", d.succeeds("billing/coupon/inquireDetails", fields{"couponId": coupon}).get("redeemedCount"), "1")
		})
	}
}

func TestBilling_FreePeriod_HasNoInvoiceAndIsOver(t *testing.T) {
	d := newDesk(t)
	d.billed("500", discounts(d.coupon("k", fields{"percentOff": "100", "durationType": "ONCE"})))
	equal(t, "free", len(d.invoices()), 0)
	d.settleAfter(31 * 24 * time.Hour)
	equal(t, "then", d.invoices()[0].get("totalAmount.value"), "500")
}

func TestBilling_Invoice_TakesDiscountsToo(t *testing.T) {
	d := newDesk(t)
	customer := d.succeeds("billing/customer/create", fields{"customerRequestId": "c", "email": "a@example.com"}).get("customerId")
	made := d.succeeds("billing/invoice/create", fields{"invoiceRequestId": "i", "customerId": customer, "currency": "USD",
		"items": []fields{{"itemAmount": amount("USD", "1000")}}}.with(discounts(d.coupon("a", fields{"percentOff": "10", "durationType": "ONCE"}), d.coupon("b", fields{"amountOff": amount("USD", "50")}))))
	told := d.succeeds("billing/invoice/inquireDetails", fields{"invoiceId": made.get("invoiceId")})
	equal(t, "total", told.get("totalAmount.value")+" "+told.get("discountAmount.value"), "850 150")
}

func TestBilling_Discounts_ThatDoNotHold_AreRefusedAndNotCounted(t *testing.T) {
	d := newDesk(t)
	good := d.coupon("good", fields{"percentOff": "10"})
	price := fields{"priceItems": []fields{{"priceId": d.monthly("500")}}, "customerEmail": "a@example.com"}
	once := d.coupon("one", fields{"percentOff": "10", "maxRedemptions": 1})
	d.succeeds("billing/subscription/create", fields{"subscriptionRequestId": "first"}.with(price).with(discounts(once)))
	code := d.succeeds("billing/promotionCode/create", fields{"promotionCodeRequestId": "p", "couponId": good, "minAmount": amount("USD", "501")}).get("promotionCodeId")
	mine := d.succeeds("billing/promotionCode/create", fields{"promotionCodeRequestId": "q", "couponId": good, "customerId": "another"}).get("promotionCodeId")
	for name, tc := range map[string]struct {
		discount fields
		code     string
	}{
		"unknown":          {fields{"couponId": "nope"}, "ORDER_NOT_EXIST"},
		"unknown code":     {fields{"promotionCodeId": "nope"}, "ORDER_NOT_EXIST"},
		"nothing":          {fields{}, "ORDER_NOT_EXIST"},
		"over":             {fields{"couponId": d.coupon("over", fields{"percentOff": "10", "redeemBy": "2026-03-09"})}, "ORDER_STATUS_INVALID"},
		"used up":          {fields{"couponId": once}, "ORDER_STATUS_INVALID"},
		"currency":         {fields{"couponId": d.coupon("eur", fields{"amountOff": amount("EUR", "1")})}, "CURRENCY_NOT_SUPPORT"},
		"twice":            {fields{"couponId": good}, "PARAM_ILLEGAL"},
		"too little":       {fields{"promotionCodeId": code}, "PROCESS_FAIL"},
		"another customer": {fields{"promotionCodeId": mine}, "PROCESS_FAIL"},
		"another coupon":   {fields{"promotionCodeId": code, "couponId": once}, "PARAM_ILLEGAL"},
	} {
		t.Run(name, func(t *testing.T) {
			first := fields{"couponId": good}
			if tc.code == "PROCESS_FAIL" {
				first = fields{"couponId": d.coupon("another good one "+name, fields{"percentOff": "1"})}
			}
			d.wants(d.ask("billing/subscription/create", fields{"subscriptionRequestId": name, "discounts": []fields{first, tc.discount}}.with(price)), sandbox.StatusF, tc.code)
		})
	}
	equal(t, "counted", d.succeeds("billing/coupon/inquireDetails", fields{"couponId": good}).get("redeemedCount"), "0")
	with := d.succeeds("billing/promotionCode/create", fields{"promotionCodeRequestId": "r", "couponId": good}).get("promotionCodeId")
	made := d.succeeds("billing/subscription/create", fields{"subscriptionRequestId": "last", "discounts": []fields{{"promotionCodeId": with}}}.with(price))
	told := d.billing(made.get("subscriptionId"))
	equal(t, "by code", told.get("totalAmount.value")+" "+told.items("discounts")[0].get("couponId"), "450 "+good)
	equal(t, "code counted", d.succeeds("billing/promotionCode/inquireDetails", fields{"promotionCodeId": with}).get("redeemedCount"), "1")
}
