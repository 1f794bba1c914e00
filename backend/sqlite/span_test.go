package sqlite

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

func TestSearch_APartOfTime_ReadsItsBlocksOnly(t *testing.T) {
	s := openStore(t, configIn(t))
	must(t, recordTogether(s, 6<<blockBits, exchangeOf)) // a millisecond apart
	q, err := s.parse("after:" + day.Add(2*time.Second).Format(time.RFC3339) + " before:" + day.Add(2100*time.Millisecond).Format(time.RFC3339Nano))
	must(t, err)
	w, err := s.spanned(bg, q, windowOf(sandbox.PageRequest{}))
	must(t, err)
	if w.span.last-w.span.first > 2<<blockBits {
		t.Errorf("a tenth of a second is looked for in %d rows", w.span.last-w.span.first)
	}
	expectIDs(t, s, sandbox.ExchangeFilter{Query: "after:2030-01-01"})
}

func TestSearch_APartOfTime_FindsWhatArrivedLate(t *testing.T) {
	s := openStore(t, configIn(t))
	must(t, recordTogether(s, 2<<blockBits, exchangeOf))
	x, b := exchangeOf(9 << blockBits)
	x.StartedAt = day.Add(-time.Hour)
	must(t, s.Record(bg, x, b))
	recordMany(t, s, 4<<blockBits, 4<<blockBits+2)
	query := fmt.Sprintf("before:%s", day.Add(-time.Minute).Format(time.RFC3339))
	expectIDs(t, s, sandbox.ExchangeFilter{Query: query}, x.ID)
	expectIDs(t, s, sandbox.ExchangeFilter{EnvironmentID: testEnv, Query: query + " payments"}, x.ID)
}

func TestSearch_APartOfTime_PagesWithoutLossInBothDirections(t *testing.T) {
	s := openStore(t, configIn(t))
	recordMany(t, s, 0, 40)
	query := fmt.Sprintf("after:%s before:%s", day.Add(10*time.Millisecond).Format(time.RFC3339Nano), day.Add(30*time.Millisecond).Format(time.RFC3339Nano))
	var got []string
	page := sandbox.PageRequest{Limit: 7}
	for {
		found, err := s.ListExchanges(bg, sandbox.ExchangeFilter{EnvironmentID: testEnv, Query: query, Page: page})
		must(t, err)
		got = append(got, idsOf(found.Items)...)
		if !found.More {
			break
		}
		page.BeforeSeq = found.Items[len(found.Items)-1].Seq
	}
	var want []string
	for n := 29; n >= 10; n-- {
		want = append(want, idOf(n))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}
