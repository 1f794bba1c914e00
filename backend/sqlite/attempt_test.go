package sqlite

import (
	"reflect"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

func begun(id, notification string) sandbox.UnderWay {
	return sandbox.UnderWay{ExchangeID: id, NotificationID: notification, StartedAt: day, At: day.Add(time.Hour), Target: "http://127.0.0.1:1/x",
		ClientID: "5Y", RequestTime: "now", KeyVersion: "1", Head: []byte("POST /x HTTP/1.1\r\n\r\n"), Body: []byte("{}"), Marks: "lab:corrupt"}
}

func TestBeginAttempt_UntilItIsStored_IsListedAndMarked(t *testing.T) {
	s := openStore(t, configIn(t))
	n := pendingNotification(t, s, "n1", "p1", day)
	n = attempt(t, s, n, 1, false)
	u := begun("n1-attempt-2", "n1")
	must(t, s.BeginAttempt(bg, u))
	pendingNotification(t, s, "n2", "p2", day)
	must(t, s.BeginAttempt(bg, begun("other", "n2")))
	got, err := s.UnderWay(bg, "n1")
	must(t, err)
	if !reflect.DeepEqual(got, []sandbox.UnderWay{u}) {
		t.Errorf("got %+v", got)
	}
	attempts, err := s.AttemptsOf(bg, "n1")
	must(t, err)
	if len(attempts) != 2 || attempts[1].Number != 2 || !attempts[1].Marks.Has(sandbox.MarkUnderWay) || !attempts[1].Marks.Has("lab:corrupt") {
		t.Errorf("got %+v", attempts)
	}
	attempt(t, s, n, 2, true)
	if got, err := s.UnderWay(bg, ""); err != nil || len(got) != 1 || got[0].ExchangeID != "other" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestRecordAttempt_MarksAndPlan_ComeBack(t *testing.T) {
	s := openStore(t, configIn(t))
	n := pendingNotification(t, s, "n1", "p1", day)
	x, b := exchangeOf(1)
	want := sandbox.DeliveryAttempt{NotificationID: "n1", ExchangeID: x.ID, Number: 1, Reason: "no", At: day, Marks: "interrupted copy",
		NextAt: day.Add(time.Minute), Schedule: "production"}
	n.Tries, n.InDoubt = 3, true
	must(t, s.RecordAttempt(bg, sandbox.AttemptRecord{Notification: n, Attempt: want, Exchange: x, Bytes: b}))
	attempts, err := s.AttemptsOf(bg, "n1")
	must(t, err)
	want.Seq = 1
	if !reflect.DeepEqual(attempts, []sandbox.DeliveryAttempt{want}) {
		t.Errorf("got %+v", attempts)
	}
	if stored, err := s.NotificationByID(bg, "n1"); err != nil || stored.Tries != 3 || !stored.InDoubt {
		t.Errorf("got %+v, %v", stored, err)
	}
}

func TestHoldNotification_Swap_LetsLaterOnesGoAndIsReleasedByThem(t *testing.T) {
	s := openStore(t, configIn(t))
	pendingNotification(t, s, "a1", "a", day)
	later := pendingNotification(t, s, "a2", "a", day)
	pendingNotification(t, s, "a3", "a", day)
	must(t, s.HoldNotification(bg, "a1", sandbox.HoldSwap, day.Add(time.Hour)))
	expectDueNotifications(t, s, 1, 0, "a2")
	x, b := exchangeOf(1)
	later.Status, later.NextAttemptAt = sandbox.NotificationAcknowledged, time.Time{}
	must(t, s.RecordAttempt(bg, sandbox.AttemptRecord{Notification: later, Releases: true, Exchange: x, Bytes: b,
		Attempt: sandbox.DeliveryAttempt{Number: 1, Acknowledged: true, At: day.Add(time.Minute)}}))
	expectDueNotifications(t, s, 1, 0, "a1", "a3")
	if err := s.HoldNotification(bg, "a2", sandbox.HoldDelay, day); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("holding a sent one: %v", err)
	}
}

func TestHoldNotification_Delay_KeepsTheOrder(t *testing.T) {
	s := openStore(t, configIn(t))
	pendingNotification(t, s, "a1", "a", day)
	pendingNotification(t, s, "a2", "a", day)
	must(t, s.HoldNotification(bg, "a1", sandbox.HoldDelay, day.Add(time.Hour)))
	expectDueNotifications(t, s, 1, 60)
	expectDueNotifications(t, s, 60, 60, "a1")
}
