package services

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"antomdesk/backend/sandbox"
)

// Forwards passes captures on to the developer's own URLs. Each target has a queue of its own, drained
// in order.
type Forwards struct{ h *handle }

// TargetInput names a target.
type TargetInput struct {
	ID string `json:"id"`
}

// SaveTargetInput is a target to add to an endpoint, with an empty ID, or to change.
type SaveTargetInput struct {
	EndpointID string   `json:"endpointId"`
	ID         string   `json:"id"`
	URL        string   `json:"url"`
	Types      []string `json:"types"`     // empty means all
	Signature  string   `json:"signature"` // original or fresh; "" means original
}

// PauseTargetInput holds a target's queue back, or lets it go on.
type PauseTargetInput struct {
	ID     string `json:"id"`
	Paused bool   `json:"paused"`
}

// DropQueueInput drops what waits for a target, or only the first of it.
type DropQueueInput struct {
	ID        string `json:"id"`
	FirstOnly bool   `json:"firstOnly"`
}

// DropResult is how many forwards were dropped, and the target afterwards.
type DropResult struct {
	Dropped int        `json:"dropped"`
	Target  TargetView `json:"target"`
}

// TargetView is one target and how far it is.
type TargetView struct {
	ID           string   `json:"id"`
	EndpointID   string   `json:"endpointId"`
	URL          string   `json:"url"`
	Types        []string `json:"types"`
	Signature    string   `json:"signature"`
	OtherPath    bool     `json:"otherPath"` // the captured signatures cover another path than the URL's
	State        string   `json:"state"`     // up, down, paused or idle
	Queued       int      `json:"queued"`
	OldestQueued string   `json:"oldestQueued"`
	Sent         int      `json:"sent"`
	MoreSent     bool     `json:"moreSent"`
	LastError    string   `json:"lastError"`
	FailingSince string   `json:"failingSince"`
	CreatedAt    string   `json:"createdAt"`
}

// ForwardView is one forward of a capture, for the detail of the log.
type ForwardView struct {
	ID         string       `json:"id"`
	TargetID   string       `json:"targetId"`
	URL        string       `json:"url"`
	Status     string       `json:"status"` // QUEUED, SENT or DROPPED
	Repeats    int          `json:"repeats"`
	EndedAt    string       `json:"endedAt"`
	HTTPStatus int          `json:"httpStatus"` // of the last attempt
	Reason     string       `json:"reason"`     // of the last attempt
	Attempts   []ForwardTry `json:"attempts"`
}

// ForwardTry is one attempt that reached the target.
type ForwardTry struct {
	ExchangeID string `json:"exchangeId"`
	HTTPStatus int    `json:"httpStatus"`
	Repeat     int    `json:"repeat"`
	Reason     string `json:"reason"`
	At         string `json:"at"`
}

// Save adds or changes a target; one that was down is tried again at once.
func (s *Forwards) Save(in SaveTargetInput) (TargetView, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (TargetView, error) {
		t, err := d.targetOf(ctx, in)
		if err != nil {
			return TargetView{}, err
		}
		if err := d.Endpoints.SaveTarget(ctx, t); err != nil {
			return TargetView{}, err
		}
		d.Forwarder.RetryNow(t.ID)
		return d.targetViewByID(ctx, t.ID)
	})
}

// Delete removes a target and drops its queue.
func (s *Forwards) Delete(in TargetInput) (EndpointView, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (EndpointView, error) {
		t, err := d.Endpoints.TargetByID(ctx, in.ID)
		if err != nil {
			return EndpointView{}, err
		}
		if err := d.Endpoints.DeleteTarget(ctx, in.ID, d.Clock.Now()); err != nil {
			return EndpointView{}, err
		}
		return d.endpointViewByID(ctx, t.EndpointID)
	})
}

// Pause holds a target's queue back, or lets it go on at once.
func (s *Forwards) Pause(in PauseTargetInput) (TargetView, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (TargetView, error) {
		if err := d.Endpoints.PauseTarget(ctx, in.ID, in.Paused); err != nil {
			return TargetView{}, err
		}
		d.Forwarder.RetryNow(in.ID)
		return d.targetViewByID(ctx, in.ID)
	})
}

// RetryNow tries a target that was down at once.
func (s *Forwards) RetryNow(in TargetInput) (TargetView, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (TargetView, error) {
		view, err := d.targetViewByID(ctx, in.ID)
		if err == nil {
			d.Forwarder.RetryNow(in.ID)
		}
		return view, err
	})
}

// Drop drops what waits for a target. What is under way may still arrive.
func (s *Forwards) Drop(in DropQueueInput) (DropResult, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (DropResult, error) {
		if _, err := d.Endpoints.TargetByID(ctx, in.ID); err != nil {
			return DropResult{Target: TargetView{Types: []string{}}}, err
		}
		dropped, err := d.Endpoints.DropQueue(ctx, in.ID, in.FirstOnly, d.Clock.Now())
		if err != nil {
			return DropResult{Target: TargetView{Types: []string{}}}, err
		}
		d.Forwarder.RetryNow(in.ID)
		target, err := d.targetViewByID(ctx, in.ID)
		return DropResult{Dropped: dropped, Target: target}, err
	})
}

