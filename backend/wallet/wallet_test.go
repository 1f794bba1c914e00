package wallet_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/testkit"
	"antomdesk/backend/wallet"
)

const shop = "https://shop.example.com/back?order=1&lang=zh"

// counter is a served wallet over a fresh engine.
type counter struct {
	*testing.T
	clock  *clockwork.FakeClock
	store  *testkit.MemStore
	engine *engine.Engine
	server *httptest.Server
	lang   string
}

func open(t *testing.T) *counter { return openWith(t, nil) }

func openWith(t *testing.T, directory sandbox.Directory) *counter {
	clock := clockwork.NewFakeClockAt(time.Date(2026, 3, 10, 2, 0, 0, 0, time.UTC))
	store := testkit.NewMemStore()
	e := engine.New(engine.Config{
		Reader: store, Decider: store, Due: store, Clock: clock, IDs: sandbox.NewIDs(clock, rand.NewChaCha8([32]byte{7})), Directory: directory,
	})
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	server := httptest.NewServer(wallet.New(wallet.Config{Engine: e, Log: quiet}))
	t.Cleanup(server.Close)
	return &counter{T: t, clock: clock, store: store, engine: e, server: server}
}

// pay opens a payment and returns its page's path.
func (c *counter) pay(change func(*contract.PayRequest)) string {
	c.Helper()
	req := contract.PayRequest{
		ProductCode: "CASHIER_PAYMENT", PaymentRequestID: "req-1",
		Order: contract.Order{
			ReferenceOrderID: "order-1", OrderDescription: "Café <b>crème</b> & 乌龙茶",
			Merchant: contract.Merchant{MerchantName: "珍珠奶茶店"},
		},
		PaymentAmount:      contract.Amount{Currency: "PHP", Value: "150000"},
		PaymentMethod:      contract.PaymentMethod{PaymentMethodType: "GCASH"},
		PaymentRedirectURL: shop,
	}
	if change != nil {
		change(&req)
	}
	masked, err := json.Marshal(req)
	if err != nil {
		c.Fatal(err)
	}
	call := engine.Call{
		Environment: sandbox.Environment{ID: "env", Settings: sandbox.DefaultSettings()}, Origin: c.server.URL,
	}
	if _, err := c.engine.Pay(context.Background(), call, req, masked); err != nil {
		c.Fatal(err)
	}
	return "/wallet/" + c.payment().WalletToken
}

func hostedCard(secure bool) func(*contract.PayRequest) {
	return func(r *contract.PayRequest) {
		r.PaymentMethod = contract.PaymentMethod{PaymentMethodType: "CARD", PaymentMethodMetaData: &contract.CardData{Is3DSAuthentication: secure}}
	}
}

func challenged(r *contract.PayRequest) {
	r.PaymentMethod = contract.PaymentMethod{PaymentMethodType: "CARD", PaymentMethodMetaData: &contract.CardData{
		CardNo: "5162774114974622", CVV: "123", ExpiryMonth: "12", ExpiryYear: "29", Is3DSAuthentication: true,
	}}
}

func appScheme(r *contract.PayRequest) { r.PaymentRedirectURL = "shopapp://back?order=1" }

func (c *counter) payment() sandbox.Payment { return c.store.Payments()[0] }

// answer is a response without redirects followed.
type answer struct {
	status int
	header http.Header
	body   string
}

