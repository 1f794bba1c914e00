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

func subscriptionCall(id string) fields {
	return fields{
		"subscriptionRequestId": id, "subscriptionDescription": "Tea of the month 每月茶",
		"subscriptionRedirectUrl": "https://shop.example.com/sub", "subscriptionStartTime": "2026-03-01T12:01:01+08:00",
		"periodRule": fields{"periodType": "MONTH", "periodCount": 1}, "paymentMethod": fields{"paymentMethodType": "GCASH"},
		"subscriptionNotificationUrl": "https://shop.example.com/sub/notify", "paymentNotificationUrl": "https://shop.example.com/pay/notify",
		"orderInfo": fields{"orderAmount": amount("PHP", "30000")}, "paymentAmount": amount("PHP", "30000"),
		"settlementStrategy": fields{"settlementCurrency": "USD"}, "env": fields{"terminalType": "WEB"},
	}
}

// subscription makes one and returns the object of its page.
func (d *desk) subscription(body fields) sandbox.Object {
	d.Helper()
	r := d.wants(d.ask("subscriptions/create", body), sandbox.StatusS, "SUCCESS")
	token, found := strings.CutPrefix(r.get("normalUrl"), origin+engine.WalletPath)
	if !found {
		d.Fatalf("no page in %s", r.Body)
	}
	o, err := d.engine.BuyerObject(context.Background(), token)
	if err != nil {
		d.Fatalf("%v", err)
	}
	return o
}

// subscribed makes a subscription the buyer agrees to and returns its id.
func (d *desk) subscribed(body fields) string {
	d.Helper()
	o := d.subscription(body)
	if page, err := d.engine.BuyerSubscribes(context.Background(), o, true); err != nil || !page.Given() {
		d.Fatalf("%+v %v", page, err)
	}
	return o.ObjectID
}

// inquireSubscription reads the one subscription.
func (d *desk) inquireSubscription(id string) reply {
	d.Helper()
	r := d.wants(d.ask("subscriptions/inquireSubscription", fields{"subscriptionId": id}), sandbox.StatusS, "SUCCESS")
	info, _ := r.json["subscription"].(map[string]any)
	return reply{json: info}
}

// deductions are the bodies of the periods' notifications, oldest first.
func (d *desk) deductions() []reply { return d.noticesOf(sandbox.NotifyPayment) }

// real gives periods their real length.
func (d *desk) real() { d.call.Environment.Settings.SubscriptionAcceleration = "never" }

func TestSubscription_Agreed_DeductsTwelveAcceleratedPeriodsInOrder(t *testing.T) {
	d := newDesk(t)
	id := d.subscribed(subscriptionCall("s-1"))
	first := d.noticesOf(sandbox.NotifySubscription)[0]
	equal(t, "type", first.get("subscriptionNotificationType")+first.get("subscriptionStatus"), "CREATEACTIVE")
	equal(t, "id", first.get("subscriptionId"), id)
	equal(t, "request id", first.get("subscriptionRequestId"), "s-1")
	equal(t, "a start that has passed is now", first.get("subscriptionStartTime"), "2026-03-10T10:00:00+08:00")
	equal(t, "end", first.get("subscriptionEndTime"), "2099-12-31T23:59:59+08:00")
	equal(t, "at once", len(d.deductions()), 1)
	d.clock.Advance(36*time.Minute - time.Millisecond)
	d.settle()
	all := d.deductions()
	equal(t, "periods", len(all), 12)
	equal(t, "payments", len(d.store.Payments()), 12)
	for i, n := range all {
		start := morning.Add(time.Duration(i) * 3 * time.Minute)
		equal(t, "phase", n.get("phaseNo"), fmt.Sprint(i+1))
		equal(t, "start", n.get("periodStartTime"), sandbox.FormatTime(start))
		equal(t, "end", n.get("periodEndTime"), sandbox.FormatTime(start.Add(3*time.Minute)))
		equal(t, "time", n.get("paymentTime"), sandbox.FormatTime(start))
		equal(t, "result", n.get("result.resultStatus")+n.get("notifyType"), "S")
		equal(t, "payment", n.get("paymentId"), d.store.Payments()[i].PaymentID)
		equal(t, "url", d.store.Notifications()[i+1].URL, "https://shop.example.com/pay/notify")
	}
	d.clock.Advance(time.Hour)
	d.settle()
	last := d.deductions()[12]
	equal(t, "later periods", len(d.deductions()), 13)
	equal(t, "are months", last.get("periodEndTime"), sandbox.FormatTime(morning.Add(36*time.Minute).AddDate(0, 1, 0)))
	equal(t, "inquiry", d.inquireSubscription(id).get("currentPhaseNo"), "13")
	equal(t, "payment", d.inquire(last.get("paymentId")).get("paymentStatus"), "SUCCESS")
	d.wants(d.refund(refundOf("r", last.get("paymentId"), "PHP", "30000")), sandbox.StatusS, "SUCCESS")
}

