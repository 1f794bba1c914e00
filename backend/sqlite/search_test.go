package sqlite

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"antomdesk/backend/sandbox"
)

// withSmallGlance makes searches ask the index after three rows.
func withSmallGlance(t testing.TB) Config {
	cfg := configIn(t)
	cfg.glance = 3
	return cfg
}

// needleStore has one exchange among twenty others, old enough that only the index can find it.
func needleStore(t *testing.T) (*Store, string) {
	t.Helper()
	s := openStore(t, withSmallGlance(t))
	x := sandbox.Exchange{
		ID: "01900000-aaaa-7bbb-8ccc-000000000042", EnvironmentID: liveEnv, Kind: sandbox.KindDelivery, StartedAt: day.AddDate(0, 0, -1),
		Method: "PUT", DurationMicros: 2_500_000, RequestBytes: 5000, ResponseBytes: 121, Reason: "It answers 503.", Warnings: []string{"late"},
		Target: "http://127.0.0.1:9999/hooks/antom?x=1", API: "notifyRefund", ClientID: "5YLIVELIVELIVE01", HTTPStatus: 503,
		ResultStatus: sandbox.StatusF, ResultCode: "ORDER_NOT_EXIST", RequestID: "Order-77_a", PaymentID: "20260102777", RefundID: "20260103555",
		NotificationID: "note-1", AmountMinor: 4200, Currency: "THB", Verdict: sandbox.VerdictFailed,
	}
	must(t, s.Record(bg, x, sandbox.ExchangeBytes{RequestBody: []byte("secretbody")}))
	recordMany(t, s, 1, 20)
	return s, x.ID
}

func TestSearch_EachPropertyOfACall_FindsIt(t *testing.T) {
	s, id := needleStore(t)
	for _, query := range []string{
		id, "01900000-AAAA", "order-77", `"order-77_a"`, "20260102777", "20260103555", "note-1", "5YLIVE", "notifyRefund", "notifyr",
		`"4200 THB"`, "4200 thb", "status:F", "status:f", "code:ORDER_NOT_EXIST", "code:order_not*", "api:notifyRefund", "kind:delivery",
		"http:503", "verdict:failed", "path:/hooks/antom", "path:hooks/ant", `path:"/hooks/antom"`, "127.0.0.1:9999", "hooks",
		"status:F kind:delivery hooks -payments", "-kind:gateway -kind:capture", "KIND:Delivery",
		"type:notifyRefund", "type:notifyVaulting,notifyRefund", `code:"SUCCESS","ORDER_NOT_EXIST"`, "kind:delivery,gateway status:F",
		"http:5xx", "http:404,503", "status:5xx", "status:503,S", "-http:2xx", "payment:20260102777", "payment:2026010277*", "request:order-77_a",
		"refund:20260103555", "notification:note-1", "client:5YLIVELIVELIVE01", "client:5ylive*", "id:" + id, "method:PUT", "-method:POST",
		"amount:4200", "currency:THB", "amount:4200 currency:thb", "-currency:PHP", "has:reason", "has:warning", "has:refund", "has:reason,warning",
		"has:payment has:amount has:answer has:refund", "slower:2s", "faster:3s slower:2499", "-faster:2500", "larger:5k", "-smaller:5k smaller:6k",
		"before:2026-01-02T00:00Z", "-after:2026-01-02T00:00Z", "after:2025-12-31T00:00Z before:2026-01-02T00:00Z kind:delivery",
	} {
		expectIDs(t, s, sandbox.ExchangeFilter{Query: query}, id)
		expectIDs(t, s, sandbox.ExchangeFilter{Query: query, EnvironmentID: liveEnv}, id)
		expectIDs(t, s, sandbox.ExchangeFilter{Query: query, EnvironmentID: testEnv})
		expectIDs(t, s, sandbox.ExchangeFilter{Query: query, Kinds: []sandbox.ExchangeKind{sandbox.KindDelivery}}, id)
		expectIDs(t, s, sandbox.ExchangeFilter{Query: query, PaymentID: "20260102777"}, id)
		expectIDs(t, s, sandbox.ExchangeFilter{Query: query, PaymentID: "other"})
	}
}

