package sqlite

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"antomdesk/backend/sandbox"
)

// searchAllBodies calls until nothing is left, as a screen does.
func searchAllBodies(t *testing.T, s *Store, f sandbox.ExchangeFilter, text string) (ids []string, scanned, calls int) {
	t.Helper()
	for more := true; more; calls++ {
		scan, err := s.SearchBodies(bg, f, text)
		must(t, err)
		if scan.More && scan.Scanned == 0 {
			t.Fatal("a call made no progress")
		}
		ids, scanned = append(ids, idsOf(scan.Items)...), scanned+scan.Scanned
		more, f.Page.BeforeSeq = scan.More, scan.Reached
	}
	return ids, scanned, calls
}

func TestSearchBodies_TextInEitherBody_IsFoundWhateverItsCapitals(t *testing.T) {
	s := openStore(t, configIn(t))
	recordMany(t, s, 1, 700)
	x, b := exchangeOf(701)
	b.ResponseBody = []byte(`{"trackingId":"Needle-7"}`)
	must(t, s.Record(bg, x, b))
	recordMany(t, s, 702, 1401)
	y, b := exchangeOf(1501)
	b.RequestBody = []byte("\xff\xfe NEEDLE-7 \x00")
	must(t, s.Record(bg, y, b))
	ids, scanned, _ := searchAllBodies(t, s, sandbox.ExchangeFilter{EnvironmentID: testEnv}, "needle-7")
	if !slices.Equal(ids, []string{y.ID, x.ID}) || scanned != 1402 {
		t.Errorf("%v after %d", ids, scanned)
	}
	if ids, scanned, _ = searchAllBodies(t, s, sandbox.ExchangeFilter{Query: "kind:capture"}, "needle-7"); len(ids) != 0 || scanned != 140 {
		t.Errorf("among captures: %v after %d", ids, scanned)
	}
}

func TestSearchBodies_MatchesInEveryRow_LosesNoneBetweenCalls(t *testing.T) {
	s := openStore(t, configIn(t))
	recordMany(t, s, 1, 333)
	ids, scanned, calls := searchAllBodies(t, s, sandbox.ExchangeFilter{}, "two cups")
	slices.Sort(ids)
	if ids = slices.Compact(ids); len(ids) != 333 || scanned != 333 || calls < 333/scanMatches {
		t.Errorf("%d ids, %d looked at, %d calls", len(ids), scanned, calls)
	}
}

func TestExchangeBytesOf_ListedRows_ComeInTheirOrder(t *testing.T) {
	s := openStore(t, configIn(t))
	recordMany(t, s, 1, 30)
	page, err := s.ListExchanges(bg, sandbox.ExchangeFilter{})
	must(t, err)
	all, err := s.ExchangeBytesOf(bg, page.Items)
	must(t, err)
	for i, x := range page.Items {
		one, err := s.ExchangeBytesByID(bg, x.ID)
		must(t, err)
		if !reflect.DeepEqual(all[i], one) {
			t.Errorf("the bytes of %s differ", x.ID)
		}
	}
}

func TestCountExchanges_AnyFilter_CountsWhatTheListHolds(t *testing.T) {
	s := openStore(t, withSmallGlance(t))
	mixed(t, s)
	recordMany(t, s, 1, 40)
	for _, query := range []string{"", "payments", "pay", "-kind:gateway", "after:2026-01-02T03:04:05.690Z", "slower:1 code:PAYMENT_IN_PROCESS"} {
		for _, environment := range []string{"", testEnv, liveEnv} {
			f := sandbox.ExchangeFilter{Query: query, EnvironmentID: environment, Page: sandbox.PageRequest{Limit: 500}}
			page, err := s.ListExchanges(bg, f)
			must(t, err)
			for most, want := range map[int]int{1000: len(page.Items), 5: min(5, len(page.Items))} {
				if count, err := s.CountExchanges(bg, f, most); err != nil || count != want {
					t.Errorf("%q in %q: %d, %v; want %d", query, environment, count, err, want)
				}
			}
		}
	}
	if _, err := s.CountExchanges(bg, sandbox.ExchangeFilter{Query: "foo:1"}, 5); sandbox.CodeOf(err) != sandbox.CodeInvalid {
		t.Error(fmt.Sprint(err))
	}
}
