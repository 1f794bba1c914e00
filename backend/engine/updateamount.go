package engine

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// UpdateAmount changes the amount an issuer holds, up or down, as long as nothing of it was captured
// (api.md §3.6). When the hold lapses stays as it was.
func (e *Engine) UpdateAmount(ctx context.Context, call Call, req contract.UpdateAmountRequest) (Answer, error) {
	amount, no := parseAmount("amount", req.Amount)
	if no != nil {
		return no.answer(req.UpdateRequestID, req.PaymentID)
	}
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		first, err := tx.ObjectByRequestID(ctx, call.Environment.ID, sandbox.KindAmountUpdate, req.UpdateRequestID)
		switch {
		case err == nil:
			return repeatedAnswer(first, amount)
		case sandbox.IsNotFound(err):
			return e.newUpdate(ctx, tx, call, req, amount)
		}
		return Answer{}, err
	})
}

func (e *Engine) newUpdate(ctx context.Context, tx sandbox.Tx, call Call, req contract.UpdateAmountRequest, amount money.Amount) (Answer, error) {
	env := call.Environment
	p, held, no, err := e.authorisedPayment(ctx, tx, env, req.PaymentID)
	if no == nil && err == nil {
		no = mayUpdate(held, amount)
	}
	if err != nil {
		return Answer{}, err
	}
	if no != nil {
		return no.answer(req.UpdateRequestID, req.PaymentID)
	}
	o, err := e.newObject(env, sandbox.KindAmountUpdate, e.ids.New(), "SUCCESS",
		captureDetail{AmountMinor: amount.Minor, Currency: amount.Currency})
	if err != nil {
		return Answer{}, err
	}
	o.RequestID, o.ParentID = req.UpdateRequestID, p.PaymentID
	wire := wireAmount(amount.Minor, amount.Currency)
	if o.FirstAnswer, err = encode(contract.UpdateAmountResponse{
		Result: wireResult(sandbox.OK()), UpdateRequestID: req.UpdateRequestID, PaymentID: p.PaymentID, Amount: &wire,
	}); err != nil {
		return Answer{}, err
	}
	if err := insertObject(ctx, tx, o); err != nil {
		return Answer{}, err
	}
	held.detail.AmountMinor = amount.Minor
	if err := e.updateObject(ctx, tx, env, held.hold, held.detail); err != nil {
		return Answer{}, err
	}
	if err := e.notifyUpdate(ctx, tx, env, p, o, wire); err != nil {
		return Answer{}, err
	}
	return repeatedAnswer(o, amount)
}

func mayUpdate(held heldMoney, amount money.Amount) *refusal {
	switch {
	case amount.Currency != held.detail.Currency:
		return refuse(sandbox.CodeCurrencyNotSupport, "The authorization is in %s; it cannot become %s.", held.detail.Currency, amount.Currency)
	case !held.uncaptured():
		return refuse(sandbox.CodeOrderStatusInvalid, "The authorization was captured already; its amount cannot change any more.")
	}
	return nil
}

func (e *Engine) notifyUpdate(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, p sandbox.Payment, o sandbox.Object, amount contract.Amount) error {
	notice := paymentNotice(p, noticeUpdate, sandbox.OK())
	notice.PaymentAmount, notice.UpdateRequestID = amount, o.RequestID
	return e.tellOfPayment(ctx, tx, p, env, notice)
}
