package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/app"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

var inTest = services.EnvironmentInput{Environment: "test"}

const wrongAck = `{"result":{"resultCode":"FAIL","resultStatus":"F","resultMessage":"later"}}`

// clock unwraps an answer of the Clock service and reads its time.
func clock(t *testing.T) func(services.EnvironmentTime, error) (services.EnvironmentTime, time.Time) {
	t.Helper()
	return func(v services.EnvironmentTime, err error) (services.EnvironmentTime, time.Time) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v, instant(t, v.Now)
	}
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func frozen(t *testing.T, a *app.App) time.Time {
	t.Helper()
	view, at := clock(t)(a.Services().Clock.Freeze(inTest))
	if !view.Frozen || !view.Virtual {
		t.Fatalf("it is not frozen: %+v", view)
	}
	return at
}

func advance(t *testing.T, a *app.App, d time.Duration) (services.EnvironmentTime, time.Time) {
	t.Helper()
	return clock(t)(a.Services().Clock.Advance(services.AdvanceInput{Environment: "test", Millis: int(d.Milliseconds())}))
}

func retrying(t *testing.T, a *app.App, preset sandbox.RetryPreset) {
	t.Helper()
	view, err := a.Services().Merchants.Settings(inTest)
	if err == nil {
		view.Settings.RetrySchedule = string(preset)
		_, err = a.Services().Merchants.SaveSettings(services.SaveSettingsInput{Environment: "test", Settings: view.Settings})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestClock_ADayAdvancedAtOnce_MakesEveryRetryAtItsTime(t *testing.T) {
	a := start(t, config(t.TempDir()))
	retrying(t, a, sandbox.RetryProduction)
	shop, notified := receiver(t, wrongAck)
	m := newMerchant(t, a)
	begin := frozen(t, a)
	paid := m.wants(t, "payments/pay", payBody("r1", "1099", shop.URL+"/hook"), "PAYMENT_IN_PROCESS")
	if _, err := a.Services().Wallet.Approve(services.BuyerInput{PaymentID: paid.PaymentID}); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	view, now := advance(t, a, 25*time.Hour)
	t.Logf("25 hours passed in %s", time.Since(began))
	if !now.Equal(begin.Add(25*time.Hour)) || !view.Frozen || view.NextDue != "" {
		t.Errorf("afterwards it shows %+v, began at %s", view, begin)
	}
	at := begin
	for i, pause := range append([]time.Duration{0}, sandbox.RetryProduction.Pauses()...) {
		at = at.Add(pause)
		if n := wait(t, notified); n.header.Get("Request-Time") != sandbox.FormatTime(at) {
			t.Errorf("delivery %d came at %s, want %s", i+1, n.header.Get("Request-Time"), sandbox.FormatTime(at))
		}
	}
	if len(notified) != 0 {
		t.Error("more deliveries came")
	}
	attempts := attemptsOf(t, a)
	if len(attempts) != 8 || attempts[7].At != at.UTC().Format("2006-01-02T15:04:05.000Z07:00") {
		t.Errorf("the log shows %+v", attempts)
	}
}

func attemptsOf(t *testing.T, a *app.App) []services.AttemptRow {
	t.Helper()
	entry, err := a.Services().Logs.Get(services.LogEntryInput{ID: rows(t, a, services.LogNotifications, "")[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	return entry.Attempts
}

func TestClock_ManyFallDueOnTheWay_HappenInOrder(t *testing.T) {
	a := start(t, config(t.TempDir()))
	shop, notified := receiver(t, rightAck)
	m := newMerchant(t, a)
	begin := frozen(t, a)
	var want []string
	for i := range 5 {
		paid := m.wants(t, "payments/pay", payBody(fmt.Sprint("r", i), "1099", shop.URL), "PAYMENT_IN_PROCESS")
		want = append(want, paid.PaymentID+" "+sandbox.FormatTime(begin.Add(time.Duration(i)*time.Minute+14*time.Minute)))
		advance(t, a, time.Minute)
	}
	due, err := a.Services().Clock.Due(inTest)
	if err != nil || len(due.Items) != 5 || due.Items[0].What != "payment" || !strings.HasPrefix(want[0], due.Items[0].ID+" ") || due.More || due.Items[0].PaymentID != due.Items[0].ID || due.Items[0].Status != "PROCESSING" {
		t.Fatalf("due %+v, %v", due, err)
	}
	view, now := clock(t)(a.Services().Clock.RunToNext(inTest))
	if view.Now != due.Items[0].At || !now.Equal(begin.Add(14*time.Minute)) || view.NextDue != due.Items[1].At {
		t.Errorf("the next event leads to %+v", view)
	}
	advance(t, a, time.Hour)
	var got []string
	for range want {
		n := wait(t, notified)
		i := slices.IndexFunc(want, func(w string) bool { return strings.Contains(string(n.body), strings.Fields(w)[0]) })
		got = append(got, strings.Fields(want[max(i, 0)])[0]+" "+n.header.Get("Request-Time"))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	_, err = a.Services().Clock.RunToNext(inTest)
	if sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("with nothing due it says %v", err)
	}
}

func TestClock_OtherEnvironment_KeepsItsOwnTime(t *testing.T) {
	a := start(t, config(t.TempDir()))
	advance(t, a, 48*time.Hour)
	live, _ := clock(t)(a.Services().Clock.Get(services.EnvironmentInput{Environment: "live"}))
	if live.Virtual || live.OffsetMillis != 0 {
		t.Errorf("live shows %+v", live)
	}
}

func TestClock_Running_RunsOnFromWhereItIsPut(t *testing.T) {
	dir := t.TempDir()
	a := start(t, config(dir))
	const offset = 36 * time.Hour
	view, _ := advance(t, a, offset)
	if view.Frozen || !view.Virtual || view.OffsetMillis != int(offset.Milliseconds()) {
		t.Errorf("after the advance it shows %+v", view)
	}
	target := time.Date(2031, 5, 6, 7, 8, 9, 0, time.UTC)
	view, now := clock(t)(a.Services().Clock.Set(services.SetClockInput{Environment: "test", Time: "2031-05-06T15:08:09+08:00"}))
	if now.Before(target) || now.After(target.Add(time.Minute)) || view.Frozen {
		t.Errorf("set, it shows %+v", view)
	}
	view, now = clock(t)(a.Services().Clock.Set(services.SetClockInput{Environment: "test", Time: "2030-01-01T00:00:00Z"}))
	if now.After(target) || !view.Virtual {
		t.Errorf("set back, it shows %+v", view)
	}
	closeApp(t, a)
	a = start(t, config(dir))
	if kept, again := clock(t)(a.Services().Clock.Get(inTest)); again.Before(now) || kept.OffsetMillis != view.OffsetMillis {
		t.Errorf("after a restart it shows %+v, before %+v", kept, view)
	}
	if view, _ = clock(t)(a.Services().Clock.Reset(inTest)); view.Virtual || view.Frozen || view.OffsetMillis != 0 {
		t.Errorf("reset, it shows %+v", view)
	}
}

func TestClock_InputThatCannotBe_IsRefusedAndChangesNothing(t *testing.T) {
	a := start(t, config(t.TempDir()))
	c := a.Services().Clock
	_, backwards := c.Advance(services.AdvanceInput{Millis: -1})
	_, tooFar := c.Advance(services.AdvanceInput{Millis: 1 << 60})
	_, noTime := c.Set(services.SetClockInput{Time: "tomorrow"})
	_, ancient := c.Set(services.SetClockInput{Time: "1999-12-31T00:00:00Z"})
	_, nowhere := c.Get(services.EnvironmentInput{Environment: "prod"})
	for i, err := range []error{backwards, tooFar, noTime, ancient, nowhere} {
		if sandbox.CodeOf(err) != sandbox.CodeInvalid {
			t.Errorf("%d: %v", i, err)
		}
	}
	if view, _ := clock(t)(c.Get(inTest)); view.Virtual {
		t.Errorf("it became %+v", view)
	}
}

func TestClock_NobodyDelivers_TimeStillMovesWhatItMoves(t *testing.T) {
	dir := t.TempDir()
	shop, notified := receiver(t, rightAck)
	first := app.New(config(dir))
	if err := first.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	paid := newMerchant(t, first).wants(t, "payments/pay", payBody("r1", "1099", shop.URL), "PAYMENT_IN_PROCESS")
	closeApp(t, first)
	quiet := start(t, app.Config{DataDir: dir})
	advance(t, quiet, time.Hour)
	page, err := quiet.Services().Payments.List(services.ListPaymentsInput{Environment: "test"})
	if err != nil || len(page.Items) != 1 || page.Items[0].PaymentID != paid.PaymentID || page.Items[0].Status != "FAIL" || len(notified) != 0 {
		t.Errorf("it is %+v, %v, with %d deliveries", page.Items, err, len(notified))
	}
}
