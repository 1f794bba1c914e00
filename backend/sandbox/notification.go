package sandbox

import "time"

// NotificationType names what Antom tells the merchant (api.md §4.2); it is also the key of the
// environment's notification URLs.
type NotificationType string

// The notification types this build sends.
const (
	NotifyPayment NotificationType = "notifyPayment"
	NotifyRefund  NotificationType = "notifyRefund"
	NotifyCapture NotificationType = "notifyCapture"

	NotifyAuthorization       NotificationType = "notifyAuthorization"
	NotifyVaulting            NotificationType = "notifyVaulting"
	NotifySubscription        NotificationType = "notifySubscription"
	NotifyDispute             NotificationType = "notifyDispute"
	NotifyRegistration        NotificationType = "notifyRegistration"       // marketplace
	NotifyRegistrationStatus  NotificationType = "notifyRegistrationStatus" // in-store
	NotifyInvoice             NotificationType = "notifyInvoice"
	NotifyCreditNote          NotificationType = "notifyCreditNote"
	NotifyBillingSubscription NotificationType = "notifyBillingSubscription"
	NotifyMeterEvent          NotificationType = "notifyMeterEvent"
	NotifyTransfer            NotificationType = "notifyTransfer"
	NotifyDirectRefund        NotificationType = "notifyDirectRefund"
	NotifyCardStatus          NotificationType = "notifyCardStatus"
)

// NotificationTypes lists the types in the order the screens show them.
func NotificationTypes() []NotificationType {
	return []NotificationType{
		NotifyPayment,
		NotifyRefund,
		NotifyCapture,
		NotifyAuthorization, NotifyVaulting, NotifySubscription, NotifyDispute, NotifyRegistration, NotifyRegistrationStatus,
		NotifyInvoice, NotifyCreditNote, NotifyBillingSubscription, NotifyMeterEvent,
		NotifyTransfer, NotifyDirectRefund, NotifyCardStatus,
	}
}

// NotificationStatus is where a notification's delivery stands.
type NotificationStatus string

// The delivery statuses.
const (
	NotificationPending      NotificationStatus = "PENDING"      // an attempt is due
	NotificationAcknowledged NotificationStatus = "ACKNOWLEDGED" // the merchant's answer was right
	NotificationAbandoned    NotificationStatus = "ABANDONED"    // no attempt is left
)

// Notification is one message Antom owes the merchant, with the exact body every attempt sends.
type Notification struct {
	Seq           int64
	ID            string // UUIDv7
	EnvironmentID string
	Type          NotificationType
	PaymentID     string // deliveries are ordered per payment
	RefundID      string // empty unless it tells of a refund
	URL           string // from the API call; empty means the environment's URL, else the built-in listener
	Body          []byte
	Status        NotificationStatus
	Attempts      int       // made so far
	NextAttemptAt time.Time // zero unless PENDING
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// DeliveryAttempt is one POST of a notification and how it ended. Rows are only ever added.
type DeliveryAttempt struct {
	Seq            int64
	NotificationID string
	ExchangeID     string // the exact bytes both ways
	Number         int    // 1, 2, 3 …
	Acknowledged   bool
	Reason         string // one sentence: which rule of the acknowledgement failed, or why nothing was sent
	At             time.Time
}
