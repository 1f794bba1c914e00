package sqlite

import (
	"flag"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"antomdesk/backend/sandbox"
)

// commitCounter counts commits that told something: the store publishes once for each.
type commitCounter struct{ atomic.Int64 }

func (c *commitCounter) Publish(...sandbox.Event) { c.Add(1) }

// BenchmarkRecord is captures per second at different numbers of concurrent callers, synchronous FULL.
func BenchmarkRecord(b *testing.B) {
	for _, callers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			var commits commitCounter
			cfg := configIn(b)
			cfg.Publisher = &commits
			s := openStore(b, cfg)
			var next atomic.Int64
			var group sync.WaitGroup
			b.ResetTimer()
			for range callers {
				group.Go(func() {
					for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
						x, bytes := exchangeOf(int(n))
						if err := s.Record(bg, x, bytes); err != nil {
							b.Error(err)
						}
					}
				})
			}
			group.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "records/s")
			b.ReportMetric(float64(b.N)/float64(commits.Load()), "records/commit")
		})
	}
}

// filled is a store with rows exchanges, one in ten a capture, none of them live.
func filled(b *testing.B, rows int) *Store {
	s := openStore(b, configIn(b))
	var next atomic.Int64
	var group sync.WaitGroup
	for range 16 * runtime.NumCPU() {
		group.Go(func() {
			for n := next.Add(1); n <= int64(rows); n = next.Add(1) {
				x, bytes := exchangeOf(int(n))
				if err := s.Record(bg, x, bytes); err != nil {
					b.Error(err)
				}
			}
		})
	}
	group.Wait()
	return s
}

// rowsInBench is the size of the log that lists and searches are timed on.
var rowsInBench = flag.Int("rows", 100_000, "exchanges in the log of BenchmarkList and BenchmarkSearch")

// BenchmarkList times one page of 50 over a long log.
func BenchmarkList(b *testing.B) {
	s := filled(b, *rowsInBench)
	cases := map[string]sandbox.ExchangeFilter{
		"all":                   {},
		"environment":           {EnvironmentID: testEnv},
		"empty environment":     {EnvironmentID: liveEnv},
		"environment and kind":  {EnvironmentID: testEnv, Kinds: []sandbox.ExchangeKind{sandbox.KindCapture}},
		"middle of environment": {EnvironmentID: testEnv, Page: sandbox.PageRequest{BeforeSeq: int64(*rowsInBench / 2)}},
		"one payment":           {PaymentID: "2026010219401080010018000000007919"},
	}
	for name, f := range cases {
		b.Run(name, func(b *testing.B) { listRepeatedly(b, s, f) })
	}
}

// BenchmarkSearch times one page of 50 of a search, from the rarest word to one that is everywhere.
func BenchmarkSearch(b *testing.B) {
	s := filled(b, *rowsInBench)
	cases := map[string]sandbox.ExchangeFilter{
		"one id":                     {Query: fmt.Sprintf("REQUEST_%d_00000007", day.UnixMilli())},
		"word in every row":          {Query: "payments"},
		"one-letter prefix":          {Query: "p"},
		"prefix of every id":         {Query: "2026010219401080010018"},
		"field of no row":            {Query: "verdict:failed"},
		"word, empty environment":    {EnvironmentID: liveEnv, Query: "payments"},
		"negation only":              {Query: "-notifyPayment"},
		"phrase":                     {Query: `"150000 PHP" kind:capture`},
		"middle of a word everwhere": {Query: "payments", Page: sandbox.PageRequest{BeforeSeq: int64(*rowsInBench / 2)}},
	}
	for name, f := range cases {
		b.Run(name, func(b *testing.B) { listRepeatedly(b, s, f) })
	}
}

func listRepeatedly(b *testing.B, s *Store, f sandbox.ExchangeFilter) {
	for b.Loop() {
		if _, err := s.ListExchanges(bg, f); err != nil {
			b.Fatal(err)
		}
	}
}
