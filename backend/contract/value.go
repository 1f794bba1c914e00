package contract

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// The kinds of a JSON value; jsontext gives true and false one kind each.
const (
	kindNull   = jsontext.KindNull
	kindTrue   = jsontext.KindTrue
	kindFalse  = jsontext.KindFalse
	kindString = jsontext.KindString
	kindNumber = jsontext.KindNumber
	kindObject = jsontext.KindBeginObject
	kindArray  = jsontext.KindBeginArray
)

// value is one JSON value: text holds a decoded string or a number exactly as written.
type value struct {
	kind    jsontext.Kind
	text    string
	members []member
	items   []value
}

type member struct {
	name  string
	value value
}

// Object is a request body read as one JSON object, in document order.
type Object struct{ root value }

// Text returns the string or number at a path of member names ("paymentAmount.currency"), or "" when
// there is none. Callers use it to log ids of bodies that did not pass Validate.
func (o Object) Text(path string) string {
	v := o.root
	for name := range strings.SplitSeq(path, ".") {
		v, _ = v.get(name)
	}
	switch v.kind {
	case kindString, kindNumber:
		return v.text
	case kindTrue:
		return "true"
	case kindFalse:
		return "false"
	}
	return ""
}

// get returns the member of that name; a null member counts as absent.
func (v value) get(name string) (value, bool) {
	i := slices.IndexFunc(v.members, func(m member) bool { return m.name == name })
	if i < 0 || v.members[i].value.kind == kindNull {
		return value{}, false
	}
	return v.members[i].value, true
}

// appendJSON writes the value compactly.
func (v value) appendJSON(dst []byte) []byte {
	switch v.kind {
	case kindString:
		// Parse accepts valid UTF-8 only, so quoting cannot fail.
		dst, _ = jsontext.AppendQuote(dst, v.text)
		return dst
	case kindNumber:
		return append(dst, v.text...)
	case kindTrue:
		return append(dst, "true"...)
	case kindFalse:
		return append(dst, "false"...)
	case kindObject:
		return v.appendObject(dst)
	case kindArray:
		return v.appendArray(dst)
	}
	return append(dst, "null"...)
}

func (v value) appendObject(dst []byte) []byte {
	dst = append(dst, '{')
	for i, m := range v.members {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst, _ = jsontext.AppendQuote(dst, m.name)
		dst = append(dst, ':')
		dst = m.value.appendJSON(dst)
	}
	return append(dst, '}')
}

func (v value) appendArray(dst []byte) []byte {
	dst = append(dst, '[')
	for i, item := range v.items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = item.appendJSON(dst)
	}
	return append(dst, ']')
}

func stringValue(text string) value { return value{kind: kindString, text: text} }

func boolValue(b bool) value {
	if b {
		return value{kind: kindTrue}
	}
	return value{kind: kindFalse}
}
