package wallet

import (
	"mime"
	"net/http"
	"strings"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// documentView is an invoice, a receipt or a customer.
type documentView struct {
	Heading, ID string
	Total       *paymentView
	Items       []itemView
}

type itemView struct{ Description, Quantity, Amount string }

// showDocument is the page behind a link of the Billing product; an exported list is a file.
func showDocument(h *Handler, w http.ResponseWriter, r *http.Request, o sandbox.Object) {
	doc, err := h.engine.BillingDocument(r.Context(), o)
	switch {
	case err != nil:
		h.fail(w, r, err)
	case doc.Expired:
		v := h.newView(r, o.Token)
		h.ending(w, v, outcome{Tone: "calm", Heading: v.T.LinkExpired, Text: v.T.LinkExpiredText})
	case doc.FileName != "":
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": doc.FileName}))
		_, _ = w.Write([]byte(doc.FileContent))
	default:
		h.documentPage(w, r, o.Token, doc)
	}
}

// showImage is a product's picture; what does not look like one is only to be saved.
func showImage(h *Handler, w http.ResponseWriter, r *http.Request, o sandbox.Object) {
	picture, err := engine.ProductImage(o)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	kind := http.DetectContentType(picture)
	if !strings.HasPrefix(kind, "image/") {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(picture)
}

func (h *Handler) documentPage(w http.ResponseWriter, r *http.Request, token string, doc engine.BillingDocument) {
	v := h.newView(r, token)
	v.Document = documentView{Heading: headingOf(doc.Kind, v.T), ID: doc.ID}
	v.Title = v.Document.Heading + " " + doc.ID
	if doc.Total.Currency != "" {
		v.Document.Total = &paymentView{Amount: grouped(doc.Total), Currency: doc.Total.Currency}
	}
	for _, item := range doc.Items {
		v.Document.Items = append(v.Document.Items, itemView{item.Description, item.Quantity, grouped(item.Amount)})
	}
	for _, fact := range doc.Facts {
		v.Rows = append(v.Rows, factRow(fact, v.T))
	}
	h.render(w, http.StatusOK, "document", v)
}

// factRow shows a field in the words of a buyer: times as elsewhere, ids and codes as they are.
func factRow(fact engine.DocumentFact, t words) row {
	shown, known := t.facts[fact.Name]
	if !known {
		return codeRow(fact.Name, fact.Value)
	}
	if at, err := time.Parse(time.RFC3339, fact.Value); err == nil {
		return row{Label: shown.label, Value: clockTime(at)}
	}
	return row{Label: shown.label, Value: fact.Value, Code: shown.code}
}

func headingOf(kind string, t words) string {
	switch kind {
	case "billing/invoice":
		return t.Invoice
	case "billing/receipt":
		return t.Receipt
	case "billing/customer":
		return t.Customer
	}
	return t.Document
}

// actDocument: these pages ask for nothing.
func actDocument(h *Handler, w http.ResponseWriter, r *http.Request, _ sandbox.Object, _ string) {
	h.refuse(w, r, http.StatusMethodNotAllowed, http.MethodGet)
}
