package sqlite

import (
	"context"
	"encoding/json"

	"antomdesk/backend/sandbox"
)

const (
	selectAccount     = "SELECT id, name, created_at_ms FROM merchant_account "
	selectEnvironment = `SELECT id, merchant_account_id, kind, client_id, settings, clock_frozen_at_ms, clock_offset_ms,
		created_at_ms FROM environment `
)

func scanAccount(row scanner) (sandbox.MerchantAccount, error) {
	var m sandbox.MerchantAccount
	err := row.Scan(&m.ID, &m.Name, instant{&m.CreatedAt})
	return m, err
}

// scanEnvironment reads the settings over the defaults, so that a setting newer than the row has its
// documented default.
func scanEnvironment(row scanner) (sandbox.Environment, error) {
	e := sandbox.Environment{Settings: sandbox.DefaultSettings()}
	err := row.Scan(&e.ID, &e.MerchantAccountID, &e.Kind, textInto(&e.ClientID), object{&e.Settings},
		instant{&e.Clock.FrozenAt}, &e.Clock.OffsetMillis, instant{&e.CreatedAt})
	e.Clock.Frozen = !e.Clock.FrozenAt.IsZero()
	return e, err
}

// MerchantAccounts lists the accounts, oldest first.
func (s *Store) MerchantAccounts(ctx context.Context) ([]sandbox.MerchantAccount, error) {
	return collect(ctx, s.read, scanAccount, selectAccount+"ORDER BY seq")
}

const environmentOf = selectEnvironment + `WHERE kind = ?1 AND merchant_account_id =
	coalesce(nullif(?2, ''), (SELECT id FROM merchant_account ORDER BY seq LIMIT 1))`

// EnvironmentOf returns the account's environment of that kind; "" means the first account.
func (s *Store) EnvironmentOf(ctx context.Context, merchantAccountID string, kind sandbox.EnvironmentKind) (sandbox.Environment, error) {
	e, err := scanEnvironment(s.read.QueryRowContext(ctx, environmentOf, string(kind), merchantAccountID))
	if err != nil {
		return sandbox.Environment{}, found(err, "There is no %s environment.", kind)
	}
	return e, nil
}

// CreateMerchantAccount inserts the account with its environments; conflict when an id or a client id
// is taken.
func (s *Store) CreateMerchantAccount(ctx context.Context, m sandbox.MerchantAccount, environments []sandbox.Environment) error {
	return s.change(ctx, func(ctx context.Context, tx *writeTx) error {
		_, err := tx.exec(ctx, "INSERT INTO merchant_account (id, name, created_at_ms) VALUES (?, ?, ?)",
			m.ID, m.Name, m.CreatedAt.UnixMilli())
		for _, e := range environments {
			if err == nil {
				err = tx.insertEnvironment(ctx, m.ID, e)
			}
		}
		if isUnique(err) {
			return sandbox.Conflict("The merchant account, one of its environments or one of their client ids exists already.")
		}
		return explain(err)
	})
}

func (tx *writeTx) insertEnvironment(ctx context.Context, accountID string, e sandbox.Environment) error {
	settings, err := json.Marshal(e.Settings)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO environment (id, merchant_account_id, kind, client_id, settings, clock_frozen_at_ms,
		clock_offset_ms, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, e.ID, accountID, string(e.Kind),
		orNull(e.ClientID), string(settings), frozenAt(e.Clock), e.Clock.OffsetMillis, e.CreatedAt.UnixMilli())
	tx.tellEnvironment(e.ID)
	return err
}

// SetClientID changes an environment's client id; conflict when another environment has it.
func (s *Store) SetClientID(ctx context.Context, environmentID, clientID string) error {
	return s.change(ctx, func(ctx context.Context, tx *writeTx) error {
		tx.tellEnvironment(environmentID)
		err := tx.changeOne(ctx, noEnvironment(environmentID), "UPDATE environment SET client_id = ? WHERE id = ?",
			orNull(clientID), environmentID)
		if isUnique(err) {
			return sandbox.Conflict("Client id %s belongs to another environment; use another one or change that environment first.", clientID)
		}
		return err
	})
}

