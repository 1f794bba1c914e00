package services_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

func TestStatus_AfterAFailure_TellsProblemAndRemedyApart(t *testing.T) {
	for message, want := range map[string][2]string{
		"the folder is in use by antomctl (pid 7); close it there": {"the folder is in use by antomctl (pid 7)", "Close it there"},
		"It is read-only. Make it writable.":                       {"It is read-only", "Make it writable"},
		"Gone. Restore a backup; or start anew.":                   {"Gone", "Restore a backup; or start anew"},
		"odd":                                                      {"odd", "Restart Antom Desk; if it happens again, report it with the program's log"},
		"ends badly; ":                                             {"ends badly; ", "Restart Antom Desk; if it happens again, report it with the program's log"},
	} {
		set := services.New(services.Identity{})
		set.Failed(sandbox.Unavailable(nil, "%s", message))
		st, err := set.System.Status(services.StatusInput{})
		if err != nil || st.State != "failed" || st.ProblemCode != "unavailable" || st.Problem != want[0] || st.Remedy != want[1] {
			t.Errorf("%q gave %+v, %v", message, st, err)
		}
	}
}

func TestServices_AfterAFailure_AnswerWithIt(t *testing.T) {
	set := services.New(services.Identity{})
	set.Failed(sandbox.Conflict("somebody has the folder"))
	_, err := set.Keys.Show(services.EnvironmentInput{})
	if p := services.Describe(err); p.Code != "conflict" || p.Message != "somebody has the folder" {
		t.Errorf("got %+v", p)
	}
}

func TestErrorFormatter_AnyError_IsJSONText(t *testing.T) {
	for err, want := range map[error]services.Problem{
		sandbox.Invalid("clientId", "no “quotes”"): {Code: "invalid_argument", Message: "no “quotes”", Field: "clientId"},
		errors.New("disk on fire"):                 {Code: "internal", Message: "Antom Desk could not do this: disk on fire"},
		&sandbox.Error{Code: "conflict", Message: "m", ExchangeID: "x", Err: errors.New("never shown")}: {Code: "conflict", Message: "m", ExchangeID: "x"},
	} {
		var got services.Problem
		if json.Unmarshal([]byte(services.ErrorFormatter(err)), &got) != nil || got != want {
			t.Errorf("got %s, want %+v", services.ErrorFormatter(err), want)
		}
	}
}

// panicking is a program whose parts all panic.
type panicking struct{ with any }

func (p panicking) States() []sandbox.ServerState { panic(p.with) }

func (p panicking) Restart(context.Context, sandbox.ServerName, string) error { panic(p.with) }

func TestServices_APanic_BecomesAnErrorAndLeaksNothing(t *testing.T) {
	var log strings.Builder
	set := services.New(services.Identity{Log: slog.New(slog.NewTextHandler(&log, nil))})
	for _, with := range []any{"s3cret key", errors.New("s3cret key")} {
		set.Ready(context.Background(), services.Deps{Servers: panicking{with}, Warnings: func() []string { return nil }})
		for name, err := range map[string]error{
			"status":  second(set.System.Status(services.StatusInput{})),
			"restart": second(set.System.RestartServer(services.RestartServerInput{Name: "ui"})),
			"nil":     second(set.Keys.Show(services.EnvironmentInput{})), // no Registrar: a nil pointer
		} {
			if p := services.Describe(err); p.Code != "internal" || strings.Contains(p.Message, "s3cret") {
				t.Errorf("%s answered %+v", name, p)
			}
		}
	}
	if strings.Contains(log.String(), "s3cret") || !strings.Contains(log.String(), "stack=") {
		t.Errorf("the log is %s", log.String())
	}
}

func second[T any](_ T, err error) error { return err }