func TestSubscription_PeriodsThatAreNotAccelerated_FollowTheCalendar(t *testing.T) {
	for name, c := range map[string]struct {
		kind   sandbox.EnvironmentKind
		choice string
		rule   fields
		end    string
	}{
		"live":            {sandbox.Live, "auto", fields{"periodType": "MONTH", "periodCount": 1}, "2026-04-10T10:00:00+08:00"},
		"never":           {sandbox.Test, "never", fields{"periodType": "HALF_YEAR", "periodCount": 1}, "2026-09-10T10:00:00+08:00"},
		"always":          {sandbox.Live, "always", fields{"periodType": "YEAR", "periodCount": 1}, "2026-03-10T11:00:00+08:00"},
		"three months":    {sandbox.Test, "auto", fields{"periodType": "MONTH", "periodCount": 3}, "2026-03-10T10:15:00+08:00"},
		"not in the list": {sandbox.Test, "auto", fields{"periodType": "WEEK", "periodCount": 2}, "2026-03-24T10:00:00+08:00"},
	} {
		d := newDesk(t)
		d.call.Environment.Kind, d.call.Environment.Settings.SubscriptionAcceleration = c.kind, c.choice
		d.subscribed(subscriptionCall("s-1").with(fields{"periodRule": c.rule}))
		equal(t, name, d.lastNotice().get("periodEndTime"), c.end)
	}
}

func TestSubscription_MonthsOfTheThirtyFirst_EndOnTheLastDayAndComeBack(t *testing.T) {
	d := newDesk(t)
	d.real()
	d.subscribed(subscriptionCall("s-1").with(fields{"subscriptionStartTime": "2026-03-31T09:00:00+08:00", "subscriptionEndTime": "2026-06-30T09:00:00+08:00"}))
	equal(t, "before the start", len(d.deductions()), 0)
	d.clock.Advance(150 * 24 * time.Hour)
	d.settle()
	var starts []string
	for _, n := range d.deductions() {
		starts = append(starts, n.get("periodStartTime")[:10])
	}
	equal(t, "starts", strings.Join(starts, " "), "2026-03-31 2026-04-30 2026-05-31")
	equal(t, "the end", d.lastNotice().get("subscriptionNotificationType")+d.lastNotice().get("subscriptionStatus"), "TERMINATETERMINATED")
}

func TestSubscription_DeclinedOrExpired_IsTerminatedWithoutPayments(t *testing.T) {
	d := newDesk(t)
	o := d.subscription(subscriptionCall("s-1"))
	if page, err := d.engine.BuyerSubscribes(context.Background(), o, false); err != nil || page.Status != "TERMINATED" {
		t.Fatalf("%+v %v", page, err)
	}
	if _, err := d.engine.BuyerSubscribes(context.Background(), o, true); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("decided twice: %v", err)
	}
	late := d.subscription(subscriptionCall("s-2"))
	d.clock.Advance(30 * time.Minute)
	if _, err := d.engine.BuyerSubscribes(context.Background(), late, true); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("agreed too late: %v", err)
	}
	d.settle()
	for _, id := range []string{"s-1", "s-2"} {
		r := d.wants(d.ask("subscriptions/inquiry", fields{"subscriptionRequestId": id}), sandbox.StatusS, "SUCCESS")
		equal(t, id, r.get("subscriptionStatus"), "TERMINATED")
	}
	equal(t, "payments", len(d.store.Payments()), 0)
}

