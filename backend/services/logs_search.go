package services

import (
	"context"
	"slices"
	"strings"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/logquery"
	"antomdesk/backend/sandbox"
)

// LogGrammarInput names a log, whose values are offered.
type LogGrammarInput struct {
	Log string `json:"log"`
}

// LogGrammar is what a search of the logs can ask for, to complete what is typed.
type LogGrammar struct {
	Fields []LogField `json:"fields"`
}

// LogField is one field of the search grammar.
type LogField struct {
	Name   string   `json:"name"`
	Alias  string   `json:"alias"`  // another name, or ""
	Form   string   `json:"form"`   // what values it takes: choice, text, path, http, digits, currency, time, duration or size
	Values []string `json:"values"` // to offer; all there are for a choice, examples for the rest
}

// Grammar lists the fields a search can name and values to offer for each.
func (s *Logs) Grammar(in LogGrammarInput) (LogGrammar, error) {
	return call(s.h, func(context.Context, *Deps) (LogGrammar, error) {
		if _, err := kindsOfLog(in.Log); err != nil {
			return LogGrammar{}, err
		}
		out := LogGrammar{Fields: []LogField{}}
		for _, f := range logquery.Fields() {
			out.Fields = append(out.Fields, LogField{Name: f.Name, Alias: f.Alias, Form: string(f.Form), Values: valuesToOffer(f, in.Log)})
		}
		return out, nil
	})
}

// offered are values of fields that take more than these.
var offered = map[string][]string{
	"http":   {"2xx", "4xx", "5xx", "200", logquery.None},
	"method": {"POST", "GET", "PUT", "DELETE"},
	"after":  {"15m", "1h", "24h", "7d"}, "before": {"15m", "1h", "24h", "7d"},
	"slower": {"100", "500", "2s"}, "faster": {"100", "500", "2s"},
	"larger": {"1k", "10k", "100k"}, "smaller": {"1k", "10k", "100k"},
}

func valuesToOffer(f logquery.Field, log string) []string {
	switch f.Name {
	case "api":
		return apisOfLog(log)
	case "code":
		return documentedCodes()
	}
	return texts(append(slices.Clone(f.Choices), offered[f.Name]...))
}

// apisOfLog are the APIs, the notification types, or both.
func apisOfLog(log string) []string {
	names := []string{}
	if log != LogNotifications {
		for _, api := range contract.APIs() {
			names = append(names, api.Name)
		}
	}
	if log != LogRequests {
		for _, t := range sandbox.NotificationTypes() {
			names = append(names, string(t))
		}
	}
	return names
}

// documentedCodes are the result codes of every API, each once.
func documentedCodes() []string {
	codes := []string{}
	for _, api := range contract.APIs() {
		for _, r := range engine.ResultCodes(api.Name) {
			codes = append(codes, r.Code)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// SearchBodiesInput looks for a text in bodies, in what a log's query selects; BeforeSeq continues where
// the last answer stopped.
type SearchBodiesInput struct {
	Environment string `json:"environment"`
	Log         string `json:"log"`
	Query       string `json:"query"`
	Text        string `json:"text"`
	BeforeSeq   string `json:"beforeSeq"`
}

// BodyMatches are the rows of a bounded part of the log that hold the text.
type BodyMatches struct {
	Items   []LogRow `json:"items"`
	Scanned int      `json:"scanned"` // rows looked at
	Reached string   `json:"reached"` // seq to continue before
	More    bool     `json:"more"`    // older rows are left
}

// maxBodyText bounds what can be looked for.
const maxBodyText = 200

// SearchBodies reads a bounded part of the log, newest first, so that whoever asks can show how far it is
// and stop.
func (s *Logs) SearchBodies(in SearchBodiesInput) (BodyMatches, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (BodyMatches, error) {
		if text := strings.TrimSpace(in.Text); text == "" || len(text) > maxBodyText {
			return BodyMatches{}, sandbox.Invalid("text", "give 1 to %d characters to look for in bodies", maxBodyText)
		}
		filter, err := d.logFilter(ctx, ListLogsInput{Environment: in.Environment, Log: in.Log, Query: in.Query, BeforeSeq: in.BeforeSeq})
		if err != nil {
			return BodyMatches{}, err
		}
		scan, err := d.Exchanges.SearchBodies(ctx, filter, strings.TrimSpace(in.Text))
		out := BodyMatches{Items: make([]LogRow, 0, len(scan.Items)), Scanned: scan.Scanned, Reached: seqText(scan.Reached), More: scan.More}
		for _, x := range scan.Items {
			out.Items = append(out.Items, logRow(x))
		}
		return out, err
	})
}
