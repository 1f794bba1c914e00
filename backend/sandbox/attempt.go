package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// AttemptMark says what is special about an attempt. Those of the Delivery Lab begin with LabMark.
type AttemptMark string

// The marks.
const (
	MarkUnderWay    AttemptMark = "under_way"   // its request is being sent right now; nothing is known yet
	MarkInterrupted AttemptMark = "interrupted" // its send was begun and never finished: it may have arrived
	MarkRepeat      AttemptMark = "repeat"      // it follows an interrupted one: it may arrive twice
	MarkCopy        AttemptMark = "copy"        // an extra send, which the schedule does not count
	MarkAsItWas     AttemptMark = "as_it_was"   // the bytes of an earlier attempt
)

// LabMark is what the mark of a Delivery Lab fault begins with; the fault's kind follows.
const LabMark = "lab:"

// Marks are the marks of one attempt, joined by spaces.
type Marks string

// With is the marks and one more.
func (m Marks) With(mark AttemptMark) Marks {
	if m == "" {
		return Marks(mark)
	}
	return m + " " + Marks(mark)
}

// List returns the marks one by one; it is never nil.
func (m Marks) List() []AttemptMark {
	list := []AttemptMark{}
	for _, mark := range strings.Fields(string(m)) {
		list = append(list, AttemptMark(mark))
	}
	return list
}

// Has reports whether the mark is among them.
func (m Marks) Has(mark AttemptMark) bool { return slices.Contains(m.List(), mark) }

// DeliveryAttempt is one POST of a notification and how it ended. Rows are only ever added.
type DeliveryAttempt struct {
	Seq            int64
	NotificationID string
	ExchangeID     string // the exact bytes both ways
	Number         int    // 1, 2, 3 …
	Acknowledged   bool
	Reason         string // one sentence: which rule of the acknowledgement failed, or why nothing was sent
	At             time.Time
	Marks          Marks
	NextAt         time.Time // when the next attempt is planned; zero when none is
	Schedule       string    // what decided that: a RetryPreset, or ScheduleOnce
}

// ScheduleOnce is the schedule of a notification that is tried once whatever its environment says.
const ScheduleOnce = "once"

// Verdict says in one sentence whether the attempt was acknowledged, which rule failed, and when the next
// attempt comes or why none does.
func (a DeliveryAttempt) Verdict() string {
	switch {
	case a.Marks.Has(MarkUnderWay):
		return "The request is being sent; nothing is known of it yet."
	case a.Acknowledged:
		return "Acknowledged; no attempt follows."
	}
	return strings.TrimSuffix(a.Reason, ".") + "; " + a.next() + "."
}

func (a DeliveryAttempt) next() string {
	switch {
	case !a.NextAt.IsZero() && a.NextAt.After(a.At):
		return fmt.Sprintf("the next attempt comes at %s, %s after this one", FormatTime(a.NextAt), a.NextAt.Sub(a.At).Round(time.Millisecond))
	case !a.NextAt.IsZero():
		return "the next attempt comes at once"
	case a.Schedule == ScheduleOnce:
		return "no attempt follows, because it was asked for once"
	}
	preset := RetryPreset(a.Schedule)
	if preset == RetryNone {
		return "no attempt follows, because this environment delivers once, as the real sandbox does"
	}
	return fmt.Sprintf("no attempt follows, because all %d of the %q schedule are used up", len(preset.Pauses())+1, a.Schedule)
}

// UnderWay is an attempt whose request is being sent. Its row goes when the attempt is stored; one that is
// found when nobody is sending was cut short.
type UnderWay struct {
	ExchangeID     string
	NotificationID string
	StartedAt      time.Time
	At             time.Time // the environment's time
	Target         string
	ClientID       string
	RequestTime    string
	KeyVersion     string
	Head           []byte // as it is sent
	Body           []byte // as it is sent; empty means the notification's
	Marks          Marks
}

// AttemptRecord is an attempt to store: all of it in one transaction, or none.
type AttemptRecord struct {
	Notification Notification // as the attempt leaves it
	Attempt      DeliveryAttempt
	Exchange     Exchange
	Bytes        ExchangeBytes
	// Releases lets the older notifications of the payment that a swap holds back go now.
	Releases bool
}
