package sqlite

import (
	"context"
	"time"

	"antomdesk/backend/sandbox"
)

// transaction is what is open on the writer's connection.
type transaction struct {
	begun   bool
	jobs    []*job    // run in it, in their order
	waiting int       // how many of their callers wait for the commit
	since   time.Time // when it began, or when the first of them began to wait
}

// perform runs the jobs in the open transaction, or in a new one. Callers that need not wait for the
// commit are answered at once. With the transaction the rest of the batch is lost.
func (w *writer) perform(batch []*job) {
	for i, j := range batch {
		err := w.begin()
		if err == nil {
			err = w.run(j)
		}
		if err != nil {
			w.lose(batch[i:], err)
			return
		}
		w.open.add(j)
	}
}

func (w *writer) begin() error {
	if w.open.begun {
		return nil
	}
	_, err := w.stmts.begin.ExecContext(context.Background())
	w.open.begun, w.open.since = err == nil, moment()
	return err
}

// add takes in a job that was run.
func (t *transaction) add(j *job) {
	if j.ahead != nil {
		t.release(j)
		return
	}
	t.jobs = append(t.jobs, j)
	if t.waiting++; t.waiting == 1 {
		t.since = moment()
	}
}

// release answers a caller that does not wait. What failed has nothing to keep.
func (t *transaction) release(j *job) {
	if j.err == nil {
		j.released = true
		t.jobs = append(t.jobs, j)
	}
	close(j.done)
}

// commit makes durable what is open, answers everyone, and only then lets the events leave.
func (w *writer) commit() {
	if !w.open.begun {
		return
	}
	if _, err := w.stmts.commit.ExecContext(context.Background()); err != nil {
		w.lose(nil, err)
		return
	}
	jobs := w.open.jobs
	w.open = transaction{}
	var events []sandbox.Event
	for _, j := range jobs {
		events = append(events, j.settle(nil)...)
	}
	if len(events) > 0 {
		w.publisher.Publish(events...)
	}
	w.fold(len(jobs))
}

// lose undoes what is open and tells everyone why, those too whose turn in it never came.
func (w *writer) lose(rest []*job, err error) {
	if w.open.begun {
		// It fails when SQLite has rolled back by itself already; either way nothing is open.
		w.stmts.rollback.ExecContext(context.Background()) //nolint:errcheck // see above
	}
	jobs := append(w.open.jobs, rest...)
	w.open = transaction{}
	err = explain(err)
	for _, j := range jobs {
		j.settle(err)
	}
}

// settle answers the caller, or the unit of one that was answered ahead. lost is why nothing was kept. It
// returns the events that may leave.
func (j *job) settle(lost error) []sandbox.Event {
	switch {
	case j.released && lost != nil:
		j.ahead.Undo(lost)
		return nil
	case j.released:
		j.ahead.Keep()
		return j.events
	case lost != nil:
		j.err = lost
	case j.err == nil && j.applied != nil:
		j.applied()
	}
	defer close(j.done)
	if j.err != nil {
		return nil
	}
	return j.events
}
