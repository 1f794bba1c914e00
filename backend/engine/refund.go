package engine

import (
	"context"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// RefundDelay is how long after the call an asynchronous refund completes. Antom names no time; two
// seconds are enough to see PROCESSING and short enough to wait for.
const RefundDelay = 2 * time.Second

const refundInProcessMessage = "refund in process"

// Refund gives a paid payment's money back, in full or in part (api.md §3.7). Wallets answer S at
// once; other methods answer U and complete after RefundDelay.
func (e *Engine) Refund(ctx context.Context, call Call, req contract.RefundRequest) (Answer, error) {
	amount, no := parseAmount("refundAmount", req.RefundAmount)
	if no != nil {
		return no.answer(req.RefundRequestID, req.PaymentID)
	}
	rules, err := e.methodRules(ctx, call.Environment)
	if err != nil {
		return Answer{}, err
	}
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		first, err := tx.RefundByRequestID(ctx, call.Environment.ID, req.RefundRequestID)
		switch {
		case err == nil:
			return e.repeatRefund(ctx, tx, call, first, amount)
		case sandbox.IsNotFound(err):
			return e.newRefund(ctx, tx, call, req, amount, rules)
		}
		return Answer{}, err
	})
}

// repeatRefund answers a refundRequestId seen before: as the first time while the refund is in process,
// and with its outcome once there is one. Only refundAmount is compared (api.md §5.2).
func (e *Engine) repeatRefund(ctx context.Context, tx sandbox.Tx, call Call, r sandbox.Refund, amount money.Amount) (Answer, error) {
	if r.AmountMinor != amount.Minor || r.Currency != amount.Currency {
		return refuse(sandbox.CodeRepeatReqInconsistent,
			"refundRequestId was used before with another refundAmount.").answer(r.RefundRequestID, r.PaymentID)
	}
	if err := e.completeIfDue(ctx, tx, &r, call.Environment); err != nil {
		return Answer{}, err
	}
	result, err := replayed(r.FirstAnswer)
	if err != nil || r.Status == sandbox.RefundProcessing || result.Status != sandbox.StatusU {
		return refundAnswerOf(r, result), err
	}
	result = refundResult(r)
	r.FirstAnswer, err = refundBody(r, result)
	return refundAnswerOf(r, result), err
}

func (e *Engine) newRefund(ctx context.Context, tx sandbox.Tx, call Call, req contract.RefundRequest, amount money.Amount, rules methodRules) (Answer, error) {
	if no := checkNotifyURL("refundNotifyUrl", req.RefundNotifyURL); no != nil {
		return no.answer(req.RefundRequestID, req.PaymentID)
	}
	p, err := tx.PaymentByID(ctx, call.Environment.ID, req.PaymentID)
	if sandbox.IsNotFound(err) {
		return refuse(sandbox.CodeOrderNotExist, "No payment of this client has that paymentId.").answer(req.RefundRequestID, req.PaymentID)
	}
	if err != nil {
		return Answer{}, err
	}
	if err := e.expireIfDue(ctx, tx, &p, call.Environment); err != nil {
		return Answer{}, err
	}
	if err := e.lapseIfDue(ctx, tx, &p, call.Environment); err != nil {
		return Answer{}, err
	}
	rule := rules.of(p.PaymentMethodType)
	no, err := e.mayRefund(ctx, tx, call.Environment, p, amount, rule)
	if err != nil {
		return Answer{}, err
	}
	if no != nil {
		return no.answer(req.RefundRequestID, req.PaymentID)
	}
	return e.refund(ctx, tx, call, req, p, amount, rule)
}

// mayRefund is nil when the payment allows a refund of that amount now.
func (e *Engine) mayRefund(ctx context.Context, from sandbox.Reader, env sandbox.Environment, p sandbox.Payment, amount money.Amount, rule sandbox.PaymentMethodRule) (*refusal, error) {
	if no := e.checkRefundable(env, p, amount, rule); no != nil {
		return no, nil
	}
	received, no, err := e.receivedOf(ctx, from, p)
	if no != nil || err != nil {
		return no, err
	}
	if !rule.PartialRefund && amount.Minor < received.Minor {
		return refuse(sandbox.CodePartialRefundUnsupported, "%s refunds payments in full only.", p.PaymentMethodType), nil
	}
	refunds, err := from.RefundsOf(ctx, p.EnvironmentID, p.PaymentID)
	if err != nil {
		return nil, err
	}
	if left := leftToRefund(received, refunds); amount.Minor > left.Minor {
		return refuse(sandbox.CodeRefundAmountExceed,
			"%s of the payment is left to refund; %s was asked for.", left, amount), nil
	} else if least := leastRefund(rule, left); amount.Minor < least.Minor {
		return illegal("refundAmount.value must be at least %d in %s for %s, or all that is left; \"%d\" was sent.",
			least.Minor, least.Currency, clip(rule.Type, 64), amount.Minor), nil
	}
	return nil, nil
}

