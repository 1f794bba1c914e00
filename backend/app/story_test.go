package app_test

import (
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"antomdesk/backend/app"
	"antomdesk/backend/services"
	"antomdesk/backend/signature"
)

// TestStory_AFirstPayment_FromKeysToRefund plays issue 1a's story over real sockets.
func TestStory_AFirstPayment_FromKeysToRefund(t *testing.T) {
	a := start(t, config(t.TempDir()))
	shop, notified := receiver(t, rightAck)
	m := newMerchant(t, a)

	paid, first := m.send(t, "payments/pay", payBody("r1", "1099", shop.URL+"/hook"))
	if paid.Result.Code != "PAYMENT_IN_PROCESS" || !strings.HasPrefix(paid.NormalURL, m.keys.Gateway+"/wallet/") {
		t.Fatalf("got %+v", paid)
	}
	buyerPays(t, paid.NormalURL)
	notificationVerifies(t, m, wait(t, notified), "/hook", paid.PaymentID)

	byID := `{"paymentId":"` + paid.PaymentID + `"}`
	if got := m.wants(t, "payments/inquiryPayment", byID, "SUCCESS"); got.PaymentStatus != "SUCCESS" {
		t.Errorf("got %+v", got)
	}
	refund := func(id, value string) string {
		return `{"refundRequestId":"` + id + `","paymentId":"` + paid.PaymentID + `","refundAmount":{"currency":"USD","value":"` +
			value + `"},"refundNotifyUrl":"` + shop.URL + `/refunds"}`
	}
	m.wants(t, "payments/refund", refund("f1", "99"), "SUCCESS")
	if n := wait(t, notified); n.path != "/refunds" || !strings.Contains(string(n.body), `"refundRequestId":"f1"`) {
		t.Errorf("got %s %s", n.path, n.body)
	}
	m.wants(t, "payments/refund", refund("f2", "1001"), "REFUND_AMOUNT_EXCEED")

	if _, again := m.send(t, "payments/pay", payBody("r1", "1099", shop.URL+"/hook")); string(again.ResponseBody) != string(first.ResponseBody) {
		t.Errorf("the replay answered %s, first %s", again.ResponseBody, first.ResponseBody)
	}
	m.wants(t, "payments/pay", payBody("r1", "1100", ""), "REPEAT_REQ_INCONSISTENT")
	tampered(t, m)
	logsHoldEverything(t, a, paid.PaymentID)
}

// buyerPays opens the page and presses Pay, as a browser without script does.
func buyerPays(t *testing.T, page string) {
	t.Helper()
	browser := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := browser.Get(page)
	if err != nil {
		t.Fatal(err)
	}
	html, err := io.ReadAll(response.Body)
	response.Body.Close()
	action := strings.TrimPrefix(page, page[:strings.Index(page, "/wallet/")]) + "/approve"
	if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(html), `action="`+action+`"`) {
		t.Fatalf("the page is %d %s", response.StatusCode, html)
	}
	response, err = browser.PostForm(page+"/approve", url.Values{})
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if to := response.Header.Get("Location"); response.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "http://localhost/done?order=1") {
		t.Errorf("the buyer was sent to %d %q", response.StatusCode, to)
	}
}

func notificationVerifies(t *testing.T, m merchant, n received, path, paymentID string) {
	t.Helper()
	antom, err := signature.ParsePublicKey(m.keys.AntomPublicKey)
	if err != nil {
		t.Fatal(err)
	}
	header, err := signature.ParseHeader(n.header.Get("Signature"))
	if err != nil {
		t.Fatal(err)
	}
	prefix := signature.Prefix(path, n.header.Get("Client-Id"), n.header.Get("Request-Time"))
	if err := signature.Verify(antom, prefix, n.body, header.Signature); err != nil {
		t.Error("the notification does not verify:", err)
	}
	if n.path != path || n.header.Get("Client-Id") != m.keys.ClientID || !strings.Contains(string(n.body), paymentID) {
		t.Errorf("got %s %v %s", n.path, n.header, n.body)
	}
}

