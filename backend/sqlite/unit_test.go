package sqlite

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// patient keeps what was let go open until somebody waits for a commit.
func patient(cfg Config) Config {
	cfg.ahead = time.Hour
	return cfg
}

// decideWithin inserts a payment and tells of it.
func decideWithin(s *Store, unit *sandbox.Unit, name string) error {
	return s.DecideWithin(bg, unit, func(ctx context.Context, tx sandbox.Tx) error {
		tx.Emit(sandbox.Event{Topic: sandbox.TopicPayment, ID: name})
		return tx.InsertPayment(ctx, paymentOf(name))
	})
}

// contradict decides something that only its commit finds out to be wrong.
func contradict(s *Store, unit *sandbox.Unit) error {
	return s.DecideWithin(bg, unit, func(ctx context.Context, tx sandbox.Tx) error {
		if _, err := tx.(*writeTx).exec(ctx, "PRAGMA defer_foreign_keys = ON"); err != nil {
			return err
		}
		return tx.InsertRefund(ctx, sandbox.Refund{ID: "r", EnvironmentID: testEnv, PaymentID: "nowhere", RefundID: "r",
			RefundRequestID: "r", Currency: "USD", Status: sandbox.RefundSuccess, CreatedAt: day, UpdatedAt: day})
	})
}

func recordWithin(s *Store, unit *sandbox.Unit, n int) (id string, err error) {
	x, b := exchangeOf(n)
	return x.ID, s.RecordWithin(bg, unit, x, b)
}

func (s *Store) has(t *testing.T, payment, exchange string) (bool, bool) {
	t.Helper()
	_, err := s.PaymentByID(bg, testEnv, "payment-"+payment)
	_, err2 := s.ExchangeByID(bg, exchange)
	for _, err := range []error{err, err2} {
		if err != nil && !sandbox.IsNotFound(err) {
			t.Fatal(err)
		}
	}
	return err == nil, err2 == nil
}

func TestUnit_DecisionAndRecord_ShareOneCommitAndLeaveTogether(t *testing.T) {
	cfg := patient(configIn(t))
	told := make(chan []sandbox.Event, 8)
	cfg.Publisher = publisherFunc(func(all ...sandbox.Event) { told <- all })
	s := openStore(t, cfg)
	<-told // the account
	unit := new(sandbox.Unit)
	kept := false
	must(t, decideWithin(s, unit, "a"))
	unit.Then(func() { kept = true })
	x, _ := exchangeOf(1)
	if payment, exchange := s.has(t, "a", x.ID); payment || exchange || kept || len(told) > 0 {
		t.Fatalf("before the record: payment %v, exchange %v, kept %v, %d told", payment, exchange, kept, len(told))
	}
	_, err := recordWithin(s, unit, 1)
	must(t, err)
	if payment, exchange := s.has(t, "a", x.ID); !payment || !exchange || !kept {
		t.Errorf("after it: payment %v, exchange %v, kept %v", payment, exchange, kept)
	}
	if events := <-told; len(events) != 2 || events[0].Topic != sandbox.TopicPayment || events[1].Topic != sandbox.TopicExchange {
		t.Errorf("told of %v", events)
	}
}

func TestUnit_WithoutARecord_IsKeptAfterAWhile(t *testing.T) {
	cfg := configIn(t)
	cfg.ahead = time.Nanosecond
	s := openStore(t, cfg)
	unit, kept := new(sandbox.Unit), make(chan struct{})
	unit.Then(func() { close(kept) })
	must(t, decideWithin(s, unit, "a"))
	<-kept
	if payment, _ := s.has(t, "a", "nothing"); !payment {
		t.Error("the payment is not there")
	}
}

func TestUnit_Closed_IsKept(t *testing.T) {
	cfg := patient(configIn(t))
	s := openStore(t, cfg)
	must(t, decideWithin(s, new(sandbox.Unit), "a"))
	must(t, s.Close())
	if payment, _ := reopen(t, cfg).has(t, "a", "nothing"); !payment {
		t.Error("the payment is not there")
	}
}

func TestUnit_DecisionRefused_LeavesTheOthersOpen(t *testing.T) {
	s := openStore(t, patient(configIn(t)))
	first, second := new(sandbox.Unit), new(sandbox.Unit)
	must(t, decideWithin(s, first, "a"))
	err := s.DecideWithin(bg, second, func(ctx context.Context, tx sandbox.Tx) error {
		must(t, tx.InsertPayment(ctx, paymentOf("b")))
		return errRefused
	})
	if !errors.Is(err, errRefused) {
		t.Errorf("got %v", err)
	}
	_, err = recordWithin(s, second, 1) // the refusal's own record
	must(t, err)
	_, err = recordWithin(s, first, 2)
	must(t, err)
	a, _ := s.has(t, "a", "nothing")
	b, _ := s.has(t, "b", "nothing")
	if !a || b {
		t.Errorf("kept a %v, b %v", a, b)
	}
}

func TestUnit_CommitFails_TheRecordIsNotKeptEither(t *testing.T) {
	s := openStore(t, patient(configIn(t)))
	innocent, guilty := new(sandbox.Unit), new(sandbox.Unit)
	innocent.Then(func() { t.Error("the innocent one is said to be kept") })
	must(t, decideWithin(s, innocent, "a"))
	must(t, contradict(s, guilty))
	if _, err := recordWithin(s, guilty, 1); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("in the same commit: %v", err)
	}
	id, err := recordWithin(s, innocent, 2)
	if !errors.Is(err, sandbox.ErrUndone) || sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("after it: %v", err)
	}
	if payment, exchange := s.has(t, "a", id); payment || exchange {
		t.Errorf("payment %v, exchange %v", payment, exchange)
	}
	_, err = recordWithin(s, nil, 2) // the record of the failure
	must(t, err)
	must(t, decideWithin(s, nil, "a"))
}

func TestUnit_TransactionLost_EveryUnitHearsWhy(t *testing.T) {
	s := openStore(t, patient(configIn(t)))
	unit := new(sandbox.Unit)
	must(t, decideWithin(s, unit, "a"))
	err := s.DecideWithin(bg, new(sandbox.Unit), func(_ context.Context, tx sandbox.Tx) error {
		tx.(*writeTx).lose(errors.New("the disk went away"))
		return nil
	})
	if err == nil || unit.Undone() == nil {
		t.Errorf("got %v, and the open one %v", err, unit.Undone())
	}
	if _, err := recordWithin(s, unit, 1); !errors.Is(err, sandbox.ErrUndone) {
		t.Errorf("its record: %v", err)
	}
	_, err = recordWithin(s, nil, 1)
	must(t, err)
}

func TestUnit_SixtyFourCallers_WhatIsRecordedIsDecided(t *testing.T) {
	const callers, rounds = 64, 8
	s := openStore(t, configIn(t))
	var group sync.WaitGroup
	for c := range callers {
		group.Go(func() {
			for r := range rounds {
				unit, name := new(sandbox.Unit), fmt.Sprintf("%02d-%02d", c, r)
				decided := decideWithin(s, unit, name)
				id, recorded := recordWithin(s, unit, c*rounds+r)
				if decided != nil || recorded != nil {
					t.Errorf("%s: %v, %v", name, decided, recorded)
				}
				if payment, exchange := s.has(t, name, id); !payment || !exchange {
					t.Errorf("%s: payment %v, exchange %v", name, payment, exchange)
				}
			}
		})
	}
	group.Wait()
}
