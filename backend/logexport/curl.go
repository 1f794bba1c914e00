package logexport

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"antomdesk/backend/sandbox"
)

// Curl is a POSIX shell command that sends the request again exactly as it was: every header as sent,
// the signature included, and every byte of the body. Nothing is masked, or the signature would not
// hold. caFile is the authority to trust over HTTPS; "" means the system's.
func Curl(x sandbox.Exchange, b sandbox.ExchangeBytes, caFile string) string {
	raw := parseHead(string(b.RequestHead))
	parts := []string{"curl --silent --show-error --include --http1.1"}
	if x.Scheme == "https" && caFile != "" {
		parts = append(parts, "--cacert "+quoted(caFile))
	}
	parts = append(parts, methodPart(x.Method))
	parts = append(parts, targetParts(x, raw)...)
	parts = append(parts, headerParts(raw, len(b.RequestBody) > 0)...)
	feed := ""
	switch {
	case len(b.RequestBody) == 0:
	case isPlain(b.RequestBody):
		parts = append(parts, "--data-binary "+quoted(string(b.RequestBody)))
	default:
		feed = "printf " + quoted(printfFormat(b.RequestBody)) + " | "
		parts = append(parts, "--data-binary @-")
	}
	return feed + strings.Join(parts, " \\\n  ")
}

func methodPart(method string) string {
	if method == "HEAD" {
		return "--head" // -X HEAD would wait for a body
	}
	return "--request " + quoted(method)
}

// targetParts address the same server with the same target, which curl must not tidy up.
func targetParts(x sandbox.Exchange, h head) []string {
	address := urlOf(x, h)
	u, err := url.Parse(address)
	if err == nil && isTidy(address) {
		return []string{"--path-as-is --globoff", quoted(address)}
	}
	origin := "http://" + h.host()
	if err == nil {
		origin = u.Scheme + "://" + u.Host
	}
	return []string{"--request-target " + quoted(cmp.Or(h.word(1, 3), h.get(":path"))), quoted(origin + "/")}
}

// isTidy says that an address holds only what curl sends as it stands.
func isTidy(address string) bool {
	return strings.IndexFunc(address, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`#"<>\^{}|`+"`", r) }) < 0
}

// ownFields are curl's business: it counts the body and makes the connection.
var ownFields = []string{"host", "content-length", "transfer-encoding", "connection", "expect"}

// addedFields are those curl would add by itself.
var addedFields = []string{"User-Agent", "Accept", "Content-Type", "Expect"}

// headerParts name every header as it was sent, and silence those that were not sent.
func headerParts(h head, body bool) []string {
	var parts []string
	for _, f := range h.fields {
		switch {
		case slices.Contains(ownFields, strings.ToLower(f.Name)), strings.HasPrefix(f.Name, ":"):
		case f.Value == "":
			parts = append(parts, "--header "+quoted(f.Name+";"))
		default:
			parts = append(parts, "--header "+quoted(f.Name+": "+f.Value))
		}
	}
	for _, name := range addedFields {
		sent := slices.ContainsFunc(h.fields, func(f field) bool { return strings.EqualFold(f.Name, name) && name != "Expect" })
		if !sent && (body || name != "Content-Type") {
			parts = append(parts, "--header "+quoted(name+":"))
		}
	}
	return parts
}

// quoted is one word of a POSIX shell, whatever it holds.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// isPlain says that text survives a shell's word and a terminal's clipboard.
func isPlain(body []byte) bool {
	return body[0] != '@' && utf8.Valid(body) && !slices.ContainsFunc(body, func(c byte) bool { return c < ' ' && c != '\n' && c != '\t' || c == 0x7f })
}

// printfFormat is a format that prints the bytes.
func printfFormat(body []byte) string {
	var b strings.Builder
	for _, c := range body {
		switch {
		case c == '%':
			b.WriteString("%%")
		case c == '\\':
			b.WriteString(`\\`)
		case c < ' ' || c >= 0x7f:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
