package sqlite

import (
	"context"
	"time"

	"antomdesk/backend/sandbox"
)

// The conditions repeat those of the partial indexes payment_due, refund_due and object_due, which
// hold only what is still open.
const (
	openPayment = "environment_id = ? AND status IN ('PROCESSING', 'PENDING') AND expires_at_ms IS NOT NULL"
	openRefund  = "environment_id = ? AND status = 'PROCESSING' AND completes_at_ms IS NOT NULL"
	openObject  = "environment_id = ? AND due_at_ms IS NOT NULL"

	duePayments = selectPayment + "WHERE " + openPayment + " AND expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?"
	dueRefunds  = selectRefund + "WHERE " + openRefund + " AND completes_at_ms <= ? ORDER BY completes_at_ms LIMIT ?"
	dueObjects  = selectObject + "WHERE " + openObject + " AND due_at_ms <= ? ORDER BY due_at_ms LIMIT ?"
	nextPayment = "SELECT expires_at_ms FROM payment WHERE " + openPayment + " ORDER BY expires_at_ms LIMIT 1"
	nextRefund  = "SELECT completes_at_ms FROM refund WHERE " + openRefund + " ORDER BY completes_at_ms LIMIT 1"
	nextObject  = "SELECT due_at_ms FROM object WHERE " + openObject + " ORDER BY due_at_ms LIMIT 1"
)

// DuePayments lists an environment's open payments whose ExpiresAt is not after now, earliest first.
func (s *Store) DuePayments(ctx context.Context, environmentID string, now time.Time, limit int) ([]sandbox.Payment, error) {
	return collect(ctx, s.read, scanPayment, duePayments, environmentID, now.UnixMilli(), limit)
}

// DueRefunds lists an environment's PROCESSING refunds whose CompletesAt is not after now, earliest
// first.
func (s *Store) DueRefunds(ctx context.Context, environmentID string, now time.Time, limit int) ([]sandbox.Refund, error) {
	return collect(ctx, s.read, scanRefund, dueRefunds, environmentID, now.UnixMilli(), limit)
}

// DueObjects lists an environment's objects whose DueAt is set and not after now, earliest first.
func (s *Store) DueObjects(ctx context.Context, environmentID string, now time.Time, limit int) ([]sandbox.Object, error) {
	return collect(ctx, s.read, scanObject, dueObjects, environmentID, now.UnixMilli(), limit)
}

// NextDue is the earliest instant at which time alone changes something in the environment; zero when
// nothing will. It may have passed already.
func (s *Store) NextDue(ctx context.Context, environmentID string) (time.Time, error) {
	var next time.Time
	for _, query := range []string{nextPayment, nextRefund, nextObject} {
		at, err := earliest(ctx, s.read, query, environmentID)
		if err != nil {
			return time.Time{}, err
		}
		if next.IsZero() || !at.IsZero() && at.Before(next) {
			next = at
		}
	}
	return next, nil
}
