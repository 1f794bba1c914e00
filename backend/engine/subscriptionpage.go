package engine

import (
	"context"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// SubscriptionPage is a subscription's consent page as the buyer sees it.
type SubscriptionPage struct {
	RequestID   string
	Description string
	Method      string
	Amount      money.Amount
	Rule        contract.PeriodRule
	FirstAmount money.Amount // what the first period costs, trials considered
	StartAt     time.Time
	Status      string              // OPEN, ACTIVE, CANCELLED or TERMINATED
	Action      sandbox.BuyerAction // what an open page asks for: to agree, a card, or its challenge
	Card        *sandbox.Card       // masked; nil while there is none
	Refused     string              // why the last card was refused
	RedirectURL string
	ExpiresAt   time.Time
	Now         time.Time // the environment's time
}

// Open reports whether the buyer can still decide.
func (s SubscriptionPage) Open() bool { return s.Status == subscriptionOpen }

// Given reports whether the buyer has agreed and the subscription runs.
func (s SubscriptionPage) Given() bool {
	return s.Status == subscriptionActive || s.Status == subscriptionCancelled
}

// BuyerSubscription reads a subscription's page; the object is what BuyerObject found.
func (e *Engine) BuyerSubscription(ctx context.Context, o sandbox.Object) (SubscriptionPage, error) {
	env, err := e.environment(ctx, o.EnvironmentID)
	if err != nil {
		return SubscriptionPage{}, err
	}
	return e.subscriptionPage(env, o)
}

func (e *Engine) subscriptionPage(env sandbox.Environment, o sandbox.Object) (SubscriptionPage, error) {
	d, err := detailOf[subscriptionDetail](o)
	if err != nil {
		return SubscriptionPage{}, err
	}
	amount, err := money.ParseMinor(d.Amount.Currency, d.Amount.Value)
	if err != nil {
		return SubscriptionPage{}, err
	}
	d.Phase = 1
	cost := d.phaseAmount()
	first, err := money.ParseMinor(cost.Currency, cost.Value)
	page := SubscriptionPage{
		RequestID: o.RequestID, Description: d.Description, Method: d.Method.PaymentMethodType, Amount: amount, Rule: d.Rule,
		FirstAmount: first, StartAt: d.StartAt, Status: o.Status, RedirectURL: d.RedirectURL, ExpiresAt: d.ExpiresAt, Now: e.now(env),
		Action: d.action(), Refused: d.Card.Refused,
	}
	if d.Card.Known != nil {
		card := d.Card.Known.Card
		page.Card = &card
	}
	if page.Open() && !d.ExpiresAt.After(page.Now) {
		page.Status = subscriptionTerminated
	}
	return page, err
}

// BuyerSubscribes gives or declines the consent to a subscription and returns the page as it stands
// afterwards. A page that is decided or expired is a conflict; one that asks for a card, invalid.
func (e *Engine) BuyerSubscribes(ctx context.Context, o sandbox.Object, agree bool) (SubscriptionPage, error) {
	return e.onSubscriptionPage(ctx, o, func(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d subscriptionDetail) error {
		if !agree {
			o.Status, o.DueAt = subscriptionTerminated, time.Time{}
			return e.updateObject(ctx, tx, env, o, d)
		}
		if d.action() == sandbox.ActionCardEntry {
			return sandbox.Invalid("cardNo", "The card is missing.")
		}
		return e.agree(ctx, tx, env, o, d)
	})
}

type subscriptionAction func(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d subscriptionDetail) error

// onSubscriptionPage runs act on a subscription nobody has decided on and reads its page again.
func (e *Engine) onSubscriptionPage(ctx context.Context, o sandbox.Object, act subscriptionAction) (SubscriptionPage, error) {
	env, err := e.environment(ctx, o.EnvironmentID)
	if err != nil {
		return SubscriptionPage{}, err
	}
	var page SubscriptionPage
	err = e.decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error {
		current, err := tx.ObjectByID(ctx, o.EnvironmentID, o.Kind, o.ObjectID)
		if err != nil {
			return err
		}
		if page, err = e.subscriptionPage(env, current); err != nil {
			return err
		}
		if !page.Open() {
			return sandbox.Conflict("This subscription is %s.", page.Status)
		}
		detail, err := detailOf[subscriptionDetail](current)
		if err != nil {
			return err
		}
		if err := act(ctx, tx, env, current, detail); err != nil {
			return err
		}
		if current, err = tx.ObjectByID(ctx, o.EnvironmentID, o.Kind, o.ObjectID); err != nil {
			return err
		}
		page, err = e.subscriptionPage(env, current)
		return err
	})
	return page, err
}

// agree starts a subscription, at once when its start has passed. By card, the issuer has a say first.
func (e *Engine) agree(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d subscriptionDetail) error {
	if d.Method.PaymentMethodType == methodCard && (d.Card.Known == nil || !d.Card.agree()) {
		return e.updateObject(ctx, tx, env, o, d)
	}
	o.Status = subscriptionActive
	if now := e.now(env); d.StartAt.Before(now) {
		d.StartAt = now
	}
	if err := e.notifySubscription(ctx, tx, env, o, d, subscriptionCreated); err != nil {
		return err
	}
	return e.catchUp(ctx, tx, env, o, d)
}
