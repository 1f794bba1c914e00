package sqlite

import (
	"context"
	"encoding/json"

	"antomdesk/backend/sandbox"
)

const paymentColumns = `id, environment_id, payment_id, payment_request_id, product_code, payment_method_type,
	payment_method_id, amount_minor, currency, status, result_code, result_message, reference_order_id,
	order_description, merchant_name, redirect_url, notify_url, wallet_token, buyer_action, card,
	created_at_ms, expires_at_ms, paid_at_ms, cancelled_at_ms, updated_at_ms, request, first_answer`

const selectPayment = "SELECT seq, " + paymentColumns + " FROM payment "

func scanPayment(row scanner) (sandbox.Payment, error) {
	var p sandbox.Payment
	err := row.Scan(&p.Seq, &p.ID, &p.EnvironmentID, &p.PaymentID, &p.PaymentRequestID, textInto(&p.ProductCode),
		textInto(&p.PaymentMethodType), textInto(&p.PaymentMethodID), &p.AmountMinor, &p.Currency, &p.Status,
		textInto(&p.ResultCode), textInto(&p.ResultMessage), textInto(&p.ReferenceOrderID),
		textInto(&p.OrderDescription), textInto(&p.MerchantName), textInto(&p.RedirectURL), textInto(&p.NotifyURL),
		textInto(&p.WalletToken), textInto(&p.BuyerAction), object{&p.Card},
		instant{&p.CreatedAt}, instant{&p.ExpiresAt}, instant{&p.PaidAt}, instant{&p.CancelledAt},
		instant{&p.UpdatedAt}, &p.Request, &p.FirstAnswer)
	return p, err
}

func cardJSON(c *sandbox.Card) (any, error) {
	if c == nil {
		return nil, nil
	}
	b, err := json.Marshal(c)
	return string(b), err
}

// PaymentByID returns the payment with Antom's number paymentID.
func (r reader) PaymentByID(ctx context.Context, environmentID, paymentID string) (sandbox.Payment, error) {
	return r.payment(ctx, "WHERE environment_id = ? AND payment_id = ?", environmentID, paymentID)
}

// PaymentByRequestID returns the payment of the merchant's paymentRequestId.
func (r reader) PaymentByRequestID(ctx context.Context, environmentID, paymentRequestID string) (sandbox.Payment, error) {
	return r.payment(ctx, "WHERE environment_id = ? AND payment_request_id = ?", environmentID, paymentRequestID)
}

// PaymentByWalletToken returns the payment whose buyer's page has this token.
func (r reader) PaymentByWalletToken(ctx context.Context, token string) (sandbox.Payment, error) {
	return r.payment(ctx, "WHERE wallet_token = ?", token)
}

func (r reader) payment(ctx context.Context, where string, args ...any) (sandbox.Payment, error) {
	p, err := scanPayment(r.q.QueryRowContext(ctx, selectPayment+where, args...))
	if err != nil {
		return sandbox.Payment{}, found(err, "There is no such payment.")
	}
	return p, nil
}

var insertPayment = "INSERT INTO payment (" + paymentColumns + ") VALUES (" + slots(columns(paymentColumns)) + ")"

// InsertPayment adds the payment; conflict when its paymentRequestId or number exists already.
func (tx *writeTx) InsertPayment(ctx context.Context, p sandbox.Payment) error {
	card, err := cardJSON(p.Card)
	if err != nil {
		return explain(err)
	}
	_, err = tx.exec(ctx, insertPayment,
		p.ID, p.EnvironmentID, p.PaymentID, p.PaymentRequestID, orNull(p.ProductCode), orNull(p.PaymentMethodType),
		orNull(p.PaymentMethodID), p.AmountMinor, p.Currency, string(p.Status), orNull(p.ResultCode), orNull(p.ResultMessage),
		orNull(p.ReferenceOrderID), orNull(p.OrderDescription), orNull(p.MerchantName), orNull(p.RedirectURL),
		orNull(p.NotifyURL), orNull(p.WalletToken), orNull(p.BuyerAction), card,
		millis(p.CreatedAt), millis(p.ExpiresAt), millis(p.PaidAt), millis(p.CancelledAt), millis(p.UpdatedAt),
		blob(p.Request), blob(p.FirstAnswer))
	if isUnique(err) {
		return sandbox.Conflict("A payment with paymentRequestId %s, this id or this wallet page exists already.", p.PaymentRequestID)
	}
	return explain(err)
}

