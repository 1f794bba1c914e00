package web_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"antomdesk/backend/bus"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
	"antomdesk/backend/web"

	"github.com/jonboulle/clockwork"
)

const token = "the-token-of-this-run"

// Echo is a service of its own, so that these tests do not hang on what the real ones do.
type Echo struct{}

type echoInput struct {
	Text string `json:"text"`
	Bad  string `json:"bad"` // the error code to fail with
}

type echoOutput struct {
	Text string `json:"text"`
}

// Say returns what it was told, or fails as it was told.
func (*Echo) Say(in echoInput) (echoOutput, error) {
	if in.Bad != "" {
		return echoOutput{}, &sandbox.Error{Code: sandbox.ErrorCode(in.Bad), Message: "as asked", Field: "bad", ExchangeID: "x1"}
	}
	return echoOutput{Text: in.Text}, nil
}

// site is a running server and the bus that feeds its hints.
type site struct {
	origin string
	bus    *bus.Bus
	clock  *clockwork.FakeClock
	web    *web.Server
}

func newSite(t *testing.T, assets fstest.MapFS) *site {
	t.Helper()
	s := &site{bus: bus.New(), clock: clockwork.NewFakeClock()}
	hints := services.NewHints(s.clock)
	s.web = web.New(web.Config{
		Bound: append(services.New(services.Identity{Version: "1.2.3", Clock: s.clock}).Bound(), &Echo{}),
		Hints: hints, Export: exporter, ExportPayments: paymentExporter, Assets: assets, Token: token, Clock: s.clock,
	})
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.origin = "http://" + socket.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	go hints.Run(ctx, s.bus.Subscribe())
	served := make(chan error, 1)
	go func() { served <- s.web.Serve(socket) }()
	t.Cleanup(func() {
		stop()
		if err := s.web.Close(context.Background()); err != nil {
			t.Error("close:", err)
		}
		if err := <-served; err != nil {
			t.Error("serve:", err)
		}
	})
	return s
}

func (s *site) port() string { return s.origin[strings.LastIndex(s.origin, ":")+1:] }

// ask is one request, with headers as name, value pairs; Host is taken too.
type ask struct {
	method, path, body string
	headers            []string
}

func post(path, body string, headers ...string) ask {
	return ask{http.MethodPost, path, body, append([]string{"Content-Type", "application/json"}, headers...)}
}

func get(path string, headers ...string) ask { return ask{http.MethodGet, path, "", headers} }

const bearer = "Bearer " + token

// do sends a without following redirects, and returns the answer with its body read.
func (s *site) do(t *testing.T, a ask) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(a.method, s.origin+a.path, strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(a.headers); i += 2 {
		if a.headers[i] == "Host" {
			request.Host = a.headers[i+1]
			continue
		}
		request.Header.Set(a.headers[i], a.headers[i+1])
	}
	client := &http.Client{
		Timeout:       20 * time.Second,
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

// signIn redeems the first link and returns the Cookie header to send.
func (s *site) signIn(t *testing.T) string {
	t.Helper()
	response, body := s.do(t, get("/?token="+token))
	if response.StatusCode != http.StatusSeeOther || len(response.Cookies()) != 1 {
		t.Fatalf("the link was not taken: %d %s", response.StatusCode, body)
	}
	c := response.Cookies()[0]
	return c.Name + "=" + c.Value
}

func wantStatus(t *testing.T, response *http.Response, body string, status int) {
	t.Helper()
	if response.StatusCode != status {
		t.Fatalf("got %d %s, want %d", response.StatusCode, body, status)
	}
}