func TestSubscription_Repeated_AnswersAsBefore(t *testing.T) {
	d := newDesk(t)
	first := d.ask("subscriptions/create", subscriptionCall("s-1"))
	equal(t, "again", string(d.ask("subscriptions/create", subscriptionCall("s-1")).Body), string(first.Body))
	equal(t, "rows", len(d.store.Objects()), 1)
}

func TestSubscription_Trials_CostTheirAmounts(t *testing.T) {
	d := newDesk(t)
	d.subscribed(subscriptionCall("s-1").with(fields{"trials": []fields{
		{"trialAmount": amount("PHP", "100"), "trialStartPeriod": 1, "trialEndPeriod": 2}, {"trialAmount": amount("PHP", "0"), "trialStartPeriod": 3},
	}}))
	d.clock.Advance(9 * time.Minute)
	d.settle()
	var paid []string
	for _, n := range d.deductions() {
		paid = append(paid, n.get("phaseNo")+":"+n.get("paymentAmount.value"))
	}
	equal(t, "paid", strings.Join(paid, " "), "1:100 2:100 4:30000")
}

func TestSubscription_FailedPeriod_IsNotifiedAndRetriedWhereAllowed(t *testing.T) {
	for retry, tries := range map[bool]int{false: 1, true: 4} {
		d := newDesk(t)
		d.subscribed(subscriptionCall("s-1").with(fields{"allowRetry": retry, "paymentAmount": amount("PHP", "40400")}))
		n := d.lastNotice()
		equal(t, "result", n.get("result.resultStatus")+n.get("result.resultCode"), "FUSER_BALANCE_NOT_ENOUGH")
		equal(t, "no time", n.get("paymentTime"), "")
		d.clock.Advance(3*time.Minute - time.Millisecond)
		d.settle()
		equal(t, "tries", len(d.deductions()), tries)
		equal(t, "phase", d.lastNotice().get("phaseNo"), "1")
		d.call.Environment.Settings.FailingDeductionMinor = 0
		d.clock.Advance(time.Millisecond)
		d.settle()
		equal(t, "the next period", d.lastNotice().get("phaseNo")+d.lastNotice().get("result.resultStatus"), "2S")
	}
}

func TestCancel_AtThePeriodsEnd_RunsOutAndTerminateStopsAtOnce(t *testing.T) {
	d := newDesk(t)
	id := d.subscribed(subscriptionCall("s-1"))
	cancel := fields{"subscriptionId": id, "cancellationType": "CANCEL"}
	d.wants(d.ask("subscriptions/cancel", cancel), sandbox.StatusS, "SUCCESS")
	n := d.lastNotice()
	equal(t, "told", n.get("subscriptionNotificationType")+n.get("subscriptionStatus"), "CANCELCANCELLED")
	d.wants(d.ask("subscriptions/cancel", cancel), sandbox.StatusS, "SUCCESS")
	d.clock.Advance(10 * time.Minute)
	equal(t, "status", d.inquireSubscription(id).get("status"), "TERMINATED")
	equal(t, "payments", len(d.store.Payments()), 1)
	d.wants(d.ask("subscriptions/cancel", cancel), sandbox.StatusF, "PROCESS_FAIL")
	other := d.subscribed(subscriptionCall("s-2"))
	d.wants(d.ask("subscriptions/cancel", fields{"subscriptionRequestId": "s-2", "cancellationType": "TERMINATE"}), sandbox.StatusS, "SUCCESS")
	equal(t, "told", d.lastNotice().get("subscriptionNotificationType")+d.lastNotice().get("subscriptionStatus"), "TERMINATETERMINATED")
	d.clock.Advance(time.Hour)
	d.settle()
	equal(t, "status", d.inquireSubscription(other).get("status"), "TERMINATED")
	equal(t, "payments", len(d.store.Payments()), 2)
}

