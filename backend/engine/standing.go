package engine

import (
	"context"
	"time"

	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// Standing is where a payment's money is, as the screens show it. Amounts are in the payment's currency.
type Standing struct {
	Authorised  money.Amount // asked for, or as updateAmount left it
	Captured    money.Amount // taken of what was held; zero for payments that are never held
	Refunded    money.Amount // given back or about to be
	CaptureLeft money.Amount
	RefundLeft  money.Amount
	Hold        string    // status of the held money; empty for payments that are never held
	HeldUntil   time.Time // when held money goes back; zero for payments that are never held
	Captures    []Captured
}

// Captured is one capture.
type Captured struct {
	ID, RequestID string
	Amount        money.Amount
	At            time.Time
}

// Standing reads where p's money is, without changing anything.
func (e *Engine) Standing(ctx context.Context, p sandbox.Payment) (Standing, error) {
	zero := money.Amount{Currency: p.Currency}
	s := Standing{Authorised: amountOf(p.AmountMinor, p.Currency), Captured: zero, Refunded: zero, CaptureLeft: zero, RefundLeft: zero}
	held, err := e.heldIn(ctx, e.reader, p)
	if err != nil {
		return s, err
	}
	if err := s.hold(held, p); err != nil {
		return s, err
	}
	refunds, err := e.reader.RefundsOf(ctx, p.EnvironmentID, p.PaymentID)
	if err != nil {
		return s, err
	}
	s.refunds(refunds, p)
	return s, nil
}

func (s *Standing) hold(held heldMoney, p sandbox.Payment) error {
	if !held.found {
		return nil
	}
	s.Hold, s.HeldUntil = held.hold.Status, authExpiry(p)
	s.Authorised.Minor, s.Captured.Minor = held.detail.AmountMinor, held.detail.CapturedMinor
	if held.hold.Status == holdOpen {
		s.CaptureLeft.Minor = held.detail.AmountMinor - held.detail.CapturedMinor
	}
	for _, o := range held.captures {
		detail, err := detailOf[captureDetail](o)
		if err != nil {
			return err
		}
		s.Captures = append(s.Captures, Captured{ID: o.ObjectID, RequestID: o.RequestID, Amount: amountOf(detail.AmountMinor, detail.Currency), At: o.CreatedAt})
	}
	return nil
}

// refunds says what was given back and, of a paid payment, what is left to give.
func (s *Standing) refunds(refunds []sandbox.Refund, p sandbox.Payment) {
	received := s.Authorised
	if s.Hold != "" {
		received = s.Captured
	}
	left := leftToRefund(received, refunds)
	s.Refunded.Minor = received.Minor - left.Minor
	if p.Status == sandbox.PaymentSuccess {
		s.RefundLeft = left
	}
}
