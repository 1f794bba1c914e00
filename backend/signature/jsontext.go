package signature

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// spacing is the white space of a JSON text.
type spacing int

const (
	asIs         spacing = iota
	compact              // none
	spaced               // ", " and ": " on one line, as Python does
	indentTwo            // the rest: lines, indented
	indentFour           //
	indentThree          // the Python SDK's
	indentOne            //
	indentTab            //
	indentColons         // two spaces and " : ", arrays on one line, as Jackson does
)

var spacings = []spacing{asIs, compact, spaced, indentTwo, indentFour, indentThree, indentOne, indentTab, indentColons}

func (s spacing) unit() string {
	switch s {
	case indentFour:
		return "    "
	case indentThree:
		return "   "
	case indentOne:
		return " "
	case indentTab:
		return "\t"
	}
	return "  "
}

// name is the form's name in the dictionary.
func (s spacing) name() string {
	switch s {
	case indentTab:
		return "indentedTab"
	case indentColons:
		return "indentedColons"
	}
	return "indented" + strconv.Itoa(len(s.unit()))
}

// String is the indentation made visible, in any language.
func (s spacing) String() string {
	text := strings.NewReplacer(" ", "␠", "\t", "␉").Replace(s.unit())
	if s == indentColons {
		text += ", ␠:␠"
	}
	return text
}

// escaping says how characters are written that need no escape.
type escaping int

const (
	keep escaping = iota
	plain
	escaped      // with small hex digits where there are any
	escapedUpper // with capital ones
	escapedMore  // as .NET does: capital, quotation marks, + and ` as well
)

func slashes(body []byte) []escaping {
	all := []escaping{keep}
	if bytes.Contains(body, []byte(`\/`)) {
		all = append(all, plain)
	}
	if bytes.Contains(body, []byte("/")) {
		all = append(all, escaped)
	}
	return all
}

func letterForms(body []byte) []escaping {
	hasEscapes := bytes.Contains(body, []byte(`\u`))
	switch {
	case hasEscapes:
		return []escaping{keep, plain, escaped, escapedUpper}
	case !isASCII(body):
		return []escaping{keep, escaped, escapedUpper}
	}
	return []escaping{keep}
}

func htmlForms(body []byte) []escaping {
	all := []escaping{keep}
	if bytes.Contains(body, []byte(`\u00`)) {
		all = append(all, plain)
	}
	if bytes.ContainsAny(body, "<>&") {
		all = append(all, escaped, escapedUpper)
	}
	if bytes.ContainsAny(body, "<>&'+`") || bytes.Contains(body, []byte(`\"`)) {
		all = append(all, escapedMore)
	}
	return all
}

// jsonNode is a JSON value whose texts are kept as they were written.
type jsonNode struct {
	kind    byte   // '{', '[' or 0
	text    []byte // of a scalar
	keys    [][]byte
	members []*jsonNode
}

// parseJSON reads a text that json.Valid has accepted.
func parseJSON(text []byte) *jsonNode {
	r := &jsonReader{rest: text}
	return r.value()
}

type jsonReader struct{ rest []byte }

// peek skips white space and punctuation between values.
func (r *jsonReader) peek() byte {
	r.rest = bytes.TrimLeft(r.rest, " \t\r\n,:")
	return r.rest[0]
}

func (r *jsonReader) value() *jsonNode {
	switch kind := r.peek(); kind {
	case '{', '[':
		r.rest = r.rest[1:]
		n := &jsonNode{kind: kind}
		for end := kind + 2; r.peek() != end; { // ']' and '}' stand two after their openings
			if kind == '{' {
				n.keys = append(n.keys, r.scalar())
			}
			n.members = append(n.members, r.value())
		}
		r.rest = r.rest[1:]
		return n
	}
	return &jsonNode{text: r.scalar()}
}

func (r *jsonReader) scalar() []byte {
	n := 1
	if r.peek() == '"' {
		for ; r.rest[n] != '"'; n++ {
			if r.rest[n] == '\\' {
				n++
			}
		}
		n++
	} else if n = bytes.IndexAny(r.rest, " \t\r\n,:]}"); n < 0 {
		n = len(r.rest)
	}
	text := r.rest[:n]
	r.rest = r.rest[n:]
	return text
}

// unsorted reports whether sorting keys would change anything.
func (n *jsonNode) unsorted() bool {
	return !slices.IsSortedFunc(n.keys, compareKeys) || slices.ContainsFunc(n.members, (*jsonNode).unsorted)
}

// depth is how deep values nest.
func (n *jsonNode) depth() int {
	deepest := 0
	for _, member := range n.members {
		deepest = max(deepest, member.depth()+1)
	}
	return deepest
}

func compareKeys(a, b []byte) int { return strings.Compare(unquote(a), unquote(b)) }

func unquote(literal []byte) string {
	var text string
	if json.Unmarshal(literal, &text) != nil {
		return string(literal)
	}
	return text
}

// order is the members' order in the form.
func (n *jsonNode) order(sorted bool) []int {
	order := make([]int, len(n.members))
	for i := range order {
		order[i] = i
	}
	if sorted && n.kind == '{' {
		slices.SortStableFunc(order, func(a, b int) int { return compareKeys(n.keys[a], n.keys[b]) })
	}
	return order
}

type jsonWriter struct {
	form jsonForm
	out  bytes.Buffer
}

// copy writes the text with its white space as it is.
func (w *jsonWriter) copy(text []byte) {
	for len(text) > 0 {
		i := bytes.IndexByte(text, '"')
		if i < 0 {
			i = len(text)
		}
		w.out.Write(text[:i])
		if text = text[i:]; len(text) > 0 {
			r := &jsonReader{rest: text}
			w.scalar(r.scalar())
			text = r.rest
		}
	}
}

