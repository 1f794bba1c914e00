package sqlite

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"antomdesk/backend/sandbox"
)

// Query is a parsed search: every term must hold.
type Query struct{ terms []term }

// term is some words in a row, in one of some columns, possibly negated.
type term struct {
	columns []string // of exchange_search
	words   []string
	prefix  bool // the last word may go on
	negated bool
}

// maxTerms bounds the work one search can ask for.
const maxTerms = 32

// anyColumn is where bare words look: ids, client id and amount, then path, API and code.
var anyColumn = []string{"words", "path", "api", "code"}

// field is a column of exchange_search that may be asked for by name.
type field struct {
	name   string
	prefix bool               // its values are beginnings, as bare words are
	check  func(string) error // of a closed set, so that a typing error is told from an empty result
}

var fields = []field{
	{name: "status", check: oneOf("status", "S", "F", "U", noneToken)},
	{name: "code"},
	{name: "api"},
	{name: "kind", check: oneOf("kind", "gateway", "delivery", "capture")},
	{name: "http", check: httpStatus},
	{name: "verdict", check: oneOf("verdict", "verified", "failed", "missing", noneToken)},
	{name: "path", prefix: true},
}

// ParseQuery reads a search line. Words separated by spaces must all be found, each as the beginning of
// a word; "words in quotes" must follow one another exactly; -word must be absent; status:S|F|U,
// code:, api:, kind:, http:, verdict: and path: look at one property, whose value may be quoted and, if
// it ends in *, is a beginning. Case does not matter. Errors are invalid_argument on field "query".
func ParseQuery(line string) (Query, error) {
	var q Query
	rest := strings.TrimSpace(strings.Map(plainSpace, strings.ToValidUTF8(line, " ")))
	for rest != "" {
		var t term
		var err error
		if t, rest, err = nextTerm(rest); err != nil {
			return Query{}, err
		}
		q.terms = append(q.terms, t)
		rest = strings.TrimSpace(rest)
	}
	if len(q.terms) > maxTerms {
		return Query{}, sandbox.Invalid("query", "a search takes at most %d words; leave some out", maxTerms)
	}
	return q, nil
}

// Empty reports whether the query asks for nothing in particular.
func (q Query) Empty() bool { return len(q.terms) == 0 }

// wholeWords is the part of the query without beginnings.
func (q Query) wholeWords() Query {
	return Query{slices.DeleteFunc(slices.Clone(q.terms), func(t term) bool { return t.prefix })}
}

func (q Query) wholeWordsOnly() bool { return len(q.wholeWords().terms) == len(q.terms) }

// wants reports whether something must be there, not only absent.
func (q Query) wants() bool {
	return slices.ContainsFunc(q.terms, func(t term) bool { return !t.negated })
}

func plainSpace(r rune) rune {
	if unicode.IsControl(r) || unicode.IsSpace(r) {
		return ' '
	}
	return r
}

// nextTerm reads one term off the front of line, which is not blank.
func nextTerm(line string) (t term, rest string, err error) {
	asked := field{prefix: true}
	t.columns = anyColumn
	if len(line) > 1 && line[0] == '-' && line[1] != ' ' {
		t.negated, line = true, line[1:]
	}
	if name, value, ok := splitField(line); ok {
		i := slices.IndexFunc(fields, func(f field) bool { return strings.EqualFold(f.name, name) })
		if i < 0 {
			return t, "", sandbox.Invalid("query", "%q is not a field; use %s, or put the words in quotes", name, fieldNames())
		}
		asked, line = fields[i], value
		t.columns = []string{asked.name}
	}
	value, rest, quoted, err := splitValue(line)
	if err != nil {
		return t, "", err
	}
	t.prefix = asked.prefix && !quoted
	if beginning, ok := strings.CutSuffix(value, "*"); ok && !quoted {
		value, t.prefix = beginning, true
	}
	t.words, err = asked.wordsIn(value)
	return t, rest, err
}

// splitField splits name:value at the front of line. A name is letters only, so times and addresses
// such as 12:30 and 127.0.0.1:18080 stay words.
func splitField(line string) (name, value string, ok bool) {
	i := strings.IndexFunc(line, func(r rune) bool { return !unicode.IsLetter(r) })
	if i <= 0 || line[i] != ':' {
		return "", "", false
	}
	return line[:i], line[i+1:], true
}

// splitValue takes the quoted phrase or the word at the front of line.
func splitValue(line string) (value, rest string, quoted bool, err error) {
	phrase, quoted := strings.CutPrefix(line, `"`)
	if !quoted {
		value, rest, _ = strings.Cut(line, " ")
		return value, rest, false, nil
	}
	value, rest, closed := strings.Cut(phrase, `"`)
	if !closed {
		return "", "", true, sandbox.Invalid("query", "a quotation mark is not closed")
	}
	return value, rest, true, nil
}

// wordsIn checks the value and splits it into words.
func (f field) wordsIn(value string) ([]string, error) {
	if f.check != nil {
		if err := f.check(value); err != nil {
			return nil, err
		}
	}
	words := wordsOf(value)
	if len(words) == 0 {
		return nil, sandbox.Invalid("query", "%q holds nothing to search for; use letters or digits", value)
	}
	return words, nil
}

func fieldNames() string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name + ":"
	}
	return strings.Join(names, ", ")
}

func oneOf(field string, values ...string) func(string) error {
	return func(value string) error {
		if slices.ContainsFunc(values, func(v string) bool { return strings.EqualFold(v, value) }) {
			return nil
		}
		return sandbox.Invalid("query", "%s: takes %s", field, strings.Join(values, ", "))
	}
}

func httpStatus(value string) error {
	if n, err := strconv.Atoi(value); (err == nil && n >= 100 && n <= 599) || strings.EqualFold(value, noneToken) {
		return nil
	}
	return sandbox.Invalid("query", "http: takes a status such as 200, or none")
}

// match is the FTS5 expression of the query within the filter's environment and kinds.
func (q Query) match(f sandbox.ExchangeFilter) string {
	var wanted, unwanted []string
	for _, t := range q.terms {
		if t.negated {
			unwanted = append(unwanted, t.fts())
		} else {
			wanted = append(wanted, t.fts())
		}
	}
	if f.EnvironmentID != "" {
		wanted = append(wanted, anyOf("environment", f.EnvironmentID, noneToken))
	}
	// NOT needs something to take from: every exchange has a kind.
	if len(f.Kinds) > 0 || len(wanted) == 0 {
		wanted = append(wanted, anyOf("kind", kindsOf(f)...))
	}
	expression := strings.Join(wanted, " AND ")
	if len(unwanted) == 0 {
		return expression
	}
	return "(" + expression + ") NOT (" + strings.Join(unwanted, " OR ") + ")"
}

// fts quotes the words, so that nothing in them is an operator: they hold no quotation marks.
func (t term) fts() string {
	expression := "{" + strings.Join(t.columns, " ") + `} : "` + strings.Join(t.words, " ") + `"`
	if t.prefix {
		expression += " *"
	}
	return expression
}

// anyOf matches any of the values in one column.
func anyOf[T ~string](column string, values ...T) string {
	alternatives := make([]string, len(values))
	for i, v := range values {
		alternatives[i] = term{columns: []string{column}, words: wordsOf(string(v))}.fts()
	}
	return "(" + strings.Join(alternatives, " OR ") + ")"
}
