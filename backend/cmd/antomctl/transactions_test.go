package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"antomdesk/backend/services"
)

func TestTransactions_FromAShell_AreListedShownExportedAndRefused(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	d := serving(t, data)
	var keys keyFile
	ctl(t, data, "keys", "generate").want(t, 0).decode(t, &keys)
	merchant := newMerchant(t, keys)
	open := merchant.pay(t, d.Gateway, payBody("tx-1", walletMethod, "")).PaymentID
	paid := merchant.pay(t, d.Gateway, payBody("tx-2", walletMethod, "")).PaymentID
	ctl(t, data, "wallet", "approve", paid).want(t, 0)

	lines := strings.Split(strings.TrimSpace(ctl(t, data, "transactions", "list").want(t, 0).stdout), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], paid+" SUCCESS ") || !strings.HasPrefix(lines[1], open+" PROCESSING ") || !strings.HasSuffix(lines[1], " request=tx-1") {
		t.Errorf("listed %q", lines)
	}
	first := ctl(t, data, "transactions", "list", "--limit", "1").want(t, 0).says(t, "older payments match as well")
	if !strings.HasPrefix(first.stdout, paid) {
		t.Errorf("the newest alone: %q", first.stdout)
	}
	if only := ctl(t, data, "transactions", "list", "--status", "SUCCESS", "--id", "tx-").want(t, 0).stdout; !strings.HasPrefix(only, paid) || strings.Contains(only, open) {
		t.Errorf("the paid ones: %q", only)
	}
	ctl(t, data, "transactions", "list", "--status", "PAID").want(t, exitRefused).says(t, "is not a payment status")
	var detail services.PaymentDetail
	ctl(t, data, "transactions", "show", paid).want(t, 0).decode(t, &detail)
	if detail.Row.PaymentRequestID != "tx-2" || detail.Money.RefundLeft.Minor == "" {
		t.Errorf("shown %+v", detail)
	}
	ctl(t, data, "transactions", "show", "nothing").want(t, exitNotFound)

	file := filepath.Join(t.TempDir(), "paid.csv")
	ctl(t, data, "transactions", "export", "--status", "SUCCESS", "-o", file).want(t, 0).says(t, "1 row written")
	table, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(table), paid) || strings.Contains(string(table), open) {
		t.Errorf("%v, %s", err, table)
	}
	ctl(t, data, "transactions", "export", "-o", file).want(t, exitRefused).says(t, "cannot be written")
	ctl(t, data, "transactions", "export", "--format", "har").want(t, exitRefused).says(t, "csv or ndjson")
	if out := ctl(t, data, "transactions", "export", "--format", "ndjson").want(t, 0).stdout; strings.Count(out, "\n") != 2 {
		t.Errorf("lines %q", out)
	}
}

func TestTransactionsExport_WithNothingRunning_ReadsTheFolder(t *testing.T) {
	t.Parallel()
	out := ctl(t, t.TempDir(), "transactions", "export").want(t, 0).says(t, "0 rows written").stdout
	if lines := strings.Count(out, "\n"); lines != 1 {
		t.Errorf("a head and nothing else: %q", out)
	}
}
