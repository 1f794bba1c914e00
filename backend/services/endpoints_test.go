package services_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

func shopInput(edit func(*services.SaveEndpointInput)) services.SaveEndpointInput {
	in := services.SaveEndpointInput{Path: "/shop", Rule: services.RuleView{Steps: []services.StepView{
		{Kind: "reply", Times: 2, Status: 500, Body: `{{.Field "paymentRequestId"}}`}, {Kind: "acknowledge"},
	}}}
	if edit != nil {
		edit(&in)
	}
	return in
}

func TestEndpoints_List_BeginsWithTheBuiltIn(t *testing.T) {
	d := newDesk(t)
	list := must[services.EndpointList](t)(d.Endpoints.List(services.EnvironmentInput{}))
	if len(list.Items) != 1 || !list.Items[0].BuiltIn || list.Items[0].URL != list.Origin+"/notifications" ||
		!strings.HasPrefix(list.Items[0].URLTLS, "https://") || list.Items[0].Captures != 0 || list.Items[0].NextStep != 0 {
		t.Errorf("got %+v", list)
	}
	if list.Types[0] != "notifyPayment" || list.Types[len(list.Types)-1] != sandbox.OtherType {
		t.Errorf("types %v", list.Types)
	}
}

func TestEndpoints_Save_ChecksEveryField(t *testing.T) {
	d := newDesk(t)
	must[services.EndpointView](t)(d.Endpoints.Save(shopInput(func(in *services.SaveEndpointInput) { in.Path = "/taken" })))
	step := func(edit func(*services.StepView)) func(*services.SaveEndpointInput) {
		return func(in *services.SaveEndpointInput) { edit(&in.Rule.Steps[0]) }
	}
	for field, edits := range map[string][]func(*services.SaveEndpointInput){
		"path": {
			func(in *services.SaveEndpointInput) { in.Path = "shop" }, func(in *services.SaveEndpointInput) { in.Path = "/" },
			func(in *services.SaveEndpointInput) { in.Path = "/a b" }, func(in *services.SaveEndpointInput) { in.Path = "/a?b=1" },
			func(in *services.SaveEndpointInput) { in.Path = "/notifications" }, func(in *services.SaveEndpointInput) { in.Path = "/" + strings.Repeat("a", 200) },
		},
		"name":                     {func(in *services.SaveEndpointInput) { in.Name = strings.Repeat("n", 61) }},
		"methods":                  {func(in *services.SaveEndpointInput) { in.Methods = []string{"BREW"} }},
		"key":                      {func(in *services.SaveEndpointInput) { in.Key = "mine" }},
		"publicKey":                {func(in *services.SaveEndpointInput) { in.Key = "pasted"; in.PublicKey = "MIIB" }},
		"maxBodyBytes":             {func(in *services.SaveEndpointInput) { in.MaxBodyBytes = 1 << 30 }, func(in *services.SaveEndpointInput) { in.MaxBodyBytes = -1 }},
		"rule.steps":               {func(in *services.SaveEndpointInput) { in.Rule.Steps = make([]services.StepView, 21) }},
		"rule.steps.0.kind":        {step(func(s *services.StepView) { s.Kind = "shout" })},
		"rule.steps.0.times":       {step(func(s *services.StepView) { s.Times = -1 })},
		"rule.steps.0.status":      {step(func(s *services.StepView) { s.Status = 199 })},
		"rule.steps.0.delayMillis": {step(func(s *services.StepView) { s.DelayMillis = 600_001 })},
		"rule.steps.0.body":        {step(func(s *services.StepView) { s.Body = "{{" }), step(func(s *services.StepView) { s.Status = 204 }), step(func(s *services.StepView) { s.Body = "{{.Secret}}" })},
		"rule.steps.0.headers.0.name": {
			step(func(s *services.StepView) { s.Headers = []services.HeaderView{{Name: "a b"}} }),
			step(func(s *services.StepView) { s.Headers = []services.HeaderView{{Name: "content-Length", Value: "1"}} }),
		},
		"rule.steps.0.headers.0.value": {step(func(s *services.StepView) { s.Headers = []services.HeaderView{{Name: "X", Value: "{{end}}"}} })},
	} {
		for _, edit := range edits {
			_, err := d.Endpoints.Save(shopInput(edit))
			refused(t, err, sandbox.CodeInvalid, field)
		}
	}
	_, err := d.Endpoints.Save(shopInput(func(in *services.SaveEndpointInput) { in.Path, in.Environment = "/taken", "live" }))
	refused(t, err, sandbox.CodeConflict, "")
	if list := must[services.EndpointList](t)(d.Endpoints.List(services.EnvironmentInput{})); len(list.Items) != 2 {
		t.Errorf("a refused endpoint was kept: %+v", list.Items)
	}
}

