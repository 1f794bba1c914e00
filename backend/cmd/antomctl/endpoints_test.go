package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/services"
)

func TestEndpoints_FromAShell_AnswerInTurn(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	var added services.EndpointView
	ctl(t, data, "endpoints", "add", "/shop", "--answer", "500*2", "--answer", "ack@1ms", "--body", `{{.Field "id"}}`, "--no-key", "--json").want(t, 0).decode(t, &added)
	ctl(t, data, "endpoints", "add", "/shop").want(t, exitRefused).says(t, "Another endpoint has the path /shop")
	ctl(t, data, "endpoints", "add", "/bad", "--answer", "500", "--body", "a\n{{").want(t, exitRefused).says(t, "line 2: unclosed action")
	ctl(t, data, "endpoints", "add", "/bad", "--answer", "soon").want(t, exitUsage).says(t, "use ack or an HTTP status")
	ctl(t, data, "endpoints", "test", "/shop").want(t, exitUnavailable).says(t, "listener is down")

	d := serving(t, data)
	for i, want := range []string{"500 7", "500 7", "200 " + `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}`} {
		if got := post(t, http.DefaultClient, d.Listener+"/shop", `{"id":7}`); got != want {
			t.Errorf("answer %d: %s, want %s", i, got, want)
		}
	}
	if line := ctl(t, data, "endpoints", "list").want(t, 0).stdout; !strings.Contains(line, added.ID+" /shop key=none captures=3 answer=500*2,[ack*1@1ms]") {
		t.Errorf("got %s", line)
	}
	ctl(t, data, "endpoints", "reset", "/shop").want(t, 0)
	ctl(t, data, "endpoints", "set", "/shop", "--name", "Shop", "--answer", "418").want(t, 0)
	if got := post(t, http.DefaultClient, d.Listener+"/shop", "{}"); got != "418 " {
		t.Errorf("after the change it answered %s", got)
	}
	if said := ctl(t, data, "endpoints", "test", "Shop").want(t, 0).stdout; !strings.Contains(said, "HTTP 418") {
		t.Errorf("got %s", said)
	}
	ctl(t, data, "endpoints", "delete", "/shop").want(t, 0)
	ctl(t, data, "endpoints", "delete", "/shop").want(t, exitNotFound)
}

// post returns "status body".
func post(t *testing.T, client *http.Client, url, body string) string {
	t.Helper()
	response, err := client.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.Status[:3] + " " + string(answer)
}

func TestListener_OverHTTPS_CapturesWithTheLocalAuthority(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	d := serving(t, data)
	authority, err := os.ReadFile(d.CAFile)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(authority)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true}}
	if got := post(t, client, d.ListenerTLS+"/anything", "{}"); !strings.HasPrefix(got, "200 ") {
		t.Errorf("got %s", got)
	}
	if _, err := http.Post(d.ListenerTLS+"/anything", "text/plain", nil); err == nil {
		t.Error("a client that does not trust the authority was served")
	}
	var page services.LogPage
	ctl(t, data, "logs", "notifications", "--json").want(t, 0).decode(t, &page)
	if len(page.Items) != 1 || page.Items[0].Scheme != "https" {
		t.Errorf("got %+v", page.Items)
	}
}

func TestForwards_FromAShell_QueueAndDrain(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	d := serving(t, data)
	came := make(chan string, 16)
	shop := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		came <- string(body)
	}))
	t.Cleanup(shop.Close)
	var target services.TargetView
	ctl(t, data, "forwards", "add", "built-in", shop.URL+"/hook", "--json").want(t, 0).decode(t, &target)
	ctl(t, data, "forwards", "pause", target.ID).want(t, 0)
	for _, body := range []string{"1", "2", "3"} {
		post(t, http.DefaultClient, d.Listener+"/x", body)
	}
	if line := ctl(t, data, "forwards", "list").want(t, 0).stdout; !strings.Contains(line, "paused signature=original queued=3 sent=0 (the original signature covers another path; use --fresh)") {
		t.Errorf("got %s", line)
	}
	ctl(t, data, "forwards", "drop", target.ID, "--first").want(t, exitUsage).says(t, "--yes")
	ctl(t, data, "forwards", "drop", target.ID, "--first", "--yes").want(t, 0)
	ctl(t, data, "forwards", "resume", target.ID).want(t, 0)
	for _, want := range []string{"2", "3"} {
		select {
		case got := <-came:
			if got != want {
				t.Errorf("came %s, want %s", got, want)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("nothing came")
		}
	}
	ctl(t, data, "notifications", "wait", "--match", "kind=forward", "--match", "type=other", "--since", "0", "--count", "2").want(t, 0)
	ctl(t, data, "forwards", "delete", target.ID).want(t, 0)
	ctl(t, data, "forwards", "retry", target.ID).want(t, exitNotFound)
	ctl(t, data, "forwards", "add", "built-in", d.Listener+"/x").want(t, exitRefused).says(t, "the listener itself")
}

func TestNotificationsWait_ExitCodesTellWhatHappened(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	ctl(t, data, "notifications", "wait", "--timeout", "10s").want(t, exitUnavailable).says(t, "servers do not run")
	d := serving(t, data)
	ctl(t, data, "notifications", "wait", "--timeout", "10ms").want(t, exitTooLate).says(t, "0 of 1")
	ctl(t, data, "notifications", "wait", "--match", "weather=fine").want(t, exitUsage).says(t, "weather")
	ctl(t, data, "notifications", "wait", "--match", "type=notifyWeather").want(t, exitRefused).says(t, "type")
	ctl(t, data, "notifications", "wait", "--since", "yesterday").want(t, exitUsage).says(t, "--since")

	var result struct{ Items []services.LogRow }
	waited := make(chan ran)
	go func() {
		waited <- ctl(t, data, "notifications", "wait", "--since", "1h", "--match", "request=order-1", "--match", "type=notifyPayment", "--timeout", "40s", "--json")
	}()
	post(t, http.DefaultClient, d.Listener+"/n", `{"notifyType":"PAYMENT_RESULT","paymentRequestId":"order-2"}`)
	post(t, http.DefaultClient, d.Listener+"/n", `{"notifyType":"PAYMENT_RESULT","paymentRequestId":"order-1"}`)
	r := <-waited
	if err := json.Unmarshal([]byte(r.want(t, 0).stdout), &result); err != nil || len(result.Items) != 1 || result.Items[0].RequestID != "order-1" {
		t.Errorf("got %s, %v", r.stdout, err)
	}
	if table := ctl(t, data, "notifications", "wait", "--match", "request=order-2").want(t, 0).stdout; !strings.Contains(table, "order-2") {
		t.Errorf("got %s", table)
	}
}
