package engine

import (
	"context"
	"time"

	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// Dispute is a dispute as lists show it. Times are the environment's; zero ones have not come.
type Dispute struct {
	ID               string
	PaymentID        string
	PaymentRequestID string
	Type             string // CHARGEBACK, RETRIEVAL_REQUEST or COMPLIANCE_REQUEST
	Status           string
	Amount           money.Amount
	ReasonCode       string
	Reason           string
	Source           string // the card brand, or the payment method
	AcceptReason     string // empty unless accepted
	JudgedResult     string // empty unless judged
	Defenses         int    // documents supplied
	CreatedAt        time.Time
	DefenseDueAt     time.Time
	NextAt           time.Time // when time will change it
	EndedAt          time.Time
}

// DisputeOf reads a dispute's object.
func DisputeOf(o sandbox.Object) (Dispute, error) {
	d, err := detailOf[disputeDetail](o)
	return Dispute{
		ID: o.ObjectID, PaymentID: o.ParentID, PaymentRequestID: d.PaymentRequestID, Type: d.Type, Status: o.Status,
		Amount: amountOf(d.AmountMinor, d.Currency), ReasonCode: d.ReasonCode, Reason: d.Reason, Source: d.Source,
		AcceptReason: d.AcceptReason, JudgedResult: d.JudgedResult, Defenses: d.Defenses,
		CreatedAt: o.CreatedAt, DefenseDueAt: d.DefenseDueAt, NextAt: o.DueAt, EndedAt: d.EndedAt,
	}, err
}

// Disputes lists an environment's disputes, newest first, at most limit; an empty paymentID means any
// payment's.
func (e *Engine) Disputes(ctx context.Context, environmentID, paymentID string, limit int) ([]Dispute, error) {
	objects, _, err := e.reader.ListObjects(ctx, sandbox.ObjectFilter{
		EnvironmentID: environmentID, Kind: sandbox.KindDispute, ParentID: paymentID, Limit: limit,
	})
	if err != nil {
		return nil, err
	}
	list := make([]Dispute, 0, len(objects))
	for _, o := range objects {
		d, err := DisputeOf(o)
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}
