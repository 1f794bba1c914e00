package engine

import (
	"context"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// Statuses of access and refresh tokens.
const (
	tokenActive   = "ACTIVE"
	tokenRevoked  = "CANCELLED"
	tokenReplaced = "REPLACED" // by a refresh
	tokenExpired  = "EXPIRED"
)

// Grant types of applyToken (api.md §3.9).
const (
	grantCode    = "AUTHORIZATION_CODE"
	grantRefresh = "REFRESH_TOKEN"
)

// accessTokenPrefix starts every access token, as in Antom's samples.
const accessTokenPrefix = "28100103_"

const userIDDigits = 12

// refreshed are the wallets whose tokens end and are refreshed (api.md §3.9).
var refreshed = map[string]bool{"TRUEMONEY": true}

// farFuture is when the tokens of the other wallets end, as in Antom's samples.
var farFuture = time.Date(2120, 1, 1, 0, 0, 0, 0, time.UTC)

// tokenDetail is what an access token stands for; the token itself selects the object.
type tokenDetail struct {
	CustomerBelongsTo string    `json:"customerBelongsTo"`
	AuthClientID      string    `json:"authClientId,omitempty"`
	NotifyURL         string    `json:"notifyUrl,omitempty"`
	Scopes            []string  `json:"scopes,omitempty"`
	UserID            string    `json:"userId"`
	UserLoginID       string    `json:"userLoginId"`
	ExpiresAt         time.Time `json:"expiresAt"`
	RefreshID         string    `json:"refreshId,omitempty"` // the refresh token's object
	RefreshExpiresAt  time.Time `json:"refreshExpiresAt,omitzero"`
}

// ApplyToken exchanges an authCode, once, or a refresh token for an access token (api.md §3.9).
func (e *Engine) ApplyToken(ctx context.Context, call Call, req contract.ApplyTokenRequest) (Answer, error) {
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		var detail tokenDetail
		var no *refusal
		var err error
		switch {
		case req.GrantType == grantCode && req.AuthCode == "":
			no = illegal("authCode is required for AUTHORIZATION_CODE; it is missing.")
		case req.GrantType == grantRefresh && req.RefreshToken == "":
			no = illegal("refreshToken is required for REFRESH_TOKEN; it is missing.")
		case req.GrantType == grantCode:
			detail, no, err = e.useAuthCode(ctx, tx, call, req)
		default:
			detail, no, err = e.useRefreshToken(ctx, tx, call, req)
		}
		if err != nil {
			return Answer{}, err
		}
		if no != nil {
			return no.answer("", "")
		}
		return e.grant(ctx, tx, call.Environment, detail)
	})
}

// useAuthCode spends an authCode of the same wallet.
func (e *Engine) useAuthCode(ctx context.Context, tx sandbox.Tx, call Call, req contract.ApplyTokenRequest) (detail tokenDetail, no *refusal, err error) {
	invalid := refuse(sandbox.CodeInvalidAuthCode, "The authCode is unknown, used or expired; let the buyer consent again.")
	code, err := e.secret(ctx, tx, call, sandbox.KindAuthCode, req.AuthCode)
	if sandbox.IsNotFound(err) {
		return detail, invalid, nil
	}
	if err != nil {
		return detail, nil, err
	}
	life, err := detailOf[authCodeDetail](code)
	if err != nil {
		return detail, nil, err
	}
	consent, err := tx.ObjectByID(ctx, call.Environment.ID, sandbox.KindAuthorization, code.ParentID)
	if err != nil {
		return detail, nil, err
	}
	asked, err := detailOf[consentDetail](consent)
	if err != nil {
		return detail, nil, err
	}
	if code.Status != codeUnused || !life.ExpiresAt.After(e.now(call.Environment)) || asked.CustomerBelongsTo != req.CustomerBelongsTo {
		return detail, invalid, nil
	}
	code.Status = codeUsed
	user := e.ids.Digits(userIDDigits)
	return tokenDetail{
		CustomerBelongsTo: asked.CustomerBelongsTo, AuthClientID: asked.AuthClientID, NotifyURL: asked.NotifyURL,
		Scopes: asked.Scopes, UserID: "2088" + user, UserLoginID: loginOf(user),
	}, nil, e.updateObject(ctx, tx, call.Environment, code, life)
}

// loginOf is the login of a made-up customer.
func loginOf(user string) string { return "buyer" + user[:6] + "@example.com" }

