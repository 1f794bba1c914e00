package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"antomdesk/backend/sandbox"
)

const forwardColumns = "id, target_id, exchange_id, status, repeats, under_way, created_at_ms, ended_at_ms"

const attemptOfForwardColumns = "forward_id, exchange_id, repeat, http_status, reason, at_ms"

const (
	selectForward = "SELECT seq, " + forwardColumns + " FROM forward "
	firstWaiting  = selectForward + "WHERE target_id = ? AND status = 'QUEUED' ORDER BY seq LIMIT 1"
	openTarget    = selectTarget + "WHERE id = ? AND deleted_at_ms IS NULL AND paused = 0"
	// An attempt that is still marked as under way was cut off, so it may have reached the target.
	beginForward = "UPDATE forward SET repeats = repeats + under_way, under_way = 1 WHERE id = ? RETURNING repeats"
	holdForward  = "UPDATE forward SET repeats = repeats + ?, under_way = 0 WHERE id = ?"
	closeForward = "UPDATE forward SET status = 'SENT', under_way = 0, ended_at_ms = ? WHERE id = ?"
	targetWorks  = "UPDATE forward_target SET last_error = NULL, failing_since_ms = NULL WHERE id = ? AND last_error IS NOT NULL"
	targetFails  = `UPDATE forward_target SET last_error = ?, failing_since_ms = coalesce(failing_since_ms, ?)
	WHERE id = ? AND last_error IS NOT ?`
	waitingTargets = selectTarget + `WHERE deleted_at_ms IS NULL AND paused = 0
	AND EXISTS (SELECT 1 FROM forward WHERE target_id = forward_target.id AND status = 'QUEUED') ORDER BY seq`
	queueForward = "INSERT INTO forward (" + forwardColumns + `) SELECT ?, id, ?, 'QUEUED', 0, 0, ?, NULL
	FROM forward_target WHERE id = ? AND deleted_at_ms IS NULL`
)

func scanForward(row scanner) (sandbox.Forward, error) {
	var f sandbox.Forward
	err := row.Scan(&f.Seq, &f.ID, &f.TargetID, &f.ExchangeID, &f.Status, &f.Repeats, &f.UnderWay,
		instant{&f.CreatedAt}, instant{&f.EndedAt})
	return f, err
}

// RecordCapture keeps the exchange and queues its forwards in one commit.
func (s *Store) RecordCapture(ctx context.Context, x sandbox.Exchange, b sandbox.ExchangeBytes, forwards []sandbox.Forward) error {
	row, err := s.newExchangeRow(x, b)
	if err != nil {
		return err
	}
	return s.writer.do(ctx, func(ctx context.Context, tx *writeTx) error {
		if err := row.insert(tx); err != nil {
			return err
		}
		for _, f := range forwards {
			if _, err := tx.exec(ctx, queueForward, f.ID, x.ID, f.CreatedAt.UnixMilli(), f.TargetID); err != nil {
				return explain(err)
			}
			tx.tellEndpoint(x.EnvironmentID, f.TargetID)
		}
		return nil
	}, func() { s.search.grown(row.seq) })
}

// WaitingTargets lists the targets that are not paused and for which something waits.
func (s *Store) WaitingTargets(ctx context.Context) ([]sandbox.ForwardTarget, error) {
	return collect(ctx, s.read, scanTarget, waitingTargets)
}

// StartForward marks the oldest waiting forward of the target as under way.
func (s *Store) StartForward(ctx context.Context, targetID string) (f sandbox.Forward, t sandbox.ForwardTarget, some bool, err error) {
	err = s.writer.do(ctx, func(ctx context.Context, tx *writeTx) error {
		f, t, some, err = tx.startForward(ctx, targetID)
		return err
	}, nil)
	return f, t, some, err
}

func (tx *writeTx) startForward(ctx context.Context, targetID string) (f sandbox.Forward, t sandbox.ForwardTarget, some bool, err error) {
	if t, err = scanTarget(tx.QueryRowContext(ctx, openTarget, targetID)); err == nil {
		f, err = scanForward(tx.QueryRowContext(ctx, firstWaiting, targetID))
	}
	if errors.Is(err, sql.ErrNoRows) {
		return f, t, false, nil
	}
	if err == nil {
		err = tx.QueryRowContext(ctx, beginForward, f.ID).Scan(&f.Repeats)
	}
	return f, t, err == nil, explain(err)
}

