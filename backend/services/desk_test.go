package services_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/app"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
	"antomdesk/backend/signature"
)

// newDesk starts the whole program on ports of the system's choice.
func newDesk(t *testing.T) *services.Set {
	t.Helper()
	return newDeskIn(t, t.TempDir())
}

func newDeskIn(t *testing.T, folder string) *services.Set {
	t.Helper()
	const anyPort = "127.0.0.1:0"
	a := app.New(app.Config{
		DataDir: folder, Serve: true, LoopbackOnly: true,
		GatewayAddr: anyPort, GatewayTLSAddr: anyPort, ListenerAddr: anyPort, ListenerTLSAddr: anyPort, UIAddr: anyPort,
	})
	if err := a.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := a.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	return a.Services()
}

// must unwraps an answer that has to come.
func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if null := nilSlices(reflect.ValueOf(v), ""); len(null) > 0 {
			t.Errorf("%T has null lists: %v", v, null)
		}
		return v
	}
}

// refused checks an error's code and field.
func refused(t *testing.T, err error, code sandbox.ErrorCode, field string) {
	t.Helper()
	if err == nil {
		t.Fatal("it was taken")
	}
	if p := services.Describe(err); p.Code != string(code) || p.Field != field || p.Message == "" {
		t.Errorf("refused with %+v, want %s at %q", p, code, field)
	}
}

func keyPair(t *testing.T) (private, public string) {
	t.Helper()
	key, err := signature.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	return signature.FormatPrivateKeyPKCS8(key), signature.FormatPublicKey(&key.PublicKey)
}

func TestMerchants_TheFirstStart_MakesDefaultWithBothEnvironments(t *testing.T) {
	d := newDesk(t)
	list := must[services.MerchantList](t)(d.Merchants.List(services.ListMerchantsInput{}))
	if len(list.Accounts) != 1 || list.Accounts[0].Name != "Default" || len(list.Accounts[0].Environments) != 2 {
		t.Fatalf("got %+v", list)
	}
	test, live := list.Accounts[0].Environments[0], list.Accounts[0].Environments[1]
	if test.Kind != "test" || live.Kind != "live" || test.HasKeys || !strings.HasPrefix(test.ClientID, "SANDBOX_5Y") || len(live.ClientID) != 16 {
		t.Errorf("got %+v and %+v", test, live)
	}
	byID := must[services.KeysView](t)(d.Keys.Show(services.EnvironmentInput{Environment: live.ID}))
	if byID.Environment != "live" || byID.ClientID != live.ClientID {
		t.Errorf("got %+v", byID)
	}
	_, err := d.Keys.Show(services.EnvironmentInput{Environment: "prod"})
	refused(t, err, sandbox.CodeInvalid, "environment")
}

