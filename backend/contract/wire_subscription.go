package contract

// PeriodRule says how often a subscription deducts.
type PeriodRule struct {
	PeriodType  string `json:"periodType"`
	PeriodCount int    `json:"periodCount"`
}

// SubscriptionTrial is the amount of the periods from trialStartPeriod to trialEndPeriod; without an
// end, of the first alone.
type SubscriptionTrial struct {
	TrialAmount      Amount `json:"trialAmount"`
	TrialStartPeriod int    `json:"trialStartPeriod"`
	TrialEndPeriod   int    `json:"trialEndPeriod,omitempty"`
}

// SubscriptionCreateRequest is what the engine reads of a subscriptions/create call (api.md §3.11).
type SubscriptionCreateRequest struct {
	SubscriptionRequestID       string              `json:"subscriptionRequestId"`
	SubscriptionDescription     string              `json:"subscriptionDescription"`
	SubscriptionRedirectURL     string              `json:"subscriptionRedirectUrl"`
	SubscriptionStartTime       string              `json:"subscriptionStartTime"`
	SubscriptionEndTime         string              `json:"subscriptionEndTime"`
	SubscriptionExpiryTime      string              `json:"subscriptionExpiryTime"`
	SubscriptionNotificationURL string              `json:"subscriptionNotificationUrl"`
	PaymentNotificationURL      string              `json:"paymentNotificationUrl"`
	PeriodRule                  PeriodRule          `json:"periodRule"`
	PaymentMethod               PaymentMethod       `json:"paymentMethod"`
	PaymentAmount               Amount              `json:"paymentAmount"`
	AllowAccumulate             *bool               `json:"allowAccumulate"`
	MaxAccumulateAmount         *Amount             `json:"maxAccumulateAmount"`
	AllowRetry                  *bool               `json:"allowRetry"`
	MaxAmountFloor              *Amount             `json:"maxAmountFloor"`
	Trials                      []SubscriptionTrial `json:"trials"`
	SubscriptionInfo            struct {
		AllowRetry     *bool   `json:"allowRetry"`
		RetryMode      string  `json:"retryMode"`
		MaxAmountFloor *Amount `json:"maxAmountFloor"`
		FixedAmount    *Amount `json:"fixedAmount"`
	} `json:"subscriptionInfo"`
}

// SubscriptionCreateResponse is the answer to subscriptions/create. The subscriptionId arrives only in
// notifications.
type SubscriptionCreateResponse struct {
	Result    Result `json:"result"`
	NormalURL string `json:"normalUrl,omitempty"`
}

// SubscriptionChangeRequest is what the engine reads of subscriptions/change and subscriptions/update,
// which differ in their request ids, start and next dates.
type SubscriptionChangeRequest struct {
	SubscriptionChangeRequestID string      `json:"subscriptionChangeRequestId"`
	SubscriptionUpdateRequestID string      `json:"subscriptionUpdateRequestId"`
	SubscriptionID              string      `json:"subscriptionId"`
	SubscriptionDescription     string      `json:"subscriptionDescription"`
	SubscriptionStartTime       string      `json:"subscriptionStartTime"`
	SubscriptionEndTime         string      `json:"subscriptionEndTime"`
	NextSubscriptionDate        string      `json:"nextSubscriptionDate"`
	ProrationSettings           string      `json:"prorationSettings"`
	PeriodRule                  *PeriodRule `json:"periodRule"`
	PaymentAmount               *Amount     `json:"paymentAmount"`
	PaymentAmountDifference     *Amount     `json:"paymentAmountDifference"`
	AllowAccumulate             *bool       `json:"allowAccumulate"`
	MaxAccumulateAmount         *Amount     `json:"maxAccumulateAmount"`
	OrderInfo                   struct {
		OrderAmount *Amount `json:"orderAmount"`
	} `json:"orderInfo"`
}

// SubscriptionCancelRequest ends a subscription, by either id.
type SubscriptionCancelRequest struct {
	SubscriptionID        string `json:"subscriptionId"`
	SubscriptionRequestID string `json:"subscriptionRequestId"`
	CancellationType      string `json:"cancellationType"`
}

