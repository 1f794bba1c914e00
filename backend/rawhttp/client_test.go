package rawhttp

import (
	"bufio"
	"context"
	"crypto/x509"
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// peer accepts one connection at a time and lets serve play the server.
func peer(t *testing.T, serve func(net.Conn)) *url.URL {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			serve(conn)
			conn.Close()
		}
	}()
	return mustParse(t, "http://"+l.Addr().String())
}

// answering reads a whole request, then writes text.
func answering(text string) func(net.Conn) {
	return func(c net.Conn) {
		req, err := http.ReadRequest(bufio.NewReader(c))
		if err != nil {
			return
		}
		io.Copy(io.Discard, req.Body)
		io.WriteString(c, text)
	}
}

func mustParse(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func post(t *testing.T, c *Client, u *url.URL, body string) (Answer, error) {
	t.Helper()
	head, err := Head(u, Field{"Content-Length", "2"})
	if err != nil {
		t.Fatal(err)
	}
	return c.Do(t.Context(), Request{URL: u, Head: head, Body: []byte(body)})
}

func TestHead_KeepsNamesAndOrder(t *testing.T) {
	got, err := Head(mustParse(t, "http://user:pw@bücher.example:81/a//b?x=1&y=a b#frag"), Field{"client-id", "C"}, Field{"X-Y", ""})
	want := "POST /a//b?x=1&y=a%20b HTTP/1.1\r\nHost: xn--bcher-kva.example:81\r\nclient-id: C\r\nX-Y: \r\n\r\n"
	if err != nil || string(got) != want {
		t.Fatalf("got %q, %v; want %q", got, err, want)
	}
}

func TestHead_FieldThatWouldBreakTheRequest_IsRefused(t *testing.T) {
	for _, f := range []Field{{"client-id", "a\r\nX: y"}, {"client-id", "a\x00"}, {"client id", "a"}, {"", "a"}} {
		if head, err := Head(mustParse(t, "http://x/"), f); err == nil {
			t.Errorf("%q was accepted: %q", f, head)
		}
	}
}

func TestTarget_IsOriginForm(t *testing.T) {
	for text, want := range map[string]string{
		"http://h":          "/",
		"http://h?a=b":      "/?a=b",
		"http://h/?":        "/?",
		"http://h/a%2Fb/ü":  "/a%2Fb/%C3%BC",
		"http://h/a?q=ü\"<": "/a?q=%C3%BC\"<",
	} {
		if got := Target(mustParse(t, text)); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestHostPort_FillsTheSchemesPort(t *testing.T) {
	for text, want := range map[string]string{
		"http://h":           "h:80",
		"https://h/":         "h:443",
		"https://h:8443":     "h:8443",
		"http://[::1]":       "[::1]:80",
		"http://[::1]:90/x":  "[::1]:90",
		"https://bücher.com": "xn--bcher-kva.com:443",
	} {
		if got, err := HostPort(mustParse(t, text)); err != nil || got != want {
			t.Errorf("%s: got %s, %v; want %s", text, got, err, want)
		}
	}
}

func TestDo_RequestAndAnswerAreExact(t *testing.T) {
	sent := make(chan string, 1)
	head := "HTTP/1.1 200 Fine\r\nx-ODD: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
	u := peer(t, func(c net.Conn) {
		var wire strings.Builder
		req, err := http.ReadRequest(bufio.NewReader(io.TeeReader(c, &wire)))
		if err != nil {
			return
		}
		io.Copy(io.Discard, req.Body)
		sent <- wire.String()
		io.WriteString(c, "HTTP/1.1 100 Continue\r\n\r\n"+head+"2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n")
	})
	a, err := post(t, &Client{}, u, "{}")
	if err != nil {
		t.Fatal(err)
	}
	if want := "POST / HTTP/1.1\r\nHost: " + u.Host + "\r\nContent-Length: 2\r\n\r\n{}"; <-sent != want {
		t.Errorf("the wire did not carry %q", want)
	}
	if string(a.Head) != head || string(a.Body) != "hello" || a.Status != 200 || a.Cut {
		t.Errorf("got head %q, body %q, status %d, cut %v", a.Head, a.Body, a.Status, a.Cut)
	}
	if a.RemoteAddr != u.Host {
		t.Errorf("remote %s, want %s", a.RemoteAddr, u.Host)
	}
}

func TestDo_AnswerAboveTheLimit_IsCutAtIt(t *testing.T) {
	for length, cut := range map[int]bool{9: false, 10: false, 11: true, 5000: true} {
		u := peer(t, answering("HTTP/1.1 200 OK\r\n\r\n"+strings.Repeat("a", length)))
		a, err := post(t, &Client{MaxBody: 10}, u, "{}")
		if err != nil || a.Cut != cut || len(a.Body) != min(length, 10) {
			t.Errorf("length %d: cut %v, %d kept, %v", length, a.Cut, len(a.Body), err)
		}
	}
}

func TestDo_RedirectIsAnAnswer(t *testing.T) {
	u := peer(t, answering("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"))
	if a, err := post(t, &Client{}, u, "{}"); err != nil || a.Status != 302 {
		t.Errorf("status %d, %v; want 302", a.Status, err)
	}
}

func TestDo_FailuresExplainThemselves(t *testing.T) {
	for name, c := range map[string]struct {
		serve func(net.Conn)
		want  string // after the host
		head  string // what is kept of the answer
	}{
		"closed at once":      {answering(""), " closed the connection without an answer.", ""},
		"head cut short":      {answering("HTTP/1.1 200 OK\r\nContent-"), " was cut short.", "HTTP/1.1 200 OK\r\nContent-"},
		"body cut short":      {answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), " was cut short.", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"},
		"not HTTP":            {answering("220 mail.example ESMTP\r\n"), " did not answer with valid HTTP.", "220 mail.example ESMTP\r\n"},
		"endless interim":     {answering(strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 20)), " did not answer with valid HTTP.", ""},
		"endless head":        {answering("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("a", 2<<20)), " is larger than 1 MiB.", ""},
		"reset while reading": {reset, " reset the connection before its answer was complete.", ""},
	} {
		t.Run(name, func(t *testing.T) {
			u := peer(t, c.serve)
			a, err := post(t, &Client{}, u, "{}")
			if err == nil {
				t.Fatalf("no error; answer %+v", a)
			}
			sentence := Explain(err, time.Second)
			if !strings.Contains(sentence, u.Host) || !strings.HasSuffix(sentence, c.want) {
				t.Errorf("%q does not name %s and end in %q", sentence, u.Host, c.want)
			}
			if c.head != "" && string(a.Head) != c.head {
				t.Errorf("kept %q, want %q", a.Head, c.head)
			}
		})
	}
}

// reset closes with unread bytes and no lingering, which sends RST.
func reset(c net.Conn) {
	io.ReadFull(c, make([]byte, 4))
	c.(*net.TCPConn).SetLinger(0)
}

func TestDo_SilentPeer_TimesOut(t *testing.T) {
	release := make(chan struct{})
	u := peer(t, func(net.Conn) { <-release })
	t.Cleanup(func() { close(release) })
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	head, _ := Head(u)
	_, err := (&Client{}).Do(ctx, Request{URL: u, Head: head})
	if got, want := Explain(err, 20*time.Millisecond), u.Host+" did not answer within 20ms."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDo_NobodyListens_SaysSo(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	u := mustParse(t, "http://"+l.Addr().String())
	l.Close()
	a, err := post(t, &Client{}, u, "{}")
	if got, want := Explain(err, time.Second), u.Host+" refused the connection; nothing listens on that port."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if a.RemoteAddr != "" {
		t.Errorf("remote %q although nothing was connected", a.RemoteAddr)
	}
}

func TestDo_LoopbackOnly_RefusesEveryOtherAddress(t *testing.T) {
	for _, host := range []string{"192.0.2.1", "[2001:db8::1]", "0.0.0.0", "[::ffff:192.0.2.1]", "10.0.0.1:8080"} {
		u := mustParse(t, "http://"+host)
		a, err := post(t, &Client{LoopbackOnly: true}, u, "{}")
		if got := Explain(err, time.Second); !strings.HasPrefix(got, "Nothing was sent: "+host+" leads to ") {
			t.Errorf("%s: %q", host, got)
		}
		if a.RemoteAddr != "" {
			t.Errorf("%s was connected to", host)
		}
	}
}

func TestDo_LoopbackOnly_AllowsLocalhost(t *testing.T) {
	u := peer(t, answering("HTTP/1.1 204 No Content\r\n\r\n"))
	u.Host = "localhost:" + u.Port()
	if a, err := post(t, &Client{LoopbackOnly: true}, u, "{}"); err != nil || a.Status != 204 {
		t.Errorf("status %d, %v", a.Status, err)
	}
}

func TestDo_TLS_ChecksTheCertificate(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.TLS == nil || r.ProtoMajor != 1 {
			w.WriteHeader(http.StatusTeapot)
		}
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // refused handshakes are the point here
	s.StartTLS()
	defer s.Close()
	pool, err := Roots(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}))
	if err != nil {
		t.Fatal(err)
	}
	u := mustParse(t, s.URL)
	wrong := mustParse(t, "https://localhost:"+u.Port())
	if a, err := post(t, &Client{Roots: pool}, u, "{}"); err != nil || a.Status != 200 {
		t.Errorf("trusted: status %d, %v", a.Status, err)
	}
	for _, c := range []struct {
		name  string
		roots *x509.CertPool
		u     *url.URL
		want  string
	}{
		{"unknown authority", x509.NewCertPool(), u, "is signed by an authority this computer does not trust."},
		{"wrong name", pool, wrong, "is for another name."},
	} {
		_, err := post(t, &Client{Roots: c.roots}, c.u, "{}")
		if err == nil || !strings.HasSuffix(Explain(err, time.Second), c.want) {
			t.Errorf("%s: %q", c.name, err)
		}
	}
}

func TestDo_TLSToAPlainPort_SuggestsHTTP(t *testing.T) {
	u := peer(t, func(c net.Conn) {
		io.ReadFull(c, make([]byte, 5))
		io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n")
		io.Copy(io.Discard, c)
	})
	u.Scheme = "https"
	_, err := post(t, &Client{}, u, "{}")
	if err == nil || !strings.Contains(Explain(err, time.Second), "may need http instead of https") {
		t.Errorf("got %v", err)
	}
}

func TestRoots_TextWithoutACertificate_IsAnError(t *testing.T) {
	if _, err := Roots([]byte("nothing here")); err == nil {
		t.Error("accepted")
	}
}
