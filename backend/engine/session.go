package engine

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// Scenes of a payment session (api.md §3.2). A session without one is a Payment Element.
const (
	sceneCheckout = "CHECKOUT_PAYMENT" // hosted Checkout Page
	sceneElement  = "ELEMENT_PAYMENT"
)

// Statuses of a session.
const (
	sessionOpen    = "OPEN"
	sessionUsed    = "USED" // its payment exists
	sessionExpired = "EXPIRED"
)

// sessionLife is how long a session lives, by default and at most (api.md §3.2).
const sessionLife = time.Hour

// sessionDetail is a payment session. Its payment does not exist before the buyer chooses a method;
// until then inquiryPayment answers ORDER_NOT_EXIST for its paymentRequestId.
type sessionDetail struct {
	Pay            contract.PayRequest `json:"pay"` // the payment to be, without its method
	Order          json.RawMessage     `json:"order"`
	CustomizedInfo json.RawMessage     `json:"customizedInfo,omitempty"`
	Scene          string              `json:"scene"`
	Methods        []string            `json:"methods,omitempty"` // what the merchant offers; empty means all
	Regions        []string            `json:"regions,omitempty"`
	Env            contract.Env        `json:"env"`
	ExpiresAt      time.Time           `json:"expiresAt"`
	Agreement      *agreementDetail    `json:"agreement,omitempty"` // of an EasySafePay session
}

var sessionVerbs = map[string]verb{
	"payments/createPaymentSession":   createPaymentSession,
	"payments/retrievePaymentSession": plain((*Engine).RetrievePaymentSession),
	"payments/consult":                plain((*Engine).Consult),
}

func createPaymentSession(ctx context.Context, e *Engine, call Call, in Input) (Answer, error) {
	var req contract.PaymentSessionRequest
	if err := in.Checked.Decode(&req); err != nil {
		return Answer{}, err
	}
	return e.CreatePaymentSession(ctx, call, req)
}

// CreatePaymentSession opens a session for the hosted Checkout Page or the Payment Element (api.md §3.2).
func (e *Engine) CreatePaymentSession(ctx context.Context, call Call, req contract.PaymentSessionRequest) (Answer, error) {
	amount, no := parseAmount("paymentAmount", req.PaymentAmount)
	if no != nil {
		return no.answer(req.PaymentRequestID, "")
	}
	if no := checkStep("paymentAmount", req.PaymentMethod.PaymentMethodType, amount); no != nil {
		return no.answer(req.PaymentRequestID, "")
	}
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		first, err := tx.ObjectByRequestID(ctx, call.Environment.ID, sandbox.KindSession, req.PaymentRequestID)
		switch {
		case err == nil:
			return repeatSession(first, amount)
		case sandbox.IsNotFound(err):
			return e.newSession(ctx, tx, call, req, amount)
		}
		return Answer{}, err
	})
}

// repeatSession answers a paymentRequestId seen before; only paymentAmount is compared.
func repeatSession(o sandbox.Object, amount money.Amount) (Answer, error) {
	detail, err := detailOf[sessionDetail](o)
	if err != nil {
		return Answer{}, err
	}
	first, no := parseAmount("paymentAmount", detail.Pay.PaymentAmount)
	if no != nil || first != amount {
		return refuse(sandbox.CodeRepeatReqInconsistent,
			"paymentRequestId was used before with another paymentAmount.").answer(o.RequestID, "")
	}
	return repeatedAnswer(o, amount)
}

func (e *Engine) newSession(ctx context.Context, tx sandbox.Tx, call Call, req contract.PaymentSessionRequest, amount money.Amount) (Answer, error) {
	now := e.now(call.Environment)
	expires, no := checkSession(req, now)
	if no != nil {
		return no.answer(req.PaymentRequestID, "")
	}
	_, err := tx.PaymentByRequestID(ctx, call.Environment.ID, req.PaymentRequestID)
	if err == nil {
		return refuse(sandbox.CodeProcessFail,
			"A payment with this paymentRequestId exists already; use a new one.").answer(req.PaymentRequestID, "")
	}
	if !sandbox.IsNotFound(err) {
		return Answer{}, err
	}
	detail, err := sessionOf(req, expires)
	if err != nil {
		return Answer{}, err
	}
	id := e.sessionID()
	o, err := e.newObject(call.Environment, sandbox.KindSession, id, sessionOpen, detail)
	if err != nil {
		return Answer{}, err
	}
	o.RequestID, o.Token, o.DueAt = req.PaymentRequestID, e.token(), expires
	if o.FirstAnswer, err = e.sessionAnswer(o, detail, call.Origin); err != nil {
		return Answer{}, err
	}
	if err := insertObject(ctx, tx, o); err != nil {
		return Answer{}, err
	}
	return repeatedAnswer(o, amount)
}

