package notifier

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"antomdesk/backend/sandbox"
)

// plan is what the Delivery Lab makes of one try. Without armed faults it is the one plain send.
type plan struct {
	copies   int
	together bool
	hold     sandbox.Hold
	until    time.Time
	releases bool // a swap may hold an older one of the payment back
	slow     time.Duration
	stale    time.Duration
	kinds    []sandbox.LabFaultKind
	drawn    map[sandbox.LabFaultKind]uint64 // one random number for each fault that needs one
	marks    sandbox.Marks
	warnings []string
}

func (p plan) has(kind sandbox.LabFaultKind) bool { return slices.Contains(p.kinds, kind) }

// plan asks the armed faults about this try of the notification. It depends on nothing but them, their seeds
// and the notification's place in the queue.
func (n *Notifier) plan(ctx context.Context, e sandbox.Environment, note sandbox.Notification, target string) (plan, error) {
	p := plan{copies: 1}
	if n.Lab == nil {
		return p, nil
	}
	armed, err := n.Lab.LabArmed(ctx, e.ID)
	if err != nil || len(armed) == 0 {
		return p, err
	}
	now := e.Clock.At(n.Clock.Now())
	for _, f := range armed {
		if !f.On(now) || note.Seq <= f.AfterSeq || !f.Matches(note.Type, note.PaymentID, target) {
			continue
		}
		ordinal, err := n.ordinals.of(ctx, n, f, note.Seq)
		if err != nil {
			return p, err
		}
		p.releases = p.releases || f.Kind == sandbox.LabSwap
		if ordinal > 0 && f.Hits(ordinal, note.Tries+1) && !p.has(f.Kind) {
			p.add(f, f.Chance(ordinal, note.Tries+1, "value").Uint64(), note, now)
		}
	}
	return p, nil
}

// add lets the fault shape the try.
func (p *plan) add(f sandbox.LabFault, drawn uint64, note sandbox.Notification, now time.Time) {
	length := time.Duration(f.Millis) * time.Millisecond
	switch f.Kind {
	case sandbox.LabDelay:
		p.keepBack(sandbox.HoldDelay, note, now.Add(length))
	case sandbox.LabSwap:
		p.keepBack(sandbox.HoldSwap, note, now.Add(length))
	case sandbox.LabDuplicate, sandbox.LabTogether:
		p.copies, p.together = max(p.copies, f.Copies), p.together || f.Kind == sandbox.LabTogether
	case sandbox.LabSlow:
		p.slow = length
	case sandbox.LabStaleTime:
		p.stale = length
	}
	p.kinds = append(p.kinds, f.Kind)
	if p.drawn == nil {
		p.drawn = map[sandbox.LabFaultKind]uint64{}
	}
	p.drawn[f.Kind] = drawn
	p.marks = p.marks.With(f.Kind.Mark())
	p.warnings = append(p.warnings, labSentence(f))
}

// keepBack holds the notification, unless it has been held for this try already.
func (p *plan) keepBack(h sandbox.Hold, note sandbox.Notification, until time.Time) {
	if note.Hold == sandbox.HoldNone && p.hold == sandbox.HoldNone {
		p.hold, p.until = h, until
	}
}

// labSentence says what the fault does to an attempt.
func labSentence(f sandbox.LabFault) string {
	length := time.Duration(f.Millis) * time.Millisecond
	return "Delivery Lab: " + map[sandbox.LabFaultKind]string{
		sandbox.LabDuplicate:     fmt.Sprintf("it is sent %d times, one after the other.", f.Copies),
		sandbox.LabTogether:      fmt.Sprintf("it is sent %d times at the same instant.", f.Copies),
		sandbox.LabSwap:          "it was held back until a later notification of the payment had gone.",
		sandbox.LabDelay:         fmt.Sprintf("it was held back for %s.", length),
		sandbox.LabDrop:          "the attempt is dropped.",
		sandbox.LabCorrupt:       "one byte of the body is changed after signing.",
		sandbox.LabSignature:     "the signature is of other bytes.",
		sandbox.LabStaleTime:     fmt.Sprintf("request-time lies %s in the past, and is signed so.", length),
		sandbox.LabKeyVersion:    "the signature header names a key version that does not exist.",
		sandbox.LabWrongClientID: "client-id is another merchant's, and is signed so.",
		sandbox.LabSlow:          fmt.Sprintf("the request is sent slowly, during %s.", length),
		sandbox.LabReset:         "the connection is reset in the middle of the request.",
	}[f.Kind]
}

