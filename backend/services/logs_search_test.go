package services_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

// usedDesk has one paid payment, its notification, and two refused calls.
func usedDesk(t *testing.T) (*services.Set, services.SendResult) {
	t.Helper()
	d := newDesk(t)
	must[services.KeysView](t)(d.Keys.Generate(services.GenerateKeysInput{KeepPrivate: true}))
	paid := send(t, d, services.SendInput{API: "payments/pay", Body: sample(t, d, "payments/pay").Body})
	for range 2 {
		send(t, d, services.SendInput{API: "payments/inquiryPayment", Body: `{"paymentId":"1","note":"Findable-Text"}`})
	}
	must[services.BuyerOutcome](t)(d.Wallet.Approve(services.BuyerInput{PaymentID: paid.PaymentID}))
	return d, paid
}

// delivered waits until both halves of the payment's notification are in the log.
func delivered(t *testing.T, d *services.Set, paymentID string) services.LogPage {
	t.Helper()
	for {
		page := must[services.LogPage](t)(d.Logs.List(services.ListLogsInput{Log: services.LogAll, Query: "payment:" + paymentID}))
		if len(page.Items) >= 3 {
			return page
		}
		if t.Context().Err() != nil {
			t.Fatalf("only %+v", page)
		}
	}
}

func TestLogs_EverythingOfAPayment_StandsInOneList(t *testing.T) {
	d, paid := usedDesk(t)
	var kinds []string
	for _, row := range delivered(t, d, paid.PaymentID).Items {
		kinds = append(kinds, row.Kind)
	}
	slices.Sort(kinds)
	if !slices.Equal(kinds, []string{"capture", "delivery", "gateway"}) {
		t.Errorf("got %v", kinds)
	}
}

func TestLogs_AMistakeInTheQuery_IsNamedWithItsPlace(t *testing.T) {
	d := newDesk(t)
	for _, in := range []string{"pay foo:1", "status:X"} {
		_, err := d.Logs.List(services.ListLogsInput{Log: services.LogRequests, Query: in})
		refused(t, err, sandbox.CodeInvalid, "query")
		if !strings.Contains(err.Error(), "at character") {
			t.Error(err)
		}
	}
}

func TestLogs_Grammar_EveryOfferedValueIsTaken(t *testing.T) {
	d := newDesk(t)
	for _, log := range []string{services.LogRequests, services.LogNotifications, services.LogAll} {
		g := must[services.LogGrammar](t)(d.Logs.Grammar(services.LogGrammarInput{Log: log}))
		for _, f := range g.Fields {
			if len(f.Values) > 32 {
				f.Values = f.Values[:32]
			}
			for _, value := range f.Values {
				if _, err := d.Logs.List(services.ListLogsInput{Log: log, Query: f.Name + ":" + value}); err != nil {
					t.Errorf("%s:%s: %v", f.Name, value, err)
				}
			}
		}
	}
	_, err := d.Logs.Grammar(services.LogGrammarInput{Log: "x"})
	refused(t, err, sandbox.CodeInvalid, "log")
}

func TestLogs_SearchBodies_FindsWhatTheSearchDoesNot(t *testing.T) {
	d, _ := usedDesk(t)
	if page := must[services.LogPage](t)(d.Logs.List(services.ListLogsInput{Log: services.LogRequests, Query: "findable-text"})); len(page.Items) != 0 {
		t.Errorf("the search looks into bodies: %+v", page)
	}
	in := services.SearchBodiesInput{Log: services.LogRequests, Text: "findable-text"}
	if found := must[services.BodyMatches](t)(d.Logs.SearchBodies(in)); len(found.Items) != 2 || found.Scanned != 3 || found.More {
		t.Errorf("got %+v", found)
	}
	in.Query = "code:SUCCESS"
	if found := must[services.BodyMatches](t)(d.Logs.SearchBodies(in)); len(found.Items) != 0 || found.Scanned != 0 {
		t.Errorf("got %+v", found)
	}
	for field, in := range map[string]services.SearchBodiesInput{"text": {Log: "all", Text: " "}, "query": {Log: "all", Text: "x", Query: "a:b"}, "log": {Text: "x"}} {
		_, err := d.Logs.SearchBodies(in)
		refused(t, err, sandbox.CodeInvalid, field)
	}
}

