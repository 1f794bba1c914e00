package engine_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// witness notes what calls do to the store, and which notifications follow from what they made.
type witness struct {
	api      string                                       // the call being decided; empty while time or a buyer acts
	deeds    map[string]map[string]bool                   // by API: "makes payment", "changes refund"
	notices  map[string]map[sandbox.NotificationType]bool // by API
	makers   map[string]string                            // the API that made what has that id
	answered map[string]bool                              // APIs that have succeeded
}

// witnessed is a desk whose calls are watched.
func witnessed(t *testing.T) (*desk, *witness) {
	t.Helper()
	w := &witness{
		deeds: map[string]map[string]bool{}, notices: map[string]map[sandbox.NotificationType]bool{},
		makers: map[string]string{}, answered: map[string]bool{},
	}
	d := newDesk(t)
	d.engine = engine.New(engine.Config{
		Reader: d.store, Decider: witnessDecider{d.store, w}, Due: d.store, Clock: d.clock, Directory: directory{d},
		IDs: sandbox.NewIDs(d.clock, rand.NewChaCha8([32]byte{2})),
	})
	d.watch = w
	return d, w
}

// during says which call is being decided; the returned function ends it.
func (w *witness) during(api string) func(r reply) {
	if w == nil {
		return func(reply) {}
	}
	w.api = api
	return func(r reply) {
		w.api = ""
		if r.Result.Status != sandbox.StatusF {
			w.answered[api] = true
		}
	}
}

func (w *witness) did(api, deed, id string) {
	if api == "" {
		return
	}
	if w.deeds[api] == nil {
		w.deeds[api] = map[string]bool{}
	}
	w.deeds[api][deed] = true
	if _, known := w.makers[id]; !known && id != "" {
		w.makers[id] = api
	}
}

// told attributes a notification to the call being decided, or to the one that made what it is about.
func (w *witness) told(n sandbox.Notification) {
	api := w.api
	for _, id := range []string{n.RefundID, n.PaymentID} {
		if api == "" && id != "" {
			api = w.makers[id]
		}
	}
	if api == "" {
		return
	}
	if w.notices[api] == nil {
		w.notices[api] = map[sandbox.NotificationType]bool{}
	}
	w.notices[api][n.Type] = true
}

type witnessDecider struct {
	sandbox.Decider
	w *witness
}

func (d witnessDecider) Decide(ctx context.Context, fn func(context.Context, sandbox.Tx) error) error {
	return d.Decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error { return fn(ctx, witnessTx{tx, d.w}) })
}

type witnessTx struct {
	sandbox.Tx
	w *witness
}

// InsertPayment takes a subscription's payment for its subscription's.
func (t witnessTx) InsertPayment(ctx context.Context, p sandbox.Payment) error {
	api := t.w.api
	if api == "" {
		api = t.w.makers[p.ReferenceOrderID]
	}
	t.w.did(api, "makes payment", p.PaymentID)
	return t.Tx.InsertPayment(ctx, p)
}

func (t witnessTx) UpdatePayment(ctx context.Context, p sandbox.Payment) error {
	t.w.did(t.w.api, "changes payment", "")
	return t.Tx.UpdatePayment(ctx, p)
}

func (t witnessTx) InsertRefund(ctx context.Context, r sandbox.Refund) error {
	t.w.did(t.w.api, "makes refund", r.RefundID)
	return t.Tx.InsertRefund(ctx, r)
}

func (t witnessTx) UpdateRefund(ctx context.Context, r sandbox.Refund) error {
	t.w.did(t.w.api, "changes refund", "")
	return t.Tx.UpdateRefund(ctx, r)
}

func (t witnessTx) InsertObject(ctx context.Context, o sandbox.Object) error {
	t.w.did(t.w.api, "makes "+string(o.Kind), o.ObjectID)
	return t.Tx.InsertObject(ctx, o)
}

func (t witnessTx) UpdateObject(ctx context.Context, o sandbox.Object) error {
	t.w.did(t.w.api, "changes "+string(o.Kind), "")
	return t.Tx.UpdateObject(ctx, o)
}

func (t witnessTx) InsertNotification(ctx context.Context, n sandbox.Notification) error {
	t.w.told(n)
	return t.Tx.InsertNotification(ctx, n)
}