// ordinals count which notification of its kind a fault meets, so that what it does depends on their order
// alone and not on which worker is first. Only faults that are armed are remembered.
type ordinals struct {
	turn   chan struct{} // holds one token while nobody counts
	counts map[string]*count
}

// count is how far one fault has counted.
type count struct {
	environmentID string
	until         int64 // the last row seen
	matched       int
	of            map[int64]int // ordinal by row
	perPayment    map[string]int
}

// countedAtOnce bounds one reading of the queue.
const countedAtOnce = 1000

func newOrdinals() *ordinals {
	o := &ordinals{turn: make(chan struct{}, 1), counts: map[string]*count{}}
	o.turn <- struct{}{}
	return o
}

// of is the notification's number among those the fault meets, from 1; 0 when it meets it not.
func (o *ordinals) of(ctx context.Context, n *Notifier, f sandbox.LabFault, seq int64) (int, error) {
	select {
	case <-o.turn:
		defer func() { o.turn <- struct{}{} }()
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	c := o.counts[f.ID]
	if c == nil {
		if err := o.forgetEnded(ctx, n, f.EnvironmentID); err != nil {
			return 0, err
		}
		c = &count{environmentID: f.EnvironmentID, until: f.AfterSeq, of: map[int64]int{}, perPayment: map[string]int{}}
		o.counts[f.ID] = c
	}
	for c.until < seq {
		if err := c.advance(ctx, n, f, seq); err != nil {
			return 0, err
		}
	}
	return c.of[seq], nil
}

func (o *ordinals) forgetEnded(ctx context.Context, n *Notifier, environmentID string) error {
	armed, err := n.Lab.LabArmed(ctx, environmentID)
	for id, c := range o.counts {
		if c.environmentID == environmentID && !slices.ContainsFunc(armed, func(f sandbox.LabFault) bool { return f.ID == id }) {
			delete(o.counts, id)
		}
	}
	return err
}

func (c *count) advance(ctx context.Context, n *Notifier, f sandbox.LabFault, seq int64) error {
	rows, err := n.Lab.QueuedBetween(ctx, f.EnvironmentID, c.until, seq, countedAtOnce)
	if err != nil {
		return err
	}
	for _, row := range rows {
		target := ""
		if f.URL != "" {
			if target, err = n.urlOf(ctx, f.EnvironmentID, row.Type, row.URL); err != nil {
				return err
			}
		}
		if f.Matches(row.Type, row.PaymentID, target) && c.meets(f, row) {
			c.matched++
			c.of[row.Seq] = c.matched
		}
		c.until = row.Seq
	}
	if len(rows) < countedAtOnce {
		c.until = seq
	}
	return nil
}

// meets leaves every second notification of a payment alone where a swap needs one to overtake the first.
func (c *count) meets(f sandbox.LabFault, row sandbox.QueuedNotification) bool {
	if f.Kind != sandbox.LabSwap {
		return true
	}
	c.perPayment[row.PaymentID]++
	return row.PaymentID != "" && c.perPayment[row.PaymentID]%2 == 1
}

// wrongClientID is an id of the same form that is not the merchant's.
func wrongClientID(id string) string {
	cut := max(0, len(id)-4)
	if strings.HasSuffix(id, "0000") {
		return id[:cut] + "1111"
	}
	return id[:cut] + "0000"
}