func TestSettings_AreChecked_KeptAndSeparate(t *testing.T) {
	d := newDesk(t)
	test := services.EnvironmentInput{Environment: "test"}
	was := must[services.SettingsView](t)(d.Merchants.Settings(test)).Settings
	change := func(edit func(*services.EnvironmentSettings)) error {
		s := was
		edit(&s)
		_, err := d.Merchants.SaveSettings(services.SaveSettingsInput{Environment: "test", Settings: s})
		return err
	}
	for field, edit := range map[string]func(*services.EnvironmentSettings){
		"requestTimeToleranceSeconds": func(s *services.EnvironmentSettings) { s.RequestTimeToleranceSeconds = -1 },
		"notificationDelaySeconds":    func(s *services.EnvironmentSettings) { s.NotificationDelaySeconds = 1 << 20 },
		"notificationDelayMaxSeconds": func(s *services.EnvironmentSettings) { s.NotificationDelayMaxSeconds = -1 },
		"notificationDelaySeed":       func(s *services.EnvironmentSettings) { s.NotificationDelaySeed = -1 },
		"expiredPaymentCode":          func(s *services.EnvironmentSettings) { s.ExpiredPaymentCode = "SUCCESS" },
		"declinedCardCode":            func(s *services.EnvironmentSettings) { s.DeclinedCardCode = "no code" },
		"retrySchedule":               func(s *services.EnvironmentSettings) { s.RetrySchedule = "often" },
		"declinedWalletCode":          func(s *services.EnvironmentSettings) { s.DeclinedWalletCode = "" },
		"openingBalanceMinor":         func(s *services.EnvironmentSettings) { s.OpeningBalanceMinor = "10.50" },
		"disputeAmountMinor":          func(s *services.EnvironmentSettings) { s.DisputeAmountMinor = "-1" },
		"wrongOtp":                    func(s *services.EnvironmentSettings) { s.WrongOTP = "12a" },
		"authenticationRequiredCard":  func(s *services.EnvironmentSettings) { s.AuthenticationRequiredCard = "4111" },
		"disputeOutcome":              func(s *services.EnvironmentSettings) { s.DisputeOutcome = "WON" },
		"subscriptionAcceleration":    func(s *services.EnvironmentSettings) { s.SubscriptionAcceleration = "" },
		"pendingSeconds":              func(s *services.EnvironmentSettings) { s.PendingSeconds = 0 },
	} {
		refused(t, change(edit), sandbox.CodeInvalid, field)
	}
	want := was
	want.RequestTimeToleranceSeconds, want.Strict, want.ExpiredPaymentCode, want.DisputeAmountMinor = 300, true, "PROCESS_FAIL", "9007199254740993"
	want.NotificationDelayMaxSeconds, want.NotificationDelaySeed, want.RetrySchedule = 7, 4711, "production"
	if err := change(func(s *services.EnvironmentSettings) { *s = want }); err != nil {
		t.Fatal(err)
	}
	got := must[services.SettingsView](t)(d.Merchants.Settings(test))
	if got.Settings != want || got.Defaults != was {
		t.Errorf("got %+v", got)
	}
	if live := must[services.SettingsView](t)(d.Merchants.Settings(services.EnvironmentInput{Environment: "live"})).Settings; live != was {
		t.Errorf("live became %+v", live)
	}
}

func TestKeys_Replacing_KeepsTheHistoryAndForgetsThePrivateHalf(t *testing.T) {
	d := newDesk(t)
	first := must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	if first.KeyVersion != 1 || !first.PrivateKept || first.MerchantPrivateKey == "" || first.AntomPublicKey == "" {
		t.Errorf("got %+v", first)
	}
	private, public := keyPair(t)
	second := must[services.KeysView](t)(d.Keys.Import(services.ImportKeysInput{PrivateKey: private}))
	if second.KeyVersion != 2 || second.MerchantPublicKey != public || second.PrivateKept || second.MerchantPrivateKey != "" {
		t.Errorf("got %+v", second)
	}
	h := second.History
	if len(h) != 2 || h[0].Source != "imported" || h[0].RetiredAt != "" || h[1].RetiredAt == "" || h[1].PrivateKept || h[1].PublicKey != first.MerchantPublicKey {
		t.Errorf("the history is %+v", h)
	}
	again := must[services.KeysView](t)(d.Keys.Import(services.ImportKeysInput{PublicKey: public}))
	if again.KeyVersion != 2 {
		t.Errorf("importing the same key made version %d", again.KeyVersion)
	}
	kept := must[services.KeysView](t)(d.Keys.Import(services.ImportKeysInput{PublicKey: public, PrivateKey: private, KeepPrivate: true}))
	if kept.KeyVersion != 3 || !kept.PrivateKept {
		t.Errorf("got %+v", kept)
	}
}

func TestKeysImport_WhatDoesNotFit_IsRefusedAndChangesNothing(t *testing.T) {
	d := newDesk(t)
	before := must[services.KeysView](t)(d.Keys.Show(services.EnvironmentInput{}))
	private, public := keyPair(t)
	_, other := keyPair(t)
	live := must[services.KeysView](t)(d.Keys.Show(services.EnvironmentInput{Environment: "live"}))
	for name, c := range map[string]struct {
		in    services.ImportKeysInput
		code  sandbox.ErrorCode
		field string
	}{
		"no key":             {services.ImportKeysInput{ClientID: "SANDBOX_1"}, sandbox.CodeInvalid, "publicKey"},
		"not a key":          {services.ImportKeysInput{PublicKey: "MIIB"}, sandbox.CodeInvalid, "publicKey"},
		"private as public":  {services.ImportKeysInput{PublicKey: private}, sandbox.CodeInvalid, "publicKey"},
		"pair of two":        {services.ImportKeysInput{PublicKey: other, PrivateKey: private}, sandbox.CodeInvalid, "privateKey"},
		"nothing to keep":    {services.ImportKeysInput{PublicKey: public, KeepPrivate: true}, sandbox.CodeInvalid, "privateKey"},
		"spaces":             {services.ImportKeysInput{PublicKey: public, ClientID: "SANDBOX 1"}, sandbox.CodeInvalid, "clientId"},
		"sandbox in live":    {services.ImportKeysInput{PublicKey: public, ClientID: "SANDBOX_1", Environment: "live"}, sandbox.CodeInvalid, "clientId"},
		"live's id in test":  {services.ImportKeysInput{PublicKey: public, ClientID: live.ClientID}, sandbox.CodeConflict, ""},
		"no such envrionmet": {services.ImportKeysInput{PublicKey: public, Environment: "x"}, sandbox.CodeInvalid, "environment"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := d.Keys.Import(c.in)
			refused(t, err, c.code, c.field)
			if strings.Contains(services.ErrorFormatter(err), private[40:80]) {
				t.Error("the error quotes the private key")
			}
		})
	}
	if after := must[services.KeysView](t)(d.Keys.Show(services.EnvironmentInput{})); !reflect.DeepEqual(before, after) {
		t.Errorf("it became %+v", after)
	}
}

