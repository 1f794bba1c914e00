package services

import (
	"strings"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// EnumValue names one constant for the binding generator.
type EnumValue[T ~string] struct {
	Value  T
	TSName string
}

// Enums lists the constants the front end may switch on, in the shape the window's EnumBind wants.
func Enums() []any {
	return []any{
		[]EnumValue[State]{{StateStarting, "Starting"}, {StateReady, "Ready"}, {StateFailed, "Failed"}},
		[]EnumValue[sandbox.ErrorCode]{
			{sandbox.CodeInvalid, "Invalid"}, {sandbox.CodeNotFound, "NotFound"}, {sandbox.CodeConflict, "Conflict"},
			{sandbox.CodeUnavailable, "Unavailable"}, {sandbox.CodeDenied, "Denied"},
			{sandbox.CodeInternal, "Internal"}, {sandbox.CodeStarting, "Starting"},
		},
		[]EnumValue[sandbox.Topic]{
			{sandbox.TopicExchange, "Exchange"}, {sandbox.TopicPayment, "Payment"}, {sandbox.TopicRefund, "Refund"},
			{sandbox.TopicObject, "Object"}, {sandbox.TopicNotification, "Notification"}, {sandbox.TopicEnvironment, "Environment"},
			{sandbox.TopicServer, "Server"}, {sandbox.TopicEndpoint, "Endpoint"}, {TopicResync, "Resync"},
		},
		[]EnumValue[sandbox.PaymentStatus]{
			{sandbox.PaymentProcessing, "Processing"}, {sandbox.PaymentPending, "Pending"},
			{sandbox.PaymentSuccess, "Success"}, {sandbox.PaymentFail, "Fail"}, {sandbox.PaymentCancelled, "Cancelled"},
		},
		[]EnumValue[sandbox.RetryPreset]{
			{sandbox.RetryNone, "None"}, {sandbox.RetryProduction, "Production"}, {sandbox.RetryCompressed, "Compressed"},
			{sandbox.RetryAdyen, "Adyen"}, {sandbox.RetryStripe, "Stripe"}, {sandbox.RetryStripeSandbox, "StripeSandbox"},
		},
		named(signature.Codes()), named(signature.Forms()), named(signature.KeyNotes()),
		[]EnumValue[sandbox.ResultStatus]{{sandbox.StatusS, "S"}, {sandbox.StatusF, "F"}, {sandbox.StatusU, "U"}},
	}
}

// named gives every value its own text as its name.
func named[T ~string](values []T) []EnumValue[T] {
	all := make([]EnumValue[T], 0, len(values))
	for _, value := range values {
		all = append(all, EnumValue[T]{value, strings.ToUpper(string(value[:1])) + string(value[1:])})
	}
	return all
}
