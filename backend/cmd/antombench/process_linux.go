package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// residentMB is a process's resident memory in MB (1 000 000 bytes); 0 when it cannot be read.
func residentMB(pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	var kib float64
	_, rest, found := strings.Cut(string(text), "VmRSS:")
	if !found {
		return 0
	}
	if _, err := fmt.Sscan(rest, &kib); err != nil {
		return 0
	}
	return kib * 1024 / 1e6
}

// clockTick is the unit of processor times in /proc, the same on every Linux.
const clockTick = 10 * time.Millisecond

// processorTime is what a process has used of the processors, to the clock tick; 0 when it cannot be
// read.
func processorTime(pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ") // the name before may hold anything
	fields := strings.Fields(rest)
	const user, system = 11, 12 // of the fields after the name
	if len(fields) <= system {
		return 0
	}
	var inUser, inSystem int64
	if _, err := fmt.Sscan(fields[user]+" "+fields[system], &inUser, &inSystem); err != nil {
		return 0
	}
	return time.Duration(inUser+inSystem) * clockTick
}
