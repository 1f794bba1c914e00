package engine

import (
	"context"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// Types of dispute (Appendix B of api.md).
const (
	disputeChargeback = "CHARGEBACK"
	disputeRetrieval  = "RETRIEVAL_REQUEST"
	disputeCompliance = "COMPLIANCE_REQUEST"
)

// Statuses of a dispute.
const (
	DisputeOpen      = "OPEN"      // the merchant may accept or defend until the defence is due
	DisputeDefended  = "DEFENDED"  // the issuer is judging
	DisputeAccepted  = "ACCEPTED"  // by the merchant, or because nobody answered
	DisputeJudged    = "JUDGED"    // for or against the merchant
	DisputeCancelled = "CANCELLED" // the buyer took it back
	DisputeResolved  = "RESOLVED"  // refunded at once by rapid dispute resolution
)

// Discriminators of notifyDispute (api.md §4.2).
const (
	noticeDisputeCreated   = "DISPUTE_CREATED"
	noticeDisputeJudged    = "DISPUTE_JUDGED"
	noticeDisputeCancelled = "DISPUTE_CANCELLED"
	noticeDefenseSupplied  = "DEFENSE_SUPPLIED"
	noticeDefenseDue       = "DEFENSE_DUE_ALERT"
	noticeDisputeAccepted  = "DISPUTE_ACCEPTED"
	noticeDisputeResolved  = "RDR_RESOLVED"
)

// Why a dispute is accepted, and how it is judged.
const (
	acceptedByMerchant = "MERCHANT_ACCEPTED"
	acceptedByTime     = "TIMEOUT"
	outcomeFor         = "VALIDATE_SUCCESS" // the setting that lets defences win; any other lets them lose
)

// noRetrieval are the Alipay+ wallets, whose buyers' enquiries never become retrieval requests
// (dashboard.md §8).
var noRetrieval = wordSet(`ALIPAY_CN ALIPAY_HK BILLEASE BOOST BPI DANA GCASH GRABPAY_SG KAKAOPAY KPLUS KREDIVO_ID
	RABBIT_LINE_PAY MAYA NAVERPAY TOSSPAY TNG TRUEMONEY CONNECT_WALLET`)

// resolvingBrand is the card scheme that has rapid dispute resolution (dashboard.md §8).
const resolvingBrand = "VISA"

// alertBefore is how long before the defence is due Antom warns (api.md §4.2).
const alertBefore = 24 * time.Hour

// DisputeOrder says which dispute to open; empty fields have defaults.
type DisputeOrder struct {
	Type       string       // CHARGEBACK unless said
	ReasonCode string       // "4853" unless said
	Reason     string       // a sentence; follows the code unless said
	Amount     money.Amount // the payment's unless said
	Resolved   bool         // rapid dispute resolution: the money goes back at once
}

// disputeDetail is a buyer's complaint about a payment. Its object belongs to the payment.
type disputeDetail struct {
	PaymentRequestID string    `json:"paymentRequestId"`
	Type             string    `json:"type"`
	AmountMinor      int64     `json:"amountMinor"`
	Currency         string    `json:"currency"`
	ReasonCode       string    `json:"reasonCode"`
	Reason           string    `json:"reason"`
	Source           string    `json:"source"`
	DefenseDueAt     time.Time `json:"defenseDueAt"`
	Alerted          bool      `json:"alerted"`
	Defenses         int       `json:"defenses"` // documents supplied
	AcceptReason     string    `json:"acceptReason,omitempty"`
	JudgedResult     string    `json:"judgedResult,omitempty"`
	EndedAt          time.Time `json:"endedAt,omitzero"` // accepted, judged, cancelled or resolved
}

// OpenDispute disputes a paid payment as its buyer's bank would, and tells the merchant. A payment that
// was never paid, or has a dispute already that is not over, is a conflict.
func (e *Engine) OpenDispute(ctx context.Context, environmentID, paymentID string, order DisputeOrder) (sandbox.Object, error) {
	env, err := e.environment(ctx, environmentID)
	if err != nil {
		return sandbox.Object{}, err
	}
	var o sandbox.Object
	err = e.decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error {
		p, err := tx.PaymentByID(ctx, environmentID, paymentID)
		if err != nil {
			return err
		}
		if err := mayDispute(ctx, tx, p, order); err != nil {
			return err
		}
		o, err = e.openDispute(ctx, tx, env, p, order)
		return err
	})
	return o, err
}

