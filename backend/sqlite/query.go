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

// term is one word, phrase or field:value, possibly negated.
type term struct {
	columns string // of exchange_search, as an FTS5 column filter
	text    string
	prefix  bool
	negated bool
}

// maxTerms bounds the work one search can ask for.
const maxTerms = 32

// anyColumn is where bare words look: ids, client id and amount, then path, API and code.
const anyColumn = "words path api code"

// field is a column of exchange_search that may be asked for by name.
type field struct {
	name   string
	prefix bool                               // its values are beginnings, as bare words are
	check  func(value string) (string, error) // of a closed set; nil for free text
}

// fields lists them. Closed sets are checked, so that a typing error is told from an empty result.
var fields = []field{
	{name: "status", check: oneOf("status", "S", "F", "U")},
	{name: "code"},
	{name: "api"},
	{name: "kind", check: oneOf("kind", "gateway", "delivery", "capture")},
	{name: "http", check: httpStatus},
	{name: "verdict", check: oneOf("verdict", "verified", "failed", "missing", "none")},
	{name: "path", prefix: true},
}

// ParseQuery reads a search line. Words separated by spaces must all be found, each as the beginning of
// a word; "words in quotes" must follow one another exactly; -word must be absent; status:S|F|U,
// code:, api:, kind:, http:, verdict: and path: look at one property, whose value may be quoted and, if
// it ends in *, is a beginning. Errors are invalid_argument on field "query".
func ParseQuery(line string) (Query, error) {
	var q Query
	rest := strings.TrimSpace(strings.Map(spaceForControl, strings.ToValidUTF8(line, " ")))
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

func spaceForControl(r rune) rune {
	if unicode.IsControl(r) || unicode.IsSpace(r) {
		return ' '
	}
	return r
}

// nextTerm reads one term off the front of line, which is not blank.
func nextTerm(line string) (t term, rest string, err error) {
	t.columns, t.prefix = anyColumn, true
	if len(line) > 1 && line[0] == '-' && line[1] != ' ' {
		t.negated, line = true, line[1:]
	}
	var check func(string) (string, error)
	if name, value, ok := fieldOf(line); ok {
		i := slices.IndexFunc(fields, func(f field) bool { return strings.EqualFold(f.name, name) })
		if i < 0 {
			return t, "", sandbox.Invalid("query", "%q is not a field; use %s, or quote the words", name, fieldNames())
		}
		t.columns, t.prefix, check, line = fields[i].name, fields[i].prefix, fields[i].check, value
	}
	return t.readValue(line, check)
}

// readValue takes the quoted phrase or the word at the front of line.
func (t term) readValue(line string, check func(string) (string, error)) (term, string, error) {
	var rest string
	if quoted, ok := strings.CutPrefix(line, `"`); ok {
		if t.text, rest, ok = strings.Cut(quoted, `"`); !ok {
			return t, "", sandbox.Invalid("query", "a quotation mark is not closed")
		}
		t.prefix = false
	} else {
		t.text, rest, _ = strings.Cut(line, " ")
		if word, starred := strings.CutSuffix(t.text, "*"); starred {
			t.text, t.prefix = word, true
		}
	}
	if check != nil {
		var err error
		if t.text, err = check(t.text); err != nil {
			return t, "", err
		}
	}
	if !strings.ContainsFunc(t.text, searchable) {
		return t, "", sandbox.Invalid("query", "%q holds nothing to search for; use letters or digits", t.text)
	}
	return t, rest, nil
}

// fieldOf splits name:value at the front of line. A name is letters only, so times and addresses such
// as 12:30 and 127.0.0.1:18080 stay words.
func fieldOf(line string) (name, value string, ok bool) {
	i := strings.IndexFunc(line, func(r rune) bool { return !unicode.IsLetter(r) })
	if i <= 0 || line[i] != ':' {
		return "", "", false
	}
	return line[:i], line[i+1:], true
}

func searchable(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' || r == '-'
}

func fieldNames() string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name + ":"
	}
	return strings.Join(names, ", ")
}

func oneOf(field string, values ...string) func(string) (string, error) {
	return func(value string) (string, error) {
		for _, v := range values {
			if strings.EqualFold(v, value) {
				return v, nil
			}
		}
		return "", sandbox.Invalid("query", "%s: takes %s", field, strings.Join(values, ", "))
	}
}

func httpStatus(value string) (string, error) {
	if n, err := strconv.Atoi(value); err == nil && n >= 100 && n <= 599 {
		return value, nil
	}
	if strings.EqualFold(value, "none") {
		return "none", nil
	}
	return "", sandbox.Invalid("query", "http: takes a status such as 200, or none")
}

// match is the FTS5 expression of the query within the filter's environment, kinds and payment.
func (q Query) match(f sandbox.ExchangeFilter) string {
	wanted := []string{column("kind", kindTokens(f)...)}
	if f.EnvironmentID != "" {
		wanted = append(wanted, column("environment", f.EnvironmentID, noEnvironmentToken))
	}
	if f.PaymentID != "" {
		wanted = append(wanted, column("words", f.PaymentID))
	}
	var unwanted []string
	for _, t := range q.terms {
		if t.negated {
			unwanted = append(unwanted, t.fts())
		} else {
			wanted = append(wanted, t.fts())
		}
	}
	expression := strings.Join(wanted, " AND ")
	if len(unwanted) == 0 {
		return expression
	}
	return "(" + expression + ") NOT (" + strings.Join(unwanted, " OR ") + ")"
}

func (t term) fts() string {
	expression := "{" + t.columns + "} : " + quote(t.text)
	if t.prefix {
		expression += " *"
	}
	return expression
}

// column matches any of the values in one column.
func column(name string, values ...string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = quote(v)
	}
	return "{" + name + "} : (" + strings.Join(quoted, " OR ") + ")"
}

func kindTokens(f sandbox.ExchangeFilter) []string {
	var tokens []string
	for _, kind := range kindsOf(f) {
		tokens = append(tokens, string(kind))
	}
	return tokens
}

// quote makes an FTS5 string, in which nothing is an operator.
func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
