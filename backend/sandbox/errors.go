package sandbox

import (
	"errors"
	"fmt"
)

// ErrorCode is the machine-readable half of an Error; each edge has one table from it to its answer.
type ErrorCode string

// The error codes that cross every edge.
const (
	CodeInvalid     ErrorCode = "invalid_argument" // a field is wrong; Field names it
	CodeNotFound    ErrorCode = "not_found"
	CodeConflict    ErrorCode = "conflict"    // the state does not allow it
	CodeUnavailable ErrorCode = "unavailable" // a port, a file or the engine is not there yet; the message holds the remedy
	CodeDenied      ErrorCode = "denied"      // token, host or origin refused
	CodeInternal    ErrorCode = "internal"
	CodeStarting    ErrorCode = "starting" // the backend is not up yet; ask again
)

// Error is born with a code and a sentence a person can act on.
type Error struct {
	Code       ErrorCode
	Message    string
	Field      string // the field to mend, for CodeInvalid
	ExchangeID string // the exchange to look at, where there is one
	Err        error  // the cause, never shown to a caller
}

// Error returns the sentence, with the field in front where there is one.
func (e *Error) Error() string {
	if e.Field != "" {
		return e.Field + ": " + e.Message
	}
	return e.Message
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Invalid says that field is wrong and why.
func Invalid(field, format string, args ...any) *Error {
	return &Error{Code: CodeInvalid, Field: field, Message: fmt.Sprintf(format, args...)}
}

// NotFound says that the thing asked for does not exist.
func NotFound(format string, args ...any) *Error {
	return &Error{Code: CodeNotFound, Message: fmt.Sprintf(format, args...)}
}

// Conflict says that the present state does not allow what was asked.
func Conflict(format string, args ...any) *Error {
	return &Error{Code: CodeConflict, Message: fmt.Sprintf(format, args...)}
}

// Unavailable says what is not there, and in the same sentence what to do about it.
func Unavailable(cause error, format string, args ...any) *Error {
	return &Error{Code: CodeUnavailable, Message: fmt.Sprintf(format, args...), Err: cause}
}

// CodeOf returns the code of the first Error in err's chain, or CodeInternal.
func CodeOf(err error) ErrorCode {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// IsNotFound reports whether err is a not_found error.
func IsNotFound(err error) bool { return err != nil && CodeOf(err) == CodeNotFound }
