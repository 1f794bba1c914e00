package engine

import (
	"context"
	"net/url"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// Statuses of a consent and of an authCode.
const (
	consentOpen     = "OPEN"
	consentGiven    = "GIVEN"
	consentDeclined = "DECLINED"
	consentExpired  = "EXPIRED"
	codeUnused      = "UNUSED"
	codeUsed        = "USED"
)

// Discriminators of notifyAuthorization (api.md §4.2).
const (
	noticeAuthCode      = "AUTHCODE_CREATED"
	noticeTokenCreated  = "TOKEN_CREATED"
	noticeTokenCanceled = "TOKEN_CANCELED"
)

// authCodePrefix starts every authCode, as in Antom's samples.
const authCodePrefix = "28100113"

const authCodeDigits = 14

var authorizationVerbs = map[string]verb{
	"authorizations/consult":    plain((*Engine).AuthConsult),
	"authorizations/applyToken": plain((*Engine).ApplyToken),
	"authorizations/query":      plain((*Engine).QueryToken),
	"authorizations/revoke":     plain((*Engine).RevokeToken),
}

// consentDetail is what a merchant asked a wallet's customer for.
type consentDetail struct {
	CustomerBelongsTo string    `json:"customerBelongsTo"`
	AuthClientID      string    `json:"authClientId,omitempty"`
	RedirectURL       string    `json:"redirectUrl"`
	NotifyURL         string    `json:"notifyUrl,omitempty"`
	AuthState         string    `json:"authState"`
	Scopes            []string  `json:"scopes"`
	ExpiresAt         time.Time `json:"expiresAt"`
	Back              string    `json:"back,omitempty"` // where the buyer was sent after deciding
}

// AuthConsult opens a consent page for a wallet's customer (api.md §3.9).
func (e *Engine) AuthConsult(ctx context.Context, call Call, req contract.AuthConsultRequest) (Answer, error) {
	if no := checkConsult(req); no != nil {
		return no.answer("", "")
	}
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		until := e.now(call.Environment).Add(time.Duration(call.Environment.Settings.ConsentMinutes) * time.Minute)
		o, err := e.newObject(call.Environment, sandbox.KindAuthorization, e.numbers(call.Environment).ResourceID("AU"), consentOpen, consentDetail{
			CustomerBelongsTo: req.CustomerBelongsTo, AuthClientID: req.AuthClientID, RedirectURL: req.AuthRedirectURL,
			NotifyURL: req.AuthNotifyURL, AuthState: req.AuthState, Scopes: req.Scopes, ExpiresAt: until,
		})
		if err != nil {
			return Answer{}, err
		}
		o.Token = e.token()
		if err := insertObject(ctx, tx, o); err != nil {
			return Answer{}, err
		}
		page := call.Origin + WalletPath + o.Token
		body, err := encode(contract.AuthConsultResponse{Result: wireResult(sandbox.OK()), AuthURL: page, NormalURL: page})
		return Answer{Body: body, Result: sandbox.OK()}, err
	})
}

// maxScopes is how many scopes a consult may name.
const maxScopes = 4

func checkConsult(req contract.AuthConsultRequest) *refusal {
	switch {
	case RedirectKindOf(req.AuthRedirectURL) == RedirectNowhere:
		return illegal("authRedirectUrl must be an absolute http, https or app-scheme URL; %s was sent.", quoted(req.AuthRedirectURL))
	case len(req.Scopes) == 0 || len(req.Scopes) > maxScopes:
		return illegal("scopes must have 1 to %d items; %d were sent.", maxScopes, len(req.Scopes))
	}
	return checkNotifyURL("authNotifyUrl", req.AuthNotifyURL)
}

// Consent is a consent page as the buyer sees it.
type Consent struct {
	Wallet    string // customerBelongsTo
	Scopes    []string
	Status    string // OPEN, GIVEN, DECLINED or EXPIRED
	ExpiresAt time.Time
	Back      string // where the buyer's decision leads; empty while it is open
}

// Open reports whether the buyer can still decide.
func (c Consent) Open() bool { return c.Status == consentOpen }

// Given reports whether the buyer has agreed.
func (c Consent) Given() bool { return c.Status == consentGiven }

