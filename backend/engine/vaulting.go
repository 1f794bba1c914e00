package engine

import (
	"context"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// Statuses of a vaulting (api.md §3.10).
const (
	vaultingOpen    = "PROCESSING"
	vaultingDone    = "SUCCESS"
	vaultingFailed  = "FAIL"
	cardTokenActive = "ACTIVE"
	cardTokenGone   = "DELETED"
)

// vaultingLife is how long a session or a challenge stays open.
const vaultingLife = time.Hour

const sceneVaulting = "VAULTING"

// The two calls that begin a vaulting.
const (
	vaultBySession = "vaults/createVaultingSession"
	vaultByCall    = "vaults/vaultPaymentMethod"
)

// maxMetadata is how long metadata may be, in characters (api.md §4.2).
const maxMetadata = 2048

var vaultingVerbs = map[string]verb{
	vaultBySession:           plain((*Engine).CreateVaultingSession),
	vaultByCall:              plain((*Engine).VaultPaymentMethod),
	"vaults/inquireVaulting": plain((*Engine).InquireVaulting),
	"vaults/inquireToken":    plain((*Engine).InquireCardToken),
	"vaults/updateToken":     plain((*Engine).UpdateCardToken),
	"vaults/deleteToken":     plain((*Engine).DeleteCardToken),
}

// vaultingDetail is a card on its way into the vault.
type vaultingDetail struct {
	API            string              `json:"api,omitempty"` // that began it
	NotifyURL      string              `json:"notifyUrl,omitempty"`
	RedirectURL    string              `json:"redirectUrl,omitempty"`
	Challenge      bool                `json:"challenge"` // the call asks for 3-D Secure
	Action         sandbox.BuyerAction `json:"action"`    // what the page asks of the buyer
	Card           *cardTokenDetail    `json:"card,omitempty"`
	CardToken      string              `json:"cardToken,omitempty"`
	ResultCode     string              `json:"resultCode,omitempty"`
	ResultMessage  string              `json:"resultMessage,omitempty"`
	Metadata       string              `json:"metadata,omitempty"`
	CustomizedInfo json.RawMessage     `json:"customizedInfo,omitempty"`
	ExpiresAt      time.Time           `json:"expiresAt"`
}

// CreateVaultingSession opens a page on which the buyer enters the card to vault (api.md §3.10).
func (e *Engine) CreateVaultingSession(ctx context.Context, call Call, req contract.VaultingSessionRequest) (Answer, error) {
	if no := checkVaulting(req.PaymentMethodType, "paymentMethodType", req.RedirectURL, req.VaultingNotificationURL); no != nil {
		return no.answer(req.VaultingRequestID, "")
	}
	return e.onceVaulting(ctx, call, vaultBySession, req.VaultingRequestID, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		detail := vaultingDetail{
			API: vaultBySession, NotifyURL: req.VaultingNotificationURL, RedirectURL: req.RedirectURL, Challenge: req.Is3DSAuthentication,
			Action: sandbox.ActionCardEntry, ExpiresAt: e.now(call.Environment).Add(vaultingLife),
		}
		o, err := e.newVaulting(call, e.sessionID(), req.VaultingRequestID, vaultingOpen, detail)
		if err != nil {
			return Answer{}, err
		}
		page := call.Origin + WalletPath + o.Token
		data, err := e.sessionData(o.ObjectID, map[string]any{
			"paymentSessionConfig": map[string]string{
				"paymentMethodCategoryType": methodCard, "productScene": sceneVaulting, "productSceneVersion": "1.0",
			},
		})
		if err != nil {
			return Answer{}, err
		}
		o.FirstAnswer, err = encode(contract.VaultingSessionResponse{
			Result: wireResult(sandbox.OK()), VaultingSessionID: o.ObjectID, VaultingSessionData: data,
			VaultingSessionExpiryTime: sandbox.FormatTime(detail.ExpiresAt), NormalURL: page,
		})
		if err != nil {
			return Answer{}, err
		}
		return Answer{Body: o.FirstAnswer, Result: sandbox.OK(), RequestID: o.RequestID}, insertObject(ctx, tx, o)
	})
}

