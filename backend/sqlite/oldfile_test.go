package sqlite

import (
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"antomdesk/backend/sandbox"
)

// oldRows fill a file of version 1 with one row of every table, as that version wrote them.
const oldRows = `
INSERT INTO merchant_account (id, name, created_at_ms) VALUES ('acc', 'Default', 1767323045678);
INSERT INTO environment (id, merchant_account_id, kind, client_id, settings, created_at_ms) VALUES
	('env-t', 'acc', 'test', 'SANDBOX_5YOLD', '{"strict":true,"expiredPaymentCode":"PROCESS_FAIL"}', 1767323045678),
	('env-l', 'acc', 'live', '5YOLD', '{}', 1767323045678);
INSERT INTO merchant_key (id, environment_id, version, public_key, source, private_kept, created_at_ms)
	VALUES ('key', 'env-t', 1, 'MIIB', 'generated', 1, 1767323045678);
INSERT INTO notification_url VALUES ('env-t', 'notifyRefund', 'http://127.0.0.1/refunds');
INSERT INTO payment (id, environment_id, payment_id, payment_request_id, amount_minor, currency, status, wallet_token,
	created_at_ms, expires_at_ms, updated_at_ms, request, first_answer)
	VALUES ('p', 'env-t', '2026P', 'r1', 1099, 'USD', 'PROCESSING', 'tok', 1767323045678, 1767323105678, 1767323045678, x'7B7D', x'7B7D');
INSERT INTO refund (id, environment_id, payment_id, refund_id, refund_request_id, amount_minor, currency, status,
	created_at_ms, completes_at_ms, updated_at_ms)
	VALUES ('r', 'env-t', '2026P', '2026R', 'f1', 99, 'USD', 'PROCESSING', 1767323045678, 1767323095678, 1767323045678);
INSERT INTO notification (id, environment_id, type, payment_id, status, attempts, next_attempt_at_ms, created_at_ms, updated_at_ms, body)
	VALUES ('n', 'env-t', 'notifyPayment', '2026P', 'PENDING', 1, 1767323055678, 1767323045678, 1767323045678, x'7B7D');
INSERT INTO exchange (id, environment_id, kind, started_at_ms, duration_us, api, skew_ms, request_bytes, response_bytes)
	VALUES ('x', 'env-t', 'delivery', 1767323045678, 12, 'notifyPayment', 0, 2, 0);
INSERT INTO exchange_bytes VALUES (1, 0, x'00027B7D00000000');
INSERT INTO delivery_attempt (notification_id, exchange_id, number, acknowledged, reason, at_ms)
	VALUES ('n', 'x', 1, 0, 'nobody was there', 1767323045678);`

// oldFile is a file as version 1 of the format left it.
func oldFile(t *testing.T) Config {
	t.Helper()
	cfg := configIn(t)
	cfg.Clock = clockwork.NewFakeClockAt(day)
	cfg = cfg.withDefaults()
	must(t, migrate(bg, cfg, embedded()[:1]))
	db, err := openPool(cfg, migratePragmas, 1)
	must(t, err)
	_, err = db.Exec(oldRows)
	must(t, err)
	must(t, db.Close())
	return cfg
}

func TestOpen_FileOfVersion1_IsBackedUpUpgradedAndLosesNothing(t *testing.T) {
	cfg := oldFile(t)
	s := reopen(t, cfg)
	backups := backupsOf(t, Config{Path: cfg.Path + ".backup-v1-20260102T030405"})
	if len(backups) != 1 {
		t.Fatalf("backups %v", backups)
	}
	if version, err := probe(Config{Path: backups[0]}, 1); err != nil || version != 1 {
		t.Errorf("the backup is of version %d, %v", version, err)
	}
	if version, err := pragmaInt(s.read, "user_version"); err != nil || version != len(embedded()) {
		t.Errorf("it is of version %d, %v", version, err)
	}
	env, keys, err := s.EnvironmentByClientID(bg, "SANDBOX_5YOLD")
	must(t, err)
	want := sandbox.DefaultSettings()
	want.Strict, want.ExpiredPaymentCode = true, "PROCESS_FAIL"
	if env.Settings != want || env.Clock != (sandbox.EnvironmentClock{}) || len(keys) != 1 || !keys[0].PrivateKept {
		t.Errorf("got %+v with %+v", env, keys)
	}
	if url, err := s.NotificationURL(bg, "env-t", sandbox.NotifyRefund); err != nil || url != "http://127.0.0.1/refunds" {
		t.Errorf("URL %q, %v", url, err)
	}
	oldRowsAreThere(t, s)
}

func oldRowsAreThere(t *testing.T, s *Store) {
	t.Helper()
	p, err := s.PaymentByWalletToken(bg, "tok")
	must(t, err)
	refunds, err := s.RefundsOf(bg, "env-t", "2026P")
	must(t, err)
	if p.PaymentRequestID != "r1" || p.AmountMinor != 1099 || len(refunds) != 1 || refunds[0].RefundID != "2026R" {
		t.Errorf("got %+v with %+v", p, refunds)
	}
	attempts, err := s.AttemptsOf(bg, "n")
	must(t, err)
	b, err := s.ExchangeBytesByID(bg, "x")
	must(t, err)
	n, err := s.NotificationByID(bg, "n")
	must(t, err)
	if n.Attempts != 1 || n.Tries != 1 || n.Origin != sandbox.OriginAntom {
		t.Errorf("the schedule of an old notification starts anew: %+v", n)
	}
	if len(attempts) != 1 || attempts[0].Reason != "nobody was there" || string(b.RequestBody) != "{}" {
		t.Errorf("got %+v and %+v", attempts, b)
	}
	next, err := s.NextDue(bg, "env-t")
	must(t, err)
	due, err := s.DueNotifications(bg, "env-t", day.Add(time.Minute), 5)
	must(t, err)
	if !next.Equal(day.Add(50*time.Second)) || len(due) != 1 || due[0].ID != "n" {
		t.Errorf("next at %s, due %+v", next, due)
	}
}

func TestOpen_FileOfVersion1_WorksAsANewOneDoes(t *testing.T) {
	s := reopen(t, oldFile(t))
	clock := sandbox.EnvironmentClock{}.FrozenTo(day)
	must(t, s.SaveClock(bg, "env-t", clock))
	if env, err := s.EnvironmentByID(bg, "env-t"); err != nil || env.Clock != clock {
		t.Errorf("%+v, %v", env.Clock, err)
	}
	o := fullObject("a")
	o.EnvironmentID = "env-t"
	insertObjects(t, s, o)
	expectObject(t, s, o)
}
