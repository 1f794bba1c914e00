package engine

import (
	"context"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// Proration of an update (api.md Appendix B): an amount of the merchant's own is taken or given back at
// once.
const (
	prorationPay    = "IMMEDIATE_PAY_CUSTOM_AMOUNT"
	prorationRefund = "IMMEDIATE_REFUND_CUSTOM_AMOUNT"
)

// nextDateLead is how far ahead the next deduction may be moved at least (api.md §3.11).
const nextDateLead = 24 * time.Hour

// cancelDeadlineHours before midnight a cancellation no longer stops the next day's deduction: 22:00 in
// Antom's zone (api.md §3.11).
const cancelDeadlineHours = 2

// subscriptionWork is a call that alters one subscription, inside its transaction.
type subscriptionWork struct {
	engine *Engine
	tx     sandbox.Tx
	env    sandbox.Environment
	object sandbox.Object
	detail subscriptionDetail
	now    time.Time
}

// onSubscription runs alter on the subscription as it stands now; what alter changes is kept. A
// requestID seen before is answered as before, by its object of that kind (api.md §5.2).
func (e *Engine) onSubscription(ctx context.Context, call Call, id, requestID string, kind sandbox.ObjectKind, alter func(context.Context, *subscriptionWork) (*refusal, error)) (Answer, error) {
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		first, err := tx.ObjectByRequestID(ctx, call.Environment.ID, kind, requestID)
		if err == nil {
			return replay(first)
		}
		if !sandbox.IsNotFound(err) {
			return Answer{}, err
		}
		o, err := tx.ObjectByID(ctx, call.Environment.ID, sandbox.KindSubscription, id)
		if sandbox.IsNotFound(err) {
			return noSubscription("subscriptionId").answer(requestID, "")
		}
		if err != nil {
			return Answer{}, err
		}
		no, err := e.alterSubscription(ctx, tx, call.Environment, o, alter)
		switch {
		case err != nil:
			return Answer{}, err
		case no != nil:
			return no.answer(requestID, "")
		}
		return e.keepRequest(ctx, tx, call.Environment, kind, requestID, id)
	})
}

func noSubscription(field string) *refusal {
	return illegal("%s names no subscription of this client.", field)
}

// alterSubscription catches the subscription up with time, alters it and does what that makes due.
func (e *Engine) alterSubscription(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, alter func(context.Context, *subscriptionWork) (*refusal, error)) (*refusal, error) {
	w := &subscriptionWork{engine: e, tx: tx, env: env, object: o, now: e.now(env)}
	var err error
	if !o.DueAt.IsZero() && !o.DueAt.After(w.now) {
		if err := subscriptionDue(ctx, e, env, tx, o); err != nil {
			return nil, err
		}
		if w.object, err = tx.ObjectByID(ctx, env.ID, o.Kind, o.ObjectID); err != nil {
			return nil, err
		}
	}
	if w.detail, err = detailOf[subscriptionDetail](w.object); err != nil {
		return nil, err
	}
	if no, err := alter(ctx, w); no != nil || err != nil {
		return no, err
	}
	return nil, e.catchUp(ctx, tx, env, w.object, w.detail)
}

// keepRequest remembers a call that was done and answers it.
func (e *Engine) keepRequest(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, kind sandbox.ObjectKind, requestID, id string) (Answer, error) {
	body, err := encode(contract.ResultResponse{Result: wireResult(sandbox.OK())})
	if err != nil {
		return Answer{}, err
	}
	if requestID != "" {
		o, err := e.newObject(env, kind, e.numbers(env).ResourceID("SC"), sandbox.CodeSuccess, struct{}{})
		if err != nil {
			return Answer{}, err
		}
		o.RequestID, o.ParentID, o.FirstAnswer = requestID, id, body
		if err := insertObject(ctx, tx, o); err != nil {
			return Answer{}, err
		}
	}
	return Answer{Body: body, Result: sandbox.OK(), RequestID: requestID}, nil
}

// ChangeSubscription replaces a subscription's terms. New amounts or periods begin a period of their own
// at subscriptionStartTime, at once by default; paymentAmountDifference is what that period costs
// (api.md §3.11).
func (e *Engine) ChangeSubscription(ctx context.Context, call Call, req contract.SubscriptionChangeRequest) (Answer, error) {
	rules, err := e.methodRules(ctx, call.Environment)
	if err != nil {
		return Answer{}, err
	}
	return e.onSubscription(ctx, call, req.SubscriptionID, req.SubscriptionChangeRequestID, sandbox.KindSubChange,
		func(ctx context.Context, w *subscriptionWork) (*refusal, error) {
			start, no := readTime("subscriptionStartTime", req.SubscriptionStartTime, w.now)
			if no == nil {
				no = w.adoptTerms(req, subscriptionForever, rules)
			}
			if no != nil {
				return no, nil
			}
			if start.Before(w.now) {
				start = w.now
			}
			if req.PeriodRule != nil || req.PaymentAmount != nil || req.PaymentAmountDifference != nil || req.SubscriptionStartTime != "" {
				w.restart(start, req)
			}
			if !w.detail.EndsAt.After(start) {
				return illegal("subscriptionEndTime must be later than %s; %s was sent.", sandbox.FormatTime(start), quoted(req.SubscriptionEndTime)), nil
			}
			return nil, e.notifySubscription(ctx, w.tx, w.env, w.object, w.detail, subscriptionChanged)
		})
}

