package gateway_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/gateway"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/testkit"
)

// changing hands each run of the property an engine of its own, behind one gateway.
type changing struct{ *engine.Engine }

// done is one capture, refund, change of an amount or cancellation that was accepted, for repeated calls.
type done struct {
	order *order
	body  object
	minor int64
	first []byte  // nil until the merchant has seen it
	late  *refund // that was in process when first answered, until its outcome was answered
}

// shop is a merchant that calls at random and knows what must be answered.
type shop struct {
	rig    *rig
	engine *engine.Engine
	store  *testkit.MemStore
	arms   *armory
	line   *conn // kept alive until a fault breaks it
	terms  terms
	ways   []way // the few this merchant uses

	orders   map[string]*order
	captures map[string]*done
	refunds  map[string]*done
	changes  map[string]*done
	seen     map[string]string // status by order, when it was last looked at
}

// verdict is what a call must be told: first is the answer it was given before, keep takes it when it
// was not given yet.
type verdict struct {
	code  string
	first []byte
	keep  func(body []byte)
}

func refused(code string) verdict { return verdict{code: code} }

// undecided is what a scenario leaves behind that answers with a code of the status U, and the answer;
// nil leaves nothing.
type undecided func(now time.Time, code string) verdict

func newShop(t *rapid.T, r *rig, line *changing, arms *armory) *shop {
	s := &shop{
		rig: r, store: testkit.NewMemStore(), arms: arms, line: r.dial(), ways: drawWays(t),
		orders: map[string]*order{}, captures: map[string]*done{}, refunds: map[string]*done{}, changes: map[string]*done{}, seen: map[string]string{},
		terms: terms{
			wholeCards: rapid.Bool().Draw(t, "cards are refunded in full only"),
			once:       rapid.Bool().Draw(t, "one capture only"), tellsLapse: rapid.Bool().Draw(t, "tells of expired authorisations"),
			closedCode: rapid.SampledFrom([]string{"ORDER_IS_CLOSED", "PROCESS_FAIL"}).Draw(t, "code of an expired payment"),
		},
	}
	arms.list = nil
	r.directory.settings(func(set *sandbox.Settings) {
		set.SingleCaptureOnly, set.NotifyExpiredAuthorization, set.ExpiredPaymentCode = s.terms.once, s.terms.tellsLapse, s.terms.closedCode
	})
	opens := morning.Add(time.Duration(rapid.IntRange(0, 23).Draw(t, "hours after nine")) * time.Hour)
	r.directory.clock(sandbox.RunningFrom(opens, r.clock.Now()))
	s.engine = engine.New(engine.Config{
		Reader: s.store, Decider: s.store, Due: s.store, Clock: r.clock, Directory: r.directory, Scenarios: arms, Rules: s,
		IDs: sandbox.NewIDs(r.clock, rand.NewChaCha8([32]byte{1})),
	})
	line.Engine = s.engine
	t.Cleanup(func() { s.line.Close() })
	return s
}

// drawWays are the few ways to pay that one merchant uses.
func drawWays(t *rapid.T) []way {
	from := rapid.SampledFrom([][]way{waysToPay, waysByHand}).Draw(t, "merchant")
	return rapid.SliceOfNDistinct(rapid.SampledFrom(from), 1, 3, func(w way) string { return w.name }).Draw(t, "ways")
}

// MethodRules has cards refunded in full only, where the terms say so.
func (s *shop) MethodRules(context.Context, string) (map[string]sandbox.PaymentMethodRule, error) {
	rule := engine.DefaultMethodRule("CARD")
	rule.PartialRefund = !s.terms.wholeCards
	return map[string]sandbox.PaymentMethodRule{"CARD": rule}, nil
}

func (s *shop) environment() sandbox.Environment { return s.rig.directory.known[keys.ClientID] }

func (s *shop) now() time.Time { return s.environment().Clock.At(s.rig.clock.Now()) }

// moment lets a millisecond pass, so that no two answers carry the same time, and the model with it.
func (s *shop) moment() time.Time {
	s.rig.clock.Advance(time.Millisecond)
	now := s.now()
	for _, o := range s.orders {
		o.pass(now, s.terms)
	}
	return now
}

// ask makes a call again and again until an answer arrives, as merchants do. decide is what the
// documents say of the call at the moment it is made.
func (s *shop) ask(t *rapid.T, api string, body object, decide func(now time.Time) verdict, undecided undecided) {
	s.leap(t)
	for range 10 {
		now := s.moment()
		armed, met := s.met(api)
		want := s.told(armed, met, now, decide, undecided)
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		a, arrived := s.send(t, api, string(text), armed.Fault)
		if !arrived {
			continue
		}
		s.judge(t, api, a, want)
		return
	}
	t.Fatalf("%s is never answered", api)
}

