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
	NotifyCardBill            NotificationType = "notifyCardBill"           // a card issued here was used
	NotifySubscriptionCancel  NotificationType = "notifySubscriptionCancel" // see Settings.NotifySubscriptionCancel
)

// NotificationTypes lists the types in the order the screens show them.
func NotificationTypes() []NotificationType {
	return []NotificationType{
		NotifyPayment,
		NotifyRefund,
		NotifyCapture,
		NotifyAuthorization, NotifyVaulting, NotifySubscription, NotifyDispute, NotifyRegistration, NotifyRegistrationStatus,
		NotifyInvoice, NotifyCreditNote, NotifyBillingSubscription, NotifyMeterEvent,
		NotifyTransfer, NotifyDirectRefund, NotifyCardStatus, NotifyCardBill, NotifySubscriptionCancel,
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

// NotificationOrigin says who asked for a notification.
type NotificationOrigin string

// The origins.
const (
	OriginAntom  NotificationOrigin = ""       // something happened that Antom tells of
	OriginResend NotificationOrigin = "resend" // somebody asked to send one again
	OriginTest   NotificationOrigin = "test"   // somebody wrote it, to try a URL
)

// Hold says that the Delivery Lab keeps a pending notification back.
type Hold int

// The holds.
const (
	HoldNone  Hold = iota
	HoldDelay      // until its time; later ones of the payment wait behind it
	HoldSwap       // until a later one of the payment has been sent, or its time
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
	Attempts      int       // made so far, of every kind
	Tries         int       // those of them that the schedule counts: no extra copies, no sends cut short
	NextAttemptAt time.Time // zero unless PENDING
	InDoubt       bool      // the last send was cut short: it may have arrived
	Hold          Hold
	Origin        NotificationOrigin
	Once          bool   // one try, whatever the schedule
	ResendOf      string // the notification it repeats
	Batch         string // the resend of many it belongs to
	Head          []byte // the exact request head to send; empty signs anew at each attempt
	CreatedAt     time.Time
	UpdatedAt     time.Time
}
