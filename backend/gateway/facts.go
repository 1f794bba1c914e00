package gateway

import (
	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/money"
)

// maxFact is the longest id that goes into the log row, in bytes; Antom's are at most 64 characters.
const maxFact = 128

// requestIDs and amounts are the fields that name a call in the log, in order of preference.
var (
	requestIDs = []string{
		"refundRequestId", "captureRequestId", "paymentRequestId", "subscriptionRequestId",
		"vaultingRequestId", "declarationRequestId", "order.referenceOrderId", "authState",
	}
	amounts = []string{"refundAmount", "captureAmount", "paymentAmount", "declarationAmount"}
)

// readFacts fills the row's ids and amount from the request, whether or not it will be accepted.
func (c *call) readFacts() {
	c.row.RequestID = firstText(c.object, requestIDs...)
	c.row.PaymentID = firstText(c.object, "paymentId")
	c.row.RefundID = firstText(c.object, "refundId")
	for _, name := range amounts {
		amount, err := money.ParseMinor(c.object.Text(name+".currency"), c.object.Text(name+".value"))
		if err == nil {
			c.row.AmountMinor, c.row.Currency = amount.Minor, amount.Currency
			return
		}
	}
}

// note fills in what the engine's answer knows better.
func (c *call) note(done engine.Answer) {
	setText(&c.row.RequestID, done.RequestID)
	setText(&c.row.PaymentID, done.PaymentID)
	setText(&c.row.RefundID, done.RefundID)
	if done.Amount.Currency != "" {
		c.row.AmountMinor, c.row.Currency = done.Amount.Minor, done.Amount.Currency
	}
}

// undecide takes back what the row has of a decision that is not kept.
func (c *call) undecide() {
	if c.undecided.ID != "" {
		c.row = c.undecided
	}
	c.unit = nil
}

func setText(field *string, value string) {
	if value != "" {
		*field = value
	}
}

func firstText(object contract.Object, names ...string) string {
	for _, name := range names {
		if text := object.Text(name); text != "" && len(text) <= maxFact {
			return text
		}
	}
	return ""
}
