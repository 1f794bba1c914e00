package sandbox

import (
	"context"
	"time"
)

// Reader answers questions about committed data. Getters return a not_found error when there is no
// such row.
type Reader interface {
	PaymentByID(ctx context.Context, environmentID, paymentID string) (Payment, error)
	PaymentByRequestID(ctx context.Context, environmentID, paymentRequestID string) (Payment, error)
	PaymentByWalletToken(ctx context.Context, token string) (Payment, error)
	// RefundsOf lists the refunds of a payment, oldest first.
	RefundsOf(ctx context.Context, environmentID, paymentID string) ([]Refund, error)
	RefundByID(ctx context.Context, environmentID, refundID string) (Refund, error)
	RefundByRequestID(ctx context.Context, environmentID, refundRequestID string) (Refund, error)
	// ObjectByID returns the object of that kind with Antom's id.
	ObjectByID(ctx context.Context, environmentID string, kind ObjectKind, objectID string) (Object, error)
	// ObjectByRequestID returns the object of that kind with the merchant's request id.
	ObjectByRequestID(ctx context.Context, environmentID string, kind ObjectKind, requestID string) (Object, error)
	// ObjectByToken returns the object whose buyer page or secret has that token.
	ObjectByToken(ctx context.Context, token string) (Object, error)
	// ObjectsOf lists the objects of that kind that belong to parentID, oldest first.
	ObjectsOf(ctx context.Context, environmentID string, kind ObjectKind, parentID string) ([]Object, error)
	// ListObjects pages through an environment's objects of one kind, newest first, skipping Offset
	// rows (Antom's lists count pages); it returns the page and how many there are in all.
	ListObjects(ctx context.Context, f ObjectFilter) (items []Object, total int, err error)
}

// Tx is one decision inside the writer's shared transaction: its writes are all kept or all undone,
// and its events leave only after the commit.
type Tx interface {
	Reader
	InsertPayment(ctx context.Context, p Payment) error
	// UpdatePayment writes the movable fields: status, result, times, card, buyer action.
	UpdatePayment(ctx context.Context, p Payment) error
	InsertRefund(ctx context.Context, r Refund) error
	UpdateRefund(ctx context.Context, r Refund) error
	InsertNotification(ctx context.Context, n Notification) error
	// InsertObject adds the object; conflict when its ObjectID, RequestID or Token exists already.
	InsertObject(ctx context.Context, o Object) error
	// UpdateObject writes Status, DueAt, Body, Token, ParentID and UpdatedAt.
	UpdateObject(ctx context.Context, o Object) error
	Emit(events ...Event)
}