func TestNotificationURLs_AreCheckedAndFallBackToTheListener(t *testing.T) {
	d := newDesk(t)
	view := must[services.NotificationURLs](t)(d.Notifications.URLs(services.EnvironmentInput{}))
	if len(view.Rows) != len(sandbox.NotificationTypes()) || view.Rows[0].Type != "notifyPayment" || view.Rows[0].URL != "" || !strings.HasSuffix(view.BuiltIn, "/notifications") {
		t.Errorf("got %+v", view)
	}
	set := func(kind, url string) (services.NotificationURLs, error) {
		return d.Notifications.SetURL(services.SetURLInput{Type: kind, URL: url})
	}
	for _, url := range []string{"ftp://a/b", "//a/b", "a", "http://", "http://a b", "http://u:p@a/", "http://a/#x", "http://:80/"} {
		_, err := set("notifyPayment", url)
		refused(t, err, sandbox.CodeInvalid, "url")
	}
	_, err := set("notifyWeather", "http://a/")
	refused(t, err, sandbox.CodeInvalid, "type")
	view = must[services.NotificationURLs](t)(set("notifyRefund", "https://shop.example/n?x=1"))
	if view.Rows[1].URL != "https://shop.example/n?x=1" || view.Rows[0].URL != "" {
		t.Errorf("got %+v", view)
	}
	view = must[services.NotificationURLs](t)(set("notifyRefund", ""))
	if view.Rows[1].URL != "" {
		t.Errorf("got %+v", view)
	}
}

// send simulates a call from the given sample, after edit.
func send(t *testing.T, d *services.Set, in services.SendInput) services.SendResult {
	t.Helper()
	return must[services.SendResult](t)(d.Simulator.Send(in))
}

func sample(t *testing.T, d *services.Set, api string) services.BodySample {
	t.Helper()
	list := must[services.APIList](t)(d.Simulator.APIs(services.EnvironmentInput{}))
	for _, a := range list.APIs {
		if a.API == api {
			return a.Samples[0]
		}
	}
	t.Fatalf("no sample of %s", api)
	return services.BodySample{}
}

func TestSimulator_TheSamplesInARow_TellTheWholeStory(t *testing.T) {
	d := newDesk(t)
	must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	if list := must[services.APIList](t)(d.Simulator.APIs(services.EnvironmentInput{})); len(list.APIs) != 5 || !list.PrivateKeyKept {
		t.Errorf("got %+v", list)
	}
	paid := send(t, d, services.SendInput{API: "payments/pay", Body: sample(t, d, "payments/pay").Body})
	if paid.HTTPStatus != 200 || paid.ResultCode != "PAYMENT_IN_PROCESS" || paid.Verdict != "verified" || paid.NormalURL == "" || paid.PaymentID == "" {
		t.Fatalf("got %+v", paid)
	}
	outcome := must[services.BuyerOutcome](t)(d.Wallet.Approve(services.BuyerInput{PaymentID: paid.PaymentID}))
	if outcome.PaymentStatus != "SUCCESS" || outcome.RedirectURL == "" {
		t.Errorf("got %+v", outcome)
	}
	for _, api := range []string{"payments/inquiryPayment", "payments/refund", "payments/inquiryRefund"} {
		for _, transport := range []string{"http", "https"} {
			r := send(t, d, services.SendInput{API: api, Body: sample(t, d, api).Body, Transport: transport})
			ok := r.ResultCode == "SUCCESS" || api == "payments/refund" && transport == "https" && r.ResultCode == "REFUND_AMOUNT_EXCEED"
			if !ok || r.Verdict != "verified" || !strings.HasPrefix(r.URL, transport+"://") {
				t.Errorf("%s over %s: %+v", api, transport, r)
			}
		}
	}
	theExchangeIsFound(t, d, paid)
}

