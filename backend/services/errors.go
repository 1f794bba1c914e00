package services

import (
	"encoding/json"
	"errors"

	"antomdesk/backend/sandbox"
)

// Problem is how an error crosses every edge.
type Problem struct {
	Code       string `json:"code"`
	Message    string `json:"message"`
	Field      string `json:"field"`
	ExchangeID string `json:"exchangeId"`
}

// Describe turns any error into a Problem; one without a code is internal.
func Describe(err error) Problem {
	var e *sandbox.Error
	if errors.As(err, &e) {
		return Problem{Code: string(e.Code), Message: e.Message, Field: e.Field, ExchangeID: e.ExchangeID}
	}
	return Problem{Code: string(sandbox.CodeInternal), Message: "Antom Desk could not do this: " + err.Error()}
}

// ErrorFormatter prints err as the JSON text of its Problem. The window's runtime wraps it in a
// JavaScript Error, whose message the front end parses.
func ErrorFormatter(err error) string {
	text, marshalErr := json.Marshal(Describe(err))
	if marshalErr != nil { // a struct of strings always marshals
		return `{"code":"internal","message":"the error could not be described","field":"","exchangeId":""}`
	}
	return string(text)
}

// Refused is the Problem of err when the edge itself, not a service, turns the caller away.
func Refused(format string, args ...any) error {
	return &sandbox.Error{Code: sandbox.CodeDenied, Message: sandbox.Invalid("", format, args...).Message}
}

// Malformed is an invalid_argument error for input that no service could read.
func Malformed(field, format string, args ...any) error {
	return sandbox.Invalid(field, format, args...)
}

// Unknown is a not_found error for a service or method that does not exist.
func Unknown(format string, args ...any) error { return sandbox.NotFound(format, args...) }
