package notifier

import (
	"context"

	"antomdesk/backend/sandbox"
)

// errand is one Deliver that waits for Run; answer takes one value without blocking.
type errand struct {
	environmentID string
	answer        chan error
}

// Deliver returns once nothing is due in the environment, and no attempt of it under way, at the time
// its clock shows: what is due is attempted, and what falls due meanwhile too. Run does the work, so
// that no notification is ever sent twice at once; while it does not run, Deliver is an unavailable
// error. An attempt that could not be stored ends it with that error.
func (n *Notifier) Deliver(ctx context.Context, environmentID string) error {
	if !n.running.Load() {
		return sandbox.Unavailable(nil, "Notifications are delivered only while the servers run; start Antom Desk or antomctl serve.")
	}
	e := errand{environmentID, make(chan error, 1)}
	select {
	case n.errands <- e:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-e.answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// report answers every errand whose environment has nothing left to do. A store that refuses to say
// answers them all.
func (r *round) report(ctx context.Context, err error) {
	waiting := r.waiting
	r.waiting = nil
	for _, e := range waiting {
		done, failure := r.nothingLeft(ctx, e.environmentID)
		switch {
		case err != nil:
			e.answer <- err
		case failure != nil:
			e.answer <- failure
		case done:
			e.answer <- nil
		default:
			r.waiting = append(r.waiting, e)
		}
	}
}

func (r *round) nothingLeft(ctx context.Context, environmentID string) (bool, error) {
	for _, busy := range r.underWay {
		if busy == environmentID {
			return false, nil
		}
	}
	env, err := r.Directory.EnvironmentByID(ctx, environmentID)
	if err != nil {
		return false, err
	}
	due, err := r.Store.DueNotifications(ctx, environmentID, env.Clock.At(r.Clock.Now()), 1)
	return len(due) == 0, err
}

// refuse answers the environment's errands with err.
func (r *round) refuse(environmentID string, err error) {
	waiting := r.waiting
	r.waiting = nil
	for _, e := range waiting {
		if e.environmentID == environmentID {
			e.answer <- err
		} else {
			r.waiting = append(r.waiting, e)
		}
	}
}

// dismiss answers every errand at Run's end.
func (r *round) dismiss() {
	for _, e := range r.waiting {
		e.answer <- sandbox.Unavailable(nil, "Antom Desk is closing; start it again.")
	}
}
