package testkit

import (
	"context"
	"maps"
	"slices"
	"time"

	"antomdesk/backend/sandbox"
)

// Objects lists all objects in order of creation.
func (m *MemStore) Objects() []sandbox.Object { return m.committed().sortedObjects() }

// ObjectByID implements sandbox.Reader.
func (m *MemStore) ObjectByID(_ context.Context, environmentID string, kind sandbox.ObjectKind, objectID string) (sandbox.Object, error) {
	return m.committed().objectByID(environmentID, kind, objectID)
}

// ObjectByRequestID implements sandbox.Reader.
func (m *MemStore) ObjectByRequestID(_ context.Context, environmentID string, kind sandbox.ObjectKind, requestID string) (sandbox.Object, error) {
	return m.committed().objectByRequestID(environmentID, kind, requestID)
}

// ObjectByToken implements sandbox.Reader.
func (m *MemStore) ObjectByToken(_ context.Context, token string) (sandbox.Object, error) {
	return m.committed().objectByToken(token)
}

// ObjectsOf implements sandbox.Reader.
func (m *MemStore) ObjectsOf(_ context.Context, environmentID string, kind sandbox.ObjectKind, parentID string) ([]sandbox.Object, error) {
	return m.committed().objectsOf(environmentID, kind, parentID), nil
}

// ListObjects implements sandbox.Reader.
func (m *MemStore) ListObjects(_ context.Context, f sandbox.ObjectFilter) ([]sandbox.Object, int, error) {
	items, total := m.committed().listObjects(f)
	return items, total, nil
}

// Environments implements sandbox.DueReader: every environment something was stored in, as Directory
// knows it, or with default settings and real time when there is none.
func (m *MemStore) Environments(ctx context.Context) ([]sandbox.Environment, error) {
	var list []sandbox.Environment
	for _, id := range m.committed().environmentIDs() {
		env := sandbox.Environment{ID: id, Settings: sandbox.DefaultSettings()}
		if m.Directory != nil {
			var err error
			if env, err = m.Directory.EnvironmentByID(ctx, id); err != nil {
				return nil, err
			}
		}
		list = append(list, env)
	}
	return list, nil
}

// DueObjects implements sandbox.DueReader.
func (m *MemStore) DueObjects(_ context.Context, environmentID string, now time.Time, limit int) ([]sandbox.Object, error) {
	due := slices.DeleteFunc(m.Objects(), func(o sandbox.Object) bool {
		return o.EnvironmentID != environmentID || o.DueAt.IsZero() || o.DueAt.After(now)
	})
	slices.SortStableFunc(due, func(a, b sandbox.Object) int { return a.DueAt.Compare(b.DueAt) })
	return due[:min(limit, len(due))], nil
}

