package sqlite

import (
	"errors"
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
)

func TestParseQuery_Mistakes_AreNamedOnTheField(t *testing.T) {
	cases := map[string]string{
		"foo:bar":                   "status:, code:, api:, kind:, http:, verdict:, path:",
		"-foo:bar":                  `"foo" is not a field`,
		"status:X":                  "status: takes S, F, U",
		"kind:email":                "kind: takes gateway, delivery, capture",
		"verdict:":                  "verdict: takes verified, failed, missing",
		"http:abc":                  "http: takes a status such as 200",
		"http:99":                   "http: takes a status such as 200",
		`"never closed`:             "quotation mark is not closed",
		`code:"never closed`:        "quotation mark is not closed",
		"***":                       "nothing to search for",
		`""`:                        "nothing to search for",
		"path:/":                    "nothing to search for",
		strings.Repeat("word ", 33): "at most 32",
	}
	for line, want := range cases {
		_, err := ParseQuery(line)
		var e *sandbox.Error
		if !errors.As(err, &e) || e.Code != sandbox.CodeInvalid || e.Field != "query" || !strings.Contains(e.Message, want) {
			t.Errorf("%q: %v", line, err)
		}
	}
}

func TestParseQuery_BlankLine_AsksForNothing(t *testing.T) {
	for _, line := range []string{"", "  ", "\t\n", "\x00"} {
		if q, err := ParseQuery(line); err != nil || !q.Empty() {
			t.Errorf("%q: %+v, %v", line, q, err)
		}
	}
}

func TestParseQuery_AddressesAndTimes_StayWords(t *testing.T) {
	for _, line := range []string{"12:30", "127.0.0.1:18080", "2026-01-02T03:04:05+08:00", `"http://localhost"`, "a-b:c"} {
		if _, err := ParseQuery(line); err != nil {
			t.Errorf("%q: %v", line, err)
		}
	}
}

func TestListExchanges_QueryWithAMistake_IsInvalid(t *testing.T) {
	s := openStore(t, configIn(t))
	if _, err := s.ListExchanges(bg, sandbox.ExchangeFilter{Query: "foo:bar"}); sandbox.CodeOf(err) != sandbox.CodeInvalid {
		t.Fatal(err)
	}
}

// FuzzParseQuery feeds whatever parses to the index as well: nothing in a query is an operator of FTS5.
func FuzzParseQuery(f *testing.F) {
	for _, line := range []string{"pay", `"a b" -c`, "status:S http:200", "a* OR NEAR(b)", "{words} : x", `'" ; --`, "^a + b", "-- -", "ü:中 \xff"} {
		f.Add(line)
	}
	cfg := withSmallGlance(f)
	s := openStore(f, cfg)
	recordMany(f, s, 1, 10)
	f.Fuzz(func(t *testing.T, line string) {
		_, parseErr := ParseQuery(line)
		_, err := s.ListExchanges(bg, sandbox.ExchangeFilter{Query: line, EnvironmentID: testEnv})
		if (parseErr == nil) != (err == nil) {
			t.Fatalf("%q parses: %v; is searched: %v", line, parseErr, err)
		}
	})
}
