package services

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"antomdesk/backend/bus"
	"antomdesk/backend/sandbox"
)

// TopicResync is the topic of the hint that follows a loss: whoever gets it asks for everything again.
const TopicResync sandbox.Topic = "resync"

// HintEvent is the name under which hints reach the window.
const HintEvent = "hint"

const (
	hintPause   = 200 * time.Millisecond // at most five hints of a topic a second
	hintIDs     = 100                    // more changed ids than this are not listed
	hintBacklog = 64                     // hints a slow subscriber may fall behind
)

// Hint says that something changed: the front end drops what it cached of the topic and asks again.
type Hint struct {
	Topic string   `json:"topic"`
	IDs   []string `json:"ids"` // what changed; empty means unknown or too many to list
	Seq   string   `json:"seq"` // the highest row concerned; "0" when there is none
}

// Hints merges the events of the bus into hints and hands them to every subscriber.
type Hints struct {
	clock       sandbox.Clock
	mu          sync.Mutex
	subscribers map[*HintSubscription]struct{}
}

// NewHints returns hints without subscribers; Run feeds them.
func NewHints(clock sandbox.Clock) *Hints {
	return &Hints{clock: clock, subscribers: map[*HintSubscription]struct{}{}}
}

// HintSubscription receives hints until it is closed.
type HintSubscription struct {
	hints *Hints
	queue chan Hint
}

// Subscribe starts to receive hints.
func (h *Hints) Subscribe() *HintSubscription {
	s := &HintSubscription{hints: h, queue: make(chan Hint, hintBacklog)}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.subscribers[s] = struct{}{}
	return s
}

// C delivers hints. After a loss the first one is of the topic resync.
func (s *HintSubscription) C() <-chan Hint { return s.queue }

// Close stops the delivery.
func (s *HintSubscription) Close() {
	s.hints.mu.Lock()
	defer s.hints.mu.Unlock()
	delete(s.hints.subscribers, s)
}

// Run turns events into hints until ctx ends or the subscription is closed.
func (h *Hints) Run(ctx context.Context, events *bus.Subscription) {
	pending := merger{}
	var pause <-chan time.Time // nil while hints may leave at once
	for {
		select {
		case <-ctx.Done():
			return
		case e, open := <-events.C():
			if !open {
				return
			}
			pending.add(e, events.Missed())
		case <-pause:
			pause = nil
		}
		if pause == nil && len(pending) > 0 {
			h.send(pending.take())
			pause = h.clock.After(hintPause)
		}
	}
}

func (h *Hints) send(hints []Hint) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subscribers {
		for _, hint := range hints {
			s.offer(hint)
		}
	}
}

// offer queues the hint. A subscriber that fell behind loses the whole backlog and gets one resync
// instead, at once, so that it never waits for the next event to learn of the loss.
func (s *HintSubscription) offer(hint Hint) {
	select {
	case s.queue <- hint:
		return
	default:
	}
	for len(s.queue) > 0 {
		select {
		case <-s.queue:
		default:
		}
	}
	s.queue <- Hint{Topic: string(TopicResync), IDs: []string{}, Seq: "0"}
}

// merger collects what changed per topic.
type merger map[sandbox.Topic]*merged

type merged struct {
	ids  []string
	many bool
	seq  int64
}

func (m merger) add(e sandbox.Event, missed bool) {
	if missed {
		m[TopicResync] = &merged{}
	}
	t := m[e.Topic]
	if t == nil {
		t = &merged{}
		m[e.Topic] = t
	}
	t.seq = max(t.seq, e.Seq)
	switch {
	case e.ID != "" && slices.Contains(t.ids, e.ID):
	case e.ID == "" || len(t.ids) == hintIDs:
		t.many = true
	default:
		t.ids = append(t.ids, e.ID)
	}
}

// take empties the merger, topics in alphabetical order.
func (m merger) take() []Hint {
	hints := make([]Hint, 0, len(m))
	for topic, t := range m {
		ids := append([]string{}, t.ids...)
		if t.many {
			ids = []string{}
		}
		hints = append(hints, Hint{Topic: string(topic), IDs: ids, Seq: strconv.FormatInt(t.seq, 10)})
	}
	clear(m)
	slices.SortFunc(hints, func(a, b Hint) int { return cmp.Compare(a.Topic, b.Topic) })
	return hints
}