// useRefreshToken replaces a token by its refresh token.
func (e *Engine) useRefreshToken(ctx context.Context, tx sandbox.Tx, call Call, req contract.ApplyTokenRequest) (detail tokenDetail, no *refusal, err error) {
	invalid := refuse(sandbox.CodeInvalidRefreshToken, "The refreshToken is unknown, used, revoked or expired; let the buyer consent again.")
	refresh, err := e.secret(ctx, tx, call, sandbox.KindRefreshToken, req.RefreshToken)
	if sandbox.IsNotFound(err) {
		return detail, invalid, nil
	}
	if err != nil {
		return detail, nil, err
	}
	old, err := tx.ObjectByID(ctx, call.Environment.ID, sandbox.KindToken, refresh.ParentID)
	if err != nil {
		return detail, nil, err
	}
	if detail, err = detailOf[tokenDetail](old); err != nil {
		return detail, nil, err
	}
	if refresh.Status != tokenActive || !detail.RefreshExpiresAt.After(e.now(call.Environment)) || detail.CustomerBelongsTo != req.CustomerBelongsTo {
		return detail, invalid, nil
	}
	return detail, nil, e.endToken(ctx, tx, call.Environment, old, detail, tokenReplaced)
}

// endToken takes an access token and its refresh token out of use.
func (e *Engine) endToken(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, detail tokenDetail, status string) error {
	o.Status = status
	if err := e.updateObject(ctx, tx, env, o, detail); err != nil || detail.RefreshID == "" {
		return err
	}
	refresh, err := tx.ObjectByID(ctx, env.ID, sandbox.KindRefreshToken, detail.RefreshID)
	if err != nil {
		return err
	}
	refresh.Status = status
	return e.updateObject(ctx, tx, env, refresh, struct{}{})
}

// secret finds an object of the call's environment and kind by the secret that selects it.
func (e *Engine) secret(ctx context.Context, from sandbox.Reader, call Call, kind sandbox.ObjectKind, secret string) (sandbox.Object, error) {
	missing := sandbox.NotFound("There is no such %s.", kind)
	if secret == "" {
		return sandbox.Object{}, missing
	}
	o, err := from.ObjectByToken(ctx, secret)
	if err == nil && (o.Kind != kind || o.EnvironmentID != call.Environment.ID) {
		return o, missing
	}
	return o, err
}

// issuedTokens are new tokens and their object.
type issuedTokens struct {
	object  sandbox.Object
	detail  tokenDetail
	refresh string
}

// issueTokens makes an access token for what detail says, and a refresh token where the wallet has one.
func (e *Engine) issueTokens(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, detail tokenDetail) (issuedTokens, error) {
	now := e.now(env)
	id := e.numbers(env).ResourceID("TK")
	detail.ExpiresAt, detail.RefreshID, detail.RefreshExpiresAt = farFuture, "", time.Time{}
	var refresh string
	if refreshed[detail.CustomerBelongsTo] {
		detail.ExpiresAt = now.AddDate(0, 0, int(env.Settings.AccessTokenDays))
		detail.RefreshExpiresAt = now.AddDate(0, 0, int(env.Settings.RefreshTokenDays))
		r, err := e.newObject(env, sandbox.KindRefreshToken, e.numbers(env).ResourceID("RT"), tokenActive, struct{}{})
		if err != nil {
			return issuedTokens{}, err
		}
		r.Token, r.ParentID = accessTokenPrefix+e.token(), id
		if err := insertObject(ctx, tx, r); err != nil {
			return issuedTokens{}, err
		}
		detail.RefreshID, refresh = r.ObjectID, r.Token
	}
	o, err := e.newObject(env, sandbox.KindToken, id, tokenActive, detail)
	if err != nil {
		return issuedTokens{}, err
	}
	o.Token = accessTokenPrefix + e.token()
	return issuedTokens{o, detail, refresh}, insertObject(ctx, tx, o)
}

// grant answers applyToken with new tokens.
func (e *Engine) grant(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, detail tokenDetail) (Answer, error) {
	issued, err := e.issueTokens(ctx, tx, env, detail)
	if err != nil {
		return Answer{}, err
	}
	d := issued.detail
	user, err := encode(map[string]string{"userId": d.UserID, "userLoginId": d.UserLoginID})
	if err != nil {
		return Answer{}, err
	}
	body, err := encode(contract.ApplyTokenResponse{
		Result: wireResult(sandbox.OK()), AccessToken: issued.object.Token, AccessTokenExpiryTime: sandbox.FormatTime(d.ExpiresAt),
		RefreshToken: issued.refresh, RefreshTokenExpiryTime: timeOrNone(d.RefreshExpiresAt),
		ExtendInfo: string(user), UserLoginID: d.UserLoginID,
		PSPCustomerInfo: &contract.PSPCustomerInfo{PSPName: d.CustomerBelongsTo, PSPCustomerID: d.UserID, DisplayCustomerID: d.UserLoginID},
	})
	return Answer{Body: body, Result: sandbox.OK()}, err
}

