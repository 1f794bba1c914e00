package services_test

import (
	"slices"
	"testing"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

func methodOf(t *testing.T, d *services.Set, environment, method string) services.MethodView {
	t.Helper()
	list := must[services.MethodList](t)(d.Methods.List(services.EnvironmentInput{Environment: environment})).Items
	i := slices.IndexFunc(list, func(v services.MethodView) bool { return v.Rule.Type == method })
	if i < 0 {
		t.Fatalf("%s is not listed", method)
	}
	return list[i]
}

func TestMethods_AChangedRule_CountsAtOnceInItsEnvironment_UntilItIsReset(t *testing.T) {
	d := newDesk(t)
	must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	pay := func() string {
		return send(t, d, services.SendInput{API: "payments/pay", Body: sample(t, d, "payments/pay").Body}).ResultCode
	}
	was := methodOf(t, d, "test", "GCASH")
	if len(was.Changed) != 0 || was.MinText != "1.00 PHP" || was.Rule.MinAmount != "1.00" || was.MaxText != "" || !was.Rule.EnforceLimits || !was.Rule.Confirmed {
		t.Errorf("by default it is %+v", was)
	}
	rule := was.Rule
	rule.MaxAmount, rule.Confirmed = "1000", false
	saved := must[services.MethodView](t)(d.Methods.Save(services.SaveMethodInput{Environment: "test", Rule: rule}))
	if !slices.Equal(saved.Changed, []string{"maxAmount"}) || saved.MaxText != "1000.00 PHP" || !saved.Rule.Confirmed {
		t.Errorf("saved as %+v", saved)
	}
	if code := pay(); code != "PAYMENT_AMOUNT_EXCEED_LIMIT" {
		t.Errorf("beyond the limit got %s", code)
	}
	if live := methodOf(t, d, "live", "GCASH"); len(live.Changed) != 0 {
		t.Errorf("live changed too: %+v", live)
	}
	reset := must[services.MethodView](t)(d.Methods.Reset(services.MethodInput{Environment: "test", Type: "GCASH"}))
	if code := pay(); code != "PAYMENT_IN_PROCESS" || len(reset.Changed) != 0 || len(methodOf(t, d, "test", "GCASH").Changed) != 0 {
		t.Errorf("after the reset got %s and %+v", code, reset)
	}
	must[services.MethodView](t)(d.Methods.Save(services.SaveMethodInput{Environment: "test", Rule: rule}))
	must[services.MethodView](t)(d.Methods.Save(services.SaveMethodInput{Environment: "test", Rule: was.Rule}))
	if now := methodOf(t, d, "test", "GCASH"); len(now.Changed) != 0 {
		t.Errorf("saving the default leaves %+v", now)
	}
}

func TestMethods_WhatCannotBeARule_IsRefused(t *testing.T) {
	d := newDesk(t)
	was := methodOf(t, d, "test", "GCASH").Rule
	for field, edit := range map[string]func(*services.MethodRule){
		"type":             func(r *services.MethodRule) { r.Type = "gcash" },
		"category":         func(r *services.MethodRule) { r.Category = "PAPER" },
		"countries":        func(r *services.MethodRule) { r.Countries = []string{"Philippines"} },
		"currencies":       func(r *services.MethodRule) { r.Currencies = []string{"PESO"} },
		"minAmount":        func(r *services.MethodRule) { r.MinAmount = "1.505" },
		"maxAmount":        func(r *services.MethodRule) { r.MaxAmount = "0.99" },
		"refundWindowDays": func(r *services.MethodRule) { r.RefundWindowDays = 0 },
		"expirySeconds":    func(r *services.MethodRule) { r.ExpirySeconds = -1 },
		"partialRefund":    func(r *services.MethodRule) { r.Refund = false },
	} {
		rule := was
		edit(&rule)
		_, err := d.Methods.Save(services.SaveMethodInput{Rule: rule})
		refused(t, err, sandbox.CodeInvalid, field)
	}
	noCurrency := was
	noCurrency.Currencies = nil
	_, err := d.Methods.Save(services.SaveMethodInput{Rule: noCurrency})
	refused(t, err, sandbox.CodeInvalid, "currencies")
	yen := was
	yen.Currencies = []string{"JPY"}
	_, err = d.Methods.Save(services.SaveMethodInput{Rule: yen})
	refused(t, err, sandbox.CodeInvalid, "minAmount")
	_, err = d.Methods.Reset(services.MethodInput{Type: "no method"})
	refused(t, err, sandbox.CodeInvalid, "type")
}

func TestMethods_LimitsLeftEmptyOrNothing_AreNone(t *testing.T) {
	d := newDesk(t)
	rule := methodOf(t, d, "test", "GCASH").Rule
	for _, nothing := range []string{"", "0", " "} {
		rule.MinAmount, rule.MaxAmount = nothing, nothing
		saved := must[services.MethodView](t)(d.Methods.Save(services.SaveMethodInput{Environment: "test", Rule: rule}))
		if saved.MinText != "" || saved.MaxText != "" || saved.Rule.MinAmount != "" || saved.Rule.MaxAmount != "" {
			t.Errorf("%q is saved as %+v", nothing, saved)
		}
	}
}
