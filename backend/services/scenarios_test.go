package services_test

import (
	"testing"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

func TestScenarios_AreArmedAnsweredAndEnded(t *testing.T) {
	d := newDesk(t)
	must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	pay := func() string {
		return send(t, d, services.SendInput{API: "payments/pay", Body: sample(t, d, "payments/pay").Body}).ResultCode
	}
	arm := func(in services.ArmScenarioInput) services.ScenarioView {
		t.Helper()
		in.API = "payments/pay"
		return must[services.ScenarioView](t)(d.Scenarios.Arm(in))
	}
	list := func() []services.ScenarioView {
		return must[services.ScenarioList](t)(d.Scenarios.List(services.EnvironmentInput{})).Items
	}
	arm(services.ArmScenarioInput{ResultCode: "RISK_REJECT", Calls: 1})
	if first, second := pay(), pay(); first != "RISK_REJECT" || second != "PAYMENT_IN_PROCESS" || list()[0].Armed {
		t.Errorf("got %s, %s and %+v", first, second, list())
	}
	timed := arm(services.ArmScenarioInput{ResultCode: "DO_NOT_HONOR", DurationMinutes: 60})
	if code := pay(); code != "DO_NOT_HONOR" || !timed.Armed || timed.EndsAt == "" || timed.ResultStatus != "F" {
		t.Errorf("got %s and %+v", code, timed)
	}
	must[services.EnvironmentTime](t)(d.Clock.Advance(services.AdvanceInput{Millis: 60 * 60 * 1000}))
	if code := pay(); code != "PAYMENT_IN_PROCESS" || list()[0].Armed {
		t.Errorf("an hour later got %s and %+v", code, list())
	}
	one := arm(services.ArmScenarioInput{ResultCode: "NO_PAY_OPTIONS", UntilEnded: true})
	arm(services.ArmScenarioInput{ResultCode: "RISK_REJECT", UntilEnded: true})
	if code := pay(); code != "RISK_REJECT" {
		t.Errorf("the newest does not count: %s", code)
	}
	arm(services.ArmScenarioInput{ResultCode: "SUCCESS", Calls: 1})
	if past, next := pay(), pay(); past != "PAYMENT_IN_PROCESS" || next != "RISK_REJECT" {
		t.Errorf("SUCCESS, armed for a call past an older scenario: %s, then %s", past, next)
	}
	must[services.ScenarioList](t)(d.Scenarios.End(services.ScenarioInput{ID: list()[1].ID}))
	if code := pay(); code != "NO_PAY_OPTIONS" || list()[2].ID != one.ID {
		t.Errorf("got %s", code)
	}
	for _, s := range must[services.ScenarioList](t)(d.Scenarios.EndAll(services.EnvironmentInput{})).Items {
		if s.Armed {
			t.Errorf("still armed: %+v", s)
		}
	}
	if code := pay(); code != "PAYMENT_IN_PROCESS" {
		t.Errorf("got %s", code)
	}
}

func TestScenarios_WhatCannotBeArmed_IsRefused(t *testing.T) {
	d := newDesk(t)
	for name, tc := range map[string]struct {
		field string
		in    services.ArmScenarioInput
	}{
		"no such API":      {"api", services.ArmScenarioInput{API: "payments/steal", ResultCode: "PROCESS_FAIL", Calls: 1}},
		"not documented":   {"resultCode", services.ArmScenarioInput{API: "payments/consult", ResultCode: "DO_NOT_HONOR", Calls: 1}},
		"nothing at all":   {"resultCode", services.ArmScenarioInput{API: "payments/pay", Calls: 1}},
		"no product there": {"product", services.ArmScenarioInput{API: "payments/inquiryPayment", ResultCode: "PROCESS_FAIL", Product: "CASHIER_PAYMENT", Calls: 1}},
		"no method there":  {"paymentMethod", services.ArmScenarioInput{API: "payments/refund", ResultCode: "PROCESS_FAIL", PaymentMethod: "CARD", Calls: 1}},
		"no end":           {"durationMinutes", services.ArmScenarioInput{API: "payments/pay", ResultCode: "RISK_REJECT"}},
		"two ends":         {"durationMinutes", services.ArmScenarioInput{API: "payments/pay", ResultCode: "RISK_REJECT", Calls: 1, UntilEnded: true}},
		"an odd duration":  {"durationMinutes", services.ArmScenarioInput{API: "payments/pay", ResultCode: "RISK_REJECT", DurationMinutes: 31}},
		"calls below zero": {"calls", services.ArmScenarioInput{API: "payments/pay", ResultCode: "RISK_REJECT", Calls: -1}},
		"latency too long": {"latencyMillis", services.ArmScenarioInput{API: "payments/pay", LatencyMillis: 600_001, Calls: 1}},
		"unknown fault":    {"fault", services.ArmScenarioInput{API: "payments/pay", Fault: "fire", Calls: 1}},
		"no status":        {"faultStatus", services.ArmScenarioInput{API: "payments/pay", Fault: "status", Calls: 1}},
		"stray status":     {"faultStatus", services.ArmScenarioInput{API: "payments/pay", Fault: "reset", FaultStatus: 500, Calls: 1}},
		"field, no value":  {"matchField", services.ArmScenarioInput{API: "payments/pay", ResultCode: "RISK_REJECT", MatchField: "env", Calls: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := d.Scenarios.Arm(tc.in)
			refused(t, err, sandbox.CodeInvalid, tc.field)
		})
	}
	_, err := d.Scenarios.Codes(services.ScenarioCodesInput{API: "payments/steal"})
	refused(t, err, sandbox.CodeInvalid, "api")
	_, err = d.Scenarios.End(services.ScenarioInput{ID: "nothing"})
	refused(t, err, sandbox.CodeNotFound, "")
	if codes := must[services.ScenarioCodes](t)(d.Scenarios.Codes(services.ScenarioCodesInput{API: "payments/pay"})); len(codes.Codes) < 50 {
		t.Errorf("pay documents %d codes", len(codes.Codes))
	}
}
