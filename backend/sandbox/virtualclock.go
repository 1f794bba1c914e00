package sandbox

import "time"

// EnvironmentClock is an environment's virtual time: real time moved by an offset, or frozen at one
// instant. The zero value is real time. Expiry, capture windows, periods, deadlines and retries obey
// it; the Request-Time of a call may be real or virtual.
type EnvironmentClock struct {
	Frozen       bool      `json:"frozen"`
	FrozenAt     time.Time `json:"frozenAt,omitzero"` // meaningful while Frozen
	OffsetMillis int64     `json:"offsetMillis"`      // added to real time while not Frozen
}

// At is the environment's time at the real instant wall.
func (c EnvironmentClock) At(wall time.Time) time.Time {
	if c.Frozen {
		return c.FrozenAt
	}
	return wall.Add(time.Duration(c.OffsetMillis) * time.Millisecond)
}

// Wall is the real instant at which the environment's time is t; the zero time when it never will be
// because the clock is frozen before t.
func (c EnvironmentClock) Wall(t time.Time) time.Time {
	switch {
	case !c.Frozen:
		return t.Add(-time.Duration(c.OffsetMillis) * time.Millisecond)
	case t.After(c.FrozenAt):
		return time.Time{}
	}
	return t
}

// Virtual reports whether the environment's time differs from real time.
func (c EnvironmentClock) Virtual() bool { return c.Frozen || c.OffsetMillis != 0 }

// Until is how long after the real instant wall the environment's time will have reached t, and whether
// it ever will by itself; 0 when it has already.
func (c EnvironmentClock) Until(t, wall time.Time) (time.Duration, bool) {
	now := c.At(wall)
	if !t.After(now) {
		return 0, true
	}
	return t.Sub(now), !c.Frozen
}

// FrozenTo is the clock stopped at t, keeping what it would run on with.
func (c EnvironmentClock) FrozenTo(t time.Time) EnvironmentClock {
	return EnvironmentClock{Frozen: true, FrozenAt: t, OffsetMillis: c.OffsetMillis}
}

// RunningFrom is a clock that runs and reads t at the real instant wall.
func RunningFrom(t, wall time.Time) EnvironmentClock {
	return EnvironmentClock{OffsetMillis: t.UnixMilli() - wall.UnixMilli()}
}
