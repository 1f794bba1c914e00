package sandbox

import (
	"errors"
	"sync"
)

// ErrUndone says that a decision was lost after it had been let go, and so is the record of its answer.
var ErrUndone = errors.New("what was decided could not be kept")

// Unit ties what one call decided to the record of its answer, so that both wait for the disk once: the
// decision is let go before its commit, and the record fails when the decision was not kept. The zero
// value is ready; one unit serves one call.
type Unit struct {
	mu     sync.Mutex
	then   []func()
	undone error
}

// Then has fn run once what the unit decided is kept; never when it is not. fn runs on the writer's
// goroutine, which must not wait for it.
func (u *Unit) Then(fn func()) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.then = append(u.then, fn)
}

// Keep is the store's word that what was decided so far is durable.
func (u *Unit) Keep() {
	u.mu.Lock()
	then := u.then
	u.then = nil
	u.mu.Unlock()
	for _, fn := range then {
		fn()
	}
}

// Undo is the store's word that what was decided so far is lost, and why.
func (u *Unit) Undo(why error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.then, u.undone = nil, why
}

// Undone is why a decision of the unit is lost; nil while none is, and for no unit.
func (u *Unit) Undone() error {
	if u == nil {
		return nil
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.undone
}