func (c *counter) send(method, path string, form url.Values, change func(*http.Request)) answer {
	c.Helper()
	req, err := http.NewRequest(method, c.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		c.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if c.lang != "" {
		req.Header.Set("Accept-Language", c.lang)
	}
	if change != nil {
		change(req)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		c.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		c.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, string(body)}
}

func (c *counter) get(path string) answer { c.Helper(); return c.send(http.MethodGet, path, nil, nil) }

func (c *counter) post(path string, form url.Values) answer {
	c.Helper()
	return c.send(http.MethodPost, path, form, nil)
}

// wants fails unless the answer has the status and shows every text.
func (c *counter) wants(a answer, status int, texts ...string) answer {
	c.Helper()
	if a.status != status {
		c.Fatalf("status %d, want %d: %.300s", a.status, status, a.body)
	}
	for _, text := range texts {
		if !strings.Contains(a.body, text) {
			c.Errorf("page does not show %q", text)
		}
	}
	return a
}

func (c *counter) redirected(a answer, to string) {
	c.Helper()
	if a.status != http.StatusSeeOther || a.header.Get("Location") != to {
		c.Fatalf("got %d to %q, want 303 to %q: %.300s", a.status, a.header.Get("Location"), to, a.body)
	}
}

func (c *counter) stands(status sandbox.PaymentStatus) {
	c.Helper()
	if got := c.payment().Status; got != status {
		c.Fatalf("payment is %s, want %s", got, status)
	}
}

func TestPage_ShowsThePaymentInFull(t *testing.T) {
	c := open(t)
	path := c.pay(nil)
	a := c.wants(c.get(path), 200,
		"Antom Desk test page – no real money", "珍珠奶茶店", "Café &lt;b&gt;crème&lt;/b&gt; &amp; 乌龙茶", "order-1",
		"1,500.00", "PHP", "GCASH", "req-1", "2026-03-10 10:14:00 (UTC&#43;8)", "in 14 min", "<svg", `action="`+path+`/approve"`,
		`action="`+path+`/decline"`, `action="`+path+`/abandon"`)
	if strings.Contains(a.body, "<script") || strings.Contains(a.body, "ZgotmplZ") || strings.Contains(a.body, "style=") {
		t.Error("the page needs neither scripts nor style attributes")
	}
	for _, external := range regexp.MustCompile(`(?:src|href)="(https?:)?//[^"]*"`).FindAllString(a.body, -1) {
		t.Errorf("external asset %s", external)
	}
}

func TestPage_Headers_AreStrict(t *testing.T) {
	c := open(t)
	a := c.get(c.pay(nil))
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Referrer-Policy": "same-origin", "X-Content-Type-Options": "nosniff",
		"X-Frame-Options": "DENY", "Content-Type": "text/html; charset=utf-8", "Vary": "Accept-Language", "Content-Language": "en",
	} {
		if got := a.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	policy := a.header.Get("Content-Security-Policy")
	if strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("policy %q", policy)
	}
	style := regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindStringSubmatch(a.body)
	sum := sha256.Sum256([]byte(style[1]))
	if !strings.Contains(policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
		t.Error("the policy does not allow the page's own style")
	}
}

func TestPage_Language_FollowsTheBrowser(t *testing.T) {
	for lang, want := range map[string]string{
		"": "Decline", "de": "Decline", "en-GB,zh;q=0.5": "Decline", "zh-CN,zh;q=0.9,en;q=0.8": "拒绝", "zh": "拒绝", "garbage;;q": "Decline",
	} {
		c := open(t)
		c.lang = lang
		c.wants(c.get(c.pay(nil)), 200, want)
	}
}

func TestApprove_PaysAndLeadsBackToTheMerchant(t *testing.T) {
	c := open(t)
	path := c.pay(nil)
	c.redirected(c.post(path+"/approve", nil), shop)
	c.stands(sandbox.PaymentSuccess)
	if n := c.store.Notifications(); len(n) != 1 {
		t.Errorf("%d notifications", len(n))
	}
}

func TestDecline_FailsAndLeadsBack(t *testing.T) {
	c := open(t)
	c.redirected(c.post(c.pay(nil)+"/decline", nil), shop)
	c.stands(sandbox.PaymentFail)
}

func TestAbandon_LeadsBackAndKeepsThePaymentOpen(t *testing.T) {
	c := open(t)
	path := c.pay(nil)
	c.redirected(c.post(path+"/abandon", nil), shop)
	c.stands(sandbox.PaymentProcessing)
	c.redirected(c.post(path+"/approve", nil), shop)
	c.stands(sandbox.PaymentSuccess)
}

func TestSecondSubmit_ShowsHowItEndedAndChangesNothing(t *testing.T) {
	c := open(t)
	path := c.pay(nil)
	c.post(path+"/approve", nil)
	for _, action := range []string{"approve", "decline", "abandon", "challenge"} {
		c.wants(c.post(path+"/"+action, nil), 200, "Paid", "Back to the merchant", `href="https://shop.example.com/back?order=1&amp;lang=zh"`)
	}
	c.stands(sandbox.PaymentSuccess)
	if n := c.store.Notifications(); len(n) != 1 {
		t.Errorf("%d notifications", len(n))
	}
}

func TestFinishedPages_SayHowItEnded(t *testing.T) {
	ctx := context.Background()
	for name, end := range map[string]struct {
		by    func(*counter)
		texts []string
	}{
		"declined": {func(c *counter) {
			_, _ = c.engine.BuyerDeclines(ctx, "env", c.payment().PaymentID)
		}, []string{"Payment failed", "USER_PAYMENT_VERIFICATION_FAILED"}},
		"expired":     {func(c *counter) { c.clock.Advance(time.Hour) }, []string{"Payment expired", "ORDER_IS_CLOSED"}},
		"expired now": {func(c *counter) { c.clock.Advance(14 * time.Minute) }, []string{"Payment expired", "ORDER_IS_CLOSED"}},
		"cancelled": {func(c *counter) {
			call := engine.Call{Environment: sandbox.Environment{ID: "env", Settings: sandbox.DefaultSettings()}}
			_, _ = c.engine.Cancel(ctx, call, contract.CancelRequest{PaymentID: c.payment().PaymentID})
		}, []string{"Payment cancelled", "ORDER_IS_CANCELED"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t)
			path := c.pay(nil)
			end.by(c)
			a := c.wants(c.get(path), 200, append(end.texts, "Back to the merchant", "1,500.00")...)
			if strings.Contains(a.body, "<form") {
				t.Error("a finished page offers nothing to submit")
			}
		})
	}
}

