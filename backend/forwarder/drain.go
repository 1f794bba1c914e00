package forwarder

import (
	"context"
	"time"

	"antomdesk/backend/sandbox"
)

// errand is one forward that was started.
type errand struct {
	forward sandbox.Forward
	target  sandbox.ForwardTarget
}

// drain empties one target's queue, oldest first, and waits while the target is down. It returns when
// nothing waits any more, when the target is paused or gone, or when ctx ends.
func (f *Forwarder) drain(ctx context.Context, targetID string) {
	failures := 0
	bell := f.listen(targetID)
	defer f.stopListening(targetID)
	for ctx.Err() == nil {
		answered, left, err := f.drainOnce(ctx, targetID)
		switch {
		case ctx.Err() != nil || err == nil && !left:
			return
		case err != nil:
			f.complain(ctx, "a forward could not be stored; it will be made again", err)
			f.rest(ctx, nil, failurePause)
			continue
		case answered:
			failures = 0 // it went down again later
		}
		f.rest(ctx, bell, pauses[min(failures, len(pauses)-1)])
		failures++
	}
}

// drainOnce sends until the target is down or nothing is left. answered tells whether it took any.
func (f *Forwarder) drainOnce(ctx context.Context, targetID string) (answered, left bool, err error) {
	var e errand
	e.forward, e.target, left, err = f.Store.StartForward(ctx, targetID)
	for err == nil && left {
		end := f.attempt(ctx, e)
		if ctx.Err() != nil && !end.Answered {
			return answered, true, f.putBack(ctx, e.forward, end)
		}
		answered = answered || end.Answered
		forward := e.forward
		// What the target has answered is stored even while shutting down.
		e.forward, e.target, left, err = f.Store.EndForward(context.WithoutCancel(ctx), forward, end)
		if !end.Answered {
			return answered, true, err
		}
	}
	return answered, left, err
}

// putBack undoes the start of an attempt that the program's end cut off before anything was sent. One
// that may have arrived stays marked as under way, so that the next start repeats it and says so.
func (f *Forwarder) putBack(ctx context.Context, forward sandbox.Forward, end sandbox.ForwardEnd) error {
	if end.Reached {
		return nil
	}
	_, _, _, err := f.Store.EndForward(context.WithoutCancel(ctx), forward, sandbox.ForwardEnd{At: end.At})
	return err
}

// listen lets RetryNow end the pauses of a target's worker.
func (f *Forwarder) listen(targetID string) <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	bell := make(chan struct{}, 1)
	f.waiting[targetID] = bell
	return bell
}

func (f *Forwarder) stopListening(targetID string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.waiting, targetID)
}

func (f *Forwarder) rest(ctx context.Context, bell <-chan struct{}, pause time.Duration) {
	select {
	case <-ctx.Done():
	case <-bell:
	case <-f.Clock.After(pause):
	}
}
