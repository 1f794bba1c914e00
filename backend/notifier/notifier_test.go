package notifier

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

var start = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

const paid = `{"notifyType":"PAYMENT_RESULT","result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"},` +
	`"paymentRequestId":"req-1","paymentId":"P1","paymentAmount":{"value":"1099","currency":"USD"}}`

var antomKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := signature.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
})

// note is a pending notification of payment to url.
func note(id, payment, url string) sandbox.Notification {
	return sandbox.Notification{ID: id, EnvironmentID: "env-test", Type: sandbox.NotifyPayment, PaymentID: payment, URL: url,
		Body: []byte(paid), Status: sandbox.NotificationPending, NextAttemptAt: start, CreatedAt: start, UpdatedAt: start}
}

// running starts a notifier over the queue; stop ends it and waits.
func running(t *testing.T, c Config) (stop func()) {
	t.Helper()
	return runningUntil(t, c, nil)
}

func runningUntil(t *testing.T, c Config, wake <-chan struct{}) (stop func()) {
	t.Helper()
	c.Directory, c.Key = c.Store.(sandbox.Directory), antomKey()
	if c.Clock == nil {
		c.Clock = clockwork.NewFakeClockAt(start)
	}
	c.IDs = sandbox.NewIDs(c.Clock, nil)
	c.Log = slog.New(slog.DiscardHandler)
	c.LoopbackOnly = true
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- New(c).Run(ctx, wake) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	t.Cleanup(stop)
	return stop
}

// merchant answers every POST with f and is closed with the test.
func merchant(t testing.TB, f http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(f)
	t.Cleanup(s.Close)
	return s.URL
}

func acknowledge(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	io.WriteString(w, expected)
}

// one delivers a single notification and returns its only attempt.
func one(t *testing.T, c Config, n sandbox.Notification) stored {
	t.Helper()
	q := newQueue(n)
	if given, ok := c.Store.(*queue); ok {
		q.urls = given.urls
	}
	c.Store = q
	stop := running(t, c)
	got := q.settled(t, 1)
	stop()
	if after := q.settled(t, 1); len(after) != 1 {
		t.Fatalf("%d attempts, want 1", len(after))
	}
	return got[0]
}

func TestRun_Acknowledged_IsStoredAsSuch(t *testing.T) {
	got := one(t, Config{}, note("n1", "P1", merchant(t, acknowledge)+"/hook?shop=7"))
	if got.note.Status != sandbox.NotificationAcknowledged || got.note.Attempts != 1 || got.note.Tries != 1 || !got.note.NextAttemptAt.IsZero() || !got.note.UpdatedAt.Equal(start) {
		t.Errorf("notification %+v", got.note)
	}
	want := sandbox.DeliveryAttempt{NotificationID: "n1", ExchangeID: got.x.ID, Number: 1, Acknowledged: true, At: start, Schedule: string(sandbox.RetryNone)}
	if got.attempt != want {
		t.Errorf("got  %+v\nwant %+v", got.attempt, want)
	}
}

func TestRun_Exchange_FillsTheRow(t *testing.T) {
	n := note("n1", "P1", merchant(t, acknowledge)+"/hook?shop=7")
	n.RefundID = "R1"
	got := one(t, Config{}, n).x
	u, _ := url.Parse(n.URL)
	want := sandbox.Exchange{ID: got.ID, EnvironmentID: "env-test", Kind: sandbox.KindDelivery, StartedAt: start, Scheme: "http",
		RemoteAddr: u.Host, Method: "POST", Target: n.URL, API: "notifyPayment", ClientID: "SANDBOX_5YABC",
		RequestTime: "2026-01-02T11:04:05+08:00", HTTPStatus: 200, ResultStatus: "S", ResultCode: "SUCCESS", RequestID: "req-1",
		PaymentID: "P1", RefundID: "R1", NotificationID: "n1", AmountMinor: 1099, Currency: "USD", KeyVersion: "1",
		RequestBytes: int64(len(paid)), ResponseBytes: int64(len(expected))}
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) || got.ID == "" {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// wire is a merchant that keeps the raw request and answers raw text.
func wire(t *testing.T, text string) (string, <-chan string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	got := make(chan string, 1)
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		var raw bytes.Buffer
		if req, err := http.ReadRequest(bufio.NewReader(io.TeeReader(conn, &raw))); err == nil {
			io.Copy(io.Discard, req.Body)
		}
		io.WriteString(conn, text)
		got <- raw.String()
	}()
	return "http://" + l.Addr().String(), got
}

