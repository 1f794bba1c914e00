package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	killRounds  = 20
	killClients = 3 // of each kind at once

	// headStart is how many payments are answered before the captures begin. Those are so much cheaper that
	// on a slow machine they alone would end a round. Every third payment of a client goes to the built-in
	// listener, so that of seven payments of three clients one does, and one goes to the shop.
	headStart = 2*killClients + 1
)

// crossed is one exchange whose answer arrived whole, so that it has to be in the log for ever.
type crossed struct {
	requestHead, requestBody, responseHead, responseBody string
}

// String shows both sides for a failure.
func (c crossed) String() string {
	return c.requestHead + c.requestBody + "\n" + c.responseHead + c.responseBody
}

// burst collects what was answered before the process died.
type burst struct {
	mu       sync.Mutex
	payments []crossed
	captures []crossed
	paid     map[string]bool // requests answered S: their notifications are owed
	answered atomic.Int64
	begun    chan struct{} // closed after the head start

	delivered int // to the built-in listener, as the log shows afterwards
}

func (b *burst) payment(c crossed, requestID string, success bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.payments = append(b.payments, c)
	if len(b.payments) == headStart {
		close(b.begun)
	}
	if success {
		b.paid[requestID] = true
	}
	b.answered.Add(1)
}

func (b *burst) capture(c crossed) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.captures = append(b.captures, c)
	b.answered.Add(1)
}

// shop receives notifications and remembers whose they were. It outlives every round.
type shop struct {
	*httptest.Server
	mu   sync.Mutex
	told map[string]bool
	news chan struct{}
	open chan struct{} // until it is closed in the last round, nobody gets an answer
	shut atomic.Bool
}

func newShop(t *testing.T) *shop {
	s := &shop{told: map[string]bool{}, news: make(chan struct{}, 1), open: make(chan struct{})}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var notice struct{ PaymentRequestID string }
		if err := json.NewDecoder(r.Body).Decode(&notice); err != nil {
			return // the sender died in the middle
		}
		if s.shut.Load() {
			select {
			case <-s.open:
			case <-r.Context().Done(): // killed while it waited for the acknowledgement
				return
			}
		}
		s.mu.Lock()
		s.told[notice.PaymentRequestID] = true
		s.mu.Unlock()
		select {
		case s.news <- struct{}{}:
		default:
		}
		_, _ = io.WriteString(w, `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}`)
	}))
	t.Cleanup(s.Close)
	return s
}

// missing returns a payment the shop was not told of, or "".
func (s *shop) missing(owed map[string]bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id := range owed {
		if !s.told[id] {
			return id
		}
	}
	return ""
}

// shutDown makes the shop take notifications without acknowledging them, until it opens again.
func (s *shop) shutDown() { s.shut.Store(true) }

func (s *shop) openAgain() { close(s.open) }

// TestKill_DuringABurst_LosesNothingThatWasAnswered kills the process at a random moment of a burst of
// payments and captures, again and again, on one data folder.
func TestKill_DuringABurst_LosesNothingThatWasAnswered(t *testing.T) {
	data := t.TempDir()
	receiver := newShop(t)
	chance := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // which moment is hit does not have to be secret
	var keys keyFile
	ctl(t, data, "keys", "generate").want(t, 0).decode(t, &keys)
	m := newMerchant(t, keys)
	owed := map[string]bool{}
	var last *burst
	delivered := 0
	for round := range killRounds {
		d := serving(t, data)
		if last != nil {
			d.holdsAll(t, last)
			delivered += last.delivered
		}
		if round == killRounds-1 {
			receiver.shutDown()
		}
		last = d.burstUntilKilled(t, m, receiver, round, 20+chance.Int64N(60))
		for id := range last.paid {
			owed[id] = true
		}
		t.Logf("round %d: %d payments and %d captures answered", round+1, len(last.payments), len(last.captures))
	}
	if receiver.missing(owed) == "" {
		t.Error("nothing was owed when the last process died; the resumption below proves nothing")
	}
	receiver.openAgain()
	d := serving(t, data)
	d.holdsAll(t, last)
	d.resumes(t, receiver, owed)
	if delivered == 0 {
		t.Error("nothing was delivered to the built-in listener, so nothing was compared")
	}
}

// burstUntilKilled lets clients run until enough was answered, then kills the process under them.
func (d *desk) burstUntilKilled(t *testing.T, m *merchant, receiver *shop, round int, enough int64) *burst {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	b := &burst{paid: map[string]bool{}, begun: make(chan struct{})}
	var clients sync.WaitGroup
	killed := sync.OnceFunc(func() { d.kill(); stop() })
	for n := range killClients {
		name := fmt.Sprintf("%d-%d", round, n)
		clients.Go(func() { d.paying(ctx, m, receiver, name, b, enough, killed) })
		clients.Go(func() { d.capturing(ctx, name, b, enough, killed) })
	}
	clients.Wait()
	if b.answered.Load() < enough {
		t.Fatalf("round %d: only %d answered\n%s", round, b.answered.Load(), d.stderr)
	}
	return b
}

