package engine

import (
	"context"
	"encoding/base64"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// WalletPath is the path under which the buyer's pages live; a payment's token follows it.
const WalletPath = "/wallet/"

// walletTokenBytes of randomness make a token of 32 URL-safe characters.
const walletTokenBytes = 24

const inProcessMessage = "payment in process"

// payOrder is a pay call with what was read of it.
type payOrder struct {
	contract.PayRequest
	amount money.Amount
	masked []byte                    // the call's JSON with card data masked
	rule   sandbox.PaymentMethodRule // of its payment method
	binds  bool                      // the first payment of an EasySafePay session
	longer time.Duration             // it stays open than the method's default
}

// Pay decides a payments/pay call (api.md §3.1). masked is the call's JSON with card data masked.
// Business refusals are answers; an error means the decision could not be made or kept.
func (e *Engine) Pay(ctx context.Context, call Call, req contract.PayRequest, masked []byte) (Answer, error) {
	order, no, err := e.readOrder(ctx, call, req, masked)
	if err != nil {
		return Answer{}, err
	}
	if no != nil {
		return no.answer(req.PaymentRequestID, "")
	}
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		first, err := tx.PaymentByRequestID(ctx, call.Environment.ID, req.PaymentRequestID)
		switch {
		case err == nil:
			return e.repeatPay(ctx, tx, call, first, req, order.amount)
		case !sandbox.IsNotFound(err):
			return Answer{}, err
		}
		no, err := sessionHolds(ctx, tx, call.Environment, req.PaymentRequestID, order.amount)
		switch {
		case err != nil:
			return Answer{}, err
		case no != nil:
			return no.answer(req.PaymentRequestID, "")
		}
		return e.newPay(ctx, tx, call, order)
	})
}

// sessionHolds refuses a paymentRequestId that a payment session was opened with for another amount.
func sessionHolds(ctx context.Context, from sandbox.Reader, env sandbox.Environment, requestID string, amount money.Amount) (*refusal, error) {
	o, err := from.ObjectByRequestID(ctx, env.ID, sandbox.KindSession, requestID)
	if sandbox.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	detail, err := detailOf[sessionDetail](o)
	if err != nil {
		return nil, err
	}
	if opened, no := parseAmount("paymentAmount", detail.Pay.PaymentAmount); no != nil || opened != amount {
		return refuse(sandbox.CodeRepeatReqInconsistent,
			"paymentRequestId was used before for a payment session of another paymentAmount."), nil
	}
	return nil, nil
}

// readOrder reads a pay call, before any of it is checked against what is stored.
func (e *Engine) readOrder(ctx context.Context, call Call, req contract.PayRequest, masked []byte) (payOrder, *refusal, error) {
	amount, no := parseAmount("paymentAmount", req.PaymentAmount)
	if no != nil {
		return payOrder{}, no, nil
	}
	rules, err := e.methodRules(ctx, call.Environment)
	if err != nil {
		return payOrder{}, nil, err
	}
	rule := rules.of(req.PaymentMethod.PaymentMethodType)
	return payOrder{PayRequest: req, amount: amount, masked: masked, rule: rule}, nil, nil
}

// repeatPay answers a paymentRequestId seen before (api.md §5.2).
func (e *Engine) repeatPay(ctx context.Context, tx sandbox.Tx, call Call, p sandbox.Payment, req contract.PayRequest, amount money.Amount) (Answer, error) {
	if p.AmountMinor != amount.Minor || p.Currency != amount.Currency || p.PaymentMethodID != req.PaymentMethod.PaymentMethodID {
		return refuse(sandbox.CodeRepeatReqInconsistent,
			"paymentRequestId was used before with another paymentAmount or paymentMethodId.").answer(p.PaymentRequestID, p.PaymentID)
	}
	if err := e.expireIfDue(ctx, tx, &p, call.Environment); err != nil {
		return Answer{}, err
	}
	if err := e.lapseIfDue(ctx, tx, &p, call.Environment); err != nil {
		return Answer{}, err
	}
	switch {
	case p.Status == sandbox.PaymentCancelled:
		return refuse(sandbox.CodeOrderIsCanceled, canceledMessage).answer(p.PaymentRequestID, p.PaymentID)
	case p.Status == sandbox.PaymentFail && p.BuyerAction != sandbox.ActionNone:
		return refuse(sandbox.CodeOrderIsClosed,
			"The payment is closed; pay again with a new paymentRequestId.").answer(p.PaymentRequestID, p.PaymentID)
	}
	result, err := replayed(p.FirstAnswer)
	return Answer{
		Body: p.FirstAnswer, Result: result, RequestID: p.PaymentRequestID, PaymentID: p.PaymentID,
		Amount: amountOf(p.AmountMinor, p.Currency),
	}, err
}

