package engine

import "time"

const day = 24 * time.Hour

// Documented time limits of payments (api.md §3.1, §5.3).
const (
	defaultExpiry      = 14 * time.Minute
	customExpiryLimit  = 10 * time.Minute
	bankTransferExpiry = 2 * day
	weekExpiry         = 7 * day
)

// defaultRefundWindow is how long after paymentTime a refund is accepted unless the method says
// otherwise (api.md §6.2).
const defaultRefundWindow = 365 * day

// methodCard is the paymentMethodType of cards.
const methodCard = "CARD"

// amountStep is a rule that amounts of a currency must be multiples of so many minor units, for one
// method or, with an empty method, for all (api.md §7).
type amountStep struct {
	method, currency string
	multiple         int64
}

var amountSteps = []amountStep{
	{currency: "IDR", multiple: 100},
	{method: "JKOPAY", currency: "TWD", multiple: 100},
	{method: "OCTOPUS", currency: "HKD", multiple: 10},
}

// stepOf is the multiple of minor units an amount of that method and currency must be.
func stepOf(method, currency string) int64 {
	for _, s := range amountSteps {
		if s.currency == currency && (s.method == "" || s.method == method) {
			return s.multiple
		}
	}
	return 1
}
