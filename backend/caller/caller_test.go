package caller

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

const (
	path   = "/ams/api//v1/payments/pay?x=1"
	answer = `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success."}}`
	when   = "2026-01-02T11:04:05+08:00"
)

var start = time.Date(2026, 1, 2, 3, 4, 5, 678e6, time.UTC)

func newKey() *rsa.PrivateKey {
	key, err := signature.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
}

var merchantKey, antomKey = sync.OnceValue(newKey), sync.OnceValue(newKey)

func caller() *Caller {
	return New(Config{Clock: clockwork.NewFakeClockAt(start), LoopbackOnly: true})
}

func request(origin string) Request {
	return Request{URL: origin + path, ClientID: "SANDBOX_5YABC", PrivateKey: merchantKey(), Body: []byte("{\n \"a\" : 1 }"), AntomKey: &antomKey().PublicKey}
}

// gateway answers every call with f.
func gateway(t *testing.T, f http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(f)
	t.Cleanup(s.Close)
	return s.URL
}

// signed answers as Antom does, signed over signedPath for clientID.
func signed(t *testing.T, signedPath, clientID string, change func(http.Header)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		sig, err := signature.Sign(antomKey(), signature.Prefix(signedPath, clientID, when), []byte(answer))
		if err != nil {
			t.Error(err)
		}
		h := w.Header()
		h["client-id"], h["response-time"] = []string{clientID}, []string{when}
		h["signature"] = []string{signature.FormatHeader("1", sig)}
		if change != nil {
			change(h)
		}
		io.WriteString(w, answer)
	}
}

func TestSend_Request_IsSignedAndKeptExactly(t *testing.T) {
	var head http.Header
	var target string
	var body []byte
	origin := gateway(t, func(w http.ResponseWriter, r *http.Request) {
		head, target = r.Header, r.RequestURI
		body, _ = io.ReadAll(r.Body)
		signed(t, path, "SANDBOX_5YABC", nil)(w, r)
	})
	got, err := caller().Send(t.Context(), request(origin))
	if err != nil {
		t.Fatal(err)
	}
	if target != path || string(body) != "{\n \"a\" : 1 }" || head.Get("Request-Time") != "1767323045678" || head.Get("Client-Id") != "SANDBOX_5YABC" {
		t.Errorf("target %s, body %q, headers %v", target, body, head)
	}
	h, err := signature.ParseHeader(head.Get("Signature"))
	if err != nil || h.KeyVersion != "1" {
		t.Fatalf("signature header: %+v, %v", h, err)
	}
	prefix := []byte("POST " + path + "\nSANDBOX_5YABC.1767323045678.")
	if err := signature.Verify(&merchantKey().PublicKey, prefix, body, h.Signature); err != nil || !bytes.Equal(got.SignedPrefix, prefix) {
		t.Errorf("signed over %q: %v", got.SignedPrefix, err)
	}
	parsed, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(append(got.RequestHead, got.RequestBody...))))
	if err != nil || parsed.RequestURI != path || parsed.Header.Get("Signature") != head.Get("Signature") {
		t.Errorf("kept %q, %v", got.RequestHead, err)
	}
	for _, name := range []string{"\r\nClient-Id: ", "\r\nRequest-Time: ", "\r\nSignature: ", "\r\nContent-Type: application/json; charset=UTF-8\r\n"} {
		if !strings.Contains(string(got.RequestHead), name) {
			t.Errorf("the head lacks %q", name)
		}
	}
}

func TestSend_Answer_IsKeptAndVerified(t *testing.T) {
	origin := gateway(t, signed(t, path, "SANDBOX_5YABC", nil))
	got, err := caller().Send(t.Context(), request(origin))
	if err != nil {
		t.Fatal(err)
	}
	if got.Verdict != sandbox.VerdictVerified || got.Reason != "" || got.HTTPStatus != 200 || string(got.ResponseBody) != answer {
		t.Errorf("verdict %s %q, status %d, body %s", got.Verdict, got.Reason, got.HTTPStatus, got.ResponseBody)
	}
	if want := "POST " + path + "\nSANDBOX_5YABC." + when + "."; string(got.AnswerSignedPrefix) != want {
		t.Errorf("answer signed over %q, want %q", got.AnswerSignedPrefix, want)
	}
	if !strings.HasPrefix(string(got.ResponseHead), "HTTP/1.1 200 OK\r\n") || !strings.Contains(string(got.ResponseHead), "\r\nresponse-time: "+when) || !strings.HasSuffix(string(got.ResponseHead), "\r\n\r\n") {
		t.Errorf("head kept as %q", got.ResponseHead)
	}
	if u, _ := url.Parse(origin); got.RemoteAddr != u.Host || !got.StartedAt.Equal(start) {
		t.Errorf("remote %s, started %s", got.RemoteAddr, got.StartedAt)
	}
}

