package gateway_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/gateway"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/testkit"
)

// armory is a scenario store in memory.
type armory struct{ list []sandbox.Scenario }

func (a *armory) Armed(context.Context, string) ([]sandbox.Scenario, error) {
	var armed []sandbox.Scenario
	for _, s := range a.list {
		if s.EndedAt.IsZero() {
			armed = append(armed, s)
		}
	}
	return armed, nil
}

func (a *armory) UseScenario(_ context.Context, id string, at time.Time) error {
	for i := range a.list {
		s := &a.list[i]
		if s.ID != id || s.CallsLeft < 0 {
			continue
		}
		if !s.EndedAt.IsZero() {
			return sandbox.Conflict("ended")
		}
		if s.CallsLeft--; s.CallsLeft == 0 {
			s.EndedAt = at
		}
	}
	return nil
}

// arm makes s the only scenario, for any number of calls unless it says otherwise.
func (a *armory) arm(s sandbox.Scenario) {
	s.ID = "scenario-1"
	if s.CallsLeft == 0 {
		s.CallsLeft = -1
	}
	a.list = []sandbox.Scenario{s}
}

func withScenarios(a *armory) option {
	return func(r *rig, c *gateway.Config) {
		store := testkit.NewMemStore()
		r.engine = engine.New(engine.Config{
			Reader: store, Decider: store, Due: store, Clock: r.clock, IDs: sandbox.NewIDs(r.clock, rand.Reader),
			Directory: r.directory, Scenarios: a,
		})
		c.Engine = r.engine
	}
}

// signedOver reports whether Antom's key signed the answer over path.
func (a reply) signedOver(path string) bool {
	_, encoded, _ := strings.Cut(a.Header.Get("Signature"), "signature=")
	text, _ := url.QueryUnescape(encoded)
	sig, _ := base64.StdEncoding.DecodeString(text)
	digest := sha256.Sum256(fmt.Appendf(nil, "POST %s\n%s.%s.%s", path, a.Header.Get("Client-Id"), a.Header.Get("Response-Time"), a.body))
	return rsa.VerifyPKCS1v15(&antomKey.PublicKey, crypto.SHA256, digest[:], sig) == nil
}

func headAndBody(t *testing.T, q request) string {
	head, body := q.raw(t)
	return head + body
}

func TestScenario_EveryCodeOfEveryAPI_IsAnsweredSigned(t *testing.T) {
	var a armory
	r := newRig(t, withScenarios(&a))
	c := r.dial()
	for _, api := range contract.APIs() {
		q := request{target: api.Path, body: payBody}
		unsigned := api.Name == "meter/uploadEvent"
		if unsigned {
			a.list = nil
			c.send(headAndBody(t, request{target: sessionPath, body: `{"requestId":"s-1"}`}))
			q = events(c.answer("POST").field(t, "sessionId"))
			r.next()
		}
		head, body := q.raw(t)
		for _, want := range engine.ResultCodes(api.Name) {
			a.arm(sandbox.Scenario{API: api.Name, ResultCode: want.Code})
			c.send(head, body)
			got := c.answer("POST")
			row := r.next()
			if got.signedOver(api.Path) == unsigned {
				t.Errorf("%s %s: unsigned should be %v", api.Name, want.Code, unsigned)
			}
			if want.Status == sandbox.StatusS {
				if strings.Contains(row.Reason, "scenario") || !strings.Contains(strings.Join(row.Warnings, " "), "The error scenario scenario-1 says SUCCESS") {
					t.Errorf("%s %s did not go its usual way: %s", api.Name, want.Code, row.Reason)
				}
				continue
			}
			result := resultOf(t, got.body)
			if result != want || row.ResultCode != want.Code || row.ResultStatus != want.Status || !strings.Contains(row.Reason, "scenario-1") {
				t.Errorf("%s answers %+v and logs %s %q, want %+v", api.Name, result, row.ResultCode, row.Reason, want)
			}
		}
	}
}

