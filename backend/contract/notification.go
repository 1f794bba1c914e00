package contract

import (
	"bytes"
	"cmp"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// NotificationFacts are what a list shows of a notification without keeping its body. All of it is
// as the sender wrote it; what the body lacks is empty.
type NotificationFacts struct {
	Type        string // "notifyPayment" …; empty when the body resembles none (api.md §4.2)
	RequestID   string // paymentRequestId, refundRequestId …
	PaymentID   string
	RefundID    string
	AmountMinor int64
	Currency    string // empty when there is no amount
	Result      Result // what the notification tells, not how it was received
}

// factLimit bounds each text taken from a body nobody has validated.
const factLimit = 64

// ReadNotification reads the facts from a notification's body. It never fails: a body of another
// provider, or none at all, simply has no facts.
func ReadNotification(body []byte) NotificationFacts {
	n := readFields(body)
	f := NotificationFacts{
		Type:      notificationType(n),
		PaymentID: n["paymentId"],
		RefundID:  n["refundId"],
		RequestID: cmp.Or(n["refundRequestId"], n["captureRequestId"], n["paymentRequestId"],
			n["vaultingRequestId"], n["subscriptionRequestId"], n["registrationRequestId"]),
		Result: Result{ResultCode: n["result.resultCode"], ResultStatus: n["result.resultStatus"],
			ResultMessage: n["result.resultMessage"]},
	}
	for _, amount := range []string{"refundAmount", "captureAmount", "disputeAmount", "paymentAmount"} {
		currency := n[amount+".currency"]
		if len(currency) != 3 {
			continue
		}
		if minor, err := strconv.ParseInt(n[amount+".value"], 10, 64); err == nil {
			f.AmountMinor, f.Currency = minor, currency
			break
		}
	}
	return f
}

// notificationType follows the discriminators of api.md §4.2.
func notificationType(n map[string]string) string {
	switch n["notifyType"] {
	case "PAYMENT_RESULT", "PAYMENT_PENDING", "UPDATE_AMOUNT_RESULT":
		return "notifyPayment"
	case "CAPTURE_RESULT":
		return "notifyCapture"
	case "REFUND_RESULT":
		return "notifyRefund"
	case "REGISTRATION_RESULT":
		return "notifyRegistration"
	}
	for _, d := range [...]struct{ field, meaning string }{
		{"authorizationNotifyType", "notifyAuthorization"},
		{"subscriptionNotificationType", "notifySubscription"},
		{"disputeNotificationType", "notifyDispute"},
		{"vaultingRequestId", "notifyVaulting"},
		{"registrationResult", "notifyRegistrationStatus"},
	} {
		if n[d.field] != "" {
			return d.meaning
		}
	}
	if n["subscriptionId"] != "" && n["paymentId"] != "" {
		return "notifyPayment" // a subscription's payment carries no notifyType
	}
	return ""
}

// factFields are the members ReadNotification looks at; the objects among them are read one level deep.
var factFields = map[string]bool{
	"notifyType": true, "authorizationNotifyType": true, "subscriptionNotificationType": true,
	"disputeNotificationType": true, "registrationResult": true, "paymentId": true, "refundId": true,
	"paymentRequestId": true, "refundRequestId": true, "captureRequestId": true, "vaultingRequestId": true,
	"subscriptionRequestId": true, "registrationRequestId": true, "subscriptionId": true,
	"result": true, "paymentAmount": true, "refundAmount": true, "captureAmount": true, "disputeAmount": true,
}

// readFields flattens the interesting members of the body's object: "paymentAmount.value". What
// follows a syntax error is lost, what came before it is kept.
func readFields(body []byte) map[string]string {
	fields := map[string]string{}
	dec := jsontext.NewDecoder(bytes.NewBuffer(body),
		jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	readObject(dec, "", func(name string) bool { return factFields[name] }, fields)
	return fields
}

func readObject(dec *jsontext.Decoder, prefix string, wanted func(string) bool, into map[string]string) {
	if t, err := dec.ReadToken(); err != nil || t.Kind() != jsontext.BeginObject.Kind() {
		return
	}
	for {
		t, err := dec.ReadToken()
		if err != nil || t.Kind() != '"' {
			return
		}
		name := t.String()
		switch kind := dec.PeekKind(); {
		case !wanted(name):
			err = dec.SkipValue()
		case kind == '{' && prefix == "":
			readObject(dec, name+".", func(string) bool { return true }, into)
		case kind == '"' || kind == '0':
			if t, err = dec.ReadToken(); err == nil {
				into[prefix+name] = bounded(t.String())
			}
		default:
			err = dec.SkipValue()
		}
		if err != nil {
			return
		}
	}
}

// bounded cuts s to factLimit bytes without splitting a character.
func bounded(s string) string {
	if len(s) <= factLimit {
		return s
	}
	cut := factLimit
	for cut > 0 && s[cut]&0xC0 == 0x80 {
		cut--
	}
	return s[:cut]
}
