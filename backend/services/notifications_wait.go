package services

import (
	"context"
	"slices"
	"strings"
	"time"

	"antomdesk/backend/sandbox"
)

const (
	// mostWaitMillis keeps one call well below what any caller waits for an answer.
	mostWaitMillis = 30_000
	mostWaitRows   = 500
	waitPage       = 500
	// lateRecording is how much later than it started an exchange may have been recorded.
	lateRecording = 2 * time.Minute
)

// WaitInput says what to wait for; empty fields match anything. Without SinceSeq and SinceTime only what
// arrives from now on counts, unless a payment or request id is given: then whatever has arrived counts
// too.
type WaitInput struct {
	Environment   string `json:"environment"`
	Kind          string `json:"kind"` // capture, delivery or forward; "" means capture
	Type          string `json:"type"` // notifyPayment …, or other
	PaymentID     string `json:"paymentId"`
	RequestID     string `json:"requestId"`
	ResultStatus  string `json:"resultStatus"` // S, F or U, as the notification tells
	ResultCode    string `json:"resultCode"`
	Verdict       string `json:"verdict"`  // verified, failed, missing or none
	Endpoint      string `json:"endpoint"` // an endpoint's id, path or name, or built-in
	HTTPStatus    int    `json:"httpStatus"`
	SinceSeq      string `json:"sinceSeq"`      // only rows after this seq; 0 means from the beginning
	SinceTime     string `json:"sinceTime"`     // RFC 3339; only rows that started at it or later
	Count         int    `json:"count"`         // how many to wait for, 1 to 500; 0 means 1
	TimeoutMillis int    `json:"timeoutMillis"` // 0 to 30000; then the answer is what there is
}

// WaitResult is what matched, oldest first.
type WaitResult struct {
	Items    []LogRow `json:"items"`
	Complete bool     `json:"complete"` // as many as asked for
	Cursor   string   `json:"cursor"`   // to go on, as SinceSeq; everything up to it was looked at
}

// Wait returns as soon as enough notifications match, or after the time-out with those that do.
func (s *Notifications) Wait(in WaitInput) (WaitResult, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (WaitResult, error) {
		w, err := d.waiting(ctx, env, in)
		if err != nil {
			return WaitResult{}, err
		}
		return w.run(ctx)
	})
}

// waiting is one wait under way.
type waiting struct {
	*Deps
	environmentID string
	kind          sandbox.ExchangeKind
	in            WaitInput
	endpointID    string // only with in.Endpoint; empty is the built-in one
	since         time.Time
	cursor        int64
	fromStart     bool // nothing was looked at yet and old rows count
	found         []LogRow
}

func (d *Deps) waiting(ctx context.Context, env sandbox.Environment, in WaitInput) (*waiting, error) {
	w := &waiting{Deps: d, environmentID: env.ID, in: in, kind: sandbox.ExchangeKind(in.Kind), found: []LogRow{}}
	if in.Kind == "" {
		w.kind = sandbox.KindCapture
	}
	if in.Count == 0 {
		w.in.Count = 1
	}
	if err := checkWait(w.in, w.kind); err != nil {
		return nil, err
	}
	var err error
	if in.Endpoint != "" {
		if w.endpointID, err = d.endpointNamed(ctx, env, in.Endpoint); err != nil {
			return nil, err
		}
	}
	return w, w.begin(ctx)
}

func checkWait(in WaitInput, kind sandbox.ExchangeKind) error {
	switch {
	case !slices.Contains([]sandbox.ExchangeKind{sandbox.KindCapture, sandbox.KindDelivery, sandbox.KindForward}, kind):
		return sandbox.Invalid("kind", "%.20q is not a kind of notification; use capture, delivery or forward", in.Kind)
	case in.Type != "" && !slices.Contains(targetTypes(), in.Type):
		return sandbox.Invalid("type", "%.40q is not a notification type; use %s", in.Type, strings.Join(targetTypes(), ", "))
	case !slices.Contains([]string{"", "verified", "failed", "missing", "none"}, in.Verdict):
		return sandbox.Invalid("verdict", "%.20q is not a verdict; use verified, failed, missing or none", in.Verdict)
	case !slices.Contains([]string{"", "S", "F", "U"}, in.ResultStatus):
		return sandbox.Invalid("resultStatus", "%.20q is not a result status; use S, F or U", in.ResultStatus)
	case in.Count < 1 || in.Count > mostWaitRows:
		return sandbox.Invalid("count", "use 1 to %d", mostWaitRows)
	case in.TimeoutMillis < 0 || in.TimeoutMillis > mostWaitMillis:
		return sandbox.Invalid("timeoutMillis", "use 0 to %d; ask again for longer waits", mostWaitMillis)
	case in.Endpoint != "" && kind != sandbox.KindCapture:
		return sandbox.Invalid("endpoint", "only captures have an endpoint")
	}
	return nil
}

// endpointNamed finds an endpoint by id, path or name.
func (d *Deps) endpointNamed(ctx context.Context, env sandbox.Environment, name string) (string, error) {
	if name == sandbox.BuiltinEndpointID || name == builtinPath {
		return "", nil
	}
	book, err := d.Endpoints.EndpointBook(ctx)
	if err != nil {
		return "", err
	}
	for _, e := range book.Endpoints {
		if e.EnvironmentID == env.ID && (e.ID == name || e.Path == name || e.Name == name) {
			return e.ID, nil
		}
	}
	return "", sandbox.NotFound("The %s environment has no endpoint %.80q; antomctl endpoints list names them.", env.Kind, name)
}

