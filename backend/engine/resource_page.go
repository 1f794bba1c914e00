package engine

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// BillingDocument is what a link of the Billing product leads to: an object's page, or a file.
type BillingDocument struct {
	Kind        string // "billing/invoice"
	ID          string
	Expired     bool
	FileName    string // of an exported list; empty for a page
	FileContent string // CSV
	Total       money.Amount
	Items       []DocumentItem
	Facts       []DocumentFact
}

// DocumentItem is one line of an invoice or receipt.
type DocumentItem struct {
	Description string
	Quantity    string
	Amount      money.Amount
}

// DocumentFact is one field of the API and its value.
type DocumentFact struct{ Name, Value string }

// documentFacts are the fields a page shows, in order.
var documentFacts = []string{
	"status", "invoiceNumber", "invoiceId", "customerId", "email", "customerEmail", "firstName", "lastName",
	"customerFirstName", "customerLastName", "country", "phoneNo", "description", "dueDate", "paidTime", "paymentMethodType", "gmtCreate",
}

// BillingDocument reads what a link shows; the object is what BuyerObject found.
func (e *Engine) BillingDocument(ctx context.Context, o sandbox.Object) (BillingDocument, error) {
	link, err := detailOf[billingLink](o)
	if err != nil {
		return BillingDocument{}, err
	}
	env, err := e.environment(ctx, o.EnvironmentID)
	if err != nil {
		return BillingDocument{}, err
	}
	doc := BillingDocument{Kind: string(link.Kind), ID: link.ObjectID, Expired: !link.Until.After(e.now(env))}
	if link.File != nil {
		doc.FileName, doc.FileContent = link.File.Name, link.File.Content
		return doc, nil
	}
	about, err := e.reader.ObjectByID(ctx, o.EnvironmentID, link.Kind, link.ObjectID)
	if err != nil {
		return doc, err
	}
	fields, err := detailOf[contract.Fields](about)
	if err != nil {
		return doc, err
	}
	put(fields, "status", about.Status)
	doc.fill(fields)
	return doc, nil
}

func (doc *BillingDocument) fill(fields contract.Fields) {
	doc.Total, _ = amountIn(fields, "totalAmount")
	for _, item := range listIn(fields, "items") {
		amount, _ := amountIn(item, "amount")
		doc.Items = append(doc.Items, DocumentItem{
			Description: textIn(item, "description"), Quantity: textIn(item, "quantity"), Amount: amount,
		})
	}
	for _, name := range documentFacts {
		if value := textIn(fields, name); value != "" {
			doc.Facts = append(doc.Facts, DocumentFact{name, value})
		}
	}
}
