package main

import (
	"bytes"
	"strings"
	"testing"

	"antomdesk/backend/services"
)

func TestLogTable_WhatOthersSent_CannotSteerTheTerminal(t *testing.T) {
	var out bytes.Buffer
	c := &cli{stdout: &out, stderr: &out}
	err := c.logTable(services.LogPage{Items: []services.LogRow{{Method: "POST", Target: "/\x1b[2J\nforged", RequestID: "a\tb"}}})
	if err != nil || strings.Contains(out.String(), "\x1b") || strings.Count(out.String(), "\n") != 2 {
		t.Errorf("got %q (%v)", out.String(), err)
	}
}
