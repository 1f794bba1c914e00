package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"antomdesk/backend/sandbox"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// applicationID marks the file as Antom Desk's in SQLite's header ("ANTD").
const applicationID = 0x414E5444

// migration brings a file from version-1 to version.
type migration struct {
	version int
	name    string
	sql     string
}

// embedded lists this build's migrations in order. Their files are named NNNN_what.sql.
func embedded() []migration {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		panic("sqlite: " + err.Error())
	}
	var steps []migration
	for i, name := range names {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			panic("sqlite: " + err.Error())
		}
		base := strings.TrimPrefix(name, "migrations/")
		number, _, _ := strings.Cut(base, "_")
		if n, err := strconv.Atoi(number); err != nil || n != i+1 {
			panic("sqlite: migration " + base + " is out of order")
		}
		steps = append(steps, migration{version: i + 1, name: base, sql: string(text)})
	}
	return steps
}

// migrate upgrades the file to the last of steps, with a backup first if it held anything.
func migrate(ctx context.Context, cfg Config, steps []migration) error {
	version, err := probe(cfg, len(steps))
	if err != nil || version == len(steps) {
		return err
	}
	db, err := openPool(cfg, migratePragmas, 1)
	if err != nil {
		return err
	}
	if version > 0 {
		err = backup(ctx, db, cfg, version)
	}
	for _, step := range steps[version:] {
		if err == nil {
			err = apply(ctx, db, step)
		}
	}
	return errors.Join(err, db.Close())
}

// probe returns the file's version without changing the file, and refuses one that this build must not
// touch: newer than it, or some other program's.
func probe(cfg Config, newest int) (int, error) {
	db, err := openPool(cfg, probePragmas, 1)
	if err != nil {
		return 0, err
	}
	defer db.Close() //nolint:errcheck // nothing was written
	version, err := pragmaInt(db, "user_version")
	if err != nil {
		return 0, err
	}
	mark, err := pragmaInt(db, "application_id")
	if err != nil {
		return 0, err
	}
	var tables int
	if err := db.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return 0, err
	}
	switch {
	case mark == 0 && version == 0 && tables == 0:
		return 0, nil
	case mark != applicationID:
		return 0, sandbox.Unavailable(nil, "The file %s belongs to another program; choose another data folder.", cfg.Path)
	case version > newest:
		return 0, sandbox.Unavailable(nil, "The file %s was written by a newer version of Antom Desk (format %d, this build knows %d); install that version or choose another data folder.", cfg.Path, version, newest)
	}
	return version, nil
}

// apply runs one step and its version mark in one transaction.
func apply(ctx context.Context, db *sql.DB, step migration) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // a no-op after the commit
	if _, err := tx.ExecContext(ctx, step.sql); err != nil {
		return fmt.Errorf("migration %s: %w", step.name, err)
	}
	if err := checkForeignKeys(ctx, tx); err != nil {
		return fmt.Errorf("migration %s: %w", step.name, err)
	}
	mark := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, step.version)
	if _, err := tx.ExecContext(ctx, mark); err != nil {
		return err
	}
	return tx.Commit()
}

func checkForeignKeys(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "PRAGMA foreign_key_check")
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	if rows.Next() {
		return errors.New("it leaves rows that refer to nothing")
	}
	return rows.Err()
}

// backup writes a compact copy beside the file, named after the version and the time. The name appears
// only once the copy is whole and on disk.
func backup(ctx context.Context, db *sql.DB, cfg Config, version int) error {
	stamp := cfg.Clock.Now().UTC().Format("20060102T150405.000Z")
	final := fmt.Sprintf("%s.backup-v%d-%s", cfg.Path, version, stamp)
	partial := final + ".partial"
	if err := createPrivate(partial); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	defer os.Remove(partial) //nolint:errcheck // gone after the rename
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", partial); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	if err := syncFile(partial); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return os.Rename(partial, final)
}

func createPrivate(path string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	return file.Close()
}

func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
