package listener

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// capture records the call and composes the answer; nothing is sent before the record is durable.
func (l *Listener) capture(ctx context.Context, call *rawhttp.Call) rawhttp.Reply {
	started := l.Clock.Now()
	got := receive(call, l.MaxBody)
	x := l.describe(ctx, call, started)
	x.RequestBytes = got.size
	b := sandbox.ExchangeBytes{RequestHead: call.Head, RequestBody: got.body}
	if got.refusal == "" {
		l.judge(ctx, call, got.body, &x, &b)
	} else {
		x.Reason = got.refusal
	}
	reply := l.answer(got)
	x.HTTPStatus = got.status
	x.ResponseBytes = int64(len(reply.Body()))
	b.ResponseHead, b.ResponseBody = reply.Head(), reply.Body()
	x.DurationMicros = l.Clock.Now().Sub(started).Microseconds()
	if err := l.Recorder.Record(ctx, x, b); err != nil {
		l.Log.Error("a captured notification could not be stored and is not acknowledged", "exchange", x.ID, "error", err)
		return rawhttp.Plain(http.StatusServiceUnavailable, l.Clock.Now(),
			"The notification could not be stored, so it is not acknowledged; see Antom Desk's log for the cause.")
	}
	return reply
}

func (l *Listener) answer(got received) rawhttp.Reply {
	if got.refusal != "" {
		return rawhttp.Plain(got.status, l.Clock.Now(), got.refusal)
	}
	return rawhttp.Compose(http.StatusOK, l.Clock.Now(), false, "application/json; charset=UTF-8", []byte(acknowledgement))
}

// describe fills what the head tells.
func (l *Listener) describe(ctx context.Context, call *rawhttp.Call, started time.Time) sandbox.Exchange {
	x := sandbox.Exchange{
		ID: l.IDs.New(), Kind: sandbox.KindCapture, StartedAt: started,
		Scheme: call.Scheme, RemoteAddr: call.Remote, Method: call.Method,
		Target:      strings.ToValidUTF8(call.RequestURI, "\uFFFD"),
		ClientID:    strings.ToValidUTF8(call.Header.Get("Client-Id"), "\uFFFD"),
		RequestTime: strings.ToValidUTF8(call.Header.Get("Request-Time"), "\uFFFD"),
	}
	if t, err := signature.ParseRequestTime(x.RequestTime); err == nil {
		x.SkewMillis = t.Sub(started).Milliseconds()
	}
	l.recognise(ctx, &x)
	return x
}

// recognise finds the environment; a capture without one still counts.
func (l *Listener) recognise(ctx context.Context, x *sandbox.Exchange) {
	if x.ClientID == "" {
		return
	}
	environment, _, err := l.Directory.EnvironmentByClientID(ctx, x.ClientID)
	switch {
	case err == nil:
		x.EnvironmentID = environment.ID
	case sandbox.IsNotFound(err):
		x.Warnings = append(x.Warnings, fmt.Sprintf("No environment here has the client id %.64q.", x.ClientID))
	default:
		x.Warnings = append(x.Warnings, "The environment could not be looked up.")
		l.Log.Error("the environment of a captured notification could not be looked up", "exchange", x.ID, "error", err)
	}
}

// judge checks the signature and notes what the body tells.
func (l *Listener) judge(ctx context.Context, call *rawhttp.Call, body []byte, x *sandbox.Exchange, b *sandbox.ExchangeBytes) {
	c := verify(l.PublicKey, call.RequestURI, call.Header, body, l.explainer(ctx, call, x.StartedAt))
	x.Verdict, x.Reason, x.KeyVersion, b.SignedPrefix = c.verdict, c.reason, c.keyVersion, c.prefix
	f := contract.ReadNotification(body)
	x.API, x.RequestID, x.PaymentID, x.RefundID = f.Type, f.RequestID, f.PaymentID, f.RefundID
	x.AmountMinor, x.Currency = f.AmountMinor, f.Currency
	x.ResultStatus, x.ResultCode = sandbox.ResultStatus(f.Result.ResultStatus), f.Result.ResultCode
}
