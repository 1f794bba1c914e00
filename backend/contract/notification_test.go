package contract

import (
	"strings"
	"testing"
)

func TestReadNotification_TellsTheTypeByItsDiscriminator(t *testing.T) {
	for body, want := range map[string]string{
		`{"notifyType":"PAYMENT_RESULT"}`:                              "notifyPayment",
		`{"notifyType":"PAYMENT_PENDING"}`:                             "notifyPayment",
		`{"notifyType":"CAPTURE_RESULT","paymentId":"1"}`:              "notifyCapture",
		`{"notifyType":"REFUND_RESULT"}`:                               "notifyRefund",
		`{"notifyType":"REGISTRATION_RESULT"}`:                         "notifyRegistration",
		`{"authorizationNotifyType":"TOKEN_CREATED"}`:                  "notifyAuthorization",
		`{"subscriptionNotificationType":"CREATE"}`:                    "notifySubscription",
		`{"disputeNotificationType":"DISPUTE_CREATED"}`:                "notifyDispute",
		`{"result":{},"vaultingRequestId":"v"}`:                        "notifyVaulting",
		`{"registrationResult":"OK"}`:                                  "notifyRegistrationStatus",
		`{"subscriptionId":"s","paymentId":"p","phaseNo":"1"}`:         "notifyPayment",
		`{"notifyType":"SOMETHING_ELSE"}`:                              "",
		`{"NotifyType":"PAYMENT_RESULT"}`:                              "",
		`{"data":{"notifyType":"PAYMENT_RESULT"}}`:                     "",
		`[{"notifyType":"PAYMENT_RESULT"}]`:                            "",
		`not json`:                                                     "",
		``:                                                             "",
		`{"notifyType":"PAYMENT_RESULT","paymentId":`:                  "notifyPayment",
		"{\"other\":\"\xff\",\"notifyType\":\"PAYMENT_RESULT\"}":       "notifyPayment",
		`{"notifyType":null,"disputeNotificationType":"RDR_RESOLVED"}`: "notifyDispute",
	} {
		if got := ReadNotification([]byte(body)).Type; got != want {
			t.Errorf("%s is %q, want %q", body, got, want)
		}
	}
}

func TestReadNotification_ReadsIdsAmountAndResult(t *testing.T) {
	got := ReadNotification([]byte(`{"notifyType":"REFUND_RESULT","extra":[{"refundId":"no"}],
		"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success."},
		"refundRequestId":"rr","refundId":"r","paymentId":"p","refundAmount":{"value":"1099","currency":"USD"}}`))
	want := NotificationFacts{Type: "notifyRefund", RequestID: "rr", PaymentID: "p", RefundID: "r", AmountMinor: 1099,
		Currency: "USD", Result: Result{ResultCode: "SUCCESS", ResultStatus: "S", ResultMessage: "success."}}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestReadNotification_AmountThatIsNoNumberIsNoAmount(t *testing.T) {
	for _, body := range []string{
		`{"paymentAmount":{"value":"10.99","currency":"USD"}}`,
		`{"paymentAmount":{"value":"1099"}}`,
		`{"paymentAmount":"1099"}`,
		`{"paymentAmount":{"value":"1099","currency":"US dollars"}}`,
	} {
		if got := ReadNotification([]byte(body)); got.Currency != "" || got.AmountMinor != 0 {
			t.Errorf("%s: got %d %s, want no amount", body, got.AmountMinor, got.Currency)
		}
	}
}

func TestReadNotification_NumericValueCounts(t *testing.T) {
	if got := ReadNotification([]byte(`{"paymentAmount":{"value":1099,"currency":"JPY"}}`)); got.AmountMinor != 1099 || got.Currency != "JPY" {
		t.Errorf("got %d %s, want 1099 JPY", got.AmountMinor, got.Currency)
	}
}

func TestReadNotification_LongTextsAreCutBetweenCharacters(t *testing.T) {
	got := ReadNotification([]byte(`{"paymentId":"` + strings.Repeat("a", 63) + `界界"}`)).PaymentID
	if want := strings.Repeat("a", 63); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
