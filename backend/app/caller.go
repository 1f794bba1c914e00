package app

import (
	"context"
	"slices"

	"antomdesk/backend/caller"
	"antomdesk/backend/services"
)

// merchantCaller lets the services call the gateway without knowing the caller.
type merchantCaller struct{ caller *caller.Caller }

// Call signs and sends one call.
func (m merchantCaller) Call(ctx context.Context, c services.Call) (services.Answered, error) {
	r, err := m.caller.Send(ctx, caller.Request{
		URL: c.URL, ClientID: c.ClientID, PrivateKey: c.PrivateKey, KeyVersion: c.KeyVersion, Body: c.Body, AntomKey: c.AntomKey,
	})
	return services.Answered{
		HTTPStatus: r.HTTPStatus, DurationMicros: r.Duration.Microseconds(),
		RequestHead: r.RequestHead, RequestBody: r.RequestBody, ResponseHead: r.ResponseHead, ResponseBody: r.ResponseBody,
		StringToSign: slices.Concat(r.SignedPrefix, r.RequestBody), AnswerToSign: answerToSign(r),
		Verdict: r.Verdict, Reason: r.Reason,
	}, err
}

func answerToSign(r caller.Response) []byte {
	if len(r.AnswerSignedPrefix) == 0 {
		return nil
	}
	return slices.Concat(r.AnswerSignedPrefix, r.ResponseBody)
}