func TestScenario_F_CreatesNothing_AndUOnPay_LeavesAPaymentToInquire(t *testing.T) {
	var a armory
	r := newRig(t, withScenarios(&a))
	pay := request{target: payPath, body: payBody}
	inquire := request{body: `{"paymentRequestId":"pay-1"}`}
	a.arm(sandbox.Scenario{API: "payments/pay", ResultCode: "RISK_REJECT", CallsLeft: 1})
	if got, _ := r.call(pay); got.code(t) != "RISK_REJECT" {
		t.Fatalf("%s", got.body)
	}
	if got, _ := r.call(inquire); got.code(t) != "ORDER_NOT_EXIST" {
		t.Fatalf("%s", got.body)
	}
	a.arm(sandbox.Scenario{API: "payments/pay", ResultCode: "UNKNOWN_EXCEPTION", CallsLeft: 1})
	got, row := r.call(pay)
	if got.code(t) != "UNKNOWN_EXCEPTION" || row.PaymentID == "" || strings.Contains(string(got.body), "normalUrl") {
		t.Fatalf("%s", got.body)
	}
	if got, _ := r.call(inquire); !strings.Contains(string(got.body), `"paymentStatus":"PROCESSING"`) {
		t.Fatalf("%s", got.body)
	}
	again, _ := r.call(pay) // the scenario was for one call
	if again.code(t) != "PAYMENT_IN_PROCESS" || !strings.Contains(string(again.body), row.PaymentID) || !strings.Contains(string(again.body), "normalUrl") {
		t.Errorf("%s", again.body)
	}
}

func TestScenario_ComesAfterTheSignature_AndBeforeTheFields(t *testing.T) {
	var a armory
	r := newRig(t, withScenarios(&a))
	a.arm(sandbox.Scenario{API: "payments/pay", ResultCode: "RISK_REJECT"})
	if got, _ := r.call(request{target: payPath, body: `{}`}); got.code(t) != "RISK_REJECT" {
		t.Errorf("%s", got.body)
	}
	if got, _ := r.call(request{target: payPath, body: payBody, key: wrongKey}); got.code(t) != "INVALID_SIGNATURE" {
		t.Errorf("%s", got.body)
	}
	a.arm(sandbox.Scenario{API: "payments/pay", ResultCode: "UNKNOWN_EXCEPTION"})
	if got, _ := r.call(request{target: payPath, body: `{}`}); got.code(t) != "UNKNOWN_EXCEPTION" {
		t.Errorf("%s", got.body)
	}
}

func TestScenario_ThatIsNotMeantForTheCall_LeavesItAlone(t *testing.T) {
	var a armory
	r := newRig(t, withScenarios(&a))
	for name, s := range map[string]sandbox.Scenario{
		"another API":     {API: "payments/refund"},
		"another product": {API: "payments/pay", ProductCode: "AGREEMENT_PAYMENT"},
		"another method":  {API: "payments/pay", PaymentMethodType: "KAKAOPAY"},
		"another value":   {API: "payments/pay", MatchField: "paymentRequestId", MatchValue: "pay-2"},
		"over":            {API: "payments/pay", EndsAt: morning},
	} {
		s.ResultCode = "PROCESS_FAIL"
		a.arm(s)
		if got, _ := r.call(request{target: payPath, body: payBody}); got.code(t) != "PAYMENT_IN_PROCESS" {
			t.Errorf("%s: %s", name, got.body)
		}
	}
	a.arm(sandbox.Scenario{
		API: "payments/pay", ProductCode: "CASHIER_PAYMENT", PaymentMethodType: "GCASH", MatchField: "paymentRequestId", MatchValue: "pay-1",
		ResultCode: "PROCESS_FAIL", EndsAt: morning.Add(time.Hour),
	})
	if got, _ := r.call(request{target: payPath, body: payBody}); got.code(t) != "PROCESS_FAIL" {
		t.Errorf("%s", got.body)
	}
	r.directory.clock(sandbox.RunningFrom(morning.Add(time.Hour), morning))                          // its end is in the environment's time
	if got, _ := r.call(request{target: payPath, body: payBody}); got.code(t) != "ORDER_IS_CLOSED" { // the payment made above expired meanwhile
		t.Errorf("%s", got.body)
	}
}

func TestScenario_Filters_FindTheMethodAndFieldsWhereTheCallHasThem(t *testing.T) {
	for _, c := range []struct {
		body string
		s    sandbox.Scenario
	}{
		{`{"customerBelongsTo":"GCASH"}`, sandbox.Scenario{API: "authorizations/consult", PaymentMethodType: "GCASH"}},
		{`{"paymentMethodDetail":{"paymentMethodType":"CARD"}}`, sandbox.Scenario{API: "vaults/vaultPaymentMethod", PaymentMethodType: "CARD"}},
		{`{"paymentFactor":{"isAuthorization":true}}`, sandbox.Scenario{API: "payments/pay", MatchField: "paymentFactor.isAuthorization", MatchValue: "true"}},
		{`{"paymentFactor":{"isAuthorization":"true"}}`, sandbox.Scenario{API: "payments/pay", MatchField: "paymentFactor.isAuthorization", MatchValue: "true"}},
	} {
		var a armory
		r := newRig(t, withScenarios(&a))
		c.s.ResultCode = "PROCESS_FAIL"
		a.arm(c.s)
		if got, row := r.call(request{target: "/ams/sandbox/api/v1/" + c.s.API, body: c.body}); got.code(t) != "PROCESS_FAIL" || !strings.Contains(row.Reason, "scenario-1") {
			t.Errorf("%s: %s", c.body, got.body)
		}
	}
}