func TestEndpoints_TestPOST_IsAnsweredInTurnAndCanBeReset(t *testing.T) {
	d := newDesk(t)
	e := must[services.EndpointView](t)(d.Endpoints.Save(shopInput(nil)))
	if e.Name != "/shop" || e.Key != "antom" || e.MaxBodyBytes != sandbox.DefaultMaxBody || e.NextStep != 1 || e.Environment != "test" {
		t.Errorf("got %+v", e)
	}
	for i, want := range []int{500, 500, 200} {
		r := must[services.TestResult](t)(d.Endpoints.Test(services.EndpointInput{ID: e.ID}))
		body, err := base64.StdEncoding.DecodeString(r.Body)
		if err != nil || r.HTTPStatus != want || want == 500 && string(body) != r.RequestID {
			t.Errorf("test %d: %+v %s", i, r, body)
		}
	}
	list := must[services.EndpointList](t)(d.Endpoints.List(services.EnvironmentInput{}))
	if got := list.Items[1]; got.Captures != 3 || got.NextStep != 2 || got.LastCaptureID == "" || got.Answered != 3 {
		t.Errorf("got %+v", got)
	}
	entry := must[services.LogEntry](t)(d.Logs.Get(services.LogEntryInput{ID: list.Items[1].LastCaptureID}))
	if want := (services.EndpointRef{ID: e.ID, Name: "/shop", Path: "/shop", Kind: "acknowledge", Step: 2, Steps: 2}); entry.Endpoint != want || entry.Row.Verdict != "verified" {
		t.Errorf("got %+v, %s", entry.Endpoint, entry.Row.Verdict)
	}
	if e = must[services.EndpointView](t)(d.Endpoints.ResetSequence(services.EndpointInput{ID: e.ID})); e.NextStep != 1 || e.Answered != 0 {
		t.Errorf("after the reset %+v", e)
	}
	left := must[services.EndpointList](t)(d.Endpoints.Delete(services.EndpointInput{ID: e.ID}))
	if len(left.Items) != 1 {
		t.Errorf("left %+v", left.Items)
	}
	entry = must[services.LogEntry](t)(d.Logs.Get(services.LogEntryInput{ID: entry.Row.ID}))
	if !entry.Endpoint.Deleted || entry.Endpoint.Name != "/shop" {
		t.Errorf("the log says %+v", entry.Endpoint)
	}
}

