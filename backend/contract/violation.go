package contract

import (
	"fmt"
	"strconv"
	"strings"
)

// Violation says which field of a request breaks which rule. It is what PARAM_ILLEGAL tells
// (api.md §3.0), so its sentence fits resultMessage and never shows card data or tokens.
type Violation struct {
	Field string // "order.goods[1].goodsName"
	Rule  string // "is required", "must be an object" …
	Sent  string // what was sent, shortened and masked; empty when nothing was
}

// Error returns the sentence, at most 256 characters long:
// `order.orderAmount.value must be digits in minor units, got "12.50"`.
func (v *Violation) Error() string {
	sentence := clip(v.Field, 120) + " " + v.Rule
	if v.Sent != "" {
		sentence += ", got " + v.Sent
	}
	return clip(sentence, maxSentence)
}

// place is where a value stands.
type place struct{ at *path }

func (p place) member(name string) place { return place{p.at.member(name)} }

func (p place) item(index int) place { return place{p.at.item(index)} }

// violates makes the violation of a rule by what was sent.
func (p place) violates(sent value, rule string) *Violation {
	return &Violation{Field: p.at.String(), Rule: rule, Sent: p.show(sent)}
}

func (p place) missing() *Violation { return &Violation{Field: p.at.String(), Rule: "is required"} }

// show prints a value for a sentence: strings quoted and cut at 40 characters, secrets as "***".
func (p place) show(v value) string {
	switch {
	case v.kind == kindObject || v.kind == kindArray:
		return describeKind(v)
	case p.at.secret():
		return `"***"`
	case v.kind == kindString:
		return strconv.Quote(clip(v.text, 40))
	case v.kind == kindNumber:
		return clip(v.text, 40)
	}
	return describeKind(v)
}

// describeKind names the kind of a value with its article.
func describeKind(v value) string {
	switch v.kind {
	case kindObject:
		return "an object"
	case kindArray:
		return "an array"
	case kindString:
		return "a string"
	case kindNumber:
		return "a number"
	case kindTrue:
		return "true"
	case kindFalse:
		return "false"
	}
	return "null"
}

// oneOf prints the allowed values, or how many there are when they would not fit a sentence.
func oneOf(allowed []string) string {
	if list := strings.Join(allowed, ", "); len(list) <= 100 {
		return "must be one of " + list
	}
	return fmt.Sprintf("must be one of the %d values of the contract", len(allowed))
}
