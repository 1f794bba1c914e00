package contract

import "strings"

const hiddenText = "***"

// unreadable stands for a body that cannot be masked because it cannot be read.
const unreadable = `{"unreadable":true}`

// hidden are members never shown, by their name in lower case: card secrets and tokens. paymentMethodId
// is not among them, since payments are told apart by it.
var hidden = setOf("cvv", "cvv2", "cvc", "cvc2", "securitycode", "expiryyear", "expirymonth", "expirydate",
	"cardpassworddigest", "password", "businessno", "dateofbirth", "cpf", "cavv", "otpvalue",
	"accesstoken", "refreshtoken", "authcode", "cardtoken", "acquirercardtoken", "assettoken", "granttoken", "token")

var cardNumbers = setOf("cardno", "cardnumber", "pan")

var secretScopes = setOf("paymentmethodmetadata", "card")

// untold is also kept out of sentences: a paymentMethodId may be an access token.
const untold = "paymentmethodid"

func setOf(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set[name] = true
	}
	return set
}

func isHidden(name string) bool { return hidden[strings.ToLower(name)] }

// isSecret says that a member's value must not appear in a sentence.
func isSecret(name string) bool {
	return isHidden(name) || isCardNumber(name) || isSecretScope(name) || strings.ToLower(name) == untold
}

func isCardNumber(name string) bool { return cardNumbers[strings.ToLower(name)] }

func isSecretScope(name string) bool { return secretScopes[strings.ToLower(name)] }

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
func (o Object) Masked() []byte { return mask(o.root, false).appendJSON(nil) }

// MaskCardNo returns "405469******0768", or "***" for what is too short to be a card number. What is
// masked already stays.
func MaskCardNo(number string) string {
	digits := strings.NewReplacer(" ", "", "-", "").Replace(number)
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

// mask returns a masked copy; card says that v stands inside card data.
func mask(v value, card bool) value {
	switch v.kind {
	case kindObject:
		masked := value{kind: kindObject, members: make([]member, len(v.members))}
		for i, m := range v.members {
			masked.members[i] = member{name: m.name, value: maskMember(m, card || isSecretScope(m.name))}
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
	switch {
	case m.value.kind == kindNull:
		return m.value
	case isHidden(m.name):
		return maskWhole(m.value)
	case isCardNumber(m.name) && (m.value.kind == kindString || m.value.kind == kindNumber):
		return stringValue(MaskCardNo(m.value.text))
	}
	return mask(m.value, card)
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
	if card && isCardDigits(strings.NewReplacer(" ", "", "-", "").Replace(v.text)) {
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
