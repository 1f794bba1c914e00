package gateway

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
)

// verb decodes a valid call and has the engine decide it. An error is ours, never the caller's.
type verb func(ctx context.Context, e Engine, c *call, origin string) (engine.Answer, error)

// verbs are the APIs this build emulates, by their name in the contract.
var verbs = map[string]verb{
	"payments/pay": handle(func(ctx context.Context, e Engine, at engine.Call, r contract.PayRequest, c *call) (engine.Answer, error) {
		return e.Pay(ctx, at, r, c.object.Masked())
	}),
	"payments/inquiryPayment": plain(Engine.InquiryPayment),
	"payments/cancel":         plain(Engine.Cancel),
	"payments/refund":         plain(Engine.Refund),
	"payments/inquiryRefund":  plain(Engine.InquiryRefund),
}

// handle joins the contract's decoding with a decision of the engine.
func handle[T any](decide func(context.Context, Engine, engine.Call, T, *call) (engine.Answer, error)) verb {
	return func(ctx context.Context, e Engine, c *call, origin string) (engine.Answer, error) {
		var request T
		if err := c.checked.Decode(&request); err != nil {
			return engine.Answer{}, err
		}
		return decide(ctx, e, engine.Call{Environment: *c.environment, Origin: origin}, request, c)
	}
}

// plain is handle for decisions that need nothing but the request.
func plain[T any](decide func(Engine, context.Context, engine.Call, T) (engine.Answer, error)) verb {
	return handle(func(ctx context.Context, e Engine, at engine.Call, r T, _ *call) (engine.Answer, error) {
		return decide(e, ctx, at, r)
	})
}
