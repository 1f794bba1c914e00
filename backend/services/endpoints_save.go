package services

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/http/httpguts"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

const (
	mostBodyBytes    = 256 << 20
	mostSteps        = 20
	mostTimes        = 1_000_000
	mostDelayMillis  = 10 * 60 * 1000
	mostHeaders      = 50
	mostTemplate     = 1 << 20
	mostNameLetters  = 60
	mostPathLetters  = 200
	noContent        = 204
	notModified      = 304
	lowestHTTPStatus = 200
	highestStatus    = 599
)

// otherMethods are what an endpoint may capture besides POST.
var otherMethods = []string{"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"}

// ownHeaders are the ones the listener writes itself.
var ownHeaders = []string{"content-length", "transfer-encoding", "connection", "date"}

// SaveEndpointInput is an endpoint to add, with an empty ID, or to change. Path and Environment of the
// built-in endpoint do not matter. MaxBodyBytes 0 means 10 MiB.
type SaveEndpointInput struct {
	Environment  string   `json:"environment"`
	ID           string   `json:"id"`
	Name         string   `json:"name"`
	Path         string   `json:"path"`
	Methods      []string `json:"methods"` // besides POST
	Key          string   `json:"key"`     // antom, pasted or none; "" means antom
	PublicKey    string   `json:"publicKey"`
	Rule         RuleView `json:"rule"` // without steps: acknowledge
	MaxBodyBytes int      `json:"maxBodyBytes"`
}

// Save adds or changes an endpoint. A sequence whose rule is changed begins anew.
func (s *Endpoints) Save(in SaveEndpointInput) (EndpointView, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (EndpointView, error) {
		e, err := d.endpointOf(ctx, env, in)
		if err != nil {
			return EndpointView{}, err
		}
		if err := d.checkTemplates(ctx, e); err != nil {
			return EndpointView{}, err
		}
		if err := d.Endpoints.SaveEndpoint(ctx, e); err != nil {
			return EndpointView{}, err
		}
		return d.endpointViewByID(ctx, e.ID)
	})
}

// endpointOf checks the input and makes an endpoint of it.
func (d *Deps) endpointOf(ctx context.Context, env sandbox.Environment, in SaveEndpointInput) (sandbox.Endpoint, error) {
	e := sandbox.Endpoint{ID: d.IDs.New(), EnvironmentID: env.ID, CreatedAt: d.Clock.Now()}
	var err error
	if in.ID != "" {
		if e, err = d.Endpoints.EndpointByID(ctx, in.ID); err != nil {
			return e, err
		}
		if !e.DeletedAt.IsZero() {
			return e, sandbox.NotFound("The endpoint %s was deleted.", e.Path)
		}
	}
	e.UpdatedAt = d.Clock.Now()
	if !e.Builtin() {
		if err := checkPath(in.Path); err != nil {
			return e, err
		}
		e.Path = in.Path
	}
	e.Name = cmp.Or(strings.TrimSpace(in.Name), e.Path)
	if len([]rune(e.Name)) > mostNameLetters && in.Name != "" {
		return e, sandbox.Invalid("name", "use at most %d letters", mostNameLetters)
	}
	if e.Methods, err = methodsOf(in.Methods); err != nil {
		return e, err
	}
	if e.Key, e.PublicKey, err = endpointKey(in); err != nil {
		return e, err
	}
	if e.MaxBodyBytes = int64(cmp.Or(in.MaxBodyBytes, sandbox.DefaultMaxBody)); e.MaxBodyBytes < 1 || e.MaxBodyBytes > mostBodyBytes {
		return e, sandbox.Invalid("maxBodyBytes", "use 1 byte to %d MiB", mostBodyBytes>>20)
	}
	e.Rule, err = ruleOf(in.Rule)
	return e, err
}

func checkPath(path string) error {
	outside := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`?#\"<>`, r) }
	switch {
	case !strings.HasPrefix(path, "/") || path == "/":
		return sandbox.Invalid("path", "use a path that begins with / and names something, such as /shop/notify")
	case len(path) > mostPathLetters:
		return sandbox.Invalid("path", "use at most %d letters", mostPathLetters)
	case strings.ContainsFunc(path, outside):
		return sandbox.Invalid("path", "use letters, digits and -._~/ without spaces, query or #; percent-encode the rest")
	case path == builtinPath:
		return sandbox.Invalid("path", "%s is the built-in endpoint's; choose another path, or change how that one answers", builtinPath)
	}
	return nil
}

func methodsOf(methods []string) ([]string, error) {
	chosen := []string{}
	for _, m := range methods {
		m = strings.ToUpper(m)
		switch {
		case m == "POST" || slices.Contains(chosen, m):
		case slices.Contains(otherMethods, m):
			chosen = append(chosen, m)
		default:
			return nil, sandbox.Invalid("methods", "%.20q cannot be captured; use %s", m, strings.Join(otherMethods, ", "))
		}
	}
	return chosen, nil
}

