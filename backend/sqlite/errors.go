package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"antomdesk/backend/sandbox"
)

// failure is what SQLite itself says: its primary and extended result codes and its sentence.
type failure struct {
	code, extended int
	text           string
}

// SQLite's result codes, as far as they need a sentence of their own.
const (
	codePerm       = 3
	codeBusy       = 5
	codeLocked     = 6
	codeNoMem      = 7
	codeReadonly   = 8
	codeInterrupt  = 9
	codeIOErr      = 10
	codeCorrupt    = 11
	codeFull       = 13
	codeCantOpen   = 14
	codeConstraint = 19
	codeAuth       = 23
	codeNotADB     = 26

	codeConstraintPrimaryKey = codeConstraint | 6<<8
	codeConstraintUnique     = codeConstraint | 8<<8
)

// explainOpening turns what SQLite says while the file is opened into a sentence with a remedy.
func explainOpening(err error, path string) error {
	if isExplained(err) {
		return err
	}
	cause, ok := failureOf(err)
	if !ok {
		cause.text = err.Error()
	}
	switch cause.code {
	case codeNotADB, codeCorrupt:
		return sandbox.Unavailable(err, "The file %s is damaged or not a database; put a backup in its place, or move it away to start afresh.", path)
	case codeBusy, codeLocked:
		return sandbox.Unavailable(err, "The file %s is locked by another program; close that program and try again.", path)
	case codeReadonly, codePerm, codeAuth:
		return sandbox.Unavailable(err, "The file %s is read-only; make it writable for this user or choose another data folder.", path)
	case codeFull:
		return sandbox.Unavailable(err, "The disk that holds %s is full; free some space and try again.", path)
	}
	return sandbox.Unavailable(err, "The file %s cannot be opened (%s); check the disk, or choose another data folder.", path, cause.text)
}

// explain gives every error of a running store its code. Errors that already have one pass.
func explain(err error) error {
	if err == nil || isExplained(err) {
		return err
	}
	if err.Error() == poolClosed {
		return errClosed()
	}
	cause, _ := failureOf(err)
	switch cause.code {
	case codeInterrupt:
		return fmt.Errorf("%w: %w", context.Canceled, err)
	case codeFull:
		return sandbox.Unavailable(err, "The disk is full, so nothing was stored; free some space and try again.")
	case codeIOErr, codeReadonly, codeCantOpen:
		return sandbox.Unavailable(err, "The data file can no longer be written (%s); check the disk, then start again.", cause.text)
	case codeCorrupt, codeNotADB:
		return sandbox.Unavailable(err, "The data file is damaged; put a backup in its place and start again.")
	case codeBusy, codeLocked:
		return sandbox.Unavailable(err, "Another program holds the data file; close it and try again.")
	case codeConstraint:
		return &sandbox.Error{Code: sandbox.CodeConflict, Message: "The data file refuses this change: it contradicts what is stored.", Err: err}
	}
	return &sandbox.Error{Code: sandbox.CodeInternal, Message: "The data file could not be used.", Err: err}
}

// poolClosed is what database/sql says after Close; it has no variable for it.
const poolClosed = "sql: database is closed"

func errClosed() error {
	return sandbox.Unavailable(nil, "The data file is closed; start Antom Desk again.")
}

// isExplained reports whether err needs no words of ours: it has them, or its caller gave up.
func isExplained(err error) bool {
	var known *sandbox.Error
	return errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// endsTransaction reports whether SQLite may have rolled back the whole transaction with the statement.
func endsTransaction(err error) bool {
	cause, ok := failureOf(err)
	return ok && slices.Contains([]int{codeFull, codeIOErr, codeNoMem, codeBusy, codeInterrupt, codeCorrupt, codeNotADB, codeReadonly, codeCantOpen}, cause.code)
}

// isUnique reports whether err says that a row with the same key exists already.
func isUnique(err error) bool {
	cause, ok := failureOf(err)
	return ok && (cause.extended == codeConstraintUnique || cause.extended == codeConstraintPrimaryKey)
}

// found turns "no rows" into not_found, and explains the rest.
func found(err error, format string, args ...any) error {
	if errors.Is(err, sql.ErrNoRows) {
		return sandbox.NotFound(format, args...)
	}
	return explain(err)
}
