package gateway_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/gateway"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

func resultOf(t *testing.T, body []byte) sandbox.Result {
	t.Helper()
	var answer struct{ Result sandbox.Result }
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatalf("%v in %q", err, body)
	}
	return answer.Result
}

const payBody = `{"productCode":"CASHIER_PAYMENT","paymentRequestId":"pay-1",` +
	`"order":{"referenceOrderId":"o-1","orderDescription":"tea","orderAmount":{"currency":"PHP","value":"150000"}},` +
	`"paymentAmount":{"currency":"PHP","value":"150000"},"paymentMethod":{"paymentMethodType":"GCASH"},` +
	`"paymentRedirectUrl":"https://shop.example.test/back","settlementStrategy":{"settlementCurrency":"PHP"},` +
	`"env":{"terminalType":"WEB"}}`

func TestCall_SignedPay_IsAnsweredSignedAndRecorded(t *testing.T) {
	r := newRig(t)
	a, row := r.call(request{target: payPath, body: payBody})
	a.verify(t, payPath)
	if a.StatusCode != 200 || a.code(t) != "PAYMENT_IN_PROCESS" {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	var answer struct{ PaymentID, NormalURL string }
	if err := json.Unmarshal(a.body, &answer); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(answer.NormalURL, "http://pay.example.test:18080/wallet/") {
		t.Errorf("the buyer is sent to %s", answer.NormalURL)
	}
	want := sandbox.Exchange{
		Kind: sandbox.KindGateway, EnvironmentID: "env-test", Scheme: "http", Method: "POST", Target: payPath,
		API: "payments/pay", ClientID: keys.ClientID, RequestTime: fmt.Sprint(morning.UnixMilli()), HTTPStatus: 200,
		ResultStatus: sandbox.StatusU, ResultCode: "PAYMENT_IN_PROCESS", RequestID: "pay-1", PaymentID: answer.PaymentID,
		AmountMinor: 150000, Currency: "PHP", Verdict: sandbox.VerdictVerified, KeyVersion: "1",
		RequestBytes: int64(len(payBody)), ResponseBytes: int64(len(a.body)), StartedAt: morning,
		ID: row.ID, RemoteAddr: row.RemoteAddr,
	}
	if got := row.Exchange; fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("recorded\n%+v, want\n%+v", got, want)
	}
	if len(row.ID) != 36 || !strings.HasPrefix(row.RemoteAddr, "127.0.0.1:") {
		t.Errorf("id %q, caller %q", row.ID, row.RemoteAddr)
	}
	if want := signature.Prefix(payPath, keys.ClientID, row.RequestTime); !bytes.Equal(row.SignedPrefix, want) {
		t.Errorf("string to sign %q, want %q", row.SignedPrefix, want)
	}
	want2 := "POST " + payPath + "\n" + keys.ClientID + ".2026-11-23T09:00:00+08:00."
	if string(row.AnswerSignedPrefix) != want2 {
		t.Errorf("the answer's string to sign %q, want %q", row.AnswerSignedPrefix, want2)
	}
	if string(row.RequestBody) != payBody {
		t.Errorf("body %q", row.RequestBody)
	}
}

func TestCall_AnswerHead_IsExactlyAntoms(t *testing.T) {
	r := newRig(t)
	a, _ := r.call(request{})
	lines := strings.Split(string(a.head), "\r\n")
	var names []string
	for _, line := range lines[1:] {
		if name, _, found := strings.Cut(line, ":"); found {
			names = append(names, name)
		}
	}
	if got := strings.Join(names, " "); lines[0] != "HTTP/1.1 200 OK" ||
		got != "Content-Length Content-Type Date client-id response-time signature" {
		t.Errorf("%s with %s", lines[0], got)
	}
	if ct, date := a.Header.Get("Content-Type"), a.Header.Get("Date"); ct != "application/json; charset=UTF-8" || date != "Mon, 23 Nov 2026 01:00:00 GMT" {
		t.Errorf("Content-Type %q, Date %q", ct, date)
	}
}