// SubscriptionIDs name a subscription in any of the inquiries.
type SubscriptionIDs struct {
	SubscriptionID         string `json:"subscriptionId"`
	SubscriptionRequestID  string `json:"subscriptionRequestId"`
	MerchantSubscriptionID string `json:"merchantSubscriptionId"`
}

// SubscriptionsInquiryResponse is the answer to subscriptions/inquiry, whose allowRetry is text.
type SubscriptionsInquiryResponse struct {
	Result                Result     `json:"result"`
	SubscriptionRequestID string     `json:"subscriptionRequestId"`
	SubscriptionStatus    string     `json:"subscriptionStatus,omitempty"`
	SubscriptionStartTime string     `json:"subscriptionStartTime"`
	SubscriptionEndTime   string     `json:"subscriptionEndTime"`
	PeriodRule            PeriodRule `json:"periodRule"`
	PaymentAmount         Amount     `json:"paymentAmount"`
	AllowRetry            string     `json:"allowRetry,omitempty"`
	MaxAmountFloor        *Amount    `json:"maxAmountFloor,omitempty"`
}

// SubscriptionInquireResponse is the answer to payments/inquire, whose phaseNo is text.
type SubscriptionInquireResponse struct {
	Result                Result     `json:"result"`
	SubscriptionID        string     `json:"subscriptionId"`
	SubscriptionRequestID string     `json:"subscriptionRequestId"`
	SubscriptionStatus    string     `json:"subscriptionStatus,omitempty"`
	PaymentAmount         Amount     `json:"paymentAmount"`
	AllowAccumulate       *bool      `json:"allowAccumulate,omitempty"`
	MaxAccumulateAmount   *Amount    `json:"maxAccumulateAmount,omitempty"`
	PeriodRule            PeriodRule `json:"periodRule"`
	PhaseNo               string     `json:"phaseNo,omitempty"`
	SubscriptionStartTime string     `json:"subscriptionStartTime"`
	SubscriptionEndTime   string     `json:"subscriptionEndTime"`
}

// SubscriptionMethod is a payment method as the inquiries name it.
type SubscriptionMethod struct {
	PaymentMethodType string `json:"paymentMethodType"`
	PaymentMethodID   string `json:"paymentMethodId,omitempty"`
}

// SubscriptionInfo is a subscription in the inquiries of one and of many.
type SubscriptionInfo struct {
	SubscriptionID          string              `json:"subscriptionId"`
	SubscriptionDescription string              `json:"subscriptionDescription"`
	Status                  string              `json:"status,omitempty"`
	SubscriptionStartTime   string              `json:"subscriptionStartTime"`
	SubscriptionEndTime     string              `json:"subscriptionEndTime"`
	PeriodType              string              `json:"periodType"`
	PeriodCount             int                 `json:"periodCount"`
	PeriodRule              PeriodRule          `json:"periodRule"`
	CurrentPeriodStart      string              `json:"currentPeriodStart,omitempty"`
	CurrentPeriodEnd        string              `json:"currentPeriodEnd,omitempty"`
	CurrentPhaseNo          int                 `json:"currentPhaseNo,omitempty"`
	PaymentMethod           SubscriptionMethod  `json:"paymentMethod"`
	PaymentAmount           Amount              `json:"paymentAmount"`
	LastUpdateTime          string              `json:"lastUpdateTime"`
	Trials                  []SubscriptionTrial `json:"trials,omitempty"`
	SubscriptionNotifyURL   string              `json:"subscriptionNotifyUrl"`
	SubscriptionExpiryTime  string              `json:"subscriptionExpiryTime"`
	AllowRetry              bool                `json:"allowRetry"`
	RetryMode               string              `json:"retryMode,omitempty"`
	MaxAmountFloor          *Amount             `json:"maxAmountFloor,omitempty"`
	FixedAmount             *Amount             `json:"fixedAmount,omitempty"`
}

