package services

import (
	"context"

	"antomdesk/backend/engine"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// Disputes does what a buyer and the buyer's bank do about a payment.
type Disputes struct{ h *handle }

// shownDisputes is how many List answers with.
const shownDisputes = 200

// ListDisputesInput selects disputes; an empty paymentId means any payment's.
type ListDisputesInput struct {
	Environment string `json:"environment"`
	PaymentID   string `json:"paymentId"`
}

// OpenDisputeInput says which payment to dispute and how; empty fields have defaults.
type OpenDisputeInput struct {
	Environment string `json:"environment"`
	PaymentID   string `json:"paymentId"`
	Type        string `json:"type"`        // CHARGEBACK unless said
	ReasonCode  string `json:"reasonCode"`  // the card scheme's
	Reason      string `json:"reason"`      // a sentence
	AmountMinor string `json:"amountMinor"` // digits, in the payment's currency; the whole payment unless said
	Resolved    bool   `json:"resolved"`    // rapid dispute resolution: it is over at once
}

// DisputeInput names a dispute.
type DisputeInput struct {
	Environment string `json:"environment"`
	DisputeID   string `json:"disputeId"`
}

// JudgeDisputeInput says how a dispute ends.
type JudgeDisputeInput struct {
	Environment string `json:"environment"`
	DisputeID   string `json:"disputeId"`
	ForMerchant bool   `json:"forMerchant"`
}

// DisputeList is a list of disputes, newest first.
type DisputeList struct {
	Items []DisputeView `json:"items"`
}

// DisputeView is one dispute. Times are the environment's; "" has not come.
type DisputeView struct {
	DisputeID        string `json:"disputeId"`
	PaymentID        string `json:"paymentId"`
	PaymentRequestID string `json:"paymentRequestId"`
	Type             string `json:"type"`
	Status           string `json:"status"`
	AmountMinor      string `json:"amountMinor"`
	Currency         string `json:"currency"`
	AmountText       string `json:"amountText"`
	ReasonCode       string `json:"reasonCode"`
	Reason           string `json:"reason"`
	Source           string `json:"source"`
	AcceptReason     string `json:"acceptReason"`
	JudgedResult     string `json:"judgedResult"`
	Defenses         int    `json:"defenses"`
	CreatedAt        string `json:"createdAt"`
	DefenseDueAt     string `json:"defenseDueAt"`
	NextAt           string `json:"nextAt"`
	EndedAt          string `json:"endedAt"`
}

// List lists an environment's disputes.
func (s *Disputes) List(in ListDisputesInput) (DisputeList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (DisputeList, error) {
		list, err := d.Disputer.Disputes(ctx, env.ID, in.PaymentID, shownDisputes)
		out := DisputeList{Items: make([]DisputeView, 0, len(list))}
		for _, dispute := range list {
			out.Items = append(out.Items, disputeView(dispute))
		}
		return out, err
	})
}

// Open disputes a paid payment as its buyer's bank would, and tells the merchant.
func (s *Disputes) Open(in OpenDisputeInput) (DisputeView, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (DisputeView, error) {
		p, err := d.findPayment(ctx, BuyerInput{PaymentID: in.PaymentID, Environment: in.Environment})
		if err != nil {
			return DisputeView{}, err
		}
		order := engine.DisputeOrder{Type: in.Type, ReasonCode: in.ReasonCode, Reason: in.Reason, Resolved: in.Resolved}
		if in.AmountMinor != "" {
			if order.Amount, err = money.ParseMinor(p.Currency, in.AmountMinor); err != nil {
				return DisputeView{}, sandbox.Invalid("amountMinor", "%q is no amount of %s in its smallest unit", in.AmountMinor, p.Currency)
			}
		}
		o, err := d.Disputer.OpenDispute(ctx, p.EnvironmentID, p.PaymentID, order)
		return disputeFrom(o, err)
	})
}

// Judge decides a dispute now, for the merchant or against.
func (s *Disputes) Judge(in JudgeDisputeInput) (DisputeView, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (DisputeView, error) {
		o, err := d.Disputer.JudgeDispute(ctx, env.ID, in.DisputeID, in.ForMerchant)
		return disputeFrom(o, err)
	})
}

// Cancel takes a dispute back, as its buyer would.
func (s *Disputes) Cancel(in DisputeInput) (DisputeView, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (DisputeView, error) {
		o, err := d.Disputer.CancelDispute(ctx, env.ID, in.DisputeID)
		return disputeFrom(o, err)
	})
}

func disputeFrom(o sandbox.Object, err error) (DisputeView, error) {
	if err != nil {
		return DisputeView{}, err
	}
	d, err := engine.DisputeOf(o)
	return disputeView(d), err
}

func disputeView(d engine.Dispute) DisputeView {
	v := DisputeView{
		DisputeID: d.ID, PaymentID: d.PaymentID, PaymentRequestID: d.PaymentRequestID, Type: d.Type, Status: d.Status,
		Currency: d.Amount.Currency, ReasonCode: d.ReasonCode, Reason: d.Reason, Source: d.Source,
		AcceptReason: d.AcceptReason, JudgedResult: d.JudgedResult, Defenses: d.Defenses,
		CreatedAt: timeText(d.CreatedAt), DefenseDueAt: timeText(d.DefenseDueAt), NextAt: timeText(d.NextAt), EndedAt: timeText(d.EndedAt),
	}
	v.AmountMinor, v.AmountText = amountTexts(d.Amount.Minor, d.Amount.Currency)
	return v
}
