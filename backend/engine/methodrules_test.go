package engine_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

func TestMethodRules_EveryRule_IsWhole(t *testing.T) {
	rules := engine.MethodRules(nil)
	if len(rules) < 100 {
		t.Fatalf("only %d methods", len(rules))
	}
	categories := []string{"ALIPAY_PLUS", "WALLET", "MOBILE_BANKING_APP", "BANK_TRANSFER", "ONLINE_BANKING", "CARD", "OTC", "VA"}
	for i, r := range rules {
		if i > 0 && rules[i-1].Type >= r.Type {
			t.Errorf("%s does not follow %s", r.Type, rules[i-1].Type)
		}
		if !slices.Contains(categories, r.Category) || r.ExpirySeconds <= 0 || r.RefundWindowDays <= 0 || !(r.OneTime || r.AutoDebit) {
			t.Errorf("%+v", r)
		}
		for _, currency := range r.Currencies {
			if !money.IsCurrency(currency) {
				t.Errorf("%s: %q is no currency", r.Type, currency)
			}
		}
		if r.PartialRefund && !r.Refund || r.MaxMinor > 0 && r.MaxMinor < r.MinMinor || r.Countries == nil || r.Currencies == nil {
			t.Errorf("%+v contradicts itself", r)
		}
		if len(r.Currencies) == 0 && (r.MinMinor > 0 || r.MaxMinor > 0) {
			t.Errorf("%s has limits in no currency", r.Type)
		}
	}
}

func TestMethodRules_UsersChange_TakesThePlaceOfTheDefault(t *testing.T) {
	mine := engine.DefaultMethodRule("GCASH")
	mine.MaxMinor = 7
	for _, r := range engine.MethodRules(map[string]sandbox.PaymentMethodRule{"GCASH": mine}) {
		if r.Type == "GCASH" {
			equal(t, "max", r.MaxMinor, int64(7))
		}
	}
	equal(t, "default", engine.DefaultMethodRule("GCASH").MaxMinor, int64(0))
}

func TestMethodRules_UnknownType_FollowsItsName(t *testing.T) {
	equal(t, "bank", engine.DefaultMethodRule("BANKTRANSFER_NEW").SyncRefund, false)
	equal(t, "bank expiry", engine.DefaultMethodRule("BANKTRANSFER_NEW").ExpirySeconds, int64(48*60*60))
	equal(t, "wallet", engine.DefaultMethodRule("NEWPAY").SyncRefund, true)
	equal(t, "unconfirmed", engine.DefaultMethodRule("NEWPAY").Confirmed, false)
	equal(t, "misspelt", engine.DefaultMethodRule("BANKTRANSFER_SIAMCOMMERICALBANK").Countries[0], "TH")
	equal(t, "as sent", engine.DefaultMethodRule("BANKTRANSFER_SIAMCOMMERICALBANK").Type, "BANKTRANSFER_SIAMCOMMERICALBANK")
}

func TestPay_AmountOutsideTheMethodsLimits_IsRefusedInItsOwnCurrencyOnly(t *testing.T) {
	for _, c := range []struct{ method, currency, value, code string }{
		{"TRUEMONEY", "THB", "99", "PAYMENT_AMOUNT_EXCEED_LIMIT"},
		{"TRUEMONEY", "THB", "100", "PAYMENT_IN_PROCESS"},
		{"TRUEMONEY", "THB", "3000000", "PAYMENT_IN_PROCESS"},
		{"TRUEMONEY", "THB", "3000001", "PAYMENT_AMOUNT_EXCEED_LIMIT"},
		{"TRUEMONEY", "USD", "3000001", "PAYMENT_IN_PROCESS"},
		{"DANA", "IDR", "29900", "PAYMENT_AMOUNT_EXCEED_LIMIT"},
		{"DANA", "IDR", "900000000000", "PAYMENT_IN_PROCESS"},
		{"GCASH", "PHP", "99", "PAYMENT_AMOUNT_EXCEED_LIMIT"},
		{"GCASH", "PHP", "20000000", "PAYMENT_IN_PROCESS"}, // its limit is per day
		{"ZALOPAY", "VND", "10000001", "PAYMENT_AMOUNT_EXCEED_LIMIT"},
	} {
		d := newDesk(t)
		r := d.pay(withMethod(walletPay("r"), c.method, c.currency, c.value))
		equal(t, c.method+" "+c.value+" "+c.currency, r.Result.Code, c.code)
		if r.Result.Status == sandbox.StatusF && len(d.store.Payments()) != 0 {
			t.Error("a refused call left a row")
		}
	}
}

func TestPay_UsersRule_DecidesLimitsAndExpiry(t *testing.T) {
	rule := engine.DefaultMethodRule("GCASH")
	rule.EnforceLimits, rule.MaxMinor, rule.ExpirySeconds = true, 149999, 60
	d := ruled(t, rule)
	r := d.wants(d.pay(walletPay("r")), sandbox.StatusF, "PAYMENT_AMOUNT_EXCEED_LIMIT")
	if !strings.Contains(r.Result.Message, "1499.99 PHP") {
		t.Errorf("%q names no limit", r.Result.Message)
	}
	d.wants(d.pay(withMethod(walletPay("r"), "GCASH", "PHP", "149999")), sandbox.StatusU, "PAYMENT_IN_PROCESS")
	equal(t, "expiry", d.store.Payments()[0].ExpiresAt.Sub(morning), time.Minute)
}

func TestRefund_UsersRule_Decides(t *testing.T) {
	paid := func(change func(*sandbox.PaymentMethodRule)) (*desk, string) {
		rule := engine.DefaultMethodRule("GCASH")
		change(&rule)
		d := ruled(t, rule)
		return d, d.paid("r").PaymentID
	}
	d, id := paid(func(r *sandbox.PaymentMethodRule) { r.Refund = false })
	d.wants(d.refund(refundOf("rf", id, "PHP", "150000")), sandbox.StatusF, "REFUND_NOT_SUPPORTED")
	d, id = paid(func(r *sandbox.PaymentMethodRule) { r.PartialRefund = false })
	d.wants(d.refund(refundOf("rf", id, "PHP", "1")), sandbox.StatusF, "PARTIAL_REFUND_NOT_SUPPORTED")
	d.wants(d.refund(refundOf("rf", id, "PHP", "150000")), sandbox.StatusS, "SUCCESS")
	d, id = paid(func(r *sandbox.PaymentMethodRule) { r.RefundWindowDays = 1 })
	d.clock.Advance(24*time.Hour + time.Millisecond)
	d.wants(d.refund(refundOf("rf", id, "PHP", "1")), sandbox.StatusF, "REFUND_WINDOW_EXCEED")
	d, id = paid(func(r *sandbox.PaymentMethodRule) { r.SyncRefund = false })
	d.wants(d.refund(refundOf("rf", id, "PHP", "100")), sandbox.StatusU, "REFUND_IN_PROCESS")
}

func TestRefund_PayPayInPart_IsNotSupported(t *testing.T) {
	d := newDesk(t)
	id := d.pay(withMethod(walletPay("r"), "PAYPAY", "JPY", "500")).PaymentID
	d.approve(id)
	d.wants(d.refund(refundOf("rf", id, "JPY", "100")), sandbox.StatusF, "PARTIAL_REFUND_NOT_SUPPORTED")
	d.wants(d.refund(refundOf("rf", id, "JPY", "500")), sandbox.StatusS, "SUCCESS")
}

var slowPay = func(id string) contract.PayRequest { return withMethod(walletPay(id), "SOFORT", "EUR", "1000") }