func TestRun_Bytes_AreExactBothWays(t *testing.T) {
	answer := "HTTP/1.1 200 OK\r\ncontent-TYPE: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
	origin, sent := wire(t, fmt.Sprintf("%s%x\r\n%s\r\n0\r\n\r\n", answer, len(expected), expected))
	got := one(t, Config{}, note("n1", "P1", origin+"/hook//x?a=b"))
	if raw := <-sent; string(got.b.RequestHead)+string(got.b.RequestBody) != raw {
		t.Errorf("kept %q%q, sent %q", got.b.RequestHead, got.b.RequestBody, raw)
	}
	if string(got.b.ResponseHead) != answer || string(got.b.ResponseBody) != expected {
		t.Errorf("answer kept as %q and %q", got.b.ResponseHead, got.b.ResponseBody)
	}
	if !got.attempt.Acknowledged {
		t.Error(got.attempt.Reason)
	}
}

func TestRun_Head_IsAntoms(t *testing.T) {
	got := one(t, Config{}, note("n1", "P1", merchant(t, acknowledge)+"/hook?a=b#part"))
	lines := strings.Split(string(got.b.RequestHead), "\r\n")
	sig := slices.IndexFunc(lines, func(l string) bool {
		return strings.HasPrefix(l, "signature: algorithm=RSA256,keyVersion=1,signature=")
	})
	if sig < 0 {
		t.Fatalf("no signature header in lower case: %q", lines)
	}
	lines[sig] = "signature"
	want := []string{"POST /hook?a=b HTTP/1.1", "Host: " + got.x.RemoteAddr, "Content-Type: application/json; charset=UTF-8",
		"client-id: SANDBOX_5YABC", "request-time: 2026-01-02T11:04:05+08:00", "signature", "User-Agent: AntomDesk",
		fmt.Sprintf("Content-Length: %d", len(paid)), "Connection: close", "", ""}
	if !slices.Equal(lines, want) {
		t.Errorf("got  %q\nwant %q", lines, want)
	}
}

func TestRun_Signature_VerifiesWithOpenSSL(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is not installed")
	}
	got := one(t, Config{}, note("n1", "P1", merchant(t, acknowledge)+"/hook?shop=7"))
	req, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(got.b.RequestHead)))
	if err != nil {
		t.Fatal(err)
	}
	header, err := signature.ParseHeader(req.Header.Get("signature"))
	if err != nil {
		t.Fatal(err)
	}
	spki, err := x509.MarshalPKIXPublicKey(&antomKey().PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, content := range map[string][]byte{
		"pub.pem": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki}),
		"sig":     header.Signature,
		"text":    []byte("POST /hook?shop=7\nSANDBOX_5YABC.2026-01-02T11:04:05+08:00." + paid),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	check := exec.Command(openssl, "dgst", "-sha256", "-verify", "pub.pem", "-signature", "sig", "text")
	check.Dir = dir
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if string(got.b.SignedPrefix)+string(got.b.RequestBody) != "POST /hook?shop=7\nSANDBOX_5YABC.2026-01-02T11:04:05+08:00."+paid {
		t.Errorf("the stored string to sign is %q", got.b.SignedPrefix)
	}
}

func TestRun_Destination_IsTheCallsThenTheEnvironmentsThenTheListener(t *testing.T) {
	origin := merchant(t, acknowledge)
	configured := map[sandbox.NotificationType]string{sandbox.NotifyPayment: origin + "/environment"}
	builtin := func() string { return origin + "/builtin" }
	for want, c := range map[string]struct {
		call string
		urls map[sandbox.NotificationType]string
	}{
		"/call":        {origin + "/call", configured},
		"/environment": {"", configured},
		"/builtin":     {"", map[sandbox.NotificationType]string{sandbox.NotifyRefund: origin + "/other"}},
	} {
		got := one(t, Config{Store: &queue{urls: c.urls}, BuiltinURL: builtin}, note("n", "P", c.call))
		if got.x.Target != origin+want || !got.attempt.Acknowledged {
			t.Errorf("went to %s, want %s (%s)", got.x.Target, want, got.attempt.Reason)
		}
	}
}

