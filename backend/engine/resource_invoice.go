package engine

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// billingLink is what a page of the Billing product shows, and until when.
type billingLink struct {
	Kind     sandbox.ObjectKind `json:"kind"`
	ObjectID string             `json:"objectId"`
	Until    time.Time          `json:"until"`
	File     *exportedFile      `json:"file,omitempty"`
}

// exportedFile is a list somebody exported.
type exportedFile struct {
	Name    string `json:"name"`
	Content string `json:"content"`
}

// newInvoice adds up the items. A zero-length list makes a zero invoice, as sent.
func newInvoice(ctx context.Context, w *work) (*refusal, error) {
	currency := w.sentText("currency")
	if !money.IsCurrency(currency) {
		return refuse(sandbox.CodeCurrencyNotSupport, "currency must be an ISO 4217 code; %s was sent.", quoted(currency)), nil
	}
	if status := w.sentText("status"); status != "" && status != statusDraft && status != statusOpen {
		return illegal("status must be DRAFT or OPEN; %s was sent.", quoted(status)), nil
	}
	if no := checkDates(w.sent, "dueDate"); no != nil {
		return no, nil
	}
	total := amountOf(0, currency)
	items := listIn(w.sent, "items")
	for i, item := range items {
		if no, err := w.priceInvoiceItem(ctx, item, i); no != nil || err != nil {
			return no, err
		}
		amount, no := invoiceItemAmount(item, i)
		if no == nil {
			total, no = addItem(total, amount, "items", i)
		}
		if no != nil {
			return no, nil
		}
		w.completeItem(item, amount)
	}
	if no, err := w.redeem(ctx, total, w.now, time.Time{}); no != nil || err != nil {
		return no, err
	}
	w.set("items", items)
	w.totals(total, w.discount(total, items))
	w.set("invoiceNumber", w.numbers().ResourceID("INV-"))
	w.setUnless("reason", "MANUAL")
	w.setUnless("periodStart", sandbox.FormatTime(w.now))
	w.setUnless("periodEnd", sandbox.FormatTime(w.now))
	w.setUnless("dueDate", sandbox.FormatTime(w.now.AddDate(0, 0, linkDays)))
	if err := w.copyCustomer(ctx); err != nil {
		return nil, err
	}
	return w.openAtOnce(ctx)
}

// openAtOnce follows what a create call says about the invoice's start: an open one has its page.
func (w *work) openAtOnce(ctx context.Context) (*refusal, error) {
	if w.sentText("status") != statusOpen {
		return nil, nil
	}
	w.object.Status = statusOpen
	return finalize(ctx, w)
}

// priceInvoiceItem gives an item that names a price what it leaves open.
func (w *work) priceInvoiceItem(ctx context.Context, item contract.Fields, i int) (*refusal, error) {
	id := textIn(item, "priceId")
	if id == "" {
		return nil, nil
	}
	known, no, err := w.price(ctx, id, fmt.Sprintf("items[%d].priceId", i))
	if no != nil || err != nil {
		return no, err
	}
	if item["itemAmount"] == nil && item["unitAmount"] == nil && known["unitAmount"] != nil {
		item["unitAmount"] = known["unitAmount"]
	}
	if item["productId"] == nil {
		item["productId"] = known["productId"]
	}
	return nil, nil
}

func invoiceItemAmount(item contract.Fields, i int) (money.Amount, *refusal) {
	amount, ok := amountIn(item, "itemAmount")
	quantity := wholeIn(item, "quantity", 1)
	unit, has := amountIn(item, "unitAmount")
	switch {
	case quantity < 1 || quantity > maxQuantity || max(unit.Minor, amount.Minor) > maxInvoiceMinor:
		return amount, illegal("items[%d] must have a quantity of 1 to %d and an amount of at most %d minor units.", i, maxQuantity, int64(maxInvoiceMinor))
	case !ok && !has:
		return amount, illegal("items[%d] must have an itemAmount, a unitAmount, or the priceId of a price with one.", i)
	case !ok:
		amount = amountOf(unit.Minor*quantity, unit.Currency)
	}
	return amount, nil
}

