package logexport

import (
	"bytes"
	"cmp"
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

// readHead reads a head and masks what signs somebody in.
func readHead(raw []byte) head {
	h := parseHead(readable(raw))
	for i, f := range h.fields {
		h.fields[i].Value = maskField(f.Name, f.Value)
	}
	return h
}

// parseHead splits a head into its first line and its fields. HTTP/2 has no first line; its pseudo-header
// fields, whose names begin with a colon, tell the same.
func parseHead(text string) head {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	h := head{fields: []field{}}
	if !strings.HasPrefix(lines[0], ":") {
		h.first, lines = lines[0], lines[1:]
	}
	for _, line := range lines {
		colon := strings.Index(strings.TrimPrefix(line, ":"), ":")
		if colon < 0 {
			continue
		}
		colon += len(line) - len(strings.TrimPrefix(line, ":"))
		h.fields = append(h.fields, field{line[:colon], strings.Trim(line[colon+1:], " \t")})
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

// host is the server's name as the client gave it.
func (h head) host() string { return cmp.Or(h.get("Host"), h.get(":authority")) }

// version is the protocol's, which is the n-th word of the first line; HTTP/2 has none.
func (h head) version(n int) string {
	if h.first == "" && len(h.fields) > 0 {
		return "HTTP/2"
	}
	return h.word(n, 3)
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
	var lines []string
	if h.first != "" {
		lines = append(lines, h.first)
	}
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
