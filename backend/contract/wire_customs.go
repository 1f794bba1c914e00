package contract

// DeclareRequest is what the engine reads of a customs/declare call (api.md §3.13). Of the buyer's
// certificate only its presence matters.
type DeclareRequest struct {
	DeclarationRequestID string              `json:"declarationRequestId"`
	PaymentID            string              `json:"paymentId"`
	DeclarationAmount    Amount              `json:"declarationAmount"`
	Customs              CustomsInfo         `json:"customs"`
	MerchantCustomsInfo  MerchantCustomsInfo `json:"merchantCustomsInfo"`
	SplitOrder           bool                `json:"splitOrder"`
	SubOrderID           string              `json:"subOrderId"`
	BuyerCertificate     *struct{}           `json:"buyerCertificate"`
}

// CustomsInfo names a customs office.
type CustomsInfo struct {
	CustomsCode string `json:"customsCode,omitempty"`
	Region      string `json:"region,omitempty"`
}

// MerchantCustomsInfo is the merchant as the customs office knows it.
type MerchantCustomsInfo struct {
	MerchantCustomsCode string `json:"merchantCustomsCode,omitempty"`
	MerchantCustomsName string `json:"merchantCustomsName,omitempty"`
}

// DeclareResponse is the answer to customs/declare.
type DeclareResponse struct {
	Result                        Result `json:"result"`
	CustomsPaymentID              string `json:"customsPaymentId,omitempty"`
	CustomsOrderID                string `json:"customsOrderId,omitempty"`
	IdentityCheckResult           string `json:"identityCheckResult,omitempty"`
	ClearingChannel               string `json:"clearingChannel,omitempty"`
	ClearingTransactionID         string `json:"clearingTransactionId,omitempty"`
	CustomsProviderRegistrationID string `json:"customsProviderRegistrationId,omitempty"`
}

// InquireDeclarationsRequest asks how declarations stand.
type InquireDeclarationsRequest struct {
	DeclarationRequestIDs []string `json:"declarationRequestIds"`
}

// InquireDeclarationsResponse tells it.
type InquireDeclarationsResponse struct {
	Result                      Result              `json:"result"`
	DeclarationRequestsNotFound []string            `json:"declarationRequestsNotFound,omitempty"`
	DeclarationRecords          []DeclarationRecord `json:"declarationRecords,omitempty"`
}

// DeclarationRecord is how one declaration stands.
type DeclarationRecord struct {
	DeclarationRequestID         string              `json:"declarationRequestId"`
	CustomsPaymentID             string              `json:"customsPaymentId"`
	CustomsOrderID               string              `json:"customsOrderId"`
	Customs                      CustomsInfo         `json:"customs"`
	MerchantCustomsInfo          MerchantCustomsInfo `json:"merchantCustomsInfo"`
	DeclarationAmount            Amount              `json:"declarationAmount"`
	SplitOrder                   bool                `json:"splitOrder"`
	DeclarationRequestStatus     string              `json:"declarationRequestStatus"`
	LastModifiedTime             string              `json:"lastModifiedTime"`
	CustomsDeclarationResultCode string              `json:"customsDeclarationResultCode,omitempty"`
	CustomsDeclarationResultDesc string              `json:"customsDeclarationResultDesc,omitempty"`
	CustomsDeclarationReturnTime string              `json:"customsDeclarationReturnTime,omitempty"`
}
