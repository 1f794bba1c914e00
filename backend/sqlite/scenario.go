package sqlite

import (
	"context"
	"slices"
	"time"

	"antomdesk/backend/sandbox"
)

const scenarioColumns = `id, environment_id, api, product_code, payment_method_type, match_field, match_value, result_code,
	latency_ms, fault, fault_status, calls_left, ends_at_ms, created_at_ms, ended_at_ms`

const selectScenario = "SELECT seq, " + scenarioColumns + " FROM scenario "

const (
	allArmed        = selectScenario + "WHERE ended_at_ms IS NULL ORDER BY environment_id DESC, seq DESC"
	scenariosOf     = selectScenario + "WHERE environment_id = ? ORDER BY seq DESC LIMIT ?"
	scenarioState   = "SELECT environment_id, calls_left, ended_at_ms FROM scenario WHERE id = ?"
	countCall       = "UPDATE scenario SET calls_left = calls_left - 1, ended_at_ms = iif(calls_left <= 1, ?, NULL) WHERE id = ?"
	finishScenario  = "UPDATE scenario SET ended_at_ms = coalesce(ended_at_ms, ?) WHERE id = ?"
	unknownScenario = "There is no scenario %s."
)

// armedScenarios are the armed ones of each environment, newest first.
type armedScenarios map[string][]sandbox.Scenario

func scanScenario(row scanner) (sandbox.Scenario, error) {
	var c sandbox.Scenario
	err := row.Scan(&c.Seq, &c.ID, &c.EnvironmentID, &c.API, textInto(&c.ProductCode), textInto(&c.PaymentMethodType),
		textInto(&c.MatchField), textInto(&c.MatchValue), textInto(&c.ResultCode), &c.LatencyMillis, textInto(&c.Fault),
		wholeInto(&c.FaultStatus), &c.CallsLeft, instant{&c.EndsAt}, instant{&c.CreatedAt}, instant{&c.EndedAt})
	return c, err
}

// Armed lists an environment's scenarios that have not ended, newest first. The slice is shared and
// must not be changed.
func (s *Store) Armed(ctx context.Context, environmentID string) ([]sandbox.Scenario, error) {
	all, err := s.armed.get(ctx, s.readArmed)
	if err != nil {
		return nil, err
	}
	return (*all)[environmentID], nil
}

func (s *Store) readArmed(ctx context.Context) (*armedScenarios, error) {
	list, err := collect(ctx, s.read, scanScenario, allArmed)
	all := armedScenarios{}
	for _, c := range list {
		all[c.EnvironmentID] = append(all[c.EnvironmentID], c)
	}
	return &all, err
}

// Scenarios lists an environment's scenarios, newest first, ended ones included.
func (s *Store) Scenarios(ctx context.Context, environmentID string, limit int) ([]sandbox.Scenario, error) {
	return collect(ctx, s.read, scanScenario, scenariosOf, environmentID, sandbox.PageRequest{Limit: limit}.Rows())
}

// Arm adds the scenario; conflict when its id exists already.
func (s *Store) Arm(ctx context.Context, c sandbox.Scenario) error {
	if c.CallsLeft == 0 {
		return sandbox.Invalid("callsLeft", "a scenario for no call at all would never answer; use a positive number, or a negative one for any number")
	}
	return s.changeScenario(ctx, func(ctx context.Context, tx *writeTx) error {
		if err := tx.needEnvironment(ctx, c.EnvironmentID); err != nil {
			return err
		}
		tx.tellEnvironment(c.EnvironmentID)
		return tx.insertScenario(ctx, c)
	})
}

func (tx *writeTx) insertScenario(ctx context.Context, c sandbox.Scenario) error {
	var status any
	if c.FaultStatus != 0 {
		status = c.FaultStatus
	}
	_, err := tx.exec(ctx, "INSERT INTO scenario ("+scenarioColumns+") VALUES ("+slots(columns(scenarioColumns))+")",
		c.ID, c.EnvironmentID, c.API, orNull(c.ProductCode), orNull(c.PaymentMethodType), orNull(c.MatchField),
		orNull(c.MatchValue), orNull(c.ResultCode), c.LatencyMillis, orNull(c.Fault), status, c.CallsLeft,
		millis(c.EndsAt), c.CreatedAt.UnixMilli(), millis(c.EndedAt))
	if isUnique(err) {
		return sandbox.Conflict("A scenario with id %s exists already.", c.ID)
	}
	return explain(err)
}

// UseScenario takes one call off CallsLeft, ending the scenario at 0; conflict when it has ended. A
// scenario for any number of calls costs no write.
func (s *Store) UseScenario(ctx context.Context, id string, at time.Time) error {
	if all := s.armed.known.Load(); all != nil && all.unbounded(id) {
		return nil
	}
	return s.changeScenario(ctx, func(ctx context.Context, tx *writeTx) error {
		environmentID, callsLeft, ended, err := tx.scenarioState(ctx, id)
		switch {
		case err != nil:
			return err
		case ended:
			return sandbox.Conflict("The scenario %s has ended.", id)
		case callsLeft < 0:
			return nil
		}
		tx.tellEnvironment(environmentID)
		_, err = tx.exec(ctx, countCall, at.UnixMilli(), id)
		return explain(err)
	})
}

func (all armedScenarios) unbounded(id string) bool {
	for _, list := range all {
		if slices.ContainsFunc(list, func(c sandbox.Scenario) bool { return c.ID == id && c.CallsLeft < 0 }) {
			return true
		}
	}
	return false
}

// EndScenario ends it; ending an ended one changes nothing.
func (s *Store) EndScenario(ctx context.Context, id string, at time.Time) error {
	return s.changeScenario(ctx, func(ctx context.Context, tx *writeTx) error {
		environmentID, _, _, err := tx.scenarioState(ctx, id)
		if err != nil {
			return err
		}
		tx.tellEnvironment(environmentID)
		_, err = tx.exec(ctx, finishScenario, at.UnixMilli(), id)
		return explain(err)
	})
}

func (tx *writeTx) scenarioState(ctx context.Context, id string) (environmentID string, callsLeft int, ended bool, err error) {
	var endedAt time.Time
	err = tx.QueryRowContext(ctx, scenarioState, id).Scan(&environmentID, &callsLeft, instant{&endedAt})
	return environmentID, callsLeft, !endedAt.IsZero(), found(err, unknownScenario, id)
}

// changeScenario runs fn as one decision, and forgets which were armed before anyone is answered.
func (s *Store) changeScenario(ctx context.Context, fn func(ctx context.Context, tx *writeTx) error) error {
	return s.writer.do(ctx, fn, s.armed.forget)
}
