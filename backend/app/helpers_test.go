package app_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"antomdesk/backend/app"
	"antomdesk/backend/caller"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
	"antomdesk/backend/signature"
)

const anyPort = "127.0.0.1:0"

func config(dir string) app.Config {
	return app.Config{
		DataDir: dir, Serve: true, LoopbackOnly: true, Program: "a test",
		GatewayAddr: anyPort, GatewayTLSAddr: anyPort, ListenerAddr: anyPort, ListenerTLSAddr: anyPort, UIAddr: anyPort,
	}
}

// start runs a program until the test ends.
func start(t *testing.T, c app.Config) *app.App {
	t.Helper()
	a := app.New(c)
	if err := a.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeApp(t, a) })
	return a
}

func closeApp(t *testing.T, a *app.App) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := a.Close(ctx); err != nil {
		t.Error("close:", err)
	}
}

func origin(a *app.App, name sandbox.ServerName) string { return state(a, name).Origin }

func state(a *app.App, name sandbox.ServerName) sandbox.ServerState {
	for _, s := range a.Servers() {
		if s.Name == name {
			return s
		}
	}
	return sandbox.ServerState{}
}

// merchant is a merchant's own code: it holds the keys that Generate gave out.
type merchant struct {
	keys   services.KeysView
	caller *caller.Caller
}

func newMerchant(t *testing.T, a *app.App) merchant {
	t.Helper()
	keys, err := a.Services().Keys.Generate(services.GenerateKeysInput{Environment: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return merchant{keys, caller.New(caller.Config{Clock: sandbox.SystemClock{}, LoopbackOnly: true})}
}

// answer is what these tests read of any answer.
type answer struct {
	Result        sandbox.Result `json:"result"`
	PaymentID     string         `json:"paymentId"`
	NormalURL     string         `json:"normalUrl"`
	PaymentStatus string         `json:"paymentStatus"`
	RefundID      string         `json:"refundId"`
}

// send makes one call whose answer has to verify.
func (m merchant) send(t *testing.T, api, body string) (answer, caller.Response) {
	t.Helper()
	private, err := signature.ParsePrivateKey(m.keys.MerchantPrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	antom, err := signature.ParsePublicKey(m.keys.AntomPublicKey)
	if err != nil {
		t.Fatal(err)
	}
	r, err := m.caller.Send(t.Context(), caller.Request{
		URL: m.keys.Gateway + "/ams/sandbox/api/v1/" + api, ClientID: m.keys.ClientID, PrivateKey: private, AntomKey: antom, Body: []byte(body),
	})
	if err != nil || r.Verdict != sandbox.VerdictVerified {
		t.Fatalf("%s: %v, %s %s", api, err, r.Verdict, r.Reason)
	}
	var a answer
	if err := json.Unmarshal(r.ResponseBody, &a); err != nil {
		t.Fatal(err)
	}
	return a, r
}

func (m merchant) wants(t *testing.T, api, body, code string) answer {
	t.Helper()
	a, _ := m.send(t, api, body)
	if a.Result.Code != code {
		t.Errorf("%s answered %+v, want %s", api, a.Result, code)
	}
	return a
}

func payBody(requestID, value, notifyURL string) string {
	return `{"productCode":"CASHIER_PAYMENT","paymentRequestId":"` + requestID + `","order":{"referenceOrderId":"o1",` +
		`"orderDescription":"Tea","orderAmount":{"currency":"USD","value":"` + value + `"}},"paymentAmount":{"currency":"USD","value":"` +
		value + `"},"paymentMethod":{"paymentMethodType":"GCASH"},"paymentRedirectUrl":"http://localhost/done?order=1",` +
		`"paymentNotifyUrl":"` + notifyURL + `","env":{"terminalType":"WEB"}}`
}

// received is one POST as a receiver of notifications saw it.
type received struct {
	path   string
	header http.Header
	body   []byte
}

// receiver is the merchant's notification endpoint; it answers what ack says.
func receiver(t *testing.T, ack string) (*httptest.Server, <-chan received) {
	t.Helper()
	came := make(chan received, 16)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		came <- received{r.URL.Path, r.Header, body}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, ack)
	}))
	t.Cleanup(s.Close)
	return s, came
}

const rightAck = `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}`

func wait[T any](t *testing.T, came <-chan T) T {
	t.Helper()
	select {
	case v := <-came:
		return v
	case <-time.After(20 * time.Second):
		t.Fatal("nothing came")
		panic("unreachable")
	}
}

// eventually asks again on every hint until ok, so that nothing is timed.
func eventually(t *testing.T, a *app.App, what string, ok func() bool) {
	t.Helper()
	sub := a.Hints().Subscribe()
	defer sub.Close()
	late := time.After(20 * time.Second)
	for !ok() {
		select {
		case <-sub.C():
		case <-late:
			t.Fatal("it never came to be: " + what)
		}
	}
}
