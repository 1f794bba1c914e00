package engine

import (
	"context"
	"slices"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// Scenarios are the armed errors; a sandbox.ScenarioStore has them.
type Scenarios interface {
	Armed(ctx context.Context, environmentID string) ([]sandbox.Scenario, error)
	UseScenario(ctx context.Context, id string, at time.Time) error
}

// Incoming is a verified call whose fields nobody has looked at yet.
type Incoming struct {
	API    contract.API
	Object contract.Object
	Body   []byte // exactly as sent
}

// Armed is what an armed scenario does to a call.
type Armed struct {
	Scenario sandbox.Scenario
	Answers  bool   // Answer stands in for the decision; without it the call is decided as usual
	Answer   Answer // of the armed code
}

// Armed finds the newest scenario armed for the call and uses it. A code with the status F creates
// nothing; one with U leaves a payment to inquire behind where the call would have made one; S only
// says that the call goes its usual way. False means that nothing is armed for it.
func (e *Engine) Armed(ctx context.Context, call Call, in Incoming) (Armed, bool, error) {
	if e.scenarios == nil {
		return Armed{}, false, nil
	}
	list, err := e.scenarios.Armed(ctx, call.Environment.ID)
	if err != nil {
		return Armed{}, false, err
	}
	now := e.now(call.Environment)
	for _, scenario := range list {
		if !hits(scenario, in, now) {
			continue
		}
		err := e.scenarios.UseScenario(ctx, scenario.ID, now)
		if sandbox.CodeOf(err) == sandbox.CodeConflict {
			continue // another call has just used it up
		}
		if err != nil {
			return Armed{}, false, err
		}
		armed, err := e.armedAnswer(ctx, call, scenario, in)
		return armed, true, err
	}
	return Armed{}, false, nil
}

// methodFields are where calls name their payment method; authorisations call it what it belongs to
// (api.md §6.1).
var methodFields = []string{
	"paymentMethod.paymentMethodType", "paymentMethodType", "paymentMethodDetail.paymentMethodType", "customerBelongsTo",
}

// Filters says which filters of a scenario a call to the API can meet at all.
func Filters(api contract.API) (product, method bool) {
	return api.Names("productCode"), slices.ContainsFunc(methodFields, api.Names)
}

// hits reports whether the scenario is on and meant for this call. Filters look at what the call
// itself says.
func hits(s sandbox.Scenario, in Incoming, now time.Time) bool {
	method := ""
	for _, field := range methodFields {
		if method == "" {
			method = in.Object.Text(field)
		}
	}
	switch {
	case s.API != in.API.Name, !s.EndsAt.IsZero() && !s.EndsAt.After(now):
		return false
	case s.ProductCode != "" && s.ProductCode != in.Object.Text("productCode"):
		return false
	case s.PaymentMethodType != "" && s.PaymentMethodType != method:
		return false
	}
	return s.MatchField == "" || s.MatchValue == in.Object.Text(s.MatchField)
}

func (e *Engine) armedAnswer(ctx context.Context, call Call, s sandbox.Scenario, in Incoming) (Armed, error) {
	armed := Armed{Scenario: s}
	result, known := ResultOf(s.API, s.ResultCode)
	if !known || result.Status == sandbox.StatusS {
		return armed, nil
	}
	armed.Answers = true
	body, err := encode(struct {
		Result contract.Result `json:"result"`
	}{wireResult(result)})
	if err != nil {
		return armed, err
	}
	armed.Answer = Answer{Body: body, Result: result}
	if result.Status == sandbox.StatusU && s.API == "payments/pay" {
		err = e.leaveUndecided(ctx, call, in, &armed.Answer)
	}
	return armed, err
}

// leaveUndecided makes the payment the call would have made, waiting, for inquiryPayment to find. A
// call that would have been refused leaves nothing, and one that was made before leaves its payment as
// it is.
func (e *Engine) leaveUndecided(ctx context.Context, call Call, in Incoming, answer *Answer) error {
	checked, violation := in.API.Validate(in.Object, contract.Rules{})
	if violation != nil {
		return nil
	}
	var req contract.PayRequest
	if err := checked.Decode(&req); err != nil {
		return err
	}
	order, no, err := e.readOrder(ctx, call, req, contract.Mask(in.Body))
	if err != nil || no != nil {
		return err
	}
	return e.decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error {
		p, err := tx.PaymentByRequestID(ctx, call.Environment.ID, req.PaymentRequestID)
		if sandbox.IsNotFound(err) {
			return e.insertUndecided(ctx, tx, call, order, answer)
		}
		if err != nil {
			return err
		}
		return answer.waitFor(p)
	})
}

// waitFor makes an armed answer one about that payment. PAYMENT_IN_PROCESS is the payment's own first
// answer where that said the same.
func (a *Answer) waitFor(p sandbox.Payment) error {
	first, err := replayed(p.FirstAnswer)
	if err != nil {
		return err
	}
	if a.Result.Code == first.Code {
		a.Body, a.Result = p.FirstAnswer, first
	}
	a.RequestID, a.PaymentID, a.Amount = p.PaymentRequestID, p.PaymentID, amountOf(p.AmountMinor, p.Currency)
	return nil
}

// insertUndecided keeps the ordinary waiting answer for a repeated call, which the merchant is told to
// make.
func (e *Engine) insertUndecided(ctx context.Context, tx sandbox.Tx, call Call, order payOrder, answer *Answer) error {
	now := e.now(call.Environment)
	if checkPay(order, call.Environment.Settings, now) != nil {
		return nil
	}
	no, err := e.checkAgreement(ctx, tx, call, order)
	if err != nil || no != nil {
		return err
	}
	p := e.openPayment(call, order, now)
	awaitCard(&p, order.PayRequest, call.Environment.Settings)
	if !chargesAgreement(order.PayRequest) {
		p.WalletToken = e.token()
	}
	if _, err := firstAnswer(&p, call.Origin, order.PaymentFactor.InStorePaymentScenario); err != nil {
		return err
	}
	tx.Emit(paymentEvent(p))
	if err := tx.InsertPayment(ctx, p); err != nil {
		return err
	}
	return answer.waitFor(p)
}

// awaitCard makes a card payment wait for its buyer without asking the issuer.
func awaitCard(p *sandbox.Payment, req contract.PayRequest, s sandbox.Settings) {
	if p.PaymentMethodType != methodCard {
		return
	}
	p.Card = &sandbox.Card{IsAuthorization: req.PaymentFactor.IsAuthorization, CaptureMode: req.PaymentFactor.CaptureMode}
	p.BuyerAction = sandbox.ActionCardEntry
	if card := cardOf(req); card != nil {
		readCard(p.Card, *card, s)
		p.BuyerAction = sandbox.ActionChallenge
	}
}
