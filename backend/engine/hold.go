package engine

import (
	"context"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// authWindow is how long an issuer holds money that nobody captures (api.md §3.6).
const authWindow = 7 * day

// Capture modes (api.md §3.6); anything but MANUAL is automatic.
const captureManual = "MANUAL"

// regionKorea's issuer-authenticated cards are captured automatically whatever the call asks for.
const regionKorea = "KR"

// Statuses of a hold.
const (
	holdOpen     = "OPEN"
	holdCaptured = "CAPTURED" // nothing more can be captured
	holdVoided   = "VOIDED"
	holdExpired  = "EXPIRED"
)

// holdDetail is the money an issuer holds for a card payment. Its object has the payment's id.
type holdDetail struct {
	AmountMinor   int64  `json:"amountMinor"` // as authorised, or as updateAmount left it
	Currency      string `json:"currency"`
	CapturedMinor int64  `json:"capturedMinor"`
}

// captureDetail is one capture of a hold.
type captureDetail struct {
	AmountMinor int64  `json:"amountMinor"`
	Currency    string `json:"currency"`
	Last        bool   `json:"last"` // nothing more is captured after it
}

// isAuthorization reports whether the payment's money is held first and captured later.
func isAuthorization(p sandbox.Payment) bool { return p.Card != nil && p.Card.IsAuthorization }

func capturesAutomatically(c sandbox.Card) bool {
	return c.CaptureMode != captureManual || c.Region == regionKorea
}

// authExpiry is when an authorised payment's hold lapses; zero for other payments.
func authExpiry(p sandbox.Payment) time.Time {
	if !isAuthorization(p) || p.PaidAt.IsZero() {
		return time.Time{}
	}
	return p.PaidAt.Add(authWindow)
}

func authExpiryTime(p sandbox.Payment) string { return timeOrNone(authExpiry(p)) }

// hold keeps the money of an authorised payment, and captures it at once in automatic mode.
func (e *Engine) hold(ctx context.Context, tx sandbox.Tx, p sandbox.Payment, env sandbox.Environment) error {
	detail := holdDetail{AmountMinor: p.AmountMinor, Currency: p.Currency}
	o, err := e.newObject(env, sandbox.KindHold, p.PaymentID, holdOpen, detail)
	if err != nil {
		return err
	}
	o.ParentID, o.DueAt = p.PaymentID, authExpiry(p)
	if err := insertObject(ctx, tx, o); err != nil {
		return err
	}
	if !capturesAutomatically(*p.Card) {
		return nil
	}
	id := e.numbers(env).CaptureID()
	_, err = e.captureHold(ctx, tx, env, p, heldMoney{hold: o, detail: detail, found: true}, captureOrder{
		id: id, requestID: id, amount: amountOf(p.AmountMinor, p.Currency), last: true,
	})
	return err
}

// heldMoney is a payment's hold with what was done to it. The zero value belongs to payments that were
// never authorised.
type heldMoney struct {
	found    bool
	hold     sandbox.Object
	detail   holdDetail
	captures []sandbox.Object
	updates  []sandbox.Object
}

// uncaptured reports whether the money is held and nothing of it was captured.
func (h heldMoney) uncaptured() bool {
	return h.found && h.hold.Status == holdOpen && h.detail.CapturedMinor == 0
}

// authorised is the payment's amount, as updateAmount may have changed it; minor units.
func (h heldMoney) authorised(p sandbox.Payment) int64 {
	if !h.found {
		return p.AmountMinor
	}
	return h.detail.AmountMinor
}

// heldIn reads a payment's hold and what was done to it.
func (e *Engine) heldIn(ctx context.Context, from sandbox.Reader, p sandbox.Payment) (heldMoney, error) {
	if !isAuthorization(p) || p.PaidAt.IsZero() {
		return heldMoney{}, nil
	}
	hold, err := from.ObjectByID(ctx, p.EnvironmentID, sandbox.KindHold, p.PaymentID)
	if sandbox.IsNotFound(err) {
		return heldMoney{}, nil // paid before captures were known
	}
	if err != nil {
		return heldMoney{}, err
	}
	h := heldMoney{found: true, hold: hold}
	if h.detail, err = detailOf[holdDetail](hold); err != nil {
		return heldMoney{}, err
	}
	if h.captures, err = from.ObjectsOf(ctx, p.EnvironmentID, sandbox.KindCaptureObject, p.PaymentID); err != nil {
		return heldMoney{}, err
	}
	h.updates, err = from.ObjectsOf(ctx, p.EnvironmentID, sandbox.KindAmountUpdate, p.PaymentID)
	return h, err
}

// heldFor is heldIn for an inquiry: a hold whose time has run out is seen lapsed, and p with it.
func (e *Engine) heldFor(ctx context.Context, p *sandbox.Payment, env sandbox.Environment) (heldMoney, error) {
	h, err := e.heldIn(ctx, e.reader, *p)
	if err != nil || !e.lapsed(h.hold, env) {
		return h, err
	}
	if err := e.objectDue(ctx, env, h.hold); err != nil {
		return h, err
	}
	if *p, err = e.reader.PaymentByID(ctx, p.EnvironmentID, p.PaymentID); err != nil {
		return h, err
	}
	return e.heldIn(ctx, e.reader, *p)
}

func (e *Engine) lapsed(hold sandbox.Object, env sandbox.Environment) bool {
	return !hold.DueAt.IsZero() && !hold.DueAt.After(e.now(env))
}

// lapseIfDue ends a hold whose time has run out, before anything is decided about its payment.
func (e *Engine) lapseIfDue(ctx context.Context, tx sandbox.Tx, p *sandbox.Payment, env sandbox.Environment) error {
	h, err := e.heldIn(ctx, tx, *p)
	if err != nil || !e.lapsed(h.hold, env) {
		return err
	}
	if err := lapse(ctx, e, env, tx, h.hold); err != nil {
		return err
	}
	*p, err = tx.PaymentByID(ctx, p.EnvironmentID, p.PaymentID)
	return err
}

// lapse gives held money back to the buyer after authWindow; a payment of which nothing was captured is
// cancelled with it (api.md §5.1).
func lapse(ctx context.Context, e *Engine, env sandbox.Environment, tx sandbox.Tx, hold sandbox.Object) error {
	detail, err := detailOf[holdDetail](hold)
	if err != nil {
		return err
	}
	hold.Status, hold.DueAt = holdExpired, time.Time{}
	if err := e.updateObject(ctx, tx, env, hold, detail); err != nil || detail.CapturedMinor > 0 {
		return err
	}
	p, err := tx.PaymentByID(ctx, env.ID, hold.ObjectID)
	if err != nil || p.Status != sandbox.PaymentSuccess {
		return err
	}
	next := p
	next.Status, next.CancelledAt = sandbox.PaymentCancelled, e.now(env)
	next.UpdatedAt = next.CancelledAt
	next.ResultCode, next.ResultMessage = sandbox.CodeAuthExpired, "The authorization was not captured in time and has expired."
	if err := e.move(ctx, tx, &p, next); err != nil || !env.Settings.NotifyExpiredAuthorization {
		return err
	}
	notice := paymentNotice(next, noticePayment, resultOf(next))
	notice.PaymentAmount = wireAmount(detail.AmountMinor, detail.Currency)
	return e.tellOfPayment(ctx, tx, next, env, notice)
}

// void releases what is held for a payment that was cancelled.
func (e *Engine) void(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, p sandbox.Payment) error {
	h, err := e.heldIn(ctx, tx, p)
	if err != nil || !h.found || h.hold.Status != holdOpen {
		return err
	}
	h.hold.Status, h.hold.DueAt = holdVoided, time.Time{}
	return e.updateObject(ctx, tx, env, h.hold, h.detail)
}

// receivedOf is the money a paid payment has brought: for an authorised one what was captured.
func (e *Engine) receivedOf(ctx context.Context, from sandbox.Reader, p sandbox.Payment) (money.Amount, *refusal, error) {
	h, err := e.heldIn(ctx, from, p)
	switch {
	case err != nil || !h.found:
		return amountOf(p.AmountMinor, p.Currency), nil, err
	case h.detail.CapturedMinor == 0:
		return money.Amount{}, refuse(sandbox.CodeOrderStatusInvalid,
			"Nothing of the authorization was captured yet; cancel the payment instead."), nil
	}
	return amountOf(h.detail.CapturedMinor, p.Currency), nil, nil
}

// transactions lists captures and amount changes in the form inquiryPayment shows them, in order.
func (h heldMoney) transactions() []contract.Transaction {
	var list []contract.Transaction
	for _, o := range h.updates {
		list = append(list, transactionOf(o, "INCREMENTAL"))
	}
	for _, o := range h.captures {
		list = append(list, transactionOf(o, "CAPTURE"))
	}
	return list
}

// transactionOf shows an object whose body starts like a captureDetail.
func transactionOf(o sandbox.Object, kind string) contract.Transaction {
	detail, _ := detailOf[captureDetail](o) // our own bytes
	return contract.Transaction{
		TransactionResult: wireResult(sandbox.OK()), TransactionID: o.ObjectID, TransactionType: kind,
		TransactionStatus: o.Status, TransactionAmount: wireAmount(detail.AmountMinor, detail.Currency),
		TransactionRequestID: o.RequestID, TransactionTime: sandbox.FormatTime(o.CreatedAt),
	}
}