// newPay decides the first call with a paymentRequestId.
func (e *Engine) newPay(ctx context.Context, tx sandbox.Tx, call Call, order payOrder) (Answer, error) {
	now := e.now(call.Environment)
	if no := checkPay(order, call.Environment.Settings, now); no != nil {
		return no.answer(order.PaymentRequestID, "")
	}
	no, err := e.checkAgreement(ctx, tx, call, order)
	if err != nil {
		return Answer{}, err
	}
	if no != nil {
		return no.answer(order.PaymentRequestID, "")
	}
	p := e.openPayment(call, order, now)
	no, err = e.decideMethod(ctx, tx, call, &p, order.PayRequest, now)
	if err != nil {
		return Answer{}, err
	}
	if no != nil {
		failPayment(&p, no, now)
	}
	if p.BuyerAction != sandbox.ActionNone {
		p.WalletToken = e.token()
	}
	answer, err := firstAnswer(&p, call.Origin, order.PaymentFactor.InStorePaymentScenario)
	if err != nil {
		return Answer{}, err
	}
	if err := tx.InsertPayment(ctx, p); err != nil {
		return Answer{}, err
	}
	if err := e.linkTax(ctx, tx, call.Environment, p, order.TaxCalculationID); err != nil {
		return Answer{}, err
	}
	tx.Emit(paymentEvent(p))
	if p.Status.Final() {
		return answer, e.conclude(ctx, tx, p, call.Environment)
	}
	return answer, nil
}

// openPayment is the row of an accepted call, not decided yet.
func (e *Engine) openPayment(call Call, req payOrder, now time.Time) sandbox.Payment {
	expires, _ := expiresAt(req, now) // checked by checkPay
	return sandbox.Payment{
		ID: e.ids.New(), EnvironmentID: call.Environment.ID,
		PaymentID: e.numbers(call.Environment).PaymentID(), PaymentRequestID: req.PaymentRequestID,
		ProductCode: req.ProductCode, PaymentMethodType: req.PaymentMethod.PaymentMethodType,
		PaymentMethodID: req.PaymentMethod.PaymentMethodID,
		AmountMinor:     req.amount.Minor, Currency: req.amount.Currency,
		Status: sandbox.PaymentProcessing, ResultCode: sandbox.CodePaymentInProcess, ResultMessage: inProcessMessage,
		ReferenceOrderID: req.Order.ReferenceOrderID, OrderDescription: req.Order.OrderDescription,
		MerchantName: merchantName(req.Order.Merchant),
		RedirectURL:  req.PaymentRedirectURL, NotifyURL: req.PaymentNotifyURL,
		BuyerAction: sandbox.ActionWallet, Request: req.masked,
		CreatedAt: now, ExpiresAt: expires, UpdatedAt: now,
	}
}

func merchantName(m contract.Merchant) string {
	if m.MerchantDisplayName != "" {
		return m.MerchantDisplayName
	}
	return m.MerchantName
}

// decideMethod settles how the payment goes on: in the call itself, or on which page. A refusal is the
// payment's failure.
func (e *Engine) decideMethod(ctx context.Context, tx sandbox.Tx, call Call, p *sandbox.Payment, req contract.PayRequest, now time.Time) (*refusal, error) {
	if req.ProductCode == productInStore {
		return decideInStore(p, req, call.Environment.Settings, now), nil
	}
	found, no, err := e.decideStoredCard(ctx, tx, call, p, req, now)
	if err != nil || found {
		return no, err
	}
	if chargesAgreement(req) {
		p.BuyerAction = sandbox.ActionNone
		return askIssuer(p, now), nil
	}
	return decideCard(p, req, call.Environment.Settings, now), nil
}

