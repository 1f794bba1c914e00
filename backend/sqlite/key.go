package sqlite

import (
	"context"

	"antomdesk/backend/sandbox"
)

const keyColumns = "id, environment_id, version, public_key, source, private_kept, created_at_ms, retired_at_ms"

const selectKey = "SELECT " + keyColumns + " FROM merchant_key "

func scanKey(row scanner) (sandbox.MerchantKey, error) {
	var k sandbox.MerchantKey
	err := row.Scan(&k.ID, &k.EnvironmentID, &k.Version, &k.PublicKey, &k.Source, &k.PrivateKept,
		instant{&k.CreatedAt}, instant{&k.RetiredAt})
	return k, err
}

// Keys lists an environment's keys, newest first, retired ones included.
func (s *Store) Keys(ctx context.Context, environmentID string) ([]sandbox.MerchantKey, error) {
	return collect(ctx, s.read, scanKey, selectKey+"WHERE environment_id = ? ORDER BY version DESC", environmentID)
}

const nextVersion = "SELECT coalesce(max(version), 0) + 1 FROM merchant_key WHERE environment_id = ?"

// ReplaceKey retires the active keys at k.CreatedAt and adds k under the next version. It returns the
// key as stored, once it is in force.
func (s *Store) ReplaceKey(ctx context.Context, k sandbox.MerchantKey) (sandbox.MerchantKey, error) {
	err := s.change(ctx, func(ctx context.Context, tx *writeTx) error {
		if err := tx.needEnvironment(ctx, k.EnvironmentID); err != nil {
			return err
		}
		if err := tx.QueryRowContext(ctx, nextVersion, k.EnvironmentID).Scan(&k.Version); err != nil {
			return explain(err)
		}
		_, err := tx.exec(ctx, "UPDATE merchant_key SET retired_at_ms = ? WHERE environment_id = ? AND retired_at_ms IS NULL",
			k.CreatedAt.UnixMilli(), k.EnvironmentID)
		if err != nil {
			return explain(err)
		}
		tx.tellEnvironment(k.EnvironmentID)
		return tx.insertKey(ctx, k)
	})
	return k, err
}

func (tx *writeTx) insertKey(ctx context.Context, k sandbox.MerchantKey) error {
	_, err := tx.exec(ctx, "INSERT INTO merchant_key ("+keyColumns+") VALUES ("+slots(columns(keyColumns))+")",
		k.ID, k.EnvironmentID, k.Version, k.PublicKey, string(k.Source), yesNo(k.PrivateKept),
		k.CreatedAt.UnixMilli(), millis(k.RetiredAt))
	if isUnique(err) {
		return sandbox.Conflict("A key with id %s exists already.", k.ID)
	}
	return explain(err)
}
