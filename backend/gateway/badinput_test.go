package gateway_test

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/gateway"
	"antomdesk/backend/sandbox"
)

// impatient are limits short enough for a test to see them pass, and long enough for a call on a busy
// machine.
var impatient = withLimits(gateway.Limits{ReadHeaderTimeout: 700 * time.Millisecond, BodyTimeout: 700 * time.Millisecond})

// limitsFor keeps the product's limits unless the case is about time.
func limitsFor(slow bool) option {
	if slow {
		return impatient
	}
	return withLimits(gateway.Limits{})
}

// alive proves that the gateway still serves.
func (r *rig) alive() {
	r.t.Helper()
	if a, _ := r.call(request{}); a.code(r.t) != "ORDER_NOT_EXIST" {
		r.t.Errorf("afterwards: %s", a.body)
	}
	r.nothingMore()
}

func TestBadInput_WhatNeverReachesHTTP_IsLoggedWithItsReason(t *testing.T) {
	big := "POST /x HTTP/1.1\r\nHost: a\r\nX-Big: " + strings.Repeat("a", 1<<20+64<<10)
	good := "POST " + inquiryPath + " HTTP/1.1\r\nHost: a\r\n"
	for name, tc := range map[string]struct {
		sent   string
		hangUp bool   // the client ends its side
		status int    // as net/http answers it; 0 is a clean close
		reason string // part of the sentence
		head   string // what the log keeps; empty means what was sent
		method string
	}{
		"1 MB headers":            {sent: big + "\r\n\r\n", status: 431, reason: "larger than 1048576 bytes", head: big[:1<<20], method: "POST"},
		"slow loris":              {sent: "POST /x HTTP/1.1\r\nHo", status: 400, reason: "did not arrive within 700ms", method: "POST"},
		"slow loris, first byte":  {sent: "P", status: 400, reason: "did not arrive within 700ms"},
		"hung up inside the head": {sent: "POST /x HTTP/1.1\r\nHo", hangUp: true, status: 400, reason: "closed the connection inside", method: "POST"},
		"slow loris, whole line":  {sent: "POST /x HTTP/1.1\r\n", status: 0, reason: "did not arrive within 700ms", method: "POST"},
		"garbage line":            {sent: "hello world\r\n\r\n", status: 400, reason: "malformed HTTP request"},
		"binary garbage":          {sent: "\x00\x01\x02\n\n\xff", status: 400, reason: "not a valid HTTP request", head: "\x00\x01\x02\n\n"},
		"an empty line first":     {sent: "\r\n", status: 400, reason: "not a valid HTTP request"},
		"TLS on the plain port":   {sent: "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", status: 400, reason: "TLS handshake arrived on the plain HTTP port"},
		"no Host":                 {sent: "GET / HTTP/1.1\r\n\r\n", status: 400, reason: "missing required Host header", method: "GET"},
		"two Hosts":               {sent: "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", status: 400, reason: "too many Host headers", method: "GET"},
		"a broken escape":         {sent: "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", status: 400, reason: "invalid URL escape", method: "GET"},
		"another coding":          {sent: good + "Transfer-Encoding: gzip\r\n\r\n", status: 501, reason: "transfer encoding", method: "POST"},
		"two lengths":             {sent: good + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", status: 400, reason: "not a valid HTTP request", method: "POST"},
		"an expectation":          {sent: good + "Expect: tea\r\n\r\n", status: 417, reason: "Expectation Failed", method: "POST"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, limitsFor(strings.Contains(tc.reason, "did not arrive") || strings.Contains(tc.reason, "TLS")))
			c := r.dial()
			go func() { // a refused client may see the connection end while it sends
				_, _ = io.WriteString(c.Conn, tc.sent)
				if tc.hangUp {
					_ = c.Conn.(interface{ CloseWrite() error }).CloseWrite()
				}
			}()
			row := r.next()
			if tc.status != 0 {
				a := c.answer("POST")
				if a.StatusCode != tc.status || !bytes.Equal(a.head, row.ResponseHead) || !bytes.Equal(a.body, row.ResponseBody) {
					t.Errorf("answered %q %q, recorded %q %q", a.head, a.body, row.ResponseHead, row.ResponseBody)
				}
			} else if rest := c.rest(); rest != "" || len(row.ResponseHead) > 0 {
				t.Errorf("answered %q, recorded %q", rest, row.ResponseHead)
			}
			head := tc.head
			if head == "" {
				head = tc.sent
			}
			if !strings.HasPrefix(string(row.RequestHead), head) || len(row.RequestHead) > len(head)+16<<10 {
				t.Errorf("the log keeps %d bytes %.200q", len(row.RequestHead), row.RequestHead)
			}
			if row.HTTPStatus != tc.status || !strings.Contains(row.Reason, tc.reason) || row.Method != tc.method ||
				row.Kind != sandbox.KindGateway || row.Scheme != "http" || row.EnvironmentID != "" || row.Verdict != "" {
				t.Errorf("recorded %+v", row.Exchange)
			}
			r.alive()
		})
	}
}