func theExchangeIsFound(t *testing.T, d *services.Set, r services.SendResult) {
	t.Helper()
	entry := must[services.LogEntry](t)(d.Logs.Get(services.LogEntryInput{ID: r.ExchangeID}))
	if entry.RequestHead != r.RequestHead || entry.RequestBody != r.RequestBody || entry.ResponseBody != r.ResponseBody || entry.ResponseHead != r.ResponseHead {
		t.Errorf("the log differs: %+v\nfrom %+v", entry, r)
	}
	body, err := base64.StdEncoding.DecodeString(r.RequestBody)
	if err != nil || entry.SignedPrefix+string(body) != r.StringToSign || entry.Row.Verdict != "verified" || entry.Row.AmountText != "1500.00 PHP" {
		t.Errorf("got %+v", entry.Row)
	}
}

func TestSimulator_APastedKey_IsUsedOnceAndKeptNowhere(t *testing.T) {
	d := newDesk(t)
	made := must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{}))
	body := sample(t, d, "payments/pay").Body
	_, err := d.Simulator.Send(services.SendInput{API: "payments/pay", Body: body})
	refused(t, err, sandbox.CodeInvalid, "privateKey")
	if r := send(t, d, services.SendInput{API: "payments/pay", Body: body, PrivateKey: made.MerchantPrivateKeyPKCS1}); r.ResultCode != "PAYMENT_IN_PROCESS" {
		t.Errorf("got %+v", r)
	}
	stranger, _ := keyPair(t)
	if r := send(t, d, services.SendInput{API: "payments/pay", Body: body, PrivateKey: stranger}); r.ResultCode != "INVALID_SIGNATURE" || r.ExchangeID == "" {
		t.Errorf("got %+v", r)
	}
	if must[services.APIList](t)(d.Simulator.APIs(services.EnvironmentInput{})).PrivateKeyKept {
		t.Error("the pasted key was kept")
	}
}

func TestSimulator_WhatCannotBeSent_IsRefused(t *testing.T) {
	d := newDesk(t)
	for field, in := range map[string]services.SendInput{
		"api":         {API: "payments/steal", Body: "{}"},
		"body":        {API: "payments/pay", Body: " "},
		"transport":   {API: "payments/pay", Body: "{}", Transport: "pigeon"},
		"privateKey":  {API: "payments/pay", Body: "{}", PrivateKey: "nonsense"},
		"environment": {API: "payments/pay", Body: "{}", Environment: "prod"},
	} {
		_, err := d.Simulator.Send(in)
		refused(t, err, sandbox.CodeInvalid, field)
	}
}

func TestWallet_EveryWayOut(t *testing.T) {
	d := newDesk(t)
	must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	newPayment := func() string {
		return send(t, d, services.SendInput{API: "payments/pay", Body: sample(t, d, "payments/pay").Body}).PaymentID
	}
	id := newPayment()
	if out := must[services.BuyerOutcome](t)(d.Wallet.Abandon(services.BuyerInput{PaymentID: id})); out.PaymentStatus != "PROCESSING" {
		t.Errorf("abandoning made it %+v", out)
	}
	if out := must[services.BuyerOutcome](t)(d.Wallet.Decline(services.BuyerInput{PaymentID: id, Environment: "test"})); out.PaymentStatus != "FAIL" || out.PaymentResultCode == "" {
		t.Errorf("declining made it %+v", out)
	}
	_, err := d.Wallet.Approve(services.BuyerInput{PaymentID: id})
	refused(t, err, sandbox.CodeConflict, "")
	_, err = d.Wallet.Approve(services.BuyerInput{PaymentID: id, Environment: "live"})
	refused(t, err, sandbox.CodeNotFound, "")
	_, err = d.Wallet.Approve(services.BuyerInput{})
	refused(t, err, sandbox.CodeNotFound, "")
}

