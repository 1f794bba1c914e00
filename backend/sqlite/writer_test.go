package sqlite

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"antomdesk/backend/sandbox"
)

// publisherFunc is called on the writer's goroutine.
type publisherFunc func(events ...sandbox.Event)

func (f publisherFunc) Publish(events ...sandbox.Event) { f(events...) }

func paymentOf(name string) sandbox.Payment {
	return sandbox.Payment{
		ID: "id-" + name, EnvironmentID: testEnv, PaymentID: "payment-" + name, PaymentRequestID: "request-" + name,
		AmountMinor: 1099, Currency: "USD", Status: sandbox.PaymentProcessing, CreatedAt: day, UpdatedAt: day,
	}
}

// decide inserts a payment and then ends as told.
func decide(s *Store, name string, end func() error) error {
	return s.Decide(bg, func(ctx context.Context, tx sandbox.Tx) error {
		p := paymentOf(name)
		if err := tx.InsertPayment(ctx, p); err != nil {
			return err
		}
		tx.Emit(sandbox.Event{Topic: sandbox.TopicPayment, EnvironmentID: testEnv, ID: p.PaymentID})
		return end()
	})
}

func succeed() error { return nil }

var errRefused = errors.New("refused by the rule")

func TestDecide_SixtyFourCallers_OneRollbackNeverTouchesAnother(t *testing.T) {
	const callers, rounds = 64, 12
	cfg := configIn(t)
	var s *Store
	var events []string
	var early []string
	cfg.Publisher = publisherFunc(func(all ...sandbox.Event) {
		for _, e := range all {
			if e.Topic != sandbox.TopicPayment {
				continue
			}
			events = append(events, e.ID)
			if _, err := s.PaymentByID(bg, testEnv, e.ID); err != nil {
				early = append(early, e.ID)
			}
		}
	})
	s = openStore(t, cfg)
	var group sync.WaitGroup
	for c := range callers {
		group.Go(func() {
			for r := range rounds {
				err := decide(s, fmt.Sprintf("%02d-%02d", c, r), ending(r))
				if (r%3 == 0) != (err == nil) {
					t.Errorf("caller %d round %d: %v", c, r, err)
				}
			}
		})
	}
	group.Wait()
	must(t, s.Close())
	if len(early) > 0 {
		t.Fatalf("told of before they could be read: %v", early)
	}
	s = reopen(t, cfg)
	expectOnlyThirds(t, s, events, callers, rounds)
}

// ending lets every third decision succeed, and the others refuse or panic.
func ending(round int) func() error {
	switch round % 3 {
	case 1:
		return func() error { return errRefused }
	case 2:
		return func() error { panic("a rule broke") }
	}
	return succeed
}

func expectOnlyThirds(t *testing.T, s *Store, events []string, callers, rounds int) {
	t.Helper()
	last := map[string]string{}
	for _, id := range events {
		caller := strings.Split(id, "-")[1]
		if last[caller] >= id {
			t.Errorf("%s was told after %s", id, last[caller])
		}
		last[caller] = id
	}
	if want := callers * ((rounds + 2) / 3); len(events) != want {
		t.Errorf("%d events left, want %d", len(events), want)
	}
	for c := range callers {
		for r := range rounds {
			_, err := s.PaymentByID(bg, testEnv, fmt.Sprintf("payment-%02d-%02d", c, r))
			if stored := err == nil; stored != (r%3 == 0) {
				t.Errorf("caller %d round %d: stored is %v", c, r, stored)
			}
		}
	}
}

func TestDecide_PanicInARule_BecomesAnErrorWithoutItsText(t *testing.T) {
	s := openStore(t, configIn(t))
	err := decide(s, "a", func() error { panic("card 4111111111111111") })
	if sandbox.CodeOf(err) != sandbox.CodeInternal || strings.Contains(err.Error(), "4111") {
		t.Fatalf("got %v", err)
	}
	must(t, decide(s, "a", succeed))
}

// held keeps the writer busy until released, so that what is submitted meanwhile shares one commit.
type held struct {
	s       *Store
	release chan struct{}
	done    chan error
}

