package sqlite

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"antomdesk/backend/sandbox"
)

const endpointColumns = `id, environment_id, name, path, methods, key_of, public_key, rule, max_body_bytes, answered,
	created_at_ms, updated_at_ms, deleted_at_ms`

const selectEndpoint = "SELECT seq, " + endpointColumns + " FROM endpoint "

const (
	allEndpoints   = selectEndpoint + "WHERE deleted_at_ms IS NULL ORDER BY seq"
	changeEndpoint = `UPDATE endpoint SET name = ?, path = ?, methods = ?, key_of = ?, public_key = ?,
	answered = iif(rule = ?, answered, 0), rule = ?, max_body_bytes = ?, updated_at_ms = ? WHERE id = ? AND deleted_at_ms IS NULL`
	removeEndpoint  = "UPDATE endpoint SET deleted_at_ms = ? WHERE id = ? AND deleted_at_ms IS NULL"
	countAnswer     = "UPDATE endpoint SET answered = answered + 1 WHERE id = ? RETURNING answered - 1"
	resetAnswers    = "UPDATE endpoint SET answered = 0 WHERE id = ? AND deleted_at_ms IS NULL"
	capturesAt      = "SELECT count(*), max(seq), count(*) FROM (SELECT seq FROM exchange WHERE endpoint_id = ? ORDER BY seq DESC LIMIT ?)"
	unknownEndpoint = "There is no endpoint %s."
)

func scanEndpoint(row scanner) (sandbox.Endpoint, error) {
	var e sandbox.Endpoint
	err := row.Scan(&e.Seq, &e.ID, textInto(&e.EnvironmentID), &e.Name, textInto(&e.Path), object{&e.Methods}, &e.Key,
		textInto(&e.PublicKey), object{&e.Rule}, &e.MaxBodyBytes, &e.Answered,
		instant{&e.CreatedAt}, instant{&e.UpdatedAt}, instant{&e.DeletedAt})
	return e, err
}

// EndpointBook returns every endpoint and target. It is shared and must not be changed; Answered in it
// is as old as the picture.
func (s *Store) EndpointBook(ctx context.Context) (*sandbox.EndpointBook, error) {
	return s.endpoints.get(ctx, s.readEndpoints)
}

// readEndpoints reads both tables in one read transaction, so that they are of the same commit.
func (s *Store) readEndpoints(ctx context.Context) (*sandbox.EndpointBook, error) {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, explain(err)
	}
	defer tx.Rollback() //nolint:errcheck // it only read
	book := &sandbox.EndpointBook{Targets: map[string][]sandbox.ForwardTarget{}}
	if book.Endpoints, err = collect(ctx, tx, scanEndpoint, allEndpoints); err != nil {
		return nil, err
	}
	targets, err := collect(ctx, tx, scanTarget, selectTarget+"WHERE deleted_at_ms IS NULL ORDER BY seq")
	for _, t := range targets {
		book.Targets[t.EndpointID] = append(book.Targets[t.EndpointID], t)
	}
	return book, err
}

// EndpointByID returns one endpoint as it stands now, deleted or not.
func (s *Store) EndpointByID(ctx context.Context, id string) (sandbox.Endpoint, error) {
	e, err := scanEndpoint(s.read.QueryRowContext(ctx, selectEndpoint+"WHERE id = ?", id))
	if err != nil {
		return sandbox.Endpoint{}, found(err, unknownEndpoint, id)
	}
	return e, nil
}

// SaveEndpoint adds the endpoint or changes the one with its id.
func (s *Store) SaveEndpoint(ctx context.Context, e sandbox.Endpoint) error {
	rule, err := json.Marshal(e.Rule)
	if err != nil {
		return explain(err)
	}
	return s.changeEndpoints(ctx, func(ctx context.Context, tx *writeTx) error {
		err := tx.saveEndpoint(ctx, e, string(rule))
		if isUnique(err) {
			return sandbox.Conflict("Another endpoint has the path %s; choose another path, or change that endpoint.", e.Path)
		}
		tx.tellEndpoint(e.EnvironmentID, e.ID)
		return explain(err)
	})
}

// saveEndpoint leaves the constraint's own error to its caller.
func (tx *writeTx) saveEndpoint(ctx context.Context, e sandbox.Endpoint, rule string) error {
	res, err := tx.exec(ctx, changeEndpoint, e.Name, orNull(e.Path), listJSON(e.Methods), string(e.Key),
		orNull(e.PublicKey), rule, rule, e.MaxBodyBytes, e.UpdatedAt.UnixMilli(), e.ID)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	_, err = tx.exec(ctx, "INSERT INTO endpoint ("+endpointColumns+") VALUES ("+slots(columns(endpointColumns))+")",
		e.ID, orNull(e.EnvironmentID), e.Name, orNull(e.Path), listJSON(e.Methods), string(e.Key), orNull(e.PublicKey),
		rule, e.MaxBodyBytes, e.Answered, e.CreatedAt.UnixMilli(), e.UpdatedAt.UnixMilli(), millis(e.DeletedAt))
	return err
}