func TestAppScheme_ShowsALinkInsteadOfRedirecting(t *testing.T) {
	c := open(t)
	path := c.pay(appScheme)
	c.redirected(c.post(path+"/abandon", nil), path+"?left=1")
	c.wants(c.get(path+"?left=1"), 200, "Payment still open", `href="shopapp://back?order=1"`, `href="`+path+`"`)
	c.redirected(c.post(path+"/approve", nil), path)
	c.wants(c.get(path), 200, "Paid", `href="shopapp://back?order=1"`, "Open the merchant&#39;s app")
	c.wants(c.get(path+"?left=1"), 200, "Paid")
}

func TestNoRedirectURL_EndsOnThePage(t *testing.T) {
	c := open(t)
	path := c.pay(func(r *contract.PayRequest) { r.PaymentRedirectURL = "" })
	c.redirected(c.post(path+"/approve", nil), path)
	c.wants(c.get(path), 200, "Paid", "You can close this page.")
}

func TestChallenge_AnyCodePasses(t *testing.T) {
	c := open(t)
	path := c.pay(challenged)
	c.wants(c.get(path), 200, "Test Issuing Bank", "any code is accepted", "MASTERCARD 5162 77** **** 4622", "1,500.00")
	c.wants(c.post(path+"/challenge", url.Values{"code": {" "}}), 422, "Enter a code", `aria-invalid="true"`)
	c.stands(sandbox.PaymentProcessing)
	c.redirected(c.post(path+"/challenge", url.Values{"code": {"000000"}}), shop)
	c.stands(sandbox.PaymentSuccess)
	if !c.payment().Card.ThreeDSecure {
		t.Error("the challenge was not kept")
	}
}

func TestChallenge_Failed_FailsThePayment(t *testing.T) {
	c := open(t)
	c.redirected(c.post(c.pay(challenged)+"/decline", nil), shop)
	c.stands(sandbox.PaymentFail)
}

func TestChallenge_OnAnotherPage_LeadsToThePage(t *testing.T) {
	c := open(t)
	path := c.pay(nil)
	c.redirected(c.post(path+"/challenge", url.Values{"code": {"1"}}), path)
	c.stands(sandbox.PaymentProcessing)
}

func cardForm(number, expiry, cvc string) url.Values {
	return url.Values{"cardNo": {number}, "expiry": {expiry}, "cvc": {cvc}}
}

func TestCardEntry_ListsTheDocumentedCardsAndPays(t *testing.T) {
	c := open(t)
	path := c.pay(hostedCard(false))
	a := c.wants(c.get(path), 200, "Never type a real card number here.", "Month 13", "Security code 99")
	for _, card := range engine.TestCards() {
		n := card.Number
		c.wants(a, 200, n[:4]+" "+n[4:8]+" "+n[8:12]+" "+n[12:], path+"?card="+n)
	}
	c.wants(c.get(path+"?card=4054695723100768"), 200, `value="4054 6957 2310 0768"`, `value="12/29"`, `value="123"`)
	c.redirected(c.post(path+"/approve", cardForm("4054 6957-2310 0768", "12 / 2029", "123")), shop)
	c.stands(sandbox.PaymentSuccess)
}

func TestCardEntry_With3DS_GoesOnToTheChallenge(t *testing.T) {
	c := open(t)
	path := c.pay(hostedCard(true))
	c.redirected(c.post(path+"/approve", cardForm("4054695723100768", "12/29", "123")), path)
	c.wants(c.get(path), 200, "Test Issuing Bank", "VISA 4054 69** **** 0768")
	c.redirected(c.post(path+"/challenge", url.Values{"code": {"1"}}), shop)
	c.stands(sandbox.PaymentSuccess)
}

