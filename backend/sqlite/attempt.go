package sqlite

import (
	"context"

	"antomdesk/backend/sandbox"
)

const attemptColumns = "notification_id, exchange_id, number, acknowledged, reason, at_ms, marks, next_at_ms, schedule"

const (
	updateNotification = `UPDATE notification SET status = ?, attempts = ?, tries = ?, in_doubt = ?, hold = 0, next_attempt_at_ms = ?,
	updated_at_ms = ? WHERE id = ?`
	releaseHeld = `UPDATE notification SET next_attempt_at_ms = ? WHERE environment_id = ? AND payment_id = ? AND hold = 2
	AND status = 'PENDING' AND seq < (SELECT seq FROM notification WHERE id = ?)`
	forgetUnderWay = "DELETE FROM delivery_under_way WHERE exchange_id = ?"
	selectUnderWay = "SELECT " + underWayColumns + " FROM delivery_under_way "
)

var (
	insertAttempt  = "INSERT INTO delivery_attempt (" + attemptColumns + ") VALUES (" + slots(columns(attemptColumns)) + ")"
	insertUnderWay = "INSERT INTO delivery_under_way (" + underWayColumns + ") VALUES (" + slots(columns(underWayColumns)) + ")"
)

const underWayColumns = `exchange_id, notification_id, started_at_ms, at_ms, target, client_id, request_time, key_version, marks,
	head, body`

// BeginAttempt stores that an attempt's request is about to be sent. It returns after the commit, so that
// no request leaves that a crash would hide.
func (s *Store) BeginAttempt(ctx context.Context, u sandbox.UnderWay) error {
	return s.writer.do(ctx, func(ctx context.Context, tx *writeTx) error {
		_, err := tx.exec(ctx, insertUnderWay, u.ExchangeID, u.NotificationID, u.StartedAt.UnixMilli(), u.At.UnixMilli(), u.Target,
			u.ClientID, u.RequestTime, u.KeyVersion, orNull(u.Marks), u.Head, blob(u.Body))
		return explain(err)
	}, nil)
}

// UnderWay lists the attempts that were begun and not stored, oldest first: those of the notification, or
// all of them when it is "".
func (s *Store) UnderWay(ctx context.Context, notificationID string) ([]sandbox.UnderWay, error) {
	return collect(ctx, s.read, scanUnderWay, selectUnderWay+"WHERE ? IN ('', notification_id) ORDER BY seq", notificationID)
}

func scanUnderWay(row scanner) (sandbox.UnderWay, error) {
	var u sandbox.UnderWay
	err := row.Scan(&u.ExchangeID, &u.NotificationID, instant{&u.StartedAt}, instant{&u.At}, &u.Target, &u.ClientID, &u.RequestTime,
		&u.KeyVersion, textInto(&u.Marks), &u.Head, &u.Body)
	return u, err
}

// RecordAttempt stores the attempt and its exchange, moves the notification and forgets that the attempt was
// under way, all in one transaction.
func (s *Store) RecordAttempt(ctx context.Context, r sandbox.AttemptRecord) error {
	row, err := s.newExchangeRow(r.Exchange, r.Bytes)
	if err != nil {
		return err
	}
	return s.writer.do(ctx, func(ctx context.Context, tx *writeTx) error {
		if err := row.insert(tx); err != nil {
			return err
		}
		return tx.recordAttempt(ctx, r)
	}, func() { s.search.grown(row.seq) })
}

func (tx *writeTx) recordAttempt(ctx context.Context, r sandbox.AttemptRecord) error {
	n := r.Notification
	if err := tx.insertAttempt(ctx, n.ID, r.Exchange.ID, r.Attempt); err != nil {
		return err
	}
	if _, err := tx.exec(ctx, forgetUnderWay, r.Exchange.ID); err != nil {
		return explain(err)
	}
	tx.Emit(sandbox.Event{Topic: sandbox.TopicNotification, EnvironmentID: n.EnvironmentID, ID: n.ID})
	if err := tx.changeOne(ctx, sandbox.NotFound("There is no notification %s.", n.ID), updateNotification,
		string(n.Status), n.Attempts, n.Tries, yesNo(n.InDoubt), millis(n.NextAttemptAt), millis(n.UpdatedAt), n.ID); err != nil {
		return err
	}
	if !r.Releases {
		return nil
	}
	_, err := tx.exec(ctx, releaseHeld, r.Attempt.At.UnixMilli(), n.EnvironmentID, n.PaymentID, n.ID)
	return explain(err)
}

func (tx *writeTx) insertAttempt(ctx context.Context, notificationID, exchangeID string, a sandbox.DeliveryAttempt) error {
	_, err := tx.exec(ctx, insertAttempt, notificationID, exchangeID, a.Number, yesNo(a.Acknowledged), orNull(a.Reason), a.At.UnixMilli(),
		orNull(a.Marks), millis(a.NextAt), orNull(a.Schedule))
	if isUnique(err) {
		return sandbox.Conflict("Attempt %d of notification %s is stored already.", a.Number, notificationID)
	}
	return explain(err)
}

// AttemptsOf lists a notification's attempts, oldest first, and last those under way.
func (s *Store) AttemptsOf(ctx context.Context, notificationID string) ([]sandbox.DeliveryAttempt, error) {
	list, err := collect(ctx, s.read, scanAttempt,
		"SELECT seq, "+attemptColumns+" FROM delivery_attempt WHERE notification_id = ? ORDER BY number", notificationID)
	if err != nil {
		return nil, err
	}
	now, err := s.UnderWay(ctx, notificationID)
	for i, u := range now {
		list = append(list, sandbox.DeliveryAttempt{NotificationID: notificationID, ExchangeID: u.ExchangeID, Number: len(list) + i + 1,
			At: u.At, Marks: u.Marks.With(sandbox.MarkUnderWay)})
	}
	return list, err
}

func scanAttempt(row scanner) (sandbox.DeliveryAttempt, error) {
	var a sandbox.DeliveryAttempt
	err := row.Scan(&a.Seq, &a.NotificationID, &a.ExchangeID, &a.Number, &a.Acknowledged, textInto(&a.Reason), instant{&a.At},
		textInto(&a.Marks), instant{&a.NextAt}, textInto(&a.Schedule))
	return a, err
}
