package sqlite

import (
	"context"
	"sync/atomic"
	"testing"

	"antomdesk/backend/sandbox"
)

// company is a job that tells of itself.
func company(name string) *job {
	return &job{ctx: bg, done: make(chan struct{}), run: func(_ context.Context, tx *writeTx) error {
		tx.Emit(sandbox.Event{Topic: sandbox.TopicPayment, ID: name})
		return nil
	}}
}

func TestLinger_BusyMachine_WhoComesMeanwhileSharesTheCommit(t *testing.T) {
	cfg := configIn(t)
	var s *Store
	told := make(chan int, 8)
	var begun atomic.Bool
	cfg.Publisher = publisherFunc(func(all ...sandbox.Event) {
		if all[0].Topic == sandbox.TopicPayment {
			told <- len(all)
		}
	})
	second := company("second")
	asked := 0
	cfg.Busy = func() bool {
		if asked++; asked == 1 && begun.Load() {
			must(t, s.writer.submit(second))
			return true
		}
		return false
	}
	s = openStore(t, cfg)
	asked = 0
	begun.Store(true)
	must(t, s.writer.await(company("first")))
	<-second.done
	if events := <-told; events != 2 {
		t.Errorf("the first commit told of %d, want both", events)
	}
}

func TestLinger_MachineAlwaysBusy_NobodyWaitsForEver(t *testing.T) {
	cfg := configIn(t)
	cfg.Busy = func() bool { return true }
	s := openStore(t, cfg)
	for range 3 {
		must(t, s.writer.await(company("alone")))
	}
}
