package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"antomdesk/backend/sandbox"
)

// maxBatch bounds how many jobs share one commit, and so how long the first of them waits.
const maxBatch = 256

// job is one caller's writes. Exactly one side claims it: the writer to run it, or its caller to give
// up because its context ended first.
type job struct {
	ctx      context.Context
	run      func(ctx context.Context, tx *writeTx) error
	bare     bool          // run needs no savepoint: when it fails it has written nothing, or lost the transaction
	applied  func()        // called after the commit and before the caller is answered; may be nil
	ahead    *sandbox.Unit // the caller is answered before the commit, and its unit after it; usually nil
	released bool          // its caller was answered ahead
	claimed  atomic.Bool
	events   []sandbox.Event
	err      error
	done     chan struct{}
}

// writer owns the only connection that writes. Its goroutine runs whatever jobs are waiting in one
// transaction and answers them after the commit; who arrives meanwhile shares the next one. When the
// commit is due, pace.go says.
type writer struct {
	conn        *sql.Conn
	stmts       statements
	publisher   sandbox.Publisher
	load, soon  func() int
	linger      time.Duration
	ahead       time.Duration
	checkpoints *checkpointer
	written     int // pages since the log began, about
	folded      int // pages of the log when it was folded last
	open        transaction
	timer       *time.Timer // ends the wait for company

	mu     sync.Mutex
	queue  []*job
	closed bool
	wake   chan struct{} // holds one token while the queue may have work
	ended  chan struct{}
}

func newWriter(ctx context.Context, conn *sql.Conn, cfg Config, checkpoints *checkpointer) (*writer, error) {
	w := &writer{conn: conn, publisher: cfg.Publisher, load: cfg.Load, soon: cfg.Soon, linger: cfg.linger, ahead: cfg.ahead, checkpoints: checkpoints, timer: idleTimer(), wake: make(chan struct{}, 1), ended: make(chan struct{})}
	if err := setCheckpoints(ctx, conn); err != nil {
		return nil, err
	}
	return w, w.stmts.prepare(ctx, conn)
}

// do runs fn in the next commit and returns after it. fn's error undoes fn alone.
func (w *writer) do(ctx context.Context, fn func(ctx context.Context, tx *writeTx) error, applied func()) error {
	return w.await(&job{ctx: ctx, run: fn, applied: applied, done: make(chan struct{})})
}

// doAhead is do that returns before the commit: unit hears of the commit.
func (w *writer) doAhead(ctx context.Context, unit *sandbox.Unit, fn func(ctx context.Context, tx *writeTx) error) error {
	return w.await(&job{ctx: ctx, run: fn, ahead: unit, done: make(chan struct{})})
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
	for {
		w.wait()
		// Callers that are ready to run may submit first. This waits for nobody who is not.
		runtime.Gosched()
		batch, over := w.take()
		w.perform(claim(batch))
		if over || w.due() {
			w.commit()
		}
		if over {
			return
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
