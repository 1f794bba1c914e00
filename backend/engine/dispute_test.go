package engine_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// disputed is a dispute on a paid payment.
func (d *desk) disputed(order engine.DisputeOrder) sandbox.Object {
	d.Helper()
	o, err := d.engine.OpenDispute(context.Background(), d.call.Environment.ID, d.paid("pay-1").PaymentID, order)
	if err != nil {
		d.Fatalf("%v", err)
	}
	return o
}

func (d *desk) settleAfter(pause time.Duration) {
	d.Helper()
	d.clock.Advance(pause)
	if err := d.engine.SettleNow(context.Background(), d.call.Environment); err != nil {
		d.Fatalf("%v", err)
	}
}

// disputeNotices are the types told so far, in order.
func (d *desk) disputeNotices() string {
	var all string
	for _, n := range d.noticesOf(sandbox.NotifyDispute) {
		all += n.get("disputeNotificationType") + " "
	}
	return all
}

// paidByCard is the paymentId of a payment by a Visa card.
func (d *desk) paidByCard(id string) string {
	d.Helper()
	return d.wants(d.pay(cardPay(id, visa)), sandbox.StatusS, "SUCCESS").PaymentID
}

func defense(o sandbox.Object, document string) fields {
	return fields{"disputeId": o.ObjectID, "disputeEvidence": base64.StdEncoding.EncodeToString([]byte(document))}
}

func about(o sandbox.Object) fields { return fields{"disputeId": o.ObjectID} }

func TestDispute_Opened_TellsWhatItIsAbout(t *testing.T) {
	d := newDesk(t)
	o := d.disputed(engine.DisputeOrder{Amount: money.Amount{Minor: 100, Currency: "PHP"}})
	n := d.lastNotice()
	equal(t, "id", n.get("disputeId"), o.ObjectID)
	equal(t, "digits", len(o.ObjectID), 28)
	equal(t, "payment", n.get("paymentId")+n.get("paymentRequestId"), o.ParentID+"pay-1")
	equal(t, "amount", n.get("disputeAmount.value"), "100")
	equal(t, "due", n.get("defenseDueTime"), "2026-03-17T10:00:00+08:00")
	equal(t, "defendable", n.get("defendable"), "true")
	equal(t, "no result", n.get("result.resultCode")+n.get("notifyType"), "")
	if _, err := d.engine.OpenDispute(context.Background(), d.call.Environment.ID, o.ParentID, engine.DisputeOrder{}); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("disputed twice: %v", err)
	}
}

func TestDispute_NotOpened_WhereItMakesNoSense(t *testing.T) {
	d := newDesk(t)
	env := d.call.Environment.ID
	open := func(payment string, order engine.DisputeOrder) sandbox.ErrorCode {
		_, err := d.engine.OpenDispute(context.Background(), env, payment, order)
		if err == nil {
			t.Fatal("a dispute was opened")
		}
		return sandbox.CodeOf(err)
	}
	equal(t, "unpaid", open(d.pay(walletPay("p-1")).PaymentID, engine.DisputeOrder{}), sandbox.CodeConflict)
	paid := d.paid("p-2").PaymentID
	equal(t, "unknown", open("nobody", engine.DisputeOrder{}), sandbox.CodeNotFound)
	equal(t, "type", open(paid, engine.DisputeOrder{Type: "QUARREL"}), sandbox.CodeInvalid)
	for _, a := range []money.Amount{{Minor: 1, Currency: "USD"}, {Minor: 0, Currency: "PHP"}, {Minor: 150001, Currency: "PHP"}} {
		equal(t, a.String(), open(paid, engine.DisputeOrder{Amount: a}), sandbox.CodeInvalid)
	}
	equal(t, "notices", d.disputeNotices(), "")
}

func TestDispute_Accepted_CannotBeAnsweredAgain(t *testing.T) {
	d := newDesk(t)
	o := d.disputed(engine.DisputeOrder{})
	r := d.wants(d.ask("payments/acceptDispute", about(o)), sandbox.StatusS, "SUCCESS")
	equal(t, "time", r.get("disputeResolutionTime"), "2026-03-10T10:00:00+08:00")
	equal(t, "reason", d.lastNotice().get("disputeAcceptReason"), "MERCHANT_ACCEPTED")
	d.wants(d.ask("payments/acceptDispute", about(o)), sandbox.StatusF, "REPEAT_REQUEST")
	d.wants(d.ask("payments/supplyDefenseDocument", defense(o, "x")), sandbox.StatusF, "REPEAT_REQUEST")
	d.settleAfter(30 * 24 * time.Hour)
	equal(t, "notices", d.disputeNotices(), "DISPUTE_CREATED DISPUTE_ACCEPTED ")
	d.wants(d.ask("payments/acceptDispute", fields{"disputeId": "none"}), sandbox.StatusF, "PARAM_ILLEGAL")
}

