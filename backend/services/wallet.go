package services

import (
	"context"

	"antomdesk/backend/sandbox"
)

// Wallet acts as the buyer without the wallet page.
type Wallet struct{ h *handle }

// BuyerInput names a payment by Antom's number; without an environment all are searched.
type BuyerInput struct {
	PaymentID   string `json:"paymentId"`
	Environment string `json:"environment"`
}

// BuyerOutcome is where the payment stands after the buyer acted.
type BuyerOutcome struct {
	PaymentID         string `json:"paymentId"`
	PaymentStatus     string `json:"paymentStatus"`
	PaymentResultCode string `json:"paymentResultCode"`
	RedirectURL       string `json:"redirectUrl"` // where the buyer's browser goes next
}

// Approve pays, as the wallet page's button does.
func (s *Wallet) Approve(in BuyerInput) (BuyerOutcome, error) {
	return s.act(in, func(ctx context.Context, d *Deps, p sandbox.Payment) (sandbox.Payment, error) {
		return d.Buyer.BuyerApproves(ctx, p.EnvironmentID, p.PaymentID, nil)
	})
}

// Decline refuses to pay, as the wallet page's button does.
func (s *Wallet) Decline(in BuyerInput) (BuyerOutcome, error) {
	return s.act(in, func(ctx context.Context, d *Deps, p sandbox.Payment) (sandbox.Payment, error) {
		return d.Buyer.BuyerDeclines(ctx, p.EnvironmentID, p.PaymentID)
	})
}

// Abandon leaves the page, which changes nothing: the payment waits until it expires.
func (s *Wallet) Abandon(in BuyerInput) (BuyerOutcome, error) {
	return s.act(in, func(_ context.Context, _ *Deps, p sandbox.Payment) (sandbox.Payment, error) {
		return p, nil
	})
}

type buyerAct func(ctx context.Context, d *Deps, p sandbox.Payment) (sandbox.Payment, error)

func (s *Wallet) act(in BuyerInput, act buyerAct) (BuyerOutcome, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (BuyerOutcome, error) {
		p, err := d.findPayment(ctx, in)
		if err != nil {
			return BuyerOutcome{}, err
		}
		p, err = act(ctx, d, p)
		return BuyerOutcome{
			PaymentID: p.PaymentID, PaymentStatus: string(p.Status), PaymentResultCode: p.ResultCode, RedirectURL: p.RedirectURL,
		}, err
	})
}

func (d *Deps) findPayment(ctx context.Context, in BuyerInput) (sandbox.Payment, error) {
	if in.Environment != "" {
		env, err := d.environment(ctx, in.Environment)
		if err != nil {
			return sandbox.Payment{}, err
		}
		return d.Reader.PaymentByID(ctx, env.ID, in.PaymentID)
	}
	all, err := d.environments(ctx)
	if err != nil {
		return sandbox.Payment{}, err
	}
	for _, env := range all {
		p, err := d.Reader.PaymentByID(ctx, env.ID, in.PaymentID)
		if err == nil || !sandbox.IsNotFound(err) {
			return p, err
		}
	}
	return sandbox.Payment{}, sandbox.NotFound("there is no payment %q; use the paymentId of the pay call's answer", in.PaymentID)
}
