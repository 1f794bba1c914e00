package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"antomdesk/backend/services"
)

// receiver is a merchant that acknowledges until it is told not to.
func receiver(t *testing.T, refusing *atomic.Bool, got *atomic.Int64) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got.Add(1)
		if refusing.Load() {
			http.Error(w, "no", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}`) // the client may have gone
	}))
	t.Cleanup(s.Close)
	return s.URL + "/notify"
}

func TestNotifications_OverTheCommandLine_AreSentShownAndResent(t *testing.T) {
	t.Parallel()
	var refusing atomic.Bool
	var got atomic.Int64
	url := receiver(t, &refusing, &got)
	data := t.TempDir()
	serving(t, data)
	ctl(t, data, "notifications", "set-url", "notifyRefund", url).want(t, 0)
	if urls := ctl(t, data, "notifications", "urls").want(t, 0).stdout; !strings.Contains(urls, "notifyRefund "+url+"\n") || !strings.Contains(urls, "notifyPayment -\n") {
		t.Errorf("urls: %q", urls)
	}
	var sent services.NotificationView
	ctl(t, data, "notifications", "send", "notifyRefund", "--json").want(t, 0).decode(t, &sent)
	if sent.Status != "ACKNOWLEDGED" || len(sent.Attempts) != 1 {
		t.Errorf("sent: %+v", sent)
	}
	sample := ctl(t, data, "notifications", "sample", "notifyDispute").want(t, 0).stdout
	if !json.Valid([]byte(sample)) {
		t.Errorf("sample: %q", sample)
	}
	body := filepath.Join(t.TempDir(), "body.json")
	if err := os.WriteFile(body, []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	var again services.NotificationView
	ctl(t, data, "notifications", "resend", sent.ID, "--body", body, "--json").want(t, 0).decode(t, &again)
	if again.ResendOf != sent.ID || got.Load() != 2 {
		t.Errorf("again: %+v after %d", again, got.Load())
	}
	refusing.Store(true)
	ctl(t, data, "notifications", "send", "notifyPayment", "--url", url).want(t, exitFailed).
		says(t, "HTTP status 500 instead of 200; no attempt follows, because it was asked for once.")
	refusing.Store(false)
	if n := ctl(t, data, "notifications", "resend-many", "--status", "ABANDONED", "--dry-run").want(t, 0).stdout; n != "1\n" {
		t.Errorf("counted %q", n)
	}
	if out := ctl(t, data, "notifications", "resend-many", "--status", "ABANDONED").want(t, 0).stdout; out != "1 sent again, 1 acknowledged, 0 not\n" {
		t.Errorf("many: %q", out)
	}
	if shown := ctl(t, data, "notifications", "show", sent.ID).want(t, 0).stdout; !strings.Contains(shown, "Acknowledged; no attempt follows.") {
		t.Errorf("shown: %q", shown)
	}
	ctl(t, data, "notifications", "send", "notifyNothing").want(t, exitRefused)
}

func TestLab_OverTheCommandLine_TheSameSeedPrintsTheSameLog(t *testing.T) {
	t.Parallel()
	var never atomic.Bool
	var got atomic.Int64
	url := receiver(t, &never, &got)
	data := t.TempDir()
	serving(t, data)
	ctl(t, data, "clock", "freeze").want(t, 0)
	body := filepath.Join(t.TempDir(), "body.json")
	if err := os.WriteFile(body, []byte(`{"notifyType":"PAYMENT_RESULT","paymentRequestId":"r"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(seed string) string {
		for _, kind := range []string{"duplicate", "corrupt", "wrong_signature", "drop", "stale_time"} {
			ctl(t, data, "lab", "arm", kind, "--percent", "50", "--seed", seed).want(t, 0)
		}
		for range 12 {
			ctl(t, data, "notifications", "send", "notifyPayment", "--url", url, "--body", body) // some are dropped, which is a failure
		}
		log := ctl(t, data, "lab", "log").want(t, 0).stdout
		ctl(t, data, "lab", "end", "all").want(t, 0)
		return log
	}
	first, second, other := run("4711"), run("4711"), run("4712")
	if first != second || strings.Count(first, "\n") < 12 {
		t.Errorf("one seed, two logs:\n%s\n%s", first, second)
	}
	if first == other {
		t.Error("another seed prints the same log")
	}
	if list := ctl(t, data, "lab", "list").want(t, 0).stdout; !strings.Contains(list, "stale_time seed=4711 millis=3600000 percent=50 touched=") || strings.Contains(list, "until ended") {
		t.Errorf("list: %q", list)
	}
	if presets := ctl(t, data, "lab", "presets").want(t, 0).stdout; !strings.Contains(presets, "three-times duplicate odoo#150102\n") {
		t.Errorf("presets: %q", presets)
	}
}