// restart plans the period that a change begins. What an earlier change planned and this one leaves out
// stays planned.
func (w *subscriptionWork) restart(start time.Time, req contract.SubscriptionChangeRequest) {
	d := &w.detail
	next := pendingChange{}
	if d.Pending != nil {
		next = *d.Pending
	}
	next.From, next.Restarts, next.Difference = start, true, req.PaymentAmountDifference
	next.take(req)
	d.Pending = &next
	if d.Phase == 0 {
		d.StartAt = start
	}
}

// take lets the rule and the amount of a call replace those that were planned.
func (p *pendingChange) take(req contract.SubscriptionChangeRequest) {
	if req.PeriodRule != nil {
		p.Rule = req.PeriodRule
	}
	if req.PaymentAmount != nil {
		p.Amount = req.PaymentAmount
	}
}

// adoptTerms checks what a change and an update share and takes over what needs no new period.
func (w *subscriptionWork) adoptTerms(req contract.SubscriptionChangeRequest, defaultEnd time.Time, rules methodRules) *refusal {
	if w.object.Status != subscriptionActive {
		return refuse(sandbox.CodeProcessFail, "Only an ACTIVE subscription can be altered; this one is %s.", w.object.Status)
	}
	if no := w.checkTerms(req, rules.of(w.detail.Method.PaymentMethodType)); no != nil {
		return no
	}
	end, no := readTime("subscriptionEndTime", req.SubscriptionEndTime, defaultEnd)
	if no != nil {
		return no
	}
	if !end.After(w.now) {
		return illegal("subscriptionEndTime must be later than %s; %s was sent.", sandbox.FormatTime(w.now), quoted(req.SubscriptionEndTime))
	}
	d := &w.detail
	d.EndsAt = end
	if req.SubscriptionDescription != "" {
		d.Description = req.SubscriptionDescription
	}
	if req.AllowAccumulate != nil {
		d.AllowAccumulate = req.AllowAccumulate
	}
	if req.MaxAccumulateAmount != nil {
		d.MaxAccumulate = req.MaxAccumulateAmount
	}
	return nil
}

// checkTerms wants sound amounts in the subscription's currency and a known period.
func (w *subscriptionWork) checkTerms(req contract.SubscriptionChangeRequest, rule sandbox.PaymentMethodRule) *refusal {
	if req.PeriodRule != nil {
		if no := checkPeriodRule(*req.PeriodRule); no != nil {
			return no
		}
	}
	for _, sent := range []struct {
		field  string
		amount *contract.Amount
	}{{"paymentAmount", req.PaymentAmount}, {"paymentAmountDifference", req.PaymentAmountDifference}, {"orderInfo.orderAmount", req.OrderInfo.OrderAmount}} {
		if sent.amount == nil {
			continue
		}
		no := checkFree(sent.field, rule.Type, *sent.amount)
		if sent.field == "paymentAmount" {
			var amount money.Amount
			if amount, no = parseAmount(sent.field, *sent.amount); no == nil {
				no = checkPrice(rule, amount)
			}
		}
		if no != nil {
			return no
		}
		if sent.amount.Currency != w.detail.Amount.Currency {
			return illegal("%s.currency must be %s as before; %s was sent.", sent.field, w.detail.Amount.Currency, quoted(sent.amount.Currency))
		}
	}
	return nil
}

// UpdateSubscription gives a subscription new terms from its next deduction on, and may move that
// deduction (api.md §3.11).
func (e *Engine) UpdateSubscription(ctx context.Context, call Call, req contract.SubscriptionChangeRequest) (Answer, error) {
	rules, err := e.methodRules(ctx, call.Environment)
	if err != nil {
		return Answer{}, err
	}
	return e.onSubscription(ctx, call, req.SubscriptionID, req.SubscriptionUpdateRequestID, sandbox.KindSubUpdate,
		func(ctx context.Context, w *subscriptionWork) (*refusal, error) {
			if no := w.adoptTerms(req, w.detail.EndsAt, rules); no != nil {
				return no, nil
			}
			if no := w.updateNext(req); no != nil {
				return no, nil
			}
			if no, err := w.prorate(ctx, req, rules); no != nil || err != nil {
				return no, err
			}
			return nil, e.notifySubscription(ctx, w.tx, w.env, w.object, w.detail, subscriptionUpdated)
		})
}

