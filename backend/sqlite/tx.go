package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"antomdesk/backend/sandbox"
)

// querier is what reads need: the reader pool, or the writer's connection inside a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// reader implements sandbox.Reader over either of them.
type reader struct{ q querier }

// writeTx is one job's view of the shared transaction; it implements sandbox.Tx.
type writeTx struct {
	reader
	w      *writer
	events []sandbox.Event
	lost   error // set once an error may have rolled back the shared transaction
}

var _ sandbox.Tx = (*writeTx)(nil)

func newWriteTx(w *writer) *writeTx {
	tx := &writeTx{w: w}
	tx.reader = reader{tx}
	return tx
}

// Emit keeps events until the commit.
func (tx *writeTx) Emit(events ...sandbox.Event) { tx.events = append(tx.events, events...) }

// QueryContext reads inside the transaction, uninterruptibly.
func (tx *writeTx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rows, err := tx.w.conn.QueryContext(context.WithoutCancel(ctx), query, args...)
	return rows, tx.note(err)
}

// QueryRowContext reads one row inside the transaction, uninterruptibly.
func (tx *writeTx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	row := tx.w.conn.QueryRowContext(context.WithoutCancel(ctx), query, args...)
	_ = tx.note(row.Err()) // Scan returns it to the caller
	return row
}

// exec writes. Some errors make SQLite roll back the whole transaction; a further write would then stand
// alone, so none is let through.
func (tx *writeTx) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if tx.lost != nil {
		return nil, tx.lost
	}
	res, err := tx.w.conn.ExecContext(context.WithoutCancel(ctx), query, args...)
	return res, tx.note(err)
}

// insert is exec by a prepared statement; it returns the new row's seq.
func (tx *writeTx) insert(stmt *sql.Stmt, args []any) (int64, error) {
	if tx.lost != nil {
		return 0, tx.lost
	}
	res, err := stmt.ExecContext(context.Background(), args...)
	if err := tx.note(err); err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

func (tx *writeTx) note(err error) error {
	if err != nil && endsTransaction(err) {
		tx.lose(err)
	}
	return err
}

func (tx *writeTx) lose(err error) { tx.lost = fmt.Errorf("%w: %w", errLost, err) }

// changeOne runs an UPDATE that must hit exactly one row.
func (tx *writeTx) changeOne(ctx context.Context, missing *sandbox.Error, query string, args ...any) error {
	res, err := tx.exec(ctx, query, args...)
	if err != nil {
		return explain(err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return missing
}

// Decide runs fn in the next shared commit and returns after it; see sandbox.Decider.
func (s *Store) Decide(ctx context.Context, fn func(ctx context.Context, tx sandbox.Tx) error) error {
	return s.writer.do(ctx, func(ctx context.Context, tx *writeTx) error { return fn(ctx, tx) }, nil)
}

// DecideWithin runs fn in the shared transaction and returns before its commit; see sandbox.Decider.
func (s *Store) DecideWithin(ctx context.Context, unit *sandbox.Unit, fn func(ctx context.Context, tx sandbox.Tx) error) error {
	if unit == nil {
		return s.Decide(ctx, fn)
	}
	return s.writer.doAhead(ctx, unit, func(ctx context.Context, tx *writeTx) error { return fn(ctx, tx) })
}
