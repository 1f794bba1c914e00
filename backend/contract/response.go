package contract

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// Fields are the members of a JSON object by name, each as it is written.
type Fields map[string]json.RawMessage

// Shape is what an answer or a notification may hold. Of what Antom sends, only names and types are
// promised (api.md §0.5), so lengths and enums play no part.
type Shape struct{ schema *schema }

// Response is the shape of the call's answer.
func (a API) Response() Shape { return Shape{a.response} }

// Request is the shape of the call's request.
func (a API) Request() Shape { return Shape{a.request} }

// Notice is the shape of a notification's body by its class in the contract, such as
// "AlipayInvoiceNotify"; ok is false when there is none of that name.
func Notice(class string) (s Shape, ok bool) {
	found, ok := apis().notices[class]
	return Shape{found}, ok
}

// NoticeClasses lists the classes of notifications in the contract, sorted.
func NoticeClasses() []string { return slices.Sorted(maps.Keys(apis().notices)) }

// Has reports whether the shape has a member of that name.
func (s Shape) Has(name string) bool {
	_, found := s.schema.property(name)
	return found
}

// Count is how many members the shape has, and how many of them are required.
func (s Shape) Count() (all, required int) {
	for _, p := range s.schema.properties {
		if p.required {
			required++
		}
	}
	return len(s.schema.properties), required
}

// Fill writes an object with those of the fields that the shape has, at every depth, in the
// contract's order. A scalar of another type is brought into the shape's; what cannot be is left out,
// and so is null: the SDKs read neither (api.md §0.5).
func (s Shape) Fill(fields Fields) ([]byte, error) {
	root := value{kind: kindObject}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		read, err := readValue(fields[name])
		if err != nil {
			return nil, fmt.Errorf("field %s: %w", name, err)
		}
		root.members = append(root.members, member{name: name, value: read})
	}
	filled, _ := fitObject(s.schema, root)
	return filled.appendJSON(nil), nil
}

// Answer writes a call's answer: the result, then what Fill writes.
func (a API) Answer(result Result, fields Fields) ([]byte, error) {
	head, err := json.Marshal(result)
	if err != nil {
		return nil, fmt.Errorf("encode result: %w", err)
	}
	fields = maps.Clone(fields)
	delete(fields, "result")
	rest, err := a.Response().Fill(fields)
	if err != nil {
		return nil, err
	}
	body := append([]byte(`{"result":`), plainJSON(head)...)
	if len(rest) > len("{}") {
		body = append(body, ',')
	}
	return append(body, rest[1:]...), nil
}

// plainJSON undoes the HTML escaping of encoding/json.
func plainJSON(raw []byte) []byte {
	v, err := readValue(raw)
	if err != nil {
		return raw
	}
	return v.appendJSON(nil)
}

// readValue reads any JSON value.
func readValue(raw []byte) (value, error) {
	o, err := Parse(slices.Concat([]byte(`{"v":`), raw, []byte(`}`)))
	if err != nil {
		return value{}, err
	}
	return o.root.members[0].value, nil
}

// fit brings v into the schema's type; ok is false when it cannot be.
func fit(s *schema, v value) (fitted value, ok bool) {
	if s == nil || s.shape == shapeAny {
		return withoutNulls(v), v.kind != kindNull
	}
	switch s.shape {
	case shapeString:
		return fitString(v)
	case shapeBoolean:
		clean, violation := checkBoolean(v, place{})
		return clean, violation == nil
	case shapeInteger:
		clean, violation := checkInteger(v, place{})
		return clean, violation == nil
	case shapeNumber:
		clean, violation := checkNumber(v, place{})
		return clean, violation == nil
	case shapeArray:
		return fitArray(s, v)
	}
	return fitObject(s, v)
}

func fitString(v value) (value, bool) {
	switch v.kind {
	case kindString:
		return v, true
	case kindNumber:
		return stringValue(v.text), true
	case kindTrue, kindFalse:
		return stringValue(strconv.FormatBool(v.kind == kindTrue)), true
	}
	return value{}, false
}