func TestSend_AnswersSignature_IsJudged(t *testing.T) {
	const mismatch = "The answer's signature does not verify with Antom's public key over the path, client-id, response-time and body."
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		verdict sandbox.Verdict
		reason  string
	}{
		"client-id left out":     {signed(t, path, "SANDBOX_5YABC", func(h http.Header) { delete(h, "client-id") }), sandbox.VerdictVerified, ""},
		"for another client":     {signed(t, path, "OTHER", nil), sandbox.VerdictVerified, ""}, // as the Go and Python SDKs judge
		"over another path":      {signed(t, "/ams/api/v1/payments/pay", "SANDBOX_5YABC", nil), sandbox.VerdictFailed, mismatch},
		"unsigned":               {signed(t, path, "SANDBOX_5YABC", func(h http.Header) { delete(h, "signature") }), sandbox.VerdictMissing, "The answer is not signed; Antom leaves refusals of the caller itself unsigned."},
		"response-time left out": {signed(t, path, "SANDBOX_5YABC", func(h http.Header) { delete(h, "response-time") }), sandbox.VerdictFailed, "The answer has no response-time header, and the signature covers it."},
		"garbled":                {signed(t, path, "SANDBOX_5YABC", func(h http.Header) { h["signature"] = []string{"nonsense"} }), sandbox.VerdictFailed, "The part \"nonsense\" of the Signature header is not name=value."},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := caller().Send(t.Context(), request(gateway(t, c.handler)))
			if err != nil || got.Verdict != c.verdict || got.Reason != c.reason {
				t.Errorf("got %s %q, %v; want %s %q", got.Verdict, got.Reason, err, c.verdict, c.reason)
			}
		})
	}
}

func TestSend_WithoutAntomsKey_LeavesTheAnswerUnchecked(t *testing.T) {
	q := request(gateway(t, signed(t, path, "SANDBOX_5YABC", nil)))
	q.AntomKey = nil
	if got, err := caller().Send(t.Context(), q); err != nil || got.Verdict != sandbox.VerdictNone || got.AnswerSignedPrefix != nil {
		t.Errorf("verdict %q, %v", got.Verdict, err)
	}
}

func TestSend_WrongRequests_NameTheField(t *testing.T) {
	for field, change := range map[string]func(*Request){
		"url":        func(q *Request) { q.URL = "localhost:18080/ams" },
		"privateKey": func(q *Request) { q.PrivateKey = nil },
		"clientId":   func(q *Request) { q.ClientID = "two\r\nlines: 1" },
		"keyVersion": func(q *Request) { q.KeyVersion = "1\n" },
	} {
		q := request("http://127.0.0.1:9")
		change(&q)
		_, err := caller().Send(t.Context(), q)
		var wrong *sandbox.Error
		if !errors.As(err, &wrong) || wrong.Code != sandbox.CodeInvalid || wrong.Field != field {
			t.Errorf("%s: got %v", field, err)
		}
	}
}

func TestSend_NoAnswer_SaysWhyAndKeepsWhatWasSent(t *testing.T) {
	origin := gateway(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	got, err := caller().Send(t.Context(), request(origin))
	if sandbox.CodeOf(err) != sandbox.CodeUnavailable || !strings.HasSuffix(err.Error(), " closed the connection without an answer.") {
		t.Errorf("got %v", err)
	}
	if len(got.RequestHead) == 0 || got.RemoteAddr == "" || got.HTTPStatus != 0 {
		t.Errorf("kept %+v", got)
	}
}

func TestSend_RemoteAddress_IsRefusedWithLoopbackOnly(t *testing.T) {
	got, err := caller().Send(t.Context(), request("https://192.0.2.1"))
	if sandbox.CodeOf(err) != sandbox.CodeUnavailable || !strings.HasPrefix(err.Error(), "Nothing was sent: 192.0.2.1 leads to 192.0.2.1:443") || got.RemoteAddr != "" {
		t.Errorf("got %v, remote %q", err, got.RemoteAddr)
	}
}

func TestSend_CancelledContext_EndsTheCall(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	origin := gateway(t, func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body) // or the server would not notice that the caller left
		cancel()
		<-r.Context().Done()
	})
	if _, err := caller().Send(ctx, request(origin)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
