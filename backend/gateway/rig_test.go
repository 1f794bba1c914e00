package gateway_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/gateway"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
	"antomdesk/backend/testkit"

	"github.com/jonboulle/clockwork"
)

// patience is how long a test waits for what must happen; it never decides what is right.
const patience = 20 * time.Second

var (
	keys        = testkit.CaptureKeys()
	merchantKey = mustKey(keys.Merchant.PrivatePKCS8Base64)
	wrongKey    = mustKey(keys.Wrong.PrivatePKCS8Base64)
	antomKey    = mustKey(keys.Antom.PrivatePKCS8Base64)
	morning     = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
)

const (
	payPath     = "/ams/sandbox/api/v1/payments/pay"
	inquiryPath = "/ams/sandbox/api/v1/payments/inquiryPayment"
	inquiryBody = `{"paymentRequestId":"nobody-knows"}`
)

func mustKey(text string) *rsa.PrivateKey {
	key, err := signature.ParsePrivateKey(text)
	if err != nil {
		panic(err)
	}
	return key
}

// directory knows the environments a test puts into it.
type directory struct {
	mu    sync.Mutex
	known map[string]sandbox.Environment // by client id
	keys  map[string][]sandbox.MerchantKey
	fail  error
}

func (d *directory) EnvironmentByClientID(_ context.Context, id string) (sandbox.Environment, []sandbox.MerchantKey, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return sandbox.Environment{}, nil, d.fail
	}
	e, ok := d.known[id]
	if !ok {
		return e, nil, sandbox.NotFound("no environment has the client id %s", id)
	}
	return e, d.keys[id], nil
}

func (d *directory) EnvironmentByID(_ context.Context, id string) (sandbox.Environment, error) {
	for _, e := range d.known {
		if e.ID == id {
			return e, nil
		}
	}
	return sandbox.Environment{}, sandbox.NotFound("no environment %s", id)
}

func (d *directory) Environments(context.Context) ([]sandbox.Environment, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Collect(maps.Values(d.known)), d.fail
}

func (d *directory) settings(change func(*sandbox.Settings)) {
	e := d.known[keys.ClientID]
	change(&e.Settings)
	d.known[keys.ClientID] = e
}

func (d *directory) clock(c sandbox.EnvironmentClock) {
	e := d.known[keys.ClientID]
	e.Clock = c
	d.known[keys.ClientID] = e
}

// recorded is one exchange as the gateway stored it.
type recorded struct {
	sandbox.Exchange
	sandbox.ExchangeBytes
}

// recorder keeps exchanges in memory and hands them to the test in order.
type recorder struct {
	rows   chan recorded
	fail   error
	undone error // what the decisions of calls come to
}

func (r *recorder) Record(_ context.Context, x sandbox.Exchange, b sandbox.ExchangeBytes) error {
	if r.fail != nil {
		return r.fail
	}
	r.rows <- recorded{x, b}
	return nil
}

func (r *recorder) RecordWithin(ctx context.Context, unit *sandbox.Unit, x sandbox.Exchange, b sandbox.ExchangeBytes) error {
	if unit != nil && r.undone != nil {
		return r.undone
	}
	return r.Record(ctx, x, b)
}

// rig is a gateway on a real socket with the real engine, whose log and directory a test controls.
type rig struct {
	t         *testing.T
	clock     *clockwork.FakeClock
	directory *directory
	recorder  *recorder
	gateway   *gateway.Gateway
	engine    gateway.Engine
	log       *lockedBuffer
	address   string
	tls       *tls.Config // the client's; nil for plain HTTP
}

type option func(*rig, *gateway.Config)

func withLimits(l gateway.Limits) option {
	return func(_ *rig, c *gateway.Config) { c.Limits = l }
}

