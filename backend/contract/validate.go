package contract

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
)

// Rules are an environment's choices about how strictly its calls are read.
type Rules struct {
	// Strict enforces every "required" of the contract and refuses zero amounts anywhere.
	Strict bool
	// SettlementStrategyRequired enforces settlementStrategy where the SDK metadata requires it
	// (api.md §9.8); Strict does too.
	SettlementStrategyRequired bool
}

// Checked is a request that passed Validate, in normal form: null members gone, scalars of the type
// the contract gives them.
type Checked struct {
	// Warnings are sentences about what Strict would refuse.
	Warnings []string
	root     value
	text     []byte // root as JSON; read only
}

// Masked is the call's JSON with card data masked, fit to be kept. It is the caller's only to read.
func (c Checked) Masked() []byte {
	if tells(c.root) {
		return mask(c.root, false).appendJSON(nil)
	}
	return c.text
}

// Decode fills a wire struct, such as PayRequest.
func (c Checked) Decode(into any) error {
	if err := json.Unmarshal(c.text, into); err != nil {
		return fmt.Errorf("the checked request does not fit %T: %w", into, err)
	}
	return nil
}

// enforced are the types whose required members are always enforced; a required member missing
// elsewhere below the request itself is a warning.
var enforced = map[string]bool{"Amount": true, "Order": true, "PaymentMethod": true, "Env": true}

// alternatives are calls that need one of two ids, which the contract's schemas cannot say
// (api.md §3.4, §3.5, §3.8).
var alternatives = map[string][2]string{
	"payments/inquiryPayment": {"paymentRequestId", "paymentId"},
	"payments/cancel":         {"paymentRequestId", "paymentId"},
	"payments/inquiryRefund":  {"refundRequestId", "refundId"},
}

const maxWarnings = 20

// usualText is about how many bytes a call's JSON has.
const usualText = 1024

// validator checks one request and collects its warnings.
type validator struct {
	rules    Rules
	request  *schema
	product  string // productCode of a pay call
	warnings []string
	dropped  int // warnings beyond maxWarnings
}

// Validate checks a request against the call's contract and brings it into normal form. The order of
// checks is fixed: what an object lacks, in the contract's order; then its members in the document's.
// The violation is nil when the request passes; Warnings are there either way. Call it on an API from Lookup, ByName or APIs.
func (a API) Validate(o Object, rules Rules) (Checked, *Violation) {
	v := &validator{rules: rules, request: a.request, product: a.productOf(o.root)}
	root, violation := v.object(a.request, o.root, place{})
	if violation == nil {
		violation = a.lacksBothIDs(o.root)
	}
	if v.dropped > 0 {
		v.warnings = append(v.warnings, fmt.Sprintf("%d more warnings of this kind are not listed", v.dropped))
	}
	if violation != nil {
		return Checked{Warnings: v.warnings}, violation
	}
	return Checked{Warnings: v.warnings, root: root, text: root.appendJSON(make([]byte, 0, usualText))}, nil
}

func (a API) lacksBothIDs(root value) *Violation {
	ids, needed := alternatives[a.Name]
	if !needed {
		return nil
	}
	for _, id := range ids {
		if v, found := root.get(id); found && v.text != "" {
			return nil
		}
	}
	return &Violation{Field: ids[0], Rule: "or " + ids[1] + " is required"}
}

func (v *validator) value(s *schema, sent value, p place) (value, *Violation) {
	switch s.shape {
	case shapeString:
		return checkString(s, sent, p)
	case shapeBoolean:
		return checkBoolean(sent, p)
	case shapeInteger:
		return checkInteger(sent, p)
	case shapeNumber:
		return checkNumber(sent, p)
	case shapeObject:
		return v.object(s, sent, p)
	case shapeArray:
		return v.array(s, sent, p)
	}
	return withoutNulls(sent), nil
}

func (v *validator) object(s *schema, sent value, p place) (value, *Violation) {
	if sent.kind != kindObject {
		return value{}, p.violates(sent, "must be an object")
	}
	if violation := v.checkRequired(s, sent, p); violation != nil {
		return value{}, violation
	}
	clean := value{kind: kindObject, members: make([]member, 0, len(sent.members))}
	for _, m := range sent.members {
		if m.value.kind == kindNull {
			continue
		}
		child, violation := v.member(s, m, p.member(m.name))
		if violation != nil {
			return value{}, violation
		}
		clean.members = append(clean.members, member{name: m.name, value: child})
	}
	return clean, nil
}