// tampered sends a body other than the signed one.
func tampered(t *testing.T, m merchant) {
	t.Helper()
	_, signed := m.send(t, "payments/inquiryPayment", `{"paymentId":"1"}`)
	request, err := http.NewRequest(http.MethodPost, m.keys.Gateway+"/ams/sandbox/api/v1/payments/inquiryPayment", strings.NewReader(`{"paymentId":"2"}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(signed.RequestHead), "\r\n")[1:] {
		if name, value, ok := strings.Cut(line, ": "); ok && name != "Content-Length" && name != "Host" {
			request.Header.Set(name, value)
		}
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, err := io.ReadAll(response.Body); err != nil || !strings.Contains(string(body), "INVALID_SIGNATURE") {
		t.Errorf("got %s (%v)", body, err)
	}
}

func logsHoldEverything(t *testing.T, a *app.App, paymentID string) {
	t.Helper()
	requests := rows(t, a, services.LogRequests, "")
	codes := make([]string, 0, len(requests))
	for _, r := range requests {
		codes = append(codes, r.ResultCode)
	}
	want := "INVALID_SIGNATURE ORDER_NOT_EXIST REPEAT_REQ_INCONSISTENT PAYMENT_IN_PROCESS REFUND_AMOUNT_EXCEED SUCCESS SUCCESS PAYMENT_IN_PROCESS"
	if got := strings.Join(codes, " "); got != want {
		t.Errorf("the log shows %s", got)
	}
	if requests[0].Verdict != "failed" || requests[0].Reason == "" {
		t.Errorf("the tampered call shows %+v", requests[0])
	}
	if found := rows(t, a, services.LogRequests, paymentID); len(found) < 3 {
		t.Errorf("%d calls found by %s", len(found), paymentID)
	}
	if found := rows(t, a, services.LogRequests, "REPEAT_REQ_INCONSISTENT"); len(found) != 1 {
		t.Errorf("%d calls found by code", len(found))
	}
	deliveriesAreAcknowledged(t, a)
}

func deliveriesAreAcknowledged(t *testing.T, a *app.App) {
	t.Helper()
	eventually(t, a, "two deliveries in the log", func() bool { return len(rows(t, a, services.LogNotifications, "")) == 2 })
	for _, r := range rows(t, a, services.LogNotifications, "") {
		entry, err := a.Services().Logs.Get(services.LogEntryInput{ID: r.ID})
		if err != nil {
			t.Fatal(err)
		}
		ack, err := base64.StdEncoding.DecodeString(entry.ResponseBody)
		if err != nil || string(ack) != rightAck || entry.NotificationStatus != "ACKNOWLEDGED" || len(entry.Attempts) != 1 || !entry.Attempts[0].Acknowledged {
			t.Errorf("got %+v", entry)
		}
	}
}

func rows(t *testing.T, a *app.App, log, query string) []services.LogRow {
	t.Helper()
	page, err := a.Services().Logs.List(services.ListLogsInput{Environment: "test", Log: log, Query: query})
	if err != nil {
		t.Fatal(err)
	}
	return page.Items
}

func TestNotification_WithoutAnyURL_ReachesTheBuiltInListener(t *testing.T) {
	a := start(t, config(t.TempDir()))
	m := newMerchant(t, a)
	paid := m.wants(t, "payments/pay", payBody("r1", "1099", ""), "PAYMENT_IN_PROCESS")
	if _, err := a.Services().Wallet.Approve(services.BuyerInput{PaymentID: paid.PaymentID}); err != nil {
		t.Fatal(err)
	}
	eventually(t, a, "a delivery and its capture", func() bool { return len(rows(t, a, services.LogNotifications, "")) == 2 })
	for _, r := range rows(t, a, services.LogNotifications, "") {
		if r.HTTPStatus != 200 || r.PaymentID != paid.PaymentID || r.Kind == "capture" && r.Verdict != "verified" {
			t.Errorf("got %+v", r)
		}
	}
}

func TestNotification_OwedWhileNothingRan_IsDeliveredAtTheNextStart(t *testing.T) {
	dir := t.TempDir()
	shop, notified := receiver(t, rightAck)
	first := app.New(config(dir))
	if err := first.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	m := newMerchant(t, first)
	paid := m.wants(t, "payments/pay", payBody("r1", "1099", shop.URL), "PAYMENT_IN_PROCESS")
	closeApp(t, first)

	quiet := app.New(app.Config{DataDir: dir}) // opens the folder, runs nothing
	if err := quiet.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := quiet.Services().Wallet.Approve(services.BuyerInput{PaymentID: paid.PaymentID}); err != nil {
		t.Fatal(err)
	}
	if keys, err := quiet.Services().Keys.Show(services.EnvironmentInput{}); err != nil || keys.Gateway != "http://"+app.DefaultGatewayAddr {
		t.Errorf("got %q, %v", keys.Gateway, err)
	}
	closeApp(t, quiet)
	if len(notified) != 0 {
		t.Error("it was delivered although nothing ran")
	}
	start(t, config(dir))
	if n := wait(t, notified); !strings.Contains(string(n.body), paid.PaymentID) {
		t.Errorf("got %s", n.body)
	}
}