// begin decides from where on rows count.
func (w *waiting) begin(ctx context.Context) (err error) {
	switch {
	case w.in.SinceSeq != "":
		w.cursor, err = parseSeq("sinceSeq", w.in.SinceSeq)
		w.fromStart = w.cursor == 0
		return err
	case w.in.SinceTime != "":
		w.since, err = time.Parse(time.RFC3339, w.in.SinceTime)
		w.since = w.since.Truncate(time.Millisecond) // as exact as the log is
		if err != nil {
			return sandbox.Invalid("sinceTime", "%.40q is not a time; use RFC 3339, such as 2026-01-02T15:04:05Z", w.in.SinceTime)
		}
		w.fromStart = true
	case w.in.PaymentID != "" || w.in.RequestID != "":
		w.fromStart = true
	default:
		w.cursor, err = w.newest(ctx)
	}
	return err
}

func (w *waiting) newest(ctx context.Context) (int64, error) {
	page, err := w.Exchanges.ListExchanges(ctx, w.filter(sandbox.PageRequest{Limit: 1}))
	if err != nil || len(page.Items) == 0 {
		return 0, err
	}
	return page.Items[0].Seq, nil
}

func (w *waiting) filter(p sandbox.PageRequest) sandbox.ExchangeFilter {
	return sandbox.ExchangeFilter{EnvironmentID: w.environmentID, Kinds: []sandbox.ExchangeKind{w.kind}, Page: p}
}

// run looks, and looks again whenever something was recorded. It subscribes before it looks, so that
// nothing falls between.
func (w *waiting) run(ctx context.Context) (WaitResult, error) {
	events := w.Events.Subscribe(sandbox.TopicExchange)
	defer events.Close()
	late := w.Clock.After(time.Duration(w.in.TimeoutMillis) * time.Millisecond)
	for {
		if err := w.look(ctx); err != nil {
			return WaitResult{}, err
		}
		if len(w.found) >= w.in.Count || w.in.TimeoutMillis == 0 {
			return w.result(), nil
		}
		if w.Deliverer == nil {
			return WaitResult{}, sandbox.Unavailable(nil, "Nothing arrives while the servers do not run; start Antom Desk or antomctl serve.")
		}
		select {
		case <-ctx.Done():
			return WaitResult{}, ctx.Err()
		case <-late:
			return w.result(), nil
		case <-events.C():
		}
	}
}

func (w *waiting) result() WaitResult {
	return WaitResult{Items: w.found, Complete: len(w.found) >= w.in.Count, Cursor: seqText(w.cursor)}
}

// look goes through the rows since the cursor.
func (w *waiting) look(ctx context.Context) error {
	if w.fromStart {
		w.fromStart = false
		if err := w.lookBack(ctx); err != nil {
			return err
		}
	}
	for len(w.found) < w.in.Count {
		if w.cursor == 0 { // nothing had been recorded at all: the first rows are everything
			w.fromStart = true
			newest, err := w.newest(ctx)
			if err != nil || newest == 0 {
				return err
			}
			return w.look(ctx)
		}
		page, err := w.Exchanges.ListExchanges(ctx, w.filter(sandbox.PageRequest{AfterSeq: w.cursor, Limit: waitPage}))
		if err != nil {
			return err
		}
		w.take(page.Items)
		if !page.More {
			return nil
		}
	}
	return nil
}

// lookBack goes through old rows, newest first, as far as they count.
func (w *waiting) lookBack(ctx context.Context) error {
	newest, err := w.newest(ctx)
	if err != nil || newest == 0 {
		return err
	}
	var old []sandbox.Exchange
	f := w.filter(sandbox.PageRequest{BeforeSeq: newest + 1, Limit: waitPage})
	f.PaymentID = w.in.PaymentID
	if w.in.RequestID != "" && !strings.Contains(w.in.RequestID, `"`) {
		f.Query = `"` + w.in.RequestID + `"`
	}
	for {
		page, err := w.Exchanges.ListExchanges(ctx, f)
		if err != nil {
			return err
		}
		for _, x := range page.Items {
			if w.matches(x) {
				old = append(old, x)
			}
		}
		if !page.More || w.tooOld(page.Items[len(page.Items)-1]) {
			break
		}
		f.Page.BeforeSeq = page.Items[len(page.Items)-1].Seq
	}
	slices.Reverse(old)
	w.take(old)
	if len(w.found) < w.in.Count {
		w.cursor = newest
	}
	return nil
}

func (w *waiting) tooOld(x sandbox.Exchange) bool {
	return !w.since.IsZero() && x.StartedAt.Before(w.since.Add(-lateRecording))
}

// take keeps the rows that match, until there are enough.
func (w *waiting) take(rows []sandbox.Exchange) {
	for _, x := range rows {
		if len(w.found) >= w.in.Count {
			return
		}
		w.cursor = x.Seq
		if w.matches(x) {
			w.found = append(w.found, logRow(x))
		}
	}
}

func (w *waiting) matches(x sandbox.Exchange) bool {
	is := func(want, have string) bool { return want == "" || want == have }
	kind, verdict := x.API, string(x.Verdict)
	if kind == "" {
		kind = sandbox.OtherType
	}
	if verdict == "" {
		verdict = "none"
	}
	return is(w.in.Type, kind) && is(w.in.PaymentID, x.PaymentID) && is(w.in.RequestID, x.RequestID) &&
		is(w.in.ResultStatus, string(x.ResultStatus)) && is(w.in.ResultCode, x.ResultCode) && is(w.in.Verdict, verdict) &&
		(w.in.Endpoint == "" || w.endpointID == x.EndpointID) && (w.in.HTTPStatus == 0 || w.in.HTTPStatus == x.HTTPStatus) &&
		!x.StartedAt.Before(w.since)
}
