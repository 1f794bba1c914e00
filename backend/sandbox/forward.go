package sandbox

import (
	"slices"
	"time"
)

// OtherType stands, in a target's types, for captures that are none of Antom's notifications.
const OtherType = "other"

// ForwardSignature says how a forwarded notification is signed.
type ForwardSignature string

// The signatures of forwards.
const (
	SignatureOriginal ForwardSignature = "original" // the headers as they were captured
	SignatureFresh    ForwardSignature = "fresh"    // signed now, for the target's own path
)

// ForwardTarget is one URL that gets what an endpoint captures.
type ForwardTarget struct {
	Seq          int64
	ID           string // UUIDv7
	EndpointID   string
	URL          string
	Types        []string // notification types and OtherType; empty means all
	Signature    ForwardSignature
	Paused       bool
	LastError    string    // why the last attempt failed, one sentence; empty when it did not
	FailingSince time.Time // zero while it works
	CreatedAt    time.Time
	DeletedAt    time.Time // zero while it is there
}

// Takes reports whether a capture of that type goes to the target.
func (t ForwardTarget) Takes(notificationType string) bool {
	if notificationType == "" {
		notificationType = OtherType
	}
	return len(t.Types) == 0 || slices.Contains(t.Types, notificationType)
}

// ForwardStatus is where a forward stands.
type ForwardStatus string

// The statuses of forwards.
const (
	ForwardQueued  ForwardStatus = "QUEUED"
	ForwardSent    ForwardStatus = "SENT"    // the target answered it
	ForwardDropped ForwardStatus = "DROPPED" // somebody emptied the queue
)

// Forward is one captured request on its way to one target.
type Forward struct {
	Seq        int64 // targets are served in this order
	ID         string
	TargetID   string
	ExchangeID string // what was captured
	Status     ForwardStatus
	Repeats    int       // earlier attempts that may have reached the target
	UnderWay   bool      // an attempt was begun and its end is not stored
	CreatedAt  time.Time // when it was captured
	EndedAt    time.Time // zero while QUEUED
}

// ForwardAttempt is one attempt that reached the target, with its exchange. Rows are only ever added.
type ForwardAttempt struct {
	ForwardID  string
	ExchangeID string // the exact bytes both ways
	Repeat     int    // earlier attempts that may have reached the target
	HTTPStatus int    // 0 without a whole answer
	Reason     string // one sentence; empty when the target took it
	At         time.Time
}

// ForwardEnd is how an attempt ended.
type ForwardEnd struct {
	Reached  bool // something was sent, so that there is an exchange
	Answered bool // the target answered, so that its turn is over
	Attempt  ForwardAttempt
	Exchange Exchange
	Bytes    ExchangeBytes
	Reason   string // why the target counts as down; empty when it does not
	At       time.Time
}

// ForwardQueue is how much waits for a target.
type ForwardQueue struct {
	TargetID string
	Queued   int
	Oldest   time.Time
	Sent     int // at most the cap asked for
	More     bool
}

// ForwardResult is one forward of a capture, for the detail of the log.
type ForwardResult struct {
	Forward  Forward
	URL      string
	Attempts []ForwardAttempt
}
