// Package bus carries committed events from the store to whoever shows or acts on them, inside one
// process. Publishing never blocks: a subscriber that is too slow loses events and is told so.
package bus

import (
	"slices"
	"sync"
	"sync/atomic"

	"antomdesk/backend/sandbox"
)

// queueLength is how far a subscriber may lag behind before it loses events.
const queueLength = 256

// Bus implements sandbox.Publisher. It is safe for concurrent use.
type Bus struct {
	mu          sync.RWMutex
	subscribers map[*Subscription]struct{}
	sleepers    []sleeper
}

// sleeper is somebody who only wants to know that something happened.
type sleeper struct {
	topics []sandbox.Topic
	bell   chan struct{}
}

var _ sandbox.Publisher = (*Bus)(nil)

// New returns a bus with nobody on it.
func New() *Bus { return &Bus{subscribers: map[*Subscription]struct{}{}} }

// Publish hands the events to every subscriber that asked for their topics, in order.
func (b *Bus) Publish(events ...sandbox.Event) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, e := range events {
		for s := range b.subscribers {
			if wants(s.topics, e.Topic) {
				s.offer(e)
			}
		}
		for _, s := range b.sleepers {
			if wants(s.topics, e.Topic) {
				ring(s.bell)
			}
		}
	}
}

// Subscribe delivers events of the topics from now on; no topics means all. Close it when done.
func (b *Bus) Subscribe(topics ...sandbox.Topic) *Subscription {
	s := &Subscription{bus: b, topics: topics, events: make(chan sandbox.Event, queueLength)}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.subscribers[s] = struct{}{}
	return s
}

// Wake returns a channel that holds one signal once any event of the topics was published since the
// last receive, however many there were; no topics means all. It lasts as long as the bus.
func (b *Bus) Wake(topics ...sandbox.Topic) <-chan struct{} {
	bell := make(chan struct{}, 1)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sleepers = append(b.sleepers, sleeper{topics: topics, bell: bell})
	return bell
}

func (b *Bus) remove(s *Subscription) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, open := b.subscribers[s]; open {
		delete(b.subscribers, s)
		close(s.events)
	}
}

// Subscription is one subscriber's bounded queue.
type Subscription struct {
	bus    *Bus
	topics []sandbox.Topic
	events chan sandbox.Event
	missed atomic.Bool
}

// C delivers the events; it is closed by Close.
func (s *Subscription) C() <-chan sandbox.Event { return s.events }

// Missed reports whether events were lost since it was last asked. Ask after each receive: a loss is
// always followed by at least one more event. Who missed some should read everything anew.
func (s *Subscription) Missed() bool { return s.missed.Swap(false) }

// Close ends the subscription; closing twice is harmless.
func (s *Subscription) Close() { s.bus.remove(s) }

// offer queues e or notes the loss. The second try keeps Missed's promise when the subscriber
// emptied its queue between the first try and the note.
func (s *Subscription) offer(e sandbox.Event) {
	select {
	case s.events <- e:
		return
	default:
	}
	s.missed.Store(true)
	select {
	case s.events <- e:
	default:
	}
}

func wants(topics []sandbox.Topic, t sandbox.Topic) bool {
	return len(topics) == 0 || slices.Contains(topics, t)
}

func ring(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default:
	}
}
