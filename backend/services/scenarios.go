package services

import (
	"context"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// Scenarios arms errors: while one is on, the calls it matches get its answer.
type Scenarios struct{ h *handle }

// shownScenarios is how many List answers with.
const shownScenarios = 200

// ScenarioCodesInput names an API, such as payments/pay.
type ScenarioCodesInput struct {
	API string `json:"api"`
}

// ScenarioCodes are the results an API documents; every one of them can be armed.
type ScenarioCodes struct {
	API   string         `json:"api"`
	Codes []ScenarioCode `json:"codes"`
}

// ScenarioCode is one documented result.
type ScenarioCode struct {
	Code    string `json:"code"`
	Status  string `json:"status"` // S, F or U
	Message string `json:"message"`
}

// ScenarioList is an environment's scenarios, newest first, ended ones included.
type ScenarioList struct {
	Items []ScenarioView `json:"items"`
}

// ScenarioView is one scenario. Times are the environment's.
type ScenarioView struct {
	ID            string `json:"id"`
	API           string `json:"api"`
	Product       string `json:"product"`       // "" matches any
	PaymentMethod string `json:"paymentMethod"` // "" matches any
	MatchField    string `json:"matchField"`    // "" matches any
	MatchValue    string `json:"matchValue"`
	ResultCode    string `json:"resultCode"` // "" where only latency or a fault is armed
	ResultStatus  string `json:"resultStatus"`
	ResultMessage string `json:"resultMessage"`
	LatencyMillis int    `json:"latencyMillis"`
	Fault         string `json:"fault"`       // "", reset, timeout, status or cut
	FaultStatus   int    `json:"faultStatus"` // of the fault status
	CallsLeft     int    `json:"callsLeft"`   // -1 for any number
	EndsAt        string `json:"endsAt"`      // "" until it is ended
	CreatedAt     string `json:"createdAt"`
	EndedAt       string `json:"endedAt"` // "" while nobody has ended it
	Armed         bool   `json:"armed"`   // it answers calls now
}

// ScenarioOptions is what a scenario may be armed for.
type ScenarioOptions struct {
	APIs           []string `json:"apis"`           // in the order of the contract
	Products       []string `json:"products"`       // values of productCode
	PaymentMethods []string `json:"paymentMethods"` // values of paymentMethodType, by name
}

// ScenarioInput names a scenario.
type ScenarioInput struct {
	ID string `json:"id"`
}

// Options lists what a scenario of the environment may be armed for.
func (s *Scenarios) Options(in EnvironmentInput) (ScenarioOptions, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (ScenarioOptions, error) {
		changed, err := d.MethodRules.MethodRules(ctx, env.ID)
		return ScenarioOptions{
			APIs:           mapped(contract.APIs(), func(api contract.API) string { return api.Name }),
			Products:       []string{"CASHIER_PAYMENT", "AGREEMENT_PAYMENT", "IN_STORE_PAYMENT"},
			PaymentMethods: mapped(engine.MethodRules(changed), func(r sandbox.PaymentMethodRule) string { return r.Type }),
		}, err
	})
}

// Codes lists the results of an API that can be armed.
func (s *Scenarios) Codes(in ScenarioCodesInput) (ScenarioCodes, error) {
	return call(s.h, func(context.Context, *Deps) (ScenarioCodes, error) {
		results := engine.ResultCodes(in.API)
		if results == nil {
			return ScenarioCodes{}, noSuchAPI(in.API)
		}
		out := ScenarioCodes{API: in.API, Codes: []ScenarioCode{}}
		for _, r := range results {
			out.Codes = append(out.Codes, ScenarioCode{Code: r.Code, Status: string(r.Status), Message: r.Message})
		}
		return out, nil
	})
}

// List lists an environment's scenarios.
func (s *Scenarios) List(in EnvironmentInput) (ScenarioList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (ScenarioList, error) {
		return d.scenarioList(ctx, env)
	})
}

// End ends a scenario and lists the scenarios of its environment; ending an ended one changes nothing.
func (s *Scenarios) End(in ScenarioInput) (ScenarioList, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (ScenarioList, error) {
		env, err := d.scenarioEnvironment(ctx, in.ID)
		if err != nil {
			return ScenarioList{}, err
		}
		if err := d.Scenarios.EndScenario(ctx, in.ID, d.now(env)); err != nil {
			return ScenarioList{}, err
		}
		return d.scenarioList(ctx, env)
	})
}

// EndAll ends every scenario of the environment.
func (s *Scenarios) EndAll(in EnvironmentInput) (ScenarioList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (ScenarioList, error) {
		armed, err := d.Scenarios.Armed(ctx, env.ID)
		if err != nil {
			return ScenarioList{}, err
		}
		for _, c := range armed {
			if err := d.Scenarios.EndScenario(ctx, c.ID, d.now(env)); err != nil {
				return ScenarioList{}, err
			}
		}
		return d.scenarioList(ctx, env)
	})
}

func (d *Deps) scenarioList(ctx context.Context, env sandbox.Environment) (ScenarioList, error) {
	all, err := d.Scenarios.Scenarios(ctx, env.ID, shownScenarios)
	out := ScenarioList{Items: []ScenarioView{}}
	for _, c := range all {
		out.Items = append(out.Items, d.scenarioView(env, c))
	}
	return out, err
}

// scenarioEnvironment finds the environment an armed scenario belongs to; for one that is not armed any
// more, the environment that lists it.
func (d *Deps) scenarioEnvironment(ctx context.Context, id string) (sandbox.Environment, error) {
	environments, err := d.environments(ctx)
	if err != nil {
		return sandbox.Environment{}, err
	}
	for _, env := range environments {
		armed, err := d.Scenarios.Armed(ctx, env.ID)
		if err != nil {
			return env, err
		}
		ended, err := d.Scenarios.Scenarios(ctx, env.ID, shownScenarios)
		if err != nil {
			return env, err
		}
		for _, c := range append(append([]sandbox.Scenario{}, armed...), ended...) {
			if c.ID == id {
				return env, nil
			}
		}
	}
	return sandbox.Environment{}, sandbox.NotFound("there is no scenario %.64q; list them with antomctl scenarios list", id)
}

func (d *Deps) scenarioView(env sandbox.Environment, c sandbox.Scenario) ScenarioView {
	result, _ := engine.ResultOf(c.API, c.ResultCode)
	return ScenarioView{
		ID: c.ID, API: c.API, Product: c.ProductCode, PaymentMethod: c.PaymentMethodType,
		MatchField: c.MatchField, MatchValue: c.MatchValue,
		ResultCode: c.ResultCode, ResultStatus: string(result.Status), ResultMessage: result.Message,
		LatencyMillis: int(c.LatencyMillis), Fault: string(c.Fault), FaultStatus: c.FaultStatus, CallsLeft: c.CallsLeft,
		EndsAt: timeText(c.EndsAt), CreatedAt: timeText(c.CreatedAt), EndedAt: timeText(c.EndedAt),
		Armed: c.EndedAt.IsZero() && (c.EndsAt.IsZero() || c.EndsAt.After(d.now(env))),
	}
}

func noSuchAPI(api string) error {
	return sandbox.Invalid("api", "%.64q is not an API of Antom's; use a name such as payments/pay", api)
}
