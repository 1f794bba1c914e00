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
