package services

import (
	"context"
	"encoding/json"

	"antomdesk/backend/sandbox"
)

// mostLogged is how many notifications one delivery log tells of.
const mostLogged = 500

// LabLogInput names a fault of an environment; empty means the one armed last.
type LabLogInput struct {
	Environment string `json:"environment"`
	ID          string `json:"id"`
}

// LabLog is what became of every notification the fault could concern, in order: one JSON object a line for
// each attempt. It holds only what the seed, the calls and the environment's time decide, so that two runs can
// be compared byte for byte: no ids of ours, no measured times.
type LabLog struct {
	Seed  int      `json:"seed"`
	Lines []string `json:"lines"`
	More  bool     `json:"more"` // the log is longer
}

// labLine is one attempt.
type labLine struct {
	N            int      `json:"n"` // which notification, from 1
	Type         string   `json:"type"`
	Attempt      int      `json:"attempt"`
	At           string   `json:"at"`
	Target       string   `json:"target"`
	Marks        []string `json:"marks"`
	Acknowledged bool     `json:"acknowledged"`
	Reason       string   `json:"reason,omitempty"`
	NextAt       string   `json:"nextAt,omitempty"`
	RequestHead  string   `json:"requestHead,omitempty"`
	RequestBody  string   `json:"requestBody,omitempty"`
	HTTPStatus   int      `json:"httpStatus,omitempty"`
	AnswerBody   string   `json:"answerBody,omitempty"`
}

// Log returns the delivery log since a fault was armed.
func (s *Lab) Log(in LabLogInput) (LabLog, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (LabLog, error) {
		all, err := d.Lab.LabFaults(ctx, env.ID, 1)
		if err != nil {
			return LabLog{}, err
		}
		if in.ID == "" && len(all) == 0 {
			return LabLog{}, sandbox.NotFound("no fault has been armed in this environment, so there is nothing to log")
		}
		if in.ID == "" {
			in.ID = all[0].ID
		}
		f, err := d.labFault(ctx, env, in.ID)
		if err != nil {
			return LabLog{}, err
		}
		return d.labLog(ctx, env, f)
	})
}

func (d *Deps) labLog(ctx context.Context, env sandbox.Environment, f sandbox.LabFault) (LabLog, error) {
	out := LabLog{Seed: int(f.Seed), Lines: []string{}}
	queued, err := d.queuedSince(ctx, env, f)
	if err != nil {
		return out, err
	}
	out.More = len(queued) > mostLogged
	for i, q := range queued[:min(len(queued), mostLogged)] {
		attempts, err := d.Notifications.AttemptsOf(ctx, q.ID)
		if err != nil {
			return out, err
		}
		for _, a := range attempts {
			line, err := d.labLine(ctx, q, a)
			if err != nil {
				return out, err
			}
			line.N = i + 1
			text, err := json.Marshal(line)
			if err != nil {
				return out, err
			}
			out.Lines = append(out.Lines, string(text))
		}
	}
	return out, nil
}

func (d *Deps) labLine(ctx context.Context, q sandbox.QueuedNotification, a sandbox.DeliveryAttempt) (labLine, error) {
	row := attemptRow(a)
	line := labLine{Type: string(q.Type), Attempt: a.Number, At: row.At, Marks: row.Marks, Acknowledged: a.Acknowledged, Reason: a.Reason, NextAt: row.NextAt}
	x, err := d.Exchanges.ExchangeByID(ctx, a.ExchangeID)
	if sandbox.IsNotFound(err) {
		return line, nil // it is under way
	}
	if err != nil {
		return line, err
	}
	b, err := d.Exchanges.ExchangeBytesByID(ctx, a.ExchangeID)
	line.Target, line.HTTPStatus = x.Target, x.HTTPStatus
	line.RequestHead, line.RequestBody = headText(b.RequestHead), headText(b.RequestBody)
	line.AnswerBody = headText(b.ResponseBody)
	return line, err
}
