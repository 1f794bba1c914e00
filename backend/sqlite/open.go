package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	_ "github.com/mattn/go-sqlite3" // the driver; build tag sqlite_fts5 adds full-text search

	"antomdesk/backend/sandbox"
)

// Pragmas ride in the DSN, so that no connection can be without them. Write-ahead logging is durable
// on power loss only with synchronous FULL. The writer's cache is small because SQLite walks through all
// of it in nearly every commit: a page split gives a page the highest number for a moment, and the commit
// then looks for pages behind the file's end.
const (
	commonPragmas = "_journal_mode=WAL&_synchronous=FULL&_foreign_keys=on&_stmt_cache_size=96"
	writerPragmas = commonPragmas + "&_txlock=immediate&_cache_size=-4096"
	readerPragmas = commonPragmas + "&_query_only=on&_cache_size=-8192"
	// probePragmas change nothing in the file, which may turn out not to be ours.
	probePragmas = "_query_only=on"
	// migratePragmas leave foreign keys to be checked once at the end, so that a step may rebuild tables.
	migratePragmas = "_journal_mode=WAL&_synchronous=FULL&_foreign_keys=off&_txlock=immediate"
)

// dsn builds the driver's address of path. The path is escaped: it may hold spaces, ?, # or %.
func dsn(cfg Config, pragmas string) string {
	path := filepath.ToSlash(cfg.Path)
	if filepath.VolumeName(cfg.Path) != "" {
		path = "//" + path // C:/… needs an empty authority in front, //server/share too
		if !strings.HasPrefix(path, "////") {
			path = "//" + "/" + strings.TrimPrefix(path, "//")
		}
	}
	escaped := (&url.URL{Path: path}).EscapedPath()
	return "file:" + escaped + "?" + pragmas + "&_busy_timeout=" + strconv.FormatInt(cfg.BusyTimeout.Milliseconds(), 10)
}

func openPool(cfg Config, pragmas string, size int) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", dsn(cfg, pragmas))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// preflight finds, before SQLite is asked, the troubles that the file system can name exactly. It also
// creates a new file readable by its owner alone: exact bytes may hold card numbers. SQLite gives the
// files beside it the same permissions.
func preflight(path string) error {
	folder := filepath.Dir(path)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return sandbox.Unavailable(err, "The data folder %s does not exist or cannot be entered; create it or choose another data folder.", folder)
	}
	if err := probeFolder(folder); err != nil {
		return sandbox.Unavailable(err, "The data folder %s cannot be written to; make it writable for this user, free some space, or choose another data folder.", folder)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrPermission) {
		return sandbox.Unavailable(err, "The file %s is read-only; make it writable for this user or choose another data folder.", path)
	}
	if err != nil {
		return sandbox.Unavailable(err, "The file %s cannot be opened for writing; see what is in its place, or choose another data folder.", path)
	}
	return file.Close()
}

// probeFolder leaves nothing behind: SQLite must be able to put its log beside the file.
func probeFolder(folder string) error {
	file, err := os.CreateTemp(folder, ".antomdesk-probe-*")
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

func pragmaInt(db rowQuerier, name string) (int, error) {
	var n int
	if err := db.QueryRow("PRAGMA " + name).Scan(&n); err != nil {
		return 0, fmt.Errorf("pragma %s: %w", name, err)
	}
	return n, nil
}

type rowQuerier interface {
	QueryRow(query string, args ...any) *sql.Row
}