const updatePayment = `UPDATE payment SET status = ?, result_code = ?, result_message = ?, wallet_token = ?,
	buyer_action = ?, card = ?, expires_at_ms = ?, paid_at_ms = ?, cancelled_at_ms = ?, updated_at_ms = ?,
	first_answer = COALESCE(first_answer, ?) WHERE id = ?`

// UpdatePayment writes the movable fields: status, result, times, card, buyer action and its page's
// token. The first answer is kept if there is none yet and never replaced.
func (tx *writeTx) UpdatePayment(ctx context.Context, p sandbox.Payment) error {
	card, err := cardJSON(p.Card)
	if err != nil {
		return explain(err)
	}
	return tx.changeOne(ctx, sandbox.NotFound("There is no such payment."), updatePayment,
		string(p.Status), orNull(p.ResultCode), orNull(p.ResultMessage), orNull(p.WalletToken), orNull(p.BuyerAction), card,
		millis(p.ExpiresAt), millis(p.PaidAt), millis(p.CancelledAt), millis(p.UpdatedAt), blob(p.FirstAnswer), p.ID)
}

// ListPayments returns a page, newest first (oldest first when AfterSeq is set).
func (s *Store) ListPayments(ctx context.Context, f sandbox.PaymentFilter) (sandbox.Page[sandbox.Payment], error) {
	query, args := paymentQuery(selectPayment, f, windowOf(f.Page))
	items, err := collect(ctx, s.read, scanPayment, query, args...)
	return pageOf(items, f.Page), err
}

// CountPayments counts what the filter selects, up to most.
func (s *Store) CountPayments(ctx context.Context, f sandbox.PaymentFilter, most int) (int, error) {
	query, args := paymentQuery("SELECT seq FROM payment ", f, window{limit: most})
	var count int
	err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM ("+query+")", args...).Scan(&count)
	return count, explain(err)
}

// paymentQuery is what a select takes of the payments a filter selects within a window.
func paymentQuery(what string, f sandbox.PaymentFilter, window window) (string, []any) {
	if f.EnvironmentID == "" {
		where := ofStatus(f).details(f)
		where.within(window, "seq")
		return what + where.sql() + window.orderLimit("seq"), where.args
	}
	arms := paymentArms(f, window)
	return what + "WHERE seq IN (" + arms.sql() + ")" + window.orderLimit("seq"), arms.args
}

// paymentArms are the index ranges an environment's payments are in: those of the ids, or one for each
// status, which the index keeps in order, so that an environment with few payments is not found by
// reading those of the others.
func paymentArms(f sandbox.PaymentFilter, window window) *union {
	var arms union
	if f.ID != "" {
		arms.add("payment", beginning(f, "payment_id"), window)
		arms.add("payment", beginning(f, "payment_request_id"), window)
		return &arms
	}
	for _, status := range statusesOf(f) {
		var where clause
		where.and("environment_id = ?", f.EnvironmentID)
		where.and("status = ?", string(status))
		arms.add("payment", where.details(f), window)
	}
	return &arms
}

func ofStatus(f sandbox.PaymentFilter) clause {
	var where clause
	if f.Status != nil {
		where.and("status = ?", string(*f.Status))
	}
	return where
}

// beginning selects the payments whose id begins so, by the ids' own index.
func beginning(f sandbox.PaymentFilter, column string) clause {
	var where clause
	where.and("environment_id = ?", f.EnvironmentID)
	where.and(column+" >= ?", f.ID)
	where.and(column+" < ?", f.ID+"\U0010FFFF")
	if f.Status != nil {
		where.and("+status = ?", string(*f.Status))
	}
	return where.details(f)
}

// details adds the conditions that no index helps with.
func (c clause) details(f sandbox.PaymentFilter) clause {
	if f.Method != "" {
		c.and("payment_method_type = ?", f.Method)
	}
	if f.Currency != "" {
		c.and("currency = ?", f.Currency)
	}
	if !f.From.IsZero() {
		c.and("created_at_ms >= ?", f.From.UnixMilli())
	}
	if !f.Until.IsZero() {
		c.and("created_at_ms < ?", f.Until.UnixMilli())
	}
	return c
}

func statusesOf(f sandbox.PaymentFilter) []sandbox.PaymentStatus {
	if f.Status != nil {
		return []sandbox.PaymentStatus{*f.Status}
	}
	return paymentStatuses
}

// paymentStatuses are those the table's CHECK allows.
var paymentStatuses = []sandbox.PaymentStatus{
	sandbox.PaymentProcessing, sandbox.PaymentPending, sandbox.PaymentSuccess, sandbox.PaymentFail, sandbox.PaymentCancelled,
}
