package engine

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// BuyerPayment returns the payment behind a buyer's page, closed if its time has run out; not_found
// when no payment has that token.
func (e *Engine) BuyerPayment(ctx context.Context, token string) (sandbox.Payment, error) {
	if token == "" {
		return sandbox.Payment{}, sandbox.NotFound("There is no payment page at this address.")
	}
	p, err := e.reader.PaymentByWalletToken(ctx, token)
	if err != nil {
		return p, err
	}
	env, err := e.environment(ctx, p.EnvironmentID)
	if err != nil || !expired(p, e.now(env)) {
		return p, err
	}
	return e.expireNow(ctx, p, env)
}

// BuyerTime is the time a page of that environment shows, virtual or not; real time when the environment
// cannot be read.
func (e *Engine) BuyerTime(ctx context.Context, environmentID string) time.Time {
	env, err := e.environment(ctx, environmentID)
	if err != nil {
		return e.clock.Now()
	}
	return e.now(env)
}

// BuyerApproves does what the buyer's page asks for: pays in the wallet, passes the challenge, or
// enters the card. A nil card on a card page stands for the first documented test card, its
// challenge passed too. A slow method leaves the payment PENDING; approving it again stands for the
// bank's word. It returns the payment as it stands afterwards: still open when a challenge
// follows. A final payment is a conflict; a card that cannot be read is an invalid_argument naming
// the field.
func (e *Engine) BuyerApproves(ctx context.Context, environmentID, paymentID string, card *contract.CardData) (sandbox.Payment, error) {
	rules, err := e.methodRules(ctx, sandbox.Environment{ID: environmentID})
	if err != nil {
		return sandbox.Payment{}, err
	}
	return e.buyerActs(ctx, environmentID, paymentID, func(p *sandbox.Payment, s sandbox.Settings, now time.Time) (*refusal, error) {
		if p.Status == sandbox.PaymentProcessing && rules.of(p.PaymentMethodType).Pending {
			waitForBank(p, s, now)
			return nil, nil
		}
		if p.BuyerAction == sandbox.ActionCardEntry {
			return enterCard(p, card, s, now)
		}
		if p.BuyerAction == sandbox.ActionChallenge && p.Card != nil {
			p.Card.ThreeDSecure = true
		}
		return askIssuer(p, now), nil
	})
}

// BuyerDeclines refuses on the buyer's page; the payment fails with Settings.DeclinedWalletCode. A
// final payment is a conflict.
func (e *Engine) BuyerDeclines(ctx context.Context, environmentID, paymentID string) (sandbox.Payment, error) {
	return e.buyerActs(ctx, environmentID, paymentID, func(_ *sandbox.Payment, s sandbox.Settings, _ time.Time) (*refusal, error) {
		return declined(s.DeclinedWalletCode), nil
	})
}

// buyerAction changes an open payment; the refusal it may return is the payment's failure.
type buyerAction func(p *sandbox.Payment, s sandbox.Settings, now time.Time) (*refusal, error)

// buyerActs runs act on an open payment. A payment that turns out to be final is returned with the
// conflict, after an overdue one has been closed and that kept.
func (e *Engine) buyerActs(ctx context.Context, environmentID, paymentID string, act buyerAction) (sandbox.Payment, error) {
	env, err := e.environment(ctx, environmentID)
	if err != nil {
		return sandbox.Payment{}, err
	}
	var p sandbox.Payment
	var conflict error
	err = e.decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error {
		var err error
		if p, err = tx.PaymentByID(ctx, environmentID, paymentID); err != nil {
			return err
		}
		if err = e.expireIfDue(ctx, tx, &p, env); err != nil {
			return err
		}
		if p.Status.Final() {
			conflict = finalConflict(p)
			return nil
		}
		return e.act(ctx, tx, &p, env, act)
	})
	if err == nil {
		err = conflict
	}
	return p, err
}

func (e *Engine) act(ctx context.Context, tx sandbox.Tx, p *sandbox.Payment, env sandbox.Environment, act buyerAction) error {
	now := e.now(env)
	next := *p
	if p.Card != nil {
		card := *p.Card
		next.Card = &card
	}
	no, err := act(&next, env.Settings, now)
	if err != nil {
		return err
	}
	if no != nil {
		failPayment(&next, no, now)
	}
	next.UpdatedAt = now
	if next.Status.Final() {
		return e.settle(ctx, tx, p, next, env)
	}
	turnsPending := next.Status != p.Status
	if err := e.move(ctx, tx, p, next); err != nil || !turnsPending {
		return err
	}
	return e.notifyPending(ctx, tx, next, env)
}

// enterCard submits the card typed on the hosted page. What only a typing slip explains is sent back
// to the page; the documented failures fail the payment.
func enterCard(p *sandbox.Payment, typed *contract.CardData, s sandbox.Settings, now time.Time) (*refusal, error) {
	if p.Card == nil {
		p.Card = &sandbox.Card{}
	}
	if typed == nil {
		return enterTestCard(p, s, now)
	}
	if no := checkCardShape(*typed); no != nil {
		return nil, typingError(no)
	}
	if !luhn(typed.CardNo) {
		return nil, sandbox.Invalid("cardNo", "The card number's check digit is wrong; compare it with the card.")
	}
	return submitCard(p, *typed, wants3DS(p.Request), s, now), nil
}

// enterTestCard is the buyer of the command line: a good card, and its challenge passed.
func enterTestCard(p *sandbox.Payment, s sandbox.Settings, now time.Time) (*refusal, error) {
	card := contract.CardData{
		CardNo: testCards[0].Number, CVV: "123", ExpiryMonth: "12",
		ExpiryYear: now.AddDate(3, 0, 0).Format("06"),
	}
	no := submitCard(p, card, false, s, now)
	p.Card.ThreeDSecure = no == nil && wants3DS(p.Request)
	return no, nil
}

// typingError turns "paymentMethod.paymentMethodMetaData.cvv must be …" into an error at cvv.
func typingError(no *refusal) error {
	path, sentence, _ := strings.Cut(no.message, " ")
	field := path[strings.LastIndexByte(path, '.')+1:]
	return sandbox.Invalid(field, "It %s", sentence)
}

// wants3DS reads is3DSAuthentication of a stored pay call; SDKs send it as a boolean or as text.
func wants3DS(request []byte) bool {
	var call struct {
		PaymentMethod struct {
			PaymentMethodMetaData struct {
				Is3DSAuthentication any `json:"is3DSAuthentication"`
			} `json:"paymentMethodMetaData"`
		} `json:"paymentMethod"`
	}
	if json.Unmarshal(request, &call) != nil {
		return false
	}
	switch v := call.PaymentMethod.PaymentMethodMetaData.Is3DSAuthentication.(type) {
	case bool:
		return v
	case string:
		return strings.EqualFold(v, "true")
	}
	return false
}

// finalConflict says why a buyer can do nothing more.
func finalConflict(p sandbox.Payment) error {
	const format = "Payment %s is already %s (%s)."
	switch p.Status {
	case sandbox.PaymentSuccess:
		return sandbox.Conflict(format, p.PaymentID, p.Status, "paid")
	case sandbox.PaymentCancelled:
		return sandbox.Conflict(format, p.PaymentID, p.Status, "cancelled by the merchant")
	}
	return sandbox.Conflict(format, p.PaymentID, p.Status, p.ResultCode)
}
