package services

import (
	"context"

	"antomdesk/backend/sandbox"
)

// EnvironmentInput selects an environment: "test" or "live" of the first merchant account, or an
// environment's id. Empty means test.
type EnvironmentInput struct {
	Environment string `json:"environment"`
}

// inEnvironment runs a method that concerns one environment.
func inEnvironment[T any](h *handle, which string, fn func(context.Context, *Deps, sandbox.Environment) (T, error)) (T, error) {
	return call(h, func(ctx context.Context, d *Deps) (out T, err error) {
		env, err := d.environment(ctx, which)
		if err != nil {
			return out, err
		}
		return fn(ctx, d, env)
	})
}

func (d *Deps) environment(ctx context.Context, which string) (sandbox.Environment, error) {
	switch kind := sandbox.EnvironmentKind(which); kind {
	case "":
		return d.Registrar.EnvironmentOf(ctx, "", sandbox.Test)
	case sandbox.Test, sandbox.Live:
		return d.Registrar.EnvironmentOf(ctx, "", kind)
	}
	env, err := d.Registrar.EnvironmentByID(ctx, which)
	if sandbox.IsNotFound(err) {
		return env, sandbox.Invalid("environment", "%q is not an environment; use test, live or an environment's id", which)
	}
	return env, err
}

// environments lists every environment of every merchant account.
func (d *Deps) environments(ctx context.Context) ([]sandbox.Environment, error) {
	accounts, err := d.Registrar.MerchantAccounts(ctx)
	if err != nil {
		return nil, err
	}
	var all []sandbox.Environment
	for _, account := range accounts {
		pair, err := d.environmentsOf(ctx, account.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, pair...)
	}
	return all, nil
}

func (d *Deps) environmentsOf(ctx context.Context, accountID string) ([]sandbox.Environment, error) {
	var pair []sandbox.Environment
	for _, kind := range []sandbox.EnvironmentKind{sandbox.Test, sandbox.Live} {
		env, err := d.Registrar.EnvironmentOf(ctx, accountID, kind)
		if err != nil {
			return nil, err
		}
		pair = append(pair, env)
	}
	return pair, nil
}

// activeKey is the newest key that verifies calls; ok is false when there is none.
func (d *Deps) activeKey(ctx context.Context, environmentID string) (key sandbox.MerchantKey, ok bool, err error) {
	keys, err := d.Registrar.Keys(ctx, environmentID)
	if err != nil {
		return key, false, err
	}
	for _, k := range keys {
		if k.Active() {
			return k, true, nil
		}
	}
	return key, false, nil
}
