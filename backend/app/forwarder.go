package app

import (
	"context"

	"antomdesk/backend/forwarder"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

// endpointForwarder lets the services reach the forwarder without knowing it.
type endpointForwarder struct{ forwarder *forwarder.Forwarder }

// RetryNow ends the pause of a target that was down.
func (e endpointForwarder) RetryNow(targetID string) { e.forwarder.RetryNow(targetID) }

// Test posts a signed test notification.
func (e endpointForwarder) Test(ctx context.Context, url string, env sandbox.Environment, body []byte) (services.Answered, error) {
	t, err := e.forwarder.Test(ctx, url, env, body)
	return services.Answered{
		HTTPStatus: t.Answer.Status, DurationMicros: t.Duration.Microseconds(),
		ResponseHead: t.Answer.Head, ResponseBody: t.Answer.Body, Reason: t.Reason,
	}, err
}
