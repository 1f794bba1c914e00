package listener

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

const (
	clientID = "SANDBOX_5YABCDEFGHIJKLMN"
	when     = "2026-01-02T11:04:05+08:00"
	body     = `{"notifyType":"PAYMENT_RESULT","result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"},` +
		`"paymentRequestId":"req-1","paymentId":"2026010219401080010018","paymentAmount":{"value":"1099","currency":"USD"}}`
)

var antomKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := signature.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
})

// recorded is one exchange as the store got it.
type recorded struct {
	row   sandbox.Exchange
	bytes sandbox.ExchangeBytes
}

// memory is a Recorder that keeps what it gets, and fails when told to.
type memory struct {
	mu    sync.Mutex
	rows  []recorded
	fault error
}

func (m *memory) Record(_ context.Context, x sandbox.Exchange, b sandbox.ExchangeBytes) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fault != nil {
		return m.fault
	}
	m.rows = append(m.rows, recorded{x, b})
	return nil
}

func (m *memory) all() []recorded {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.rows)
}

// directory knows one environment.
type directory struct{}

func (directory) EnvironmentByClientID(_ context.Context, id string) (sandbox.Environment, []sandbox.MerchantKey, error) {
	switch id {
	case clientID:
		return sandbox.Environment{ID: "env-test", ClientID: clientID}, nil, nil
	case "broken":
		return sandbox.Environment{}, nil, errors.New("the disk is gone")
	}
	return sandbox.Environment{}, nil, sandbox.NotFound("no such client")
}

func (directory) EnvironmentByID(context.Context, string) (sandbox.Environment, error) {
	return sandbox.Environment{}, sandbox.NotFound("no such environment")
}

// listening starts a listener over the recorder and returns its address.
func listening(t testing.TB, store sandbox.Recorder, maxBody int64) string {
	t.Helper()
	return serving(t, configOver(store, maxBody))
}

func configOver(store sandbox.Recorder, maxBody int64) Config {
	clock := clockwork.NewFakeClockAt(time.Date(2026, 1, 2, 3, 4, 6, 0, time.UTC))
	return Config{Recorder: store, Directory: directory{}, PublicKey: &antomKey().PublicKey, Clock: clock,
		IDs: sandbox.NewIDs(clock, nil), MaxBody: maxBody, Log: slog.New(slog.DiscardHandler)}
}

