package rawhttp

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
)

var clock = clockwork.NewFakeClockAt(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))

// echo answers with the head and body it saw.
func echo(_ context.Context, call *Call) Reply {
	body, err := io.ReadAll(call.Body)
	if err != nil {
		return Plain(http.StatusBadRequest, clock.Now(), "cut short")
	}
	return Compose(http.StatusOK, clock.Now(), false, "text/plain", append(call.Head, body...))
}

// serving starts s on a free port and returns a connection to it.
func serving(t *testing.T, s *Server) net.Conn {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.Clock = clock
	s.Log = slog.New(slog.DiscardHandler)
	served := make(chan error, 1)
	go func() { served <- s.Serve(l, "http") }()
	t.Cleanup(func() {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		s.Close(ctx)
		if err := <-served; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	return connect(t, l.Addr())
}

func connect(t *testing.T, to net.Addr) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", to.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func send(t *testing.T, c net.Conn, text string) {
	t.Helper()
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
}

// answer reads one response.
func answer(t *testing.T, r *bufio.Reader) (*http.Response, string) {
	t.Helper()
	rsp, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(rsp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return rsp, string(body)
}

func TestServer_PipelinedRequests_KeepTheirExactHeads(t *testing.T) {
	conn := serving(t, &Server{Handler: echo})
	requests := []string{
		"POST /a HTTP/1.1\r\nhost: x\r\nCONTENT-length: 3\r\n\r\nabc",
		"POST /b//c HTTP/1.1\nHost: y\n\n",
		"PUT /d HTTP/1.1\r\nHost: z\r\nContent-Length: 1\r\n\r\n1",
	}
	send(t, conn, requests[0]+"\r\n"+requests[1]+requests[2]) // with a stray blank line after the first
	r := bufio.NewReader(conn)
	for _, want := range requests {
		if _, got := answer(t, r); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestServer_Reply_IsWhatWasComposed(t *testing.T) {
	reply := Compose(http.StatusOK, clock.Now(), true, "text/plain", []byte("hi"), Field{"x-Y", "z"})
	conn := serving(t, &Server{Handler: func(context.Context, *Call) Reply { return reply }})
	send(t, conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	wire, err := io.ReadAll(conn)
	want := "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nDate: Fri, 02 Jan 2026 03:04:05 GMT\r\nx-Y: z\r\nConnection: close\r\n\r\nhi"
	if err != nil || string(wire) != want || string(reply.Head())+string(reply.Body()) != want {
		t.Errorf("got %q, %v; want %q", wire, err, want)
	}
}

func TestServer_Chunked_IsDecodedAndTheConnectionGoesOn(t *testing.T) {
	conn := serving(t, &Server{Handler: echo})
	head := "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
	r := bufio.NewReader(conn)
	for range 2 {
		send(t, conn, head+"2\r\nab\r\n1;ext=1\r\nc\r\n0\r\nTrailer: 1\r\n\r\n")
		if _, got := answer(t, r); got != head+"abc" {
			t.Errorf("got %q", got)
		}
	}
}

func TestServer_ExpectContinue_IsAnsweredBeforeTheBody(t *testing.T) {
	conn := serving(t, &Server{Handler: echo})
	head := "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n"
	send(t, conn, head)
	r := bufio.NewReader(conn)
	if rsp, _ := answer(t, r); rsp.StatusCode != http.StatusContinue {
		t.Fatalf("status %d, want 100", rsp.StatusCode)
	}
	send(t, conn, "ok")
	if _, got := answer(t, r); got != head+"ok" {
		t.Errorf("got %q", got)
	}
}

func TestServer_UnreadBody_EndsTheConnectionAfterTheReply(t *testing.T) {
	refuse := func(context.Context, *Call) Reply {
		return Compose(http.StatusRequestEntityTooLarge, clock.Now(), false, "text/plain", nil)
	}
	for name, head := range map[string]string{
		"unread":           "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nsome",
		"unread, expected": "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n",
	} {
		conn := serving(t, &Server{Handler: refuse})
		send(t, conn, head)
		r := bufio.NewReader(conn)
		if rsp, _ := answer(t, r); rsp.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: status %d", name, rsp.StatusCode)
		}
		if _, err := r.ReadByte(); !errors.Is(err, io.EOF) {
			t.Errorf("%s: the connection goes on: %v", name, err)
		}
	}
}

func TestServer_RefusesWhatItCannotRead(t *testing.T) {
	for request, want := range map[string]int{
		"GET / HTTP/1.1\r\nX: " + strings.Repeat("a", 1<<20) + "\r\n\r\n":   http.StatusRequestHeaderFieldsTooLarge,
		"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n":              http.StatusBadRequest,
		"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n":                     http.StatusBadRequest,
		"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n": http.StatusBadRequest,
		"nonsense\r\n\r\n": http.StatusBadRequest,
	} {
		conn := serving(t, &Server{Handler: echo})
		go io.WriteString(conn, request) // the server may stop reading
		rsp, _ := answer(t, bufio.NewReader(conn))
		if rsp.StatusCode != want || !rsp.Close {
			t.Errorf("%.30q: status %d, close %v; want %d and close", request, rsp.StatusCode, rsp.Close, want)
		}
	}
}

func TestServer_ClosingPeers_GetNoAnswer(t *testing.T) {
	for _, request := range []string{"", "POST / HT", "POST / HTTP/1.1\r\nHost: x\r\n"} {
		conn := serving(t, &Server{Handler: echo})
		send(t, conn, request)
		conn.(*net.TCPConn).CloseWrite()
		if wire, err := io.ReadAll(conn); err != nil || len(wire) != 0 {
			t.Errorf("%q: got %q, %v", request, wire, err)
		}
	}
}

func TestServer_SlowHead_IsRefusedAndClosed(t *testing.T) {
	conn := serving(t, &Server{Handler: echo, ReadTimeout: 20 * time.Millisecond})
	send(t, conn, "POST / HTTP/1.1\r\nHo")
	if rsp, _ := answer(t, bufio.NewReader(conn)); rsp.StatusCode != http.StatusRequestTimeout {
		t.Errorf("status %d, want 408", rsp.StatusCode)
	}
}

func TestServer_IdleConnection_IsClosed(t *testing.T) {
	conn := serving(t, &Server{Handler: echo, IdleTimeout: 20 * time.Millisecond})
	if wire, err := io.ReadAll(conn); err != nil || len(wire) != 0 {
		t.Errorf("got %q, %v; want a clean close", wire, err)
	}
}

func TestServer_OldOrClosingClients_GetTheirConnectionClosed(t *testing.T) {
	for _, request := range []string{
		"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
	} {
		conn := serving(t, &Server{Handler: echo})
		send(t, conn, request)
		if _, err := io.ReadAll(conn); err != nil {
			t.Errorf("%q: %v", request, err)
		}
	}
}

func TestServer_PanicInTheHandler_EndsOnlyItsConnection(t *testing.T) {
	s := &Server{Handler: func(ctx context.Context, c *Call) Reply {
		if c.RequestURI == "/panic" {
			panic("oh")
		}
		return echo(ctx, c)
	}}
	first := serving(t, s)
	second := connect(t, first.RemoteAddr())
	send(t, first, "GET /panic HTTP/1.1\r\nHost: x\r\n\r\n")
	if wire, err := io.ReadAll(first); err != nil || len(wire) != 0 {
		t.Errorf("got %q, %v; want a close", wire, err)
	}
	send(t, second, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	if rsp, _ := answer(t, bufio.NewReader(second)); rsp.StatusCode != 200 {
		t.Errorf("status %d, want 200", rsp.StatusCode)
	}
}

func TestClose_LetsTheRequestUnderWayFinishAndEndsIdleOnes(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	s := &Server{Handler: func(ctx context.Context, c *Call) Reply {
		close(entered)
		<-release
		return echo(ctx, c)
	}}
	busy := serving(t, s)
	idle := connect(t, busy.RemoteAddr())
	send(t, busy, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	<-entered
	closed := make(chan error, 1)
	go func() { closed <- s.Close(context.Background()) }()
	if _, err := io.ReadAll(idle); err != nil {
		t.Logf("the idle connection ended with %v", err) // reset when it was never accepted
	}
	close(release)
	if rsp, _ := answer(t, bufio.NewReader(busy)); rsp.StatusCode != 200 {
		t.Errorf("status %d, want 200", rsp.StatusCode)
	}
	if err := <-closed; err != nil {
		t.Errorf("Close: %v", err)
	}
}

func TestClose_CutsOffWhatOutlastsItsContext(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	s := &Server{Handler: func(context.Context, *Call) Reply { close(entered); <-release; return Reply{} }}
	conn := serving(t, s)
	send(t, conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	<-entered
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Close(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Close: %v", err)
	}
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Error("the connection goes on")
	}
	close(release)
}

func TestServe_AfterClose_ClosesTheSocket(t *testing.T) {
	s := &Server{Handler: echo, Clock: clock}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Serve(l, "http"); err != nil {
		t.Error(err)
	}
	if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("the socket is still open: %v", err)
	}
}
