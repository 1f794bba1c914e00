package engine_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

func TestBuyerApproves_PaysAndNotifiesInOneTransaction(t *testing.T) {
	d := newDesk(t)
	d.call.Environment.Settings.NotificationDelaySeconds = 4
	first := d.pay(walletPay("req-1"))
	d.clock.Advance(time.Minute)
	p := d.approve(first.PaymentID)
	equal(t, "status", p.Status, sandbox.PaymentSuccess)
	n := d.store.Notifications()[0]
	equal(t, "URL", n.URL, "https://shop.example.com/notify")
	equal(t, "due", n.NextAttemptAt.Sub(d.clock.Now()), 4*time.Second)
	equal(t, "status", n.Status, sandbox.NotificationPending)
	body := d.lastNotice()
	equal(t, "message", body.get("result.resultMessage"), "success")
	equal(t, "times", body.get("paymentCreateTime")+" "+body.get("paymentTime"), "2026-03-10T10:00:00+08:00 2026-03-10T10:01:00+08:00")
	equal(t, "method", body.get("paymentMethodType"), "GCASH")
	var topics []string
	for _, e := range d.store.Events() {
		topics = append(topics, string(e.Topic))
		if e.EnvironmentID != "env-test" || e.ID == "" {
			t.Errorf("event %+v names nothing", e)
		}
	}
	equal(t, "events", strings.Join(topics, " "), "payment payment notification")
}

func TestBuyerApproves_CommitFails_KeepsNeitherStatusNorNotification(t *testing.T) {
	d := newDesk(t)
	first := d.pay(walletPay("req-1"))
	full := errors.New("disk full")
	d.store.Failing = func() error { return full }
	_, err := d.engine.BuyerApproves(context.Background(), "env-test", first.PaymentID, nil)
	if !errors.Is(err, full) {
		t.Fatalf("got %v", err)
	}
	equal(t, "status", d.store.Payments()[0].Status, sandbox.PaymentProcessing)
	equal(t, "notifications", len(d.store.Notifications()), 0)
}

func TestBuyer_OnAFinalPayment_IsAConflictNamingTheStatus(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(*desk, string)
		says string
	}{
		"paid":      {func(d *desk, id string) { d.approve(id) }, "already SUCCESS (paid)"},
		"declined":  {func(d *desk, id string) { d.decline(id) }, "already FAIL (USER_PAYMENT_VERIFICATION_FAILED)"},
		"cancelled": {func(d *desk, id string) { d.cancel(id) }, "already CANCELLED"},
		"expired":   {func(d *desk, _ string) { d.clock.Advance(time.Hour) }, "already FAIL (ORDER_IS_CLOSED)"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			first := d.pay(walletPay("req-1"))
			c.end(d, first.PaymentID)
			for _, act := range []func() (sandbox.Payment, error){
				func() (sandbox.Payment, error) {
					return d.engine.BuyerApproves(context.Background(), "env-test", first.PaymentID, nil)
				},
				func() (sandbox.Payment, error) {
					return d.engine.BuyerDeclines(context.Background(), "env-test", first.PaymentID)
				},
			} {
				p, err := act()
				equal(t, "code", sandbox.CodeOf(err), sandbox.CodeConflict)
				if err == nil || !strings.Contains(err.Error(), c.says) {
					t.Errorf("%v does not say %q", err, c.says)
				}
				equal(t, "payment", p.PaymentID, first.PaymentID)
			}
			if len(d.store.Notifications()) > 1 {
				t.Errorf("%d notifications", len(d.store.Notifications()))
			}
		})
	}
}

func TestBuyer_OverdueWhenActing_IsClosedForGood(t *testing.T) {
	d := newDesk(t)
	first := d.pay(walletPay("req-1"))
	d.clock.Advance(time.Hour)
	_, err := d.engine.BuyerApproves(context.Background(), "env-test", first.PaymentID, nil)
	equal(t, "code", sandbox.CodeOf(err), sandbox.CodeConflict)
	equal(t, "kept", d.store.Payments()[0].Status, sandbox.PaymentFail)
	equal(t, "notifications", len(d.store.Notifications()), 1)
}

func TestBuyer_UnknownPayment_IsNotFound(t *testing.T) {
	d := newDesk(t)
	_, err := d.engine.BuyerApproves(context.Background(), "env-test", "nope", nil)
	equal(t, "approve", sandbox.CodeOf(err), sandbox.CodeNotFound)
	_, err = d.engine.BuyerPayment(context.Background(), "nope")
	equal(t, "page", sandbox.CodeOf(err), sandbox.CodeNotFound)
	_, err = d.engine.BuyerPayment(context.Background(), "")
	equal(t, "no token", sandbox.CodeOf(err), sandbox.CodeNotFound)
}

