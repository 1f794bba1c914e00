package main

import (
	"strings"
	"testing"

	"antomdesk/backend/services"
)

func TestScenarios_WithNothingRunning_AreArmedListedAndEnded(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	var armed services.ScenarioView
	ctl(t, data, "scenarios", "arm", "payments/pay", "RISK_REJECT", "--json").want(t, 0).decode(t, &armed)
	if !armed.Armed || armed.EndsAt == "" || armed.CallsLeft != -1 {
		t.Errorf("got %+v", armed)
	}
	if list := ctl(t, data, "scenarios", "list").want(t, 0).stdout; !strings.HasPrefix(list, armed.ID+" payments/pay RISK_REJECT until 20") {
		t.Errorf("listed: %q", list)
	}
	if list := ctl(t, data, "scenarios", "end", armed.ID).want(t, 0).stdout; !strings.HasSuffix(list, " ended\n") {
		t.Errorf("ended: %q", list)
	}
	ctl(t, data, "scenarios", "arm", "payments/pay", "MADE_UP").want(t, exitRefused).says(t, "codes payments/pay")
	ctl(t, data, "scenarios", "arm").want(t, 2)
	ctl(t, data, "scenarios", "arm", "payments/pay", "RISK_REJECT", "--calls", "0").want(t, 2).says(t, "--calls is 0")
	if codes := ctl(t, data, "scenarios", "codes", "payments/cancel").want(t, 0).stdout; !strings.Contains(codes, "F CANCEL_WINDOW_EXCEED ") {
		t.Errorf("codes: %q", codes)
	}
}