// invalidToken is the refusal of a token that does not work.
func invalidToken() *refusal {
	return refuse(sandbox.CodeInvalidAccessToken, "The accessToken is unknown, revoked or expired.")
}

// liveToken is what an access token stands for while it works.
func (e *Engine) liveToken(ctx context.Context, from sandbox.Reader, call Call, token string) (tokenDetail, *refusal, error) {
	o, err := e.secret(ctx, from, call, sandbox.KindToken, token)
	if sandbox.IsNotFound(err) {
		return tokenDetail{}, invalidToken(), nil
	}
	if err != nil {
		return tokenDetail{}, nil, err
	}
	detail, err := detailOf[tokenDetail](o)
	if err != nil {
		return detail, nil, err
	}
	if e.tokenStatus(call.Environment, o, detail) != tokenActive {
		return detail, invalidToken(), nil
	}
	return detail, nil, nil
}

func (e *Engine) tokenStatus(env sandbox.Environment, o sandbox.Object, d tokenDetail) string {
	if o.Status == tokenActive && !d.ExpiresAt.After(e.now(env)) {
		return tokenExpired
	}
	return o.Status
}

// QueryToken tells how an access token stands (api.md §3.9).
func (e *Engine) QueryToken(ctx context.Context, call Call, req contract.AccessTokenRequest) (Answer, error) {
	if req.AccessToken == "" {
		return illegal("accessToken is required; it is missing.").answer("", "")
	}
	o, err := e.secret(ctx, e.reader, call, sandbox.KindToken, req.AccessToken)
	if sandbox.IsNotFound(err) {
		return invalidToken().answer("", "")
	}
	if err != nil {
		return Answer{}, err
	}
	d, err := detailOf[tokenDetail](o)
	if err != nil {
		return Answer{}, err
	}
	response := contract.QueryTokenResponse{
		Result: wireResult(sandbox.OK()), AccessToken: o.Token, AccessTokenExpiryTime: sandbox.FormatTime(d.ExpiresAt),
		RefreshTokenExpiryTime: timeOrNone(d.RefreshExpiresAt), TokenStatusType: e.tokenStatus(call.Environment, o, d),
	}
	if d.RefreshID != "" {
		refresh, err := e.reader.ObjectByID(ctx, call.Environment.ID, sandbox.KindRefreshToken, d.RefreshID)
		if err != nil {
			return Answer{}, err
		}
		response.RefreshToken = refresh.Token
	}
	body, err := encode(response)
	return Answer{Body: body, Result: sandbox.OK()}, err
}

// revocable reports whether the access token or the refresh token with it still works.
func (e *Engine) revocable(env sandbox.Environment, d tokenDetail) bool {
	now := e.now(env)
	return d.ExpiresAt.After(now) || d.RefreshID != "" && d.RefreshExpiresAt.After(now)
}

// RevokeToken takes an access token and its refresh token out of use and tells of it (api.md §3.9).
func (e *Engine) RevokeToken(ctx context.Context, call Call, req contract.AccessTokenRequest) (Answer, error) {
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		o, err := e.secret(ctx, tx, call, sandbox.KindToken, req.AccessToken)
		if err != nil && !sandbox.IsNotFound(err) {
			return Answer{}, err
		}
		if err != nil || o.Status != tokenActive {
			return invalidToken().answer("", "")
		}
		detail, err := detailOf[tokenDetail](o)
		if err != nil {
			return Answer{}, err
		}
		if !e.revocable(call.Environment, detail) {
			return invalidToken().answer("", "")
		}
		if err := e.endToken(ctx, tx, call.Environment, o, detail, tokenRevoked); err != nil {
			return Answer{}, err
		}
		body, err := encode(contract.RevokeTokenResponse{Result: wireResult(sandbox.OK()), ExtendInfo: req.ExtendInfo})
		if err != nil {
			return Answer{}, err
		}
		return Answer{Body: body, Result: sandbox.OK()}, e.notifyAuthorization(ctx, tx, call.Environment, o.ObjectID, detail.NotifyURL,
			contract.AuthorizationNotice{
				AuthorizationNotifyType: noticeTokenCanceled, AuthClientID: detail.AuthClientID, AccessToken: o.Token,
				Reason: "The merchant revoked the token.", UserLoginID: detail.UserLoginID, UserID: detail.UserID,
			})
	})
}
