package wallet

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// subscriptionView is what a merchant asks to charge regularly.
type subscriptionView struct {
	Method, Name string
	Logo         template.HTML
	Description  string
	Every        string // "every 3 months"
	Refused      string // the sentence about the last card; empty when there was none
}

// showSubscription is the page of a subscription.
func showSubscription(h *Handler, w http.ResponseWriter, r *http.Request, o sandbox.Object) {
	page, err := h.engine.BuyerSubscription(r.Context(), o)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	h.subscriptionPage(w, r, http.StatusOK, o, page, nil)
}

// subscriptionPage renders what the subscription asks of the buyer now, or how it ended.
func (h *Handler) subscriptionPage(w http.ResponseWriter, r *http.Request, status int, o sandbox.Object, page engine.SubscriptionPage, change func(*view)) {
	v := h.newView(r, o.Token)
	v.Rows = []row{codeRow(v.T.Request, page.RequestID)}
	if !page.Open() {
		v.Rows = append(v.Rows, codeRow(v.T.Method, page.Method))
		h.ending(w, v, subscriptionOutcome(page, v.T).leadingTo(page.RedirectURL))
		return
	}
	v.Title = v.T.SubscribeTitle
	v.Payment = &paymentView{Amount: grouped(page.Amount), Currency: page.Amount.Currency}
	v.Subscription = subscriptionView{
		Method: page.Method, Name: plainName(page.Method, v.T), Logo: logoSVG(page.Method),
		Description: page.Description, Every: v.T.periodText(page.Rule.PeriodType, page.Rule.PeriodCount),
	}
	first := v.T.NoCharge
	if page.FirstAmount.Minor > 0 {
		first = grouped(page.FirstAmount) + " " + page.FirstAmount.Currency
	}
	v.Rows = append(v.Rows, row{Label: v.T.FirstPayment, Value: first},
		row{Label: v.T.FirstPaymentOn, Value: clockTime(later(page.StartAt, page.Now))},
		row{Label: v.T.Expires, Value: clockTime(page.ExpiresAt)})
	if page.Card != nil {
		v.Rows = append(v.Rows, codeRow(v.T.Card, strings.TrimSpace(page.Card.Brand+" "+spaced(page.Card.MaskedNumber))))
	}
	if page.Refused != "" {
		v.Subscription.Refused = fmt.Sprintf(v.T.CardRefused, page.Refused)
	}
	name := "subscription"
	switch page.Action {
	case sandbox.ActionCardEntry:
		name, v.Card = "subscriptioncard", h.cardForm(&v, r, o.EnvironmentID)
	case sandbox.ActionChallenge:
		name, v.Title, v.Check = "vaultcheck", v.T.ChallengeTitle, v.T.SubscribeCheck
	}
	if change != nil {
		change(&v)
	}
	h.render(w, status, name, v)
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func subscriptionOutcome(page engine.SubscriptionPage, t words) outcome {
	if page.Given() {
		return outcome{Tone: "good", Heading: t.Subscribed, Text: t.SubscribedText}
	}
	return outcome{Tone: "calm", Heading: t.NotSubscribed, Text: t.NotSubscribedText}
}

// actSubscription agrees or declines and leads back to the shop. Who comes too late sees how it ended.
func actSubscription(h *Handler, w http.ResponseWriter, r *http.Request, o sandbox.Object, action string) {
	page, err := h.engine.BuyerSubscription(r.Context(), o)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	asks := page.Action
	switch {
	case !page.Open():
		h.backToPage(w, r, o.Token, "")
	case action == "decline":
		h.subscribed(w, r, o)(h.engine.BuyerSubscribes(r.Context(), o, false))
	case action == "approve" && asks == sandbox.ActionCardEntry:
		h.subscribeByCard(w, r, o, page)
	case action == "approve" && asks == sandbox.ActionWallet:
		h.subscribed(w, r, o)(h.engine.BuyerSubscribes(r.Context(), o, true))
	case action == "challenge" && asks == sandbox.ActionChallenge:
		h.checkSubscription(w, r, o, page)
	default:
		h.backToPage(w, r, o.Token, "") // the action of another kind of page
	}
}

func (h *Handler) subscribeByCard(w http.ResponseWriter, r *http.Request, o sandbox.Object, page engine.SubscriptionPage) {
	after, err := h.engine.BuyerSubscribesByCard(r.Context(), o, typedCard(r))
	var slip *sandbox.Error
	if errors.As(err, &slip) && slip.Code == sandbox.CodeInvalid {
		h.subscriptionPage(w, r, http.StatusUnprocessableEntity, o, page, func(v *view) { v.markSlip(slip) })
		return
	}
	h.subscribed(w, r, o)(after, err)
}

// checkSubscription passes the 3-D Secure page with any code but none.
func (h *Handler) checkSubscription(w http.ResponseWriter, r *http.Request, o sandbox.Object, page engine.SubscriptionPage) {
	if strings.TrimSpace(r.PostForm.Get("code")) == "" {
		h.subscriptionPage(w, r, http.StatusUnprocessableEntity, o, page, func(v *view) { v.Code = fieldError(v.T.CodeMissing) })
		return
	}
	h.subscribed(w, r, o)(h.engine.BuyerSubscribesByCard(r.Context(), o, nil))
}

// subscribed answers a form: back to the shop when the buyer has decided, else to the page.
func (h *Handler) subscribed(w http.ResponseWriter, r *http.Request, o sandbox.Object) func(engine.SubscriptionPage, error) {
	return func(page engine.SubscriptionPage, err error) {
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