func TestScenario_RefusalOfTheCaller_IsUnsignedWhereTheSettingSaysSo(t *testing.T) {
	var a armory
	r := newRig(t, withScenarios(&a))
	r.directory.settings(func(s *sandbox.Settings) { s.UnsignedRejections = true })
	for code, signed := range map[string]bool{"INVALID_SIGNATURE": false, "UNKNOWN_CLIENT": false, "KEY_NOT_FOUND": false, "PROCESS_FAIL": true} {
		a.arm(sandbox.Scenario{API: "payments/pay", ResultCode: code})
		got, _ := r.call(request{target: payPath, body: payBody})
		if got.code(t) != code || (got.Header.Get("Signature") != "") != signed {
			t.Errorf("%s: signed should be %v", got.body, signed)
		}
	}
}

func TestScenario_Faults_BreakTheAnswerAndTheLogSaysSo(t *testing.T) {
	for fault, judge := range map[sandbox.HTTPFault]func(wire []byte, err error, row recorded) bool{
		sandbox.FaultReset: func(wire []byte, err error, row recorded) bool {
			return len(wire) == 0 && err != nil && !errors.Is(err, io.EOF) && row.HTTPStatus == 0 && row.ResultCode == ""
		},
		sandbox.FaultStatus: func(wire []byte, _ error, row recorded) bool {
			return bytes.HasPrefix(wire, []byte("HTTP/1.1 503 Service Unavailable\r\n")) && row.HTTPStatus == 503 && row.ResultCode == ""
		},
		sandbox.FaultCutBody: func(wire []byte, _ error, row recorded) bool {
			_, body, _ := bytes.Cut(wire, []byte("\r\n\r\n"))
			return bytes.HasPrefix(body, []byte(`{"result`)) && !bytes.HasSuffix(body, []byte("}}")) && row.HTTPStatus == 200
		},
	} {
		t.Run(string(fault), func(t *testing.T) {
			var a armory
			r := newRig(t, withScenarios(&a))
			s := sandbox.Scenario{API: "payments/inquiryPayment", Fault: fault}
			if fault == sandbox.FaultStatus {
				s.FaultStatus = 503
			}
			a.arm(s)
			head, body := request{extra: []string{"Connection: close"}}.raw(t)
			c := r.dial()
			c.send(head, body)
			wire, err := io.ReadAll(c.reader)
			row := r.next()
			if !judge(wire, err, row) || !strings.Contains(row.Reason, "scenario-1") || !strings.Contains(row.Reason, "ORDER_NOT_EXIST") {
				t.Errorf("%q %v, logged %d %q %q", wire, err, row.HTTPStatus, row.ResultCode, row.Reason)
			}
			if sent := append(bytes.Clone(row.ResponseHead), row.ResponseBody...); !bytes.Equal(sent, wire) {
				t.Errorf("the log has %q", sent)
			}
		})
	}
}

func TestScenario_ATimeout_AnswersNothingUntilTheCallerGivesUp(t *testing.T) {
	var a armory
	r := newRig(t, withScenarios(&a))
	a.arm(sandbox.Scenario{API: "payments/inquiryPayment", Fault: sandbox.FaultTimeout})
	head, body := request{}.raw(t)
	c := r.dial()
	c.send(head, body)
	if row := r.next(); row.HTTPStatus != 0 || len(row.ResponseHead) != 0 || !strings.Contains(row.Reason, "wait") {
		t.Errorf("%+v", row.Exchange)
	}
	if n := c.reader.Buffered(); n != 0 {
		t.Errorf("%d bytes came", n)
	}
}

func TestScenario_Latency_HoldsTheAnswerByTheClock(t *testing.T) {
	var a armory
	r := newRig(t, withScenarios(&a))
	a.arm(sandbox.Scenario{API: "payments/inquiryPayment", LatencyMillis: 1500})
	head, body := request{}.raw(t)
	c := r.dial()
	c.send(head, body)
	if err := r.clock.BlockUntilContext(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	r.nothingMore()
	r.clock.Advance(1500 * time.Millisecond)
	if got := c.answer("POST"); got.code(t) != "ORDER_NOT_EXIST" {
		t.Errorf("%s", got.body)
	}
	if row := r.next(); row.DurationMicros != 1_500_000 || !strings.Contains(strings.Join(row.Warnings, " "), "1500 ms") {
		t.Errorf("%+v", row.Exchange)
	}
}
