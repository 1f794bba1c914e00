package signature

import (
	"bytes"
	"encoding/json"
	"iter"
	"slices"
	"strings"
)

// jsonForm is one way to write a JSON text; the zero value leaves everything as it is.
type jsonForm struct {
	spacing spacing
	sorted  bool
	slash   escaping
	letters escaping
	html    escaping
	lineEnd bool
	native  bool // the white space is the sent body's own
}

// maxForms bounds how much JSON is written for one body, in bytes.
const maxForms = 12 << 20

// jsonMistakes are the body's JSON in other forms: what a library makes of it that parses and writes
// it again. Forms that differ in one way come first.
func jsonMistakes(body []byte) iter.Seq[otherBody] {
	return func(yield func(otherBody) bool) {
		bare := bytes.TrimPrefix(body, byteOrderMark)
		if !json.Valid(bare) {
			return
		}
		root := parseJSON(bare)
		left := maxForms / (len(body) + 1)
		for _, form := range formsFor(bare, root) {
			if left--; left < 0 {
				return
			}
			if !yield(otherBody{form.write(bare, root), form.why(), form.differences() < 2 || form.usual()}) {
				return
			}
		}
	}
}

// usual says that a common library writes this way: Python's json, PHP's, Go's, a sorted compact one.
func (f jsonForm) usual() bool {
	return f.differences() == 2 && (f.native || f.spacing <= spaced)
}

// formsFor lists the forms that can differ for this body, fewest differences first.
func formsFor(body []byte, root *jsonNode) []jsonForm {
	var all []jsonForm
	order := []bool{false}
	if root.unsorted() {
		order = append(order, true)
	}
	native := spacingOf(body, root)
	for _, spacing := range spacingsFor(root) {
		for _, sorted := range order {
			if spacing == asIs && (sorted || native != asIs) {
				continue // the white space belongs to the order it was written in
			}
			for _, slash := range slashes(body) {
				for _, letters := range letterForms(body) {
					for _, html := range htmlForms(body) {
						f := jsonForm{spacing: spacing, sorted: sorted, slash: slash, letters: letters, html: html, native: spacing == native}
						all = append(all, f)
						f.lineEnd = true
						all = append(all, f)
					}
				}
			}
		}
	}
	// The edge mistakes try a line end alone.
	all = slices.DeleteFunc(all, func(f jsonForm) bool { return f.differences() == 0 || f.lineEnd && f.differences() == 1 })
	slices.SortStableFunc(all, func(a, b jsonForm) int { return a.differences() - b.differences() })
	return all
}

// maxIndented is how deep a body may nest for its lines to be indented; deeper ones only cost memory.
const maxIndented = 64

func spacingsFor(root *jsonNode) []spacing {
	if root.depth() > maxIndented {
		return []spacing{asIs, compact, spaced}
	}
	return spacings
}

// spacingOf is the spacing the body was written with; asIs when it is none of the known ones.
func spacingOf(body []byte, root *jsonNode) spacing {
	for _, s := range spacingsFor(root)[1:] {
		if bytes.Equal(jsonForm{spacing: s}.write(body, root), body) {
			return s
		}
	}
	return asIs
}

func (f jsonForm) differences() int { return len(f.names()) }

// names are what sets the form apart from the body as it was sent.
func (f jsonForm) names() []Code {
	var names []Code
	add := func(differs bool, name Code) {
		if differs {
			names = append(names, name)
		}
	}
	add(f.spacing == compact && !f.native, CodeBodyCompact)
	add(f.spacing == spaced && !f.native, CodeBodySpaced)
	add(f.spacing > spaced && !f.native, CodeBodyIndented)
	add(f.sorted, CodeBodySorted)
	add(f.slash == escaped, CodeBodySlashEscaped)
	add(f.slash == plain, CodeBodySlashPlain)
	add(f.letters >= escaped, CodeBodyUnicode)
	add(f.letters == plain, CodeBodyUnicodeRaw)
	add(f.html >= escaped, CodeBodyHTML)
	add(f.html == plain, CodeBodyHTMLPlain)
	add(f.lineEnd, CodeBodyLineEnd)
	return names
}

// why names the form as a cause.
func (f jsonForm) why() Cause {
	names := f.names()
	if len(names) > 1 {
		return cause(CodeBodyReserialised, Param{formsParam, strings.Join(f.formNames(names), ",")})
	}
	if names[0] == CodeBodyIndented {
		return cause(CodeBodyIndented, Param{"indent", f.spacing.String()})
	}
	return cause(names[0])
}

// formNames are the names under which the dictionary lists forms: the codes without their "body".
func (f jsonForm) formNames(codes []Code) []string {
	var names []string
	for _, code := range codes {
		name := strings.TrimPrefix(string(code), "body")
		name = strings.ToLower(name[:1]) + name[1:]
		if code == CodeBodyIndented {
			name = f.spacing.name()
		}
		names = append(names, name)
	}
	return names
}

// write prints the JSON in the form.
func (f jsonForm) write(body []byte, root *jsonNode) []byte {
	w := &jsonWriter{form: f}
	w.out.Grow(len(body) + len(body)/8 + 1)
	if f.spacing == asIs {
		w.copy(body)
	} else {
		w.node(root, 0)
	}
	if f.lineEnd {
		w.out.WriteByte('\n')
	}
	return w.out.Bytes()
}
