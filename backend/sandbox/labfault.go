package sandbox

import (
	"encoding/binary"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"time"
)

// LabFaultKind is one way in which the Delivery Lab misdelivers.
type LabFaultKind string

// The faults.
const (
	LabDuplicate     LabFaultKind = "duplicate"       // Copies sends, one after the other
	LabTogether      LabFaultKind = "together"        // Copies sends at the same instant
	LabSwap          LabFaultKind = "swap"            // held back until a later one of the payment has gone: an older status comes last
	LabDelay         LabFaultKind = "delay"           // sent Millis later
	LabDrop          LabFaultKind = "drop"            // not sent at all
	LabCorrupt       LabFaultKind = "corrupt"         // one byte of the body changed after signing
	LabSignature     LabFaultKind = "wrong_signature" // well formed, but of other bytes
	LabStaleTime     LabFaultKind = "stale_time"      // a request-time Millis ago, correctly signed
	LabKeyVersion    LabFaultKind = "key_version"     // a key version nobody has
	LabWrongClientID LabFaultKind = "wrong_client_id" // another merchant's client id, correctly signed
	LabSlow          LabFaultKind = "slow"            // the request dribbles in during Millis
	LabReset         LabFaultKind = "reset"           // the connection is reset in the middle of the request
)

// LabFaultKinds lists the faults in the order the screens show them.
func LabFaultKinds() []LabFaultKind {
	return []LabFaultKind{LabDuplicate, LabTogether, LabSwap, LabDelay, LabDrop, LabCorrupt, LabSignature, LabStaleTime,
		LabKeyVersion, LabWrongClientID, LabSlow, LabReset}
}

// Mark is what an attempt is marked with that the fault shaped.
func (k LabFaultKind) Mark() AttemptMark { return LabMark + AttemptMark(k) }

// LabFault is one armed fault of the Delivery Lab. It concerns the notifications queued after it was armed
// that match, and draws from Seed and their order alone: the same notifications in the same order fare the
// same again. Rows are kept when they end.
type LabFault struct {
	Seq           int64
	ID            string // UUIDv7
	EnvironmentID string
	Kind          LabFaultKind
	Preset        string // the name it was armed under, empty for a single fault
	URL           string // only deliveries to URLs that begin so; empty means any
	PaymentID     string // empty means any
	Type          NotificationType
	Copies        int   // of LabDuplicate and LabTogether
	Millis        int64 // of LabSwap (how long it waits at most), LabDelay, LabStaleTime and LabSlow
	Percent       int   // of the matching notifications, 1 to 100
	Count         int   // only the first so many that match; 0 means all
	EveryTry      bool  // every try of a notification, else the first alone
	Seed          int64
	AfterSeq      int64     // the newest notification when it was armed
	EndedSeq      int64     // the newest notification when it ended
	EndsAt        time.Time // the environment's time; zero means until ended
	CreatedAt     time.Time
	EndedAt       time.Time // zero while armed
}

// Matches reports whether a delivery of that type, of that payment and to that URL is one the fault concerns.
func (f LabFault) Matches(t NotificationType, paymentID, url string) bool {
	return (f.Type == "" || f.Type == t) && (f.PaymentID == "" || f.PaymentID == paymentID) && strings.HasPrefix(url, f.URL)
}

// On reports whether the fault works at that instant of its environment.
func (f LabFault) On(now time.Time) bool {
	return f.EndedAt.IsZero() && (f.EndsAt.IsZero() || f.EndsAt.After(now))
}

// Hits reports whether the fault concerns a try of the notification that is the ordinal-th to match, counted
// from 1.
func (f LabFault) Hits(ordinal, try int) bool {
	if f.Count > 0 && ordinal > f.Count || try > 1 && !f.EveryTry {
		return false
	}
	return f.Percent >= 100 || f.Chance(ordinal, try, "hit").IntN(100) < f.Percent
}

// Chance is the randomness of one decision about one try.
func (f LabFault) Chance(ordinal, try int, decision string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(string(f.Kind) + " " + decision))
	var at [16]byte
	binary.LittleEndian.PutUint64(at[:8], uint64(ordinal))
	binary.LittleEndian.PutUint64(at[8:], uint64(try))
	h.Write(at[:])
	return rand.New(rand.NewPCG(uint64(f.Seed), h.Sum64())) // repeatable, not secret
}

// QueuedNotification is what tells whether a fault concerns a notification, without its body.
type QueuedNotification struct {
	Seq       int64
	ID        string
	Type      NotificationType
	PaymentID string
	URL       string // of the API call; may be empty
}
