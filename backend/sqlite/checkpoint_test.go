package sqlite

import (
	"os"
	"sync"
	"testing"
)

// pageBytes is SQLite's default.
const pageBytes = 4096

func TestCheckpoint_UnderManyWriters_TheLogBeginsAgainAndNothingIsLost(t *testing.T) {
	const callers, each = 16, 4 * checkpointEvery / 16 // SQLite alone would let the log grow to its own limit
	cfg := configIn(t)
	s := openStore(t, cfg)
	var group sync.WaitGroup
	for c := range callers {
		group.Go(func() {
			for n := range each {
				x, bytes := exchangeOf(c*each + n)
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
