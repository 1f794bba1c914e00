package bus

import (
	"strconv"
	"sync"
	"testing"

	"antomdesk/backend/sandbox"
)

func event(topic sandbox.Topic, n int) sandbox.Event {
	return sandbox.Event{Topic: topic, ID: strconv.Itoa(n), Seq: int64(n)}
}

func TestPublish_SubscriberGetsItsTopicsInOrder(t *testing.T) {
	b := New()
	s := b.Subscribe(sandbox.TopicPayment, sandbox.TopicRefund)
	defer s.Close()
	b.Publish(event(sandbox.TopicPayment, 1), event(sandbox.TopicExchange, 2), event(sandbox.TopicRefund, 3))
	for _, want := range []int64{1, 3} {
		if got := <-s.C(); got.Seq != want {
			t.Fatalf("got event %d, want %d", got.Seq, want)
		}
	}
	if len(s.C()) != 0 || s.Missed() {
		t.Fatalf("%d events left, missed %v; want none", len(s.C()), s.Missed())
	}
}

func TestPublish_NoTopicsMeansAll(t *testing.T) {
	b := New()
	s := b.Subscribe()
	defer s.Close()
	b.Publish(event(sandbox.TopicServer, 1), event(sandbox.TopicExchange, 2))
	if len(s.C()) != 2 {
		t.Fatalf("got %d events, want 2", len(s.C()))
	}
}

func TestPublish_FullQueueLosesEventsAndSaysSoOnce(t *testing.T) {
	b := New()
	slow, quick := b.Subscribe(), b.Subscribe()
	defer slow.Close()
	defer quick.Close()
	for n := range queueLength + 10 {
		b.Publish(event(sandbox.TopicExchange, n))
		if got := <-quick.C(); got.Seq != int64(n) {
			t.Fatalf("the quick subscriber got %d, want %d", got.Seq, n)
		}
	}
	if quick.Missed() {
		t.Error("the quick subscriber was told of a loss")
	}
	if !slow.Missed() || slow.Missed() {
		t.Error("the slow subscriber must be told of its loss exactly once")
	}
	for n := range queueLength {
		if got := <-slow.C(); got.Seq != int64(n) {
			t.Fatalf("the slow subscriber got %d, want %d: the oldest must stay", got.Seq, n)
		}
	}
}

// A subscriber that drains while the publisher overflows must never sleep on an unseen loss.
func TestPublish_ALossIsAlwaysFollowedByAnEvent(t *testing.T) {
	b := New()
	s := b.Subscribe()
	const total = 200_000
	var publishing sync.WaitGroup
	publishing.Go(func() {
		for n := range total {
			b.Publish(event(sandbox.TopicExchange, n))
		}
		s.Close()
	})
	received, told := 0, false
	for range s.C() {
		received++
		told = s.Missed() || told
	}
	publishing.Wait()
	if s.Missed() {
		t.Error("a loss was noted after the last event")
	}
	if received < total && !told {
		t.Errorf("%d of %d events arrived and nobody was told", received, total)
	}
}

func TestClose_EndsTheChannelAndMayBeRepeated(t *testing.T) {
	b := New()
	s := b.Subscribe()
	s.Close()
	s.Close()
	if _, open := <-s.C(); open {
		t.Fatal("the channel is still open")
	}
	b.Publish(event(sandbox.TopicPayment, 1)) // must not panic
}

func TestClose_DuringPublishIsSafe(t *testing.T) {
	b := New()
	var work sync.WaitGroup
	for range 4 {
		work.Go(func() {
			for n := range 2000 {
				b.Publish(event(sandbox.TopicPayment, n))
			}
		})
		work.Go(func() {
			for range 2000 {
				b.Subscribe().Close()
			}
		})
	}
	work.Wait()
	if len(b.subscribers) != 0 {
		t.Fatalf("%d subscribers left behind", len(b.subscribers))
	}
}

func TestWake_CoalescesAndFilters(t *testing.T) {
	b := New()
	bell := b.Wake(sandbox.TopicNotification)
	b.Publish(event(sandbox.TopicPayment, 1))
	if len(bell) != 0 {
		t.Fatal("woken by another topic")
	}
	b.Publish(event(sandbox.TopicNotification, 2), event(sandbox.TopicNotification, 3))
	<-bell
	if len(bell) != 0 {
		t.Fatal("two events left two signals")
	}
	b.Publish(event(sandbox.TopicNotification, 4))
	<-bell
}
