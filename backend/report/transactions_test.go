package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

func payment() sandbox.Payment {
	return sandbox.Payment{
		PaymentID: "2026030219401080010018800000998", PaymentRequestID: `=HYPERLINK("http://evil")`, ReferenceOrderID: "@order <1>", ProductCode: "CASHIER_PAYMENT",
		PaymentMethodType: "GCASH", Status: sandbox.PaymentSuccess, ResultCode: "SUCCESS", AmountMinor: 9007199254740993, Currency: "KWD",
		CreatedAt: time.Date(2026, 1, 2, 11, 4, 5, 6_000_000, time.FixedZone("", 8*3600)), PaidAt: time.Date(2026, 1, 2, 3, 5, 0, 0, time.UTC),
	}
}

func written(t *testing.T, f Format, rows int) string {
	t.Helper()
	var out bytes.Buffer
	w, err := f.Transactions(&out)
	if err != nil {
		t.Fatal(err)
	}
	for range rows {
		if err := w.Write(payment()); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTransactions_CSV_HoldsEveryFieldAndNoFormula(t *testing.T) {
	table, err := csv.NewReader(strings.NewReader(written(t, CSV, 2))).ReadAll()
	if err != nil || len(table) != 3 || !slices.Equal(table[0], transactionHeader) {
		t.Fatalf("%v, %v", table, err)
	}
	want := []string{
		"2026-01-02T03:04:05.006Z", "2026-01-02T03:05:00.000Z", "", "2026030219401080010018800000998", `'=HYPERLINK("http://evil")`, "'@order <1>",
		"CASHIER_PAYMENT", "GCASH", "SUCCESS", "SUCCESS", "9007199254740993", "KWD", "9007199254740.993",
	}
	if !slices.Equal(table[1], want) {
		t.Errorf("got %q", table[1])
	}
	if empty := written(t, CSV, 0); empty != strings.Join(transactionHeader, ",")+"\n" {
		t.Errorf("without rows it is %q", empty)
	}
}

func TestTransactions_NDJSON_HasTheFieldsOfTheTableAndTextAsItWas(t *testing.T) {
	text := written(t, NDJSON, 2)
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	var line map[string]string
	if err := json.Unmarshal([]byte(lines[0]), &line); err != nil || len(lines) != 2 {
		t.Fatalf("%s: %v", text, err)
	}
	if fields := slices.Sorted(maps.Keys(line)); !slices.Equal(fields, slices.Sorted(slices.Values(transactionHeader))) {
		t.Errorf("the fields are %v", fields)
	}
	if line["paymentRequestId"] != payment().PaymentRequestID || !strings.Contains(text, "@order <1>") || line["amount"] != "9007199254740.993" {
		t.Errorf("got %s", lines[0])
	}
}

func TestTransactions_UnknownFormat_IsRefused(t *testing.T) {
	if _, err := Format("xlsx").Transactions(&bytes.Buffer{}); sandbox.CodeOf(err) != sandbox.CodeInvalid {
		t.Error(err)
	}
	for _, f := range Formats() {
		if f.MediaType() == "" {
			t.Errorf("%s has no media type", f)
		}
	}
}
