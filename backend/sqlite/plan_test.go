package sqlite

import (
	"context"
	"slices"
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
)

// planOf is SQLite's own description of how it will run a statement, one step a line.
func planOf(t *testing.T, s *Store, statement string, args ...any) string {
	t.Helper()
	steps, err := collect(bg, s.read, func(row scanner) (step string, err error) {
		var id, parent, unused int
		return step, row.Scan(&id, &parent, &unused, &step)
	}, "EXPLAIN QUERY PLAN "+statement, args...)
	must(t, err)
	return strings.Join(steps, "\n")
}

func TestPlans_ListsAndSearches_ReadAnIndexInOrder(t *testing.T) {
	s := openStore(t, configIn(t))
	w := windowOf(sandbox.PageRequest{BeforeSeq: 1000})
	byEnvironment := sandbox.ExchangeFilter{EnvironmentID: testEnv, Kinds: []sandbox.ExchangeKind{sandbox.KindCapture}}
	query, err := s.parse("payments status:S larger:2k slower:500")
	must(t, err)
	timed, err := s.parse("after:2026-01-01 -before:2026-01-02")
	must(t, err)
	within := w
	within.span = &span{first: 5, last: 900}
	plans := map[string]struct {
		statement func() (string, []any)
		uses      string
	}{
		"all":            {func() (string, []any) { return wholeLog(w, asked{}) }, "SEARCH exchange USING INTEGER PRIMARY KEY (rowid<?)"},
		"environment":    {func() (string, []any) { return mergedLog(byEnvironment, []string{testEnv}, w, asked{}) }, "COVERING INDEX exchange_by_log (environment_id=? AND kind=? AND rowid<?)"},
		"search":         {func() (string, []any) { return searchStatement(byEnvironment, query, w) }, "SEARCH x USING INTEGER PRIMARY KEY (rowid=?)"},
		"a time of all":  {func() (string, []any) { return wholeLog(within, timed) }, "SEARCH exchange USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"},
		"a time of some": {func() (string, []any) { return mergedLog(byEnvironment, []string{testEnv}, within, timed) }, "INDEX exchange_by_log (environment_id=? AND kind=? AND rowid>? AND rowid<?)"},
		"payments": {func() (string, []any) {
			return paymentQuery(selectPayment, sandbox.PaymentFilter{EnvironmentID: testEnv}, windowOf(sandbox.PageRequest{BeforeSeq: 9}))
		}, "COVERING INDEX payment_by_status (environment_id=? AND status=? AND rowid<?)"},
		"notifications of one": {func() (string, []any) { return notificationsOf, []any{testEnv, "P"} }, "INDEX notification_by_payment (environment_id=? AND payment_id=?)"},
		"directory":            {func() (string, []any) { return exchangesAfter, []any{1, 1} }, "SEARCH exchange USING INTEGER PRIMARY KEY (rowid>?)"},
		"due payments":         {func() (string, []any) { return duePayments, []any{testEnv, 1, 1} }, "INDEX payment_due (environment_id=? AND expires_at_ms>? AND expires_at_ms<?)"},
		"due refunds":          {func() (string, []any) { return dueRefunds, []any{testEnv, 1, 1} }, "INDEX refund_due (environment_id=? AND completes_at_ms>? AND completes_at_ms<?)"},
		"next payment":         {func() (string, []any) { return nextPayment, []any{testEnv} }, "INDEX payment_due (environment_id=? AND expires_at_ms>?)"},
		"next refund":          {func() (string, []any) { return nextRefund, []any{testEnv} }, "INDEX refund_due (environment_id=? AND completes_at_ms>?)"},
		"next notification":    {func() (string, []any) { return nextNotification, []any{testEnv} }, "INDEX notification_due (environment_id=?)"},
		"due objects":          {func() (string, []any) { return dueObjects, []any{testEnv, 1, 1} }, "INDEX object_due (environment_id=? AND due_at_ms>? AND due_at_ms<?)"},
		"next object":          {func() (string, []any) { return nextObject, []any{testEnv} }, "INDEX object_due (environment_id=? AND due_at_ms>?)"},
		"objects of one":       {func() (string, []any) { return objectsOf, []any{testEnv, "capture", "p"} }, "INDEX object_by_parent (environment_id=? AND kind=? AND parent_id=?)"},
		"objects": {func() (string, []any) {
			return objectPlan(sandbox.ObjectFilter{EnvironmentID: testEnv, Kind: "capture", Offset: 5})
		}, "INDEX object_by_kind (environment_id=? AND kind=?)"},
		"objects by status": {func() (string, []any) {
			return objectPlan(sandbox.ObjectFilter{EnvironmentID: testEnv, Kind: "capture", Statuses: []string{"A", "B"}})
		}, "INDEX object_by_kind (environment_id=? AND kind=?)"},
		"armed faults":    {func() (string, []any) { return allArmedFaults, nil }, "INDEX lab_fault_armed"},
		"queued":          {func() (string, []any) { return queuedBetween, []any{1, 2, testEnv, 5} }, "SEARCH notification USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"},
		"captures of one": {func() (string, []any) { return capturesAt, []any{"e", 9} }, "INDEX exchange_by_endpoint (endpoint_id=?)"},
		"built-in's":      {func() (string, []any) { return builtinCaptures([]string{testEnv}, 9) }, "COVERING INDEX exchange_by_log (environment_id=? AND kind=?)"},
		"first forward":   {func() (string, []any) { return firstWaiting, []any{"t"} }, "INDEX forward_by_target (target_id=? AND status=?)"},
		"waiting targets": {func() (string, []any) { return waitingTargets, nil }, "COVERING INDEX forward_by_target (target_id=? AND status=?)"},
		"armed scenarios": {func() (string, []any) { return allArmed, nil }, "INDEX scenario_armed"},
		"scenarios":       {func() (string, []any) { return scenariosOf, []any{testEnv, 5} }, "INDEX scenario_by_environment (environment_id=?)"},
	}
	for name, p := range plans {
		t.Run(name, func(t *testing.T) {
			statement, args := p.statement()
			plan := planOf(t, s, statement, args...)
			if !strings.Contains(plan, p.uses) || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "SCAN exchange\n") {
				t.Errorf("%s\n%s", statement, plan)
			}
		})
	}
}

