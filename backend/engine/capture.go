package engine

import (
	"context"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// captureOrder is a capture that may be made.
type captureOrder struct {
	id, requestID string
	amount        money.Amount
	last          bool
}

// Capture takes held money in full or in part (api.md §3.6). The first capture is the last one too,
// unless the call says isLastCapture false and Settings.SingleCaptureOnly is off.
func (e *Engine) Capture(ctx context.Context, call Call, req contract.CaptureRequest) (Answer, error) {
	amount, no := parseAmount("captureAmount", req.CaptureAmount)
	if no != nil {
		return no.answer(req.CaptureRequestID, req.PaymentID)
	}
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		first, err := tx.ObjectByRequestID(ctx, call.Environment.ID, sandbox.KindCaptureObject, req.CaptureRequestID)
		switch {
		case err == nil:
			return repeatCapture(first, amount)
		case sandbox.IsNotFound(err):
			return e.newCapture(ctx, tx, call, req, amount)
		}
		return Answer{}, err
	})
}

// repeatCapture answers a captureRequestId seen before; only captureAmount is compared (api.md §5.2).
func repeatCapture(o sandbox.Object, amount money.Amount) (Answer, error) {
	detail, err := detailOf[captureDetail](o)
	if err != nil {
		return Answer{}, err
	}
	if amountOf(detail.AmountMinor, detail.Currency) != amount {
		return refuse(sandbox.CodeRepeatReqInconsistent,
			"captureRequestId was used before with another captureAmount.").answer(o.RequestID, o.ParentID)
	}
	return repeatedAnswer(o, amount)
}

// repeatedAnswer sends an object's first answer again.
func repeatedAnswer(o sandbox.Object, amount money.Amount) (Answer, error) {
	result, err := replayed(o.FirstAnswer)
	return Answer{Body: o.FirstAnswer, Result: result, RequestID: o.RequestID, PaymentID: o.ParentID, Amount: amount}, err
}

func (e *Engine) newCapture(ctx context.Context, tx sandbox.Tx, call Call, req contract.CaptureRequest, amount money.Amount) (Answer, error) {
	p, held, no, err := e.authorisedPayment(ctx, tx, call.Environment, req.PaymentID)
	if no == nil && err == nil {
		no = mayCapture(held, amount)
	}
	if err != nil {
		return Answer{}, err
	}
	if no != nil {
		return no.answer(req.CaptureRequestID, req.PaymentID)
	}
	o, err := e.captureHold(ctx, tx, call.Environment, p, held, captureOrder{
		id: e.numbers(call.Environment).CaptureID(), requestID: req.CaptureRequestID, amount: amount,
		last: call.Environment.Settings.SingleCaptureOnly || req.IsLastCapture == nil || *req.IsLastCapture,
	})
	if err != nil {
		return Answer{}, err
	}
	return repeatedAnswer(o, amount)
}

// authorisedPayment finds a payment whose hold can still be worked with.
func (e *Engine) authorisedPayment(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, paymentID string) (sandbox.Payment, heldMoney, *refusal, error) {
	p, err := tx.PaymentByID(ctx, env.ID, paymentID)
	if sandbox.IsNotFound(err) {
		return p, heldMoney{}, refuse(sandbox.CodeAuthNotFound, "No authorization of this client has that paymentId."), nil
	}
	if err == nil {
		err = e.expireIfDue(ctx, tx, &p, env)
	}
	if err == nil {
		err = e.lapseIfDue(ctx, tx, &p, env)
	}
	if err != nil {
		return p, heldMoney{}, nil, err
	}
	held, err := e.heldIn(ctx, tx, p)
	return p, held, mayUseHold(p, held), err
}

