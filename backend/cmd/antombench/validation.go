package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/sqlite"
)

// armedForOthers is how many scenarios are armed that the call does not meet: as many as a screen shows.
const armedForOthers = 20

// measureValidation is what a pay call costs before anything is decided about it, on one core of this
// process: its JSON read, the contract's rules, the look for an armed scenario. The store is a real one.
func (d *desk) measureValidation(ctx context.Context) error {
	folder, err := d.copyOf("validation")
	if err != nil {
		return err
	}
	store, err := sqlite.Open(ctx, sqlite.Config{Path: filepath.Join(folder, "antomdesk.db")})
	if err != nil {
		return err
	}
	t := table{Title: "Before a pay is decided", Columns: []string{"µs"}}
	err = d.validationRows(ctx, store, &t)
	d.add(t)
	return errors.Join(err, store.Close())
}

func (d *desk) validationRows(ctx context.Context, store *sqlite.Store, t *table) error {
	environment, err := store.EnvironmentOf(ctx, "", sandbox.Test)
	if err != nil {
		return err
	}
	text := fmt.Appendf(nil, payBody, "bench-1", "1", "1")
	api, _ := contract.Lookup(payPath)
	sent, err := contract.Parse(text)
	if err != nil {
		return err
	}
	look := scenarioLook(ctx, store, environment, engine.Incoming{API: api, Object: sent, Body: text})
	steps := []struct {
		name   string
		before func() error
		do     func() error
	}{
		{name: "JSON read", do: func() error { _, err := contract.Parse(text); return err }},
		{name: "contract validated", do: func() error { return validated(api, sent) }},
		{name: "scenario looked for, none armed", do: look},
		{name: fmt.Sprintf("scenario looked for, %d armed for other calls", armedForOthers), do: look,
			before: func() error { return armOthers(ctx, store, environment) }},
	}
	for _, step := range steps {
		if step.before != nil {
			if err := step.before(); err != nil {
				return err
			}
		}
		micros, err := eachMicros(d.scaled(100_000), step.do)
		if err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		t.Rows = append(t.Rows, row{Name: step.name, Values: map[string]float64{"µs": micros}})
	}
	return nil
}

func validated(api contract.API, sent contract.Object) error {
	if _, violation := api.Validate(sent, contract.Rules{}); violation != nil {
		return violation
	}
	return nil
}

// scenarioLook asks as the gateway asks for each call.
func scenarioLook(ctx context.Context, store *sqlite.Store, env sandbox.Environment, in engine.Incoming) func() error {
	e := engine.New(engine.Config{Reader: store, Decider: store, Due: store, Clock: sandbox.SystemClock{}, IDs: ids, Scenarios: store})
	call := engine.Call{Environment: env, Origin: "http://127.0.0.1"}
	return func() error {
		_, met, err := e.Armed(ctx, call, in)
		if met {
			return errors.New("a scenario answers a call it was not armed for")
		}
		return err
	}
}

func armOthers(ctx context.Context, store *sqlite.Store, env sandbox.Environment) error {
	for n := range armedForOthers {
		err := store.Arm(ctx, sandbox.Scenario{
			ID: ids.New(), EnvironmentID: env.ID, API: "payments/pay", ResultCode: "RISK_REJECT", CallsLeft: -1,
			MatchField: "paymentRequestId", MatchValue: fmt.Sprintf("other-%d", n), CreatedAt: time.Now(),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eachMicros is how long one of n calls of do takes, in microseconds.
func eachMicros(n int, do func() error) (float64, error) {
	started := time.Now()
	for range n {
		if err := do(); err != nil {
			return 0, err
		}
	}
	return float64(time.Since(started).Nanoseconds()) / float64(n) / 1000, nil
}
