package wallet_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

const authBack = "https://shop.example.com/auth?shop=1"

// call sends a call through the contract and the engine, and wants it to succeed.
func (c *counter) call(name, body string) string {
	c.Helper()
	api, found := contract.ByName(name)
	if !found {
		c.Fatalf("the contract has no %s", name)
	}
	object, err := contract.Parse([]byte(body))
	if err != nil {
		c.Fatal(err)
	}
	checked, violation := api.Validate(object, contract.Rules{})
	if violation != nil {
		c.Fatal(violation)
	}
	call := engine.Call{Environment: sandbox.Environment{ID: "env", Settings: sandbox.DefaultSettings()}, Origin: c.server.URL}
	a, err := c.engine.Do(context.Background(), call, name, engine.Input{Checked: checked})
	if err != nil || a.Result.Status == sandbox.StatusF {
		c.Fatalf("%s: %v %v", name, a.Result, err)
	}
	return string(a.Body)
}

// link cuts the first buyer's path out of an answer.
func (c *counter) link(answer string) string {
	c.Helper()
	_, rest, found := strings.Cut(answer, c.server.URL)
	if !found {
		c.Fatalf("no address in %s", answer)
	}
	path, _, _ := strings.Cut(rest, `"`)
	return path
}

func (c *counter) consent(back string) string {
	c.Helper()
	return c.link(c.call("authorizations/consult", `{"customerBelongsTo":"ALIPAY_HK","authRedirectUrl":"`+back+
		`","scopes":["AGREEMENT_PAY","USER_INFO","SEND_OTP"],"authState":"s 1","terminalType":"WEB"}`))
}

// plain fails when a page needs scripts, inline styles or somebody else's server.
func (c *counter) plain(body string) {
	c.Helper()
	for _, bad := range []string{"<script", "style=", "ZgotmplZ", `src="http`} {
		if strings.Contains(body, bad) {
			c.Errorf("the page has %s", bad)
		}
	}
}

func TestConsent_Agreed_LeadsBackWithTheCode(t *testing.T) {
	c := open(t)
	path := c.consent(authBack)
	a := c.wants(c.get(path), 200, "Link your wallet", "AlipayHK", "ALIPAY_HK", "AGREEMENT_PAY", "Charge the wallet later", "See your profile", "Another permission", "2026-03-10 10:30:00")
	c.plain(a.body)
	a = c.post(path+"/approve", nil)
	u, err := url.Parse(a.header.Get("Location"))
	if a.status != http.StatusSeeOther || err != nil || u.Query().Get("authState") != "s 1" || u.Query().Get("authCode") == "" || u.Query().Get("shop") != "1" {
		t.Fatalf("%d %s", a.status, a.header.Get("Location"))
	}
	again := c.wants(c.get(path), 200, "Wallet linked", "Back to the merchant")
	if strings.Contains(again.body, u.Query().Get("authCode")) {
		t.Error("the page shows the code again")
	}
	c.redirected(c.post(path+"/decline", nil), path)
}

func TestConsent_Declined_LeadsBackWithoutACode(t *testing.T) {
	c := open(t)
	path := c.consent(authBack)
	c.redirected(c.post(path+"/challenge", nil), path)
	a := c.post(path+"/decline", nil)
	if u, err := url.Parse(a.header.Get("Location")); err != nil || u.Query().Has("authCode") || u.Query().Get("authState") != "s 1" {
		t.Fatalf("%s %v", a.header.Get("Location"), err)
	}
	c.lang = "zh"
	c.wants(c.get(path), 200, "钱包未关联")
}

func TestConsent_OfAnApp_IsFollowedByALink(t *testing.T) {
	c := open(t)
	path := c.consent("shopapp://auth")
	c.wants(c.post(path+"/approve", nil), 200, "Open the merchant&#39;s app", "shopapp://auth?authCode=")
}

func TestConsent_TooLate_SaysSo(t *testing.T) {
	c := open(t)
	path := c.consent(authBack)
	c.clock.Advance(time.Hour)
	c.wants(c.get(path), 200, "Request expired", "You can close this page")
	c.redirected(c.post(path+"/approve", nil), path)
}