func endpointKey(in SaveEndpointInput) (sandbox.EndpointKey, string, error) {
	switch key := sandbox.EndpointKey(cmp.Or(in.Key, string(sandbox.KeyOfAntom))); key {
	case sandbox.KeyOfAntom, sandbox.KeyOfNobody:
		return key, "", nil
	case sandbox.KeyPasted:
		public, err := signature.ParsePublicKey(in.PublicKey)
		if err != nil {
			return key, "", sandbox.Invalid("publicKey", "%v", err)
		}
		return key, signature.FormatPublicKey(public), nil
	}
	return "", "", sandbox.Invalid("key", "%.20q is not a choice; use antom, pasted or none", in.Key)
}

func ruleOf(view RuleView) (sandbox.AnswerRule, error) {
	if len(view.Steps) == 0 {
		return sandbox.AcknowledgeAlways(), nil
	}
	if len(view.Steps) > mostSteps {
		return sandbox.AnswerRule{}, sandbox.Invalid("rule.steps", "a sequence has at most %d steps", mostSteps)
	}
	rule := sandbox.AnswerRule{Repeat: view.Repeat && len(view.Steps) > 1}
	for i, s := range view.Steps {
		step, err := stepOf(fmt.Sprintf("rule.steps.%d", i), s)
		if err != nil {
			return rule, err
		}
		rule.Steps = append(rule.Steps, step)
	}
	return rule, nil
}

func stepOf(at string, s StepView) (sandbox.AnswerStep, error) {
	step := sandbox.AnswerStep{Kind: sandbox.AnswerKind(s.Kind), Times: cmp.Or(s.Times, 1), DelayMillis: int64(s.DelayMillis)}
	switch {
	case step.Times < 1 || step.Times > mostTimes:
		return step, sandbox.Invalid(at+".times", "use 1 to %d", mostTimes)
	case s.DelayMillis < 0 || s.DelayMillis > mostDelayMillis:
		return step, sandbox.Invalid(at+".delayMillis", "use 0 to %d milliseconds, which is ten minutes", mostDelayMillis)
	case step.Kind == sandbox.AnswerAcknowledge:
		return step, nil
	case step.Kind != sandbox.AnswerReply:
		return step, sandbox.Invalid(at+".kind", "%.20q is not a kind of answer; use acknowledge or reply", s.Kind)
	case s.Status < lowestHTTPStatus || s.Status > highestStatus:
		return step, sandbox.Invalid(at+".status", "%d is not the status of an answer; use %d to %d", s.Status, lowestHTTPStatus, highestStatus)
	case (s.Status == noContent || s.Status == notModified) && s.Body != "":
		return step, sandbox.Invalid(at+".body", "an answer with status %d has no body", s.Status)
	case len(s.Body) > mostTemplate:
		return step, sandbox.Invalid(at+".body", "use at most 1 MiB")
	}
	step.Status, step.Body = s.Status, s.Body
	headers, err := headersOf(at, s.Headers)
	step.Headers = headers
	return step, err
}

func headersOf(at string, views []HeaderView) ([]sandbox.AnswerHeader, error) {
	if len(views) > mostHeaders {
		return nil, sandbox.Invalid(at+".headers", "use at most %d headers", mostHeaders)
	}
	var headers []sandbox.AnswerHeader
	for i, h := range views {
		field := fmt.Sprintf("%s.headers.%d", at, i)
		switch {
		case !httpguts.ValidHeaderFieldName(h.Name):
			return nil, sandbox.Invalid(field+".name", "%.40q is not the name of a header", h.Name)
		case slices.Contains(ownHeaders, strings.ToLower(h.Name)):
			return nil, sandbox.Invalid(field+".name", "the listener writes %s itself", h.Name)
		}
		headers = append(headers, sandbox.AnswerHeader{Name: h.Name, Value: h.Value})
	}
	return headers, nil
}

// checkTemplates renders the rule once; the first mistake is the error, with its line.
func (d *Deps) checkTemplates(ctx context.Context, e sandbox.Endpoint) error {
	head, body, _, err := d.sampleRequest(ctx, e)
	if err != nil {
		return err
	}
	for _, answer := range d.Previewer.Preview(e.Rule, head, body) {
		for _, f := range answer.Faults {
			return sandbox.Invalid(faultField(f), "line %d: %s", f.Line, f.Message)
		}
	}
	return nil
}

func faultField(f sandbox.AnswerFault) string {
	if f.Header >= 0 {
		return fmt.Sprintf("rule.steps.%d.headers.%d.value", f.Step, f.Header)
	}
	return fmt.Sprintf("rule.steps.%d.body", f.Step)
}
