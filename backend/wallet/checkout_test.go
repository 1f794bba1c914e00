package wallet_test

import (
	"context"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// checkout opens a payment session and returns its page's path.
func (c *counter) checkout(change func(*contract.PaymentSessionRequest)) string {
	c.Helper()
	req := contract.PaymentSessionRequest{
		ProductCode: "CASHIER_PAYMENT", ProductScene: "CHECKOUT_PAYMENT", PaymentRequestID: "ses-1",
		Order:         json.RawMessage(`{"referenceOrderId":"order-9","orderDescription":"Tee <i>& 茶</i>","merchant":{"merchantName":"茶馆"}}`),
		PaymentAmount: contract.Amount{Currency: "HKD", Value: "150000"}, PaymentRedirectURL: shop,
	}
	if change != nil {
		change(&req)
	}
	call := engine.Call{Environment: sandbox.Environment{ID: "env", Settings: sandbox.DefaultSettings()}, Origin: c.server.URL}
	a, err := c.engine.CreatePaymentSession(context.Background(), call, req)
	if err != nil || a.Result.Code != "SUCCESS" {
		c.Fatalf("%v %v", a.Result, err)
	}
	return "/wallet/" + c.store.Objects()[0].Token
}

func choice(method string) url.Values { return url.Values{"method": {method}} }

func TestCheckout_ShowsTheOrderAndTheMethods(t *testing.T) {
	c := open(t)
	path := c.checkout(nil)
	a := c.wants(c.get(path), 200, "Checkout", "茶馆", "Tee &lt;i&gt;&amp; 茶&lt;/i&gt;", "order-9", "1,500.00", "HKD", "ses-1",
		"2026-03-10 11:00:00 (UTC&#43;8)", "Cards", "Wallets", `value="CARD"`, `value="ALIPAY_HK"`, "AlipayHK", `action="`+path+`/choose"`, `action="`+path+`/abandon"`)
	if strings.Contains(a.body, `value="IDEAL"`) {
		t.Error("a method that does not take HKD is offered")
	}
	if strings.Contains(a.body, "<script") || strings.Contains(a.body, "ZgotmplZ") || strings.Contains(a.body, "style=") {
		t.Error("the page needs neither scripts nor style attributes")
	}
	for _, external := range regexp.MustCompile(`(?:src|href)="(https?:)?//[^"]*"`).FindAllString(a.body, -1) {
		t.Errorf("external asset %s", external)
	}
	c.lang = "zh"
	c.wants(c.get(path), 200, "收银台", "请选择支付方式", "电子钱包")
}

func TestCheckout_Wallet_IsChosenPaidAndLedBack(t *testing.T) {
	c := open(t)
	path := c.checkout(nil)
	a := c.post(path+"/choose", choice("ALIPAY_HK"))
	page := "/wallet/" + c.payment().WalletToken
	c.redirected(a, page)
	c.redirected(c.get(path), page)
	c.redirected(c.post(path+"/choose", choice("CARD")), page)
	c.wants(c.get(page), 200, "ALIPAY_HK", "1,500.00", "ses-1")
	c.redirected(c.post(page+"/approve", nil), shop)
	c.stands(sandbox.PaymentSuccess)
	if len(c.store.Payments()) != 1 {
		t.Errorf("%d payments", len(c.store.Payments()))
	}
}

func TestCheckout_Card_ShowsTheCardFormWithTheTestCards(t *testing.T) {
	c := open(t)
	path := c.checkout(nil)
	c.post(path+"/choose", choice("CARD"))
	page := "/wallet/" + c.payment().WalletToken
	c.wants(c.get(page), 200, "Card number", "4054 6957 2310 0768")
	c.redirected(c.post(page+"/approve", cardForm("4054695723100768", "12/29", "123")), shop)
	c.stands(sandbox.PaymentSuccess)
}

func TestCheckout_Declined_ShowsHowItEnded(t *testing.T) {
	c := open(t)
	path := c.checkout(nil)
	c.post(path+"/choose", choice("ALIPAY_HK"))
	page := "/wallet/" + c.payment().WalletToken
	c.redirected(c.post(page+"/decline", nil), shop)
	c.redirected(c.get(path), page)
	c.wants(c.get(page), 200, "Payment failed")
}

func TestCheckout_MethodItDoesNotOffer_ShowsThePageAgain(t *testing.T) {
	c := open(t)
	path := c.checkout(nil)
	c.wants(c.post(path+"/choose", choice("IDEAL")), 409, "How would you like to pay?")
	c.wants(c.post(path+"/choose", nil), 409, "How would you like to pay?")
	c.wants(c.post(path+"/approve", nil), 405)
	if len(c.store.Payments()) != 0 {
		t.Error("a payment was made")
	}
}

func TestCheckout_Left_KeepsItOpen(t *testing.T) {
	c := open(t)
	path := c.checkout(nil)
	c.redirected(c.post(path+"/abandon", nil), shop)
	c.wants(c.get(path), 200, "How would you like to pay?")

	c = open(t)
	path = c.checkout(func(r *contract.PaymentSessionRequest) { r.PaymentRedirectURL = "shopapp://back" })
	c.redirected(c.post(path+"/abandon", nil), path+"?left=1")
	c.wants(c.get(path+"?left=1"), 200, "Payment still open", `href="shopapp://back"`, `href="`+path+`"`)
}

func TestCheckout_Expired_SaysSoAndOffersNothing(t *testing.T) {
	c := open(t)
	path := c.checkout(nil)
	c.clock.Advance(time.Hour)
	a := c.wants(c.get(path), 200, "Checkout expired", "Back to the merchant", "1,500.00")
	if strings.Contains(a.body, "<form") {
		t.Error("an expired page offers something to submit")
	}
	c.wants(c.post(path+"/choose", choice("CARD")), 409, "Checkout expired")
	if len(c.store.Payments()) != 0 {
		t.Error("a payment was made")
	}
}

func TestPending_Page_SaysThatTheBankIsWaitedFor(t *testing.T) {
	c := open(t)
	path := c.pay(func(r *contract.PayRequest) {
		r.PaymentMethod.PaymentMethodType = "SOFORT"
		r.PaymentAmount = contract.Amount{Currency: "EUR", Value: "1000"}
	})
	c.redirected(c.post(path+"/approve", nil), shop)
	c.stands(sandbox.PaymentPending)
	for _, a := range []answer{c.get(path), c.post(path+"/approve", nil), c.post(path+"/decline", nil)} {
		c.wants(a, 200, "Waiting for the bank")
	}
	c.stands(sandbox.PaymentPending)
}

func TestPayment_ActionOfAnotherPage_ChangesNothing(t *testing.T) {
	c := open(t)
	path := c.pay(nil)
	c.redirected(c.post(path+"/choose", choice("CARD")), path)
	c.stands(sandbox.PaymentProcessing)
}

func TestLogo_IsDrawnForAnyTypeAndNothingElse(t *testing.T) {
	c := open(t)
	a := c.wants(c.get("/wallet/logo/ALIPAY_CN.svg"), 200, "<svg", ">AC</text>")
	if a.header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("type %q", a.header.Get("Content-Type"))
	}
	for _, path := range []string{"/wallet/logo/", "/wallet/logo/.svg", "/wallet/logo/a.svg", "/wallet/logo/X", "/wallet/logo/%3Cscript%3E.svg"} {
		c.wants(c.get(path), 404)
	}
}