func TestPayments_PagesAndFilters(t *testing.T) {
	d := newDesk(t)
	must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	var newest string
	for range 3 {
		newest = send(t, d, services.SendInput{API: "payments/pay", Body: sample(t, d, "payments/pay").Body}).PaymentID
	}
	must[services.BuyerOutcome](t)(d.Wallet.Approve(services.BuyerInput{PaymentID: newest}))
	page := must[services.PaymentPage](t)(d.Payments.List(services.ListPaymentsInput{Limit: 2}))
	if len(page.Items) != 2 || !page.More || page.Items[0].PaymentID != newest || page.Items[0].PaidAt == "" || page.Items[0].AmountText != "1500.00 PHP" {
		t.Fatalf("got %+v", page)
	}
	if !strings.Contains(page.Items[1].WalletURL, "/wallet/") {
		t.Errorf("got %+v", page.Items[1])
	}
	rest := must[services.PaymentPage](t)(d.Payments.List(services.ListPaymentsInput{Limit: 2, BeforeSeq: page.Items[1].Seq}))
	if len(rest.Items) != 1 || rest.More {
		t.Errorf("got %+v", rest)
	}
	paid := must[services.PaymentPage](t)(d.Payments.List(services.ListPaymentsInput{Status: "SUCCESS"}))
	if len(paid.Items) != 1 || paid.Items[0].PaymentID != newest {
		t.Errorf("got %+v", paid)
	}
	_, err := d.Payments.List(services.ListPaymentsInput{Status: "RICH"})
	refused(t, err, sandbox.CodeInvalid, "status")
	_, err = d.Payments.List(services.ListPaymentsInput{BeforeSeq: "-1"})
	refused(t, err, sandbox.CodeInvalid, "beforeSeq")
}

func TestLogs_PagesBothWays_AndRefusals(t *testing.T) {
	d := newDesk(t)
	must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	for range 5 {
		send(t, d, services.SendInput{API: "payments/inquiryPayment", Body: `{"paymentId":"1"}`})
	}
	list := func(in services.ListLogsInput) services.LogPage {
		t.Helper()
		in.Log = services.LogRequests
		return must[services.LogPage](t)(d.Logs.List(in))
	}
	first := list(services.ListLogsInput{Limit: 2})
	if len(first.Items) != 2 || !first.More || first.Items[0].API != "payments/inquiryPayment" || first.Items[0].ResultCode != "ORDER_NOT_EXIST" {
		t.Fatalf("got %+v", first)
	}
	older := list(services.ListLogsInput{Limit: 10, BeforeSeq: first.Items[1].Seq})
	if len(older.Items) != 3 || older.More {
		t.Errorf("got %d rows", len(older.Items))
	}
	newer := list(services.ListLogsInput{Limit: 10, AfterSeq: older.Items[0].Seq})
	if len(newer.Items) != 2 || newer.Items[0].Seq != first.Items[1].Seq { // oldest first
		t.Errorf("got %+v", newer)
	}
	for field, in := range map[string]services.ListLogsInput{
		"log": {Log: "everything"}, "beforeSeq": {Log: "requests", BeforeSeq: "x"}, "afterSeq": {Log: "requests", AfterSeq: "1.5"},
		"environment": {Log: "requests", Environment: "x"},
	} {
		_, err := d.Logs.List(in)
		refused(t, err, sandbox.CodeInvalid, field)
	}
	_, err := d.Logs.Get(services.LogEntryInput{ID: "nothing"})
	refused(t, err, sandbox.CodeNotFound, "")
}

func TestStatus_OfARunningProgram_NamesEverything(t *testing.T) {
	d := newDesk(t)
	st := must[services.Status](t)(d.System.Status(services.StatusInput{}))
	if st.State != "ready" || len(st.Servers) != 5 || st.CAFile == "" || st.Version == "" || len(st.Warnings) == 0 || st.Clock.Virtual {
		t.Errorf("got %+v", st)
	}
	if now, err := time.Parse(time.RFC3339, st.Clock.Now); err != nil || now.IsZero() {
		t.Errorf("the clock says %q", st.Clock.Now)
	}
	for _, s := range st.Servers {
		if s.Origin == "" || s.Problem != "" || s.Off {
			t.Errorf("got %+v", s)
		}
	}
	if text, err := json.Marshal(st); err != nil || strings.Contains(string(text), "null") {
		t.Errorf("got %s (%v)", text, err)
	}
}
