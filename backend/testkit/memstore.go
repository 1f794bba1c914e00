package testkit

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"antomdesk/backend/sandbox"
)

// MemStore keeps payments, refunds, objects and notifications in memory with the promises of the real store:
// a decision is kept whole or not at all, ids are unique, and events leave after the commit. It
// implements sandbox.Reader, Decider and DueReader.
type MemStore struct {
	writer sync.Mutex // held for a whole decision
	mu     sync.Mutex // guards state, briefly, so that readers go on during a decision
	state  memState

	// Failing, when set, is asked before every commit; its error undoes the decision.
	Failing func() error
	// Directory, when set, says what Environments tells of each environment.
	Directory sandbox.Directory
}

// memState is everything committed. Decisions work on a copy.
type memState struct {
	payments      map[string]sandbox.Payment // by environment and Antom's number
	refunds       map[string]sandbox.Refund
	objects       map[string]sandbox.Object
	notifications []sandbox.Notification
	events        []sandbox.Event
	seq           int64
}

// NewMemStore returns an empty store.
func NewMemStore() *MemStore {
	return &MemStore{state: memState{
		payments: map[string]sandbox.Payment{}, refunds: map[string]sandbox.Refund{}, objects: map[string]sandbox.Object{},
	}}
}

func memKey(environmentID, id string) string { return environmentID + "\x00" + id }

func (s memState) copy() memState {
	s.payments, s.refunds, s.objects = maps.Clone(s.payments), maps.Clone(s.refunds), maps.Clone(s.objects)
	s.notifications, s.events = slices.Clone(s.notifications), slices.Clone(s.events)
	return s
}

func (m *MemStore) committed() memState {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.state
}

