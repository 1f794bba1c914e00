package contract

// Amount is Antom's Amount object: digits in minor units and an ISO 4217 code (api.md §7).
type Amount struct {
	Currency string `json:"currency"`
	Value    string `json:"value"`
}

// Result is the `result` object every answer and most notifications carry: S, F or U, a code of at
// most 64 characters and a message of at most 256 (api.md §1.6).
type Result struct {
	ResultCode    string `json:"resultCode"`
	ResultStatus  string `json:"resultStatus"`
	ResultMessage string `json:"resultMessage"`
}

// PayRequest is what the engine reads of a payments/pay call (api.md §3.1).
type PayRequest struct {
	ProductCode        string         `json:"productCode"`
	PaymentRequestID   string         `json:"paymentRequestId"`
	Order              Order          `json:"order"`
	PaymentAmount      Amount         `json:"paymentAmount"`
	PaymentMethod      PaymentMethod  `json:"paymentMethod"`
	PaymentExpiryTime  string         `json:"paymentExpiryTime"`
	PaymentRedirectURL string         `json:"paymentRedirectUrl"`
	PaymentNotifyURL   string         `json:"paymentNotifyUrl"`
	PaymentFactor      PaymentFactor  `json:"paymentFactor"`
	SettlementStrategy map[string]any `json:"settlementStrategy"`
	TaxCalculationID   string         `json:"taxCalculationId"`
}

// Order is what the engine reads of a pay call's order.
type Order struct {
	ReferenceOrderID string   `json:"referenceOrderId"`
	OrderDescription string   `json:"orderDescription"`
	OrderAmount      Amount   `json:"orderAmount"`
	Merchant         Merchant `json:"merchant"`
}

// Merchant is the (secondary) merchant named in an order.
type Merchant struct {
	MerchantName        string `json:"merchantName"`
	MerchantDisplayName string `json:"merchantDisplayName"`
}

// PaymentMethod names the method of a pay call and, for cards, the card data (api.md §6.4).
type PaymentMethod struct {
	PaymentMethodType     string    `json:"paymentMethodType"`
	PaymentMethodID       string    `json:"paymentMethodId"`
	PaymentMethodMetaData *CardData `json:"paymentMethodMetaData"`
}

// CardData is what the engine reads of paymentMethodMetaData when the method is CARD.
type CardData struct {
	CardNo              string `json:"cardNo"`
	CVV                 string `json:"cvv"`
	ExpiryYear          string `json:"expiryYear"`
	ExpiryMonth         string `json:"expiryMonth"`
	Is3DSAuthentication bool   `json:"is3DSAuthentication"`
	PaymentMethodRegion string `json:"paymentMethodRegion"`
	// EnableAuthenticationUpgrade false forbids a challenge the call did not ask for; absent allows it.
	EnableAuthenticationUpgrade *bool           `json:"enableAuthenticationUpgrade,omitempty"`
	BillingAddress              *BillingAddress `json:"billingAddress,omitempty"` // nil when none was sent
}

// BillingAddress is what the engine reads of a card's billing address.
type BillingAddress struct {
	Region string `json:"region"` // ISO 3166, two letters
	State  string `json:"state"`
}

// PaymentFactor is what the engine reads of a pay call's paymentFactor.
type PaymentFactor struct {
	IsAuthorization        bool   `json:"isAuthorization"`
	CaptureMode            string `json:"captureMode"`
	InStorePaymentScenario string `json:"inStorePaymentScenario"`
}

// PayResponse is the answer to payments/pay. Absent fields are omitted, never null (api.md §0.5).
type PayResponse struct {
	Result             Result              `json:"result"`
	PaymentRequestID   string              `json:"paymentRequestId,omitempty"`
	PaymentID          string              `json:"paymentId,omitempty"`
	PaymentAmount      *Amount             `json:"paymentAmount,omitempty"`
	PaymentCreateTime  string              `json:"paymentCreateTime,omitempty"`
	PaymentTime        string              `json:"paymentTime,omitempty"`
	NormalURL          string              `json:"normalUrl,omitempty"`
	RedirectActionForm *RedirectActionForm `json:"redirectActionForm,omitempty"`
	PaymentResultInfo  *PaymentResultInfo  `json:"paymentResultInfo,omitempty"`
	AuthExpiryTime     string              `json:"authExpiryTime,omitempty"`
	OrderCodeForm      *OrderCodeForm      `json:"orderCodeForm,omitempty"`
}

// RedirectActionForm is the deprecated twin of normalUrl that Antom still sends.
type RedirectActionForm struct {
	Method      string `json:"method"`
	RedirectURL string `json:"redirectUrl"`
}

// PaymentResultInfo carries the raw card outcome (api.md §6.4).
type PaymentResultInfo struct {
	CardNo               string        `json:"cardNo,omitempty"` // masked
	CardBrand            string        `json:"cardBrand,omitempty"`
	PaymentMethodRegion  string        `json:"paymentMethodRegion,omitempty"`
	ThreeDSResult        *ThreeDSecure `json:"threeDSResult,omitempty"`
	AVSResultRaw         string        `json:"avsResultRaw,omitempty"`
	CVVResultRaw         string        `json:"cvvResultRaw,omitempty"`
	NetworkTransactionID string        `json:"networkTransactionId,omitempty"`
}

