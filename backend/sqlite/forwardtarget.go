package sqlite

import (
	"context"
	"time"

	"antomdesk/backend/sandbox"
)

const targetColumns = `id, endpoint_id, url, types, signature, paused, last_error, failing_since_ms, created_at_ms, deleted_at_ms`

const selectTarget = "SELECT seq, " + targetColumns + " FROM forward_target "

const (
	changeTarget  = "UPDATE forward_target SET url = ?, types = ?, signature = ? WHERE id = ? AND deleted_at_ms IS NULL"
	removeTarget  = "UPDATE forward_target SET deleted_at_ms = ? WHERE id = ? AND deleted_at_ms IS NULL"
	pauseTarget   = "UPDATE forward_target SET paused = ? WHERE id = ? AND deleted_at_ms IS NULL"
	dropWaiting   = "UPDATE forward SET status = 'DROPPED', ended_at_ms = ? WHERE target_id = ? AND status = 'QUEUED'"
	dropFirst     = dropWaiting + " AND seq = (SELECT min(seq) FROM forward WHERE target_id = ? AND status = 'QUEUED')"
	waitingFor    = "SELECT count(*), min(created_at_ms) FROM forward WHERE target_id = ? AND status = 'QUEUED'"
	sentTo        = "SELECT count(*) FROM (SELECT 1 FROM forward WHERE target_id = ? AND status = 'SENT' LIMIT ?)"
	unknownTarget = "There is no forwarding target %s."
)

func scanTarget(row scanner) (sandbox.ForwardTarget, error) {
	var t sandbox.ForwardTarget
	err := row.Scan(&t.Seq, &t.ID, &t.EndpointID, &t.URL, object{&t.Types}, &t.Signature, &t.Paused,
		textInto(&t.LastError), instant{&t.FailingSince}, instant{&t.CreatedAt}, instant{&t.DeletedAt})
	return t, err
}

// TargetByID returns one target that is not deleted, as it stands now.
func (s *Store) TargetByID(ctx context.Context, id string) (sandbox.ForwardTarget, error) {
	t, err := scanTarget(s.read.QueryRowContext(ctx, selectTarget+"WHERE id = ? AND deleted_at_ms IS NULL", id))
	if err != nil {
		return sandbox.ForwardTarget{}, found(err, unknownTarget, id)
	}
	return t, nil
}

// SaveTarget adds the target or changes the one with its id.
func (s *Store) SaveTarget(ctx context.Context, t sandbox.ForwardTarget) error {
	return s.changeEndpoints(ctx, func(ctx context.Context, tx *writeTx) error {
		tx.tellEndpoint("", t.ID)
		res, err := tx.exec(ctx, changeTarget, t.URL, listJSON(t.Types), string(t.Signature), t.ID)
		if err != nil {
			return explain(err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 1 {
			return err
		}
		_, err = tx.exec(ctx, "INSERT INTO forward_target ("+targetColumns+") VALUES ("+slots(columns(targetColumns))+")",
			t.ID, t.EndpointID, t.URL, listJSON(t.Types), string(t.Signature), yesNo(t.Paused),
			orNull(t.LastError), millis(t.FailingSince), t.CreatedAt.UnixMilli(), millis(t.DeletedAt))
		return explain(err)
	})
}

// DeleteTarget removes the target and drops its queue.
func (s *Store) DeleteTarget(ctx context.Context, id string, at time.Time) error {
	return s.changeEndpoints(ctx, func(ctx context.Context, tx *writeTx) error {
		return tx.removeTarget(ctx, id, at)
	})
}

func (tx *writeTx) removeTarget(ctx context.Context, id string, at time.Time) error {
	tx.tellEndpoint("", id)
	if err := tx.changeOne(ctx, sandbox.NotFound(unknownTarget, id), removeTarget, at.UnixMilli(), id); err != nil {
		return err
	}
	_, err := tx.exec(ctx, dropWaiting, at.UnixMilli(), id)
	return explain(err)
}

// PauseTarget holds the target's queue back, or lets it go on.
func (s *Store) PauseTarget(ctx context.Context, id string, paused bool) error {
	return s.changeEndpoints(ctx, func(ctx context.Context, tx *writeTx) error {
		tx.tellEndpoint("", id)
		return tx.changeOne(ctx, sandbox.NotFound(unknownTarget, id), pauseTarget, yesNo(paused), id)
	})
}

// DropQueue drops what waits for the target, or only the first of it.
func (s *Store) DropQueue(ctx context.Context, id string, firstOnly bool, at time.Time) (dropped int, err error) {
	statement, args := dropWaiting, []any{at.UnixMilli(), id}
	if firstOnly {
		statement, args = dropFirst, append(args, id)
	}
	err = s.writer.do(ctx, func(ctx context.Context, tx *writeTx) error {
		tx.tellEndpoint("", id)
		res, err := tx.exec(ctx, statement, args...)
		if err != nil {
			return explain(err)
		}
		n, err := res.RowsAffected()
		dropped = int(n)
		return err
	}, nil)
	return dropped, err
}

// ForwardQueues tells how much waits for each target.
func (s *Store) ForwardQueues(ctx context.Context, upTo int) ([]sandbox.ForwardQueue, error) {
	book, err := s.EndpointBook(ctx)
	if err != nil {
		return nil, err
	}
	queues := []sandbox.ForwardQueue{}
	for _, targets := range book.Targets {
		for _, t := range targets {
			q, err := s.forwardQueue(ctx, t.ID, upTo)
			if err != nil {
				return nil, err
			}
			queues = append(queues, q)
		}
	}
	return queues, nil
}

func (s *Store) forwardQueue(ctx context.Context, targetID string, upTo int) (sandbox.ForwardQueue, error) {
	q := sandbox.ForwardQueue{TargetID: targetID}
	if err := s.read.QueryRowContext(ctx, waitingFor, targetID).Scan(&q.Queued, instant{&q.Oldest}); err != nil {
		return q, explain(err)
	}
	var sent int
	err := s.read.QueryRowContext(ctx, sentTo, targetID, upTo+1).Scan(&sent)
	q.Sent, q.More = min(sent, upTo), sent > upTo
	return q, explain(err)
}
