package sqlite

import (
	"context"
	"encoding/json"
	"time"

	"antomdesk/backend/sandbox"
)

const apiKeyColumns = "id, environment_id, name, kind, prefix, hash, allowed_apis, allowed_ips, created_at_ms, revoked_at_ms"

const selectAPIKey = "SELECT " + apiKeyColumns + " FROM api_key "

func scanAPIKey(row scanner) (sandbox.APIKey, error) {
	var k sandbox.APIKey
	err := row.Scan(&k.ID, &k.EnvironmentID, &k.Name, &k.Kind, &k.Prefix, &k.Hash, object{&k.AllowedAPIs}, object{&k.AllowedIPs},
		instant{&k.CreatedAt}, instant{&k.RevokedAt})
	return k, err
}

// APIKeyByHash returns the key and its environment; not_found when there is none or it is revoked. The
// key's lists are shared and must not be changed.
func (s *Store) APIKeyByHash(ctx context.Context, hash string) (sandbox.APIKey, sandbox.Environment, error) {
	all, err := s.callers(ctx)
	if err != nil {
		return sandbox.APIKey{}, sandbox.Environment{}, err
	}
	k, ok := all.byKeyHash[hash]
	if !ok {
		return sandbox.APIKey{}, sandbox.Environment{}, sandbox.NotFound("There is no such API key, or it is revoked.")
	}
	return k, all.byID[k.EnvironmentID].environment, nil
}

// APIKeys lists an environment's keys, newest first, revoked ones included.
func (s *Store) APIKeys(ctx context.Context, environmentID string) ([]sandbox.APIKey, error) {
	return collect(ctx, s.read, scanAPIKey, selectAPIKey+"WHERE environment_id = ? ORDER BY seq DESC", environmentID)
}

// AddAPIKey adds the key; conflict when its id or hash exists already.
func (s *Store) AddAPIKey(ctx context.Context, k sandbox.APIKey) error {
	return s.change(ctx, func(ctx context.Context, tx *writeTx) error {
		if err := tx.needEnvironment(ctx, k.EnvironmentID); err != nil {
			return err
		}
		tx.tellEnvironment(k.EnvironmentID)
		_, err := tx.exec(ctx, "INSERT INTO api_key ("+apiKeyColumns+") VALUES ("+slots(columns(apiKeyColumns))+")",
			k.ID, k.EnvironmentID, k.Name, string(k.Kind), k.Prefix, k.Hash, listJSON(k.AllowedAPIs), listJSON(k.AllowedIPs),
			k.CreatedAt.UnixMilli(), millis(k.RevokedAt))
		if isUnique(err) {
			return sandbox.Conflict("This API key exists already.")
		}
		return explain(err)
	})
}

// RevokeAPIKey stops the key from working at once; revoking a revoked one changes nothing.
func (s *Store) RevokeAPIKey(ctx context.Context, id string, at time.Time) error {
	return s.change(ctx, func(ctx context.Context, tx *writeTx) error {
		var environmentID string
		err := tx.QueryRowContext(ctx, "SELECT environment_id FROM api_key WHERE id = ?", id).Scan(&environmentID)
		if err != nil {
			return found(err, "There is no API key %s.", id)
		}
		tx.tellEnvironment(environmentID)
		_, err = tx.exec(ctx, "UPDATE api_key SET revoked_at_ms = coalesce(revoked_at_ms, ?) WHERE id = ?", at.UnixMilli(), id)
		return explain(err)
	})
}

// listJSON is a JSON array, never null.
func listJSON(list []string) string {
	if len(list) == 0 {
		return "[]"
	}
	b, err := json.Marshal(list)
	if err != nil {
		panic("sqlite: " + err.Error()) // strings always encode
	}
	return string(b)
}
