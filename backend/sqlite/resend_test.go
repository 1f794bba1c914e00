package sqlite

import (
	"context"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// resent queues a notification that repeats n1 as part of a batch.
func resent(t *testing.T, s *Store, id string, status sandbox.NotificationStatus) {
	t.Helper()
	n := sandbox.Notification{ID: id, EnvironmentID: testEnv, Type: sandbox.NotifyPayment, PaymentID: "p1", Body: []byte("{}"), Status: status,
		Origin: sandbox.OriginResend, Once: true, ResendOf: "n1", Batch: "b1", NextAttemptAt: day, CreatedAt: day, UpdatedAt: day}
	do(t, s, func(ctx context.Context, tx sandbox.Tx) error { return tx.InsertNotification(ctx, n) })
}

func TestBatch_CountsByStatusAndEndsWhatWaits(t *testing.T) {
	s := openStore(t, configIn(t))
	pendingNotification(t, s, "n1", "p1", day)
	resent(t, s, "r1", sandbox.NotificationAcknowledged)
	resent(t, s, "r2", sandbox.NotificationPending)
	counts, err := s.Batch(bg, "b1")
	must(t, err)
	if len(counts) != 2 || counts[sandbox.NotificationPending] != 1 || counts[sandbox.NotificationAcknowledged] != 1 {
		t.Errorf("got %v", counts)
	}
	must(t, s.EndBatch(bg, "b1", day.Add(time.Minute)))
	counts, err = s.Batch(bg, "b1")
	must(t, err)
	if counts[sandbox.NotificationPending] != 0 || counts[sandbox.NotificationAbandoned] != 1 || counts[sandbox.NotificationAcknowledged] != 1 {
		t.Errorf("got %v", counts)
	}
	if n, err := s.NotificationByID(bg, "n1"); err != nil || n.Status != sandbox.NotificationPending {
		t.Errorf("one of no batch: %+v, %v", n, err)
	}
}

func TestNotificationsOfPayment_AndResends_AreListed(t *testing.T) {
	s := openStore(t, configIn(t))
	pendingNotification(t, s, "n1", "p1", day)
	pendingNotification(t, s, "n2", "p2", day)
	resent(t, s, "r1", sandbox.NotificationPending)
	list, err := s.NotificationsOfPayment(bg, testEnv, "p1", 10)
	must(t, err)
	if len(list) != 2 || list[0].ID != "r1" || list[1].ID != "n1" {
		t.Errorf("got %+v", list)
	}
	again, err := s.ResendsOf(bg, "n1", 10)
	must(t, err)
	if len(again) != 1 || again[0].ID != "r1" {
		t.Errorf("got %+v", again)
	}
}

func TestLabTouched_CountsTheMarkedAttemptsOfItsTime(t *testing.T) {
	s := openStore(t, configIn(t))
	for _, id := range []string{"before", "n1", "n2"} {
		n := pendingNotification(t, s, id, id, day)
		x, b := exchangeOf(int(id[len(id)-1]))
		n.Attempts = 1
		must(t, s.RecordAttempt(bg, sandbox.AttemptRecord{Notification: n, Exchange: x, Bytes: b,
			Attempt: sandbox.DeliveryAttempt{Number: 1, At: day, Marks: "lab:drop copy"}}))
	}
	f := sandbox.LabFault{EnvironmentID: testEnv, Kind: sandbox.LabDrop, AfterSeq: 1}
	if n, err := s.LabTouched(bg, f); err != nil || n != 2 {
		t.Errorf("%d, %v", n, err)
	}
	f.EndedAt, f.EndedSeq = day, 2
	if n, err := s.LabTouched(bg, f); err != nil || n != 1 {
		t.Errorf("%d, %v", n, err)
	}
	f.Kind = "dro"
	if n, err := s.LabTouched(bg, f); err != nil || n != 0 {
		t.Errorf("a part of the word counts: %d, %v", n, err)
	}
}