// checkSession applies the rules of a new session and returns when it ends.
func checkSession(req contract.PaymentSessionRequest, now time.Time) (time.Time, *refusal) {
	switch req.ProductScene {
	case "", sceneCheckout, sceneElement, sceneEasyPay:
	default:
		return now, illegal("productScene must be CHECKOUT_PAYMENT, ELEMENT_PAYMENT or EASY_PAY; %s was sent.", quoted(req.ProductScene))
	}
	if req.ProductCode != productCashier && (req.ProductCode != productAgreement || req.ProductScene != sceneEasyPay) {
		return now, illegal("productCode must be CASHIER_PAYMENT for this productScene; %s was sent.", quoted(req.ProductCode))
	}
	if no := checkRedirectURL(req.PaymentRedirectURL); no != nil {
		return now, no
	}
	if no := checkNotifyURL("paymentNotifyUrl", req.PaymentNotifyURL); no != nil {
		return now, no
	}
	return sessionExpiry(req, now)
}

// sessionExpiry is one hour ahead, or what the call says within it. A paymentExpiryTime that comes
// earlier ends the session too.
func sessionExpiry(req contract.PaymentSessionRequest, now time.Time) (time.Time, *refusal) {
	expires := now.Add(sessionLife)
	if req.PaymentSessionExpiryTime != "" {
		at, ok := parseISO(req.PaymentSessionExpiryTime)
		if !ok || !at.After(now) || at.After(expires) {
			return now, illegal("paymentSessionExpiryTime must be ISO 8601, later than %s and at most an hour ahead; %s was sent.",
				sandbox.FormatTime(now), quoted(req.PaymentSessionExpiryTime))
		}
		expires = at
	}
	if req.PaymentExpiryTime != "" {
		at, ok := parseISO(req.PaymentExpiryTime)
		if !ok || !at.After(now) {
			return now, illegal("paymentExpiryTime must be ISO 8601 and later than %s; %s was sent.",
				sandbox.FormatTime(now), quoted(req.PaymentExpiryTime))
		}
		if at.Before(expires) {
			expires = at
		}
	}
	return expires.UTC().Truncate(time.Millisecond), nil
}

// sessionOf keeps what the payment will need; card data that came along is left out.
func sessionOf(req contract.PaymentSessionRequest, expires time.Time) (sessionDetail, error) {
	var order contract.Order
	if err := json.Unmarshal(req.Order, &order); err != nil {
		return sessionDetail{}, err
	}
	meta := req.PaymentMethod.PaymentMethodMetaData
	if meta == nil {
		meta = req.AvailablePaymentMethod.PaymentMethodMetaData
	}
	detail := sessionDetail{
		Pay: contract.PayRequest{
			ProductCode: req.ProductCode, PaymentRequestID: req.PaymentRequestID, Order: order,
			PaymentAmount: req.PaymentAmount, PaymentExpiryTime: req.PaymentExpiryTime,
			PaymentRedirectURL: req.PaymentRedirectURL, PaymentNotifyURL: req.PaymentNotifyURL,
			PaymentFactor: req.PaymentFactor,
		},
		Order: contract.Mask(req.Order), Scene: req.ProductScene, Regions: req.AllowedPaymentMethodRegions,
		Env: req.Env, ExpiresAt: expires, Methods: offeredMethods(req),
	}
	if len(req.CustomizedInfo) > 0 {
		detail.CustomizedInfo = contract.Mask(req.CustomizedInfo)
	}
	if req.ProductScene == sceneEasyPay {
		detail.Pay.ProductCode = productAgreement // the SDK's example says CASHIER_PAYMENT (api.md §2.2)
		detail.Agreement = &agreementDetail{AuthState: req.AgreementInfo.AuthState, UserLoginID: req.AgreementInfo.UserLoginID}
	}
	if meta != nil {
		detail.Pay.PaymentMethod.PaymentMethodMetaData = &contract.CardData{
			Is3DSAuthentication: meta.Is3DSAuthentication, PaymentMethodRegion: meta.PaymentMethodRegion,
			EnableAuthenticationUpgrade: meta.EnableAuthenticationUpgrade,
		}
	}
	return detail, nil
}

