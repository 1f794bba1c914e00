package engine

import (
	"strings"
	"time"
)

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

// expiryByMethod are the methods whose default expiry differs from 14 minutes (api.md §5.3).
var expiryByMethod = map[string]time.Duration{
	methodCard:              weekExpiry,
	"LINKAJA":               5 * time.Minute,
	"VIETQR":                15 * time.Minute,
	"BANCOMATPAY":           time.Hour,
	"CIMBNIAGA":             bankTransferExpiry,
	"ATMTRANSFER_ID":        bankTransferExpiry,
	"MERCADOPAGO_BR":        weekExpiry,
	"MERCADOPAGO_CL":        weekExpiry,
	"MERCADOPAGO_MX":        weekExpiry,
	"MERCADOPAGO_PE":        weekExpiry,
	"KONBINI":               weekExpiry,
	"SEVENELEVEN":           weekExpiry,
	"ONLINEBANKING_PAYEASY": weekExpiry,
	"BANKTRANSFER_PAYEASY":  weekExpiry,
	"ONLINEBANKING_YAPILY":  weekExpiry, // Pay by Bank
	"ACH_DIRECT_DEBIT":      weekExpiry,
	"DIRECTDEBIT_YAPILY":    weekExpiry,
}

// refundWindowByMethod are the confirmed refund windows other than 365 days (api.md §6.2).
var refundWindowByMethod = map[string]time.Duration{
	"ZALOPAY":  180 * day,
	"PAGALEVE": 90 * day,
}

// notRefundable are the methods documented without refunds (api.md §6.2).
var notRefundable = map[string]bool{"OVO": true, "GOPAY_ID": true, "LINKAJA": true}

// notWallets are the methods outside the bank and card families whose refunds complete later all the
// same (api.md §3.7: wallets answer at once, others by notification).
var notWallets = map[string]bool{
	methodCard: true, "GOOGLEPAY": true, "APPLEPAY": true,
	"EPS": true, "BANCONTACT": true, "GIROPAY": true, "SOFORT": true, "IDEAL": true, "PAYU": true,
	"P24": true, "BLIK": true, "PIX": true, "UPI": true, "QRIS": true, "QRPH": true, "VIETQR": true,
	"PROMPTPAY": true, "PAYNOW": true, "BPI": true, "CIMBNIAGA": true, "OCTOCLICKS": true,
	"ATMTRANSFER_ID": true, "KONBINI": true, "SEVENELEVEN": true, "ACH_DIRECT_DEBIT": true,
	"AU": true, "SOFTBANK": true,
}

// bankFamilies start the names of bank methods (api.md §6.1).
var bankFamilies = []string{"BANKTRANSFER_", "ONLINEBANKING_", "BANKAPP_", "DIRECT_DEBIT_", "DIRECTDEBIT_"}

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

// expiryOf is how long a payment by the method stays open by default.
func expiryOf(method string) time.Duration {
	if d, ok := expiryByMethod[method]; ok {
		return d
	}
	if strings.HasPrefix(method, "BANKTRANSFER_") {
		return bankTransferExpiry
	}
	return defaultExpiry
}

// expiryLimitOf is how far ahead a custom paymentExpiryTime may lie: ten minutes, or the default of
// methods that stay open longer than the usual 14 (api.md §5.3).
func expiryLimitOf(method string) time.Duration {
	if d := expiryOf(method); d > defaultExpiry {
		return d
	}
	return customExpiryLimit
}

func refundWindowOf(method string) time.Duration {
	if d, ok := refundWindowByMethod[method]; ok {
		return d
	}
	return defaultRefundWindow
}

// refundsAtOnce reports whether the method's refunds are final in the call itself.
func refundsAtOnce(method string) bool {
	if notWallets[method] {
		return false
	}
	for _, family := range bankFamilies {
		if strings.HasPrefix(method, family) {
			return false
		}
	}
	return true
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
