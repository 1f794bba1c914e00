package sqlite

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

var (
	bg  = context.Background()
	day = time.Date(2026, 1, 2, 3, 4, 5, 678e6, time.UTC)
)

const (
	testEnv = "0190aaaa-0000-7000-8000-000000000001"
	liveEnv = "0190aaaa-0000-7000-8000-000000000002"
	account = "0190aaaa-0000-7000-8000-000000000000"
)

// recorded keeps published events in order.
type recorded struct {
	mu     sync.Mutex
	events []sandbox.Event
	more   chan struct{}
}

func newRecorded() *recorded { return &recorded{more: make(chan struct{}, 1)} }

func (r *recorded) Publish(events ...sandbox.Event) {
	r.mu.Lock()
	r.events = append(r.events, events...)
	r.mu.Unlock()
	token(r.more)
}

func (r *recorded) all() []sandbox.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]sandbox.Event(nil), r.events...)
}

// waitFor blocks until n events have left.
func (r *recorded) waitFor(t testing.TB, n int) []sandbox.Event {
	t.Helper()
	deadline := time.After(30 * time.Second)
	for {
		if all := r.all(); len(all) >= n {
			return all
		}
		select {
		case <-r.more:
		case <-deadline:
			t.Fatalf("%d events wanted, %d came", n, len(r.all()))
		}
	}
}

func configIn(t testing.TB) Config {
	return Config{Path: filepath.Join(t.TempDir(), "antomdesk.db")}
}

// openStore opens a store with the account's two environments.
func openStore(t testing.TB, cfg Config) *Store {
	t.Helper()
	s := reopen(t, cfg)
	err := s.CreateMerchantAccount(bg, sandbox.MerchantAccount{ID: account, Name: "Default", CreatedAt: day}, []sandbox.Environment{
		{ID: testEnv, Kind: sandbox.Test, ClientID: "SANDBOX_5YTESTTESTTEST01", Settings: sandbox.DefaultSettings(), CreatedAt: day},
		{ID: liveEnv, Kind: sandbox.Live, ClientID: "5YLIVELIVELIVE01", Settings: sandbox.DefaultSettings(), CreatedAt: day},
	})
	must(t, err)
	return s
}

func reopen(t testing.TB, cfg Config) *Store {
	t.Helper()
	s, err := Open(bg, cfg)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// idOf is a UUIDv7 that counts up.
func idOf(n int) string {
	return fmt.Sprintf("0191%04x-%04x-7000-8000-%012x", n>>16&0xffff, n&0xffff, n)
}

// exchangeOf is the n-th of a plausible stream of exchanges, with its exact bytes.
func exchangeOf(n int) (sandbox.Exchange, sandbox.ExchangeBytes) {
	paymentID := fmt.Sprintf("2026010219401080010018%012d", n*7919%1_000_000_000_000)
	requestID := fmt.Sprintf("REQUEST_%d_%08d", day.UnixMilli(), n)
	body := fmt.Sprintf(`{"productCode":"CASHIER_PAYMENT","paymentRequestId":"%s","order":{"referenceOrderId":"ORDER_%d","orderDescription":"Two cups of coffee and a cake","orderAmount":{"currency":"PHP","value":"150000"}},"paymentAmount":{"currency":"PHP","value":"150000"},"paymentMethod":{"paymentMethodType":"GCASH"},"env":{"terminalType":"WEB","clientIp":"127.0.0.1"},"paymentRedirectUrl":"https://merchant.example/return","paymentNotifyUrl":"http://127.0.0.1:18090/notifications"}`, requestID, n)
	head := fmt.Sprintf("POST /ams/sandbox/api/v1/payments/pay HTTP/1.1\r\nHost: 127.0.0.1:18080\r\nContent-Type: application/json; charset=UTF-8\r\nclient-id: SANDBOX_5YTESTTESTTEST01\r\nrequest-time: %d\r\nSignature: algorithm=RSA256,keyVersion=1,signature=%s\r\nContent-Length: %d\r\n\r\n", day.UnixMilli()+int64(n), randomText(n, 344), len(body))
	answer := fmt.Sprintf(`{"result":{"resultCode":"PAYMENT_IN_PROCESS","resultStatus":"U","resultMessage":"payment in process"},"paymentRequestId":"%s","paymentId":"%s"}`, requestID, paymentID)
	x := sandbox.Exchange{
		ID: idOf(n), EnvironmentID: testEnv, Kind: sandbox.KindGateway, StartedAt: day.Add(time.Duration(n) * time.Millisecond),
		DurationMicros: 1234, Scheme: "http", RemoteAddr: "127.0.0.1:50000", Method: "POST", Target: "/ams/sandbox/api/v1/payments/pay",
		API: "payments/pay", ClientID: "SANDBOX_5YTESTTESTTEST01", RequestTime: fmt.Sprint(day.UnixMilli() + int64(n)), HTTPStatus: 200,
		ResultStatus: sandbox.StatusU, ResultCode: "PAYMENT_IN_PROCESS", RequestID: requestID, PaymentID: paymentID,
		AmountMinor: 150000, Currency: "PHP", Verdict: sandbox.VerdictVerified, KeyVersion: "1", SkewMillis: -3,
		RequestBytes: int64(len(body)), ResponseBytes: int64(len(answer)),
	}
	if n%10 == 0 {
		x.Kind, x.API, x.Target, x.ResultStatus, x.ResultCode = sandbox.KindCapture, "notifyPayment", "/notifications", "", ""
	}
	return x, sandbox.ExchangeBytes{
		RequestHead: []byte(head), RequestBody: []byte(body), ResponseBody: []byte(answer),
		ResponseHead:       []byte("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nsignature: algorithm=RSA256,keyVersion=1,signature=" + randomText(n+1, 344) + "\r\nclient-id: SANDBOX_5YTESTTESTTEST01\r\n\r\n"),
		SignedPrefix:       []byte("POST /ams/sandbox/api/v1/payments/pay\nSANDBOX_5YTESTTESTTEST01.1767323045678."),
		AnswerSignedPrefix: []byte("POST /ams/sandbox/api/v1/payments/pay\nSANDBOX_5YTESTTESTTEST01.2026-01-02T11:04:05+08:00."),
	}
}

// randomText is length characters that look like base64 and do not compress.
func randomText(seed, length int) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	state := uint64(seed)*0x9E3779B97F4A7C15 + 1
	b := make([]byte, length)
	for i := range b {
		state ^= state << 13
		state ^= state >> 7
		state ^= state << 17
		b[i] = alphabet[state>>32&63]
	}
	return string(b)
}

func record(t testing.TB, s *Store, n int) sandbox.Exchange {
	t.Helper()
	x, b := exchangeOf(n)
	must(t, s.Record(bg, x, b))
	return x
}
