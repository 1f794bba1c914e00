package gateway_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"pgregory.net/rapid"

	"antomdesk/backend/sandbox"
)

// moves are the transitions of api.md §5.1, in the test's own words.
var moves = map[string][]string{
	"":         {processing, succeeded, failed},
	processing: {pending, succeeded, failed, cancelled},
	pending:    {succeeded, failed, cancelled},
	succeeded:  {cancelled},
}

// check compares everything Antom says with the model, after every step.
func (s *shop) check(t *rapid.T) {
	s.moment()
	said := map[string]map[string]any{}
	for _, id := range slices.Sorted(maps.Keys(s.orders)) {
		said[id] = s.look(t, "payments/inquiryPayment", object{"paymentRequestId": id})
		s.checkStatus(t, s.orders[id], said[id])
	}
	for _, id := range slices.Sorted(maps.Keys(s.orders)) {
		if o := s.orders[id]; o.status != "" {
			s.checkMoney(t, o, said[id])
			s.checkNotices(t, o, said[id])
		}
	}
}

func (s *shop) checkStatus(t *rapid.T, o *order, said map[string]any) {
	if o.status == "" {
		if code := at(said, "result.resultCode"); code != "ORDER_NOT_EXIST" {
			t.Fatalf("%s has no payment yet, the inquiry answers %s", o.requestID, code)
		}
		return
	}
	status := at(said, "paymentStatus")
	if before := s.seen[o.requestID]; before != status && !slices.Contains(moves[before], status) && !throughOne(before, status) {
		t.Fatalf("%s went from %q to %q", o.requestID, before, status)
	}
	s.seen[o.requestID] = status
	if status != o.status || at(said, "paymentId") != o.paymentID || at(said, "paymentAmount.value") != fmt.Sprint(o.amount) {
		t.Fatalf("%s is %s over %d, the inquiry says %v", o.requestID, o.status, o.amount, said)
	}
	if paid := at(said, "paymentTime"); status == succeeded && paid != sandbox.FormatTime(o.paid) {
		t.Fatalf("%s was paid at %s, the inquiry says %s", o.requestID, sandbox.FormatTime(o.paid), paid)
	}
	if code := at(said, "paymentResultCode"); o.final() && status != succeeded && code != o.code {
		t.Fatalf("%s is %s with %s, the inquiry says %s", o.requestID, o.status, o.code, code)
	}
}

// throughOne allows for the step nobody looked at in between: a long jump both confirms and ends.
func throughOne(before, after string) bool {
	return slices.ContainsFunc(moves[before], func(between string) bool { return slices.Contains(moves[between], after) })
}

// transactions sums up the inquiry's transactions of one type.
func transactions(t *rapid.T, said map[string]any, kind string) (sum int64, list []map[string]any) {
	all, _ := said["transactions"].([]any)
	for _, one := range all {
		deed, _ := one.(map[string]any)
		if at(deed, "transactionType") != kind || at(deed, "transactionStatus") == failed {
			continue
		}
		minor, err := strconv.ParseInt(at(deed, "transactionAmount.value"), 10, 64)
		if err != nil || minor <= 0 {
			t.Fatalf("%v", deed)
		}
		sum, list = sum+minor, append(list, deed)
	}
	return sum, list
}

// checkMoney: what came in is what was taken, what went out was there before, and inquiry, notifications
// and model agree about what is left.
func (s *shop) checkMoney(t *rapid.T, o *order, said map[string]any) {
	captured, _ := transactions(t, said, "CAPTURE")
	refunded, refunds := transactions(t, said, "REFUND")
	received := captured
	if o.hold == noHold && o.status == succeeded {
		received = o.amount
	}
	switch {
	case captured > o.amount:
		t.Fatalf("%s: %d of %d was captured", o.requestID, captured, o.amount)
	case refunded > received:
		t.Fatalf("%s: %d of %d was refunded", o.requestID, refunded, received)
	case o.status == succeeded && received-refunded != o.left():
		t.Fatalf("%s: %d is left of %d, the model has %d", o.requestID, received-refunded, received, o.left())
	case o.status != succeeded && refunded != 0:
		t.Fatalf("%s is %s and %d of it was refunded", o.requestID, o.status, refunded)
	}
	for _, deed := range refunds {
		s.checkRefund(t, deed)
	}
	s.checkToldMoney(t, o, captured, refunds)
}

