package main

import (
	"strings"
	"testing"
	"time"

	"antomdesk/backend/services"
)

func TestClock_WithNothingRunning_MovesAndStaysMoved(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	var moved, kept services.EnvironmentTime
	if real := ctl(t, data, "clock", "get").want(t, 0).stdout; strings.Contains(real, " ") {
		t.Errorf("a new environment shows %q", real)
	}
	ctl(t, data, "clock", "advance", "30d", "--json").want(t, 0).decode(t, &moved)
	if want := 30 * 24 * time.Hour; moved.OffsetMillis != int(want.Milliseconds()) || moved.Frozen {
		t.Errorf("got %+v", moved)
	}
	set := ctl(t, data, "clock", "set", "2031-05-06T15:08:09+08:00").want(t, 0).stdout
	if !strings.HasPrefix(set, "2031-05-06T07:0") || !strings.HasSuffix(set, " virtual\n") {
		t.Errorf("set, it shows %q", set)
	}
	if frozen := ctl(t, data, "clock", "freeze").want(t, 0).stdout; !strings.HasSuffix(frozen, " frozen\n") {
		t.Errorf("frozen, it shows %q", frozen)
	}
	ctl(t, data, "clock", "get", "--json").want(t, 0).decode(t, &kept)
	if !kept.Frozen || !strings.HasPrefix(kept.Now, "2031-05-06T07:0") {
		t.Errorf("later it shows %+v", kept)
	}
	ctl(t, data, "clock", "resume", "--json").want(t, 0).decode(t, &kept)
	if kept.Frozen || !kept.Virtual || !strings.HasPrefix(kept.Now, "2031-05-06T07:0") {
		t.Errorf("resumed, it shows %+v", kept)
	}
	ctl(t, data, "clock", "get", "--environment", "live", "--json").want(t, 0).decode(t, &kept)
	if kept.Virtual {
		t.Errorf("live shows %+v", kept)
	}
	if due := ctl(t, data, "clock", "due").want(t, 0).stdout; due != "" {
		t.Errorf("due: %q", due)
	}
	ctl(t, data, "clock", "next").want(t, exitRefused)
	ctl(t, data, "clock", "set", "tomorrow").want(t, exitRefused)
	ctl(t, data, "clock", "reset", "--json").want(t, 0).decode(t, &kept)
	if kept.Virtual {
		t.Errorf("reset, it shows %+v", kept)
	}
}
