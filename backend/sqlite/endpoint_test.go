package sqlite

import (
	"reflect"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// shopEndpoint has every field set.
func shopEndpoint() sandbox.Endpoint {
	return sandbox.Endpoint{
		ID: "e1", EnvironmentID: testEnv, Name: "Shop", Path: "/shop", Methods: []string{"PUT"}, Key: sandbox.KeyPasted, PublicKey: "MIIB",
		Rule: sandbox.AnswerRule{Repeat: true, Steps: []sandbox.AnswerStep{
			{Kind: sandbox.AnswerReply, Times: 2, DelayMillis: 5, Status: 500, Headers: []sandbox.AnswerHeader{{Name: "X", Value: "y"}}, Body: "no"},
			{Kind: sandbox.AnswerAcknowledge, Times: 1},
		}},
		MaxBodyBytes: 99, CreatedAt: day, UpdatedAt: day,
	}
}

func shopTarget(id, endpointID string) sandbox.ForwardTarget {
	return sandbox.ForwardTarget{ID: id, EndpointID: endpointID, URL: "http://127.0.0.1:1/" + id, Types: []string{"notifyPayment"},
		Signature: sandbox.SignatureFresh, CreatedAt: day}
}

// captured records the n-th exchange as a capture of the endpoint and queues it for the targets.
func captured(t *testing.T, s *Store, n int, endpointID string, targets ...string) sandbox.Exchange {
	t.Helper()
	x, b := exchangeOf(n)
	x.Kind, x.EndpointID = sandbox.KindCapture, endpointID
	var forwards []sandbox.Forward
	for _, id := range targets {
		forwards = append(forwards, sandbox.Forward{ID: x.ID + id, TargetID: id, CreatedAt: x.StartedAt})
	}
	must(t, s.RecordCapture(bg, x, b, forwards))
	return x
}

func TestEndpoints_OfANewFile_AreTheBuiltInOneAlone(t *testing.T) {
	s := openStore(t, configIn(t))
	book, err := s.EndpointBook(bg)
	must(t, err)
	if len(book.Endpoints) != 1 || !book.Endpoints[0].Builtin() || !reflect.DeepEqual(book.Endpoints[0].Rule, sandbox.AcknowledgeAlways()) ||
		book.Endpoints[0].MaxBodyBytes != sandbox.DefaultMaxBody || book.Endpoints[0].Key != sandbox.KeyOfAntom {
		t.Errorf("got %+v", book.Endpoints)
	}
	if err := s.DeleteEndpoint(bg, sandbox.BuiltinEndpointID, day); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("the built-in endpoint was deleted: %v", err)
	}
}

func TestSaveEndpoint_EveryField_ComesBackAsItWas(t *testing.T) {
	s := openStore(t, configIn(t))
	e := shopEndpoint()
	must(t, s.SaveEndpoint(bg, e))
	got, err := s.EndpointByID(bg, "e1")
	must(t, err)
	e.Seq = got.Seq
	if !reflect.DeepEqual(got, e) {
		t.Errorf("stored %+v\nwant   %+v", got, e)
	}
	twin := shopEndpoint()
	twin.ID = "e2"
	if err := s.SaveEndpoint(bg, twin); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("two endpoints have one path: %v", err)
	}
	must(t, s.DeleteEndpoint(bg, "e1", day))
	must(t, s.SaveEndpoint(bg, twin))
	if gone, err := s.EndpointByID(bg, "e1"); err != nil || gone.DeletedAt.IsZero() {
		t.Errorf("the log cannot name the deleted endpoint: %+v, %v", gone, err)
	}
}

func TestNextAnswer_CountsAndBeginsAnew(t *testing.T) {
	s := openStore(t, configIn(t))
	e := shopEndpoint()
	must(t, s.SaveEndpoint(bg, e))
	counts := func(want int64) {
		t.Helper()
		if n, err := s.NextAnswer(bg, "e1"); err != nil || n != want {
			t.Errorf("counted %d, %v; want %d", n, err, want)
		}
	}
	counts(0)
	counts(1)
	must(t, s.SaveEndpoint(bg, e)) // the same rule goes on
	counts(2)
	must(t, s.ResetSequence(bg, "e1"))
	counts(0)
	e.Rule.Repeat = false
	must(t, s.SaveEndpoint(bg, e)) // another rule begins anew
	counts(0)
	if _, err := s.NextAnswer(bg, "nobody"); !sandbox.IsNotFound(err) {
		t.Errorf("an endpoint that is not there counted: %v", err)
	}
}

func TestEndpointUse_CountsUpToTheCapAndFindsTheLast(t *testing.T) {
	s := openStore(t, configIn(t))
	must(t, s.SaveEndpoint(bg, shopEndpoint()))
	use := func(id string, want sandbox.EndpointUse) {
		t.Helper()
		got, err := s.EndpointUse(bg, id, 3)
		must(t, err)
		if got.Captures != want.Captures || got.More != want.More || got.LastCapture.ID != want.LastCapture.ID {
			t.Errorf("%s: %+v, want %+v", id, got, want)
		}
	}
	use("e1", sandbox.EndpointUse{})
	use(sandbox.BuiltinEndpointID, sandbox.EndpointUse{})
	record(t, s, 1) // of the gateway
	last := captured(t, s, 2, "e1")
	use("e1", sandbox.EndpointUse{Captures: 1, LastCapture: last})
	use(sandbox.BuiltinEndpointID, sandbox.EndpointUse{})
	for n := 3; n < 6; n++ {
		captured(t, s, n, "e1")
		last = captured(t, s, n+100, "")
	}
	use("e1", sandbox.EndpointUse{Captures: 3, More: true, LastCapture: sandbox.Exchange{ID: idOf(5)}})
	use(sandbox.BuiltinEndpointID, sandbox.EndpointUse{Captures: 2, More: true, LastCapture: last})
}

