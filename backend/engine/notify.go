package engine

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// Discriminators of the notifications (api.md §4.2).
const (
	noticePayment = "PAYMENT_RESULT"
	noticePending = "PAYMENT_PENDING"
	noticeUpdate  = "UPDATE_AMOUNT_RESULT"
	noticeCapture = "CAPTURE_RESULT"
	noticeRefund  = "REFUND_RESULT"
)

// notifyPayment queues the notification of a final status (api.md §4.2).
func (e *Engine) notifyPayment(ctx context.Context, tx sandbox.Tx, p sandbox.Payment, env sandbox.Environment) error {
	if err := e.tellOfPayment(ctx, tx, p, env, paymentNotice(p, noticePayment, resultOf(p))); err != nil {
		return err
	}
	return e.tellCardBill(ctx, tx, p, env)
}

// notifyPending queues the word that the buyer has paid and the bank has not confirmed it yet.
func (e *Engine) notifyPending(ctx context.Context, tx sandbox.Tx, p sandbox.Payment, env sandbox.Environment) error {
	return e.tellOfPayment(ctx, tx, p, env, paymentNotice(p, noticePending, sandbox.OK()))
}

func paymentNotice(p sandbox.Payment, kind string, result sandbox.Result) contract.PaymentNotice {
	return contract.PaymentNotice{
		NotifyType: kind, Result: wireResult(noticeResult(result)),
		PaymentRequestID: p.PaymentRequestID, PaymentID: p.PaymentID,
		PaymentAmount:     wireAmount(p.AmountMinor, p.Currency),
		PaymentCreateTime: sandbox.FormatTime(p.CreatedAt), PaymentTime: timeOrNone(p.PaidAt),
		PaymentMethodType: p.PaymentMethodType, PaymentResultInfo: resultInfo(p),
		AuthExpiryTime: authExpiryTime(p),
	}
}

func (e *Engine) tellOfPayment(ctx context.Context, tx sandbox.Tx, p sandbox.Payment, env sandbox.Environment, notice contract.PaymentNotice) error {
	body, err := encode(notice)
	if err != nil {
		return err
	}
	return e.queue(ctx, tx, env, sandbox.Notification{
		EnvironmentID: p.EnvironmentID, Type: sandbox.NotifyPayment, PaymentID: p.PaymentID, URL: p.NotifyURL, Body: body,
	})
}

// notifyRefund queues the notification of a completed refund.
func (e *Engine) notifyRefund(ctx context.Context, tx sandbox.Tx, r sandbox.Refund, env sandbox.Environment) error {
	body, err := encode(contract.RefundNotice{
		NotifyType: noticeRefund, Result: wireResult(noticeResult(sandbox.OK())), RefundStatus: string(r.Status),
		RefundRequestID: r.RefundRequestID, RefundID: r.RefundID,
		RefundAmount: wireAmount(r.AmountMinor, r.Currency), RefundTime: timeOrNone(r.RefundedAt),
	})
	if err != nil {
		return err
	}
	return e.queue(ctx, tx, env, sandbox.Notification{
		EnvironmentID: r.EnvironmentID, Type: sandbox.NotifyRefund,
		PaymentID: r.PaymentID, RefundID: r.RefundID, URL: r.NotifyURL, Body: body,
	})
}

// noticeResult is a result as notifications word it: "success" without the full stop of answers.
func noticeResult(r sandbox.Result) sandbox.Result {
	if r.Code == sandbox.CodeSuccess {
		r.Message = "success"
	}
	return r
}

func (e *Engine) queue(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, n sandbox.Notification) error {
	now := e.now(env)
	n.ID, n.Status = e.ids.New(), sandbox.NotificationPending
	n.NextAttemptAt = now.Add(firstDelay(env.Settings, n))
	n.CreatedAt, n.UpdatedAt = now, now
	if err := tx.InsertNotification(ctx, n); err != nil {
		return err
	}
	tx.Emit(sandbox.Event{Topic: sandbox.TopicNotification, EnvironmentID: n.EnvironmentID, ID: n.ID})
	return nil
}

func paymentEvent(p sandbox.Payment) sandbox.Event {
	return sandbox.Event{Topic: sandbox.TopicPayment, EnvironmentID: p.EnvironmentID, ID: p.PaymentID, Seq: p.Seq}
}

func refundEvent(r sandbox.Refund) sandbox.Event {
	return sandbox.Event{Topic: sandbox.TopicRefund, EnvironmentID: r.EnvironmentID, ID: r.RefundID, Seq: r.Seq}
}
