package sqlite

import (
	"context"
	"time"

	"antomdesk/backend/sandbox"
)

const notificationColumns = `id, environment_id, type, payment_id, refund_id, url, status, attempts, tries, in_doubt, hold,
	origin, once, resend_of, batch, next_attempt_at_ms, created_at_ms, updated_at_ms, head, body`

const selectNotification = "SELECT seq, " + notificationColumns + " FROM notification AS n "

// head is a pending notification that no older one of the same payment holds back.
const head = `n.status = 'PENDING' AND NOT EXISTS (
	SELECT 1 FROM notification AS older WHERE older.status = 'PENDING' AND older.hold < 2 AND older.payment_id = n.payment_id
	AND older.environment_id = n.environment_id AND older.seq < n.seq)`

const (
	dueNotifications = selectNotification + "WHERE n.environment_id = ? AND n.next_attempt_at_ms <= ? AND " + head + " ORDER BY n.seq LIMIT ?"
	nextNotification = "SELECT n.next_attempt_at_ms FROM notification AS n WHERE n.environment_id = ? AND " + head +
		" ORDER BY n.next_attempt_at_ms LIMIT 1"
)

var insertNotification = "INSERT INTO notification (" + notificationColumns + ") VALUES (" + slots(columns(notificationColumns)) + ")"

func scanNotification(row scanner) (sandbox.Notification, error) {
	var n sandbox.Notification
	err := row.Scan(&n.Seq, &n.ID, &n.EnvironmentID, &n.Type, textInto(&n.PaymentID), textInto(&n.RefundID), textInto(&n.URL),
		&n.Status, &n.Attempts, &n.Tries, &n.InDoubt, &n.Hold, textInto(&n.Origin), &n.Once, textInto(&n.ResendOf), textInto(&n.Batch),
		instant{&n.NextAttemptAt}, instant{&n.CreatedAt}, instant{&n.UpdatedAt}, &n.Head, &n.Body)
	return n, err
}

// InsertNotification queues the notification.
func (tx *writeTx) InsertNotification(ctx context.Context, n sandbox.Notification) error {
	body := n.Body
	if body == nil {
		body = []byte{}
	}
	_, err := tx.exec(ctx, insertNotification,
		n.ID, n.EnvironmentID, string(n.Type), orNull(n.PaymentID), orNull(n.RefundID), orNull(n.URL),
		string(n.Status), n.Attempts, n.Tries, yesNo(n.InDoubt), int64(n.Hold), orNull(n.Origin), yesNo(n.Once), orNull(n.ResendOf),
		orNull(n.Batch), millis(n.NextAttemptAt), millis(n.CreatedAt), millis(n.UpdatedAt), blob(n.Head), body)
	if isUnique(err) {
		return sandbox.Conflict("A notification with id %s exists already.", n.ID)
	}
	return explain(err)
}

// DueNotifications lists what to send now in the environment, oldest first: per payment only the oldest
// pending one, so that one which waits for its retry holds the later ones back.
func (s *Store) DueNotifications(ctx context.Context, environmentID string, now time.Time, limit int) ([]sandbox.Notification, error) {
	return collect(ctx, s.read, scanNotification, dueNotifications, environmentID, now.UnixMilli(), limit)
}

// NextNotificationAt is the earliest instant at which DueNotifications will list something; zero when
// nothing is pending. It may have passed already.
func (s *Store) NextNotificationAt(ctx context.Context, environmentID string) (time.Time, error) {
	return earliest(ctx, s.read, nextNotification, environmentID)
}

// NotificationByID returns one notification.
func (s *Store) NotificationByID(ctx context.Context, id string) (sandbox.Notification, error) {
	n, err := scanNotification(s.read.QueryRowContext(ctx, selectNotification+"WHERE n.id = ?", id))
	if err != nil {
		return sandbox.Notification{}, found(err, "There is no notification %s.", id)
	}
	return n, nil
}

const notificationsOf = selectNotification + "WHERE n.environment_id = ? AND n.payment_id = ? ORDER BY n.seq"

// NotificationsOf lists what is owed to the merchant about a payment, oldest first.
func (s *Store) NotificationsOf(ctx context.Context, environmentID, paymentID string) ([]sandbox.Notification, error) {
	return collect(ctx, s.read, scanNotification, notificationsOf, environmentID, paymentID)
}

// HoldNotification keeps a pending notification back until at.
func (s *Store) HoldNotification(ctx context.Context, id string, h sandbox.Hold, at time.Time) error {
	return s.writer.do(ctx, func(ctx context.Context, tx *writeTx) error {
		return tx.changeOne(ctx, sandbox.Conflict("The notification %s is not pending.", id),
			"UPDATE notification SET hold = ?, next_attempt_at_ms = ? WHERE id = ? AND status = 'PENDING'", int64(h), at.UnixMilli(), id)
	}, nil)
}
