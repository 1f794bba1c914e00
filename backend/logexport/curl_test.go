package logexport

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
)

// arrived is a request as a server read it.
type arrived struct {
	method, target, body string
	header               http.Header
}

// sendWithShell runs the command in a shell against a server of our own and returns what arrived there.
func sendWithShell(t *testing.T, x sandbox.Exchange, b sandbox.ExchangeBytes) arrived {
	t.Helper()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl here")
	}
	var got arrived
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		got = arrived{r.Method, r.RequestURI, string(body), r.Header}
	}))
	defer server.Close()
	b.RequestHead = []byte(strings.ReplaceAll(string(b.RequestHead), "HOST", strings.TrimPrefix(server.URL, "http://")))
	x.Target = strings.ReplaceAll(x.Target, "ORIGIN", server.URL)
	if out, err := exec.Command("sh", "-c", Curl(x, b, "")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s\n%s", err, out, Curl(x, b, ""))
	}
	return got
}

func TestCurl_AnyBytes_ArriveAsTheyWereSent(t *testing.T) {
	bodies := []string{
		`{"a":"it's 100% \"fine\" \\ $HOME ` + "`id`" + ` !! \u00e9 中文"}`, "two\nlines\tand a tab\n", "@/etc/passwd", "-", " ",
		"\xef\xbb\xbf{\"bom\":1}\r\n", "\x00\x01\xff'%s\\n\x7f", "'; rm -rf /; '", "",
	}
	for _, body := range bodies {
		x := sandbox.Exchange{Method: "POST", Scheme: "http", Target: "/ams/sandbox/api/v1/payments/pay"}
		head := "POST /ams/sandbox/api/v1/payments/pay HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json; charset=UTF-8\r\n" +
			"Signature: algorithm=RSA256,keyVersion=1,signature=a'b%2B$(id)\r\nX-Empty:\r\nclient-id: C\r\nContent-Length: 9\r\n\r\n"
		got := sendWithShell(t, x, sandbox.ExchangeBytes{RequestHead: []byte(head), RequestBody: []byte(body)})
		if got.body != body || got.method != "POST" || got.target != x.Target {
			t.Errorf("%q arrived as %+v", body, got)
		}
		if got.header.Get("Signature") != "algorithm=RSA256,keyVersion=1,signature=a'b%2B$(id)" || got.header.Get("Client-Id") != "C" {
			t.Errorf("headers %v", got.header)
		}
		var names []string
		for name := range got.header {
			names = append(names, name)
		}
		slices.Sort(names)
		want := []string{"Client-Id", "Content-Length", "Content-Type", "Signature", "X-Empty"}
		if body == "" {
			want = []string{"Client-Id", "Content-Type", "Signature", "X-Empty"}
		}
		if !slices.Equal(names, want) {
			t.Errorf("%q: header names %v, want %v", body, names, want)
		}
	}
}

func TestCurl_StrangeTargets_StayAsTheyWere(t *testing.T) {
	for _, target := range []string{"/a/../b//c?x=[1]&y={2}&z=%2f", "/only#part", "/{a}|b", "/notify?q='x'"} {
		x := sandbox.Exchange{Method: "PUT", Scheme: "http", Target: target}
		head := "PUT " + target + " HTTP/1.1\r\nHost: HOST\r\n\r\n"
		if got := sendWithShell(t, x, sandbox.ExchangeBytes{RequestHead: []byte(head), RequestBody: []byte("x")}); got.target != target || got.method != "PUT" {
			t.Errorf("%s arrived as %+v", target, got)
		}
	}
}

func TestCurl_ADelivery_GoesWhereItWent(t *testing.T) {
	x := sandbox.Exchange{Kind: sandbox.KindDelivery, Method: "POST", Scheme: "http", Target: "ORIGIN/notify?a=1"}
	got := sendWithShell(t, x, sandbox.ExchangeBytes{RequestHead: []byte("POST /notify?a=1 HTTP/1.1\r\nHost: elsewhere\r\n\r\n"), RequestBody: []byte("{}")})
	if got.target != "/notify?a=1" || got.body != "{}" {
		t.Errorf("%+v", got)
	}
}

func TestCurl_OverHTTPS_TrustsTheLocalAuthority(t *testing.T) {
	x := sandbox.Exchange{Method: "POST", Scheme: "https", Target: "/x"}
	b := sandbox.ExchangeBytes{RequestHead: []byte("POST /x HTTP/1.1\r\nHost: h:1\r\n\r\n")}
	if command := Curl(x, b, "/data of mine/ca.pem"); !strings.Contains(command, "--cacert '/data of mine/ca.pem'") || !strings.Contains(command, "'https://h:1/x'") {
		t.Error(command)
	}
}
