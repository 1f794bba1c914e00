package sqlite

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"antomdesk/backend/sandbox"
)

// fullPayment has every field set, so that no column can be swapped or forgotten unnoticed.
func fullPayment(name string) sandbox.Payment {
	at := func(minutes int) time.Time { return day.Add(time.Duration(minutes) * time.Minute) }
	return sandbox.Payment{
		ID: "id-" + name, EnvironmentID: testEnv, PaymentID: "payment-" + name, PaymentRequestID: "request-" + name,
		ProductCode: "CASHIER_PAYMENT", PaymentMethodType: "CARD", PaymentMethodID: "method", AmountMinor: 9_007_199_254_740_993, Currency: "KWD",
		Status: sandbox.PaymentProcessing, ResultCode: "code", ResultMessage: "message", ReferenceOrderID: "order", OrderDescription: "two cups",
		MerchantName: "shop", RedirectURL: "https://return", NotifyURL: "http://notify", WalletToken: "token-" + name,
		BuyerAction: sandbox.ActionChallenge, Card: &sandbox.Card{Brand: "VISA", MaskedNumber: "411111******1111", ThreeDSecure: true},
		Request: []byte(`{"a":1}`), FirstAnswer: []byte(`{"b":2}`),
		CreatedAt: at(0), ExpiresAt: at(1), PaidAt: at(2), CancelledAt: at(3), UpdatedAt: at(4),
	}
}

func do(t testing.TB, s *Store, fn func(ctx context.Context, tx sandbox.Tx) error) {
	t.Helper()
	must(t, s.Decide(bg, fn))
}

