// Package report writes what an environment's payments came to as files, row by row, never holding more
// than one. It is pure.
package report

import (
	"encoding/json"
	"io"
	"time"

	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/sheet"
)

// Format is a kind of file.
type Format string

// The formats.
const (
	CSV    Format = "csv"
	NDJSON Format = "ndjson"
)

// Formats lists them in the order screens show them.
func Formats() []Format { return []Format{CSV, NDJSON} }

// MediaType is what the file is served as.
func (f Format) MediaType() string {
	return map[Format]string{NDJSON: "application/x-ndjson", CSV: "text/csv; charset=utf-8"}[f]
}

// Transactions writes one file of transactions. Close ends it; it does not close what it writes to.
type Transactions interface {
	Write(p sandbox.Payment) error
	Close() error
}

// Transactions starts a file of the format.
func (f Format) Transactions(to io.Writer) (Transactions, error) {
	switch f {
	case CSV:
		table, err := sheet.New(to, transactionHeader)
		return transactionTable{table}, err
	case NDJSON:
		encoder := json.NewEncoder(to)
		encoder.SetEscapeHTML(false)
		return transactionLines{encoder}, nil
	}
	return nil, sandbox.Invalid("format", "%.32q is not a format; use csv or ndjson", string(f))
}

// transaction is one payment as files hold it; what has not come is "". Times are the environment's.
type transaction struct {
	CreatedAt         string `json:"createdAt"`
	PaidAt            string `json:"paidAt"`
	CancelledAt       string `json:"cancelledAt"`
	PaymentID         string `json:"paymentId"`
	PaymentRequestID  string `json:"paymentRequestId"`
	ReferenceOrderID  string `json:"referenceOrderId"`
	ProductCode       string `json:"productCode"`
	PaymentMethodType string `json:"paymentMethodType"`
	Status            string `json:"status"`
	ResultCode        string `json:"resultCode"`
	AmountMinor       string `json:"amountMinor"` // digits
	Currency          string `json:"currency"`
	Amount            string `json:"amount"` // in major units
}

var transactionHeader = []string{
	"createdAt", "paidAt", "cancelledAt", "paymentId", "paymentRequestId", "referenceOrderId", "productCode", "paymentMethodType",
	"status", "resultCode", "amountMinor", "currency", "amount",
}

func transactionOf(p sandbox.Payment) transaction {
	amount := money.Amount{Minor: p.AmountMinor, Currency: p.Currency}
	return transaction{
		CreatedAt: instant(p.CreatedAt), PaidAt: instant(p.PaidAt), CancelledAt: instant(p.CancelledAt),
		PaymentID: p.PaymentID, PaymentRequestID: p.PaymentRequestID, ReferenceOrderID: p.ReferenceOrderID,
		ProductCode: p.ProductCode, PaymentMethodType: p.PaymentMethodType, Status: string(p.Status), ResultCode: p.ResultCode,
		AmountMinor: amount.Value(), Currency: p.Currency, Amount: amount.FormatMajor(),
	}
}

// row is the transaction in the order of transactionHeader.
func (t transaction) row() []string {
	return []string{
		t.CreatedAt, t.PaidAt, t.CancelledAt, t.PaymentID, t.PaymentRequestID, t.ReferenceOrderID, t.ProductCode, t.PaymentMethodType,
		t.Status, t.ResultCode, t.AmountMinor, t.Currency, t.Amount,
	}
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z07:00")
}

// transactionTable is CSV for spreadsheets.
type transactionTable struct{ to sheet.Writer }

// Write adds a row.
func (t transactionTable) Write(p sandbox.Payment) error { return t.to.Write(transactionOf(p).row()) }

// Close writes what is left in the buffer.
func (t transactionTable) Close() error { return t.to.Close() }

// transactionLines is one JSON object a line.
type transactionLines struct{ to *json.Encoder }

// Write adds a line.
func (t transactionLines) Write(p sandbox.Payment) error { return t.to.Encode(transactionOf(p)) }

// Close has nothing to add: every line stands alone.
func (transactionLines) Close() error { return nil }
