package services

import (
	"context"
	"sync"
	"time"

	"antomdesk/backend/sandbox"
)

// Clock moves an environment's virtual time. Going forward does, in order, everything that falls due on
// the way.
type Clock struct {
	h *handle

	moving sync.Mutex // one move at a time
}

// mostMillis is a hundred years of 365 days.
const mostMillis = 100 * 365 * 24 * 60 * 60 * 1000

// EnvironmentTime is what an environment's clock shows.
type EnvironmentTime struct {
	Now          string `json:"now"`          // what the environment's clock shows
	RealNow      string `json:"realNow"`      // real time
	Frozen       bool   `json:"frozen"`       // it stands still
	Virtual      bool   `json:"virtual"`      // it differs from real time
	OffsetMillis int    `json:"offsetMillis"` // how far it is ahead of real time; negative behind
	NextDue      string `json:"nextDue"`      // when something falls due next; "" when nothing will
}

// SetClockInput is the instant the environment's clock is to show.
type SetClockInput struct {
	Environment string `json:"environment"`
	Time        string `json:"time"` // RFC 3339
}

// AdvanceInput moves the environment's clock forward.
type AdvanceInput struct {
	Environment string `json:"environment"`
	Millis      int    `json:"millis"`
}

// Get returns the environment's time.
func (s *Clock) Get(in EnvironmentInput) (EnvironmentTime, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (EnvironmentTime, error) {
		env, err := d.environment(ctx, in.Environment)
		if err != nil {
			return EnvironmentTime{}, err
		}
		return d.timeView(ctx, env)
	})
}

// Freeze stops the environment's clock at the time it shows.
func (s *Clock) Freeze(in EnvironmentInput) (EnvironmentTime, error) {
	return s.change(in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) error {
		return d.Registrar.SaveClock(ctx, env.ID, env.Clock.FrozenTo(d.now(env)))
	})
}

// Resume makes a frozen clock run on from the time it shows.
func (s *Clock) Resume(in EnvironmentInput) (EnvironmentTime, error) {
	return s.change(in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) error {
		if !env.Clock.Frozen {
			return nil
		}
		return d.Registrar.SaveClock(ctx, env.ID, sandbox.RunningFrom(env.Clock.FrozenAt, d.Clock.Now()))
	})
}

// Reset returns the environment to real time. What happened in virtual time stays.
func (s *Clock) Reset(in EnvironmentInput) (EnvironmentTime, error) {
	return s.change(in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) error {
		return d.Registrar.SaveClock(ctx, env.ID, sandbox.EnvironmentClock{})
	})
}

// Set makes the environment's clock show the given instant and, unless it is frozen, run on from there.
// On the way forward everything that falls due is done in order; going back undoes nothing.
func (s *Clock) Set(in SetClockInput) (EnvironmentTime, error) {
	return s.change(in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) error {
		at, err := time.Parse(time.RFC3339, in.Time)
		if err != nil {
			return sandbox.Invalid("time", "%q is not a time; write it as 2026-01-02T15:04:05Z", in.Time)
		}
		return d.moveClock(ctx, env, at.Truncate(time.Millisecond))
	})
}

// Advance moves the environment's clock forward and does in order everything that falls due on the way.
func (s *Clock) Advance(in AdvanceInput) (EnvironmentTime, error) {
	return s.change(in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) error {
		if in.Millis <= 0 || in.Millis > mostMillis {
			return sandbox.Invalid("millis", "use 1 to %d milliseconds, which is a hundred years", mostMillis)
		}
		return d.moveClock(ctx, env, d.now(env).Add(time.Duration(in.Millis)*time.Millisecond))
	})
}

// RunToNext moves the environment's clock to the next instant at which something falls due, and does it.
func (s *Clock) RunToNext(in EnvironmentInput) (EnvironmentTime, error) {
	return s.change(in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) error {
		next, err := d.nextDue(ctx, env)
		if err != nil {
			return err
		}
		if next.IsZero() {
			return sandbox.Conflict("nothing is due, so there is no next event to run to; make a payment first, or advance the clock by hand")
		}
		return d.moveClock(ctx, env, later(next, d.now(env)))
	})
}

// change runs one move of the environment's clock, alone, and answers with the time after it.
func (s *Clock) change(environment string, move func(context.Context, *Deps, sandbox.Environment) error) (EnvironmentTime, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (EnvironmentTime, error) {
		s.moving.Lock()
		defer s.moving.Unlock()
		env, err := d.environment(ctx, environment)
		if err != nil {
			return EnvironmentTime{}, err
		}
		if err := move(ctx, d, env); err != nil {
			return EnvironmentTime{}, err
		}
		if env, err = d.Registrar.EnvironmentByID(ctx, env.ID); err != nil {
			return EnvironmentTime{}, err
		}
		return d.timeView(ctx, env)
	})
}

// now is the environment's time in the resolution the store keeps.
func (d *Deps) now(env sandbox.Environment) time.Time {
	return env.Clock.At(d.Clock.Now()).UTC().Truncate(time.Millisecond)
}

func (d *Deps) timeView(ctx context.Context, env sandbox.Environment) (EnvironmentTime, error) {
	next, err := d.nextDue(ctx, env)
	now, wall := d.now(env), d.Clock.Now()
	return EnvironmentTime{
		Now: timeText(now), RealNow: timeText(wall), Frozen: env.Clock.Frozen, Virtual: env.Clock.Virtual(),
		OffsetMillis: int(now.UnixMilli() - wall.UnixMilli()), NextDue: timeText(next),
	}, err
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