func checkVaulting(method, field, redirect, notify string) *refusal {
	if method != methodCard {
		return illegal("%s must be CARD; %s was sent.", field, quoted(method))
	}
	if redirect != "" && RedirectKindOf(redirect) == RedirectNowhere {
		return illegal("redirectUrl must be an absolute http, https or app-scheme URL; %s was sent.", quoted(redirect))
	}
	return checkNotifyURL("vaultingNotificationUrl", notify)
}

// onceVaulting makes a vaulting, or answers for a vaultingRequestId seen before (api.md §5.2).
func (e *Engine) onceVaulting(ctx context.Context, call Call, api, requestID string, make func(context.Context, sandbox.Tx) (Answer, error)) (Answer, error) {
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		first, err := tx.ObjectByRequestID(ctx, call.Environment.ID, sandbox.KindVaulting, requestID)
		if err == nil {
			return repeatVaulting(first, api)
		}
		if !sandbox.IsNotFound(err) {
			return Answer{}, err
		}
		return make(ctx, tx)
	})
}

// repeatVaulting answers as before while the buyer is asked, and with the outcome once there is one. The
// ids of both calls are one space.
func repeatVaulting(o sandbox.Object, api string) (Answer, error) {
	detail, err := detailOf[vaultingDetail](o)
	switch {
	case err != nil:
		return Answer{}, err
	case detail.API != "" && detail.API != api:
		return illegal("vaultingRequestId was used before with %s.", detail.API).answer(o.RequestID, "")
	case api != vaultByCall || o.Status == vaultingOpen:
		return replay(o)
	}
	result, body, err := vaultAnswer(o, detail, "")
	return Answer{Body: body, Result: result, RequestID: o.RequestID}, err
}

// newVaulting is a vaulting that is not stored yet; an open one has a page and ends by itself.
func (e *Engine) newVaulting(call Call, id, requestID, status string, detail vaultingDetail) (sandbox.Object, error) {
	o, err := e.newObject(call.Environment, sandbox.KindVaulting, id, status, detail)
	o.RequestID = requestID
	if status == vaultingOpen {
		o.Token, o.DueAt = e.token(), detail.ExpiresAt
	}
	return o, err
}

// VaultPaymentMethod vaults the card of the call: at once, or after a challenge (api.md §3.10).
func (e *Engine) VaultPaymentMethod(ctx context.Context, call Call, req contract.VaultRequest) (Answer, error) {
	method := req.PaymentMethodDetail
	no := checkVaulting(method.PaymentMethodType, "paymentMethodDetail.paymentMethodType", req.RedirectURL, req.VaultingNotificationURL)
	switch {
	case no != nil:
	case utf8.RuneCountInString(req.Metadata) > maxMetadata:
		no = illegal("metadata must be at most %d characters.", maxMetadata)
	case method.Card == nil:
		no = illegal("paymentMethodDetail.card is required; it is missing.")
	default:
		no = vaultedShape(*method.Card)
	}
	if no != nil {
		return no.answer(req.VaultingRequestID, "")
	}
	return e.onceVaulting(ctx, call, vaultByCall, req.VaultingRequestID, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		return e.vault(ctx, tx, call, req)
	})
}

// vaultedShape is checkCardShape with the fields' names in this call.
func vaultedShape(card contract.CardData) *refusal {
	no := checkCardShape(card)
	if no != nil {
		no.message = strings.Replace(no.message, "paymentMethod.paymentMethodMetaData.", "paymentMethodDetail.card.", 1)
	}
	return no
}

