package sqlite

import (
	"math/bits"
	"strconv"
	"strings"

	"antomdesk/backend/logquery"
	"antomdesk/backend/sandbox"
)

// asked is a search line ready to be put to the index and to rows.
type asked struct{ logquery.Query }

func (s *Store) parse(line string) (asked, error) {
	q, err := logquery.Parse(line, s.cfg.Clock.Now())
	return asked{q}, err
}

// wholeWords is the part of the query without beginnings.
func (q asked) wholeWords() asked {
	return asked{q.Only(func(t logquery.Term) bool { return !t.Prefix() })}
}

func (q asked) wholeWordsOnly() bool { return !q.Has(logquery.Term.Prefix) }

// wants reports whether something must be there that the index knows, not only absent.
func (q asked) wants() bool {
	return q.Has(func(t logquery.Term) bool { return !t.Negated && !isTime(t) })
}

// timeOnly reports whether the query asks for nothing but a part of time.
func (q asked) timeOnly() bool {
	return !q.Has(func(t logquery.Term) bool { return !isTime(t) })
}

func isTime(t logquery.Term) bool { return t.Compares(logquery.Started) }

// match is the FTS5 expression of the query within the filter's environment and kinds.
func (q asked) match(f sandbox.ExchangeFilter) string {
	var wanted, unwanted []string
	for _, t := range q.Terms {
		switch {
		case isTime(t): // a part of the log, not a word
		case t.Negated:
			unwanted = append(unwanted, fts(t))
		default:
			wanted = append(wanted, fts(t))
		}
	}
	if f.EnvironmentID != "" {
		wanted = append(wanted, anyOf(columnEnvironment, f.EnvironmentID, logquery.None))
	}
	// NOT needs something to take from: every exchange has a kind.
	if len(f.Kinds) > 0 || len(wanted) == 0 {
		wanted = append(wanted, anyOf(logquery.ColumnKind, kindsOf(f)...))
	}
	expression := strings.Join(wanted, " AND ")
	if len(unwanted) == 0 {
		return expression
	}
	return "(" + expression + ") NOT (" + strings.Join(unwanted, " OR ") + ")"
}

// fts is the expression of one term. A number's holds a little more than asked: its power of two.
func fts(t logquery.Term) string {
	if t.Bound != nil {
		return anyOf(logquery.ColumnFacts, magnitudesOf(*t.Bound)...)
	}
	return anyValue(t.Values)
}

func anyValue(values []logquery.Value) string {
	alternatives := make([]string, len(values))
	for i, v := range values {
		alternatives[i] = phrase(v)
	}
	return "(" + strings.Join(alternatives, " OR ") + ")"
}

// phrase quotes the words, so that nothing in them is an operator: they hold no quotation marks.
func phrase(v logquery.Value) string {
	expression := "{" + strings.Join(v.Columns, " ") + `} : "` + strings.Join(v.Words, " ") + `"`
	if v.Prefix {
		expression += " *"
	}
	return expression
}

// anyOf matches any of the values in one column.
func anyOf[T ~string](column string, values ...T) string {
	alternatives := make([]logquery.Value, len(values))
	for i, v := range values {
		alternatives[i] = logquery.Value{Columns: []string{column}, Words: logquery.Words(string(v))}
	}
	return anyValue(alternatives)
}

// maxMagnitude stands for every larger number as well.
const maxMagnitude = 40

// magnitudeMarks name the powers of two of a measure in the index.
var magnitudeMarks = map[logquery.Measure]string{logquery.Duration: "d", logquery.Size: "s"}

// magnitude is the word for how many binary digits n has.
func magnitude(of logquery.Measure, n int64) string {
	return magnitudeMarks[of] + strconv.Itoa(digits(n))
}

func digits(n int64) int { return min(bits.Len64(uint64(max(n, 0))), maxMagnitude) }

// magnitudesOf are the words of every number within the bound, and of some just outside it.
func magnitudesOf(b logquery.Bound) []string {
	from, to := 0, digits(b.Limit)
	if b.AtLeast {
		from, to = to, maxMagnitude
	}
	var words []string
	for n := from; n <= to; n++ {
		words = append(words, magnitudeMarks[b.Of]+strconv.Itoa(n))
	}
	return words
}

// measures are the columns of exchange that bounds compare.
var measures = map[logquery.Measure]string{
	logquery.Started:  "%started_at_ms",
	logquery.Duration: "%duration_us",
	logquery.Size:     "(%request_bytes + %response_bytes)",
}

// bounds adds the exact comparisons of the query on a table that is called table, or on the only one.
func (c *clause) bounds(q asked, table string) {
	for _, t := range q.Terms {
		if t.Bound == nil {
			continue
		}
		operator := " < ?"
		if t.Bound.AtLeast {
			operator = " >= ?"
		}
		c.and(strings.ReplaceAll(measures[t.Bound.Of], "%", table)+operator, t.Bound.Limit)
	}
}