// offeredMethods are the methods the merchant chose for the buyer, in its order.
func offeredMethods(req contract.PaymentSessionRequest) []string {
	if method := req.PaymentMethod.PaymentMethodType; method != "" {
		return []string{method}
	}
	var list []string
	for _, item := range req.AvailablePaymentMethod.PaymentMethodTypeList {
		if item.PaymentMethodType != "" {
			list = append(list, item.PaymentMethodType)
		}
	}
	return list
}

// Sizes of a session's texts, in characters (api.md §3.2).
const (
	sessionIDLength   = 64
	sessionDataLength = 128
	sessionShared     = 42 // both start with the same characters
)

func (e *Engine) sessionID() string { return e.base64Text(sessionIDLength) }

// base64Text is n random characters of base64; n must be a multiple of four.
func (e *Engine) base64Text(n int) string {
	random := make([]byte, n/4*3)
	e.ids.Random(random)
	return base64.StdEncoding.EncodeToString(random)
}

// sessionData is the text a client SDK would take: random characters, the region, a number and the
// page's configuration.
func (e *Engine) sessionData(id string, config any) (string, error) {
	text, err := encode(config)
	if err != nil {
		return "", err
	}
	return id[:sessionShared] + e.base64Text(sessionDataLength)[sessionShared:] +
		"&&SG&&188&&" + base64.StdEncoding.EncodeToString(text), nil
}

func (e *Engine) sessionAnswer(o sandbox.Object, detail sessionDetail, origin string) ([]byte, error) {
	page := origin + WalletPath + o.Token
	data, err := e.sessionData(o.ObjectID, map[string]any{
		"paymentSessionConfig": map[string]string{"productScene": detail.Scene, "productSceneVersion": "1.0"},
		"checkoutPage":         page, // the Payment Element's stand-in: its own script is not to be had offline
	})
	if err != nil {
		return nil, err
	}
	response := contract.PaymentSessionResponse{
		Result: wireResult(sandbox.OK()), PaymentSessionID: o.ObjectID, PaymentSessionData: data,
		PaymentSessionExpiryTime: sandbox.FormatTime(detail.ExpiresAt),
	}
	if detail.Scene == sceneCheckout {
		response.NormalURL = page
	}
	return encode(response)
}

// RetrievePaymentSession reads a session's order back (api.md §3.2).
func (e *Engine) RetrievePaymentSession(ctx context.Context, call Call, req contract.RetrieveSessionRequest) (Answer, error) {
	id := req.PaymentRequestID
	if id == "" {
		id = req.SnakeRequestID
	}
	if id == "" {
		return illegal("paymentRequestId is required; it is missing.").answer("", "")
	}
	o, err := e.reader.ObjectByRequestID(ctx, call.Environment.ID, sandbox.KindSession, id)
	if sandbox.IsNotFound(err) {
		return refuse(sandbox.CodeInquirySessionFailed, "No payment session of this client has that paymentRequestId.").answer(id, "")
	}
	if err != nil {
		return Answer{}, err
	}
	detail, err := detailOf[sessionDetail](o)
	if err != nil {
		return Answer{}, err
	}
	body, err := encode(contract.RetrieveSessionResponse{
		Result: wireResult(sandbox.OK()), Order: detail.Order, CustomizedInfo: string(detail.CustomizedInfo),
	})
	return Answer{Body: body, Result: sandbox.OK(), RequestID: id}, err
}

// expireSession closes a session whose hour is over.
func expireSession(ctx context.Context, e *Engine, env sandbox.Environment, tx sandbox.Tx, o sandbox.Object) error {
	if o.Status == sessionOpen {
		o.Status = sessionExpired
	}
	o.DueAt = time.Time{}
	return e.updateObject(ctx, tx, env, o, json.RawMessage(o.Body))
}