// Decide runs fn over a copy of the state, which replaces the state when fn succeeds.
func (m *MemStore) Decide(ctx context.Context, fn func(context.Context, sandbox.Tx) error) error {
	m.writer.Lock()
	defer m.writer.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	tx := &memTx{state: m.committed().copy()}
	if err := fn(ctx, tx); err != nil {
		return err
	}
	if m.Failing != nil {
		if err := m.Failing(); err != nil {
			return err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.state = tx.state
	return nil
}

// DecideWithin is Decide: memory is as durable at once as it ever will be.
func (m *MemStore) DecideWithin(ctx context.Context, unit *sandbox.Unit, fn func(context.Context, sandbox.Tx) error) error {
	if err := m.Decide(ctx, fn); err != nil || unit == nil {
		return err
	}
	unit.Keep()
	return nil
}

// Notifications lists what was queued, oldest first.
func (m *MemStore) Notifications() []sandbox.Notification {
	return slices.Clone(m.committed().notifications)
}

// Events lists what left after commits, oldest first.
func (m *MemStore) Events() []sandbox.Event { return slices.Clone(m.committed().events) }

// Payments lists all payments in order of creation.
func (m *MemStore) Payments() []sandbox.Payment {
	return slices.SortedFunc(maps.Values(m.committed().payments), func(a, b sandbox.Payment) int { return int(a.Seq - b.Seq) })
}

// Refunds lists all refunds in order of creation.
func (m *MemStore) Refunds() []sandbox.Refund {
	return slices.SortedFunc(maps.Values(m.committed().refunds), func(a, b sandbox.Refund) int { return int(a.Seq - b.Seq) })
}

// PaymentByID implements sandbox.Reader.
func (m *MemStore) PaymentByID(_ context.Context, environmentID, paymentID string) (sandbox.Payment, error) {
	return m.committed().paymentByID(environmentID, paymentID)
}

// PaymentByRequestID implements sandbox.Reader.
func (m *MemStore) PaymentByRequestID(_ context.Context, environmentID, requestID string) (sandbox.Payment, error) {
	return m.committed().paymentByRequestID(environmentID, requestID)
}

// PaymentByWalletToken implements sandbox.Reader.
func (m *MemStore) PaymentByWalletToken(_ context.Context, token string) (sandbox.Payment, error) {
	return m.committed().paymentByWalletToken(token)
}

// RefundsOf implements sandbox.Reader.
func (m *MemStore) RefundsOf(_ context.Context, environmentID, paymentID string) ([]sandbox.Refund, error) {
	return m.committed().refundsOf(environmentID, paymentID), nil
}

// RefundByID implements sandbox.Reader.
func (m *MemStore) RefundByID(_ context.Context, environmentID, refundID string) (sandbox.Refund, error) {
	return m.committed().refundByID(environmentID, refundID)
}

// RefundByRequestID implements sandbox.Reader.
func (m *MemStore) RefundByRequestID(_ context.Context, environmentID, requestID string) (sandbox.Refund, error) {
	return m.committed().refundByRequestID(environmentID, requestID)
}

// DuePayments implements sandbox.DueReader.
func (m *MemStore) DuePayments(_ context.Context, environmentID string, now time.Time, limit int) ([]sandbox.Payment, error) {
	due := slices.DeleteFunc(m.Payments(), func(p sandbox.Payment) bool {
		return p.EnvironmentID != environmentID || p.Status.Final() || p.ExpiresAt.IsZero() || p.ExpiresAt.After(now)
	})
	slices.SortStableFunc(due, func(a, b sandbox.Payment) int { return a.ExpiresAt.Compare(b.ExpiresAt) })
	return due[:min(limit, len(due))], nil
}

// DueRefunds implements sandbox.DueReader.
func (m *MemStore) DueRefunds(_ context.Context, environmentID string, now time.Time, limit int) ([]sandbox.Refund, error) {
	due := slices.DeleteFunc(m.Refunds(), func(r sandbox.Refund) bool {
		return r.EnvironmentID != environmentID || r.Status != sandbox.RefundProcessing || r.CompletesAt.IsZero() || r.CompletesAt.After(now)
	})
	slices.SortStableFunc(due, func(a, b sandbox.Refund) int { return a.CompletesAt.Compare(b.CompletesAt) })
	return due[:min(limit, len(due))], nil
}

// NextDue implements sandbox.DueReader.
func (m *MemStore) NextDue(_ context.Context, environmentID string) (time.Time, error) {
	var next time.Time
	consider := func(id string, t time.Time) {
		if id == environmentID && !t.IsZero() && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	for _, p := range m.Payments() {
		if !p.Status.Final() {
			consider(p.EnvironmentID, p.ExpiresAt)
		}
	}
	for _, r := range m.Refunds() {
		if r.Status == sandbox.RefundProcessing {
			consider(r.EnvironmentID, r.CompletesAt)
		}
	}
	for _, o := range m.Objects() {
		consider(o.EnvironmentID, o.DueAt)
	}
	return next, nil
}

func (s memState) paymentByID(environmentID, paymentID string) (sandbox.Payment, error) {
	if p, ok := s.payments[memKey(environmentID, paymentID)]; ok {
		return clonePayment(p), nil
	}
	return sandbox.Payment{}, sandbox.NotFound("There is no payment %s.", paymentID)
}

func (s memState) paymentByRequestID(environmentID, requestID string) (sandbox.Payment, error) {
	for _, p := range s.payments {
		if p.EnvironmentID == environmentID && p.PaymentRequestID == requestID {
			return clonePayment(p), nil
		}
	}
	return sandbox.Payment{}, sandbox.NotFound("There is no payment with paymentRequestId %s.", requestID)
}

func (s memState) paymentByWalletToken(token string) (sandbox.Payment, error) {
	for _, p := range s.payments {
		if token != "" && p.WalletToken == token {
			return clonePayment(p), nil
		}
	}
	return sandbox.Payment{}, sandbox.NotFound("There is no payment page at this address.")
}

func (s memState) refundsOf(environmentID, paymentID string) []sandbox.Refund {
	var list []sandbox.Refund
	for _, r := range s.refunds {
		if r.EnvironmentID == environmentID && r.PaymentID == paymentID {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b sandbox.Refund) int { return int(a.Seq - b.Seq) })
	return list
}

func (s memState) refundByID(environmentID, refundID string) (sandbox.Refund, error) {
	if r, ok := s.refunds[memKey(environmentID, refundID)]; ok {
		return r, nil
	}
	return sandbox.Refund{}, sandbox.NotFound("There is no refund %s.", refundID)
}

func (s memState) refundByRequestID(environmentID, requestID string) (sandbox.Refund, error) {
	for _, r := range s.refunds {
		if r.EnvironmentID == environmentID && r.RefundRequestID == requestID {
			return r, nil
		}
	}
	return sandbox.Refund{}, sandbox.NotFound("There is no refund with refundRequestId %s.", requestID)
}

func clonePayment(p sandbox.Payment) sandbox.Payment {
	if p.Card != nil {
		card := *p.Card
		p.Card = &card
	}
	p.FirstAnswer, p.Request = slices.Clone(p.FirstAnswer), slices.Clone(p.Request)
	return p
}

// memTx is one decision on a copy of the state.
type memTx struct{ state memState }

func (t *memTx) PaymentByID(_ context.Context, environmentID, paymentID string) (sandbox.Payment, error) {
	return t.state.paymentByID(environmentID, paymentID)
}

func (t *memTx) PaymentByRequestID(_ context.Context, environmentID, requestID string) (sandbox.Payment, error) {
	return t.state.paymentByRequestID(environmentID, requestID)
}

func (t *memTx) PaymentByWalletToken(_ context.Context, token string) (sandbox.Payment, error) {
	return t.state.paymentByWalletToken(token)
}

func (t *memTx) RefundsOf(_ context.Context, environmentID, paymentID string) ([]sandbox.Refund, error) {
	return t.state.refundsOf(environmentID, paymentID), nil
}

func (t *memTx) RefundByID(_ context.Context, environmentID, refundID string) (sandbox.Refund, error) {
	return t.state.refundByID(environmentID, refundID)
}

func (t *memTx) RefundByRequestID(_ context.Context, environmentID, requestID string) (sandbox.Refund, error) {
	return t.state.refundByRequestID(environmentID, requestID)
}

func (t *memTx) InsertPayment(_ context.Context, p sandbox.Payment) error {
	if _, err := t.state.paymentByRequestID(p.EnvironmentID, p.PaymentRequestID); err == nil {
		return sandbox.Conflict("paymentRequestId %s is taken", p.PaymentRequestID)
	}
	key := memKey(p.EnvironmentID, p.PaymentID)
	if _, taken := t.state.payments[key]; taken {
		return sandbox.Conflict("paymentId %s is taken", p.PaymentID)
	}
	t.state.seq++
	p.Seq = t.state.seq
	t.state.payments[key] = clonePayment(p)
	return nil
}

// UpdatePayment changes only what the real store changes.
func (t *memTx) UpdatePayment(_ context.Context, p sandbox.Payment) error {
	key := memKey(p.EnvironmentID, p.PaymentID)
	kept, ok := t.state.payments[key]
	if !ok {
		return sandbox.NotFound("There is no payment %s.", p.PaymentID)
	}
	kept.Status, kept.ResultCode, kept.ResultMessage = p.Status, p.ResultCode, p.ResultMessage
	kept.ExpiresAt, kept.PaidAt, kept.CancelledAt, kept.UpdatedAt = p.ExpiresAt, p.PaidAt, p.CancelledAt, p.UpdatedAt
	kept.Card, kept.BuyerAction = p.Card, p.BuyerAction
	t.state.payments[key] = clonePayment(kept)
	return nil
}

func (t *memTx) InsertRefund(_ context.Context, r sandbox.Refund) error {
	if _, err := t.state.refundByRequestID(r.EnvironmentID, r.RefundRequestID); err == nil {
		return sandbox.Conflict("refundRequestId %s is taken", r.RefundRequestID)
	}
	if _, err := t.state.paymentByID(r.EnvironmentID, r.PaymentID); err != nil {
		return err
	}
	t.state.seq++
	r.Seq = t.state.seq
	t.state.refunds[memKey(r.EnvironmentID, r.RefundID)] = r
	return nil
}

func (t *memTx) UpdateRefund(_ context.Context, r sandbox.Refund) error {
	key := memKey(r.EnvironmentID, r.RefundID)
	if _, ok := t.state.refunds[key]; !ok {
		return sandbox.NotFound("There is no refund %s.", r.RefundID)
	}
	t.state.refunds[key] = r
	return nil
}

func (t *memTx) InsertNotification(_ context.Context, n sandbox.Notification) error {
	if n.Status == sandbox.NotificationPending && n.NextAttemptAt.IsZero() {
		return errors.New("a pending notification needs NextAttemptAt")
	}
	t.state.seq++
	n.Seq = t.state.seq
	t.state.notifications = append(t.state.notifications, n)
	return nil
}

func (t *memTx) Emit(events ...sandbox.Event) { t.state.events = append(t.state.events, events...) }

var (
	_ sandbox.Reader    = (*MemStore)(nil)
	_ sandbox.Decider   = (*MemStore)(nil)
	_ sandbox.DueReader = (*MemStore)(nil)
)
