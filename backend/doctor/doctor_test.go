package doctor_test

import (
	"context"
	"crypto/rsa"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"antomdesk/backend/doctor"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
	"antomdesk/backend/testkit"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

// registry is a store of two accounts; keys are given by environment id.
type registry struct {
	keys       map[string][]sandbox.MerchantKey
	deliveries []string
	fail       error
}

func (r registry) MerchantAccounts(context.Context) ([]sandbox.MerchantAccount, error) {
	return []sandbox.MerchantAccount{{ID: "first", Name: "Default"}, {ID: "second", Name: "Tea shop"}}, r.fail
}

func (r registry) EnvironmentOf(_ context.Context, account string, kind sandbox.EnvironmentKind) (sandbox.Environment, error) {
	id := account + "-" + string(kind)
	return sandbox.Environment{ID: id, MerchantAccountID: account, Kind: kind, ClientID: "C-" + id}, nil
}

func (r registry) Keys(_ context.Context, id string) ([]sandbox.MerchantKey, error) {
	return r.keys[id], nil
}

func (r registry) NotificationURLs(context.Context, string) (map[sandbox.NotificationType]string, error) {
	return map[sandbox.NotificationType]string{"PAYMENT_RESULT": "https://shop.example/hooks/antom?x=1"}, nil
}

func (r registry) ListExchanges(context.Context, sandbox.ExchangeFilter) (sandbox.Page[sandbox.Exchange], error) {
	var page sandbox.Page[sandbox.Exchange]
	for _, target := range r.deliveries {
		page.Items = append(page.Items, sandbox.Exchange{Target: target})
	}
	return page, nil
}

type pair struct {
	private *rsa.PrivateKey
	public  string
}

func pairOf(t *testing.T, k testkit.CaptureKeyPair) pair {
	t.Helper()
	private, err := signature.ParsePrivateKey(k.PrivatePKCS8Base64)
	if err != nil {
		t.Fatal(err)
	}
	return pair{private, k.PublicSPKIBase64}
}

func (p pair) registered(version int, created, retired time.Time) sandbox.MerchantKey {
	return sandbox.MerchantKey{Version: version, PublicKey: p.public, CreatedAt: created, RetiredAt: retired}
}

// signed is a case of the first account's test environment, signed by the key.
func signed(t *testing.T, by pair, direction signature.Direction, path string) signature.Case {
	t.Helper()
	c := signature.Case{Direction: direction, Paths: []string{path}, ClientID: "C-first-test", TimeText: "1767225600000", Body: []byte(`{"a":1}`)}
	sig, err := signature.Sign(by.private, signature.Prefix(path, c.ClientID, c.TimeText), c.Body)
	if err != nil {
		t.Fatal(err)
	}
	c.Header = signature.FormatHeader("1", sig)
	return c
}

func codes(d signature.Diagnosis) []signature.Code {
	var all []signature.Code
	for _, c := range d.Causes {
		all = append(all, c.Code)
	}
	return all
}

func TestDiagnose_WhoseKeyItIs_AsTheKeysStoodThen(t *testing.T) {
	set := testkit.CaptureKeys()
	used, other, antom := pairOf(t, set.Merchant), pairOf(t, set.Wrong), pairOf(t, set.Antom)
	current := other.registered(2, morning, time.Time{})
	for name, c := range map[string]struct {
		keys map[string][]sandbox.MerchantKey
		at   time.Duration
		want []signature.Code
	}{
		"active":             {map[string][]sandbox.MerchantKey{"first-test": {used.registered(1, morning, time.Time{})}}, 0, nil},
		"retired":            {map[string][]sandbox.MerchantKey{"first-test": {current, used.registered(1, morning.Add(-time.Hour), morning)}}, time.Minute, []signature.Code{signature.CodeKeyRetired}},
		"before retirement":  {map[string][]sandbox.MerchantKey{"first-test": {current, used.registered(1, morning.Add(-time.Hour), morning)}}, -time.Minute, nil},
		"newer":              {map[string][]sandbox.MerchantKey{"first-test": {used.registered(3, morning.Add(time.Hour), time.Time{}), current}}, 0, []signature.Code{signature.CodeKeyNewer}},
		"other environment":  {map[string][]sandbox.MerchantKey{"first-test": {current}, "first-live": {used.registered(1, morning, time.Time{})}}, 0, []signature.Code{signature.CodeKeyEnvironment}},
		"other account":      {map[string][]sandbox.MerchantKey{"first-test": {current}, "second-test": {used.registered(1, morning, time.Time{})}}, 0, []signature.Code{signature.CodeKeyAccount}},
		"nobody's":           {map[string][]sandbox.MerchantKey{"first-test": {current}}, 0, []signature.Code{signature.CodeKeyUnknown}},
		"no key at all":      {nil, 0, []signature.Code{signature.CodeKeyNone}},
		"Antom's registered": {map[string][]sandbox.MerchantKey{"first-test": {antom.registered(1, morning, time.Time{})}}, 0, []signature.Code{signature.CodeAntomKeyRegistered}},
	} {
		d := doctor.New(registry{keys: c.keys}, &antom.private.PublicKey, nil)
		got := d.Diagnose(t.Context(), signed(t, used, signature.OfMerchant, "/ams/api/v1/x"), morning.Add(c.at))
		if !slices.Equal(codes(got), c.want) || got.Verified != (c.want == nil) {
			t.Errorf("%s: %v (verified %t), want %v", name, codes(got), got.Verified, c.want)
		}
	}
}

func TestDiagnose_Notifications_AreAntomsToSign(t *testing.T) {
	set := testkit.CaptureKeys()
	merchant, antom := pairOf(t, set.Merchant), pairOf(t, set.Antom)
	store := registry{
		keys:       map[string][]sandbox.MerchantKey{"first-test": {merchant.registered(1, morning, time.Time{})}},
		deliveries: []string{"http://shop.example/own?order=7"},
	}
	d := doctor.New(store, &antom.private.PublicKey, nil)
	arriving := func(by pair, signedPath, path string) signature.Case {
		c := signed(t, by, signature.OfAntom, signedPath)
		c.Paths = []string{path}
		return c
	}
	own := arriving(antom, "/n", "/n")
	own.Accepted = []signature.Key{{Public: &merchant.private.PublicKey}}
	for name, c := range map[string]struct {
		c    signature.Case
		want []signature.Code
	}{
		"as it should be":             {arriving(antom, "/n", "/n"), nil},
		"signed by the merchant":      {arriving(merchant, "/n", "/n"), []signature.Code{signature.CodeKeyMerchant}},
		"checked with the own key":    {own, []signature.Code{signature.CodeOwnKey}},
		"sent to the URL that is set": {arriving(antom, "/hooks/antom?x=1", "/internal"), []signature.Code{signature.CodePathOther}},
		"sent to the payment's URL":   {arriving(antom, "/own?order=7", "/internal"), []signature.Code{signature.CodePathOther}},
	} {
		got := d.Diagnose(t.Context(), c.c, morning)
		if !slices.Equal(codes(got), c.want) || got.Verified != (c.want == nil) {
			t.Errorf("%s: %v: %s", name, codes(got), got.Sentence())
		}
	}
}

func TestDiagnose_AStoreThatFails_CostsKnowledgeOnly(t *testing.T) {
	set := testkit.CaptureKeys()
	used, antom := pairOf(t, set.Merchant), pairOf(t, set.Antom)
	d := doctor.New(registry{fail: errors.New("the disk is gone")}, &antom.private.PublicKey, slog.New(slog.DiscardHandler))
	c := signed(t, used, signature.OfMerchant, "/p")
	c.Accepted, c.Paths = []signature.Key{{Public: &used.private.PublicKey}}, []string{"/p?q=1"}
	if got := d.Diagnose(t.Context(), c, morning); !slices.Equal(codes(got), []signature.Code{signature.CodeQueryMissing}) {
		t.Errorf("got %s", got.Sentence())
	}
}
