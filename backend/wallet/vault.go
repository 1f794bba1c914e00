package wallet

import (
	"errors"
	"net/http"
	"strings"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// showVault is the page on which a card is saved.
func showVault(h *Handler, w http.ResponseWriter, r *http.Request, o sandbox.Object) {
	page, err := h.engine.BuyerVaulting(r.Context(), o)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	h.vaultPage(w, r, http.StatusOK, o, page, nil)
}

// vaultPage renders what the vaulting asks of the buyer now, or how it ended.
func (h *Handler) vaultPage(w http.ResponseWriter, r *http.Request, status int, o sandbox.Object, page engine.VaultingPage, change func(*view)) {
	v := h.newView(r, o.Token)
	v.Rows = []row{codeRow(v.T.Request, page.RequestID)}
	if page.Card != nil {
		v.Rows = append(v.Rows, codeRow(v.T.Card, strings.TrimSpace(page.Card.Brand+" "+spaced(page.Card.MaskedNumber))))
	}
	if !page.Open() {
		h.ending(w, v, vaultOutcome(page, v.T).leadingTo(page.RedirectURL))
		return
	}
	v.Rows = append(v.Rows, row{Label: v.T.Expires, Value: clockTime(page.ExpiresAt)})
	name := "vaultcheck"
	v.Title, v.Check = v.T.ChallengeTitle, v.T.VaultCheck
	if page.Action == sandbox.ActionCardEntry {
		name, v.Title = "vault", v.T.VaultTitle
		v.Card = h.cardForm(&v, r, o.EnvironmentID)
	}
	if change != nil {
		change(&v)
	}
	h.render(w, status, name, v)
}

func vaultOutcome(page engine.VaultingPage, t words) outcome {
	switch {
	case page.Done():
		return outcome{Tone: "good", Heading: t.Vaulted, Text: t.VaultedText}
	case page.ResultCode == "" || page.ResultCode == sandbox.CodeOrderIsClosed:
		return outcome{Tone: "calm", Heading: t.VaultExpired, Text: t.VaultExpiredText}
	}
	return outcome{Tone: "bad", Heading: t.VaultFailed, Text: t.VaultFailedText, Code: page.ResultCode}
}

// actVault does what a form of the page asks.
func actVault(h *Handler, w http.ResponseWriter, r *http.Request, o sandbox.Object, action string) {
	page, err := h.engine.BuyerVaulting(r.Context(), o)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	entering := page.Action == sandbox.ActionCardEntry
	switch {
	case !page.Open():
		h.vaultPage(w, r, http.StatusOK, o, page, nil)
	case action == "decline":
		h.vaulted(w, r, o)(h.engine.BuyerRefusesVaulting(r.Context(), o))
	case action == "approve" && entering:
		h.saveCard(w, r, o, page)
	case action == "challenge" && !entering:
		h.checkVault(w, r, o, page)
	default:
		h.backToPage(w, r, o.Token, "") // the action of another kind of page
	}
}

func (h *Handler) saveCard(w http.ResponseWriter, r *http.Request, o sandbox.Object, page engine.VaultingPage) {
	after, err := h.engine.BuyerVaults(r.Context(), o, typedCard(r))
	var slip *sandbox.Error
	if errors.As(err, &slip) && slip.Code == sandbox.CodeInvalid {
		h.vaultPage(w, r, http.StatusUnprocessableEntity, o, page, func(v *view) { v.markSlip(slip) })
		return
	}
	h.vaulted(w, r, o)(after, err)
}

// checkVault passes the 3-D Secure page with any code but none.
func (h *Handler) checkVault(w http.ResponseWriter, r *http.Request, o sandbox.Object, page engine.VaultingPage) {
	if strings.TrimSpace(r.PostForm.Get("code")) == "" {
		h.vaultPage(w, r, http.StatusUnprocessableEntity, o, page, func(v *view) { v.Code = fieldError(v.T.CodeMissing) })
		return
	}
	var none *contract.CardData
	h.vaulted(w, r, o)(h.engine.BuyerVaults(r.Context(), o, none))
}

// vaulted answers a form: back to the shop when the vaulting is over, else to the page.
func (h *Handler) vaulted(w http.ResponseWriter, r *http.Request, o sandbox.Object) func(engine.VaultingPage, error) {
	return func(page engine.VaultingPage, err error) {
		switch {
		case err != nil && sandbox.CodeOf(err) != sandbox.CodeConflict:
			h.fail(w, r, err)
		case err != nil || page.Open():
			h.backToPage(w, r, o.Token, "")
		default:
			h.leadTo(w, r, page.RedirectURL, o.Token, "")
		}
	}
}
