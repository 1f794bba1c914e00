package gateway_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// drawID is one of a few ids, so that calls meet again.
func drawID(t *rapid.T, kind string) string {
	return fmt.Sprintf("%s-%d", kind, rapid.IntRange(0, 3).Draw(t, kind))
}

// any is one of the orders that fit.
func (s *shop) any(t *rapid.T, fits func(*order) bool) *order {
	ids := s.fitting(fits)
	if len(ids) == 0 {
		t.Skip("no such order yet")
	}
	return s.orders[rapid.SampledFrom(ids).Draw(t, "order")]
}

func (s *shop) fitting(fits func(*order) bool) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(s.orders)), func(id string) bool { return !fits(s.orders[id]) })
}

func known(o *order) bool { return o.paymentID != "" }

// mostly is one that suits the deed, where there is one, and now and then any.
func (s *shop) mostly(t *rapid.T, suits func(*order) bool) *order {
	suited := func(o *order) bool { return known(o) && suits(o) }
	if rapid.IntRange(0, 4).Draw(t, "any order") < 4 && len(s.fitting(suited)) > 0 {
		return s.any(t, suited)
	}
	return s.any(t, known)
}

// other is now and then another amount than the first call's.
func other(t *rapid.T, minor int64) int64 {
	if rapid.IntRange(0, 9).Draw(t, "another amount") == 9 {
		return minor + 100
	}
	return minor
}

func (s *shop) pay(t *rapid.T) {
	id := drawID(t, "order")
	o := s.orders[id]
	if o == nil {
		o = &order{requestID: id}
		o.way = rapid.SampledFrom(s.ways).Draw(t, "way")
	}
	w, minor := o.way, o.minor
	if o.status != "" {
		minor = other(t, minor)
	}
	decide := func(now time.Time) verdict {
		if o.status != "" {
			return o.again(minor)
		}
		s.orders[id] = o
		o.begin(w, now)
		return verdict{code: codeOf(o), keep: o.answered}
	}
	s.ask(t, "payments/pay", w.pay(id, minor), decide, func(now time.Time, code string) verdict {
		if o.status == "" {
			s.orders[id] = o
			o.leaveOpen(w, now)
		}
		return o.leftOpen(code)
	})
	s.learn(t, o)
}

// again is what a repeated pay call is told.
func (o *order) again(minor int64) verdict {
	switch code := o.repeated(); {
	case minor != o.minor:
		return refused("REPEAT_REQ_INCONSISTENT")
	case code != "":
		return refused(code)
	}
	return verdict{first: o.answer, keep: o.answered}
}

// leftOpen is what a scenario answers that leaves a payment waiting: where that is the answer a waiting
// payment has anyway, it is that answer.
func (o *order) leftOpen(code string) verdict {
	if code != "PAYMENT_IN_PROCESS" || o.answer != nil && !strings.Contains(string(o.answer), code) {
		return refused(code)
	}
	return verdict{code: code, first: o.answer, keep: o.answered}
}

func (o *order) answered(body []byte) { o.answer = body }

func codeOf(o *order) string {
	switch o.status {
	case succeeded:
		return "SUCCESS"
	case failed:
		return o.code
	}
	return "PAYMENT_IN_PROCESS"
}

// learn finds out Antom's number of a payment, as a merchant does whose call was not answered.
func (s *shop) learn(t *rapid.T, o *order) {
	if o.status != "" && o.paymentID == "" {
		o.paymentID = at(s.look(t, "payments/inquiryPayment", object{"paymentRequestId": o.requestID}), "paymentId")
	}
}

func (s *shop) checkout(t *rapid.T) {
	id := drawID(t, "order")
	o := s.orders[id]
	if o == nil {
		o = &order{requestID: id}
		o.way = rapid.SampledFrom(waysToCheckOut).Draw(t, "way")
	}
	minor := o.minor
	if o.session != nil {
		minor = other(t, minor)
	}
	s.ask(t, "payments/createPaymentSession", o.way.session(id, minor), func(now time.Time) verdict {
		switch {
		case o.session != nil && minor != o.minor:
			return refused("REPEAT_REQ_INCONSISTENT")
		case o.session == nil && o.status != "":
			return refused("PROCESS_FAIL")
		case o.session != nil:
			return verdict{code: "SUCCESS", first: unseen(o.session), keep: o.opens}
		}
		s.orders[id], o.closes, o.session = o, now.Add(time.Hour), []byte{}
		return verdict{code: "SUCCESS", keep: o.opens}
	}, nil)
}

func (o *order) opens(body []byte) { o.session = body }

// unseen is an answer that did not arrive: nothing to compare with.
func unseen(body []byte) []byte {
	if len(body) == 0 {
		return nil
	}
	return body
}

