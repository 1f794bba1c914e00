package sqlite

import (
	"context"
	"time"

	"antomdesk/backend/sandbox"
)

// The conditions repeat those of the partial indexes payment_due and refund_due, which hold only what
// is still open.
const (
	openPayment = "status IN ('PROCESSING', 'PENDING') AND expires_at_ms IS NOT NULL"
	openRefund  = "status = 'PROCESSING' AND completes_at_ms IS NOT NULL"

	duePayments = selectPayment + "WHERE " + openPayment + " AND expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?"
	dueRefunds  = selectRefund + "WHERE " + openRefund + " AND completes_at_ms <= ? ORDER BY completes_at_ms LIMIT ?"
	nextPayment = "SELECT expires_at_ms FROM payment WHERE " + openPayment + " ORDER BY expires_at_ms LIMIT 1"
	nextRefund  = "SELECT completes_at_ms FROM refund WHERE " + openRefund + " ORDER BY completes_at_ms LIMIT 1"
)

// DuePayments lists open payments whose ExpiresAt is not after now, earliest first.
func (s *Store) DuePayments(ctx context.Context, now time.Time, limit int) ([]sandbox.Payment, error) {
	return collect(ctx, s.read, scanPayment, duePayments, now.UnixMilli(), limit)
}

// DueRefunds lists PROCESSING refunds whose CompletesAt is not after now, earliest first.
func (s *Store) DueRefunds(ctx context.Context, now time.Time, limit int) ([]sandbox.Refund, error) {
	return collect(ctx, s.read, scanRefund, dueRefunds, now.UnixMilli(), limit)
}

// NextDue is the earliest instant at which time alone changes a payment or a refund; zero when none
// will. It may have passed already.
func (s *Store) NextDue(ctx context.Context) (time.Time, error) {
	payment, err := earliest(ctx, s.read, nextPayment)
	if err != nil {
		return time.Time{}, err
	}
	refund, err := earliest(ctx, s.read, nextRefund)
	if err != nil || refund.IsZero() || (!payment.IsZero() && payment.Before(refund)) {
		return payment, err
	}
	return refund, nil
}
