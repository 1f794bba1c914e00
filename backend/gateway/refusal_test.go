package gateway_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/gateway"
	"antomdesk/backend/sandbox"
)

func text(s string) *string { return &s }

// nested is a JSON object of that many levels.
func nested(levels int) string {
	return strings.Repeat(`{"a":`, levels-1) + "{}" + strings.Repeat("}", levels-1)
}

func TestRefusal_EachInItsOrder_IsSignedAndRecordedWithItsReason(t *testing.T) {
	for name, tc := range map[string]struct {
		request request
		code    string
		says    string // part of the sentence told and recorded
		path    string // the answer is signed over it; empty: the request's own
		verdict sandbox.Verdict
	}{
		"path outside Antom":       {request{target: "/payments/pay"}, "INVALID_API", "/payments/pay", "", ""},
		"path unknown to Antom":    {request{target: "/ams/api/v1/payments/fly"}, "NO_INTERFACE_DEF", "/ams/api/v1/payments/fly", "", ""},
		"an encoded path":          {request{target: "/ams/api/v1/payments%2Fpay"}, "NO_INTERFACE_DEF", "payments%2Fpay", "", ""},
		"a path to be cleaned":     {request{target: "/ams/api/v1/x/../payments/pay"}, "NO_INTERFACE_DEF", "x/../payments", "", ""},
		"path before method":       {request{target: "/x", method: "GET"}, "INVALID_API", "/x", "", ""},
		"not POST":                 {request{method: "PUT", body: "x"}, "METHOD_NOT_SUPPORTED", "PUT", "", ""},
		"OPTIONS *":                {request{method: "OPTIONS", target: "*"}, "INVALID_API", "*", "", ""},
		"media type":               {request{}.media("text/xml"), "MEDIA_TYPE_NOT_ACCEPTABLE", `text/xml`, "", ""},
		"media before body":        {request{body: "x"}.media("text/plain"), "MEDIA_TYPE_NOT_ACCEPTABLE", "text/plain", "", ""},
		"not JSON":                 {request{body: "hello"}, "PARAM_ILLEGAL", "body", "", ""},
		"empty body":               {request{body: " "}, "PARAM_ILLEGAL", "empty", "", ""},
		"an array":                 {request{body: "[1]"}, "PARAM_ILLEGAL", "one JSON object", "", ""},
		"two objects":              {request{body: "{}{}"}, "PARAM_ILLEGAL", "goes on", "", ""},
		"not UTF-8":                {request{body: "{\"a\":\"\xff\"}"}, "PARAM_ILLEGAL", "UTF-8", "", ""},
		"duplicate key":            {request{body: `{"a":1,"a":2}`}, "PARAM_ILLEGAL", "duplicate", "", ""},
		"65 levels":                {request{body: nested(65)}, "PARAM_ILLEGAL", "64", "", ""},
		"64 levels reach on":       {request{body: nested(64), client: "nobody"}, "UNKNOWN_CLIENT", "nobody", "", ""},
		"body before client":       {request{body: "x", client: "nobody"}, "PARAM_ILLEGAL", "body", "", ""},
		"client missing":           {request{without: "client-id"}, "UNKNOWN_CLIENT", "Client-Id header is missing", "", ""},
		"client unknown":           {request{client: "nobody"}, "UNKNOWN_CLIENT", `"nobody"`, "", ""},
		"no key":                   {request{client: "keyless", signatureHeader: text("garbled")}, "KEY_NOT_FOUND", `"keyless"`, "", ""},
		"signature missing":        {request{without: "signature"}, "INVALID_SIGNATURE", "Signature header is missing", "", sandbox.VerdictMissing},
		"signature garbled":        {request{signatureHeader: text("algorithm=RSA256,keyVersion=1,signature=%%%")}, "INVALID_SIGNATURE", "percent escape", "", sandbox.VerdictFailed},
		"signature of another key": {request{key: wrongKey}, "INVALID_SIGNATURE", "does not verify", "", sandbox.VerdictFailed},
		"signature of other path":  {request{signed: payPath}, "INVALID_SIGNATURE", "does not verify", "", sandbox.VerdictFailed},
		"time missing":             {request{without: "request-time"}, "INVALID_SIGNATURE", "Request-Time header is missing", "", sandbox.VerdictFailed},
		"time garbled":             {request{time: "yesterday"}, "INVALID_SIGNATURE", "yesterday", "", sandbox.VerdictFailed},
		"a field missing":          {request{target: payPath, body: strings.Replace(payBody, `"paymentRequestId":"pay-1",`, "", 1)}, "PARAM_ILLEGAL", "paymentRequestId is required", "", sandbox.VerdictVerified},
		"a field wrong":            {request{target: payPath, body: strings.Replace(payBody, `"150000"`, `"12.50"`, 1)}, "PARAM_ILLEGAL", `order.orderAmount.value`, "", sandbox.VerdictVerified},
		"a file of no payment":     {request{target: "/ams/api/v1/payments/uploadInvoiceShippingFile", body: `{"paymentRequestId":"1","uploadFile":"a","fileId":"1","fileType":"PDF"}`}, "ORDER_NOT_EXIST", "paymentRequestId", "", sandbox.VerdictVerified},
		"business refusal":         {request{}, "ORDER_NOT_EXIST", "", "", sandbox.VerdictVerified},
		"prefix, other SDKs":       {request{target: "/gw/ams/api/v1/nope"}, "NO_INTERFACE_DEF", "/ams/api/v1/nope", "/ams/api/v1/nope", ""},
		"prefix, Go SDK":           {request{target: "/gw/ams/api/v1/nope", sdk: "global-open-sdk-go"}, "NO_INTERFACE_DEF", "/ams/api/v1/nope", "", ""},
		"an absolute target":       {request{target: "https://h:1/gw/ams/api/v1/nope", sdk: "global-open-sdk-go"}, "NO_INTERFACE_DEF", "/ams/api/v1/nope", "/ams/api/v1/nope", ""},
		"the query counts":         {request{target: inquiryPath + "?a=/ams/b", key: wrongKey}, "INVALID_SIGNATURE", "", "", sandbox.VerdictFailed},
		"accept is not looked at":  {request{extra: []string{"Accept: text/plain,text/xml,text/javascript,text/html"}}, "ORDER_NOT_EXIST", "", "", sandbox.VerdictVerified},
		"no content type at all":   {request{without: "content-type"}, "ORDER_NOT_EXIST", "", "", sandbox.VerdictVerified},
		"one of two content types": {request{extra: []string{"Content-Type: text/plain"}}, "ORDER_NOT_EXIST", "", "", sandbox.VerdictVerified},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			r.directory.known["keyless"] = sandbox.Environment{ID: "env-bare", ClientID: "keyless"}
			a, row := r.call(tc.request)
			path := tc.path
			if path == "" {
				path = tc.request.defaults().target
			}
			a.verify(t, path)
			result := resultOf(t, a.body)
			if a.StatusCode != 200 || result.Code != tc.code || result.Status != sandbox.StatusF || !strings.Contains(result.Message, tc.says) {
				t.Errorf("%d %s", a.StatusCode, a.body)
			}
			if row.ResultCode != tc.code || row.ResultStatus != sandbox.StatusF || row.Reason != result.Message || row.HTTPStatus != 200 {
				t.Errorf("recorded %s %s %d: %q", row.ResultStatus, row.ResultCode, row.HTTPStatus, row.Reason)
			}
			if row.Verdict != tc.verdict {
				t.Errorf("verdict %q, want %q", row.Verdict, tc.verdict)
			}
		})
	}
}

