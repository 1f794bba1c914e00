package logexport

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"antomdesk/backend/contract"
)

// field is one line of a head.
type field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// head is a request's or an answer's, read leniently: what was sent need not be proper HTTP.
type head struct {
	first  string // the first line
	fields []field
}

func readHead(raw []byte) head {
	lines := strings.Split(strings.ReplaceAll(readable(raw), "\r\n", "\n"), "\n")
	h := head{first: lines[0], fields: []field{}}
	for _, line := range lines[1:] {
		if name, value, ok := strings.Cut(line, ":"); ok {
			h.fields = append(h.fields, field{name, maskField(name, strings.Trim(value, " \t"))})
		}
	}
	return h
}

// readable is text; bytes that are not UTF-8 are read as ISO 8859-1, so that none is lost.
func readable(raw []byte) string {
	if utf8.Valid(raw) {
		return string(raw)
	}
	var b strings.Builder
	for _, c := range raw {
		b.WriteRune(rune(c))
	}
	return b.String()
}

// get is the first field of that name, whatever its capitals.
func (h head) get(name string) string {
	for _, f := range h.fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// word is the n-th word of the first line, or the rest of it.
func (h head) word(n, most int) string {
	words := strings.SplitN(h.first, " ", most)
	if n >= len(words) {
		return ""
	}
	return words[n]
}

// text puts the head together again, masked.
func (h head) text() string {
	lines := []string{h.first}
	for _, f := range h.fields {
		lines = append(lines, f.Name+": "+f.Value)
	}
	return strings.Join(lines, "\r\n")
}

const hiddenText = "***"

// secretFields sign somebody in.
var secretFields = map[string]bool{
	"authorization": true, "proxy-authorization": true, "cookie": true, "set-cookie": true, "agent-token": true, "x-api-key": true,
}

// maskField hides what signs somebody in; the scheme stays, because it tells what was tried.
func maskField(name, value string) string {
	if !secretFields[strings.ToLower(strings.TrimSpace(name))] || value == "" {
		return value
	}
	if scheme, _, ok := strings.Cut(value, " "); ok && strings.HasSuffix(strings.ToLower(name), "authorization") {
		return scheme + " " + hiddenText
	}
	return hiddenText
}

// maskBody masks a body; one that cannot be read as a JSON object may hold anything and is left out.
func maskBody(body []byte) string {
	if len(bytes.TrimSpace(body)) == 0 {
		return ""
	}
	return string(contract.Mask(body))
}
