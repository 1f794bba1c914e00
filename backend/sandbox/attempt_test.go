package sandbox

import (
	"testing"
	"time"
)

func TestVerdict_SaysWhichRuleFailedAndWhatComesNext(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	const reason = "HTTP status 500 instead of 200."
	for want, a := range map[string]DeliveryAttempt{
		"Acknowledged; no attempt follows.": {Acknowledged: true, Schedule: "production"},
		"HTTP status 500 instead of 200; the next attempt comes at 2026-01-02T11:06:05+08:00, 2m0s after this one.":             {Reason: reason, NextAt: at.Add(2 * time.Minute), Schedule: "production"},
		"HTTP status 500 instead of 200; the next attempt comes at once.":                                                       {Reason: reason, NextAt: at, Schedule: "none"},
		"HTTP status 500 instead of 200; no attempt follows, because this environment delivers once, as the real sandbox does.": {Reason: reason, Schedule: "none"},
		"HTTP status 500 instead of 200; no attempt follows, because it was asked for once.":                                    {Reason: reason, Schedule: ScheduleOnce},
		`HTTP status 500 instead of 200; no attempt follows, because all 8 of the "production" schedule are used up.`:           {Reason: reason, Schedule: "production"},
		"The request is being sent; nothing is known of it yet.":                                                                {Marks: Marks("").With(MarkUnderWay)},
	} {
		a.At = at
		if got := a.Verdict(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestPauses_EachPreset_HasItsPublishedLength(t *testing.T) {
	for preset, want := range map[RetryPreset]struct {
		tries int
		first time.Duration
		total time.Duration // at most
	}{
		RetryNone:          {1, 0, 0},
		RetryProduction:    {8, 2 * time.Minute, 24*time.Hour + 22*time.Minute},
		RetryCompressed:    {8, 1200 * time.Millisecond, 15 * time.Minute},
		RetryAdyen:         {100, 9 * time.Second, 30 * 24 * time.Hour},
		RetryStripe:        {7, time.Hour, 3 * 24 * time.Hour},
		RetryStripeSandbox: {4, 30 * time.Minute, 4 * time.Hour},
	} {
		pauses := preset.Pauses()
		var total, first time.Duration
		for i, pause := range pauses {
			if total += pause; i == 0 {
				first = pause
			}
		}
		if len(pauses)+1 != want.tries || first != want.first || total > want.total {
			t.Errorf("%s: %d tries, first after %s, last after %s", preset, len(pauses)+1, first, total)
		}
	}
}