func (d *desk) paying(ctx context.Context, m *merchant, receiver *shop, name string, b *burst, enough int64, killed func()) {
	for i := 0; ctx.Err() == nil; i++ {
		id := fmt.Sprintf("pay-%s-%d", name, i)
		notify := receiver.URL
		if i%3 == 2 {
			notify = "" // this one goes to the built-in listener
		}
		r, err := m.send(ctx, d.Gateway, "payments/pay", payBody(id, cardMethod, notify))
		if err != nil {
			return // killed under us
		}
		success := bytes.Contains(r.ResponseBody, []byte(`"resultStatus":"S"`))
		b.payment(crossed{string(r.RequestHead), string(r.RequestBody), string(r.ResponseHead), string(r.ResponseBody)}, id, success && notify != "")
		if b.answered.Load() >= enough {
			killed()
		}
	}
}

func (d *desk) capturing(ctx context.Context, name string, b *burst, enough int64, killed func()) {
	select {
	case <-b.begun:
		d.capturingAt(ctx, "/notifications", name, b, enough, killed)
	case <-ctx.Done():
	}
}

func (d *desk) capturingAt(ctx context.Context, path, name string, b *burst, enough int64, killed func()) {
	address := strings.TrimPrefix(d.Listener, "http://")
	for i := 0; ctx.Err() == nil; i++ {
		body := fmt.Sprintf(`{"notifyType":"PAYMENT_RESULT","capture":"cap-%s-%d"}`, name, i)
		head := fmt.Sprintf("POST %s?n=%d HTTP/1.1\r\nHost: %s\r\nX-oDD-Case:  %s \r\nContent-Length: %d\r\nConnection: close\r\n\r\n", path, i, address, name, len(body))
		answer, err := exchange(ctx, address, head+body)
		if err != nil {
			return // killed under us
		}
		responseHead, responseBody, ok := strings.Cut(answer, "\r\n\r\n")
		if !ok || !strings.Contains(responseBody, `"resultStatus":"S"`) {
			return // cut short: not acknowledged
		}
		b.capture(crossed{head, body, responseHead + "\r\n\r\n", responseBody})
		if b.answered.Load() >= enough {
			killed()
		}
	}
}

// exchange writes raw bytes and reads until the other side closes; a reset is an error.
func exchange(ctx context.Context, address, request string) (string, error) {
	var dialer net.Dialer
	connection, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return "", err
	}
	defer connection.Close()
	if _, err := io.WriteString(connection, request); err != nil {
		return "", err
	}
	answer, err := io.ReadAll(connection)
	return string(answer), err
}

// holdsAll checks that every answered exchange of the burst is in the log byte for byte, and that what
// the listener acknowledged to our own notifier was captured as it was delivered.
func (d *desk) holdsAll(t *testing.T, b *burst) {
	t.Helper()
	for log, want := range map[string][]crossed{"requests": b.payments, "notifications": b.captures} {
		stored := d.stored(t, log, len(want))
		for _, c := range want {
			if !stored["gateway"][c] && !stored["capture"][c] {
				t.Errorf("an answered exchange is not in the log of %s as it crossed:\n%s", log, c)
			}
		}
		for c := range stored["delivery"] {
			if !strings.HasPrefix(c.requestHead, "POST /notifications") || c.responseBody == "" {
				continue
			}
			b.delivered++
			if !stored["capture"][c] {
				t.Errorf("a delivery the listener acknowledged was not captured:\n%s", c)
			}
		}
	}
}

// stored reads the newest exchanges of a log in full, by kind: those of the last burst, and then some
// for the deliveries and unanswered calls between them.
func (d *desk) stored(t *testing.T, log string, atLeast int) map[string]map[crossed]bool {
	t.Helper()
	var page struct {
		Items []struct{ ID, Kind string }
	}
	limit := min(500, 3*atLeast+100)
	d.apiCall(t, "Logs.List", fmt.Sprintf(`{"log":%q,"limit":%d}`, log, limit), &page)
	all := map[string]map[crossed]bool{"gateway": {}, "capture": {}, "delivery": {}, "forward": {}}
	for i, item := range page.Items {
		var e struct{ RequestHead, RequestBody, ResponseHead, ResponseBody string }
		d.apiCall(t, "Logs.Get", fmt.Sprintf(`{"id":%q}`, item.ID), &e)
		if item.Kind == "delivery" && i > limit/2 {
			continue // its capture came before it and may be beyond the page
		}
		all[item.Kind][crossed{e.RequestHead, decoded(t, e.RequestBody), e.ResponseHead, decoded(t, e.ResponseBody)}] = true
	}
	return all
}

func decoded(t *testing.T, text string) string {
	t.Helper()
	body, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// resumes waits until the notifier has told the shop of every payment that was answered as paid.
func (d *desk) resumes(t *testing.T, receiver *shop, owed map[string]bool) {
	t.Helper()
	if len(owed) == 0 {
		t.Fatal("no payment succeeded, so nothing was tried")
	}
	late := time.After(30 * time.Second)
	for id := receiver.missing(owed); id != ""; id = receiver.missing(owed) {
		select {
		case <-receiver.news:
		case <-late:
			t.Fatalf("the shop was never told of %s, one of %d", id, len(owed))
		}
	}
}
