package engine

import (
	"context"
	"encoding/json"
	"math/big"
	"strconv"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// The kinds of tax.
const (
	kindTaxSettings     sandbox.ObjectKind = "tax/settings"
	kindTaxRegistration sandbox.ObjectKind = "tax/registration"
	kindTaxCalculation  sandbox.ObjectKind = "tax/calculation"
	kindTaxTransaction  sandbox.ObjectKind = "tax/transaction"

	// singleton is the id, and stands for the prefix, of what an environment has one of.
	singleton = "settings"

	taxCalculationDays = 90
	taxInclusive       = "INCLUSIVE"
	taxExclusive       = "EXCLUSIVE"
)

// taxFamilies are the calls about tax (api.md §2.1).
func taxFamilies() []family {
	return []family{
		{
			kind: kindTaxSettings, id: "settingsId", request: "settingsRequestId", prefix: singleton, initial: statusActive,
			missing: sandbox.CodeProcessFail, number: func(*sandbox.IDs) string { return singleton },
			calls: []resourceCall{
				{api: "tax/initializeSettings", do: create, step: onceOnly},
				{api: "tax/inquireSettings", do: inquire},
				{api: "tax/updateSettings", do: change, again: "settingsUpdateRequestId"},
			},
		}, {
			kind: kindTaxRegistration, id: "taxRegistrationId", request: "registrationRequestId", prefix: "TR", initial: statusActive, view: registrationView,
			calls: []resourceCall{
				{api: "tax/register", do: create, step: checkTaxPeriod},
				{api: "tax/inquireRegistrationList", do: list, list: "registrations"},
				{api: "tax/updateRegistrationPeriod", do: change, from: []string{statusActive, statusPending, statusExpired}, again: "registrationUpdatePeriodRequestId", step: checkTaxPeriod},
				{api: "tax/cancelRegistration", do: change, from: []string{statusActive, statusPending, statusExpired, statusCanceled}, to: statusCanceled, stamp: "expireAt", again: "registrationCancelRequestId"},
			},
		}, {
			kind: kindTaxCalculation, id: "taxCalculationId", request: "taxCalculationRequestId", prefix: "TC",
			calls: []resourceCall{
				{api: "tax/calculate", do: create, step: calculateTax},
				{api: "tax/inquireCalculation", do: taxOfPayment},
			},
		}, {
			kind: kindTaxTransaction, id: "taxTransactionId", prefix: "TT",
			calls: []resourceCall{{api: "tax/inquireTransactionList", do: taxTransactions, list: "transactions"}},
		},
	}
}

func onceOnly(ctx context.Context, w *work) (*refusal, error) {
	_, err := w.tx.ObjectByID(ctx, w.call.Environment.ID, w.kind, singleton)
	if err == nil {
		return refuse(sandbox.CodeProcessFail, "Tax settings exist already; change them with tax/updateSettings."), nil
	}
	if sandbox.IsNotFound(err) {
		return nil, nil
	}
	return nil, err
}

// checkTaxPeriod wants the end of a registration after its beginning.
func checkTaxPeriod(_ context.Context, w *work) (*refusal, error) {
	from, ok := parseISO(textIn(w.fields, "activeFrom"))
	if !ok {
		return illegal("activeFrom must be ISO 8601 with an offset; %s was sent.", quoted(textIn(w.fields, "activeFrom"))), nil
	}
	text := textIn(w.fields, "expireAt")
	if end, ok := parseISO(text); text != "" && (!ok || !end.After(from)) {
		return illegal("expireAt must be ISO 8601 and after activeFrom; %s was sent.", quoted(text)), nil
	}
	return nil, nil
}

// registrationView tells a registration's status at the environment's time.
func registrationView(ctx context.Context, e *Engine, _ sandbox.Reader, o sandbox.Object, f contract.Fields) error {
	if o.Status == statusCanceled {
		return nil
	}
	env, err := e.environment(ctx, o.EnvironmentID)
	if err != nil {
		return err
	}
	now := e.now(env)
	if end, ok := parseISO(textIn(f, "expireAt")); ok && !end.After(now) {
		put(f, "status", statusExpired)
	} else if from, ok := parseISO(textIn(f, "activeFrom")); ok && from.After(now) {
		put(f, "status", statusPending)
	}
	return nil
}

// taxRule is what a calculation applies: a rate in basis points and why.
type taxRule struct {
	basisPoints int64
	taxType     string
	authority   string
	reason      string
}

// taxRuleFor taxes customers in a jurisdiction with an active registration at the settings' rate, and
// nobody else.
func (w *work) taxRuleFor(ctx context.Context) (taxRule, error) {
	none := taxRule{taxType: "NONE", reason: "NOT_REGISTERED"}
	country := w.customerCountry()
	all, err := everyObject(ctx, w.tx, w.call.Environment.ID, kindTaxRegistration)
	if err != nil {
		return none, err
	}
	for _, o := range all {
		f, err := detailOf[contract.Fields](o)
		if err != nil {
			return none, err
		}
		put(f, "status", o.Status)
		if err := registrationView(ctx, w.engine, w.tx, o, f); err != nil {
			return none, err
		}
		where := textIn(fieldsIn(f, "jurisdiction"), "country")
		if textIn(f, "status") == statusActive && where == country && country != "" {
			return taxRule{w.call.Environment.Settings.TaxRateBasisPoints, textIn(f, "taxType"), where, "STANDARD_RATED"}, nil
		}
	}
	return none, nil
}

// customerCountry is where the goods go, or where the customer is.
func (w *work) customerCountry() string {
	details := fieldsIn(w.sent, "customerDetails")
	for _, name := range []string{"shippingAddress", "billingAddress"} {
		if c := textIn(fieldsIn(details, name), "country"); c != "" {
			return c
		}
	}
	return textIn(fieldsIn(fieldsIn(details, "businessDetails"), "address"), "country")
}

// calculateTax taxes every line by the same rule. Amounts are minor units as text.
func calculateTax(ctx context.Context, w *work) (*refusal, error) {
	rule, err := w.taxRuleFor(ctx)
	if err != nil {
		return nil, err
	}
	if currency := w.sentText("currency"); !money.IsCurrency(currency) {
		return refuse(sandbox.CodeCurrencyNotSupport, "currency must be an ISO 4217 code; %s was sent.", quoted(currency)), nil
	}
	sums := taxSums{}
	lines := listIn(w.sent, "lineItems")
	behaviour, err := w.taxBehaviour(ctx)
	if err != nil {
		return nil, err
	}
	for i, line := range lines {
		unit, ok := parseWhole(textIn(line, "unitAmount"))
		quantity := wholeIn(line, "quantity", 1)
		if !ok || quantity < 1 || quantity > maxTaxQuantity || unit > maxTaxUnit {
			return illegal("lineItems[%d] must have a unitAmount of digits up to %d and a quantity of 1 to %d.", i, int64(maxTaxUnit), maxTaxQuantity), nil
		}
		if line["taxBehavior"] == nil {
			put(line, "taxBehavior", behaviour)
		}
		part := rule.tax(unit*quantity, textIn(line, "taxBehavior") == taxInclusive)
		part.into(line)
		if sums.add(part); sums.total > money.MaxMinor {
			return illegal("lineItems[%d] makes the total longer than %d digits.", i, money.MaxDigits), nil
		}
	}
	if no := checkDates(w.sent, "taxDate"); no != nil {
		return no, nil
	}
	w.set("lineItems", lines)
	if no := w.taxShipping(rule, &sums); no != nil {
		return no, nil
	}
	w.set("totalAmount", digitsOf(sums.total))
	w.set("exclusiveTaxAmount", digitsOf(sums.exclusive))
	w.set("inclusiveTaxAmount", digitsOf(sums.inclusive))
	w.set("taxBreakdown", sums.breakdown(rule))
	w.setUnless("taxDate", sandbox.FormatTime(w.now))
	w.set("expireAt", sandbox.FormatTime(w.now.AddDate(0, 0, taxCalculationDays)))
	return nil, nil
}

const (
	maxTaxQuantity = 1_000_000
	maxTaxUnit     = 1_000_000_000_000
)

// taxBehaviour is what the settings say when a line does not.
func (w *work) taxBehaviour(ctx context.Context) (string, error) {
	o, err := w.tx.ObjectByID(ctx, w.call.Environment.ID, kindTaxSettings, singleton)
	if sandbox.IsNotFound(err) {
		return taxExclusive, nil
	}
	if err != nil {
		return "", err
	}
	f, err := detailOf[contract.Fields](o)
	if behaviour := textIn(f, "defaultTaxBehavior"); behaviour != "" {
		return behaviour, err
	}
	return taxExclusive, err
}

func (w *work) taxShipping(rule taxRule, sums *taxSums) *refusal {
	if w.sent["shippingCost"] == nil {
		return nil
	}
	cost := fieldsIn(w.sent, "shippingCost")
	amount, ok := parseWhole(textIn(cost, "amount"))
	if !ok || amount > maxTaxUnit {
		return illegal("shippingCost.amount must be digits up to %d.", int64(maxTaxUnit))
	}
	part := rule.tax(amount, false)
	part.into(cost)
	if sums.add(part); sums.total > money.MaxMinor {
		return illegal("shippingCost.amount makes the total longer than %d digits.", money.MaxDigits)
	}
	w.set("shippingCost", cost)
	return nil
}

// taxPart is the tax of one line, in minor units.
type taxPart struct {
	rule               taxRule
	amount, tax, basis int64
	inclusive          bool
}

// tax works out one line's tax, rounded half up. An inclusive amount holds its tax already.
func (r taxRule) tax(amount int64, inclusive bool) taxPart {
	p := taxPart{rule: r, amount: amount, inclusive: inclusive, basis: amount}
	if inclusive {
		p.tax = rounded(amount, r.basisPoints, 10_000+r.basisPoints)
		p.basis = amount - p.tax
		return p
	}
	p.tax = rounded(amount, r.basisPoints, 10_000)
	return p
}

func rounded(amount, numerator, denominator int64) int64 {
	v := new(big.Int).Mul(big.NewInt(amount), big.NewInt(2*numerator))
	v.Add(v, big.NewInt(denominator))
	return v.Quo(v, big.NewInt(2*denominator)).Int64()
}

func (p taxPart) row() map[string]any {
	return map[string]any{
		"taxType": p.rule.taxType, "authorityName": p.rule.authority, "taxRate": rateOfBasisPoints(p.rule.basisPoints),
		"taxAmount": digitsOf(p.tax), "taxableAmount": digitsOf(p.basis),
		"taxabilityReason": p.rule.reason, "inclusive": p.inclusive,
	}
}

func (p taxPart) into(line contract.Fields) {
	put(line, "amount", digitsOf(p.amount))
	put(line, "taxAmount", digitsOf(p.tax))
	put(line, "taxBreakdown", []map[string]any{p.row()})
}

// taxSums adds lines up.
type taxSums struct {
	total, exclusive, inclusive    int64
	exclusiveBasis, inclusiveBasis int64
	hasExclusive, hasInclusive     bool
}

func (s *taxSums) add(p taxPart) {
	s.total += p.amount
	if p.inclusive {
		s.inclusive, s.inclusiveBasis, s.hasInclusive = s.inclusive+p.tax, s.inclusiveBasis+p.basis, true
		return
	}
	s.total += p.tax
	s.exclusive, s.exclusiveBasis, s.hasExclusive = s.exclusive+p.tax, s.exclusiveBasis+p.basis, true
}

func (s *taxSums) breakdown(rule taxRule) []map[string]any {
	rows := []map[string]any{}
	if s.hasExclusive {
		rows = append(rows, taxPart{rule: rule, tax: s.exclusive, basis: s.exclusiveBasis}.row())
	}
	if s.hasInclusive {
		rows = append(rows, taxPart{rule: rule, tax: s.inclusive, basis: s.inclusiveBasis, inclusive: true}.row())
	}
	return rows
}

func digitsOf(n int64) string { return strconv.FormatInt(n, 10) }

// rateOfBasisPoints prints 1000 as "0.1000".
func rateOfBasisPoints(points int64) string { return big.NewRat(points, 10_000).FloatString(4) }

// taxOfPayment also finds a calculation by the payment that names it.
func taxOfPayment(ctx context.Context, e *Engine, r resource, call Call, in Input) (Answer, error) {
	requestID := in.Checked.Text("paymentRequestId")
	if requestID == "" || in.Checked.Text(r.id) != "" || in.Checked.Text(r.request) != "" {
		return inquire(ctx, e, r, call, in)
	}
	w := e.work(nil, r, call, in)
	p, err := e.reader.PaymentByRequestID(ctx, call.Environment.ID, requestID)
	if sandbox.IsNotFound(err) {
		return w.refused(w.absent(w.kind, "paymentRequestId"), nil)
	}
	if err != nil {
		return Answer{}, err
	}
	put(w.sent, r.id, calculationOf(p))
	if no, err := w.load(ctx, e.reader); no != nil || err != nil {
		return w.refused(no, err)
	}
	return w.answerFrom(ctx, e.reader)
}

// calculationOf is the taxCalculationId a pay call named.
func calculationOf(p sandbox.Payment) string {
	var call struct {
		TaxCalculationID string `json:"taxCalculationId"`
	}
	if json.Unmarshal(p.Request, &call) != nil {
		return ""
	}
	return call.TaxCalculationID
}

// linkTax notes which calculation a payment named, so that its transactions are found by it.
func (e *Engine) linkTax(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, p sandbox.Payment, calculation string) error {
	if calculation == "" {
		return nil
	}
	link, err := e.newObject(env, kindTaxTransaction, p.PaymentID, "", contract.Fields{})
	if err != nil {
		return err
	}
	link.ParentID = calculation
	return insertObject(ctx, tx, link)
}

// taxTransactions shows the tax of the payments that named the calculation asked for and of their refunds, of the
// payment asked for, or of the refund asked for: posted when the calculation held as the payment was made. Without
// any of the ids there is nothing to go by, and the list is empty.
func taxTransactions(ctx context.Context, e *Engine, r resource, call Call, in Input) (Answer, error) {
	w := e.work(nil, r, call, in)
	rows, err := w.taxRows(ctx, e.reader)
	if err != nil {
		return Answer{}, err
	}
	return w.finish(w.page(rows))
}

func (w *work) taxRows(ctx context.Context, from sandbox.Reader) ([]contract.Fields, error) {
	paymentIDs, err := w.taxedPayments(ctx, from)
	if err != nil {
		return nil, err
	}
	var rows []contract.Fields
	for _, id := range paymentIDs {
		more, err := w.taxRowsOf(ctx, from, id)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// taxedPayments are the ids of the payments asked for: by refund, by themselves, or by their calculation.
func (w *work) taxedPayments(ctx context.Context, from sandbox.Reader) ([]string, error) {
	env := w.call.Environment.ID
	if id := w.sentText("refundId"); id != "" {
		refund, err := from.RefundByID(ctx, env, id)
		if err != nil {
			return nil, unlessMissing(err)
		}
		return []string{refund.PaymentID}, nil
	}
	if id := w.sentText("paymentId"); id != "" {
		return []string{id}, nil
	}
	links, err := from.ObjectsOf(ctx, env, kindTaxTransaction, w.sentText("taxCalculationId"))
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, link := range links {
		ids = append(ids, link.ObjectID)
	}
	return ids, nil
}

// taxRowsOf are the rows of one payment and its refunds.
func (w *work) taxRowsOf(ctx context.Context, from sandbox.Reader, paymentID string) ([]contract.Fields, error) {
	env, refundID := w.call.Environment.ID, w.sentText("refundId")
	p, err := from.PaymentByID(ctx, env, paymentID)
	if err != nil || p.PaidAt.IsZero() {
		return nil, unlessMissing(err)
	}
	calculation, err := w.taxedBy(ctx, from, p)
	if err != nil || calculation == nil {
		return nil, err
	}
	refunds, err := from.RefundsOf(ctx, env, p.PaymentID)
	if err != nil {
		return nil, err
	}
	var rows []contract.Fields
	if refundID == "" {
		rows = append(rows, taxRow(p, sandbox.Refund{}, calculation))
	}
	for _, r := range refunds {
		if r.Status == sandbox.RefundSuccess && (refundID == "" || refundID == r.RefundID) {
			rows = append(rows, taxRow(p, r, calculation))
		}
	}
	return rows, nil
}

// taxedBy is the calculation the payment named, if it is the one asked for and held when the payment was made.
func (w *work) taxedBy(ctx context.Context, from sandbox.Reader, p sandbox.Payment) (contract.Fields, error) {
	id, asked := calculationOf(p), w.sentText("taxCalculationId")
	if id == "" || asked != "" && asked != id {
		return nil, nil
	}
	o, err := from.ObjectByID(ctx, w.call.Environment.ID, kindTaxCalculation, id)
	if err != nil {
		return nil, unlessMissing(err)
	}
	f, err := detailOf[contract.Fields](o)
	if end, ok := parseISO(textIn(f, "expireAt")); err != nil || ok && !end.After(p.CreatedAt) {
		return nil, err
	}
	return f, nil
}

func unlessMissing(err error) error {
	if sandbox.IsNotFound(err) {
		return nil
	}
	return err
}

// taxRow is the tax of a payment, or of a refund of it.
func taxRow(p sandbox.Payment, refund sandbox.Refund, calculation contract.Fields) contract.Fields {
	exclusive, _ := parseWhole(textIn(calculation, "exclusiveTaxAmount"))
	inclusive, _ := parseWhole(textIn(calculation, "inclusiveTaxAmount"))
	tax, at := exclusive+inclusive, p.PaidAt
	row := contract.Fields{}
	put(row, "taxTransactionId", "TT"+p.PaymentID+refund.RefundID)
	row["taxCalculationId"] = calculation["taxCalculationId"]
	put(row, "type", "PAYMENT")
	put(row, "status", "POSTED")
	if refund.RefundID != "" {
		put(row, "type", "REFUND")
		put(row, "referenceRefundId", refund.RefundID)
		tax = rounded(tax, refund.AmountMinor, p.AmountMinor)
		at = refund.CreatedAt
	}
	put(row, "taxAmount", digitsOf(tax))
	put(row, "currency", p.Currency)
	put(row, "referencePaymentId", p.PaymentID)
	put(row, "postedAt", sandbox.FormatTime(at))
	row["taxDate"] = calculation["taxDate"]
	return row
}
