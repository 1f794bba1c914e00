package services

import (
	"context"

	"antomdesk/backend/sandbox"
)

// Logs reads the request log and the notification log.
type Logs struct{ h *handle }

// The two logs, and both in one.
const (
	LogRequests      = "requests"
	LogNotifications = "notifications"
	LogAll           = "all"
)

// kindsOfLog are the kinds of exchange a log holds.
func kindsOfLog(log string) ([]sandbox.ExchangeKind, error) {
	switch log {
	case LogRequests:
		return []sandbox.ExchangeKind{sandbox.KindGateway}, nil
	case LogNotifications:
		return []sandbox.ExchangeKind{sandbox.KindDelivery, sandbox.KindCapture, sandbox.KindForward}, nil
	case LogAll:
		return nil, nil
	}
	return nil, sandbox.Invalid("log", "%q is not a log; use %s, %s or %s", log, LogRequests, LogNotifications, LogAll)
}

// ListLogsInput selects a page of one log: rows older than BeforeSeq, newest first, or rows newer
// than AfterSeq, oldest first. Limit is 1 to 500; 0 means 50.
type ListLogsInput struct {
	Environment string `json:"environment"`
	Log         string `json:"log"` // requests, notifications or all
	Query       string `json:"query"`
	BeforeSeq   string `json:"beforeSeq"`
	AfterSeq    string `json:"afterSeq"`
	Limit       int    `json:"limit"`
}

// LogPage is one page of a log.
type LogPage struct {
	Items []LogRow `json:"items"`
	More  bool     `json:"more"`
}

// LogRow is one exchange as a list shows it.
type LogRow struct {
	Seq            string `json:"seq"`
	ID             string `json:"id"`
	EnvironmentID  string `json:"environmentId"` // "" when none was recognised
	Kind           string `json:"kind"`          // gateway, delivery, capture or forward
	StartedAt      string `json:"startedAt"`
	DurationMicros int    `json:"durationMicros"`
	Scheme         string `json:"scheme"`
	Method         string `json:"method"`
	Target         string `json:"target"`
	API            string `json:"api"`
	ClientID       string `json:"clientId"`
	HTTPStatus     int    `json:"httpStatus"` // 0 when there was no answer
	ResultStatus   string `json:"resultStatus"`
	ResultCode     string `json:"resultCode"`
	RequestID      string `json:"requestId"`
	PaymentID      string `json:"paymentId"`
	RefundID       string `json:"refundId"`
	NotificationID string `json:"notificationId"`
	AmountMinor    string `json:"amountMinor"` // digits; "" without an amount
	Currency       string `json:"currency"`
	AmountText     string `json:"amountText"`
	Verdict        string `json:"verdict"` // verified, failed, missing or ""
	Reason         string `json:"reason"`
	RequestBytes   int    `json:"requestBytes"`
	ResponseBytes  int    `json:"responseBytes"`
}

// List returns a page of one log, including the exchanges no environment was recognised for.
func (s *Logs) List(in ListLogsInput) (LogPage, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (LogPage, error) {
		filter, err := d.logFilter(ctx, in)
		if err != nil {
			return LogPage{}, err
		}
		page, err := d.Exchanges.ListExchanges(ctx, filter)
		out := LogPage{Items: make([]LogRow, 0, len(page.Items)), More: page.More}
		for _, x := range page.Items {
			out.Items = append(out.Items, logRow(x))
		}
		return out, err
	})
}

func (d *Deps) logFilter(ctx context.Context, in ListLogsInput) (sandbox.ExchangeFilter, error) {
	f := sandbox.ExchangeFilter{Query: in.Query, Page: sandbox.PageRequest{Limit: in.Limit}}
	var err error
	if f.Kinds, err = kindsOfLog(in.Log); err != nil {
		return f, err
	}
	if f.Page.BeforeSeq, err = parseSeq("beforeSeq", in.BeforeSeq); err != nil {
		return f, err
	}
	if f.Page.AfterSeq, err = parseSeq("afterSeq", in.AfterSeq); err != nil {
		return f, err
	}
	env, err := d.environment(ctx, in.Environment)
	f.EnvironmentID = env.ID
	return f, err
}

func logRow(x sandbox.Exchange) LogRow {
	minor, text := amountTexts(x.AmountMinor, x.Currency)
	return LogRow{
		Seq: seqText(x.Seq), ID: x.ID, EnvironmentID: x.EnvironmentID, Kind: string(x.Kind),
		StartedAt: timeText(x.StartedAt), DurationMicros: int(x.DurationMicros),
		Scheme: x.Scheme, Method: x.Method, Target: x.Target, API: x.API, ClientID: x.ClientID,
		HTTPStatus: x.HTTPStatus, ResultStatus: string(x.ResultStatus), ResultCode: x.ResultCode,
		RequestID: x.RequestID, PaymentID: x.PaymentID, RefundID: x.RefundID, NotificationID: x.NotificationID,
		AmountMinor: minor, Currency: x.Currency, AmountText: text,
		Verdict: string(x.Verdict), Reason: x.Reason,
		RequestBytes: int(x.RequestBytes), ResponseBytes: int(x.ResponseBytes),
	}
}
