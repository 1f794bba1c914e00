package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"antomdesk/backend/caller"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

func TestServe_PrintsOneLine_AndEndsCleanlyOnSIGTERM(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	d := serving(t, data)
	for what, origin := range map[string]string{"http://": d.Gateway, "https://": d.GatewayTLS, "http:// ": d.Listener, "http://  ": d.UI} {
		if !strings.HasPrefix(origin, strings.TrimSpace(what)+"127.0.0.1:") || strings.Count(origin, "/") != 2 {
			t.Errorf("%q is not an origin", origin)
		}
	}
	if d.UIToken == "" || d.Data != data || d.PID != d.cmd.Process.Pid {
		t.Errorf("got %+v", d.listening)
	}
	if _, err := os.Stat(d.CAFile); err != nil {
		t.Error(err)
	}
	response, err := http.Get(d.UI + "/?token=" + d.UIToken)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusUnauthorized && response.StatusCode != http.StatusOK { // the client keeps no cookie
		t.Errorf("the link got %d", response.StatusCode)
	}
	if code := d.stop(t); code != 0 {
		t.Errorf("SIGTERM ended it with %d: %s", code, d.stderr)
	}
	if _, err := net.Dial("tcp", strings.TrimPrefix(d.Gateway, "http://")); err == nil {
		t.Error("the gateway still listens")
	}
	ctl(t, data, "keys", "show").want(t, 0)
}

func TestServe_WithTLSOff_SaysSoByAnEmptyOrigin(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	d := serving(t, data, "--gateway-tls", "off")
	if d.GatewayTLS != "" {
		t.Errorf("got %q", d.GatewayTLS)
	}
	var keys keyFile
	ctl(t, data, "keys", "show").want(t, 0).decode(t, &keys)
	if keys.Gateway != d.Gateway || keys.GatewayTLS != "" {
		t.Errorf("got %+v", keys)
	}
}

func TestServe_OnAFolderInUse_NamesTheHolder(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	d := serving(t, data)
	ctl(t, data, append([]string{"serve"}, anywhere...)...).want(t, exitUnavailable).says(t, fmt.Sprint(d.PID), "antomctl serve")
}

func TestServe_OnATakenPort_SaysWhichAndWhatToDo(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	address := taken.Addr().String()
	for _, flag := range []string{"--gateway", "--gateway-tls", "--listener", "--listener-tls", "--ui"} {
		args := append(append([]string{"serve"}, anywhere...), flag, address)
		ctl(t, t.TempDir(), args...).want(t, exitUnavailable).says(t, address, "already in use", flag)
	}
	ctl(t, t.TempDir(), append(append([]string{"serve"}, anywhere...), "--ui", "0.0.0.0:0")...).want(t, exitUnavailable).says(t, "loopback")
	ctl(t, t.TempDir(), append(append([]string{"serve"}, anywhere...), "--gateway", "nonsense")...).want(t, exitUnavailable).says(t, "host:port")
}

func TestUI_PrintsALinkThatOpensOnce(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	serving(t, data)
	link := strings.TrimSpace(ctl(t, data, "ui").want(t, 0).stdout)
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, want := range []int{http.StatusSeeOther, http.StatusForbidden} {
		response, err := client.Get(link)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("got %d, want %d", response.StatusCode, want)
		}
	}
}

// merchant calls a running gateway with keys antomctl gave out.
type merchant struct {
	keyFile
	caller *caller.Caller
}

func newMerchant(t *testing.T, keys keyFile) *merchant {
	t.Helper()
	return &merchant{keys, caller.New(caller.Config{Clock: sandbox.SystemClock{}, LoopbackOnly: true})}
}

func (m *merchant) send(ctx context.Context, gateway, api, body string) (caller.Response, error) {
	private, err := signature.ParsePrivateKey(m.MerchantPrivateKey)
	if err != nil {
		return caller.Response{}, err
	}
	antom, err := signature.ParsePublicKey(m.AntomPublicKey)
	if err != nil {
		return caller.Response{}, err
	}
	return m.caller.Send(ctx, caller.Request{
		URL: gateway + "/ams/sandbox/api/v1/" + api, ClientID: m.ClientID, PrivateKey: private, AntomKey: antom, Body: []byte(body),
	})
}

type payAnswer struct {
	Result    sandbox.Result `json:"result"`
	PaymentID string         `json:"paymentId"`
	NormalURL string         `json:"normalUrl"`
}

func payBody(requestID, method, notifyURL string) string {
	notify := ""
	if notifyURL != "" {
		notify = `"paymentNotifyUrl":"` + notifyURL + `",`
	}
	return `{"productCode":"CASHIER_PAYMENT","paymentRequestId":"` + requestID + `","order":{"referenceOrderId":"o-` + requestID +
		`","orderDescription":"Tea","orderAmount":{"currency":"USD","value":"1099"}},"paymentAmount":{"currency":"USD","value":"1099"},` +
		`"paymentMethod":` + method + `,` + notify + `"paymentRedirectUrl":"http://localhost/done","env":{"terminalType":"WEB"}}`
}

const (
	walletMethod = `{"paymentMethodType":"GCASH"}`
	cardMethod   = `{"paymentMethodType":"CARD","paymentMethodMetaData":{"cardNo":"4054695723100768","cvv":"123","expiryMonth":"12","expiryYear":"99","is3DSAuthentication":false}}`
)

