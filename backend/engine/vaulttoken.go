package engine

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// cardToken finds a card token that still works; the refusal says that there is none.
func (e *Engine) cardToken(ctx context.Context, from sandbox.Reader, call Call, token string) (sandbox.Object, cardTokenDetail, *refusal, error) {
	if token == "" {
		return sandbox.Object{}, cardTokenDetail{}, illegal("token is required; it is missing."), nil
	}
	o, err := from.ObjectByID(ctx, call.Environment.ID, sandbox.KindCardToken, token)
	if sandbox.IsNotFound(err) || err == nil && o.Status != cardTokenActive {
		return o, cardTokenDetail{}, unknownCardToken(), nil
	}
	if err != nil {
		return o, cardTokenDetail{}, nil, err
	}
	detail, err := detailOf[cardTokenDetail](o)
	return o, detail, nil, err
}

func unknownCardToken() *refusal {
	return refuse(sandbox.CodeInvalidAccessToken, "The card token is unknown or deleted.")
}

// InquireCardToken reads a stored card token (api.md §2).
func (e *Engine) InquireCardToken(ctx context.Context, call Call, req contract.CardTokenRequest) (Answer, error) {
	o, d, no, err := e.cardToken(ctx, e.reader, call, req.Token)
	if err != nil {
		return Answer{}, err
	}
	if no != nil {
		return no.answer("", "")
	}
	body, err := encode(contract.InquireCardTokenResponse{
		Result: wireResult(sandbox.OK()), Token: o.ObjectID, AccountHolderName: d.Holder, Email: d.Email,
		IssuerName: d.Card.Brand, IssuingCountry: d.Card.Region, TokenExpiryTime: d.ExpiryTime,
	})
	return Answer{Body: body, Result: sandbox.OK()}, err
}

// UpdateCardToken changes what is known of a stored card's holder (api.md §2).
func (e *Engine) UpdateCardToken(ctx context.Context, call Call, req contract.CardTokenRequest) (Answer, error) {
	if at, ok := parseISO(req.TokenExpiryTime); req.TokenExpiryTime != "" && (!ok || !at.After(e.now(call.Environment))) {
		return illegal("tokenExpiryTime must be ISO 8601 and lie in the future; %s was sent.", quoted(req.TokenExpiryTime)).answer("", "")
	}
	return e.changeCardToken(ctx, call, req.Token, func(o *sandbox.Object, d *cardTokenDetail) any {
		if len(req.AccountHolderName) > 0 {
			d.Holder = req.AccountHolderName
		}
		if req.Email != "" {
			d.Email = req.Email
		}
		if req.TokenExpiryTime != "" {
			d.ExpiryTime = req.TokenExpiryTime
		}
		return contract.UpdateCardTokenResponse{Result: wireResult(sandbox.OK()), Token: o.ObjectID}
	})
}

// DeleteCardToken takes a stored card token out of use (api.md §2).
func (e *Engine) DeleteCardToken(ctx context.Context, call Call, req contract.CardTokenRequest) (Answer, error) {
	return e.changeCardToken(ctx, call, req.Token, func(o *sandbox.Object, _ *cardTokenDetail) any {
		o.Status = cardTokenGone
		return contract.UpdateCardTokenResponse{Result: wireResult(sandbox.OK())}
	})
}

// changeCardToken changes a token that works and answers what change returns.
func (e *Engine) changeCardToken(ctx context.Context, call Call, token string, change func(*sandbox.Object, *cardTokenDetail) any) (Answer, error) {
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		o, d, no, err := e.cardToken(ctx, tx, call, token)
		if err != nil {
			return Answer{}, err
		}
		if no != nil {
			return no.answer("", "")
		}
		body, err := encode(change(&o, &d))
		if err != nil {
			return Answer{}, err
		}
		return Answer{Body: body, Result: sandbox.OK()}, e.updateObject(ctx, tx, call.Environment, o, d)
	})
}