func fitArray(s *schema, v value) (value, bool) {
	if v.kind != kindArray {
		return value{}, false
	}
	list := value{kind: kindArray}
	for _, item := range v.items {
		if fitted, ok := fit(s.items, item); ok {
			list.items = append(list.items, fitted)
		}
	}
	return list, true
}

// fitObject keeps the members the schema has; a map, and a type without members, keeps all.
func fitObject(s *schema, v value) (value, bool) {
	if v.kind != kindObject {
		return value{}, false
	}
	if s.shape == shapeObject && len(s.properties) == 0 {
		return fitMap(s, v), true
	}
	o := value{kind: kindObject}
	for _, known := range s.properties {
		sent, found := v.get(known.name)
		if !found {
			continue
		}
		if fitted, ok := fit(known.schema, sent); ok {
			o.members = append(o.members, member{name: known.name, value: fitted})
		}
	}
	return o, true
}

func fitMap(s *schema, v value) value {
	o := value{kind: kindObject}
	for _, m := range v.members {
		if fitted, ok := fit(s.values, m.value); ok && m.value.kind != kindNull {
			o.members = append(o.members, member{name: m.name, value: fitted})
		}
	}
	return o
}

// CheckResponse says where an answer differs from the contract: a member it does not know, a value of
// another type, or a null (api.md §0.5); nil when it does not. The body must be one JSON object.
func (a API) CheckResponse(body []byte) *Violation { return a.Response().Check(body) }

// Check does the same for any shape.
func (s Shape) Check(body []byte) *Violation {
	o, err := Parse(body)
	if err != nil {
		return &Violation{Field: "body", Rule: err.Error()}
	}
	return checkMembers(s.schema, o.root, place{})
}

// alwaysAnswered are members every answer has, also where the contract's class lacks them.
const alwaysAnswered = "result"

func checkMembers(s *schema, v value, p place) *Violation {
	if v.kind != kindObject {
		return p.violates(v, "must be an object")
	}
	for _, m := range v.members {
		at := p.member(m.name)
		known, found := s.property(m.name)
		switch {
		case m.value.kind == kindNull:
			return at.violates(m.value, "must be absent rather than null")
		case found:
			if violation := checkType(known.schema, m.value, at); violation != nil {
				return violation
			}
		case s.values != nil:
			if violation := checkType(s.values, m.value, at); violation != nil {
				return violation
			}
		case !opened(s) && (p.at != nil || m.name != alwaysAnswered):
			return at.violates(m.value, "is not a member of the contract")
		}
	}
	return nil
}

// opened are objects whose members the contract leaves open.
func opened(s *schema) bool { return s.shape == shapeObject && len(s.properties) == 0 }

// kindsOf are the JSON kinds of each shape.
var kindsOf = map[shape][]jsontext.Kind{
	shapeString: {kindString}, shapeBoolean: {kindTrue, kindFalse}, shapeNumber: {kindNumber},
	shapeInteger: {kindNumber}, shapeObject: {kindObject}, shapeArray: {kindArray},
}

func checkType(s *schema, v value, p place) *Violation {
	if s == nil || s.shape == shapeAny {
		return nil
	}
	if !slices.Contains(kindsOf[s.shape], v.kind) {
		return p.violates(v, "has another JSON type than the contract's")
	}
	switch s.shape {
	case shapeInteger:
		if _, violation := checkInteger(v, p); violation != nil {
			return violation
		}
	case shapeObject:
		return checkMembers(s, v, p)
	case shapeArray:
		for i, item := range v.items {
			if violation := checkType(s.items, item, p.item(i)); violation != nil {
				return violation
			}
		}
	}
	return nil
}

// Fields returns the checked request by member, in normal form, with card data and tokens masked.
func (c Checked) Fields() Fields {
	masked := mask(c.root, false)
	fields := make(Fields, len(masked.members))
	for _, m := range masked.members {
		fields[m.name] = m.value.appendJSON(nil)
	}
	return fields
}

// Text returns the string or number at a path of member names of the checked request, or "".
func (c Checked) Text(path string) string { return Object{c.root}.Text(path) }
