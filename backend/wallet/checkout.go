package wallet

import (
	"html/template"
	"net/http"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// checkoutView is the hosted Checkout Page: the payment methods to choose from, by category.
type checkoutView struct {
	Groups []methodGroup
}

// methodGroup are the methods of one category.
type methodGroup struct {
	Heading string
	Methods []methodChoice
}

// methodChoice is one button.
type methodChoice struct {
	Type, Name string
	Logo       template.HTML
}

// showCheckout is the page of a payment session. Once its payment exists the payment's own page takes
// over.
func showCheckout(h *Handler, w http.ResponseWriter, r *http.Request, o sandbox.Object) {
	page, err := h.engine.BuyerCheckout(r.Context(), o)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	h.checkoutPage(w, r, http.StatusOK, page)
}

func (h *Handler) checkoutPage(w http.ResponseWriter, r *http.Request, status int, page engine.CheckoutPage) {
	if page.Payment != nil && page.Payment.WalletToken != "" {
		h.backToPage(w, r, page.Payment.WalletToken, "")
		return
	}
	if page.Payment != nil {
		h.paymentPage(w, r, page.Token, status, *page.Payment, nil) // paid by a call that needs no page
		return
	}
	v := h.newView(r, page.Token)
	v.Payment = describeCheckout(page, v.T)
	switch {
	case page.Expired:
		v.Outcome = outcome{Tone: "calm", Heading: v.T.CheckoutExpired, Text: v.T.CheckoutExpiredText}.leadingTo(page.RedirectURL)
	case r.URL.Query().Get("left") != "":
		v.Outcome = outcome{Tone: "calm", Heading: v.T.Left, Text: v.T.LeftText, Open: true}.leadingTo(page.RedirectURL)
	default:
		v.Title = v.T.CheckoutTitle
		v.Checkout = checkoutView{Groups: methodGroups(page.Methods, v.T)}
		h.render(w, status, "checkout", v)
		return
	}
	v.Title = v.Outcome.Heading
	h.render(w, status, "outcome", v)
}

// actCheckout does what a form of the Checkout Page asks.
func actCheckout(h *Handler, w http.ResponseWriter, r *http.Request, o sandbox.Object, action string) {
	switch action {
	case "choose":
		h.choose(w, r, o)
	case "abandon":
		page, err := h.engine.BuyerCheckout(r.Context(), o)
		if err != nil {
			h.fail(w, r, err)
			return
		}
		h.leadTo(w, r, page.RedirectURL, o.Token, "?left=1")
	default:
		h.refuse(w, r, http.StatusMethodNotAllowed, http.MethodGet)
	}
}

// choose makes the payment and shows its page. What the session does not allow any more, the page
// itself says.
func (h *Handler) choose(w http.ResponseWriter, r *http.Request, o sandbox.Object) {
	p, err := h.engine.BuyerChooses(r.Context(), o, r.PostForm.Get("method"), originOf(r))
	switch {
	case sandbox.CodeOf(err) == sandbox.CodeConflict && err != nil:
		page, err := h.engine.BuyerCheckout(r.Context(), o)
		if err != nil {
			h.fail(w, r, err)
			return
		}
		h.checkoutPage(w, r, http.StatusConflict, page)
	case err != nil:
		h.fail(w, r, err)
	case p.WalletToken == "":
		h.leadTo(w, r, p.RedirectURL, o.Token, "")
	default:
		h.backToPage(w, r, p.WalletToken, "")
	}
}

func describeCheckout(page engine.CheckoutPage, t words) *paymentView {
	d := &paymentView{
		Merchant: page.MerchantName, Description: page.OrderDescription, OrderID: page.ReferenceOrderID,
		Amount: grouped(page.Amount), Currency: page.Amount.Currency, RequestID: page.PaymentRequestID,
		ExpiresAt: page.ExpiresAt.UTC().Format(time.RFC3339), ExpiresText: clockTime(page.ExpiresAt),
		Remaining: remaining(page.ExpiresAt.Sub(page.Now), t),
	}
	if d.Merchant == "" {
		d.Merchant = t.TestMerchant
	}
	return d
}

// methodGroups sorts methods into groups in the order a buyer looks for them.
func methodGroups(methods []engine.CheckoutMethod, t words) []methodGroup {
	kinds := []struct {
		heading    string
		categories []string
	}{
		{t.Cards, []string{"CARD"}},
		{t.Wallets, []string{"ALIPAY_PLUS", "WALLET"}},
		{t.Banks, []string{"ONLINE_BANKING", "MOBILE_BANKING_APP", "BANK_TRANSFER", "VA"}},
		{t.Stores, []string{"OTC"}},
	}
	var groups []methodGroup
	for _, kind := range kinds {
		group := methodGroup{Heading: kind.heading}
		for _, category := range kind.categories {
			for _, m := range methods {
				if m.Category == category {
					group.Methods = append(group.Methods, methodChoice{Type: m.Type, Name: plainName(m.Type, t), Logo: logoSVG(m.Type)})
				}
			}
		}
		if len(group.Methods) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}
