package contract

import (
	"math"
	"strconv"
	"strings"

	"antomdesk/backend/money"
	"github.com/go-json-experiment/json/jsontext"
)

// checkAmountMember checks currency and value of an Amount (api.md §7). A value sent as an integral
// number passes, as the examples of two SDKs send it.
func checkAmountMember(m member, p place) (value, *Violation) {
	sent := m.value
	if m.name == "currency" {
		if sent.kind != kindString {
			return value{}, p.violates(sent, "must be a string")
		}
		if !money.IsCurrency(sent.text) {
			return value{}, p.violates(sent, "must be an ISO 4217 currency code in capital letters")
		}
		return sent, nil
	}
	switch {
	case sent.kind != kindString && sent.kind != kindNumber:
		return value{}, p.violates(sent, "must be a string of digits in minor units")
	case strings.Trim(sent.text, "0123456789") != "":
		return value{}, p.violates(sent, "must be digits in minor units")
	case !money.IsMinorDigits(sent.text):
		return value{}, p.violates(sent, "must have at most "+strconv.Itoa(money.MaxDigits)+" digits")
	}
	return stringValue(sent.text), nil
}

// checkBoolean takes true, false and the two as strings.
func checkBoolean(sent value, p place) (value, *Violation) {
	switch sent.kind {
	case kindTrue, kindFalse:
		return sent, nil
	case kindString:
		if b, ok := booleanText(sent.text); ok {
			return boolValue(b), nil
		}
	}
	return value{}, p.violates(sent, "must be true or false")
}

// booleanText reads "true" and "false", also as Python prints them.
func booleanText(s string) (b, ok bool) {
	switch s {
	case "true", "True":
		return true, true
	case "false", "False":
		return false, true
	}
	return false, false
}

// checkInteger takes integral numbers of 64 bits and their digits as a string.
func checkInteger(sent value, p place) (value, *Violation) {
	if sent.kind == kindNumber || sent.kind == kindString {
		if n, err := strconv.ParseInt(sent.text, 10, 64); err == nil && !strings.HasPrefix(sent.text, "+") {
			return value{kind: kindNumber, text: strconv.FormatInt(n, 10)}, nil
		}
	}
	return value{}, p.violates(sent, "must be an integer")
}

// checkNumber takes finite numbers and their digits as a string.
func checkNumber(sent value, p place) (value, *Violation) {
	if sent.kind == kindNumber || sent.kind == kindString && isNumberText(sent.text) {
		if f, err := strconv.ParseFloat(sent.text, 64); err == nil && !math.IsInf(f, 0) {
			return value{kind: kindNumber, text: sent.text}, nil
		}
	}
	return value{}, p.violates(sent, "must be a number")
}

func isNumberText(s string) bool {
	raw := jsontext.Value(s)
	return raw.Kind() == kindNumber && raw.IsValid() && strings.TrimSpace(s) == s
}
