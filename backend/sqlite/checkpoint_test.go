package sqlite

import (
	"os"
	"sync"
	"sync/atomic"
	"testing"
)

// pageBytes is SQLite's default.
const pageBytes = 4096

func TestCheckpoint_UnderManyWriters_TheLogBeginsAgainAndNothingIsLost(t *testing.T) {
	const callers, each = 64, checkpointPages / 32 // each writes about half a page: SQLite alone would let the log grow to its own limit
	cfg := configIn(t)
	s := openStore(t, cfg)
	var group sync.WaitGroup
	var next atomic.Int64 // ids grow with time, as real ones do
	for range callers {
		group.Go(func() {
			for range each {
				x, bytes := exchangeOf(int(next.Add(1)))
				if err := s.Record(bg, x, bytes); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	var rows int
	must(t, s.read.QueryRow("SELECT count(*) FROM exchange").Scan(&rows))
	log, err := os.Stat(cfg.Path + "-wal")
	must(t, err)
	if limit := int64(checkpointPages * pageBytes); log.Size() >= limit {
		t.Errorf("the log grew to %d bytes; below %d it is the checkpointer that folds it", log.Size(), limit)
	}
	if rows != callers*each {
		t.Errorf("%d of %d rows", rows, callers*each)
	}
}