func TestBadInput_ConnectionWithoutAByte_IsNotLogged(t *testing.T) {
	r := newRig(t, impatient)
	for range 3 {
		r.dial().Close()
	}
	c := r.dial()
	if rest := c.rest(); rest != "" { // closed by the gateway after its header timeout
		t.Errorf("got %q", rest)
	}
	r.alive()
}

func TestBadInput_RequestBehindTheLastAnswer_IsLoggedAsNeverRead(t *testing.T) {
	r := newRig(t)
	head, body := request{extra: []string{"Connection: close"}}.raw(t)
	c := r.dial()
	c.send(head, body, "GET /second HTTP/1.1\r\nHost: a\r\n\r\n")
	c.answer("POST")
	if row := r.next(); row.ResultCode != "ORDER_NOT_EXIST" {
		t.Errorf("first %+v", row.Exchange)
	}
	if row := r.next(); row.Target != "/second" || row.HTTPStatus != 0 || !strings.Contains(row.Reason, "never read") {
		t.Errorf("second %+v", row.Exchange)
	}
}

func TestBadInput_RefusalAfterAGoodCall_IsLoggedApart(t *testing.T) {
	r := newRig(t)
	head, body := request{}.raw(t)
	c := r.dial()
	c.send(head, body)
	c.answer("POST")
	r.next()
	c.send("GARBAGE\r\n\r\n")
	if row := r.next(); row.HTTPStatus != 400 || string(row.RequestHead) != "GARBAGE\r\n\r\n" {
		t.Errorf("recorded %d %q", row.HTTPStatus, row.RequestHead)
	}
}

func TestBadBody_IsParamIllegalWithItsReason(t *testing.T) {
	length := func(n int) string { return fmt.Sprintf("Content-Length: %d", n) }
	for name, tc := range map[string]struct {
		framing string
		sent    string
		hangUp  bool
		reason  string
		kept    int
		size    int64
	}{
		"cut short":             {length(100), `{"a":1`, true, "cut short: 6 of 100 bytes arrived", 6, 6},
		"too slow":              {length(100), `{"a":1`, false, "within 700ms: 6 of 100 bytes arrived", 6, 6},
		"chunks cut short":      {"Transfer-Encoding: chunked", "3\r\nabc\r\n", true, "cut short: 3 bytes arrived", 3, 3},
		"chunks malformed":      {"Transfer-Encoding: chunked", "3\r\nabc\r\nzz\r\n", false, "chunks are malformed", 3, 3},
		"2 MiB and a byte":      {length(2<<20 + 1), strings.Repeat(" ", 2<<20+1), false, "larger than 2097152 bytes", 2 << 20, 2<<20 + 1},
		"31 MiB":                {length(31 << 20), strings.Repeat(" ", 31<<20), false, "larger than 2097152 bytes", 2 << 20, 31 << 20},
		"3 MiB in one chunk":    {"Transfer-Encoding: chunked", "300000\r\n" + strings.Repeat(" ", 3<<20) + "\r\n0\r\n\r\n", false, "larger", 2 << 20, 3 << 20},
		"2 MiB is not too much": {length(2 << 20), strings.Repeat(" ", 2<<20), false, "empty", 2 << 20, 2 << 20},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, limitsFor(name == "too slow"))
			head, _ := request{without: "content-length", extra: []string{tc.framing}}.raw(t)
			c := r.dial()
			go func() {
				_, _ = io.WriteString(c.Conn, head+tc.sent)
				if tc.hangUp {
					_ = c.Conn.(interface{ CloseWrite() error }).CloseWrite()
				}
			}()
			a, row := c.answer("POST"), r.next()
			a.verify(t, inquiryPath)
			result := resultOf(t, a.body)
			if result.Code != "PARAM_ILLEGAL" || !strings.Contains(result.Message, tc.reason) || row.Reason != result.Message {
				t.Errorf("%s; recorded %q", a.body, row.Reason)
			}
			if len(row.RequestBody) != tc.kept || row.RequestBytes != tc.size {
				t.Errorf("kept %d of %d bytes, want %d of %d", len(row.RequestBody), row.RequestBytes, tc.kept, tc.size)
			}
			if (tc.size > int64(tc.kept)) != (len(row.Warnings) == 1) {
				t.Errorf("warnings %q", row.Warnings)
			}
			if string(row.RequestHead) != head {
				t.Errorf("head %q", row.RequestHead)
			}
			r.alive()
		})
	}
}

