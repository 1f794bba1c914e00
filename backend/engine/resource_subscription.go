package engine

import (
	"context"
	"fmt"
	"strings"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// newBillingSubscription starts the first period, or the trial before it.
func newBillingSubscription(ctx context.Context, w *work) (*refusal, error) {
	if w.sentText("customerId") == "" && w.sentText("customerEmail") == "" {
		return illegal("Send customerId or customerEmail; both are missing."), nil
	}
	if no := w.checkSubscriptionDates(); no != nil {
		return no, nil
	}
	start := w.now
	if end, ok := trialEnd(fieldsIn(w.sent, "trialSettings"), w.now); ok {
		w.object.Status = statusTrialing
		w.mark("trialStart")
		w.set("trialEnd", sandbox.FormatTime(end))
		start = end
	}
	total, until, no, err := w.subscriptionItems(ctx, listIn(w.sent, "priceItems"), start)
	if no != nil || err != nil {
		return no, err
	}
	w.set("currentPeriodStart", sandbox.FormatTime(w.now))
	w.set("currentPeriodEnd", sandbox.FormatTime(until))
	if w.object.Status == statusTrialing {
		w.set("currentPeriodEnd", sandbox.FormatTime(start))
	}
	w.set("billingCycleAnchor", sandbox.FormatTime(start))
	w.setUnless("cancelAtPeriodEnd", false)
	w.setUnless("collectionMethod", "CHARGE_AUTOMATICALLY")
	w.set("billingMode", "CLASSIC")
	if no, err := w.redeem(ctx, total, start, until); no != nil || err != nil {
		return no, err
	}
	w.costs(total)
	w.set("origin", w.call.Origin) // for the pages of later invoices
	if w.object.Status != statusTrialing {
		if err := w.bill(ctx, until); err != nil {
			return nil, err
		}
	}
	w.planRenewal()
	return nil, nil
}

func (w *work) checkSubscriptionDates() *refusal {
	if no := checkDates(w.sent, "cancelAt"); no != nil {
		return no
	}
	return checkDates(fieldsIn(w.sent, "trialSettings"), "trialEnd")
}

// trialEnd is when a trial ends, if there is one.
func trialEnd(settings contract.Fields, now time.Time) (time.Time, bool) {
	if days := wholeIn(settings, "trialPeriodDays", 0); days > 0 {
		return now.AddDate(0, 0, int(days)), true
	}
	end, ok := parseMoment(textIn(settings, "trialEnd"))
	return end, ok && end.After(now)
}

// subscriptionItems looks the prices up and stores the items in the forms of the two answers that show
// them. It returns what a period costs and when the first one ends.
func (w *work) subscriptionItems(ctx context.Context, sent []contract.Fields, start time.Time) (total money.Amount, end time.Time, no *refusal, err error) {
	end = start.AddDate(0, 1, 0)
	if len(sent) == 0 {
		return total, end, illegal("priceItems must have an item; a subscription without one bills nothing. To end it, cancel it."), nil
	}
	for i, item := range sent {
		known, no, err := w.price(ctx, textIn(item, "priceId"), fmt.Sprintf("priceItems[%d].priceId", i))
		if no != nil || err != nil {
			return total, end, no, err
		}
		rule := fieldsIn(fieldsIn(known, "recurring"), "periodRule")
		if i == 0 {
			end = periodEnd(start, textIn(rule, "periodType"), wholeIn(rule, "periodCount", 1))
		}
		unit, _ := amountIn(known, "unitAmount")
		if quantity := wholeIn(item, "quantity", 1); quantity < 1 || quantity > maxQuantity || unit.Minor > maxInvoiceMinor {
			return total, end, illegal("priceItems[%d] must have a quantity of 1 to %d and a price of at most %d minor units.",
				i, maxQuantity, int64(maxInvoiceMinor)), nil
		}
		amount := w.completePriceItem(item, known, rule, start, end)
		if amount.Currency == "" { // a price by tiers or use is not known beforehand
			continue
		}
		if total, no = addItem(total, amount, "priceItems", i); no != nil {
			return total, end, no, nil
		}
	}
	w.set("priceItems", sent)
	w.set("subscriptionItems", sent)
	return total, end, nil, nil
}

func (w *work) completePriceItem(item, price, rule contract.Fields, start, end time.Time) money.Amount {
	quantity := max(wholeIn(item, "quantity", 1), 1)
	unit, _ := amountIn(price, "unitAmount")
	amount := amountOf(unit.Minor*quantity, unit.Currency)
	if item["itemId"] == nil {
		put(item, "itemId", w.numbers().ResourceID("SI"))
	}
	put(item, "quantity", quantity)
	put(item, "currentPeriodStart", sandbox.FormatTime(start))
	put(item, "currentPeriodEnd", sandbox.FormatTime(end))
	for _, name := range []string{"productId", "pricingModel", "usageType", "unitAmount"} {
		if price[name] != nil {
			item[name] = price[name]
		}
	}
	if interval := textIn(rule, "periodType"); interval != "" {
		put(item, "recurringInterval", interval)
		put(item, "recurringIntervalCount", wholeIn(rule, "periodCount", 1))
	}
	if unit.Currency != "" {
		put(item, "itemAmount", wireAmount(amount.Minor, amount.Currency))
	}
	return amount
}

// periodEnd is count periods after start (Appendix B of api.md names the types).
func periodEnd(start time.Time, periodType string, count int64) time.Time {
	n := int(max(count, 1))
	switch strings.ToUpper(periodType) {
	case "DAY":
		return start.AddDate(0, 0, n)
	case "WEEK":
		return start.AddDate(0, 0, 7*n)
	case "QUARTER":
		return start.AddDate(0, 3*n, 0)
	case "HALF_YEAR":
		return start.AddDate(0, 6*n, 0)
	case "YEAR":
		return start.AddDate(n, 0, 0)
	}
	return start.AddDate(0, n, 0)
}

// updateBillingSubscription applies the changes of items.
func updateBillingSubscription(ctx context.Context, w *work) (*refusal, error) {
	no, err := w.changeBillingSubscription(ctx)
	w.planRenewal()
	return no, err
}

func (w *work) changeBillingSubscription(ctx context.Context) (*refusal, error) {
	if no := w.checkSubscriptionDates(); no != nil {
		return no, nil
	}
	w.say("pendingUpdate", false)
	changes := listIn(w.sent, "priceItemChanges")
	delete(w.fields, "priceItemChanges")
	if changes == nil {
		return nil, nil
	}
	items := listIn(w.fields, "priceItems")
	for i, c := range changes {
		var no *refusal
		if items, no = changeItem(items, c, i); no != nil {
			return no, nil
		}
	}
	start, _ := parseISO(textIn(w.fields, "billingCycleAnchor"))
	if trueIn(w.sent, "resetBillingCycleAnchor") {
		start = w.now
		w.mark("billingCycleAnchor")
	}
	total, _, no, err := w.subscriptionItems(ctx, items, start)
	if no != nil || err != nil {
		return no, err
	}
	if total.Currency == "" { // nothing left that has a price beforehand
		before, _ := amountIn(w.fields, "subtotal")
		total.Currency = before.Currency
	}
	w.costs(total)
	return nil, nil
}

// costs tells what a period costs, unless only its end will tell.
func (w *work) costs(subtotal money.Amount) {
	if subtotal.Currency == "" {
		return
	}
	off := w.discount(subtotal, listIn(w.fields, "priceItems"))
	w.setAmount("subtotal", subtotal)
	w.setAmount("discountAmount", off)
	w.setAmount("totalAmount", amountOf(subtotal.Minor-off.Minor, subtotal.Currency))
}

// changeItem adds an item, takes one away, or changes its price and quantity.
func changeItem(items []contract.Fields, c contract.Fields, i int) ([]contract.Fields, *refusal) {
	at := -1
	for k, item := range items {
		if id := textIn(c, "itemId"); id != "" && textIn(item, "itemId") == id ||
			id == "" && textIn(c, "currentPriceId") != "" && textIn(item, "priceId") == textIn(c, "currentPriceId") {
			at = k
		}
	}
	kind := strings.ToUpper(textIn(c, "type"))
	switch {
	case kind == "ADD":
		return append(items, changedItem(contract.Fields{}, c)), nil
	case at < 0:
		return nil, illegal("priceItemChanges[%d] names no item of the subscription.", i)
	case kind == "REMOVE" || kind == "DELETE":
		return append(items[:at:at], items[at+1:]...), nil
	}
	items[at] = changedItem(items[at], c)
	return items, nil
}

func changedItem(item, c contract.Fields) contract.Fields {
	if c["newPriceId"] != nil {
		item["priceId"] = c["newPriceId"]
	}
	if c["newQuantity"] != nil {
		item["quantity"] = c["newQuantity"]
	}
	return item
}

// cancelBillingSubscription ends it at once, or at the end of the period when the type says so.
func cancelBillingSubscription(_ context.Context, w *work) (*refusal, error) {
	kind := strings.ToUpper(w.sentText("cancellationType"))
	w.mark("canceledAt")
	if strings.Contains(kind, "PERIOD_END") || strings.Contains(kind, "END_OF_PERIOD") {
		w.set("cancelAtPeriodEnd", true)
		w.fields["cancelAt"] = w.fields["currentPeriodEnd"]
		w.planRenewal()
		return nil, nil
	}
	w.object.Status, w.object.DueAt = statusCanceled, time.Time{}
	w.set("cancelAtPeriodEnd", false)
	w.set("terminationReason", "MERCHANT_CANCELED")
	return nil, nil
}

// resumeBillingSubscription undoes a cancellation that has not come into effect.
func resumeBillingSubscription(_ context.Context, w *work) (*refusal, error) {
	if w.object.Status != statusPaused && !trueIn(w.fields, "cancelAtPeriodEnd") {
		return refuse(sandbox.CodeOrderStatusInvalid, "Subscription %s is neither paused nor cancelled for the end of its period.", w.object.ObjectID), nil
	}
	if w.object.Status == statusPaused {
		w.object.Status = statusActive
	}
	w.set("cancelAtPeriodEnd", false)
	delete(w.fields, "cancelAt")
	delete(w.fields, "canceledAt")
	w.planRenewal()
	return nil, nil
}
