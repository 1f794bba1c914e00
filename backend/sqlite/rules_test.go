package sqlite

import (
	"reflect"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

func fullScenario(id string) sandbox.Scenario {
	return sandbox.Scenario{
		ID: id, EnvironmentID: testEnv, API: "payments/pay", ProductCode: "CASHIER_PAYMENT", PaymentMethodType: "GCASH",
		MatchField: "order.referenceOrderId", MatchValue: "o1", ResultCode: "RISK_REJECT", LatencyMillis: 1500, Fault: sandbox.FaultStatus,
		FaultStatus: 503, CallsLeft: 2, EndsAt: day.Add(time.Hour), CreatedAt: day,
	}
}

func armed(t *testing.T, s *Store, environmentID string) []sandbox.Scenario {
	t.Helper()
	list, err := s.Armed(bg, environmentID)
	must(t, err)
	return list
}

func TestScenario_Armed_ComesBackWholeUntilItsCallsAreUsed(t *testing.T) {
	cfg := configIn(t)
	told := newRecorded()
	cfg.Publisher = told
	s := openStore(t, cfg)
	if len(armed(t, s, testEnv)) != 0 {
		t.Error("something is armed in a new store")
	}
	must(t, s.Arm(bg, fullScenario("a")))
	plain := sandbox.Scenario{ID: "b", EnvironmentID: testEnv, API: "payments/refund", CallsLeft: -1, CreatedAt: day}
	must(t, s.Arm(bg, plain))
	want := []sandbox.Scenario{plain, fullScenario("a")}
	want[0].Seq, want[1].Seq = 2, 1
	if got := armed(t, s, testEnv); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if len(armed(t, s, liveEnv)) != 0 {
		t.Error("it is armed in the other environment")
	}
	at := day.Add(time.Minute)
	must(t, s.UseScenario(bg, "a", at))
	if got := armed(t, s, testEnv); len(got) != 2 || got[1].CallsLeft != 1 {
		t.Errorf("after one call %+v", got)
	}
	must(t, s.UseScenario(bg, "a", at))
	if got := armed(t, s, testEnv); len(got) != 1 || got[0].ID != "b" {
		t.Errorf("after its last call %+v", got)
	}
	if err := s.UseScenario(bg, "a", at); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("a call too many: %v", err)
	}
	all, err := s.Scenarios(bg, testEnv, 10)
	must(t, err)
	if len(all) != 2 || all[1].CallsLeft != 0 || !all[1].EndedAt.Equal(at) || !all[0].EndedAt.IsZero() {
		t.Errorf("all of them %+v", all)
	}
	if events := told.waitFor(t, 6); events[len(events)-1].Topic != sandbox.TopicEnvironment || events[len(events)-1].EnvironmentID != testEnv {
		t.Errorf("told of %+v", events)
	}
}

func TestScenario_ForAnyNumberOfCalls_EndsOnlyWhenEnded(t *testing.T) {
	cfg := configIn(t)
	s := openStore(t, cfg)
	c := fullScenario("a")
	c.CallsLeft = -1
	must(t, s.Arm(bg, c))
	must(t, s.UseScenario(bg, "a", day)) // before anything is in memory
	for range 3 {
		if got := armed(t, s, testEnv); len(got) != 1 || got[0].CallsLeft != -1 {
			t.Fatalf("got %+v", got)
		}
		must(t, s.UseScenario(bg, "a", day))
	}
	must(t, s.EndScenario(bg, "a", day.Add(time.Minute)))
	must(t, s.EndScenario(bg, "a", day.Add(time.Hour)))
	if err := s.UseScenario(bg, "a", day); sandbox.CodeOf(err) != sandbox.CodeConflict || len(armed(t, s, testEnv)) != 0 {
		t.Errorf("it goes on: %v", err)
	}
	must(t, s.Close())
	s = reopen(t, cfg)
	all, err := s.Scenarios(bg, testEnv, 0)
	must(t, err)
	if len(all) != 1 || !all[0].EndedAt.Equal(day.Add(time.Minute)) || len(armed(t, s, testEnv)) != 0 {
		t.Errorf("after opening again %+v", all)
	}
}

