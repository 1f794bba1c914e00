package forwarder_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"antomdesk/backend/bus"
	"antomdesk/backend/forwarder"
	"antomdesk/backend/listener"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
	"antomdesk/backend/sqlite"
)

const clientID = "SANDBOX_5YABCDEFGHIJKLMN"

var antomKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := signature.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
})

// desk is a listener and a forwarder over one real store.
type desk struct {
	store     *sqlite.Store
	bus       *bus.Bus
	clock     *clockwork.FakeClock
	forwarder *forwarder.Forwarder
	listener  *listener.Listener
	address   string // of the listener
	stop      func()
}

func newDesk(t *testing.T, folder string) *desk {
	t.Helper()
	d := &desk{bus: bus.New(), clock: clockwork.NewFakeClockAt(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))}
	store, err := sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(folder, "antomdesk.db"), Publisher: d.bus})
	must(t, err)
	d.store = store
	if accounts, err := store.MerchantAccounts(t.Context()); err == nil && len(accounts) == 0 {
		must(t, store.CreateMerchantAccount(t.Context(), sandbox.MerchantAccount{ID: "account", Name: "Default", CreatedAt: d.clock.Now()},
			[]sandbox.Environment{{ID: "env-test", Kind: sandbox.Test, ClientID: clientID, CreatedAt: d.clock.Now()},
				{ID: "env-live", Kind: sandbox.Live, ClientID: "5YLIVE", CreatedAt: d.clock.Now()}}))
	}
	ids := sandbox.NewIDs(d.clock, nil)
	quiet := slog.New(slog.DiscardHandler)
	d.forwarder = forwarder.New(forwarder.Config{Store: store, Directory: store, Key: antomKey(), Clock: d.clock, IDs: ids, LoopbackOnly: true, Log: quiet})
	d.listener = listener.New(listener.Config{Recorder: store, Endpoints: store, Directory: store, PublicKey: &antomKey().PublicKey, Clock: d.clock, IDs: ids, Log: quiet})
	d.run(t)
	return d
}

func (d *desk) run(t *testing.T) {
	t.Helper()
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	d.address = socket.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { d.listener.Serve(socket, "http") })
	wake := d.bus.Wake(sandbox.TopicEndpoint)
	running.Go(func() { d.forwarder.Run(ctx, wake) })
	d.stop = sync.OnceFunc(func() {
		cancel()
		d.listener.Close(ctx)
		running.Wait()
		must(t, d.store.Close())
	})
	t.Cleanup(d.stop)
}

func (d *desk) target(t *testing.T, id, url string, sig sandbox.ForwardSignature, types ...string) {
	t.Helper()
	must(t, d.store.SaveTarget(t.Context(), sandbox.ForwardTarget{ID: id, EndpointID: sandbox.BuiltinEndpointID, URL: url,
		Types: types, Signature: sig, CreatedAt: d.clock.Now()}))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// notice is the n-th notification, signed over the listener's path.
func notice(t testing.TB, n int) string {
	t.Helper()
	body := fmt.Sprintf(`{"notifyType":"PAYMENT_RESULT","paymentRequestId":"r%05d"}`, n)
	when := "2026-01-02T11:04:05+08:00"
	sig, err := signature.Sign(antomKey(), signature.Prefix("/notifications?shop=1", clientID, when), []byte(body))
	must(t, err)
	return fmt.Sprintf("POST /notifications?shop=1 HTTP/1.1\r\nHost: x\r\nX-oDD:  case \r\nclient-id: %s\r\nrequest-time: %s\r\nsignature: %s\r\nContent-Length: %d\r\n\r\n%s",
		clientID, when, signature.FormatHeader("1", sig), len(body), body)
}

// capture posts the requests over one connection and wants each acknowledged.
func (d *desk) capture(t testing.TB, requests ...string) {
	t.Helper()
	conn, err := net.Dial("tcp", d.address)
	must(t, err)
	defer conn.Close()
	r := bufio.NewReader(conn)
	for _, text := range requests {
		_, err := io.WriteString(conn, text)
		must(t, err)
		rsp, err := http.ReadResponse(r, nil)
		must(t, err)
		_, err = io.Copy(io.Discard, rsp.Body)
		must(t, err)
		if rsp.StatusCode != 200 {
			t.Fatalf("the listener answered %d", rsp.StatusCode)
		}
	}
}

// came is one request as the target got it.
type came struct {
	head, body string
	repeat     string
}

// shop is the developer's own server. It can go away and come back on the same port.
type shop struct {
	t       *testing.T
	address string
	answer  func(n int) string // by how many came before; "" closes the connection instead
	leaveAt map[int]bool       // after answering that many it goes away

	mu     sync.Mutex
	socket net.Listener
	all    []came
	news   chan struct{}
	gone   chan struct{} // one value each time it went away
}

func newShop(t *testing.T) *shop {
	s := &shop{t: t, leaveAt: map[int]bool{}, news: make(chan struct{}, 1), gone: make(chan struct{}, 8)}
	s.answer = func(int) string { return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" }
	s.open("127.0.0.1:0")
	t.Cleanup(s.leave)
	return s
}

func (s *shop) open(address string) {
	s.t.Helper()
	socket, err := net.Listen("tcp", address)
	must(s.t, err)
	s.mu.Lock()
	s.socket, s.address = socket, socket.Addr().String()
	s.mu.Unlock()
	go func() {
		for {
			conn, err := socket.Accept()
			if err != nil {
				return
			}
			go s.serve(conn)
		}
	}()
}

func (s *shop) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.socket.Close()
}

func (s *shop) serve(conn net.Conn) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	var head strings.Builder
	length := 0
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		head.WriteString(line)
		if n, ok := strings.CutPrefix(line, "Content-Length: "); ok {
			fmt.Sscanf(n, "%d", &length)
		}
		if line == "\r\n" {
			break
		}
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(r, body); err != nil {
		return
	}
	s.take(conn, head.String(), string(body))
}

