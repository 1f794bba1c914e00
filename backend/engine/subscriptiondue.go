package engine

import (
	"context"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// retriesPerPeriod divides a period into the pauses between a failed deduction's attempts; a pause is
// never longer than a day.
const retriesPerPeriod = 4

// deductionDetail says which period a subscription's payment is for.
type deductionDetail struct {
	Phase       int       `json:"phase"`
	PeriodStart time.Time `json:"periodStart"`
	PeriodEnd   time.Time `json:"periodEnd"`
}

// subscriptionDue closes a page nobody decided on, or catches a subscription up with its environment's
// time, period by period.
func subscriptionDue(ctx context.Context, e *Engine, env sandbox.Environment, tx sandbox.Tx, o sandbox.Object) error {
	d, err := detailOf[subscriptionDetail](o)
	if err != nil {
		return err
	}
	if o.Status == subscriptionOpen {
		o.Status, o.DueAt = subscriptionTerminated, time.Time{}
		return e.updateObject(ctx, tx, env, o, d)
	}
	return e.catchUp(ctx, tx, env, o, d)
}

// catchUp does what has come due of a subscription, in order, and stores it.
func (e *Engine) catchUp(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d subscriptionDetail) error {
	now := e.now(env)
	for o.Status == subscriptionActive || o.Status == subscriptionCancelled {
		at := d.nextDue()
		if o.DueAt = at; at.After(now) {
			break
		}
		if err := e.step(ctx, tx, env, &o, &d, at); err != nil {
			return err
		}
	}
	if o.Status == subscriptionTerminated {
		o.DueAt = time.Time{}
	}
	return e.updateObject(ctx, tx, env, o, d)
}

// step does the one thing that is due at that instant: the end, a retry, or a new period.
func (e *Engine) step(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o *sandbox.Object, d *subscriptionDetail, at time.Time) error {
	switch {
	case !at.Before(d.EndsAt):
		o.Status = subscriptionTerminated
		return e.notifySubscription(ctx, tx, env, *o, *d, cancelAtOnce)
	case at.Equal(d.RetryAt) && at.Before(d.PeriodEnd):
		d.RetryAt = time.Time{}
	default:
		d.adopt(at)
		d.begin(env, at)
	}
	return e.deduct(ctx, tx, env, *o, d, at)
}

// adopt lets the terms of a change take over when their time has come.
func (d *subscriptionDetail) adopt(at time.Time) {
	d.Difference = nil
	if d.Pending == nil || d.Pending.From.After(at) {
		return
	}
	change := *d.Pending
	d.Pending, d.Difference, d.Trials, d.Anchor = nil, change.Difference, nil, time.Time{}
	if change.Restarts {
		d.StartAt = change.From
	}
	if change.Rule != nil {
		d.Rule = *change.Rule
	}
	if change.Amount != nil {
		d.Amount = *change.Amount
	}
}

// deduct takes what the current period costs. A period that costs nothing makes no payment.
func (e *Engine) deduct(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d *subscriptionDetail, at time.Time) error {
	cost := d.phaseAmount()
	amount, err := money.ParseMinor(cost.Currency, cost.Value)
	if err != nil || amount.Minor == 0 {
		return err
	}
	d.Attempts++
	p := e.deduction(env, o, d, amount, at)
	if p.Status == sandbox.PaymentFail {
		d.planRetry(env.Settings)
	}
	return e.keepDeduction(ctx, tx, env, o, *d, p)
}

// deduction is the payment of the current period, decided at that instant.
func (e *Engine) deduction(env sandbox.Environment, o sandbox.Object, d *subscriptionDetail, amount money.Amount, at time.Time) sandbox.Payment {
	p := sandbox.Payment{
		ID: e.ids.New(), EnvironmentID: env.ID, PaymentID: e.ids.Dated(at).PaymentID(), PaymentRequestID: d.deductionID(o.ObjectID),
		ProductCode: productAgreement, PaymentMethodType: d.Method.PaymentMethodType, PaymentMethodID: d.Method.PaymentMethodID,
		AmountMinor: amount.Minor, Currency: amount.Currency, Status: sandbox.PaymentProcessing,
		ReferenceOrderID: o.ObjectID, OrderDescription: d.Description,
		NotifyURL: d.PaymentNotifyURL, Request: []byte("{}"),
		CreatedAt: at, ExpiresAt: at.Add(agreementExpiry), UpdatedAt: at,
	}
	if d.Card.Known != nil {
		card := d.Card.Known.Card
		p.Card = &card
	}
	if fails := env.Settings.FailingDeductionMinor; fails != 0 && amount.Minor == fails {
		failPayment(&p, declined(sandbox.CodeUserBalanceNotEnough), at)
	} else {
		paid(&p, at)
	}
	return p
}

// planRetry sets when a failed deduction is tried again, if at all.
func (d *subscriptionDetail) planRetry(s sandbox.Settings) {
	if !d.AllowRetry || int64(d.Attempts) > s.DeductionRetries {
		return
	}
	pause := min(d.PeriodEnd.Sub(d.PeriodStart)/retriesPerPeriod, 24*time.Hour)
	d.RetryAt = d.PeriodStart.Add(time.Duration(d.Attempts) * pause).Truncate(time.Millisecond)
}

// keepDeduction stores a period's payment and tells of it.
func (e *Engine) keepDeduction(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d subscriptionDetail, p sandbox.Payment) error {
	if _, err := firstAnswer(&p, "", ""); err != nil {
		return err
	}
	if err := tx.InsertPayment(ctx, p); err != nil {
		return err
	}
	tx.Emit(paymentEvent(p))
	link, err := e.newObject(env, sandbox.KindDeduction, p.PaymentID, string(p.Status), deductionDetail{d.Phase, d.PeriodStart, d.PeriodEnd})
	if err != nil {
		return err
	}
	link.ParentID = o.ObjectID
	if err := insertObject(ctx, tx, link); err != nil {
		return err
	}
	body, err := encode(contract.SubscriptionPaymentNotice{
		Result: wireResult(noticeResult(resultOf(p))), PaymentID: p.PaymentID, PaymentAmount: wireAmount(p.AmountMinor, p.Currency),
		PaymentCreateTime: sandbox.FormatTime(p.CreatedAt), PaymentTime: timeOrNone(p.PaidAt),
		SubscriptionRequestID: o.RequestID, SubscriptionID: o.ObjectID, PhaseNo: phaseText(d.Phase),
		PeriodStartTime: sandbox.FormatTime(d.PeriodStart), PeriodEndTime: sandbox.FormatTime(d.PeriodEnd),
	})
	if err != nil {
		return err
	}
	return e.queue(ctx, tx, env, sandbox.Notification{
		EnvironmentID: env.ID, Type: sandbox.NotifyPayment, PaymentID: p.PaymentID, URL: d.PaymentNotifyURL, Body: body,
	})
}

// notifySubscription queues the word of what happened to a subscription (api.md §4.2).
func (e *Engine) notifySubscription(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d subscriptionDetail, kind string) error {
	rule, start := d.Rule, d.StartAt
	if d.Pending != nil && d.Pending.Rule != nil {
		rule = *d.Pending.Rule
	}
	if d.Pending != nil && d.Pending.Restarts {
		start = d.Pending.From
	}
	body, err := encode(contract.SubscriptionNotice{
		SubscriptionRequestID: o.RequestID, SubscriptionID: o.ObjectID, SubscriptionStatus: o.Status,
		SubscriptionNotificationType: kind, SubscriptionStartTime: sandbox.FormatTime(start),
		SubscriptionEndTime: sandbox.FormatTime(d.EndsAt), PeriodRule: rule,
		AllowAccumulate: d.AllowAccumulate, MaxAccumulateAmount: d.MaxAccumulate,
	})
	if err != nil {
		return err
	}
	if err := e.queue(ctx, tx, env, sandbox.Notification{
		EnvironmentID: env.ID, Type: sandbox.NotifySubscription, PaymentID: o.ObjectID, URL: d.NotifyURL, Body: body,
	}); err != nil {
		return err
	}
	if !env.Settings.NotifySubscriptionCancel || kind != cancelAtPeriodEnd && kind != cancelAtOnce {
		return nil
	}
	return e.notifySubscriptionCancel(ctx, tx, env, o, d, kind)
}

// notifySubscriptionCancel queues the second word of an end, for which the SDKs have a class.
func (e *Engine) notifySubscriptionCancel(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d subscriptionDetail, kind string) error {
	body := contract.Fields{}
	put(body, "subscriptionId", o.ObjectID)
	put(body, "subscriptionRequestId", o.RequestID)
	put(body, "subscriptionOrderStatus", kind)
	put(body, "paymentAmount", d.Amount)
	put(body, "periodEndTime", sandbox.FormatTime(d.EndsAt))
	if d.Phase > 0 {
		put(body, "phaseNo", phaseText(d.Phase))
	}
	return e.queueNotice(ctx, tx, env, sandbox.Notification{
		Type: sandbox.NotifySubscriptionCancel, PaymentID: o.ObjectID, URL: d.NotifyURL,
	}, "AlipaySubscriptionCancelNotify", body)
}
