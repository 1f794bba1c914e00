package contract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

const hiddenText = "***"

// unreadable stands for a body that cannot be masked because it cannot be read.
const unreadable = `{"unreadable":true}`

// sensitivity is what may not be told of a member's value.
type sensitivity uint8

const (
	hidden     sensitivity = 1 << iota // never shown: card secrets and tokens
	cardNumber                         // shown with its first six and last four digits
	cardScope                          // everything inside is card data
	untold                             // kept out of sentences only: a paymentMethodId may be an access token, but payments are told apart by it
)

// sensitive is keyed by names in lower case.
var sensitive = func() map[string]sensitivity {
	all := map[string]sensitivity{"cardno": cardNumber, "cardnumber": cardNumber, "pan": cardNumber,
		"paymentmethodmetadata": cardScope, "card": cardScope, "paymentmethodid": untold}
	for _, name := range []string{"cvv", "cvv2", "cvc", "cvc2", "securitycode", "expiryyear", "expirymonth", "expirydate",
		"cardpassworddigest", "password", "businessno", "dateofbirth", "cpf", "cavv", "otpvalue",
		"accesstoken", "refreshtoken", "authcode", "cardtoken", "acquirercardtoken", "assettoken", "granttoken", "token"} {
		all[name] = hidden
	}
	return all
}()

// sensitivityOf is asked of every member of every call, so it lowers plain names without allocating.
func sensitivityOf(name string) sensitivity {
	var lower [32]byte
	if len(name) > len(lower) {
		return sensitive[strings.ToLower(name)]
	}
	for i := range len(name) {
		c := name[i]
		if c >= utf8.RuneSelf {
			return sensitive[strings.ToLower(name)]
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower[i] = c
	}
	return sensitive[string(lower[:len(name)])]
}

// isSecret says that a member's value must not appear in a sentence.
func isSecret(name string) bool { return sensitivityOf(name) != 0 }

// Mask returns the body as compact JSON with card numbers reduced to their first six and last four
// digits, and card secrets and tokens as "***"; also inside strings that hold JSON. What is not one
// JSON object comes back as {"unreadable":true}, since it may hold anything.
func Mask(body []byte) []byte {
	o, err := Parse(body)
	if err != nil {
		return []byte(unreadable)
	}
	return o.Masked()
}

// Masked is Mask of a body that is parsed already.
func (o Object) Masked() []byte {
	if !tells(o.root) {
		return o.root.appendJSON(nil)
	}
	return mask(o.root, false).appendJSON(nil)
}

// separators are what people put between the digits of a card number.
var separators = strings.NewReplacer(" ", "", "-", "")

// MaskCardNo returns "405469******0768", or "***" for what is too short to be a card number. What is
// masked already stays.
func MaskCardNo(number string) string {
	digits := separators.Replace(number)
	switch {
	case digits == "", strings.Contains(digits, "*"):
		return number
	case !isCardDigits(digits):
		return hiddenText
	}
	return digits[:6] + "******" + digits[len(digits)-4:]
}

func isCardDigits(s string) bool {
	return len(s) >= 12 && len(s) <= 19 && strings.Trim(s, "0123456789") == ""
}

// tells reports whether v may hold anything to mask: most calls do not, and need no masked copy.
func tells(v value) bool {
	switch v.kind {
	case kindObject:
		return slices.ContainsFunc(v.members, func(m member) bool {
			return sensitivityOf(m.name)&^untold != 0 || tells(m.value)
		})
	case kindArray:
		return slices.ContainsFunc(v.items, tells)
	case kindString:
		return strings.ContainsRune(v.text, '{')
	}
	return false
}

// mask returns a masked copy; card says that v stands inside card data.
func mask(v value, card bool) value {
	switch v.kind {
	case kindObject:
		masked := value{kind: kindObject, members: make([]member, len(v.members))}
		for i, m := range v.members {
			masked.members[i] = member{name: m.name, value: maskMember(m, card)}
		}
		return masked
	case kindArray:
		masked := value{kind: kindArray, items: make([]value, len(v.items))}
		for i, item := range v.items {
			masked.items[i] = mask(item, card)
		}
		return masked
	case kindString, kindNumber:
		return maskScalar(v, card)
	}
	return v
}

func maskMember(m member, card bool) value {
	what := sensitivityOf(m.name)
	switch {
	case m.value.kind == kindNull:
		return m.value
	case what == hidden:
		return maskWhole(m.value)
	case what == cardNumber && (m.value.kind == kindString || m.value.kind == kindNumber):
		return stringValue(MaskCardNo(m.value.text))
	}
	return mask(m.value, card || what == cardScope)
}

// maskWhole hides everything but an empty string, which shows that nothing was there.
func maskWhole(v value) value {
	if v.kind == kindString && v.text == "" {
		return v
	}
	return stringValue(hiddenText)
}

// maskScalar masks JSON inside a string and, inside card data, whatever looks like a card number.
func maskScalar(v value, card bool) value {
	if card && isCardDigits(separators.Replace(v.text)) {
		return stringValue(MaskCardNo(v.text))
	}
	if v.kind == kindString && strings.HasPrefix(strings.TrimSpace(v.text), "{") {
		if inner, err := Parse([]byte(v.text)); err == nil {
			return maskInner(v, inner.root, card)
		}
	}
	return v
}

// maskInner leaves the string as it was written when there is nothing in it to mask.
func maskInner(v, inner value, card bool) value {
	masked := string(mask(inner, card).appendJSON(nil))
	if masked == string(inner.appendJSON(nil)) {
		return v
	}
	return stringValue(masked)
}