// InquireSubscriptionResponse is the answer to subscriptions/inquireSubscription.
type InquireSubscriptionResponse struct {
	Result       Result           `json:"result"`
	Subscription SubscriptionInfo `json:"subscription"`
}

// InquireSubscriptionListRequest filters the list; empty fields mean "don't care".
type InquireSubscriptionListRequest struct {
	StartTimeFrom      string   `json:"startTimeFrom"`
	StartTimeTo        string   `json:"startTimeTo"`
	Statuses           []string `json:"statuses"`
	PaymentMethodTypes []string `json:"paymentMethodTypes"`
	Currencies         []string `json:"currencies"`
	PeriodTypes        []string `json:"periodTypes"`
	CurrentPage        int      `json:"currentPage"`
	PageSize           int      `json:"pageSize"`
}

// Paginator says which page of a list was answered; pages count from 1.
type Paginator struct {
	CurrentPage int `json:"currentPage"`
	PageSize    int `json:"pageSize"`
	TotalPage   int `json:"totalPage"`
	TotalCount  int `json:"totalCount"`
}

// InquireSubscriptionListResponse is the answer to subscriptions/inquireSubscriptionList.
type InquireSubscriptionListResponse struct {
	Result        Result             `json:"result"`
	Subscriptions []SubscriptionInfo `json:"subscriptions"`
	Paginator     Paginator          `json:"paginator"`
}

// InquireSubscriptionPaymentRequest asks for a subscription's payments.
type InquireSubscriptionPaymentRequest struct {
	SubscriptionID  string   `json:"subscriptionId"`
	PaymentStatuses []string `json:"paymentStatuses"`
	CurrentPage     int      `json:"currentPage"`
	PageSize        int      `json:"pageSize"`
}

// SubscriptionTransaction is one payment of a subscription.
type SubscriptionTransaction struct {
	PaymentID     string             `json:"paymentId"`
	Status        string             `json:"status"`
	PhaseNo       int                `json:"phaseNo"`
	PaymentMethod SubscriptionMethod `json:"paymentMethod"`
	PaymentAmount Amount             `json:"paymentAmount"`
	PaymentTime   string             `json:"paymentTime,omitempty"`
}

// InquireSubscriptionPaymentResponse is the answer to subscriptions/inquireSubscriptionPayment.
type InquireSubscriptionPaymentResponse struct {
	Result    Result                    `json:"result"`
	Payments  []SubscriptionTransaction `json:"payments"`
	Paginator Paginator                 `json:"paginator"`
}

// SubscriptionNotice is the body of notifySubscription (api.md §4.2).
type SubscriptionNotice struct {
	SubscriptionRequestID        string     `json:"subscriptionRequestId"`
	SubscriptionID               string     `json:"subscriptionId"`
	SubscriptionStatus           string     `json:"subscriptionStatus"`
	SubscriptionNotificationType string     `json:"subscriptionNotificationType"`
	SubscriptionStartTime        string     `json:"subscriptionStartTime"`
	SubscriptionEndTime          string     `json:"subscriptionEndTime"`
	PeriodRule                   PeriodRule `json:"periodRule"`
	AllowAccumulate              *bool      `json:"allowAccumulate,omitempty"`
	MaxAccumulateAmount          *Amount    `json:"maxAccumulateAmount,omitempty"`
}

// SubscriptionPaymentNotice is the body of notifyPayment for a subscription's deduction, which has no
// notifyType and whose phaseNo is text (api.md §4.2).
type SubscriptionPaymentNotice struct {
	Result                Result `json:"result"`
	PaymentID             string `json:"paymentId"`
	PaymentAmount         Amount `json:"paymentAmount"`
	PaymentCreateTime     string `json:"paymentCreateTime"`
	PaymentTime           string `json:"paymentTime,omitempty"`
	SubscriptionRequestID string `json:"subscriptionRequestId"`
	SubscriptionID        string `json:"subscriptionId"`
	PeriodStartTime       string `json:"periodStartTime"`
	PeriodEndTime         string `json:"periodEndTime"`
	PhaseNo               string `json:"phaseNo"`
}
