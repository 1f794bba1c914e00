package logexport

import (
	"encoding/json"
	"io"
	"strconv"

	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/sheet"
)

// facts are the searchable row: what NDJSON and the archive's own member hold.
type facts struct {
	ID             string   `json:"id"`
	Kind           string   `json:"kind"`
	API            string   `json:"api"`
	ClientID       string   `json:"clientId"`
	RequestTime    string   `json:"requestTime"`
	ResultStatus   string   `json:"resultStatus"`
	ResultCode     string   `json:"resultCode"`
	RequestID      string   `json:"requestId"`
	PaymentID      string   `json:"paymentId"`
	RefundID       string   `json:"refundId"`
	NotificationID string   `json:"notificationId"`
	AmountMinor    string   `json:"amountMinor"` // digits; "" without an amount
	Currency       string   `json:"currency"`
	Verdict        string   `json:"verdict"`
	KeyVersion     string   `json:"keyVersion"`
	Reason         string   `json:"reason"`
	Warnings       []string `json:"warnings"`
}

func factsOf(x sandbox.Exchange) facts {
	return facts{
		ID: x.ID, Kind: string(x.Kind), API: x.API, ClientID: x.ClientID, RequestTime: x.RequestTime,
		ResultStatus: string(x.ResultStatus), ResultCode: x.ResultCode, RequestID: x.RequestID, PaymentID: x.PaymentID,
		RefundID: x.RefundID, NotificationID: x.NotificationID, AmountMinor: minorText(x), Currency: x.Currency,
		Verdict: string(x.Verdict), KeyVersion: x.KeyVersion, Reason: x.Reason, Warnings: append([]string{}, x.Warnings...),
	}
}

func minorText(x sandbox.Exchange) string {
	if x.Currency == "" {
		return ""
	}
	return strconv.FormatInt(x.AmountMinor, 10)
}

func amountText(x sandbox.Exchange) string {
	if x.Currency == "" {
		return ""
	}
	return money.Amount{Minor: x.AmountMinor, Currency: x.Currency}.String()
}

func instantText(x sandbox.Exchange) string {
	return x.StartedAt.UTC().Format("2006-01-02T15:04:05.000Z07:00")
}

// line is one exchange of an NDJSON file.
type line struct {
	StartedAt      string `json:"startedAt"`
	DurationMicros int64  `json:"durationMicros"`
	Scheme         string `json:"scheme"`
	RemoteAddr     string `json:"remoteAddr"`
	Method         string `json:"method"`
	Target         string `json:"target"`
	HTTPStatus     int    `json:"httpStatus"` // 0 when there was no answer
	facts
	RequestHead   string `json:"requestHead"`
	RequestBody   string `json:"requestBody"`
	ResponseHead  string `json:"responseHead"`
	ResponseBody  string `json:"responseBody"`
	RequestBytes  int64  `json:"requestBytes"` // as they were, unmasked
	ResponseBytes int64  `json:"responseBytes"`
}

// ndjson writes one JSON object a line.
type ndjson struct{ to *json.Encoder }

func newNDJSON(to io.Writer) ndjson {
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	return ndjson{encoder}
}

// Write adds a line.
func (n ndjson) Write(x sandbox.Exchange, b sandbox.ExchangeBytes) error {
	return n.to.Encode(line{
		StartedAt: instantText(x), DurationMicros: x.DurationMicros, Scheme: x.Scheme, RemoteAddr: x.RemoteAddr,
		Method: x.Method, Target: x.Target, HTTPStatus: x.HTTPStatus, facts: factsOf(x),
		RequestHead: readHead(b.RequestHead).text(), RequestBody: maskBody(b.RequestBody),
		ResponseHead: readHead(b.ResponseHead).text(), ResponseBody: maskBody(b.ResponseBody),
		RequestBytes: x.RequestBytes, ResponseBytes: x.ResponseBytes,
	})
}

// Close has nothing to add: every line stands alone.
func (ndjson) Close(bool) error { return nil }

var csvHeader = []string{
	"startedAt", "kind", "method", "target", "api", "httpStatus", "resultStatus", "resultCode", "amountMinor", "currency", "amount",
	"verdict", "reason", "requestId", "paymentId", "refundId", "notificationId", "clientId", "durationMicros", "requestBytes", "responseBytes", "id",
}

// table writes CSV for spreadsheets.
type table struct{ to sheet.Writer }

func newCSV(to io.Writer) (table, error) {
	w, err := sheet.New(to, csvHeader)
	return table{w}, err
}

// Write adds a row.
func (t table) Write(x sandbox.Exchange, _ sandbox.ExchangeBytes) error {
	status := ""
	if x.HTTPStatus != 0 {
		status = strconv.Itoa(x.HTTPStatus)
	}
	return t.to.Write([]string{
		instantText(x), string(x.Kind), x.Method, x.Target, x.API, status, string(x.ResultStatus), x.ResultCode,
		minorText(x), x.Currency, amountText(x), string(x.Verdict), x.Reason, x.RequestID, x.PaymentID, x.RefundID, x.NotificationID,
		x.ClientID, strconv.FormatInt(x.DurationMicros, 10), strconv.FormatInt(x.RequestBytes, 10), strconv.FormatInt(x.ResponseBytes, 10), x.ID,
	})
}

// Close writes what is left in the buffer.
func (t table) Close(bool) error { return t.to.Close() }
