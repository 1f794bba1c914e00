package sqlite

import (
	"context"

	"antomdesk/backend/sandbox"
)

const refundColumns = `id, environment_id, payment_id, refund_id, refund_request_id, amount_minor, currency, status,
	reason, notify_url, first_answer, created_at_ms, completes_at_ms, refunded_at_ms, updated_at_ms`

const selectRefund = "SELECT seq, " + refundColumns + " FROM refund "

func scanRefund(row scanner) (sandbox.Refund, error) {
	var r sandbox.Refund
	err := row.Scan(&r.Seq, &r.ID, &r.EnvironmentID, &r.PaymentID, &r.RefundID, &r.RefundRequestID, &r.AmountMinor,
		&r.Currency, &r.Status, textInto(&r.Reason), textInto(&r.NotifyURL), &r.FirstAnswer,
		instant{&r.CreatedAt}, instant{&r.CompletesAt}, instant{&r.RefundedAt}, instant{&r.UpdatedAt})
	return r, err
}

// RefundsOf lists the refunds of a payment, oldest first.
func (r reader) RefundsOf(ctx context.Context, environmentID, paymentID string) ([]sandbox.Refund, error) {
	return collect(ctx, r.q, scanRefund,
		selectRefund+"WHERE environment_id = ? AND payment_id = ? ORDER BY seq", environmentID, paymentID)
}

// RefundByID returns the refund with Antom's number refundID.
func (r reader) RefundByID(ctx context.Context, environmentID, refundID string) (sandbox.Refund, error) {
	return r.refund(ctx, "WHERE environment_id = ? AND refund_id = ?", environmentID, refundID)
}

// RefundByRequestID returns the refund of the merchant's refundRequestId.
func (r reader) RefundByRequestID(ctx context.Context, environmentID, refundRequestID string) (sandbox.Refund, error) {
	return r.refund(ctx, "WHERE environment_id = ? AND refund_request_id = ?", environmentID, refundRequestID)
}

func (r reader) refund(ctx context.Context, where string, args ...any) (sandbox.Refund, error) {
	refund, err := scanRefund(r.q.QueryRowContext(ctx, selectRefund+where, args...))
	if err != nil {
		return sandbox.Refund{}, found(err, "There is no such refund.")
	}
	return refund, nil
}

var insertRefund = "INSERT INTO refund (" + refundColumns + ") VALUES (" + slots(columns(refundColumns)) + ")"

// InsertRefund adds the refund; conflict when its refundRequestId or number exists already.
func (tx *writeTx) InsertRefund(ctx context.Context, r sandbox.Refund) error {
	_, err := tx.exec(ctx, insertRefund,
		r.ID, r.EnvironmentID, r.PaymentID, r.RefundID, r.RefundRequestID, r.AmountMinor, r.Currency, string(r.Status),
		orNull(r.Reason), orNull(r.NotifyURL), blob(r.FirstAnswer),
		millis(r.CreatedAt), millis(r.CompletesAt), millis(r.RefundedAt), millis(r.UpdatedAt))
	if isUnique(err) {
		return sandbox.Conflict("A refund with refundRequestId %s or this id exists already.", r.RefundRequestID)
	}
	return explain(err)
}

const updateRefund = `UPDATE refund SET status = ?, completes_at_ms = ?, refunded_at_ms = ?, updated_at_ms = ?,
	first_answer = COALESCE(first_answer, ?) WHERE id = ?`

// UpdateRefund writes the movable fields: status and times. The first answer is kept if there is none
// yet and never replaced.
func (tx *writeTx) UpdateRefund(ctx context.Context, r sandbox.Refund) error {
	return tx.changeOne(ctx, sandbox.NotFound("There is no such refund."), updateRefund,
		string(r.Status), millis(r.CompletesAt), millis(r.RefundedAt), millis(r.UpdatedAt), blob(r.FirstAnswer), r.ID)
}
