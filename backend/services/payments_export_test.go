package services_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
	"antomdesk/backend/sqlite"
)

// manyPayments is more than two pages of an export.
const manyPayments = 1201

// newBooks is the services over a real file that holds manyPayments test payments and one of live. Every
// third was paid; the first has an order whose name is a formula.
func newBooks(t *testing.T) *services.Set {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(t.TempDir(), "antomdesk.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	day := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	err = store.CreateMerchantAccount(t.Context(), sandbox.MerchantAccount{ID: "account", Name: "Default", CreatedAt: day}, []sandbox.Environment{
		{ID: "env-test", Kind: sandbox.Test, ClientID: "SANDBOX_5YTESTTESTTEST01", Settings: sandbox.DefaultSettings(), CreatedAt: day},
		{ID: "env-live", Kind: sandbox.Live, ClientID: "5YLIVELIVELIVE01", Settings: sandbox.DefaultSettings(), CreatedAt: day},
	})
	if err != nil {
		t.Fatal(err)
	}
	err = store.Decide(t.Context(), func(ctx context.Context, tx sandbox.Tx) error {
		for n := range manyPayments + 1 {
			p := sandbox.Payment{
				ID: fmt.Sprint("id-", n), EnvironmentID: "env-test", PaymentID: fmt.Sprintf("2026%04d", n), PaymentRequestID: fmt.Sprint("order-", n),
				ReferenceOrderID: "=1+1", PaymentMethodType: "GCASH", AmountMinor: 150000, Currency: "PHP", Status: sandbox.PaymentFail,
				CreatedAt: day.Add(time.Duration(n) * time.Minute), UpdatedAt: day, Request: []byte("{}"),
			}
			if n%3 == 0 {
				p.Status = sandbox.PaymentSuccess
			}
			if n == manyPayments {
				p.EnvironmentID = "env-live"
			}
			if err := tx.InsertPayment(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	set := services.New(services.Identity{Version: "1.2.3"})
	set.Ready(t.Context(), services.Deps{Registrar: store, Payments: store, Clock: sandbox.SystemClock{}})
	return set
}

// exportedPayments runs an export into memory.
func exportedPayments(t *testing.T, d *services.Set, in services.ExportPaymentsInput) (string, services.ExportDone) {
	t.Helper()
	var out bytes.Buffer
	done, err := d.ExportPayments(t.Context(), in, func(name, mediaType string) io.Writer {
		if !strings.HasPrefix(name, "antom-desk-transactions-") || !strings.HasSuffix(name, "."+in.Format) || mediaType == "" {
			t.Errorf("it is called %s, %s", name, mediaType)
		}
		return &out
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), done
}

func TestPayments_Export_HoldsWhatIsListedAndCountedNewestFirst(t *testing.T) {
	d := newBooks(t)
	for name, c := range map[string]struct {
		in    services.ExportPaymentsInput
		want  services.ExportCount
		first string
	}{
		"all":    {services.ExportPaymentsInput{}, services.ExportCount{Rows: manyPayments, Limit: 100_000}, "20261200"},
		"paid":   {services.ExportPaymentsInput{Status: "SUCCESS"}, services.ExportCount{Rows: 401, Limit: 100_000}, "20261200"},
		"some":   {services.ExportPaymentsInput{Limit: 700}, services.ExportCount{Rows: 700, More: true, Limit: 700}, "20261200"},
		"exact":  {services.ExportPaymentsInput{Limit: manyPayments}, services.ExportCount{Rows: manyPayments, Limit: manyPayments}, "20261200"},
		"one":    {services.ExportPaymentsInput{Query: "order-77", Until: "2026-01-02T06:00:00Z"}, services.ExportCount{Rows: 1, Limit: 100_000}, "20260077"},
		"nobody": {services.ExportPaymentsInput{Method: "ALIPAY_CN"}, services.ExportCount{Limit: 100_000}, ""},
		"live":   {services.ExportPaymentsInput{Environment: "live"}, services.ExportCount{Rows: 1, Limit: 100_000}, "20261201"},
	} {
		for _, format := range []string{"csv", "ndjson"} {
			t.Run(name+" "+format, func(t *testing.T) {
				in := c.in
				in.Format = format
				if count := must[services.ExportCount](t)(d.Payments.Count(in)); count != c.want {
					t.Errorf("counted %+v, want %+v", count, c.want)
				}
				text, done := exportedPayments(t, d, in)
				if rows := rowsIn(t, format, text); rows != c.want.Rows || done.Rows != rows || done.More != c.want.More || !done.Saved {
					t.Errorf("%d rows, %+v", rows, done)
				}
				if first := firstPayment(t, format, text); first != c.first {
					t.Errorf("it begins with %q, want %q", first, c.first)
				}
			})
		}
	}
}

// firstPayment is the paymentId of a file's first row.
func firstPayment(t *testing.T, format, text string) string {
	t.Helper()
	if format == "csv" {
		table, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(table) < 2 {
			return ""
		}
		return table[1][3]
	}
	var line struct{ PaymentID string }
	if text == "" {
		return ""
	}
	if err := json.NewDecoder(strings.NewReader(text)).Decode(&line); err != nil {
		t.Fatal(err)
	}
	return line.PaymentID
}

func TestPayments_Export_NeverHoldsAFormulaInCSV(t *testing.T) {
	d := newBooks(t)
	table, _ := exportedPayments(t, d, services.ExportPaymentsInput{Format: "csv", Limit: 1})
	if strings.Contains(table, ",=1+1,") || !strings.Contains(table, ",'=1+1,") || !strings.Contains(table, ",150000,PHP,1500.00\n") {
		t.Error(table)
	}
	lines, _ := exportedPayments(t, d, services.ExportPaymentsInput{Format: "ndjson", Limit: 1})
	if !strings.Contains(lines, `"referenceOrderId":"=1+1"`) || !strings.Contains(lines, `"amount":"1500.00"`) {
		t.Error(lines)
	}
}

func TestPayments_Export_MistakesAreToldBeforeTheFileBegins(t *testing.T) {
	d := newBooks(t)
	for field, in := range map[string]services.ExportPaymentsInput{
		"format": {Format: "har"}, "limit": {Format: "csv", Limit: 1_000_001}, "status": {Format: "csv", Status: "RICH"}, "from": {Format: "csv", From: "yesterday"},
		"environment": {Format: "csv", Environment: "x"},
	} {
		_, err := d.ExportPayments(t.Context(), in, func(string, string) io.Writer {
			t.Errorf("%s: the file was begun", field)
			return io.Discard
		})
		refused(t, err, sandbox.CodeInvalid, field)
		_, err = d.Payments.Count(in)
		refused(t, err, sandbox.CodeInvalid, field)
	}
	if _, err := d.ExportPayments(t.Context(), services.ExportPaymentsInput{Format: "csv"}, func(string, string) io.Writer { return brokenPipe{} }); err == nil {
		t.Error("nobody read it, and it is no error")
	}
}

func TestPayments_Save_AsksForAFile(t *testing.T) {
	d := newBooks(t)
	in := services.ExportPaymentsInput{Format: "csv", Status: "SUCCESS"}
	_, err := d.Payments.Save(in)
	refused(t, err, sandbox.CodeUnavailable, "")
	path := filepath.Join(t.TempDir(), "payments.csv")
	d.ChooseWith(func(string) (string, error) { return path, nil })
	done := must[services.ExportDone](t)(d.Payments.Save(in))
	text, err := os.ReadFile(path)
	if err != nil || !done.Saved || done.Path != path || done.Rows != 401 || rowsIn(t, "csv", string(text)) != 401 {
		t.Errorf("%+v, %v", done, err)
	}
}
