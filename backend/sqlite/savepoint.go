package sqlite

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"antomdesk/backend/sandbox"
)

// run runs one job. The returned error means that the shared transaction itself is lost.
func (w *writer) run(j *job) error {
	if !j.bare {
		return w.runInSavepoint(j)
	}
	tx := newWriteTx(w)
	j.err = guarded(j, tx)
	j.events = tx.events
	return tx.lost
}

// runInSavepoint runs one job so that its failure undoes it alone. The returned error means that the
// shared transaction itself is lost.
func (w *writer) runInSavepoint(j *job) error {
	ctx := context.Background()
	if _, err := w.stmts.savepoint.ExecContext(ctx); err != nil {
		return err
	}
	tx := newWriteTx(w)
	j.err = guarded(j, tx)
	if tx.lost != nil {
		return tx.lost
	}
	if j.err == nil {
		j.events = tx.events
		_, err := w.stmts.release.ExecContext(ctx)
		return err
	}
	_, err := w.stmts.rollbackTo.ExecContext(ctx)
	if err == nil {
		_, err = w.stmts.release.ExecContext(ctx)
	}
	return err
}

// guarded turns a panic of the job into its error. The job's context keeps its values but not its end:
// an interrupted statement would make SQLite roll back everybody's writes.
func guarded(j *job, tx *writeTx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &sandbox.Error{
				Code:    sandbox.CodeInternal,
				Message: "The decision stopped unexpectedly and was undone.",
				Err:     fmt.Errorf("panic: %v\n%s", p, debug.Stack()),
			}
		}
	}()
	return j.run(context.WithoutCancel(j.ctx), tx)
}

// errLost is what a transaction answers once SQLite has rolled it back by itself.
var errLost = errors.New("sqlite: the shared transaction is lost")
