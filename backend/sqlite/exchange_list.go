package sqlite

import (
	"context"
	"slices"

	"antomdesk/backend/sandbox"
)

// ListExchanges returns a page of the log, newest first (oldest first when AfterSeq is set). A query
// first waits until the index has reached the newest exchange, so that a call just answered is found.
func (s *Store) ListExchanges(ctx context.Context, f sandbox.ExchangeFilter) (sandbox.Page[sandbox.Exchange], error) {
	none := sandbox.Page[sandbox.Exchange]{Items: []sandbox.Exchange{}}
	query, err := ParseQuery(f.Query)
	if err != nil {
		return none, err
	}
	statement, args, err := s.exchangeStatement(ctx, f, query)
	if err != nil {
		return none, err
	}
	items, err := collect(ctx, s.read, scanExchange, statement, args...)
	if err != nil {
		return none, err
	}
	return pageOf(items, f.Page), nil
}

// exchangeStatement picks the way that reads least: the text index for a query, the payment's index
// for a payment, the merged ranges of the log's index for an environment or kinds, else the rows.
func (s *Store) exchangeStatement(ctx context.Context, f sandbox.ExchangeFilter, query Query) (string, []any, error) {
	switch {
	case !query.Empty():
		if err := s.search.await(ctx, s.cfg.SearchWait); err != nil {
			return "", nil, err
		}
		statement, args := searchStatement(f, query)
		return statement, args, nil
	case f.PaymentID != "":
		statement, args := paymentLogStatement(f)
		return statement, args, nil
	case f.EnvironmentID == "" && len(f.Kinds) == 0:
		statement, args := wholeLogStatement(f)
		return statement, args, nil
	}
	environments := []string{f.EnvironmentID}
	if f.EnvironmentID == "" {
		all, err := s.callers(ctx)
		if err != nil {
			return "", nil, err
		}
		environments = all.ids
	}
	statement, args := logStatement(f, environments)
	return statement, args, nil
}

func wholeLogStatement(f sandbox.ExchangeFilter) (string, []any) {
	window := windowOf(f.Page)
	var where clause
	where.within(window, "seq")
	return selectExchange + where.sql() + window.orderLimit("seq"), where.args
}

func paymentLogStatement(f sandbox.ExchangeFilter) (string, []any) {
	window := windowOf(f.Page)
	var where clause
	where.and("payment_id = ?", f.PaymentID)
	where.exactly(f, "")
	where.within(window, "+seq") // the plus keeps the planner on the payment's few rows
	return selectExchange + where.sql() + window.orderLimit("+seq"), where.args
}

// logStatement merges one range per environment and kind, NULL included: each is in order of seq, so an
// environment with few rows among a million of another's is found without reading those.
func logStatement(f sandbox.ExchangeFilter, environments []string) (string, []any) {
	window := windowOf(f.Page)
	var arms union
	for _, environment := range append(slices.Clone(environments), "") {
		for _, kind := range kindsOf(f) {
			var where clause
			where.and("environment_id IS ?", orNull(environment))
			where.and("kind = ?", string(kind))
			arms.add("exchange", where, window)
		}
	}
	return selectExchange + "WHERE seq IN (" + arms.sql() + ")" + window.orderLimit("seq"), arms.args
}

// searchStatement walks the index in order of seq. The index narrows by environment and kind as well;
// the exact conditions stay, because the index folds case.
func searchStatement(f sandbox.ExchangeFilter, query Query) (string, []any) {
	window := windowOf(f.Page)
	var where clause
	where.and("exchange_search MATCH ?", query.match(f))
	where.within(window, "found.rowid")
	if f.PaymentID != "" {
		where.and("x.payment_id = ?", f.PaymentID)
	}
	where.exactly(f, "x.")
	return "SELECT x.seq, " + qualifiedColumns + " FROM exchange_search AS found CROSS JOIN exchange AS x ON x.seq = found.rowid " +
		where.sql() + window.orderLimit("found.rowid"), where.args
}

// exactly adds the filter's environment (or none) and kinds.
func (c *clause) exactly(f sandbox.ExchangeFilter, table string) {
	if f.EnvironmentID != "" {
		c.and("("+table+"environment_id = ? OR "+table+"environment_id IS NULL)", f.EnvironmentID)
	}
	if len(f.Kinds) > 0 {
		kinds := make([]any, len(f.Kinds))
		for i, kind := range f.Kinds {
			kinds[i] = string(kind)
		}
		c.and(table+"kind IN ("+slots(len(kinds))+")", kinds...)
	}
}

func kindsOf(f sandbox.ExchangeFilter) []sandbox.ExchangeKind {
	if len(f.Kinds) == 0 {
		return exchangeKinds
	}
	kinds := slices.Clone(f.Kinds)
	slices.Sort(kinds)
	return slices.Compact(kinds)
}
