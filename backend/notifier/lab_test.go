package notifier

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"antomdesk/backend/bus"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
	"antomdesk/backend/sqlite"
)

// arrival is one connection as a raw socket saw it.
type arrival struct {
	head, body string
	pieces     int   // reads it took
	end        error // nil when the request was whole
	others     int   // connections that were open when its first byte came
}

// socket is a merchant on a raw socket: it keeps the bytes of every connection and acknowledges whole
// requests.
type socket struct {
	origin string
	mu     sync.Mutex
	open   int
	got    []arrival
	more   chan struct{}
}

func newSocket(t *testing.T) *socket {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	s := &socket{origin: "http://" + l.Addr().String(), more: make(chan struct{}, 1000)}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			s.opened(1)
			go s.serve(conn)
		}
	}()
	return s
}

func (s *socket) opened(by int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open += by
	return s.open
}

// counting counts the reads of a connection.
type counting struct {
	net.Conn
	raw   bytes.Buffer
	reads int
	first func()
}

func (c *counting) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 {
		if c.reads == 0 {
			c.first()
		}
		c.reads++
		c.raw.Write(b[:n])
	}
	return n, err
}

func (s *socket) serve(conn net.Conn) {
	defer conn.Close()
	a := arrival{}
	c := &counting{Conn: conn, first: func() { a.others = s.opened(0) - 1 }}
	request, err := http.ReadRequest(bufio.NewReader(c))
	if err == nil {
		_, err = io.ReadAll(request.Body)
	}
	if err == nil {
		io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "+fmt.Sprint(len(expected))+"\r\n\r\n"+expected)
	}
	head, body, _ := strings.Cut(c.raw.String(), "\r\n\r\n")
	a.head, a.body, a.pieces, a.end = head, body, c.reads, err
	s.opened(-1)
	s.mu.Lock()
	s.got = append(s.got, a)
	s.mu.Unlock()
	s.more <- struct{}{}
}

// after waits for that many connections.
func (s *socket) after(t *testing.T, n int) []arrival {
	t.Helper()
	for {
		s.mu.Lock()
		got := slices.Clone(s.got)
		s.mu.Unlock()
		if len(got) >= n {
			return got
		}
		select {
		case <-s.more:
		case <-time.After(20 * time.Second):
			t.Fatalf("%d of %d connections came", len(got), n)
		}
	}
}

// bench is a notifier over the real store with the Delivery Lab, at a frozen virtual time.
type bench struct {
	t     *testing.T
	store *sqlite.Store
	*Notifier
}

// newBench starts one whose ids come from the seed.
func newBench(t *testing.T, seed uint64) *bench {
	t.Helper()
	events := bus.New()
	store := openStore(t, t.TempDir(), events)
	must(t, store.SaveClock(t.Context(), "env-test", sandbox.EnvironmentClock{}.FrozenTo(start)))
	clock := sandbox.SystemClock{}
	n := New(Config{Store: store, Directory: store, Lab: store, Key: antomKey(), Clock: clock, Log: slog.New(slog.DiscardHandler),
		IDs: sandbox.NewIDs(clock, rand.NewChaCha8([32]byte{byte(seed)})), LoopbackOnly: true})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- n.Run(ctx, events.Wake(sandbox.TopicNotification, sandbox.TopicEnvironment)) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		must(t, store.Close())
	})
	for sandbox.CodeOf(n.Deliver(t.Context(), "env-live")) == sandbox.CodeUnavailable {
		continue // it has not begun yet
	}
	return &bench{t, store, n}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (b *bench) arm(faults ...sandbox.LabFault) {
	b.t.Helper()
	for i, f := range faults {
		f.ID, f.EnvironmentID, f.CreatedAt = fmt.Sprintf("fault-%s-%d", f.Kind, i), "env-test", start
		if f.Percent == 0 {
			f.Percent = 100
		}
		must(b.t, b.store.ArmLab(b.t.Context(), []sandbox.LabFault{f}))
	}
}

// deliver queues the notifications and returns when nothing is due any more.
func (b *bench) deliver(notes ...sandbox.Notification) {
	b.t.Helper()
	enqueue(b.t, b.store, notes...)
	must(b.t, b.Deliver(b.t.Context(), "env-test"))
}

func (b *bench) attempts(id string) []sandbox.DeliveryAttempt {
	b.t.Helper()
	list, err := b.store.AttemptsOf(b.t.Context(), id)
	must(b.t, err)
	return list
}

