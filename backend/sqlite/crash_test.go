package sqlite

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// copyFile copies what is in a file now.
func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	must(t, err)
	defer in.Close() //nolint:errcheck // it was only read
	out, err := os.Create(to)
	must(t, err)
	_, err = io.Copy(out, in)
	must(t, err)
	must(t, out.Close())
}

// burst records without pause from many goroutines and remembers what was acknowledged.
type burst struct {
	mu    sync.Mutex
	acked []int
	ticks chan struct{}
	stop  chan struct{}
	group sync.WaitGroup
}

func startBurst(t *testing.T, s *Store, callers int) *burst {
	b := &burst{ticks: make(chan struct{}, 1), stop: make(chan struct{})}
	for c := range callers {
		b.group.Go(func() {
			for n := c * 1_000_000; ; n++ {
				select {
				case <-b.stop:
					return
				default:
				}
				x, bytes := exchangeOf(n)
				if err := s.Record(bg, x, bytes); err != nil {
					t.Error(err)
					return
				}
				b.mu.Lock()
				b.acked = append(b.acked, n)
				b.mu.Unlock()
				token(b.ticks)
			}
		})
	}
	return b
}

func (b *burst) acknowledged() []int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]int(nil), b.acked...)
}

// until waits for n acknowledgements.
func (b *burst) until(n int) {
	for len(b.acknowledged()) < n {
		<-b.ticks
	}
}

func (b *burst) end() {
	close(b.stop)
	b.group.Wait()
}

func TestOpen_AfterAnUncleanEnd_HasEveryAcknowledgedExchange(t *testing.T) {
	cfg := configIn(t)
	s := openStore(t, cfg)
	b := startBurst(t, s, 16)
	for round := range 4 {
		b.until((round + 1) * 400)
		// An open read keeps the log from starting over, so that file and log, copied one after the
		// other, are together what a crash at the second copy could have left.
		reading, err := s.read.Begin()
		must(t, err)
		must(t, reading.QueryRow("SELECT count(*) FROM exchange").Scan(new(int)))
		acked := b.acknowledged()
		left := filepath.Join(t.TempDir(), fmt.Sprintf("crashed-%d.db", round))
		copyFile(t, cfg.Path, left)
		copyFile(t, cfg.Path+"-wal", left+"-wal")
		must(t, reading.Rollback())
		expectAll(t, reopen(t, Config{Path: left}), acked)
	}
	b.end()
}

func expectAll(t *testing.T, s *Store, numbers []int) {
	t.Helper()
	for _, n := range numbers {
		x, bytes := exchangeOf(n)
		expectExchange(t, s, x, bytes)
	}
	var sound string
	must(t, s.read.QueryRow("PRAGMA integrity_check").Scan(&sound))
	if sound != "ok" {
		t.Error(sound)
	}
}