// exported runs an export into memory.
func exported(t *testing.T, d *services.Set, in services.ExportInput) (string, services.ExportDone) {
	t.Helper()
	var out bytes.Buffer
	done, err := d.Export(t.Context(), in, func(name, mediaType string) io.Writer {
		if !strings.HasSuffix(name, "."+in.Format) || mediaType == "" {
			t.Errorf("it is called %s, %s", name, mediaType)
		}
		return &out
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), done
}

func TestLogs_Export_HoldsWhatIsCountedAndSaysWhatIsLeftOut(t *testing.T) {
	d, paid := usedDesk(t)
	delivered(t, d, paid.PaymentID)
	for _, format := range []string{"har", "ndjson", "csv"} {
		for limit, want := range map[int]services.ExportCount{0: {Rows: 3, Limit: 100_000}, 2: {Rows: 2, More: true, Limit: 2}, 3: {Rows: 3, Limit: 3}} {
			in := services.ExportInput{Log: services.LogRequests, Query: "payments", Format: format, Limit: limit}
			if count := must[services.ExportCount](t)(d.Logs.Count(in)); count != want {
				t.Errorf("counted %+v, want %+v", count, want)
			}
			text, done := exported(t, d, in)
			if rows := rowsIn(t, format, text); rows != want.Rows || done.Rows != rows || done.More != want.More {
				t.Errorf("%s of %d: %d rows, %+v", format, limit, rows, done)
			}
		}
	}
}

func rowsIn(t *testing.T, format, text string) int {
	t.Helper()
	switch format {
	case "har":
		var archive struct {
			Log struct{ Entries []json.RawMessage }
		}
		if err := json.Unmarshal([]byte(text), &archive); err != nil {
			t.Fatal(err)
		}
		return len(archive.Log.Entries)
	case "csv":
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return len(rows) - 1
	}
	return strings.Count(text, "\n")
}

func TestLogs_Export_MistakesAreToldBeforeTheFileBegins(t *testing.T) {
	d := newDesk(t)
	for field, in := range map[string]services.ExportInput{
		"format": {Log: "all", Format: "xlsx"}, "limit": {Log: "all", Format: "csv", Limit: -1}, "query": {Log: "all", Format: "csv", Query: "foo:1"},
		"log": {Format: "csv"}, "environment": {Log: "all", Format: "csv", Environment: "x"},
	} {
		_, err := d.Export(t.Context(), in, func(string, string) io.Writer {
			t.Errorf("%s: the file was begun", field)
			return io.Discard
		})
		refused(t, err, sandbox.CodeInvalid, field)
		_, err = d.Logs.Count(in)
		refused(t, err, sandbox.CodeInvalid, field)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("the reader went away") }

func TestLogs_Export_ToNobody_IsAnError(t *testing.T) {
	d, _ := usedDesk(t)
	_, err := d.Export(t.Context(), services.ExportInput{Log: "all", Format: "har"}, func(string, string) io.Writer { return brokenPipe{} })
	if err == nil || !strings.Contains(err.Error(), "went away") {
		t.Error(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.Export(ended, services.ExportInput{Log: "all", Format: "har"}, func(string, string) io.Writer { return io.Discard }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestLogs_Save_AsksForAFileAndLeavesNoHalves(t *testing.T) {
	d, _ := usedDesk(t)
	in := services.ExportInput{Log: services.LogRequests, Format: "csv"}
	_, err := d.Logs.Save(in)
	refused(t, err, sandbox.CodeUnavailable, "")
	folder, chosen := t.TempDir(), ""
	d.ChooseWith(func(name string) (string, error) {
		if !strings.HasPrefix(name, "antom-desk-requests-") {
			t.Errorf("it offers %s", name)
		}
		return chosen, nil
	})
	if done := must[services.ExportDone](t)(d.Logs.Save(in)); done.Saved {
		t.Errorf("cancelled, and %+v", done)
	}
	chosen = filepath.Join(folder, "rows.csv")
	done := must[services.ExportDone](t)(d.Logs.Save(in))
	text, err := os.ReadFile(chosen)
	if err != nil || !done.Saved || done.Path != chosen || done.Rows != 3 || rowsIn(t, "csv", string(text)) != 3 {
		t.Errorf("%+v, %v: %s", done, err, text)
	}
	chosen = filepath.Join(folder, "nowhere", "rows.csv")
	_, err = d.Logs.Save(in)
	refused(t, err, sandbox.CodeUnavailable, "")
	if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
		t.Errorf("left behind: %v, %v", files, err)
	}
}

func TestLogs_Curl_NamesTheSignatureThatWasSent(t *testing.T) {
	d, paid := usedDesk(t)
	made := must[services.CurlCommand](t)(d.Logs.Curl(services.LogEntryInput{ID: paid.ExchangeID}))
	for _, want := range []string{"curl ", "Signature: algorithm=RSA256", "/ams/sandbox/api/v1/payments/pay"} {
		if !strings.Contains(made.Command, want) {
			t.Errorf("%s lacks %s", made.Command, want)
		}
	}
	_, err := d.Logs.Curl(services.LogEntryInput{ID: "nothing"})
	refused(t, err, sandbox.CodeNotFound, "")
}
