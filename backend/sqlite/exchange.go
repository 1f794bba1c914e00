package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"antomdesk/backend/sandbox"
)

const exchangeColumns = `id, environment_id, kind, started_at_ms, duration_us, scheme, remote_addr, method, target, api,
	client_id, request_time, http_status, result_status, result_code, request_id, payment_id, refund_id,
	notification_id, amount_minor, currency, verdict, key_version, reason, warnings, skew_ms, request_bytes,
	response_bytes, endpoint_id, answered_by`

var insertExchange = "INSERT INTO exchange (" + exchangeColumns + ") VALUES (" + slots(columns(exchangeColumns)) + ")"

// qualifiedColumns are the same columns of a table called x.
var qualifiedColumns = "x." + strings.Join(strings.Fields(exchangeColumns), " x.")

const selectExchange = "SELECT seq, " + exchangeColumns + " FROM exchange "

// exchangeKinds are the kinds a row may have; lists without a kind merge one index range of each.
var exchangeKinds = []sandbox.ExchangeKind{sandbox.KindGateway, sandbox.KindDelivery, sandbox.KindCapture, sandbox.KindForward}

func scanExchange(row scanner) (sandbox.Exchange, error) {
	var x sandbox.Exchange
	err := row.Scan(&x.Seq, &x.ID, textInto(&x.EnvironmentID), &x.Kind, instant{&x.StartedAt}, &x.DurationMicros,
		textInto(&x.Scheme), textInto(&x.RemoteAddr), textInto(&x.Method), textInto(&x.Target), textInto(&x.API),
		textInto(&x.ClientID), textInto(&x.RequestTime), wholeInto(&x.HTTPStatus), textInto(&x.ResultStatus),
		textInto(&x.ResultCode), textInto(&x.RequestID), textInto(&x.PaymentID), textInto(&x.RefundID),
		textInto(&x.NotificationID), wholeInto(&x.AmountMinor), textInto(&x.Currency), textInto(&x.Verdict),
		textInto(&x.KeyVersion), textInto(&x.Reason), object{&x.Warnings}, &x.SkewMillis, &x.RequestBytes, &x.ResponseBytes,
		textInto(&x.EndpointID), textInto(&x.AnsweredBy))
	return x, err
}

// exchangeRow is an exchange ready to be written: everything costly happens before the writer has it.
type exchangeRow struct {
	values        []any
	encoding      int64
	packed        []byte
	environmentID string
	id            string
	seq           int64 // assigned by insert
}

func (s *Store) newExchangeRow(x sandbox.Exchange, b sandbox.ExchangeBytes) (*exchangeRow, error) {
	if !slices.Contains(exchangeKinds, x.Kind) {
		return nil, sandbox.Invalid("kind", "%q is not a kind of exchange", x.Kind)
	}
	warnings, err := warningsJSON(x.Warnings)
	if err != nil {
		return nil, explain(err)
	}
	row := &exchangeRow{environmentID: x.EnvironmentID, id: x.ID}
	row.encoding, row.packed = s.codec.encode(b)
	row.values = []any{x.ID, orNull(x.EnvironmentID), string(x.Kind), x.StartedAt.UnixMilli(), x.DurationMicros,
		orNull(x.Scheme), orNull(x.RemoteAddr), orNull(x.Method), orNull(x.Target), orNull(x.API),
		orNull(x.ClientID), orNull(x.RequestTime), statusOrNull(x.HTTPStatus), orNull(x.ResultStatus),
		orNull(x.ResultCode), orNull(x.RequestID), orNull(x.PaymentID), orNull(x.RefundID),
		orNull(x.NotificationID), amountOrNull(x), orNull(x.Currency), orNull(x.Verdict),
		orNull(x.KeyVersion), orNull(x.Reason), warnings, x.SkewMillis, x.RequestBytes, x.ResponseBytes,
		orNull(x.EndpointID), orNull(x.AnsweredBy)}
	return row, nil
}

func statusOrNull(status int) any {
	if status == 0 {
		return nil
	}
	return int64(status)
}

// amountOrNull stores no amount without a currency: 0 of nothing is not an amount.
func amountOrNull(x sandbox.Exchange) any {
	if x.Currency == "" {
		return nil
	}
	return x.AmountMinor
}

func warningsJSON(warnings []string) (any, error) {
	if len(warnings) == 0 {
		return nil, nil
	}
	b, err := json.Marshal(warnings)
	return string(b), err
}

// insert writes the row and its bytes and tells of it. When it fails it has written nothing, or the
// transaction is lost: only a broken file takes the row and not its bytes.
func (r *exchangeRow) insert(tx *writeTx) (err error) {
	if r.seq, err = tx.insert(tx.w.stmts.exchange, r.values); err != nil {
		if isUnique(err) {
			return sandbox.Conflict("The exchange %s is recorded already.", r.id)
		}
		return explain(err)
	}
	if _, err = tx.insert(tx.w.stmts.exchangeBytes, []any{r.seq, r.encoding, r.packed}); err != nil {
		tx.lose(err)
		return explain(err)
	}
	tx.Emit(sandbox.Event{Topic: sandbox.TopicExchange, EnvironmentID: r.environmentID, ID: r.id, Seq: r.seq})
	return nil
}

// Record keeps one exchange and its exact bytes. It returns after the commit.
func (s *Store) Record(ctx context.Context, x sandbox.Exchange, b sandbox.ExchangeBytes) error {
	return s.RecordWithin(ctx, nil, x, b)
}

// RecordWithin is Record for the unit whose decision it follows; see sandbox.UnitRecorder. The writer runs
// the one after the other, so that the record's commit is the decision's, or a later one.
func (s *Store) RecordWithin(ctx context.Context, unit *sandbox.Unit, x sandbox.Exchange, b sandbox.ExchangeBytes) error {
	row, err := s.newExchangeRow(x, b)
	if err != nil {
		return err
	}
	return s.writer.doBare(ctx, func(_ context.Context, tx *writeTx) error {
		if why := unit.Undone(); why != nil {
			return fmt.Errorf("%w: %w", sandbox.ErrUndone, why)
		}
		return row.insert(tx)
	}, func() { s.search.grown(row.seq) })
}

// ExchangeByID returns one exchange's row.
func (s *Store) ExchangeByID(ctx context.Context, id string) (sandbox.Exchange, error) {
	x, err := scanExchange(s.read.QueryRowContext(ctx, selectExchange+"WHERE id = ?", id))
	if err != nil {
		return sandbox.Exchange{}, found(err, "There is no exchange %s.", id)
	}
	return x, nil
}

const selectBytes = "SELECT encoding, packed FROM exchange_bytes WHERE seq = (SELECT seq FROM exchange WHERE id = ?)"

// ExchangeBytesByID returns the exact bytes of one exchange.
func (s *Store) ExchangeBytesByID(ctx context.Context, id string) (sandbox.ExchangeBytes, error) {
	var encoding int64
	var packed []byte
	if err := s.read.QueryRowContext(ctx, selectBytes, id).Scan(&encoding, &packed); err != nil {
		return sandbox.ExchangeBytes{}, found(err, "There is no exchange %s.", id)
	}
	b, err := s.codec.decode(encoding, packed)
	return b, explain(err)
}
