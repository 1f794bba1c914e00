// Package sqlite keeps everything Antom Desk remembers in one SQLite file: one writer connection that
// commits for many callers at once, a pool of read-only connections, exact bytes apart from the rows
// that lists show, and a full-text index written behind the write path.
//
// Every error that reaches a caller is a sandbox.Error: unavailable for the file's troubles (with the
// remedy), not_found, conflict and invalid_argument for the rest.
package sqlite
