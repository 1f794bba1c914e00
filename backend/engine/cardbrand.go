package engine

import "strconv"

// binRange maps card numbers whose first digits lie between two numbers of equal length to a brand,
// named as in api.md §6.3.
type binRange struct {
	first, last int
	brand       string
}

// binRanges are searched in order: longer prefixes stand before the shorter ones they refine.
var binRanges = []binRange{
	{949022, 949022, "HYUNDAI"},
	{636297, 636297, "ELO"}, {636368, 636368, "ELO"}, {504175, 504175, "ELO"}, {438935, 438935, "ELO"},
	{606282, 606282, "HIPERCARD"},
	{622126, 622925, "CUP"},
	{2221, 2720, "MASTERCARD"}, {3528, 3589, "JCB"}, {6011, 6011, "DISCOVER"}, {6304, 6304, "MAESTRO"},
	{300, 305, "DINERS"}, {644, 649, "DISCOVER"},
	{34, 34, "AMEX"}, {37, 37, "AMEX"}, {36, 36, "DINERS"}, {38, 39, "DINERS"},
	{51, 55, "MASTERCARD"}, {50, 50, "MAESTRO"}, {56, 58, "MAESTRO"}, {67, 67, "MAESTRO"},
	{62, 62, "CUP"}, {81, 81, "CUP"}, {65, 65, "DISCOVER"},
	{4, 4, "VISA"},
}

// brandOf is the brand of a card number, or "" when the usual tables do not know it.
func brandOf(number string) string {
	for _, r := range binRanges {
		width := len(strconv.Itoa(r.first))
		if len(number) < width {
			continue
		}
		if prefix, err := strconv.Atoi(number[:width]); err == nil && prefix >= r.first && prefix <= r.last {
			return r.brand
		}
	}
	return ""
}

// luhn reports whether the check digit of a card number is right.
func luhn(number string) bool {
	sum := 0
	for i := range len(number) {
		digit := int(number[len(number)-1-i] - '0')
		if i%2 == 1 {
			digit *= 2
			if digit > 9 {
				digit -= 9
			}
		}
		sum += digit
	}
	return sum%10 == 0
}

// maskNumber keeps the first six and the last four digits.
func maskNumber(number string) string {
	masked := []byte(number)
	for i := 6; i < len(masked)-4; i++ {
		masked[i] = '*'
	}
	return string(masked)
}