// met is the scenario the next call of that API meets.
func (s *shop) met(api string) (sandbox.Scenario, bool) {
	list, _ := s.arms.Armed(context.Background(), "")
	if len(list) == 0 || list[0].API != api {
		return sandbox.Scenario{}, false
	}
	return list[0], true
}

func (s *shop) told(armed sandbox.Scenario, met bool, now time.Time, decide func(time.Time) verdict, undecided undecided) verdict {
	result, documented := engine.ResultOf(armed.API, armed.ResultCode)
	switch {
	case !met, !documented, result.Status == sandbox.StatusS:
		return decide(now)
	case result.Status == sandbox.StatusU && undecided != nil:
		return undecided(now, armed.ResultCode)
	}
	return refused(armed.ResultCode)
}

// send is one call on the wire, and what comes back unless a fault keeps it.
func (s *shop) send(t *rapid.T, api, body string, fault sandbox.HTTPFault) (reply, bool) {
	path := "/ams/sandbox/api/v1/" + api
	head, text := request{target: path, body: body}.raw(s.rig.t)
	s.line.send(head, text)
	var a reply
	if fault == sandbox.FaultNone {
		a = s.line.answer(http.MethodPost)
		s.line.wire.Reset() // nothing is left in it
	} else {
		_, _ = io.Copy(io.Discard, s.line.reader) // until the connection ends, however it does
		s.line.Close()
		s.line = s.rig.dial()
	}
	row := s.rig.next()
	switch {
	case fault != sandbox.FaultNone:
		return a, false
	case !bytes.Equal(row.ResponseHead, a.head) || !bytes.Equal(row.ResponseBody, a.body):
		t.Fatalf("the log has %q %q, the merchant got %q %q", row.ResponseHead, row.ResponseBody, a.head, a.body)
	case !a.signedOver(path):
		t.Fatalf("%s: the answer's signature does not verify", api)
	}
	return a, true
}

func (s *shop) judge(t *rapid.T, api string, a reply, want verdict) {
	if code := a.code(s.rig.t); want.code != "" && code != want.code {
		t.Fatalf("%s answers %s, want %s: %s", api, code, want.code, a.body)
	}
	if want.first != nil && !bytes.Equal(a.body, want.first) {
		t.Fatalf("%s, made again, answers\n%s, before\n%s", api, a.body, want.first)
	}
	if want.keep != nil {
		want.keep(bytes.Clone(a.body))
	}
}

// look asks without the wire, for the model's own eyes: no scenario meets it.
func (s *shop) look(t *rapid.T, api string, body object) map[string]any {
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	call, _ := contract.ByName(api)
	sent, err := contract.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	checked, wrong := call.Validate(sent, contract.Rules{})
	if wrong != nil {
		t.Fatal(wrong)
	}
	a, err := s.engine.Do(t.Context(), engine.Call{Environment: s.environment(), Origin: "http://pay.example.test:18080"}, api, engine.Input{Checked: checked})
	if err != nil {
		t.Fatal(err)
	}
	return parsed(t, a.Body)
}

func parsed(t *rapid.T, body []byte) map[string]any {
	var all map[string]any
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatalf("%v in %q", err, body)
	}
	return all
}

// at reads a dotted path; what is absent is "".
func at(from map[string]any, path string) string {
	var here any = from
	for name := range strings.SplitSeq(path, ".") {
		inside, ok := here.(map[string]any)
		if !ok {
			return ""
		}
		here = inside[name]
	}
	if here == nil {
		return ""
	}
	return fmt.Sprint(here)
}

// habits are the deeds of one merchant: all of them, or some, for what comes of one deed is often undone
// by the next.
func (s *shop) habits(t *rapid.T) map[string]func(*rapid.T) {
	deeds := map[string]func(*rapid.T){
		"pay": s.pay, "session": s.checkout, "choose": s.choose, "approve": s.approve, "decline": s.decline,
		"cancel": s.cancel, "capture": s.capture, "refund": s.refund, "change": s.change, "inquire": s.inquire,
		"jump": s.jump, "arm": s.arm,
	}
	for _, name := range slices.Sorted(maps.Keys(deeds)) {
		if rapid.Bool().Draw(t, "never does "+name) && name != "pay" {
			delete(deeds, name)
		}
	}
	deeds[""] = s.check
	return deeds
}

// sequences of deeds follow each other in one run: one alone is often over before much has happened.
const sequences = 3

func TestGateway_AnySequenceOfCalls_KeepsItsPromises(t *testing.T) {
	line, arms := &changing{}, &armory{}
	r := newRig(t, func(_ *rig, c *gateway.Config) { c.Engine = line })
	rapid.Check(t, func(t *rapid.T) {
		s := newShop(t, r, line, arms)
		deeds := s.habits(t)
		for range sequences {
			t.Repeat(deeds)
		}
	})
}
