package sqlite

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"antomdesk/backend/sandbox"
)

// maxSearchText is how many bytes of ids, path, API and code one exchange gives to the full-text index.
// Bodies are never among them.
const maxSearchText = 400

// noneToken stands for an empty status, verdict or environment.
const noneToken = "none"

// searchColumns are the columns of exchange_search.
var searchColumns = []string{"words", "path", "api", "code", "status", "kind", "http", "verdict", "environment"}

var insertSearchText = "INSERT INTO exchange_search (rowid, " + strings.Join(searchColumns, ", ") + ") VALUES (" + slots(1+len(searchColumns)) + ")"

// searchText is the curated text of one exchange: words per column, in the order of searchColumns.
type searchText [9][]string

func searchTextOf(x sandbox.Exchange) searchText {
	room := maxSearchText
	words := cutWords(&room, x.ID, x.RequestID, x.PaymentID, x.RefundID, x.NotificationID, x.ClientID, amountText(x))
	api, code, path := cutWords(&room, x.API), cutWords(&room, x.ResultCode), cutWords(&room, x.Target)
	return searchText{words, path, api, code, wordsOf(orNone(string(x.ResultStatus))), wordsOf(string(x.Kind)),
		wordsOf(orNone(statusText(x.HTTPStatus))), wordsOf(orNone(string(x.Verdict))), wordsOf(orNone(x.EnvironmentID))}
}

// values are the arguments of insertSearchText.
func (s searchText) values(seq int64) []any {
	values := []any{seq}
	for _, words := range s {
		values = append(values, strings.Join(words, " "))
	}
	return values
}

// amountText is the amount as the merchant sent it: digits of minor units and the currency.
func amountText(x sandbox.Exchange) string {
	if x.Currency == "" {
		return ""
	}
	return strconv.FormatInt(x.AmountMinor, 10) + " " + x.Currency
}

func statusText(status int) string {
	if status == 0 {
		return ""
	}
	return strconv.Itoa(status)
}

func orNone(s string) string {
	if s == "" {
		return noneToken
	}
	return s
}

// cutWords takes the words of all texts out of the room that is left; the last one may be cut short.
func cutWords(room *int, texts ...string) []string {
	var kept []string
	for _, text := range texts {
		for _, word := range wordsOf(text) {
			if word = cut(word, *room); word != "" {
				kept = append(kept, word)
				*room -= len(word) + 1
			}
		}
	}
	return kept
}

// cut shortens s to at most n bytes, at a character's edge.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[:max(n, 0)]
	for len(s) > 0 && !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	return s
}

// wordsOf splits text into the words that can be searched: runs of letters, digits, _ and -, in lower
// case. Texts and queries both pass here before SQLite's tokenizer sees them, so that this package
// and the index agree on what a word is.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(strings.ToValidUTF8(text, " ")), func(r rune) bool { return !inWord(r) })
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' || r == '-'
}

// holds reports whether one of the term's columns has its words in a row.
func (t term) holds(s searchText) bool {
	for i, name := range searchColumns {
		if slices.Contains(t.columns, name) && t.within(s[i]) {
			return true
		}
	}
	return false
}

func (t term) within(words []string) bool {
	for i := range len(words) - len(t.words) + 1 {
		if t.at(words[i:]) {
			return true
		}
	}
	return false
}

// at reports whether words begin with the term's.
func (t term) at(words []string) bool {
	last := len(t.words) - 1
	for i, want := range t.words {
		if have := words[i]; have != want && (!t.prefix || i < last || !strings.HasPrefix(have, want)) {
			return false
		}
	}
	return true
}

// holds reports whether every term of the query does what it should.
func (q Query) holds(x sandbox.Exchange) bool {
	text := searchTextOf(x)
	for _, t := range q.terms {
		if t.holds(text) == t.negated {
			return false
		}
	}
	return true
}
