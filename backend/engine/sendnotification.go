package engine

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// SendTest queues a notification somebody wrote, once and at once. Its URL may be empty, as a call's may.
func (e *Engine) SendTest(ctx context.Context, environmentID string, t sandbox.NotificationType, url string, body []byte) (sandbox.Notification, error) {
	facts := contract.ReadNotification(body)
	sent, err := e.sendAgain(ctx, environmentID, []sandbox.Notification{{
		Type: t, PaymentID: facts.PaymentID, RefundID: facts.RefundID, URL: url, Body: body, Origin: sandbox.OriginTest,
	}})
	if err != nil {
		return sandbox.Notification{}, err
	}
	return sent[0], nil
}

// Resend queues the notifications again, in this order, once and at once: each as a new one with the type, ids,
// URL, body and head it holds. All are queued or none.
func (e *Engine) Resend(ctx context.Context, environmentID string, again []sandbox.Notification) ([]sandbox.Notification, error) {
	for i := range again {
		again[i].Origin = sandbox.OriginResend
	}
	return e.sendAgain(ctx, environmentID, again)
}

func (e *Engine) sendAgain(ctx context.Context, environmentID string, list []sandbox.Notification) ([]sandbox.Notification, error) {
	env, err := e.environment(ctx, environmentID)
	if err != nil {
		return nil, err
	}
	now := e.now(env)
	for i := range list {
		n := &list[i]
		n.ID, n.EnvironmentID, n.Status, n.Once = e.ids.New(), env.ID, sandbox.NotificationPending, true
		n.NextAttemptAt, n.CreatedAt, n.UpdatedAt = now, now, now
	}
	return list, e.decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error {
		for _, n := range list {
			if err := tx.InsertNotification(ctx, n); err != nil {
				return err
			}
			tx.Emit(sandbox.Event{Topic: sandbox.TopicNotification, EnvironmentID: n.EnvironmentID, ID: n.ID})
		}
		return nil
	})
}