func TestBuyerPayment_Overdue_IsSeenClosed(t *testing.T) {
	d := newDesk(t)
	d.pay(walletPay("req-1"))
	token := d.store.Payments()[0].WalletToken
	d.clock.Advance(time.Hour)
	p, err := d.engine.BuyerPayment(context.Background(), token)
	equal(t, "error", err, nil)
	equal(t, "status", p.Status, sandbox.PaymentFail)
}

// hosted is a card payment without card data.
func hosted(d *desk, secure bool) sandbox.Payment {
	req := cardPay("req-1", "")
	req.PaymentMethod.PaymentMethodMetaData.Is3DSAuthentication = secure
	if !secure {
		req.PaymentMethod.PaymentMethodMetaData = nil
	}
	d.wants(d.pay(req), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	return d.store.Payments()[0]
}

func typed(number string) *contract.CardData {
	return &contract.CardData{CardNo: number, CVV: "123", ExpiryMonth: "12", ExpiryYear: "29"}
}

func TestHostedCard_AsksForTheCardThenPays(t *testing.T) {
	d := newDesk(t)
	p := hosted(d, false)
	equal(t, "page", p.BuyerAction, sandbox.ActionCardEntry)
	p, err := d.engine.BuyerApproves(context.Background(), "env-test", p.PaymentID, typed(mastercard))
	equal(t, "error", err, nil)
	equal(t, "status", p.Status, sandbox.PaymentSuccess)
	equal(t, "card", p.Card.Brand+p.Card.MaskedNumber, "MASTERCARD516277******4622")
	equal(t, "notice", d.lastNotice().get("paymentResultInfo.cardBrand"), "MASTERCARD")
}

func TestHostedCard_With3DS_IsChallengedAfterTheCard(t *testing.T) {
	d := newDesk(t)
	p := hosted(d, true)
	p, err := d.engine.BuyerApproves(context.Background(), "env-test", p.PaymentID, typed(visa))
	equal(t, "error", err, nil)
	equal(t, "status", p.Status, sandbox.PaymentProcessing)
	equal(t, "page", p.BuyerAction, sandbox.ActionChallenge)
	equal(t, "notifications", len(d.store.Notifications()), 0)
	equal(t, "inquiry", d.inquire(p.PaymentID).get("paymentStatus"), "PROCESSING")
	p = d.approve(p.PaymentID)
	equal(t, "paid", p.Status, sandbox.PaymentSuccess)
	equal(t, "eci", d.lastNotice().get("paymentResultInfo.threeDSResult.eci"), "05")
}

func TestHostedCard_TypingSlip_StaysOpenAndNamesTheField(t *testing.T) {
	for field, change := range map[string]func(*contract.CardData){
		"cardNo":      func(c *contract.CardData) { c.CardNo = "4054695723100769" },
		"cvv":         func(c *contract.CardData) { c.CVV = "1" },
		"expiryMonth": func(c *contract.CardData) { c.ExpiryMonth = "" },
		"expiryYear":  func(c *contract.CardData) { c.ExpiryYear = "2029" },
	} {
		d := newDesk(t)
		p := hosted(d, false)
		card := typed(visa)
		change(card)
		_, err := d.engine.BuyerApproves(context.Background(), "env-test", p.PaymentID, card)
		var e *sandbox.Error
		if !errors.As(err, &e) || e.Code != sandbox.CodeInvalid || e.Field != field {
			t.Errorf("%s: got %v", field, err)
			continue
		}
		if strings.Contains(e.Message, "40546") {
			t.Errorf("%q repeats the number", e.Message)
		}
		equal(t, "status", d.store.Payments()[0].Status, sandbox.PaymentProcessing)
	}
}

func TestHostedCard_DocumentedFailures_FailThePayment(t *testing.T) {
	for code, change := range map[string]func(*contract.CardData){
		"INVALID_EXPIRATION_DATE": func(c *contract.CardData) { c.ExpiryMonth = "13" },
		"INVALID_CVV":             func(c *contract.CardData) { c.CVV = "99" },
		"CARD_EXPIRED":            func(c *contract.CardData) { c.ExpiryYear = "20" },
		"DO_NOT_HONOR":            func(c *contract.CardData) { c.CardNo = badVisa },
	} {
		d := newDesk(t)
		p := hosted(d, false)
		card := typed(visa)
		change(card)
		p, err := d.engine.BuyerApproves(context.Background(), "env-test", p.PaymentID, card)
		equal(t, "error", err, nil)
		equal(t, "result", string(p.Status)+p.ResultCode, "FAIL"+code)
		equal(t, "notice", d.lastNotice().get("result.resultCode"), code)
	}
}

func TestHostedCard_ApprovedFromTheCommandLine_UsesATestCard(t *testing.T) {
	for _, secure := range []bool{false, true} {
		d := newDesk(t)
		p := d.approve(hosted(d, secure).PaymentID)
		equal(t, "status", p.Status, sandbox.PaymentSuccess)
		equal(t, "3DS", p.Card.ThreeDSecure, secure)
		equal(t, "brand", p.Card.Brand, "VISA")
	}
}