func TestBadBody_BeyondWhatIsDrained_EndsTheConnection(t *testing.T) {
	r := newRig(t, withLimits(gateway.Limits{MaxBodyBytes: 1 << 10, MaxDrainBytes: 4 << 10}))
	head, _ := request{without: "content-length", extra: []string{"Content-Length: 1048576"}}.raw(t)
	c := r.dial()
	c.send(head, strings.Repeat(" ", 8<<10))
	a, row := c.answer("POST"), r.next()
	if a.code(t) != "PARAM_ILLEGAL" || !a.Close || row.RequestBytes != 4<<10 || len(row.RequestBody) != 1<<10 {
		t.Errorf("%s, kept %d of %d", a.body, len(row.RequestBody), row.RequestBytes)
	}
	if !bytes.Equal(a.head, row.ResponseHead) {
		t.Errorf("recorded %q, sent %q", row.ResponseHead, a.head)
	}
}

func TestBadTLS_IsLoggedWithItsReason(t *testing.T) {
	server, client := testTLS(t)
	plainHead := "POST /ams/api/v1/payments/pay HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n"
	for name, tc := range map[string]struct {
		speak  func(c *conn)
		answer string
		reason string
		head   string
	}{
		"plain HTTP":     {func(c *conn) { c.send(plainHead, "{}") }, "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n", "Plain HTTP arrived on the TLS port", plainHead},
		"garbage":        {func(c *conn) { c.send("hello there, is this TLS?\r\n") }, "", "TLS handshake failed", ""},
		"hung up inside": {func(c *conn) { c.send("\x16\x03\x01\x02\x00\x01"); c.hangUp() }, "", "closed the connection during the TLS handshake", ""},
		"slow":           {func(c *conn) { c.send("\x16\x03\x01") }, "", "was not finished in time", ""},
		"an unknown CA":  {func(c *conn) { _ = tls.Client(c.Conn, &tls.Config{ServerName: "localhost"}).Handshake() }, "", "must trust this installation's CA", ""},
		"another protocol": {func(c *conn) {
			_ = tls.Client(c.Conn, &tls.Config{ServerName: "localhost", RootCAs: client.RootCAs, NextProtos: []string{"h3"}}).Handshake()
		}, "", "TLS handshake failed", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, limitsFor(name == "slow"))
			r.overTLS(server, nil)
			c := r.dial()
			tc.speak(c)
			row := r.next()
			if row.Scheme != "https" || !strings.Contains(row.Reason, tc.reason) || len(row.RequestHead) == 0 {
				t.Errorf("recorded %+v %q", row.Exchange, row.RequestHead)
			}
			if tc.head != "" && string(row.RequestHead) != tc.head {
				t.Errorf("head %q", row.RequestHead)
			}
			if tc.answer != "" {
				if rest := c.rest(); rest != tc.answer || row.HTTPStatus != 400 || string(row.ResponseHead)+string(row.ResponseBody) != tc.answer {
					t.Errorf("answered %q, recorded %d %q", rest, row.HTTPStatus, row.ResponseHead)
				}
			}
			r.tls = client
			r.alive()
		})
	}
}

func TestBadTLS_ConnectionWithoutAByteOrWithoutARequest_IsNotLogged(t *testing.T) {
	server, client := testTLS(t)
	r := newRig(t)
	r.overTLS(server, nil)
	r.dial().Close()
	r.tls = client
	c := r.dial()
	if err := c.Conn.(*tls.Conn).Handshake(); err != nil {
		t.Fatal(err)
	}
	c.Close()
	r.alive()
}