func mayDispute(ctx context.Context, from sandbox.Reader, p sandbox.Payment, order DisputeOrder) error {
	if p.Status != sandbox.PaymentSuccess {
		return sandbox.Conflict("Payment %s is %s; only a SUCCESS payment can be disputed.", p.PaymentID, p.Status)
	}
	switch order.Type {
	case "", disputeChargeback, disputeRetrieval, disputeCompliance:
	default:
		return sandbox.Invalid("type", "%q is no type of dispute; use CHARGEBACK, RETRIEVAL_REQUEST or COMPLIANCE_REQUEST", order.Type)
	}
	if err := mayDisputeBy(p, order); err != nil {
		return err
	}
	if a := order.Amount; a.Currency != "" && (a.Currency != p.Currency || a.Minor <= 0 || a.Minor > p.AmountMinor) {
		return sandbox.Invalid("amount", "it must be in %s and at most %s", p.Currency, amountOf(p.AmountMinor, p.Currency))
	}
	others, err := from.ObjectsOf(ctx, p.EnvironmentID, sandbox.KindDispute, p.PaymentID)
	if err != nil {
		return err
	}
	for _, o := range others {
		if o.Status == DisputeOpen || o.Status == DisputeDefended {
			return sandbox.Conflict("Payment %s is disputed already (%s).", p.PaymentID, o.ObjectID)
		}
	}
	return nil
}

// mayDisputeBy checks that the payment's method knows this kind of dispute.
func mayDisputeBy(p sandbox.Payment, order DisputeOrder) error {
	switch {
	case order.Type == disputeRetrieval && noRetrieval[p.PaymentMethodType]:
		return sandbox.Invalid("type", "%s is an Alipay+ wallet, which has no retrieval requests; use CHARGEBACK", p.PaymentMethodType)
	case order.Resolved && (p.Card == nil || p.Card.Brand != resolvingBrand):
		return sandbox.Invalid("resolved", "only payments by %s cards have rapid dispute resolution", resolvingBrand)
	}
	return nil
}

// disputeByData opens a dispute on a payment of the settings' amount.
func (e *Engine) disputeByData(ctx context.Context, tx sandbox.Tx, p sandbox.Payment, env sandbox.Environment) error {
	if p.Status != sandbox.PaymentSuccess || env.Settings.DisputeAmountMinor == 0 || p.AmountMinor != env.Settings.DisputeAmountMinor {
		return nil
	}
	_, err := e.openDispute(ctx, tx, env, p, DisputeOrder{})
	return err
}

func (e *Engine) openDispute(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, p sandbox.Payment, order DisputeOrder) (sandbox.Object, error) {
	now := e.now(env)
	detail := disputeDetail{
		PaymentRequestID: p.PaymentRequestID, Type: order.Type, AmountMinor: p.AmountMinor, Currency: p.Currency,
		ReasonCode: order.ReasonCode, Reason: order.Reason, Source: p.PaymentMethodType,
		DefenseDueAt: now.AddDate(0, 0, int(env.Settings.DisputeDefenseDays)),
	}
	detail.fill(p, order)
	o, err := e.newObject(env, sandbox.KindDispute, e.numbers(env).DisputeID(), DisputeOpen, detail)
	if err != nil {
		return o, err
	}
	o.ParentID, o.DueAt = p.PaymentID, nextOfDispute(detail)
	told := noticeDisputeCreated
	if order.Resolved {
		o.Status, o.DueAt, told, detail.EndedAt = DisputeResolved, time.Time{}, noticeDisputeResolved, now
		if o.Body, err = encode(detail); err != nil {
			return o, err
		}
	}
	if err := insertObject(ctx, tx, o); err != nil {
		return o, err
	}
	return o, e.notifyDispute(ctx, tx, env, o, detail, told)
}

// fill sets what the order leaves open.
func (d *disputeDetail) fill(p sandbox.Payment, order DisputeOrder) {
	if order.Amount.Currency != "" {
		d.AmountMinor = order.Amount.Minor
	}
	if d.Type == "" {
		d.Type = disputeChargeback
	}
	if d.ReasonCode == "" {
		d.ReasonCode = "4853"
	}
	if d.Reason == "" {
		d.Reason = "The buyer says the goods or services were not as described."
	}
	if p.Card != nil && p.Card.Brand != "" {
		d.Source = p.Card.Brand
	}
}

// nextOfDispute is when time will change an open dispute: the alert, then the end of the defence.
func nextOfDispute(d disputeDetail) time.Time {
	if alert := d.DefenseDueAt.Add(-alertBefore); !d.Alerted {
		return alert
	}
	return d.DefenseDueAt
}

// disputeDue warns of the deadline, ends the defence, or judges a defended dispute.
func disputeDue(ctx context.Context, e *Engine, env sandbox.Environment, tx sandbox.Tx, o sandbox.Object) error {
	detail, err := detailOf[disputeDetail](o)
	if err != nil {
		return err
	}
	switch {
	case o.Status == DisputeDefended:
		return e.judge(ctx, tx, env, o, detail, env.Settings.DisputeOutcome == outcomeFor)
	case o.Status != DisputeOpen:
		o.DueAt = time.Time{}
		return e.updateObject(ctx, tx, env, o, detail)
	case !detail.Alerted:
		detail.Alerted = true
		o.DueAt = detail.DefenseDueAt
		return e.saveDispute(ctx, tx, env, o, detail, noticeDefenseDue)
	}
	return e.accept(ctx, tx, env, &o, detail, acceptedByTime)
}