// DeleteEndpoint removes the endpoint with its targets and drops their queues.
func (s *Store) DeleteEndpoint(ctx context.Context, id string, at time.Time) error {
	if id == sandbox.BuiltinEndpointID {
		return sandbox.Conflict("The built-in endpoint takes what no other does, so it stays; change how it answers instead.")
	}
	return s.changeEndpoints(ctx, func(ctx context.Context, tx *writeTx) error {
		targets, err := collect(ctx, tx, scanTarget, selectTarget+"WHERE endpoint_id = ? AND deleted_at_ms IS NULL", id)
		if err != nil {
			return err
		}
		for _, t := range targets {
			if err := tx.removeTarget(ctx, t.ID, at); err != nil {
				return err
			}
		}
		tx.tellEndpoint("", id)
		return tx.changeOne(ctx, sandbox.NotFound(unknownEndpoint, id), removeEndpoint, at.UnixMilli(), id)
	})
}

// NextAnswer counts one more capture of a sequence and returns how many were counted before it.
func (s *Store) NextAnswer(ctx context.Context, endpointID string) (before int64, err error) {
	err = s.writer.do(ctx, func(ctx context.Context, tx *writeTx) error {
		err := tx.QueryRowContext(ctx, countAnswer, endpointID).Scan(&before)
		tx.tellEndpoint("", endpointID)
		return found(err, unknownEndpoint, endpointID)
	}, nil)
	return before, err
}

// ResetSequence lets the endpoint's sequence begin anew.
func (s *Store) ResetSequence(ctx context.Context, id string) error {
	return s.changeEndpoints(ctx, func(ctx context.Context, tx *writeTx) error {
		tx.tellEndpoint("", id)
		return tx.changeOne(ctx, sandbox.NotFound(unknownEndpoint, id), resetAnswers, id)
	})
}

// EndpointUse counts what the endpoint captured, newest first, at most upTo. The built-in endpoint's
// captures have no column of their own to save the usual capture an index; they are counted among the
// newest upTo of every environment.
func (s *Store) EndpointUse(ctx context.Context, id string, upTo int) (sandbox.EndpointUse, error) {
	statement, args := capturesAt, []any{id, upTo + 1}
	if id == sandbox.BuiltinEndpointID {
		all, err := s.callers(ctx)
		if err != nil {
			return sandbox.EndpointUse{}, err
		}
		statement, args = builtinCaptures(all.ids, upTo+1)
	}
	var count, seen int
	var last int64
	if err := s.read.QueryRowContext(ctx, statement, args...).Scan(&count, wholeInto(&last), &seen); err != nil {
		return sandbox.EndpointUse{}, explain(err)
	}
	use := sandbox.EndpointUse{Captures: min(count, upTo), More: seen > upTo}
	if last == 0 {
		return use, nil
	}
	var err error
	use.LastCapture, err = scanExchange(s.read.QueryRowContext(ctx, selectExchange+"WHERE seq = ?", last))
	return use, explain(err)
}

func builtinCaptures(environments []string, limit int) (string, []any) {
	var arms union
	for _, environment := range append(environments[:len(environments):len(environments)], "") {
		var where clause
		where.and("environment_id IS ?", orNull(environment))
		where.and("kind = ?", string(sandbox.KindCapture))
		arms.add("exchange", where, window{limit: limit})
	}
	return "SELECT count(iif(endpoint_id IS NULL, 1, NULL)), max(iif(endpoint_id IS NULL, seq, NULL)), count(*) FROM exchange WHERE seq IN (" +
		arms.sql() + ")", arms.args
}

func (tx *writeTx) tellEndpoint(environmentID, id string) {
	tx.Emit(sandbox.Event{Topic: sandbox.TopicEndpoint, EnvironmentID: environmentID, ID: id})
}

// changeEndpoints runs fn as one decision, and forgets the book before anyone is answered.
func (s *Store) changeEndpoints(ctx context.Context, fn func(ctx context.Context, tx *writeTx) error) error {
	return s.writer.do(ctx, fn, s.endpoints.forget)
}

// qualified puts a table's short name before each column of a list.
func qualified(table, list string) string {
	parts := strings.Split(list, ",")
	for i, c := range parts {
		parts[i] = table + "." + strings.TrimSpace(c)
	}
	return strings.Join(parts, ", ")
}
