package rawhttp

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// hopByHop are the headers of one connection, which say nothing on another.
var hopByHop = map[string]bool{
	"host": true, "content-length": true, "transfer-encoding": true, "connection": true, "keep-alive": true,
	"expect": true, "te": true, "trailer": true, "upgrade": true, "proxy-connection": true,
}

// Relay composes the head of a request that passes original on to u: its header lines byte for byte
// and in their order, but for those of the connection and those leave names in lower case; then fields.
// It fails when a field could not be sent without changing the request around it.
func Relay(method string, u *url.URL, original []byte, leave map[string]bool, fields ...Field) ([]byte, error) {
	host, err := httpguts.PunycodeHostPort(u.Host)
	if err != nil {
		return nil, fmt.Errorf("the host %q is not a valid name: %w", u.Host, err)
	}
	var head bytes.Buffer
	fmt.Fprintf(&head, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, Target(u), host)
	copyLines(&head, original, leave)
	for _, f := range fields {
		if !httpguts.ValidHeaderFieldName(f.Name) || !httpguts.ValidHeaderFieldValue(f.Value) {
			return nil, fmt.Errorf("the %q header cannot hold the value %.64q", f.Name, f.Value)
		}
		head.WriteString(f.Name + ": " + f.Value + "\r\n")
	}
	head.WriteString("\r\n")
	return head.Bytes(), nil
}

// copyLines copies the header lines of a head that may pass; a line that begins with a blank goes on
// with the one before it and shares its fate.
func copyLines(to *bytes.Buffer, original []byte, leave map[string]bool) {
	passes := false
	lines := bytes.SplitAfter(original, []byte("\n"))
	for _, line := range lines[min(1, len(lines)):] {
		text := bytes.TrimRight(line, "\r\n")
		if len(text) == 0 {
			return
		}
		if text[0] != ' ' && text[0] != '\t' {
			name, _, _ := strings.Cut(string(text), ":")
			name = strings.ToLower(strings.TrimSpace(name))
			passes = !hopByHop[name] && !leave[name]
		}
		if passes {
			to.Write(text)
			to.WriteString("\r\n")
		}
	}
}