// mayUseHold is nil when the payment's authorisation stands.
func mayUseHold(p sandbox.Payment, held heldMoney) *refusal {
	switch {
	case held.hold.Status == holdExpired:
		return refuse(sandbox.CodeAuthExpired, "The authorization expired at %s.", authExpiryTime(p))
	case held.hold.Status == holdVoided:
		return refuse(sandbox.CodeAuthCancelled, "The authorization was cancelled.")
	case p.Status == sandbox.PaymentCancelled:
		return refuse(sandbox.CodeOrderIsCanceled, canceledMessage)
	case p.Status != sandbox.PaymentSuccess:
		return refuse(sandbox.CodeOrderStatusInvalid, "The payment is %s; only an authorized payment can be captured or changed.", p.Status)
	case !held.found:
		return refuse(sandbox.CodeOrderStatusInvalid, "The payment was not authorized with paymentFactor.isAuthorization; it is already paid.")
	}
	return nil
}

// mayCapture is nil when that much can be captured.
func mayCapture(held heldMoney, amount money.Amount) *refusal {
	left := amountOf(held.detail.AmountMinor-held.detail.CapturedMinor, held.detail.Currency)
	switch {
	case amount.Currency != left.Currency:
		return refuse(sandbox.CodeCurrencyNotSupport, "The authorization is in %s; a capture in %s is not possible.", left.Currency, amount.Currency)
	case held.hold.Status == holdCaptured:
		return refuse(sandbox.CodeMultiCaptureUnsupported, "The authorization was captured already; only captures with isLastCapture false leave a rest.")
	case amount.Minor > left.Minor:
		return refuse(sandbox.CodeCaptureExceedsAuth, "%s of the authorization is left to capture; %s was asked for.", left, amount)
	}
	return nil
}

// captureHold takes the money: the capture's object with its answer, what is left of the hold, and the
// notification.
func (e *Engine) captureHold(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, p sandbox.Payment, held heldMoney, c captureOrder) (sandbox.Object, error) {
	o, err := e.newObject(env, sandbox.KindCaptureObject, c.id, "SUCCESS",
		captureDetail{AmountMinor: c.amount.Minor, Currency: c.amount.Currency, Last: c.last})
	if err != nil {
		return o, err
	}
	o.RequestID, o.ParentID = c.requestID, p.PaymentID
	amount := wireAmount(c.amount.Minor, c.amount.Currency)
	if o.FirstAnswer, err = encode(contract.CaptureResponse{
		Result: wireResult(sandbox.OK()), CaptureRequestID: c.requestID, CaptureID: c.id, PaymentID: p.PaymentID,
		CaptureAmount: &amount, CaptureTime: sandbox.FormatTime(o.CreatedAt),
	}); err != nil {
		return o, err
	}
	if err := insertObject(ctx, tx, o); err != nil {
		return o, err
	}
	held.detail.CapturedMinor += c.amount.Minor
	if c.last || held.detail.CapturedMinor == held.detail.AmountMinor {
		held.hold.Status, held.hold.DueAt = holdCaptured, time.Time{}
	}
	if err := e.updateObject(ctx, tx, env, held.hold, held.detail); err != nil {
		return o, err
	}
	return o, e.notifyCapture(ctx, tx, env, p, o, amount)
}

// notifyCapture queues the notification of a capture, to the payment's own address (api.md §4.2).
func (e *Engine) notifyCapture(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, p sandbox.Payment, o sandbox.Object, amount contract.Amount) error {
	body, err := encode(contract.CaptureNotice{
		NotifyType: noticeCapture, Result: wireResult(noticeResult(sandbox.OK())),
		CaptureRequestID: o.RequestID, PaymentID: p.PaymentID, CaptureID: o.ObjectID,
		CaptureAmount: amount, CaptureTime: sandbox.FormatTime(o.CreatedAt),
	})
	if err != nil {
		return err
	}
	return e.queue(ctx, tx, env, sandbox.Notification{
		EnvironmentID: env.ID, Type: sandbox.NotifyCapture, PaymentID: p.PaymentID, URL: p.NotifyURL, Body: body,
	})
}