func TestRefusal_BeforeTheCallerIsLookedAt_IsInTheLogOfItsClientIDOnly(t *testing.T) {
	for name, tc := range map[string]struct {
		request request
		code    string
		want    string // the environment of the row
	}{
		"a malformed body":          {request{body: "hello"}, "PARAM_ILLEGAL", "env-test"},
		"a malformed body, live":    {request{body: "hello", client: keys.LiveClientID}, "PARAM_ILLEGAL", "env-live"},
		"an unknown path":           {request{target: "/ams/api/v1/payments/fly"}, "NO_INTERFACE_DEF", "env-test"},
		"another method":            {request{method: "PUT"}, "METHOD_NOT_SUPPORTED", "env-test"},
		"a body of a stranger":      {request{body: "hello", client: "nobody"}, "PARAM_ILLEGAL", ""},
		"a body without client id":  {request{body: "hello", without: "client-id"}, "PARAM_ILLEGAL", ""},
		"refused for its signature": {request{key: wrongKey}, "INVALID_SIGNATURE", "env-test"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			// Attributing the row must not make it a refusal of the caller, which this setting leaves unsigned.
			r.directory.settings(func(s *sandbox.Settings) { s.UnsignedRejections = true })
			a, row := r.call(tc.request)
			if a.code(t) != tc.code || row.EnvironmentID != tc.want {
				t.Errorf("%s of environment %q; want %s of %q", a.code(t), row.EnvironmentID, tc.code, tc.want)
			}
			if signed, want := a.Header.Get("Signature") != "", tc.code != "INVALID_SIGNATURE"; signed != want {
				t.Errorf("signed %v, want %v", signed, want)
			}
		})
	}
}

