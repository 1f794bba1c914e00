package sandbox

import "time"

// Clock is where every rule reads the time. Part 2 makes it virtual per environment; until then
// every environment lives in real time. The clockwork library's clocks satisfy it.
type Clock interface {
	Now() time.Time
	// After delivers once, d from now.
	After(d time.Duration) <-chan time.Time
}

// SystemClock is real time.
type SystemClock struct{}

// Now returns the present instant.
func (SystemClock) Now() time.Time { return time.Now() }

// After waits in real time.
func (SystemClock) After(d time.Duration) <-chan time.Time { return time.After(d) }

// AntomZone is the zone Antom prints its times in (UTC+8); days and settlement cut-offs follow it too.
var AntomZone = time.FixedZone("UTC+8", 8*60*60)

// FormatTime prints t as Antom does: ISO 8601 to the second with the +08:00 offset (api.md §1.6).
func FormatTime(t time.Time) string { return t.In(AntomZone).Format("2006-01-02T15:04:05-07:00") }
