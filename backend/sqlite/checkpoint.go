package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

const (
	// checkpointEvery is after how many jobs the write-ahead log is folded into the file.
	checkpointEvery = 2000
	// checkpointPages is when SQLite folds it by itself, inside a commit: only when the checkpointer
	// cannot keep up.
	checkpointPages = 16384
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
		if foldLog(c.conn) == nil {
			token(c.most)
		}
	}
}

func (c *checkpointer) close() error {
	c.stop()
	<-c.ended
	if err := c.conn.Close(); !errors.Is(err, sql.ErrConnDone) {
		return err
	}
	return nil // closed before
}

// fold is the writer's part, between two commits: it counts what was written, and folds the rest once
// the checkpointer has folded most.
func (w *writer) fold(jobs int) {
	if w.written += jobs; w.written >= checkpointEvery {
		w.written = 0
		token(w.checkpoints.due)
	}
	select {
	case <-w.checkpoints.most:
		_ = foldLog(w.conn)
	default:
	}
}

// foldLog folds as much of the log as nobody reads any more. A failure loses nothing: the log stays, and
// a later round or SQLite itself folds it.
func foldLog(conn *sql.Conn) error {
	var busy, pages, folded int64
	return conn.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &pages, &folded)
}

// setCheckpoints moves SQLite's own checkpoint out of the way.
func setCheckpoints(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, fmt.Sprintf("PRAGMA wal_autocheckpoint=%d", checkpointPages))
	return err
}
