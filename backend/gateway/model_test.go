package gateway_test

import (
	"fmt"
	"time"

	"antomdesk/backend/sandbox"
)

// order is one paymentRequestId in the model: what the documents say of it after everything that was
// done to it (api.md §3, §5).
type order struct {
	way
	requestID string
	paymentID string // as soon as the merchant can know it
	session   []byte // first answer to createPaymentSession; nil without a session
	closes    time.Time

	status  string // "" while there is no payment
	code    string // paymentResultCode of a payment that failed
	amount  int64  // as authorised, or as it was changed to
	opened  time.Time
	expires time.Time // or when the bank confirms a pending payment
	paid    time.Time

	hold     hold
	captured int64
	refunds  []*refund

	answer    []byte // first answer to pay, once seen
	cancelled []byte // first answer to cancel
	told      []string
}

// hold is what became of the money an issuer holds.
type hold string

const (
	noHold   hold = ""
	open     hold = "open"
	taken    hold = "captured"
	voided   hold = "voided"
	released hold = "expired"
)

type refund struct {
	minor int64
	done  time.Time
	told  bool
}

// terms are the settings of the environment that change what follows.
type terms struct {
	once       bool // a second capture is refused
	tellsLapse bool // of an authorisation that expired
	closedCode string
	wholeCards bool // cards are refunded in full only
}

// begin makes the order's payment.
func (o *order) begin(w way, now time.Time) {
	o.way, o.status, o.amount, o.opened, o.expires = w, processing, o.minor, now, now.Add(w.lives)
	switch w.at {
	case succeeded:
		o.pays(now)
	case failed:
		o.fail(w.fails)
	}
}

// leaveOpen makes the payment as a call does whose outcome nobody is told: it waits, whatever the way.
func (o *order) leaveOpen(w way, now time.Time) {
	w.at, w.nopage = processing, false
	o.begin(w, now)
}

func (o *order) tell(kind, code string, minor int64) {
	o.told = append(o.told, fmt.Sprintf("%s %s %d", kind, code, minor))
}

func (o *order) fail(code string) {
	o.status, o.code = failed, code
	o.tell("PAYMENT_RESULT", code, o.amount)
}

func (o *order) pays(at time.Time) {
	o.status, o.paid = succeeded, at
	o.tell("PAYMENT_RESULT", "SUCCESS", o.amount)
	if !o.authorises {
		return
	}
	o.hold = open
	if !o.manual {
		o.take(o.amount, true)
	}
}

func (o *order) take(minor int64, last bool) {
	o.captured += minor
	if last || o.captured == o.amount {
		o.hold = taken
	}
	o.tell("CAPTURE_RESULT", "SUCCESS", minor)
}

// pass is what time does by now.
func (o *order) pass(now time.Time, t terms) {
	due := !o.expires.After(now)
	switch {
	case o.status == processing && due:
		o.fail(t.closedCode)
	case o.status == pending && due:
		o.pays(o.expires)
	}
	for _, r := range o.refunds {
		if !r.told && !r.done.After(now) {
			r.told = true
			o.tell("REFUND_RESULT", "SUCCESS", r.minor)
		}
	}
	if o.hold == open && !o.paid.Add(7*dayLong).After(now) {
		o.lapse(t)
	}
}

func (o *order) lapse(t terms) {
	o.hold = released
	if o.captured > 0 {
		return
	}
	o.status, o.code = cancelled, "AUTH_EXPIRED"
	if t.tellsLapse {
		o.tell("PAYMENT_RESULT", "AUTH_EXPIRED", o.amount)
	}
}

// received is the money the payment brought; left is what of it can be given back.
func (o *order) received() int64 {
	switch {
	case o.status != succeeded:
		return 0
	case o.hold != noHold:
		return o.captured
	}
	return o.amount
}

func (o *order) left() int64 {
	left := o.received()
	for _, r := range o.refunds {
		left -= r.minor
	}
	return left
}

