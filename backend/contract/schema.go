package contract

import (
	"slices"
	"strconv"
	"strings"
)

// shape is what a schema allows.
type shape int

const (
	shapeAny shape = iota
	shapeString
	shapeBoolean
	shapeInteger
	shapeNumber
	shapeObject
	shapeArray
)

var shapes = map[string]shape{
	"string": shapeString, "boolean": shapeBoolean, "integer": shapeInteger, "number": shapeNumber,
	"object": shapeObject, "array": shapeArray,
}

// schema is one type of the contract, ready for checking. Schemas may refer to each other in circles.
type schema struct {
	name       string // in components, such as "Amount"; empty for an inline one
	shape      shape
	maxLength  int // characters; 0 means no limit
	maxItems   int // 0 means no limit
	enum       []string
	properties []property     // in the contract's order
	index      map[string]int // of properties, by name
	items      *schema        // of an array
	values     *schema        // of a map's values
}

type property struct {
	name     string
	schema   *schema
	required bool
}

func (s *schema) property(name string) (property, bool) {
	i, found := s.index[name]
	if !found {
		return property{}, false
	}
	return s.properties[i], true
}

// freeForm are types that the source has wrong: it lists the enum of an inner class where the calls
// carry a card object (api.md §6.4).
var freeForm = map[string]bool{"CardPaymentMethodDetail": true, "VaultingCard": true, "Statement": true}

const refPrefix = "#/components/schemas/"

// compiler turns the schemas of the embedded document into schema values, each name once.
type compiler struct {
	components value
	done       map[string]*schema
}

func (c *compiler) named(name string) *schema {
	if s, found := c.done[name]; found {
		return s
	}
	s := &schema{name: name}
	c.done[name] = s
	if freeForm[name] {
		s.shape = shapeObject
		return s
	}
	c.fill(s, c.component(name))
	return s
}

func (c *compiler) component(name string) value {
	raw, found := c.components.get(name)
	if !found {
		panic("contract: openapi.json has no schema " + name)
	}
	return raw
}

func (c *compiler) compile(raw value) *schema {
	if ref := refOf(raw); ref != "" {
		return c.named(ref)
	}
	s := &schema{}
	c.fill(s, raw)
	return s
}

func (c *compiler) fill(s *schema, raw value) {
	s.shape = shapes[textOf(raw, "type")]
	s.maxLength, s.maxItems = intOf(raw, "maxLength"), intOf(raw, "maxItems")
	for _, v := range listOf(raw, "enum") {
		s.enum = append(s.enum, v.text)
	}
	if items, found := raw.get("items"); found {
		s.items = c.compile(items)
	}
	if values, found := raw.get("additionalProperties"); found && len(values.members) > 0 {
		s.values = c.compile(values)
	}
	s.index = map[string]int{}
	c.addProperties(s, raw)
	if len(s.properties) > 0 {
		s.shape = shapeObject
	}
}

// addProperties adds the properties of raw and of what it extends with allOf.
func (c *compiler) addProperties(s *schema, raw value) {
	for _, part := range listOf(raw, "allOf") {
		if ref := refOf(part); ref != "" {
			part = c.component(ref)
		}
		c.addProperties(s, part)
	}
	required := listOf(raw, "required")
	properties, _ := raw.get("properties")
	for _, m := range properties.members {
		p := property{name: m.name, schema: c.compile(m.value)}
		p.required = slices.ContainsFunc(required, func(v value) bool { return v.text == m.name })
		if at, again := s.index[m.name]; again {
			s.properties[at] = p
			continue
		}
		s.index[m.name] = len(s.properties)
		s.properties = append(s.properties, p)
	}
}

// overlaid is base with what over has besides or otherwise; lists are taken whole.
func overlaid(base, over value) value {
	if base.kind != kindObject || over.kind != kindObject {
		return over
	}
	base.members = slices.Clone(base.members)
	for _, m := range over.members {
		at := slices.IndexFunc(base.members, func(b member) bool { return b.name == m.name })
		if at < 0 {
			base.members = append(base.members, m)
			continue
		}
		base.members[at].value = overlaid(base.members[at].value, m.value)
	}
	return base
}

func refOf(raw value) string { return strings.TrimPrefix(textOf(raw, "$ref"), refPrefix) }

func textOf(raw value, name string) string {
	v, _ := raw.get(name)
	return v.text
}

func intOf(raw value, name string) int {
	n, err := strconv.Atoi(textOf(raw, name))
	if err != nil {
		return 0
	}
	return n
}

func listOf(raw value, name string) []value {
	v, _ := raw.get(name)
	return v.items
}
