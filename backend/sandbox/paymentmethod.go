package sandbox

// PaymentMethodRule is what Antom Desk knows of one payment method: data the user can see and edit.
// Amounts are minor units of the first currency and hold in that currency only; 0 means no limit.
type PaymentMethodRule struct {
	Type             string   `json:"type"`
	Category         string   `json:"category"`   // PaymentMethodCategoryType
	Countries        []string `json:"countries"`  // ISO 3166; empty means global
	Currencies       []string `json:"currencies"` // ISO 4217; advisory: any currency is accepted (api.md §6)
	MinMinor         int64    `json:"minMinor"`
	MaxMinor         int64    `json:"maxMinor"`
	EnforceLimits    bool     `json:"enforceLimits"` // refuse amounts outside; off where §6.2 confirms no limit per payment
	Refund           bool     `json:"refund"`
	PartialRefund    bool     `json:"partialRefund"`
	RefundWindowDays int      `json:"refundWindowDays"`
	SyncRefund       bool     `json:"syncRefund"` // wallets answer refunds at once (api.md §3.7)
	OneTime          bool     `json:"oneTime"`
	AutoDebit        bool     `json:"autoDebit"`
	Subscription     bool     `json:"subscription"`
	ExpirySeconds    int64    `json:"expirySeconds"` // default expiry (api.md §5.3)
	Pending          bool     `json:"pending"`       // a paid payment waits for the bank's word (api.md §5.1)
	Confirmed        bool     `json:"confirmed"`     // false: defaults of ours, api.md marks the method [U]
}
