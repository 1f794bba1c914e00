package logquery

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

var now = time.Date(2026, 1, 31, 9, 30, 0, 0, time.FixedZone("here", 8*3600))

func parsed(t *testing.T, line string) Query {
	t.Helper()
	q, err := Parse(line, now)
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	return q
}

func TestParse_Mistakes_AreNamedWithTheirPlace(t *testing.T) {
	cases := map[string]string{
		"foo:bar":                                `at character 1: "foo" is not a field; use status:, code:, api:, type:`,
		"pay -foo:bar":                           `at character 6: "foo" is not a field`,
		"支付 foo:1":                               "at character 4: ",
		"status:X":                               "at character 8: status: takes S, U, F, none",
		"status:S,X":                             "at character 10: status: takes",
		"kind:email":                             "kind: takes gateway, delivery, capture",
		"verdict:":                               "verdict: takes verified, failed, missing",
		"has:luck":                               "has: takes reason, warning, payment",
		"http:abc":                               "http: takes a status such as 200, a class such as 4xx",
		"http:99":                                "http: takes",
		"http:600":                               "http: takes",
		"amount:10.99":                           "amount: takes minor units in digits",
		"amount:":                                "amount: takes",
		"currency:dollars":                       "currency: takes a currency of three letters",
		"after:yesterday":                        "after: takes a time such as 2026-01-31",
		"before:2026-13-01":                      "before: takes a time",
		"after:2x":                               "after: takes a time",
		"slower:fast":                            "slower: takes milliseconds",
		"slower:-1":                              "slower: takes milliseconds",
		"larger:10parsecs":                       "larger: takes bytes",
		`"never closed`:                          "at character 1: a quotation mark is not closed",
		`code:"never closed`:                     "at character 6: a quotation mark is not closed",
		"code:A,":                                `code: "" holds nothing to search for`,
		"code:***":                               "holds nothing to search for",
		"***":                                    "nothing to search for",
		`""`:                                     "nothing to search for",
		"path:/":                                 "nothing to search for",
		strings.Repeat("word ", 33):              "at most 32 words",
		"code:" + strings.Repeat("A,", 40) + "A": "at most 32 values",
	}
	for line, want := range cases {
		_, err := Parse(line, now)
		var e *sandbox.Error
		if !errors.As(err, &e) || e.Code != sandbox.CodeInvalid || e.Field != "query" || !strings.Contains(e.Message, want) {
			t.Errorf("%q: %v; want %q", line, err, want)
		}
	}
}

func TestParse_BlankLine_AsksForNothing(t *testing.T) {
	for _, line := range []string{"", "  ", "\t\n", "\x00"} {
		if q := parsed(t, line); !q.Empty() {
			t.Errorf("%q: %+v", line, q)
		}
	}
}

func TestParse_AddressesAndTimes_StayWords(t *testing.T) {
	for _, line := range []string{"12:30", "127.0.0.1:18080", "2026-01-02T03:04:05+08:00", `"http://localhost"`, "a-b:c"} {
		q := parsed(t, line)
		if len(q.Terms) != 1 || !reflect.DeepEqual(q.Terms[0].Values[0].Columns, anyColumn) {
			t.Errorf("%q: %+v", line, q)
		}
	}
}

