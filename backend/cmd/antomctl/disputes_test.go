package main

import (
	"strings"
	"testing"

	"antomdesk/backend/services"
)

func TestDisputes_FromAShell_AreOpenedListedJudgedAndRefused(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	d := serving(t, data)
	var keys keyFile
	ctl(t, data, "keys", "generate").want(t, 0).decode(t, &keys)
	paid := newMerchant(t, keys).pay(t, d.Gateway, payBody("dispute-1", walletMethod, "")).PaymentID
	ctl(t, data, "disputes", "open", paid).want(t, exitRefused).says(t, "only a SUCCESS payment")
	ctl(t, data, "wallet", "approve", paid).want(t, 0)
	var opened services.DisputeView
	ctl(t, data, "disputes", "open", paid, "--amount", "100", "--type", "COMPLIANCE_REQUEST", "--json").want(t, 0).decode(t, &opened)
	if line := ctl(t, data, "disputes", "list", "--payment", paid).want(t, 0).stdout; !strings.HasPrefix(line, opened.DisputeID+" COMPLIANCE_REQUEST OPEN 1.00 USD payment="+paid+" defence due 20") {
		t.Errorf("listed %q", line)
	}
	ctl(t, data, "disputes", "judge", opened.DisputeID, "maybe").want(t, exitUsage)
	if line := ctl(t, data, "disputes", "judge", opened.DisputeID, "lost").want(t, 0).stdout; !strings.Contains(line, " JUDGED ") || !strings.Contains(line, "VALIDATE_FAIL") {
		t.Errorf("judged %q", line)
	}
	ctl(t, data, "disputes", "cancel", opened.DisputeID).want(t, exitRefused)
}
