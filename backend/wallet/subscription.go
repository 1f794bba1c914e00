package wallet

import (
	"html/template"
	"net/http"
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
}

// showSubscription is the page of a subscription.
func showSubscription(h *Handler, w http.ResponseWriter, r *http.Request, o sandbox.Object) {
	page, err := h.engine.BuyerSubscription(r.Context(), o)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	h.subscriptionPage(w, r, o.Token, page)
}

func (h *Handler) subscriptionPage(w http.ResponseWriter, r *http.Request, token string, page engine.SubscriptionPage) {
	v := h.newView(r, token)
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
	h.render(w, http.StatusOK, "subscription", v)
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
	if action != "approve" && action != "decline" {
		h.backToPage(w, r, o.Token, "")
		return
	}
	page, err := h.engine.BuyerSubscribes(r.Context(), o, action == "approve")
	switch {
	case err != nil && sandbox.CodeOf(err) == sandbox.CodeConflict:
		h.backToPage(w, r, o.Token, "")
	case err != nil:
		h.fail(w, r, err)
	default:
		h.leadTo(w, r, page.RedirectURL, o.Token, "")
	}
}