func insertPayments(t testing.TB, s *Store, payments ...sandbox.Payment) {
	t.Helper()
	do(t, s, func(ctx context.Context, tx sandbox.Tx) error {
		for _, p := range payments {
			if err := tx.InsertPayment(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

func expectPayment(t testing.TB, s *Store, want sandbox.Payment) {
	t.Helper()
	for how, get := range map[string]func() (sandbox.Payment, error){
		"id": func() (sandbox.Payment, error) { return s.PaymentByID(bg, want.EnvironmentID, want.PaymentID) },
		"request": func() (sandbox.Payment, error) {
			return s.PaymentByRequestID(bg, want.EnvironmentID, want.PaymentRequestID)
		},
		"token": func() (sandbox.Payment, error) { return s.PaymentByWalletToken(bg, want.WalletToken) },
	} {
		got, err := get()
		must(t, err)
		got.Seq = want.Seq
		if !reflect.DeepEqual(got, want) {
			t.Errorf("by %s:\ngot  %+v\nwant %+v", how, got, want)
		}
	}
}

func TestPayment_EveryField_ComesBackAsItWas(t *testing.T) {
	s := openStore(t, configIn(t))
	p := fullPayment("a")
	fields := reflect.ValueOf(p)
	for i := range fields.NumField() {
		if name := fields.Type().Field(i).Name; name != "Seq" && fields.Field(i).IsZero() {
			t.Errorf("%s is not tested", name)
		}
	}
	insertPayments(t, s, p)
	expectPayment(t, s, p)
}

func TestUpdatePayment_MovableFields_MoveAndTheOthersStay(t *testing.T) {
	s := openStore(t, configIn(t))
	p := fullPayment("a")
	p.Card, p.PaidAt, p.CancelledAt, p.FirstAnswer = nil, time.Time{}, time.Time{}, nil
	insertPayments(t, s, p)
	moved := fullPayment("a")
	moved.Status, moved.ResultCode, moved.ResultMessage, moved.BuyerAction = sandbox.PaymentSuccess, "SUCCESS", "success.", sandbox.ActionNone
	moved.Card.ThreeDSecure = false
	moved.ExpiresAt, moved.PaidAt, moved.UpdatedAt = day.Add(time.Hour), day.Add(2*time.Hour), day.Add(3*time.Hour)
	do(t, s, func(ctx context.Context, tx sandbox.Tx) error {
		wild := moved
		wild.AmountMinor, wild.Currency, wild.PaymentRequestID, wild.CreatedAt = 1, "XXX", "other", day.Add(9*time.Hour)
		return tx.UpdatePayment(ctx, wild)
	})
	expectPayment(t, s, moved)
	do(t, s, func(ctx context.Context, tx sandbox.Tx) error {
		again := moved
		again.FirstAnswer = []byte("another answer")
		return tx.UpdatePayment(ctx, again)
	})
	expectPayment(t, s, moved)
}

func TestInsertPayment_SameRequestIDInTheEnvironment_IsAConflictAndTheOtherEnvironmentIsFree(t *testing.T) {
	s := openStore(t, configIn(t))
	insertPayments(t, s, fullPayment("a"))
	twin := fullPayment("b")
	twin.PaymentRequestID = "request-a"
	insert := func(ctx context.Context, tx sandbox.Tx) error { return tx.InsertPayment(ctx, twin) }
	if err := s.Decide(bg, insert); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Fatal(err)
	}
	twin.EnvironmentID = liveEnv
	must(t, s.Decide(bg, insert))
}

func TestUpdatePayment_UnknownPayment_IsNotFound(t *testing.T) {
	s := openStore(t, configIn(t))
	err := s.Decide(bg, func(ctx context.Context, tx sandbox.Tx) error { return tx.UpdatePayment(ctx, fullPayment("a")) })
	if !sandbox.IsNotFound(err) {
		t.Fatal(err)
	}
	err = s.Decide(bg, func(ctx context.Context, tx sandbox.Tx) error { return tx.UpdateRefund(ctx, fullRefund("a", "r")) })
	if !sandbox.IsNotFound(err) {
		t.Fatal(err)
	}
}

func TestPayment_OfAnotherEnvironment_IsNotFound(t *testing.T) {
	s := openStore(t, configIn(t))
	insertPayments(t, s, fullPayment("a"))
	_, byID := s.PaymentByID(bg, liveEnv, "payment-a")
	_, byRequest := s.PaymentByRequestID(bg, liveEnv, "request-a")
	_, byToken := s.PaymentByWalletToken(bg, "")
	if !sandbox.IsNotFound(byID) || !sandbox.IsNotFound(byRequest) || !sandbox.IsNotFound(byToken) {
		t.Fatal(byID, byRequest, byToken)
	}
}

func TestListPayments_PagesByEnvironmentAndStatus_NewestFirst(t *testing.T) {
	s := openStore(t, configIn(t))
	var all []sandbox.Payment
	for n := range 30 {
		p := fullPayment(fmt.Sprintf("%02d", n))
		p.Status = paymentStatuses[n%len(paymentStatuses)]
		if n%2 == 1 {
			p.EnvironmentID = liveEnv
		}
		all = append(all, p)
	}
	insertPayments(t, s, all...)
	success := sandbox.PaymentSuccess
	for name, f := range map[string]sandbox.PaymentFilter{
		"all":             {},
		"environment":     {EnvironmentID: testEnv},
		"status":          {Status: &success},
		"both":            {EnvironmentID: liveEnv, Status: &success},
		"no such payment": {EnvironmentID: "nowhere"},
	} {
		t.Run(name, func(t *testing.T) {
			want := []string{}
			for i := len(all) - 1; i >= 0; i-- {
				if p := all[i]; (f.EnvironmentID == "" || p.EnvironmentID == f.EnvironmentID) && (f.Status == nil || p.Status == *f.Status) {
					want = append(want, p.PaymentID)
				}
			}
			f.Page.Limit = 4
			if got := allPayments(t, s, f); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("got  %v\nwant %v", got, want)
			}
			f.Page.BeforeSeq = 1 // does not matter
			for _, most := range []int{1, 3, 100} {
				count, err := s.CountPayments(bg, f, most)
				must(t, err)
				if count != min(most, len(want)) {
					t.Errorf("counted %d up to %d of %d", count, most, len(want))
				}
			}
		})
	}
}

// allPayments follows the pages to the end.
func allPayments(t *testing.T, s *Store, f sandbox.PaymentFilter) []string {
	t.Helper()
	got := []string{}
	for {
		page, err := s.ListPayments(bg, f)
		must(t, err)
		for _, p := range page.Items {
			got = append(got, p.PaymentID)
			f.Page.BeforeSeq = p.Seq
		}
		if !page.More {
			return got
		}
	}
}

func fullRefund(payment, name string) sandbox.Refund {
	return sandbox.Refund{
		ID: "id-" + name, EnvironmentID: testEnv, PaymentID: "payment-" + payment, RefundID: "refund-" + name, RefundRequestID: "request-" + name,
		AmountMinor: 500, Currency: "USD", Status: sandbox.RefundProcessing, Reason: "broken cup", NotifyURL: "http://notify",
		FirstAnswer: []byte(`{"c":3}`), CreatedAt: day, CompletesAt: day.Add(time.Minute), RefundedAt: day.Add(time.Hour), UpdatedAt: day.Add(2 * time.Hour),
	}
}

func TestRefund_EveryField_ComesBackAndMovesAsItShould(t *testing.T) {
	s := openStore(t, configIn(t))
	insertPayments(t, s, fullPayment("a"))
	r := fullRefund("a", "r1")
	do(t, s, func(ctx context.Context, tx sandbox.Tx) error { return tx.InsertRefund(ctx, r) })
	expectRefunds(t, s, r)
	r.Status, r.RefundedAt, r.UpdatedAt = sandbox.RefundSuccess, day.Add(5*time.Hour), day.Add(6*time.Hour)
	second := fullRefund("a", "r2")
	do(t, s, func(ctx context.Context, tx sandbox.Tx) error {
		wild := r
		wild.AmountMinor, wild.FirstAnswer = 1, []byte("another answer")
		if err := tx.UpdateRefund(ctx, wild); err != nil {
			return err
		}
		return tx.InsertRefund(ctx, second)
	})
	expectRefunds(t, s, r, second)
	twin := fullRefund("a", "r3")
	twin.RefundRequestID = r.RefundRequestID
	err := s.Decide(bg, func(ctx context.Context, tx sandbox.Tx) error { return tx.InsertRefund(ctx, twin) })
	if sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Error(err)
	}
}

func expectRefunds(t *testing.T, s *Store, want ...sandbox.Refund) {
	t.Helper()
	got, err := s.RefundsOf(bg, testEnv, want[0].PaymentID)
	must(t, err)
	for i := range got {
		byID, err := s.RefundByID(bg, testEnv, got[i].RefundID)
		must(t, err)
		byRequest, err := s.RefundByRequestID(bg, testEnv, got[i].RefundRequestID)
		must(t, err)
		if !reflect.DeepEqual(byID, got[i]) || !reflect.DeepEqual(byRequest, got[i]) {
			t.Errorf("%+v and %+v differ from %+v", byID, byRequest, got[i])
		}
		got[i].Seq = 0
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestRefund_OfNoPayment_IsRefused(t *testing.T) {
	s := openStore(t, configIn(t))
	err := s.Decide(bg, func(ctx context.Context, tx sandbox.Tx) error {
		return tx.InsertRefund(ctx, fullRefund("nowhere", "r"))
	})
	if sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Error(err)
	}
	_, byID := s.RefundByID(bg, testEnv, "none")
	_, byRequest := s.RefundByRequestID(bg, testEnv, "none")
	none, listErr := s.RefundsOf(bg, testEnv, "none")
	if !sandbox.IsNotFound(byID) || !sandbox.IsNotFound(byRequest) || listErr != nil || none == nil || len(none) != 0 {
		t.Error(byID, byRequest, none, listErr)
	}
}

func TestDue_OnlyOpenOnesWhoseTimeHasCome_EarliestFirst(t *testing.T) {
	s := openStore(t, configIn(t))
	if next, err := s.NextDue(bg, testEnv); err != nil || !next.IsZero() {
		t.Fatalf("an empty store has nothing due: %v, %v", next, err)
	}
	payment := func(name string, status sandbox.PaymentStatus, minutes int) sandbox.Payment {
		p := fullPayment(name)
		p.Status, p.ExpiresAt = status, day.Add(time.Duration(minutes)*time.Minute)
		return p
	}
	never := fullPayment("never")
	never.ExpiresAt = time.Time{}
	insertPayments(t, s, never, payment("late", sandbox.PaymentPending, 30), payment("paid", sandbox.PaymentSuccess, 1), payment("soon", sandbox.PaymentProcessing, 20))
	refund := func(name string, status sandbox.RefundStatus, minutes int) sandbox.Refund {
		r := fullRefund("soon", name)
		r.Status, r.CompletesAt = status, day.Add(time.Duration(minutes)*time.Minute)
		return r
	}
	expectDue(t, s, 19, 20)
	expectDue(t, s, 20, 20, "payment-soon")
	do(t, s, func(ctx context.Context, tx sandbox.Tx) error {
		for _, r := range []sandbox.Refund{refund("later", sandbox.RefundProcessing, 25), refund("first", sandbox.RefundProcessing, 10), refund("done", sandbox.RefundSuccess, 1)} {
			if err := tx.InsertRefund(ctx, r); err != nil {
				return err
			}
		}
		return nil
	})
	expectDue(t, s, 60, 10, "payment-soon", "payment-late", "refund-first", "refund-later")
	expectDue(t, s, 9, 10)
	if one, err := s.DuePayments(bg, testEnv, day.Add(time.Hour), 1); err != nil || len(one) != 1 {
		t.Errorf("the limit: %v, %v", one, err)
	}
}

func expectDue(t *testing.T, s *Store, minutes, next int, want ...string) {
	t.Helper()
	now := day.Add(time.Duration(minutes) * time.Minute)
	payments, err := s.DuePayments(bg, testEnv, now, 10)
	must(t, err)
	refunds, err := s.DueRefunds(bg, testEnv, now, 10)
	must(t, err)
	got := []string{}
	for _, p := range payments {
		got = append(got, p.PaymentID)
	}
	for _, r := range refunds {
		got = append(got, r.RefundID)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("after %d minutes: got %v, want %v", minutes, got, want)
	}
	at, err := s.NextDue(bg, testEnv)
	must(t, err)
	if at != day.Add(time.Duration(next)*time.Minute) {
		t.Errorf("next due at %v", at)
	}
}