// media sends this Content-Type in place of the ordinary one.
func (q request) media(value string) request {
	q.mediaType = value
	return q
}

func TestRefusal_HEAD_HasAnEmptyBody(t *testing.T) {
	r := newRig(t)
	a, row := r.call(request{method: "HEAD", body: "x"})
	if len(a.body) != 0 || row.ResultCode != "METHOD_NOT_SUPPORTED" || a.ContentLength == 0 {
		t.Errorf("%q, %s", a.body, row.ResultCode)
	}
}

func TestRefusal_UnsignedAsAntom_LeavesOnlyTheCallersOwnUnsigned(t *testing.T) {
	r := newRig(t)
	r.directory.settings(func(s *sandbox.Settings) { s.UnsignedRejections = true })
	e := r.directory.known[keys.ClientID]
	e.ID, e.ClientID = "env-bare", "keyless"
	r.directory.known["keyless"] = e
	for name, tc := range map[string]struct {
		request request
		signed  bool
	}{
		"signature":      {request{key: wrongKey}, false},
		"key":            {request{client: "keyless"}, false},
		"unknown client": {request{client: "nobody"}, false},
		"no client":      {request{without: "client-id"}, false},
		"unknown, live":  {request{client: "nobody", target: "/ams/api/v1/payments/inquiryPayment"}, true}, // no live environment asks for it
		"an older SDK's": {request{client: "SANDBOX_nobody", target: "/ams/api/v1/payments/inquiryPayment"}, false},
		"fields":         {request{body: "{}"}, true},
		"success":        {request{target: payPath, body: payBody}, true},
	} {
		a, row := r.call(tc.request)
		head := string(a.head)
		for _, h := range []string{"\r\nsignature: ", "\r\nresponse-time: ", "\r\nclient-id: "} {
			if strings.Contains(head, h) != tc.signed {
				t.Errorf("%s: %q", name, head)
			}
		}
		if (len(row.AnswerSignedPrefix) > 0) != tc.signed {
			t.Errorf("%s: the log has the string to sign %q", name, row.AnswerSignedPrefix)
		}
	}
}

func TestRefusal_TimeTolerance_AppliesWhenSet(t *testing.T) {
	r := newRig(t)
	at := func(d time.Duration) request { return request{time: fmt.Sprint(morning.Add(d).UnixMilli())} }
	if _, row := r.call(at(-1000 * time.Hour)); row.ResultCode != "ORDER_NOT_EXIST" {
		t.Errorf("without a tolerance: %s", row.ResultCode)
	}
	r.directory.settings(func(s *sandbox.Settings) { s.RequestTimeToleranceSeconds = 300 })
	for d, want := range map[time.Duration]string{
		300 * time.Second: "ORDER_NOT_EXIST", -300 * time.Second: "ORDER_NOT_EXIST",
		301 * time.Second: "INVALID_SIGNATURE", -301 * time.Second: "INVALID_SIGNATURE",
	} {
		_, row := r.call(at(d))
		if row.ResultCode != want || row.Verdict != sandbox.VerdictVerified {
			t.Errorf("%s: %s (%s), verdict %s", d, row.ResultCode, row.Reason, row.Verdict)
		}
		if want == "INVALID_SIGNATURE" && !strings.Contains(row.Reason, "5m1s") {
			t.Errorf("%s: %q does not tell the skew", d, row.Reason)
		}
	}
}

