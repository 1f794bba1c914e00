package services

import (
	"context"
	"time"

	"antomdesk/backend/sandbox"
)

// lastInstant is the latest a clock may show: Antom's times have four digits for the year.
var lastInstant = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// moveClock makes env's clock show target. Forward, it stops at every instant at which something falls
// due, lets that be settled and delivered, and only then goes on; a clock that ran runs again at the end.
// After an error the clock stays where it had come to.
func (d *Deps) moveClock(ctx context.Context, env sandbox.Environment, target time.Time) error {
	if target.Year() < 2000 || target.After(lastInstant) {
		return sandbox.Invalid("time", "use a time from the year 2000 to 9998")
	}
	wall := d.Clock.Now()
	resting := restingAt(env.Clock, target, wall)
	if target.Before(d.now(env)) {
		return d.Registrar.SaveClock(ctx, env.ID, resting)
	}
	reached, err := d.walk(ctx, env, target)
	if err != nil {
		resting = restingAt(env.Clock, reached, d.Clock.Now())
	}
	// The clock must not be left frozen between two events, even by a caller who gives up.
	if saveErr := d.Registrar.SaveClock(context.WithoutCancel(ctx), env.ID, resting); err == nil {
		err = saveErr
	}
	return err
}

// restingAt is what the clock becomes at t: frozen there if it was frozen, else running from there.
func restingAt(was sandbox.EnvironmentClock, t, wall time.Time) sandbox.EnvironmentClock {
	if was.Frozen {
		return was.FrozenTo(t)
	}
	return sandbox.RunningFrom(t, wall)
}

// walk goes from one due instant to the next up to target and returns how far it came. At each the clock
// stands still, so that what happens there carries exactly that time.
func (d *Deps) walk(ctx context.Context, env sandbox.Environment, target time.Time) (time.Time, error) {
	at := d.now(env)
	was := env.Clock
	for {
		next, err := d.nextDue(ctx, env)
		if err != nil {
			return at, err
		}
		if next.IsZero() || next.After(target) {
			next = target
		}
		at = later(next, at)
		env.Clock = was.FrozenTo(at)
		if err := d.Registrar.SaveClock(ctx, env.ID, env.Clock); err != nil {
			return at, err
		}
		if err := d.happen(ctx, env); err != nil || !at.Before(target) {
			return at, err
		}
	}
}

// maxRounds bounds how often one instant is settled: what is done there may make more due at once, but
// something that stays due for ever must not hang the caller.
const maxRounds = 100

// happen does everything that is due in env at the time its clock stands at, and what that makes due.
func (d *Deps) happen(ctx context.Context, env sandbox.Environment) error {
	for range maxRounds {
		if err := d.happenOnce(ctx, env); err != nil {
			return err
		}
		next, err := d.nextDue(ctx, env)
		if err != nil || next.IsZero() || next.After(env.Clock.FrozenAt) {
			return err
		}
	}
	return sandbox.Conflict("something that is due at %s stays due, so the clock stopped there; look at what is due, and reset the clock to go on in real time",
		sandbox.FormatTime(env.Clock.FrozenAt))
}

func (d *Deps) happenOnce(ctx context.Context, env sandbox.Environment) error {
	if err := d.Settler.SettleNow(ctx, env); err != nil {
		return err
	}
	if d.Deliverer == nil {
		return nil
	}
	return d.Deliverer.Deliver(ctx, env.ID)
}

// nextDue is the earliest instant at which something happens in env; zero when nothing will. It may have
// passed already. Notifications count only while somebody delivers them.
func (d *Deps) nextDue(ctx context.Context, env sandbox.Environment) (time.Time, error) {
	next, err := d.Due.NextDue(ctx, env.ID)
	if err != nil || d.Deliverer == nil {
		return next, err
	}
	owed, err := d.Queue.NextNotificationAt(ctx, env.ID)
	if next.IsZero() || !owed.IsZero() && owed.Before(next) {
		next = owed
	}
	return next, err
}