// member checks one member; one that the contract does not know passes.
func (v *validator) member(s *schema, m member, p place) (value, *Violation) {
	known, found := s.property(m.name)
	switch {
	case found && s.name == "Amount":
		return checkAmountMember(m, p)
	case found && known.schema.name == "Amount":
		return v.amount(s, known, m.value, p)
	case found:
		return v.value(known.schema, m.value, p)
	case s.values != nil:
		return v.value(s.values, m.value, p)
	}
	return withoutNulls(m.value), nil
}

// amount checks an Amount; where it must be sent, it must also be more than nothing.
func (v *validator) amount(parent *schema, known property, sent value, p place) (value, *Violation) {
	clean, violation := v.object(known.schema, sent, p)
	if violation != nil {
		return value{}, violation
	}
	digits, _ := clean.get("value")
	if strings.Trim(digits.text, "0") != "" {
		return clean, nil
	}
	zero := p.member("value").violates(digits, "must be a positive integer in minor units")
	if v.rules.Strict || known.required && v.enforces(parent, known) {
		return value{}, zero
	}
	v.warn(zero)
	return clean, nil
}

func (v *validator) array(s *schema, sent value, p place) (value, *Violation) {
	if sent.kind != kindArray {
		return value{}, p.violates(sent, "must be an array")
	}
	if s.maxItems > 0 && len(sent.items) > s.maxItems {
		return value{}, &Violation{Field: p.at.String(), Rule: fmt.Sprintf("must have at most %d items", s.maxItems), Sent: fmt.Sprint(len(sent.items))}
	}
	clean := value{kind: kindArray, items: make([]value, 0, len(sent.items))}
	for i, item := range sent.items {
		if item.kind == kindNull {
			continue
		}
		child, violation := v.item(s.items, item, p.item(i))
		if violation != nil {
			return value{}, violation
		}
		clean.items = append(clean.items, child)
	}
	return clean, nil
}

func (v *validator) item(s *schema, sent value, p place) (value, *Violation) {
	if s == nil {
		return withoutNulls(sent), nil
	}
	return v.value(s, sent, p)
}

// checkRequired refuses or warns about what an object lacks. An empty string counts as lacking.
func (v *validator) checkRequired(s *schema, sent value, p place) *Violation {
	for _, known := range s.properties {
		if !known.required || !lacks(sent, known) || v.spares(s, known) {
			continue
		}
		if v.enforces(s, known) {
			return p.member(known.name).missing()
		}
		if !v.isSettlementStrategy(s, known) {
			v.warn(p.member(known.name).missing())
		}
	}
	return nil
}

func lacks(sent value, known property) bool {
	m, found := sent.get(known.name)
	return !found || known.schema.shape == shapeString && m.kind == kindString && m.text == ""
}

// enforces says whether a required member of s must be there.
func (v *validator) enforces(s *schema, known property) bool {
	switch {
	case v.rules.Strict:
		return true
	case v.isSettlementStrategy(s, known):
		return v.rules.SettlementStrategyRequired
	}
	return s == v.request || enforced[s.name]
}

// isSettlementStrategy: the SDK metadata requires it of the request, the documentation advises
// against sending it (api.md §3.1), so its absence is not even a warning.
func (v *validator) isSettlementStrategy(s *schema, known property) bool {
	return s == v.request && known.name == "settlementStrategy"
}

func (v *validator) warn(of *Violation) {
	if len(v.warnings) == maxWarnings {
		v.dropped++
		return
	}
	v.warnings = append(v.warnings, of.Error())
}

// withoutNulls drops null members and items at every depth.
func withoutNulls(v value) value {
	switch v.kind {
	case kindObject:
		clean := value{kind: kindObject, members: make([]member, 0, len(v.members))}
		for _, m := range v.members {
			if m.value.kind != kindNull {
				clean.members = append(clean.members, member{name: m.name, value: withoutNulls(m.value)})
			}
		}
		return clean
	case kindArray:
		clean := value{kind: kindArray, items: make([]value, 0, len(v.items))}
		for _, item := range v.items {
			if item.kind != kindNull {
				clean.items = append(clean.items, withoutNulls(item))
			}
		}
		return clean
	}
	return v
}

func checkString(s *schema, sent value, p place) (value, *Violation) {
	if sent.kind != kindString {
		return value{}, p.violates(sent, "must be a string")
	}
	if s.maxLength > 0 {
		if n := utf8.RuneCountInString(sent.text); n > s.maxLength {
			return value{}, p.violates(sent, fmt.Sprintf("must have at most %d characters but has %d", s.maxLength, n))
		}
	}
	if len(s.enum) > 0 && !slices.Contains(s.enum, sent.text) {
		return value{}, p.violates(sent, oneOf(s.enum))
	}
	return sent, nil
}