func hold(t *testing.T, s *Store) *held {
	t.Helper()
	h := &held{s: s, release: make(chan struct{}), done: make(chan error, 1)}
	entered := make(chan struct{})
	go func() {
		h.done <- s.Decide(bg, func(context.Context, sandbox.Tx) error {
			close(entered)
			<-h.release
			return nil
		})
	}()
	<-entered
	return h
}

// untilQueued waits until n jobs wait behind the held one.
func (h *held) untilQueued(n int) {
	for {
		h.s.writer.mu.Lock()
		waiting := len(h.s.writer.queue)
		h.s.writer.mu.Unlock()
		if waiting >= n {
			return
		}
		runtime.Gosched()
	}
}

func (h *held) end(t *testing.T) {
	t.Helper()
	close(h.release)
	must(t, <-h.done)
}

func TestDecide_CommitFails_EveryJobGetsTheErrorAndNoEventLeaves(t *testing.T) {
	cfg := configIn(t)
	told := newRecorded()
	cfg.Publisher = told
	s := openStore(t, cfg)
	before := len(told.waitFor(t, 2))
	h := hold(t, s)
	results := make(chan error, 2)
	go func() { results <- decide(s, "innocent", succeed) }()
	h.untilQueued(1)
	go func() {
		results <- s.Decide(bg, func(ctx context.Context, tx sandbox.Tx) error {
			if _, err := tx.(*writeTx).exec(ctx, "PRAGMA defer_foreign_keys = ON"); err != nil {
				return err
			}
			return tx.InsertRefund(ctx, sandbox.Refund{ID: "r", EnvironmentID: testEnv, PaymentID: "nowhere", RefundID: "r",
				RefundRequestID: "r", Currency: "USD", Status: sandbox.RefundSuccess, CreatedAt: day, UpdatedAt: day})
		})
	}()
	h.untilQueued(2)
	h.end(t)
	for range 2 {
		if err := <-results; sandbox.CodeOf(err) != sandbox.CodeConflict {
			t.Errorf("got %v", err)
		}
	}
	must(t, decide(s, "innocent", succeed))
	if after := told.waitFor(t, before+1); len(after) != before+1 {
		t.Fatalf("events left of a failed commit: %v", after[before:])
	}
}

