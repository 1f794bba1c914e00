package sqlite

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// fullObject has every field set, so that no column can be swapped or forgotten unnoticed.
func fullObject(name string) sandbox.Object {
	at := func(minutes int) time.Time { return day.Add(time.Duration(minutes) * time.Minute) }
	return sandbox.Object{
		ID: "id-" + name, EnvironmentID: testEnv, Kind: sandbox.KindSubscription, ObjectID: "object-" + name,
		RequestID: "request-" + name, ParentID: "parent", Token: "token-" + name, Status: "ACTIVE", DueAt: at(1),
		Body: []byte(`{"a":1}`), FirstAnswer: []byte(`{"b":2}`), CreatedAt: at(2), UpdatedAt: at(3),
	}
}

func insertObjects(t testing.TB, s *Store, objects ...sandbox.Object) {
	t.Helper()
	do(t, s, func(ctx context.Context, tx sandbox.Tx) error {
		for _, o := range objects {
			if err := tx.InsertObject(ctx, o); err != nil {
				return err
			}
		}
		return nil
	})
}

func updateObjects(t testing.TB, s *Store, o sandbox.Object) error {
	t.Helper()
	return s.Decide(bg, func(ctx context.Context, tx sandbox.Tx) error { return tx.UpdateObject(ctx, o) })
}

func expectObject(t testing.TB, s *Store, want sandbox.Object) {
	t.Helper()
	for how, get := range map[string]func() (sandbox.Object, error){
		"id": func() (sandbox.Object, error) { return s.ObjectByID(bg, want.EnvironmentID, want.Kind, want.ObjectID) },
		"request": func() (sandbox.Object, error) {
			return s.ObjectByRequestID(bg, want.EnvironmentID, want.Kind, want.RequestID)
		},
		"token": func() (sandbox.Object, error) { return s.ObjectByToken(bg, want.Token) },
	} {
		got, err := get()
		must(t, err)
		got.Seq = want.Seq
		if !reflect.DeepEqual(got, want) {
			t.Errorf("by %s:\ngot  %+v\nwant %+v", how, got, want)
		}
	}
}

func TestObject_EveryField_ComesBackAsItWent(t *testing.T) {
	s := openStore(t, configIn(t))
	insertObjects(t, s, fullObject("a"))
	expectObject(t, s, fullObject("a"))
	bare := sandbox.Object{ID: "bare", EnvironmentID: testEnv, Kind: "billing/coupon", ObjectID: "c1", Status: "", CreatedAt: day, UpdatedAt: day}
	second := bare
	second.ID, second.ObjectID = "bare2", "c2" // several may lack request id, token and parent
	insertObjects(t, s, bare, second)
	got, err := s.ObjectByID(bg, testEnv, bare.Kind, "c1")
	must(t, err)
	bare.Seq, bare.Body = got.Seq, []byte("{}")
	if !reflect.DeepEqual(got, bare) {
		t.Errorf("got  %+v\nwant %+v", got, bare)
	}
}

func TestObject_OnlyWhatMoves_IsUpdated(t *testing.T) {
	s := openStore(t, configIn(t))
	insertObjects(t, s, fullObject("a"))
	changed := fullObject("a")
	changed.Status, changed.DueAt, changed.Body, changed.Token, changed.ParentID, changed.UpdatedAt = "ENDED", time.Time{}, []byte(`{"a":2}`), "new", "other", day.Add(time.Hour)
	want := changed
	changed.RequestID, changed.FirstAnswer, changed.CreatedAt, changed.Kind = "x", []byte("x"), day.Add(time.Hour), "x"
	must(t, updateObjects(t, s, changed))
	expectObject(t, s, want)
	if _, err := s.ObjectByToken(bg, "token-a"); !sandbox.IsNotFound(err) {
		t.Errorf("the old token still finds it: %v", err)
	}
	changed.ID = "nowhere"
	if err := updateObjects(t, s, changed); !sandbox.IsNotFound(err) {
		t.Error(err)
	}
}

func TestObject_SameIDRequestOrToken_IsAConflict(t *testing.T) {
	s := openStore(t, configIn(t))
	insertObjects(t, s, fullObject("a"), fullObject("b"))
	for name, edit := range map[string]func(o *sandbox.Object){
		"object id":  func(o *sandbox.Object) { o.ObjectID = "object-a" },
		"request id": func(o *sandbox.Object) { o.RequestID = "request-a" },
		"token":      func(o *sandbox.Object) { o.Token = "token-a" },
		"id":         func(o *sandbox.Object) { o.ID = "id-a" },
	} {
		o := fullObject("c")
		edit(&o)
		err := s.Decide(bg, func(ctx context.Context, tx sandbox.Tx) error { return tx.InsertObject(ctx, o) })
		if sandbox.CodeOf(err) != sandbox.CodeConflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	taken := fullObject("b")
	taken.Token = "token-a"
	if err := updateObjects(t, s, taken); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Error(err)
	}
	elsewhere := fullObject("a")
	elsewhere.ID, elsewhere.EnvironmentID, elsewhere.Token = "live", liveEnv, "live"
	otherKind := fullObject("a")
	otherKind.ID, otherKind.Kind, otherKind.Token = "token", sandbox.KindToken, ""
	insertObjects(t, s, elsewhere, otherKind)
}

