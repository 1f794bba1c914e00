//go:build !linux

package main

import "time"

// residentMB is not measured here.
func residentMB(int) float64 { return 0 }

// processorTime is not measured here.
func processorTime(int) time.Duration { return 0 }