func TestDispute_NobodyAnswers_IsWarnedOfAndThenLost(t *testing.T) {
	d := newDesk(t)
	o := d.disputed(engine.DisputeOrder{})
	d.settleAfter(6*24*time.Hour - time.Second)
	equal(t, "before the alert", d.disputeNotices(), "DISPUTE_CREATED ")
	d.settleAfter(time.Second)
	equal(t, "alert", d.disputeNotices(), "DISPUTE_CREATED DEFENSE_DUE_ALERT ")
	d.clock.Advance(24 * time.Hour)
	d.wants(d.ask("payments/acceptDispute", about(o)), sandbox.StatusF, "TIME_EXCEEDS_LIMIT")
	d.settleAfter(0)
	equal(t, "end", d.disputeNotices(), "DISPUTE_CREATED DEFENSE_DUE_ALERT DISPUTE_ACCEPTED ")
	equal(t, "reason", d.lastNotice().get("disputeAcceptReason"), "TIMEOUT")
	d.wants(d.ask("payments/supplyDefenseDocument", defense(o, "x")), sandbox.StatusF, "TIME_EXCEEDS_LIMIT")
}

func TestDispute_Defended_IsJudgedAsTheSettingsSay(t *testing.T) {
	for outcome, told := range map[string]string{"VALIDATE_SUCCESS": "ACCEPT_BY_CUSTOMER", "VALIDATE_FAIL": "ACCEPT_BY_MERCHANT"} {
		d := newDesk(t)
		d.call.Environment.Settings.DisputeOutcome = outcome
		o := d.disputed(engine.DisputeOrder{})
		d.wants(d.ask("payments/supplyDefenseDocument", fields{"disputeId": o.ObjectID, "disputeEvidence": "not base64!"}), sandbox.StatusF, "PARAM_ILLEGAL")
		d.wants(d.ask("payments/supplyDefenseDocument", defense(o, "%PDF-1.4 mine")), sandbox.StatusS, "SUCCESS")
		d.wants(d.ask("payments/supplyDefenseDocument", defense(o, "again")), sandbox.StatusF, "REPEAT_REQUEST")
		d.settleAfter(3 * 24 * time.Hour)
		equal(t, "notices", d.disputeNotices(), "DISPUTE_CREATED DEFENSE_SUPPLIED DISPUTE_JUDGED ")
		equal(t, "outcome", d.lastNotice().get("disputeJudgedResult"), told)
		equal(t, "defendable", d.lastNotice().get("defendable"), "false")
	}
}

func TestDispute_Judged_InTheWordsOfItsType(t *testing.T) {
	for kind, told := range map[string][2]string{
		"CHARGEBACK":         {"ACCEPT_BY_CUSTOMER", "ACCEPT_BY_MERCHANT"},
		"RETRIEVAL_REQUEST":  {"ACCEPT_BY_CUSTOMER", "ACCEPT_BY_MERCHANT"},
		"COMPLIANCE_REQUEST": {"VALIDATE_SUCCESS", "VALIDATE_FAIL"},
	} {
		d := newDesk(t)
		payment, env := d.paidByCard("pay-1"), d.call.Environment.ID
		for i, forMerchant := range []bool{true, false} {
			o, err := d.engine.OpenDispute(context.Background(), env, payment, engine.DisputeOrder{Type: kind})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := d.engine.JudgeDispute(context.Background(), env, o.ObjectID, forMerchant); err != nil {
				t.Fatal(err)
			}
			equal(t, kind, d.lastNotice().get("disputeJudgedResult"), told[i])
		}
	}
}

func TestDispute_MethodsWithoutTheMechanism_Refuse(t *testing.T) {
	d := newDesk(t)
	env, wallet := d.call.Environment.ID, d.paid("pay-1").PaymentID
	for says, order := range map[string]engine.DisputeOrder{
		"GCASH is an Alipay+ wallet": {Type: "RETRIEVAL_REQUEST"},
		"only payments by VISA":      {Resolved: true},
	} {
		_, err := d.engine.OpenDispute(context.Background(), env, wallet, order)
		if sandbox.CodeOf(err) != sandbox.CodeInvalid || !strings.Contains(err.Error(), says) {
			t.Errorf("%+v: %v", order, err)
		}
	}
}

