package engine_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

func TestPay_Wallet_IsInProcessWithAPage(t *testing.T) {
	d := newDesk(t)
	r := d.wants(d.pay(walletPay("req-1")), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	p := d.store.Payments()[0]
	equal(t, "message", r.get("result.resultMessage"), "payment in process")
	equal(t, "paymentId", r.get("paymentId"), p.PaymentID)
	equal(t, "paymentRequestId", r.get("paymentRequestId"), "req-1")
	equal(t, "amount", r.get("paymentAmount.value")+r.get("paymentAmount.currency"), "150000PHP")
	equal(t, "created", r.get("paymentCreateTime"), "2026-03-10T10:00:00+08:00")
	equal(t, "token length", len(p.WalletToken), 32)
	equal(t, "normalUrl", r.get("normalUrl"), origin+"/wallet/"+p.WalletToken)
	equal(t, "form", r.get("redirectActionForm.method")+r.get("redirectActionForm.redirectUrl"), "GET"+origin+"/wallet/"+p.WalletToken)
	equal(t, "paymentTime", r.get("paymentTime"), "")
	equal(t, "status", p.Status, sandbox.PaymentProcessing)
	equal(t, "expiry", p.ExpiresAt.Sub(morning), 14*time.Minute)
	equal(t, "notifications", len(d.store.Notifications()), 0)
	equal(t, "logged amount", r.Amount.String(), "1500.00 PHP")
	if strings.Contains(string(r.Body), "null") {
		t.Errorf("absent fields must be omitted: %s", r.Body)
	}
}

func TestPay_TextThatLooksLikeHTML_IsNotEscaped(t *testing.T) {
	d := newDesk(t)
	req := walletPay("a<b>&c")
	if body := string(d.pay(req).Body); !strings.Contains(body, `"a<b>&c"`) {
		t.Errorf("escaped: %s", body)
	}
}

func TestPay_IllegalField_NamesItAndLeavesNoRow(t *testing.T) {
	long := "https://" + strings.Repeat("x", 3000) + "\x7f"
	cases := map[string]struct {
		change func(*contract.PayRequest)
		names  string
		code   string
	}{
		"product":             {func(r *contract.PayRequest) { r.ProductCode = "MAGIC" }, `productCode`, ""},
		"amount zero":         {func(r *contract.PayRequest) { r.PaymentAmount.Value = "0" }, `paymentAmount.value`, ""},
		"amount decimal":      {func(r *contract.PayRequest) { r.PaymentAmount.Value = "1.50" }, `"1.50"`, ""},
		"amount negative":     {func(r *contract.PayRequest) { r.PaymentAmount.Value = "-5" }, `"-5"`, ""},
		"amount too long":     {func(r *contract.PayRequest) { r.PaymentAmount.Value = "12345678901234567" }, `16 digits`, ""},
		"currency unknown":    {func(r *contract.PayRequest) { r.PaymentAmount.Currency = "XQQ" }, `"XQQ"`, "CURRENCY_NOT_SUPPORT"},
		"rupiah cents":        {func(r *contract.PayRequest) { *r = withMethod(*r, "DANA", "IDR", "100050") }, `multiple of 100`, ""},
		"jkopay":              {func(r *contract.PayRequest) { *r = withMethod(*r, "JKOPAY", "TWD", "150") }, `multiple of 100`, ""},
		"octopus":             {func(r *contract.PayRequest) { *r = withMethod(*r, "OCTOPUS", "HKD", "101") }, `multiple of 10 `, ""},
		"redirect relative":   {func(r *contract.PayRequest) { r.PaymentRedirectURL = "/back" }, `paymentRedirectUrl`, ""},
		"redirect no scheme":  {func(r *contract.PayRequest) { r.PaymentRedirectURL = "localhost:3000/back" }, `"localhost:3000/back"`, ""},
		"redirect no host":    {func(r *contract.PayRequest) { r.PaymentRedirectURL = "https:///back" }, `paymentRedirectUrl`, ""},
		"redirect script":     {func(r *contract.PayRequest) { r.PaymentRedirectURL = "javascript://x%0aalert(1)" }, `paymentRedirectUrl`, ""},
		"redirect garbage":    {func(r *contract.PayRequest) { r.PaymentRedirectURL = long }, `paymentRedirectUrl`, ""},
		"notify scheme":       {func(r *contract.PayRequest) { r.PaymentNotifyURL = "myapp://notify" }, `paymentNotifyUrl`, ""},
		"notify relative":     {func(r *contract.PayRequest) { r.PaymentNotifyURL = "shop.example.com/n" }, `"shop.example.com/n"`, ""},
		"expiry garbage":      {func(r *contract.PayRequest) { r.PaymentExpiryTime = "tomorrow" }, `"tomorrow"`, ""},
		"expiry without zone": {func(r *contract.PayRequest) { r.PaymentExpiryTime = "2026-03-10T10:05:00" }, `"2026-03-10T10:05:00"`, ""},
		"expiry past":         {func(r *contract.PayRequest) { r.PaymentExpiryTime = "2026-03-10T09:59:59+08:00" }, `in the future`, ""},
		"expiry now":          {func(r *contract.PayRequest) { r.PaymentExpiryTime = "2026-03-10T10:00:00+08:00" }, `in the future`, ""},
		"expiry too late":     {func(r *contract.PayRequest) { r.PaymentExpiryTime = "2026-03-10T10:10:00+08:00" }, `before 2026-03-10T10:10:00+08:00`, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			req := walletPay("req-1")
			c.change(&req)
			code := c.code
			if code == "" {
				code = "PARAM_ILLEGAL"
			}
			r := d.wants(d.pay(req), sandbox.StatusF, code)
			if !strings.Contains(r.Result.Message, c.names) {
				t.Errorf("%q does not say %q", r.Result.Message, c.names)
			}
			equal(t, "rows", len(d.store.Payments()), 0)
			equal(t, "notifications", len(d.store.Notifications()), 0)
			equal(t, "only result", len(r.json), 1)
		})
	}
}

