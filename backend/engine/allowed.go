package engine

import (
	"context"

	"antomdesk/backend/sandbox"
)

// Deed is something that can be done about a payment.
type Deed string

// The deeds, in the order screens show them.
const (
	DeedApprove Deed = "approve" // the buyer pays
	DeedDecline Deed = "decline" // the buyer refuses
	DeedCapture Deed = "capture"
	DeedRefund  Deed = "refund"
	DeedCancel  Deed = "cancel"
	DeedDispute Deed = "dispute" // the buyer complains at the bank
)

// Allowed lists the deeds that would not be refused now, each judged by the rule the deed itself goes
// by; s is where p's money is. A payment whose time has run out allows none until that is settled.
func (e *Engine) Allowed(ctx context.Context, p sandbox.Payment, s Standing) ([]Deed, error) {
	env, err := e.environment(ctx, p.EnvironmentID)
	if err != nil {
		return nil, err
	}
	held, err := e.heldIn(ctx, e.reader, p)
	if err != nil || expired(p, e.now(env)) || e.lapsed(held.hold, env) {
		return nil, err
	}
	var all []Deed
	allow := func(deed Deed, allowed bool) {
		if allowed {
			all = append(all, deed)
		}
	}
	atBuyer := p.Status == sandbox.PaymentProcessing && p.WalletToken != ""
	allow(DeedApprove, atBuyer)
	allow(DeedDecline, atBuyer)
	allow(DeedCapture, s.CaptureLeft.IsPositive() && mayUseHold(p, held) == nil && mayCapture(held, s.CaptureLeft) == nil)
	refundable, err := e.refundable(ctx, env, p, s)
	if err != nil {
		return nil, err
	}
	allow(DeedRefund, refundable)
	no, err := e.mayCancel(ctx, e.reader, env, p)
	if err != nil {
		return nil, err
	}
	allow(DeedCancel, no == nil)
	err = mayDispute(ctx, e.reader, p, DisputeOrder{})
	if err != nil && sandbox.CodeOf(err) != sandbox.CodeConflict {
		return nil, err
	}
	allow(DeedDispute, err == nil)
	return all, nil
}

// refundable reports whether what is left of a payment's money could go back now.
func (e *Engine) refundable(ctx context.Context, env sandbox.Environment, p sandbox.Payment, s Standing) (bool, error) {
	if !s.RefundLeft.IsPositive() {
		return false, nil
	}
	rules, err := e.methodRules(ctx, env)
	if err != nil {
		return false, err
	}
	no, err := e.mayRefund(ctx, e.reader, env, p, s.RefundLeft, rules.of(p.PaymentMethodType))
	return no == nil, err
}