func (s *shop) take(conn net.Conn, head, body string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, repeat, _ := strings.Cut(head, forwarder.HeaderRepeat+": ")
	repeat, _, _ = strings.Cut(repeat, "\r\n")
	answer := s.answer(len(s.all))
	s.all = append(s.all, came{head, body, repeat})
	if s.leaveAt[len(s.all)] {
		s.socket.Close()
		s.gone <- struct{}{}
	}
	io.WriteString(conn, answer)
	select {
	case s.news <- struct{}{}:
	default:
	}
}

func (s *shop) got() []came {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]came(nil), s.all...)
}

// await waits until n requests came.
func (s *shop) await(n int) []came {
	s.t.Helper()
	late := time.After(time.Minute)
	for {
		if all := s.got(); len(all) >= n {
			return all
		}
		select {
		case <-s.news:
		case <-late:
			s.t.Fatalf("%d of %d came", len(s.got()), n)
		}
	}
}

func (d *desk) captures(t *testing.T) (requestIDs []string) {
	t.Helper()
	f := sandbox.ExchangeFilter{EnvironmentID: "env-test", Kinds: []sandbox.ExchangeKind{sandbox.KindCapture}, Page: sandbox.PageRequest{BeforeSeq: 1 << 60, Limit: 500}}
	for {
		page, err := d.store.ListExchanges(t.Context(), f)
		must(t, err)
		for _, x := range page.Items {
			requestIDs = append(requestIDs, x.RequestID)
			f.Page.BeforeSeq = x.Seq
		}
		if !page.More {
			break
		}
	}
	for i, j := 0, len(requestIDs)-1; i < j; i, j = i+1, j-1 {
		requestIDs[i], requestIDs[j] = requestIDs[j], requestIDs[i]
	}
	return requestIDs
}

func TestForward_TenThousandToATargetThatIsDownTwice_KeepTheirOrder(t *testing.T) {
	const all, connections = 10_000, 8
	d := newDesk(t, t.TempDir())
	s := newShop(t)
	s.leaveAt = map[int]bool{2500: true, 6000: true}
	d.target(t, "shop", "http://"+s.address+"/hook", sandbox.SignatureOriginal)
	var senders sync.WaitGroup
	for c := range connections {
		senders.Go(func() {
			var requests []string
			for n := range all / connections {
				requests = append(requests, notice(t, n*connections+c))
			}
			d.capture(t, requests...)
		})
	}
	for range 2 {
		<-s.gone
		must(t, d.clock.BlockUntilContext(t.Context(), 1)) // it found nobody and waits
		if waiting, err := d.store.TargetByID(t.Context(), "shop"); err != nil || !strings.Contains(waiting.LastError, "nothing listens") || waiting.FailingSince.IsZero() {
			t.Errorf("while the target is down: %+v, %v", waiting, err)
		}
		d.clock.Advance(time.Second) // and finds nobody again
		must(t, d.clock.BlockUntilContext(t.Context(), 1))
		s.open(s.address)
		d.clock.Advance(2 * time.Second)
	}
	senders.Wait()
	want, got := d.captures(t), s.await(all)
	if len(want) != all || len(got) != all {
		t.Fatalf("%d captured, %d forwarded; want %d", len(want), len(got), all)
	}
	for i, c := range got {
		if !strings.Contains(c.body, want[i]) || c.repeat != "" {
			t.Fatalf("forward %d is %s (repeat %q), want %s", i, c.body, c.repeat, want[i])
		}
	}
	d.eventually(t, "the target works again", func() bool {
		waiting, err := d.store.TargetByID(t.Context(), "shop")
		return err == nil && waiting.LastError == "" && waiting.FailingSince.IsZero()
	})
}