func TestPay_AnyCurrencyWithAnyMethod_IsAccepted(t *testing.T) {
	d := newDesk(t)
	for i, a := range []contract.Amount{{Currency: "KWD", Value: "1"}, {Currency: "JPY", Value: "500"}, {Currency: "IDR", Value: "100"}, {Currency: "EUR", Value: "1099"}} {
		req := walletPay(string(rune('a' + i)))
		req.PaymentAmount = a
		d.wants(d.pay(req), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	}
}

func TestPay_RedirectURL_AcceptsWebAndAppSchemes(t *testing.T) {
	d := newDesk(t)
	for i, u := range []string{"http://localhost:3000/back", "HTTPS://shop.example.com", "myapp://pay/return", ""} {
		req := walletPay(string(rune('a' + i)))
		req.PaymentRedirectURL = u
		d.wants(d.pay(req), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	}
}

func TestPay_CustomExpiry_IsReadInEveryLayout(t *testing.T) {
	for _, text := range []string{
		"2026-03-10T10:05:00+08:00", "2026-03-10T10:05:00+0800", "2026-03-10T02:05:00Z", "2026-03-10T02:05:00.000Z",
		"2026-03-10T02:05:00.0000000Z", "2026-03-10T10:05:00+08", "2026-03-10T10:05+08:00",
	} {
		d := newDesk(t)
		req := walletPay("req-1")
		req.PaymentExpiryTime = text
		d.wants(d.pay(req), sandbox.StatusU, "PAYMENT_IN_PROCESS")
		equal(t, text, d.store.Payments()[0].ExpiresAt.Sub(morning), 5*time.Minute)
	}
}

func TestPay_Expiry_FollowsTheMethod(t *testing.T) {
	const day = 24 * time.Hour
	for method, want := range map[string]struct{ open, limit time.Duration }{
		"GCASH":                              {14 * time.Minute, 10 * time.Minute},
		"LINKAJA":                            {5 * time.Minute, 5 * time.Minute},
		"VIETQR":                             {15 * time.Minute, 15 * time.Minute},
		"BANCOMATPAY":                        {time.Hour, time.Hour},
		"BANKTRANSFER_MAYBANK":               {2 * day, 2 * day},
		"BANKTRANSFER_GOVERNMENTSAVINGSBANK": {2 * day, 2 * day},
		"CIMBNIAGA":                          {2 * day, 2 * day},
		"CARD":                               {7 * day, 7 * day},
		"KONBINI":                            {7 * day, 7 * day},
		"BANKTRANSFER_PAYEASY":               {7 * day, 7 * day},
	} {
		d := newDesk(t)
		d.wants(d.pay(withMethod(walletPay("default"), method, "USD", "100")), sandbox.StatusU, "PAYMENT_IN_PROCESS")
		equal(t, method, d.store.Payments()[0].ExpiresAt.Sub(morning), want.open)
		at := func(after time.Duration) contract.PayRequest {
			req := withMethod(walletPay(after.String()), method, "USD", "100")
			req.PaymentExpiryTime = morning.Add(after).Format(time.RFC3339)
			return req
		}
		d.wants(d.pay(at(want.limit-time.Second)), sandbox.StatusU, "PAYMENT_IN_PROCESS")
		d.wants(d.pay(at(want.limit)), sandbox.StatusF, "PARAM_ILLEGAL")
	}
}

func TestPay_SameIDSameParameters_RepeatsTheFirstAnswer(t *testing.T) {
	d := newDesk(t)
	first := d.pay(walletPay("req-1"))
	d.clock.Advance(time.Minute)
	again := walletPay("req-1")
	again.PaymentMethod.PaymentMethodType = "DANA" // not compared
	again.PaymentRedirectURL = "https://elsewhere.example.com"
	again.PaymentExpiryTime = "2020-01-01T00:00:00Z"
	r := d.wants(d.pay(again), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	equal(t, "in process", string(r.Body), string(first.Body))
	d.approve(first.PaymentID)
	r = d.pay(walletPay("req-1"))
	equal(t, "after success", string(r.Body), string(first.Body))
	equal(t, "paymentId for the log", r.PaymentID, first.PaymentID)
	equal(t, "rows", len(d.store.Payments()), 1)
}

func TestPay_SameIDOtherParameters_IsInconsistentWhateverTheStatus(t *testing.T) {
	for name, change := range map[string]func(*contract.PayRequest){
		"value":    func(r *contract.PayRequest) { r.PaymentAmount.Value = "150001" },
		"currency": func(r *contract.PayRequest) { r.PaymentAmount.Currency = "USD" },
		"methodId": func(r *contract.PayRequest) { r.PaymentMethod.PaymentMethodID = "token" },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			first := d.pay(walletPay("req-1"))
			req := walletPay("req-1")
			change(&req)
			d.wants(d.pay(req), sandbox.StatusF, "REPEAT_REQ_INCONSISTENT")
			d.cancel(first.PaymentID)
			d.wants(d.pay(req), sandbox.StatusF, "REPEAT_REQ_INCONSISTENT")
			equal(t, "rows", len(d.store.Payments()), 1)
		})
	}
}

func TestPay_SameIDAfterTheEnd_SaysHowItEnded(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(*desk, string)
		code string
	}{
		"cancelled":              {func(d *desk, id string) { d.cancel(id) }, "ORDER_IS_CANCELED"},
		"declined":               {func(d *desk, id string) { d.decline(id) }, "ORDER_IS_CLOSED"},
		"expired":                {func(d *desk, _ string) { d.clock.Advance(14 * time.Minute) }, "ORDER_IS_CLOSED"},
		"cancelled after paying": {func(d *desk, id string) { d.approve(id); d.cancel(id) }, "ORDER_IS_CANCELED"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			first := d.pay(walletPay("req-1"))
			c.end(d, first.PaymentID)
			d.wants(d.pay(walletPay("req-1")), sandbox.StatusF, c.code)
			equal(t, "rows", len(d.store.Payments()), 1)
		})
	}
}

func TestPay_SameIDInAnotherEnvironment_IsAnotherPayment(t *testing.T) {
	d := newDesk(t)
	first := d.pay(walletPay("req-1"))
	d.call.Environment.ID = "env-live"
	second := d.wants(d.pay(walletPay("req-1")), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	if first.PaymentID == second.PaymentID {
		t.Error("environments share a payment")
	}
	d.wants(d.inquire(first.PaymentID), sandbox.StatusF, "ORDER_NOT_EXIST")
}

func TestPay_CommitFails_LeavesNothingAndSaysSo(t *testing.T) {
	d := newDesk(t)
	full := errors.New("disk full")
	d.store.Failing = func() error { return full }
	_, err := d.engine.Pay(context.Background(), d.call, walletPay("req-1"), nil)
	if !errors.Is(err, full) {
		t.Fatalf("got %v", err)
	}
	equal(t, "rows", len(d.store.Payments()), 0)
	equal(t, "events", len(d.store.Events()), 0)
}

func TestPay_TwoRuns_PrintTheSameBytes(t *testing.T) {
	equal(t, "body", string(newDesk(t).pay(walletPay("req-1")).Body), string(newDesk(t).pay(walletPay("req-1")).Body))
}