func TestRun_NothingSent_IsAnAttemptWithTheReason(t *testing.T) {
	for name, c := range map[string]struct{ url, reason string }{
		"no URL at all":  {"", "Nothing was sent: the call named no URL, the environment has none for notifyPayment, and the built-in listener is down."},
		"not http":       {"ftp://localhost/x", "Nothing was sent: the notification URL is not an http or https URL with a host."},
		"no host":        {"http:///x", "Nothing was sent: the notification URL is not an http or https URL with a host."},
		"no URL text":    {"http://%zz", "Nothing was sent: the notification URL is not an http or https URL with a host."},
		"remote address": {"http://192.0.2.7:80/hook", "Nothing was sent: 192.0.2.7:80 leads to 192.0.2.7:80, which is not on this computer, and only loopback addresses are allowed."},
	} {
		t.Run(name, func(t *testing.T) {
			got := one(t, Config{}, note("n1", "P1", c.url))
			if got.attempt.Reason != c.reason || got.x.Reason != c.reason || got.attempt.Acknowledged {
				t.Errorf("got %q, want %q", got.attempt.Reason, c.reason)
			}
			if got.note.Status != sandbox.NotificationAbandoned || got.x.Target != c.url {
				t.Errorf("status %s, target %q", got.note.Status, got.x.Target)
			}
			if len(got.b.RequestHead)+len(got.b.RequestBody)+len(got.b.SignedPrefix) != 0 || got.x.RequestBytes != 0 {
				t.Error("bytes are kept although nothing was sent")
			}
		})
	}
}

func TestRun_ClientIDThatNoHeaderCanHold_IsAnAttemptWithTheReason(t *testing.T) {
	n := note("n1", "P1", merchant(t, acknowledge))
	n.EnvironmentID = "env-odd"
	if got := one(t, Config{}, n).attempt.Reason; !strings.HasPrefix(got, `Nothing was sent: the "client-id" header cannot hold`) {
		t.Errorf("got %q", got)
	}
}

func TestRun_Unacknowledged_IsAbandonedAfterOneAttempt(t *testing.T) {
	got := one(t, Config{}, note("n1", "P1", merchant(t, func(w http.ResponseWriter, _ *http.Request) {
		http.Redirect(w, httptest.NewRequest("POST", "/", nil), "/elsewhere", http.StatusFound)
	})))
	if got.note.Status != sandbox.NotificationAbandoned || got.x.HTTPStatus != 302 || !strings.HasPrefix(got.attempt.Reason, "HTTP status 302: ") {
		t.Errorf("status %s, HTTP %d, reason %q", got.note.Status, got.x.HTTPStatus, got.attempt.Reason)
	}
}

func TestRun_PasswordInTheURL_IsNotLogged(t *testing.T) {
	origin := merchant(t, acknowledge)
	got := one(t, Config{}, note("n1", "P1", strings.Replace(origin, "http://", "http://me:secret@", 1)))
	if strings.Contains(fmt.Sprintf("%+v %s", got.x, got.b.RequestHead), "secret") || !got.attempt.Acknowledged {
		t.Errorf("target %q, reason %q", got.x.Target, got.attempt.Reason)
	}
}

func TestRun_SilentMerchant_TimesOut(t *testing.T) {
	release := make(chan struct{})
	origin := merchant(t, func(http.ResponseWriter, *http.Request) { <-release })
	defer close(release)
	got := one(t, Config{Timeout: 30 * time.Millisecond}, note("n1", "P1", origin))
	if !strings.HasSuffix(got.attempt.Reason, " did not answer within 30ms.") || got.note.Status != sandbox.NotificationAbandoned {
		t.Errorf("status %s, reason %q", got.note.Status, got.attempt.Reason)
	}
	if string(got.b.RequestBody) != paid {
		t.Error("what was sent is not kept")
	}
}

func TestRun_HTTPS_TrustsTheGivenAuthorityOnly(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(acknowledge))
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	s.StartTLS()
	defer s.Close()
	roots, err := rawhttp.Roots(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}))
	if err != nil {
		t.Fatal(err)
	}
	if got := one(t, Config{Roots: roots}, note("n1", "P1", s.URL+"/hook")); !got.attempt.Acknowledged || got.x.Scheme != "https" {
		t.Errorf("scheme %s, reason %q", got.x.Scheme, got.attempt.Reason)
	}
	if got := one(t, Config{}, note("n1", "P1", s.URL+"/hook")); !strings.Contains(got.attempt.Reason, "does not trust") || len(got.b.RequestHead) != 0 {
		t.Errorf("reason %q, %d bytes sent", got.attempt.Reason, len(got.b.RequestHead))
	}
}

