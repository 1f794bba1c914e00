package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

const (
	// foldPages is about how many pages the write-ahead log gets before it is folded into the file:
	// seldom enough that few commits meet the folding, and 64 MiB at most.
	foldPages = 16384
	// foldAgain is how many pages more are folded in another go.
	foldAgain = 1024
	// checkpointPages is when SQLite folds it by itself, inside a commit: only when the checkpointer
	// cannot keep up.
	checkpointPages = 3 * foldPages
	// pagesOfCommit is about how many pages a commit writes again, because its tables and indexes end on
	// them; each of its jobs, and each text that is indexed, adds a page or less.
	pagesOfCommit = 8
)

// checkpointer folds the write-ahead log into the file on a connection of its own, so that no commit
// waits for it. What is committed meanwhile is left for the writer to fold: that is little, and only
// when nothing is left does SQLite begin the log again.
type checkpointer struct {
	conn  *sql.Conn
	due   chan struct{} // holds one token when enough was written
	most  chan struct{} // holds one token when most of the log is folded
	stop  context.CancelFunc
	ctx   context.Context
	ended chan struct{}
}

func newCheckpointer(conn *sql.Conn) *checkpointer {
	c := &checkpointer{conn: conn, due: make(chan struct{}, 1), most: make(chan struct{}, 1), ended: make(chan struct{})}
	c.ctx, c.stop = context.WithCancel(context.Background())
	return c
}

func (c *checkpointer) loop() {
	defer close(c.ended)
	for {
		select {
		case <-c.ctx.Done():
			return
		case <-c.due:
		}
		if c.foldMost() == nil {
			token(c.most)
		}
	}
}

// foldMost folds until little was committed while it did.
func (c *checkpointer) foldMost() error {
	for before := 0; c.ctx.Err() == nil; {
		pages, err := foldLog(c.conn)
		if err != nil || pages-before < foldAgain {
			return err
		}
		before = pages
	}
	return c.ctx.Err()
}

func (c *checkpointer) close() error {
	c.stop()
	<-c.ended
	if err := c.conn.Close(); !errors.Is(err, sql.ErrConnDone) {
		return err
	}
	return nil // closed before
}

// fold is the writer's part, between two commits: it reckons what was written, and folds the rest once
// the checkpointer has folded most. The next commit then begins the log again, unless somebody reads in
// it: so all is asked for again soon, until the log is seen to be shorter.
func (w *writer) fold(jobs int) {
	if w.written += pagesOfCommit + jobs; w.written >= foldPages {
		w.written = foldPages - foldAgain
		token(w.checkpoints.due)
	}
	select {
	case <-w.checkpoints.most:
		pages, err := foldLog(w.conn)
		if err == nil && pages < w.folded {
			w.written = pages
		}
		w.folded = pages
	default:
	}
}

// foldLog folds as much of the log as nobody reads any more, and returns how many pages the log has. A
// failure loses nothing: the log stays, and a later round or SQLite itself folds it.
func foldLog(conn *sql.Conn) (pages int, err error) {
	var busy, folded int
	err = conn.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &pages, &folded)
	return pages, err
}

// setCheckpoints moves SQLite's own checkpoint out of the way.
func setCheckpoints(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, fmt.Sprintf("PRAGMA wal_autocheckpoint=%d", checkpointPages))
	return err
}
