package gateway_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	mathrand "math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/doctor"
	"antomdesk/backend/engine"
	"antomdesk/backend/gateway"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
	"antomdesk/backend/testkit"
)

// vigilant is a doctor that counts its cases.
type vigilant struct {
	gateway.Doctor
	cases int
}

func (v *vigilant) Diagnose(ctx context.Context, c signature.Case, at time.Time) signature.Diagnosis {
	v.cases++
	if v.Doctor == nil {
		return signature.Diagnose(c)
	}
	return v.Doctor.Diagnose(ctx, c, at)
}

func withDoctor(d gateway.Doctor) option {
	return func(_ *rig, c *gateway.Config) { c.Doctor = d }
}

func TestDoctor_TenThousandValidCalls_NeverCallIt(t *testing.T) {
	calls := 10_000
	if testing.Short() {
		calls = 500
	}
	key, err := rsa.GenerateKey(rand.Reader, 1024) // fast enough to sign that many
	if err != nil {
		t.Fatal(err)
	}
	v := &vigilant{}
	seen := make(chan recorded, 1)
	r := newRig(t, withDoctor(v), func(_ *rig, c *gateway.Config) { c.Key, c.Recorder = key, lastOnly(seen) })
	r.directory.keys[keys.ClientID][0].PublicKey = signature.FormatPublicKey(&key.PublicKey)
	random := mathrand.New(mathrand.NewPCG(6, 1))
	c := r.dial()
	for i := range calls {
		if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
			t.Fatal(err)
		}
		q := randomCall(random, key)
		c.send(strings.Join(q.lines(t), ""), q.body)
		c.answer("POST")
		if row := <-seen; row.Verdict != sandbox.VerdictVerified || strings.Contains(row.Reason, "signature") {
			t.Fatalf("call %d: %s %q for %+v", i, row.Verdict, row.Reason, q)
		}
		c.wire.Reset()
	}
	if v.cases != 0 {
		t.Errorf("the doctor was called %d times", v.cases)
	}
	if _, row := lastCall(r, seen, request{key: wrongKey}); v.cases != 1 || row.Verdict != sandbox.VerdictFailed {
		t.Errorf("a wrong one: %d cases, %s", v.cases, row.Verdict)
	}
}

// lastOnly is a recorder that hands every exchange straight to the test.
type lastOnly chan recorded

func (l lastOnly) RecordWithin(ctx context.Context, _ *sandbox.Unit, x sandbox.Exchange, b sandbox.ExchangeBytes) error {
	return l.Record(ctx, x, b)
}

func (l lastOnly) Record(_ context.Context, x sandbox.Exchange, b sandbox.ExchangeBytes) error {
	l <- recorded{x, b}
	return nil
}

func lastCall(r *rig, seen chan recorded, q request) (reply, recorded) {
	head, body := q.raw(r.t)
	c := r.dial()
	c.send(head, body)
	return c.answer("POST"), <-seen
}

// randomCall is a valid call of a random shape: any path that is served, time format, body.
func randomCall(random *mathrand.Rand, key *rsa.PrivateKey) request {
	at := morning.Add(time.Duration(random.Int64N(int64(time.Hour))))
	times := []string{
		strconv.FormatInt(at.UnixMilli(), 10), at.Format(time.RFC3339), at.Format("2006-01-02T15:04:05-0700"),
		at.Format("2006-01-02T15:04:05.0000000Z"), strconv.FormatInt(at.UnixNano(), 10),
	}
	targets := []string{
		inquiryPath, inquiryPath + "?a=%20b&c=/ams/x", "/ams/api/v1/payments/inquiryPayment", "https://h:1" + inquiryPath, "/gw" + inquiryPath,
	}
	q := request{key: key, target: targets[random.IntN(len(targets))], time: times[random.IntN(len(times))]}
	q.signed = signature.SignedPath(q.target)
	fields := map[string]any{"paymentRequestId": randomText(random), "é/<&>": randomText(random), "n": random.IntN(1e9)}
	body, err := json.MarshalIndent(fields, "", strings.Repeat(" ", random.IntN(4)))
	if err != nil {
		panic(err)
	}
	q.body = strings.Repeat(" ", random.IntN(2)) + string(body) + strings.Repeat("\r\n", random.IntN(2))
	return q
}

func randomText(random *mathrand.Rand) string {
	letters := []rune("abcZ09/é茶🎉\"\\<>&\u2028")
	text := make([]rune, 1+random.IntN(40))
	for i := range text {
		text[i] = letters[random.IntN(len(letters))]
	}
	return string(text)
}

