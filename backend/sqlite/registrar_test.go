package sqlite

import (
	"context"
	"fmt"
	"reflect"
	"runtime"
	"sync"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

func keyOf(name string, at time.Time) sandbox.MerchantKey {
	return sandbox.MerchantKey{ID: "key-" + name, EnvironmentID: testEnv, PublicKey: "MIIB" + name, Source: sandbox.KeyImported, PrivateKept: true, CreatedAt: at}
}

func TestCreateMerchantAccount_AccountAndEnvironments_ComeBackAsTheyWere(t *testing.T) {
	s := openStore(t, configIn(t))
	accounts, err := s.MerchantAccounts(bg)
	must(t, err)
	if want := []sandbox.MerchantAccount{{ID: account, Name: "Default", CreatedAt: day}}; !reflect.DeepEqual(accounts, want) {
		t.Errorf("got %+v", accounts)
	}
	want := sandbox.Environment{ID: liveEnv, MerchantAccountID: account, Kind: sandbox.Live, ClientID: "5YLIVELIVELIVE01",
		Settings: sandbox.DefaultSettings(), CreatedAt: day}
	byKind, err := s.EnvironmentOf(bg, "", sandbox.Live)
	must(t, err)
	byAccount, err := s.EnvironmentOf(bg, account, sandbox.Live)
	must(t, err)
	byID, err := s.EnvironmentByID(bg, liveEnv)
	must(t, err)
	byClientID, keys, err := s.EnvironmentByClientID(bg, "5YLIVELIVELIVE01")
	must(t, err)
	for _, got := range []sandbox.Environment{byKind, byAccount, byID, byClientID} {
		if got != want {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	}
	if len(keys) != 0 {
		t.Errorf("keys %v", keys)
	}
}

func TestCreateMerchantAccount_ClientIDTaken_IsAConflictAndLeavesNothing(t *testing.T) {
	s := openStore(t, configIn(t))
	err := s.CreateMerchantAccount(bg, sandbox.MerchantAccount{ID: "second", Name: "Second", CreatedAt: day}, []sandbox.Environment{
		{ID: "second-test", Kind: sandbox.Test, ClientID: "5YLIVELIVELIVE01", CreatedAt: day},
	})
	if sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Fatal(err)
	}
	if accounts, err := s.MerchantAccounts(bg); err != nil || len(accounts) != 1 {
		t.Errorf("%v, %v", accounts, err)
	}
}

func TestDirectory_UnknownCallers_AreNotFound(t *testing.T) {
	s := openStore(t, configIn(t))
	_, _, byClientID := s.EnvironmentByClientID(bg, "nobody")
	_, _, blank := s.EnvironmentByClientID(bg, "")
	_, byID := s.EnvironmentByID(bg, "nowhere")
	_, byAccount := s.EnvironmentOf(bg, "nowhere", sandbox.Test)
	for _, err := range []error{byClientID, blank, byID, byAccount} {
		if !sandbox.IsNotFound(err) {
			t.Error(err)
		}
	}
}

func TestReplaceKey_RetiresTheOldAndKeepsTheHistory(t *testing.T) {
	s := openStore(t, configIn(t))
	first, err := s.ReplaceKey(bg, keyOf("1", day))
	must(t, err)
	expectActive(t, s, first)
	second, err := s.ReplaceKey(bg, keyOf("2", day.Add(time.Hour)))
	must(t, err)
	expectActive(t, s, second)
	first.RetiredAt = day.Add(time.Hour)
	all, err := s.Keys(bg, testEnv)
	must(t, err)
	if want := []sandbox.MerchantKey{second, first}; !reflect.DeepEqual(all, want) {
		t.Errorf("got  %+v\nwant %+v", all, want)
	}
	if first.Version != 1 || second.Version != 2 {
		t.Errorf("versions %d, %d", first.Version, second.Version)
	}
	lost := keyOf("3", day)
	lost.EnvironmentID = "nowhere"
	if _, err := s.ReplaceKey(bg, lost); !sandbox.IsNotFound(err) {
		t.Error(err)
	}
}

// expectActive checks the directory's answer, which must follow every change at once.
func expectActive(t *testing.T, s *Store, want ...sandbox.MerchantKey) {
	t.Helper()
	_, keys, err := s.EnvironmentByClientID(bg, "SANDBOX_5YTESTTESTTEST01")
	must(t, err)
	if !reflect.DeepEqual(keys, want) {
		t.Errorf("got  %+v\nwant %+v", keys, want)
	}
}

func TestReplaceKey_ManyAtOnce_LeavesOneActiveAndNoVersionTwice(t *testing.T) {
	s := openStore(t, configIn(t))
	var group sync.WaitGroup
	for n := range 20 {
		group.Go(func() {
			k, err := s.ReplaceKey(bg, keyOf(fmt.Sprint(n), day))
			if err != nil {
				t.Error(err)
			}
			if _, keys, err := s.EnvironmentByClientID(bg, "SANDBOX_5YTESTTESTTEST01"); err != nil || len(keys) != 1 || keys[0].Version < k.Version {
				t.Errorf("after version %d the directory says %+v, %v", k.Version, keys, err)
			}
		})
	}
	group.Wait()
	all, err := s.Keys(bg, testEnv)
	must(t, err)
	for i, k := range all {
		if k.Version != 20-i || k.Active() != (i == 0) {
			t.Errorf("key %d is version %d, active %v", i, k.Version, k.Active())
		}
	}
}

func TestSetClientID_Changed_IsInForceAtOnceAndTheOldOneUnknown(t *testing.T) {
	cfg := configIn(t)
	told := newRecorded()
	cfg.Publisher = told
	s := openStore(t, cfg)
	if _, _, err := s.EnvironmentByClientID(bg, "SANDBOX_5YTESTTESTTEST01"); err != nil {
		t.Fatal(err)
	}
	must(t, s.SetClientID(bg, testEnv, "SANDBOX_mine"))
	if _, _, err := s.EnvironmentByClientID(bg, "SANDBOX_5YTESTTESTTEST01"); !sandbox.IsNotFound(err) {
		t.Error(err)
	}
	if e, _, err := s.EnvironmentByClientID(bg, "SANDBOX_mine"); err != nil || e.ID != testEnv {
		t.Error(e, err)
	}
	if err := s.SetClientID(bg, liveEnv, "SANDBOX_mine"); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Error(err)
	}
	must(t, s.SetClientID(bg, testEnv, "SANDBOX_mine"))
	if err := s.SetClientID(bg, "nowhere", "x"); !sandbox.IsNotFound(err) {
		t.Error(err)
	}
	events := told.waitFor(t, 4)
	if want := (sandbox.Event{Topic: sandbox.TopicEnvironment, EnvironmentID: testEnv, ID: testEnv}); len(events) != 4 || events[3] != want {
		t.Errorf("told %+v", events)
	}
}

