package engine_test

import (
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

func TestBilling_DatesCurrenciesAndReferences_ThatAreNone_AreRefused(t *testing.T) {
	invoice := func(id, dueDate string) string {
		return `{"invoiceRequestId":"` + id + `","customerId":"${customer}","currency":"USD","status":"OPEN","dueDate":"` + dueDate + `","items":[{"priceId":"${usd}"}]}`
	}
	coupon := func(id, more string) string {
		return `{"couponRequestId":"` + id + `","discountType":"PERCENT","durationType":"ONCE"` + more + `}`
	}
	inShop(t,
		story{api: "billing/invoice/create", body: invoice("i0", "x"), code: "PARAM_ILLEGAL"},
		story{api: "billing/invoice/create", body: invoice("i1", "2026-04-01"), keep: map[string]string{"invoice": "invoiceId"}},
		story{api: "billing/invoice/update", body: `{"invoiceId":"${invoice}","dueDate":"x"}`, code: "PARAM_ILLEGAL"},
		story{api: "billing/invoice/update", body: `{"invoiceId":"${invoice}","customerId":"nope"}`, code: "ORDER_NOT_EXIST"},
		story{api: "billing/customer/create", body: `{"customerRequestId":"c2","email":"bo@example.com","firstName":"Bo"}`, keep: map[string]string{"other": "customerId"}},
		story{api: "billing/invoice/update", body: `{"invoiceId":"${invoice}","customerId":"${other}","dueDate":"2026-04-02T10:00:00Z"}`},
		story{api: "billing/invoice/inquireDetails", body: `{"invoiceId":"${invoice}"}`, want: map[string]string{"customerId": "${other}", "customerFirstName": "Bo", "dueDate": "2026-04-02T10:00:00Z"}},
		story{api: "billing/creditNote/create", body: creditNote("n1", "${invoice}", "400", `,"effectiveDate":"soon"`), code: "PARAM_ILLEGAL"},
		story{api: "billing/creditNote/create", body: creditNote("n2", "${invoice}", "400", `,"effectiveDate":"2026-03-11"`)},
		story{api: "billing/coupon/create", body: coupon("k1", `,"redeemBy":"soon"`), code: "PARAM_ILLEGAL"},
		story{api: "billing/coupon/create", body: coupon("k2", `,"percentOff":"banana"`), code: "PARAM_ILLEGAL"},
		story{api: "billing/coupon/create", body: coupon("k3", `,"percentOff":"250"`), code: "PARAM_ILLEGAL"},
		story{api: "billing/coupon/create", body: coupon("k4", `,"percentOff":"0"`), code: "PARAM_ILLEGAL"},
		story{api: "billing/coupon/create", body: coupon("k5", `,"percentOff":"12.5","promotionCodes":[{"promotionCodeRequestId":"p0","expiryTime":"soon"}]`), code: "PARAM_ILLEGAL"},
		story{api: "billing/coupon/create", body: coupon("k6", `,"percentOff":"12.5","redeemBy":"2026-04-01"`), keep: map[string]string{"coupon": "couponId"}},
		story{api: "billing/coupon/update", body: `{"couponId":"${coupon}","redeemBy":"soon"}`, code: "PARAM_ILLEGAL"},
		story{api: "billing/promotionCode/create", body: `{"promotionCodeRequestId":"p1","couponId":"${coupon}","expiryTime":"soon"}`, code: "PARAM_ILLEGAL"},
		story{api: "billing/subscription/create", body: `{"subscriptionRequestId":"s1","customerId":"${customer}","priceItems":[{"priceId":"${usd}"}],"cancelAt":"soon"}`, code: "PARAM_ILLEGAL"},
		story{api: "billing/subscription/create", body: `{"subscriptionRequestId":"s2","customerId":"${customer}","priceItems":[{"priceId":"${usd}"}],"trialSettings":{"trialEnd":"soon"}}`, code: "PARAM_ILLEGAL"},
		story{api: "billing/subscription/create", body: `{"subscriptionRequestId":"s3","customerId":"${customer}","priceItems":[{"priceId":"${usd}"}]}`, keep: map[string]string{"sub": "subscriptionId"}},
		story{api: "billing/subscription/update", body: `{"subscriptionId":"${sub}","cancelAt":"soon"}`, code: "PARAM_ILLEGAL"},
	)
}

func TestLists_Bounds_AreTimesOrDays(t *testing.T) {
	list := func(from, to, count string) story {
		s := story{api: "billing/invoice/inquireList", body: `{"startDate":"` + from + `","endDate":"` + to + `"}`, want: map[string]string{"invoices.#": count}}
		if count == "" {
			s.want, s.code = nil, "PARAM_ILLEGAL"
		}
		return s
	}
	inShop(t,
		story{api: "billing/invoice/create", body: `{"invoiceRequestId":"i1","customerId":"${customer}","currency":"USD","items":[{"priceId":"${usd}"}]}`},
		list("garbage", "2026-03-11", ""),
		list("2026-03-10", "garbage", ""),
		list("2026-03-10", "2026-03-10", "1"), // a day is all of it
		list("2026-03-11", "2026-03-12", "0"),
		list("2026-03-08", "2026-03-09", "0"),
		list("2026-03-10T10:00:00+08:00", "2026-03-10T02:00:00Z", "1"),
		story{api: "billing/invoice/export", body: `{"downloadType":"LIST","startDate":"garbage"}`, code: "PARAM_ILLEGAL"},
	)
}

func TestPay_SettlementCurrency_MustBeOne(t *testing.T) {
	d := newDesk(t)
	for code, want := range map[string]string{"US": "CURRENCY_NOT_SUPPORT", "usd": "CURRENCY_NOT_SUPPORT", "USD": "PAYMENT_IN_PROCESS", "": "PAYMENT_IN_PROCESS"} {
		req := walletPay("pay-" + code)
		req.SettlementStrategy = map[string]any{"settlementCurrency": code}
		equal(t, "in "+code, d.pay(req).Result.Code, want)
	}
}

func TestExpiry_OfCouponsPromotionsAndGrants_ComesWithTheEnvironmentsTime(t *testing.T) {
	d := newDesk(t)
	customer := d.succeeds("billing/customer/create", fields{"customerRequestId": "c", "email": "a@example.com"}).get("customerId")
	coupon := d.succeeds("billing/coupon/create", fields{"couponRequestId": "k", "discountType": "PERCENT", "percentOff": "10", "durationType": "ONCE", "redeemBy": "2026-03-11"}).get("couponId")
	code := d.succeeds("billing/promotionCode/create", fields{"promotionCodeRequestId": "p", "couponId": coupon, "expiryTime": "2026-03-11T10:00:00+08:00"}).get("promotionCodeId")
	grant := d.succeeds("meter/creditGrant/create", fields{"customerId": customer, "creditGrantName": "g", "amount": amount("USD", "5"), "applicability": fields{}, "category": "PAID", "expiryDateTime": "2026-03-11T10:00:00+08:00"}).get("creditGrant.creditGrantId")
	told := func(wantCoupon, wantCode string) {
		t.Helper()
		equal(t, "coupon", d.succeeds("billing/coupon/inquireDetails", fields{"couponId": coupon}).get("status"), wantCoupon)
		equal(t, "code", d.succeeds("billing/promotionCode/inquireDetails", fields{"promotionCodeId": code}).get("status"), wantCode)
	}
	told("ACTIVE", "ACTIVE")
	d.settleAfter(24 * time.Hour) // the day of redeemBy is not over yet
	told("ACTIVE", "EXPIRED")
	d.wants(d.ask("meter/creditGrant/void", fields{"creditGrantId": grant}), sandbox.StatusF, "ORDER_STATUS_INVALID")
	d.settleAfter(24 * time.Hour)
	told("EXPIRED", "EXPIRED")
	equal(t, "active ones", len(d.succeeds("billing/coupon/inquireList", fields{"status": "ACTIVE"}).items("coupons")), 0)
	equal(t, "a later day", d.succeeds("billing/coupon/update", fields{"couponId": coupon, "redeemBy": "2026-04-01"}).get("status"), "ACTIVE")
}

func TestLists_SortOrderAscending_BeginsWithTheOldest(t *testing.T) {
	d := newDesk(t)
	first := d.billed("500", nil).get("subscriptionId")
	d.clock.Advance(time.Second)
	second := d.billed("500", fields{"subscriptionRequestId": "s-2"}).get("subscriptionId")
	for order, want := range map[string]string{"asc": first + second, "ASC": first + second, "desc": second + first} {
		rows := d.succeeds("billing/subscription/inquireList", fields{"sortOrder": order}).items("subscriptions")
		equal(t, order, rows[0].get("subscriptionId")+rows[1].get("subscriptionId"), want)
	}
}
