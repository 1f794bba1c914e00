package signature

import (
	"bytes"
	"encoding/json"
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// bodyMistakes are other bytes than the body that arrived: changed at the edges, in another charset,
// or the same JSON written otherwise.
func bodyMistakes(c *Case) iter.Seq[change] {
	return func(yield func(change) bool) {
		for _, mistakes := range []func([]byte) iter.Seq[otherBody]{edgeMistakes, jsonMistakes, charsetMistakes} {
			for m := range mistakes(c.Body) {
				if bytes.Equal(m.body, c.Body) {
					continue
				}
				if !yield(change{causes: []Cause{m.why}, common: m.common, apply: func(p *parts) { p.body = m.body }}) {
					return
				}
			}
		}
	}
}

// otherBody is a body that may have been signed instead.
type otherBody struct {
	body   []byte
	why    Cause
	common bool
}

var byteOrderMark = []byte("\ufeff")

func edgeMistakes(body []byte) iter.Seq[otherBody] {
	return func(yield func(otherBody) bool) {
		unix := bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))
		bare, marked := bytes.CutPrefix(body, byteOrderMark)
		if marked && !yield(otherBody{bare, cause(CodeBodyBOMSent), true}) {
			return
		}
		for _, m := range []otherBody{
			{nil, cause(CodeBodyEmpty), true},
			{[]byte("{}"), cause(CodeBodyEmptyObject), true},
			{bytes.TrimSpace(body), cause(CodeBodyTrimmed), true},
			{withEnd(body, "\n"), cause(CodeBodyLineEnd), true},
			{withEnd(body, "\r\n"), cause(CodeBodyLineEnd), true},
			{append(bytes.Clone(byteOrderMark), body...), cause(CodeBodyBOMSigned), true},
			{unix, cause(CodeBodyCRLFSent), true},
			{bytes.ReplaceAll(unix, []byte("\n"), []byte("\r\n")), cause(CodeBodyCRLFSigned), true},
			{quoted(body), cause(CodeBodyQuoted), false},
		} {
			if !yield(m) {
				return
			}
		}
	}
}

func withEnd(body []byte, end string) []byte {
	if bytes.HasSuffix(body, []byte("\n")) {
		return body // a second line end is nobody's mistake
	}
	return append(bytes.Clone(body), end...)
}

// quoted is the body as a JSON string: JSON encoded twice.
func quoted(body []byte) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if !utf8.Valid(body) || encoder.Encode(string(body)) != nil {
		return body
	}
	return bytes.TrimSpace(text.Bytes())
}

// charsetMistakes are the body's text in other bytes than UTF-8; one of ASCII alone is the same in all.
func charsetMistakes(body []byte) iter.Seq[otherBody] {
	return func(yield func(otherBody) bool) {
		if !utf8.Valid(body) || isASCII(body) {
			return
		}
		in := func(charset string, body []byte, err error) bool {
			return err != nil || yield(otherBody{body, cause(CodeBodyCharset, Param{"charset", charset}), false})
		}
		latin, err := charmap.ISO8859_1.NewEncoder().Bytes(body)
		if !in("ISO-8859-1", latin, err) || !in("US-ASCII (? for letters)", questioned(body), nil) {
			return
		}
		gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes(body)
		if !in("GBK", gbk, err) {
			return
		}
		wide, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes(body)
		if !in("UTF-16", wide, err) {
			return
		}
		twice, err := charmap.ISO8859_1.NewDecoder().Bytes(body)
		in("UTF-8 encoded twice", twice, err)
	}
}

func isASCII(body []byte) bool {
	return bytes.IndexFunc(body, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

func questioned(body []byte) []byte {
	return []byte(strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf {
			return '?'
		}
		return r
	}, string(body)))
}
