package wallet

import (
	"html/template"
	"net/http"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// consentView is what a merchant asks a wallet's customer for.
type consentView struct {
	Wallet, Name string
	Logo         template.HTML
	Scopes       []row // the scope's name and what it means
}

// showConsent is the page of an authorization.
func showConsent(h *Handler, w http.ResponseWriter, r *http.Request, o sandbox.Object) {
	c, err := h.engine.Consent(r.Context(), o)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	h.consentPage(w, r, o.Token, c)
}

func (h *Handler) consentPage(w http.ResponseWriter, r *http.Request, token string, c engine.Consent) {
	v := h.newView(r, token)
	v.Rows = []row{{Label: v.T.Expires, Value: clockTime(c.ExpiresAt)}}
	if c.Open() {
		v.Title = v.T.ConsentTitle
		v.Consent = consentView{Wallet: c.Wallet, Name: plainName(c.Wallet, v.T), Logo: logoSVG(c.Wallet), Scopes: scopeRows(c.Scopes, v.T)}
		h.render(w, http.StatusOK, "consent", v)
		return
	}
	v.Rows = []row{codeRow(v.T.Method, c.Wallet)}
	h.ending(w, v, consentOutcome(c, v.T).leadingTo(c.Back))
}

// ending renders the end of a page that has no payment.
func (h *Handler) ending(w http.ResponseWriter, v view, o outcome) {
	v.Outcome, v.Title = o, o.Heading
	h.render(w, http.StatusOK, "ending", v)
}

func consentOutcome(c engine.Consent, t words) outcome {
	switch {
	case c.Given():
		return outcome{Tone: "good", Heading: t.Linked, Text: t.LinkedText}
	case c.Back == "":
		return outcome{Tone: "calm", Heading: t.ConsentExpired, Text: t.ConsentExpiredText}
	}
	return outcome{Tone: "calm", Heading: t.NotLinked, Text: t.NotLinkedText}
}

func scopeRows(scopes []string, t words) []row {
	rows := make([]row, len(scopes))
	for i, scope := range scopes {
		rows[i] = codeRow(scope, scopeText(scope, t))
	}
	return rows
}

func scopeText(scope string, t words) string {
	switch scope {
	case "AGREEMENT_PAY":
		return t.ScopePay
	case "BASE_USER_INFO", "USER_INFO":
		return t.ScopeProfile
	case "USER_LOGIN_ID", "HASH_LOGIN_ID":
		return t.ScopeLogin
	}
	return t.ScopeOther
}

// actConsent agrees or declines and leads back to the shop. Who comes too late sees how it ended.
func actConsent(h *Handler, w http.ResponseWriter, r *http.Request, o sandbox.Object, action string) {
	if action != "approve" && action != "decline" {
		h.backToPage(w, r, o.Token, "")
		return
	}
	c, err := h.engine.BuyerConsents(r.Context(), o, action == "approve")
	switch {
	case err != nil && sandbox.CodeOf(err) == sandbox.CodeConflict:
		h.backToPage(w, r, o.Token, "")
	case err != nil:
		h.fail(w, r, err)
	case engine.RedirectKindOf(c.Back) == engine.RedirectWeb:
		http.Redirect(w, r, c.Back, http.StatusSeeOther)
	default:
		h.consentPage(w, r, o.Token, c) // a browser cannot be redirected to an app; the link carries the code
	}
}
