package sandbox

import (
	"slices"
	"time"
)

// RefundStatus is Antom's refundStatus (api.md §3.8).
type RefundStatus string

// The refund statuses.
const (
	RefundProcessing RefundStatus = "PROCESSING"
	RefundSuccess    RefundStatus = "SUCCESS"
	RefundFail       RefundStatus = "FAIL"
)

// CanBecome reports whether a refund may move from s to next.
func (s RefundStatus) CanBecome(next RefundStatus) bool {
	return s == RefundProcessing && slices.Contains([]RefundStatus{RefundSuccess, RefundFail}, next)
}

// Refund is one accepted refund of one payment. A refused request leaves no row.
type Refund struct {
	Seq             int64
	ID              string // UUIDv7
	EnvironmentID   string
	PaymentID       string // Antom's number of the payment
	RefundID        string // Antom's number
	RefundRequestID string // the merchant's, unique within the environment
	AmountMinor     int64
	Currency        string
	Status          RefundStatus
	Reason          string
	NotifyURL       string // refundNotifyUrl of the call; empty means the environment's
	FirstAnswer     []byte // the first answer's body, byte for byte
	CreatedAt       time.Time
	CompletesAt     time.Time // when an asynchronous refund will complete; zero when synchronous
	RefundedAt      time.Time // refundTime; zero until SUCCESS
	UpdatedAt       time.Time
}
