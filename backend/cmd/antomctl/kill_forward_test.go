package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"antomdesk/backend/services"
)

// arrival is one forward as the developer's own server got it.
type arrival struct{ forward, repeat, body string }

// developer is the server forwards go to. It outlives every round.
type developer struct {
	*httptest.Server
	mu   sync.Mutex
	came []arrival
	seen map[string]bool // bodies
	news chan struct{}
}

func newDeveloper(t *testing.T) *developer {
	s := &developer{seen: map[string]bool{}, news: make(chan struct{}, 1)}
	s.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // the sender died in the middle
		}
		s.mu.Lock()
		s.came = append(s.came, arrival{r.Header.Get("Antom-Desk-Forward"), r.Header.Get("Antom-Desk-Repeat"), string(body)})
		s.seen[string(body)] = true
		s.mu.Unlock()
		select {
		case s.news <- struct{}{}:
		default:
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *developer) missing(want []string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, body := range want {
		if !s.seen[body] {
			return body
		}
	}
	return ""
}

// TestKill_OfTheReceivingApp_KeepsEveryCaptureAndEveryForward kills the process at a random moment of a
// burst of captures that are forwarded, again and again, on one data folder.
func TestKill_OfTheReceivingApp_KeepsEveryCaptureAndEveryForward(t *testing.T) {
	data := t.TempDir()
	shop := newDeveloper(t)
	chance := rand.New(rand.NewPCG(3, 4)) //nolint:gosec // which moment is hit does not have to be secret
	ctl(t, data, "endpoints", "add", "/kill", "--no-key").want(t, 0)
	ctl(t, data, "forwards", "add", "/kill", shop.URL+"/hook").want(t, 0)
	var last *burst
	answered := 0
	for round := range killRounds {
		d := serving(t, data)
		if last != nil {
			d.holdsAll(t, last)
		}
		last = d.forwardUntilKilled(t, round, 20+chance.Int64N(60))
		answered += len(last.captures)
		t.Logf("round %d: %d captures answered, %d forwards arrived", round+1, len(last.captures), len(shop.arrived()))
	}
	d := serving(t, data)
	d.holdsAll(t, last)
	captured := d.capturedAt(t, "/kill")
	if len(captured) < answered {
		t.Errorf("%d captures were answered and %d are in the log", answered, len(captured))
	}
	shop.awaits(t, captured)
	checkArrivals(t, shop.arrived(), captured)
}

func (s *developer) arrived() []arrival {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]arrival(nil), s.came...)
}

func (s *developer) awaits(t *testing.T, want []string) {
	t.Helper()
	late := time.After(time.Minute)
	for body := s.missing(want); body != ""; body = s.missing(want) {
		select {
		case <-s.news:
		case <-late:
			t.Fatalf("%s was never forwarded, one of %d", body, len(want))
		}
	}
}

// checkArrivals wants the captures in their order, and every repetition to say that it is one.
func checkArrivals(t *testing.T, came []arrival, captured []string) {
	t.Helper()
	first := map[string]bool{}
	var order []string
	repeated := 0
	for _, a := range came {
		if !first[a.body] {
			first[a.body] = true
			order = append(order, a.body)
			continue
		}
		repeated++
		if a.repeat == "" {
			t.Errorf("%s arrived twice, and the second time does not say so: %+v", a.body, a)
		}
	}
	if strings.Join(order, "\n") != strings.Join(captured, "\n") {
		t.Errorf("the forwards arrived in another order than they were captured")
	}
	t.Logf("%d captures, %d arrivals, %d of them marked repetitions", len(captured), len(came), repeated)
}

func (d *desk) forwardUntilKilled(t *testing.T, round int, enough int64) *burst {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	b := &burst{paid: map[string]bool{}}
	var clients sync.WaitGroup
	killed := sync.OnceFunc(func() { d.kill(); stop() })
	for n := range killClients {
		clients.Go(func() { d.capturingAt(ctx, "/kill", fmt.Sprintf("%d-%d", round, n), b, enough, killed) })
	}
	clients.Wait()
	if b.answered.Load() < enough {
		t.Fatalf("round %d: only %d answered\n%s", round, b.answered.Load(), d.stderr)
	}
	return b
}

// capturedAt lists the bodies captured at a path, oldest first.
func (d *desk) capturedAt(t *testing.T, path string) []string {
	t.Helper()
	var bodies []string
	cursor := "0"
	for more := true; more; {
		var page services.WaitResult
		d.apiCall(t, "Notifications.Wait", fmt.Sprintf(`{"endpoint":%q,"sinceSeq":%q,"count":500}`, path, cursor), &page)
		for _, row := range page.Items {
			var e services.LogEntry
			d.apiCall(t, "Logs.Get", fmt.Sprintf(`{"id":%q}`, row.ID), &e)
			bodies = append(bodies, decoded(t, e.RequestBody))
		}
		cursor, more = page.Cursor, page.Complete
	}
	return bodies
}