// SaveSettings replaces an environment's settings.
func (s *Store) SaveSettings(ctx context.Context, environmentID string, settings sandbox.Settings) error {
	b, err := json.Marshal(settings)
	if err != nil {
		return explain(err)
	}
	return s.change(ctx, func(ctx context.Context, tx *writeTx) error {
		tx.tellEnvironment(environmentID)
		return tx.changeOne(ctx, noEnvironment(environmentID), "UPDATE environment SET settings = ? WHERE id = ?",
			string(b), environmentID)
	})
}

// SaveClock replaces an environment's clock.
func (s *Store) SaveClock(ctx context.Context, environmentID string, c sandbox.EnvironmentClock) error {
	if c.Frozen && c.FrozenAt.IsZero() {
		return sandbox.Invalid("frozenAt", "a frozen clock needs the instant it stands at")
	}
	return s.change(ctx, func(ctx context.Context, tx *writeTx) error {
		tx.tellEnvironment(environmentID)
		return tx.changeOne(ctx, noEnvironment(environmentID),
			"UPDATE environment SET clock_frozen_at_ms = ?, clock_offset_ms = ? WHERE id = ?",
			frozenAt(c), c.OffsetMillis, environmentID)
	})
}

// frozenAt is NULL for a clock that runs.
func frozenAt(c sandbox.EnvironmentClock) any {
	if !c.Frozen {
		return nil
	}
	return millis(c.FrozenAt)
}

const setNotificationURL = `INSERT INTO notification_url (environment_id, notification_type, url) VALUES (?, ?, ?)
	ON CONFLICT (environment_id, notification_type) DO UPDATE SET url = excluded.url`

// SetNotificationURL sets the URL for the type, or removes it when url is empty.
func (s *Store) SetNotificationURL(ctx context.Context, environmentID string, t sandbox.NotificationType, url string) error {
	return s.change(ctx, func(ctx context.Context, tx *writeTx) error {
		if err := tx.needEnvironment(ctx, environmentID); err != nil {
			return err
		}
		tx.tellEnvironment(environmentID)
		var err error
		if url == "" {
			_, err = tx.exec(ctx, "DELETE FROM notification_url WHERE environment_id = ? AND notification_type = ?", environmentID, string(t))
		} else {
			_, err = tx.exec(ctx, setNotificationURL, environmentID, string(t), url)
		}
		return explain(err)
	})
}

// NotificationURLs maps types to the environment's URLs; types without one are absent.
func (s *Store) NotificationURLs(ctx context.Context, environmentID string) (map[sandbox.NotificationType]string, error) {
	type entry struct {
		t   sandbox.NotificationType
		url string
	}
	entries, err := collect(ctx, s.read, func(row scanner) (e entry, err error) {
		return e, row.Scan(&e.t, &e.url)
	}, "SELECT notification_type, url FROM notification_url WHERE environment_id = ?", environmentID)
	urls := make(map[sandbox.NotificationType]string, len(entries))
	for _, e := range entries {
		urls[e.t] = e.url
	}
	return urls, err
}

// NotificationURL is the environment's URL for the type, or "".
func (s *Store) NotificationURL(ctx context.Context, environmentID string, t sandbox.NotificationType) (string, error) {
	urls, err := s.NotificationURLs(ctx, environmentID)
	return urls[t], err
}

// change runs fn as one decision, and forgets what the directory knew before anyone is answered.
func (s *Store) change(ctx context.Context, fn func(ctx context.Context, tx *writeTx) error) error {
	return s.writer.do(ctx, fn, s.directory.forget)
}

func (tx *writeTx) tellEnvironment(id string) {
	tx.Emit(sandbox.Event{Topic: sandbox.TopicEnvironment, EnvironmentID: id, ID: id})
}

func (tx *writeTx) needEnvironment(ctx context.Context, id string) error {
	var n int
	err := tx.QueryRowContext(ctx, "SELECT 1 FROM environment WHERE id = ?", id).Scan(&n)
	return found(err, "There is no environment %s.", id)
}

func noEnvironment(id string) *sandbox.Error {
	return sandbox.NotFound("There is no environment %s.", id)
}