// choose is the buyer on the Checkout Page.
func (s *shop) choose(t *rapid.T) {
	o := s.any(t, func(o *order) bool { return len(o.session) > 0 })
	s.leap(t)
	now := s.moment()
	address := at(parsed(t, o.session), "normalUrl")
	page, err := s.engine.BuyerObject(t.Context(), address[strings.LastIndex(address, "/")+1:])
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.engine.BuyerChooses(t.Context(), page, o.method, "http://pay.example.test:18080")
	switch {
	case o.status == "" && !o.closes.After(now):
		if sandbox.CodeOf(err) != sandbox.CodeConflict {
			t.Fatalf("an expired page lets the buyer pay: %v %v", p, err)
		}
		return
	case err != nil:
		t.Fatal(err)
	case o.status == "":
		o.begin(o.way, now)
	}
	s.learn(t, o)
	if p.PaymentID != o.paymentID {
		t.Fatalf("the page leads to %s, the payment is %s", p.PaymentID, o.paymentID)
	}
}

func (s *shop) approve(t *rapid.T) {
	s.buyer(t, (*order).approve, func(ctx context.Context, env, id string) (sandbox.Payment, error) {
		return s.engine.BuyerApproves(ctx, env, id, nil)
	})
}

func (s *shop) decline(t *rapid.T) {
	s.buyer(t, func(o *order, _ time.Time) { o.fail("USER_PAYMENT_VERIFICATION_FAILED") }, s.engine.BuyerDeclines)
}

func (s *shop) buyer(t *rapid.T, deed func(*order, time.Time), act func(context.Context, string, string) (sandbox.Payment, error)) {
	o := s.mostly(t, func(o *order) bool { return !o.final() })
	s.leap(t)
	now := s.moment()
	_, err := act(t.Context(), "env-test", o.paymentID)
	switch {
	case o.final():
		if sandbox.CodeOf(err) != sandbox.CodeConflict {
			t.Fatalf("%s is %s, the buyer's action ends with %v", o.requestID, o.status, err)
		}
	case err != nil:
		t.Fatal(err)
	default:
		deed(o, now)
	}
}

func (s *shop) cancel(t *rapid.T) {
	o := s.any(t, known)
	body := object{"paymentId": o.paymentID}
	if rapid.Bool().Draw(t, "by paymentRequestId") {
		body = object{"paymentRequestId": o.requestID}
	}
	s.ask(t, "payments/cancel", body, func(now time.Time) verdict {
		keep := func(body []byte) { o.cancelled = body }
		if o.status == cancelled {
			return verdict{code: "SUCCESS", first: o.cancelled, keep: keep}
		}
		if code := o.mayCancel(now); code != "" {
			return refused(code)
		}
		o.cancel()
		return verdict{code: "SUCCESS", keep: keep}
	}, nil)
}

// deed is one call about a payment that has a request id of its own.
type deed struct {
	api, id, amount string // names of the request id's and the amount's fields
	suits           func(*order) bool
	may             func(o *order, minor int64, now time.Time) string
	do              func(o *order, minor int64, now time.Time)
	code            func(*order) string
	anyAmount       bool // a repeated call's amount is not compared
	later           func(*done) *refund
}

func held(o *order) bool { return o.hold == open }

func always(code string) func(*order) string { return func(*order) string { return code } }

func (s *shop) refund(t *rapid.T) {
	s.deed(t, s.refunds, object{"refundReason": "changed mind"}, deed{
		api: "payments/refund", id: "refundRequestId", amount: "refundAmount", suits: func(o *order) bool { return o.left() > 0 },
		may: func(o *order, minor int64, now time.Time) string { return o.mayRefund(minor, now, s.terms) },
		do:  (*order).giveBack,
		code: func(o *order) string {
			if o.later {
				return "REFUND_IN_PROCESS"
			}
			return "SUCCESS"
		},
		later: func(was *done) *refund {
			if !was.order.later {
				return nil
			}
			return was.order.refunds[len(was.order.refunds)-1]
		},
	})
}

func (s *shop) capture(t *rapid.T) {
	last := rapid.Bool().Draw(t, "last capture")
	s.deed(t, s.captures, object{"isLastCapture": last}, deed{
		api: "payments/capture", id: "captureRequestId", amount: "captureAmount", code: always("SUCCESS"), suits: held,
		may: func(o *order, minor int64, _ time.Time) string { return o.mayCapture(minor) },
		do:  func(o *order, minor int64, _ time.Time) { o.take(minor, last || s.terms.once) },
	})
}

func (s *shop) change(t *rapid.T) {
	s.deed(t, s.changes, object{}, deed{
		api: "payments/updateAmount", id: "updateRequestId", amount: "amount", code: always("SUCCESS"), anyAmount: true, suits: held,
		may: func(o *order, _ int64, _ time.Time) string { return o.mayChange() },
		do: func(o *order, minor int64, _ time.Time) {
			o.amount = minor
			o.tell("UPDATE_AMOUNT_RESULT", "SUCCESS", minor)
		},
	})
}