// updateNext arranges the next deduction: its date and what it and later ones cost.
func (w *subscriptionWork) updateNext(req contract.SubscriptionChangeRequest) *refusal {
	d := &w.detail
	next := d.nextPeriod()
	if req.NextSubscriptionDate != "" {
		at, no := readTime("nextSubscriptionDate", req.NextSubscriptionDate, next)
		if no != nil {
			return no
		}
		if at.Before(w.now.Add(nextDateLead)) {
			return refuse(sandbox.CodeProcessFail, "nextSubscriptionDate must be at least 24 hours after %s; %s was sent.",
				sandbox.FormatTime(w.now), quoted(req.NextSubscriptionDate))
		}
		next = at
		d.Anchor = time.Time{}
		if d.Phase > 0 {
			d.PeriodEnd = at
		} else {
			d.StartAt = at
		}
		if d.Pending != nil {
			d.Pending.From = at
		}
	}
	if req.PeriodRule == nil && req.PaymentAmount == nil {
		return nil
	}
	if d.Pending == nil {
		d.Pending = &pendingChange{From: next}
	}
	d.Pending.take(req)
	return nil
}

// nextPeriod is when the next period begins; retries and the end left aside.
func (d *subscriptionDetail) nextPeriod() time.Time {
	next := d.StartAt
	if d.Phase > 0 {
		next = d.PeriodEnd
	}
	if d.Pending != nil && d.Pending.From.Before(next) {
		next = d.Pending.From
	}
	return next
}

// CancelSubscription ends a subscription: at once, or when the period ends that is paid or can no longer
// be stopped (api.md §3.11).
func (e *Engine) CancelSubscription(ctx context.Context, call Call, req contract.SubscriptionCancelRequest) (Answer, error) {
	if req.CancellationType != cancelAtPeriodEnd && req.CancellationType != cancelAtOnce {
		return illegal("cancellationType must be CANCEL or TERMINATE; %s was sent.", quoted(req.CancellationType)).answer(req.SubscriptionRequestID, "")
	}
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		o, no, err := findSubscription(ctx, tx, call, req.SubscriptionID, req.SubscriptionRequestID)
		if err == nil && no == nil {
			no, err = e.alterSubscription(ctx, tx, call.Environment, o, func(ctx context.Context, w *subscriptionWork) (*refusal, error) {
				return w.cancel(ctx, req.CancellationType)
			})
		}
		switch {
		case err != nil:
			return Answer{}, err
		case no != nil:
			return no.answer(req.SubscriptionRequestID, "")
		}
		return e.keepRequest(ctx, tx, call.Environment, "", "", o.ObjectID)
	})
}

// findSubscription looks a subscription up by either id; subscriptionId wins.
func findSubscription(ctx context.Context, from sandbox.Reader, call Call, id, requestID string) (sandbox.Object, *refusal, error) {
	var o sandbox.Object
	var err error
	asked := "subscriptionId"
	switch {
	case id != "":
		o, err = from.ObjectByID(ctx, call.Environment.ID, sandbox.KindSubscription, id)
	case requestID != "":
		asked = "subscriptionRequestId"
		o, err = from.ObjectByRequestID(ctx, call.Environment.ID, sandbox.KindSubscription, requestID)
	default:
		return o, illegal("Send subscriptionId or subscriptionRequestId; both are missing."), nil
	}
	if sandbox.IsNotFound(err) {
		return o, noSubscription(asked), nil
	}
	return o, nil, err
}

// cancel ends the subscription; cancelling a cancelled one again changes nothing.
func (w *subscriptionWork) cancel(ctx context.Context, kind string) (*refusal, error) {
	o, d := &w.object, &w.detail
	switch {
	case o.Status == subscriptionTerminated:
		return refuse(sandbox.CodeProcessFail, "The subscription is already TERMINATED."), nil
	case kind == cancelAtOnce || o.Status == subscriptionOpen:
		o.Status, d.EndsAt = subscriptionTerminated, w.now
	case o.Status == subscriptionCancelled:
		return nil, nil
	default:
		if d.Pending != nil && d.Pending.Restarts {
			d.Pending = nil // what was to begin never will
		}
		o.Status, d.EndsAt = subscriptionCancelled, w.lastDay()
		d.RetryAt = time.Time{}
	}
	return nil, w.engine.notifySubscription(ctx, w.tx, w.env, *o, *d, kind)
}

// lastDay is when a subscription that is cancelled now ends: before its next deduction, or one period
// later when that deduction can no longer be stopped.
func (w *subscriptionWork) lastDay() time.Time {
	d := w.detail
	next := d.nextPeriod()
	if acceleratedLength(w.env, d.Rule, max(d.Phase, 1)) == 0 && !w.now.Before(cancelDeadline(next)) {
		d.adopt(next)
		d.begin(w.env, next)
		next = d.PeriodEnd
	}
	if d.EndsAt.Before(next) {
		return d.EndsAt
	}
	return next
}

// cancelDeadline is 22:00 on the day before a deduction, in Antom's zone.
func cancelDeadline(due time.Time) time.Time {
	day := due.In(sandbox.AntomZone)
	return time.Date(day.Year(), day.Month(), day.Day(), -cancelDeadlineHours, 0, 0, 0, sandbox.AntomZone)
}
