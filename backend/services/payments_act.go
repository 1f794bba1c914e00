package services

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// CapturePaymentInput takes held money: AmountMinor of it, in the payment's currency.
type CapturePaymentInput struct {
	Environment string `json:"environment"`
	PaymentID   string `json:"paymentId"`
	AmountMinor string `json:"amountMinor"`
	KeepRest    bool   `json:"keepRest"` // what is left stays open for a later capture
}

// RefundPaymentInput gives money back: AmountMinor of it, in the payment's currency.
type RefundPaymentInput struct {
	Environment string `json:"environment"`
	PaymentID   string `json:"paymentId"`
	AmountMinor string `json:"amountMinor"`
	Reason      string `json:"reason"` // may be empty
}

const mostReason = 256 // characters

// Capture takes money that is held, as payments/capture does.
func (s *Payments) Capture(in CapturePaymentInput) (PaymentDetail, error) {
	return s.act(in.Environment, in.PaymentID, func(ctx context.Context, d *Deps, call engine.Call, p sandbox.Payment) error {
		amount, err := amountOfInput(in.AmountMinor, p.Currency)
		if err != nil {
			return err
		}
		last := !in.KeepRest
		return accepted(d.Merchant.Capture(ctx, call, contract.CaptureRequest{
			CaptureRequestID: d.IDs.New(), PaymentID: p.PaymentID, CaptureAmount: onTheWire(amount), IsLastCapture: &last,
		}))
	})
}

// Cancel closes a payment or takes a paid one back in full, as payments/cancel does.
func (s *Payments) Cancel(in PaymentInput) (PaymentDetail, error) {
	return s.act(in.Environment, in.PaymentID, func(ctx context.Context, d *Deps, call engine.Call, p sandbox.Payment) error {
		return accepted(d.Merchant.Cancel(ctx, call, contract.CancelRequest{PaymentID: p.PaymentID}))
	})
}

// Refund gives money back, as payments/refund does.
func (s *Payments) Refund(in RefundPaymentInput) (PaymentDetail, error) {
	return s.act(in.Environment, in.PaymentID, func(ctx context.Context, d *Deps, call engine.Call, p sandbox.Payment) error {
		amount, err := amountOfInput(in.AmountMinor, p.Currency)
		if err != nil {
			return err
		}
		if err := checkReason(in.Reason); err != nil {
			return err
		}
		return accepted(d.Merchant.Refund(ctx, call, contract.RefundRequest{
			RefundRequestID: d.IDs.New(), PaymentID: p.PaymentID, RefundAmount: onTheWire(amount), RefundReason: in.Reason,
		}))
	})
}

// act does something with a payment and answers with how it stands afterwards.
func (s *Payments) act(environment, paymentID string, do func(context.Context, *Deps, engine.Call, sandbox.Payment) error) (PaymentDetail, error) {
	return inEnvironment(s.h, environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (PaymentDetail, error) {
		p, err := d.paymentOf(ctx, env, paymentID)
		if err != nil {
			return PaymentDetail{}, err
		}
		if err := do(ctx, d, engine.Call{Environment: env, Origin: d.walletOrigin()}, p); err != nil {
			return PaymentDetail{}, err
		}
		return d.paymentDetail(ctx, env, paymentID)
	})
}

func amountOfInput(digits, currency string) (money.Amount, error) {
	amount, err := money.ParseMinor(currency, digits)
	if err != nil || !amount.IsPositive() {
		return amount, sandbox.Invalid("amountMinor", "%.32q is not an amount; use minor units of %s as digits, more than 0", digits, currency)
	}
	return amount, nil
}

func onTheWire(a money.Amount) contract.Amount {
	return contract.Amount{Currency: a.Currency, Value: a.Value()}
}

func checkReason(reason string) error {
	if len([]rune(reason)) > mostReason {
		return sandbox.Invalid("reason", "use at most %d characters", mostReason)
	}
	return nil
}

// accepted turns an answer that refuses into a conflict with Antom's code and sentence. U is no refusal:
// the answer comes later.
func accepted(a engine.Answer, err error) error {
	if err != nil || a.Result.Status != sandbox.StatusF {
		return err
	}
	return sandbox.Conflict("%s: %s", a.Result.Code, a.Result.Message)
}
