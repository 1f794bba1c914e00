package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jonboulle/clockwork"

	"antomdesk/backend/sandbox"
)

// laterVersion stands for a later build: it rebuilds a table that others refer to, as real ones must.
const laterVersion = `
CREATE TABLE merchant_account_new (
    seq           INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE CHECK (id <> ''),
    name          TEXT NOT NULL,
    nickname      TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO merchant_account_new SELECT seq, id, name, 'Old ' || name, created_at_ms FROM merchant_account;
DROP TABLE merchant_account;
ALTER TABLE merchant_account_new RENAME TO merchant_account;`

func laterBuild(sql string) []migration {
	steps := embedded()
	return append(steps, migration{version: len(steps) + 1, name: "later.sql", sql: sql})
}

func backupsOf(t *testing.T, cfg Config) []string {
	t.Helper()
	found, err := filepath.Glob(cfg.Path + ".*")
	must(t, err)
	return found
}

func TestMigrate_OldSavedFile_IsBackedUpAndUpgraded(t *testing.T) {
	cfg := configIn(t)
	cfg.Clock = clockwork.NewFakeClockAt(day)
	closedStore(t, cfg)
	if found := backupsOf(t, cfg); len(found) != 0 {
		t.Fatalf("a new file needs no backup: %v", found)
	}
	s, err := open(bg, cfg.withDefaults(), laterBuild(laterVersion))
	must(t, err)
	var nickname string
	must(t, s.read.QueryRow("SELECT nickname FROM merchant_account").Scan(&nickname))
	if nickname != "Old Default" {
		t.Errorf("nickname %q", nickname)
	}
	x, b := exchangeOf(1)
	expectExchange(t, s, x, b)
	must(t, s.Close())
	expectUnavailable(t, cfg, "newer version")

	want := fmt.Sprintf("%s.backup-v%d-20260102T030405.678Z", cfg.Path, len(embedded()))
	if found := backupsOf(t, cfg); len(found) != 1 || found[0] != want {
		t.Fatalf("backups %v, want %s", found, want)
	}
	old := reopen(t, Config{Path: want})
	expectExchange(t, old, x, b)
}

func TestMigrate_SameVersion_MakesNoBackup(t *testing.T) {
	cfg := configIn(t)
	closedStore(t, cfg)
	must(t, reopen(t, cfg).Close())
	if found := backupsOf(t, cfg); len(found) != 0 {
		t.Fatalf("%v", found)
	}
}

func TestMigrate_StepFails_LeavesTheOldVersionWhole(t *testing.T) {
	broken := map[string]string{
		"a statement fails":          "CREATE TABLE half (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1)",
		"a row refers to nothing":    "CREATE TABLE half (x INTEGER) STRICT; DELETE FROM merchant_account",
		"evidence would be deleted":  "CREATE TABLE half (x INTEGER) STRICT; DELETE FROM exchange",
		"evidence would be modified": "CREATE TABLE half (x INTEGER) STRICT; UPDATE exchange SET kind = ''",
	}
	for name, sql := range broken {
		t.Run(name, func(t *testing.T) {
			cfg := configIn(t)
			closedStore(t, cfg)
			if _, err := open(bg, cfg.withDefaults(), laterBuild(sql)); sandbox.CodeOf(err) != sandbox.CodeUnavailable {
				t.Fatal(err)
			}
			s := reopen(t, cfg)
			x, b := exchangeOf(1)
			expectExchange(t, s, x, b)
			var tables int
			must(t, s.read.QueryRow("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").Scan(&tables))
			if tables != 0 {
				t.Error("half a step was kept")
			}
		})
	}
}

func TestMigrate_BackupCannotBeWritten_ChangesNothing(t *testing.T) {
	cfg := configIn(t)
	cfg.Clock = clockwork.NewFakeClockAt(day)
	closedStore(t, cfg)
	must(t, os.Mkdir(fmt.Sprintf("%s.backup-v%d-20260102T030405.678Z.partial", cfg.Path, len(embedded())), 0o700))
	if _, err := open(bg, cfg.withDefaults(), laterBuild(laterVersion)); sandbox.CodeOf(err) != sandbox.CodeUnavailable || !strings.Contains(err.Error(), "backup") {
		t.Fatal(err)
	}
	reopen(t, cfg)
}

func TestEmbedded_EveryTable_IsStrictAndSaysWhatOneRowMeans(t *testing.T) {
	for _, step := range embedded() {
		for i, block := range strings.Split(step.sql, "CREATE TABLE ")[1:] {
			name, _, _ := strings.Cut(block, " ")
			body, _, _ := strings.Cut(block, ";\n")
			if !strings.Contains(body, ") STRICT") {
				t.Errorf("%s is not STRICT", name)
			}
			before := strings.Split(step.sql, "CREATE TABLE ")[i]
			lines := strings.Split(strings.TrimSpace(before), "\n")
			if !strings.HasPrefix(lines[len(lines)-1], "-- ") {
				t.Errorf("%s has no paragraph above it", name)
			}
		}
	}
}

func TestOpen_EvidenceTables_RefuseUpdateAndDelete(t *testing.T) {
	s := openStore(t, configIn(t))
	n := pendingNotification(t, s, "n1", "p1", day)
	attempt(t, s, n, 1, false)
	for _, table := range []string{"exchange", "exchange_bytes", "delivery_attempt"} {
		for _, statement := range []string{"DELETE FROM " + table, "UPDATE " + table + " SET seq = seq"} {
			err := s.writer.do(bg, func(ctx context.Context, tx *writeTx) error {
				_, err := tx.exec(ctx, statement)
				return explain(err)
			}, nil)
			if sandbox.CodeOf(err) != sandbox.CodeConflict {
				t.Errorf("%s: %v", statement, err)
			}
		}
	}
}
