package engine_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/testkit"
)

const (
	origin      = "http://127.0.0.1:18080"
	visa        = "4054695723100768"
	mastercard  = "5162774114974622"
	badVisa     = "4054692760174822"
	exempt      = "4035501000000008"
	redirectURL = "https://shop.example.com/back?order=1"
)

// morning is 10:00 in Antom's zone on a plain day.
var morning = time.Date(2026, 3, 10, 2, 0, 0, 0, time.UTC)

// failer is what testing.T and rapid.T share.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// desk is an engine on a memory store, a still clock and seeded chance.
type desk struct {
	failer
	clock  *clockwork.FakeClock
	store  *testkit.MemStore
	engine *engine.Engine
	call   engine.Call
	watch  *witness // nil unless calls are watched
}

func newDesk(t failer) *desk {
	clock := clockwork.NewFakeClockAt(morning)
	store := testkit.NewMemStore()
	ids := sandbox.NewIDs(clock, rand.NewChaCha8([32]byte{1}))
	environment := sandbox.Environment{ID: "env-test", Kind: sandbox.Test, Settings: sandbox.DefaultSettings()}
	d := &desk{failer: t, clock: clock, store: store, call: engine.Call{Environment: environment, Origin: origin}}
	store.Directory = directory{d}
	d.engine = engine.New(engine.Config{
		Reader: store, Decider: store, Due: store, Clock: clock, IDs: ids, Directory: directory{d},
	})
	return d
}

// directory hands out the desk's environment with the settings the test has put there.
type directory struct{ d *desk }

func (f directory) EnvironmentByID(_ context.Context, id string) (sandbox.Environment, error) {
	if id != f.d.call.Environment.ID {
		return sandbox.Environment{}, sandbox.NotFound("There is no environment %s.", id)
	}
	return f.d.call.Environment, nil
}

func (f directory) EnvironmentByClientID(context.Context, string) (sandbox.Environment, []sandbox.MerchantKey, error) {
	return f.d.call.Environment, nil, nil
}

// reply is an answer with its body read back.
type reply struct {
	engine.Answer
	json map[string]any
}

func (d *desk) read(a engine.Answer, err error) reply {
	d.Helper()
	if err != nil {
		d.Fatalf("infrastructure error: %v", err)
	}
	r := reply{Answer: a}
	if err := json.Unmarshal(a.Body, &r.json); err != nil {
		d.Fatalf("body %s: %v", a.Body, err)
	}
	if r.get("result.resultCode") != a.Result.Code || r.get("result.resultStatus") != string(a.Result.Status) {
		d.Fatalf("body says %v, the answer %v", r.json["result"], a.Result)
	}
	if n := len([]rune(r.get("result.resultMessage"))); n == 0 || n > 256 {
		d.Fatalf("resultMessage has %d characters", n)
	}
	return r
}

// get reads a dotted path of the body; absent is "".
func (r reply) get(path string) string {
	var at any = r.json
	for _, key := range strings.Split(path, ".") {
		m, ok := at.(map[string]any)
		if !ok {
			return ""
		}
		at = m[key]
	}
	if at == nil {
		return ""
	}
	return fmt.Sprint(at)
}

// wants fails unless the reply has that status and code; it returns the reply.
func (d *desk) wants(r reply, status sandbox.ResultStatus, code string) reply {
	d.Helper()
	if r.Result.Status != status || r.Result.Code != code {
		d.Fatalf("got %s %s (%s), want %s %s", r.Result.Status, r.Result.Code, r.Result.Message, status, code)
	}
	return r
}

func walletPay(id string) contract.PayRequest {
	return contract.PayRequest{
		ProductCode: "CASHIER_PAYMENT", PaymentRequestID: id,
		Order: contract.Order{
			ReferenceOrderID: "order-1", OrderDescription: "Tea <hot> & cake",
			OrderAmount: contract.Amount{Currency: "PHP", Value: "150000"},
		},
		PaymentAmount:      contract.Amount{Currency: "PHP", Value: "150000"},
		PaymentMethod:      contract.PaymentMethod{PaymentMethodType: "GCASH"},
		PaymentRedirectURL: redirectURL, PaymentNotifyURL: "https://shop.example.com/notify",
	}
}

func cardPay(id, number string) contract.PayRequest {
	req := walletPay(id)
	req.PaymentAmount = contract.Amount{Currency: "SGD", Value: "4200"}
	req.PaymentMethod = contract.PaymentMethod{PaymentMethodType: "CARD", PaymentMethodMetaData: &contract.CardData{
		CardNo: number, CVV: "123", ExpiryYear: "29", ExpiryMonth: "12", PaymentMethodRegion: "GLOBAL",
	}}
	return req
}

func withMethod(req contract.PayRequest, method, currency, value string) contract.PayRequest {
	req.PaymentMethod.PaymentMethodType = method
	req.PaymentAmount = contract.Amount{Currency: currency, Value: value}
	return req
}

func (d *desk) pay(req contract.PayRequest) reply {
	d.Helper()
	masked, err := json.Marshal(req)
	if err != nil {
		d.Fatalf("encode: %v", err)
	}
	return d.read(d.engine.Pay(context.Background(), d.call, req, masked))
}

func (d *desk) inquire(paymentID string) reply {
	d.Helper()
	return d.read(d.engine.InquiryPayment(context.Background(), d.call, contract.InquiryPaymentRequest{PaymentID: paymentID}))
}

func (d *desk) cancel(paymentID string) reply {
	d.Helper()
	return d.read(d.engine.Cancel(context.Background(), d.call, contract.CancelRequest{PaymentID: paymentID}))
}

func refundOf(id, paymentID, currency, value string) contract.RefundRequest {
	return contract.RefundRequest{
		RefundRequestID: id, PaymentID: paymentID, RefundReason: "changed mind",
		RefundAmount: contract.Amount{Currency: currency, Value: value},
	}
}

func (d *desk) refund(req contract.RefundRequest) reply {
	d.Helper()
	return d.read(d.engine.Refund(context.Background(), d.call, req))
}

func (d *desk) inquireRefund(refundID string) reply {
	d.Helper()
	return d.read(d.engine.InquiryRefund(context.Background(), d.call, contract.InquiryRefundRequest{RefundID: refundID}))
}

func (d *desk) approve(paymentID string) sandbox.Payment {
	d.Helper()
	p, err := d.engine.BuyerApproves(context.Background(), d.call.Environment.ID, paymentID, nil)
	if err != nil {
		d.Fatalf("approve: %v", err)
	}
	return p
}

func (d *desk) decline(paymentID string) sandbox.Payment {
	d.Helper()
	p, err := d.engine.BuyerDeclines(context.Background(), d.call.Environment.ID, paymentID)
	if err != nil {
		d.Fatalf("decline: %v", err)
	}
	return p
}

// paid is a wallet payment the buyer has approved.
func (d *desk) paid(id string) reply {
	d.Helper()
	r := d.wants(d.pay(walletPay(id)), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	d.approve(r.PaymentID)
	return r
}

// notices are the bodies of the notifications queued so far.
func (d *desk) notices() []reply {
	d.Helper()
	var list []reply
	for _, n := range d.store.Notifications() {
		r := reply{}
		if err := json.Unmarshal(n.Body, &r.json); err != nil {
			d.Fatalf("notification body: %v", err)
		}
		list = append(list, r)
	}
	return list
}

// lastNotice is the newest notification's body.
func (d *desk) lastNotice() reply {
	d.Helper()
	list := d.notices()
	if len(list) == 0 {
		d.Fatalf("no notification was queued")
	}
	return list[len(list)-1]
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