func (e *Engine) vault(ctx context.Context, tx sandbox.Tx, call Call, req contract.VaultRequest) (Answer, error) {
	now := e.now(call.Environment)
	card := *req.PaymentMethodDetail.Card
	detail := vaultingDetail{
		API: vaultByCall, NotifyURL: req.VaultingNotificationURL, RedirectURL: req.RedirectURL, Challenge: card.Is3DSAuthentication,
		Metadata: req.Metadata, CustomizedInfo: req.CustomizedInfo, ExpiresAt: now.Add(vaultingLife),
	}
	o, err := e.newVaulting(call, e.numbers(call.Environment).ResourceID("VA"), req.VaultingRequestID, vaultingOpen, detail)
	if err != nil {
		return Answer{}, err
	}
	if err := e.takeCard(ctx, tx, call.Environment, &o, &detail, card); err != nil {
		return Answer{}, err
	}
	return e.vaulted(ctx, tx, call, o, detail)
}

// vaulted stores a vaulting that began with the card and answers the call.
func (e *Engine) vaulted(ctx context.Context, tx sandbox.Tx, call Call, o sandbox.Object, detail vaultingDetail) (Answer, error) {
	result, body, err := vaultAnswer(o, detail, call.Origin)
	if err != nil {
		return Answer{}, err
	}
	o.FirstAnswer = body
	if o.Status != vaultingOpen {
		o.Token = ""
	}
	if o.Body, err = encode(detail); err != nil {
		return Answer{}, err
	}
	if err := insertObject(ctx, tx, o); err != nil {
		return Answer{}, err
	}
	answer := Answer{Body: o.FirstAnswer, Result: result, RequestID: o.RequestID}
	if o.Status != vaultingDone { // a refused call is not notified, an open one not yet
		return answer, nil
	}
	return answer, e.notifyVaulting(ctx, tx, call.Environment, o, detail)
}

// vaultAnswer is what a vaultPaymentMethod call is told of a vaulting as it stands.
func vaultAnswer(o sandbox.Object, detail vaultingDetail, origin string) (sandbox.Result, []byte, error) {
	response := contract.VaultResponse{VaultingRequestID: o.RequestID, PaymentMethodDetail: vaultedMethod(detail)}
	result := sandbox.OK()
	switch o.Status {
	case vaultingOpen:
		result = sandbox.InProcess(sandbox.CodeVerificationInProcess, "verification in process")
		response.NormalURL = origin + WalletPath + o.Token
	case vaultingFailed:
		result = sandbox.Fail(sandbox.CodeVerificationFail, "The card was not vaulted: "+detail.ResultMessage)
	}
	response.Result = wireResult(result)
	body, err := encode(response)
	return result, body, err
}

// takeCard reads the card: the vaulting then waits for a challenge, is done, or has failed.
func (e *Engine) takeCard(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o *sandbox.Object, detail *vaultingDetail, card contract.CardData) error {
	known, no := cardTokenOf(card, env.Settings, e.now(env))
	if no != nil {
		endVaulting(o, detail, vaultingFailed, no)
		return nil
	}
	detail.Card = &known
	if (detail.Challenge || known.Asks) && mayChallenge(known.Card, known.Exempt) {
		detail.Action = sandbox.ActionChallenge
		return nil
	}
	return e.askVaultIssuer(ctx, tx, env, o, detail)
}

// askVaultIssuer makes the token unless the issuer refuses the card.
func (e *Engine) askVaultIssuer(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o *sandbox.Object, detail *vaultingDetail) error {
	if code := detail.Card.Card.IssuerCode; code != "" {
		endVaulting(o, detail, vaultingFailed, declined(code))
		return nil
	}
	token, err := e.newObject(env, sandbox.KindCardToken, e.newCardToken(), cardTokenActive, detail.Card)
	if err != nil {
		return err
	}
	token.ParentID = o.ObjectID
	detail.CardToken = token.ObjectID
	endVaulting(o, detail, vaultingDone, refuse(sandbox.CodeSuccess, "success."))
	return insertObject(ctx, tx, token)
}

func endVaulting(o *sandbox.Object, detail *vaultingDetail, status string, why *refusal) {
	o.Status, o.DueAt, detail.Action = status, time.Time{}, sandbox.ActionNone
	detail.ResultCode, detail.ResultMessage = why.code, clip(why.message, maxMessage)
}

