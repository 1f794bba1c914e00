package services

import (
	"context"
	"slices"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

const (
	mostLatencyMillis = 10 * 60 * 1000
	mostScenarioCalls = 1_000_000
	anyNumberOfCalls  = -1
)

// scenarioMinutes are the durations Antom's dashboard offers.
var scenarioMinutes = []int{30, 60, 90, 120}

// ArmScenarioInput is one error to arm. It ends by exactly one of DurationMinutes (30, 60, 90 or 120 of
// the environment's time), Calls and UntilEnded. At least one of ResultCode, LatencyMillis and Fault is
// needed; the filters may be empty.
type ArmScenarioInput struct {
	Environment     string `json:"environment"`
	API             string `json:"api"`
	Product         string `json:"product"`
	PaymentMethod   string `json:"paymentMethod"`
	MatchField      string `json:"matchField"` // dotted path, such as order.referenceOrderId
	MatchValue      string `json:"matchValue"`
	ResultCode      string `json:"resultCode"`
	LatencyMillis   int    `json:"latencyMillis"`
	Fault           string `json:"fault"` // reset, timeout, status or cut
	FaultStatus     int    `json:"faultStatus"`
	DurationMinutes int    `json:"durationMinutes"`
	Calls           int    `json:"calls"`
	UntilEnded      bool   `json:"untilEnded"`
}

// Arm arms an error. The newest one that matches a call counts.
func (s *Scenarios) Arm(in ArmScenarioInput) (ScenarioView, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (ScenarioView, error) {
		for _, check := range []func(ArmScenarioInput) error{checkArmedAnswer, checkArmedFilters, checkArmedFault, checkArmedEnd} {
			if err := check(in); err != nil {
				return ScenarioView{}, err
			}
		}
		c := d.scenarioOf(env, in)
		return d.scenarioView(env, c), d.Scenarios.Arm(ctx, c)
	})
}

func (d *Deps) scenarioOf(env sandbox.Environment, in ArmScenarioInput) sandbox.Scenario {
	c := sandbox.Scenario{
		ID: d.IDs.New(), EnvironmentID: env.ID, API: in.API,
		ProductCode: in.Product, PaymentMethodType: in.PaymentMethod, MatchField: in.MatchField, MatchValue: in.MatchValue,
		ResultCode: in.ResultCode, LatencyMillis: int64(in.LatencyMillis),
		Fault: sandbox.HTTPFault(in.Fault), FaultStatus: in.FaultStatus,
		CallsLeft: anyNumberOfCalls, CreatedAt: d.now(env),
	}
	if in.Calls > 0 {
		c.CallsLeft = in.Calls
	}
	if in.DurationMinutes > 0 {
		c.EndsAt = c.CreatedAt.Add(time.Duration(in.DurationMinutes) * time.Minute)
	}
	return c
}

func checkArmedAnswer(in ArmScenarioInput) error {
	if engine.ResultCodes(in.API) == nil {
		return noSuchAPI(in.API)
	}
	_, documented := engine.ResultOf(in.API, in.ResultCode)
	switch {
	case in.ResultCode != "" && !documented:
		return sandbox.Invalid("resultCode", "%s does not document %.64q; antomctl scenarios codes %s lists what it does", in.API, in.ResultCode, in.API)
	case in.LatencyMillis < 0 || in.LatencyMillis > mostLatencyMillis:
		return sandbox.Invalid("latencyMillis", "use 0 to %d milliseconds, which is ten minutes", mostLatencyMillis)
	case in.ResultCode == "" && in.LatencyMillis == 0 && in.Fault == "":
		return sandbox.Invalid("resultCode", "choose a result code, a latency or a fault; this scenario would change nothing")
	case (in.MatchField == "") != (in.MatchValue == ""):
		return sandbox.Invalid("matchField", "give both the field and the value it must have, or neither")
	}
	return nil
}

func checkArmedFault(in ArmScenarioInput) error {
	switch sandbox.HTTPFault(in.Fault) {
	case sandbox.FaultStatus:
		if in.FaultStatus < 400 || in.FaultStatus > 599 {
			return sandbox.Invalid("faultStatus", "%d is not an HTTP error status; use one such as 503", in.FaultStatus)
		}
		return nil
	case sandbox.FaultNone, sandbox.FaultReset, sandbox.FaultTimeout, sandbox.FaultCutBody:
		if in.FaultStatus != 0 {
			return sandbox.Invalid("faultStatus", "a status goes with the fault %q only", sandbox.FaultStatus)
		}
		return nil
	}
	return sandbox.Invalid("fault", "%.64q is not a fault; use reset, timeout, status or cut", in.Fault)
}

// checkArmedFilters refuses filters that no call to the API can meet.
func checkArmedFilters(in ArmScenarioInput) error {
	api, known := contract.ByName(in.API)
	if !known {
		return noSuchAPI(in.API)
	}
	product, method := engine.Filters(api)
	switch {
	case in.Product != "" && !product:
		return sandbox.Invalid("product", "calls to %s name no product; leave it open", in.API)
	case in.PaymentMethod != "" && !method:
		return sandbox.Invalid("paymentMethod", "calls to %s name no payment method; leave it open", in.API)
	}
	return nil
}

func checkArmedEnd(in ArmScenarioInput) error {
	ways := 0
	for _, given := range []bool{in.DurationMinutes != 0, in.Calls != 0, in.UntilEnded} {
		if given {
			ways++
		}
	}
	switch {
	case ways != 1:
		return sandbox.Invalid("durationMinutes", "say once when it ends: after 30, 60, 90 or 120 minutes, after a number of calls, or when it is ended")
	case in.DurationMinutes != 0 && !slices.Contains(scenarioMinutes, in.DurationMinutes):
		return sandbox.Invalid("durationMinutes", "%d is not a duration; use 30, 60, 90 or 120 minutes", in.DurationMinutes)
	case in.Calls < 0 || in.Calls > mostScenarioCalls:
		return sandbox.Invalid("calls", "use 1 to %d calls", mostScenarioCalls)
	}
	return nil
}
