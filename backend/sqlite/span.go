package sqlite

import (
	"context"
	"math"

	"antomdesk/backend/sandbox"
)

// blockBits: a block is 1024 exchanges in a row of seq.
const blockBits = 10

// span is a part of the log, both ends included.
type span struct{ first, last int64 }

// block is a stretch of the log and the instants its exchanges started between.
type block struct{ number, earliest, latest int64 }

// blocksOf summarises exchanges in order of seq.
func blocksOf(exchanges []sandbox.Exchange) []block {
	var blocks []block
	for _, x := range exchanges {
		number, at := x.Seq>>blockBits, x.StartedAt.UnixMilli()
		if len(blocks) == 0 || blocks[len(blocks)-1].number != number {
			blocks = append(blocks, block{number, at, at})
		}
		b := &blocks[len(blocks)-1]
		b.earliest, b.latest = min(b.earliest, at), max(b.latest, at)
	}
	return blocks
}

const upsertBlock = `INSERT INTO exchange_block (number, earliest_at_ms, latest_at_ms) VALUES (?, ?, ?)
	ON CONFLICT (number) DO UPDATE SET earliest_at_ms = min(earliest_at_ms, excluded.earliest_at_ms),
		latest_at_ms = max(latest_at_ms, excluded.latest_at_ms)`

func (tx *writeTx) addBlocks(ctx context.Context, blocks []block) error {
	for _, b := range blocks {
		if _, err := tx.exec(ctx, upsertBlock, b.number, b.earliest, b.latest); err != nil {
			return err
		}
	}
	return nil
}

const blocksBetween = `SELECT coalesce(min(number), -1), coalesce(max(number), -1), (SELECT coalesce(max(number), -1) FROM exchange_block)
	FROM exchange_block WHERE latest_at_ms >= ? AND earliest_at_ms < ?`

// spanned narrows the window to the blocks that hold the time the query asks for. Exchanges are recorded
// nearly in the order they started, so that is little more than what is asked; the exact comparison
// follows row by row.
func (s *Store) spanned(ctx context.Context, query asked, w window) (window, error) {
	if !query.Has(isTime) {
		return w, nil
	}
	if err := s.search.await(ctx, s.indexedUpTo(w), s.cfg.SearchWait); err != nil {
		return w, err
	}
	from, to := query.period()
	var first, last, newest int64
	err := s.read.QueryRowContext(ctx, blocksBetween, from, to).Scan(&first, &last, &newest)
	switch {
	case first < 0:
		w.span = &span{} // no exchange has seq 0
	case last == newest: // what arrives meanwhile may belong to it
		w.span = &span{first: first << blockBits, last: math.MaxInt64}
	default:
		w.span = &span{first: first << blockBits, last: (last+1)<<blockBits - 1}
	}
	return w, explain(err)
}

// period is the time the query asks for: from its first millisecond to before its last.
func (q asked) period() (from, to int64) {
	from, to = math.MinInt64, math.MaxInt64
	for _, t := range q.Terms {
		switch {
		case !isTime(t):
		case t.Bound.AtLeast:
			from = max(from, t.Bound.Limit)
		default:
			to = min(to, t.Bound.Limit)
		}
	}
	return from, to
}
