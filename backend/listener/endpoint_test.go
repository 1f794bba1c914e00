package listener

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
	"antomdesk/backend/sqlite"
)

// desk is a listener over a real store with endpoints.
type desk struct {
	*Listener
	store   *sqlite.Store
	clock   *clockwork.FakeClock
	address string
}

func newDesk(t *testing.T, endpoints ...sandbox.Endpoint) *desk {
	t.Helper()
	store := openStore(t, t.TempDir())
	clock := clockwork.NewFakeClockAt(time.Date(2026, 1, 2, 3, 4, 6, 0, time.UTC))
	d := &desk{store: store, clock: clock}
	for _, e := range endpoints {
		d.save(t, e)
	}
	d.Listener = New(Config{Recorder: store, Endpoints: store, Directory: store, PublicKey: &antomKey().PublicKey, Clock: clock,
		IDs: sandbox.NewIDs(clock, nil), Log: slog.New(slog.DiscardHandler)})
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d.address = socket.Addr().String()
	served := make(chan error, 1)
	go func() { served <- d.Serve(socket, "http") }()
	t.Cleanup(func() {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		d.Close(ctx)
		if err := <-served; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	return d
}

// save fills what a test does not care about.
func (d *desk) save(t *testing.T, e sandbox.Endpoint) {
	t.Helper()
	if e.ID == "" {
		e.ID = "id of " + e.Path
	}
	if e.Key == "" {
		e.Key = sandbox.KeyOfNobody
	}
	if len(e.Rule.Steps) == 0 {
		e.Rule = sandbox.AcknowledgeAlways()
	}
	if e.MaxBodyBytes == 0 {
		e.MaxBodyBytes = sandbox.DefaultMaxBody
	}
	if !e.Builtin() {
		e.EnvironmentID = "env-test"
	}
	e.CreatedAt, e.UpdatedAt = d.clock.Now(), d.clock.Now()
	if err := d.store.SaveEndpoint(t.Context(), e); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) post(t *testing.T, path, body string) (int, string) {
	t.Helper()
	return exchange(t, d.address, "POST "+path+" HTTP/1.1\r\nHost: x\r\nX-Shop: seven\r\nContent-Length: "+itoa(len(body))+"\r\n\r\n"+body)
}

func itoa(n int) string { return strconv.Itoa(n) }

// last is the newest capture.
func (d *desk) last(t *testing.T) sandbox.Exchange {
	t.Helper()
	page, err := d.store.ListExchanges(t.Context(), sandbox.ExchangeFilter{Kinds: []sandbox.ExchangeKind{sandbox.KindCapture}})
	if err != nil || len(page.Items) == 0 {
		t.Fatal(err, len(page.Items))
	}
	return page.Items[0]
}

func reply(status, times int, body string, headers ...sandbox.AnswerHeader) sandbox.AnswerStep {
	return sandbox.AnswerStep{Kind: sandbox.AnswerReply, Times: times, Status: status, Body: body, Headers: headers}
}

func ack(times int) sandbox.AnswerStep {
	return sandbox.AnswerStep{Kind: sandbox.AnswerAcknowledge, Times: times}
}

func TestEndpoint_Sequence_FailsTwiceThenSucceedsForGood(t *testing.T) {
	d := newDesk(t, sandbox.Endpoint{Path: "/flaky", Rule: sandbox.AnswerRule{Steps: []sandbox.AnswerStep{reply(500, 2, "no {{.Count}}"), ack(1)}}})
	want := []struct {
		status int
		body   string
		by     string
	}{{500, "no 0", "reply 1/2"}, {500, "no 1", "reply 1/2"}, {200, acknowledgement, "acknowledge 2/2"}, {200, acknowledgement, "acknowledge 2/2"}}
	for i, w := range want {
		status, body := d.post(t, "/flaky?n="+itoa(i), "{}")
		x := d.last(t)
		if status != w.status || body != w.body || x.AnsweredBy != w.by || x.HTTPStatus != w.status || x.EndpointID != "id of /flaky" || x.EnvironmentID != "env-test" {
			t.Errorf("capture %d: %d %s by %q at %q", i, status, body, x.AnsweredBy, x.EndpointID)
		}
	}
	if err := d.store.ResetSequence(t.Context(), "id of /flaky"); err != nil {
		t.Fatal(err)
	}
	if status, _ := d.post(t, "/flaky", "{}"); status != 500 {
		t.Errorf("after the reset it answered %d", status)
	}
}

func TestEndpoint_RepeatedSequence_BeginsAnew(t *testing.T) {
	d := newDesk(t, sandbox.Endpoint{Path: "/turns", Rule: sandbox.AnswerRule{Repeat: true, Steps: []sandbox.AnswerStep{reply(503, 1, ""), ack(2)}}})
	for i, want := range []int{503, 200, 200, 503, 200, 200, 503} {
		if status, _ := d.post(t, "/turns", ""); status != want {
			t.Errorf("capture %d: %d, want %d", i, status, want)
		}
	}
}

func TestEndpoint_Templates_SeeTheCapturedRequest(t *testing.T) {
	text := `{{.Method}} {{.Path}} {{.Header "x-shop"}} {{.Query "q"}} {{.Field "result.resultStatus"}} {{.Field "list.1"}}` +
		` {{json (.Field "name")}} {{.Field "result"}} [{{.Field "absent.too"}}] {{.Now}}`
	d := newDesk(t, sandbox.Endpoint{Path: "/t", Rule: sandbox.AnswerRule{Steps: []sandbox.AnswerStep{
		reply(201, 1, text, sandbox.AnswerHeader{Name: "X-Name", Value: `{{.Field "name"}}`}, sandbox.AnswerHeader{Name: "content-type", Value: "text/x"})}}})
	conn := dial(t, d.address)
	body := `{"result":{"resultStatus":"S"},"list":[1,22],"name":"a\"b\r\nSet-Cookie: x=1"}`
	if _, err := io.WriteString(conn, "POST /t?q=a%20b HTTP/1.1\r\nHost: x\r\nX-Shop: seven\r\nConnection: close\r\nContent-Length: "+itoa(len(body))+"\r\n\r\n"+body); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	head, answer, _ := strings.Cut(string(got), "\r\n\r\n")
	if want := `POST /t seven a b S 22 "a\"b\r\nSet-Cookie: x=1" {"resultStatus":"S"} [] 2026-01-02T11:04:06+08:00`; answer != want {
		t.Errorf("got  %s\nwant %s", answer, want)
	}
	if !strings.Contains(head, "HTTP/1.1 201 Created") || !strings.Contains(head, "\r\nX-Name: a\"b  Set-Cookie: x=1") ||
		!strings.Contains(head, "Content-Type: text/x\r\n") || strings.Count(strings.ToLower(head), "content-type") != 1 {
		t.Errorf("got %s", head)
	}
}

func TestEndpoint_TemplateThatFails_AnswersWithTheReasonAndIsLogged(t *testing.T) {
	d := newDesk(t, sandbox.Endpoint{Path: "/big", Rule: sandbox.AnswerRule{Steps: []sandbox.AnswerStep{reply(200, 1, "\n{{range 2000000}}x{{end}}")}}})
	status, answer := d.post(t, "/big", "{}")
	x := d.last(t)
	if status != 500 || !strings.Contains(answer, "more than 1 MiB") || len(x.Warnings) != 1 || x.Warnings[0] != strings.TrimSpace(answer) || x.HTTPStatus != 500 {
		t.Errorf("%d %s, %+v", status, answer, x.Warnings)
	}
}

func TestEndpoint_Keys_VerifyWithTheChosenOne(t *testing.T) {
	other, err := signature.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t,
		sandbox.Endpoint{Path: "/antom", Key: sandbox.KeyOfAntom},
		sandbox.Endpoint{Path: "/real", Key: sandbox.KeyPasted, PublicKey: signature.FormatPublicKey(&other.PublicKey)},
		sandbox.Endpoint{Path: "/none", Key: sandbox.KeyOfNobody})
	for _, c := range []struct {
		path    string
		others  bool
		verdict sandbox.Verdict
	}{
		{"/antom", false, sandbox.VerdictVerified}, {"/antom", true, sandbox.VerdictFailed},
		{"/real", true, sandbox.VerdictVerified}, {"/real", false, sandbox.VerdictFailed},
		{"/none", false, sandbox.VerdictNone}, {"/elsewhere", false, sandbox.VerdictVerified},
	} {
		key := antomKey()
		if c.others {
			key = other
		}
		if status, _ := exchange(t, d.address, signed(t, key, c.path, body)+body); status != 200 {
			t.Errorf("%s answered %d", c.path, status)
		}
		if x := d.last(t); x.Verdict != c.verdict || x.API != "notifyPayment" || (x.Reason == "") != (c.verdict != sandbox.VerdictFailed) {
			t.Errorf("%s: %q, %q %+v", c.path, x.Verdict, x.Reason, x)
		}
	}
}

func TestEndpoint_OtherMethods_AreCapturedWhereAllowed(t *testing.T) {
	d := newDesk(t, sandbox.Endpoint{Path: "/any", Methods: []string{"GET", "HEAD"}, Rule: sandbox.AnswerRule{Steps: []sandbox.AnswerStep{reply(200, 1, "hello")}}})
	if status, answer := exchange(t, d.address, "GET /any HTTP/1.1\r\nHost: x\r\n\r\n"); status != 200 || answer != "hello" {
		t.Errorf("GET: %d %s", status, answer)
	}
	if x := d.last(t); x.Method != http.MethodGet {
		t.Errorf("captured %+v", x)
	}
	conn := dial(t, d.address)
	io.WriteString(conn, "HEAD /any HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
	if got, err := io.ReadAll(conn); err != nil || !strings.HasSuffix(string(got), "\r\n\r\n") {
		t.Errorf("HEAD got a body: %s, %v", got, err)
	}
	conn = dial(t, d.address)
	io.WriteString(conn, "DELETE /any HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
	if got, err := io.ReadAll(conn); err != nil || !strings.Contains(string(got), "\r\nAllow: POST, GET, HEAD\r\n") || !strings.HasPrefix(string(got), "HTTP/1.1 405 ") {
		t.Errorf("DELETE: %s, %v", got, err)
	}
}

func TestEndpoint_BodyLimit_IsItsOwn(t *testing.T) {
	d := newDesk(t, sandbox.Endpoint{Path: "/small", MaxBodyBytes: 10})
	if status, answer := d.post(t, "/small", strings.Repeat("x", 11)); status != 413 || !strings.Contains(answer, "10 bytes") {
		t.Errorf("%d %s", status, answer)
	}
	if status, _ := d.post(t, "/other", strings.Repeat("x", 11)); status != 200 {
		t.Errorf("the built-in endpoint answered %d", status)
	}
}

func TestEndpoint_Delay_HoldsTheAnswerOfWhatIsStoredAlready(t *testing.T) {
	slow := ack(1)
	slow.DelayMillis = 20_000
	d := newDesk(t, sandbox.Endpoint{Path: "/slow", Rule: sandbox.AnswerRule{Steps: []sandbox.AnswerStep{slow}}})
	status := make(chan int)
	go func() {
		rsp, err := http.Post("http://"+d.address+"/slow", "text/plain", strings.NewReader("x"))
		if err != nil {
			t.Error(err)
			close(status)
			return
		}
		rsp.Body.Close()
		status <- rsp.StatusCode
	}()
	if err := d.clock.BlockUntilContext(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if x := d.last(t); x.AnsweredBy != "acknowledge 20000ms" || x.DurationMicros < 20_000_000 {
		t.Errorf("stored before the answer: %+v", x)
	}
	select {
	case <-status:
		t.Fatal("it was answered before its time")
	default:
	}
	d.clock.Advance(20 * time.Second)
	if got := <-status; got != 200 {
		t.Errorf("answered %d", got)
	}
}

func TestEndpoint_BuiltIn_CanAnswerByRuleToo(t *testing.T) {
	d := newDesk(t, sandbox.Endpoint{ID: sandbox.BuiltinEndpointID, Key: sandbox.KeyOfAntom, Rule: sandbox.AnswerRule{Steps: []sandbox.AnswerStep{reply(418, 1, "tea")}}})
	if status, answer := d.post(t, "/anything", "{}"); status != 418 || answer != "tea" {
		t.Errorf("%d %s", status, answer)
	}
	if x := d.last(t); x.EndpointID != "" || x.AnsweredBy != "reply" {
		t.Errorf("stored %+v", x)
	}
	d.save(t, sandbox.Endpoint{ID: sandbox.BuiltinEndpointID, Key: sandbox.KeyOfAntom})
	if status, _ := d.post(t, "/anything", "{}"); status != 200 {
		t.Errorf("after the change it answered %d", status)
	}
}

func TestEndpoint_ForeignBody_IsCapturedWhateverItHolds(t *testing.T) {
	d := newDesk(t, sandbox.Endpoint{Path: "/foreign"})
	for _, text := range []string{`{"result":{"resultStatus":"X"},"paymentId":"p"}`, `[1]`, "\x00\xff", `{"paymentAmount":{"value":"1","currency":"usd"}}`, ""} {
		if status, answer := d.post(t, "/foreign", text); status != 200 {
			t.Errorf("%q: %d %s", text, status, answer)
		}
	}
}

func TestEndpoint_Targets_GetWhatTheyTake(t *testing.T) {
	d := newDesk(t, sandbox.Endpoint{Path: "/f", Methods: []string{"GET"}, MaxBodyBytes: 1000})
	for id, types := range map[string][]string{"all": {}, "payments": {"notifyPayment"}, "others": {sandbox.OtherType}} {
		must(t, d.store.SaveTarget(t.Context(), sandbox.ForwardTarget{ID: id, EndpointID: "id of /f", URL: "http://127.0.0.1:1/", Types: types,
			Signature: sandbox.SignatureOriginal, CreatedAt: d.clock.Now()}))
	}
	d.post(t, "/f", body)
	d.post(t, "/f", `{"type":"charge.succeeded"}`)
	d.post(t, "/f", strings.Repeat("x", 1001)) // refused: not forwarded
	d.post(t, "/elsewhere", body)
	exchange(t, d.address, "GET /f HTTP/1.1\r\nHost: x\r\n\r\n")
	queues, err := d.store.ForwardQueues(t.Context(), 9)
	must(t, err)
	for _, q := range queues {
		if want := map[string]int{"all": 2, "payments": 1, "others": 1}[q.TargetID]; q.Queued != want {
			t.Errorf("%s waits for %d, want %d", q.TargetID, q.Queued, want)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestPreview_ShowsAnswersAndTheLineOfEachMistake(t *testing.T) {
	d := newDesk(t)
	rule := sandbox.AnswerRule{Steps: []sandbox.AnswerStep{
		ack(1), reply(202, 1, `{{.Field "paymentId"}}`), reply(200, 1, "a\nb {{.Nope}}"), reply(200, 1, "a\n\n{{if}}"),
		reply(200, 1, "", sandbox.AnswerHeader{Name: "X", Value: "{{"}),
	}}
	got := d.Preview(rule, []byte(signed(t, antomKey(), "/n", body)), []byte(body))
	if string(got[0].Body) != acknowledgement || string(got[1].Body) != "2026010219401080010018" || !strings.HasPrefix(string(got[1].Head), "HTTP/1.1 202 Accepted\r\n") {
		t.Errorf("got %s and %s%s", got[0].Body, got[1].Head, got[1].Body)
	}
	for step, want := range map[int]sandbox.AnswerFault{
		2: {Step: 2, Header: -1, Line: 2, Message: "<.Nope>: can't evaluate field Nope in a captured request"},
		3: {Step: 3, Header: -1, Line: 3, Message: "missing value for if"},
		4: {Step: 4, Header: 0, Line: 1, Message: "unclosed action"},
	} {
		if len(got[step].Faults) != 1 || got[step].Faults[0] != want {
			t.Errorf("step %d: %+v, want %+v", step, got[step].Faults, want)
		}
	}
}