// eventually asks again on every event until ok.
func (d *desk) eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	events := d.bus.Subscribe()
	defer events.Close()
	late := time.After(20 * time.Second)
	for !ok() {
		select {
		case <-events.C():
		case <-late:
			t.Fatal("it never came to be: " + what)
		}
	}
}

func TestForward_OriginalSignature_PassesEveryByteOn(t *testing.T) {
	d := newDesk(t, t.TempDir())
	s := newShop(t)
	d.target(t, "shop", "http://"+s.address+"/notifications?shop=1", sandbox.SignatureOriginal)
	request := notice(t, 1)
	d.capture(t, request)
	got := s.await(1)[0]
	head, body, _ := strings.Cut(request, "\r\n\r\n")
	if got.body != body {
		t.Errorf("body %q", got.body)
	}
	for _, line := range strings.Split(head, "\r\n")[2:] {
		if !strings.HasPrefix(line, "Content-Length") && !strings.Contains(got.head, "\r\n"+line+"\r\n") {
			t.Errorf("the line %q did not arrive in\n%s", line, got.head)
		}
	}
	if strings.Count(got.head, "Host: ") != 1 || !strings.HasPrefix(got.head, "POST /notifications?shop=1 HTTP/1.1\r\nHost: "+s.address+"\r\n") {
		t.Errorf("got %s", got.head)
	}
	verifies(t, got, "/notifications?shop=1")
}

// verifies checks Antom's signature as the shop would.
func verifies(t *testing.T, c came, path string) {
	t.Helper()
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(c.head)))
	must(t, err)
	h, err := signature.ParseHeader(r.Header.Get("signature"))
	must(t, err)
	prefix := signature.Prefix(path, r.Header.Get("client-id"), r.Header.Get("request-time"))
	if err := signature.Verify(&antomKey().PublicKey, prefix, []byte(c.body), h.Signature); err != nil {
		t.Errorf("%v for\n%s", err, c.head)
	}
}

