package sandbox

import "time"

// HTTPFault is what happens to the answer of a call on the wire.
type HTTPFault string

// The HTTP faults.
const (
	FaultNone    HTTPFault = ""
	FaultReset   HTTPFault = "reset"   // the connection is reset instead of an answer
	FaultTimeout HTTPFault = "timeout" // nothing is answered until the caller gives up
	FaultStatus  HTTPFault = "status"  // an HTTP error status with no Antom body
	FaultCutBody HTTPFault = "cut"     // the body ends in the middle
)

// Scenario is an armed error: while it is on, the calls it matches get its answer. Rows are kept when
// they end, so that a log can say what was armed.
type Scenario struct {
	Seq               int64
	ID                string // UUIDv7
	EnvironmentID     string
	API               string // "payments/pay"
	ProductCode       string // empty matches any
	PaymentMethodType string // empty matches any
	MatchField        string // dotted path in the call's body; empty matches any
	MatchValue        string
	ResultCode        string // one the API documents; empty when only latency or a fault is armed
	LatencyMillis     int64
	Fault             HTTPFault
	FaultStatus       int       // HTTP status, for FaultStatus
	CallsLeft         int       // ends when it reaches 0; negative means any number
	EndsAt            time.Time // the environment's time; zero means until ended
	CreatedAt         time.Time
	EndedAt           time.Time // zero while armed
}
