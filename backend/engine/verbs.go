package engine

import (
	"context"
	"fmt"
	"maps"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// Input is a valid call as the contract left it.
type Input struct {
	Checked contract.Checked
	Files   []File // of an upload
}

// Masked is the call's JSON with card data masked, fit to be kept.
func (in Input) Masked() []byte { return in.Checked.Masked() }

// verb decides one API. An error is ours, never the caller's.
type verb func(ctx context.Context, e *Engine, call Call, in Input) (Answer, error)

// verbs decide every API of the contract, by its name there. Each product's file holds its part of the
// table.
var verbs = merge(paymentVerbs, captureVerbs, sessionVerbs, resourceTable, authorizationVerbs, vaultingVerbs, customsVerbs, disputeVerbs, cardVerbs, verifyVerbs, rateVerbs, subscriptionVerbs)

func merge(parts ...map[string]verb) map[string]verb {
	all := map[string]verb{}
	for _, part := range parts {
		for name := range part {
			if all[name] != nil {
				panic("engine: " + name + " is decided twice")
			}
		}
		maps.Copy(all, part)
	}
	return all
}

// Do decides a call of the named API of the contract.
func (e *Engine) Do(ctx context.Context, call Call, api string, in Input) (Answer, error) {
	decide := verbs[api]
	if decide == nil {
		return Answer{}, fmt.Errorf("engine: there is no %s", api)
	}
	return decide(ctx, e, call, in)
}

// plain decodes the call for a decision that needs nothing else.
func plain[T any](decide func(*Engine, context.Context, Call, T) (Answer, error)) verb {
	return func(ctx context.Context, e *Engine, call Call, in Input) (Answer, error) {
		var request T
		if err := in.Checked.Decode(&request); err != nil {
			return Answer{}, err
		}
		return decide(e, ctx, call, request)
	}
}

var paymentVerbs = map[string]verb{
	"payments/pay": func(ctx context.Context, e *Engine, call Call, in Input) (Answer, error) {
		var request contract.PayRequest
		if err := in.Checked.Decode(&request); err != nil {
			return Answer{}, err
		}
		return e.Pay(ctx, call, request, in.Masked())
	},
	"payments/inquiryPayment": plain((*Engine).InquiryPayment),
	"payments/cancel":         plain((*Engine).Cancel),
	"payments/refund":         plain((*Engine).Refund),
	"payments/inquiryRefund":  plain((*Engine).InquiryRefund),
}

// dueVerb changes an object whose DueAt has come, inside a transaction. It must move DueAt on or clear
// it, or the object would be due for ever.
type dueVerb func(ctx context.Context, e *Engine, env sandbox.Environment, tx sandbox.Tx, o sandbox.Object) error

// dueVerbs say what time does to each kind of object.
var dueVerbs = map[sandbox.ObjectKind]dueVerb{
	sandbox.KindHold:    lapse,
	sandbox.KindSession: expireSession,

	kindSubMerchant:   registrationDue,
	kindStoreMerchant: registrationDue,

	kindBillingSub: billingSubscriptionDue,

	sandbox.KindVaulting: vaultingDue,

	sandbox.KindSubscription: subscriptionDue,
	sandbox.KindDispute:      disputeDue,
	sandbox.KindDeclaration:  declarationDue,
}

// objectDue runs the kind's dueVerb on the object as it stands now, if it is still due.
func (e *Engine) objectDue(ctx context.Context, env sandbox.Environment, o sandbox.Object) error {
	decide := dueVerbs[o.Kind]
	if decide == nil {
		return fmt.Errorf("engine: nothing is said of a %s that is due", o.Kind)
	}
	return e.decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error {
		current, err := tx.ObjectByID(ctx, env.ID, o.Kind, o.ObjectID)
		if err != nil || current.DueAt.IsZero() || current.DueAt.After(e.now(env)) {
			return err
		}
		return decide(ctx, e, env, tx, current)
	})
}