// completeItem brings a sent item into the form answers show.
func (w *work) completeItem(item contract.Fields, amount money.Amount) {
	quantity := max(wholeIn(item, "quantity", 1), 1)
	if item["itemId"] == nil {
		put(item, "itemId", w.numbers().ResourceID("IT"))
	}
	if item["description"] == nil {
		put(item, "description", "")
	}
	put(item, "quantity", quantity)
	if item["unitAmount"] == nil {
		put(item, "unitAmount", wireAmount(amount.Minor/quantity, amount.Currency))
	}
	put(item, "amount", wireAmount(amount.Minor, amount.Currency))
	put(item, "discountAmount", wireAmount(0, amount.Currency))
	put(item, "taxAmount", wireAmount(0, amount.Currency))
	put(item, "proration", false)
	put(item, "gmtCreate", sandbox.FormatTime(w.now))
	put(item, "gmtUpdate", sandbox.FormatTime(w.now))
}

func (w *work) totals(subtotal, off money.Amount) {
	none := amountOf(0, subtotal.Currency)
	total := amountOf(subtotal.Minor-off.Minor, subtotal.Currency)
	w.setAmount("subtotal", subtotal)
	w.setAmount("discountAmount", off)
	w.setAmount("taxAmount", none)
	w.setAmount("totalAmount", total)
	w.setAmount("paidAmount", none)
	w.setAmount("remainAmount", total)
}

// updateInvoice gives the invoice to the customer the call names.
func updateInvoice(ctx context.Context, w *work) (*refusal, error) {
	if no := checkDates(w.sent, "dueDate"); no != nil {
		return no, nil
	}
	if w.sentText("customerId") == "" {
		return nil, nil
	}
	if no, err := w.adopt(ctx); no != nil || err != nil {
		return no, err
	}
	return nil, w.copyCustomer(ctx)
}

func (w *work) copyCustomer(ctx context.Context) error {
	customer, err := w.tx.ObjectByID(ctx, w.call.Environment.ID, kindCustomer, w.object.ParentID)
	if err != nil {
		return err
	}
	known, err := detailOf[contract.Fields](customer)
	if err != nil {
		return err
	}
	for to, from := range map[string]string{"customerFirstName": "firstName", "customerLastName": "lastName", "customerEmail": "email"} {
		if known[from] != nil {
			w.fields[to] = known[from]
		}
	}
	return nil
}

// finalize opens an invoice: it gets its page.
func finalize(ctx context.Context, w *work) (*refusal, error) {
	_, url, _, err := w.link(ctx, linkDays)
	w.set("hostedInvoiceUrl", url)
	if trueIn(w.sent, "autoSend") {
		w.say(fieldSendStatus, statusSent)
	}
	w.addNote()
	return nil, err
}

func noteInvoice(_ context.Context, w *work) (*refusal, error) {
	w.addNote()
	return nil, nil
}

// addNote keeps the remark of a call with the invoice.
func (w *work) addNote() {
	note := w.sentText("invoiceNote")
	if note == "" {
		return
	}
	row := contract.Fields{}
	put(row, "noteId", w.numbers().ResourceID("NT"))
	put(row, "note", note)
	put(row, "action", w.api[len("billing/invoice/"):])
	put(row, "noteTime", sandbox.FormatTime(w.now))
	w.set("invoiceNotes", append(listIn(w.fields, "invoiceNotes"), row))
}

// confirmPayment settles an invoice outside Antom and issues its receipt.
func confirmPayment(ctx context.Context, w *work) (*refusal, error) {
	due, _ := amountIn(w.fields, "remainAmount")
	// paymentMethod is a name in this call and an object of the invoice.
	delete(w.fields, "paymentMethod")
	w.setAmount("paidAmount", due)
	w.setAmount("remainAmount", amountOf(0, due.Currency))
	w.mark("paidTime")
	receipt := contract.Fields{}
	for _, name := range []string{
		"invoiceId", "subscriptionId", "customerId", "customerFirstName", "customerLastName", "customerEmail",
		"subtotal", "totalAmount", "paidAmount", "discountAmount", "taxAmount", "periodStart", "periodEnd",
		"dueDate", "paidTime", "description", "items", "collectionMethod",
	} {
		if w.fields[name] != nil {
			receipt[name] = w.fields[name]
		}
	}
	put(receipt, "receiptType", "PAYMENT")
	put(receipt, "reason", w.sentText("confirmationType"))
	put(receipt, "remainingAmount", wireAmount(0, due.Currency))
	if method := w.sentText("paymentMethod"); method != "" {
		put(receipt, "paymentMethodType", method)
	}
	made, err := w.child(ctx, kindReceipt, receipt, "")
	if err != nil {
		return nil, err
	}
	w.set("receiptId", textIn(made, "receiptId"))
	w.addNote()
	if trueIn(w.sent, "autoSend") {
		w.say(fieldSendStatus, statusSent)
	}
	return nil, nil
}

