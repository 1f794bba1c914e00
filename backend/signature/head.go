package signature

import "strings"

// Head is the head of an HTTP request, as it was sent or pasted.
type Head struct {
	Method string
	Target string
	fields []headField
}

type headField struct{ name, value string }

// ParseHead reads a request line and header lines, or header lines alone, with any line ends. What is
// no header line is passed over.
func ParseHead(text string) Head {
	var h Head
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, "\r")
		words := strings.Fields(line)
		if i == 0 && len(words) == 3 && strings.HasPrefix(words[2], "HTTP/") {
			h.Method, h.Target = words[0], words[1]
			continue
		}
		if name, value, found := strings.Cut(line, ":"); found && name != "" && !strings.ContainsAny(name, " \t") {
			h.fields = append(h.fields, headField{name, strings.TrimSpace(value)})
		}
	}
	return h
}

// Get returns the first field of that name, in any letter case.
func (h Head) Get(name string) string {
	for _, field := range h.fields {
		if strings.EqualFold(field.name, name) {
			return field.value
		}
	}
	return ""
}

// SignedPath is the path and query of a request target or URL: what is signed of it.
func SignedPath(target string) string {
	if strings.HasPrefix(target, "/") {
		return target
	}
	_, rest, absolute := strings.Cut(target, "://")
	if !absolute {
		return target
	}
	i := strings.IndexAny(rest, "/?")
	switch {
	case i < 0:
		return "/"
	case rest[i] == '?':
		return "/" + rest[i:]
	}
	return rest[i:]
}

// CallPaths are the paths a caller of the gateway may have signed: from /ams/ on, as Antom's SDKs do
// when their gateway URL has a path of its own, and the whole.
func CallPaths(target string) []string {
	whole := SignedPath(target)
	bare, _, _ := strings.Cut(whole, "?")
	if i := strings.Index(bare, "/ams/"); i > 0 {
		return []string{whole[i:], whole}
	}
	return []string{whole}
}
