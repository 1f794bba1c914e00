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
	Status      string // OPEN, ACTIVE, CANCELLED or TERMINATED
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
	}
	if page.Open() && !d.ExpiresAt.After(page.Now) {
		page.Status = subscriptionTerminated
	}
	return page, err
}

// BuyerSubscribes gives or declines the consent to a subscription and returns the page as it stands
// afterwards. A page that is decided or expired is a conflict.
func (e *Engine) BuyerSubscribes(ctx context.Context, o sandbox.Object, agree bool) (SubscriptionPage, error) {
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
		if err := e.subscribe(ctx, tx, env, current, agree); err != nil {
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

// subscribe starts a subscription, at once when its start has passed; or ends one nobody wanted.
func (e *Engine) subscribe(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, agree bool) error {
	d, err := detailOf[subscriptionDetail](o)
	if err != nil {
		return err
	}
	if !agree {
		o.Status, o.DueAt = subscriptionTerminated, time.Time{}
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