// decideCard settles what a card payment needs next: nothing more, a challenge, or the card itself.
// Other methods are left alone. A refusal is the payment's failure.
func decideCard(p *sandbox.Payment, req contract.PayRequest, s sandbox.Settings, now time.Time) *refusal {
	if p.PaymentMethodType != methodCard {
		return nil
	}
	p.Card = &sandbox.Card{IsAuthorization: req.PaymentFactor.IsAuthorization, CaptureMode: req.PaymentFactor.CaptureMode}
	if m := req.PaymentMethod.PaymentMethodMetaData; m != nil {
		p.Card.Region = m.PaymentMethodRegion
	}
	card := cardOf(req)
	if card == nil {
		p.BuyerAction = sandbox.ActionCardEntry
		return nil
	}
	p.BuyerAction = sandbox.ActionNone
	return submitCard(p, *card, card.Is3DSAuthentication, s, now)
}

// submitCard gives a payment its card. The payment afterwards waits for a challenge, is paid, or
// fails with the refusal returned.
func submitCard(p *sandbox.Payment, card contract.CardData, challenge bool, s sandbox.Settings, now time.Time) *refusal {
	readCard(p.Card, card, s)
	if no := checkCardData(card, p.AmountMinor, now); no != nil {
		return no
	}
	if !challenge && asksForAuthentication(card, s) {
		if !mayUpgrade(*p.Card, card) {
			return authenticationRequired()
		}
		challenge = true
	}
	if challenge && mayChallenge(*p.Card, testCardOf(card.CardNo).Exempt) {
		p.BuyerAction = sandbox.ActionChallenge
		return nil
	}
	return askIssuer(p, now)
}

// askIssuer is the moment of authorisation: the payment is paid, or the refusal says why not.
func askIssuer(p *sandbox.Payment, now time.Time) *refusal {
	if p.Card != nil && p.Card.IssuerCode != "" {
		return declined(p.Card.IssuerCode)
	}
	paid(p, now)
	return nil
}

func paid(p *sandbox.Payment, at time.Time) {
	p.Status, p.PaidAt, p.UpdatedAt = sandbox.PaymentSuccess, at, at
	p.ResultCode, p.ResultMessage = sandbox.CodeSuccess, "success."
}

func failPayment(p *sandbox.Payment, no *refusal, now time.Time) {
	p.Status, p.UpdatedAt = sandbox.PaymentFail, now
	p.ResultCode, p.ResultMessage = no.code, clip(no.message, maxMessage)
}

func (e *Engine) token() string {
	var b [walletTokenBytes]byte
	e.ids.Token(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// firstAnswer encodes the answer to a new payment and keeps its bytes in the row for repeated calls.
func firstAnswer(p *sandbox.Payment, origin, scenario string) (Answer, error) {
	result := resultOf(*p)
	amount := wireAmount(p.AmountMinor, p.Currency)
	response := contract.PayResponse{
		Result: wireResult(result), PaymentRequestID: p.PaymentRequestID, PaymentID: p.PaymentID,
		PaymentAmount: &amount, PaymentCreateTime: sandbox.FormatTime(p.CreatedAt),
		PaymentTime: timeOrNone(p.PaidAt), PaymentResultInfo: resultInfo(*p),
		AuthExpiryTime: authExpiryTime(*p),
	}
	leadBuyer(&response, *p, origin, scenario)
	body, err := encode(response)
	p.FirstAnswer = body
	return Answer{
		Body: body, Result: result, RequestID: p.PaymentRequestID, PaymentID: p.PaymentID,
		Amount: amountOf(p.AmountMinor, p.Currency),
	}, err
}

func redirectForm(origin string, p sandbox.Payment) *contract.RedirectActionForm {
	return &contract.RedirectActionForm{Method: "GET", RedirectURL: origin + WalletPath + p.WalletToken}
}

// resultOf is where a payment stands, in Antom's three letters.
func resultOf(p sandbox.Payment) sandbox.Result {
	switch p.Status {
	case sandbox.PaymentSuccess:
		return sandbox.OK()
	case sandbox.PaymentFail, sandbox.PaymentCancelled:
		return sandbox.Fail(p.ResultCode, p.ResultMessage)
	}
	return sandbox.InProcess(p.ResultCode, p.ResultMessage)
}

// timeOrNone prints t, or nothing when it has not happened.
func timeOrNone(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return sandbox.FormatTime(t)
}