func TestParse_Terms_SayWhatIsAsked(t *testing.T) {
	text := func(column string, prefix bool, words ...string) Value {
		return Value{Columns: []string{column}, Words: words, Prefix: prefix}
	}
	cases := map[string]Term{
		"pay":                              {Values: []Value{{Columns: anyColumn, Words: []string{"pay"}, Prefix: true}}},
		`-"two words"`:                     {Negated: true, Values: []Value{{Columns: anyColumn, Words: []string{"two", "words"}}}},
		"type:notifyPayment":               {Values: []Value{text("api", false, "notifypayment")}},
		"API:payments/pay":                 {Values: []Value{text("api", false, "payments", "pay")}},
		"code:A,B*":                        {Values: []Value{text("code", false, "a"), text("code", true, "b")}},
		`code:"A,B",C`:                     {Values: []Value{text("code", false, "a", "b"), text("code", false, "c")}},
		`code:"A*"`:                        {Values: []Value{text("code", false, "a")}},
		"status:f,4xx,200":                 {Values: []Value{text("status", false, "f"), text("http", false, "4xx"), text("http", false, "200")}},
		"http:4XX":                         {Values: []Value{text("http", false, "4xx")}},
		"-verdict:none":                    {Negated: true, Values: []Value{text("verdict", false, "none")}},
		"path:/hooks":                      {Values: []Value{text("path", true, "hooks")}},
		"currency:usd,PHP":                 {Values: []Value{text("amount", false, "usd"), text("amount", false, "php")}},
		"has:reason":                       {Values: []Value{text("facts", false, "reason")}},
		"after:2h":                         {Bound: &Bound{Started, true, now.Add(-2 * time.Hour).UnixMilli()}},
		"-after:90M":                       {Bound: &Bound{Started, false, now.Add(-90 * time.Minute).UnixMilli()}},
		"before:1w":                        {Bound: &Bound{Started, false, now.AddDate(0, 0, -7).UnixMilli()}},
		"after:2026-01-02":                 {Bound: &Bound{Started, true, time.Date(2026, 1, 2, 0, 0, 0, 0, now.Location()).UnixMilli()}},
		"after:2026-01-02T03:04":           {Bound: &Bound{Started, true, time.Date(2026, 1, 2, 3, 4, 0, 0, now.Location()).UnixMilli()}},
		"before:2026-01-02T03:04:05.678z":  {Bound: &Bound{Started, false, time.Date(2026, 1, 2, 3, 4, 5, 678e6, time.UTC).UnixMilli()}},
		"before:2026-01-02T03:04:05+01:00": {Bound: &Bound{Started, false, time.Date(2026, 1, 2, 2, 4, 5, 0, time.UTC).UnixMilli()}},
		"slower:500":                       {Bound: &Bound{Duration, true, 500_001}},
		"-slower:2s":                       {Bound: &Bound{Duration, false, 2_000_001}},
		"faster:1.5ms":                     {Bound: &Bound{Duration, false, 1_500}},
		"larger:10k":                       {Bound: &Bound{Size, true, 10<<10 + 1}},
		"smaller:1MiB":                     {Bound: &Bound{Size, false, 1 << 20}},
	}
	for line, want := range cases {
		if q := parsed(t, line); len(q.Terms) != 1 || !reflect.DeepEqual(q.Terms[0], want) {
			t.Errorf("%q: %+v; want %+v", line, q.Terms, want)
		}
	}
}

func TestFields_EachOne_IsExplainedWhenItsValueIsWrong(t *testing.T) {
	for _, f := range Fields() {
		_, err := Parse(f.Name+`:""`, now)
		if err == nil || !strings.Contains(err.Error(), f.Name+":") {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

// FuzzParse checks that no line breaks the parser, that every term can be asked, and that mistakes are
// errors of the field.
func FuzzParse(f *testing.F) {
	for _, line := range []string{"pay", `code:"a b",c -x`, "after:2h", "status:S,F", "larger:10k -slower:2s", "支付:x \xff", "-", `"`, "a:,", "path:/x*"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		q, err := Parse(line, now)
		if err != nil {
			if sandbox.CodeOf(err) != sandbox.CodeInvalid || !strings.Contains(err.Error(), "query: at character ") {
				t.Fatalf("%q: %v", line, err)
			}
			return
		}
		for _, term := range q.Terms {
			if (term.Bound == nil) == (len(term.Values) == 0) {
				t.Fatalf("%q: %+v asks for nothing or for two things", line, term)
			}
			for _, v := range term.Values {
				if len(v.Words) == 0 || len(v.Columns) == 0 || strings.Contains(strings.Join(v.Words, ""), `"`) {
					t.Fatalf("%q: %+v", line, v)
				}
			}
		}
	})
}
