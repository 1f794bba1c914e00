// Package engine holds Antom's decisions, one verb per file. Every call is one write transaction:
// idempotency, status change, notifications due, events. It knows neither HTTP nor SQL; time, chance
// and storage arrive through Config.
package engine

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// Config is what the engine needs from the outside.
type Config struct {
	Reader  sandbox.Reader
	Decider sandbox.Decider
	Due     sandbox.DueReader
	Clock   sandbox.Clock
	IDs     *sandbox.IDs
	// Directory yields an environment's settings where no call brings them: buyer actions and what
	// time alone decides. Nil means DefaultSettings everywhere.
	Directory sandbox.Directory
	// Rules yields the user's changes to the payment methods' rules. Nil means the defaults everywhere.
	Rules RuleSource
	// Scenarios are the armed errors. Nil means that none ever is.
	Scenarios Scenarios
	// Log hears of storage that fails while nobody is waiting for an answer. Nil means slog's default.
	Log *slog.Logger
}

// Engine decides. It is safe for concurrent use.
type Engine struct {
	reader    sandbox.Reader
	decider   watcher
	due       sandbox.DueReader
	clock     sandbox.Clock
	ids       *sandbox.IDs
	directory sandbox.Directory
	rules     RuleSource
	scenarios Scenarios
	log       *slog.Logger
	nudge     chan struct{} // a decision made something due earlier than Run is sleeping for
	sleeping  atomic.Int64  // until when Run sleeps, unix milliseconds; awake while it works, 0 when it does not run
}

// New returns an engine over c.
func New(c Config) *Engine {
	log := c.Log
	if log == nil {
		log = slog.Default()
	}
	e := &Engine{
		reader: c.Reader, due: c.Due, clock: c.Clock, ids: c.IDs,
		directory: c.Directory, rules: c.Rules, scenarios: c.Scenarios, log: log, nudge: make(chan struct{}, 1),
	}
	e.decider = watcher{c.Decider, e}
	return e
}

// Call is the circumstance of one merchant call.
type Call struct {
	Environment sandbox.Environment
	Origin      string // scheme://host the merchant called, for buyer URLs
	// Unit, when set, lets the decision go before its commit; see sandbox.Unit.
	Unit *sandbox.Unit
}

// Answer is what the gateway signs and sends, with the ids the log row wants.
type Answer struct {
	Body      []byte // encoded JSON
	Result    sandbox.Result
	RequestID string // paymentRequestId or refundRequestId
	PaymentID string
	RefundID  string
	Amount    money.Amount // zero when the call concerns none
}

// now is the environment's present in the resolution the store keeps, so that what was decided equals
// what is read back.
func (e *Engine) now(env sandbox.Environment) time.Time {
	return env.Clock.At(e.clock.Now()).UTC().Truncate(time.Millisecond)
}

// numbers issues Antom's numbers, which begin with the day by the environment's clock.
func (e *Engine) numbers(env sandbox.Environment) *sandbox.IDs { return e.ids.Dated(e.now(env)) }

// decide runs fn as one transaction and hands its answer out; within the call's unit, if it has one.
func (e *Engine) decide(ctx context.Context, call Call, fn func(context.Context, sandbox.Tx) (Answer, error)) (Answer, error) {
	var a Answer
	err := e.decider.within(ctx, call, func(ctx context.Context, tx sandbox.Tx) error {
		var err error
		a, err = fn(ctx, tx)
		return err
	})
	if err != nil {
		return Answer{}, err
	}
	return a, nil
}

// environment is read before a transaction, where no call brings it, so that the writer never waits
// for it.
func (e *Engine) environment(ctx context.Context, id string) (sandbox.Environment, error) {
	if e.directory == nil {
		return sandbox.Environment{ID: id, Settings: sandbox.DefaultSettings()}, nil
	}
	return e.directory.EnvironmentByID(ctx, id)
}

// hurry wakes Run if it would sleep past at, an instant of the clock's. While Run is looking for its
// next moment it may have looked too early, and is told as well.
func (e *Engine) hurry(clock sandbox.EnvironmentClock, at time.Time) {
	now := e.clock.Now()
	pause, comes := clock.Until(at, now)
	if !comes || now.Add(pause).UnixMilli() >= e.sleeping.Load() {
		return
	}
	select {
	case e.nudge <- struct{}{}:
	default:
	}
}