func TestCancel_AfterTenInTheEvening_DoesNotStopTheNextDaysDeduction(t *testing.T) {
	for pause, payments := range map[time.Duration]int{12*time.Hour - time.Second: 1, 12 * time.Hour: 2} {
		d := newDesk(t)
		d.real()
		d.subscribed(subscriptionCall("s-1").with(fields{"periodRule": fields{"periodType": "DAY", "periodCount": 1}}))
		d.clock.Advance(pause)
		d.wants(d.ask("subscriptions/cancel", fields{"subscriptionRequestId": "s-1", "cancellationType": "CANCEL"}), sandbox.StatusS, "SUCCESS")
		d.clock.Advance(5 * 24 * time.Hour)
		d.settle()
		equal(t, pause.String(), len(d.store.Payments()), payments)
		equal(t, "the end", d.lastNotice().get("subscriptionNotificationType"), "TERMINATE")
	}
}

func TestChange_BeginsAPeriodThatCostsTheDifference_Once(t *testing.T) {
	d := newDesk(t)
	id := d.subscribed(subscriptionCall("s-1"))
	change := fields{
		"subscriptionChangeRequestId": "c-1", "subscriptionId": id, "periodRule": fields{"periodType": "MONTH", "periodCount": 3},
		"paymentAmount": amount("PHP", "90000"), "paymentAmountDifference": amount("PHP", "60000"), "subscriptionDescription": "More tea",
	}
	d.clock.Advance(time.Minute)
	first := d.wants(d.ask("subscriptions/change", change), sandbox.StatusS, "SUCCESS")
	equal(t, "again", string(d.ask("subscriptions/change", change).Body), string(first.Body))
	told := d.noticesOf(sandbox.NotifySubscription)
	equal(t, "told once", len(told), 2)
	equal(t, "told", told[1].get("subscriptionNotificationType")+told[1].get("periodRule.periodCount"), "CHANGE3")
	n := d.lastNotice()
	equal(t, "difference", n.get("phaseNo")+":"+n.get("paymentAmount.value"), "2:60000")
	equal(t, "period", n.get("periodEndTime"), "2026-03-10T10:16:00+08:00")
	d.clock.Advance(15 * time.Minute)
	d.settle()
	equal(t, "then", d.lastNotice().get("phaseNo")+":"+d.lastNotice().get("paymentAmount.value"), "3:90000")
	equal(t, "description", d.inquireSubscription(id).get("subscriptionDescription"), "More tea")
}

func TestChange_WithALaterStart_LeavesTheTermsUntilThen(t *testing.T) {
	d := newDesk(t)
	id := d.subscribed(subscriptionCall("s-1"))
	d.wants(d.ask("subscriptions/change", fields{
		"subscriptionChangeRequestId": "c-1", "subscriptionId": id, "subscriptionStartTime": "2026-03-10T10:05:00+08:00", "paymentAmount": amount("PHP", "500"),
	}), sandbox.StatusS, "SUCCESS")
	d.clock.Advance(8 * time.Minute)
	d.settle()
	var paid []string
	for _, n := range d.deductions() {
		paid = append(paid, n.get("periodStartTime")[11:16]+"="+n.get("paymentAmount.value"))
	}
	equal(t, "paid", strings.Join(paid, " "), "10:00=30000 10:03=30000 10:05=500 10:08=500")
}

func TestUpdate_MovesTheNextDeductionAndItsAmount(t *testing.T) {
	d := newDesk(t)
	d.real()
	id := d.subscribed(subscriptionCall("s-1"))
	update := fields{
		"subscriptionUpdateRequestId": "u-1", "subscriptionId": id, "orderInfo": fields{"orderAmount": amount("PHP", "500")},
		"paymentAmount": amount("PHP", "500"), "nextSubscriptionDate": "2026-03-11T09:59:59+08:00",
	}
	d.wants(d.ask("subscriptions/update", update), sandbox.StatusF, "PROCESS_FAIL")
	update["nextSubscriptionDate"] = "2026-03-11T10:00:00+08:00"
	d.wants(d.ask("subscriptions/update", update), sandbox.StatusS, "SUCCESS")
	d.wants(d.ask("subscriptions/update", update), sandbox.StatusS, "SUCCESS")
	equal(t, "told", d.lastNotice().get("subscriptionNotificationType"), "UPDATE")
	equal(t, "told once", len(d.noticesOf(sandbox.NotifySubscription)), 2)
	d.clock.Advance(24 * time.Hour)
	d.settle()
	n := d.lastNotice()
	equal(t, "next", n.get("phaseNo")+":"+n.get("paymentAmount.value")+" "+n.get("periodEndTime"), "2:500 2026-04-11T10:00:00+08:00")
}

