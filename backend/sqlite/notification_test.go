package sqlite

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// pendingNotification queues one notification of a payment, due at the given instant.
func pendingNotification(t testing.TB, s *Store, id, paymentID string, due time.Time) sandbox.Notification {
	t.Helper()
	n := sandbox.Notification{
		ID: id, EnvironmentID: testEnv, Type: sandbox.NotifyPayment, PaymentID: paymentID, RefundID: "refund", URL: "http://127.0.0.1:1/x",
		Body: []byte(`{"notifyType":"PAYMENT_RESULT"}`), Status: sandbox.NotificationPending, NextAttemptAt: due, CreatedAt: day, UpdatedAt: day.Add(time.Second),
	}
	do(t, s, func(ctx context.Context, tx sandbox.Tx) error { return tx.InsertNotification(ctx, n) })
	return n
}

// attempt records the next attempt of n as acknowledged, or as failed and due again an hour later.
func attempt(t testing.TB, s *Store, n sandbox.Notification, number int, acknowledged bool) sandbox.Notification {
	t.Helper()
	x, b := exchangeOf(5000 + number)
	x.ID = fmt.Sprintf("%s-attempt-%d", n.ID, number)
	x.Kind = sandbox.KindDelivery
	n.Attempts, n.UpdatedAt, n.NextAttemptAt = number, day.Add(time.Minute), n.NextAttemptAt.Add(time.Hour)
	if acknowledged {
		n.Status, n.NextAttemptAt = sandbox.NotificationAcknowledged, time.Time{}
	}
	a := sandbox.DeliveryAttempt{Number: number, Acknowledged: acknowledged, Reason: "because", At: day.Add(time.Minute)}
	must(t, s.RecordAttempt(bg, sandbox.AttemptRecord{Notification: n, Attempt: a, Exchange: x, Bytes: b}))
	return n
}

func TestNotification_EveryField_ComesBackAsItWas(t *testing.T) {
	s := openStore(t, configIn(t))
	pendingNotification(t, s, "n0", "p1", day)
	n := sandbox.Notification{ID: "n1", EnvironmentID: testEnv, Type: sandbox.NotifyRefund, PaymentID: "p1", RefundID: "r", URL: "http://127.0.0.1:1/x",
		Body: []byte(`{}`), Status: sandbox.NotificationPending, Attempts: 4, Tries: 2, NextAttemptAt: day, InDoubt: true, Hold: sandbox.HoldSwap,
		Origin: sandbox.OriginResend, Once: true, ResendOf: "n0", Batch: "b", Head: []byte("POST / HTTP/1.1\r\n\r\n"), CreatedAt: day, UpdatedAt: day}
	do(t, s, func(ctx context.Context, tx sandbox.Tx) error { return tx.InsertNotification(ctx, n) })
	got, err := s.NotificationByID(bg, "n1")
	must(t, err)
	got.Seq = 0
	if !reflect.DeepEqual(got, n) {
		t.Errorf("got  %+v\nwant %+v", got, n)
	}
	if _, err := s.NotificationByID(bg, "nowhere"); !sandbox.IsNotFound(err) {
		t.Error(err)
	}
}

func TestDueNotifications_PerPayment_OnlyTheOldestPending(t *testing.T) {
	s := openStore(t, configIn(t))
	if next, err := s.NextNotificationAt(bg, testEnv); err != nil || !next.IsZero() {
		t.Fatalf("%v, %v", next, err)
	}
	first := pendingNotification(t, s, "a1", "a", day.Add(10*time.Minute))
	pendingNotification(t, s, "a2", "a", day) // due earlier, but it must not overtake a1
	pendingNotification(t, s, "b1", "b", day.Add(5*time.Minute))
	pendingNotification(t, s, "none1", "", day.Add(15*time.Minute)) // without a payment there is no order
	pendingNotification(t, s, "none2", "", day.Add(15*time.Minute))
	expectDueNotifications(t, s, 4, 5)
	expectDueNotifications(t, s, 5, 5, "b1")
	expectDueNotifications(t, s, 60, 5, "a1", "b1", "none1", "none2")
	first = attempt(t, s, first, 1, false) // due again at 70 minutes, and still holds a2 back
	expectDueNotifications(t, s, 60, 5, "b1", "none1", "none2")
	attempt(t, s, first, 2, true)
	expectDueNotifications(t, s, 60, 0, "a2", "b1", "none1", "none2")
	if one, err := s.DueNotifications(bg, testEnv, day.Add(time.Hour), 1); err != nil || len(one) != 1 {
		t.Errorf("the limit: %v, %v", one, err)
	}
}

