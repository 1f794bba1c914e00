package wallet

import (
	"embed"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

//go:embed page
var files embed.FS

//go:embed page/style.css
var styleSheet string

// pages are the documents by name, each inside the common frame.
var pages = parsePages("wallet", "card", "challenge", "checkout", "outcome", "notice", "consent", "vault", "vaultcheck", "ending", "document", "subscription", "subscriptioncard")

func parsePages(names ...string) map[string]*template.Template {
	frame := template.Must(template.ParseFS(files, "page/frame.html", "page/parts.html"))
	byName := map[string]*template.Template{}
	for _, name := range names {
		byName[name] = template.Must(template.Must(frame.Clone()).ParseFS(files, "page/"+name+".html"))
	}
	return byName
}

// view is everything a document shows.
type view struct {
	T     words
	Lang  string
	CSS   template.CSS
	Title string
	Path  string // of the page; actions are posted below it

	Payment *paymentView
	QR      template.HTML
	Scan    string // what the QR code is good for
	Card    cardForm
	Code    fieldError
	Check   string // what the bank asks to confirm, on a page without a payment
	Outcome outcome

	Checkout     checkoutView
	Consent      consentView
	Rows         []row // of a page without a payment
	Document     documentView
	Subscription subscriptionView
}

// row is one line of details: a label and what was sent; Code is set in a monospace font.
type row struct {
	Label, Value string
	Code         bool
}

func codeRow(label, value string) row { return row{Label: label, Value: value, Code: true} }

// paymentView is a payment in the words of a buyer.
type paymentView struct {
	Merchant, Description, OrderID    string
	Amount, Currency                  string
	Method, RequestID, PaymentID      string
	Card                              string // brand and masked number, when known
	ExpiresAt, ExpiresText, Remaining string
}

// longAmount is the number of characters an amount is set smaller from, so that it fits on one line.
const longAmount = 13

// Long reports whether the amount needs smaller letters.
func (p paymentView) Long() bool { return len(p.Amount) >= longAmount }

// fieldError is the sentence beside a field; empty when the field is right.
type fieldError string

// cardForm is the hosted card page. The number and the code somebody typed are never sent back;
// only documented test cards are filled in.
type cardForm struct {
	Number, Expiry, CVC                string
	NumberError, ExpiryError, CVCError fieldError
	Cards                              []cardRow
}

// Wrong reports whether a field has an error.
func (f cardForm) Wrong() bool { return f.NumberError != "" || f.ExpiryError != "" || f.CVCError != "" }

// cardRow is one documented test card.
type cardRow struct {
	Number, Label, Effect, Href string
	Good                        bool
}

// outcome is the end of a payment, or a page that is none.
type outcome struct {
	Tone, Heading, Text, Code string // Tone is good, bad or calm
	Back                      template.URL
	App                       bool // Back opens an app
	Open                      bool // the payment can still be continued
}

func (h *Handler) newView(r *http.Request, token string) view {
	tag, w := languageOf(r)
	return view{T: w, Lang: tag, CSS: template.CSS(styleSheet), Path: engine.WalletPath + url.PathEscape(token)}
}

// render writes a document.
func (h *Handler) render(w http.ResponseWriter, status int, name string, v view) {
	var b strings.Builder
	if err := pages[name].ExecuteTemplate(&b, "frame", v); err != nil {
		h.log.Error("buyer page could not be rendered", "page", name, "error", err)
		http.Error(w, v.T.Broken, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", v.Lang)
	w.WriteHeader(status)
	_, _ = w.Write([]byte(b.String()))
}

// paymentPage renders what the payment asks of the buyer now.
func (h *Handler) paymentPage(w http.ResponseWriter, r *http.Request, token string, status int, p sandbox.Payment, change func(*view)) {
	v := h.newView(r, token)
	v.Payment = h.describe(r, p, v.T)
	if p.Status != sandbox.PaymentProcessing {
		v.Outcome = outcomeOf(p, v.T)
		v.Title = v.Outcome.Heading
		h.render(w, status, "outcome", v)
		return
	}
	name := h.fill(&v, r, p)
	if change != nil {
		change(&v)
	}
	h.render(w, status, name, v)
}

// fill prepares the page for the buyer's next action and returns its name.
func (h *Handler) fill(v *view, r *http.Request, p sandbox.Payment) string {
	switch p.BuyerAction {
	case sandbox.ActionChallenge:
		v.Title = v.T.ChallengeTitle
		return "challenge"
	case sandbox.ActionCardEntry:
		v.Title = v.T.CardTitle
		v.Card = h.cardForm(v, r, p.EnvironmentID)
		return "card"
	}
	v.Title = v.T.PayTitle
	v.QR, v.Scan = qrSVG(pageURL(r, v.Path)), v.T.ScanHint
	if loopback(r.Host) {
		v.Scan = v.T.ScanLoopback
	}
	return "wallet"
}

func (h *Handler) describe(r *http.Request, p sandbox.Payment, t words) *paymentView {
	amount := money.Amount{Minor: p.AmountMinor, Currency: p.Currency}
	d := &paymentView{
		Merchant: p.MerchantName, Description: p.OrderDescription, OrderID: p.ReferenceOrderID,
		Amount: grouped(amount), Currency: p.Currency,
		Method: p.PaymentMethodType, RequestID: p.PaymentRequestID, PaymentID: p.PaymentID,
		ExpiresAt: p.ExpiresAt.UTC().Format(time.RFC3339), ExpiresText: clockTime(p.ExpiresAt),
		Remaining: remaining(p.ExpiresAt.Sub(h.engine.BuyerTime(r.Context(), p.EnvironmentID)), t),
	}
	if d.Merchant == "" {
		d.Merchant = t.TestMerchant
	}
	if p.Card != nil && p.Card.MaskedNumber != "" {
		d.Card = strings.TrimSpace(p.Card.Brand + " " + spaced(p.Card.MaskedNumber))
	}
	return d
}

// cardForm offers the documented test cards; ?card=<number in the list> fills one in.
func (h *Handler) cardForm(v *view, r *http.Request, environmentID string) cardForm {
	var f cardForm
	chosen := r.URL.Query().Get("card")
	for _, c := range engine.TestCards() {
		row := cardRow{
			Number: spaced(c.Number), Label: strings.TrimSpace(c.Brand + " " + c.Region),
			Effect: v.T.Approves, Good: !c.Declines, Href: v.Path + "?card=" + c.Number,
		}
		switch {
		case c.Declines:
			row.Effect = v.T.Declines
		case c.Exempt:
			row.Effect = v.T.NoChallenge
		}
		if c.Number == chosen {
			f.Number, f.CVC = row.Number, "123"
			f.Expiry = "12/" + h.engine.BuyerTime(r.Context(), environmentID).AddDate(3, 0, 0).Format("06")
		}
		f.Cards = append(f.Cards, row)
	}
	return f
}

// outcomeOf says how a payment ended and leads back to the merchant.
func outcomeOf(p sandbox.Payment, t words) outcome {
	o := outcome{Tone: "bad", Code: p.ResultCode}
	switch {
	case p.Status == sandbox.PaymentSuccess:
		o.Tone, o.Heading, o.Text = "good", t.Paid, t.PaidText
	case p.Status == sandbox.PaymentCancelled:
		o.Tone, o.Heading, o.Text = "calm", t.Cancelled, t.CancelledText
	case p.Status == sandbox.PaymentPending:
		o.Tone, o.Heading, o.Text = "calm", t.Waiting, t.WaitingText
	case !p.UpdatedAt.Before(p.ExpiresAt):
		o.Tone, o.Heading, o.Text = "calm", t.Expired, t.ExpiredText
	default:
		o.Heading, o.Text = t.Failed, t.FailedText
	}
	return o.leadingBack(p)
}

// leadingBack adds the merchant's address. RedirectKindOf has sorted out what could run in the page,
// so the address may stand in a link whatever its scheme.
func (o outcome) leadingBack(p sandbox.Payment) outcome { return o.leadingTo(p.RedirectURL) }

func (o outcome) leadingTo(address string) outcome {
	kind := engine.RedirectKindOf(address)
	if kind != engine.RedirectNowhere {
		o.Back, o.App = template.URL(address), kind == engine.RedirectApp
	}
	return o
}

// notice renders a page that belongs to no payment.
func (h *Handler) notice(w http.ResponseWriter, r *http.Request, status int, pick func(words) (heading, text string)) {
	v := h.newView(r, "")
	heading, text := pick(v.T)
	v.Title, v.Outcome = heading, outcome{Tone: "calm", Heading: heading, Text: text}
	h.render(w, status, "notice", v)
}

func (h *Handler) notFound(w http.ResponseWriter, r *http.Request) {
	h.notice(w, r, http.StatusNotFound, func(t words) (string, string) { return t.NotFound, t.NotFoundText })
}

// refuse answers a wrong method, with the one that is allowed, or a form of another site.
func (h *Handler) refuse(w http.ResponseWriter, r *http.Request, status int, allow string) {
	if allow != "" {
		w.Header().Set("Allow", allow)
	}
	h.notice(w, r, status, func(t words) (string, string) {
		if status == http.StatusForbidden {
			return t.Forbidden, t.ForbiddenText
		}
		return t.NotAllowed, t.NotAllowedText
	})
}

// fail answers an error of the engine that is not the buyer's doing.
func (h *Handler) fail(w http.ResponseWriter, r *http.Request, err error) {
	if sandbox.IsNotFound(err) {
		h.notFound(w, r)
		return
	}
	h.log.Error("buyer page failed", "error", err)
	h.notice(w, r, http.StatusInternalServerError, func(t words) (string, string) { return t.Broken, t.BrokenText })
}

// pageURL is the page's own absolute address, as the buyer's browser knows it.
func pageURL(r *http.Request, path string) string { return originOf(r) + path }

// originOf is scheme://host as the buyer's browser knows it.
func originOf(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func loopback(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	ip := net.ParseIP(strings.Trim(name, "[]"))
	return strings.EqualFold(name, "localhost") || (ip != nil && ip.IsLoopback())
}