func TestObject_Unknown_IsNotFound(t *testing.T) {
	s := openStore(t, configIn(t))
	insertObjects(t, s, fullObject("a"))
	_, byID := s.ObjectByID(bg, liveEnv, sandbox.KindSubscription, "object-a")
	_, byKind := s.ObjectByID(bg, testEnv, sandbox.KindToken, "object-a")
	_, byRequest := s.ObjectByRequestID(bg, testEnv, sandbox.KindSubscription, "")
	_, byToken := s.ObjectByToken(bg, "")
	for _, err := range []error{byID, byKind, byRequest, byToken} {
		if !sandbox.IsNotFound(err) {
			t.Error(err)
		}
	}
	if none, err := s.ObjectsOf(bg, testEnv, sandbox.KindToken, "parent"); err != nil || none == nil || len(none) != 0 {
		t.Errorf("%v, %v", none, err)
	}
}

func TestObject_InsideADecision_SeesItsOwnWrites_AndARefusedOneLeavesNone(t *testing.T) {
	s := openStore(t, configIn(t))
	err := s.Decide(bg, func(ctx context.Context, tx sandbox.Tx) error {
		if err := tx.InsertObject(ctx, fullObject("a")); err != nil {
			return err
		}
		if _, total, err := tx.ListObjects(ctx, sandbox.ObjectFilter{EnvironmentID: testEnv}); err != nil || total != 1 {
			t.Errorf("%d, %v", total, err)
		}
		return sandbox.Conflict("no")
	})
	if sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Error(err)
	}
	if _, err := s.ObjectByToken(bg, "token-a"); !sandbox.IsNotFound(err) {
		t.Errorf("it stayed: %v", err)
	}
}

func TestListObjects_FiltersAndPagesNewestFirst(t *testing.T) {
	s := openStore(t, configIn(t))
	for i := range 7 {
		o := fullObject(fmt.Sprint(i))
		o.Status = []string{"ACTIVE", "ENDED", "PENDING"}[i%3]
		o.ParentID = fmt.Sprint("p", i%2)
		insertObjects(t, s, o)
	}
	other := fullObject("live")
	other.EnvironmentID = liveEnv
	kind := fullObject("kind")
	kind.Kind = sandbox.KindToken
	insertObjects(t, s, other, kind)
	subscriptions := sandbox.ObjectFilter{EnvironmentID: testEnv, Kind: sandbox.KindSubscription}
	with := func(edit func(*sandbox.ObjectFilter)) sandbox.ObjectFilter {
		f := subscriptions
		edit(&f)
		return f
	}
	for name, c := range map[string]struct {
		filter sandbox.ObjectFilter
		total  int
		want   string
	}{
		"all":      {subscriptions, 7, "[6 5 4 3 2 1 0]"},
		"page":     {with(func(f *sandbox.ObjectFilter) { f.Offset, f.Limit = 2, 3 }), 7, "[4 3 2]"},
		"past":     {with(func(f *sandbox.ObjectFilter) { f.Offset = 9 }), 7, "[]"},
		"parent":   {with(func(f *sandbox.ObjectFilter) { f.ParentID = "p1" }), 3, "[5 3 1]"},
		"statuses": {with(func(f *sandbox.ObjectFilter) { f.Statuses = []string{"ENDED", "PENDING"} }), 4, "[5 4 2 1]"},
		"anything": {sandbox.ObjectFilter{Limit: 2}, 9, "[kind live]"},
	} {
		items, total, err := s.ListObjects(bg, c.filter)
		must(t, err)
		names := []string{}
		for _, o := range items {
			names = append(names, o.ObjectID[len("object-"):])
		}
		if total != c.total || fmt.Sprint(names) != c.want {
			t.Errorf("%s: %v of %d, want %s of %d", name, names, total, c.want, c.total)
		}
	}
	children, err := s.ObjectsOf(bg, testEnv, sandbox.KindSubscription, "p0")
	must(t, err)
	if len(children) != 4 || children[0].ObjectID != "object-0" || children[3].ObjectID != "object-6" {
		t.Errorf("children %+v", children)
	}
}

func TestDueObjects_EarliestFirst_InTheirEnvironment(t *testing.T) {
	s := openStore(t, configIn(t))
	due := func(name, environmentID string, minutes int) sandbox.Object {
		o := fullObject(name)
		o.EnvironmentID, o.DueAt = environmentID, day.Add(time.Duration(minutes)*time.Minute)
		return o
	}
	never := fullObject("never")
	never.DueAt = time.Time{}
	insertObjects(t, s, due("later", testEnv, 20), due("soon", testEnv, 10), due("live", liveEnv, 1), never)
	list, err := s.DueObjects(bg, testEnv, day.Add(20*time.Minute), 10)
	must(t, err)
	if len(list) != 2 || list[0].ObjectID != "object-soon" || list[1].ObjectID != "object-later" {
		t.Errorf("due %+v", list)
	}
	if one, err := s.DueObjects(bg, testEnv, day.Add(19*time.Minute), 10); err != nil || len(one) != 1 {
		t.Errorf("%v, %v", one, err)
	}
	for env, minutes := range map[string]int{testEnv: 10, liveEnv: 1} {
		if next, err := s.NextDue(bg, env); err != nil || !next.Equal(day.Add(time.Duration(minutes)*time.Minute)) {
			t.Errorf("%s: next due %s, %v", env, next, err)
		}
	}
}