func TestForward_FreshSignature_CoversTheTargetsOwnPath(t *testing.T) {
	d := newDesk(t, t.TempDir())
	s := newShop(t)
	d.target(t, "shop", "http://"+s.address+"/api/antom?x=2", sandbox.SignatureFresh)
	d.capture(t, notice(t, 1), "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
	got := s.await(2)
	verifies(t, got[0], "/api/antom?x=2")
	if strings.Count(strings.ToLower(got[0].head), "signature: ") != 1 {
		t.Errorf("got %s", got[0].head)
	}
}

func TestForward_Exchange_HoldsBothDirectionsAndIsFoundFromTheCapture(t *testing.T) {
	d := newDesk(t, t.TempDir())
	s := newShop(t)
	s.answer = func(int) string { return "HTTP/1.1 500 Oops\r\nX-a: b\r\nContent-Length: 3\r\n\r\nbad" }
	d.target(t, "shop", "http://"+s.address+"/hook", sandbox.SignatureOriginal)
	d.capture(t, notice(t, 7))
	got := s.await(1)[0]
	var result sandbox.ForwardResult
	d.eventually(t, "the forward is stored as sent", func() bool {
		page, err := d.store.ListExchanges(t.Context(), sandbox.ExchangeFilter{Kinds: []sandbox.ExchangeKind{sandbox.KindCapture}})
		must(t, err)
		results, err := d.store.ForwardsOf(t.Context(), page.Items[0].ID)
		must(t, err)
		result = results[0]
		return result.Forward.Status == sandbox.ForwardSent
	})
	if len(result.Attempts) != 1 || result.Attempts[0].HTTPStatus != 500 || result.Attempts[0].Reason != "The target answered 500 Internal Server Error." {
		t.Fatalf("got %+v", result)
	}
	x, err := d.store.ExchangeByID(t.Context(), result.Attempts[0].ExchangeID)
	must(t, err)
	b, err := d.store.ExchangeBytesByID(t.Context(), x.ID)
	must(t, err)
	if x.Kind != sandbox.KindForward || x.RequestID != "r00007" || x.API != "notifyPayment" || x.EnvironmentID != "env-test" || x.HTTPStatus != 500 {
		t.Errorf("got %+v", x)
	}
	if string(b.RequestHead)+string(b.RequestBody) != got.head+got.body || string(b.ResponseHead)+string(b.ResponseBody) != s.answer(0) {
		t.Errorf("stored %s%s\n%s%s", b.RequestHead, b.RequestBody, b.ResponseHead, b.ResponseBody)
	}
}

func TestForward_TargetThatSaysItIsDown_IsTriedAgainAndToldOfTheRepetition(t *testing.T) {
	d := newDesk(t, t.TempDir())
	s := newShop(t)
	answers := []string{"HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n", "", "HTTP/1.1 204 No Content\r\n\r\n"}
	s.answer = func(n int) string { return answers[min(n, 2)] }
	d.target(t, "shop", "http://"+s.address+"/", sandbox.SignatureOriginal)
	d.capture(t, notice(t, 1), notice(t, 2))
	for n := range 2 {
		s.await(n + 1)
		must(t, d.clock.BlockUntilContext(t.Context(), 1))
		d.forwarder.RetryNow("shop") // without waiting for the clock
	}
	var seen []string
	for _, c := range s.await(4) {
		seen = append(seen, c.body[len(c.body)-7:len(c.body)-2]+"/"+c.repeat)
	}
	if got := strings.Join(seen, " "); got != "00001/ 00001/1 00001/2 00002/" {
		t.Errorf("came %s", got)
	}
}

func TestForward_PausedTarget_WaitsAndGoesOnInOrder(t *testing.T) {
	d := newDesk(t, t.TempDir())
	s, other := newShop(t), newShop(t)
	d.target(t, "shop", "http://"+s.address+"/", sandbox.SignatureOriginal)
	d.target(t, "other", "http://"+other.address+"/", sandbox.SignatureOriginal, "notifyRefund")
	must(t, d.store.PauseTarget(t.Context(), "shop", true))
	d.capture(t, notice(t, 1), notice(t, 2))
	refund := `{"notifyType":"REFUND_RESULT"}`
	d.capture(t, fmt.Sprintf("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", len(refund), refund))
	if got := other.await(1); got[0].body != refund {
		t.Errorf("the other target got %s", got[0].body)
	}
	if len(s.got()) != 0 {
		t.Error("a paused target was sent to")
	}
	must(t, d.store.PauseTarget(t.Context(), "shop", false))
	got := s.await(3)
	if !strings.Contains(got[0].body, "r00001") || !strings.Contains(got[1].body, "r00002") || got[2].body != refund {
		t.Errorf("came %+v", got)
	}
}

func TestForward_Restart_SendsWhatWaitedAndNothingTwice(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, folder)
	s := newShop(t)
	s.leave()
	d.target(t, "shop", "http://"+s.address+"/", sandbox.SignatureOriginal)
	d.capture(t, notice(t, 1), notice(t, 2), notice(t, 3))
	must(t, d.clock.BlockUntilContext(t.Context(), 1))
	d.stop()
	s.open(s.address)
	newDesk(t, folder)
	for i, c := range s.await(3) {
		if !strings.Contains(c.body, fmt.Sprintf("r%05d", i+1)) || c.repeat != "" {
			t.Errorf("%d: %+v", i, c)
		}
	}
}

func TestTest_PostsASignedNotification(t *testing.T) {
	d := newDesk(t, t.TempDir())
	env, err := d.store.EnvironmentByID(t.Context(), "env-test")
	must(t, err)
	result, err := d.forwarder.Test(t.Context(), "http://"+d.address+"/notifications", env, []byte(`{"paymentRequestId":"t1"}`))
	must(t, err)
	if result.Answer.Status != 200 || result.Reason != "" {
		t.Errorf("got %+v", result)
	}
	page, err := d.store.ListExchanges(t.Context(), sandbox.ExchangeFilter{EnvironmentID: "env-test"})
	must(t, err)
	if len(page.Items) != 1 || page.Items[0].Verdict != sandbox.VerdictVerified || page.Items[0].RequestID != "t1" {
		t.Errorf("got %+v", page.Items)
	}
	s := newShop(t)
	s.leave()
	if result, err := d.forwarder.Test(t.Context(), "http://"+s.address+"/", env, nil); err != nil || !strings.Contains(result.Reason, "nothing listens") {
		t.Errorf("got %+v, %v", result, err)
	}
}
