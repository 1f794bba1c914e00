package engine

import (
	"context"
	"math/big"
	"slices"
	"strings"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// The kinds of the Billing product.
const (
	kindCoupon      sandbox.ObjectKind = "billing/coupon"
	kindPromotion   sandbox.ObjectKind = "billing/promotionCode"
	kindCustomer    sandbox.ObjectKind = "billing/customer"
	kindProduct     sandbox.ObjectKind = "billing/product"
	kindPrice       sandbox.ObjectKind = "billing/price"
	kindInvoice     sandbox.ObjectKind = "billing/invoice"
	kindReceipt     sandbox.ObjectKind = "billing/receipt"
	kindCreditNote  sandbox.ObjectKind = "billing/creditNote"
	kindBillingSub  sandbox.ObjectKind = "billing/subscription"
	fieldSendStatus                    = "sendStatus"
	statusSent                         = "SENT"
	linkDays                           = 30
	statusActive                       = "ACTIVE"
	statusDraft                        = "DRAFT"
	statusOpen                         = "OPEN"
	statusPaid                         = "PAID"
	statusVoid                         = "VOID"
	statusVoided                       = "VOIDED"
	statusUnpaid                       = "UNCOLLECTIBLE"
	statusIssued                       = "ISSUED"
	statusCanceled                     = "CANCELED"
	statusDeleted                      = "DELETED"
	statusTrialing                     = "TRIALING"
	statusPaused                       = "PAUSED"
	statusPending                      = "PENDING"
	statusExpired                      = "EXPIRED"
)

// billingFamilies are the calls of the Billing product (api.md §2.1). Its status names are not
// documented; these are ours.
func billingFamilies() []family {
	return []family{
		{
			kind: kindCoupon, id: "couponId", request: "couponRequestId", prefix: "CP", initial: statusActive, created: "gmtCreate", view: couponView,
			calls: []resourceCall{
				{api: "billing/coupon/create", do: create, step: newCoupon},
				{api: "billing/coupon/inquireDetails", do: inquire},
				{api: "billing/coupon/inquireList", do: list, list: "coupons"},
				{api: "billing/coupon/update", do: change, step: updateUntil("redeemBy")},
			},
		}, {
			kind: kindPromotion, id: "promotionCodeId", request: "promotionCodeRequestId", prefix: "PC", initial: statusActive, created: "createTime", view: promotionView,
			parent: parent{field: "couponId", kind: kindCoupon},
			calls: []resourceCall{
				{api: "billing/promotionCode/create", do: create, step: newPromotionCode},
				{api: "billing/promotionCode/inquireDetails", do: inquire},
				{api: "billing/promotionCode/inquireList", do: list, list: "promotionCodes"},
				{api: "billing/promotionCode/update", do: change, step: updateUntil("expiryTime")},
			},
		}, {
			kind: kindCustomer, id: "customerId", request: "customerRequestId", prefix: "CU", initial: statusActive, created: "gmtCreate",
			calls: []resourceCall{
				{api: "billing/customer/create", do: create},
				{api: "billing/customer/inquireDetails", do: inquire},
				{api: "billing/customer/inquireList", do: list, list: "customers"},
				{api: "billing/customer/update", do: change, from: []string{statusActive}},
				{api: "billing/customer/delete", do: change, from: []string{statusActive}, to: statusDeleted},
				{api: "billing/customer/createPortalLink", do: look, by: []string{"email"}, step: portalLink},
			},
		}, {
			kind: kindProduct, id: "productId", request: "productRequestId", prefix: "PD", created: "createdAt", updated: "updatedAt", view: productView,
			calls: []resourceCall{
				{api: "billing/product/create", do: create, step: newProduct},
				{api: "billing/product/inquireDetails", do: inquire},
				{api: "billing/product/inquireList", do: list, list: "products"},
				{api: "billing/product/update", do: change, step: activation},
			},
		}, {
			kind: kindPrice, id: "priceId", request: "priceRequestId", prefix: "PR", created: "createdAt", updated: "updatedAt",
			parent: parent{field: "productId", kind: kindProduct},
			calls: []resourceCall{
				{api: "billing/price/create", do: create, step: newPrice},
				{api: "billing/price/inquireDetails", do: inquire},
				{api: "billing/price/inquireList", do: list, list: "prices"},
				{api: "billing/price/update", do: change, step: activation},
			},
		}, {
			kind: kindInvoice, id: "invoiceId", request: "invoiceRequestId", prefix: "IN", initial: statusDraft, created: "gmtCreate", updated: "gmtUpdate",
			parent: parent{field: "customerId", kind: kindCustomer},
			calls: []resourceCall{
				{api: "billing/invoice/create", do: create, step: newInvoice, tell: invoiceNotice},
				{api: "billing/invoice/inquireDetails", do: inquire},
				{api: "billing/invoice/inquireList", do: list, list: "invoices"},
				{api: "billing/invoice/update", do: change, from: []string{statusDraft, statusOpen}, step: updateInvoice},
				{api: "billing/invoice/finalize", do: change, from: []string{statusDraft}, to: statusOpen, stamp: "finalizedAt", step: finalize, tell: invoiceNotice},
				{api: "billing/invoice/confirmPayment", do: change, from: []string{statusOpen, statusUnpaid}, to: statusPaid, stamp: "paidAt", step: confirmPayment, tell: invoiceNotice},
				{api: "billing/invoice/markUncollectible", do: change, from: []string{statusOpen}, to: statusUnpaid, stamp: "markedUncollectibleAt", step: noteInvoice, tell: invoiceNotice},
				{api: "billing/invoice/void", do: change, from: []string{statusDraft, statusOpen, statusUnpaid}, to: statusVoid, stamp: "voidedAt", step: noteInvoice, tell: invoiceNotice},
				{api: "billing/invoice/revise", do: change, from: []string{statusOpen, statusUnpaid}, again: "invoiceRevisionRequestId", step: revise, tell: invoiceNotice},
				{api: "billing/invoice/send", do: look, step: sendInvoice},
				{api: "billing/invoice/createViewLink", do: look, step: viewLink},
				{api: "billing/invoice/export", do: compute, step: export},
			},
		}, {
			kind: kindReceipt, id: "receiptId", prefix: "RC", initial: statusIssued, created: "gmtCreate", updated: "gmtUpdate",
			calls: []resourceCall{
				{api: "billing/receipt/inquireDetails", do: inquire, by: []string{"invoiceId"}},
				{api: "billing/receipt/inquireList", do: list, list: "receipts"},
				{api: "billing/receipt/send", do: look, step: sendReceipt},
				{api: "billing/receipt/export", do: compute, step: export},
			},
		}, {
			kind: kindCreditNote, id: "creditNoteId", request: "creditNoteRequestId", prefix: "CN", initial: statusIssued, created: "createdAt",
			parent: parent{field: "invoiceId", kind: kindInvoice},
			calls: []resourceCall{
				{api: "billing/creditNote/create", do: create, step: newCreditNote, tell: creditNoteNotice("CREATE")},
				{api: "billing/creditNote/inquireDetails", do: inquire},
				{api: "billing/creditNote/inquireList", do: list, list: "list"},
				{api: "billing/creditNote/void", do: change, from: []string{statusIssued}, to: statusVoided, stamp: "voidedAt", step: voidCreditNote, tell: creditNoteNotice("VOID")},
			},
		}, {
			kind: kindBillingSub, id: "subscriptionId", request: "subscriptionRequestId", prefix: "BS", initial: statusActive, created: "createTime",
			parent: parent{field: "customerId", kind: kindCustomer, optional: true},
			calls: []resourceCall{
				{api: "billing/subscription/create", do: create, step: newBillingSubscription, tell: billingSubscriptionNotice},
				{api: "billing/subscription/inquireDetails", do: inquire},
				{api: "billing/subscription/inquireList", do: list, list: "subscriptions"},
				{api: "billing/subscription/update", do: change, from: []string{statusActive, statusTrialing, statusPaused, statusPastDue}, step: updateBillingSubscription, tell: billingSubscriptionNotice},
				{api: "billing/subscription/cancel", do: change, from: []string{statusActive, statusTrialing, statusPaused, statusPastDue}, step: cancelBillingSubscription, tell: billingSubscriptionNotice},
				{api: "billing/subscription/resume", do: change, from: []string{statusActive, statusTrialing, statusPaused, statusPastDue}, step: resumeBillingSubscription, tell: billingSubscriptionNotice},
			},
		},
	}
}

// takeStatus lets an update choose the status.
func takeStatus(_ context.Context, w *work) (*refusal, error) {
	if status := w.sentText("status"); status != "" {
		w.object.Status = status
	}
	return nil, nil
}

// updateUntil takes a status and the time in field.
func updateUntil(field string) step {
	return func(ctx context.Context, w *work) (*refusal, error) {
		if no := checkDates(w.sent, field); no != nil {
			return no, nil
		}
		return takeStatus(ctx, w)
	}
}

func newCoupon(ctx context.Context, w *work) (*refusal, error) {
	if no := w.checkCoupon(); no != nil {
		return no, nil
	}
	w.set("redeemedCount", 0)
	var told []contract.Fields
	for _, code := range listIn(w.sent, "promotionCodes") {
		put(code, "couponId", w.object.ObjectID)
		made, err := w.child(ctx, kindPromotion, code, textIn(code, "promotionCodeRequestId"))
		if err != nil {
			return nil, err
		}
		told = append(told, made)
	}
	delete(w.fields, "promotionCodes")
	if told != nil {
		w.say("promotionCodes", told)
	}
	return nil, nil
}

// child stores a resource that comes into being with another; request ids already used find the
// resource they made.
func (w *work) child(ctx context.Context, kind sandbox.ObjectKind, fields contract.Fields, requestID string) (contract.Fields, error) {
	f := familyOf(kind)
	if requestID != "" {
		o, err := w.tx.ObjectByRequestID(ctx, w.call.Environment.ID, kind, requestID)
		if err == nil {
			return detailOf[contract.Fields](o)
		}
		if !sandbox.IsNotFound(err) {
			return nil, err
		}
	}
	c := &work{engine: w.engine, tx: w.tx, call: w.call, resource: resource{family: f}, fields: fields, sent: fields, also: contract.Fields{}, now: w.now}
	c.set(f.id, w.numbers().ResourceID(f.prefix))
	c.mark(f.created)
	c.mark(f.updated)
	if kind == kindPromotion {
		c.setUnless("code", c.promotionCode())
		c.set("redeemedCount", 0)
	}
	c.set(f.statusField(), f.initial)
	o, err := w.engine.newObject(w.call.Environment, kind, textIn(c.fields, f.id), f.initial, c.fields)
	if err != nil {
		return nil, err
	}
	o.RequestID, o.ParentID = requestID, w.object.ObjectID
	return c.fields, insertObject(ctx, w.tx, o)
}

// familyOf finds a family of the Billing product, which is known to be there.
func familyOf(kind sandbox.ObjectKind) family {
	families := billingFamilies()
	return families[slices.IndexFunc(families, func(f family) bool { return f.kind == kind })]
}

func (w *work) checkCoupon() *refusal {
	if no := checkDates(w.sent, "redeemBy"); no != nil {
		return no
	}
	if text := w.sentText("percentOff"); text != "" {
		if _, ok := percentOf(text); !ok {
			return illegal("percentOff must be more than 0 and at most 100, with up to 4 decimals; %s was sent.", quoted(text))
		}
	}
	for i, code := range listIn(w.sent, "promotionCodes") {
		if no := checkDates(code, "expiryTime"); no != nil {
			return illegal("promotionCodes[%d].%s", i, no.message)
		}
	}
	return nil
}

// percentOf reads a discount in percent.
func percentOf(text string) (*big.Rat, bool) {
	_, decimals, _ := strings.Cut(text, ".")
	percent, ok := parseDecimal(text)
	return percent, ok && len(decimals) <= 4 && percent.Sign() > 0 && percent.Cmp(big.NewRat(100, 1)) <= 0
}

func promotionView(ctx context.Context, e *Engine, _ sandbox.Reader, o sandbox.Object, f contract.Fields) error {
	return expiring(ctx, e, o, f, "expiryTime")
}

// couponView tells whether it is over, and lists the products a coupon is good for, as inquireDetails
// shows them.
func couponView(ctx context.Context, e *Engine, from sandbox.Reader, o sandbox.Object, f contract.Fields) error {
	if err := expiring(ctx, e, o, f, "redeemBy"); err != nil {
		return err
	}
	ids := textsIn(fieldsIn(f, "appliesTo"), "productIds")
	if ids == nil {
		return nil
	}
	var products []contract.Fields
	for _, id := range ids {
		row := contract.Fields{}
		put(row, "productId", id)
		product, err := from.ObjectByID(ctx, o.EnvironmentID, kindProduct, id)
		if err != nil && !sandbox.IsNotFound(err) {
			return err
		}
		if err == nil {
			known, err := detailOf[contract.Fields](product)
			if err != nil {
				return err
			}
			row["productName"] = known["name"]
		}
		products = append(products, row)
	}
	put(f, "appliesTo", map[string][]contract.Fields{"products": products})
	return nil
}

func newPromotionCode(_ context.Context, w *work) (*refusal, error) {
	if no := checkDates(w.sent, "expiryTime"); no != nil {
		return no, nil
	}
	w.setUnless("code", w.promotionCode())
	w.set("redeemedCount", 0)
	return nil, nil
}

func (w *work) promotionCode() string { return "PROMO" + w.engine.ids.Digits(8) }

func newProduct(_ context.Context, w *work) (*refusal, error) {
	w.setUnless("type", "SERVICE")
	w.set("active", true)
	return nil, nil
}

func newPrice(_ context.Context, w *work) (*refusal, error) {
	w.setUnless("pricingModel", "FLAT_RATE")
	w.set("active", true)
	return nil, nil
}

// activation notes when a product or price was switched off.
func activation(_ context.Context, w *work) (*refusal, error) {
	if w.sent["active"] == nil {
		return nil, nil
	}
	delete(w.fields, "deactivatedAt")
	if !trueIn(w.sent, "active") {
		w.mark("deactivatedAt")
	}
	return nil, nil
}

// productView adds a product's prices.
func productView(ctx context.Context, _ *Engine, from sandbox.Reader, o sandbox.Object, f contract.Fields) error {
	prices, err := from.ObjectsOf(ctx, o.EnvironmentID, kindPrice, o.ObjectID)
	if err != nil || len(prices) == 0 {
		return err
	}
	var rows []contract.Fields
	for _, p := range prices {
		fields, err := detailOf[contract.Fields](p)
		if err != nil {
			return err
		}
		rows = append(rows, fields)
	}
	put(f, "prices", rows)
	return nil
}

// link makes a page that shows the resource and returns its secret; days is how long it lives.
func (w *work) link(ctx context.Context, days int64) (token, url, expires string, err error) {
	until := w.now.AddDate(0, 0, int(days))
	id := w.numbers().ResourceID("LK")
	o, err := w.engine.newObject(w.call.Environment, sandbox.KindBillingLink, id, statusActive,
		billingLink{Kind: w.kind, ObjectID: w.object.ObjectID, Until: until})
	if err != nil {
		return "", "", "", err
	}
	o.Token, o.ParentID = w.engine.token(), w.object.ObjectID
	return o.Token, w.call.Origin + WalletPath + o.Token, sandbox.FormatTime(until), insertObject(ctx, w.tx, o)
}

func portalLink(ctx context.Context, w *work) (*refusal, error) {
	token, url, expires, err := w.link(ctx, 1)
	w.say("token", token)
	w.say("portalUrl", url)
	w.say("expiresAt", expires)
	if trueIn(w.sent, "autoSend") {
		w.say(fieldSendStatus, statusSent)
	}
	return nil, err
}

func viewLink(ctx context.Context, w *work) (*refusal, error) {
	token, url, expires, err := w.link(ctx, min(max(wholeIn(w.sent, "linkExpiryDays", linkDays), 1), 365))
	w.say("token", token)
	w.say("viewUrl", url)
	w.say("expiresAt", expires)
	return nil, err
}

func sendReceipt(ctx context.Context, w *work) (*refusal, error) {
	_, url, _, err := w.link(ctx, linkDays)
	w.say("hostedReceiptUrl", url)
	w.say(fieldSendStatus, statusSent)
	return nil, err
}
