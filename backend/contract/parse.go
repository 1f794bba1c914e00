package contract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// MaxDepth is how many objects and arrays may stand inside each other, the outermost included.
const MaxDepth = 64

// SyntaxError says in one sentence why a body is not one JSON object.
type SyntaxError struct {
	Reason string // such as `duplicate key "currency"`
	At     string // the path of the object it was found in; empty at the top
}

// Error returns the sentence, at most 256 characters long.
func (e *SyntaxError) Error() string {
	sentence := "body: " + e.Reason
	if e.At != "" {
		sentence += " at " + clip(e.At, 120)
	}
	return clip(sentence, maxSentence)
}

// Parse reads body as exactly one JSON object in UTF-8 without a byte order mark, duplicate keys,
// more than MaxDepth levels or anything after it. The error is a *SyntaxError. The size of the body
// is the caller's to limit.
func Parse(body []byte) (Object, error) {
	if reason := refuseText(body); reason != "" {
		return Object{}, &SyntaxError{Reason: reason}
	}
	p := newParser(body)
	root, err := p.document()
	if err != nil {
		return Object{}, err
	}
	if root.kind != kindObject {
		return Object{}, &SyntaxError{Reason: "must be one JSON object, got " + describeKind(root)}
	}
	return Object{root: root}, nil
}

// refuseText returns why the bytes cannot be JSON text at all, or "".
func refuseText(body []byte) string {
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return "is empty; one JSON object is expected"
	case bytes.HasPrefix(body, []byte("\ufeff")):
		return "starts with a byte order mark; send UTF-8 without it"
	case !utf8.Valid(body):
		return fmt.Sprintf("is not valid UTF-8 at byte %d", InvalidAt(body))
	}
	return ""
}

// InvalidAt is the offset, from 0, of the first byte that is not UTF-8; the length of body when all is.
func InvalidAt(body []byte) int {
	for i := 0; i < len(body); {
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(body)
}

type parser struct {
	decoder *jsontext.Decoder
	depth   int
}

func newParser(text []byte) *parser {
	return &parser{decoder: jsontext.NewDecoder(bytes.NewBuffer(text))}
}

// document reads the only value of the text.
func (p *parser) document() (value, error) {
	v, err := p.value(nil)
	if err != nil {
		return value{}, err
	}
	if _, err := p.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return value{}, &SyntaxError{Reason: fmt.Sprintf("goes on after the JSON value, at byte %d", p.decoder.InputOffset())}
	}
	return v, nil
}

func (p *parser) value(at *path) (value, error) {
	token, err := p.decoder.ReadToken()
	if err != nil {
		return value{}, syntaxError(err, at)
	}
	switch v := (value{kind: token.Kind()}); v.kind {
	case kindObject:
		return p.nested(v, at, p.members)
	case kindArray:
		return p.nested(v, at, p.items)
	case kindString, kindNumber:
		v.text = token.String()
		return v, nil
	default:
		return v, nil
	}
}

func (p *parser) nested(v value, at *path, read func(*value, *path) error) (value, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > MaxDepth {
		return value{}, &SyntaxError{Reason: fmt.Sprintf("nests deeper than %d levels", MaxDepth), At: at.String()}
	}
	if err := read(&v, at); err != nil {
		return value{}, err
	}
	_, err := p.decoder.ReadToken() // the end that PeekKind saw
	return v, err
}

func (p *parser) members(v *value, at *path) error {
	for p.decoder.PeekKind() != jsontext.KindEndObject {
		token, err := p.decoder.ReadToken()
		if err != nil {
			return syntaxError(err, at)
		}
		name := token.String()
		child, err := p.value(at.member(name))
		if err != nil {
			return err
		}
		v.members = append(v.members, member{name: name, value: child})
	}
	return nil
}

func (p *parser) items(v *value, at *path) error {
	for p.decoder.PeekKind() != jsontext.KindEndArray {
		child, err := p.value(at.item(len(v.items)))
		if err != nil {
			return err
		}
		v.items = append(v.items, child)
	}
	return nil
}

// syntaxError puts the decoder's complaint into words, without quoting the body.
func syntaxError(err error, at *path) error {
	var cause *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &SyntaxError{Reason: "ends before the JSON object does", At: at.String()}
	case !errors.As(err, &cause):
		return &SyntaxError{Reason: "is not JSON", At: at.String()}
	case errors.Is(cause.Err, jsontext.ErrDuplicateName):
		return &SyntaxError{Reason: fmt.Sprintf("duplicate key %q", clip(cause.JSONPointer.LastToken(), 40)), At: at.String()}
	case errors.Is(cause.Err, jsontext.ErrNonStringName):
		return &SyntaxError{Reason: fmt.Sprintf("is not JSON: a key is not a string, at byte %d", cause.ByteOffset), At: at.String()}
	case strings.Contains(cause.Err.Error(), "surrogate"):
		return &SyntaxError{Reason: fmt.Sprintf("has half a surrogate pair at byte %d", cause.ByteOffset), At: at.String()}
	case strings.HasPrefix(cause.Err.Error(), "invalid character"):
		return &SyntaxError{Reason: fmt.Sprintf("is not JSON: %v, at byte %d", cause.Err, cause.ByteOffset), At: at.String()}
	}
	return &SyntaxError{Reason: fmt.Sprintf("is not JSON at byte %d", cause.ByteOffset), At: at.String()}
}