// verdict is what a merchant's own check says of the request.
func verdict(t *testing.T, a arrival) (header signature.Header, clientID, at string, verifies bool) {
	t.Helper()
	request, err := http.ReadRequest(bufio.NewReader(strings.NewReader(a.head + "\r\n\r\n")))
	must(t, err)
	header, err = signature.ParseHeader(request.Header.Get("signature"))
	must(t, err)
	clientID, at = request.Header.Get("client-id"), request.Header.Get("request-time")
	err = signature.Verify(&antomKey().PublicKey, signature.Prefix("/hook", clientID, at), []byte(a.body), header.Signature)
	return header, clientID, at, err == nil
}

func TestLab_EachFault_IsSeenOnTheWire(t *testing.T) {
	const now = "2026-01-02T11:04:05+08:00"
	for kind, c := range map[sandbox.LabFaultKind]struct {
		fault sandbox.LabFault
		sends int
		check func(t *testing.T, got []arrival) bool
	}{
		sandbox.LabDuplicate: {sandbox.LabFault{Copies: 3}, 3, func(t *testing.T, got []arrival) bool {
			return got[0].body == paid && got[1].body == paid && got[2].body == paid && got[0].others+got[1].others+got[2].others == 0
		}},
		sandbox.LabTogether: {sandbox.LabFault{Copies: 2}, 2, func(t *testing.T, got []arrival) bool {
			return got[0].body == paid && got[1].body == paid && got[0].others == 1
		}},
		sandbox.LabCorrupt: {sandbox.LabFault{Seed: 7}, 1, func(t *testing.T, got []arrival) bool {
			_, _, _, verifies := verdict(t, got[0])
			return !verifies && len(got[0].body) == len(paid) && differences(got[0].body, paid) == 1
		}},
		sandbox.LabSignature: {sandbox.LabFault{}, 1, func(t *testing.T, got []arrival) bool {
			header, _, _, verifies := verdict(t, got[0])
			return !verifies && len(header.Signature) == 256 && got[0].body == paid
		}},
		sandbox.LabStaleTime: {sandbox.LabFault{Millis: 3_600_000}, 1, func(t *testing.T, got []arrival) bool {
			_, _, at, verifies := verdict(t, got[0])
			return verifies && at == "2026-01-02T10:04:05+08:00"
		}},
		sandbox.LabKeyVersion: {sandbox.LabFault{}, 1, func(t *testing.T, got []arrival) bool {
			header, _, at, verifies := verdict(t, got[0])
			return verifies && header.KeyVersion == "99" && at == now
		}},
		sandbox.LabWrongClientID: {sandbox.LabFault{}, 1, func(t *testing.T, got []arrival) bool {
			_, clientID, _, verifies := verdict(t, got[0])
			return verifies && clientID == "SANDBOX_50000"[:len("SANDBOX_5YABC")-4]+"0000"
		}},
		sandbox.LabSlow: {sandbox.LabFault{Millis: 140}, 1, func(t *testing.T, got []arrival) bool {
			_, _, _, verifies := verdict(t, got[0])
			return verifies && got[0].pieces >= 4
		}},
		sandbox.LabReset: {sandbox.LabFault{}, 1, func(t *testing.T, got []arrival) bool {
			return errors.Is(got[0].end, syscall.ECONNRESET) && len(got[0].body) <= len(paid)/2
		}},
	} {
		t.Run(string(kind), func(t *testing.T) {
			b, s := newBench(t, 1), newSocket(t)
			c.fault.Kind = kind
			b.arm(c.fault)
			b.deliver(note("n1", "P1", s.origin+"/hook"))
			got := s.after(t, c.sends)
			attempts := b.attempts("n1")
			if len(got) != c.sends || len(attempts) != c.sends || !c.check(t, got) {
				t.Errorf("on the wire: %+v\nattempts %+v", got, attempts)
			}
			for i, a := range attempts {
				x, err := b.store.ExchangeByID(t.Context(), a.ExchangeID)
				if must(t, err); !a.Marks.Has(kind.Mark()) || len(x.Warnings) == 0 || a.Marks.Has(sandbox.MarkCopy) != (i > 0) {
					t.Errorf("attempt %d is marked %q and warns %v", i+1, a.Marks, x.Warnings)
				}
			}
		})
	}
}

