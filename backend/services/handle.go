package services

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"

	"antomdesk/backend/sandbox"
)

// patience is how long one method may wait for the store or a server.
const patience = 60 * time.Second

// handle is the part of the services that outlives opening and failing.
type handle struct {
	id    Identity
	phase atomic.Pointer[phase]
	// choose asks the user for a file to save to; nil without a window.
	choose atomic.Pointer[func(name string) (string, error)]
}

// phase is how far the program has come: starting (all zero), failed (err) or ready (deps).
type phase struct {
	ctx  context.Context
	deps *Deps
	err  error
}

func newHandle(id Identity) *handle {
	h := &handle{id: id}
	h.set(phase{})
	return h
}

func (h *handle) set(p phase) { h.phase.Store(&p) }

func (h *handle) ready() (context.Context, *Deps, error) {
	p := h.phase.Load()
	switch {
	case p.err != nil:
		return nil, nil, p.err
	case p.deps == nil:
		return nil, nil, &sandbox.Error{Code: sandbox.CodeStarting, Message: "Antom Desk is still starting; ask again in a moment"}
	}
	return p.ctx, p.deps, nil
}

// call runs one service method: refused until the program is ready, bounded in time, and with any
// panic turned into an error, because the window's promise would otherwise never settle.
func call[T any](h *handle, fn func(context.Context, *Deps) (T, error)) (T, error) {
	out, err := callFor(h, bounded, fn)
	if errors.Is(err, context.DeadlineExceeded) {
		err = sandbox.Unavailable(err, "the answer took longer than %s; try again", patience)
	}
	return out, err
}

// callFor is call for as long as limit allows.
func callFor[T any](h *handle, limit func(context.Context) (context.Context, context.CancelFunc), fn func(context.Context, *Deps) (T, error)) (out T, err error) {
	ctx, deps, err := h.ready()
	if err != nil {
		return out, err
	}
	ctx, cancel := limit(ctx)
	defer cancel()
	defer h.recover(&err)
	return fn(ctx, deps)
}

// bounded is the patience of a method.
func bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, patience)
}

// unbounded is for what a person is asked in between: it ends with the program.
func unbounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithCancel(ctx)
}

// recover turns a panic into an internal error. Only runtime errors are quoted: a panic value of any
// other kind could carry a secret.
func (h *handle) recover(err *error) {
	p := recover()
	if p == nil {
		return
	}
	what := fmt.Sprintf("a value of type %T", p)
	if e, ok := p.(runtime.Error); ok {
		what = e.Error()
	}
	h.id.Log.Error("a service method panicked", "panic", what, "stack", string(debug.Stack()))
	*err = &sandbox.Error{Code: sandbox.CodeInternal, Message: "Antom Desk made a mistake (" + what + "); nothing was changed by the part that failed. Try again, and report it with the program's log if it happens twice"}
}
