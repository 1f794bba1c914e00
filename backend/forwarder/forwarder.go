// Package forwarder is the merchant's side of passing notifications on: it sends what the listener
// captured to the developer's own URLs. Each target has its own queue, drained strictly in order; while
// a target is down its queue waits, across restarts. Forwarding is at least once: an attempt whose end
// was not stored is made again and says so, in its headers and in the log.
package forwarder

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"log/slog"
	"sync"
	"time"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
)

// DefaultTimeout is how long one attempt may take unless Config says otherwise.
const DefaultTimeout = 30 * time.Second

const (
	keptAnswer   = 1 << 20     // bytes of an answer's body
	failurePause = time.Second // follows a refusal of the store
)

// pauses are the pauses after the first, second … attempt that found the target down; the last one
// stays.
var pauses = []time.Duration{
	time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 15 * time.Second, 30 * time.Second,
}

// Config is what a Forwarder works with.
type Config struct {
	Store        sandbox.ForwardStore
	Directory    sandbox.Directory
	Key          *rsa.PrivateKey // Antom's, for fresh signatures
	Clock        sandbox.Clock
	IDs          *sandbox.IDs
	LoopbackOnly bool           // refuse every address that is not this computer's
	Roots        *x509.CertPool // certificate authorities to trust, see rawhttp.Roots; nil means the system's
	Timeout      time.Duration  // of one attempt, connecting included, in real time; 0 means DefaultTimeout
	Log          *slog.Logger   // receives what the queue's store refuses; nil means slog.Default
}

// Forwarder sends forwards while Run runs.
type Forwarder struct {
	Config
	client rawhttp.Client

	mu      sync.Mutex
	waiting map[string]chan struct{} // by target: ends the pause of its worker
}

// New returns a forwarder that does not run yet.
func New(c Config) *Forwarder {
	if c.Timeout <= 0 {
		c.Timeout = DefaultTimeout
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return &Forwarder{Config: c, waiting: map[string]chan struct{}{},
		client: rawhttp.Client{LoopbackOnly: c.LoopbackOnly, Roots: c.Roots, MaxBody: keptAnswer}}
}

// RetryNow ends the pause of a target that was down. It does nothing when the target is not waiting.
func (f *Forwarder) RetryNow(targetID string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if bell := f.waiting[targetID]; bell != nil {
		select {
		case bell <- struct{}{}:
		default:
		}
	}
}

// Run forwards until ctx ends, then returns nil once no attempt is under way. A signal on wake makes it
// look for targets that have something to send.
func (f *Forwarder) Run(ctx context.Context, wake <-chan struct{}) error {
	done := make(chan string)
	busy := map[string]bool{}
	var workers sync.WaitGroup
	defer workers.Wait()
	for {
		retry := f.startWorkers(ctx, busy, &workers, done)
		select {
		case <-ctx.Done():
			for range busy {
				<-done
			}
			return nil
		case <-wake:
		case id := <-done:
			delete(busy, id)
		case <-retry:
		}
	}
}

// startWorkers gives a worker to every target that has something to send and none yet. When the store
// refuses to say, the returned channel tells when to ask again.
func (f *Forwarder) startWorkers(ctx context.Context, busy map[string]bool, workers *sync.WaitGroup, done chan<- string) <-chan time.Time {
	if ctx.Err() != nil {
		return nil
	}
	targets, err := f.Store.WaitingTargets(ctx)
	if err != nil {
		f.complain(ctx, "the forwarding queues could not be read", err)
		return f.Clock.After(failurePause)
	}
	for _, t := range targets {
		if busy[t.ID] {
			continue
		}
		busy[t.ID] = true
		workers.Go(func() {
			f.drain(ctx, t.ID)
			done <- t.ID
		})
	}
	return nil
}

func (f *Forwarder) complain(ctx context.Context, what string, err error) {
	if ctx.Err() == nil {
		f.Log.Error(what, "error", err)
	}
}