func newRig(t *testing.T, options ...option) *rig {
	t.Helper()
	r := &rig{t: t, clock: clockwork.NewFakeClockAt(morning), log: &lockedBuffer{}}
	key := func(id, env string) sandbox.MerchantKey {
		return sandbox.MerchantKey{ID: id, EnvironmentID: env, Version: 1, PublicKey: keys.Merchant.PublicSPKIBase64}
	}
	r.directory = &directory{
		known: map[string]sandbox.Environment{
			keys.ClientID:     {ID: "env-test", Kind: sandbox.Test, ClientID: keys.ClientID, Settings: sandbox.DefaultSettings()},
			keys.LiveClientID: {ID: "env-live", Kind: sandbox.Live, ClientID: keys.LiveClientID, Settings: sandbox.DefaultSettings()},
		},
		keys: map[string][]sandbox.MerchantKey{
			keys.ClientID: {key("k1", "env-test")}, keys.LiveClientID: {key("k2", "env-live")},
		},
	}
	r.recorder = &recorder{rows: make(chan recorded, 1000)}
	store := testkit.NewMemStore()
	ids := sandbox.NewIDs(r.clock, rand.Reader)
	r.engine = engine.New(engine.Config{Reader: store, Decider: store, Due: store, Clock: r.clock, IDs: ids, Directory: r.directory})
	config := gateway.Config{
		Directory: r.directory, Recorder: r.recorder, Engine: r.engine, Key: antomKey, Clock: r.clock, IDs: ids,
		Log: slog.New(slog.NewTextHandler(r.log, nil)),
		Pages: http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			fmt.Fprintf(w, "page %s", q.URL.Path)
		}),
	}
	for _, o := range options {
		o(r, &config)
	}
	r.gateway = gateway.New(config)
	r.listen()
	return r
}

func (r *rig) listen() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		r.t.Fatal(err)
	}
	r.serve(l, func() error { return r.gateway.Serve(l, "http") })
}

// overTLS adds a TLS listener and makes the rig's clients use it.
func (r *rig) overTLS(server, client *tls.Config) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		r.t.Fatal(err)
	}
	r.tls = client
	r.serve(l, func() error { return r.gateway.ServeTLS(l, server) })
}

func (r *rig) serve(l net.Listener, run func() error) {
	r.address = l.Addr().String()
	served := make(chan error, 1)
	go func() { served <- run() }()
	r.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := r.gateway.Close(ctx); err != nil {
			r.t.Error(err)
		}
		if err := <-served; err != nil {
			r.t.Error(err)
		}
	})
}

// next is the next exchange in the log.
func (r *rig) next() recorded {
	r.t.Helper()
	select {
	case x := <-r.recorder.rows:
		return x
	case <-time.After(patience):
		r.t.Fatal("nothing was recorded")
		return recorded{}
	}
}

// nothingMore fails when an exchange is in the log that the test did not take.
func (r *rig) nothingMore() {
	r.t.Helper()
	select {
	case x := <-r.recorder.rows:
		r.t.Errorf("unexpected exchange: %q (%s)", x.RequestHead, x.Reason)
	default:
	}
}

// conn is a raw client connection that keeps what it reads.
type conn struct {
	net.Conn
	t      *testing.T
	reader *bufio.Reader
	wire   bytes.Buffer
}

func (r *rig) dial() *conn {
	r.t.Helper()
	raw, err := net.Dial("tcp", r.address)
	if err != nil {
		r.t.Fatal(err)
	}
	if err := raw.SetDeadline(time.Now().Add(patience)); err != nil {
		r.t.Fatal(err)
	}
	c := &conn{Conn: raw, t: r.t}
	if r.tls != nil {
		c.Conn = tls.Client(raw, r.tls)
	}
	c.reader = bufio.NewReader(io.TeeReader(c.Conn, &c.wire))
	r.t.Cleanup(func() { c.Close() })
	return c
}

func (c *conn) send(parts ...string) {
	c.t.Helper()
	if _, err := io.WriteString(c.Conn, strings.Join(parts, "")); err != nil {
		c.t.Fatal(err)
	}
}

// reply is one answer, with its exact bytes.
type reply struct {
	*http.Response
	head, body []byte
}

