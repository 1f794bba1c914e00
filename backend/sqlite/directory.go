package sqlite

import (
	"context"

	"antomdesk/backend/sandbox"
)

// callers is one picture of all environments and of what authenticates calls to them.
type callers struct {
	byClientID map[string]caller
	byID       map[string]caller
	byKeyHash  map[string]sandbox.APIKey // of the API keys that work
	ids        []string                  // in order of creation
}

type caller struct {
	environment sandbox.Environment
	active      []sandbox.MerchantKey // newest first
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

// Environments lists all environments, oldest first, with their clocks.
func (s *Store) Environments(ctx context.Context) ([]sandbox.Environment, error) {
	all, err := s.callers(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]sandbox.Environment, 0, len(all.ids))
	for _, id := range all.ids {
		list = append(list, all.byID[id].environment)
	}
	return list, nil
}

func (s *Store) callers(ctx context.Context) (*callers, error) {
	return s.directory.get(ctx, s.readCallers)
}

// readCallers reads environments and keys in one read transaction: all from the same commit.
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
	apiKeys, err := collect(ctx, tx, scanAPIKey, selectAPIKey+"WHERE revoked_at_ms IS NULL")
	if err != nil {
		return nil, err
	}
	return newCallers(environments, keys, apiKeys), nil
}

func newCallers(environments []sandbox.Environment, keys []sandbox.MerchantKey, apiKeys []sandbox.APIKey) *callers {
	c := &callers{byClientID: map[string]caller{}, byID: map[string]caller{}, byKeyHash: map[string]sandbox.APIKey{}}
	active := map[string][]sandbox.MerchantKey{}
	for _, k := range keys {
		active[k.EnvironmentID] = append(active[k.EnvironmentID], k)
	}
	for _, k := range apiKeys {
		c.byKeyHash[k.Hash] = k
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