func TestTargets_AreKeptInTheBookAndGoWithTheirEndpoint(t *testing.T) {
	s := openStore(t, configIn(t))
	must(t, s.SaveEndpoint(bg, shopEndpoint()))
	must(t, s.SaveTarget(bg, shopTarget("t1", "e1")))
	must(t, s.SaveTarget(bg, shopTarget("t2", "e1")))
	changed := shopTarget("t2", "e1")
	changed.URL, changed.Types, changed.Signature = "http://127.0.0.1:2/", []string{}, sandbox.SignatureOriginal
	must(t, s.SaveTarget(bg, changed))
	book, err := s.EndpointBook(bg)
	must(t, err)
	if list := book.Targets["e1"]; len(list) != 2 || list[0].ID != "t1" || list[1].URL != changed.URL || len(list[1].Types) != 0 {
		t.Errorf("got %+v", list)
	}
	captured(t, s, 1, "e1", "t1", "t2")
	must(t, s.DeleteEndpoint(bg, "e1", day))
	captured(t, s, 2, "e1", "t1", "t2") // answered while it was being deleted
	if waiting, err := s.WaitingTargets(bg); err != nil || len(waiting) != 0 {
		t.Errorf("deleted targets still wait: %+v, %v", waiting, err)
	}
	results, err := s.ForwardsOf(bg, idOf(1))
	must(t, err)
	if len(results) != 2 || results[0].Forward.Status != sandbox.ForwardDropped || results[0].Forward.EndedAt.IsZero() {
		t.Errorf("got %+v", results)
	}
	if results, err := s.ForwardsOf(bg, idOf(2)); err != nil || len(results) != 0 {
		t.Errorf("a deleted target got a forward: %+v, %v", results, err)
	}
}

// ended is the end of an attempt that crossed the wire.
func ended(n int, f sandbox.Forward, status int, answered bool) sandbox.ForwardEnd {
	x, b := exchangeOf(n)
	x.Kind = sandbox.KindForward
	e := sandbox.ForwardEnd{Reached: true, Answered: answered, Exchange: x, Bytes: b, At: day.Add(time.Minute),
		Attempt: sandbox.ForwardAttempt{ForwardID: f.ID, ExchangeID: x.ID, Repeat: f.Repeats, HTTPStatus: status, At: day}}
	if !answered {
		e.Reason, e.Attempt.Reason = "It is down.", "It is down."
	}
	return e
}

func TestForwards_LeaveInOrderAndARepetitionIsKnown(t *testing.T) {
	cfg := configIn(t)
	s := openStore(t, cfg)
	must(t, s.SaveEndpoint(bg, shopEndpoint()))
	must(t, s.SaveTarget(bg, shopTarget("t1", "e1")))
	for n := 1; n < 4; n++ {
		captured(t, s, n, "e1", "t1")
	}
	f, target, some, err := s.StartForward(bg, "t1")
	must(t, err)
	if !some || f.ExchangeID != idOf(1) || f.Repeats != 0 || target.URL != "http://127.0.0.1:1/t1" {
		t.Fatalf("started %+v for %+v", f, target)
	}
	// The program dies here: the same one is started again, and known to be a repetition.
	if f, _, _, err = s.StartForward(bg, "t1"); err != nil || f.ExchangeID != idOf(1) || f.Repeats != 1 {
		t.Fatalf("started %+v, %v", f, err)
	}
	_, _, some, err = s.EndForward(bg, f, ended(11, f, 0, false))
	must(t, err)
	down, err := s.TargetByID(bg, "t1")
	must(t, err)
	if some || down.LastError != "It is down." || !down.FailingSince.Equal(day.Add(time.Minute)) {
		t.Errorf("some %t, %+v", some, down)
	}
	f, _, _, err = s.StartForward(bg, "t1")
	must(t, err)
	next, _, some, err := s.EndForward(bg, f, ended(12, f, 200, true))
	must(t, err)
	if f.Repeats != 2 || !some || next.ExchangeID != idOf(2) || next.Repeats != 0 {
		t.Errorf("after %+v came %+v", f, next)
	}
	// Nothing was sent: no exchange, and no repetition.
	_, _, _, err = s.EndForward(bg, next, sandbox.ForwardEnd{Reason: "Nobody listens.", At: day})
	must(t, err)
	must(t, s.PauseTarget(bg, "t1", true))
	if _, _, some, err := s.StartForward(bg, "t1"); err != nil || some {
		t.Errorf("a paused target was served: %v", err)
	}
	must(t, s.PauseTarget(bg, "t1", false))
	if n, err := s.DropQueue(bg, "t1", true, day); err != nil || n != 1 {
		t.Errorf("dropped %d, %v", n, err)
	}
	if f, _, _, err = s.StartForward(bg, "t1"); err != nil || f.ExchangeID != idOf(3) {
		t.Errorf("after the dropped one came %+v, %v", f, err)
	}
	queues, err := s.ForwardQueues(bg, 5)
	must(t, err)
	if len(queues) != 1 || queues[0].Queued != 1 || queues[0].Sent != 1 || queues[0].More {
		t.Errorf("got %+v", queues)
	}
	results, err := s.ForwardsOf(bg, idOf(1))
	must(t, err)
	if r := results[0]; r.Forward.Status != sandbox.ForwardSent || len(r.Attempts) != 2 || r.Attempts[0].Repeat != 1 || r.Attempts[1].HTTPStatus != 200 {
		t.Errorf("got %+v", r)
	}
}