// Consent reads a consent page; the object is what BuyerObject found.
func (e *Engine) Consent(ctx context.Context, o sandbox.Object) (Consent, error) {
	env, err := e.environment(ctx, o.EnvironmentID)
	if err != nil {
		return Consent{}, err
	}
	detail, err := detailOf[consentDetail](o)
	return e.consentOf(env, o, detail), err
}

func (e *Engine) consentOf(env sandbox.Environment, o sandbox.Object, d consentDetail) Consent {
	c := Consent{Wallet: d.CustomerBelongsTo, Scopes: d.Scopes, Status: o.Status, ExpiresAt: d.ExpiresAt, Back: d.Back}
	if c.Open() && !d.ExpiresAt.After(e.now(env)) {
		c.Status = consentExpired
	}
	return c
}

// BuyerConsents gives or declines a consent and returns it as it stands afterwards. A page that is
// decided or expired is a conflict.
func (e *Engine) BuyerConsents(ctx context.Context, o sandbox.Object, agree bool) (Consent, error) {
	env, err := e.environment(ctx, o.EnvironmentID)
	if err != nil {
		return Consent{}, err
	}
	var c Consent
	err = e.decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error {
		current, err := tx.ObjectByID(ctx, o.EnvironmentID, o.Kind, o.ObjectID)
		if err != nil {
			return err
		}
		detail, err := detailOf[consentDetail](current)
		if err != nil {
			return err
		}
		if c = e.consentOf(env, current, detail); !c.Open() {
			return sandbox.Conflict("This authorization is %s.", c.Status)
		}
		c, err = e.consent(ctx, tx, env, current, detail, agree)
		return err
	})
	return c, err
}

// consent sends the buyer back with an authCode, or without one.
func (e *Engine) consent(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d consentDetail, agree bool) (Consent, error) {
	o.Status = consentDeclined
	var code string
	if agree {
		o.Status = consentGiven
		var err error
		if code, err = e.newAuthCode(ctx, tx, env, o, d); err != nil {
			return Consent{}, err
		}
	}
	back, err := consentURL(d.RedirectURL, code, d.AuthState)
	if err != nil {
		return Consent{}, err
	}
	// A code is a secret of the redirect; what is kept leads back without it.
	if d.Back, err = consentURL(d.RedirectURL, "", d.AuthState); err != nil {
		return Consent{}, err
	}
	if err := e.updateObject(ctx, tx, env, o, d); err != nil {
		return Consent{}, err
	}
	c := e.consentOf(env, o, d)
	c.Back = back
	return c, nil
}

// consentURL adds authCode and authState to the merchant's address.
func consentURL(address, code, state string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	add := url.Values{"authState": {state}}
	if code != "" {
		add.Set("authCode", code)
	}
	if u.RawQuery != "" {
		u.RawQuery += "&"
	}
	u.RawQuery += add.Encode()
	return u.String(), nil
}

// authCodeDetail is when an authCode ends.
type authCodeDetail struct {
	ExpiresAt time.Time `json:"expiresAt"`
}

func (e *Engine) newAuthCode(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, consent sandbox.Object, d consentDetail) (string, error) {
	until := e.now(env).Add(time.Duration(env.Settings.AuthCodeMinutes) * time.Minute)
	o, err := e.newObject(env, sandbox.KindAuthCode, e.numbers(env).ResourceID("AC"), codeUnused, authCodeDetail{ExpiresAt: until})
	if err != nil {
		return "", err
	}
	o.Token, o.ParentID = authCodePrefix+e.ids.Digits(authCodeDigits), consent.ObjectID
	if err := insertObject(ctx, tx, o); err != nil {
		return "", err
	}
	return o.Token, e.notifyAuthorization(ctx, tx, env, consent.ObjectID, d.NotifyURL, contract.AuthorizationNotice{
		AuthorizationNotifyType: noticeAuthCode, AuthClientID: d.AuthClientID, AuthState: d.AuthState, AuthCode: o.Token,
	})
}

// notifyAuthorization queues a notification about a consent or a token, ordered by about.
func (e *Engine) notifyAuthorization(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, about, url string, n contract.AuthorizationNotice) error {
	n.Result = okNotice()
	body, err := encode(n)
	if err != nil {
		return err
	}
	return e.queue(ctx, tx, env, sandbox.Notification{
		EnvironmentID: env.ID, Type: sandbox.NotifyAuthorization, PaymentID: about, URL: url, Body: body,
	})
}
