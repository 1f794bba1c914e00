package engine

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// subscriptionCard is how a subscription by card stands before its buyer has agreed. The card comes with
// the call, stands behind its token, or is entered on the page; its issuer is asked when the buyer
// agrees, and one that refuses may be replaced.
type subscriptionCard struct {
	Known   *cardTokenDetail `json:"known,omitempty"`
	Secure  bool             `json:"secure,omitempty"`  // the call asks for 3-D Secure
	Agreed  bool             `json:"agreed,omitempty"`  // only the challenge is missing
	Passed  bool             `json:"passed,omitempty"`  // the challenge is
	Refused string           `json:"refused,omitempty"` // why the last card was refused
}

// action is what the page asks of the buyer.
func (d subscriptionDetail) action() sandbox.BuyerAction {
	switch c := d.Card; {
	case d.Method.PaymentMethodType != methodCard:
		return sandbox.ActionWallet
	case c.Known == nil:
		return sandbox.ActionCardEntry
	case c.Agreed && c.challenged():
		return sandbox.ActionChallenge
	}
	return sandbox.ActionWallet
}

// challenged reports whether the card cannot be charged before its buyer has passed 3-D Secure.
func (c subscriptionCard) challenged() bool {
	return (c.Secure || c.Known.Asks) && mayChallenge(c.Known.Card, c.Known.Exempt) && !c.Passed
}

// cardOfSubscription reads the card of a create call: the card itself, or the token of one. Neither
// leaves it to the page.
func (e *Engine) cardOfSubscription(ctx context.Context, tx sandbox.Tx, call Call, method contract.PaymentMethod) (c subscriptionCard, no *refusal, err error) {
	if method.PaymentMethodType != methodCard {
		return c, nil, nil
	}
	if sent := method.PaymentMethodMetaData; sent != nil {
		c.Secure = sent.Is3DSAuthentication
		if sent.CardNo != "" {
			known, no := cardTokenOf(*sent, call.Environment.Settings, e.now(call.Environment))
			c.Known = &known
			return c, no, nil
		}
	}
	if method.PaymentMethodID == "" {
		return c, nil, nil
	}
	_, known, no, err := e.cardToken(ctx, tx, call, method.PaymentMethodID)
	c.Known = &known
	return c, no, err
}

// agree asks the card's issuer, after the challenge where there is one. It reports whether the
// subscription may start.
func (c *subscriptionCard) agree() bool {
	c.Agreed = true
	if c.challenged() {
		return false
	}
	if code := c.Known.Card.IssuerCode; code != "" {
		*c = subscriptionCard{Secure: c.Secure, Refused: code}
		return false
	}
	return true
}

// take reads the card the buyer has entered. One that cannot be read is an invalid_argument naming the
// field; one the card schemes refuse leaves the page as it was, with the reason.
func (c *subscriptionCard) take(card *contract.CardData, env sandbox.Environment, e *Engine) error {
	if card == nil {
		return sandbox.Invalid("cardNo", "The card is missing.")
	}
	if no := checkCardShape(*card); no != nil {
		return typingError(no)
	}
	if !luhn(card.CardNo) {
		return sandbox.Invalid("cardNo", "The card number's check digit is wrong; compare it with the card.")
	}
	known, no := cardTokenOf(*card, env.Settings, e.now(env))
	if no != nil {
		*c = subscriptionCard{Secure: c.Secure, Refused: no.code}
		return nil
	}
	*c = subscriptionCard{Secure: c.Secure, Known: &known}
	return nil
}

// BuyerSubscribesByCard agrees with the card the buyer enters, or passes the challenge of the one entered
// before (card is then nil). The page returned says what is asked next; a subscription that is decided
// is a conflict.
func (e *Engine) BuyerSubscribesByCard(ctx context.Context, o sandbox.Object, card *contract.CardData) (SubscriptionPage, error) {
	return e.onSubscriptionPage(ctx, o, func(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d subscriptionDetail) error {
		if d.action() == sandbox.ActionChallenge {
			d.Card.Passed, d.Card.Known.Card.ThreeDSecure = true, true
		} else if err := d.Card.take(card, env, e); err != nil {
			return err
		}
		return e.agree(ctx, tx, env, o, d)
	})
}