func TestScenario_ThatCannotBe_IsRefused(t *testing.T) {
	s := openStore(t, configIn(t))
	never, lost := fullScenario("a"), fullScenario("a")
	never.CallsLeft, lost.EnvironmentID = 0, "nowhere"
	must(t, s.Arm(bg, fullScenario("twice")))
	for want, err := range map[sandbox.ErrorCode]error{
		sandbox.CodeInvalid: s.Arm(bg, never), sandbox.CodeConflict: s.Arm(bg, fullScenario("twice")),
	} {
		if sandbox.CodeOf(err) != want {
			t.Errorf("want %s: %v", want, err)
		}
	}
	for _, err := range []error{s.Arm(bg, lost), s.UseScenario(bg, "none", day), s.EndScenario(bg, "none", day)} {
		if !sandbox.IsNotFound(err) {
			t.Error(err)
		}
	}
}

func fullAPIKey(id string) sandbox.APIKey {
	return sandbox.APIKey{
		ID: id, EnvironmentID: testEnv, Name: "till", Kind: sandbox.APIKeyRestricted, Prefix: "sk_test_ab", Hash: "hash-" + id,
		AllowedAPIs: []string{"payments/pay", "payments/refund"}, AllowedIPs: []string{"127.0.0.0/8"}, CreatedAt: day,
	}
}

func TestAPIKey_WorksAtOnce_UntilItIsRevokedAtOnce(t *testing.T) {
	s := openStore(t, configIn(t))
	if _, _, err := s.APIKeyByHash(bg, "hash-a"); !sandbox.IsNotFound(err) {
		t.Error(err)
	}
	must(t, s.AddAPIKey(bg, fullAPIKey("a")))
	got, env, err := s.APIKeyByHash(bg, "hash-a")
	must(t, err)
	if !reflect.DeepEqual(got, fullAPIKey("a")) || env.ID != testEnv || env.ClientID != "SANDBOX_5YTESTTESTTEST01" {
		t.Errorf("got %+v of %+v", got, env)
	}
	open := sandbox.APIKey{ID: "b", EnvironmentID: testEnv, Kind: sandbox.APIKeyStandard, Hash: "hash-b", CreatedAt: day}
	must(t, s.AddAPIKey(bg, open))
	must(t, s.RevokeAPIKey(bg, "a", day.Add(time.Minute)))
	must(t, s.RevokeAPIKey(bg, "a", day.Add(time.Hour)))
	if _, _, err := s.APIKeyByHash(bg, "hash-a"); !sandbox.IsNotFound(err) {
		t.Errorf("the revoked key works: %v", err)
	}
	all, err := s.APIKeys(bg, testEnv)
	must(t, err)
	if len(all) != 2 || all[0].ID != "b" || !all[1].RevokedAt.Equal(day.Add(time.Minute)) || all[0].AllowedAPIs == nil {
		t.Errorf("listed %+v", all)
	}
	must(t, s.SaveClock(bg, testEnv, sandbox.EnvironmentClock{OffsetMillis: 5}))
	if _, env, err := s.APIKeyByHash(bg, "hash-b"); err != nil || env.Clock.OffsetMillis != 5 {
		t.Errorf("its environment is %+v, %v", env, err)
	}
}

func TestAPIKey_ThatCannotBe_IsRefused(t *testing.T) {
	s := openStore(t, configIn(t))
	must(t, s.AddAPIKey(bg, fullAPIKey("a")))
	again, lost := fullAPIKey("b"), fullAPIKey("c")
	again.Hash, lost.EnvironmentID = "hash-a", "nowhere"
	if err := s.AddAPIKey(bg, again); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Error(err)
	}
	for _, err := range []error{s.AddAPIKey(bg, lost), s.RevokeAPIKey(bg, "none", day)} {
		if !sandbox.IsNotFound(err) {
			t.Error(err)
		}
	}
}