// repeated is the code of a pay call that was made before; "" is the first answer again.
func (o *order) repeated() string {
	switch {
	case o.status == cancelled:
		return "ORDER_IS_CANCELED"
	case o.status == failed && !o.nopage:
		return "ORDER_IS_CLOSED"
	}
	return ""
}

// mayCancel is the code a cancellation is refused with; "" is none.
func (o *order) mayCancel(now time.Time) string {
	switch {
	case o.status == failed:
		return "ORDER_STATUS_INVALID"
	case o.status != succeeded, o.hold == open && o.captured == 0:
		return ""
	case len(o.refunds) > 0:
		return "ORDER_STATUS_INVALID"
	case now.After(quarterPastMidnight(o.opened)):
		return "CANCEL_WINDOW_EXCEED"
	}
	return ""
}

// quarterPastMidnight is 00:15 of the next day in UTC+8.
func quarterPastMidnight(t time.Time) time.Time {
	const ahead = 8 * time.Hour
	return t.Add(ahead).Truncate(dayLong).Add(dayLong + 15*time.Minute - ahead)
}

func (o *order) cancel() {
	if o.hold == open {
		o.hold = voided
	}
	o.status, o.code = cancelled, "ORDER_IS_CANCELED"
}

// mayRefund is the code a refund is refused with; "" is none.
func (o *order) mayRefund(minor int64, now time.Time, t terms) string {
	switch {
	case o.status == cancelled:
		return "ORDER_IS_CANCELED"
	case o.status != succeeded:
		return "ORDER_STATUS_INVALID"
	case o.never:
		return "REFUND_NOT_SUPPORTED"
	case now.After(o.paid.Add(o.refundWindow())):
		return "REFUND_WINDOW_EXCEED"
	case o.hold != noHold && o.captured == 0:
		return "ORDER_STATUS_INVALID"
	case (o.whole || t.wholeCards && o.method == "CARD") && minor < o.received():
		return "PARTIAL_REFUND_NOT_SUPPORTED"
	case minor > o.left():
		return "REFUND_AMOUNT_EXCEED"
	case minor < min(o.least, o.left()):
		return "PARAM_ILLEGAL"
	}
	return ""
}

func (o *order) giveBack(minor int64, now time.Time) {
	r := &refund{minor: minor, done: now}
	if o.later {
		r.done = now.Add(2 * time.Second)
	}
	o.refunds = append(o.refunds, r)
}

// mayUse is the code a call about the held money is refused with; "" is none.
func (o *order) mayUse() string {
	switch {
	case o.hold == released:
		return "AUTH_EXPIRED"
	case o.hold == voided:
		return "AUTH_CANCELLED"
	case o.status == cancelled:
		return "ORDER_IS_CANCELED"
	case o.hold == noHold:
		return "ORDER_STATUS_INVALID"
	}
	return ""
}

func (o *order) mayCapture(minor int64) string {
	switch code := o.mayUse(); {
	case code != "":
		return code
	case o.hold == taken:
		return "MULTI_CAPTURE_NOT_SUPPORTED"
	case minor > o.amount-o.captured:
		return "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT"
	}
	return ""
}

func (o *order) mayChange() string {
	if code := o.mayUse(); code != "" {
		return code
	}
	if o.hold != open || o.captured > 0 {
		return "ORDER_STATUS_INVALID"
	}
	return ""
}

// final reports whether a buyer can do nothing more.
func (o *order) final() bool { return o.status != processing && o.status != pending }

// approve is the buyer paying; how long a slow bank takes is the settings' business.
func (o *order) approve(now time.Time) {
	switch {
	case o.status == processing && o.slow:
		o.status, o.expires = pending, now.Add(time.Duration(sandbox.DefaultSettings().PendingSeconds)*time.Second)
		o.tell("PAYMENT_PENDING", "SUCCESS", o.amount)
	case o.fails != "":
		o.fail(o.fails)
	default:
		o.pays(now)
	}
}
