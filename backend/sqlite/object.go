package sqlite

import (
	"context"
	"strconv"
	"strings"

	"antomdesk/backend/sandbox"
)

const objectColumns = `id, environment_id, kind, object_id, request_id, parent_id, token, status, due_at_ms,
	created_at_ms, updated_at_ms, body, first_answer`

const selectObject = "SELECT seq, " + objectColumns + " FROM object "

func scanObject(row scanner) (sandbox.Object, error) {
	var o sandbox.Object
	err := row.Scan(&o.Seq, &o.ID, &o.EnvironmentID, &o.Kind, &o.ObjectID, textInto(&o.RequestID), textInto(&o.ParentID),
		textInto(&o.Token), &o.Status, instant{&o.DueAt}, instant{&o.CreatedAt}, instant{&o.UpdatedAt}, &o.Body, &o.FirstAnswer)
	return o, err
}

// ObjectByID returns the object of that kind with Antom's id.
func (r reader) ObjectByID(ctx context.Context, environmentID string, kind sandbox.ObjectKind, objectID string) (sandbox.Object, error) {
	return r.object(ctx, kind, "WHERE environment_id = ? AND kind = ? AND object_id = ?", environmentID, string(kind), objectID)
}

// ObjectByRequestID returns the object of that kind with the merchant's request id.
func (r reader) ObjectByRequestID(ctx context.Context, environmentID string, kind sandbox.ObjectKind, requestID string) (sandbox.Object, error) {
	return r.object(ctx, kind, "WHERE environment_id = ? AND kind = ? AND request_id = ?", environmentID, string(kind), requestID)
}

// ObjectByToken returns the object whose buyer page or secret has that token.
func (r reader) ObjectByToken(ctx context.Context, token string) (sandbox.Object, error) {
	return r.object(ctx, "object", "WHERE token = ?", token)
}

func (r reader) object(ctx context.Context, what sandbox.ObjectKind, where string, args ...any) (sandbox.Object, error) {
	o, err := scanObject(r.q.QueryRowContext(ctx, selectObject+where, args...))
	if err != nil {
		return sandbox.Object{}, found(err, "There is no such %s.", what)
	}
	return o, nil
}

const objectsOf = selectObject + "WHERE environment_id = ? AND kind = ? AND parent_id = ? ORDER BY seq"

// ObjectsOf lists the objects of that kind that belong to parentID, oldest first.
func (r reader) ObjectsOf(ctx context.Context, environmentID string, kind sandbox.ObjectKind, parentID string) ([]sandbox.Object, error) {
	return collect(ctx, r.q, scanObject, objectsOf, environmentID, string(kind), parentID)
}

// ListObjects returns one page, newest first, and how many objects the filter selects in all.
func (r reader) ListObjects(ctx context.Context, f sandbox.ObjectFilter) ([]sandbox.Object, int, error) {
	where := objectClause(f)
	var total int
	if err := r.q.QueryRowContext(ctx, "SELECT count(*) FROM object "+where.sql(), where.args...).Scan(&total); err != nil {
		return nil, 0, explain(err)
	}
	items, err := collect(ctx, r.q, scanObject, objectPage(f, where), where.args...)
	return items, total, err
}

func objectClause(f sandbox.ObjectFilter) clause {
	var where clause
	if f.EnvironmentID != "" {
		where.and("environment_id = ?", f.EnvironmentID)
	}
	if f.Kind != "" {
		where.and("kind = ?", string(f.Kind))
	}
	if f.ParentID != "" {
		where.and("parent_id = ?", f.ParentID)
	}
	if len(f.Statuses) > 0 {
		where.and("status IN ("+slots(len(f.Statuses))+")", anys(f.Statuses)...)
	}
	return where
}

func objectPage(f sandbox.ObjectFilter, where clause) string {
	limit := sandbox.PageRequest{Limit: f.Limit}.Rows()
	return strings.Join([]string{selectObject, where.sql(), "ORDER BY seq DESC LIMIT", strconv.Itoa(limit),
		"OFFSET", strconv.Itoa(max(0, f.Offset))}, " ")
}

func anys(list []string) []any {
	args := make([]any, len(list))
	for i, s := range list {
		args[i] = s
	}
	return args
}

// InsertObject adds the object; conflict when its ObjectID, RequestID or Token exists already.
func (tx *writeTx) InsertObject(ctx context.Context, o sandbox.Object) error {
	_, err := tx.exec(ctx, "INSERT INTO object ("+objectColumns+") VALUES ("+slots(columns(objectColumns))+")",
		o.ID, o.EnvironmentID, string(o.Kind), o.ObjectID, orNull(o.RequestID), orNull(o.ParentID), orNull(o.Token), o.Status,
		millis(o.DueAt), millis(o.CreatedAt), millis(o.UpdatedAt), objectBody(o), blob(o.FirstAnswer))
	if isUnique(err) {
		return sandbox.Conflict("A %s with this id, request id or token exists already.", o.Kind)
	}
	return explain(err)
}

const updateObject = `UPDATE object SET status = ?, due_at_ms = ?, body = ?, token = ?, parent_id = ?, updated_at_ms = ?
	WHERE id = ?`

// UpdateObject writes what moves: status, due time, body, token and parent. Conflict when another
// object has the token.
func (tx *writeTx) UpdateObject(ctx context.Context, o sandbox.Object) error {
	err := tx.changeOne(ctx, sandbox.NotFound("There is no such %s.", o.Kind), updateObject,
		o.Status, millis(o.DueAt), objectBody(o), orNull(o.Token), orNull(o.ParentID), millis(o.UpdatedAt), o.ID)
	if isUnique(err) {
		return sandbox.Conflict("The token of this %s belongs to another object.", o.Kind)
	}
	return err
}

// objectBody is the JSON to store: an object without fields of its own has an empty one.
func objectBody(o sandbox.Object) []byte {
	if len(o.Body) == 0 {
		return []byte("{}")
	}
	return o.Body
}