func TestUpdate_Proration_TakesAndGivesBackAtOnce(t *testing.T) {
	d := newDesk(t)
	id := d.subscribed(subscriptionCall("s-1"))
	update := func(request, how, value string) fields {
		return fields{"subscriptionUpdateRequestId": request, "subscriptionId": id, "orderInfo": fields{"orderAmount": amount("PHP", value)}, "prorationSettings": how}
	}
	d.wants(d.ask("subscriptions/update", update("u-1", "IMMEDIATE_REFUND_CUSTOM_AMOUNT", "700")), sandbox.StatusS, "SUCCESS")
	equal(t, "refund", d.store.Refunds()[0].AmountMinor, 700)
	d.wants(d.ask("subscriptions/update", update("u-2", "IMMEDIATE_REFUND_CUSTOM_AMOUNT", "30000")), sandbox.StatusF, "REFUND_AMOUNT_EXCEED")
	d.wants(d.ask("subscriptions/update", update("u-3", "IMMEDIATE_PAY_CUSTOM_AMOUNT", "900")), sandbox.StatusS, "SUCCESS")
	equal(t, "payment", d.store.Payments()[1].AmountMinor, 900)
	equal(t, "refunds", len(d.store.Refunds()), 1)
}

func TestUpdate_Proration_HasNoIDInCommonWithRefunds(t *testing.T) {
	d := newDesk(t)
	id := d.subscribed(subscriptionCall("s-1"))
	paid := d.lastNotice().get("paymentId")
	update := func(request string) fields {
		return fields{
			"subscriptionUpdateRequestId": request, "subscriptionId": id, "orderInfo": fields{"orderAmount": amount("PHP", "700")},
			"prorationSettings": "IMMEDIATE_REFUND_CUSTOM_AMOUNT",
		}
	}
	d.wants(d.refund(refundOf("x-1", paid, "PHP", "500")), sandbox.StatusS, "SUCCESS")
	d.wants(d.ask("subscriptions/update", update("x-1")), sandbox.StatusS, "SUCCESS")
	d.wants(d.ask("subscriptions/update", update("x-2")), sandbox.StatusS, "SUCCESS")
	d.wants(d.refund(refundOf("x-2", paid, "PHP", "500")), sandbox.StatusS, "SUCCESS")
	equal(t, "refunds", len(d.store.Refunds()), 4)
}

func TestSubscription_UnknownOrIllegal_IsRefused(t *testing.T) {
	d := newDesk(t)
	const unknown = "202611231900000000000001J0000009488"
	for api, body := range map[string]fields{
		"subscriptions/change":                     {"subscriptionChangeRequestId": "c"},
		"subscriptions/update":                     {"subscriptionUpdateRequestId": "u", "orderInfo": fields{"orderAmount": amount("PHP", "1")}},
		"subscriptions/cancel":                     {"cancellationType": "CANCEL"},
		"subscriptions/inquiry":                    {},
		"subscriptions/inquireSubscription":        {},
		"subscriptions/inquireSubscriptionPayment": {},
		"payments/inquire":                         {},
	} {
		d.wants(d.ask(api, body.with(fields{"subscriptionId": unknown})), sandbox.StatusF, "PARAM_ILLEGAL")
	}
	for field, value := range map[string]any{
		"subscriptionRedirectUrl": "javascript:1", "subscriptionEndTime": "2026-02-01T00:00:00+08:00", "subscriptionExpiryTime": "2026-03-10T09:00:00+08:00",
		"subscriptionStartTime": "tomorrow", "periodRule": fields{"periodType": "MONTH", "periodCount": 0},
		"trials": []fields{{"trialAmount": amount("USD", "1"), "trialStartPeriod": 1}},
	} {
		r := d.wants(d.ask("subscriptions/create", subscriptionCall("s").with(fields{field: value})), sandbox.StatusF, "PARAM_ILLEGAL")
		if !strings.HasPrefix(r.Result.Message, field) {
			t.Errorf("%s: %s", field, r.Result.Message)
		}
	}
	for text, field := range map[string]string{
		"9999-12-31T23:59:59-08:00": "subscriptionEndTime", "9999-12-31T23:59:59Z": "subscriptionEndTime",
		"0000-01-01T00:00:00+08:00": "subscriptionStartTime", "0001-01-01T00:00:00+08:00": "subscriptionStartTime",
	} {
		r := d.wants(d.ask("subscriptions/create", subscriptionCall("s").with(fields{field: text})), sandbox.StatusF, "PARAM_ILLEGAL")
		equal(t, text, r.Result.Message, field+` must lie in the years 1 to 9999, in UTC and at +08:00; "`+text+`" was sent.`)
	}
	open := d.subscription(subscriptionCall("s-1"))
	d.wants(d.ask("subscriptions/change", fields{"subscriptionChangeRequestId": "c", "subscriptionId": open.ObjectID}), sandbox.StatusF, "PROCESS_FAIL")
}