func TestCall_KeepAliveAndPipelining_KeepEachExchangeApart(t *testing.T) {
	r := newRig(t)
	c := r.dial()
	var stream string
	var heads []string
	for i := range 5 {
		head, body := request{body: fmt.Sprintf(`{"paymentRequestId":"p-%d"}`, i), extra: []string{fmt.Sprintf("x-N: %d", i)}}.raw(t)
		heads = append(heads, head)
		stream += head + body
	}
	c.send(stream[:100])
	c.send(stream[100:])
	for i, head := range heads {
		a, row := c.answer("POST"), r.next()
		if a.code(t) != "ORDER_NOT_EXIST" || string(row.RequestHead) != head || row.RequestID != fmt.Sprintf("p-%d", i) {
			t.Errorf("%d: %s, recorded %s %q", i, a.body, row.RequestID, row.RequestHead)
		}
		if !bytes.Equal(row.ResponseHead, a.head) {
			t.Errorf("%d: recorded %q, sent %q", i, row.ResponseHead, a.head)
		}
	}
	c.Close()
	r.nothingMore()
}

func TestCall_EveryWayOfHTTP1_IsRecordedAsSent(t *testing.T) {
	body := inquiryBody
	chunks := fmt.Sprintf("5\r\n%s\r\n%x\r\n%s\r\n0\r\nX-Trailer: t\r\n\r\n", body[:5], len(body)-5, body[5:])
	for name, tc := range map[string]struct {
		change func(head string) string
		body   string
		first  string // what arrives before the answer
		last   bool   // the connection ends with the answer
	}{
		"connection close": {func(h string) string { return strings.Replace(h, "\r\n\r\n", "\r\nConnection: close\r\n\r\n", 1) }, body, "", true},
		"HTTP/1.0":         {func(h string) string { return strings.Replace(h, "HTTP/1.1", "HTTP/1.0", 1) }, body, "", true},
		"HTTP/1.0 keep-alive": {func(h string) string {
			return strings.Replace(strings.Replace(h, "HTTP/1.1", "HTTP/1.0", 1), "\r\n\r\n", "\r\nConnection: keep-alive\r\n\r\n", 1)
		}, body, "", false},
		"chunked": {func(h string) string {
			return strings.Replace(h, fmt.Sprintf("Content-length: %d", len(body)), "Transfer-Encoding: chunked", 1)
		}, chunks, "", false},
		"expect 100": {func(h string) string { return strings.Replace(h, "\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n", 1) }, body, "HTTP/1.1 100 Continue\r\n\r\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			head, _ := request{}.raw(t)
			head = tc.change(head)
			c := r.dial()
			c.send(head)
			if tc.first != "" {
				got, err := c.reader.Peek(len(tc.first))
				if err != nil || string(got) != tc.first {
					t.Fatalf("%q, %v", got, err)
				}
				_, _ = c.reader.Discard(len(tc.first))
			}
			c.send(tc.body)
			a, row := c.answer("POST"), r.next()
			a.verify(t, inquiryPath)
			if a.code(t) != "ORDER_NOT_EXIST" || string(row.RequestHead) != head || string(row.RequestBody) != body {
				t.Errorf("%s; recorded %q %q", a.body, row.RequestHead, row.RequestBody)
			}
			if !bytes.Equal(row.ResponseHead, a.head) {
				t.Errorf("recorded %q, sent %q", row.ResponseHead, a.head)
			}
			if tc.last && c.rest() != "" {
				t.Error("the connection goes on")
			}
			c.Close()
			r.nothingMore()
		})
	}
}

func TestCall_CallerThatStopsSending_IsStillAnswered(t *testing.T) {
	r := newRig(t)
	c := r.dial()
	head, body := request{}.raw(t)
	c.send(head, body)
	if err := c.Conn.(interface{ CloseWrite() error }).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	if a := c.answer("POST"); a.code(t) != "ORDER_NOT_EXIST" {
		t.Errorf("%s", a.body)
	}
}

func TestPages_WalletPaths_AreServedAndNotRecorded(t *testing.T) {
	r := newRig(t)
	c := r.dial()
	for range 2 {
		c.send("GET /wallet/abc HTTP/1.1\r\nHost: a\r\n\r\n")
		if a := c.answer("GET"); string(a.body) != "page /wallet/abc" {
			t.Errorf("%s", a.body)
		}
	}
	r.nothingMore()
	head, body := request{}.raw(t)
	c.send(head, body)
	if row := r.next(); string(row.RequestHead) != head {
		t.Errorf("after a page the log has %q", row.RequestHead)
	}
}