func (d *Deps) targetOf(ctx context.Context, in SaveTargetInput) (sandbox.ForwardTarget, error) {
	t := sandbox.ForwardTarget{ID: d.IDs.New(), EndpointID: in.EndpointID, CreatedAt: d.Clock.Now()}
	var err error
	if in.ID != "" {
		if t, err = d.Endpoints.TargetByID(ctx, in.ID); err != nil {
			return t, err
		}
	}
	e, err := d.Endpoints.EndpointByID(ctx, t.EndpointID)
	if err != nil {
		return t, err
	}
	if !e.DeletedAt.IsZero() {
		return t, sandbox.NotFound("The endpoint %s was deleted.", e.Path)
	}
	if err := d.checkTargetURL(in.URL); err != nil {
		return t, err
	}
	t.URL, t.Types = in.URL, []string{}
	for _, kind := range in.Types {
		if !slices.Contains(targetTypes(), kind) {
			return t, sandbox.Invalid("types", "%.40q is not a notification type; use %s", kind, strings.Join(targetTypes(), ", "))
		}
		if !slices.Contains(t.Types, kind) {
			t.Types = append(t.Types, kind)
		}
	}
	t.Signature = sandbox.ForwardSignature(cmp.Or(in.Signature, string(sandbox.SignatureOriginal)))
	if t.Signature != sandbox.SignatureOriginal && t.Signature != sandbox.SignatureFresh {
		return t, sandbox.Invalid("signature", "%.20q is not a choice; use original or fresh", in.Signature)
	}
	return t, nil
}

// checkTargetURL also keeps the listener from forwarding to itself for ever.
func (d *Deps) checkTargetURL(text string) error {
	if text == "" {
		return sandbox.Invalid("url", "use a whole URL with http or https and a host, such as http://127.0.0.1:8080/notify")
	}
	if text == "" {
		return sandbox.Invalid("url", "give the URL to forward to, with http or https")
	}
	if err := checkNotificationURL(text); err != nil {
		return err
	}
	u, err := url.Parse(text)
	if err != nil {
		return sandbox.Invalid("url", "%v", err)
	}
	for _, name := range []sandbox.ServerName{sandbox.ServerListener, sandbox.ServerListenerTLS} {
		own, err := url.Parse(d.origin(name))
		if err == nil && own.Port() == u.Port() && own.Scheme == u.Scheme && ownHost(own.Hostname(), u.Hostname()) {
			return sandbox.Invalid("url", "this is the listener itself, and would be forwarded again and again; use your own program's URL")
		}
	}
	return nil
}

func ownHost(own, host string) bool {
	local := []string{"localhost", "127.0.0.1", "::1", "0.0.0.0"}
	return own == host || slices.Contains(local, own) && slices.Contains(local, strings.ToLower(host))
}

func (d *Deps) targetViewByID(ctx context.Context, id string) (TargetView, error) {
	none := TargetView{Types: []string{}}
	t, err := d.Endpoints.TargetByID(ctx, id)
	if err != nil {
		return none, err
	}
	e, err := d.Endpoints.EndpointByID(ctx, t.EndpointID)
	if err != nil {
		return none, err
	}
	queues, err := d.forwardQueues(ctx)
	return targetView(e, t, queues[id]), err
}

func targetView(e sandbox.Endpoint, t sandbox.ForwardTarget, q sandbox.ForwardQueue) TargetView {
	view := TargetView{
		ID: t.ID, EndpointID: t.EndpointID, URL: t.URL, Types: texts(t.Types), Signature: string(t.Signature),
		OtherPath: t.Signature == sandbox.SignatureOriginal && e.Key != sandbox.KeyOfNobody && otherPath(t.URL, pathOf(e)),
		State:     targetState(t, q), Queued: q.Queued, OldestQueued: timeText(q.Oldest), Sent: q.Sent, MoreSent: q.More,
		LastError: t.LastError, FailingSince: timeText(t.FailingSince), CreatedAt: timeText(t.CreatedAt),
	}
	return view
}

func targetState(t sandbox.ForwardTarget, q sandbox.ForwardQueue) string {
	switch {
	case t.Paused:
		return "paused"
	case t.LastError != "":
		return "down"
	case q.Sent > 0 || q.Queued > 0:
		return "up"
	}
	return "idle"
}

// otherPath reports whether a signature over path does not verify at the URL (api.md §1.4).
func otherPath(text, path string) bool {
	u, err := url.Parse(text)
	return err != nil || u.RequestURI() != path
}

func forwardView(r sandbox.ForwardResult) ForwardView {
	view := ForwardView{
		ID: r.Forward.ID, TargetID: r.Forward.TargetID, URL: r.URL, Status: string(r.Forward.Status),
		Repeats: r.Forward.Repeats, EndedAt: timeText(r.Forward.EndedAt), Attempts: []ForwardTry{},
	}
	for _, a := range r.Attempts {
		view.HTTPStatus, view.Reason = a.HTTPStatus, a.Reason
		view.Attempts = append(view.Attempts, ForwardTry{ExchangeID: a.ExchangeID, HTTPStatus: a.HTTPStatus, Repeat: a.Repeat, Reason: a.Reason, At: timeText(a.At)})
	}
	return view
}