func TestPlans_OnePaymentAndDueNotifications_SortOnlyAFewRows(t *testing.T) {
	s := openStore(t, configIn(t))
	statement, args := paymentLog(sandbox.ExchangeFilter{PaymentID: "P", EnvironmentID: testEnv}, windowOf(sandbox.PageRequest{BeforeSeq: 9}), asked{})
	if plan := planOf(t, s, statement, args...); !strings.Contains(plan, "INDEX exchange_by_payment (payment_id=?)") {
		t.Error(plan)
	}
	statement, args = paymentQuery(selectPayment, sandbox.PaymentFilter{EnvironmentID: testEnv, ID: "2026"}, windowOf(sandbox.PageRequest{}))
	if plan := planOf(t, s, statement, args...); strings.Count(plan, "_id>? AND ") != 2 || strings.Contains(plan, "SCAN payment") {
		t.Error(plan)
	}
	plan := planOf(t, s, dueNotifications, testEnv, 1, 1)
	for _, want := range []string{"INDEX notification_due (environment_id=? AND next_attempt_at_ms<?)", "INDEX notification_order (payment_id=? AND environment_id=? AND rowid<?)"} {
		if !strings.Contains(plan, want) {
			t.Errorf("%s lacks %s", plan, want)
		}
	}
}

func objectPlan(f sandbox.ObjectFilter) (string, []any) {
	where := objectClause(f)
	return objectPage(f, where), where.args
}

func TestPlans_WhatIsWrittenMost_BuildsNoTableOfItsOwn(t *testing.T) {
	s := openStore(t, configIn(t))
	for name, statement := range map[string]string{
		"exchange": insertExchange, "bytes": insertExchangeBytes, "payment": insertPayment, "payment moved": updatePayment,
		"refund": insertRefund, "notification": insertNotification, "attempt": insertAttempt,
	} {
		steps, err := collect(bg, s.read, func(row scanner) (opcode string, err error) {
			var unused any
			return opcode, row.Scan(&unused, &opcode, &unused, &unused, &unused, &unused, &unused, &unused)
		}, "EXPLAIN "+statement, make([]any, strings.Count(statement, "?"))...)
		must(t, err)
		if len(steps) == 0 || slices.Contains(steps, "OpenEphemeral") {
			t.Errorf("%s: %v", name, steps)
		}
	}
}

func TestChecks_ValuesThatAreNotTheirs_AreRefused(t *testing.T) {
	s := openStore(t, configIn(t))
	n := pendingNotification(t, s, "n1", "p1", day)
	attempt(t, s, n, 1, false)
	for _, change := range []string{
		"UPDATE notification SET status = 'LOST'", "UPDATE notification SET hold = 3",
		"INSERT INTO payment (id, environment_id, payment_id, payment_request_id, amount_minor, currency, status, created_at_ms, updated_at_ms) VALUES ('a', '" + testEnv + "', 'b', 'c', 1, 'USD', 'LOST', 1, 1)",
	} {
		err := s.writer.do(bg, func(ctx context.Context, tx *writeTx) error {
			_, err := tx.exec(ctx, change)
			return err
		}, nil)
		if err == nil || !strings.Contains(err.Error(), "CHECK") {
			t.Errorf("%s: %v", change, err)
		}
	}
}
