package listener

import (
	"context"
	"crypto/rsa"
	"fmt"
	"net/http"
	"strings"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// capture records the call and answers it; nothing is sent before the record is durable.
func (l *Listener) capture(ctx context.Context, call *rawhttp.Call, e *endpoint) rawhttp.Reply {
	started := l.Clock.Now()
	got := receive(call, e.MaxBodyBytes)
	a, err := l.keep(ctx, call, e, got, started)
	if err != nil {
		return l.unstored()
	}
	l.hold(ctx, a.delay)
	return a.reply
}

// keep records what was received with the answer it will get. What keeps it from that is logged.
func (l *Listener) keep(ctx context.Context, call *rawhttp.Call, e *endpoint, got received, started time.Time) (answered, error) {
	l.UnderWay.Add(1)
	defer l.UnderWay.Add(-1)
	x := l.describe(ctx, call, started, e)
	x.RequestBytes = got.size
	b := sandbox.ExchangeBytes{RequestHead: call.Head, RequestBody: got.body}
	if got.refusal == "" {
		l.judge(ctx, e.key, call, got.body, &x, &b)
	} else {
		x.Reason = got.refusal
	}
	a, err := l.answer(ctx, call, e, got, x.ID)
	if err != nil {
		l.Log.Error("a sequence could not be counted, so a notification is not acknowledged", "endpoint", e.ID, "error", err)
		return answered{}, err
	}
	a.describe(e, &x)
	b.ResponseHead, b.ResponseBody = a.reply.Head(), a.reply.Body()
	x.DurationMicros = (l.Clock.Now().Sub(started) + a.delay).Microseconds()
	if err := l.record(ctx, e, x, b, got.refusal == ""); err != nil {
		l.Log.Error("a captured notification could not be stored and is not acknowledged", "exchange", x.ID, "error", err)
		return answered{}, err
	}
	return a, nil
}

func (l *Listener) unstored() rawhttp.Reply {
	return rawhttp.Plain(http.StatusServiceUnavailable, l.Clock.Now(),
		"The notification could not be stored, so it is not acknowledged; see Antom Desk's log for the cause.")
}

// record keeps the capture and, where it came whole, what is to be forwarded of it.
func (l *Listener) record(ctx context.Context, e *endpoint, x sandbox.Exchange, b sandbox.ExchangeBytes, whole bool) error {
	var forwards []sandbox.Forward
	for _, t := range e.targets {
		if whole && forwardable(x.Method) && t.Takes(x.API) {
			forwards = append(forwards, sandbox.Forward{ID: l.IDs.New(), TargetID: t.ID, CreatedAt: x.StartedAt})
		}
	}
	if len(forwards) == 0 {
		return l.Recorder.Record(ctx, x, b)
	}
	return l.Endpoints.RecordCapture(ctx, x, b, forwards)
}

// forwardable are the methods by which something is handed over; the others only ask.
func forwardable(method string) bool {
	return method == http.MethodPost || method == http.MethodPut || method == http.MethodPatch
}

// hold keeps the answer back for a rule's delay.
func (l *Listener) hold(ctx context.Context, delay time.Duration) {
	if delay <= 0 {
		return
	}
	select {
	case <-l.Clock.After(delay):
	case <-l.closing:
	case <-ctx.Done():
	}
}

// answered is the answer to one capture and the rule it came from.
type answered struct {
	reply  rawhttp.Reply
	status int
	delay  time.Duration
	by     string // for the log; empty for the plain acknowledgement
	fault  string // one sentence; empty when the rule could be followed
}

func (a answered) describe(e *endpoint, x *sandbox.Exchange) {
	x.HTTPStatus, x.ResponseBytes, x.AnsweredBy = a.status, int64(len(a.reply.Body())), a.by
	if !e.Builtin() {
		x.EndpointID = e.ID
	}
	if a.fault != "" {
		x.Warnings = append(x.Warnings, a.fault)
	}
}

// answer follows the endpoint's rule. A request that did not come whole is refused and not counted.
func (l *Listener) answer(ctx context.Context, call *rawhttp.Call, e *endpoint, got received, id string) (answered, error) {
	now := l.Clock.Now()
	if got.refusal != "" {
		return answered{reply: rawhttp.Plain(got.status, now, got.refusal), status: got.status}, nil
	}
	count, turn, err := l.turn(ctx, e)
	if err != nil {
		return answered{}, err
	}
	s := e.steps[turn]
	a := answered{status: http.StatusOK, delay: time.Duration(s.DelayMillis) * time.Millisecond, by: e.answeredBy(turn)}
	if s.Kind == sandbox.AnswerAcknowledge {
		a.reply = acknowledge(call.Method, now)
		return a, nil
	}
	a.status = s.Status
	reply, faults := s.reply(newRequest(call.Method, call.RequestURI, id, call.Header, got.body, count, now), now)
	if len(faults) > 0 {
		a.status = http.StatusInternalServerError
		faults[0].Step = turn
		reply, a.fault = broken(now, faults)
	}
	a.reply = reply
	return a, nil
}

// turn tells which step answers. Only sequences count.
func (l *Listener) turn(ctx context.Context, e *endpoint) (count int64, turn int, err error) {
	if !e.Rule.Sequence() {
		return 0, 0, nil
	}
	count, err = l.Endpoints.NextAnswer(ctx, e.ID)
	return count, e.Rule.StepAt(count), err
}

// answeredBy is what the log keeps; the plain acknowledgement needs no word.
func (e *endpoint) answeredBy(turn int) string {
	if e.plain() {
		return ""
	}
	s := e.steps[turn]
	by := sandbox.AnsweredBy{Kind: s.Kind, DelayMillis: s.DelayMillis}
	if e.Rule.Sequence() {
		by.Step, by.Steps = turn+1, len(e.steps)
	}
	return by.String()
}

// describe fills what the head tells.
func (l *Listener) describe(ctx context.Context, call *rawhttp.Call, started time.Time, e *endpoint) sandbox.Exchange {
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
	l.recognise(ctx, &x, e)
	return x
}

// recognise finds the environment; a capture without one still counts. An endpoint with a key of its own
// hears from others than this program's Antom, so that their client ids are no surprise.
func (l *Listener) recognise(ctx context.Context, x *sandbox.Exchange, e *endpoint) {
	x.EnvironmentID = e.EnvironmentID
	if x.ClientID == "" {
		return
	}
	environment, _, err := l.Directory.EnvironmentByClientID(ctx, x.ClientID)
	switch {
	case err == nil:
		x.EnvironmentID = environment.ID
		if e.EnvironmentID != "" && environment.ID != e.EnvironmentID {
			x.Warnings = append(x.Warnings, fmt.Sprintf("The client id is that of the %s environment, and this endpoint belongs to the other one.", environment.Kind))
		}
	case !sandbox.IsNotFound(err):
		x.Warnings = append(x.Warnings, "The environment could not be looked up.")
		l.Log.Error("the environment of a captured notification could not be looked up", "exchange", x.ID, "error", err)
	case e.Key == sandbox.KeyOfAntom:
		x.Warnings = append(x.Warnings, fmt.Sprintf("No environment here has the client id %.64q.", x.ClientID))
	}
}

// judge checks the signature, unless there is no key to check with, and notes what the body tells.
func (l *Listener) judge(ctx context.Context, key *rsa.PublicKey, call *rawhttp.Call, body []byte, x *sandbox.Exchange, b *sandbox.ExchangeBytes) {
	if key != nil {
		c := verify(key, call.RequestURI, call.Header, body, l.explainer(ctx, call, x.StartedAt))
		x.Verdict, x.Reason, x.KeyVersion, b.SignedPrefix = c.verdict, c.reason, c.keyVersion, c.prefix
	}
	f := contract.ReadNotification(body)
	x.API, x.RequestID, x.PaymentID, x.RefundID = f.Type, f.RequestID, f.PaymentID, f.RefundID
	x.AmountMinor, x.Currency = f.AmountMinor, f.Currency
	switch status := sandbox.ResultStatus(f.Result.ResultStatus); status {
	case sandbox.StatusS, sandbox.StatusF, sandbox.StatusU: // anything else is somebody else's word
		x.ResultStatus = status
	}
	x.ResultCode = f.Result.ResultCode
}
