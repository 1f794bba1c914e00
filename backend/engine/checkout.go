package engine

import (
	"context"
	"slices"
	"time"

	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// CheckoutPage is what a buyer sees of a payment session.
type CheckoutPage struct {
	Token            string
	MerchantName     string // empty when the merchant did not say
	OrderDescription string
	ReferenceOrderID string
	PaymentRequestID string
	Amount           money.Amount
	RedirectURL      string
	ExpiresAt        time.Time
	Now              time.Time // the environment's time
	Expired          bool
	Methods          []CheckoutMethod
	// Payment is the session's payment, once there is one; its own page takes over where it has one.
	Payment *sandbox.Payment
}

// CheckoutMethod is a payment method a buyer may choose.
type CheckoutMethod struct {
	Type     string
	Category string
}

// BuyerObject returns the object whose page has that token; not_found when there is none.
func (e *Engine) BuyerObject(ctx context.Context, token string) (sandbox.Object, error) {
	if token == "" {
		return sandbox.Object{}, sandbox.NotFound("There is no page at this address.")
	}
	return e.reader.ObjectByToken(ctx, token)
}

// BuyerCheckout returns the Checkout Page of a session.
func (e *Engine) BuyerCheckout(ctx context.Context, o sandbox.Object) (CheckoutPage, error) {
	detail, err := detailOf[sessionDetail](o)
	if err != nil {
		return CheckoutPage{}, err
	}
	env, err := e.environment(ctx, o.EnvironmentID)
	if err != nil {
		return CheckoutPage{}, err
	}
	amount, no := parseAmount("paymentAmount", detail.Pay.PaymentAmount)
	if no != nil {
		return CheckoutPage{}, sandbox.Invalid("paymentAmount", "%s", no.message)
	}
	order := detail.Pay.Order
	page := CheckoutPage{
		Token: o.Token, MerchantName: merchantName(order.Merchant), OrderDescription: order.OrderDescription,
		ReferenceOrderID: order.ReferenceOrderID, PaymentRequestID: o.RequestID, Amount: amount,
		RedirectURL: detail.Pay.PaymentRedirectURL, ExpiresAt: detail.ExpiresAt, Now: e.now(env),
	}
	page.Expired = !detail.ExpiresAt.After(page.Now)
	p, err := e.reader.PaymentByRequestID(ctx, o.EnvironmentID, o.RequestID)
	if err == nil {
		page.Payment = &p
		return page, nil
	}
	if !sandbox.IsNotFound(err) {
		return page, err
	}
	page.Methods, err = e.checkoutMethods(ctx, env, detail, amount)
	return page, err
}

// checkoutMethods are what the merchant offers, or every method that takes the amount.
func (e *Engine) checkoutMethods(ctx context.Context, env sandbox.Environment, detail sessionDetail, amount money.Amount) ([]CheckoutMethod, error) {
	rules, err := e.methodRules(ctx, env)
	if err != nil {
		return nil, err
	}
	filter := optionFilter{
		product: detail.Pay.ProductCode, amount: amount, env: detail.Env,
		regions: detail.Regions, allowed: detail.Methods,
	}
	var list []CheckoutMethod
	for _, o := range filter.options(rules) {
		// A method the merchant names is offered in any currency, as pay accepts it.
		if o.reason == "" || len(detail.Methods) > 0 && o.reason == disabledCurrency {
			list = append(list, CheckoutMethod{Type: o.rule.Type, Category: o.rule.Category})
		}
	}
	return list, nil
}

// BuyerChooses uses a session: the payment is made with the chosen method, as if the merchant had
// called pay, and returned. origin is scheme://host of the page. A session that was used before
// returns its payment; one that has expired, or a method it does not offer, is a conflict.
func (e *Engine) BuyerChooses(ctx context.Context, o sandbox.Object, method, origin string) (sandbox.Payment, error) {
	env, err := e.environment(ctx, o.EnvironmentID)
	if err != nil {
		return sandbox.Payment{}, err
	}
	page, err := e.BuyerCheckout(ctx, o)
	if err != nil {
		return sandbox.Payment{}, err
	}
	rules, err := e.methodRules(ctx, env)
	if err != nil {
		return sandbox.Payment{}, err
	}
	var p sandbox.Payment
	err = e.decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error {
		var err error
		p, err = tx.PaymentByRequestID(ctx, o.EnvironmentID, o.RequestID)
		if err == nil || !sandbox.IsNotFound(err) {
			return err
		}
		if page.Expired {
			return sandbox.Conflict("This checkout page has expired; ask the merchant for a new one.")
		}
		if !slices.ContainsFunc(page.Methods, func(m CheckoutMethod) bool { return m.Type == method }) {
			return sandbox.Conflict("This checkout page does not offer that payment method.")
		}
		p, err = e.useSession(ctx, tx, Call{Environment: env, Origin: origin}, o, rules.of(method))
		return err
	})
	return p, err
}

// useSession makes the session's payment.
func (e *Engine) useSession(ctx context.Context, tx sandbox.Tx, call Call, o sandbox.Object, rule sandbox.PaymentMethodRule) (sandbox.Payment, error) {
	detail, err := detailOf[sessionDetail](o)
	if err != nil {
		return sandbox.Payment{}, err
	}
	order, err := e.sessionOrder(detail, rule, e.now(call.Environment))
	if err != nil {
		return sandbox.Payment{}, err
	}
	answer, err := e.newPay(ctx, tx, call, order)
	if err != nil {
		return sandbox.Payment{}, err
	}
	if answer.PaymentID == "" {
		return sandbox.Payment{}, sandbox.Conflict("%s", answer.Result.Message)
	}
	o.Status, o.DueAt, o.ParentID = sessionUsed, time.Time{}, answer.PaymentID
	if err := e.updateObject(ctx, tx, call.Environment, o, detail); err != nil {
		return sandbox.Payment{}, err
	}
	return tx.PaymentByID(ctx, call.Environment.ID, answer.PaymentID)
}

// sessionOrder is the pay call the session stands for. A paymentExpiryTime beyond what the method
// allows gives way to the method's default.
func (e *Engine) sessionOrder(detail sessionDetail, rule sandbox.PaymentMethodRule, now time.Time) (payOrder, error) {
	order := payOrder{PayRequest: detail.Pay, rule: rule, binds: detail.Agreement != nil}
	order.PaymentMethod.PaymentMethodType = rule.Type
	if detail.Scene == sceneElement {
		order.longer = sessionLife // api.md §5.3
	}
	if rule.Type != methodCard {
		order.PaymentMethod.PaymentMethodMetaData = nil
	}
	if at, ok := parseISO(order.PaymentExpiryTime); ok && !at.Before(now.Add(expiryLimitOf(rule))) {
		order.PaymentExpiryTime = ""
	}
	order.amount, _ = parseAmount("paymentAmount", detail.Pay.PaymentAmount) // checked when the session was made
	var err error
	order.masked, err = encode(order.PayRequest)
	return order, err
}
