package engine

import (
	"context"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// How a period of a Billing subscription is paid, and what becomes of a subscription whose period is not.
const (
	collectBySending = "SEND_INVOICE"
	statusPastDue    = "PAST_DUE"
)

// planRenewal sets when time changes the subscription next: its period ends, or it does.
func (w *work) planRenewal() {
	w.object.DueAt = time.Time{}
	if w.object.Status == statusCanceled || w.object.Status == statusPaused {
		return
	}
	next, ok := parseISO(textIn(w.fields, "currentPeriodEnd"))
	if !ok {
		return
	}
	if end, ok := parseEnd(textIn(w.fields, "cancelAt")); ok && end.Before(next) {
		next = end
	}
	w.object.DueAt = next.UTC()
}

// billingSubscriptionDue renews a subscription period by period until it has caught up with its
// environment's time, or ends it.
func billingSubscriptionDue(ctx context.Context, e *Engine, env sandbox.Environment, tx sandbox.Tx, o sandbox.Object) error {
	fields, err := detailOf[contract.Fields](o)
	if err != nil {
		return err
	}
	w := &work{
		engine: e, tx: tx, call: Call{Environment: env, Origin: textIn(fields, "origin")},
		resource: resource{family: familyOf(kindBillingSub)}, object: o, fields: fields,
		sent: contract.Fields{}, also: contract.Fields{},
	}
	for now := e.now(env); !w.object.DueAt.IsZero() && !w.object.DueAt.After(now); {
		w.now = w.object.DueAt
		if err := w.renew(ctx); err != nil {
			return err
		}
	}
	return e.updateObject(ctx, tx, env, w.object, w.fields)
}

// renew ends the subscription or begins its next period, and tells.
func (w *work) renew(ctx context.Context) error {
	w.set("previousStatus", w.object.Status)
	end, given := parseEnd(textIn(w.fields, "cancelAt"))
	if trueIn(w.fields, "cancelAtPeriodEnd") || given && !end.After(w.now) {
		w.object.Status = statusCanceled
		w.set("terminationReason", "CANCELED_AT_PERIOD_END")
		w.mark("canceledAt")
	} else {
		w.object.Status = statusActive
		if err := w.beginPeriod(ctx); err != nil {
			return err
		}
	}
	w.planRenewal()
	return billingSubscriptionNotice(ctx, w)
}

// beginPeriod starts a period now and bills it.
func (w *work) beginPeriod(ctx context.Context) error {
	items := listIn(w.fields, "priceItems")
	interval, count := "", int64(1)
	if len(items) > 0 {
		interval, count = textIn(items[0], "recurringInterval"), wholeIn(items[0], "recurringIntervalCount", 1)
	}
	until := periodEnd(w.now, interval, count)
	w.mark("currentPeriodStart")
	w.set("currentPeriodEnd", sandbox.FormatTime(until))
	for _, item := range items {
		put(item, "currentPeriodStart", sandbox.FormatTime(w.now))
		put(item, "currentPeriodEnd", sandbox.FormatTime(until))
	}
	w.set("priceItems", items)
	w.set("subscriptionItems", items)
	subtotal, _ := amountIn(w.fields, "subtotal")
	w.costs(subtotal)
	return w.bill(ctx, until)
}

// bill makes the period's invoice: open where the customer is sent it, else paid at once, unless the
// settings say that nobody can pay that much. A subscription that costs nothing has none.
func (w *work) bill(ctx context.Context, until time.Time) error {
	total, ok := amountIn(w.fields, "totalAmount")
	if !ok || total.Minor == 0 {
		return nil
	}
	phase := wholeIn(w.fields, "phaseNo", 0) + 1
	w.set("phaseNo", phase)
	iw := w.periodInvoice(until, total, phase)
	if iw.object.ParentID != "" {
		if err := iw.copyCustomer(ctx); err != nil {
			return err
		}
	}
	if no, err := finalize(ctx, iw); no != nil || err != nil {
		return err
	}
	switch fails := w.call.Environment.Settings.FailingDeductionMinor; {
	case textIn(w.fields, "collectionMethod") == collectBySending:
	case fails != 0 && total.Minor == fails:
		w.object.Status = statusPastDue
		w.set("reason", sandbox.CodeUserBalanceNotEnough)
	default:
		iw.object.Status = statusPaid
		if no, err := confirmPayment(ctx, iw); no != nil || err != nil {
			return err
		}
	}
	var err error
	if iw.object.Body, err = encode(iw.fields); err != nil {
		return err
	}
	w.set("invoiceId", iw.object.ObjectID)
	if err := insertObject(ctx, w.tx, iw.object); err != nil {
		return err
	}
	return invoiceNotice(ctx, iw)
}

// periodInvoice is the invoice of the period that begins now.
func (w *work) periodInvoice(until time.Time, total money.Amount, phase int64) *work {
	f := familyOf(kindInvoice)
	id := w.numbers().ResourceID(f.prefix)
	iw := &work{
		engine: w.engine, tx: w.tx, call: w.call, resource: resource{family: f}, sent: contract.Fields{},
		also: contract.Fields{}, fields: contract.Fields{}, now: w.now,
		object: sandbox.Object{
			ID: w.engine.ids.New(), EnvironmentID: w.call.Environment.ID, Kind: kindInvoice, ObjectID: id,
			ParentID: textIn(w.fields, "customerId"), Status: statusOpen, CreatedAt: w.now, UpdatedAt: w.now,
		},
	}
	iw.set("invoiceId", id)
	iw.set("invoiceNumber", w.numbers().ResourceID("INV-"))
	iw.set("subscriptionId", w.object.ObjectID)
	iw.set("currency", total.Currency)
	iw.set("reason", "SUBSCRIPTION")
	iw.set("phaseNo", phase)
	for _, name := range []string{"customerId", "customerEmail", "collectionMethod"} {
		if w.fields[name] != nil {
			iw.fields[name] = w.fields[name]
		}
	}
	iw.mark(f.created)
	iw.mark(f.updated)
	iw.mark("finalizedAt")
	iw.mark("periodStart")
	iw.set("periodEnd", sandbox.FormatTime(until))
	iw.set("dueDate", sandbox.FormatTime(w.now.AddDate(0, 0, int(wholeIn(w.fields, "daysUntilDue", linkDays)))))
	off, _ := amountIn(w.fields, "discountAmount")
	iw.totals(amountOf(total.Minor+off.Minor, total.Currency), off)
	iw.set("items", iw.periodItems(listIn(w.fields, "priceItems")))
	return iw
}

// periodItems are the subscription's items as lines of an invoice.
func (w *work) periodItems(items []contract.Fields) []contract.Fields {
	var lines []contract.Fields
	for _, item := range items {
		line := contract.Fields{}
		for _, name := range []string{"priceId", "productId", "quantity", "unitAmount", "description"} {
			if item[name] != nil {
				line[name] = item[name]
			}
		}
		amount, _ := amountIn(item, "itemAmount")
		w.completeItem(line, amount)
		lines = append(lines, line)
	}
	return lines
}
