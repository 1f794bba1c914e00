package services

import (
	"context"
	"encoding/json"
	"fmt"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// PreviewInput is a rule to try on the endpoint's last capture, or on a sample when there is none.
type PreviewInput struct {
	Environment string   `json:"environment"`
	ID          string   `json:"id"`   // "" for an endpoint that is not saved yet
	Path        string   `json:"path"` // of such an endpoint
	Rule        RuleView `json:"rule"`
}

// PreviewResult is what each step would answer.
type PreviewResult struct {
	SampleID string        `json:"sampleId"` // the captured exchange it was tried on; "" for a made-up one
	Steps    []PreviewStep `json:"steps"`
}

// PreviewStep is one rendered answer, or what is wrong with it.
type PreviewStep struct {
	Head        string         `json:"head"`
	Body        string         `json:"body"` // base64
	DelayMillis int            `json:"delayMillis"`
	Faults      []PreviewFault `json:"faults"`
}

// PreviewFault is one mistake in a template.
type PreviewFault struct {
	Field   string `json:"field"` // rule.steps.0.body or rule.steps.0.headers.1.value
	Line    int    `json:"line"`
	Message string `json:"message"`
}

// TestResult is what came back to a test notification.
type TestResult struct {
	RequestID      string `json:"requestId"` // finds it in the notification log
	HTTPStatus     int    `json:"httpStatus"`
	DurationMicros int    `json:"durationMicros"`
	Head           string `json:"head"`
	Body           string `json:"body"`   // base64
	Reason         string `json:"reason"` // why there is no answer; "" when there is
}

// Preview renders the rule without saving or sending anything. A rule that cannot be saved for another
// reason than its templates is an error that names the field.
func (s *Endpoints) Preview(in PreviewInput) (PreviewResult, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (PreviewResult, error) {
		e := sandbox.Endpoint{EnvironmentID: env.ID, Path: in.Path}
		var err error
		if in.ID != "" {
			if e, err = d.Endpoints.EndpointByID(ctx, in.ID); err != nil {
				return PreviewResult{}, err
			}
		}
		if e.Rule, err = ruleOf(in.Rule); err != nil {
			return PreviewResult{}, err
		}
		return d.preview(ctx, e)
	})
}

func (d *Deps) preview(ctx context.Context, e sandbox.Endpoint) (PreviewResult, error) {
	head, body, sampleID, err := d.sampleRequest(ctx, e)
	if err != nil {
		return PreviewResult{}, err
	}
	result := PreviewResult{SampleID: sampleID, Steps: []PreviewStep{}}
	for _, a := range d.Previewer.Preview(e.Rule, head, body) {
		step := PreviewStep{Head: headText(a.Head), Body: bodyText(a.Body), DelayMillis: int(a.DelayMillis), Faults: []PreviewFault{}}
		for _, f := range a.Faults {
			step.Faults = append(step.Faults, PreviewFault{Field: faultField(f), Line: f.Line, Message: f.Message})
		}
		result.Steps = append(result.Steps, step)
	}
	return result, nil
}

// sampleRequest is the endpoint's last capture, else a notification as Antom would send it.
func (d *Deps) sampleRequest(ctx context.Context, e sandbox.Endpoint) (head, body []byte, id string, err error) {
	if e.ID != "" {
		use, err := d.Endpoints.EndpointUse(ctx, e.ID, 1)
		if err != nil {
			return nil, nil, "", err
		}
		if use.LastCapture.ID != "" {
			b, err := d.Exchanges.ExchangeBytesByID(ctx, use.LastCapture.ID)
			return b.RequestHead, b.RequestBody, use.LastCapture.ID, err
		}
	}
	body, err = d.sampleNotice("sample")
	path := pathOf(e)
	if checkPath(path) != nil {
		path = builtinPath
	}
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json; charset=UTF-8\r\n"+
		"request-time: %s\r\nContent-Length: %d\r\n\r\n", path, sandbox.FormatTime(d.Clock.Now()), len(body)), body, "", err
}

// Test posts a signed notification of a made-up payment to the endpoint over HTTP, so that it is captured,
// answered and forwarded like any other.
func (s *Endpoints) Test(in EndpointInput) (TestResult, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (TestResult, error) {
		e, err := d.Endpoints.EndpointByID(ctx, in.ID)
		if err != nil {
			return TestResult{}, err
		}
		url := d.endpointView(e).URL
		if url == "" {
			return TestResult{}, sandbox.Unavailable(nil, "The listener is down. Start it in the status panel, then send again.")
		}
		env, err := d.environment(ctx, e.EnvironmentID)
		if err != nil {
			return TestResult{}, err
		}
		return d.sendTest(ctx, url, env)
	})
}

func (d *Deps) sendTest(ctx context.Context, url string, env sandbox.Environment) (TestResult, error) {
	requestID := "test-" + d.IDs.New()
	body, err := d.sampleNotice(requestID)
	if err != nil {
		return TestResult{}, err
	}
	a, err := d.Forwarder.Test(ctx, url, env, body)
	return TestResult{
		RequestID: requestID, HTTPStatus: a.HTTPStatus, DurationMicros: int(a.DurationMicros),
		Head: headText(a.ResponseHead), Body: bodyText(a.ResponseBody), Reason: a.Reason,
	}, err
}

// sampleNotice is a successful payment's notification with a payment nobody made.
func (d *Deps) sampleNotice(requestID string) ([]byte, error) {
	now := sandbox.FormatTime(d.Clock.Now())
	return json.Marshal(contract.PaymentNotice{
		NotifyType:       "PAYMENT_RESULT",
		Result:           contract.Result{ResultCode: "SUCCESS", ResultStatus: "S", ResultMessage: "success"},
		PaymentRequestID: requestID, PaymentID: d.IDs.PaymentID(),
		PaymentAmount:     contract.Amount{Currency: "USD", Value: "1099"},
		PaymentCreateTime: now, PaymentTime: now,
	})
}