// lines is the head of a call.
func (q request) lines(t testing.TB) []string {
	t.Helper()
	q = q.defaults()
	sig, err := signature.Sign(q.key, signature.Prefix(q.signed, q.client, q.time), []byte(q.body))
	if err != nil {
		t.Fatal(err)
	}
	return []string{
		q.method + " " + q.target + " HTTP/1.1\r\nHost: shop.example\r\nClient-Id: " + q.client + "\r\nRequest-Time: " + q.time,
		"\r\nSignature: " + signature.FormatHeader("1", sig) + fmt.Sprintf("\r\nContent-Length: %d\r\n\r\n", len(q.body)),
	}
}

func TestDoctor_EverySignatureThatIsRefused_IsRefusedInWords(t *testing.T) {
	q := request{}.defaults()
	prefix := signature.Prefix(q.target, q.client, q.time)
	sig, err := signature.Sign(merchantKey, prefix, []byte(q.body))
	if err != nil {
		t.Fatal(err)
	}
	encoded := url.QueryEscape(base64.StdEncoding.EncodeToString(sig))
	for name, tc := range map[string]struct {
		header, says string
		silent       bool // the doctor finds nothing
	}{
		"no key version":      {"algorithm=RSA256,keyVersion=,signature=" + encoded, "keyVersion part of the Signature header has 0 characters", false},
		"a long key version":  {"algorithm=RSA256,keyVersion=" + strings.Repeat("1", 33) + ",signature=" + encoded, "has 33 characters", false},
		"key version twice":   {"algorithm=RSA256,keyVersion=1,keyVersion=1,signature=" + encoded, "keyversion appears twice", false},
		"a silent doctor":     {"algorithm=RSA256,keyVersion=,signature=" + encoded, "The keyVersion part of the Signature header has 0 characters", true},
		"silent of mismatch":  {signature.FormatHeader("1", sig[1:]), "The signature does not match", true},
		"an algorithm quoted": {`algorithm="RSA256",keyVersion="1",signature=` + encoded, `says "RSA256"`, false},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, withDoctor(&vigilant{}))
			if tc.silent {
				r = newRig(t, withDoctor(silent{}))
			}
			q := request{signatureHeader: &tc.header}
			a, row := r.call(q)
			if told := resultOf(t, a.body); told.Code != "INVALID_SIGNATURE" || !strings.Contains(told.Message, tc.says) || row.Reason != told.Message {
				t.Errorf("told %+v, logged %q", told, row.Reason)
			}
		})
	}
}

// silent is a doctor that finds nothing.
type silent struct{}

func (silent) Diagnose(context.Context, signature.Case, time.Time) signature.Diagnosis {
	return signature.Diagnosis{}
}

// BenchmarkVerifiedCall shows that a doctor costs a verified call nothing: both lines agree.
func BenchmarkVerifiedCall(b *testing.B) {
	antom := &antomKey.PublicKey
	for name, d := range map[string]gateway.Doctor{"without a doctor": nil, "with the doctor": doctor.New(nil, antom, nil)} {
		b.Run(name, func(b *testing.B) {
			conn := benchGateway(b, d)
			q := request{}.defaults()
			call := strings.Join(q.lines(b), "") + q.body
			reader := bufio.NewReader(conn)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := io.WriteString(conn, call); err != nil {
					b.Fatal(err)
				}
				response, err := http.ReadResponse(reader, nil)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := io.Copy(io.Discard, response.Body); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// benchGateway is a gateway whose records go nowhere, and a connection to it.
func benchGateway(b *testing.B, d gateway.Doctor) net.Conn {
	b.Helper()
	known := &directory{
		known: map[string]sandbox.Environment{keys.ClientID: {ID: "env-test", Kind: sandbox.Test, ClientID: keys.ClientID, Settings: sandbox.DefaultSettings()}},
		keys:  map[string][]sandbox.MerchantKey{keys.ClientID: {{ID: "k1", Version: 1, PublicKey: keys.Merchant.PublicSPKIBase64}}},
	}
	clock := sandbox.SystemClock{}
	g := gateway.New(gateway.Config{
		Directory: known, Recorder: nowhere{}, Engine: benchEngine(known, clock), Doctor: d, Key: antomKey, Clock: clock,
		IDs: sandbox.NewIDs(clock, rand.Reader), Log: slog.New(slog.DiscardHandler),
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = g.Serve(l, "http") }()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = conn.Close()
		_ = g.Close(context.Background())
	})
	return conn
}

func benchEngine(known *directory, clock sandbox.Clock) gateway.Engine {
	store := testkit.NewMemStore()
	return engine.New(engine.Config{
		Reader: store, Decider: store, Due: store, Clock: clock, IDs: sandbox.NewIDs(clock, rand.Reader), Directory: known,
	})
}

type nowhere struct{}

func (nowhere) Record(context.Context, sandbox.Exchange, sandbox.ExchangeBytes) error { return nil }

func (nowhere) RecordWithin(context.Context, *sandbox.Unit, sandbox.Exchange, sandbox.ExchangeBytes) error {
	return nil
}
