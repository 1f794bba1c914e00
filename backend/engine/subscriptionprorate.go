package engine

import (
	"context"
	"slices"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// prorate takes or gives back orderInfo.orderAmount at once, as prorationSettings say; a refund is one
// of the newest payment that was made.
func (w *subscriptionWork) prorate(ctx context.Context, req contract.SubscriptionChangeRequest, rules methodRules) (*refusal, error) {
	if req.ProrationSettings == "" {
		return nil, nil
	}
	if req.OrderInfo.OrderAmount == nil {
		return illegal("orderInfo.orderAmount is required with prorationSettings; it is missing."), nil
	}
	amount, no := parseAmount("orderInfo.orderAmount", *req.OrderInfo.OrderAmount)
	if no != nil {
		return no, nil
	}
	switch req.ProrationSettings {
	case prorationPay:
		return w.payNow(ctx, amount)
	case prorationRefund:
		return w.refundNow(ctx, amount, rules)
	}
	return illegal("prorationSettings must be %s or %s; %s was sent.", prorationPay, prorationRefund, quoted(req.ProrationSettings)), nil
}

// payNow deducts an amount in the current period. A deduction that fails refuses the update.
func (w *subscriptionWork) payNow(ctx context.Context, amount money.Amount) (*refusal, error) {
	if w.detail.Phase == 0 {
		return refuse(sandbox.CodeProcessFail, "The first period has not begun; there is nothing to prorate."), nil
	}
	p := w.engine.deduction(w.env, w.object, &w.detail, amount, w.now)
	if p.Status == sandbox.PaymentFail {
		return refuse(p.ResultCode, "%s", p.ResultMessage), nil
	}
	return nil, w.engine.keepDeduction(ctx, w.tx, w.env, w.object, w.detail, p)
}

// refundNow gives an amount back with a refundRequestId of its own: the merchant's refunds and updates have
// separate ids (api.md §5.2).
func (w *subscriptionWork) refundNow(ctx context.Context, amount money.Amount, rules methodRules) (*refusal, error) {
	links, err := w.tx.ObjectsOf(ctx, w.env.ID, sandbox.KindDeduction, w.object.ObjectID)
	if err != nil {
		return nil, err
	}
	for _, link := range slices.Backward(links) {
		if link.Status != string(sandbox.PaymentSuccess) {
			continue
		}
		a, err := w.engine.newRefund(ctx, w.tx, Call{Environment: w.env}, contract.RefundRequest{
			RefundRequestID: w.detail.deductionID(w.object.ObjectID), PaymentID: link.ObjectID, RefundReason: prorationRefund,
			RefundAmount: wireAmount(amount.Minor, amount.Currency),
		}, amount, rules)
		if err == nil && a.Result.Status == sandbox.StatusF {
			return refuse(a.Result.Code, "%s", a.Result.Message), nil
		}
		return nil, err
	}
	return refuse(sandbox.CodeProcessFail, "No payment of the subscription has succeeded; there is nothing to give back."), nil
}