func expectDueNotifications(t *testing.T, s *Store, minutes, next int, want ...string) {
	t.Helper()
	due, err := s.DueNotifications(bg, testEnv, day.Add(time.Duration(minutes)*time.Minute), 10)
	must(t, err)
	got := []string{}
	for _, n := range due {
		got = append(got, n.ID)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("after %d minutes: got %v, want %v", minutes, got, want)
	}
	at, err := s.NextNotificationAt(bg, testEnv)
	must(t, err)
	if at != day.Add(time.Duration(next)*time.Minute) {
		t.Errorf("next at %v, want %d minutes", at, next)
	}
}

func TestRecordAttempt_StoresAttemptExchangeAndState_AndTellsOfBoth(t *testing.T) {
	cfg := configIn(t)
	told := newRecorded()
	cfg.Publisher = told
	s := openStore(t, cfg)
	n := pendingNotification(t, s, "n1", "p1", day)
	n = attempt(t, s, n, 1, false)
	n = attempt(t, s, n, 2, true)
	stored, err := s.NotificationByID(bg, "n1")
	must(t, err)
	stored.Seq = 0
	if !reflect.DeepEqual(stored, n) {
		t.Errorf("got  %+v\nwant %+v", stored, n)
	}
	attempts, err := s.AttemptsOf(bg, "n1")
	must(t, err)
	want := []sandbox.DeliveryAttempt{
		{Seq: 1, NotificationID: "n1", ExchangeID: "n1-attempt-1", Number: 1, Reason: "because", At: day.Add(time.Minute)},
		{Seq: 2, NotificationID: "n1", ExchangeID: "n1-attempt-2", Number: 2, Acknowledged: true, Reason: "because", At: day.Add(time.Minute)},
	}
	if !reflect.DeepEqual(attempts, want) {
		t.Errorf("got  %+v\nwant %+v", attempts, want)
	}
	events := told.waitFor(t, 6)[2:]
	for i, topic := range []sandbox.Topic{sandbox.TopicExchange, sandbox.TopicNotification, sandbox.TopicExchange, sandbox.TopicNotification} {
		if events[i].Topic != topic || events[i].EnvironmentID != testEnv {
			t.Errorf("event %d is %+v", i, events[i])
		}
	}
	page, err := s.ListExchanges(bg, sandbox.ExchangeFilter{Query: "n1-attempt-2"})
	must(t, err)
	if len(page.Items) != 1 {
		t.Errorf("the attempt's exchange is not found: %v", idsOf(page.Items))
	}
}

func TestRecordAttempt_ThatCannotBeStored_LeavesNothing(t *testing.T) {
	s := openStore(t, configIn(t))
	n := pendingNotification(t, s, "n1", "p1", day)
	attempt(t, s, n, 1, false)
	x, b := exchangeOf(1)
	again := sandbox.AttemptRecord{Notification: n, Attempt: sandbox.DeliveryAttempt{Number: 1, At: day}, Exchange: x, Bytes: b}
	err := s.RecordAttempt(bg, again)
	if sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("the same attempt twice: %v", err)
	}
	again.Notification.ID = "nowhere"
	if err := s.RecordAttempt(bg, again); err == nil {
		t.Error("an attempt of no notification was stored")
	}
	if _, err := s.ExchangeByID(bg, x.ID); !sandbox.IsNotFound(err) {
		t.Errorf("its exchange stayed: %v", err)
	}
}
