package logquery

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"antomdesk/backend/sandbox"
)

const (
	// maxTerms bounds the work one search can ask for.
	maxTerms = 32
	// maxValues bounds the alternatives of one term.
	maxValues = 32
)

// Parse reads a search line. Words separated by spaces must all be found, each as the beginning of a
// word; "words in quotes" must follow one another exactly; -term must not hold; field:value looks at
// one property, and field:a,b takes either. Case does not matter. Ages such as 2h count back from now,
// and times without a zone are in now's. Errors are invalid_argument on field "query" and say at which
// character the mistake is.
func Parse(line string, now time.Time) (Query, error) {
	p := parser{line: strings.Map(plainSpace, strings.ToValidUTF8(line, " ")), now: now}
	var q Query
	for p.skipSpace(); p.at < len(p.line); p.skipSpace() {
		t, err := p.term()
		if err != nil {
			return Query{}, err
		}
		if q.Terms = append(q.Terms, t); len(q.Terms) > maxTerms {
			return Query{}, p.wrong(p.at, "a search takes at most %d words; leave some out", maxTerms)
		}
	}
	return q, nil
}

// parser stands at a byte of a line whose white space is plain spaces.
type parser struct {
	line string
	at   int
	now  time.Time
}

func plainSpace(r rune) rune {
	if unicode.IsControl(r) || unicode.IsSpace(r) {
		return ' '
	}
	return r
}

func (p *parser) skipSpace() {
	for p.at < len(p.line) && p.line[p.at] == ' ' {
		p.at++
	}
}

func (p *parser) rest() string { return p.line[p.at:] }

// wrong is a mistake at a byte of the line, told as the character people count.
func (p *parser) wrong(at int, format string, args ...any) error {
	character := utf8.RuneCountInString(p.line[:at]) + 1
	return sandbox.Invalid("query", "at character %d: "+format, append([]any{character}, args...)...)
}

// term reads one term; the parser does not stand on a space or the end.
func (p *parser) term() (t Term, err error) {
	if rest := p.rest(); len(rest) > 1 && rest[0] == '-' && rest[1] != ' ' {
		t.Negated = true
		p.at++
	}
	name, ok := fieldIn(p.rest())
	if !ok {
		t.Values, err = p.words()
		return t, err
	}
	field, known := fieldNamed(name)
	if !known {
		return t, p.wrong(p.at, "%q is not a field; use %s, or put the words in quotes", name, fieldNames())
	}
	p.at += len(name) + 1
	if field.measure != "" {
		return p.comparison(t.Negated, field)
	}
	t.Values, err = p.values(field)
	return t, err
}

// fieldIn finds name: at the front of rest. A name is letters only, so times and addresses such as
// 12:30 and 127.0.0.1:18080 stay words.
func fieldIn(rest string) (name string, ok bool) {
	i := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
	if i <= 0 || rest[i] != ':' {
		return "", false
	}
	return rest[:i], true
}

// words reads bare words: one beginning, or a phrase in quotes.
func (p *parser) words() ([]Value, error) {
	from := p.at
	text, quoted, err := p.text(" ")
	if err != nil {
		return nil, err
	}
	v := Value{Columns: anyColumn, Prefix: !quoted, Words: Words(text)}
	if len(v.Words) == 0 {
		return nil, p.wrong(from, "%q holds nothing to search for; use letters or digits", text)
	}
	return []Value{v}, nil
}

// values reads the alternatives of a field, separated by commas.
func (p *parser) values(f Field) (all []Value, err error) {
	for {
		from := p.at
		text, quoted, err := p.text(" ,")
		if err != nil {
			return nil, err
		}
		v, takes := f.value(text, quoted)
		switch {
		case takes != "":
			return nil, p.wrong(from, "%s: takes %s", f.Name, takes)
		case len(v.Words) == 0:
			return nil, p.wrong(from, "%s: %q holds nothing to search for; use letters or digits", f.Name, text)
		case len(all) == maxValues:
			return nil, p.wrong(from, "%s: takes at most %d values", f.Name, maxValues)
		}
		all = append(all, v)
		if !strings.HasPrefix(p.rest(), ",") {
			return all, nil
		}
		p.at++
	}
}

// comparison reads the one value of a field that compares.
func (p *parser) comparison(negated bool, f Field) (Term, error) {
	from := p.at
	text, _, err := p.text(" ")
	if err != nil {
		return Term{}, err
	}
	b, takes := f.bound(text, p.now)
	if takes != "" {
		return Term{}, p.wrong(from, "%s: takes %s", f.Name, takes)
	}
	if negated {
		b.AtLeast = !b.AtLeast
	}
	return Term{Bound: &b}, nil
}

// text reads a phrase in quotes, or up to one of the ends.
func (p *parser) text(ends string) (text string, quoted bool, err error) {
	rest := p.rest()
	if !strings.HasPrefix(rest, `"`) {
		if i := strings.IndexAny(rest, ends); i >= 0 {
			rest = rest[:i]
		}
		p.at += len(rest)
		return rest, false, nil
	}
	text, _, closed := strings.Cut(rest[1:], `"`)
	if !closed {
		return "", true, p.wrong(p.at, "a quotation mark is not closed")
	}
	p.at += len(text) + 2
	return text, true, nil
}
