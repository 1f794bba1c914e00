package engine

import (
	"strconv"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// Triggers by data (api.md §8.1).
const (
	triggerMonth   = "13" // expiryMonth: the expiry date is refused
	triggerCVV     = "99" // cvv: the code is refused
	riskAmount     = 11   // paymentAmount.value: two documents, two values; both reject
	riskAmountLong = 1111001111
)

// cvvResultRaw values (api.md §6.4).
const (
	cvvMatch         = "Y"
	cvvNoMatch       = "D"
	cvvNoInformation = "X"
)

// checkCardShape refuses card data no issuer would ever see. Messages name fields, never values.
func checkCardShape(c contract.CardData) *refusal {
	const at = "paymentMethod.paymentMethodMetaData."
	switch {
	case !digits(c.CardNo, 12, 19):
		return illegal(at + "cardNo must be 12 to 19 digits.")
	case !digits(c.ExpiryYear, 2, 2):
		return illegal(at + "expiryYear must be two digits, such as 29.")
	case !digits(c.ExpiryMonth, 2, 2):
		return illegal(at + "expiryMonth must be two digits, 01 to 12.")
	case c.CVV != "" && c.CVV != triggerCVV && !digits(c.CVV, 3, 4):
		return illegal(at + "cvv must be three or four digits.")
	}
	return checkBillingAddress(c.BillingAddress)
}

func digits(s string, least, most int) bool {
	if len(s) < least || len(s) > most {
		return false
	}
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// checkCardData is what the card schemes refuse before the issuer is asked, or anyone challenged.
func checkCardData(c contract.CardData, amountMinor int64, now time.Time) *refusal {
	month, _ := strconv.Atoi(c.ExpiryMonth)
	switch {
	case !luhn(c.CardNo):
		return refuse(sandbox.CodeInvalidCardNumber, "The card number's check digit is wrong.")
	case month < 1 || month > 12:
		return refuse(sandbox.CodeInvalidExpirationDate, "The card's expiry month is not 01 to 12.")
	case c.CVV == triggerCVV:
		return refuse(sandbox.CodeInvalidCVV, "The card's security code is wrong.")
	case cardExpired(c, now):
		return refuse(sandbox.CodeCardExpired, "The card's expiry date has passed.")
	}
	return checkRiskAmount(amountMinor)
}

// checkRiskAmount refuses the amounts that stand for a rejection by risk control.
func checkRiskAmount(amountMinor int64) *refusal {
	if amountMinor != riskAmount && amountMinor != riskAmountLong {
		return nil
	}
	return refuse(sandbox.CodeRiskReject, "The payment is rejected by risk control (the amount is a documented test trigger).")
}

// cardExpired reports whether the last day of the card's month has passed.
func cardExpired(c contract.CardData, now time.Time) bool {
	year, _ := strconv.Atoi(c.ExpiryYear)
	month, _ := strconv.Atoi(c.ExpiryMonth)
	firstInvalid := time.Date(2000+year, time.Month(month)+1, 1, 0, 0, 0, 0, sandbox.AntomZone)
	return !now.Before(firstInvalid)
}

// readCard fills in what may be kept of the card and what its issuer will say.
func readCard(card *sandbox.Card, c contract.CardData, s sandbox.Settings) {
	card.Brand = brandOf(c.CardNo)
	card.MaskedNumber = maskNumber(c.CardNo)
	card.CVVResult = cvvResult(c.CVV)
	known := testCardOf(c.CardNo)
	switch {
	case c.PaymentMethodRegion != "":
		card.Region = c.PaymentMethodRegion
	case card.Region == "":
		card.Region = known.Region
	}
	if known.Declines {
		card.IssuerCode = s.DeclinedCardCode
	}
}

func cvvResult(cvv string) string {
	switch cvv {
	case "":
		return cvvNoInformation
	case triggerCVV:
		return cvvNoMatch
	}
	return cvvMatch
}

// declineMessages are the sentences of the codes a card or buyer is usually refused with; scenarios
// and settings may choose any other code.
var declineMessages = map[string]string{
	"DO_NOT_HONOR":                     "The issuer declined the payment.",
	"ISSUER_REJECTS_TRANSACTION":       "The issuer rejected the payment.",
	"USER_BALANCE_NOT_ENOUGH":          "The balance or credit is not enough.",
	"SUSPECTED_CARD":                   "The card is suspected of fraud.",
	"CARD_NOT_SUPPORTED":               "The card is not supported.",
	"INVALID_CARD":                     "The card is not valid.",
	sandbox.CodeRiskReject:             "The payment is rejected by risk control.",
	sandbox.CodeUserVerificationFailed: "The buyer declined the payment.",
	sandbox.CodeOrderIsClosed:          "The payment was not completed in time and is closed.",
	sandbox.CodeProcessFail:            "The payment failed.",
}

// declined is a refusal with a code that settings chose.
func declined(code string) *refusal {
	if message, ok := declineMessages[code]; ok {
		return refuse(code, "%s", message)
	}
	return refuse(code, "The payment failed with %s.", code)
}
