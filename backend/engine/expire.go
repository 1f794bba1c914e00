package engine

import (
	"context"
	"fmt"
	"time"

	"antomdesk/backend/sandbox"
)

// expireIfDue closes a payment whose time has run out, or confirms one that waited for its bank; whoever
// looks at it first sees it so.
func (e *Engine) expireIfDue(ctx context.Context, tx sandbox.Tx, p *sandbox.Payment, env sandbox.Environment) error {
	now := e.now(env)
	if !expired(*p, now) {
		return nil
	}
	next := *p
	if p.Status == sandbox.PaymentPending {
		paid(&next, p.ExpiresAt) // the bank's word came then
	} else {
		failPayment(&next, declined(env.Settings.ExpiredPaymentCode), now)
	}
	next.UpdatedAt = now
	return e.settle(ctx, tx, p, next, env)
}

func expired(p sandbox.Payment, now time.Time) bool {
	return !p.Status.Final() && !p.ExpiresAt.IsZero() && !p.ExpiresAt.After(now)
}

// settle moves p to next, a status the merchant is told of by notification.
func (e *Engine) settle(ctx context.Context, tx sandbox.Tx, p *sandbox.Payment, next sandbox.Payment, env sandbox.Environment) error {
	if err := e.move(ctx, tx, p, next); err != nil {
		return err
	}
	return e.conclude(ctx, tx, next, env)
}

// conclude tells the merchant of a payment's end and does what follows from it.
func (e *Engine) conclude(ctx context.Context, tx sandbox.Tx, p sandbox.Payment, env sandbox.Environment) error {
	if err := e.notifyPayment(ctx, tx, p, env); err != nil {
		return err
	}
	if err := e.bind(ctx, tx, p, env); err != nil {
		return err
	}
	if err := e.disputeByData(ctx, tx, p, env); err != nil {
		return err
	}
	if !isAuthorization(p) || p.Status != sandbox.PaymentSuccess {
		return nil
	}
	return e.hold(ctx, tx, p, env)
}

// move writes next over p, along the documented transitions only.
func (e *Engine) move(ctx context.Context, tx sandbox.Tx, p *sandbox.Payment, next sandbox.Payment) error {
	if next.Status != p.Status && !p.Status.CanBecome(next.Status) {
		return fmt.Errorf("payment %s: %s cannot become %s", p.PaymentID, p.Status, next.Status)
	}
	if err := tx.UpdatePayment(ctx, next); err != nil {
		return err
	}
	tx.Emit(paymentEvent(next))
	*p = next
	return nil
}

// completeIfDue finishes an asynchronous refund whose moment has come.
func (e *Engine) completeIfDue(ctx context.Context, tx sandbox.Tx, r *sandbox.Refund, env sandbox.Environment) error {
	now := e.now(env)
	if !completes(*r, now) || !r.Status.CanBecome(sandbox.RefundSuccess) {
		return nil
	}
	next := *r
	next.Status, next.RefundedAt, next.UpdatedAt = sandbox.RefundSuccess, r.CompletesAt, now
	if err := tx.UpdateRefund(ctx, next); err != nil {
		return err
	}
	tx.Emit(refundEvent(next))
	*r = next
	return e.notifyRefund(ctx, tx, next, env)
}

func completes(r sandbox.Refund, now time.Time) bool {
	return r.Status == sandbox.RefundProcessing && !r.CompletesAt.IsZero() && !r.CompletesAt.After(now)
}
