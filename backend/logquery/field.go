package logquery

import (
	"slices"
	"strings"
	"time"
)

// None stands for an empty status, HTTP status or verdict.
const None = "none"

// Columns of the curated text, by name. Fields ask for them.
const (
	ColumnID           = "id"
	ColumnRequest      = "request"
	ColumnPayment      = "payment"
	ColumnRefund       = "refund"
	ColumnNotification = "notification"
	ColumnClient       = "client"
	ColumnAmount       = "amount" // digits of minor units, then the currency
	ColumnPath         = "path"
	ColumnAPI          = "api"
	ColumnCode         = "code"
	ColumnStatus       = "status"
	ColumnKind         = "kind"
	ColumnHTTP         = "http" // the status and its class, such as 404 and 4xx
	ColumnVerdict      = "verdict"
	ColumnMethod       = "method"
	ColumnFacts        = "facts" // what the exchange has
)

// anyColumn is where bare words look.
var anyColumn = []string{
	ColumnID, ColumnRequest, ColumnPayment, ColumnRefund, ColumnNotification, ColumnClient, ColumnAmount,
	ColumnPath, ColumnAPI, ColumnCode,
}

// Form says what values a field takes.
type Form string

// The forms.
const (
	Choice     Form = "choice"   // one of Choices
	Text       Form = "text"     // whole words, or a beginning with *
	Beginning  Form = "path"     // beginnings of words
	Status     Form = "http"     // 200, 4xx or none
	Digits     Form = "digits"   // minor units
	Letters    Form = "currency" // ISO 4217
	Instant    Form = "time"     // ISO 8601, or an age such as 2h
	Span       Form = "duration" // milliseconds, or 2s
	ByteNumber Form = "size"     // bytes, or 10k
)

// Field is a property that may be asked for by name.
type Field struct {
	Name    string
	Alias   string // another name, or ""
	Form    Form
	Choices []string // of the form Choice
	column  string
	measure Measure
	above   bool // the bound is a least value
}

// Facts are the values of has:.
var Facts = []string{"reason", "warning", "payment", "refund", "amount", "answer"}

var fields = []Field{
	{Name: "status", Form: Choice, Choices: []string{"S", "U", "F", None}, column: ColumnStatus},
	{Name: "code", Form: Text, column: ColumnCode},
	{Name: "api", Alias: "type", Form: Text, column: ColumnAPI},
	{Name: "verdict", Form: Choice, Choices: []string{"verified", "failed", "missing", None}, column: ColumnVerdict},
	{Name: "http", Form: Status, column: ColumnHTTP},
	{Name: "payment", Form: Text, column: ColumnPayment},
	{Name: "request", Form: Text, column: ColumnRequest},
	{Name: "refund", Form: Text, column: ColumnRefund},
	{Name: "notification", Form: Text, column: ColumnNotification},
	{Name: "client", Form: Text, column: ColumnClient},
	{Name: "id", Form: Text, column: ColumnID},
	{Name: "kind", Form: Choice, Choices: []string{"gateway", "delivery", "capture", "forward"}, column: ColumnKind},
	{Name: "method", Form: Text, column: ColumnMethod},
	{Name: "path", Form: Beginning, column: ColumnPath},
	{Name: "amount", Form: Digits, column: ColumnAmount},
	{Name: "currency", Form: Letters, column: ColumnAmount},
	{Name: "has", Form: Choice, Choices: Facts, column: ColumnFacts},
	{Name: "after", Form: Instant, measure: Started, above: true},
	{Name: "before", Form: Instant, measure: Started},
	{Name: "slower", Form: Span, measure: Duration, above: true},
	{Name: "faster", Form: Span, measure: Duration},
	{Name: "larger", Form: ByteNumber, measure: Size, above: true},
	{Name: "smaller", Form: ByteNumber, measure: Size},
}

// Fields lists the fields in the order help shows them.
func Fields() []Field { return slices.Clone(fields) }

func fieldNamed(name string) (Field, bool) {
	i := slices.IndexFunc(fields, func(f Field) bool {
		return strings.EqualFold(f.Name, name) || f.Alias != "" && strings.EqualFold(f.Alias, name)
	})
	if i < 0 {
		return Field{}, false
	}
	return fields[i], true
}

func fieldNames() string {
	var names []string
	for _, f := range fields {
		names = append(names, f.Name+":")
		if f.Alias != "" {
			names = append(names, f.Alias+":")
		}
	}
	return strings.Join(names, ", ")
}

// bound reads the value of a field that compares. Ages count back from now.
func (f Field) bound(value string, now time.Time) (Bound, string) {
	read := map[Form]func(string) (int64, string){
		Instant:    func(v string) (int64, string) { return instant(v, now) },
		Span:       span,
		ByteNumber: byteNumber,
	}[f.Form]
	limit, wrong := read(value)
	if f.above && f.Form != Instant {
		limit++ // slower and larger than the value; after is from the instant on
	}
	return Bound{Of: f.measure, AtLeast: f.above, Limit: limit}, wrong
}

// value reads one alternative of a field that looks for words. wrong says what the field takes.
func (f Field) value(text string, quoted bool) (v Value, wrong string) {
	v = Value{Columns: []string{f.column}, Prefix: f.Form == Beginning && !quoted}
	if beginning, starred := strings.CutSuffix(text, "*"); starred && !quoted && (f.Form == Text || f.Form == Beginning) {
		text, v.Prefix = beginning, true
	}
	if f.Name == "status" && isHTTPStatus(text) {
		v.Columns = []string{ColumnHTTP} // status:404 is meant as http:404
	} else if wrong = f.check(text); wrong != "" {
		return v, wrong
	}
	v.Words = Words(text)
	return v, ""
}

func (f Field) check(text string) string {
	ok, takes := true, ""
	switch f.Form {
	case Choice:
		ok = slices.ContainsFunc(f.Choices, func(c string) bool { return strings.EqualFold(c, text) })
		takes = strings.Join(f.Choices, ", ")
	case Status:
		ok, takes = isHTTPStatus(text) || strings.EqualFold(text, None), "a status such as 200, a class such as 4xx, or none"
	case Digits:
		ok, takes = text != "" && strings.Trim(text, "0123456789") == "", "minor units in digits, such as 1099 for 10.99 USD"
	case Letters:
		ok, takes = isCurrency(text), "a currency of three letters, such as USD"
	}
	if ok {
		return ""
	}
	return takes
}

func isCurrency(text string) bool {
	return len(text) == 3 && strings.Trim(strings.ToUpper(text), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// isHTTPStatus is true for 100 to 599 and for 1xx to 5xx.
func isHTTPStatus(text string) bool {
	if len(text) != 3 || text[0] < '1' || text[0] > '5' {
		return false
	}
	rest := text[1:]
	return strings.EqualFold(rest, "xx") || strings.Trim(rest, "0123456789") == ""
}