// leastRefund is the method's minimum (api.md §3.7), or what is left where that is less.
func leastRefund(rule sandbox.PaymentMethodRule, left money.Amount) money.Amount {
	if least, _, ok := limits(rule, left.Currency); ok && rule.EnforceLimits {
		left.Minor = min(least, left.Minor)
		return left
	}
	return amountOf(0, left.Currency)
}

func (e *Engine) checkRefundable(env sandbox.Environment, p sandbox.Payment, amount money.Amount, rule sandbox.PaymentMethodRule) *refusal {
	switch {
	case p.Status == sandbox.PaymentCancelled:
		return refuse(sandbox.CodeOrderIsCanceled, canceledMessage)
	case p.Status != sandbox.PaymentSuccess:
		return refuse(sandbox.CodeOrderStatusInvalid, "The payment is %s; only a SUCCESS payment can be refunded.", p.Status)
	case amount.Currency != p.Currency:
		return refuse(sandbox.CodeCurrencyNotSupport, "The payment is in %s; a refund in %s is not possible.", p.Currency, amount.Currency)
	case !rule.Refund:
		return refuse(sandbox.CodeRefundNotSupported, "%s does not support refunds.", p.PaymentMethodType)
	}
	if until := p.PaidAt.Add(refundWindowOf(rule)); e.now(env).After(until) {
		return refuse(sandbox.CodeRefundWindowExceed, "The payment could be refunded until %s.", sandbox.FormatTime(until))
	}
	return checkStep("refundAmount", p.PaymentMethodType, amount)
}

// leftToRefund is what no refund has claimed yet; those in process claim too.
func leftToRefund(received money.Amount, refunds []sandbox.Refund) money.Amount {
	left := received.Minor
	for _, r := range refunds {
		if r.Status != sandbox.RefundFail {
			left -= r.AmountMinor
		}
	}
	return amountOf(left, received.Currency)
}

// refund accepts: the row, its first answer, and for wallets the notification.
func (e *Engine) refund(ctx context.Context, tx sandbox.Tx, call Call, req contract.RefundRequest, p sandbox.Payment, amount money.Amount, rule sandbox.PaymentMethodRule) (Answer, error) {
	now := e.now(call.Environment)
	r := sandbox.Refund{
		ID: e.ids.New(), EnvironmentID: p.EnvironmentID, PaymentID: p.PaymentID,
		RefundID: e.numbers(call.Environment).RefundID(), RefundRequestID: req.RefundRequestID,
		AmountMinor: amount.Minor, Currency: amount.Currency, Status: sandbox.RefundProcessing,
		Reason: req.RefundReason, NotifyURL: req.RefundNotifyURL,
		CreatedAt: now, CompletesAt: now.Add(RefundDelay), UpdatedAt: now,
	}
	if rule.SyncRefund {
		r.Status, r.RefundedAt, r.CompletesAt = sandbox.RefundSuccess, now, time.Time{}
	}
	result := refundResult(r)
	var err error
	if r.FirstAnswer, err = refundBody(r, result); err != nil {
		return Answer{}, err
	}
	if err := tx.InsertRefund(ctx, r); err != nil {
		return Answer{}, err
	}
	tx.Emit(refundEvent(r))
	answer := refundAnswerOf(r, result)
	if r.Status == sandbox.RefundSuccess {
		return answer, e.notifyRefund(ctx, tx, r, call.Environment)
	}
	return answer, nil
}

// refundResult is where a refund stands, in Antom's three letters.
func refundResult(r sandbox.Refund) sandbox.Result {
	switch r.Status {
	case sandbox.RefundSuccess:
		return sandbox.OK()
	case sandbox.RefundFail:
		return sandbox.Fail(sandbox.CodeProcessFail, "The refund failed.")
	}
	return sandbox.InProcess(sandbox.CodeRefundInProcess, refundInProcessMessage)
}

func refundBody(r sandbox.Refund, result sandbox.Result) ([]byte, error) {
	amount := wireAmount(r.AmountMinor, r.Currency)
	return encode(contract.RefundResponse{
		Result: wireResult(result), RefundRequestID: r.RefundRequestID, RefundID: r.RefundID,
		PaymentID: r.PaymentID, RefundAmount: &amount, RefundTime: timeOrNone(r.RefundedAt),
	})
}

func refundAnswerOf(r sandbox.Refund, result sandbox.Result) Answer {
	return Answer{
		Body: r.FirstAnswer, Result: result, RequestID: r.RefundRequestID, PaymentID: r.PaymentID,
		RefundID: r.RefundID, Amount: amountOf(r.AmountMinor, r.Currency),
	}
}
