package sqlite

import (
	"context"

	"antomdesk/backend/sandbox"
)

// The index has the exchanges of a whole word at hand, newest first. Those of a beginning such as "p" it
// gathers and sorts, all of them, before it gives the first one: it is slow exactly where they are many.
// There a glance at the newest rows fills the page.
const (
	// defaultGlance is how many rows a search for beginnings looks at one by one before it asks the index.
	defaultGlance = 128
	// promising is one match in so many rows: then wideGlance times as many rows are worth a look.
	promising  = 16
	wideGlance = 7
)

// searchExchanges returns up to a page and one more.
func (s *Store) searchExchanges(ctx context.Context, f sandbox.ExchangeFilter, query asked) ([]sandbox.Exchange, error) {
	w, err := s.spanned(ctx, query, windowOf(f.Page))
	if err != nil {
		return nil, err
	}
	if query.timeOnly() {
		statement, args, err := s.logStatement(ctx, f, w, query)
		if err != nil {
			return nil, err
		}
		return collect(ctx, s.read, scanExchange, statement, args...)
	}
	if query.wholeWordsOnly() && f.PaymentID == "" {
		return s.askIndex(ctx, f, query, w)
	}
	found, rest, err := s.glance(ctx, f, query, w)
	if err != nil || rest.limit == 0 {
		return found, err
	}
	more, err := s.askIndex(ctx, f, query, rest)
	return append(found, more...), err
}

func (s *Store) askIndex(ctx context.Context, f sandbox.ExchangeFilter, query asked, w window) ([]sandbox.Exchange, error) {
	if err := s.search.await(ctx, s.indexedUpTo(w), s.cfg.SearchWait); err != nil {
		return nil, err
	}
	statement, args := searchStatement(f, query, w)
	return collect(ctx, s.read, scanExchange, statement, args...)
}

// glance looks through the first rows of the window, and through more while they promise to fill the
// page. It returns what is left of the window: limit 0 when the page is full or there are no more rows.
func (s *Store) glance(ctx context.Context, f sandbox.ExchangeFilter, query asked, w window) (found []sandbox.Exchange, rest window, err error) {
	found, rest = []sandbox.Exchange{}, w
	for _, rows := range []int{s.cfg.glance, wideGlance * s.cfg.glance} {
		matches, last, all, err := s.lookAt(ctx, f, query, rest, rows)
		found = append(found, matches...)
		if err != nil || all || len(found) == w.limit {
			return found, window{}, err
		}
		rest = rest.beyond(last, w.limit-len(found))
		if len(found)*promising < rows {
			break
		}
	}
	return found, rest, nil
}

// lookAt checks that many rows of the window one by one. last is the last one's seq; all says that there
// are no others.
func (s *Store) lookAt(ctx context.Context, f sandbox.ExchangeFilter, query asked, w window, rows int) (matches []sandbox.Exchange, last int64, all bool, err error) {
	wanted := w.limit
	w.limit = rows
	statement, args, err := s.candidates(ctx, f, query, w)
	if err != nil {
		return nil, 0, false, err
	}
	seen := 0
	err = each(ctx, s.read, scanExchange, func(x sandbox.Exchange) bool {
		seen, last = seen+1, x.Seq
		if query.holds(x) {
			matches = append(matches, x)
		}
		return len(matches) < wanted
	}, statement, args...)
	return matches, last, seen < rows && len(matches) < wanted, err
}

// candidates are the rows that hold the whole words of the query, or all rows when it has none.
func (s *Store) candidates(ctx context.Context, f sandbox.ExchangeFilter, query asked, w window) (string, []any, error) {
	whole := query.wholeWords()
	if f.PaymentID != "" || !whole.wants() {
		return s.logStatement(ctx, f, w, query)
	}
	if err := s.search.await(ctx, s.indexedUpTo(w), s.cfg.SearchWait); err != nil {
		return "", nil, err
	}
	statement, args := searchStatement(f, whole, w)
	return statement, args, nil
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
func searchStatement(f sandbox.ExchangeFilter, query asked, w window) (string, []any) {
	var where clause
	where.and("exchange_search MATCH ?", query.match(f))
	where.within(w, "found.rowid")
	where.bounds(query, "x.")
	if f.PaymentID != "" {
		where.and("x.payment_id = ?", f.PaymentID)
	}
	where.exactly(f, "x.")
	return "SELECT x.seq, " + qualifiedColumns + " FROM exchange_search AS found CROSS JOIN exchange AS x ON x.seq = found.rowid " +
		where.sql() + w.orderLimit("found.rowid"), where.args
}
