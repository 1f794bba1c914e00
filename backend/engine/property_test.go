package engine_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// history is what the property remembers beside the engine.
type history struct {
	*desk
	first    map[string][]byte // first answer by request id
	requests map[string]contract.PayRequest
	refunds  map[string]contract.RefundRequest
	captures map[string]fields
	statuses map[string]sandbox.PaymentStatus
}

var propertyPays = []func(id string) contract.PayRequest{
	walletPay,
	func(id string) contract.PayRequest { return cardPay(id, visa) },
	func(id string) contract.PayRequest { return cardPay(id, badVisa) },
	func(id string) contract.PayRequest { return securePay(id, mastercard) },
	func(id string) contract.PayRequest { return securePay(id, badVisa) },
	func(id string) contract.PayRequest { return withMethod(cardPay(id, ""), "CARD", "EUR", "1000") },
	func(id string) contract.PayRequest {
		return withMethod(walletPay(id), "BANKTRANSFER_BNI", "IDR", "100000")
	},
	func(id string) contract.PayRequest { return authorised(id, "MANUAL") },
	func(id string) contract.PayRequest { return authorised(id, "AUTOMATIC") },
}

func (h *history) pay(t *rapid.T) {
	id := fmt.Sprintf("req-%d", rapid.IntRange(0, 5).Draw(t, "request id"))
	req, repeated := h.requests[id]
	if !repeated {
		req = rapid.SampledFrom(propertyPays).Draw(t, "payment")(id)
		h.requests[id] = req
	}
	r := h.desk.pay(req)
	if !repeated {
		h.first[id] = r.Body
		return
	}
	switch r.Result.Code {
	case sandbox.CodeOrderIsClosed, sandbox.CodeOrderIsCanceled:
		if p := h.payment(id); !p.Status.Final() || p.Status == sandbox.PaymentSuccess {
			t.Fatalf("%s is %s, the repeated call says %s", id, p.Status, r.Result.Code)
		}
	default:
		if string(r.Body) != string(h.first[id]) {
			t.Fatalf("repeated call answers %s, first %s", r.Body, h.first[id])
		}
	}
}

func (h *history) payment(requestID string) sandbox.Payment {
	p, err := h.store.PaymentByRequestID(context.Background(), h.call.Environment.ID, requestID)
	if err != nil {
		h.Fatalf("%v", err)
	}
	return p
}

func (h *history) any(t *rapid.T) sandbox.Payment {
	all := h.store.Payments()
	if len(all) == 0 {
		t.Skip("no payment yet")
	}
	return rapid.SampledFrom(all).Draw(t, "payment")
}

func (h *history) buyer(t *rapid.T) {
	p := h.any(t)
	act := h.engine.BuyerDeclines
	if rapid.Bool().Draw(t, "approve") {
		act = func(ctx context.Context, environmentID, paymentID string) (sandbox.Payment, error) {
			return h.engine.BuyerApproves(ctx, environmentID, paymentID, nil)
		}
	}
	if _, err := act(context.Background(), p.EnvironmentID, p.PaymentID); err != nil && sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Fatalf("%v", err)
	}
}

func (h *history) refund(t *rapid.T) {
	id := fmt.Sprintf("rf-%d", rapid.IntRange(0, 5).Draw(t, "refund id"))
	req, repeated := h.refunds[id]
	if !repeated {
		p := h.any(t)
		req = refundOf(id, p.PaymentID, p.Currency, fmt.Sprint(rapid.Int64Range(1, p.AmountMinor).Draw(t, "amount")/100*100))
	}
	r := h.desk.refund(req)
	switch {
	case repeated && string(r.Body) != string(h.first[id]):
		t.Fatalf("repeated refund answers %s, first %s", r.Body, h.first[id])
	case !repeated && r.Result.Status != sandbox.StatusF:
		h.refunds[id], h.first[id] = req, r.Body
	}
}

func (h *history) capture(t *rapid.T) {
	id := fmt.Sprintf("c-%d", rapid.IntRange(0, 5).Draw(t, "capture id"))
	body, repeated := h.captures[id]
	if !repeated {
		p := h.any(t)
		body = captureOf(id, p.PaymentID, "1").with(fields{
			"captureAmount": amount(p.Currency, fmt.Sprint(rapid.Int64Range(1, p.AmountMinor).Draw(t, "amount"))),
			"isLastCapture": rapid.Bool().Draw(t, "last"),
		})
	}
	r := h.ask("payments/capture", body)
	switch {
	case repeated && string(r.Body) != string(h.first[id]):
		t.Fatalf("repeated capture answers %s, first %s", r.Body, h.first[id])
	case !repeated && r.Result.Status != sandbox.StatusF:
		h.captures[id], h.first[id] = body, r.Body
	}
}

