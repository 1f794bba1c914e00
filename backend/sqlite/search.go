package sqlite

import (
	"context"

	"antomdesk/backend/sandbox"
)

// defaultGlance is how many rows a search looks at one by one before it asks the index. The index gathers
// every match of a beginning such as "p" before it gives the first one, so it is slow exactly where
// matches are many, and there a glance fills the page. Where they are few the index is fast.
const defaultGlance = 512

// searchExchanges returns up to a page and one more.
func (s *Store) searchExchanges(ctx context.Context, f sandbox.ExchangeFilter, query Query) ([]sandbox.Exchange, error) {
	w := windowOf(f.Page)
	found, rest, err := s.glanceAt(ctx, f, query, w)
	if err != nil || rest.limit == 0 {
		return found, err
	}
	if err := s.search.await(ctx, s.indexedUpTo(rest), s.cfg.SearchWait); err != nil {
		return nil, err
	}
	statement, args := searchStatement(f, query, rest)
	more, err := collect(ctx, s.read, scanExchange, statement, args...)
	return append(found, more...), err
}

// glanceAt looks through the first rows of the window and returns what is left of it: limit 0 when
// the page is full or the log ends.
func (s *Store) glanceAt(ctx context.Context, f sandbox.ExchangeFilter, query Query, w window) (found []sandbox.Exchange, rest window, err error) {
	near := w
	near.limit = s.cfg.glance
	statement, args, err := s.logStatement(ctx, f, near)
	if err != nil {
		return nil, rest, err
	}
	found = []sandbox.Exchange{}
	var seen int
	var last int64
	err = each(ctx, s.read, scanExchange, func(x sandbox.Exchange) bool {
		seen, last = seen+1, x.Seq
		if query.holds(x) {
			found = append(found, x)
		}
		return len(found) < w.limit
	}, statement, args...)
	if err != nil || len(found) == w.limit || seen < s.cfg.glance {
		return found, window{}, err
	}
	return found, w.beyond(last, w.limit-len(found)), nil
}

// beyond is the part of the window after last, in its direction.
func (w window) beyond(last int64, limit int) window {
	w.limit = limit
	if w.after > 0 {
		w.after = last
	} else {
		w.before = last
	}
	return w
}

// indexedUpTo is how far the index must have got to answer for the window.
func (s *Store) indexedUpTo(w window) int64 {
	newest := s.search.newestSeq()
	if w.before > 0 {
		return min(newest, w.before-1)
	}
	return newest
}

// searchStatement walks the index in order of seq. The index narrows by environment and kind as well;
// the exact conditions stay, because the index does not tell capitals from small letters.
func searchStatement(f sandbox.ExchangeFilter, query Query, w window) (string, []any) {
	var where clause
	where.and("exchange_search MATCH ?", query.match(f))
	where.within(w, "found.rowid")
	if f.PaymentID != "" {
		where.and("x.payment_id = ?", f.PaymentID)
	}
	where.exactly(f, "x.")
	return "SELECT x.seq, " + qualifiedColumns + " FROM exchange_search AS found CROSS JOIN exchange AS x ON x.seq = found.rowid " +
		where.sql() + w.orderLimit("found.rowid"), where.args
}
