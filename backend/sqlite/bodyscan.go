package sqlite

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"antomdesk/backend/sandbox"
)

const (
	// scanPage is how many exchanges are unpacked at a time.
	scanPage = 200
	// scanRows and scanTime bound one call, so that whoever waits can show how far it is, or stop.
	scanRows = 4_000
	scanTime = 250 * time.Millisecond
	// scanMatches are enough for one answer.
	scanMatches = 50
)

// SearchBodies looks for text in the bodies of the exchanges the filter selects, newest first, capitals
// or not. It unpacks them one by one, so a call covers a bounded part; call again with BeforeSeq at
// Reached while More is set.
func (s *Store) SearchBodies(ctx context.Context, f sandbox.ExchangeFilter, text string) (sandbox.BodyScan, error) {
	scan := sandbox.BodyScan{Items: []sandbox.Exchange{}, More: true, Reached: f.Page.BeforeSeq}
	needle, until := bytes.ToLower([]byte(text)), s.cfg.Clock.Now().Add(scanTime)
	for scan.More && scan.Scanned < scanRows && len(scan.Items) < scanMatches {
		f.Page = sandbox.PageRequest{BeforeSeq: scan.Reached, Limit: scanPage}
		page, err := s.ListExchanges(ctx, f)
		if err != nil {
			return scan, err
		}
		if err := s.scanInto(ctx, &scan, page, needle); err != nil {
			return scan, err
		}
		if s.cfg.Clock.Now().After(until) {
			break
		}
	}
	return scan, nil
}

// scanInto looks through one page and moves the scan on, to the last row that was looked at.
func (s *Store) scanInto(ctx context.Context, scan *sandbox.BodyScan, page sandbox.Page[sandbox.Exchange], needle []byte) error {
	holding, err := s.holding(ctx, page.Items, needle)
	if err != nil {
		return err
	}
	scan.More = page.More
	for i, x := range page.Items {
		scan.Scanned, scan.Reached = scan.Scanned+1, x.Seq
		if !holding[x.Seq] {
			continue
		}
		if scan.Items = append(scan.Items, x); len(scan.Items) == scanMatches {
			scan.More = scan.More || i < len(page.Items)-1
			return nil
		}
	}
	return nil
}

const bytesOfMany = "SELECT seq, encoding, packed FROM exchange_bytes WHERE seq IN (SELECT value FROM json_each(?))"

// packedBytes is one row of exchange_bytes as stored.
type packedBytes struct {
	seq, encoding int64
	packed        []byte
}

func scanPacked(row scanner) (p packedBytes, err error) {
	return p, row.Scan(&p.seq, &p.encoding, &p.packed)
}

// bytesOf unpacks the exact bytes of exchanges and hands them to use, in any order.
func (s *Store) bytesOf(ctx context.Context, exchanges []sandbox.Exchange, use func(seq int64, b sandbox.ExchangeBytes)) error {
	seqs := make([]int64, len(exchanges))
	for i, x := range exchanges {
		seqs[i] = x.Seq
	}
	list, err := json.Marshal(seqs)
	if err != nil {
		return err
	}
	var broken error
	err = each(ctx, s.read, scanPacked, func(p packedBytes) bool {
		b, err := s.codec.decode(p.encoding, p.packed)
		if broken = explain(err); broken == nil {
			use(p.seq, b)
		}
		return broken == nil
	}, bytesOfMany, string(list))
	if broken != nil {
		return broken
	}
	return err
}

// holding tells which of the exchanges have the needle, in small letters, in a body.
func (s *Store) holding(ctx context.Context, exchanges []sandbox.Exchange, needle []byte) (map[int64]bool, error) {
	found := map[int64]bool{}
	return found, s.bytesOf(ctx, exchanges, func(seq int64, b sandbox.ExchangeBytes) {
		found[seq] = bytes.Contains(bytes.ToLower(b.RequestBody), needle) || bytes.Contains(bytes.ToLower(b.ResponseBody), needle)
	})
}

// ExchangeBytesOf returns the exact bytes of exchanges that were listed, in their order.
func (s *Store) ExchangeBytesOf(ctx context.Context, exchanges []sandbox.Exchange) ([]sandbox.ExchangeBytes, error) {
	places := make(map[int64]int, len(exchanges))
	for i, x := range exchanges {
		places[x.Seq] = i
	}
	all := make([]sandbox.ExchangeBytes, len(exchanges))
	return all, s.bytesOf(ctx, exchanges, func(seq int64, b sandbox.ExchangeBytes) { all[places[seq]] = b })
}
