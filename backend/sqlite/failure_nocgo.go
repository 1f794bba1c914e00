//go:build !cgo

package sqlite

// failureOf finds nothing: without cgo there is no SQLite, only a driver that refuses to open. Such
// builds serve to type-check this package for other systems.
func failureOf(error) (failure, bool) { return failure{}, false }
