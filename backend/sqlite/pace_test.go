package sqlite

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// company is a job that tells of itself.
func company(name string) *job {
	return &job{ctx: bg, done: make(chan struct{}), run: func(_ context.Context, tx *writeTx) error {
		tx.Emit(sandbox.Event{Topic: sandbox.TopicPayment, ID: name})
		return nil
	}}
}

func TestPace_WorkForTwo_TheCommitWaitsForTwo(t *testing.T) {
	cfg := configIn(t)
	cfg.linger = time.Hour
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
	cfg.Load = func() int {
		if !begun.Load() {
			return 0
		}
		if asked++; asked == 1 {
			must(t, s.writer.submit(second))
		}
		return 2
	}
	s = openStore(t, cfg)
	begun.Store(true)
	must(t, s.writer.await(company("first")))
	<-second.done
	if events := <-told; events != 2 {
		t.Errorf("the first commit told of %d, want both", events)
	}
}

func TestPace_WorkForEver_NobodyWaitsForEver(t *testing.T) {
	endless := func() int { return 1000 }
	for name, work := range map[string]func(*Config){
		"in a queue": func(c *Config) { c.Load = endless },
		// However long a commit may linger otherwise.
		"ready within moments": func(c *Config) { c.Soon, c.linger = endless, time.Hour },
	} {
		t.Run(name, func(t *testing.T) {
			cfg := configIn(t)
			work(&cfg)
			s := openStore(t, cfg)
			for range 3 {
				must(t, s.writer.await(company("alone")))
			}
		})
	}
}
