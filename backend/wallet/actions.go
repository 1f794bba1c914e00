package wallet

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// show is the page itself. ?left=1 is where an abandoned payment without a web address ends.
func (h *Handler) show(w http.ResponseWriter, r *http.Request, token string) {
	p, err := h.engine.BuyerPayment(r.Context(), token)
	switch {
	case sandbox.IsNotFound(err):
		h.showObject(w, r, token)
	case err != nil:
		h.fail(w, r, err)
	case p.Status == sandbox.PaymentProcessing && r.URL.Query().Get("left") != "":
		h.left(w, r, token, p)
	default:
		h.paymentPage(w, r, token, http.StatusOK, p, nil)
	}
}

func (h *Handler) left(w http.ResponseWriter, r *http.Request, token string, p sandbox.Payment) {
	v := h.newView(r, token)
	v.Payment = h.describe(r, p, v.T)
	v.Outcome = outcome{Tone: "calm", Heading: v.T.Left, Text: v.T.LeftText, Open: true}.leadingBack(p)
	v.Title = v.Outcome.Heading
	h.render(w, http.StatusOK, "outcome", v)
}

// act does what a form asks. On a payment that the buyer is done with it shows how it stands, so that
// a double click does no harm.
func (h *Handler) act(w http.ResponseWriter, r *http.Request, token, action string) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		h.refuse(w, r, http.StatusBadRequest, "")
		return
	}
	p, err := h.engine.BuyerPayment(r.Context(), token)
	if sandbox.IsNotFound(err) {
		h.actOnObject(w, r, token, action)
		return
	}
	if err != nil {
		h.fail(w, r, err)
		return
	}
	if p.Status != sandbox.PaymentProcessing {
		h.paymentPage(w, r, token, http.StatusOK, p, nil)
		return
	}
	switch action {
	case "abandon":
		h.leadBack(w, r, token, p, "?left=1")
	case "decline":
		h.decided(w, r, token)(h.engine.BuyerDeclines(r.Context(), p.EnvironmentID, p.PaymentID))
	case "challenge":
		h.challenge(w, r, token, p)
	case "approve":
		h.approve(w, r, token, p)
	default:
		h.backToPage(w, r, token, "") // the action of another kind of page
	}
}

// challenge passes the 3-D Secure page with any code but none.
func (h *Handler) challenge(w http.ResponseWriter, r *http.Request, token string, p sandbox.Payment) {
	if p.BuyerAction != sandbox.ActionChallenge {
		h.backToPage(w, r, token, "")
		return
	}
	if strings.TrimSpace(r.PostForm.Get("code")) == "" {
		h.paymentPage(w, r, token, http.StatusUnprocessableEntity, p, func(v *view) { v.Code = fieldError(v.T.CodeMissing) })
		return
	}
	h.decided(w, r, token)(h.engine.BuyerApproves(r.Context(), p.EnvironmentID, p.PaymentID, nil))
}

// approve pays, with the card typed where the page asks for one.
func (h *Handler) approve(w http.ResponseWriter, r *http.Request, token string, p sandbox.Payment) {
	var card *contract.CardData
	if p.BuyerAction == sandbox.ActionCardEntry {
		card = typedCard(r)
	}
	after, err := h.engine.BuyerApproves(r.Context(), p.EnvironmentID, p.PaymentID, card)
	var slip *sandbox.Error
	if errors.As(err, &slip) && slip.Code == sandbox.CodeInvalid {
		h.cardSlip(w, r, token, p, slip)
		return
	}
	h.decided(w, r, token)(after, err)
}

// typedCard reads the card form.
func typedCard(r *http.Request) *contract.CardData {
	month, year, ok := splitExpiry(r.PostForm.Get("expiry"))
	if !ok {
		month, year = "", ""
	}
	card := &contract.CardData{
		CardNo: onlyDigits(r.PostForm.Get("cardNo")), CVV: strings.TrimSpace(r.PostForm.Get("cvc")),
		ExpiryMonth: month, ExpiryYear: year,
	}
	if card.CVV == "" {
		card.CVV = "-" // the page asks for a code, although the API lets it be absent
	}
	return card
}

// cardSlip shows the card form again, the wrong field marked.
func (h *Handler) cardSlip(w http.ResponseWriter, r *http.Request, token string, p sandbox.Payment, slip *sandbox.Error) {
	h.paymentPage(w, r, token, http.StatusUnprocessableEntity, p, func(v *view) { v.markSlip(slip) })
}

// markSlip marks the field of the card form that is wrong.
func (v *view) markSlip(slip *sandbox.Error) {
	switch slip.Field {
	case "cardNo":
		v.Card.NumberError = fieldError(v.T.NumberWrong)
	case "cvv":
		v.Card.CVCError = fieldError(v.T.CVCWrong)
	default:
		v.Card.ExpiryError = fieldError(v.T.ExpiryWrong)
	}
}

// decided answers a form after the engine: back to the merchant when the payment is final, to the
// page when something else is asked of the buyer, or the page's end when somebody was faster.
func (h *Handler) decided(w http.ResponseWriter, r *http.Request, token string) func(sandbox.Payment, error) {
	return func(p sandbox.Payment, err error) {
		switch {
		case err != nil && sandbox.CodeOf(err) == sandbox.CodeConflict:
			h.paymentPage(w, r, token, http.StatusOK, p, nil)
		case err != nil && errors.Is(err, context.Canceled):
			// nobody is left to answer
		case err != nil:
			h.fail(w, r, err)
		case p.Status == sandbox.PaymentProcessing:
			h.backToPage(w, r, token, "")
		default:
			h.leadBack(w, r, token, p, "")
		}
	}
}

// leadBack redirects to the merchant. A browser cannot be redirected to an app, so there the page
// shows the link.
func (h *Handler) leadBack(w http.ResponseWriter, r *http.Request, token string, p sandbox.Payment, query string) {
	h.leadTo(w, r, p.RedirectURL, token, query)
}

// leadTo redirects to a merchant's address, or to the page of the token where a browser cannot go there.
func (h *Handler) leadTo(w http.ResponseWriter, r *http.Request, address, token, query string) {
	if engine.RedirectKindOf(address) == engine.RedirectWeb {
		http.Redirect(w, r, address, http.StatusSeeOther)
		return
	}
	h.backToPage(w, r, token, query)
}

func (h *Handler) backToPage(w http.ResponseWriter, r *http.Request, token, query string) {
	http.Redirect(w, r, h.newView(r, token).Path+query, http.StatusSeeOther)
}
