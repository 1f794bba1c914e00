package sqlite

import (
	"context"
	"time"

	"antomdesk/backend/sandbox"
)

const labFaultColumns = `id, environment_id, kind, preset, url, payment_id, type, copies, duration_ms, percent, count, every_try,
	seed, after_seq, ended_seq, ends_at_ms, created_at_ms, ended_at_ms`

const (
	selectLabFault = "SELECT seq, " + labFaultColumns + " FROM lab_fault "
	allArmedFaults = selectLabFault + "WHERE ended_at_ms IS NULL ORDER BY environment_id, seq"
	labFaultsOf    = selectLabFault + "WHERE environment_id = ? ORDER BY seq DESC LIMIT ?"
	newestQueued   = "SELECT coalesce(max(seq), 0) FROM notification"
	finishLabFault = `UPDATE lab_fault SET ended_at_ms = ?, ended_seq = (SELECT coalesce(max(seq), 0) FROM notification)
	WHERE environment_id = ? AND ended_at_ms IS NULL AND ? IN ('', id)`
	letGo = `UPDATE notification SET hold = 0, next_attempt_at_ms = ? WHERE environment_id = ? AND hold > 0 AND status = 'PENDING'`
	// queuedBetween reads the rows in order of seq: +environment_id hides that column's indexes.
	queuedBetween = `SELECT seq, id, type, payment_id, url FROM notification WHERE seq > ? AND seq <= ? AND +environment_id = ?
	ORDER BY seq LIMIT ?`
)

// armedFaults are the armed ones of each environment, oldest first.
type armedFaults map[string][]sandbox.LabFault

func scanLabFault(row scanner) (sandbox.LabFault, error) {
	var f sandbox.LabFault
	err := row.Scan(&f.Seq, &f.ID, &f.EnvironmentID, &f.Kind, textInto(&f.Preset), textInto(&f.URL), textInto(&f.PaymentID),
		textInto(&f.Type), &f.Copies, &f.Millis, &f.Percent, &f.Count, &f.EveryTry, &f.Seed, &f.AfterSeq, wholeInto(&f.EndedSeq),
		instant{&f.EndsAt}, instant{&f.CreatedAt}, instant{&f.EndedAt})
	return f, err
}

// LabArmed lists an environment's faults that nobody has ended, oldest first. The slice is shared and must
// not be changed.
func (s *Store) LabArmed(ctx context.Context, environmentID string) ([]sandbox.LabFault, error) {
	all, err := s.faults.get(ctx, s.readArmedFaults)
	if err != nil {
		return nil, err
	}
	return (*all)[environmentID], nil
}

func (s *Store) readArmedFaults(ctx context.Context) (*armedFaults, error) {
	list, err := collect(ctx, s.read, scanLabFault, allArmedFaults)
	all := armedFaults{}
	for _, f := range list {
		all[f.EnvironmentID] = append(all[f.EnvironmentID], f)
	}
	return &all, err
}

// LabFaults lists an environment's faults, newest first, ended ones included.
func (s *Store) LabFaults(ctx context.Context, environmentID string, limit int) ([]sandbox.LabFault, error) {
	return collect(ctx, s.read, scanLabFault, labFaultsOf, environmentID, sandbox.PageRequest{Limit: limit}.Rows())
}

// ArmLab adds the faults; they concern what is queued from now on.
func (s *Store) ArmLab(ctx context.Context, faults []sandbox.LabFault) error {
	return s.changeLab(ctx, func(ctx context.Context, tx *writeTx) error {
		var newest int64
		if err := tx.QueryRowContext(ctx, newestQueued).Scan(&newest); err != nil {
			return explain(err)
		}
		for _, f := range faults {
			if err := tx.needEnvironment(ctx, f.EnvironmentID); err != nil {
				return err
			}
			tx.tellEnvironment(f.EnvironmentID)
			f.AfterSeq = newest
			if err := tx.insertLabFault(ctx, f); err != nil {
				return err
			}
		}
		return nil
	})
}

func (tx *writeTx) insertLabFault(ctx context.Context, f sandbox.LabFault) error {
	_, err := tx.exec(ctx, "INSERT INTO lab_fault ("+labFaultColumns+") VALUES ("+slots(columns(labFaultColumns))+")",
		f.ID, f.EnvironmentID, string(f.Kind), orNull(f.Preset), orNull(f.URL), orNull(f.PaymentID), orNull(f.Type),
		f.Copies, f.Millis, f.Percent, f.Count, yesNo(f.EveryTry), f.Seed, f.AfterSeq, nil, millis(f.EndsAt), f.CreatedAt.UnixMilli(), nil)
	if isUnique(err) {
		return sandbox.Conflict("A fault with id %s exists already.", f.ID)
	}
	return explain(err)
}

// EndLab ends the environment's faults with these ids, or all of them when there is none, and lets go what
// they hold back.
func (s *Store) EndLab(ctx context.Context, environmentID string, ids []string, at time.Time) error {
	if len(ids) == 0 {
		ids = []string{""}
	}
	return s.changeLab(ctx, func(ctx context.Context, tx *writeTx) error {
		tx.tellEnvironment(environmentID)
		for _, id := range ids {
			if _, err := tx.exec(ctx, finishLabFault, at.UnixMilli(), environmentID, id); err != nil {
				return explain(err)
			}
		}
		_, err := tx.exec(ctx, letGo, at.UnixMilli(), environmentID)
		return explain(err)
	})
}

// QueuedBetween lists an environment's notifications with afterSeq < Seq <= untilSeq, oldest first.
func (s *Store) QueuedBetween(ctx context.Context, environmentID string, afterSeq, untilSeq int64, limit int) ([]sandbox.QueuedNotification, error) {
	return collect(ctx, s.read, func(row scanner) (q sandbox.QueuedNotification, err error) {
		return q, row.Scan(&q.Seq, &q.ID, &q.Type, textInto(&q.PaymentID), textInto(&q.URL))
	}, queuedBetween, afterSeq, untilSeq, environmentID, limit)
}

// changeLab runs fn as one decision, and forgets which faults were armed before anyone is answered.
func (s *Store) changeLab(ctx context.Context, fn func(ctx context.Context, tx *writeTx) error) error {
	return s.writer.do(ctx, fn, s.faults.forget)
}
