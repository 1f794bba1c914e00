//go:build cgo

package sqlite

import (
	"errors"

	"github.com/mattn/go-sqlite3"
)

// failureOf finds SQLite's own error in err's chain.
func failureOf(err error) (failure, bool) {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return failure{}, false
	}
	return failure{code: int(e.Code), extended: int(e.ExtendedCode), text: e.Error()}, true
}
