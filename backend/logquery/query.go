// Package logquery is the search grammar of the logs: free words and field:value terms. Both log
// screens, the address line, the API and antomctl share it. It is pure: it reads a line and says what
// is asked, or which part of the line makes no sense; the store answers.
package logquery

import (
	"slices"
	"strings"
	"unicode"
)

// Query is a parsed search line: every term must hold.
type Query struct{ Terms []Term }

// Term is one condition: some words in some property, or a property beyond a bound.
type Term struct {
	// Values are alternatives; one of them is enough. Empty when Bound is set.
	Values []Value
	// Bound compares a number. A negated bound is already turned round.
	Bound   *Bound
	Negated bool
}

// Value is words that follow one another in one of some columns.
type Value struct {
	Columns []string
	Words   []string // lower case, as Words returns them
	Prefix  bool     // the last word may go on
}

// Bound is a limit on a number of the exchange.
type Bound struct {
	Of      Measure
	AtLeast bool // else below Limit
	Limit   int64
}

// Holds reports whether n is on the right side.
func (b Bound) Holds(n int64) bool { return (n >= b.Limit) == b.AtLeast }

// Measure is a number of an exchange that can be compared.
type Measure string

// The measures.
const (
	Started  Measure = "started"  // unix milliseconds
	Duration Measure = "duration" // microseconds
	Size     Measure = "size"     // bytes of both bodies
)

// Empty reports whether the query asks for nothing in particular.
func (q Query) Empty() bool { return len(q.Terms) == 0 }

// Only keeps the terms for which keep holds.
func (q Query) Only(keep func(Term) bool) Query {
	return Query{slices.DeleteFunc(slices.Clone(q.Terms), func(t Term) bool { return !keep(t) })}
}

// Has reports whether is holds for some term.
func (q Query) Has(is func(Term) bool) bool { return slices.ContainsFunc(q.Terms, is) }

// Prefix reports whether some value of the term is a beginning.
func (t Term) Prefix() bool {
	return slices.ContainsFunc(t.Values, func(v Value) bool { return v.Prefix })
}

// Compares reports whether the term bounds the measure.
func (t Term) Compares(m Measure) bool { return t.Bound != nil && t.Bound.Of == m }

// Words splits text into the words that can be searched: runs of letters, digits, _ and -, in lower
// case. What is stored and what is asked both pass here, so that they agree on what a word is.
func Words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(strings.ToValidUTF8(text, " ")), func(r rune) bool { return !inWord(r) })
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' || r == '-'
}