// EndForward stores how the attempt ended; if the target answered, it starts the next one in the same
// commit.
func (s *Store) EndForward(ctx context.Context, f sandbox.Forward, e sandbox.ForwardEnd) (next sandbox.Forward, t sandbox.ForwardTarget, some bool, err error) {
	var row *exchangeRow
	if e.Reached {
		if row, err = s.newExchangeRow(e.Exchange, e.Bytes); err != nil {
			return next, t, false, err
		}
	}
	err = s.writer.do(ctx, func(ctx context.Context, tx *writeTx) error {
		tx.tellEndpoint(e.Exchange.EnvironmentID, f.TargetID)
		if row != nil {
			if err := tx.insertForwardAttempt(ctx, row, e.Attempt); err != nil {
				return err
			}
		}
		if !e.Answered {
			return tx.holdForward(ctx, f, e)
		}
		if err := tx.closeForward(ctx, f, e); err != nil {
			return err
		}
		next, t, some, err = tx.startForward(ctx, f.TargetID)
		return err
	}, func() {
		if row != nil {
			s.search.grown(row.seq)
		}
	})
	return next, t, some, err
}

func (tx *writeTx) insertForwardAttempt(ctx context.Context, row *exchangeRow, a sandbox.ForwardAttempt) error {
	if err := row.insert(tx); err != nil {
		return err
	}
	_, err := tx.exec(ctx, "INSERT INTO forward_attempt ("+attemptOfForwardColumns+") VALUES ("+slots(columns(attemptOfForwardColumns))+")",
		a.ForwardID, a.ExchangeID, a.Repeat, statusOrNull(a.HTTPStatus), orNull(a.Reason), a.At.UnixMilli())
	return explain(err)
}

// holdForward leaves the forward first in its queue and notes why the target counts as down, if it does.
func (tx *writeTx) holdForward(ctx context.Context, f sandbox.Forward, e sandbox.ForwardEnd) error {
	if _, err := tx.exec(ctx, holdForward, yesNo(e.Reached), f.ID); err != nil {
		return explain(err)
	}
	if e.Reason == "" {
		return nil
	}
	_, err := tx.exec(ctx, targetFails, e.Reason, e.At.UnixMilli(), f.TargetID, e.Reason)
	return explain(err)
}

func (tx *writeTx) closeForward(ctx context.Context, f sandbox.Forward, e sandbox.ForwardEnd) error {
	if _, err := tx.exec(ctx, closeForward, e.At.UnixMilli(), f.ID); err != nil {
		return explain(err)
	}
	_, err := tx.exec(ctx, targetWorks, f.TargetID)
	return explain(err)
}

// ForwardsOf lists what became of a capture's forwards, oldest target first.
func (s *Store) ForwardsOf(ctx context.Context, exchangeID string) ([]sandbox.ForwardResult, error) {
	results, err := collect(ctx, s.read, scanForwardResult,
		"SELECT f.seq, "+qualified("f", forwardColumns)+", t.url FROM forward f JOIN forward_target t ON t.id = f.target_id WHERE f.exchange_id = ? ORDER BY f.seq", exchangeID)
	for i := range results {
		if err == nil {
			results[i].Attempts, err = collect(ctx, s.read, scanForwardAttempt,
				"SELECT "+attemptOfForwardColumns+" FROM forward_attempt WHERE forward_id = ? ORDER BY seq", results[i].Forward.ID)
		}
	}
	return results, err
}

func scanForwardResult(row scanner) (sandbox.ForwardResult, error) {
	var r sandbox.ForwardResult
	f := &r.Forward
	err := row.Scan(&f.Seq, &f.ID, &f.TargetID, &f.ExchangeID, &f.Status, &f.Repeats, &f.UnderWay,
		instant{&f.CreatedAt}, instant{&f.EndedAt}, &r.URL)
	return r, err
}

func scanForwardAttempt(row scanner) (sandbox.ForwardAttempt, error) {
	var a sandbox.ForwardAttempt
	err := row.Scan(&a.ForwardID, &a.ExchangeID, &a.Repeat, wholeInto(&a.HTTPStatus), textInto(&a.Reason), instant{&a.At})
	return a, err
}
