package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
	"antomdesk/backend/sqlite"
)

// fillers is how many write at once: enough to fill the store's commits.
const fillers = 512

// exchangesPerStory: a payment leaves its pay, its inquiry, a delivery and a capture.
const exchangesPerStory = 4

// longFolder is a data folder with options.rows exchanges, written through the store the first time.
func (d *desk) longFolder(ctx context.Context) (string, error) {
	if d.long != "" {
		return d.long, nil
	}
	folder, err := d.copyOf("long")
	if err != nil {
		return "", err
	}
	fmt.Fprintf(d.out, "\nwriting %s exchanges … ", thousands(d.rows))
	began := time.Now()
	if err := fill(ctx, filepath.Join(folder, "antomdesk.db"), d.rows); err != nil {
		return "", err
	}
	fmt.Fprintf(d.out, "%.0f s\n", time.Since(began).Seconds())
	d.long = folder
	return folder, nil
}

// fill writes the stories of payments until the log has that many exchanges, and waits until they can
// be searched.
func fill(ctx context.Context, path string, exchanges int) error {
	store, err := sqlite.Open(ctx, sqlite.Config{Path: path, SearchWait: time.Hour})
	if err != nil {
		return err
	}
	environment, err := store.EnvironmentOf(ctx, "", sandbox.Test)
	if err == nil {
		err = tellStories(ctx, store, environment.ID, exchanges)
	}
	if err == nil {
		_, err = store.ListExchanges(ctx, sandbox.ExchangeFilter{Query: "nothing-has-this-word"})
	}
	return errors.Join(err, store.Close())
}

func tellStories(ctx context.Context, store *sqlite.Store, environmentID string, exchanges int) error {
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make(chan error, fillers)
	for seed := range uint64(fillers) {
		group.Go(func() {
			chance := rand.New(rand.NewPCG(seed, 1))
			for n := next.Add(1) - 1; n < int64(exchanges/exchangesPerStory); n = next.Add(1) - 1 {
				if err := newStory(int(n), environmentID, chance).tell(ctx, store); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	group.Wait()
	close(errs)
	return <-errs
}

// story is one payment and its four exchanges.
type story struct {
	n           int
	environment string
	requestID   string
	paymentID   string
	amount      int64
	refused     bool // one in fifty
	unverified  bool // one in five hundred
	at          time.Time
	sig         string
}

// firstStory is when the first one happened; they are a second apart.
var firstStory = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

func newStory(n int, environmentID string, chance *rand.Rand) story {
	noise := make([]byte, 256)
	for i := range noise {
		noise[i] = byte(chance.Uint32())
	}
	return story{
		n: n, environment: environmentID, requestID: requestIDOf(n), paymentID: ids.PaymentID(), amount: int64(100 + chance.IntN(1_000_000)),
		refused: n%50 == 7, unverified: n%500 == 3, at: firstStory.Add(time.Duration(n) * time.Second),
		sig: signature.FormatHeader("1", noise),
	}
}

// requestIDOf is the merchant's id of the payment of a story, so that a search can ask for one.
func requestIDOf(n int) string { return fmt.Sprintf("shop-%08d", n) }

func (s story) tell(ctx context.Context, store *sqlite.Store) error {
	if !s.refused && !s.unverified {
		if err := store.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error { return tx.InsertPayment(ctx, s.payment()) }); err != nil {
			return err
		}
	}
	for part := range exchangesPerStory {
		x, b := s.exchange(part)
		if err := store.Record(ctx, x, b); err != nil {
			return err
		}
	}
	return nil
}

func (s story) payment() sandbox.Payment {
	return sandbox.Payment{
		ID: ids.New(), EnvironmentID: s.environment, PaymentID: s.paymentID, PaymentRequestID: s.requestID,
		ProductCode: "CASHIER_PAYMENT", PaymentMethodType: "GCASH", AmountMinor: s.amount, Currency: "PHP",
		Status: sandbox.PaymentSuccess, ResultCode: sandbox.CodeSuccess, ResultMessage: "success.",
		ReferenceOrderID: "ORDER-" + s.requestID, OrderDescription: "A box of tea and two cups",
		CreatedAt: s.at, PaidAt: s.at.Add(time.Second), UpdatedAt: s.at.Add(time.Second),
		Request: []byte(fmt.Sprintf(payBody, s.requestID, s.requestID, s.requestID)), FirstAnswer: []byte(floorPay),
	}
}

// parts are what the four exchanges differ in.
var parts = [exchangesPerStory]struct {
	kind   sandbox.ExchangeKind
	target string
	api    string
	body   string
	answer string
}{
	{sandbox.KindGateway, payPath, "payments/pay", "", floorPay},
	{sandbox.KindGateway, "/ams/sandbox/api/v1/payments/inquiryPayment", "payments/inquiryPayment", "", floorPay},
	{sandbox.KindDelivery, "http://127.0.0.1:18090/notifications", "notifyPayment", noticeBody, floorCapture},
	{sandbox.KindCapture, noticePath, "notifyPayment", noticeBody, floorCapture},
}

func (s story) exchange(part int) (sandbox.Exchange, sandbox.ExchangeBytes) {
	p := parts[part]
	body := fmt.Sprintf(noticeBody, s.requestID, s.paymentID)
	if part == 0 {
		body = fmt.Sprintf(payBody, s.requestID, s.requestID, s.requestID)
	}
	at := s.at.Add(time.Duration(part) * 100 * time.Millisecond)
	x := sandbox.Exchange{
		ID: ids.New(), EnvironmentID: s.environment, Kind: p.kind, StartedAt: at, DurationMicros: 900, Scheme: "http",
		RemoteAddr: "127.0.0.1:40000", Method: "POST", Target: p.target, API: p.api, ClientID: clientID,
		RequestTime: sandbox.FormatTime(at), HTTPStatus: 200, ResultStatus: sandbox.StatusS, ResultCode: sandbox.CodeSuccess,
		RequestID: s.requestID, PaymentID: s.paymentID, AmountMinor: s.amount, Currency: "PHP",
		Verdict: sandbox.VerdictVerified, KeyVersion: "1", RequestBytes: int64(len(body)), ResponseBytes: int64(len(p.answer)),
	}
	s.refuse(&x)
	head := headOf(p.target, x.RequestTime, s.sig, len(body))
	return x, sandbox.ExchangeBytes{
		RequestHead: []byte(head), RequestBody: []byte(body),
		ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nSignature: " + s.sig + "\r\n\r\n"),
		ResponseBody: []byte(p.answer), SignedPrefix: signature.Prefix(p.target, clientID, x.RequestTime),
	}
}

// refuse makes the exchanges of an unlucky payment what the gateway would have recorded.
func (s story) refuse(x *sandbox.Exchange) {
	switch {
	case s.unverified:
		x.ResultStatus, x.ResultCode, x.Verdict = sandbox.StatusF, sandbox.CodeInvalidSignature, sandbox.VerdictFailed
		x.Reason = "The signature does not verify with the registered public key."
	case s.refused:
		x.ResultStatus, x.ResultCode, x.Reason = sandbox.StatusF, sandbox.CodeParamIllegal, "env.terminalType: is required."
	}
}
