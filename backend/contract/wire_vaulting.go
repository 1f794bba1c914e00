package contract

import "encoding/json"

// VaultingSessionRequest is what the engine reads of a vaults/createVaultingSession call (api.md §3.10).
type VaultingSessionRequest struct {
	PaymentMethodType       string `json:"paymentMethodType"`
	VaultingRequestID       string `json:"vaultingRequestId"`
	VaultingNotificationURL string `json:"vaultingNotificationUrl"`
	RedirectURL             string `json:"redirectUrl"`
	Is3DSAuthentication     bool   `json:"is3DSAuthentication"`
}

// VaultingSessionResponse is the answer to vaults/createVaultingSession.
type VaultingSessionResponse struct {
	Result                    Result `json:"result"`
	VaultingSessionData       string `json:"vaultingSessionData,omitempty"`
	VaultingSessionID         string `json:"vaultingSessionId,omitempty"`
	VaultingSessionExpiryTime string `json:"vaultingSessionExpiryTime,omitempty"`
	NormalURL                 string `json:"normalUrl,omitempty"`
}

// VaultRequest is what the engine reads of a vaults/vaultPaymentMethod call (api.md §3.10).
type VaultRequest struct {
	VaultingRequestID       string          `json:"vaultingRequestId"`
	VaultingNotificationURL string          `json:"vaultingNotificationUrl"`
	RedirectURL             string          `json:"redirectUrl"`
	Metadata                string          `json:"metadata"`
	CustomizedInfo          json.RawMessage `json:"customizedInfo"`
	PaymentMethodDetail     struct {
		PaymentMethodType string    `json:"paymentMethodType"`
		Card              *CardData `json:"card"`
	} `json:"paymentMethodDetail"`
}

// VaultResponse is the answer to vaults/vaultPaymentMethod.
type VaultResponse struct {
	Result              Result                `json:"result"`
	VaultingRequestID   string                `json:"vaultingRequestId,omitempty"`
	PaymentMethodDetail *VaultedPaymentMethod `json:"paymentMethodDetail,omitempty"`
	NormalURL           string                `json:"normalUrl,omitempty"`
}

// VaultedPaymentMethod is a card that has been vaulted.
type VaultedPaymentMethod struct {
	PaymentMethodType string      `json:"paymentMethodType"`
	Card              VaultedCard `json:"card"`
}

// VaultedCard is what Antom tells of a vaulted card; the token pays in its place.
type VaultedCard struct {
	Brand         string `json:"brand,omitempty"`
	CardToken     string `json:"cardToken"`
	MaskedCardNo  string `json:"maskedCardNo,omitempty"`
	IssuingRegion string `json:"issuingCountry,omitempty"`
}

// InquireVaultingRequest asks how a vaulting stands.
type InquireVaultingRequest struct {
	VaultingRequestID string `json:"vaultingRequestId"`
}

// InquireVaultingResponse tells it; result only says whether the inquiry worked.
type InquireVaultingResponse struct {
	Result                Result                `json:"result"`
	VaultingRequestID     string                `json:"vaultingRequestId,omitempty"`
	NormalURL             string                `json:"normalUrl,omitempty"`
	VaultingStatus        string                `json:"vaultingStatus,omitempty"`
	PaymentMethodDetail   *VaultedPaymentMethod `json:"paymentMethodDetail,omitempty"`
	Metadata              string                `json:"metadata,omitempty"`
	VaultingResultCode    string                `json:"vaultingResultCode,omitempty"`
	VaultingResultMessage string                `json:"vaultingResultMessage,omitempty"`
}

// CardTokenRequest names a card token: vaults/inquireToken, updateToken and deleteToken.
type CardTokenRequest struct {
	Token             string          `json:"token"`
	AccountHolderName json.RawMessage `json:"accountHolderName"`
	Email             string          `json:"email"`
	TokenExpiryTime   string          `json:"tokenExpiryTime"`
}

// InquireCardTokenResponse is the answer to vaults/inquireToken.
type InquireCardTokenResponse struct {
	Result            Result          `json:"result"`
	Token             string          `json:"token,omitempty"`
	AccountHolderName json.RawMessage `json:"accountHolderName,omitempty"`
	Email             string          `json:"email,omitempty"`
	IssuerName        string          `json:"issuerName,omitempty"`
	IssuingCountry    string          `json:"issuingCountry,omitempty"`
	TokenExpiryTime   string          `json:"tokenExpiryTime,omitempty"`
}

// UpdateCardTokenResponse is the answer to vaults/updateToken.
type UpdateCardTokenResponse struct {
	Result Result `json:"result"`
	Token  string `json:"token,omitempty"`
}

// VaultingNotice is the body of notifyVaulting (api.md §4.2).
type VaultingNotice struct {
	Result              Result                `json:"result"`
	VaultingRequestID   string                `json:"vaultingRequestId"`
	PaymentMethodDetail *VaultedPaymentMethod `json:"paymentMethodDetail,omitempty"`
	VaultingCreateTime  string                `json:"vaultingCreateTime"`
	CustomizedInfo      json.RawMessage       `json:"customizedInfo,omitempty"`
	Metadata            string                `json:"metadata,omitempty"`
}
