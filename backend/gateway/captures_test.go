package gateway_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"antomdesk/backend/bus"
	"antomdesk/backend/engine"
	"antomdesk/backend/gateway"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/sqlite"
	"antomdesk/backend/testkit"

	"github.com/jonboulle/clockwork"
)

// onSQLite puts the rig on a real file with the captures' client ids and key imported, and returns the
// store. The rig's recorder then only passes on what the file has taken.
func onSQLite(t *testing.T, store **sqlite.Store) option {
	return func(r *rig, c *gateway.Config) {
		r.clock = clockwork.NewFakeClockAt(morning)
		s, err := sqlite.Open(t.Context(), sqlite.Config{
			Path: filepath.Join(t.TempDir(), "antomdesk.db"), Clock: r.clock, Publisher: bus.New(),
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		ids := sandbox.NewIDs(r.clock, rand.Reader)
		importClients(t, s, ids)
		*store = s
		c.Directory, c.Recorder, c.Clock, c.IDs = s, &tapped{s, r.recorder}, r.clock, ids
		r.engine = engine.New(engine.Config{Reader: s, Decider: s, Due: s, Clock: r.clock, IDs: ids, Directory: s})
		c.Engine = r.engine
	}
}

func importClients(t *testing.T, s *sqlite.Store, ids *sandbox.IDs) {
	t.Helper()
	account := sandbox.MerchantAccount{ID: ids.New(), Name: "Default", CreatedAt: morning}
	var environments []sandbox.Environment
	for kind, client := range map[sandbox.EnvironmentKind]string{sandbox.Test: keys.ClientID, sandbox.Live: keys.LiveClientID} {
		environments = append(environments, sandbox.Environment{
			ID: ids.New(), MerchantAccountID: account.ID, Kind: kind, ClientID: client,
			Settings: sandbox.DefaultSettings(), CreatedAt: morning,
		})
	}
	if err := s.CreateMerchantAccount(t.Context(), account, environments); err != nil {
		t.Fatal(err)
	}
	for _, e := range environments {
		key := sandbox.MerchantKey{
			ID: ids.New(), EnvironmentID: e.ID, PublicKey: keys.Merchant.PublicSPKIBase64,
			Source: sandbox.KeyImported, CreatedAt: morning,
		}
		if _, err := s.ReplaceKey(t.Context(), key); err != nil {
			t.Fatal(err)
		}
	}
}

// tapped records for real and then shows the test what was recorded.
type tapped struct {
	sandbox.UnitRecorder
	seen *recorder
}

func (p *tapped) RecordWithin(ctx context.Context, unit *sandbox.Unit, x sandbox.Exchange, b sandbox.ExchangeBytes) error {
	if err := p.UnitRecorder.RecordWithin(ctx, unit, x, b); err != nil {
		return err
	}
	return p.seen.Record(ctx, x, b)
}

func TestCaptures_ReplayedInOrderAgainstAnEmptyStore_AreAnsweredAsExpected(t *testing.T) {
	for _, sdk := range []string{"go", "php"} {
		t.Run(sdk, func(t *testing.T) {
			var store *sqlite.Store
			r := newRig(t, onSQLite(t, &store))
			for _, c := range testkit.Captures(sdk) {
				replay(t, r, store, c)
			}
			r.nothingMore()
		})
	}
}

// replay sends a capture's exact bytes and judges the answer and the log row in the file.
func replay(t *testing.T, r *rig, store *sqlite.Store, c testkit.Capture) {
	t.Helper()
	connection := r.dial()
	connection.send(string(c.Raw))
	kept := recall(t, r, store, c, connection.answer("POST"))
	if !bytes.Equal(kept.RequestHead, c.Head) {
		t.Errorf("%s: the file has another request head", c.File)
	}
}

// recall judges the answer of a capture against the row and the bytes in the file, which it returns.
func recall(t *testing.T, r *rig, store *sqlite.Store, c testkit.Capture, a reply) sandbox.ExchangeBytes {
	t.Helper()
	a.verify(t, c.AnswerPath)
	r.next() // the order of recording; the row is read from the file
	page, err := store.ListExchanges(t.Context(), sandbox.ExchangeFilter{Page: sandbox.PageRequest{Limit: 1}})
	if err != nil || len(page.Items) != 1 {
		t.Fatalf("%s: %v", c.File, err)
	}
	row := page.Items[0]
	exact, err := store.ExchangeBytesByID(t.Context(), row.ID)
	if err != nil {
		t.Fatal(err)
	}
	if row.Verdict != sandbox.VerdictVerified || row.ClientID != c.ClientID || row.Target != c.Target ||
		row.RequestTime != c.RequestTime || row.KeyVersion != c.KeyVersion || row.EnvironmentID == "" {
		t.Errorf("%s: recorded %+v", c.File, row)
	}
	if !strings.HasPrefix(string(exact.SignedPrefix), "POST "+c.SignedPath+"\n") {
		t.Errorf("%s: verified over %q", c.File, exact.SignedPrefix)
	}
	if !bytes.Equal(exact.RequestBody, c.Body) {
		t.Errorf("%s: the file has another request body", c.File)
	}
	if !bytes.Equal(exact.ResponseHead, a.head) || !bytes.Equal(exact.ResponseBody, a.body) {
		t.Errorf("%s: the file has the answer\n%q %q\nwhich arrived as\n%q %q", c.File, exact.ResponseHead, exact.ResponseBody, a.head, a.body)
	}
	judge(t, c, a, row)
	return exact
}

func judge(t *testing.T, c testkit.Capture, a reply, row sandbox.Exchange) {
	t.Helper()
	result := resultOf(t, a.body)
	if row.ResultCode != result.Code || row.ResultStatus != result.Status {
		t.Errorf("%s: recorded %s %s, answered %s", c.File, row.ResultStatus, row.ResultCode, a.body)
	}
	// Some expectations name two codes, or say in words that a code is not documented.
	if !slices.Contains(strings.Fields(c.Expect.ResultCode), result.Code) || string(result.Status) != c.Expect.ResultStatus {
		t.Errorf("%s: %s, expected %s %s", c.File, a.body, c.Expect.ResultStatus, c.Expect.ResultCode)
	}
}
