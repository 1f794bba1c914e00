package sqlite

import (
	"context"
	"sync"
	"sync/atomic"

	"antomdesk/backend/sandbox"
)

// directory keeps every environment and its active keys in memory. It is dropped whole whenever one of
// them changes, after the commit and before the change is answered.
type directory struct {
	known      atomic.Pointer[callers]
	mu         sync.Mutex
	generation uint64 // of the data; guards against keeping what was read before a change
}

// callers is one immutable picture of all environments.
type callers struct {
	byClientID map[string]caller
	byID       map[string]caller
	ids        []string
}

type caller struct {
	environment sandbox.Environment
	active      []sandbox.MerchantKey // newest first
}

func (d *directory) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.generation++
	d.known.Store(nil)
}

func (d *directory) now() uint64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.generation
}

func (d *directory) keep(c *callers, generation uint64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.generation == generation {
		d.known.Store(c)
	}
}

// EnvironmentByClientID returns the environment and its active keys, newest first; the keys are shared
// and must not be changed.
func (s *Store) EnvironmentByClientID(ctx context.Context, clientID string) (sandbox.Environment, []sandbox.MerchantKey, error) {
	all, err := s.callers(ctx)
	if err != nil {
		return sandbox.Environment{}, nil, err
	}
	c, ok := all.byClientID[clientID]
	if !ok {
		return sandbox.Environment{}, nil, sandbox.NotFound("No environment has client id %q.", clientID)
	}
	return c.environment, c.active, nil
}

// EnvironmentByID returns one environment.
func (s *Store) EnvironmentByID(ctx context.Context, id string) (sandbox.Environment, error) {
	all, err := s.callers(ctx)
	if err != nil {
		return sandbox.Environment{}, err
	}
	c, ok := all.byID[id]
	if !ok {
		return sandbox.Environment{}, noEnvironment(id)
	}
	return c.environment, nil
}

func (s *Store) callers(ctx context.Context) (*callers, error) {
	if c := s.directory.known.Load(); c != nil {
		return c, nil
	}
	generation := s.directory.now()
	c, err := s.readCallers(ctx)
	if err != nil {
		return nil, err
	}
	s.directory.keep(c, generation)
	return c, nil
}

// readCallers reads environments and keys in one read transaction: both from the same commit.
func (s *Store) readCallers(ctx context.Context) (*callers, error) {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, explain(err)
	}
	defer tx.Rollback() //nolint:errcheck // it only read
	environments, err := collect(ctx, tx, scanEnvironment, selectEnvironment+"ORDER BY seq")
	if err != nil {
		return nil, err
	}
	keys, err := collect(ctx, tx, scanKey, selectKey+"WHERE retired_at_ms IS NULL ORDER BY version DESC")
	if err != nil {
		return nil, err
	}
	return newCallers(environments, keys), nil
}

func newCallers(environments []sandbox.Environment, keys []sandbox.MerchantKey) *callers {
	c := &callers{byClientID: map[string]caller{}, byID: map[string]caller{}}
	active := map[string][]sandbox.MerchantKey{}
	for _, k := range keys {
		active[k.EnvironmentID] = append(active[k.EnvironmentID], k)
	}
	for _, e := range environments {
		one := caller{e, active[e.ID]}
		c.ids = append(c.ids, e.ID)
		c.byID[e.ID] = one
		if e.ClientID != "" {
			c.byClientID[e.ClientID] = one
		}
	}
	return c
}
