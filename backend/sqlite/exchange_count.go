package sqlite

import (
	"context"

	"antomdesk/backend/sandbox"
)

// CountExchanges counts what the filter selects, up to most.
func (s *Store) CountExchanges(ctx context.Context, f sandbox.ExchangeFilter, most int) (int, error) {
	query, err := s.parse(f.Query)
	if err != nil {
		return 0, err
	}
	w, err := s.spanned(ctx, query, window{limit: most})
	if err != nil {
		return 0, err
	}
	statement, args, err := s.countable(ctx, f, query, w)
	if err != nil {
		return 0, err
	}
	var count int
	err = s.read.QueryRowContext(ctx, "SELECT count(*) FROM ("+statement+")", args...).Scan(&count)
	return count, explain(err)
}

// countable selects at most a window's worth of what is asked, straight from the index: counting gathers
// all of it anyway.
func (s *Store) countable(ctx context.Context, f sandbox.ExchangeFilter, query asked, w window) (string, []any, error) {
	if query.timeOnly() {
		return s.logStatement(ctx, f, w, query)
	}
	if err := s.search.await(ctx, s.search.newestSeq(), s.cfg.SearchWait); err != nil {
		return "", nil, err
	}
	statement, args := searchStatement(f, query, w)
	return statement, args, nil
}