// checkRefund compares a refund among a payment's transactions with what inquiryRefund says of it.
func (s *shop) checkRefund(t *rapid.T, deed map[string]any) {
	said := s.look(t, "payments/inquiryRefund", object{"refundId": at(deed, "transactionId")})
	for here, there := range map[string]string{
		"refundStatus": "transactionStatus", "refundAmount.value": "transactionAmount.value",
		"refundRequestId": "transactionRequestId", "refundTime": "transactionTime",
	} {
		if at(said, here) != at(deed, there) {
			t.Fatalf("inquiryRefund says %v, inquiryPayment %v", said, deed)
		}
	}
}

// checkToldMoney sums up what notifications told of.
func (s *shop) checkToldMoney(t *rapid.T, o *order, captured int64, refunds []map[string]any) {
	var toldCaptured, toldRefunded, completed int64
	for _, n := range s.notices(t, o) {
		toldCaptured += minorOf(n, "captureAmount.value")
		toldRefunded += minorOf(n, "refundAmount.value")
	}
	for _, deed := range refunds {
		if at(deed, "transactionStatus") == succeeded {
			completed += minorOf(deed, "transactionAmount.value")
		}
	}
	if toldCaptured != captured || toldRefunded != completed {
		t.Fatalf("%s: %d captured and %d refunded, notifications told of %d and %d", o.requestID, captured, completed, toldCaptured, toldRefunded)
	}
}

func minorOf(from map[string]any, path string) int64 {
	minor, _ := strconv.ParseInt(at(from, path), 10, 64)
	return minor
}

// notices are the bodies of what the merchant is owed about a payment, oldest first.
func (s *shop) notices(t *rapid.T, o *order) []map[string]any {
	var list []map[string]any
	for _, n := range s.store.Notifications() {
		if n.PaymentID == o.paymentID {
			list = append(list, parsed(t, n.Body))
		}
	}
	return list
}

// checkNotices: the merchant is told of everything once, and the last word agrees with the inquiry.
func (s *shop) checkNotices(t *rapid.T, o *order, said map[string]any) {
	var told []string
	var last map[string]any
	for _, n := range s.notices(t, o) {
		kind, minor := at(n, "notifyType"), int64(0)
		for _, amount := range []string{"paymentAmount.value", "captureAmount.value", "refundAmount.value"} {
			minor += minorOf(n, amount)
		}
		told = append(told, fmt.Sprintf("%s %s %d", kind, at(n, "result.resultCode"), minor))
		if at(n, "paymentAmount.value") != "" {
			last = n
		}
	}
	want := slices.Clone(o.told)
	slices.Sort(told)
	slices.Sort(want)
	if !slices.Equal(told, want) {
		t.Fatalf("%s: notifications tell %v, want %v", o.requestID, told, want)
	}
	if last != nil {
		checkLast(t, o, last, said)
	}
}

// checkLast: a cancellation is told of by nobody, so all but the status must still agree then.
func checkLast(t *rapid.T, o *order, last, said map[string]any) {
	fields := []string{
		"paymentRequestId", "paymentId", "paymentAmount.value", "paymentAmount.currency", "paymentCreateTime", "paymentMethodType",
		"authExpiryTime", "paymentResultInfo.cardNo", "paymentResultInfo.networkTransactionId", "paymentResultInfo.threeDSResult.cavv",
	}
	if o.status == succeeded {
		fields = append(fields, "paymentTime")
	}
	for _, field := range fields {
		if at(last, field) != at(said, field) {
			t.Fatalf("%s: the last notification says %q of %s, the inquiry %q", o.requestID, at(last, field), field, at(said, field))
		}
	}
	if code := at(last, "result.resultCode"); o.status != cancelled && o.status != pending && code != at(said, "paymentResultCode") {
		t.Fatalf("%s: the last notification says %s, the inquiry %s", o.requestID, code, at(said, "paymentResultCode"))
	}
}