func differences(a, b string) (n int) {
	for i := range len(a) {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

func TestLab_ResetAttempt_KeepsExactlyWhatWasSent(t *testing.T) {
	b, s := newBench(t, 1), newSocket(t)
	b.arm(sandbox.LabFault{Kind: sandbox.LabReset})
	b.deliver(note("n1", "P1", s.origin+"/hook"))
	a := b.attempts("n1")[0]
	kept, err := b.store.ExchangeBytesByID(t.Context(), a.ExchangeID)
	must(t, err)
	if string(kept.RequestBody) != paid[:len(paid)/2] || a.Reason != "No answer: reset by the Delivery Lab before the request was complete." {
		t.Errorf("kept %q, %q", kept.RequestBody, a.Reason)
	}
}

func TestLab_Drop_SendsNothingAndTheScheduleGoesOn(t *testing.T) {
	b, s := newBench(t, 1), newSocket(t)
	must(t, b.store.SaveSettings(t.Context(), "env-test", sandbox.Settings{RetrySchedule: sandbox.RetryProduction}))
	b.arm(sandbox.LabFault{Kind: sandbox.LabDrop})
	b.deliver(note("n1", "P1", s.origin+"/hook"))
	if a := b.attempts("n1"); len(a) != 1 || a[0].Acknowledged || !a[0].NextAt.Equal(start.Add(2*time.Minute)) || len(s.after(t, 0)) != 0 {
		t.Fatalf("%+v", a)
	}
	must(t, b.store.SaveClock(t.Context(), "env-test", sandbox.EnvironmentClock{}.FrozenTo(start.Add(2*time.Minute))))
	must(t, b.Deliver(t.Context(), "env-test"))
	if got := s.after(t, 1); got[0].body != paid || !b.attempts("n1")[1].Acknowledged {
		t.Errorf("the second try: %+v", got)
	}
}

func TestLab_Swap_LetsTheOlderStatusComeLast(t *testing.T) {
	b, s := newBench(t, 1), newSocket(t)
	b.arm(sandbox.LabFault{Kind: sandbox.LabSwap, Millis: 60_000})
	var notes []sandbox.Notification
	for i := range 4 {
		n := note(fmt.Sprint("n", i), "P1", s.origin+"/hook")
		n.Body = fmt.Append(nil, i)
		notes = append(notes, n)
	}
	b.deliver(notes...)
	var order string
	for _, a := range s.after(t, 4) {
		order += a.body
	}
	if order != "1032" {
		t.Errorf("they came as %s", order)
	}
}

func TestLab_SwapWithNothingToSwap_GoesWhenItsTimeIsOver(t *testing.T) {
	b, s := newBench(t, 1), newSocket(t)
	b.arm(sandbox.LabFault{Kind: sandbox.LabSwap, Millis: 60_000})
	b.deliver(note("n1", "P1", s.origin+"/hook"))
	if len(b.attempts("n1")) != 0 {
		t.Fatal("it was not held back")
	}
	must(t, b.store.SaveClock(t.Context(), "env-test", sandbox.EnvironmentClock{}.FrozenTo(start.Add(time.Minute))))
	must(t, b.Deliver(t.Context(), "env-test"))
	if a := b.attempts("n1"); len(a) != 1 || !a[0].Acknowledged || !a[0].Marks.Has("lab:swap") {
		t.Errorf("%+v", a)
	}
}

func TestLab_Delay_WaitsOnTheVirtualClock_AndEndingLetsGo(t *testing.T) {
	b, s := newBench(t, 1), newSocket(t)
	b.arm(sandbox.LabFault{Kind: sandbox.LabDelay, Millis: 5000})
	b.deliver(note("n1", "P1", s.origin+"/hook"), note("n2", "P2", s.origin+"/hook"))
	next, err := b.store.NextNotificationAt(t.Context(), "env-test")
	if must(t, err); len(b.attempts("n1")) != 0 || !next.Equal(start.Add(5*time.Second)) {
		t.Fatalf("next at %s", next)
	}
	must(t, b.store.EndLab(t.Context(), "env-test", nil, start))
	must(t, b.Deliver(t.Context(), "env-test"))
	if a := b.attempts("n1"); len(a) != 1 || !a[0].Acknowledged || a[0].Marks != "" {
		t.Errorf("%+v", a)
	}
}

func TestLab_Scope_LeavesOthersAlone(t *testing.T) {
	b, s := newBench(t, 1), newSocket(t)
	b.arm(sandbox.LabFault{Kind: sandbox.LabDrop, PaymentID: "P1"}, sandbox.LabFault{Kind: sandbox.LabSignature, URL: s.origin + "/other"},
		sandbox.LabFault{Kind: sandbox.LabKeyVersion, Type: sandbox.NotifyRefund}, sandbox.LabFault{Kind: sandbox.LabStaleTime, Count: 1})
	refund := note("n3", "P3", s.origin+"/hook")
	refund.Type = sandbox.NotifyRefund
	b.deliver(note("n1", "P1", s.origin+"/hook"), note("n2", "P2", s.origin+"/other/hook"), refund, note("n4", "P4", s.origin+"/hook"))
	for id, want := range map[string]sandbox.Marks{"n1": "lab:drop lab:stale_time", "n2": "lab:wrong_signature", "n3": "lab:key_version", "n4": ""} {
		if a := b.attempts(id); len(a) != 1 || a[0].Marks != want {
			t.Errorf("%s: %+v", id, a)
		}
	}
}

func TestLab_EndedFault_DoesNothing(t *testing.T) {
	b, s := newBench(t, 1), newSocket(t)
	enqueue(t, b.store) // nothing, to begin with
	b.arm(sandbox.LabFault{Kind: sandbox.LabDrop, EndsAt: start}, sandbox.LabFault{Kind: sandbox.LabReset})
	must(t, b.store.EndLab(t.Context(), "env-test", nil, start))
	b.deliver(note("n1", "P1", s.origin+"/hook"))
	if a := b.attempts("n1"); len(a) != 1 || !a[0].Acknowledged || a[0].Marks != "" {
		t.Errorf("%+v", a)
	}
}

// chaosLog delivers 36 notifications of 12 payments to a failing merchant under every fault, each with a
// chance, moves the virtual clock through the schedule, and prints every attempt with its bytes.
func chaosLog(t *testing.T, seed int64, origin string) string {
	t.Helper()
	b := newBench(t, 9)
	must(t, b.store.SaveSettings(t.Context(), "env-test", sandbox.Settings{RetrySchedule: sandbox.RetryCompressed}))
	for _, kind := range sandbox.LabFaultKinds() {
		b.arm(sandbox.LabFault{Kind: kind, Copies: 2, Millis: 8, Percent: 30, EveryTry: true, Seed: seed})
	}
	var notes []sandbox.Notification
	for i := range 36 {
		n := note(fmt.Sprint("n", i), fmt.Sprint("P", i%12), fmt.Sprintf("%s/hook?%d", origin, i))
		n.Body = fmt.Appendf(nil, `{"notifyType":"PAYMENT_RESULT","n":%d}`, i)
		notes = append(notes, n)
	}
	b.deliver(notes...)
	for {
		next, err := b.store.NextNotificationAt(t.Context(), "env-test")
		must(t, err)
		if next.IsZero() {
			break
		}
		must(t, b.store.SaveClock(t.Context(), "env-test", sandbox.EnvironmentClock{}.FrozenTo(next)))
		must(t, b.Deliver(t.Context(), "env-test"))
	}
	return b.log(36)
}

// log prints what the seed decides of the first n notifications: all but ids and measured times.
func (b *bench) log(n int) string {
	b.t.Helper()
	var out strings.Builder
	for i := range n {
		for _, a := range b.attempts(fmt.Sprint("n", i)) {
			x, err := b.store.ExchangeByID(b.t.Context(), a.ExchangeID)
			must(b.t, err)
			bytes, err := b.store.ExchangeBytesByID(b.t.Context(), a.ExchangeID)
			must(b.t, err)
			fmt.Fprintf(&out, "n%d attempt %d at %s marks=%s next=%s %q %q\n%s%s\n%s%s\n", i, a.Number, a.At, a.Marks, a.NextAt, a.Reason, x.Warnings,
				bytes.RequestHead, bytes.RequestBody, bytes.ResponseHead, bytes.ResponseBody)
		}
	}
	return out.String()
}

func TestLab_SameSeed_GivesByteIdenticalDeliveryLogs(t *testing.T) {
	origin := merchant(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Date"] = nil
		if body, err := io.ReadAll(r.Body); err != nil || len(body)%2 == 0 { // some are never acknowledged
			http.Error(w, "no", http.StatusInternalServerError)
			return
		}
		acknowledge(w, r)
	})
	first, second, other := chaosLog(t, 4711, origin), chaosLog(t, 4711, origin), chaosLog(t, 4712, origin)
	if first != second {
		t.Errorf("two runs with one seed differ:\n%s", firstDifference(first, second))
	}
	if first == other {
		t.Error("another seed gives the same log, so the seed decides nothing")
	}
	for _, kind := range sandbox.LabFaultKinds() {
		if !strings.Contains(first, string(kind.Mark())) {
			t.Errorf("no attempt was marked %s, so it was not compared", kind.Mark())
		}
	}
	t.Logf("%d bytes compared, %d attempts", len(first), strings.Count(first, " attempt "))
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return "line " + fmt.Sprint(i) + ":\n" + x[i] + "\n" + y[i]
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}