func TestMethodRules_ChangedOnes_AreKeptPerEnvironmentUntilReset(t *testing.T) {
	cfg := configIn(t)
	s := openStore(t, cfg)
	rule := sandbox.PaymentMethodRule{
		Type: "GCASH", Category: "DIGITAL_WALLET", Countries: []string{"PH"}, Currencies: []string{"PHP"}, MinMinor: 1, MaxMinor: 1 << 40,
		EnforceLimits: true, Refund: true, RefundWindowDays: 180, ExpirySeconds: 840, Confirmed: true,
	}
	rules := func() map[string]sandbox.PaymentMethodRule {
		t.Helper()
		all, err := s.MethodRules(bg, testEnv)
		must(t, err)
		return all
	}
	if len(rules()) != 0 {
		t.Error("a new store has rules")
	}
	must(t, s.SaveMethodRule(bg, testEnv, rule))
	must(t, s.SaveMethodRule(bg, testEnv, sandbox.PaymentMethodRule{Type: "OVO"}))
	rule.MaxMinor = 5
	must(t, s.SaveMethodRule(bg, testEnv, rule))
	if got := rules(); len(got) != 2 || !reflect.DeepEqual(got["GCASH"], rule) {
		t.Errorf("got %+v", got)
	}
	if live, err := s.MethodRules(bg, liveEnv); err != nil || len(live) != 0 {
		t.Errorf("live has %v, %v", live, err)
	}
	must(t, s.ResetMethodRule(bg, testEnv, "OVO"))
	must(t, s.ResetMethodRule(bg, testEnv, "OVO"))
	must(t, s.Close())
	s = reopen(t, cfg)
	if got := rules(); len(got) != 1 || !reflect.DeepEqual(got["GCASH"], rule) {
		t.Errorf("after opening again %+v", got)
	}
	if err := s.SaveMethodRule(bg, testEnv, sandbox.PaymentMethodRule{}); sandbox.CodeOf(err) != sandbox.CodeInvalid {
		t.Error(err)
	}
	if err := s.SaveMethodRule(bg, "nowhere", rule); !sandbox.IsNotFound(err) {
		t.Error(err)
	}
}

func TestSaveClock_HoldsAtOnce_AndInTheListOfEnvironments(t *testing.T) {
	cfg := configIn(t)
	told := newRecorded()
	cfg.Publisher = told
	s := openStore(t, cfg)
	if _, err := s.EnvironmentByID(bg, testEnv); err != nil {
		t.Fatal(err)
	}
	for _, clock := range []sandbox.EnvironmentClock{
		{OffsetMillis: -90_000}, {Frozen: true, FrozenAt: day.Add(time.Hour), OffsetMillis: 7}, {},
	} {
		must(t, s.SaveClock(bg, testEnv, clock))
		all, err := s.Environments(bg)
		must(t, err)
		byID, err := s.EnvironmentByID(bg, testEnv)
		must(t, err)
		byKind, err := s.EnvironmentOf(bg, "", sandbox.Test)
		must(t, err)
		if len(all) != 2 || all[0].Clock != clock || byID.Clock != clock || byKind.Clock != clock || all[1].Clock != (sandbox.EnvironmentClock{}) {
			t.Errorf("want %+v, got %+v", clock, all)
		}
	}
	if events := told.waitFor(t, 5); events[4].Topic != sandbox.TopicEnvironment || events[4].EnvironmentID != testEnv {
		t.Errorf("told of %+v", events)
	}
	if err := s.SaveClock(bg, testEnv, sandbox.EnvironmentClock{Frozen: true}); sandbox.CodeOf(err) != sandbox.CodeInvalid {
		t.Error(err)
	}
	if err := s.SaveClock(bg, "nowhere", sandbox.EnvironmentClock{}); !sandbox.IsNotFound(err) {
		t.Error(err)
	}
}
