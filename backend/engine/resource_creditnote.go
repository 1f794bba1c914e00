package engine

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// What the credit notes of an invoice come to, before and after it was paid, in the invoice's fields.
const (
	fieldPreCredit  = "prePaymentCreditNotesAmount"
	fieldPostCredit = "postPaymentCreditNotesAmount"
	// fieldBeforePayment marks a note that lowers what is to be paid; answers have no field for it.
	fieldBeforePayment = "beforePayment"
)

// credits are what an invoice's notes came to, in minor units.
type credits struct{ pre, post, refunded int64 }

// newCreditNote takes an amount off an invoice that is open or paid, no more than what it is about.
func newCreditNote(ctx context.Context, w *work) (*refusal, error) {
	invoice, about, err := w.creditedInvoice(ctx)
	if err != nil {
		return nil, err
	}
	if no := checkDates(w.sent, "effectiveDate"); no != nil {
		return no, nil
	}
	amount, no := parseAmountField(w.sent, "totalAmount")
	if no != nil {
		return no, nil
	}
	had, err := w.otherCredits(ctx)
	if err != nil {
		return nil, err
	}
	if no := mayCredit(invoice, about, had, amount); no != nil {
		return no, nil
	}
	if no := w.giveBack(about, had, amount); no != nil {
		return no, nil
	}
	items := listIn(w.sent, "items")
	for _, item := range items {
		put(item, "creditNoteItemId", w.numbers().ResourceID("CI"))
	}
	if items != nil {
		w.set("items", items)
	}
	w.fields["customerId"] = about["customerId"]
	w.mark("issuedAt")
	w.setUnless("effectiveDate", sandbox.FormatTime(w.now))
	w.set(fieldBeforePayment, invoice.Status != statusPaid)
	return nil, w.creditInvoice(ctx, invoice, about, had.with(w.fields))
}

// giveBack refunds what the note says, which the buyer must have paid.
func (w *work) giveBack(about contract.Fields, had credits, amount money.Amount) *refusal {
	if w.sent["refundAmount"] == nil {
		return nil
	}
	back, no := parseAmountField(w.sent, "refundAmount")
	if no != nil {
		return no
	}
	paid, _ := amountIn(about, "paidAmount")
	paid.Minor -= had.refunded
	switch {
	case back.Currency != amount.Currency:
		return refuse(sandbox.CodeCurrencyNotSupport, "The credit note is in %s; a refund in %s is not possible.", amount.Currency, back.Currency)
	case back.Minor > amount.Minor:
		return illegal("refundAmount must be at most the totalAmount of %s; %s was sent.", amount, back)
	case back.Minor > paid.Minor:
		return refuse(sandbox.CodeProcessFail, "%s of what was paid is left to refund; %s was asked for.", paid, back)
	}
	w.set("refundId", w.numbers().RefundID())
	w.set("refundStatus", "SUCCESS")
	w.mark("refundedAt")
	return nil
}

// voidCreditNote takes the note off its invoice again.
func voidCreditNote(ctx context.Context, w *work) (*refusal, error) {
	invoice, about, err := w.creditedInvoice(ctx)
	if err != nil {
		return nil, err
	}
	if invoice.Status == statusPaid && trueIn(w.fields, fieldBeforePayment) {
		return refuse(sandbox.CodeOrderStatusInvalid, "Invoice %s was paid less this credit note, so the note stands.", invoice.ObjectID), nil
	}
	left, err := w.otherCredits(ctx)
	if err != nil {
		return nil, err
	}
	return nil, w.creditInvoice(ctx, invoice, about, left)
}

func mayCredit(invoice sandbox.Object, about contract.Fields, had credits, amount money.Amount) *refusal {
	if invoice.Status != statusOpen && invoice.Status != statusPaid {
		return refuse(sandbox.CodeOrderStatusInvalid, "Invoice %s is %s; only an open or paid one takes credit notes.", invoice.ObjectID, invoice.Status)
	}
	left, _ := amountIn(about, "totalAmount")
	if amount.Currency != left.Currency {
		return refuse(sandbox.CodeCurrencyNotSupport, "The invoice is in %s; a credit note in %s is not possible.", left.Currency, amount.Currency)
	}
	if left.Minor -= had.pre + had.post; amount.Minor > left.Minor {
		return refuse(sandbox.CodeProcessFail, "%s of the invoice is left to credit; %s was asked for.", left, amount)
	}
	return nil
}

// creditedInvoice is the invoice the note is about.
func (w *work) creditedInvoice(ctx context.Context) (sandbox.Object, contract.Fields, error) {
	invoice, err := w.tx.ObjectByID(ctx, w.call.Environment.ID, kindInvoice, w.object.ParentID)
	if err != nil {
		return invoice, nil, err
	}
	about, err := detailOf[contract.Fields](invoice)
	return invoice, about, err
}

// otherCredits adds up the invoice's notes besides this one. Money that went back stays back when its
// note is voided.
func (w *work) otherCredits(ctx context.Context) (had credits, err error) {
	notes, err := w.tx.ObjectsOf(ctx, w.call.Environment.ID, kindCreditNote, w.object.ParentID)
	if err != nil {
		return had, err
	}
	for _, note := range notes {
		if note.ObjectID == w.object.ObjectID {
			continue
		}
		fields, err := detailOf[contract.Fields](note)
		if err != nil {
			return had, err
		}
		if note.Status == statusVoided {
			delete(fields, "totalAmount")
		}
		had = had.with(fields)
	}
	return had, nil
}

// with adds a note.
func (c credits) with(note contract.Fields) credits {
	amount, _ := amountIn(note, "totalAmount")
	back, _ := amountIn(note, "refundAmount")
	c.refunded += back.Minor
	if trueIn(note, fieldBeforePayment) {
		c.pre += amount.Minor
	} else {
		c.post += amount.Minor
	}
	return c
}

// creditInvoice writes to the invoice what its notes come to and what is left to pay.
func (w *work) creditInvoice(ctx context.Context, invoice sandbox.Object, about contract.Fields, c credits) error {
	total, _ := amountIn(about, "totalAmount")
	paid, _ := amountIn(about, "paidAmount")
	put(about, fieldPreCredit, wireAmount(c.pre, total.Currency))
	put(about, fieldPostCredit, wireAmount(c.post, total.Currency))
	if invoice.Status != statusPaid {
		put(about, "remainAmount", wireAmount(total.Minor-paid.Minor-c.pre, total.Currency))
	}
	put(about, "gmtUpdate", sandbox.FormatTime(w.now))
	return w.engine.updateObject(ctx, w.tx, w.call.Environment, invoice, about)
}

// invoiceInfo tells of a credited invoice (api.md A.3, NotifyInvoiceInfo).
func invoiceInfo(invoice sandbox.Object, about contract.Fields) contract.Fields {
	info := contract.Fields{fieldPreCredit: about[fieldPreCredit], fieldPostCredit: about[fieldPostCredit], "originalAmount": about["totalAmount"]}
	total, _ := amountIn(about, "totalAmount")
	pre, _ := amountIn(about, fieldPreCredit)
	post, _ := amountIn(about, fieldPostCredit)
	put(info, "invoiceId", invoice.ObjectID)
	put(info, "invoiceStatus", invoice.Status)
	put(info, "adjustedAmount", wireAmount(total.Minor-pre.Minor-post.Minor, total.Currency))
	return info
}