// Decider runs decisions. Decide returns after the commit that holds fn's writes, or with fn's own
// error after undoing them. fn may run on another goroutine and must not call Decide.
type Decider interface {
	Decide(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error
	// DecideWithin is Decide that returns before the commit. Whoever asked tells nobody of it until the
	// unit's record is kept; without a unit it is Decide.
	DecideWithin(ctx context.Context, unit *Unit, fn func(ctx context.Context, tx Tx) error) error
}

// DueReader finds what time alone will change. Instants are the environment's own, virtual or not.
type DueReader interface {
	// Environments lists all environments with their clocks.
	Environments(ctx context.Context) ([]Environment, error)
	// DuePayments lists payments still PROCESSING or PENDING whose ExpiresAt is not after now.
	DuePayments(ctx context.Context, environmentID string, now time.Time, limit int) ([]Payment, error)
	// DueRefunds lists PROCESSING refunds whose CompletesAt is not after now.
	DueRefunds(ctx context.Context, environmentID string, now time.Time, limit int) ([]Refund, error)
	// DueObjects lists objects whose DueAt is set and not after now, earliest first.
	DueObjects(ctx context.Context, environmentID string, now time.Time, limit int) ([]Object, error)
	// NextDue is the earliest instant at which one of them changes; zero when none will. It may have
	// passed already.
	NextDue(ctx context.Context, environmentID string) (time.Time, error)
}

// Recorder keeps exchanges. Record returns after the commit: who has the answer can find it.
type Recorder interface {
	Record(ctx context.Context, x Exchange, b ExchangeBytes) error
}

// UnitRecorder keeps the exchanges of calls that decide.
type UnitRecorder interface {
	Recorder
	// RecordWithin is Record together with what the unit decided: either both are kept or neither is. A
	// decision that is lost already is an undone error, and nothing is recorded.
	RecordWithin(ctx context.Context, unit *Unit, x Exchange, b ExchangeBytes) error
}

// ExchangeReader reads the logs.
type ExchangeReader interface {
	// ListExchanges returns the page newest first (oldest first when AfterSeq is set).
	ListExchanges(ctx context.Context, f ExchangeFilter) (Page[Exchange], error)
	ExchangeByID(ctx context.Context, id string) (Exchange, error)
	ExchangeBytesByID(ctx context.Context, id string) (ExchangeBytes, error)
	// ExchangeBytesOf returns the exact bytes of listed exchanges, in their order.
	ExchangeBytesOf(ctx context.Context, exchanges []Exchange) ([]ExchangeBytes, error)
	// CountExchanges counts what the filter selects, up to most; its page does not matter.
	CountExchanges(ctx context.Context, f ExchangeFilter, most int) (int, error)
	// SearchBodies looks for text in bodies, in a bounded part of what the filter selects that is older
	// than the page's BeforeSeq.
	SearchBodies(ctx context.Context, f ExchangeFilter, text string) (BodyScan, error)
}

// Directory resolves callers. It is on the path of every call, so implementations keep it in memory
// and drop what they keep whenever keys, client ids or settings change.
type Directory interface {
	// EnvironmentByClientID returns the environment and its active keys, newest first; not_found
	// when no environment has that client id.
	EnvironmentByClientID(ctx context.Context, clientID string) (Environment, []MerchantKey, error)
	EnvironmentByID(ctx context.Context, id string) (Environment, error)
}

// Registrar manages merchant accounts, environments, keys and notification URLs.
type Registrar interface {
	Directory
	MerchantAccounts(ctx context.Context) ([]MerchantAccount, error)
	// EnvironmentOf returns the environment of that kind of the merchant account; an empty account id
	// means the first account.
	EnvironmentOf(ctx context.Context, merchantAccountID string, kind EnvironmentKind) (Environment, error)
	// CreateMerchantAccount inserts the account with its two environments.
	CreateMerchantAccount(ctx context.Context, m MerchantAccount, environments []Environment) error
	// Keys lists an environment's keys, newest first, retired ones included.
	Keys(ctx context.Context, environmentID string) ([]MerchantKey, error)
	// ReplaceKey retires the active keys at k.CreatedAt and adds k, whose Version the store assigns.
	// It returns the key as stored.
	ReplaceKey(ctx context.Context, k MerchantKey) (MerchantKey, error)
	// SetClientID changes an environment's client id; conflict when another environment has it.
	SetClientID(ctx context.Context, environmentID, clientID string) error
	SaveSettings(ctx context.Context, environmentID string, s Settings) error
	SaveClock(ctx context.Context, environmentID string, c EnvironmentClock) error
	// NotificationURLs maps types to the environment's URLs; types without one are absent.
	NotificationURLs(ctx context.Context, environmentID string) (map[NotificationType]string, error)
	// SetNotificationURL sets the URL, or removes it when url is empty.
	SetNotificationURL(ctx context.Context, environmentID string, t NotificationType, url string) error
}

// NotificationStore is the notifier's queue.
type NotificationStore interface {
	Environments(ctx context.Context) ([]Environment, error)
	// DueNotifications lists the environment's PENDING notifications with NextAttemptAt not after now,
	// oldest first, at most one per payment: the oldest, so that deliveries keep their order. One that
	// HoldSwap keeps back holds no other back.
	DueNotifications(ctx context.Context, environmentID string, now time.Time, limit int) ([]Notification, error)
	// NextNotificationAt is the earliest NextAttemptAt of the environment's PENDING ones; zero when
	// none is pending.
	NextNotificationAt(ctx context.Context, environmentID string) (time.Time, error)
	// BeginAttempt stores that an attempt's request is about to be sent.
	BeginAttempt(ctx context.Context, u UnderWay) error
	// UnderWay lists the attempts that were begun and not stored, oldest first: those of the notification,
	// or all of them when it is "".
	UnderWay(ctx context.Context, notificationID string) ([]UnderWay, error)
	// RecordAttempt stores the attempt and its exchange, moves the notification and forgets that the
	// attempt was under way, in one transaction.
	RecordAttempt(ctx context.Context, r AttemptRecord) error
	// HoldNotification keeps a pending notification back until at.
	HoldNotification(ctx context.Context, id string, h Hold, at time.Time) error
	NotificationByID(ctx context.Context, id string) (Notification, error)
	// AttemptsOf lists a notification's attempts, oldest first, and last those under way.
	AttemptsOf(ctx context.Context, notificationID string) ([]DeliveryAttempt, error)
	// NotificationURL is the environment's URL for the type, or "".
	NotificationURL(ctx context.Context, environmentID string, t NotificationType) (string, error)
}

// LabStore keeps the faults of the Delivery Lab. LabArmed is on the path of every delivery, so
// implementations keep the armed ones in memory.
type LabStore interface {
	// LabArmed lists an environment's faults that nobody has ended, oldest first.
	LabArmed(ctx context.Context, environmentID string) ([]LabFault, error)
	// LabFaults lists all of them, newest first, at most limit.
	LabFaults(ctx context.Context, environmentID string, limit int) ([]LabFault, error)
	// ArmLab adds the faults; it sets their AfterSeq.
	ArmLab(ctx context.Context, faults []LabFault) error
	// EndLab ends the environment's faults with these ids, or all of them when there is none, and lets go
	// what they hold back; ending an ended one changes nothing.
	EndLab(ctx context.Context, environmentID string, ids []string, at time.Time) error
	// QueuedBetween lists an environment's notifications with afterSeq < Seq <= untilSeq, oldest first.
	QueuedBetween(ctx context.Context, environmentID string, afterSeq, untilSeq int64, limit int) ([]QueuedNotification, error)
}

// PaymentReader lists payments for the screens.
type PaymentReader interface {
	ListPayments(ctx context.Context, f PaymentFilter) (Page[Payment], error)
	// CountPayments counts what the filter selects, up to most; its page does not matter.
	CountPayments(ctx context.Context, f PaymentFilter, most int) (int, error)
}

// ScenarioStore keeps armed scenarios. Armed is on the path of every call, so implementations keep the
// armed ones in memory.
type ScenarioStore interface {
	// Armed lists an environment's scenarios that have not ended, newest first.
	Armed(ctx context.Context, environmentID string) ([]Scenario, error)
	// Scenarios lists all of them, newest first, at most limit.
	Scenarios(ctx context.Context, environmentID string, limit int) ([]Scenario, error)
	Arm(ctx context.Context, s Scenario) error
	// UseScenario takes one call off CallsLeft, ending the scenario at 0; conflict when it has ended.
	UseScenario(ctx context.Context, id string, at time.Time) error
	// EndScenario ends it; ending an ended one is not an error.
	EndScenario(ctx context.Context, id string, at time.Time) error
}

// APIKeyStore keeps Bearer keys.
type APIKeyStore interface {
	// APIKeyByHash returns the key and its environment; not_found when there is none or it is revoked.
	// It is on the path of every Bearer call, so implementations keep it in memory.
	APIKeyByHash(ctx context.Context, hash string) (APIKey, Environment, error)
	APIKeys(ctx context.Context, environmentID string) ([]APIKey, error)
	AddAPIKey(ctx context.Context, k APIKey) error
	RevokeAPIKey(ctx context.Context, id string, at time.Time) error
}

// MethodRuleStore keeps what the user changed of the payment methods' rules.
type MethodRuleStore interface {
	// MethodRules maps payment method types to the environment's changed rules; it is kept in memory.
	MethodRules(ctx context.Context, environmentID string) (map[string]PaymentMethodRule, error)
	// SaveMethodRule stores the rule; ResetMethodRule forgets it, so that the default counts again.
	SaveMethodRule(ctx context.Context, environmentID string, r PaymentMethodRule) error
	ResetMethodRule(ctx context.Context, environmentID, methodType string) error
}