func TestInquiries_ListSubscriptionsAndTheirPayments(t *testing.T) {
	d := newDesk(t)
	id := d.subscribed(subscriptionCall("s-1"))
	d.subscribed(subscriptionCall("s-2").with(fields{"paymentAmount": amount("SGD", "40400"), "paymentMethod": fields{"paymentMethodType": "CARD", "paymentMethodMetaData": cardFields(visa)}}))
	d.subscription(subscriptionCall("s-3"))
	d.clock.Advance(6 * time.Minute)
	list := d.wants(d.ask("subscriptions/inquireSubscriptionList", fields{"pageSize": 1, "currentPage": 2}), sandbox.StatusS, "SUCCESS")
	equal(t, "oldest", list.items("subscriptions")[0].get("subscriptionId"), id)
	equal(t, "pages", list.get("paginator.totalPage")+list.get("paginator.totalCount"), "22")
	list = d.ask("subscriptions/inquireSubscriptionList", fields{"currencies": []string{"SGD"}, "statuses": []string{"ACTIVE"}})
	equal(t, "filtered", list.get("paginator.totalCount"), "1")
	payments := d.wants(d.ask("subscriptions/inquireSubscriptionPayment", fields{"subscriptionId": id, "paymentStatuses": []string{"SUCCESS"}}), sandbox.StatusS, "SUCCESS")
	equal(t, "payments", len(payments.items("payments")), 3)
	equal(t, "newest", payments.items("payments")[0].get("phaseNo"), "3")
	state := d.wants(d.ask("payments/inquire", fields{"merchantSubscriptionId": "s-1"}), sandbox.StatusS, "SUCCESS")
	equal(t, "state", state.get("phaseNo")+state.get("subscriptionStatus"), "3ACTIVE")
}

func TestCancel_WithAChangeToCome_KeepsThePaidPeriod(t *testing.T) {
	d := newDesk(t)
	d.real()
	id := d.subscribed(subscriptionCall("s-1").with(fields{"periodRule": fields{"periodType": "MONTH", "periodCount": 2}}))
	paidUntil := d.inquireSubscription(id).get("currentPeriodEnd")
	from := d.inquireSubscription(id).get("subscriptionStartTime")
	change := fields{"subscriptionChangeRequestId": "c-1", "subscriptionId": id, "subscriptionStartTime": "2026-03-15T10:00:00+08:00", "paymentAmount": amount("PHP", "40000")}
	d.wants(d.ask("subscriptions/change", change), sandbox.StatusS, "SUCCESS")
	equal(t, "told start", d.lastNotice().get("subscriptionStartTime"), "2026-03-15T10:00:00+08:00")
	equal(t, "start", d.inquireSubscription(id).get("subscriptionStartTime"), from)
	d.wants(d.ask("subscriptions/cancel", fields{"subscriptionId": id, "cancellationType": "CANCEL"}), sandbox.StatusS, "SUCCESS")
	equal(t, "told end", d.lastNotice().get("subscriptionEndTime"), paidUntil)
	equal(t, "end", d.inquireSubscription(id).get("subscriptionEndTime"), paidUntil)
	d.clock.Advance(7 * 24 * time.Hour)
	d.settle()
	equal(t, "payments", len(d.store.Payments()), 1)
}