// checkCaptures: never more is captured than was authorised, nor refunded than was captured, and every
// capture was told of once.
func (h *history) checkCaptures(t *rapid.T, p sandbox.Payment, refunded int64) {
	if p.Card == nil || !p.Card.IsAuthorization {
		return
	}
	var captured int64
	captures, _ := h.store.ObjectsOf(context.Background(), p.EnvironmentID, sandbox.KindCaptureObject, p.PaymentID)
	for _, o := range captures {
		var detail struct {
			AmountMinor int64 `json:"amountMinor"`
		}
		if err := json.Unmarshal(o.Body, &detail); err != nil {
			t.Fatalf("%v", err)
		}
		captured += detail.AmountMinor
	}
	told := 0
	for _, n := range h.store.Notifications() {
		if n.Type == sandbox.NotifyCapture && n.PaymentID == p.PaymentID {
			told++
		}
	}
	if captured > p.AmountMinor || refunded > captured || told != len(captures) {
		t.Fatalf("%s: %d captured in %d, told of %d, %d refunded, of %d", p.PaymentID, captured, len(captures), told, refunded, p.AmountMinor)
	}
}

// check holds after every step.
func (h *history) check(t *rapid.T) {
	for _, p := range h.store.Payments() {
		before, known := h.statuses[p.PaymentID]
		if known && before != p.Status && !before.CanBecome(p.Status) {
			t.Fatalf("%s went from %s to %s", p.PaymentID, before, p.Status)
		}
		h.statuses[p.PaymentID] = p.Status
		h.checkRefunds(t, p)
		h.checkNotices(t, p)
	}
}

func (h *history) checkRefunds(t *rapid.T, p sandbox.Payment) {
	refunds, _ := h.store.RefundsOf(context.Background(), p.EnvironmentID, p.PaymentID)
	var sum int64
	for _, r := range refunds {
		sum += r.AmountMinor
	}
	if sum > p.AmountMinor || (sum > 0 && p.Status != sandbox.PaymentSuccess) {
		t.Fatalf("%s: %d refunded of %d, status %s", p.PaymentID, sum, p.AmountMinor, p.Status)
	}
	h.checkCaptures(t, p, sum)
}

// checkNotices compares what the merchant was told with what an inquiry answers.
func (h *history) checkNotices(t *rapid.T, p sandbox.Payment) {
	var told []reply
	for i, n := range h.store.Notifications() {
		if n.PaymentID == p.PaymentID && n.Type == sandbox.NotifyPayment {
			told = append(told, h.notices()[i])
		}
	}
	want := 0
	if p.Status == sandbox.PaymentFail || !p.PaidAt.IsZero() {
		want = 1
	}
	if len(told) != want {
		t.Fatalf("%s is %s and %d notifications told of it", p.PaymentID, p.Status, len(told))
	}
	q := h.inquire(p.PaymentID)
	if want == 0 || q.get("paymentStatus") == "CANCELLED" {
		return
	}
	for _, field := range []string{"paymentTime", "paymentAmount.value", "paymentResultInfo.networkTransactionId"} {
		if told[0].get(field) != q.get(field) {
			t.Fatalf("%s: notification says %q, inquiry %q", field, told[0].get(field), q.get(field))
		}
	}
	if told[0].get("result.resultCode") != q.get("paymentResultCode") {
		t.Fatalf("notification says %v, inquiry %v", told[0].json, q.json)
	}
}

func TestEngine_AnySequenceOfCalls_KeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := &history{
			desk: newDesk(t), first: map[string][]byte{}, requests: map[string]contract.PayRequest{},
			captures: map[string]fields{}, refunds: map[string]contract.RefundRequest{}, statuses: map[string]sandbox.PaymentStatus{},
		}
		t.Repeat(map[string]func(*rapid.T){
			"pay":     h.pay,
			"buyer":   h.buyer,
			"cancel":  func(t *rapid.T) { h.cancel(h.any(t).PaymentID) },
			"refund":  h.refund,
			"capture": h.capture,
			"jump": func(t *rapid.T) {
				h.clock.Advance(rapid.SampledFrom([]time.Duration{
					time.Second, 2 * time.Second, 14 * time.Minute, 7 * time.Hour, 49 * time.Hour, 200 * 24 * time.Hour,
				}).Draw(t, "by"))
			},
			"": h.check,
		})
	})
}