// serving starts a listener and returns its address.
func serving(t testing.TB, c Config) string {
	t.Helper()
	l := New(c)
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- l.Serve(socket, "http") }()
	t.Cleanup(func() {
		ctx, cancel := context.WithCancel(context.Background())
		cancel() // clients of the tests keep their connections open
		l.Close(ctx)
		if err := <-served; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	return socket.Addr().String()
}

func dial(t testing.TB, address string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// signed is the head of a notification as Antom sends it, signed over path with key.
func signed(t testing.TB, key *rsa.PrivateKey, path, body string) string {
	t.Helper()
	sig, err := signature.Sign(key, signature.Prefix(path, clientID, when), []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json; charset=UTF-8\r\n"+
		"client-id: %s\r\nrequest-time: %s\r\nsignature: %s\r\nContent-Length: %d\r\n\r\n",
		path, clientID, when, signature.FormatHeader("1", sig), len(body))
}

// exchange sends the request and reads one answer.
func exchange(t testing.TB, address, request string) (status int, answer string) {
	t.Helper()
	conn := dial(t, address)
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	rsp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(rsp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return rsp.StatusCode, string(got)
}

// capturedOne runs one exchange and returns its only record.
func capturedOne(t *testing.T, request string, wantStatus int) recorded {
	t.Helper()
	store := &memory{}
	if status, answer := exchange(t, listening(t, store, 0), request); status != wantStatus {
		t.Fatalf("status %d (%s), want %d", status, answer, wantStatus)
	}
	rows := store.all()
	if len(rows) != 1 {
		t.Fatalf("%d records, want 1", len(rows))
	}
	return rows[0]
}

func TestCapture_Notification_IsAcknowledgedExactly(t *testing.T) {
	store := &memory{}
	status, answer := exchange(t, listening(t, store, 0), signed(t, antomKey(), "/notifications", body)+body)
	if want := `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}`; status != 200 || answer != want {
		t.Errorf("got %d %s, want 200 %s", status, answer, want)
	}
}

func TestCapture_Notification_FillsTheRow(t *testing.T) {
	head := signed(t, antomKey(), "/hook?shop=7", body)
	got := capturedOne(t, head+body, 200).row
	if got.ID == "" || got.RemoteAddr == "" || got.ResponseBytes == 0 {
		t.Errorf("id %q, remote %q, %d response bytes", got.ID, got.RemoteAddr, got.ResponseBytes)
	}
	want := sandbox.Exchange{
		ID: got.ID, EnvironmentID: "env-test", Kind: sandbox.KindCapture, StartedAt: got.StartedAt, Scheme: "http",
		RemoteAddr: got.RemoteAddr, Method: "POST", Target: "/hook?shop=7", API: "notifyPayment", ClientID: clientID,
		RequestTime: when, HTTPStatus: 200, ResultStatus: "S", ResultCode: "SUCCESS", RequestID: "req-1",
		PaymentID: "2026010219401080010018", AmountMinor: 1099, Currency: "USD", Verdict: sandbox.VerdictVerified,
		KeyVersion: "1", SkewMillis: -1000, RequestBytes: int64(len(body)), ResponseBytes: got.ResponseBytes,
	}
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestCapture_Bytes_AreExactBothWays(t *testing.T) {
	head := "POST //a/../b%2f HTTP/1.1\r\nhOsT: x\r\nX-Twice: 1\r\nX-Twice:2\r\nContent-Length: 7\r\n\r\n"
	store := &memory{}
	conn := dial(t, listening(t, store, 0))
	io.WriteString(conn, head+"\x00\xff\r\n\n\n!")
	var wire strings.Builder
	rsp, err := http.ReadResponse(bufio.NewReader(io.TeeReader(conn, &wire)), nil)
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, rsp.Body)
	b := store.all()[0].bytes
	if string(b.RequestHead) != head || string(b.RequestBody) != "\x00\xff\r\n\n\n!" {
		t.Errorf("request kept as %q and %q", b.RequestHead, b.RequestBody)
	}
	if got := string(b.ResponseHead) + string(b.ResponseBody); got != wire.String() {
		t.Errorf("answer kept as %q, sent %q", got, wire.String())
	}
}

func TestCapture_AnythingPosted_IsKept(t *testing.T) {
	for name, request := range map[string]string{
		"form":         "POST /stripe HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b",
		"empty":        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
		"no length":    "POST / HTTP/1.1\r\nHost: x\r\n\r\n",
		"no host":      "POST /x HTTP/1.1\r\nContent-Length: 1\r\n\r\n1",
		"latin-1 name": "POST / HTTP/1.1\r\nHost: x\r\nclient-id: \xe9\r\nContent-Length: 1\r\n\r\n1",
	} {
		t.Run(name, func(t *testing.T) {
			got := capturedOne(t, request, 200)
			if got.row.Verdict != sandbox.VerdictMissing || got.row.Reason == "" || got.bytes.SignedPrefix != nil {
				t.Errorf("verdict %q, reason %q, prefix %q", got.row.Verdict, got.row.Reason, got.bytes.SignedPrefix)
			}
			if sent := string(got.bytes.RequestHead) + string(got.bytes.RequestBody); sent != request {
				t.Errorf("kept %q", sent)
			}
		})
	}
}

func TestCapture_Chunked_KeepsTheDecodedBody(t *testing.T) {
	half := len(body) / 2
	head := strings.Replace(signed(t, antomKey(), "/n", body), fmt.Sprintf("Content-Length: %d", len(body)), "Transfer-Encoding: chunked", 1)
	got := capturedOne(t, fmt.Sprintf("%s%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n", head, half, body[:half], len(body)-half, body[half:]), 200)
	if got.row.Verdict != sandbox.VerdictVerified || string(got.bytes.RequestBody) != body {
		t.Errorf("verdict %s, body %q", got.row.Verdict, got.bytes.RequestBody)
	}
}

func TestCapture_AnswerMeansStored(t *testing.T) {
	store := &memory{}
	conn := dial(t, listening(t, store, 0))
	r := bufio.NewReader(conn)
	head := signed(t, antomKey(), "/n", body)
	for n := 1; n <= 50; n++ {
		if _, err := io.WriteString(conn, head+body); err != nil {
			t.Fatal(err)
		}
		rsp, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		if stored := len(store.all()); stored != n {
			t.Fatalf("answer %d came with %d stored", n, stored)
		}
		io.Copy(io.Discard, rsp.Body)
	}
}

// recorderFunc is a Recorder made of one function.
type recorderFunc func() error

func (f recorderFunc) Record(context.Context, sandbox.Exchange, sandbox.ExchangeBytes) error {
	return f()
}

func TestCapture_UntilItIsStored_CountsAsUnderWay(t *testing.T) {
	for name, fault := range map[string]error{"stored": nil, "not stored": errors.New("disk full")} {
		t.Run(name, func(t *testing.T) {
			var underWay atomic.Int64
			var whileStored []int64
			c := configOver(recorderFunc(func() error {
				whileStored = append(whileStored, underWay.Load())
				return fault
			}), 0)
			c.UnderWay = &underWay
			exchange(t, serving(t, c), signed(t, antomKey(), "/n", body)+body)
			if !slices.Equal(whileStored, []int64{1}) || underWay.Load() != 0 {
				t.Errorf("%v under way while it was stored, %d after its answer; want 1 and 0", whileStored, underWay.Load())
			}
		})
	}
}

func TestCapture_StoreFailing_IsNotAcknowledged(t *testing.T) {
	status, answer := exchange(t, listening(t, &memory{fault: errors.New("disk full")}, 0), signed(t, antomKey(), "/n", body)+body)
	if status != http.StatusServiceUnavailable || strings.Contains(answer, "SUCCESS") {
		t.Errorf("got %d %s, want 503 without an acknowledgement", status, answer)
	}
}

func TestCapture_Environment_ComesFromTheClientID(t *testing.T) {
	for id, want := range map[string]struct{ environment, warning string }{
		clientID:  {"env-test", ""},
		"unknown": {"", `No environment here has the client id "unknown".`},
		"broken":  {"", "The environment could not be looked up."},
		"":        {"", ""},
	} {
		got := capturedOne(t, "POST / HTTP/1.1\r\nHost: x\r\nClient-ID: "+id+"\r\nContent-Length: 0\r\n\r\n", 200).row
		if got.EnvironmentID != want.environment || strings.Join(got.Warnings, "") != want.warning || got.ClientID != id {
			t.Errorf("%q: environment %q, warnings %q", id, got.EnvironmentID, got.Warnings)
		}
	}
}

func TestCapture_BodyAboveTheLimit_Is413AndItsFirstBytesAreKept(t *testing.T) {
	const limit = 100_000
	large := strings.Repeat("x", limit+1)
	for name, c := range map[string]struct {
		request string
		size    int64
	}{
		"announced": {fmt.Sprintf("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", limit+1, large), limit + 1},
		"chunked":   {fmt.Sprintf("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", limit+1, large), limit + 1},
	} {
		t.Run(name, func(t *testing.T) {
			store := &memory{}
			status, answer := exchange(t, listening(t, store, limit), c.request)
			if status != http.StatusRequestEntityTooLarge || !strings.Contains(answer, "larger than this listener's limit of 100000 bytes") {
				t.Errorf("got %d %q", status, answer)
			}
			got := store.all()[0]
			if got.row.HTTPStatus != 413 || got.row.RequestBytes != c.size || got.row.Reason+"\n" != answer || got.row.Verdict != sandbox.VerdictNone {
				t.Errorf("row %+v", got.row)
			}
			if string(got.bytes.RequestBody) != large[:keptOfTooLarge] {
				t.Errorf("%d bytes kept, want the first %d", len(got.bytes.RequestBody), keptOfTooLarge)
			}
		})
	}
}

func TestCapture_BodyAtTheLimit_IsWhole(t *testing.T) {
	const limit = 100_000
	store := &memory{}
	text := strings.Repeat("y", limit)
	status, _ := exchange(t, listening(t, store, limit), fmt.Sprintf("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", limit, text))
	if status != 200 || string(store.all()[0].bytes.RequestBody) != text {
		t.Errorf("status %d, %d bytes kept", status, len(store.all()[0].bytes.RequestBody))
	}
}

func TestCapture_BodyCutShort_IsRecordedAndRefused(t *testing.T) {
	for request, want := range map[string]string{
		"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc":                   "The body was cut short: 3 of 9 bytes arrived.",
		"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n":                      "The body was cut short: 0 of 9 bytes arrived.",
		"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n": "The body was cut short: 3 bytes arrived.",
		"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n":       "The body's transfer coding is broken after 0 bytes.",
	} {
		store := &memory{}
		conn := dial(t, listening(t, store, 0))
		io.WriteString(conn, request)
		conn.(*net.TCPConn).CloseWrite()
		rsp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := store.all()[0].row; rsp.StatusCode != 400 || got.Reason != want || got.HTTPStatus != 400 {
			t.Errorf("%q: status %d, reason %q, want %q", request, rsp.StatusCode, got.Reason, want)
		}
	}
}

func TestListener_OtherMethods_AreToldWhatThisIs(t *testing.T) {
	for _, method := range []string{"GET", "PUT", "OPTIONS", "DELETE"} {
		store := &memory{}
		status, answer := exchange(t, listening(t, store, 0), method+" /notifications HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
		if status != 405 || answer != whatThisIs+"\n" || len(store.all()) != 0 {
			t.Errorf("%s: %d %q, %d records", method, status, answer, len(store.all()))
		}
	}
}

func TestListener_Head_HasNoBody(t *testing.T) {
	conn := dial(t, listening(t, &memory{}, 0))
	io.WriteString(conn, "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")
	wire, err := io.ReadAll(conn)
	if err != nil || !strings.HasPrefix(string(wire), "HTTP/1.1 405 ") || !strings.HasSuffix(string(wire), "\r\n\r\n") || !strings.Contains(string(wire), "Allow: POST\r\n") {
		t.Errorf("got %q, %v", wire, err)
	}
}

func TestCapture_ManyAtOnce_LosesNone(t *testing.T) {
	store := &memory{}
	address := listening(t, store, 0)
	const connections, each = 32, 25
	var work sync.WaitGroup
	for c := range connections {
		conn := dial(t, address)
		work.Go(func() {
			r := bufio.NewReader(conn)
			for n := range each {
				text := fmt.Sprintf(`{"paymentId":"%d-%d"}`, c, n)
				fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", len(text), text)
				rsp, err := http.ReadResponse(r, nil)
				if err != nil {
					t.Error(err)
					return
				}
				io.Copy(io.Discard, rsp.Body)
			}
		})
	}
	work.Wait()
	ids := map[string]bool{}
	for _, r := range store.all() {
		if want := fmt.Sprintf(`{"paymentId":"%s"}`, r.row.PaymentID); string(r.bytes.RequestBody) != want {
			t.Fatalf("row of %s keeps the body %s", r.row.PaymentID, r.bytes.RequestBody)
		}
		ids[r.row.PaymentID] = true
	}
	if len(ids) != connections*each {
		t.Errorf("%d distinct captures, want %d", len(ids), connections*each)
	}
}
