package engine

import (
	"context"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// parseMoment reads a time, or a day of Antom's zone from its start.
func parseMoment(text string) (time.Time, bool) {
	if at, ok := parseISO(text); ok {
		return at, true
	}
	at, err := time.ParseInLocation(time.DateOnly, text, sandbox.AntomZone)
	return at, err == nil
}

// parseEnd reads a time that ends something; a day counts to its end.
func parseEnd(text string) (time.Time, bool) {
	at, ok := parseMoment(text)
	if ok && len(text) == len(time.DateOnly) {
		at = at.AddDate(0, 0, 1).Add(-time.Nanosecond)
	}
	return at, ok
}

// checkDates refuses fields that are there and hold neither a time nor a day (api.md §3.0).
func checkDates(f contract.Fields, names ...string) *refusal {
	for _, name := range names {
		text := textIn(f, name)
		if _, ok := parseMoment(text); text != "" && !ok {
			return illegal("%s must be ISO 8601 with an offset, such as 2026-01-01T12:00:00+08:00, or a day; %s was sent.", name, quoted(text))
		}
	}
	return nil
}

// checkBounds refuses bounds of a list or export that are no times; dropped, they would let every row pass.
func (w *work) checkBounds() *refusal {
	for name := range w.sent {
		if sinceFields[name] || untilFields[name] {
			if no := checkDates(w.sent, name); no != nil {
				return no
			}
		}
	}
	return nil
}

// expiring tells that what is ACTIVE has expired once the environment's time passes a field's.
func expiring(ctx context.Context, e *Engine, o sandbox.Object, f contract.Fields, field string) error {
	end, ok := parseEnd(textIn(f, field))
	if !ok || o.Status != statusActive {
		return nil
	}
	env, err := e.environment(ctx, o.EnvironmentID)
	if err == nil && !end.After(e.now(env)) {
		put(f, "status", statusExpired)
	}
	return err
}