func TestEndpoints_Preview_RendersOnTheLastCaptureAndNamesLines(t *testing.T) {
	d := newDesk(t)
	e := must[services.EndpointView](t)(d.Endpoints.Save(shopInput(nil)))
	rule := services.RuleView{Steps: []services.StepView{
		{Kind: "reply", Status: 200, Body: `{{.Field "paymentRequestId"}}`}, {Kind: "reply", Status: 200, Body: "one\n{{.No}}"},
	}}
	first := must[services.PreviewResult](t)(d.Endpoints.Preview(services.PreviewInput{ID: e.ID, Rule: rule}))
	if body, err := base64.StdEncoding.DecodeString(first.Steps[0].Body); err != nil || first.SampleID != "" || string(body) != "sample" {
		t.Errorf("got %+v", first)
	}
	if f := first.Steps[1].Faults; len(f) != 1 || f[0].Line != 2 || f[0].Field != "rule.steps.1.body" {
		t.Errorf("got %+v", f)
	}
	r := must[services.TestResult](t)(d.Endpoints.Test(services.EndpointInput{ID: e.ID}))
	second := must[services.PreviewResult](t)(d.Endpoints.Preview(services.PreviewInput{ID: e.ID, Rule: rule}))
	if body, err := base64.StdEncoding.DecodeString(second.Steps[0].Body); err != nil || second.SampleID == "" || string(body) != r.RequestID {
		t.Errorf("got %+v", second)
	}
	fresh := must[services.PreviewResult](t)(d.Endpoints.Preview(services.PreviewInput{Path: "/new", Rule: services.RuleView{Steps: []services.StepView{{Kind: "reply", Status: 200, Body: "{{.Path}}"}}}}))
	if body, err := base64.StdEncoding.DecodeString(fresh.Steps[0].Body); err != nil || string(body) != "/new" {
		t.Errorf("got %s, %v", body, err)
	}
}

func TestForwards_Save_ChecksTheURL(t *testing.T) {
	d := newDesk(t)
	list := must[services.EndpointList](t)(d.Endpoints.List(services.EnvironmentInput{}))
	save := func(in services.SaveTargetInput) error {
		in.EndpointID = sandbox.BuiltinEndpointID
		_, err := d.Forwards.Save(in)
		return err
	}
	for _, url := range []string{"", "ftp://a/", "a", "http://u:p@a/", list.Origin + "/x", strings.Replace(list.Origin, "127.0.0.1", "localhost", 1) + "/x", list.OriginTLS} {
		refused(t, save(services.SaveTargetInput{URL: url}), sandbox.CodeInvalid, "url")
	}
	refused(t, save(services.SaveTargetInput{URL: "http://127.0.0.1:9/", Types: []string{"notifyWeather"}}), sandbox.CodeInvalid, "types")
	refused(t, save(services.SaveTargetInput{URL: "http://127.0.0.1:9/", Signature: "forged"}), sandbox.CodeInvalid, "signature")
	_, err := d.Forwards.Save(services.SaveTargetInput{EndpointID: "nobody", URL: "http://127.0.0.1:9/"})
	refused(t, err, sandbox.CodeNotFound, "")
}

func TestForwards_PausedTarget_CanBeDroppedAndDeleted(t *testing.T) {
	d := newDesk(t)
	target := must[services.TargetView](t)(d.Forwards.Save(services.SaveTargetInput{EndpointID: sandbox.BuiltinEndpointID, URL: "http://127.0.0.1:9/hook"}))
	if target.State != "idle" || !target.OtherPath || target.Signature != "original" {
		t.Errorf("got %+v", target)
	}
	if same := must[services.TargetView](t)(d.Forwards.Save(services.SaveTargetInput{ID: target.ID, URL: "http://127.0.0.1:9/notifications"})); same.OtherPath || same.ID != target.ID {
		t.Errorf("got %+v", same)
	}
	if paused := must[services.TargetView](t)(d.Forwards.Pause(services.PauseTargetInput{ID: target.ID, Paused: true})); paused.State != "paused" {
		t.Errorf("got %+v", paused)
	}
	for range 3 {
		must[services.TestResult](t)(d.Endpoints.Test(services.EndpointInput{ID: sandbox.BuiltinEndpointID}))
	}
	if dropped := must[services.DropResult](t)(d.Forwards.Drop(services.DropQueueInput{ID: target.ID, FirstOnly: true})); dropped.Dropped != 1 || dropped.Target.Queued != 2 {
		t.Errorf("got %+v", dropped)
	}
	if dropped := must[services.DropResult](t)(d.Forwards.Drop(services.DropQueueInput{ID: target.ID})); dropped.Dropped != 2 || dropped.Target.Queued != 0 {
		t.Errorf("got %+v", dropped)
	}
	list := must[services.EndpointList](t)(d.Endpoints.List(services.EnvironmentInput{}))
	entry := must[services.LogEntry](t)(d.Logs.Get(services.LogEntryInput{ID: list.Items[0].LastCaptureID}))
	if len(entry.Forwards) != 1 || entry.Forwards[0].Status != "DROPPED" || !strings.HasSuffix(entry.Forwards[0].URL, "/notifications") {
		t.Errorf("got %+v", entry.Forwards)
	}
	if left := must[services.EndpointView](t)(d.Forwards.Delete(services.TargetInput{ID: target.ID})); len(left.Targets) != 0 {
		t.Errorf("got %+v", left)
	}
	_, err := d.Forwards.RetryNow(services.TargetInput{ID: target.ID})
	refused(t, err, sandbox.CodeNotFound, "")
}

