package services

import (
	"cmp"
	"context"
	"slices"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// shownCalls is how many of a payment's log rows its detail holds.
const shownCalls = 100

// PaymentDetail is everything known of one payment. Times are the environment's; those of log rows are
// real.
type PaymentDetail struct {
	Row              PaymentRow            `json:"row"`
	ProductCode      string                `json:"productCode"`
	ResultMessage    string                `json:"resultMessage"`
	ReferenceOrderID string                `json:"referenceOrderId"`
	OrderDescription string                `json:"orderDescription"`
	MerchantName     string                `json:"merchantName"`
	RedirectURL      string                `json:"redirectUrl"`
	NotifyURL        string                `json:"notifyUrl"` // of the call; "" means the environment's
	CardBrand        string                `json:"cardBrand"`
	CardNumber       string                `json:"cardNumber"` // masked
	BuyerAction      string                `json:"buyerAction"`
	ExpiresAt        string                `json:"expiresAt"` // when an open payment closes; "" once it is final
	HeldUntil        string                `json:"heldUntil"` // when money that is only held goes back
	Hold             string                `json:"hold"`      // status of the held money, "" without
	Money            PaymentMoney          `json:"money"`
	Allowed          []string              `json:"allowed"` // of approve, decline, capture, refund, cancel and dispute: what would not be refused now
	Events           []PaymentEvent        `json:"events"`  // oldest first
	Notifications    []PaymentNotification `json:"notifications"`
	Calls            []LogRow              `json:"calls"` // newest first
	MoreCalls        bool                  `json:"moreCalls"`
}

// PaymentMoney says where a payment's money is, in minor units as digits and as people read them.
type PaymentMoney struct {
	Decimals    int        `json:"decimals"` // digits of the currency that are minor units: 2 for USD, 0 for JPY
	Authorised  AmountView `json:"authorised"`
	Captured    AmountView `json:"captured"`
	Refunded    AmountView `json:"refunded"`
	CaptureLeft AmountView `json:"captureLeft"`
	RefundLeft  AmountView `json:"refundLeft"`
}

// AmountView is one amount of a currency named elsewhere.
type AmountView struct {
	Minor string `json:"minor"`
	Text  string `json:"text"`
}

// PaymentEvent is one step of a payment's life.
type PaymentEvent struct {
	What       string `json:"what"` // created, paid, failed, cancelled, capture, refund or dispute
	At         string `json:"at"`
	ID         string `json:"id"`
	RequestID  string `json:"requestId"`
	Status     string `json:"status"`
	AmountText string `json:"amountText"`
	Note       string `json:"note"` // a reason or a result code
}

// PaymentNotification is one notification about a payment and how its delivery stands.
type PaymentNotification struct {
	ID            string `json:"id"`
	Type          string `json:"type"`
	Status        string `json:"status"` // PENDING, ACKNOWLEDGED or ABANDONED
	Attempts      int    `json:"attempts"`
	NextAttemptAt string `json:"nextAttemptAt"` // "" unless pending
	CreatedAt     string `json:"createdAt"`
	ExchangeID    string `json:"exchangeId"` // of the last attempt; "" before the first
	Reason        string `json:"reason"`     // why the last attempt was not acknowledged
}

// PaymentInput names a payment of an environment by Antom's number.
type PaymentInput struct {
	Environment string `json:"environment"`
	PaymentID   string `json:"paymentId"`
}

// Get returns one payment in full.
func (s *Payments) Get(in PaymentInput) (PaymentDetail, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (PaymentDetail, error) {
		return d.paymentDetail(ctx, env, in.PaymentID)
	})
}

func (d *Deps) paymentOf(ctx context.Context, env sandbox.Environment, paymentID string) (sandbox.Payment, error) {
	p, err := d.Reader.PaymentByID(ctx, env.ID, paymentID)
	if sandbox.IsNotFound(err) {
		return p, sandbox.NotFound("there is no payment %.64q in the %s environment; look for it in the list of all transactions", paymentID, env.Kind)
	}
	return p, err
}

func (d *Deps) paymentDetail(ctx context.Context, env sandbox.Environment, paymentID string) (PaymentDetail, error) {
	p, err := d.paymentOf(ctx, env, paymentID)
	if err != nil {
		return PaymentDetail{}, err
	}
	standing, err := d.Merchant.Standing(ctx, p)
	if err != nil {
		return PaymentDetail{}, err
	}
	refunds, err := d.Reader.RefundsOf(ctx, env.ID, p.PaymentID)
	if err != nil {
		return PaymentDetail{}, err
	}
	allowed, err := d.Merchant.Allowed(ctx, p, standing)
	if err != nil {
		return PaymentDetail{}, err
	}
	out := paymentDetail(p, standing, d.walletOrigin())
	out.Allowed = mapped(allowed, func(deed engine.Deed) string { return string(deed) })
	disputes, err := d.Disputer.Disputes(ctx, env.ID, p.PaymentID, shownDisputes)
	if err != nil {
		return PaymentDetail{}, err
	}
	out.Events = paymentEvents(p, standing, refunds, disputes)
	if out.Notifications, err = d.paymentNotifications(ctx, p); err != nil {
		return PaymentDetail{}, err
	}
	page, err := d.Exchanges.ListExchanges(ctx, sandbox.ExchangeFilter{EnvironmentID: env.ID, PaymentID: p.PaymentID, Page: sandbox.PageRequest{Limit: shownCalls}})
	out.Calls, out.MoreCalls = mapped(page.Items, logRow), page.More
	return out, err
}

