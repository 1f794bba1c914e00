package sandbox_test

import (
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func TestEnvironmentClock_Until_AnswersInRealTime(t *testing.T) {
	ahead := sandbox.EnvironmentClock{OffsetMillis: time.Hour.Milliseconds()}
	frozen := ahead.FrozenTo(noon.Add(48 * time.Hour))
	for name, c := range map[string]struct {
		clock sandbox.EnvironmentClock
		at    time.Time
		pause time.Duration
		comes bool
	}{
		"real time":                   {sandbox.EnvironmentClock{}, noon.Add(time.Minute), time.Minute, true},
		"real time, passed":           {sandbox.EnvironmentClock{}, noon.Add(-time.Minute), 0, true},
		"an hour ahead":               {ahead, noon.Add(time.Hour + time.Minute), time.Minute, true},
		"an hour ahead, passed":       {ahead, noon.Add(time.Hour), 0, true},
		"frozen in the real future":   {frozen, noon.Add(47 * time.Hour), 0, true},
		"beyond where it was stopped": {frozen, noon.Add(49 * time.Hour), time.Hour, false},
	} {
		if pause, comes := c.clock.Until(c.at, noon); pause != c.pause || comes != c.comes {
			t.Errorf("%s: %s, %t", name, pause, comes)
		}
	}
}

func TestRunningFrom_ReadsTheInstantAndRunsOn(t *testing.T) {
	target := noon.Add(36 * time.Hour)
	c := sandbox.RunningFrom(target, noon)
	if got := c.At(noon.Add(time.Minute)); c.Frozen || !got.Equal(target.Add(time.Minute)) {
		t.Errorf("%+v reads %s", c, got)
	}
	if frozen := c.FrozenTo(target); !frozen.At(noon.Add(time.Hour)).Equal(target) || frozen.OffsetMillis != c.OffsetMillis {
		t.Errorf("%+v", frozen)
	}
}

func TestRetryPreset_Production_LastsAboutADay(t *testing.T) {
	var day, fast time.Duration
	for _, pause := range sandbox.RetryProduction.Pauses() {
		day += pause
	}
	for _, pause := range sandbox.RetryCompressed.Pauses() {
		fast += pause
	}
	if day != 24*time.Hour+22*time.Minute || fast != day/100 {
		t.Errorf("production lasts %s, compressed %s", day, fast)
	}
	if len(sandbox.RetryNone.Pauses())+len(sandbox.RetryPreset("").Pauses()) != 0 {
		t.Error("none repeats")
	}
}
