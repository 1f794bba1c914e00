package wallet_test

import (
	"net/url"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// subscription asks for one and returns its page's path.
func (c *counter) subscription(id, back string) string { return c.subscriptionBy("GCASH", id, back) }

func (c *counter) subscriptionBy(method, id, back string) string {
	c.Helper()
	return c.link(c.call("subscriptions/create", `{"subscriptionRequestId":"`+id+`","subscriptionDescription":"Tea <b>& 茶</b>","subscriptionRedirectUrl":"`+back+`",
		"subscriptionStartTime":"2026-03-01T12:00:00+08:00","periodRule":{"periodType":"MONTH","periodCount":3},"paymentMethod":{"paymentMethodType":"`+method+`"},
		"subscriptionNotificationUrl":"https://shop.example.com/n","paymentNotificationUrl":"https://shop.example.com/p",
		"orderInfo":{"orderAmount":{"currency":"PHP","value":"300000"}},"paymentAmount":{"currency":"PHP","value":"300000"},
		"settlementStrategy":{"settlementCurrency":"USD"},"env":{"terminalType":"WEB"},
		"trials":[{"trialAmount":{"currency":"PHP","value":"100"},"trialStartPeriod":1}]}`))
}

func TestSubscription_Agreed_LeadsBackAndShowsItsEnd(t *testing.T) {
	c := open(t)
	path := c.subscription("sub-1", shop)
	a := c.wants(c.get(path), 200, "Agree to a subscription", "GCASH", "3,000.00", "PHP", "every 3 months", "Tea &lt;b&gt;&amp; 茶&lt;/b&gt;",
		"First payment", "1.00 PHP", "2026-03-10 10:00:00", "2026-03-10 10:30:00", "sub-1", `action="`+path+`/approve"`, `action="`+path+`/decline"`)
	c.plain(a.body)
	c.redirected(c.post(path+"/approve", nil), shop)
	c.stands(sandbox.PaymentSuccess)
	c.wants(c.get(path), 200, "Subscribed", "Back to the merchant")
	c.redirected(c.post(path+"/decline", nil), path)
	if n := len(c.store.Payments()); n != 1 {
		t.Errorf("%d payments", n)
	}
}

func TestSubscription_DeclinedOrTooLate_ChargesNothing(t *testing.T) {
	c := open(t)
	c.lang = "zh"
	path := c.subscription("sub-1", "shopapp://back")
	c.wants(c.get(path), 200, "同意订阅", "每 3 个月", "首次扣款")
	c.redirected(c.post(path+"/challenge", nil), path)
	c.redirected(c.post(path+"/decline", nil), path)
	c.wants(c.get(path), 200, "未订阅", "shopapp://back")
	late := c.subscription("sub-2", shop)
	c.clock.Advance(30 * time.Minute)
	c.redirected(c.post(late+"/approve", nil), late)
	c.wants(c.get(late), 200, "未订阅")
	if n := len(c.store.Payments()); n != 0 {
		t.Errorf("%d payments", n)
	}
}

func TestSubscription_ByCard_ShowsTheFormUntilACardIsTaken(t *testing.T) {
	c := open(t)
	path := c.subscriptionBy("CARD", "sub-1", shop)
	a := c.wants(c.get(path), 200, "Card number", "every 3 months", "Agree and subscribe", "4054692760174822", `action="`+path+`/approve"`)
	c.plain(a.body)
	c.wants(c.post(path+"/approve", cardForm("4054695723100769", "12/29", "123")), 422, "Check the card number")
	c.redirected(c.post(path+"/approve", cardForm("4054692760174822", "12/29", "123")), path)
	c.wants(c.get(path), 200, "refused (DO_NOT_HONOR)")
	c.redirected(c.post(path+"/approve", cardForm("4035501000000016", "12/29", "123")), path)
	c.wants(c.get(path), 200, "Test Issuing Bank", "confirm the subscription")
	c.wants(c.post(path+"/challenge", url.Values{"code": {" "}}), 422, "Enter a code")
	c.redirected(c.post(path+"/challenge", url.Values{"code": {"1"}}), shop)
	c.stands(sandbox.PaymentSuccess)
	c.wants(c.get(path), 200, "Subscribed")
}