func TestRefusal_TimeTolerance_TakesRealAndVirtualTime(t *testing.T) {
	const month = 30 * 24 * time.Hour
	for name, clock := range map[string]sandbox.EnvironmentClock{
		"moved":  {OffsetMillis: month.Milliseconds()},
		"frozen": sandbox.EnvironmentClock{}.FrozenTo(morning.Add(month)),
	} {
		r := newRig(t)
		r.directory.settings(func(s *sandbox.Settings) { s.RequestTimeToleranceSeconds = 300 })
		r.directory.clock(clock)
		for d, want := range map[time.Duration]string{
			0: "ORDER_NOT_EXIST", month: "ORDER_NOT_EXIST", month + 300*time.Second: "ORDER_NOT_EXIST",
			month + 301*time.Second: "INVALID_SIGNATURE", month / 2: "INVALID_SIGNATURE",
		} {
			_, row := r.call(request{time: fmt.Sprint(morning.Add(d).UnixMilli())})
			if row.ResultCode != want || row.SkewMillis != d.Milliseconds() {
				t.Errorf("%s, %s: %s (%s), skew %d", name, d, row.ResultCode, row.Reason, row.SkewMillis)
			}
		}
	}
}

func TestRefusal_StrictAndSettlementStrategy_FollowTheEnvironment(t *testing.T) {
	r := newRig(t)
	body := strings.Replace(payBody, `"settlementStrategy":{"settlementCurrency":"PHP"},`, "", 1)
	a, _ := r.call(request{target: payPath, body: body})
	if a.code(t) != "PAYMENT_IN_PROCESS" {
		t.Fatalf("%s", a.body)
	}
	r.directory.settings(func(s *sandbox.Settings) { s.SettlementStrategyRequired = true })
	a, _ = r.call(request{target: payPath, body: body})
	if result := resultOf(t, a.body); result.Code != "PARAM_ILLEGAL" || !strings.Contains(result.Message, "settlementStrategy") {
		t.Errorf("%s", a.body)
	}
}

// brokenEngine fails in the way a test asks for.
type brokenEngine struct {
	gateway.Engine
	inquiry func() (engine.Answer, error)
}

func (b brokenEngine) Do(ctx context.Context, call engine.Call, api string, in engine.Input) (engine.Answer, error) {
	if api != "payments/inquiryPayment" {
		return b.Engine.Do(ctx, call, api, in)
	}
	return b.inquiry()
}

func divide(a, b int) int { return a / b }

func TestFailure_InTheEngine_IsASignedSystemErrorWithItsReasonInTheLog(t *testing.T) {
	for name, tc := range map[string]struct {
		fail   func() (engine.Answer, error)
		reason string
		leaks  string // must be in the process log at most
	}{
		"an error":        {func() (engine.Answer, error) { return engine.Answer{}, errors.New("disk on fire at /secret") }, "process log", "/secret"},
		"a known error":   {func() (engine.Answer, error) { return engine.Answer{}, sandbox.Unavailable(nil, "the disk is full") }, "the disk is full", "disk"},
		"a panic":         {func() (engine.Answer, error) { panic("card 4054695723100768") }, "panic", "4054695723100768"},
		"a runtime panic": {func() (engine.Answer, error) { return engine.Answer{}, fmt.Errorf("%d", divide(1, 0)) }, "panic", "divide"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, func(_ *rig, c *gateway.Config) { c.Engine = brokenEngine{c.Engine, tc.fail} })
			a, row := r.call(request{})
			a.verify(t, inquiryPath)
			if a.code(t) != "SYSTEM_ERROR" || strings.Contains(string(a.body), tc.leaks) {
				t.Errorf("%s", a.body)
			}
			if row.ResultCode != "SYSTEM_ERROR" || !strings.Contains(row.Reason, tc.reason) || row.EnvironmentID != "env-test" {
				t.Errorf("recorded %s: %q", row.ResultCode, row.Reason)
			}
			if strings.Contains(r.log.String(), "4054695723100768") {
				t.Error("the process log holds what the panic held")
			}
			if a, _ := r.call(request{target: payPath, body: payBody}); a.code(t) != "PAYMENT_IN_PROCESS" {
				t.Errorf("afterwards: %s", a.body)
			}
		})
	}
}

