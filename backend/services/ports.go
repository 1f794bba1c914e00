package services

import (
	"context"
	"crypto/rsa"
	"io"
	"time"

	"antomdesk/backend/bus"
	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// Deps is what the services work with once the program is ready.
type Deps struct {
	Registrar     sandbox.Registrar
	Reader        sandbox.Reader
	Payments      sandbox.PaymentReader
	Exchanges     sandbox.ExchangeReader
	Notifications Deliveries
	Sender        Sender
	Lab           LabStore
	Buyer         Buyer
	Disputer      Disputer
	Due           sandbox.DueReader
	Settler       Settler
	Queue         Queue
	Deliverer     Deliverer // nil while the servers do not run
	Scenarios     sandbox.ScenarioStore
	APIKeys       sandbox.APIKeyStore
	Doctor        Doctor
	MethodRules   sandbox.MethodRuleStore
	Merchant      Merchant
	Endpoints     sandbox.EndpointStore
	Previewer     Previewer
	Forwarder     Forwarder
	Events        Events
	Secrets       sandbox.Secrets
	Servers       Servers
	Caller        Caller
	Clock         sandbox.Clock
	IDs           *sandbox.IDs
	Random        io.Reader // for merchant keys
	AntomKey      *rsa.PublicKey
	CAFile        string
	// Warnings lists what the user should know about the installation, in whole sentences.
	Warnings func() []string
}

// Doctor explains signatures; *doctor.Doctor is the real one.
type Doctor interface {
	// Diagnose looks into the case as of an instant. Without accepted keys in the case it takes those
	// that would have done then.
	Diagnose(ctx context.Context, c signature.Case, at time.Time) signature.Diagnosis
}

// Deliveries reads what became of notifications.
type Deliveries interface {
	NotificationByID(ctx context.Context, id string) (sandbox.Notification, error)
	AttemptsOf(ctx context.Context, notificationID string) ([]sandbox.DeliveryAttempt, error)
	// NotificationsOf lists what is owed to the merchant about a payment, oldest first.
	NotificationsOf(ctx context.Context, environmentID, paymentID string) ([]sandbox.Notification, error)
	// NotificationsOfPayment lists a payment's notifications, newest first.
	NotificationsOfPayment(ctx context.Context, environmentID, paymentID string, limit int) ([]sandbox.Notification, error)
	// ResendsOf lists the notifications that repeat another, oldest first.
	ResendsOf(ctx context.Context, notificationID string, limit int) ([]sandbox.Notification, error)
	// Batch counts the notifications of a resend of many by status.
	Batch(ctx context.Context, batch string) (map[sandbox.NotificationStatus]int, error)
	// EndBatch gives up those of a resend of many that wait.
	EndBatch(ctx context.Context, batch string, at time.Time) error
}

// Sender queues notifications somebody asked for; the engine implements it.
type Sender interface {
	// SendTest queues a notification somebody wrote.
	SendTest(ctx context.Context, environmentID string, t sandbox.NotificationType, url string, body []byte) (sandbox.Notification, error)
	// Resend queues notifications again, all or none, each as a new one.
	Resend(ctx context.Context, environmentID string, again []sandbox.Notification) ([]sandbox.Notification, error)
}

// Merchant decides what a merchant may ask of a payment; the engine implements it. A refusal is an
// answer, not an error.
type Merchant interface {
	Capture(ctx context.Context, call engine.Call, req contract.CaptureRequest) (engine.Answer, error)
	Cancel(ctx context.Context, call engine.Call, req contract.CancelRequest) (engine.Answer, error)
	Refund(ctx context.Context, call engine.Call, req contract.RefundRequest) (engine.Answer, error)
	Standing(ctx context.Context, p sandbox.Payment) (engine.Standing, error)
	// Allowed lists what can be done about p as it stands.
	Allowed(ctx context.Context, p sandbox.Payment, s engine.Standing) ([]engine.Deed, error)
}

// LabStore keeps the faults of the Delivery Lab and counts what they did.
type LabStore interface {
	sandbox.LabStore
	// LabTouched counts the attempts a fault has shaped.
	LabTouched(ctx context.Context, f sandbox.LabFault) (int, error)
}

// Buyer does what a buyer does on the wallet page; the engine implements it.
type Buyer interface {
	BuyerApproves(ctx context.Context, environmentID, paymentID string, card *contract.CardData) (sandbox.Payment, error)
	BuyerDeclines(ctx context.Context, environmentID, paymentID string) (sandbox.Payment, error)
}

// Disputer opens and ends disputes; the engine implements it.
type Disputer interface {
	Disputes(ctx context.Context, environmentID, paymentID string, limit int) ([]engine.Dispute, error)
	OpenDispute(ctx context.Context, environmentID, paymentID string, order engine.DisputeOrder) (sandbox.Object, error)
	JudgeDispute(ctx context.Context, environmentID, disputeID string, forMerchant bool) (sandbox.Object, error)
	CancelDispute(ctx context.Context, environmentID, disputeID string) (sandbox.Object, error)
}

// Settler does what time has made due; the engine implements it.
type Settler interface {
	// SettleNow returns once nothing is due in env at the time its clock shows.
	SettleNow(ctx context.Context, env sandbox.Environment) error
}

// Queue tells which notifications wait.
type Queue interface {
	DueNotifications(ctx context.Context, environmentID string, now time.Time, limit int) ([]sandbox.Notification, error)
	NextNotificationAt(ctx context.Context, environmentID string) (time.Time, error)
}

// Deliverer sends notifications; the notifier implements it.
type Deliverer interface {
	// Deliver returns once no notification is due in the environment at the time its clock shows.
	Deliver(ctx context.Context, environmentID string) error
}

// Previewer renders an endpoint's answer without sending it; the listener implements it.
type Previewer interface {
	Preview(rule sandbox.AnswerRule, head, body []byte) []sandbox.RenderedAnswer
}

// Forwarder passes captures on; the program's forwarder implements it.
type Forwarder interface {
	// RetryNow ends the pause of a target that was down.
	RetryNow(targetID string)
	// Test posts a notification signed by Antom to url, as the environment's own.
	Test(ctx context.Context, url string, env sandbox.Environment, body []byte) (Answered, error)
}

// Events tells of what was committed.
type Events interface {
	Subscribe(topics ...sandbox.Topic) *bus.Subscription
}

// Servers controls the listening sockets.
type Servers interface {
	// States lists the servers in a fixed order.
	States() []sandbox.ServerState
	// Restart closes the server and opens it on address; "" keeps its address, "off" leaves it closed.
	Restart(ctx context.Context, name sandbox.ServerName, address string) error
}

// Call is one API call to make in the merchant's name.
type Call struct {
	URL        string
	ClientID   string
	PrivateKey *rsa.PrivateKey
	KeyVersion string
	AntomKey   *rsa.PublicKey // verifies the answer
	Body       []byte
}

// Answered is a call as it crossed the wire, and what its answer's signature is worth.
type Answered struct {
	HTTPStatus     int
	DurationMicros int64
	RequestHead    []byte
	RequestBody    []byte
	ResponseHead   []byte
	ResponseBody   []byte
	StringToSign   []byte // the whole string, body included
	AnswerToSign   []byte // the same for the answer; empty when it is unsigned
	Verdict        sandbox.Verdict
	Reason         string // why the answer does not verify; empty when it does
}

// Caller signs and sends calls, as a merchant's own code would.
type Caller interface {
	Call(ctx context.Context, c Call) (Answered, error)
}