func TestServe_ACommandBesideIt_TakesEffectAtOnce(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	d := serving(t, data)
	var keys keyFile
	ctl(t, data, "keys", "generate").want(t, 0).decode(t, &keys)
	if keys.Gateway != d.Gateway || keys.GatewayTLS != d.GatewayTLS {
		t.Errorf("got %+v", keys)
	}
	m := newMerchant(t, keys)
	answer := m.pay(t, d.Gateway, payBody("story-1", walletMethod, ""))
	if answer.Result.Code != sandbox.CodePaymentInProcess || !strings.HasPrefix(answer.NormalURL, d.Gateway+"/wallet/") {
		t.Fatalf("got %+v", answer)
	}
	approved := ctl(t, data, "wallet", "approve", answer.PaymentID).want(t, 0).stdout
	if approved != answer.PaymentID+" SUCCESS\n" {
		t.Errorf("got %q", approved)
	}
	ctl(t, data, "wallet", "decline", answer.PaymentID).want(t, exitRefused)
	table := ctl(t, data, "logs", "requests").want(t, 0).stdout
	if !strings.Contains(table, "payments/pay") || !strings.Contains(table, "10.99 USD") || !strings.Contains(table, "story-1") {
		t.Errorf("got %s", table)
	}
	showsExactBytes(t, data)
}

func (m *merchant) pay(t *testing.T, gateway, body string) payAnswer {
	t.Helper()
	r, err := m.send(t.Context(), gateway, "payments/pay", body)
	if err != nil || r.Verdict != sandbox.VerdictVerified {
		t.Fatalf("%v %s %s", err, r.Verdict, r.Reason)
	}
	var answer payAnswer
	if err := json.Unmarshal(r.ResponseBody, &answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

func showsExactBytes(t *testing.T, data string) {
	t.Helper()
	var page struct {
		Items []struct {
			ID, API, RequestID, AmountText string
		} `json:"items"`
	}
	out := ctl(t, data, "logs", "requests", "--json").want(t, 0).stdout
	if err := json.Unmarshal([]byte(out), &page); err != nil || len(page.Items) != 1 {
		t.Fatalf("%v in %s", err, out)
	}
	var entry struct{ RequestHead, RequestBody string }
	out = ctl(t, data, "logs", "show", page.Items[0].ID, "--json").want(t, 0).stdout
	if err := json.Unmarshal([]byte(out), &entry); err != nil {
		t.Fatal(err)
	}
	body, err := base64.StdEncoding.DecodeString(entry.RequestBody)
	if err != nil || string(body) != payBody("story-1", walletMethod, "") || !strings.HasSuffix(entry.RequestHead, "\r\n\r\n") {
		t.Errorf("got %s%s", entry.RequestHead, body)
	}
	if text := ctl(t, data, "logs", "show", page.Items[0].ID).want(t, 0).stdout; !strings.Contains(text, string(body)) {
		t.Errorf("got %s", text)
	}
}

// apiCall makes one services call over the running program's loopback API.
func (d *desk) apiCall(t *testing.T, method, input string, into any) {
	t.Helper()
	request, err := http.NewRequest(http.MethodPost, d.UI+"/api/"+strings.Replace(method, ".", "/", 1), strings.NewReader(input))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+d.UIToken)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s %v", method, response.StatusCode, body, err)
	}
	if err := json.Unmarshal(body, into); err != nil {
		t.Fatal(err)
	}
}

func TestLogs_BesideARunningProgram_AreSearchedExportedAndCopied(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	d := serving(t, data)
	var keys keyFile
	ctl(t, data, "keys", "generate").want(t, 0).decode(t, &keys)
	m := newMerchant(t, keys)
	for _, id := range []string{"export-1", "export-2", "export-3"} {
		m.pay(t, d.Gateway, payBody(id, walletMethod, ""))
	}
	file := filepath.Join(t.TempDir(), "pays.csv")
	ctl(t, data, "logs", "export", "--format", "csv", "--query", "api:payments/pay", "--limit", "2", "-o", file).want(t, 0).
		says(t, "2 rows written", "older rows match as well")
	if text, err := os.ReadFile(file); err != nil || strings.Count(string(text), "\n") != 3 || !strings.Contains(string(text), "export-3") {
		t.Errorf("%v: %s", err, text)
	}
	ctl(t, data, "logs", "export", "-o", file).want(t, exitRefused).says(t, "cannot be written")
	out := ctl(t, data, "logs", "export", "--query", "request:export-2").want(t, 0).stdout
	var row struct{ ID, RequestID string }
	if err := json.Unmarshal([]byte(out), &row); err != nil || row.RequestID != "export-2" {
		t.Fatalf("%v: %s", err, out)
	}
	if command := ctl(t, data, "logs", "curl", row.ID).want(t, 0).stdout; !strings.Contains(command, "export-2") || !strings.Contains(command, d.Gateway) {
		t.Error(command)
	}
	var page struct {
		Items []struct{ RequestID string }
		More  bool
	}
	found := ctl(t, d.Data, "--json", "logs", "requests", "--body", "EXPORT-1")
	if err := json.Unmarshal([]byte(found.stdout), &page); err != nil || len(page.Items) != 1 || page.Items[0].RequestID != "export-1" {
		t.Errorf("%v: %s", err, found.stdout)
	}
}