func TestFailure_OfTheDirectory_IsASystemError(t *testing.T) {
	r := newRig(t)
	r.directory.fail = errors.New("no database")
	if a, row := r.call(request{}); a.code(t) != "SYSTEM_ERROR" || strings.Contains(row.Reason, "no database") {
		t.Errorf("%s, %q", a.body, row.Reason)
	}
}

func TestFailure_ToRecord_IsNeverAnsweredAsIfRecorded(t *testing.T) {
	r := newRig(t)
	r.recorder.fail = errors.New("no database")
	c := r.dial()
	head, body := request{target: payPath, body: payBody}.raw(t)
	c.send(head, body)
	a := c.answer("POST")
	a.verify(t, payPath)
	if a.code(t) != "SYSTEM_ERROR" || !a.Close || a.ContentLength != int64(len(a.body)) {
		t.Errorf("%q %s", a.head, a.body)
	}
	if rest := c.rest(); rest != "" {
		t.Errorf("then %q", rest)
	}
	if !strings.Contains(r.log.String(), "could not be recorded") {
		t.Errorf("the process log has %q", r.log)
	}
	r.recorder.fail = nil
	if a, _ := r.call(request{}); a.code(t) != "ORDER_NOT_EXIST" {
		t.Errorf("afterwards: %s", a.body)
	}
}

func TestFailure_ToKeepADecision_IsAnsweredAndRecordedAsWhatItIs(t *testing.T) {
	r := newRig(t)
	r.recorder.undone = sandbox.Unavailable(nil, "The disk is full; free some space.")
	c := r.dial()
	head, body := request{target: payPath, body: payBody}.raw(t)
	c.send(head, body)
	a := c.answer("POST")
	a.verify(t, payPath)
	row := r.next()
	if a.code(t) != "SYSTEM_ERROR" || !a.Close || !strings.Contains(row.Reason, "The disk is full") {
		t.Errorf("%q %s, reason %q", a.head, a.body, row.Reason)
	}
	if row.ResultCode != "SYSTEM_ERROR" || row.PaymentID != "" || row.RequestID == "" || row.Verdict != sandbox.VerdictVerified {
		t.Errorf("recorded %+v", row.Exchange)
	}
	if kept, sent := string(row.ResponseHead)+string(row.ResponseBody), string(a.head)+string(a.body); kept != sent {
		t.Errorf("recorded %q, sent %q", kept, sent)
	}
}

func TestPages_WithoutAny_AreNotFound(t *testing.T) {
	r := newRig(t, func(_ *rig, c *gateway.Config) { c.Pages = nil })
	c := r.dial()
	c.send("GET /wallet/abc HTTP/1.1\r\nHost: a\r\n\r\n")
	if a := c.answer("GET"); a.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", a.StatusCode)
	}
}

func TestServe_AfterClose_EndsWithoutAnError(t *testing.T) {
	r := newRig(t)
	if err := r.gateway.Close(context.Background()); err != nil && !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}

func TestFailure_ToRecordARefusalOfHTTPItself_LeavesTheRefusal(t *testing.T) {
	r := newRig(t)
	r.recorder.fail = errors.New("no database")
	c := r.dial()
	c.send("garbage\r\n\r\n")
	if a := c.answer("POST"); a.StatusCode != 400 {
		t.Errorf("status %d", a.StatusCode)
	}
	if !strings.Contains(r.log.String(), "could not be recorded") {
		t.Errorf("the process log has %q", r.log)
	}
}
