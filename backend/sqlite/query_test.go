package sqlite

import (
	"testing"
	"time"

	"antomdesk/backend/logquery"
	"antomdesk/backend/sandbox"
)

func TestListExchanges_QueryWithAMistake_IsInvalid(t *testing.T) {
	s := openStore(t, configIn(t))
	if _, err := s.ListExchanges(bg, sandbox.ExchangeFilter{Query: "foo:bar"}); sandbox.CodeOf(err) != sandbox.CodeInvalid {
		t.Fatal(err)
	}
}

func TestMagnitudes_OfABound_CoverEveryNumberWithinIt(t *testing.T) {
	numbers := []int64{0, 1, 2, 3, 7, 8, 9, 1023, 1024, 1025, 1 << 39, 1 << 40, 1 << 41, 1 << 62}
	for _, limit := range numbers {
		for _, n := range numbers {
			for _, b := range []logquery.Bound{{Of: logquery.Size, Limit: limit}, {Of: logquery.Size, Limit: limit, AtLeast: true}} {
				covered := false
				for _, word := range magnitudesOf(b) {
					covered = covered || word == magnitude(b.Of, n)
				}
				if b.Holds(n) && !covered {
					t.Errorf("%+v holds for %d, whose word %s is not asked for", b, n, magnitude(b.Of, n))
				}
			}
		}
	}
}

// FuzzQuery feeds whatever parses to the index as well: nothing in a query is an operator of FTS5.
func FuzzQuery(f *testing.F) {
	for _, line := range []string{"pay", `"a b" -c`, "status:S,F http:2xx", "a* OR NEAR(b)", "{words} : x", `'" ; --`, "^a + b", "-- -", "ü:中 \xff",
		"after:2h -before:2026-01-01 slower:1s -larger:1k", `code:"A B",C* has:reason,answer`, "amount:1099 currency:usd"} {
		f.Add(line)
	}
	cfg := withSmallGlance(f)
	s := openStore(f, cfg)
	recordMany(f, s, 1, 10)
	f.Fuzz(func(t *testing.T, line string) {
		_, parseErr := logquery.Parse(line, time.Now())
		_, err := s.ListExchanges(bg, sandbox.ExchangeFilter{Query: line, EnvironmentID: testEnv})
		if (parseErr == nil) != (err == nil) {
			t.Fatalf("%q parses: %v; is searched: %v", line, parseErr, err)
		}
	})
}