// answer reads the answer to a request of that method.
func (c *conn) answer(method string) reply {
	c.t.Helper()
	before := c.wire.Len() - c.reader.Buffered()
	response, err := http.ReadResponse(c.reader, &http.Request{Method: method})
	if err != nil {
		c.t.Fatalf("no answer: %v", err)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	wire := c.wire.Bytes()[before : c.wire.Len()-c.reader.Buffered()]
	return reply{Response: response, head: bytes.Clone(wire[:len(wire)-len(body)]), body: body}
}

// rest is everything until the gateway closes.
func (c *conn) rest() string {
	c.t.Helper()
	text, err := io.ReadAll(c.reader)
	if err != nil {
		c.t.Fatalf("the connection did not end cleanly: %v", err)
	}
	return string(text)
}

// request is a merchant's call; zero fields mean an ordinary signed inquiryPayment of the test client.
type request struct {
	method, target, signed string
	client, time, body     string
	sdk, mediaType         string
	key                    *rsa.PrivateKey
	signatureHeader        *string
	extra                  []string // more header lines
	without                string   // the name of a header to leave out
}

func (q request) defaults() request {
	for field, value := range map[*string]string{
		&q.method: "POST", &q.target: inquiryPath, &q.client: keys.ClientID, &q.body: inquiryBody,
		&q.time: fmt.Sprint(morning.UnixMilli()), &q.mediaType: "application/json; charset=UTF-8",
	} {
		if *field == "" {
			*field = value
		}
	}
	if q.signed == "" {
		q.signed = q.target
	}
	if q.key == nil {
		q.key = merchantKey
	}
	return q
}

// raw is the request as it goes over the wire, in odd header case so that a lost one shows.
func (q request) raw(t *testing.T) (head, body string) {
	t.Helper()
	q = q.defaults()
	sig, err := signature.Sign(q.key, signature.Prefix(q.signed, q.client, q.time), []byte(q.body))
	if err != nil {
		t.Fatal(err)
	}
	header := signature.FormatHeader("1", sig)
	if q.signatureHeader != nil {
		header = *q.signatureHeader
	}
	lines := []string{
		"hOst: pay.example.test:18080", "client-ID: " + q.client, "SIGNATURE:" + header, "request-Time:  " + q.time,
		"content-TYPE: " + q.mediaType, fmt.Sprintf("Content-length: %d", len(q.body)),
	}
	if q.sdk != "" {
		lines = append(lines, "Sdk-Version: "+q.sdk)
	}
	head = q.method + " " + q.target + " HTTP/1.1\r\n"
	for _, line := range lines {
		if name, _, _ := strings.Cut(line, ":"); !strings.EqualFold(name, q.without) {
			head += line + "\r\n"
		}
	}
	for _, line := range q.extra {
		head += line + "\r\n"
	}
	return head + "\r\n", q.body
}

// call sends q on a fresh connection and returns the answer and the log row.
func (r *rig) call(q request) (reply, recorded) {
	r.t.Helper()
	head, body := q.raw(r.t)
	c := r.dial()
	c.send(head, body)
	a := c.answer(q.defaults().method)
	row := r.next()
	if string(row.RequestHead) != head {
		r.t.Errorf("the log has the head\n%q\nwhich was sent as\n%q", row.RequestHead, head)
	}
	if !bytes.Equal(row.ResponseHead, a.head) || !bytes.Equal(row.ResponseBody, a.body) {
		r.t.Errorf("the log has the answer\n%q %q\nwhich arrived as\n%q %q", row.ResponseHead, row.ResponseBody, a.head, a.body)
	}
	return a, row
}

// code is the answer's resultCode.
func (a reply) code(t *testing.T) string { return resultOf(t, a.body).Code }

// verify checks the answer's signature with openssl (and again with the standard library) over path.
func (a reply) verify(t *testing.T, path string) {
	t.Helper()
	name := map[string]string{}
	for line := range strings.SplitSeq(string(a.head), "\r\n") {
		key, value, _ := strings.Cut(line, ": ")
		name[key] = value // exactly as on the wire: only lower case is found
	}
	_, encoded, found := strings.Cut(name["signature"], "algorithm=RSA256,keyVersion=1,signature=")
	if !found {
		t.Fatalf("no lower-case signature header in %q", a.head)
	}
	text, err := url.QueryUnescape(encoded)
	if err != nil {
		t.Fatal(err)
	}
	sig, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	signed := fmt.Sprintf("POST %s\n%s.%s.%s", path, name["client-id"], name["response-time"], a.body)
	digest := sha256.Sum256([]byte(signed))
	if err := rsa.VerifyPKCS1v15(&antomKey.PublicKey, crypto.SHA256, digest[:], sig); err != nil {
		t.Errorf("the answer does not verify over %s", path)
	}
	opensslVerify(t, keys.Antom.PublicSPKIPEM, signed, sig)
}

// opensslVerify is the second opinion, independent of our code and of Go's; without openssl it is
// left out.
func opensslVerify(t *testing.T, publicPEM, signed string, sig []byte) {
	t.Helper()
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Log("openssl is not installed; its opinion is left out")
		return
	}
	dir := t.TempDir()
	files := map[string][]byte{"key.pem": []byte(publicPEM), "sig": sig, "text": []byte(signed)}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(openssl, "dgst", "-sha256", "-verify", "key.pem", "-signature", "sig", "text")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("openssl: %s", out)
	}
}

// lockedBuffer is a process log that tests read.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