func TestChange_AfterAnother_KeepsWhatItLeavesOut(t *testing.T) {
	d := newDesk(t)
	id := d.subscribed(subscriptionCall("s-1"))
	start := fields{"subscriptionId": id, "subscriptionStartTime": "2026-03-10T10:02:00+08:00"}
	d.wants(d.ask("subscriptions/change", fields{"subscriptionChangeRequestId": "c-1", "periodRule": fields{"periodType": "YEAR", "periodCount": 1}}.with(start)), sandbox.StatusS, "SUCCESS")
	d.wants(d.ask("subscriptions/change", fields{"subscriptionChangeRequestId": "c-2", "paymentAmount": amount("PHP", "90000")}.with(start)), sandbox.StatusS, "SUCCESS")
	equal(t, "told", d.lastNotice().get("periodRule.periodType"), "YEAR")
	d.clock.Advance(2*time.Minute + time.Second)
	d.settle()
	q := d.inquireSubscription(id)
	equal(t, "rule", q.get("periodRule.periodType")+" "+q.get("subscriptionStartTime"), "YEAR 2026-03-10T10:02:00+08:00")
	payments := d.store.Payments()
	equal(t, "paid", payments[len(payments)-1].AmountMinor, int64(90000))
}

func TestSubscription_Amounts_FollowTheMethodsRulesInEveryCall(t *testing.T) {
	d := newDesk(t)
	terms := subscriptionCall("s-1").with(fields{"paymentMethod": fields{"paymentMethodType": "DANA"}, "paymentAmount": amount("IDR", "1000000"), "orderInfo": fields{"orderAmount": amount("IDR", "1000000")}})
	trial := terms.with(fields{"subscriptionRequestId": "s-2", "trials": []fields{{"trialStartPeriod": 1, "trialAmount": amount("IDR", "150")}}})
	d.wants(d.ask("subscriptions/create", trial), sandbox.StatusF, "PARAM_ILLEGAL")
	d.wants(d.ask("subscriptions/create", terms.with(fields{"subscriptionRequestId": "s-3", "paymentAmount": amount("IDR", "29900")})), sandbox.StatusF, "PARAM_ILLEGAL")
	id := d.subscribed(terms)
	for name, c := range map[string]struct{ api, id, field, value string }{
		"change":            {"subscriptions/change", "subscriptionChangeRequestId", "paymentAmount", "1000050"},
		"below the minimum": {"subscriptions/change", "subscriptionChangeRequestId", "paymentAmount", "100"},
		"difference":        {"subscriptions/change", "subscriptionChangeRequestId", "paymentAmountDifference", "151"},
		"update":            {"subscriptions/update", "subscriptionUpdateRequestId", "paymentAmount", "1000050"},
	} {
		body := fields{c.id: name, "subscriptionId": id, c.field: amount("IDR", c.value), "orderInfo": fields{"orderAmount": amount("IDR", "1000000")}}
		r := d.wants(d.ask(c.api, body), sandbox.StatusF, "PARAM_ILLEGAL")
		if r.Result.Message == "" {
			t.Errorf("%s: no reason", name)
		}
	}
	prorated := fields{"subscriptionUpdateRequestId": "u", "subscriptionId": id, "orderInfo": fields{"orderAmount": amount("IDR", "151")}, "prorationSettings": "IMMEDIATE_PAY_CUSTOM_AMOUNT"}
	d.wants(d.ask("subscriptions/update", prorated), sandbox.StatusF, "PARAM_ILLEGAL")
}

func TestInquiry_TellsWhatWasAgreedBesides(t *testing.T) {
	d := newDesk(t)
	info := fields{"allowRetry": true, "retryMode": "AUTOMATIC", "maxAmountFloor": amount("PHP", "100"), "fixedAmount": amount("PHP", "200")}
	q := d.inquireSubscription(d.subscribed(subscriptionCall("s-1").with(fields{"subscriptionInfo": info})))
	equal(t, "agreed", q.get("allowRetry")+" "+q.get("retryMode")+" "+q.get("maxAmountFloor.value")+" "+q.get("fixedAmount.value"), "true AUTOMATIC 100 200")
}