// vaultedMethod is the vaulted card; nil before there is one.
func vaultedMethod(d vaultingDetail) *contract.VaultedPaymentMethod {
	if d.CardToken == "" {
		return nil
	}
	return &contract.VaultedPaymentMethod{PaymentMethodType: methodCard, Card: contract.VaultedCard{
		Brand: d.Card.Card.Brand, CardToken: d.CardToken, MaskedCardNo: d.Card.Card.MaskedNumber, IssuingRegion: d.Card.Card.Region,
	}}
}

func vaultingResult(o sandbox.Object, d vaultingDetail) sandbox.Result {
	if o.Status == vaultingDone {
		return sandbox.OK()
	}
	return sandbox.Fail(d.ResultCode, d.ResultMessage)
}

func (e *Engine) notifyVaulting(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d vaultingDetail) error {
	body, err := encode(contract.VaultingNotice{
		Result: wireResult(noticeResult(vaultingResult(o, d))), VaultingRequestID: o.RequestID,
		PaymentMethodDetail: vaultedMethod(d), VaultingCreateTime: sandbox.FormatTime(o.CreatedAt),
		CustomizedInfo: d.CustomizedInfo, Metadata: d.Metadata,
	})
	if err != nil {
		return err
	}
	return e.queue(ctx, tx, env, sandbox.Notification{
		EnvironmentID: env.ID, Type: sandbox.NotifyVaulting, PaymentID: o.ObjectID, URL: d.NotifyURL, Body: body,
	})
}

// vaultingDue closes a vaulting nobody finished.
func vaultingDue(ctx context.Context, e *Engine, env sandbox.Environment, tx sandbox.Tx, o sandbox.Object) error {
	detail, err := detailOf[vaultingDetail](o)
	if err != nil {
		return err
	}
	if o.Status != vaultingOpen {
		o.DueAt = time.Time{}
		return e.updateObject(ctx, tx, env, o, detail)
	}
	endVaulting(&o, &detail, vaultingFailed, declined(sandbox.CodeOrderIsClosed))
	if err := e.updateObject(ctx, tx, env, o, detail); err != nil {
		return err
	}
	return e.notifyVaulting(ctx, tx, env, o, detail)
}

// InquireVaulting tells how a vaulting stands (api.md §3.10).
func (e *Engine) InquireVaulting(ctx context.Context, call Call, req contract.InquireVaultingRequest) (Answer, error) {
	o, err := e.reader.ObjectByRequestID(ctx, call.Environment.ID, sandbox.KindVaulting, req.VaultingRequestID)
	if sandbox.IsNotFound(err) {
		return refuse(sandbox.CodeOrderNotExist, "No vaulting of this client has that vaultingRequestId.").answer(req.VaultingRequestID, "")
	}
	if err != nil {
		return Answer{}, err
	}
	if o.Status == vaultingOpen && !o.DueAt.After(e.now(call.Environment)) {
		if err := e.objectDue(ctx, call.Environment, o); err != nil {
			return Answer{}, err
		}
		if o, err = e.reader.ObjectByRequestID(ctx, call.Environment.ID, sandbox.KindVaulting, req.VaultingRequestID); err != nil {
			return Answer{}, err
		}
	}
	d, err := detailOf[vaultingDetail](o)
	if err != nil {
		return Answer{}, err
	}
	response := contract.InquireVaultingResponse{
		Result: wireResult(sandbox.OK()), VaultingRequestID: o.RequestID, VaultingStatus: o.Status, Metadata: d.Metadata,
		PaymentMethodDetail: vaultedMethod(d), VaultingResultCode: d.ResultCode, VaultingResultMessage: d.ResultMessage,
	}
	if o.Status == vaultingOpen {
		response.NormalURL = call.Origin + WalletPath + o.Token
	}
	body, err := encode(response)
	return Answer{Body: body, Result: sandbox.OK(), RequestID: o.RequestID}, err
}
