package sqlite

import (
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// expectUnavailable checks that opening is refused, and that the sentence says why and what to do.
func expectUnavailable(t *testing.T, cfg Config, words ...string) {
	t.Helper()
	s, err := Open(bg, cfg)
	if err == nil {
		must(t, s.Close())
		t.Fatal("it opened")
	}
	if sandbox.CodeOf(err) != sandbox.CodeUnavailable {
		t.Fatalf("code %s: %v", sandbox.CodeOf(err), err)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q lacks %q", err, w)
		}
	}
}

// raw opens the file as another program would.
func raw(t *testing.T, path string, statements ...string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	must(t, err)
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { must(t, db.Close()) })
	for _, statement := range statements {
		_, err := db.Exec(statement)
		must(t, err)
	}
	return db
}

// closedStore leaves a whole, closed file at cfg.Path.
func closedStore(t *testing.T, cfg Config) {
	t.Helper()
	s := openStore(t, cfg)
	record(t, s, 1)
	must(t, s.Close())
}

func TestOpen_NewFile_IsReadableByItsOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps access lists instead of modes")
	}
	cfg := configIn(t)
	record(t, openStore(t, cfg), 1)
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(cfg.Path + suffix)
		must(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %o", suffix, info.Mode().Perm())
		}
	}
}

func TestOpen_PathWithSpecialCharacters_OpensThatFile(t *testing.T) {
	cfg := configIn(t)
	cfg.Path = filepath.Join(filepath.Dir(cfg.Path), "100% a b#c ü.db")
	if runtime.GOOS != "windows" {
		cfg.Path += "?mode=memory"
	}
	closedStore(t, cfg)
	if info, err := os.Stat(cfg.Path); err != nil || info.Size() == 0 {
		t.Fatalf("%v, %v", info, err)
	}
}

func TestOpen_EveryConnection_IsDurableAndChecksForeignKeys(t *testing.T) {
	s := openStore(t, configIn(t))
	want := map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
	for pragma, value := range want {
		var written, read string
		must(t, s.writer.conn.QueryRowContext(bg, "PRAGMA "+pragma).Scan(&written))
		must(t, s.read.QueryRow("PRAGMA "+pragma).Scan(&read))
		if written != value || read != value {
			t.Errorf("%s: writer %s, reader %s, want %s", pragma, written, read, value)
		}
	}
	if _, err := s.read.Exec("DELETE FROM environment"); err == nil {
		t.Error("a reader could write")
	}
}

func TestOpen_NewerFile_IsRefusedAndUntouched(t *testing.T) {
	cfg := configIn(t)
	closedStore(t, cfg)
	must(t, raw(t, cfg.Path, "PRAGMA user_version = 999").Close())
	before, err := os.ReadFile(cfg.Path)
	must(t, err)
	expectUnavailable(t, cfg, "newer version", "install that version or choose another data folder")
	after, err := os.ReadFile(cfg.Path)
	must(t, err)
	if string(before) != string(after) {
		t.Error("the refused file was changed")
	}
}

func TestOpen_DatabaseOfAnotherProgram_IsRefused(t *testing.T) {
	cfg := configIn(t)
	must(t, raw(t, cfg.Path, "CREATE TABLE song (title TEXT)").Close())
	expectUnavailable(t, cfg, "another program", "choose another data folder")
}

func TestOpen_NotADatabase_IsRefused(t *testing.T) {
	cfg := configIn(t)
	must(t, os.WriteFile(cfg.Path, []byte(strings.Repeat("not a database ", 1000)), 0o600))
	expectUnavailable(t, cfg, "damaged", "backup")
}

func TestOpen_FileCutShort_IsRefused(t *testing.T) {
	cfg := configIn(t)
	closedStore(t, cfg)
	must(t, os.Truncate(cfg.Path, 8192))
	expectUnavailable(t, cfg, "damaged", "backup")
}

func TestOpen_FileLockedByAnotherProgram_IsRefused(t *testing.T) {
	cfg := configIn(t)
	closedStore(t, cfg)
	raw(t, cfg.Path, "PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE")
	cfg.BusyTimeout = time.Millisecond
	expectUnavailable(t, cfg, "locked by another program", "close that program")
}

func TestOpen_NoSuchFolder_IsRefused(t *testing.T) {
	cfg := configIn(t)
	cfg.Path = filepath.Join(filepath.Dir(cfg.Path), "missing", "antomdesk.db")
	expectUnavailable(t, cfg, "does not exist", "choose another data folder")
}

func TestOpen_FolderInPlaceOfTheFile_IsRefused(t *testing.T) {
	cfg := configIn(t)
	must(t, os.Mkdir(cfg.Path, 0o700))
	expectUnavailable(t, cfg, "cannot be opened", "choose another data folder")
}

func TestOpen_AfterClose_FindsWhatWasStored(t *testing.T) {
	cfg := configIn(t)
	closedStore(t, cfg)
	if _, err := os.Stat(cfg.Path + "-wal"); !os.IsNotExist(err) {
		t.Errorf("a clean close folds the log into the file: %v", err)
	}
	s := reopen(t, cfg)
	_, err := s.ExchangeByID(bg, idOf(1))
	must(t, err)
}
