package sqlite

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"antomdesk/backend/logquery"
	"antomdesk/backend/sandbox"
)

// maxSearchText is how many bytes of ids, path, API and code one exchange gives to the full-text index.
// Bodies are never among them.
const maxSearchText = 400

// columnEnvironment is the one column no field asks for: the filter does.
const columnEnvironment = "environment"

// searchColumns are the columns of exchange_search.
var searchColumns = []string{
	logquery.ColumnID, logquery.ColumnRequest, logquery.ColumnPayment, logquery.ColumnRefund, logquery.ColumnNotification,
	logquery.ColumnClient, logquery.ColumnAmount, logquery.ColumnPath, logquery.ColumnAPI, logquery.ColumnCode,
	logquery.ColumnStatus, logquery.ColumnKind, logquery.ColumnHTTP, logquery.ColumnVerdict, logquery.ColumnMethod,
	logquery.ColumnFacts, columnEnvironment,
}

// columnNumbers are their places.
var columnNumbers = func() map[string]int {
	numbers := map[string]int{}
	for i, name := range searchColumns {
		numbers[name] = i
	}
	return numbers
}()

var insertSearchText = "INSERT INTO exchange_search (rowid, " + strings.Join(searchColumns, ", ") + ") VALUES (" + slots(1+len(searchColumns)) + ")"

// searchText is the curated text of one exchange: words per column, in the order of searchColumns.
type searchText [17][]string

func searchTextOf(x sandbox.Exchange) searchText {
	room := maxSearchText
	return searchText{
		cutWords(&room, x.ID), cutWords(&room, x.RequestID), cutWords(&room, x.PaymentID), cutWords(&room, x.RefundID),
		cutWords(&room, x.NotificationID), cutWords(&room, x.ClientID), cutWords(&room, amountText(x)),
		// The path comes last of what shares the room: it may be long, and its beginning tells most.
		7: nil, 8: cutWords(&room, x.API), 9: cutWords(&room, x.ResultCode),
		10: logquery.Words(orNone(string(x.ResultStatus))), 11: logquery.Words(string(x.Kind)),
		12: httpWords(x.HTTPStatus), 13: logquery.Words(orNone(string(x.Verdict))), 14: cutWords(&room, x.Method),
		15: factsOf(x), 16: logquery.Words(orNone(x.EnvironmentID)),
	}.withPath(&room, x.Target)
}

func (s searchText) withPath(room *int, target string) searchText {
	s[columnNumbers[logquery.ColumnPath]] = cutWords(room, target)
	return s
}

// factsOf are the words of has:, and the magnitudes of what can be compared.
func factsOf(x sandbox.Exchange) []string {
	has := map[string]bool{
		"reason": x.Reason != "", "warning": len(x.Warnings) > 0, "payment": x.PaymentID != "",
		"refund": x.RefundID != "", "amount": x.Currency != "", "answer": x.HTTPStatus != 0,
	}
	words := []string{magnitude(logquery.Duration, x.DurationMicros), magnitude(logquery.Size, x.RequestBytes+x.ResponseBytes)}
	for _, fact := range logquery.Facts {
		if has[fact] {
			words = append(words, fact)
		}
	}
	return words
}

// httpWords are the status and its class.
func httpWords(status int) []string {
	if status == 0 {
		return []string{logquery.None}
	}
	return []string{strconv.Itoa(status), strconv.Itoa(status/100) + "xx"}
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

func orNone(s string) string {
	if s == "" {
		return logquery.None
	}
	return s
}

// cutWords takes the words of all texts out of the room that is left; the last one may be cut short.
func cutWords(room *int, texts ...string) []string {
	var kept []string
	for _, text := range texts {
		for _, word := range logquery.Words(text) {
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

// holds reports whether the value's words stand in a row in one of its columns.
func holds(v logquery.Value, s searchText) bool {
	for _, name := range v.Columns {
		if within(v, s[columnNumbers[name]]) {
			return true
		}
	}
	return false
}

func within(v logquery.Value, words []string) bool {
	for i := range len(words) - len(v.Words) + 1 {
		if begins(words[i:], v) {
			return true
		}
	}
	return false
}

// begins reports whether words begin with the value's.
func begins(words []string, v logquery.Value) bool {
	last := len(v.Words) - 1
	for i, want := range v.Words {
		if have := words[i]; have != want && (!v.Prefix || i < last || !strings.HasPrefix(have, want)) {
			return false
		}
	}
	return true
}

// holds reports whether every term of the query does what it should.
func (q asked) holds(x sandbox.Exchange) bool {
	text := searchTextOf(x)
	for _, t := range q.Terms {
		if t.Bound != nil && !t.Bound.Holds(measured(x, t.Bound.Of)) {
			return false
		}
		if t.Bound == nil && slices.ContainsFunc(t.Values, func(v logquery.Value) bool { return holds(v, text) }) == t.Negated {
			return false
		}
	}
	return true
}

func measured(x sandbox.Exchange, of logquery.Measure) int64 {
	switch of {
	case logquery.Started:
		return x.StartedAt.UnixMilli()
	case logquery.Duration:
		return x.DurationMicros
	}
	return x.RequestBytes + x.ResponseBytes
}
