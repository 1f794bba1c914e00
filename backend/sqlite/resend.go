package sqlite

import (
	"context"
	"time"

	"antomdesk/backend/sandbox"
)

const (
	notificationsOfPayment = selectNotification + "WHERE n.payment_id = ? AND n.environment_id = ? ORDER BY n.seq DESC LIMIT ?"
	resendsOf              = selectNotification + "WHERE n.resend_of = ? ORDER BY n.seq LIMIT ?"
	batchStatuses          = "SELECT status, count(*) FROM notification WHERE batch = ? GROUP BY status"
	endBatch               = `UPDATE notification SET status = 'ABANDONED', next_attempt_at_ms = NULL, updated_at_ms = ?
	WHERE batch = ? AND status = 'PENDING'`
	labTouched = `SELECT count(*) FROM notification AS n JOIN delivery_attempt AS a ON a.notification_id = n.id
	WHERE n.seq > ? AND n.seq <= ? AND +n.environment_id = ? AND instr(' ' || a.marks || ' ', ' ' || ? || ' ') > 0`
)

// NotificationsOfPayment lists a payment's notifications, newest first, at most limit.
func (s *Store) NotificationsOfPayment(ctx context.Context, environmentID, paymentID string, limit int) ([]sandbox.Notification, error) {
	return collect(ctx, s.read, scanNotification, notificationsOfPayment, paymentID, environmentID, limit)
}

// ResendsOf lists the notifications that repeat another, oldest first, at most limit.
func (s *Store) ResendsOf(ctx context.Context, notificationID string, limit int) ([]sandbox.Notification, error) {
	return collect(ctx, s.read, scanNotification, resendsOf, notificationID, limit)
}

// Batch counts the notifications of a resend of many by status.
func (s *Store) Batch(ctx context.Context, batch string) (map[sandbox.NotificationStatus]int, error) {
	type row struct {
		status sandbox.NotificationStatus
		n      int
	}
	rows, err := collect(ctx, s.read, func(r scanner) (x row, err error) { return x, r.Scan(&x.status, &x.n) }, batchStatuses, batch)
	counts := map[sandbox.NotificationStatus]int{}
	for _, r := range rows {
		counts[r.status] = r.n
	}
	return counts, err
}

// EndBatch gives up those of a resend of many that wait.
func (s *Store) EndBatch(ctx context.Context, batch string, at time.Time) error {
	return s.writer.do(ctx, func(ctx context.Context, tx *writeTx) error {
		tx.Emit(sandbox.Event{Topic: sandbox.TopicNotification})
		_, err := tx.exec(ctx, endBatch, at.UnixMilli(), batch)
		return explain(err)
	}, nil)
}

// LabTouched counts the attempts a fault has shaped.
func (s *Store) LabTouched(ctx context.Context, f sandbox.LabFault) (int, error) {
	until := f.EndedSeq
	if f.EndedAt.IsZero() {
		until = 1<<63 - 1
	}
	var n int
	err := s.read.QueryRowContext(ctx, labTouched, f.AfterSeq, until, f.EnvironmentID, string(f.Kind.Mark())).Scan(&n)
	return n, explain(err)
}
