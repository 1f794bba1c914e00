package services_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"antomdesk/backend/bus"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"

	"github.com/jonboulle/clockwork"
)

type hintRig struct {
	bus   *bus.Bus
	clock *clockwork.FakeClock
	hints *services.Hints
	sub   *services.HintSubscription
	ctx   context.Context
}

func newHintRig(t *testing.T) *hintRig {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	r := &hintRig{bus: bus.New(), clock: clockwork.NewFakeClock(), ctx: ctx}
	r.hints = services.NewHints(r.clock)
	r.sub = r.hints.Subscribe()
	go r.hints.Run(ctx, r.bus.Subscribe())
	return r
}

func (r *hintRig) next(t *testing.T) services.Hint {
	t.Helper()
	select {
	case h := <-r.sub.C():
		return h
	case <-r.ctx.Done():
		t.Fatal("no hint came")
		return services.Hint{}
	}
}

// pause waits until the hints pause, then lets the pause end.
func (r *hintRig) pause(t *testing.T) {
	t.Helper()
	if err := r.clock.BlockUntilContext(r.ctx, 1); err != nil {
		t.Fatal(err)
	}
	r.clock.Advance(200 * time.Millisecond)
}

func event(topic sandbox.Topic, id string, seq int64) sandbox.Event {
	return sandbox.Event{Topic: topic, ID: id, Seq: seq}
}

// settle makes sure that everything published so far has been merged: the exchange of a probe topic
// cannot overtake what was published before it.
func (r *hintRig) settle(t *testing.T, probes *bus.Subscription, published int) {
	t.Helper()
	for range published {
		select {
		case <-probes.C():
		case <-r.ctx.Done():
			t.Fatal("the events did not arrive")
		}
	}
}

func TestHints_TheFirstEvent_LeavesAtOnceAndABurstIsMerged(t *testing.T) {
	r := newHintRig(t)
	r.bus.Publish(event(sandbox.TopicExchange, "a", 1))
	if h := r.next(t); h.Topic != "exchange" || h.Seq != "1" || !slices.Equal(h.IDs, []string{"a"}) {
		t.Fatalf("got %+v", h)
	}
	r.bus.Publish(event(sandbox.TopicExchange, "b", 3), event(sandbox.TopicExchange, "b", 2), event(sandbox.TopicExchange, "c", 4))
	total := map[string]bool{}
	for len(total) < 2 {
		r.pause(t)
		h := r.next(t)
		for _, id := range h.IDs {
			total[id] = true
		}
		if len(total) == 2 && h.Seq != "4" {
			t.Errorf("got %+v", h)
		}
	}
	select {
	case h := <-r.sub.C():
		t.Errorf("one hint too many: %+v", h)
	default:
	}
}

func TestHints_ATopic_SpeaksAtMostOncePerPause(t *testing.T) {
	r := newHintRig(t)
	r.bus.Publish(event(sandbox.TopicPayment, "p", 1))
	r.next(t)
	if err := r.clock.BlockUntilContext(r.ctx, 1); err != nil { // paused from here on
		t.Fatal(err)
	}
	probes := r.bus.Subscribe()
	for i := range 50 {
		r.bus.Publish(event(sandbox.TopicPayment, fmt.Sprint(i), int64(i)))
	}
	r.settle(t, probes, 50)
	select {
	case h := <-r.sub.C():
		t.Fatalf("a hint left during the pause: %+v", h)
	default:
	}
	r.clock.Advance(200 * time.Millisecond)
	if h := r.next(t); h.Topic != "payment" {
		t.Errorf("got %+v", h)
	}
}

func TestHints_ManyChanges_AreNotListed(t *testing.T) {
	r := newHintRig(t)
	r.bus.Publish(event(sandbox.TopicExchange, "first", 1))
	r.next(t)
	for i := range 200 {
		r.bus.Publish(event(sandbox.TopicExchange, fmt.Sprint(i), int64(i+2)))
	}
	var listed int
	for seq := ""; seq != "201"; {
		r.pause(t)
		h := r.next(t)
		seq = h.Seq
		listed = max(listed, len(h.IDs))
		if h.IDs == nil {
			t.Fatal("the ids are null")
		}
	}
	if listed > 100 {
		t.Errorf("%d ids were listed", listed)
	}
}

func TestHints_ASubscriberThatFellBehind_IsToldToResyncAtOnce(t *testing.T) {
	r := newHintRig(t)
	lazy := r.hints.Subscribe()
	for i := range 65 { // one more than its backlog holds
		r.bus.Publish(event(sandbox.TopicRefund, fmt.Sprint(i), int64(i)))
		r.next(t)
		r.pause(t)
	}
	if h := <-lazy.C(); h.Topic != string(services.TopicResync) || len(lazy.C()) != 0 {
		t.Errorf("got %+v and %d more", h, len(lazy.C()))
	}
	lazy.Close()
	r.bus.Publish(event(sandbox.TopicRefund, "last", 99))
	r.next(t)
	if len(lazy.C()) != 0 {
		t.Error("a closed subscription still receives")
	}
}