func TestSearch_WhatIsNotThere_FindsNothing(t *testing.T) {
	s, _ := needleStore(t)
	for _, query := range []string{
		"secretbody", "rder-77", `"order-77"`, "code:ORDER", "api:notify", `"THB 4200"`, "hooks payments", "http:504", "verdict:missing",
		"hooks -antom", "path:antom/hooks", "delivery", "payment:2026010277", "payment:20260103555", "client:5YLIVE", "http:4xx", "amount:42", "amount:4200 currency:PHP",
		"method:PUT -has:reason", "-has:answer", "slower:2500", "faster:1", "larger:6k", "smaller:100 has:warning", "after:2026-01-02T00:00Z has:warning",
		"before:2025-12-01", "after:1h", "type:notifyPayment,notifyCapture status:F", "currency:EUR", "id:note-1", "code:503",
	} {
		expectIDs(t, s, sandbox.ExchangeFilter{Query: query})
	}
}

func TestSearch_ACallJustAnswered_IsAlwaysFound(t *testing.T) {
	s := openStore(t, withSmallGlance(t))
	var group sync.WaitGroup
	for c := range 8 {
		group.Go(func() {
			for r := range 25 {
				n := c*1000 + r
				x, b := exchangeOf(n)
				if err := s.Record(bg, x, b); err != nil {
					t.Error(err)
					return
				}
				page, err := s.ListExchanges(bg, sandbox.ExchangeFilter{EnvironmentID: testEnv, Query: x.RequestID})
				if err != nil || len(page.Items) != 1 || page.Items[0].ID != x.ID {
					t.Errorf("%s: %v, %v", x.RequestID, idsOf(page.Items), err)
				}
			}
		})
	}
	group.Wait()
}

func TestSearch_IndexLostItsPlace_CatchesUpAfterRestart(t *testing.T) {
	cfg := withSmallGlance(t)
	s := openStore(t, cfg)
	x := record(t, s, 1)
	recordMany(t, s, 2, indexBatch+20)
	must(t, s.Close())
	must(t, raw(t, cfg.Path, "DELETE FROM exchange_search", "UPDATE search_position SET indexed_seq = 0").Close())
	s = reopen(t, cfg)
	expectIDs(t, s, sandbox.ExchangeFilter{Query: x.RequestID}, x.ID)
	var indexed, newest int64
	must(t, s.read.QueryRow("SELECT (SELECT count(*) FROM exchange_search), (SELECT max(seq) FROM exchange)").Scan(&indexed, &newest))
	if indexed != newest {
		t.Errorf("%d of %d are indexed", indexed, newest)
	}
}

func TestSearch_IndexTooFarBehind_SaysSoInsteadOfMissingRows(t *testing.T) {
	cfg := withSmallGlance(t)
	cfg.SearchWait = time.Nanosecond
	s := openStore(t, cfg)
	h := hold(t, s)
	s.search.mu.Lock()
	s.search.newest = 1000 // the writer is held, so the index cannot follow
	s.search.mu.Unlock()
	err := s.search.await(bg, 1000, cfg.SearchWait)
	if sandbox.CodeOf(err) != sandbox.CodeUnavailable || !strings.Contains(err.Error(), "try again") {
		t.Error(err)
	}
	h.end(t)
}

func TestSearch_WithoutNewRows_IndexesByItself(t *testing.T) {
	s := openStore(t, configIn(t))
	x := record(t, s, 1)
	must(t, s.search.await(bg, s.search.newestSeq(), 30*time.Second))
	var rows int
	must(t, s.read.QueryRow("SELECT count(*) FROM exchange_search WHERE exchange_search MATCH ?", fmt.Sprintf("%q", x.RequestID)).Scan(&rows))
	if rows != 1 {
		t.Errorf("%d rows", rows)
	}
}

func TestSearchText_LongPath_IsCutToItsRoom(t *testing.T) {
	x := fullExchange()
	x.Target = "/" + strings.Repeat("ü/", 4000) + "end"
	size := 0
	text := searchTextOf(x)
	for _, words := range text[:10] {
		size += len(strings.Join(words, " "))
	}
	if size > maxSearchText || size < maxSearchText/2 {
		t.Errorf("%d bytes", size)
	}
}

// vocabulary makes collisions likely.
var vocabulary = []string{"pay", "payments", "payment", "refund", "a", "ab", "abc", "A_b", "a-b", "1", "12", "Ünï", "中文", "x/y", "x y", "-", "_", ".."}

func drawText(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 3).Draw(t, label), rapid.SampledFrom([]string{" ", "/", "."}).Draw(t, "sep"))
}

