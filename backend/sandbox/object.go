package sandbox

import "time"

// ObjectKind names what an Object is: one of Antom's nouns besides payments, refunds and
// notifications. Families of the resource engine use their path, such as "billing/coupon".
type ObjectKind string

// The kinds with rules of their own.
const (
	KindSession       ObjectKind = "paymentSession"
	KindCaptureObject ObjectKind = "capture"
	KindHold          ObjectKind = "cardAuthorization" // money an issuer holds for a card payment until it is captured
	KindAmountUpdate  ObjectKind = "amountUpdate"
	KindVerification  ObjectKind = "verification" // an answer to a payment's challenge
	KindArrear        ObjectKind = "arrear"
	KindDevice        ObjectKind = "deviceCertificate"
	KindAuthorization ObjectKind = "authorization" // a consent on its way: consult, page, authCode
	KindAuthCode      ObjectKind = "authCode"
	KindToken         ObjectKind = "accessToken"
	KindRefreshToken  ObjectKind = "refreshToken"
	KindCardToken     ObjectKind = "cardToken"
	KindVaulting      ObjectKind = "vaulting"
	KindSubscription  ObjectKind = "subscription"
	KindDeduction     ObjectKind = "subscriptionPayment" // which period of a subscription a payment is for
	KindSubChange     ObjectKind = "subscriptionChange"  // a change that was made, for repeated calls
	KindSubUpdate     ObjectKind = "subscriptionUpdate"  // an update that was made, for repeated calls
	KindDispute       ObjectKind = "dispute"
	KindEvidence      ObjectKind = "disputeEvidence"
	KindDeclaration   ObjectKind = "declaration"
	KindAttachment    ObjectKind = "attachment"
	KindBillingLink   ObjectKind = "billing/link" // a page that shows an invoice, a receipt, a customer or an exported list
)

// Object is one of Antom's objects of one environment, in the form all of them share: ids, status,
// when time will change it, and the kind's own fields as JSON. Card data in Body is masked.
type Object struct {
	Seq           int64
	ID            string // UUIDv7
	EnvironmentID string
	Kind          ObjectKind
	ObjectID      string // Antom's id; unique within environment and kind
	RequestID     string // the merchant's idempotency id; unique within environment and kind; may be empty
	ParentID      string // what it belongs to, such as a paymentId or subscriptionId; may be empty
	Token         string // secret part of a buyer's URL, or a secret that selects it; unique; may be empty
	Status        string // the kind's own status
	DueAt         time.Time
	Body          []byte // JSON object: the kind's own fields
	FirstAnswer   []byte // the first answer's body, byte for byte, for repeated calls
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// ObjectFilter selects objects; empty fields mean "don't care".
type ObjectFilter struct {
	EnvironmentID string
	Kind          ObjectKind
	ParentID      string
	Statuses      []string
	Offset        int
	Limit         int // 1 to 500; 0 means 50
}
