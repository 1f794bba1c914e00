package engine

import (
	"context"
	"slices"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

const canceledMessage = "The order is canceled."

// cancelGrace is how far into the next day a paid payment may still be cancelled (api.md §3.5).
const cancelGrace = 15 * time.Minute

// Cancel closes an unpaid payment or takes a paid one back in full (api.md §3.5). It is synchronous
// and sends no notification.
func (e *Engine) Cancel(ctx context.Context, call Call, req contract.CancelRequest) (Answer, error) {
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		p, no, err := e.findPayment(ctx, tx, call, req.PaymentID, req.PaymentRequestID)
		if no != nil {
			return no.answer(req.PaymentRequestID, req.PaymentID)
		}
		if err == nil {
			err = e.expireIfDue(ctx, tx, &p, call.Environment)
		}
		if err == nil {
			err = e.lapseIfDue(ctx, tx, &p, call.Environment)
		}
		if err != nil {
			return Answer{}, err
		}
		if p.Status == sandbox.PaymentCancelled {
			return cancelAnswer(p)
		}
		if no, err := e.mayCancel(ctx, tx, call.Environment, p); no != nil || err != nil {
			return answerOr(no, err, p)
		}
		return e.cancel(ctx, tx, call, p)
	})
}

// answerOr turns a failed check into its answer, or passes the infrastructure error on.
func answerOr(no *refusal, err error, p sandbox.Payment) (Answer, error) {
	if err != nil {
		return Answer{}, err
	}
	return no.answer(p.PaymentRequestID, p.PaymentID)
}

// mayCancel is nil when the payment's state and age allow a cancellation.
func (e *Engine) mayCancel(ctx context.Context, from sandbox.Reader, env sandbox.Environment, p sandbox.Payment) (*refusal, error) {
	switch p.Status {
	case sandbox.PaymentProcessing, sandbox.PaymentPending:
		return nil, nil
	case sandbox.PaymentSuccess:
	default:
		return refuse(sandbox.CodeOrderStatusInvalid, "The payment is already %s and cannot be cancelled.", p.Status), nil
	}
	held, err := e.heldIn(ctx, from, p)
	if err != nil || held.uncaptured() {
		return nil, err
	}
	refunds, err := from.RefundsOf(ctx, p.EnvironmentID, p.PaymentID)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(refunds, func(r sandbox.Refund) bool { return r.Status != sandbox.RefundFail }) {
		return refuse(sandbox.CodeOrderStatusInvalid, "The payment has refunds and cannot be cancelled; refund the rest instead."), nil
	}
	if until := cancelUntil(p.CreatedAt); e.now(env).After(until) {
		return refuse(sandbox.CodeCancelWindowExceed,
			"The payment could be cancelled until %s; refund it instead.", sandbox.FormatTime(until)), nil
	}
	return nil, nil
}

// cancelUntil is 00:15 of the day after, in Antom's zone.
func cancelUntil(created time.Time) time.Time {
	y, m, d := created.In(sandbox.AntomZone).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, sandbox.AntomZone).Add(cancelGrace)
}

func (e *Engine) cancel(ctx context.Context, tx sandbox.Tx, call Call, p sandbox.Payment) (Answer, error) {
	next := p
	next.Status, next.CancelledAt = sandbox.PaymentCancelled, e.now(call.Environment)
	next.UpdatedAt = next.CancelledAt
	next.ResultCode, next.ResultMessage = sandbox.CodeOrderIsCanceled, canceledMessage
	if err := e.move(ctx, tx, &p, next); err != nil {
		return Answer{}, err
	}
	if err := e.void(ctx, tx, call.Environment, next); err != nil {
		return Answer{}, err
	}
	return cancelAnswer(next)
}

func cancelAnswer(p sandbox.Payment) (Answer, error) {
	body, err := encode(contract.CancelResponse{
		Result: wireResult(sandbox.OK()), PaymentID: p.PaymentID, PaymentRequestID: p.PaymentRequestID,
		CancelTime: timeOrNone(p.CancelledAt),
	})
	return Answer{
		Body: body, Result: sandbox.OK(), RequestID: p.PaymentRequestID, PaymentID: p.PaymentID,
		Amount: amountOf(p.AmountMinor, p.Currency),
	}, err
}