func TestCardEntry_TypingSlip_MarksTheFieldAndNeverRepeatsTheNumber(t *testing.T) {
	for name, s := range map[string]struct {
		form url.Values
		says string
		id   string
	}{
		"number":       {cardForm("4054695723100769", "12/29", "123"), "Check the card number", "cardNo"},
		"number empty": {cardForm("", "12/29", "123"), "Check the card number", "cardNo"},
		"expiry":       {cardForm("4054695723100768", "12/2", "123"), "MM/YY", "expiry"},
		"expiry words": {cardForm("4054695723100768", "soon", "123"), "MM/YY", "expiry"},
		"expiry 1999":  {cardForm("4054695723100768", "12/1999", "123"), "MM/YY", "expiry"},
		"code":         {cardForm("4054695723100768", "12/29", "1"), "three or four digits", "cvc"},
		"code empty":   {cardForm("4054695723100768", "12/29", ""), "three or four digits", "cvc"},
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t)
			a := c.wants(c.post(c.pay(hostedCard(false))+"/approve", s.form), 422, s.says, `id="`+s.id+`Error"`, `role="alert"`)
			if strings.Contains(a.body, `value="4054`) {
				t.Error("the number typed came back")
			}
			c.stands(sandbox.PaymentProcessing)
		})
	}
}

func TestCardEntry_DocumentedFailure_FailsThePayment(t *testing.T) {
	for code, form := range map[string]url.Values{
		"INVALID_EXPIRATION_DATE": cardForm("4054695723100768", "13/29", "123"),
		"INVALID_CVV":             cardForm("4054695723100768", "12/29", "99"),
		"DO_NOT_HONOR":            cardForm("4054692760174822", "12/29", "123"),
	} {
		c := open(t)
		path := c.pay(hostedCard(false))
		c.redirected(c.post(path+"/approve", form), shop)
		c.wants(c.get(path), 200, "Payment failed", code)
	}
}

func TestUnknownToken_IsADesigned404(t *testing.T) {
	c := open(t)
	path := c.pay(nil)
	for _, p := range []string{"/wallet/nope", "/wallet/", "/wallet", "/other", path + "/explode", path + "/approve/x", path + "/"} {
		c.wants(c.get(p), 404, "No payment here", "Antom Desk test page")
	}
	c.wants(c.post("/wallet/nope/approve", nil), 404, "No payment here")
}

func TestOtherMethods_AreRefused(t *testing.T) {
	c := open(t)
	path := c.pay(nil)
	for _, m := range []string{"HEAD", "PUT", "DELETE", "OPTIONS", "POST"} {
		a := c.send(m, path, nil, nil)
		if a.status != 405 || a.header.Get("Allow") != "GET" {
			t.Errorf("%s: %d, Allow %q", m, a.status, a.header.Get("Allow"))
		}
	}
	for _, m := range []string{"GET", "HEAD", "PUT"} {
		a := c.send(m, path+"/approve", nil, nil)
		if a.status != 405 || a.header.Get("Allow") != "POST" {
			t.Errorf("%s: %d, Allow %q", m, a.status, a.header.Get("Allow"))
		}
	}
	c.stands(sandbox.PaymentProcessing)
}

func TestForeignForms_AreRefused(t *testing.T) {
	c := open(t)
	path := c.pay(nil)
	for name, header := range map[string][2]string{
		"another origin": {"Origin", "https://evil.example.com"}, "null": {"Origin", "null"}, "empty": {"Origin", ""},
		"another port": {"Origin", "http://127.0.0.1:1"}, "cross-site": {"Sec-Fetch-Site", "cross-site"}, "same-site": {"Sec-Fetch-Site", "same-site"},
	} {
		a := c.send(http.MethodPost, path+"/approve", nil, func(r *http.Request) { r.Header[header[0]] = []string{header[1]} })
		if a.status != http.StatusForbidden {
			t.Errorf("%s: %d", name, a.status)
		}
	}
	c.stands(sandbox.PaymentProcessing)
	own := func(r *http.Request) {
		r.Header.Set("Origin", c.server.URL)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	c.redirected(c.send(http.MethodPost, path+"/approve", nil, own), shop)
}

func TestHugeForm_IsRefused(t *testing.T) {
	c := open(t)
	c.wants(c.post(c.pay(nil)+"/approve", url.Values{"x": {strings.Repeat("a", 1<<20)}}), 400)
	c.stands(sandbox.PaymentProcessing)
}

func TestStorageFails_SaysThatNothingChanged(t *testing.T) {
	c := open(t)
	path := c.pay(nil)
	c.store.Failing = func() error { return errors.New("disk full at secret place") }
	a := c.wants(c.post(path+"/approve", nil), 500, "Nothing was changed")
	if strings.Contains(a.body, "secret place") {
		t.Error("the cause is for the log")
	}
	c.stands(sandbox.PaymentProcessing)
}

func TestLongURL_StillHasAPage(t *testing.T) {
	c := open(t)
	path := c.pay(nil)
	a := c.send(http.MethodGet, path, nil, func(r *http.Request) { r.Host = strings.Repeat("a", 4000) + ".example" })
	c.wants(a, 200, "1,500.00")
	if strings.Contains(a.body, `class="qr"`) {
		t.Error("no code can hold that address")
	}
}