func TestDispute_Compliance_TakesSeveralDocuments(t *testing.T) {
	d := newDesk(t)
	o := d.disputed(engine.DisputeOrder{Type: "COMPLIANCE_REQUEST"})
	for range 3 {
		d.wants(d.ask("payments/supplyDefenseDocument", defense(o, "x")), sandbox.StatusS, "SUCCESS")
	}
	d.wants(d.ask("payments/supplyDefenseDocument", defense(o, "x")), sandbox.StatusF, "DEFENSE_EXCEED_LIMIT")
	if _, err := d.engine.CancelDispute(context.Background(), d.call.Environment.ID, o.ObjectID); err != nil {
		t.Fatal(err)
	}
	d.wants(d.ask("payments/supplyDefenseDocument", defense(o, "x")), sandbox.StatusF, "NOT_ALLOW_IN_CURRENT_STATUS")
}

func TestDispute_Evidence_ComesBackAsItWasSent(t *testing.T) {
	d := newDesk(t)
	o := d.disputed(engine.DisputeOrder{})
	download := func(kind string) reply {
		return d.ask("payments/downloadDisputeEvidence", about(o).with(fields{"disputeEvidenceType": kind}))
	}
	form, err := base64.StdEncoding.DecodeString(d.wants(download("DISPUTE_EVIDENCE_TEMPLATE"), sandbox.StatusS, "SUCCESS").get("disputeEvidence"))
	if err != nil || !bytes.HasPrefix(form, []byte("%PDF-")) || !bytes.Contains(form, []byte(o.ObjectID)) {
		t.Errorf("%s %v", form, err)
	}
	equal(t, "the AI's form", d.wants(download("DISPUTE_EVIDENCE_AI"), sandbox.StatusS, "SUCCESS").get("disputeEvidenceFormat"), "PDF")
	d.wants(download("DISPUTE_EVIDENCE_FILE"), sandbox.StatusF, "PARAM_ILLEGAL")
	d.ask("payments/supplyDefenseDocument", defense(o, "PK a document"))
	r := d.wants(download("DISPUTE_EVIDENCE_FILE"), sandbox.StatusS, "SUCCESS")
	equal(t, "file", any(r.get("disputeEvidence")), defense(o, "PK a document")["disputeEvidence"])
	equal(t, "format", r.get("disputeEvidenceFormat"), "WORD")
}

func TestDispute_UserDecides_JudgedCancelledOrResolvedAtOnce(t *testing.T) {
	d := newDesk(t)
	env := d.call.Environment.ID
	o := d.disputed(engine.DisputeOrder{})
	if after, err := d.engine.JudgeDispute(context.Background(), env, o.ObjectID, false); err != nil || after.Status != engine.DisputeJudged {
		t.Fatalf("%v %v", after.Status, err)
	}
	if _, err := d.engine.JudgeDispute(context.Background(), env, o.ObjectID, true); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Errorf("judged twice: %v", err)
	}
	equal(t, "against", d.lastNotice().get("disputeJudgedResult"), "ACCEPT_BY_MERCHANT")
	resolved, err := d.engine.OpenDispute(context.Background(), env, d.paidByCard("pay-2"), engine.DisputeOrder{Resolved: true})
	if err != nil || resolved.Status != engine.DisputeResolved {
		t.Fatalf("%v %v", resolved, err)
	}
	equal(t, "notices", d.disputeNotices(), "DISPUTE_CREATED DISPUTE_JUDGED RDR_RESOLVED ")
}

func TestDispute_TheSettingsAmount_IsDisputedOnceItIsPaid(t *testing.T) {
	d := newDesk(t)
	p := d.pay(withMethod(walletPay("p-1"), "GCASH", "PHP", "1111004853")).PaymentID
	equal(t, "before", d.disputeNotices(), "")
	d.approve(p)
	equal(t, "after", d.disputeNotices(), "DISPUTE_CREATED ")
	d.call.Environment.Settings.DisputeAmountMinor = 0
	d.approve(d.pay(withMethod(walletPay("p-2"), "GCASH", "PHP", "1111004853")).PaymentID)
	equal(t, "switched off", d.disputeNotices(), "DISPUTE_CREATED ")
}
