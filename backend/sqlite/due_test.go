package sqlite

import (
	"context"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

func TestDue_EachEnvironment_SeesOnlyItsOwn(t *testing.T) {
	s := openStore(t, configIn(t))
	live := fullPayment("live")
	live.EnvironmentID, live.ExpiresAt = liveEnv, day.Add(time.Minute)
	insertPayments(t, s, live)
	refund := fullRefund("live", "live")
	refund.EnvironmentID, refund.Status, refund.CompletesAt = liveEnv, sandbox.RefundProcessing, day.Add(2*time.Minute)
	note := sandbox.Notification{ID: "live", EnvironmentID: liveEnv, Type: sandbox.NotifyPayment, Status: sandbox.NotificationPending,
		NextAttemptAt: day, CreatedAt: day, UpdatedAt: day}
	do(t, s, func(ctx context.Context, tx sandbox.Tx) error {
		if err := tx.InsertRefund(ctx, refund); err != nil {
			return err
		}
		return tx.InsertNotification(ctx, note)
	})
	for env, want := range map[string]int{testEnv: 0, liveEnv: 1} {
		payments, err := s.DuePayments(bg, env, day.Add(time.Hour), 5)
		must(t, err)
		refunds, err := s.DueRefunds(bg, env, day.Add(time.Hour), 5)
		must(t, err)
		notes, err := s.DueNotifications(bg, env, day.Add(time.Hour), 5)
		must(t, err)
		next, err := s.NextDue(bg, env)
		must(t, err)
		owed, err := s.NextNotificationAt(bg, env)
		must(t, err)
		if len(payments) != want || len(refunds) != want || len(notes) != want || next.IsZero() != (want == 0) || owed.IsZero() != (want == 0) {
			t.Errorf("%s: %d payments, %d refunds, %d notifications, next %s and %s", env, len(payments), len(refunds), len(notes), next, owed)
		}
	}
}
