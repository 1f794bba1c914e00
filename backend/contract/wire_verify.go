package contract

// VerifyPaymentRequest answers a payment's challenge (payments/verifyAndCompletePayment).
type VerifyPaymentRequest struct {
	PaymentID       string       `json:"paymentId"`
	VerifyRequestID string       `json:"verifyRequestId"`
	VerifyMethod    VerifyMethod `json:"verifyMethod"`
}

// VerifyMethod is how the buyer answers.
type VerifyMethod struct {
	VerifyMethodType string `json:"verifyMethodType"`
	OTPValue         string `json:"otpValue"`
}

// VerifyPaymentResponse is the answer to payments/verifyAndCompletePayment.
type VerifyPaymentResponse struct {
	Result            Result  `json:"result"`
	PaymentRequestID  string  `json:"paymentRequestId,omitempty"`
	VerifyRequestID   string  `json:"verifyRequestId,omitempty"`
	PaymentID         string  `json:"paymentId,omitempty"`
	PaymentAmount     *Amount `json:"paymentAmount,omitempty"`
	PaymentCreateTime string  `json:"paymentCreateTime,omitempty"`
}

// SyncArrearRequest reports that the buyer's debt of a payment was settled.
type SyncArrearRequest struct {
	PaymentID        string `json:"paymentId"`
	PaymentRequestID string `json:"paymentRequestId"`
}

// ResultResponse is an answer that says nothing but how it went.
type ResultResponse struct {
	Result Result `json:"result"`
}

// DeviceCertificateRequest asks for a certificate over a device's key.
type DeviceCertificateRequest struct {
	DeviceRequestID string `json:"deviceRequestId"`
	DevicePublicKey string `json:"devicePublicKey"`
}

// DeviceCertificateResponse is the answer to payments/createDeviceCertificate.
type DeviceCertificateResponse struct {
	Result            Result `json:"result"`
	DeviceCertificate string `json:"deviceCertificate,omitempty"`
}
