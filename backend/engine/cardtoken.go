package engine

import (
	"context"
	"encoding/json"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// cardTokenDetail is what is kept of a card that can be paid with by its token. Its object's id is the
// token.
type cardTokenDetail struct {
	Card   sandbox.Card `json:"card"`   // never its number
	Exempt bool         `json:"exempt"` // never challenged
	Asks   bool         `json:"asks"`   // its issuer refuses without 3-D Secure

	Holder     json.RawMessage `json:"holder,omitempty"` // as updateToken left it
	Email      string          `json:"email,omitempty"`
	ExpiryTime string          `json:"expiryTime,omitempty"` // ISO 8601, of the token
}

// newCardToken is a token in Antom's form (api.md §3.10).
func (e *Engine) newCardToken() string { return "ALIPAY" + e.base64Text(60)[:58] + "==" }

// cardTokenOf reads a card into what is kept of it; the refusal is what the card schemes say of it.
func cardTokenOf(c contract.CardData, s sandbox.Settings, now time.Time) (cardTokenDetail, *refusal) {
	if no := checkCardShape(c); no != nil {
		return cardTokenDetail{}, no
	}
	if no := checkCardData(c, 0, now); no != nil {
		return cardTokenDetail{}, no
	}
	known := testCardOf(c.CardNo)
	detail := cardTokenDetail{Exempt: known.Exempt, Asks: asksForAuthentication(c, s)}
	readCard(&detail.Card, c, s)
	return detail, nil
}

// FetchNonce exchanges a card for a token that can stand in its place as paymentMethodId.
func (e *Engine) FetchNonce(ctx context.Context, call Call, req contract.FetchNonceRequest) (Answer, error) {
	if req.Card == nil {
		return illegal("card is required; it is missing.").answer("", "")
	}
	detail, no := cardTokenOf(*req.Card, call.Environment.Settings, e.now(call.Environment))
	if no != nil {
		return no.answer("", "")
	}
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		o, err := e.newObject(call.Environment, sandbox.KindCardToken, e.newCardToken(), cardTokenActive, detail)
		if err != nil {
			return Answer{}, err
		}
		if err := insertObject(ctx, tx, o); err != nil {
			return Answer{}, err
		}
		body, err := encode(contract.FetchNonceResponse{Result: wireResult(sandbox.OK()), CardToken: o.ObjectID})
		return Answer{Body: body, Result: sandbox.OK()}, err
	})
}

// decideStoredCard settles a card payment whose card stands behind a token. found is false when the
// call carries no token, or the card itself; a charge of an agreement is by the token always.
func (e *Engine) decideStoredCard(ctx context.Context, tx sandbox.Tx, call Call, p *sandbox.Payment, req contract.PayRequest, now time.Time) (found bool, no *refusal, err error) {
	if p.PaymentMethodType != methodCard || p.PaymentMethodID == "" || cardOf(req) != nil && !chargesAgreement(req) {
		return false, nil, nil
	}
	o, err := tx.ObjectByID(ctx, call.Environment.ID, sandbox.KindCardToken, p.PaymentMethodID)
	if err != nil && !sandbox.IsNotFound(err) {
		return false, nil, err
	}
	p.BuyerAction = sandbox.ActionNone
	if err != nil || o.Status != cardTokenActive {
		return true, unknownCardToken(), nil
	}
	detail, err := detailOf[cardTokenDetail](o)
	if err != nil {
		return false, nil, err
	}
	if end, ok := parseISO(detail.ExpiryTime); ok && !end.After(now) {
		return true, declined(sandbox.CodeCardExpired), nil
	}
	return true, payStored(p, req, detail, now), nil
}

func payStored(p *sandbox.Payment, req contract.PayRequest, detail cardTokenDetail, now time.Time) *refusal {
	card := detail.Card
	card.IsAuthorization, card.CaptureMode = req.PaymentFactor.IsAuthorization, req.PaymentFactor.CaptureMode
	p.Card, p.BuyerAction = &card, sandbox.ActionNone
	meta := contract.CardData{}
	if sent := req.PaymentMethod.PaymentMethodMetaData; sent != nil {
		meta = *sent
	}
	if no := checkRiskAmount(p.AmountMinor); no != nil {
		return no
	}
	challenge := meta.Is3DSAuthentication
	if !challenge && detail.Asks {
		if !mayUpgrade(card, meta) {
			return authenticationRequired()
		}
		challenge = true
	}
	if challenge && mayChallenge(card, detail.Exempt) {
		p.BuyerAction = sandbox.ActionChallenge
		return nil
	}
	return askIssuer(p, now)
}
