// Package notifier is Antom's outgoing side: it delivers the notifications the engine left in the
// queue. Each attempt is signed with Antom's key, sent byte for byte, judged by its acknowledgement
// and stored (api.md §4.1). Deliveries of one payment keep their order; payments do not wait for
// each other. When an attempt is due, and what time it carries, is the
// environment's own time. Delivery is at least once: that a request is about to be sent is stored first, so an
// attempt that ends before its outcome is stored is kept, marked, and made again. The Delivery Lab lets a
// notification arrive twice, late, in the wrong order, damaged or not at all.
package notifier

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"log/slog"
	"sync/atomic"
	"time"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
)

// DefaultTimeout is how long one attempt may take unless Config says otherwise.
const DefaultTimeout = 15 * time.Second

const (
	defaultWorkers = 16
	keptAnswer     = 1 << 20 // bytes of an answer's body
)

// Config is what a Notifier works with.
type Config struct {
	Store     sandbox.NotificationStore
	Directory sandbox.Directory
	Lab       sandbox.LabStore // nil means no Delivery Lab
	Key       *rsa.PrivateKey  // Antom's
	Clock     sandbox.Clock
	IDs       *sandbox.IDs
	// BuiltinURL is where notifications go that have no other URL: the listener's, or "" while it is
	// down. It is asked at each attempt.
	BuiltinURL   func() string
	LoopbackOnly bool           // refuse every address that is not this computer's
	Roots        *x509.CertPool // certificate authorities to trust, see rawhttp.Roots; nil means the system's
	Timeout      time.Duration  // of one attempt, connecting included, in real time; 0 means DefaultTimeout
	Workers      int            // attempts at once; 0 means 16
	Log          *slog.Logger   // receives what the queue's store refuses; nil means slog.Default
}

// Notifier delivers notifications while Run runs.
type Notifier struct {
	Config
	client   rawhttp.Client
	ordinals *ordinals
	errands  chan errand // from Deliver to Run
	running  atomic.Bool
}

// New returns a notifier that does not run yet.
func New(c Config) *Notifier {
	if c.Timeout <= 0 {
		c.Timeout = DefaultTimeout
	}
	if c.Workers <= 0 {
		c.Workers = defaultWorkers
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.BuiltinURL == nil {
		c.BuiltinURL = func() string { return "" }
	}
	return &Notifier{Config: c, ordinals: newOrdinals(), errands: make(chan errand), client: rawhttp.Client{LoopbackOnly: c.LoopbackOnly, Roots: c.Roots, MaxBody: keptAnswer}}
}

// Run delivers what is due in each environment's own time until ctx ends, then returns nil once no
// attempt is under way. Attempts that ctx interrupts are stored as cut short, and made again, by the next Run.
// A signal on wake makes it look at the queue and the clocks at once.
func (n *Notifier) Run(ctx context.Context, wake <-chan struct{}) error {
	n.running.Store(true)
	defer n.running.Store(false)
	r := newRound(n)
	defer r.dismiss()
	defer r.workers.Wait()
	for {
		err := r.startDue(ctx)
		if ctx.Err() != nil {
			return nil
		}
		r.report(ctx, err)
		select {
		case <-ctx.Done():
			return nil
		case <-wake:
		case e := <-n.errands:
			r.waiting = append(r.waiting, e)
		case done := <-r.done:
			r.finished(done)
		case <-r.alarm(ctx, err != nil):
		}
	}
}