func TestOrderCode_IsAPictureOfThePagesAddress(t *testing.T) {
	c := open(t)
	path := c.pay(func(r *contract.PayRequest) {
		r.ProductCode = "IN_STORE_PAYMENT"
		r.PaymentFactor.InStorePaymentScenario = "OrderCode"
	})
	a := c.wants(c.get(path+engine.OrderCodePath), 200, "<svg", "<path d=")
	if a.header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("type %q", a.header.Get("Content-Type"))
	}
	c.wants(c.get("/wallet/nope"+engine.OrderCodePath), 404)
}

func TestCheckout_PaidByACallWithoutAPage_ShowsHowItEnded(t *testing.T) {
	c := open(t)
	path := c.checkout(nil)
	call := engine.Call{Environment: sandbox.Environment{ID: "env", Settings: sandbox.DefaultSettings()}, Origin: c.server.URL}
	_, err := c.engine.Pay(context.Background(), call, contract.PayRequest{
		ProductCode: "CASHIER_PAYMENT", PaymentRequestID: "ses-1", PaymentAmount: contract.Amount{Currency: "HKD", Value: "150000"}, PaymentRedirectURL: shop,
		PaymentMethod: contract.PaymentMethod{PaymentMethodType: "CARD", PaymentMethodMetaData: &contract.CardData{
			CardNo: "4054695723100768", CVV: "123", ExpiryYear: "39", ExpiryMonth: "12",
		}},
	}, []byte("{}"))
	if err != nil {
		t.Fatal(err)
	}
	c.wants(c.get(path), 200, "Paid", "1,500.00", "Back to the merchant")
	c.wants(c.post(path+"/choose", choice("ALIPAY_HK")), 303)
}
