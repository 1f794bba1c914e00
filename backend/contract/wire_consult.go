package contract

// ConsultRequest is what the engine reads of a payments/consult call (api.md §3.3).
type ConsultRequest struct {
	ProductCode                 string   `json:"productCode"`
	PaymentAmount               Amount   `json:"paymentAmount"`
	AllowedPaymentMethodRegions []string `json:"allowedPaymentMethodRegions"`
	AllowedPspRegions           []string `json:"allowedPspRegions"`
	AllowedPaymentMethods       []string `json:"allowedPaymentMethods"`
	BlockedPaymentMethods       []string `json:"blockedPaymentMethods"`
	UserRegion                  string   `json:"userRegion"`
	Env                         Env      `json:"env"`
}

// ConsultResponse is the answer to payments/consult.
type ConsultResponse struct {
	Result         Result          `json:"result"`
	PaymentOptions []PaymentOption `json:"paymentOptions,omitempty"`
}

// PaymentOption is one payment method a buyer may choose, or why not.
type PaymentOption struct {
	PaymentMethodType     string                     `json:"paymentMethodType"`
	PaymentMethodCategory string                     `json:"paymentMethodCategory,omitempty"`
	PaymentMethodRegion   []string                   `json:"paymentMethodRegion,omitempty"`
	Enabled               bool                       `json:"enabled"`
	Preferred             bool                       `json:"preferred,omitempty"`
	DisableReason         string                     `json:"disableReason,omitempty"`
	SupportedCurrencies   []string                   `json:"supportedCurrencies,omitempty"`
	PaymentOptionDetail   *PaymentOptionDetail       `json:"paymentOptionDetail,omitempty"`
	Logo                  *Logo                      `json:"logo,omitempty"`
	Installment           *Installment               `json:"installment,omitempty"`
	AmountLimitInfoMap    map[string]AmountLimitInfo `json:"amountLimitInfoMap,omitempty"`
}

// PaymentOptionDetail is what a card option accepts.
type PaymentOptionDetail struct {
	SupportCardBrands []SupportCardBrand `json:"supportCardBrands,omitempty"`
	Funding           []string           `json:"funding,omitempty"`
}

// SupportCardBrand is a card brand with its picture.
type SupportCardBrand struct {
	CardBrand string `json:"cardBrand"`
	Logo      Logo   `json:"logo"`
}

// Logo names a picture of at most 12 characters' name and its address.
type Logo struct {
	LogoName string `json:"logoName"`
	LogoURL  string `json:"logoUrl,omitempty"`
}

// AmountLimitInfo are the limits of a currency.
type AmountLimitInfo struct {
	SingleLimit *AmountLimit `json:"singleLimit,omitempty"`
}

// AmountLimit is the least and the most of one payment.
type AmountLimit struct {
	MinAmount *Amount `json:"minAmount,omitempty"`
	MaxAmount *Amount `json:"maxAmount,omitempty"`
}

// Installment is paying a card in parts.
type Installment struct {
	SupportCardBrands []SupportCardBrand `json:"supportCardBrands,omitempty"`
	Plans             []InstallmentPlan  `json:"plans,omitempty"`
}

// InstallmentPlan is one way to pay in parts.
type InstallmentPlan struct {
	InterestRate         string `json:"interestRate,omitempty"`
	MinInstallmentAmount Amount `json:"minInstallmentAmount"`
	MaxInstallmentAmount Amount `json:"maxInstallmentAmount"`
	InstallmentNum       string `json:"installmentNum"`
	Interval             string `json:"interval"`
	Enabled              bool   `json:"enabled"`
}
