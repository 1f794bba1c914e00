package engine

import (
	"context"
	"fmt"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// Statuses of a subscription. While the buyer has not decided it has none of Antom's.
const (
	subscriptionOpen       = "OPEN"
	subscriptionActive     = "ACTIVE"
	subscriptionCancelled  = "CANCELLED" // runs until its period ends
	subscriptionTerminated = "TERMINATED"
)

// Discriminators of notifySubscription (api.md §4.2).
const (
	subscriptionCreated = "CREATE"
	subscriptionChanged = "CHANGE"
	subscriptionUpdated = "UPDATE"
	cancelAtPeriodEnd   = "CANCEL"
	cancelAtOnce        = "TERMINATE"
)

// How long a buyer may take to decide: by default and at most (api.md §3.11). A later
// subscriptionExpiryTime is shortened, since recorded calls carry one.
const (
	subscriptionLife    = 30 * time.Minute
	subscriptionMaxLife = 48 * time.Hour
)

// subscriptionForever is the end of a subscription that names none (api.md §3.11).
var subscriptionForever = time.Date(2099, 12, 31, 23, 59, 59, 0, sandbox.AntomZone).UTC()

var subscriptionVerbs = map[string]verb{
	"subscriptions/create":                     plain((*Engine).CreateSubscription),
	"subscriptions/change":                     plain((*Engine).ChangeSubscription),
	"subscriptions/update":                     plain((*Engine).UpdateSubscription),
	"subscriptions/cancel":                     plain((*Engine).CancelSubscription),
	"subscriptions/inquiry":                    plain((*Engine).InquirySubscriptions),
	"subscriptions/inquireSubscription":        plain((*Engine).InquireSubscription),
	"subscriptions/inquireSubscriptionList":    plain((*Engine).InquireSubscriptionList),
	"subscriptions/inquireSubscriptionPayment": plain((*Engine).InquireSubscriptionPayment),
	"payments/inquire":                         plain((*Engine).InquireSubscriptionStatus),
}

// subscriptionDetail is a subscription: its terms and where it stands. A period is paid when it begins.
type subscriptionDetail struct {
	Description      string                       `json:"description"`
	RedirectURL      string                       `json:"redirectUrl"`
	NotifyURL        string                       `json:"notifyUrl"`
	PaymentNotifyURL string                       `json:"paymentNotifyUrl"`
	Method           contract.SubscriptionMethod  `json:"method"`
	Rule             contract.PeriodRule          `json:"rule"`
	Amount           contract.Amount              `json:"amount"`
	Trials           []contract.SubscriptionTrial `json:"trials,omitempty"`
	AllowAccumulate  *bool                        `json:"allowAccumulate,omitempty"`
	MaxAccumulate    *contract.Amount             `json:"maxAccumulate,omitempty"`
	AllowRetry       bool                         `json:"allowRetry"`
	RetryMode        string                       `json:"retryMode,omitempty"`
	MaxAmountFloor   *contract.Amount             `json:"maxAmountFloor,omitempty"`
	FixedAmount      *contract.Amount             `json:"fixedAmount,omitempty"`
	Card             subscriptionCard             `json:"card,omitzero"`
	StartAt          time.Time                    `json:"startAt"`
	EndsAt           time.Time                    `json:"endsAt"`    // nothing is deducted from then on
	ExpiresAt        time.Time                    `json:"expiresAt"` // of the consent page

	Phase       int       `json:"phase"` // number of the current period; 0 before the first
	PeriodStart time.Time `json:"periodStart,omitzero"`
	PeriodEnd   time.Time `json:"periodEnd,omitzero"`
	Anchor      time.Time `json:"anchor,omitzero"` // periods of real length are counted from here
	SinceAnchor int       `json:"sinceAnchor"`
	Deductions  int       `json:"deductions"`       // tried so far, and refunds made
	Attempts    int       `json:"attempts"`         // in the current period
	RetryAt     time.Time `json:"retryAt,omitzero"` // when the failed period is tried again

	Difference *contract.Amount `json:"difference,omitempty"` // what the current period costs after a change
	Pending    *pendingChange   `json:"pending,omitempty"`
}

// pendingChange are the terms that take over later: a new period begins with them.
type pendingChange struct {
	From       time.Time            `json:"from"`
	Restarts   bool                 `json:"restarts,omitempty"` // begins a period of its own
	Rule       *contract.PeriodRule `json:"rule,omitempty"`
	Amount     *contract.Amount     `json:"amount,omitempty"`
	Difference *contract.Amount     `json:"difference,omitempty"`
}

// CreateSubscription opens a page on which the buyer consents to a subscription (api.md §3.11).
func (e *Engine) CreateSubscription(ctx context.Context, call Call, req contract.SubscriptionCreateRequest) (Answer, error) {
	rules, err := e.methodRules(ctx, call.Environment)
	if err != nil {
		return Answer{}, err
	}
	return e.decide(ctx, call, func(ctx context.Context, tx sandbox.Tx) (Answer, error) {
		first, err := tx.ObjectByRequestID(ctx, call.Environment.ID, sandbox.KindSubscription, req.SubscriptionRequestID)
		if err == nil {
			return replay(first)
		}
		if !sandbox.IsNotFound(err) {
			return Answer{}, err
		}
		err = nil
		detail, no := subscriptionOf(req, rules.of(req.PaymentMethod.PaymentMethodType), e.now(call.Environment))
		if no == nil {
			detail.Card, no, err = e.cardOfSubscription(ctx, tx, call, req.PaymentMethod)
		}
		if err != nil {
			return Answer{}, err
		}
		if no != nil {
			return no.answer(req.SubscriptionRequestID, "")
		}
		return e.newSubscription(ctx, tx, call, req.SubscriptionRequestID, detail)
	})
}

func (e *Engine) newSubscription(ctx context.Context, tx sandbox.Tx, call Call, requestID string, detail subscriptionDetail) (Answer, error) {
	o, err := e.newObject(call.Environment, sandbox.KindSubscription, e.numbers(call.Environment).SubscriptionID(), subscriptionOpen, detail)
	if err != nil {
		return Answer{}, err
	}
	o.RequestID, o.Token, o.DueAt = requestID, e.token(), detail.ExpiresAt
	o.FirstAnswer, err = encode(contract.SubscriptionCreateResponse{
		Result: wireResult(sandbox.OK()), NormalURL: call.Origin + WalletPath + o.Token,
	})
	if err != nil {
		return Answer{}, err
	}
	if err := insertObject(ctx, tx, o); err != nil {
		return Answer{}, err
	}
	return replay(o)
}

// subscriptionOf checks a create call and makes its subscription. A start in the past counts as now.
func subscriptionOf(req contract.SubscriptionCreateRequest, rule sandbox.PaymentMethodRule, now time.Time) (subscriptionDetail, *refusal) {
	d := subscriptionDetail{
		Description: req.SubscriptionDescription, RedirectURL: req.SubscriptionRedirectURL,
		NotifyURL: req.SubscriptionNotificationURL, PaymentNotifyURL: req.PaymentNotificationURL,
		Method: contract.SubscriptionMethod{
			PaymentMethodType: req.PaymentMethod.PaymentMethodType, PaymentMethodID: req.PaymentMethod.PaymentMethodID,
		},
		Rule: req.PeriodRule, Amount: req.PaymentAmount, Trials: req.Trials,
		AllowAccumulate: req.AllowAccumulate, MaxAccumulate: req.MaxAccumulateAmount,
		MaxAmountFloor: req.MaxAmountFloor, FixedAmount: req.SubscriptionInfo.FixedAmount, RetryMode: req.SubscriptionInfo.RetryMode,
		AllowRetry: isTrue(req.AllowRetry) || isTrue(req.SubscriptionInfo.AllowRetry),
	}
	if d.MaxAmountFloor == nil {
		d.MaxAmountFloor = req.SubscriptionInfo.MaxAmountFloor
	}
	if no := checkSubscription(req, rule); no != nil {
		return d, no
	}
	return d, d.date(req, now)
}

func isTrue(b *bool) bool { return b != nil && *b }

func checkSubscription(req contract.SubscriptionCreateRequest, rule sandbox.PaymentMethodRule) *refusal {
	amount, no := parseAmount("paymentAmount", req.PaymentAmount)
	switch {
	case no != nil:
		return no
	case RedirectKindOf(req.SubscriptionRedirectURL) == RedirectNowhere:
		return illegal("subscriptionRedirectUrl must be an absolute http, https or app-scheme URL; %s was sent.", quoted(req.SubscriptionRedirectURL))
	}
	for _, check := range []*refusal{
		checkPeriodRule(req.PeriodRule), checkPrice(rule, amount), checkTrials(req.Trials, amount, rule.Type),
		checkNotifyURL("subscriptionNotificationUrl", req.SubscriptionNotificationURL),
		checkNotifyURL("paymentNotificationUrl", req.PaymentNotificationURL),
	} {
		if check != nil {
			return check
		}
	}
	return nil
}

// checkPrice applies the method's limits; subscriptions document no code of their own for them (api.md §3.11).
func checkPrice(rule sandbox.PaymentMethodRule, amount money.Amount) *refusal {
	if no := checkAmount(rule, amount); no != nil {
		return illegal("%s", no.message)
	}
	return nil
}

// checkFree reads an amount that may be 0, in a step of the method.
func checkFree(field, method string, a contract.Amount) *refusal {
	amount, err := money.ParseMinor(a.Currency, a.Value)
	if err != nil {
		return illegal("%s.value must be a whole number of minor units; %s was sent.", field, quoted(a.Value))
	}
	return checkStep(field, method, amount)
}

// checkTrials accepts amounts of 0, which are free periods.
func checkTrials(trials []contract.SubscriptionTrial, amount money.Amount, method string) *refusal {
	for i, trial := range trials {
		if trial.TrialAmount.Currency != amount.Currency {
			return illegal("trials[%d].trialAmount.currency must be %s as in paymentAmount; %s was sent.", i, amount.Currency, quoted(trial.TrialAmount.Currency))
		}
		if no := checkFree(fmt.Sprintf("trials[%d].trialAmount", i), method, trial.TrialAmount); no != nil {
			return no
		}
		if trial.TrialStartPeriod < 1 || trial.TrialEndPeriod != 0 && trial.TrialEndPeriod < trial.TrialStartPeriod {
			return illegal("trials[%d] must run from a trialStartPeriod of at least 1 to a trialEndPeriod not before it; %d to %d was sent.",
				i, trial.TrialStartPeriod, trial.TrialEndPeriod)
		}
	}
	return nil
}

// date reads the times of a create call.
func (d *subscriptionDetail) date(req contract.SubscriptionCreateRequest, now time.Time) *refusal {
	start, no := readTime("subscriptionStartTime", req.SubscriptionStartTime, now)
	if no != nil {
		return no
	}
	end, no := readTime("subscriptionEndTime", req.SubscriptionEndTime, subscriptionForever)
	if no != nil {
		return no
	}
	expires, no := readTime("subscriptionExpiryTime", req.SubscriptionExpiryTime, now.Add(subscriptionLife))
	switch {
	case no != nil:
		return no
	case !end.After(start) || !end.After(now):
		return illegal("subscriptionEndTime must be later than subscriptionStartTime and than %s; %s was sent.",
			sandbox.FormatTime(now), quoted(req.SubscriptionEndTime))
	case !expires.After(now):
		return illegal("subscriptionExpiryTime must be later than %s; %s was sent.", sandbox.FormatTime(now), quoted(req.SubscriptionExpiryTime))
	}
	if latest := now.Add(subscriptionMaxLife); expires.After(latest) {
		expires = latest
	}
	d.StartAt, d.EndsAt, d.ExpiresAt = start, end, expires
	return nil
}

// readTime reads a time of a call; absent is the default.
func readTime(field, text string, otherwise time.Time) (time.Time, *refusal) {
	if text == "" {
		return otherwise, nil
	}
	at, ok := parseISO(text)
	switch {
	case !ok:
		return at, illegal("%s must be ISO 8601 with an offset, such as 2026-01-01T12:00:00+08:00; %s was sent.", field, quoted(text))
	case !fourDigits(at.UTC()) || !fourDigits(at.In(sandbox.AntomZone)):
		return at, illegal("%s must lie in the years 1 to 9999, in UTC and at +08:00; %s was sent.", field, quoted(text))
	}
	return at.UTC().Truncate(time.Millisecond), nil
}

// fourDigits reports whether ISO 8601 can write the time: it is kept in UTC and answered in Antom's zone.
func fourDigits(at time.Time) bool { return at.Year() >= 1 && at.Year() <= 9999 }

// status is the subscription's status as Antom names it; empty while the buyer has not decided.
func subscriptionStatus(o sandbox.Object) string {
	if o.Status == subscriptionOpen {
		return ""
	}
	return o.Status
}