// closedTerms are terms whose values are not words of the vocabulary.
var closedTerms = []string{
	"slower:1", "faster:2", "larger:1k", "smaller:1025", "after:2026-01-02T03:04:06Z", "before:2026-01-02T03:04:06Z", "http:2xx", "http:none,404",
	"status:S,none", "has:reason", "has:amount,answer", "amount:7", "currency:usd", "method:get", "verdict:failed", "kind:gateway,capture",
}

func drawExchange(t *rapid.T, n int) sandbox.Exchange {
	x := sandbox.Exchange{
		ID: fmt.Sprintf("row%d", n), Kind: rapid.SampledFrom(exchangeKinds).Draw(t, "kind"), Target: drawText(t, "path"),
		API: drawText(t, "api"), ResultCode: drawText(t, "code"), RequestID: drawText(t, "request"),
		StartedAt:      day.Add(time.Duration(rapid.IntRange(-2000, 2000).Draw(t, "at")) * time.Millisecond),
		DurationMicros: int64(rapid.IntRange(0, 3000).Draw(t, "took")), RequestBytes: int64(rapid.IntRange(0, 2048).Draw(t, "bytes")),
		HTTPStatus: rapid.SampledFrom([]int{0, 200, 204, 404}).Draw(t, "http"), Method: rapid.SampledFrom([]string{"GET", "POST"}).Draw(t, "method"),
		ResultStatus: rapid.SampledFrom([]sandbox.ResultStatus{"", sandbox.StatusS, sandbox.StatusF}).Draw(t, "status"),
		Verdict:      rapid.SampledFrom([]sandbox.Verdict{sandbox.VerdictNone, sandbox.VerdictFailed}).Draw(t, "verdict"),
		Reason:       rapid.SampledFrom([]string{"", "why"}).Draw(t, "reason"),
	}
	if rapid.Bool().Draw(t, "priced") {
		x.AmountMinor, x.Currency = int64(rapid.IntRange(6, 8).Draw(t, "amount")), rapid.SampledFrom([]string{"USD", "PHP"}).Draw(t, "currency")
	}
	return x
}

func drawQuery(t *rapid.T) string {
	var terms []string
	for range rapid.IntRange(1, 3).Draw(t, "terms") {
		sign := rapid.SampledFrom([]string{"", "", "-"}).Draw(t, "sign")
		if rapid.IntRange(0, 2).Draw(t, "closed") == 0 {
			terms = append(terms, sign+rapid.SampledFrom(closedTerms).Draw(t, "term"))
			continue
		}
		field := rapid.SampledFrom([]string{"", "", "code:", "api:", "path:", "request:"}).Draw(t, "field")
		value := rapid.SampledFrom(vocabulary).Draw(t, "value")
		if strings.Contains(value, " ") || rapid.Bool().Draw(t, "quoted") {
			value = `"` + value + `"`
		} else if rapid.Bool().Draw(t, "starred") {
			value += "*"
		}
		terms = append(terms, sign+field+value)
	}
	return strings.Join(terms, " ")
}

func TestSearch_TheGlanceAndTheIndex_AgreeOnEveryQuery(t *testing.T) {
	s := openStore(t, withSmallGlance(t))
	var all []sandbox.Exchange
	rapid.Check(t, func(t *rapid.T) {
		for range rapid.IntRange(1, 3).Draw(t, "rows") {
			x := drawExchange(t, len(all))
			if err := s.Record(bg, x, sandbox.ExchangeBytes{}); err != nil {
				t.Fatal(err)
			}
			all = append(all, x)
		}
		line := drawQuery(t)
		query, err := s.parse(line)
		if err != nil {
			t.Skip(line)
		}
		want := []string{}
		for i := len(all) - 1; i >= 0 && len(want) < 50; i-- {
			if query.holds(all[i]) {
				want = append(want, all[i].ID)
			}
		}
		page, err := s.ListExchanges(bg, sandbox.ExchangeFilter{Query: line})
		if err != nil {
			t.Fatal(err)
		}
		compare(t, line, idsOf(page.Items), want, true)
	})
}

func TestIndexer_TooFarBehind_IsUrgentEvenInABurst(t *testing.T) {
	i := &indexer{wake: make(chan struct{}, 1), urgent: make(chan struct{}, 1)}
	if i.grown(mostBehind - 1); len(i.wake) != 1 || len(i.urgent) != 0 {
		t.Errorf("a burst within bounds: wake %d, urgent %d; the index waits for its end", len(i.wake), len(i.urgent))
	}
	if i.grown(mostBehind); len(i.urgent) != 1 {
		t.Error("the index is as far behind as it may be, and still waits")
	}
}
