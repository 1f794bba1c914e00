package sandbox

import (
	"slices"
	"time"
)

// RetryPreset names how often a notification is sent that nobody acknowledges (api.md §4.1).
type RetryPreset string

// The retry presets.
const (
	RetryNone       RetryPreset = "none"       // once, as the real sandbox does
	RetryProduction RetryPreset = "production" // eight times within about a day
	RetryCompressed RetryPreset = "compressed" // as production, a hundred times faster
)

// RetryPresets lists the presets in the order the screens show them.
func RetryPresets() []RetryPreset { return []RetryPreset{RetryNone, RetryProduction, RetryCompressed} }

// compression is how much faster RetryCompressed is.
const compression = 100

var productionPauses = []time.Duration{
	2 * time.Minute, 10 * time.Minute, 10 * time.Minute, time.Hour, 2 * time.Hour, 6 * time.Hour, 15 * time.Hour,
}

// Pauses are the pauses after the first, second … unacknowledged attempt; when they are used up the
// notification is abandoned. An unknown preset is RetryNone.
func (p RetryPreset) Pauses() []time.Duration {
	switch p {
	case RetryProduction:
		return slices.Clone(productionPauses)
	case RetryCompressed:
		pauses := slices.Clone(productionPauses)
		for i := range pauses {
			pauses[i] /= compression
		}
		return pauses
	}
	return nil
}
