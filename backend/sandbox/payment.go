package sandbox

import (
	"slices"
	"time"
)

// PaymentStatus is Antom's paymentStatus (api.md §5.1).
type PaymentStatus string

// The payment statuses.
const (
	PaymentProcessing PaymentStatus = "PROCESSING"
	PaymentPending    PaymentStatus = "PENDING"
	PaymentSuccess    PaymentStatus = "SUCCESS"
	PaymentFail       PaymentStatus = "FAIL"
	PaymentCancelled  PaymentStatus = "CANCELLED"
)

var paymentMoves = map[PaymentStatus][]PaymentStatus{
	PaymentProcessing: {PaymentPending, PaymentSuccess, PaymentFail, PaymentCancelled},
	PaymentPending:    {PaymentSuccess, PaymentFail, PaymentCancelled},
	PaymentSuccess:    {PaymentCancelled},
}

// CanBecome reports whether a payment may move from s to next.
func (s PaymentStatus) CanBecome(next PaymentStatus) bool {
	return slices.Contains(paymentMoves[s], next)
}

// Final reports whether no buyer action or expiry changes the status any more.
func (s PaymentStatus) Final() bool { return s != PaymentProcessing && s != PaymentPending }

// BuyerAction is what the buyer's page asks of the person in front of it.
type BuyerAction string

// The buyer's pages.
const (
	ActionWallet    BuyerAction = "wallet"    // pay or decline in the wallet
	ActionChallenge BuyerAction = "challenge" // 3-D Secure challenge of a card
	ActionCardEntry BuyerAction = "card"      // hosted card entry: CARD without card data (api.md §3.1)
	ActionNone      BuyerAction = ""          // decided in the call itself
)

// Payment is one payment of one environment. A row is inserted once per accepted pay call and
// afterwards only its status, result and times move.
type Payment struct {
	Seq               int64  // order of creation; the page cursor
	ID                string // UUIDv7
	EnvironmentID     string
	PaymentID         string // Antom's number
	PaymentRequestID  string // the merchant's, ≤ 64 characters, unique within the environment
	ProductCode       string
	PaymentMethodType string
	PaymentMethodID   string // compared on a repeated paymentRequestId (api.md §5.2)
	AmountMinor       int64  // minor units of Currency
	Currency          string // ISO 4217
	Status            PaymentStatus
	ResultCode        string // paymentResultCode
	ResultMessage     string // paymentResultMessage
	ReferenceOrderID  string
	OrderDescription  string
	MerchantName      string // order.merchant.merchantName, shown to the buyer; may be empty
	RedirectURL       string // paymentRedirectUrl
	NotifyURL         string // paymentNotifyUrl of the call; empty means the environment's
	WalletToken       string // secret part of the buyer's URL; empty when there is no page
	BuyerAction       BuyerAction
	Card              *Card  // what is known of the card, never its number
	Request           []byte // the pay call's JSON with card data masked
	FirstAnswer       []byte // the first answer's body, byte for byte, for repeated calls
	CreatedAt         time.Time
	ExpiresAt         time.Time
	PaidAt            time.Time // paymentTime; zero until SUCCESS
	CancelledAt       time.Time
	UpdatedAt         time.Time
}

// Card is what Antom Desk keeps of a card: enough to show, never enough to pay.
type Card struct {
	Brand           string `json:"brand"`
	MaskedNumber    string `json:"maskedNumber"` // first six and last four digits
	ThreeDSecure    bool   `json:"threeDSecure"` // a challenge was passed
	Region          string `json:"region,omitempty"`
	IsAuthorization bool   `json:"isAuthorization,omitempty"` // paymentFactor.isAuthorization
	CaptureMode     string `json:"captureMode,omitempty"`     // AUTOMATIC or MANUAL
	IssuerCode      string `json:"issuerCode,omitempty"`      // result code the issuer refuses with once it decides; empty approves
	CVVResult       string `json:"cvvResult,omitempty"`       // cvvResultRaw (api.md §6.4)
}

// PaymentFilter selects payments; nil or empty fields mean "don't care".
type PaymentFilter struct {
	EnvironmentID string
	Status        *PaymentStatus
	Method        string    // paymentMethodType
	Currency      string    // ISO 4217
	From          time.Time // created then or later
	Until         time.Time // created before
	ID            string    // how a paymentId or paymentRequestId begins, or all of it
	Page          PageRequest
}
