package sandbox

import (
	"slices"
	"time"
)

// RetryPreset names how often a notification is sent that nobody acknowledges (api.md §4.1).
type RetryPreset string

// The retry presets. Those of other providers are there to compare a handler with.
const (
	RetryNone          RetryPreset = "none"           // once, as the real sandbox does
	RetryProduction    RetryPreset = "production"     // eight times within about a day
	RetryCompressed    RetryPreset = "compressed"     // as production, a hundred times faster
	RetryAdyen         RetryPreset = "adyen"          // three times within a minute, then for 30 days
	RetryStripe        RetryPreset = "stripe"         // ever longer pauses within three days
	RetryStripeSandbox RetryPreset = "stripe_sandbox" // three more times within a few hours
)

// RetryPresets lists the presets in the order the screens show them.
func RetryPresets() []RetryPreset {
	return []RetryPreset{RetryNone, RetryProduction, RetryCompressed, RetryAdyen, RetryStripe, RetryStripeSandbox}
}

// compression is how much faster RetryCompressed is.
const compression = 100

var productionPauses = []time.Duration{
	2 * time.Minute, 10 * time.Minute, 10 * time.Minute, time.Hour, 2 * time.Hour, 6 * time.Hour, 15 * time.Hour,
}

// Stripe publishes how long it goes on, not when: the pauses double until its limit.
var (
	stripePauses = []time.Duration{time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour, 32 * time.Hour}

	stripeSandboxPauses = []time.Duration{30 * time.Minute, time.Hour, 2 * time.Hour}
)

var adyenPauses = withTail([]time.Duration{
	9 * time.Second, 18 * time.Second, 27 * time.Second, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute,
	30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour,
}, 8*time.Hour, 30*24*time.Hour)

// withTail is the pauses, then pause again and again until all of them last as long as total.
func withTail(pauses []time.Duration, pause, total time.Duration) []time.Duration {
	for _, p := range pauses {
		total -= p
	}
	for ; total >= pause; total -= pause {
		pauses = append(pauses, pause)
	}
	return pauses
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
	case RetryAdyen:
		return slices.Clone(adyenPauses)
	case RetryStripe:
		return slices.Clone(stripePauses)
	case RetryStripeSandbox:
		return slices.Clone(stripeSandboxPauses)
	}
	return nil
}
