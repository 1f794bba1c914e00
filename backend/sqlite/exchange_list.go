package sqlite

import (
	"context"
	"slices"

	"antomdesk/backend/sandbox"
)

// ListExchanges returns a page of the log, newest first (oldest first when AfterSeq is set). A search
// finds every call that was answered before it began.
func (s *Store) ListExchanges(ctx context.Context, f sandbox.ExchangeFilter) (sandbox.Page[sandbox.Exchange], error) {
	items, err := s.exchanges(ctx, f)
	if err != nil {
		return sandbox.Page[sandbox.Exchange]{Items: []sandbox.Exchange{}}, err
	}
	return pageOf(items, f.Page), nil
}

func (s *Store) exchanges(ctx context.Context, f sandbox.ExchangeFilter) ([]sandbox.Exchange, error) {
	query, err := s.parse(f.Query)
	if err != nil {
		return nil, err
	}
	if !query.Empty() {
		return s.searchExchanges(ctx, f, query)
	}
	statement, args, err := s.logStatement(ctx, f, windowOf(f.Page), query)
	if err != nil {
		return nil, err
	}
	return collect(ctx, s.read, scanExchange, statement, args...)
}

// logStatement picks the way that reads least: a payment's own index, the merged ranges of the log's
// index for an environment or kinds, else the rows themselves. Of the query only the bounds are asked.
func (s *Store) logStatement(ctx context.Context, f sandbox.ExchangeFilter, w window, query asked) (string, []any, error) {
	var environments []string
	switch {
	case f.PaymentID != "":
		statement, args := paymentLog(f, w, query)
		return statement, args, nil
	case f.EnvironmentID != "":
		environments = []string{f.EnvironmentID}
	case len(f.Kinds) == 0:
		statement, args := wholeLog(w, query)
		return statement, args, nil
	default:
		all, err := s.callers(ctx)
		if err != nil {
			return "", nil, err
		}
		environments = all.ids
	}
	statement, args := mergedLog(f, environments, w, query)
	return statement, args, nil
}

func wholeLog(w window, query asked) (string, []any) {
	var where clause
	where.within(w, "seq")
	where.bounds(query, "")
	return selectExchange + where.sql() + w.orderLimit("seq"), where.args
}

// paymentLog keeps the planner on the payment's few rows: +seq hides the row id from it.
func paymentLog(f sandbox.ExchangeFilter, w window, query asked) (string, []any) {
	var where clause
	where.and("payment_id = ?", f.PaymentID)
	where.exactly(f, "")
	where.within(w, "+seq")
	where.bounds(query, "")
	return selectExchange + where.sql() + w.orderLimit("+seq"), where.args
}

// mergedLog merges one range per environment (and none) and kind. Each range is in order of seq, so an
// environment with few rows among a million of another's is found without reading those.
func mergedLog(f sandbox.ExchangeFilter, environments []string, w window, query asked) (string, []any) {
	var arms union
	for _, environment := range append(slices.Clone(environments), "") {
		for _, kind := range kindsOf(f) {
			var where clause
			where.and("environment_id IS ?", orNull(environment))
			where.and("kind = ?", string(kind))
			where.bounds(query, "")
			arms.add("exchange", where, w)
		}
	}
	return selectExchange + "WHERE seq IN (" + arms.sql() + ")" + w.orderLimit("seq"), arms.args
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
