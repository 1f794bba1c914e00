package money

import (
	"fmt"

	gomoney "github.com/Rhymond/go-money"
)

// unlisted are ISO 4217 currencies that the library does not know, with their minor digits.
var unlisted = map[string]int{
	"BOV": 2, "CHE": 2, "CHW": 2, "COU": 2, "MXV": 2, "USN": 2, "UYI": 0, "UYW": 4, "VED": 2, "ZWG": 2,
}

// notMoney are codes of the library that are no ISO 4217 currency (the three islands) or have no
// minor unit to count in (gold, silver, the IMF's drawing right).
var notMoney = map[string]bool{
	"GGP": true, "IMP": true, "JEP": true, "XAG": true, "XAU": true, "XDR": true,
}

// Digits returns how many digits of an amount in this currency are minor units: 2 for USD, 0 for
// JPY, KRW, CLP and VND, 3 for KWD (api.md §7). It fails for anything but an ISO 4217 code in
// capital letters.
func Digits(currency string) (int, error) {
	if d, ok := unlisted[currency]; ok {
		return d, nil
	}
	if c := gomoney.GetCurrency(currency); c != nil && c.Code == currency && !notMoney[currency] {
		return c.Fraction, nil
	}
	return 0, fmt.Errorf("%.8q is not an ISO 4217 currency code in capital letters", currency)
}

// IsCurrency reports whether code is an ISO 4217 currency code in capital letters.
func IsCurrency(code string) bool {
	_, err := Digits(code)
	return err == nil
}