func (s *shop) deed(t *rapid.T, before map[string]*done, body object, d deed) {
	id := drawID(t, d.id)
	was := before[id]
	if was == nil {
		o := s.mostly(t, d.suits)
		was = &done{order: o, body: body, minor: s.drawAmount(t, o)}
	}
	o, minor := was.order, was.minor
	if before[id] != nil {
		minor = other(t, minor)
	}
	call := maps.Clone(was.body)
	call[d.id], call["paymentId"], call[d.amount] = id, o.paymentID, money(o.currency, minor)
	keep := func(body []byte) { was.first = body }
	s.ask(t, d.api, call, func(now time.Time) verdict {
		switch {
		case before[id] != nil && minor != was.minor && !d.anyAmount:
			return refused("REPEAT_REQ_INCONSISTENT")
		case before[id] != nil && was.late != nil && !was.late.done.After(now):
			was.late = nil // what was in process has its outcome, which stays from now on
			return verdict{code: "SUCCESS", keep: keep}
		case before[id] != nil:
			return verdict{first: was.first, keep: keep}
		}
		if code := d.may(o, minor, now); code != "" {
			return refused(code)
		}
		before[id] = was
		d.do(o, minor, now)
		if d.later != nil {
			was.late = d.later(was)
		}
		return verdict{code: d.code(o), keep: keep}
	}, nil)
}

// drawAmount is at, below or above what is there, in steps that every currency takes.
func (s *shop) drawAmount(t *rapid.T, o *order) int64 {
	const step = 100
	switch rapid.IntRange(0, 3).Draw(t, "how much") {
	case 0:
		return o.amount
	case 1:
		return max(o.left(), o.amount-o.captured, step)
	}
	return rapid.Int64Range(1, o.amount/step+1).Draw(t, "amount") * step
}

func (s *shop) inquire(t *rapid.T) {
	o := s.any(t, known)
	s.ask(t, "payments/inquiryPayment", object{"paymentId": o.paymentID}, func(time.Time) verdict { return verdict{code: "SUCCESS"} }, nil)
}

// leaps are the steps time takes: across the deadlines of the documents and short of them, the long ones
// seldom, for they end whatever is open.
var leaps = []time.Duration{
	2 * time.Second, 2 * time.Second, 3 * time.Minute, 3 * time.Minute, 14 * time.Minute, time.Hour, time.Hour, 7 * time.Hour, 7 * time.Hour,
	dayLong, dayLong, 3 * dayLong, 7 * dayLong, 200 * dayLong,
}

// jump moves the environment's clock and lets the engine do what is due, as the clock's screen does.
func (s *shop) jump(t *rapid.T) {
	s.advance(rapid.SampledFrom(leaps).Draw(t, "by"))
	s.moment()
	if err := s.engine.SettleNow(t.Context(), s.environment()); err != nil {
		t.Fatal(err)
	}
}

// leap lets time pass now and then before a deed, and leaves what is due to whoever looks first.
func (s *shop) leap(t *rapid.T) {
	if rapid.IntRange(0, 4).Draw(t, "time passes") == 4 {
		s.advance(rapid.SampledFrom(leaps).Draw(t, "by"))
	}
}

func (s *shop) advance(by time.Duration) {
	s.rig.directory.clock(sandbox.RunningFrom(s.now().Add(by), s.rig.clock.Now()))
}

// arm makes one API answer any result it documents, or none, for the next calls.
func (s *shop) arm(t *rapid.T) {
	api := rapid.SampledFrom([]string{
		"payments/pay", "payments/pay", "payments/createPaymentSession", "payments/cancel", "payments/capture",
		"payments/refund", "payments/updateAmount", "payments/inquiryPayment",
	}).Draw(t, "API")
	codes := []string{"", "PAYMENT_IN_PROCESS", "UNKNOWN_EXCEPTION"}
	for _, result := range engine.ResultCodes(api) {
		codes = append(codes, result.Code)
	}
	scenario := sandbox.Scenario{
		API: api, ResultCode: rapid.SampledFrom(codes).Draw(t, "code"), CallsLeft: rapid.IntRange(1, 3).Draw(t, "calls"),
		Fault: rapid.SampledFrom([]sandbox.HTTPFault{
			sandbox.FaultNone, sandbox.FaultNone, sandbox.FaultNone, sandbox.FaultReset, sandbox.FaultCutBody,
		}).Draw(t, "fault"),
	}
	if _, documented := engine.ResultOf(api, scenario.ResultCode); !documented {
		scenario.ResultCode = ""
	}
	s.arms.arm(scenario)
}
