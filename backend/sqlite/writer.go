package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"

	"antomdesk/backend/sandbox"
)

// maxBatch bounds how many jobs share one commit, and so how long the first of them waits.
const maxBatch = 256

// job is one caller's writes. Exactly one side claims it: the writer to run it, or its caller to give
// up because its context ended first.
type job struct {
	ctx     context.Context
	run     func(ctx context.Context, tx *writeTx) error
	bare    bool   // run needs no savepoint: when it fails it has written nothing, or lost the transaction
	applied func() // called after the commit and before the caller is answered; may be nil
	claimed atomic.Bool
	events  []sandbox.Event
	err     error
	done    chan struct{}
}

// writer owns the only connection that writes. Its goroutine takes whatever jobs are waiting, runs
// them in one transaction and answers them after the commit; who arrives meanwhile shares the next
// commit. It waits for company only while the machine is busy with other things.
type writer struct {
	conn        *sql.Conn
	stmts       statements
	publisher   sandbox.Publisher
	busy        func() bool
	checkpoints *checkpointer
	written     int // pages since the log began, about
	folded      int // pages of the log when it was folded last

	mu     sync.Mutex
	queue  []*job
	closed bool
	wake   chan struct{} // holds one token while the queue may have work
	ended  chan struct{}
}

func newWriter(ctx context.Context, conn *sql.Conn, cfg Config, checkpoints *checkpointer) (*writer, error) {
	w := &writer{conn: conn, publisher: cfg.Publisher, busy: cfg.Busy, checkpoints: checkpoints, wake: make(chan struct{}, 1), ended: make(chan struct{})}
	if err := setCheckpoints(ctx, conn); err != nil {
		return nil, err
	}
	return w, w.stmts.prepare(ctx, conn)
}

// do runs fn in the next commit and returns after it. fn's error undoes fn alone.
func (w *writer) do(ctx context.Context, fn func(ctx context.Context, tx *writeTx) error, applied func()) error {
	return w.await(&job{ctx: ctx, run: fn, applied: applied, done: make(chan struct{})})
}

// doBare is do without the savepoint, for fn that undoes itself.
func (w *writer) doBare(ctx context.Context, fn func(ctx context.Context, tx *writeTx) error, applied func()) error {
	return w.await(&job{ctx: ctx, run: fn, bare: true, applied: applied, done: make(chan struct{})})
}

func (w *writer) await(j *job) error {
	if err := w.submit(j); err != nil {
		return err
	}
	select {
	case <-j.done:
		return j.err
	case <-j.ctx.Done():
	}
	if j.claimed.CompareAndSwap(false, true) {
		return j.ctx.Err()
	}
	<-j.done
	return j.err
}

func (w *writer) submit(j *job) error {
	if err := j.ctx.Err(); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return errClosed()
	}
	w.queue = append(w.queue, j)
	w.nudge()
	return nil
}

func (w *writer) nudge() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// take returns the jobs that wait, at most maxBatch, and whether no more will come.
func (w *writer) take() (batch []*job, over bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := min(len(w.queue), maxBatch)
	batch, w.queue = w.queue[:n:n], w.queue[n:]
	if len(w.queue) > 0 {
		w.nudge()
	} else {
		w.queue = nil
	}
	return batch, w.closed && n == 0
}

func (w *writer) loop() {
	defer close(w.ended)
	for range w.wake {
		// Callers that are ready to run may submit first. This waits for nobody who is not.
		runtime.Gosched()
		w.linger()
		batch, over := w.take()
		if over {
			return
		}
		if batch = claim(batch); len(batch) > 0 {
			w.commit(batch)
			w.fold(len(batch))
		}
		if w.closing() {
			w.nudge()
		}
	}
}

func (w *writer) closing() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.closed
}

// claim leaves out the jobs whose callers gave up before they started.
func claim(batch []*job) []*job {
	kept := batch[:0]
	for _, j := range batch {
		if !j.claimed.CompareAndSwap(false, true) {
			continue
		}
		if err := j.ctx.Err(); err != nil {
			j.err = err
			close(j.done)
			continue
		}
		kept = append(kept, j)
	}
	return kept
}

// commit runs the batch in one transaction, answers everyone, and only then lets the events leave.
func (w *writer) commit(batch []*job) {
	if err := w.transact(batch); err != nil {
		err = explain(err)
		for _, j := range batch {
			j.err, j.events = err, nil
		}
	}
	var events []sandbox.Event
	for _, j := range batch {
		if j.err == nil && j.applied != nil {
			j.applied()
		}
		if j.err == nil {
			events = append(events, j.events...)
		}
		close(j.done)
	}
	if len(events) > 0 {
		w.publisher.Publish(events...)
	}
}

// transact returns an error when the whole transaction failed; a job's own error stays in the job.
func (w *writer) transact(batch []*job) (err error) {
	ctx := context.Background()
	if _, err := w.stmts.begin.ExecContext(ctx); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			// It fails when SQLite has rolled back by itself already; either way nothing is open.
			w.stmts.rollback.ExecContext(ctx) //nolint:errcheck // see above
		}
	}()
	for _, j := range batch {
		if err := w.run(j); err != nil {
			return err
		}
	}
	_, err = w.stmts.commit.ExecContext(ctx)
	return err
}

// close lets the writer finish what waits, then gives the connection back.
func (w *writer) close() error {
	w.mu.Lock()
	already := w.closed
	w.closed = true
	w.mu.Unlock()
	w.nudge()
	<-w.ended
	if already {
		return nil
	}
	return errors.Join(w.stmts.close(), w.conn.Close())
}
