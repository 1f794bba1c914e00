package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"github.com/mattn/go-sqlite3"

	"antomdesk/backend/sandbox"
)

// explainOpening turns what SQLite says while the file is opened into a sentence with a remedy.
func explainOpening(err error, path string) error {
	var known *sandbox.Error
	var cause sqlite3.Error
	if errors.As(err, &known) || !errors.As(err, &cause) {
		return err
	}
	switch cause.Code {
	case sqlite3.ErrNotADB, sqlite3.ErrCorrupt:
		return sandbox.Unavailable(err, "The file %s is damaged or not a database; put a backup in its place, or move it away to start afresh.", path)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return sandbox.Unavailable(err, "The file %s is locked by another program; close that program and try again.", path)
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrAuth:
		return sandbox.Unavailable(err, "The file %s is read-only; make it writable for this user or choose another data folder.", path)
	case sqlite3.ErrFull:
		return sandbox.Unavailable(err, "The disk that holds %s is full; free some space and try again.", path)
	}
	return sandbox.Unavailable(err, "The file %s cannot be opened (%s); check the disk, or choose another data folder.", path, cause.Error())
}

// explain gives every error of a running store its code. Errors that already have one pass.
func explain(err error) error {
	var known *sandbox.Error
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var cause sqlite3.Error
	if !errors.As(err, &cause) {
		return &sandbox.Error{Code: sandbox.CodeInternal, Message: "The data file could not be used.", Err: err}
	}
	switch cause.Code {
	case sqlite3.ErrFull:
		return sandbox.Unavailable(err, "The disk is full, so nothing was stored; free some space and try again.")
	case sqlite3.ErrIoErr, sqlite3.ErrReadonly, sqlite3.ErrCantOpen:
		return sandbox.Unavailable(err, "The data file can no longer be written (%s); check the disk, then start again.", cause.Error())
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return sandbox.Unavailable(err, "The data file is damaged; put a backup in its place and start again.")
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return sandbox.Unavailable(err, "Another program holds the data file; close it and try again.")
	case sqlite3.ErrConstraint:
		return &sandbox.Error{Code: sandbox.CodeConflict, Message: "The data file refuses this change: it contradicts what is stored.", Err: err}
	}
	return &sandbox.Error{Code: sandbox.CodeInternal, Message: "The data file could not be used.", Err: err}
}

// isUnique reports whether err says that a row with the same key exists already.
func isUnique(err error) bool {
	var cause sqlite3.Error
	return errors.As(err, &cause) && (cause.ExtendedCode == sqlite3.ErrConstraintUnique ||
		cause.ExtendedCode == sqlite3.ErrConstraintPrimaryKey)
}

// isConstraint reports whether err refused one statement and left the transaction alone.
func isConstraint(err error) bool {
	var cause sqlite3.Error
	return errors.As(err, &cause) && cause.Code == sqlite3.ErrConstraint
}

// found turns "no rows" into not_found, and explains the rest.
func found(err error, format string, args ...any) error {
	if errors.Is(err, sql.ErrNoRows) {
		return sandbox.NotFound(format, args...)
	}
	return explain(err)
}