func (c *counter) vaulting(secure string) string {
	c.Helper()
	return c.link(c.call("vaults/createVaultingSession", `{"paymentMethodType":"CARD","vaultingRequestId":"v-1","vaultingNotificationUrl":"https://shop.example.com/n","redirectUrl":"`+shop+`","is3DSAuthentication":`+secure+`}`))
}

func TestVault_CardTyped_IsSavedAndLedBack(t *testing.T) {
	c := open(t)
	path := c.vaulting("false")
	a := c.wants(c.get(path+"?card=5162774114974622"), 200, "Save a card", "5162 7741 1497 4622", "12/29", "v-1", `action="`+path+`/approve"`)
	c.plain(a.body)
	c.wants(c.post(path+"/approve", cardForm("4054695723100769", "12/29", "123")), 422, "Check the card number")
	c.wants(c.post(path+"/approve", cardForm("4054695723100768", "12/29", "")), 422, "three or four digits")
	c.redirected(c.post(path+"/challenge", url.Values{"code": {"1"}}), path)
	c.redirected(c.post(path+"/approve", cardForm("4054695723100768", "12/29", "123")), shop)
	a = c.wants(c.get(path), 200, "Card saved", "4054 69** **** 0768", "Back to the merchant")
	if strings.Contains(a.body, "4054695723100768") {
		t.Error("the page shows the number")
	}
	c.wants(c.post(path+"/decline", nil), 200, "Card saved")
}

func TestVault_WithChallenge_AsksTheBankFirst(t *testing.T) {
	c := open(t)
	path := c.vaulting("true")
	c.redirected(c.post(path+"/approve", cardForm("5162774114974622", "12/29", "123")), path)
	c.wants(c.get(path), 200, "Test Issuing Bank", "the card is saved")
	c.wants(c.post(path+"/challenge", url.Values{"code": {" "}}), 422, "Enter a code")
	c.redirected(c.post(path+"/approve", nil), path)
	c.redirected(c.post(path+"/challenge", url.Values{"code": {"1"}}), shop)
	c.wants(c.get(path), 200, "Card saved")
}

func TestVault_DeclinedOrLate_SavesNothing(t *testing.T) {
	c := open(t)
	path := c.vaulting("false")
	c.redirected(c.post(path+"/decline", nil), shop)
	c.wants(c.get(path), 200, "Card not saved")
	late := open(t)
	path = late.vaulting("false")
	late.clock.Advance(time.Hour)
	late.wants(late.get(path), 200, "Request expired")
}

func TestDocument_Invoice_ShowsItsItemsUntilTheLinkEnds(t *testing.T) {
	c := open(t)
	body := c.call("billing/customer/create", `{"customerRequestId":"c","email":"ada@example.com"}`)
	_, rest, _ := strings.Cut(body, `"customerId":"`)
	customer, _, _ := strings.Cut(rest, `"`)
	path := c.link(c.call("billing/invoice/create", `{"invoiceRequestId":"i","customerId":"`+customer+
		`","currency":"USD","status":"OPEN","items":[{"description":"Tea <b>","itemAmount":{"currency":"USD","value":"150000"}}]}`))
	a := c.wants(c.get(path), 200, "Invoice", "Tea &lt;b&gt;", "1,500.00", "ada@example.com", "OPEN")
	c.plain(a.body)
	c.wants(c.get(c.link(c.call("billing/customer/createPortalLink", `{"customerId":"`+customer+`"}`))), 200, "Customer", customer)
	file := c.wants(c.get(c.link(c.call("billing/invoice/export", `{"downloadType":"LIST"}`))), 200, "invoiceId,status", "OPEN", "150000")
	if !strings.HasPrefix(file.header.Get("Content-Type"), "text/csv") || !strings.Contains(file.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%v", file.header)
	}
	if a := c.post(path+"/approve", nil); a.status != http.StatusMethodNotAllowed {
		t.Errorf("posted: %d", a.status)
	}
	c.clock.Advance(31 * 24 * time.Hour)
	c.wants(c.get(path), 200, "Link expired")
}

func TestObjects_SecretsThatAreNoPages_AreNotFound(t *testing.T) {
	c := open(t)
	a := c.post(c.consent(authBack)+"/approve", nil)
	u, err := url.Parse(a.header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	c.wants(c.get("/wallet/"+u.Query().Get("authCode")), 404)
}