func TestCall_SkewAndReceiveTime_AreRecorded(t *testing.T) {
	r := newRig(t)
	c := r.dial()
	head, body := request{time: fmt.Sprint(morning.Add(-90 * time.Second).UnixMilli())}.raw(t)
	c.send(head, body)
	c.answer("POST")
	if row := r.next(); row.SkewMillis != -90_000 || !row.StartedAt.Equal(morning) {
		t.Errorf("skew %d, started %s", row.SkewMillis, row.StartedAt)
	}
}

func TestCall_ManyAtOnce_AreEachAnsweredAndRecordedOnce(t *testing.T) {
	const callers, calls = 16, 10
	r := newRig(t)
	connections := make([]*conn, callers)
	for i := range connections {
		connections[i] = r.dial()
	}
	answers := make(chan string, callers*calls)
	for i, c := range connections {
		go func() {
			for j := range calls {
				head, body := request{body: fmt.Sprintf(`{"paymentRequestId":"p-%d-%d"}`, i, j)}.raw(t)
				if _, err := io.WriteString(c.Conn, head+body); err != nil {
					answers <- err.Error()
					continue
				}
				answers <- string(c.answer("POST").head)
			}
		}()
	}
	sent := map[string]int{}
	for range callers * calls {
		sent[<-answers]++
	}
	ids := map[string]bool{}
	for range callers * calls {
		row := r.next()
		sent[string(row.ResponseHead)]--
		ids[row.RequestID] = true
		if string(row.RequestBody) != fmt.Sprintf(`{"paymentRequestId":"%s"}`, row.RequestID) || row.Verdict != sandbox.VerdictVerified {
			t.Errorf("recorded %q with %q", row.RequestID, row.RequestBody)
		}
	}
	for head, n := range sent {
		if n != 0 {
			t.Errorf("%d answers too many: %q", n, head)
		}
	}
	if len(ids) != callers*calls {
		t.Errorf("%d exchanges", len(ids))
	}
	r.nothingMore()
}

func TestClose_LetsACallInProgressEnd_AndRecordsWhatIsSent(t *testing.T) {
	begun, finish := make(chan struct{}), make(chan struct{})
	r := newRig(t, func(r *rig, c *gateway.Config) {
		real := c.Engine.(*engine.Engine)
		c.Engine = brokenEngine{real, func() (engine.Answer, error) {
			close(begun)
			<-finish
			return real.InquiryPayment(t.Context(), engine.Call{}, contract.InquiryPaymentRequest{PaymentID: "x"})
		}}
	})
	head, body := request{}.raw(t)
	c := r.dial()
	c.send(head, body)
	<-begun
	closed := make(chan error, 1)
	go func() { closed <- r.gateway.Close(context.Background()) }()
	for { // until the port is given up
		probe, err := net.Dial("tcp", r.address)
		if err != nil {
			break
		}
		probe.Close()
	}
	close(finish)
	a, row := c.answer("POST"), r.next()
	if a.code(t) != "ORDER_NOT_EXIST" || !bytes.Equal(a.head, row.ResponseHead) {
		t.Errorf("%s; recorded %q, sent %q", a.body, row.ResponseHead, a.head)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

func TestCall_WhatIsSentAtLength_IsCutInTheRowAndWholeInTheBytes(t *testing.T) {
	r := newRig(t)
	long := strings.Repeat("x", 100<<10)
	a, row := r.call(request{target: inquiryPath + "?q=" + long, client: long})
	a.verify(t, inquiryPath+"?q="+long)
	if len(row.Target) != 2<<10 || len(row.ClientID) != 128 || row.ResultCode != "UNKNOWN_CLIENT" {
		t.Errorf("%s, target of %d, client id of %d bytes", row.ResultCode, len(row.Target), len(row.ClientID))
	}
	if len(a.body) > 1<<10 {
		t.Errorf("an answer of %d bytes", len(a.body))
	}
}
