package sqlite

import (
	"context"
	"time"

	"antomdesk/backend/sandbox"
)

const notificationColumns = `id, environment_id, type, payment_id, refund_id, url, status, attempts,
	next_attempt_at_ms, created_at_ms, updated_at_ms, body`

const selectNotification = "SELECT seq, " + notificationColumns + " FROM notification AS n "

// head is a pending notification that no older one of the same payment holds back.
const head = `n.status = 'PENDING' AND NOT EXISTS (
	SELECT 1 FROM notification AS older WHERE older.status = 'PENDING' AND older.payment_id = n.payment_id
	AND older.environment_id = n.environment_id AND older.seq < n.seq)`

const (
	dueNotifications = selectNotification + "WHERE n.environment_id = ? AND n.next_attempt_at_ms <= ? AND " + head + " ORDER BY n.seq LIMIT ?"
	nextNotification = "SELECT n.next_attempt_at_ms FROM notification AS n WHERE n.environment_id = ? AND " + head +
		" ORDER BY n.next_attempt_at_ms LIMIT 1"
)

func scanNotification(row scanner) (sandbox.Notification, error) {
	var n sandbox.Notification
	err := row.Scan(&n.Seq, &n.ID, &n.EnvironmentID, &n.Type, textInto(&n.PaymentID), textInto(&n.RefundID), textInto(&n.URL),
		&n.Status, &n.Attempts, instant{&n.NextAttemptAt}, instant{&n.CreatedAt}, instant{&n.UpdatedAt}, &n.Body)
	return n, err
}

// InsertNotification queues the notification.
func (tx *writeTx) InsertNotification(ctx context.Context, n sandbox.Notification) error {
	body := n.Body
	if body == nil {
		body = []byte{}
	}
	_, err := tx.exec(ctx, "INSERT INTO notification ("+notificationColumns+") VALUES ("+slots(columns(notificationColumns))+")",
		n.ID, n.EnvironmentID, string(n.Type), orNull(n.PaymentID), orNull(n.RefundID), orNull(n.URL),
		string(n.Status), n.Attempts, millis(n.NextAttemptAt), millis(n.CreatedAt), millis(n.UpdatedAt), body)
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

const updateNotification = `UPDATE notification SET status = ?, attempts = ?, next_attempt_at_ms = ?, updated_at_ms = ?
	WHERE id = ?`

// RecordAttempt stores the attempt and its exchange and moves the notification, all in one transaction.
func (s *Store) RecordAttempt(ctx context.Context, n sandbox.Notification, a sandbox.DeliveryAttempt, x sandbox.Exchange, b sandbox.ExchangeBytes) error {
	row, err := s.newExchangeRow(x, b)
	if err != nil {
		return err
	}
	return s.writer.do(ctx, func(ctx context.Context, tx *writeTx) error {
		if err := row.insert(tx); err != nil {
			return err
		}
		if err := tx.insertAttempt(ctx, n.ID, x.ID, a); err != nil {
			return err
		}
		tx.Emit(sandbox.Event{Topic: sandbox.TopicNotification, EnvironmentID: n.EnvironmentID, ID: n.ID})
		return tx.changeOne(ctx, sandbox.NotFound("There is no notification %s.", n.ID), updateNotification,
			string(n.Status), n.Attempts, millis(n.NextAttemptAt), millis(n.UpdatedAt), n.ID)
	}, func() { s.search.grown(row.seq) })
}

const attemptColumns = "notification_id, exchange_id, number, acknowledged, reason, at_ms"

func (tx *writeTx) insertAttempt(ctx context.Context, notificationID, exchangeID string, a sandbox.DeliveryAttempt) error {
	_, err := tx.exec(ctx, "INSERT INTO delivery_attempt ("+attemptColumns+") VALUES ("+slots(columns(attemptColumns))+")",
		notificationID, exchangeID, a.Number, yesNo(a.Acknowledged), orNull(a.Reason), a.At.UnixMilli())
	if isUnique(err) {
		return sandbox.Conflict("Attempt %d of notification %s is stored already.", a.Number, notificationID)
	}
	return explain(err)
}

// AttemptsOf lists a notification's attempts, oldest first.
func (s *Store) AttemptsOf(ctx context.Context, notificationID string) ([]sandbox.DeliveryAttempt, error) {
	return collect(ctx, s.read, scanAttempt,
		"SELECT seq, "+attemptColumns+" FROM delivery_attempt WHERE notification_id = ? ORDER BY number", notificationID)
}

func scanAttempt(row scanner) (sandbox.DeliveryAttempt, error) {
	var a sandbox.DeliveryAttempt
	err := row.Scan(&a.Seq, &a.NotificationID, &a.ExchangeID, &a.Number, &a.Acknowledged, textInto(&a.Reason), instant{&a.At})
	return a, err
}
