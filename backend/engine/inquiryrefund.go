package engine

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// InquiryRefund tells where a refund stands (api.md §3.8); refundId wins over refundRequestId.
func (e *Engine) InquiryRefund(ctx context.Context, call Call, req contract.InquiryRefundRequest) (Answer, error) {
	r, no, err := e.findRefund(ctx, call, req)
	if no != nil {
		a, err := no.answer(req.RefundRequestID, "")
		a.RefundID = req.RefundID
		return a, err
	}
	if err != nil {
		return Answer{}, err
	}
	if completes(r, e.now(call.Environment)) {
		if r, err = e.completeNow(ctx, r, call.Environment); err != nil {
			return Answer{}, err
		}
	}
	amount := wireAmount(r.AmountMinor, r.Currency)
	body, err := encode(contract.InquiryRefundResponse{
		Result: wireResult(sandbox.OK()), RefundID: r.RefundID, RefundRequestID: r.RefundRequestID,
		RefundAmount: &amount, RefundStatus: string(r.Status), RefundTime: timeOrNone(r.RefundedAt),
	})
	return Answer{
		Body: body, Result: sandbox.OK(), RequestID: r.RefundRequestID, PaymentID: r.PaymentID,
		RefundID: r.RefundID, Amount: amountOf(r.AmountMinor, r.Currency),
	}, err
}

func (e *Engine) findRefund(ctx context.Context, call Call, req contract.InquiryRefundRequest) (sandbox.Refund, *refusal, error) {
	var r sandbox.Refund
	var err error
	asked := "refundId"
	switch {
	case req.RefundID != "":
		r, err = e.reader.RefundByID(ctx, call.Environment.ID, req.RefundID)
	case req.RefundRequestID != "":
		asked = "refundRequestId"
		r, err = e.reader.RefundByRequestID(ctx, call.Environment.ID, req.RefundRequestID)
	default:
		return r, illegal("Send refundId or refundRequestId; both are missing."), nil
	}
	if sandbox.IsNotFound(err) {
		return r, refuse(sandbox.CodeOrderNotExist, "No refund of this client has that %s.", asked), nil
	}
	return r, nil, err
}

// completeNow finishes a due refund and returns it as it stands afterwards, whoever finished it.
func (e *Engine) completeNow(ctx context.Context, r sandbox.Refund, env sandbox.Environment) (sandbox.Refund, error) {
	err := e.decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error {
		current, err := tx.RefundByID(ctx, r.EnvironmentID, r.RefundID)
		if err != nil {
			return err
		}
		err = e.completeIfDue(ctx, tx, &current, env)
		r = current
		return err
	})
	return r, err
}
