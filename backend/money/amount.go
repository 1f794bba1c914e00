// Package money counts in minor units: an int64 beside an ISO 4217 code, never a float. Digits per
// currency come from a library; the wire form is Antom's, digits in minor units (api.md §7).
package money

import (
	"fmt"
	"strconv"
	"strings"
)

// MaxDigits is how many digits Antom allows in an amount's value (api.md §7).
const MaxDigits = 16

// MaxMinor is the largest amount of MaxDigits digits, in minor units.
const MaxMinor = 9_999_999_999_999_999

// Amount is a sum of money in minor units (cents, sen, yen …) of one currency.
type Amount struct {
	Minor    int64
	Currency string // ISO 4217, capital letters
}

// ParseMinor reads the wire form: 1 to 16 digits in minor units, without sign, point or space. Zero
// is read as well; a caller that needs a payable amount asks IsPositive. It fails for an unknown
// currency and for anything but digits.
func ParseMinor(currency, digits string) (Amount, error) {
	if _, err := Digits(currency); err != nil {
		return Amount{}, err
	}
	if !IsMinorDigits(digits) {
		return Amount{}, fmt.Errorf("%.24q is not an amount: 1 to %d digits in minor units are", digits, MaxDigits)
	}
	minor, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return Amount{}, fmt.Errorf("%.24q is not an amount: %w", digits, err)
	}
	return Amount{Minor: minor, Currency: currency}, nil
}

// ParseMajor reads what people write: major units with a point at most and no grouping, "10.99" or "10" in
// USD, "500" in JPY. It fails for an unknown currency, a sign, and more decimals than the currency has.
func ParseMajor(currency, text string) (Amount, error) {
	places, err := Digits(currency)
	if err != nil {
		return Amount{}, err
	}
	whole, fraction, pointed := strings.Cut(text, ".")
	if len(fraction) > places {
		return Amount{}, fmt.Errorf("%.24q is not an amount: %s has %d decimals", text, currency, places)
	}
	if whole == "" || pointed && fraction == "" {
		return Amount{}, fmt.Errorf("%.24q is not an amount: digits, and a point between them, are", text)
	}
	return ParseMinor(currency, whole+fraction+strings.Repeat("0", places-len(fraction)))
}

// IsMinorDigits reports whether s is 1 to 16 decimal digits and nothing else.
func IsMinorDigits(s string) bool {
	if s == "" || len(s) > MaxDigits {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// Value returns the wire form: the minor units as digits ("1099" for 10.99 USD).
func (a Amount) Value() string { return strconv.FormatInt(a.Minor, 10) }

// IsPositive reports whether the amount is more than nothing.
func (a Amount) IsPositive() bool { return a.Minor > 0 }

// IsZero reports whether the amount is nothing, whatever its currency.
func (a Amount) IsZero() bool { return a.Minor == 0 }

// FormatMajor returns the amount in major units with a point and no grouping: "10.99", "-0.05",
// "500" in JPY. In a currency that is not known, it is the minor units.
func (a Amount) FormatMajor() string {
	places, err := Digits(a.Currency)
	if err != nil || places == 0 {
		return a.Value()
	}
	sign, digits := "", a.Value()
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	if missing := places + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	point := len(digits) - places
	return sign + digits[:point] + "." + digits[point:]
}

// String returns "10.99 USD".
func (a Amount) String() string { return a.FormatMajor() + " " + a.Currency }

// Add returns a + b. It fails when the currencies differ or the sum does not fit.
func (a Amount) Add(b Amount) (Amount, error) {
	if err := a.sameCurrency(b); err != nil {
		return Amount{}, err
	}
	sum := a.Minor + b.Minor
	if (b.Minor > 0) != (sum > a.Minor) && b.Minor != 0 {
		return Amount{}, fmt.Errorf("%s and %s are too large to add", a, b)
	}
	return Amount{Minor: sum, Currency: a.Currency}, nil
}

// Sub returns a − b. It fails when the currencies differ or the difference does not fit.
func (a Amount) Sub(b Amount) (Amount, error) {
	if err := a.sameCurrency(b); err != nil {
		return Amount{}, err
	}
	difference := a.Minor - b.Minor
	if (b.Minor > 0) != (difference < a.Minor) && b.Minor != 0 {
		return Amount{}, fmt.Errorf("%s and %s are too large to subtract", a, b)
	}
	return Amount{Minor: difference, Currency: a.Currency}, nil
}

// Cmp returns -1, 0 or +1 as a is less than, equal to or more than b. It fails when the currencies
// differ.
func (a Amount) Cmp(b Amount) (int, error) {
	if err := a.sameCurrency(b); err != nil {
		return 0, err
	}
	switch {
	case a.Minor < b.Minor:
		return -1, nil
	case a.Minor > b.Minor:
		return 1, nil
	}
	return 0, nil
}

func (a Amount) sameCurrency(b Amount) error {
	if a.Currency != b.Currency {
		return fmt.Errorf("%s and %s are different currencies", a.Currency, b.Currency)
	}
	return nil
}
