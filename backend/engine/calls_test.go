package engine_test

import (
	"context"
	"encoding/json"
	"maps"
	"testing"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// fields is a call's body in the making.
type fields map[string]any

func (f fields) with(more fields) fields {
	all := maps.Clone(f)
	maps.Copy(all, more)
	return all
}

func amount(currency, value string) fields { return fields{"currency": currency, "value": value} }

// ask sends a call the way the gateway does: read, checked against the contract, decided.
func (d *desk) ask(api string, body fields, files ...engine.File) reply {
	d.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		d.Fatalf("%v", err)
	}
	object, err := contract.Parse(text)
	if err != nil {
		d.Fatalf("%v", err)
	}
	call, ok := contract.ByName(api)
	if !ok {
		d.Fatalf("there is no %s", api)
	}
	checked, violation := call.Validate(object, contract.Rules{})
	if violation != nil {
		d.Fatalf("%s: %v", api, violation)
	}
	done := d.watch.during(api)
	r := d.read(d.engine.Do(context.Background(), d.call, api, engine.Input{Checked: checked, Files: files}))
	done(r)
	if _, listed := engine.ResultOf(api, r.Result.Code); !listed {
		d.Fatalf("%s answered %s, which cannot be armed for it", api, r.Result.Code)
	}
	if violation := call.CheckResponse(r.Body); violation != nil {
		d.Fatalf("%s answered %s: %v", api, r.Body, violation)
	}
	return r
}

// changedRules is a RuleSource of what a test changes.
type changedRules map[string]sandbox.PaymentMethodRule

func (c changedRules) MethodRules(context.Context, string) (map[string]sandbox.PaymentMethodRule, error) {
	return c, nil
}

// ruled is a desk whose user has changed rules.
func ruled(t *testing.T, rules ...sandbox.PaymentMethodRule) *desk {
	d := newDesk(t)
	changed := changedRules{}
	for _, r := range rules {
		changed[r.Type] = r
	}
	d.engine = engine.New(engine.Config{
		Reader: d.store, Decider: d.store, Due: d.store, Clock: d.clock, Directory: directory{d},
		IDs: sandbox.NewIDs(d.clock, nil), Rules: changed,
	})
	return d
}

// items reads an array of objects in a reply.
func (r reply) items(name string) []reply {
	var list []reply
	all, _ := r.json[name].([]any)
	for _, item := range all {
		list = append(list, reply{json: item.(map[string]any)})
	}
	return list
}

// noticesOf are the bodies of one type of notification, oldest first.
func (d *desk) noticesOf(kind sandbox.NotificationType) []reply {
	d.Helper()
	all := d.notices()
	var list []reply
	for i, n := range d.store.Notifications() {
		if n.Type == kind {
			list = append(list, all[i])
		}
	}
	return list
}
