package services

import (
	"context"

	"antomdesk/backend/sandbox"
)

// countedUpTo is where counts of captures and forwards stop; the screens show "1000+".
const countedUpTo = 1000

// Endpoints manages the listener's addresses and how each answers.
type Endpoints struct{ h *handle }

// EndpointInput names an endpoint.
type EndpointInput struct {
	ID string `json:"id"`
}

// EndpointList is what the listener of an environment offers, the built-in endpoint first.
type EndpointList struct {
	Items     []EndpointView `json:"items"`
	Origin    string         `json:"origin"`    // of the listener, "" while it is down
	OriginTLS string         `json:"originTls"` // the same for HTTPS, "" while it is down or off
	Types     []string       `json:"types"`     // what a target can be limited to
}

// EndpointView is one endpoint and how much it was used.
type EndpointView struct {
	ID            string       `json:"id"`
	BuiltIn       bool         `json:"builtIn"`
	Environment   string       `json:"environment"` // test or live; "" for the built-in one
	Name          string       `json:"name"`
	Path          string       `json:"path"`
	URL           string       `json:"url"`    // "" while the listener is down
	URLTLS        string       `json:"urlTls"` // "" while it is down or off
	Methods       []string     `json:"methods"`
	Key           string       `json:"key"`       // antom, pasted or none
	PublicKey     string       `json:"publicKey"` // the pasted one
	Rule          RuleView     `json:"rule"`
	MaxBodyBytes  int          `json:"maxBodyBytes"`
	Answered      int          `json:"answered"` // by a sequence since its reset
	NextStep      int          `json:"nextStep"` // of a sequence, from 1; 0 when it is none
	Captures      int          `json:"captures"`
	MoreCaptures  bool         `json:"moreCaptures"`
	LastCaptureID string       `json:"lastCaptureId"`
	LastCaptureAt string       `json:"lastCaptureAt"`
	Targets       []TargetView `json:"targets"`
}

// RuleView is how an endpoint answers: always by its only step, or by several in turn.
type RuleView struct {
	Steps  []StepView `json:"steps"`
	Repeat bool       `json:"repeat"`
}

// StepView is one answer. Header values and the body are templates.
type StepView struct {
	Kind        string       `json:"kind"` // acknowledge or reply
	Times       int          `json:"times"`
	DelayMillis int          `json:"delayMillis"`
	Status      int          `json:"status"`
	Headers     []HeaderView `json:"headers"`
	Body        string       `json:"body"`
}

// HeaderView is one header of a reply.
type HeaderView struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// List lists the built-in endpoint and those of the environment.
func (s *Endpoints) List(in EnvironmentInput) (EndpointList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (EndpointList, error) {
		return d.endpointList(ctx, env)
	})
}

// ResetSequence lets a sequence begin anew.
func (s *Endpoints) ResetSequence(in EndpointInput) (EndpointView, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (EndpointView, error) {
		if err := d.Endpoints.ResetSequence(ctx, in.ID); err != nil {
			return EndpointView{}, err
		}
		return d.endpointViewByID(ctx, in.ID)
	})
}

// Delete removes an endpoint with its targets, drops what waits for them, and returns what is left.
func (s *Endpoints) Delete(in EndpointInput) (EndpointList, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (EndpointList, error) {
		e, err := d.Endpoints.EndpointByID(ctx, in.ID)
		if err != nil {
			return EndpointList{}, err
		}
		if err := d.Endpoints.DeleteEndpoint(ctx, in.ID, d.Clock.Now()); err != nil {
			return EndpointList{}, err
		}
		env, err := d.Registrar.EnvironmentByID(ctx, e.EnvironmentID)
		if err != nil {
			return EndpointList{}, err
		}
		return d.endpointList(ctx, env)
	})
}

func (d *Deps) endpointList(ctx context.Context, env sandbox.Environment) (EndpointList, error) {
	book, err := d.Endpoints.EndpointBook(ctx)
	if err != nil {
		return EndpointList{}, err
	}
	list := EndpointList{
		Items:  []EndpointView{},
		Origin: d.server(sandbox.ServerListener).Origin, OriginTLS: d.server(sandbox.ServerListenerTLS).Origin,
		Types: targetTypes(),
	}
	for _, e := range book.Endpoints {
		if !e.Builtin() && e.EnvironmentID != env.ID {
			continue
		}
		view, err := d.endpointViewByID(ctx, e.ID)
		if err != nil {
			return list, err
		}
		list.Items = append(list.Items, view)
	}
	return list, nil
}