func paymentDetail(p sandbox.Payment, s engine.Standing, walletOrigin string) PaymentDetail {
	out := PaymentDetail{
		Row: paymentRow(p, walletOrigin), ProductCode: p.ProductCode, ResultMessage: p.ResultMessage,
		ReferenceOrderID: p.ReferenceOrderID, OrderDescription: p.OrderDescription, MerchantName: p.MerchantName,
		RedirectURL: p.RedirectURL, NotifyURL: p.NotifyURL, BuyerAction: string(p.BuyerAction), Hold: s.Hold, HeldUntil: timeText(s.HeldUntil),
		Money: PaymentMoney{
			Decimals:   decimalsOf(p.Currency),
			Authorised: amountView(s.Authorised), Captured: amountView(s.Captured), Refunded: amountView(s.Refunded),
			CaptureLeft: amountView(s.CaptureLeft), RefundLeft: amountView(s.RefundLeft),
		},
	}
	if !p.Status.Final() {
		out.ExpiresAt = timeText(p.ExpiresAt)
	}
	if p.Card != nil {
		out.CardBrand, out.CardNumber = p.Card.Brand, p.Card.MaskedNumber
	}
	return out
}

// decimalsOf is 0 for a currency nobody knows, as its amounts are written in minor units.
func decimalsOf(currency string) int {
	digits, err := money.Digits(currency)
	if err != nil {
		return 0
	}
	return digits
}

func amountView(a money.Amount) AmountView { return AmountView{Minor: a.Value(), Text: a.String()} }

// paymentEvents tells a payment's life, oldest first.
func paymentEvents(p sandbox.Payment, s engine.Standing, refunds []sandbox.Refund, disputes []engine.Dispute) []PaymentEvent {
	events := []datedEvent{{p.CreatedAt, PaymentEvent{What: "created", ID: p.PaymentID, RequestID: p.PaymentRequestID, AmountText: s.Authorised.String()}}}
	add := func(at time.Time, e PaymentEvent) { events = append(events, datedEvent{at, e}) }
	if !p.PaidAt.IsZero() {
		add(p.PaidAt, PaymentEvent{What: "paid", Status: string(sandbox.PaymentSuccess)})
	}
	switch p.Status {
	case sandbox.PaymentFail:
		add(p.UpdatedAt, PaymentEvent{What: "failed", Status: string(p.Status), Note: p.ResultCode})
	case sandbox.PaymentCancelled:
		add(p.CancelledAt, PaymentEvent{What: "cancelled", Status: string(p.Status), Note: p.ResultCode})
	}
	for _, c := range s.Captures {
		add(c.At, PaymentEvent{What: "capture", ID: c.ID, RequestID: c.RequestID, Status: "SUCCESS", AmountText: c.Amount.String()})
	}
	for _, r := range refunds {
		_, amount := amountTexts(r.AmountMinor, r.Currency)
		add(r.CreatedAt, PaymentEvent{What: "refund", ID: r.RefundID, RequestID: r.RefundRequestID, Status: string(r.Status), AmountText: amount, Note: r.Reason})
	}
	for _, o := range disputes {
		add(o.CreatedAt, PaymentEvent{What: "dispute", ID: o.ID, Status: o.Status, AmountText: o.Amount.String(), Note: o.Reason})
	}
	slices.SortStableFunc(events, func(a, b datedEvent) int { return cmp.Compare(a.at.UnixMilli(), b.at.UnixMilli()) })
	return mapped(events, func(e datedEvent) PaymentEvent {
		e.event.At = timeText(e.at)
		return e.event
	})
}

type datedEvent struct {
	at    time.Time
	event PaymentEvent
}

func (d *Deps) paymentNotifications(ctx context.Context, p sandbox.Payment) ([]PaymentNotification, error) {
	list, err := d.Notifications.NotificationsOf(ctx, p.EnvironmentID, p.PaymentID)
	if err != nil {
		return nil, err
	}
	out := mapped(list, paymentNotification)
	for i, n := range list {
		attempts, err := d.Notifications.AttemptsOf(ctx, n.ID)
		if err != nil {
			return nil, err
		}
		if len(attempts) > 0 {
			last := attempts[len(attempts)-1]
			out[i].ExchangeID, out[i].Reason = last.ExchangeID, last.Reason
		}
	}
	return out, nil
}

func paymentNotification(n sandbox.Notification) PaymentNotification {
	return PaymentNotification{
		ID: n.ID, Type: string(n.Type), Status: string(n.Status), Attempts: n.Attempts,
		NextAttemptAt: timeText(n.NextAttemptAt), CreatedAt: timeText(n.CreatedAt),
	}
}