// ThreeDSecure is the outcome of a 3-D Secure authentication.
type ThreeDSecure struct {
	ThreeDSVersion  string `json:"threeDSVersion"`
	ECI             string `json:"eci"`
	CAVV            string `json:"cavv,omitempty"`
	DSTransactionID string `json:"dsTransactionId,omitempty"`
	Challenged      bool   `json:"challenged"`
}

// InquiryPaymentRequest asks for a payment by either id; paymentId wins (api.md §3.4).
type InquiryPaymentRequest struct {
	PaymentRequestID string `json:"paymentRequestId"`
	PaymentID        string `json:"paymentId"`
}

// InquiryPaymentResponse tells where a payment stands; result only says whether the inquiry worked.
type InquiryPaymentResponse struct {
	Result               Result              `json:"result"`
	PaymentStatus        string              `json:"paymentStatus,omitempty"`
	PaymentResultCode    string              `json:"paymentResultCode,omitempty"`
	PaymentResultMessage string              `json:"paymentResultMessage,omitempty"`
	PaymentRequestID     string              `json:"paymentRequestId,omitempty"`
	PaymentID            string              `json:"paymentId,omitempty"`
	PaymentAmount        *Amount             `json:"paymentAmount,omitempty"`
	PaymentCreateTime    string              `json:"paymentCreateTime,omitempty"`
	PaymentTime          string              `json:"paymentTime,omitempty"`
	PaymentMethodType    string              `json:"paymentMethodType,omitempty"`
	RedirectActionForm   *RedirectActionForm `json:"redirectActionForm,omitempty"`
	PaymentResultInfo    *PaymentResultInfo  `json:"paymentResultInfo,omitempty"`
	Transactions         []Transaction       `json:"transactions,omitempty"`
	AuthExpiryTime       string              `json:"authExpiryTime,omitempty"`
}

// Transaction is a capture, refund or change of an authorisation listed with its payment.
type Transaction struct {
	TransactionResult    Result `json:"transactionResult"`
	TransactionID        string `json:"transactionId"`
	TransactionType      string `json:"transactionType"`
	TransactionStatus    string `json:"transactionStatus"`
	TransactionAmount    Amount `json:"transactionAmount"`
	TransactionRequestID string `json:"transactionRequestId"`
	TransactionTime      string `json:"transactionTime,omitempty"`
}

// CancelRequest cancels a payment by either id (api.md §3.5).
type CancelRequest struct {
	PaymentRequestID string `json:"paymentRequestId"`
	PaymentID        string `json:"paymentId"`
}

// CancelResponse is the answer to payments/cancel.
type CancelResponse struct {
	Result           Result `json:"result"`
	PaymentID        string `json:"paymentId,omitempty"`
	PaymentRequestID string `json:"paymentRequestId,omitempty"`
	CancelTime       string `json:"cancelTime,omitempty"`
}

// RefundRequest refunds a paid payment in full or in part (api.md §3.7).
type RefundRequest struct {
	RefundRequestID string `json:"refundRequestId"`
	PaymentID       string `json:"paymentId"`
	RefundAmount    Amount `json:"refundAmount"`
	RefundReason    string `json:"refundReason"`
	RefundNotifyURL string `json:"refundNotifyUrl"`
}

// RefundResponse is the answer to payments/refund.
type RefundResponse struct {
	Result          Result  `json:"result"`
	RefundRequestID string  `json:"refundRequestId,omitempty"`
	RefundID        string  `json:"refundId,omitempty"`
	PaymentID       string  `json:"paymentId,omitempty"`
	RefundAmount    *Amount `json:"refundAmount,omitempty"`
	RefundTime      string  `json:"refundTime,omitempty"`
}

// InquiryRefundRequest asks for a refund by either id; refundId wins (api.md §3.8).
type InquiryRefundRequest struct {
	RefundRequestID string `json:"refundRequestId"`
	RefundID        string `json:"refundId"`
}

// InquiryRefundResponse tells where a refund stands.
type InquiryRefundResponse struct {
	Result          Result  `json:"result"`
	RefundID        string  `json:"refundId,omitempty"`
	RefundRequestID string  `json:"refundRequestId,omitempty"`
	RefundAmount    *Amount `json:"refundAmount,omitempty"`
	RefundStatus    string  `json:"refundStatus,omitempty"`
	RefundTime      string  `json:"refundTime,omitempty"`
}

// PaymentNotice is the body of notifyPayment (api.md §4.2).
type PaymentNotice struct {
	NotifyType        string             `json:"notifyType"`
	Result            Result             `json:"result"`
	PaymentRequestID  string             `json:"paymentRequestId"`
	PaymentID         string             `json:"paymentId"`
	PaymentAmount     Amount             `json:"paymentAmount"`
	PaymentCreateTime string             `json:"paymentCreateTime"`
	PaymentTime       string             `json:"paymentTime,omitempty"`
	PaymentMethodType string             `json:"paymentMethodType,omitempty"`
	PaymentResultInfo *PaymentResultInfo `json:"paymentResultInfo,omitempty"`
	AuthExpiryTime    string             `json:"authExpiryTime,omitempty"`
	UpdateRequestID   string             `json:"updateRequestId,omitempty"`
}

// RefundNotice is the body of notifyRefund (api.md §4.2).
type RefundNotice struct {
	NotifyType      string `json:"notifyType"`
	Result          Result `json:"result"`
	RefundStatus    string `json:"refundStatus"`
	RefundRequestID string `json:"refundRequestId"`
	RefundID        string `json:"refundId"`
	RefundAmount    Amount `json:"refundAmount"`
	RefundTime      string `json:"refundTime,omitempty"`
}
