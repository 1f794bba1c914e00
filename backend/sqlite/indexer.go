package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"antomdesk/backend/sandbox"
)

const (
	// indexBatch is how many exchanges one index job takes: large batches make few, long index segments.
	indexBatch = 512
	// indexPause is how long new rows may wait for company. A search does not wait for it. It is the
	// machine's pace, not Antom's, so it runs on real time.
	indexPause = 100 * time.Millisecond
	// burstRows is how many rows in one pause are a burst: its callers come first, and the index waits
	// for its end.
	burstRows = 64
	// mostBehind is how far behind a burst may leave the index: what a search that comes in the middle of
	// it catches up within a second or two.
	mostBehind = 65536
)

// indexer writes the full-text index behind the write path: after the commit, in batches, remembering
// how far it got in the same transaction.
type indexer struct {
	read   *sql.DB
	writer *writer

	mu       sync.Mutex
	newest   int64         // newest committed exchange
	reached  int64         // newest indexed exchange
	failed   error         // why the last attempt stopped; nil while it works
	progress chan struct{} // closed and replaced whenever reached or failed changes

	wake   chan struct{} // holds one token while rows wait
	urgent chan struct{} // holds one token when a search waits, or too many rows
	stop   context.CancelFunc
	ctx    context.Context
	ended  chan struct{}
}

func newIndexer(ctx context.Context, read *sql.DB, w *writer) (*indexer, error) {
	i := &indexer{read: read, writer: w, progress: make(chan struct{}), ended: make(chan struct{}),
		wake: make(chan struct{}, 1), urgent: make(chan struct{}, 1)}
	i.ctx, i.stop = context.WithCancel(context.Background())
	err := read.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(seq), 0) FROM exchange),
		(SELECT indexed_seq FROM search_position)`).Scan(&i.newest, &i.reached)
	if i.newest > i.reached {
		i.wake <- struct{}{}
	}
	return i, err
}

// grown says that exchanges up to seq are committed.
func (i *indexer) grown(seq int64) {
	i.mu.Lock()
	i.newest = max(i.newest, seq)
	full := i.newest-i.reached >= mostBehind
	i.mu.Unlock()
	token(i.wake)
	if full {
		token(i.urgent)
	}
}

func token(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func (i *indexer) loop() {
	defer close(i.ended)
	for {
		select {
		case <-i.ctx.Done():
			return
		case <-i.wake:
		case <-i.urgent:
			i.catchUp()
			continue
		}
		for before := i.newestSeq(); i.pause() && i.newestSeq()-before >= burstRows; before = i.newestSeq() {
			continue
		}
		i.catchUp()
	}
}

// pause lets rows wait for more, unless someone waits for them: then it says false.
func (i *indexer) pause() bool {
	timer := time.NewTimer(indexPause)
	defer timer.Stop()
	select {
	case <-i.ctx.Done():
		return false
	case <-i.urgent:
		return false
	case <-timer.C:
		return true
	}
}

// catchUp indexes until nothing is left or something fails.
func (i *indexer) catchUp() {
	for i.ctx.Err() == nil {
		from, behind := i.position()
		if !behind {
			return
		}
		reached, err := i.step(from)
		if i.note(reached, err); err != nil || reached == from {
			return
		}
	}
}

func (i *indexer) position() (from int64, behind bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.reached, i.reached < i.newest
}

const exchangesAfter = selectExchange + "WHERE seq > ? ORDER BY seq LIMIT ?"

// step reads and curates the next rows here, and only writes them on the writer.
func (i *indexer) step(from int64) (reached int64, err error) {
	exchanges, err := collect(i.ctx, i.read, scanExchange, exchangesAfter, from, indexBatch)
	if err != nil || len(exchanges) == 0 {
		return from, err
	}
	texts := make([][]any, len(exchanges))
	for n, x := range exchanges {
		texts[n] = searchTextOf(x).values(x.Seq)
	}
	blocks := blocksOf(exchanges)
	reached = exchanges[len(exchanges)-1].Seq
	return reached, i.writer.do(i.ctx, func(ctx context.Context, tx *writeTx) error {
		return errors.Join(tx.index(ctx, texts, reached), tx.addBlocks(ctx, blocks))
	}, nil)
}

func (tx *writeTx) index(ctx context.Context, texts [][]any, reached int64) error {
	for _, values := range texts {
		if _, err := tx.insert(tx.w.stmts.searchText, values); err != nil {
			return err
		}
	}
	tx.w.written += len(texts)
	_, err := tx.exec(ctx, "UPDATE search_position SET indexed_seq = ?", reached)
	return err
}

func (i *indexer) note(reached int64, err error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.failed = err; err == nil {
		i.reached = reached
	}
	close(i.progress)
	i.progress = make(chan struct{})
}

// newestSeq is the newest committed exchange.
func (i *indexer) newestSeq() int64 {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.newest
}

// await returns once the exchanges up to goal are indexed; unavailable when that takes longer than
// patience.
func (i *indexer) await(ctx context.Context, goal int64, patience time.Duration) error {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		i.mu.Lock()
		left, progress := goal-i.reached, i.progress
		i.mu.Unlock()
		if left <= 0 {
			return nil
		}
		token(i.urgent)
		select {
		case <-progress:
			if err := i.failure(); err != nil {
				return explain(err)
			}
		case <-timer.C:
			return sandbox.Unavailable(nil, "The search is still reading %d exchanges; try again in a moment.", left)
		case <-i.ctx.Done():
			return errClosed()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (i *indexer) failure() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.failed
}

func (i *indexer) close() {
	i.stop()
	<-i.ended
}
