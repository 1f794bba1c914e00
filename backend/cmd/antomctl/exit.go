package main

import (
	"errors"
	"fmt"
	"time"

	"antomdesk/backend/sandbox"
)

// The exit codes, as the help text lists them.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitRefused     = 3
	exitNotFound    = 4
	exitUnavailable = 5
	exitTooLate     = 6
)

// usageError is a mistake on the command line.
type usageError struct{ message string }

// Error returns the sentence.
func (e usageError) Error() string { return e.message }

func usage(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// closedError is a data folder or server that cannot be had, whatever its cause.
type closedError struct{ err error }

// Error returns the cause's sentence.
func (e closedError) Error() string { return e.err.Error() }

// Unwrap returns the cause.
func (e closedError) Unwrap() error { return e.err }

// tooLateError is a wait that nothing ended in time.
type tooLateError struct {
	found, wanted int
	timeout       time.Duration
}

// Error says how many came.
func (e tooLateError) Error() string {
	return fmt.Sprintf("%d of %d notifications that match came within %s", e.found, e.wanted, e.timeout)
}

var exits = map[sandbox.ErrorCode]int{
	sandbox.CodeInvalid:     exitRefused,
	sandbox.CodeDenied:      exitRefused,
	sandbox.CodeConflict:    exitRefused,
	sandbox.CodeNotFound:    exitNotFound,
	sandbox.CodeUnavailable: exitUnavailable,
	sandbox.CodeStarting:    exitUnavailable,
}

// exitCode is the one table from errors to exit codes.
func exitCode(err error) int {
	var wrong usageError
	var closed closedError
	var late tooLateError
	switch {
	case errors.As(err, &late):
		return exitTooLate
	case errors.As(err, &wrong):
		return exitUsage
	case errors.As(err, &closed):
		return exitUnavailable
	}
	if code, known := exits[sandbox.CodeOf(err)]; known {
		return code
	}
	return exitFailed
}