func TestDecide_DiskFull_LosesTheWholeBatchWithARemedyAndRecovers(t *testing.T) {
	s := openStore(t, configIn(t))
	h := hold(t, s)
	results := make(chan error, 2)
	go func() { results <- decide(s, "innocent", succeed) }()
	h.untilQueued(1)
	go func() {
		results <- s.Decide(bg, func(ctx context.Context, tx sandbox.Tx) error {
			w := tx.(*writeTx)
			var pages int
			if err := w.QueryRowContext(ctx, "PRAGMA max_page_count = 1").Scan(&pages); err != nil {
				return err
			}
			p := paymentOf("greedy")
			p.Request = make([]byte, 1<<20)
			_ = tx.InsertPayment(ctx, p) // a rule that swallows the error must not write alone afterwards
			if err := tx.InsertPayment(ctx, paymentOf("stray")); err == nil {
				t.Error("a write after the transaction was lost went through")
			}
			return nil
		})
	}()
	h.untilQueued(2)
	h.end(t)
	for range 2 {
		if err := <-results; sandbox.CodeOf(err) != sandbox.CodeUnavailable || !strings.Contains(err.Error(), "free some space") {
			t.Errorf("got %v", err)
		}
	}
	must(t, s.Decide(bg, func(ctx context.Context, tx sandbox.Tx) error {
		var pages int
		return tx.(*writeTx).QueryRowContext(ctx, "PRAGMA max_page_count = 1000000").Scan(&pages)
	}))
	for _, name := range []string{"innocent", "stray", "greedy"} {
		if _, err := s.PaymentByID(bg, testEnv, "payment-"+name); !sandbox.IsNotFound(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, decide(s, "innocent", succeed))
}

func TestDecide_ContextDoneBeforeItStarts_IsSkipped(t *testing.T) {
	s := openStore(t, configIn(t))
	h := hold(t, s)
	ctx, cancel := context.WithCancel(bg)
	result := make(chan error, 1)
	go func() {
		result <- s.Decide(ctx, func(context.Context, sandbox.Tx) error {
			t.Error("it ran")
			return nil
		})
	}()
	h.untilQueued(1)
	cancel()
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	h.end(t)
	must(t, decide(s, "next", succeed))
}

func TestDecide_ContextDoneWhileItRuns_StillEndsWhole(t *testing.T) {
	s := openStore(t, configIn(t))
	ctx, cancel := context.WithCancel(bg)
	must(t, s.Decide(ctx, func(inner context.Context, tx sandbox.Tx) error {
		cancel()
		if inner.Err() != nil {
			t.Error("the end of the caller's context would interrupt the shared transaction")
		}
		return tx.InsertPayment(ctx, paymentOf("a"))
	}))
	_, err := s.PaymentByID(bg, testEnv, "payment-a")
	must(t, err)
}

func TestClose_WhileCallersWait_AnswersThemAll(t *testing.T) {
	s := openStore(t, configIn(t))
	h := hold(t, s)
	const waiting = 300 // more than one batch
	results := make(chan error, waiting)
	for n := range waiting {
		go func() { results <- decide(s, fmt.Sprint(n), succeed) }()
	}
	h.untilQueued(waiting)
	closed := make(chan error, 1)
	go func() { closed <- s.Close() }()
	h.end(t)
	for range waiting {
		must(t, <-results)
	}
	must(t, <-closed)
	if err := decide(s, "late", succeed); sandbox.CodeOf(err) != sandbox.CodeUnavailable {
		t.Errorf("got %v", err)
	}
	if _, err := s.PaymentByID(bg, testEnv, "payment-1"); sandbox.CodeOf(err) != sandbox.CodeUnavailable {
		t.Errorf("a read got %v", err)
	}
	if _, err := s.ListExchanges(bg, sandbox.ExchangeFilter{Query: "x"}); sandbox.CodeOf(err) != sandbox.CodeUnavailable {
		t.Errorf("a search got %v", err)
	}
	must(t, s.Close())
}

func TestDecide_StatementThatIsWrong_TouchesNobodyElse(t *testing.T) {
	s := openStore(t, configIn(t))
	h := hold(t, s)
	results := make(chan error, 2)
	go func() { results <- decide(s, "innocent", succeed) }()
	h.untilQueued(1)
	go func() {
		err := s.Decide(bg, func(ctx context.Context, tx sandbox.Tx) error {
			_, err := tx.(*writeTx).exec(ctx, "INSERT INTO nowhere VALUES (1)")
			return err
		})
		if err == nil {
			t.Error("it went through")
		}
		results <- nil
	}()
	h.untilQueued(2)
	h.end(t)
	must(t, <-results)
	must(t, <-results)
	_, err := s.PaymentByID(bg, testEnv, "payment-innocent")
	must(t, err)
}

func TestListExchanges_CallerGivesUp_GetsItsOwnReason(t *testing.T) {
	s := openStore(t, configIn(t))
	ctx, cancel := context.WithCancel(bg)
	cancel()
	if _, err := s.ListExchanges(ctx, sandbox.ExchangeFilter{Query: "x"}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestTx_ReadsItsOwnWritesAndNobodyElseDoesBeforeTheCommit(t *testing.T) {
	s := openStore(t, configIn(t))
	must(t, s.Decide(bg, func(ctx context.Context, tx sandbox.Tx) error {
		must(t, tx.InsertPayment(ctx, paymentOf("a")))
		if _, err := tx.PaymentByRequestID(ctx, testEnv, "request-a"); err != nil {
			t.Errorf("inside: %v", err)
		}
		if _, err := s.PaymentByRequestID(ctx, testEnv, "request-a"); !sandbox.IsNotFound(err) {
			t.Errorf("outside: %v", err)
		}
		return nil
	}))
}