func (w *jsonWriter) node(n *jsonNode, depth int) {
	if n.kind == 0 {
		w.scalar(n.text)
		return
	}
	inline := w.form.spacing < indentTwo || w.form.spacing == indentColons && n.kind == '['
	if !inline {
		depth++
	}
	w.out.WriteByte(n.kind)
	for i, at := range n.order(w.form.sorted) {
		w.before(i, inline, depth)
		if n.kind == '{' {
			w.scalar(n.keys[at])
			w.out.WriteString(w.colon())
		}
		w.node(n.members[at], depth)
	}
	w.end(n, inline, depth-1)
}

func (w *jsonWriter) before(i int, inline bool, depth int) {
	switch {
	case i > 0 && inline && w.form.spacing != compact:
		w.out.WriteString(", ")
	case i > 0:
		w.out.WriteByte(',')
	case inline && w.form.spacing == indentColons:
		w.out.WriteByte(' ')
	}
	if !inline {
		w.line(depth)
	}
}

func (w *jsonWriter) line(depth int) {
	w.out.WriteByte('\n')
	w.out.WriteString(strings.Repeat(w.form.spacing.unit(), depth))
}

func (w *jsonWriter) colon() string {
	switch w.form.spacing {
	case compact:
		return ":"
	case indentColons:
		return " : "
	}
	return ": "
}

func (w *jsonWriter) end(n *jsonNode, inline bool, depth int) {
	switch {
	case w.form.spacing == indentColons && (inline || len(n.members) == 0):
		w.out.WriteByte(' ')
	case !inline && len(n.members) > 0:
		w.line(depth)
	}
	w.out.WriteByte(n.kind + 2)
}

// scalar writes a number, a word, or a string with its escapes in the form.
func (w *jsonWriter) scalar(text []byte) {
	if len(text) == 0 || text[0] != '"' {
		w.out.Write(text)
		return
	}
	w.out.WriteByte('"')
	for rest := text[1 : len(text)-1]; len(rest) > 0; {
		if n := w.usual(rest); n > 0 {
			w.out.Write(rest[:n])
			rest = rest[n:]
			continue
		}
		rest = rest[w.character(rest):]
	}
	w.out.WriteByte('"')
}

// unusual are the ASCII characters that some form writes otherwise.
const unusual = "\\/<>&'+`"

var isUnusual = func() (table [256]bool) {
	for i := range table {
		table[i] = i >= utf8.RuneSelf || strings.IndexByte(unusual, byte(i)) >= 0
	}
	return table
}()

// usual is how many of the next bytes every form writes as they are.
func (w *jsonWriter) usual(rest []byte) int {
	n := 0
	for n < len(rest) && !isUnusual[rest[n]] {
		n++
	}
	return n
}

// character writes the next character of a string literal and returns how many bytes it took.
func (w *jsonWriter) character(rest []byte) int {
	switch {
	case bytes.HasPrefix(rest, []byte(`\u`)):
		return w.unicodeEscape(rest)
	case bytes.HasPrefix(rest, []byte(`\/`)) && w.form.slash == plain:
		w.out.WriteByte('/')
		return 2
	case bytes.HasPrefix(rest, []byte(`\"`)) && w.form.html == escapedMore:
		w.out.WriteString(`\u0022`)
		return 2
	case rest[0] == '\\':
		w.out.Write(rest[:2])
		return 2
	case rest[0] == '/' && w.form.slash == escaped:
		w.out.WriteString(`\/`)
		return 1
	case rest[0] < utf8.RuneSelf:
		w.ascii(rest[0])
		return 1
	}
	r, size := utf8.DecodeRune(rest)
	if w.form.letters < escaped {
		w.out.Write(rest[:size])
	} else {
		w.escape(r, w.form.letters != escaped)
	}
	return size
}

func (w *jsonWriter) ascii(c byte) {
	special := strings.IndexByte("<>&", c) >= 0 || w.form.html == escapedMore && strings.IndexByte("'+`", c) >= 0
	if special && w.form.html >= escaped {
		w.escape(rune(c), w.form.html != escaped)
		return
	}
	w.out.WriteByte(c)
}

// unicodeEscape rewrites a \u escape, or two that make a pair.
func (w *jsonWriter) unicodeEscape(rest []byte) int {
	size := 6
	r := hexRune(rest)
	if utf16.IsSurrogate(r) && bytes.HasPrefix(rest[6:], []byte(`\u`)) {
		r, size = utf16.DecodeRune(r, hexRune(rest[6:])), 12
	}
	switch {
	case r >= utf8.RuneSelf && w.form.letters == plain:
		w.out.WriteRune(r)
	case r >= utf8.RuneSelf && w.form.letters >= escaped:
		w.escape(r, w.form.letters != escaped)
	case r >= ' ' && r < utf8.RuneSelf && w.form.html == plain:
		if r == '"' || r == '\\' {
			w.out.WriteByte('\\')
		}
		w.out.WriteRune(r)
	default:
		w.out.Write(rest[:size])
	}
	return size
}

func hexRune(rest []byte) rune {
	n, err := strconv.ParseUint(string(rest[2:6]), 16, 16)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n)
}

func (w *jsonWriter) escape(r rune, capital bool) {
	const small, large = "0123456789abcdef", "0123456789ABCDEF"
	digits := small
	if capital {
		digits = large
	}
	for _, unit := range utf16.Encode([]rune{r}) {
		w.out.WriteString(`\u`)
		for shift := 12; shift >= 0; shift -= 4 {
			w.out.WriteByte(digits[unit>>shift&0xf])
		}
	}
}