func TestRun_Schedule_PlansTheNextAttemptsOnTheClock(t *testing.T) {
	for preset, first := range map[sandbox.RetryPreset]time.Duration{
		sandbox.RetryProduction: 2 * time.Minute, sandbox.RetryCompressed: 1200 * time.Millisecond,
	} {
		clock := clockwork.NewFakeClockAt(start)
		q := newQueue(note("n1", "P1", merchant(t, http.NotFound)))
		q.house.schedule = preset
		stop := running(t, Config{Store: q, Clock: clock})
		pauses := preset.Pauses()
		if len(pauses) != 7 || pauses[0] != first {
			t.Fatalf("%s: %v", preset, pauses)
		}
		for i, pause := range pauses {
			got := q.settled(t, i+1)[i]
			if got.note.Status != sandbox.NotificationPending || !got.note.NextAttemptAt.Equal(got.note.UpdatedAt.Add(pause)) || got.attempt.Number != i+1 {
				t.Fatalf("attempt %d leaves %+v", i+1, got.note)
			}
			if next := advanceUntil(t, clock, q, pause, i+2)[i+1]; next.attempt.At.Before(got.note.NextAttemptAt) {
				t.Errorf("attempt %d came at %s, before %s", i+2, next.attempt.At, got.note.NextAttemptAt)
			}
		}
		if got := q.settled(t, 8)[7]; got.note.Status != sandbox.NotificationAbandoned || !got.note.NextAttemptAt.IsZero() {
			t.Errorf("the last attempt leaves %+v", got.note)
		}
		stop()
	}
}

// advanceUntil moves the clock by d, then by little until the attempts are stored: the notifier may
// have looked at the clock just before it moved.
func advanceUntil(t *testing.T, clock *clockwork.FakeClock, q *queue, d time.Duration, attempts int) []stored {
	t.Helper()
	clock.Advance(d)
	nudge := time.NewTicker(time.Millisecond)
	defer nudge.Stop()
	for {
		select {
		case <-q.changed:
			if got := q.settled(t, 0); len(got) >= attempts {
				return got
			}
		case <-nudge.C:
			clock.Advance(idlePause)
		}
	}
}