// endpointViewByID reads the endpoint as it stands now: the book's counts are older.
func (d *Deps) endpointViewByID(ctx context.Context, id string) (EndpointView, error) {
	e, err := d.Endpoints.EndpointByID(ctx, id)
	if err != nil {
		return EndpointView{}, err
	}
	use, err := d.Endpoints.EndpointUse(ctx, id, countedUpTo)
	if err != nil {
		return EndpointView{}, err
	}
	view := d.endpointView(e)
	view.Captures, view.MoreCaptures = use.Captures, use.More
	view.LastCaptureID, view.LastCaptureAt = use.LastCapture.ID, timeText(use.LastCapture.StartedAt)
	if e.EnvironmentID != "" {
		env, err := d.Registrar.EnvironmentByID(ctx, e.EnvironmentID)
		if err != nil {
			return view, err
		}
		view.Environment = string(env.Kind)
	}
	view.Targets, err = d.targetViews(ctx, e)
	return view, err
}

func (d *Deps) endpointView(e sandbox.Endpoint) EndpointView {
	view := EndpointView{
		ID: e.ID, BuiltIn: e.Builtin(), Name: e.Name, Path: pathOf(e),
		Methods: texts(e.Methods), Key: string(e.Key), PublicKey: e.PublicKey, Rule: ruleView(e.Rule),
		MaxBodyBytes: int(e.MaxBodyBytes), Answered: int(e.Answered), Targets: []TargetView{},
	}
	if e.Rule.Sequence() {
		view.NextStep = e.Rule.StepAt(e.Answered) + 1
	}
	if origin := d.server(sandbox.ServerListener).Origin; origin != "" {
		view.URL = origin + view.Path
	}
	if origin := d.server(sandbox.ServerListenerTLS).Origin; origin != "" {
		view.URLTLS = origin + view.Path
	}
	return view
}

// pathOf is where the endpoint is reached; the built-in one, which takes any path, has a usual one.
func pathOf(e sandbox.Endpoint) string {
	if e.Builtin() {
		return builtinPath
	}
	return e.Path
}

func ruleView(r sandbox.AnswerRule) RuleView {
	view := RuleView{Steps: []StepView{}, Repeat: r.Repeat}
	for _, s := range r.Steps {
		step := StepView{Kind: string(s.Kind), Times: s.Times, DelayMillis: int(s.DelayMillis), Status: s.Status, Headers: []HeaderView{}, Body: s.Body}
		for _, h := range s.Headers {
			step.Headers = append(step.Headers, HeaderView{Name: h.Name, Value: h.Value})
		}
		view.Steps = append(view.Steps, step)
	}
	return view
}

// targetTypes lists what forwarding can be limited to, in the order the screens show it.
func targetTypes() []string {
	var types []string
	for _, t := range sandbox.NotificationTypes() {
		types = append(types, string(t))
	}
	return append(types, sandbox.OtherType)
}

// forwardQueues maps targets to what waits for them.
func (d *Deps) forwardQueues(ctx context.Context) (map[string]sandbox.ForwardQueue, error) {
	list, err := d.Endpoints.ForwardQueues(ctx, countedUpTo)
	queues := map[string]sandbox.ForwardQueue{}
	for _, q := range list {
		queues[q.TargetID] = q
	}
	return queues, err
}

func (d *Deps) targetViews(ctx context.Context, e sandbox.Endpoint) ([]TargetView, error) {
	views := []TargetView{}
	book, err := d.Endpoints.EndpointBook(ctx)
	if err != nil || len(book.Targets[e.ID]) == 0 {
		return views, err
	}
	queues, err := d.forwardQueues(ctx)
	if err != nil {
		return views, err
	}
	for _, t := range book.Targets[e.ID] {
		now, err := d.Endpoints.TargetByID(ctx, t.ID)
		if err != nil {
			return views, err
		}
		views = append(views, targetView(e, now, queues[t.ID]))
	}
	return views, nil
}
