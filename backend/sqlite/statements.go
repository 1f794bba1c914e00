package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// statements are the writer's hot ones, prepared once. The others live in the driver's own cache.
type statements struct {
	begin, commit, rollback        *sql.Stmt
	savepoint, release, rollbackTo *sql.Stmt
	exchange, exchangeBytes        *sql.Stmt
	searchText                     *sql.Stmt
}

func (s *statements) all() map[string]**sql.Stmt {
	return map[string]**sql.Stmt{
		"BEGIN IMMEDIATE":   &s.begin,
		"COMMIT":            &s.commit,
		"ROLLBACK":          &s.rollback,
		"SAVEPOINT job":     &s.savepoint,
		"RELEASE job":       &s.release,
		"ROLLBACK TO job":   &s.rollbackTo,
		insertExchange:      &s.exchange,
		insertExchangeBytes: &s.exchangeBytes,
		insertSearchText:    &s.searchText,
	}
}

func (s *statements) prepare(ctx context.Context, conn *sql.Conn) error {
	for query, stmt := range s.all() {
		prepared, err := conn.PrepareContext(ctx, query)
		if err != nil {
			return errors.Join(err, s.close())
		}
		*stmt = prepared
	}
	return nil
}

func (s *statements) close() error {
	var err error
	for _, stmt := range s.all() {
		if *stmt != nil {
			err = errors.Join(err, (*stmt).Close())
		}
	}
	return err
}