func TestRun_NotYetDue_WaitsForTheClock(t *testing.T) {
	clock := clockwork.NewFakeClockAt(start)
	n := note("n1", "P1", merchant(t, acknowledge))
	n.NextAttemptAt = start.Add(5 * time.Second)
	q := newQueue(n)
	running(t, Config{Store: q, Clock: clock})
	if err := clock.BlockUntilContext(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if q.status(t, "n1") != sandbox.NotificationPending {
		t.Fatal("delivered before its time")
	}
	clock.Advance(5 * time.Second)
	if got := q.settled(t, 1)[0]; !got.attempt.At.Equal(start.Add(5 * time.Second)) {
		t.Errorf("delivered at %s", got.attempt.At)
	}
}

func TestRun_Wake_LooksAtTheQueueAtOnce(t *testing.T) {
	wake := make(chan struct{}, 1)
	q := newQueue()
	runningUntil(t, Config{Store: q}, wake)
	wake <- struct{}{}
	q.add(note("n1", "P1", merchant(t, acknowledge)))
	wake <- struct{}{}
	if got := q.settled(t, 1)[0]; !got.attempt.Acknowledged {
		t.Error(got.attempt.Reason)
	}
}

func TestRun_OnePayment_KeepsItsOrder(t *testing.T) {
	const payments, each = 8, 12
	var mu sync.Mutex
	arrived := map[string][]string{}
	underWay := map[string]*atomic.Int32{}
	for p := range payments {
		underWay[fmt.Sprint("/P", p)] = &atomic.Int32{}
	}
	origin := merchant(t, func(w http.ResponseWriter, r *http.Request) {
		if underWay[r.URL.Path].Add(1) != 1 {
			t.Errorf("two at once for %s", r.URL.Path)
		}
		mu.Lock()
		arrived[r.URL.Path] = append(arrived[r.URL.Path], r.URL.RawQuery)
		mu.Unlock()
		underWay[r.URL.Path].Add(-1)
		acknowledge(w, r)
	})
	q := newQueue()
	var want []string
	for i := range each {
		want = append(want, fmt.Sprint(i))
		for p := range payments {
			q.add(note(fmt.Sprintf("n%d-%d", p, i), fmt.Sprint("P", p), fmt.Sprintf("%s/P%d?%d", origin, p, i)))
		}
	}
	stop := running(t, Config{Store: q})
	q.settled(t, payments*each)
	stop()
	for p := range payments {
		if got := arrived[fmt.Sprint("/P", p)]; !slices.Equal(got, want) {
			t.Errorf("payment %d got %v", p, got)
		}
	}
}

func TestRun_OtherPayments_DoNotWait(t *testing.T) {
	const together = 5
	var entered sync.WaitGroup
	entered.Add(together)
	origin := merchant(t, func(w http.ResponseWriter, r *http.Request) {
		entered.Done()
		entered.Wait() // answers only when all are here at once
		acknowledge(w, r)
	})
	q := newQueue()
	for p := range together {
		q.add(note(fmt.Sprint("n", p), fmt.Sprint("P", p), origin))
	}
	running(t, Config{Store: q, Workers: together})
	for _, got := range q.settled(t, together) {
		if !got.attempt.Acknowledged {
			t.Error(got.attempt.Reason)
		}
	}
}

func TestRun_WorkersAreBounded(t *testing.T) {
	var now, most atomic.Int32
	release := make(chan struct{})
	full := make(chan struct{}, 100)
	origin := merchant(t, func(w http.ResponseWriter, r *http.Request) {
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		full <- struct{}{}
		<-release
		now.Add(-1)
		acknowledge(w, r)
	})
	q := newQueue()
	for p := range 12 {
		q.add(note(fmt.Sprint("n", p), fmt.Sprint("P", p), origin))
	}
	running(t, Config{Store: q, Workers: 3})
	for range 3 {
		<-full
	}
	close(release)
	q.settled(t, 12)
	if most.Load() > 3 {
		t.Errorf("%d at once, want at most 3", most.Load())
	}
}

func TestRun_StopMidAttempt_IsStoredAsCutShortAndTheNextRunDelivers(t *testing.T) {
	entered := make(chan struct{}, 2)
	release := make(chan struct{})
	var silent atomic.Bool
	silent.Store(true)
	origin := merchant(t, func(w http.ResponseWriter, r *http.Request) {
		entered <- struct{}{}
		if silent.Load() {
			<-release
			return
		}
		acknowledge(w, r)
	})
	defer close(release)
	q := newQueue(note("n1", "P1", origin))
	stop := running(t, Config{Store: q})
	<-entered
	stop()
	if n, _ := q.NotificationByID(t.Context(), "n1"); n.Status != sandbox.NotificationPending || n.Attempts != 0 || len(q.attempts) != 0 || len(q.begun) != 1 {
		t.Fatalf("interrupted, it is %s after %d attempts with %d under way", n.Status, n.Attempts, len(q.begun))
	}
	silent.Store(false)
	running(t, Config{Store: q})
	got := q.settled(t, 2)
	first, second := got[0], got[1]
	if first.attempt.Acknowledged || first.attempt.Marks != "interrupted" || first.attempt.Reason != cutShort || string(first.b.RequestBody) != paid || len(first.b.RequestHead) == 0 {
		t.Errorf("the one cut short is %+v with %q", first.attempt, first.b.RequestHead)
	}
	if !second.attempt.Acknowledged || second.attempt.Number != 2 || second.attempt.Marks != "repeat" || second.note.Tries != 1 || len(second.x.Warnings) != 1 {
		t.Errorf("the one after it is %+v, %v", second.attempt, second.x.Warnings)
	}
	if len(q.begun) != 0 {
		t.Errorf("still under way: %+v", q.begun)
	}
}

func TestRun_StoreFailing_IsTriedAgainAfterAPause(t *testing.T) {
	clock := clockwork.NewFakeClockAt(start)
	var posts atomic.Int32
	q := newQueue(note("n1", "P1", merchant(t, func(w http.ResponseWriter, r *http.Request) {
		posts.Add(1)
		acknowledge(w, r)
	})))
	q.failures = 1
	running(t, Config{Store: q, Clock: clock})
	<-q.refused
	if err := clock.BlockUntilContext(t.Context(), 2); err != nil { // the worker rests, and so does the queue
		t.Fatal(err)
	}
	if posts.Load() != 1 {
		t.Fatalf("%d posts before the pause was over, want 1", posts.Load())
	}
	clock.Advance(failurePause)
	got := q.settled(t, 2)
	if !got[1].attempt.Acknowledged || posts.Load() != 2 {
		t.Errorf("%d posts, reason %q", posts.Load(), got[1].attempt.Reason)
	}
	if got[0].attempt.Marks != "interrupted" || got[1].attempt.Marks != "repeat" {
		t.Errorf("the send whose end was lost is marked %q, the one after it %q", got[0].attempt.Marks, got[1].attempt.Marks)
	}
}

func TestRun_UnknownEnvironment_StaysPendingAndBlocksNobody(t *testing.T) {
	lost := note("n1", "P1", "")
	lost.EnvironmentID = "gone"
	q := newQueue(lost, note("n2", "P2", merchant(t, acknowledge)))
	stop := running(t, Config{Store: q})
	if got := q.settled(t, 1)[0]; got.note.ID != "n2" || !got.attempt.Acknowledged {
		t.Errorf("%s: %q", got.note.ID, got.attempt.Reason)
	}
	stop()
	if q.status(t, "n1") != sandbox.NotificationPending {
		t.Error("it was given up")
	}
}