func (e *Engine) saveDispute(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d disputeDetail, told string) error {
	if err := e.updateObject(ctx, tx, env, o, d); err != nil {
		return err
	}
	return e.notifyDispute(ctx, tx, env, o, d, told)
}

func (e *Engine) accept(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o *sandbox.Object, d disputeDetail, why string) error {
	o.Status, o.DueAt = DisputeAccepted, time.Time{}
	d.AcceptReason, d.EndedAt = why, e.now(env)
	return e.saveDispute(ctx, tx, env, *o, d, noticeDisputeAccepted)
}

func (e *Engine) judge(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d disputeDetail, forMerchant bool) error {
	o.Status, o.DueAt = DisputeJudged, time.Time{}
	d.JudgedResult, d.EndedAt = judgedResult(d.Type, forMerchant), e.now(env)
	return e.saveDispute(ctx, tx, env, o, d, noticeDisputeJudged)
}

// judgedResult says who won in the words of the type of dispute: compliance requests are validated, and
// of all others the one who lost accepts (dashboard.md §8).
func judgedResult(disputeType string, forMerchant bool) string {
	switch compliance := disputeType == disputeCompliance; {
	case compliance && forMerchant:
		return "VALIDATE_SUCCESS"
	case compliance:
		return "VALIDATE_FAIL"
	case forMerchant:
		return "ACCEPT_BY_CUSTOMER"
	}
	return "ACCEPT_BY_MERCHANT"
}

// JudgeDispute decides a dispute now: for the merchant, or against. One that is over is a conflict.
func (e *Engine) JudgeDispute(ctx context.Context, environmentID, disputeID string, forMerchant bool) (sandbox.Object, error) {
	return e.onDispute(ctx, environmentID, disputeID, func(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d disputeDetail) error {
		return e.judge(ctx, tx, env, o, d, forMerchant)
	})
}

// CancelDispute takes a dispute back, as its buyer would. One that is over is a conflict.
func (e *Engine) CancelDispute(ctx context.Context, environmentID, disputeID string) (sandbox.Object, error) {
	return e.onDispute(ctx, environmentID, disputeID, func(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d disputeDetail) error {
		o.Status, o.DueAt, d.EndedAt = DisputeCancelled, time.Time{}, e.now(env)
		return e.saveDispute(ctx, tx, env, o, d, noticeDisputeCancelled)
	})
}

type disputeAction func(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d disputeDetail) error

// onDispute runs act on a dispute that is not over and returns it as it stands afterwards.
func (e *Engine) onDispute(ctx context.Context, environmentID, disputeID string, act disputeAction) (sandbox.Object, error) {
	env, err := e.environment(ctx, environmentID)
	if err != nil {
		return sandbox.Object{}, err
	}
	var o sandbox.Object
	err = e.decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error {
		var err error
		if o, err = tx.ObjectByID(ctx, environmentID, sandbox.KindDispute, disputeID); err != nil {
			return err
		}
		if o.Status != DisputeOpen && o.Status != DisputeDefended {
			return sandbox.Conflict("Dispute %s is %s already.", disputeID, o.Status)
		}
		detail, err := detailOf[disputeDetail](o)
		if err != nil {
			return err
		}
		if err := act(ctx, tx, env, o, detail); err != nil {
			return err
		}
		o, err = tx.ObjectByID(ctx, environmentID, sandbox.KindDispute, disputeID)
		return err
	})
	return o, err
}

func (e *Engine) notifyDispute(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o sandbox.Object, d disputeDetail, told string) error {
	amount := wireAmount(d.AmountMinor, d.Currency)
	n := contract.DisputeNotice{
		DisputeNotificationType: told, PaymentRequestID: d.PaymentRequestID, DisputeID: o.ObjectID, PaymentID: o.ParentID,
		DisputeTime: sandbox.FormatTime(o.CreatedAt), DisputeAmount: &amount, DisputeType: d.Type,
		DisputeReasonCode: d.ReasonCode, DisputeReasonMsg: d.Reason, DisputeSource: d.Source,
		Defendable: o.Status == DisputeOpen,
	}
	switch told {
	case noticeDisputeCreated, noticeDefenseDue:
		n.DefenseDueTime = sandbox.FormatTime(d.DefenseDueAt)
	case noticeDisputeAccepted:
		n.DisputeAcceptReason, n.DisputeAcceptTime = d.AcceptReason, sandbox.FormatTime(d.EndedAt)
	case noticeDisputeJudged:
		n.DisputeJudgedResult, n.DisputeJudgedTime, n.DisputeJudgedAmount = d.JudgedResult, sandbox.FormatTime(d.EndedAt), &amount
	}
	body, err := encode(n)
	if err != nil {
		return err
	}
	return e.queue(ctx, tx, env, sandbox.Notification{EnvironmentID: env.ID, Type: sandbox.NotifyDispute, PaymentID: o.ParentID, Body: body})
}
