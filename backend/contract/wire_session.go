package contract

import "encoding/json"

// PaymentSessionRequest is what the engine reads of a payments/createPaymentSession call (api.md §3.2).
type PaymentSessionRequest struct {
	ProductCode                 string                 `json:"productCode"`
	ProductScene                string                 `json:"productScene"`
	PaymentRequestID            string                 `json:"paymentRequestId"`
	Order                       json.RawMessage        `json:"order"`
	PaymentAmount               Amount                 `json:"paymentAmount"`
	PaymentMethod               PaymentMethod          `json:"paymentMethod"`
	PaymentSessionExpiryTime    string                 `json:"paymentSessionExpiryTime"`
	PaymentExpiryTime           string                 `json:"paymentExpiryTime"`
	PaymentRedirectURL          string                 `json:"paymentRedirectUrl"`
	PaymentNotifyURL            string                 `json:"paymentNotifyUrl"`
	PaymentFactor               PaymentFactor          `json:"paymentFactor"`
	AllowedPaymentMethodRegions []string               `json:"allowedPaymentMethodRegions"`
	AvailablePaymentMethod      AvailablePaymentMethod `json:"availablePaymentMethod"`
	CustomizedInfo              json.RawMessage        `json:"customizedInfo"`
	Env                         Env                    `json:"env"`
	AgreementInfo               AgreementInfo          `json:"agreementInfo"`
}

// AgreementInfo is what an EasySafePay session asks the customer to agree to.
type AgreementInfo struct {
	AuthState   string `json:"authState"`
	UserLoginID string `json:"userLoginId"`
}

// AvailablePaymentMethod restricts and orders what a checkout page offers.
type AvailablePaymentMethod struct {
	PaymentMethodTypeList []PaymentMethodTypeItem `json:"paymentMethodTypeList"`
	PaymentMethodMetaData *CardData               `json:"paymentMethodMetaData"`
}

// PaymentMethodTypeItem is one method a checkout page offers.
type PaymentMethodTypeItem struct {
	PaymentMethodType string `json:"paymentMethodType"`
}

// Env is what the engine reads of a call's env.
type Env struct {
	TerminalType string `json:"terminalType"`
	OSType       string `json:"osType"`
}

// PaymentSessionResponse is the answer to payments/createPaymentSession.
type PaymentSessionResponse struct {
	Result                   Result `json:"result"`
	PaymentSessionData       string `json:"paymentSessionData,omitempty"`
	PaymentSessionExpiryTime string `json:"paymentSessionExpiryTime,omitempty"`
	PaymentSessionID         string `json:"paymentSessionId,omitempty"`
	NormalURL                string `json:"normalUrl,omitempty"`
}

// RetrieveSessionRequest asks for a session. One SDK sends the second name (api.md §1).
type RetrieveSessionRequest struct {
	PaymentRequestID string `json:"paymentRequestId"`
	SnakeRequestID   string `json:"payment_request_id"`
}

// RetrieveSessionResponse is the answer to payments/retrievePaymentSession.
type RetrieveSessionResponse struct {
	Result         Result          `json:"result"`
	Order          json.RawMessage `json:"order,omitempty"`
	CustomizedInfo string          `json:"customizedInfo,omitempty"` // JSON text: the contract has a string here
}