// revise makes a new draft like the invoice and, when asked, voids the old one.
func revise(ctx context.Context, w *work) (*refusal, error) {
	next := contract.Fields{}
	for name, value := range w.fields {
		if !slices.Contains([]string{"invoiceId", "invoiceRequestId", "hostedInvoiceUrl", "finalizedAt", "invoiceNotes", "newInvoiceId", "voidedInvoiceId", "invoiceRevisionRequestId", "void", fieldPreCredit, fieldPostCredit, fieldAnswers}, name) {
			next[name] = value
		}
	}
	put(next, "invoiceNumber", w.numbers().ResourceID("INV-"))
	put(next, "previousInvoiceId", w.object.ObjectID)
	next["remainAmount"] = next["totalAmount"] // the credit notes stay with the old one
	made, err := w.child(ctx, kindInvoice, next, "")
	if err != nil {
		return nil, err
	}
	w.set("newInvoiceId", textIn(made, "invoiceId"))
	if trueIn(w.sent, "void") {
		w.object.Status = statusVoid
		w.mark("voidedAt")
		w.set("voidedInvoiceId", w.object.ObjectID)
	}
	return nil, nil
}

func sendInvoice(ctx context.Context, w *work) (*refusal, error) {
	if w.object.Status == statusVoid || w.object.Status == statusDraft {
		return refuse(sandbox.CodeOrderStatusInvalid, "Invoice %s is %s and cannot be sent.", w.object.ObjectID, w.object.Status), nil
	}
	_, url, _, err := w.link(ctx, linkDays)
	w.say("hostedInvoiceUrl", url)
	w.say(fieldSendStatus, statusSent)
	return nil, err
}

// parseAmountField reads a positive amount of the request.
func parseAmountField(f contract.Fields, name string) (money.Amount, *refusal) {
	inner := fieldsIn(f, name)
	return parseAmount(name, contract.Amount{Currency: textIn(inner, "currency"), Value: textIn(inner, "value")})
}

// export writes the family's rows that the filters let pass into a file with a page of its own.
func export(ctx context.Context, w *work) (*refusal, error) {
	if no := w.checkBounds(); no != nil {
		return no, nil
	}
	all, err := everyObject(ctx, w.tx, w.call.Environment.ID, w.kind)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	_ = out.Write([]string{w.id, "status", "customerId", "currency", "totalAmount", "created"}) // a buffer takes everything
	for _, o := range all {
		fields, err := detailOf[contract.Fields](o)
		if err != nil {
			return nil, err
		}
		put(fields, "status", o.Status)
		if !w.passes(fields, o) {
			continue
		}
		total, _ := amountIn(fields, "totalAmount")
		_ = out.Write([]string{o.ObjectID, o.Status, textIn(fields, "customerId"), total.Currency, total.Value(), sandbox.FormatTime(o.CreatedAt)})
	}
	out.Flush()
	return nil, w.publish(ctx, b.String())
}

// publish keeps an exported file under a link and tells where it is.
func (w *work) publish(ctx context.Context, content string) error {
	id := w.numbers().ResourceID("LK")
	until := w.now.Add(day)
	name := fmt.Sprintf("%s-%s.csv", w.id, w.now.In(sandbox.AntomZone).Format("20060102150405"))
	o, err := w.engine.newObject(w.call.Environment, sandbox.KindBillingLink, id, statusActive,
		billingLink{Kind: w.kind, Until: until, File: &exportedFile{Name: name, Content: content}})
	if err != nil {
		return err
	}
	o.Token = w.engine.token()
	w.say("fileFormat", "CSV")
	w.say("fileName", name)
	w.say("fileSize", len(content))
	w.say("fileUrl", w.call.Origin+WalletPath+o.Token)
	w.say("expiresAt", sandbox.FormatTime(until))
	return insertObject(ctx, w.tx, o)
}
