package sqlite

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"antomdesk/backend/sandbox"
)

// mixed records one exchange of each kind for each environment and none, and returns their ids newest
// first by "environment kind".
func mixed(t *testing.T, s *Store) map[string]string {
	t.Helper()
	ids := map[string]string{}
	for _, environment := range []string{testEnv, liveEnv, ""} {
		for _, kind := range exchangeKinds {
			id := idOf(len(ids) + 1000)
			x := sandbox.Exchange{ID: id, EnvironmentID: environment, Kind: kind, StartedAt: day, PaymentID: "P1"}
			must(t, s.Record(bg, x, sandbox.ExchangeBytes{}))
			ids[environment+" "+string(kind)] = id
		}
	}
	return ids
}

func TestListExchanges_OfAnEnvironment_ShowsItsOwnAndTheUnrecognised(t *testing.T) {
	s := openStore(t, configIn(t))
	ids := mixed(t, s)
	none := []string{ids[" forward"], ids[" capture"], ids[" delivery"], ids[" gateway"]}
	for _, environment := range []string{testEnv, liveEnv} {
		own := []string{ids[environment+" forward"], ids[environment+" capture"], ids[environment+" delivery"], ids[environment+" gateway"]}
		expectIDs(t, s, sandbox.ExchangeFilter{EnvironmentID: environment}, append(none, own...)...)
		expectIDs(t, s, sandbox.ExchangeFilter{EnvironmentID: environment, Kinds: []sandbox.ExchangeKind{sandbox.KindDelivery}},
			ids[" delivery"], ids[environment+" delivery"])
		expectIDs(t, s, sandbox.ExchangeFilter{EnvironmentID: environment, PaymentID: "P1", Kinds: []sandbox.ExchangeKind{sandbox.KindGateway, sandbox.KindGateway}},
			ids[" gateway"], ids[environment+" gateway"])
	}
	expectIDs(t, s, sandbox.ExchangeFilter{Kinds: []sandbox.ExchangeKind{sandbox.KindCapture}},
		ids[" capture"], ids[liveEnv+" capture"], ids[testEnv+" capture"])
	expectIDs(t, s, sandbox.ExchangeFilter{PaymentID: "P2"})
}

func TestListExchanges_PastTheEnd_IsAnEmptyPage(t *testing.T) {
	s := openStore(t, configIn(t))
	recordMany(t, s, 1, 3)
	for _, page := range []sandbox.PageRequest{{BeforeSeq: 1}, {AfterSeq: 3}, {AfterSeq: math.MaxInt64}} {
		for _, query := range []string{"", "payments"} {
			got, err := s.ListExchanges(bg, sandbox.ExchangeFilter{EnvironmentID: testEnv, Query: query, Page: page})
			must(t, err)
			if got.Items == nil || len(got.Items) != 0 || got.More {
				t.Errorf("%+v: %+v", page, got)
			}
		}
	}
}

func TestListExchanges_BetweenTwoSeqs_StaysBetweenThem(t *testing.T) {
	s := openStore(t, configIn(t))
	recordMany(t, s, 1, 9)
	f := sandbox.ExchangeFilter{EnvironmentID: testEnv, Page: sandbox.PageRequest{AfterSeq: 2, BeforeSeq: 5}}
	expectIDs(t, s, f, idOf(3), idOf(4))
}

// filters are the ways a list is built; each must page alike.
func filters() map[string]sandbox.ExchangeFilter {
	return map[string]sandbox.ExchangeFilter{
		"all":         {},
		"environment": {EnvironmentID: testEnv},
		"kind":        {EnvironmentID: testEnv, Kinds: []sandbox.ExchangeKind{sandbox.KindGateway}},
		"captures":    {Kinds: []sandbox.ExchangeKind{sandbox.KindCapture}},
		"payment":     {PaymentID: "P-even"},
		"common word": {Query: "payments"},
		"rare word":   {EnvironmentID: testEnv, Query: "P-even code:PAYMENT_IN_PROCESS"},
		"negated":     {Query: "-kind:gateway"},
	}
}

func selects(name string, n int, x sandbox.Exchange) bool {
	switch name {
	case "kind", "common word":
		return x.Kind == sandbox.KindGateway
	case "captures", "negated":
		return x.Kind == sandbox.KindCapture
	case "payment":
		return n%4 == 0
	case "rare word":
		return n%4 == 0 && x.Kind == sandbox.KindGateway
	}
	return true
}

// pagingRun pages through a list while rows arrive.
type pagingRun struct {
	s    *Store
	next int // number of the next exchange to arrive
}

func (r *pagingRun) arrive(t *rapid.T, n int) {
	err := recordTogether(r.s, n, func(i int) (sandbox.Exchange, sandbox.ExchangeBytes) { return r.exchange(r.next + i) })
	if err != nil {
		t.Fatal(err)
	}
	r.next += n
}

func (r *pagingRun) exchange(n int) (sandbox.Exchange, sandbox.ExchangeBytes) {
	x, b := exchangeOf(n)
	x.PaymentID = "P-odd"
	if n%4 == 0 {
		x.PaymentID = "P-even"
	}
	return x, b
}

// expected are the ids of the rows from to to that the filter selects, oldest first.
func (r *pagingRun) expected(name string, from, to int) []string {
	ids := []string{}
	for n := from; n < to; n++ {
		if x, _ := r.exchange(n); selects(name, n, x) {
			ids = append(ids, x.ID)
		}
	}
	return ids
}

// maxPages keeps a walk through a log that has grown long short.
const maxPages = 8

// walk reads page after page, with arrivals in between, until none is left (whole) or it has enough.
func (r *pagingRun) walk(t *rapid.T, f sandbox.ExchangeFilter, newer bool) (ids []string, whole bool) {
	for range maxPages {
		f.Page.Limit = rapid.IntRange(1, 7).Draw(t, "limit")
		page, err := r.s.ListExchanges(bg, f)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, idsOf(page.Items)...)
		if !page.More {
			return ids, true
		}
		if len(page.Items) != f.Page.Limit {
			t.Fatalf("%d rows on a page of %d, and more follow", len(page.Items), f.Page.Limit)
		}
		last := page.Items[len(page.Items)-1].Seq
		if newer {
			f.Page.AfterSeq = last
		} else {
			f.Page.BeforeSeq = last
		}
		r.arrive(t, rapid.IntRange(0, 2).Draw(t, "arrivals"))
	}
	return ids, false
}

func TestListExchanges_PagingWhileRowsArrive_LosesNoneAndRepeatsNone(t *testing.T) {
	for name, f := range filters() {
		t.Run(name, func(t *testing.T) {
			run := &pagingRun{s: openStore(t, withSmallGlance(t)), next: 1}
			rapid.Check(t, func(t *rapid.T) {
				run.arrive(t, rapid.IntRange(1, 8).Draw(t, "rows"))
				f, newest := f, run.next
				got, whole := run.walk(t, f, false)
				want := run.expected(name, 1, newest)
				slices.Reverse(want)
				compare(t, "older", got, want, whole)

				from := max(1, newest-40)
				f.Page.AfterSeq = int64(from)
				got, whole = run.walk(t, f, true)
				compare(t, "newer", got, run.expected(name, from+1, run.next), whole)
			})
		})
	}
}

// compare checks a walk against what it should have met: all of it if it went to the end.
func compare(t *rapid.T, walk string, got, want []string, whole bool) {
	if !whole && len(want) > len(got) {
		want = want[:len(got)]
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%s:\ngot  %s\nwant %s", walk, strings.Join(got, " "), strings.Join(want, " "))
	}
}
