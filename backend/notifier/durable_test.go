package notifier

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"antomdesk/backend/bus"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/sqlite"
)

// openStore opens the real store in the folder; the first time it creates the environments.
func openStore(t testing.TB, folder string, publisher sandbox.Publisher) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(folder, "antomdesk.db"), Publisher: publisher})
	if err != nil {
		t.Fatal(err)
	}
	accounts, err := s.MerchantAccounts(t.Context())
	if err == nil && len(accounts) == 0 {
		err = s.CreateMerchantAccount(t.Context(), sandbox.MerchantAccount{ID: "account", Name: "Default", CreatedAt: start},
			[]sandbox.Environment{
				{ID: "env-test", Kind: sandbox.Test, ClientID: "SANDBOX_5YABC", CreatedAt: start},
				{ID: "env-live", Kind: sandbox.Live, ClientID: "5YLIVE", CreatedAt: start},
			})
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// runOver runs a notifier over the store until stop.
func runOver(t testing.TB, store *sqlite.Store, wake <-chan struct{}) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	n := New(Config{Store: store, Directory: store, Lab: store, Key: antomKey(), Clock: sandbox.SystemClock{},
		IDs: sandbox.NewIDs(sandbox.SystemClock{}, nil), LoopbackOnly: true, Log: slog.New(slog.DiscardHandler)})
	go func() { ended <- n.Run(ctx, wake) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	}
}

// book is what a merchant received, by path.
type book struct {
	mu   sync.Mutex
	got  map[string][]string
	more chan struct{}
}

func (b *book) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	b.got[r.URL.Path] = append(b.got[r.URL.Path], r.URL.RawQuery)
	b.mu.Unlock()
	b.more <- struct{}{}
	acknowledge(w, r)
}

func enqueue(t testing.TB, s *sqlite.Store, notes ...sandbox.Notification) {
	t.Helper()
	err := s.Decide(t.Context(), func(ctx context.Context, tx sandbox.Tx) error {
		for _, n := range notes {
			if err := tx.InsertNotification(ctx, n); err != nil {
				return err
			}
			tx.Emit(sandbox.Event{Topic: sandbox.TopicNotification, ID: n.ID})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// untilAcknowledged waits until the store says so of every notification.
func untilAcknowledged(t *testing.T, s *sqlite.Store, events <-chan sandbox.Event, ids []string) {
	t.Helper()
	for _, id := range ids {
		for {
			n, err := s.NotificationByID(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			if n.Status == sandbox.NotificationAcknowledged {
				break
			}
			select {
			case <-events:
			case <-time.After(20 * time.Second):
				t.Fatalf("%s is still %s after %d attempts", id, n.Status, n.Attempts)
			}
		}
	}
}

func TestRun_RealStore_StoppedMidway_ResumesWithoutLosingAnyInOrder(t *testing.T) {
	const payments, each = 20, 10
	merchantBook := &book{got: map[string][]string{}, more: make(chan struct{}, 10*payments*each)}
	origin := merchant(t, merchantBook.ServeHTTP)
	var notes []sandbox.Notification
	var ids []string
	for i := range each {
		for p := range payments {
			n := note(fmt.Sprintf("n%d-%d", p, i), fmt.Sprint("P", p), fmt.Sprintf("%s/P%d?%d", origin, p, i))
			notes, ids = append(notes, n), append(ids, n.ID)
		}
	}
	folder := t.TempDir()
	store := openStore(t, folder, bus.New())
	enqueue(t, store, notes...)
	stop := runOver(t, store, nil)
	for range payments * each / 3 {
		<-merchantBook.more
	}
	stop()
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}

	b := bus.New()
	store = openStore(t, folder, b)
	defer store.Close()
	s := b.Subscribe(sandbox.TopicNotification)
	defer s.Close()
	stop = runOver(t, store, b.Wake(sandbox.TopicNotification))
	untilAcknowledged(t, store, s.C(), ids)
	stop()
	for p := range payments {
		checkOrder(t, merchantBook.got[fmt.Sprint("/P", p)], each)
	}
}

// checkOrder wants 0, 1, 2 … each once, except for the one that the stop interrupted: it may come twice.
func checkOrder(t *testing.T, got []string, each int) {
	t.Helper()
	next, doubles := 0, 0
	for i, g := range got {
		switch {
		case g == fmt.Sprint(next):
			next++
		case i > 0 && g == got[i-1]:
			doubles++
		default:
			t.Errorf("out of order: %v", got)
			return
		}
	}
	if next != each || doubles > 1 {
		t.Errorf("%d of %d arrived, %d doubles: %v", next, each, doubles, got)
	}
}

func TestRun_RealStore_CommitWakesTheNotifier(t *testing.T) {
	b := bus.New()
	store := openStore(t, t.TempDir(), b)
	defer store.Close()
	s := b.Subscribe(sandbox.TopicNotification)
	defer s.Close()
	defer runOver(t, store, b.Wake(sandbox.TopicNotification))()
	enqueue(t, store, note("n1", "P1", merchant(t, acknowledge)+"/hook"))
	untilAcknowledged(t, store, s.C(), []string{"n1"})
	attempts, err := store.AttemptsOf(t.Context(), "n1")
	if err != nil || len(attempts) != 1 || !attempts[0].Acknowledged {
		t.Fatalf("attempts %+v, %v", attempts, err)
	}
	kept, err := store.ExchangeBytesByID(t.Context(), attempts[0].ExchangeID)
	if err != nil || string(kept.RequestBody) != paid || string(kept.ResponseBody) != expected || len(kept.SignedPrefix) == 0 {
		t.Errorf("kept %+v, %v", kept, err)
	}
}