func TestSaveSettings_Changed_AreInForceAtOnceAndNewOnesHaveTheirDefaults(t *testing.T) {
	s := openStore(t, configIn(t))
	settings := sandbox.Settings{RequestTimeToleranceSeconds: 300, UnsignedRejections: true, Strict: true, SettlementStrategyRequired: true,
		DeclinedCardCode: "a", DeclinedWalletCode: "b", ExpiredPaymentCode: "c", NotificationDelaySeconds: 5}
	must(t, s.SaveSettings(bg, testEnv, settings))
	if e, err := s.EnvironmentByID(bg, testEnv); err != nil || e.Settings != settings {
		t.Errorf("%+v, %v", e.Settings, err)
	}
	if err := s.SaveSettings(bg, "nowhere", settings); !sandbox.IsNotFound(err) {
		t.Error(err)
	}
	must(t, s.change(bg, func(ctx context.Context, tx *writeTx) error {
		_, err := tx.exec(ctx, `UPDATE environment SET settings = '{"strict":true}' WHERE id = ?`, testEnv)
		return err
	}))
	want := sandbox.DefaultSettings()
	want.Strict = true
	if e, err := s.EnvironmentByID(bg, testEnv); err != nil || e.Settings != want {
		t.Errorf("%+v, %v", e.Settings, err)
	}
}

func TestNotificationURL_SetReplacedAndRemoved(t *testing.T) {
	s := openStore(t, configIn(t))
	must(t, s.SetNotificationURL(bg, testEnv, sandbox.NotifyPayment, "http://one"))
	must(t, s.SetNotificationURL(bg, testEnv, sandbox.NotifyPayment, "http://two"))
	must(t, s.SetNotificationURL(bg, liveEnv, sandbox.NotifyRefund, "http://live"))
	urls, err := s.NotificationURLs(bg, testEnv)
	must(t, err)
	if want := map[sandbox.NotificationType]string{sandbox.NotifyPayment: "http://two"}; !reflect.DeepEqual(urls, want) {
		t.Errorf("got %v", urls)
	}
	must(t, s.SetNotificationURL(bg, testEnv, sandbox.NotifyPayment, ""))
	if url, err := s.NotificationURL(bg, testEnv, sandbox.NotifyPayment); url != "" || err != nil {
		t.Errorf("%q, %v", url, err)
	}
	if url, err := s.NotificationURL(bg, liveEnv, sandbox.NotifyRefund); url != "http://live" || err != nil {
		t.Errorf("%q, %v", url, err)
	}
	if err := s.SetNotificationURL(bg, "nowhere", sandbox.NotifyPayment, "http://x"); !sandbox.IsNotFound(err) {
		t.Error(err)
	}
}

func TestDirectory_ReadWhileItChanges_NeverKeepsThePast(t *testing.T) {
	s := openStore(t, configIn(t))
	stop := make(chan struct{})
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for {
				runtime.Gosched()
				select {
				case <-stop:
					return
				default:
					if _, err := s.EnvironmentByID(bg, testEnv); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	for n := range 40 {
		id := fmt.Sprintf("SANDBOX_%d", n)
		must(t, s.SetClientID(bg, testEnv, id))
		if e, err := s.EnvironmentByID(bg, testEnv); err != nil || e.ClientID != id {
			t.Errorf("got %q, want %q: %v", e.ClientID, id, err)
		}
	}
	close(stop)
	group.Wait()
}