func TestWait_EndsWhenEnoughMatch(t *testing.T) {
	d := newDesk(t)
	e := must[services.EndpointView](t)(d.Endpoints.Save(shopInput(nil)))
	post := func(id string) string {
		return must[services.TestResult](t)(d.Endpoints.Test(services.EndpointInput{ID: id})).RequestID
	}
	wait := func(in services.WaitInput) services.WaitResult {
		return must[services.WaitResult](t)(d.Notifications.Wait(in))
	}
	before := post(sandbox.BuiltinEndpointID)
	if got := wait(services.WaitInput{}); got.Complete || len(got.Items) != 0 {
		t.Errorf("what came before counts: %+v", got)
	}
	if got := wait(services.WaitInput{RequestID: before}); !got.Complete || got.Items[0].RequestID != before {
		t.Errorf("a named one that came before does not count: %+v", got)
	}
	start := wait(services.WaitInput{}).Cursor
	done := make(chan services.WaitResult)
	go func() {
		got, err := d.Notifications.Wait(services.WaitInput{Endpoint: "/shop", Verdict: "verified", Type: "notifyPayment", Count: 2, TimeoutMillis: 30_000})
		if err != nil {
			t.Error(err)
		}
		done <- got
	}()
	var mine []string
	for finished := false; !finished; {
		post(sandbox.BuiltinEndpointID)
		mine = append(mine, post(e.ID))
		select {
		case got := <-done:
			finished = true
			if !got.Complete || len(got.Items) != 2 {
				t.Errorf("got %+v", got)
			}
			for _, row := range got.Items {
				if row.Target != "/shop" {
					t.Errorf("got %+v", row)
				}
			}
		default:
		}
	}
	if got := wait(services.WaitInput{SinceSeq: start, Endpoint: "/shop", HTTPStatus: 500, Count: 2}); !got.Complete || got.Items[0].RequestID != mine[0] {
		t.Errorf("got %+v, want it to begin with %s", got, mine[0])
	}
	if got := wait(services.WaitInput{SinceSeq: "0", Count: 1, Endpoint: "built-in"}); !got.Complete || got.Items[0].RequestID != before {
		t.Errorf("got %+v", got)
	}
	if got := wait(services.WaitInput{SinceTime: "2020-01-01T00:00:00Z", Type: "notifyRefund", Count: 1}); got.Complete {
		t.Errorf("got %+v", got)
	}
}

func TestWait_WhatCannotMatch_IsRefused(t *testing.T) {
	d := newDesk(t)
	for field, in := range map[string]services.WaitInput{
		"kind": {Kind: "gateway"}, "type": {Type: "x"}, "verdict": {Verdict: "good"}, "resultStatus": {ResultStatus: "Q"},
		"count": {Count: 501}, "timeoutMillis": {TimeoutMillis: 30_001}, "sinceSeq": {SinceSeq: "-1"}, "sinceTime": {SinceTime: "noon"},
		"environment": {Environment: "x"}, "endpoint": {Kind: "forward", Endpoint: "/shop"},
	} {
		_, err := d.Notifications.Wait(in)
		refused(t, err, sandbox.CodeInvalid, field)
	}
	_, err := d.Notifications.Wait(services.WaitInput{Endpoint: "/nowhere"})
	refused(t, err, sandbox.CodeNotFound, "")
}
