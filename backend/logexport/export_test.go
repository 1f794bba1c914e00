package logexport

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

const cardNo = "4054695723100768"

func sample() (sandbox.Exchange, sandbox.ExchangeBytes) {
	x := sandbox.Exchange{
		ID: "x1", Kind: sandbox.KindGateway, StartedAt: time.Date(2026, 1, 2, 3, 4, 5, 6e6, time.UTC), DurationMicros: 1234, Scheme: "http",
		Method: "POST", Target: "/pay?a=1%20x&b", API: "payments/pay", HTTPStatus: 200, ResultStatus: sandbox.StatusF, ResultCode: "PARAM_ILLEGAL",
		RequestID: "=HYPERLINK(\"http://evil\")", AmountMinor: 1099, Currency: "USD", Reason: "-1 is wrong, \"really\"", RequestBytes: 90, ResponseBytes: 2,
	}
	return x, sandbox.ExchangeBytes{
		RequestHead:  []byte("POST /pay?a=1%20x&b HTTP/1.1\r\nHost: h:1\r\nAuthorization: Bearer sk-secret\r\nCookie: session=secret\r\nContent-Type: application/json\r\n\r\n"),
		RequestBody:  []byte(`{"paymentMethod":{"paymentMethodMetaData":{"cardNo":"` + cardNo + `","cvv":"987"}}}`),
		ResponseHead: []byte("HTTP/1.1 200 Very OK\r\nContent-Type: application/json\r\n\r\n"), ResponseBody: []byte("not json " + cardNo),
	}
}

func written(t *testing.T, f Format, rows int, left bool) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := f.New(&out, "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	for range rows {
		if err := w.Write(sample()); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(left); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestExport_EveryFormat_HidesCardsAndCredentials(t *testing.T) {
	for _, f := range Formats() {
		text := string(written(t, f, 1, false))
		for _, secret := range []string{cardNo, "987", "sk-secret", "session=secret"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s holds %s", f, secret)
			}
		}
		if f.NeedsBytes() && (!strings.Contains(text, "405469******0768") || !strings.Contains(text, "Bearer ***")) {
			t.Errorf("%s does not show that something was masked: %s", f, text)
		}
	}
}

func TestExport_HAR_IsAnArchiveOfVersion12(t *testing.T) {
	for rows, left := range map[int]bool{0: false, 1: true, 3: false} {
		var archive struct {
			Log struct {
				Version string            `json:"version"`
				Creator map[string]string `json:"creator"`
				Comment string            `json:"comment"`
				Entries []map[string]any  `json:"entries"`
			} `json:"log"`
		}
		if err := json.Unmarshal(written(t, HAR, rows, left), &archive); err != nil {
			t.Fatal(err)
		}
		if archive.Log.Version != "1.2" || archive.Log.Creator["version"] != "1.2.3" || len(archive.Log.Entries) != rows || (archive.Log.Comment != "") != left {
			t.Errorf("got %+v", archive.Log)
		}
		for _, e := range archive.Log.Entries {
			checkEntry(t, e)
		}
	}
}

// checkEntry wants every member the format requires of an entry.
func checkEntry(t *testing.T, e map[string]any) {
	t.Helper()
	request, response := e["request"].(map[string]any), e["response"].(map[string]any)
	required := map[string][]string{
		"entry":    {"startedDateTime", "time", "cache", "timings"},
		"request":  {"method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"},
		"response": {"status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL", "headersSize", "bodySize"},
	}
	for name, of := range map[string]map[string]any{"entry": e, "request": request, "response": response} {
		for _, member := range required[name] {
			if of[member] == nil {
				t.Errorf("%s lacks %s", name, member)
			}
		}
	}
	if request["url"] != "http://h:1/pay?a=1%20x&b" || request["httpVersion"] != "HTTP/1.1" || response["statusText"] != "Very OK" || e["startedDateTime"] != "2026-01-02T03:04:05.006Z" {
		t.Errorf("got %+v", e)
	}
	if query := request["queryString"].([]any); len(query) != 2 || query[0].(map[string]any)["value"] != "1 x" {
		t.Errorf("query %v", query)
	}
	if e["time"].(float64) != 1.234 {
		t.Errorf("time %v", e["time"])
	}
}

func TestExport_NDJSON_IsOneObjectALine(t *testing.T) {
	lines := bytes.Split(bytes.TrimSpace(written(t, NDJSON, 3, true)), []byte("\n"))
	if len(lines) != 3 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, text := range lines {
		var row struct{ ID, API, AmountMinor, RequestHead string }
		if err := json.Unmarshal(text, &row); err != nil || row.ID != "x1" || row.AmountMinor != "1099" || !strings.HasPrefix(row.RequestHead, "POST /pay") {
			t.Errorf("%v: %s", err, text)
		}
	}
}

func TestExport_CSV_HoldsNoFormula(t *testing.T) {
	records, err := csv.NewReader(bytes.NewReader(written(t, CSV, 2, false))).ReadAll()
	if err != nil || len(records) != 3 || len(records[1]) != len(csvHeader) {
		t.Fatalf("%v: %v", err, records)
	}
	text := strings.Join(records[1], "|")
	for _, want := range []string{"|10.99 USD|", `|'=HYPERLINK("http://evil")|`, `|'-1 is wrong, "really"|`, "|1099|USD|"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s lacks %s", text, want)
		}
	}
}

func TestExport_UnknownFormat_IsInvalid(t *testing.T) {
	if _, err := Format("xlsx").New(&bytes.Buffer{}, ""); sandbox.CodeOf(err) != sandbox.CodeInvalid {
		t.Error(err)
	}
}

func TestExport_AnHTTP2Head_IsReadByItsPseudoHeaderFields(t *testing.T) {
	x, b := sample()
	b.RequestHead = []byte(":method: POST\r\n:path: /pay?a=1\r\n:scheme: https\r\n:authority: h2:1\r\nauthorization: Bearer sk-secret\r\n\r\n")
	b.ResponseHead = []byte(":status: 200\r\ncontent-type: text/plain\r\n\r\n")
	x.Scheme = "https"
	entry := harEntryOf(x, b)
	if entry.Request.URL != "https://h2:1"+x.Target || entry.Request.HTTPVersion != "HTTP/2" || entry.Response.HTTPVersion != "HTTP/2" || entry.Response.Content.MimeType != "text/plain" {
		t.Errorf("got %+v", entry)
	}
	if text := readHead(b.RequestHead).text(); !strings.HasPrefix(text, ":method: POST\r\n:path: /pay?a=1") || strings.Contains(text, "sk-secret") {
		t.Error(text)
	}
	if command := Curl(x, b, ""); !strings.Contains(command, "'authorization: Bearer sk-secret'") || strings.Contains(command, ":method") {
		t.Error(command)
	}
}