func (s memState) environmentIDs() []string {
	seen := map[string]bool{}
	for _, p := range s.payments {
		seen[p.EnvironmentID] = true
	}
	for _, r := range s.refunds {
		seen[r.EnvironmentID] = true
	}
	for _, o := range s.objects {
		seen[o.EnvironmentID] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

func objectKey(environmentID string, kind sandbox.ObjectKind, objectID string) string {
	return memKey(environmentID, string(kind)+"\x00"+objectID)
}

func cloneObject(o sandbox.Object) sandbox.Object {
	o.Body, o.FirstAnswer = slices.Clone(o.Body), slices.Clone(o.FirstAnswer)
	return o
}

func (s memState) sortedObjects() []sandbox.Object {
	list := make([]sandbox.Object, 0, len(s.objects))
	for _, o := range s.objects {
		list = append(list, cloneObject(o))
	}
	slices.SortFunc(list, func(a, b sandbox.Object) int { return int(a.Seq - b.Seq) })
	return list
}

func (s memState) objectByID(environmentID string, kind sandbox.ObjectKind, objectID string) (sandbox.Object, error) {
	if o, ok := s.objects[objectKey(environmentID, kind, objectID)]; ok {
		return cloneObject(o), nil
	}
	return sandbox.Object{}, sandbox.NotFound("There is no %s %s.", kind, objectID)
}

func (s memState) objectByRequestID(environmentID string, kind sandbox.ObjectKind, requestID string) (sandbox.Object, error) {
	for _, o := range s.objects {
		if requestID != "" && o.EnvironmentID == environmentID && o.Kind == kind && o.RequestID == requestID {
			return cloneObject(o), nil
		}
	}
	return sandbox.Object{}, sandbox.NotFound("There is no %s with request id %s.", kind, requestID)
}

func (s memState) objectByToken(token string) (sandbox.Object, error) {
	for _, o := range s.objects {
		if token != "" && o.Token == token {
			return cloneObject(o), nil
		}
	}
	return sandbox.Object{}, sandbox.NotFound("There is no page at this address.")
}

func (s memState) objectsOf(environmentID string, kind sandbox.ObjectKind, parentID string) []sandbox.Object {
	return slices.DeleteFunc(s.sortedObjects(), func(o sandbox.Object) bool {
		return o.EnvironmentID != environmentID || o.Kind != kind || o.ParentID != parentID
	})
}

func (s memState) listObjects(f sandbox.ObjectFilter) ([]sandbox.Object, int) {
	all := slices.DeleteFunc(s.sortedObjects(), func(o sandbox.Object) bool { return !matches(f, o) })
	slices.Reverse(all)
	from := min(max(f.Offset, 0), len(all))
	to := min(from+sandbox.PageRequest{Limit: f.Limit}.Rows(), len(all))
	return all[from:to], len(all)
}

func matches(f sandbox.ObjectFilter, o sandbox.Object) bool {
	return (f.EnvironmentID == "" || o.EnvironmentID == f.EnvironmentID) &&
		(f.Kind == "" || o.Kind == f.Kind) &&
		(f.ParentID == "" || o.ParentID == f.ParentID) &&
		(len(f.Statuses) == 0 || slices.Contains(f.Statuses, o.Status))
}

func (t *memTx) ObjectByID(_ context.Context, environmentID string, kind sandbox.ObjectKind, objectID string) (sandbox.Object, error) {
	return t.state.objectByID(environmentID, kind, objectID)
}

func (t *memTx) ObjectByRequestID(_ context.Context, environmentID string, kind sandbox.ObjectKind, requestID string) (sandbox.Object, error) {
	return t.state.objectByRequestID(environmentID, kind, requestID)
}

func (t *memTx) ObjectByToken(_ context.Context, token string) (sandbox.Object, error) {
	return t.state.objectByToken(token)
}

func (t *memTx) ObjectsOf(_ context.Context, environmentID string, kind sandbox.ObjectKind, parentID string) ([]sandbox.Object, error) {
	return t.state.objectsOf(environmentID, kind, parentID), nil
}

func (t *memTx) ListObjects(_ context.Context, f sandbox.ObjectFilter) ([]sandbox.Object, int, error) {
	items, total := t.state.listObjects(f)
	return items, total, nil
}

func (t *memTx) InsertObject(_ context.Context, o sandbox.Object) error {
	key := objectKey(o.EnvironmentID, o.Kind, o.ObjectID)
	if _, taken := t.state.objects[key]; taken {
		return sandbox.Conflict("%s %s is taken", o.Kind, o.ObjectID)
	}
	if _, err := t.state.objectByRequestID(o.EnvironmentID, o.Kind, o.RequestID); err == nil {
		return sandbox.Conflict("the request id %s of a %s is taken", o.RequestID, o.Kind)
	}
	if _, err := t.state.objectByToken(o.Token); err == nil {
		return sandbox.Conflict("the token of %s %s is taken", o.Kind, o.ObjectID)
	}
	t.state.seq++
	o.Seq = t.state.seq
	t.state.objects[key] = cloneObject(o)
	return nil
}

// UpdateObject changes only what the real store changes.
func (t *memTx) UpdateObject(_ context.Context, o sandbox.Object) error {
	key := objectKey(o.EnvironmentID, o.Kind, o.ObjectID)
	kept, ok := t.state.objects[key]
	if !ok {
		return sandbox.NotFound("There is no %s %s.", o.Kind, o.ObjectID)
	}
	if other, err := t.state.objectByToken(o.Token); err == nil && other.ID != kept.ID {
		return sandbox.Conflict("the token of %s %s is taken", o.Kind, o.ObjectID)
	}
	kept.Status, kept.DueAt, kept.Body = o.Status, o.DueAt, o.Body
	kept.Token, kept.ParentID, kept.UpdatedAt = o.Token, o.ParentID, o.UpdatedAt
	t.state.objects[key] = cloneObject(kept)
	return nil
}
