package contract

// CaptureRequest captures an authorised card payment in full or in part (api.md §3.6).
type CaptureRequest struct {
	CaptureRequestID string `json:"captureRequestId"`
	PaymentID        string `json:"paymentId"`
	CaptureAmount    Amount `json:"captureAmount"`
	IsLastCapture    *bool  `json:"isLastCapture"` // absent means true
}

// CaptureResponse is the answer to payments/capture.
type CaptureResponse struct {
	Result           Result  `json:"result"`
	CaptureRequestID string  `json:"captureRequestId,omitempty"`
	CaptureID        string  `json:"captureId,omitempty"`
	PaymentID        string  `json:"paymentId,omitempty"`
	CaptureAmount    *Amount `json:"captureAmount,omitempty"`
	CaptureTime      string  `json:"captureTime,omitempty"`
}

// CaptureNotice is the body of notifyCapture (api.md §4.2).
type CaptureNotice struct {
	NotifyType       string `json:"notifyType"`
	Result           Result `json:"result"`
	CaptureRequestID string `json:"captureRequestId"`
	PaymentID        string `json:"paymentId"`
	CaptureID        string `json:"captureId"`
	CaptureAmount    Amount `json:"captureAmount"`
	CaptureTime      string `json:"captureTime,omitempty"`
}

// UpdateAmountRequest changes the amount of an authorisation (api.md §3.6).
type UpdateAmountRequest struct {
	UpdateRequestID string `json:"updateRequestId"`
	PaymentID       string `json:"paymentId"`
	Amount          Amount `json:"amount"`
}

// UpdateAmountResponse is the answer to payments/updateAmount.
type UpdateAmountResponse struct {
	Result          Result  `json:"result"`
	UpdateRequestID string  `json:"updateRequestId,omitempty"`
	PaymentID       string  `json:"paymentId,omitempty"`
	Amount          *Amount `json:"amount,omitempty"`
}

// OrderCodeForm is the code a buyer scans in a store (api.md §8.4).
type OrderCodeForm struct {
	PaymentMethodType string       `json:"paymentMethodType,omitempty"`
	ExpireTime        string       `json:"expireTime"`
	CodeDetails       []CodeDetail `json:"codeDetails"`
}

// CodeDetail is one presentation of an order code: its text or the address of a picture of it.
type CodeDetail struct {
	CodeValueType string `json:"codeValueType"`
	CodeValue     string `json:"codeValue"`
	DisplayType   string `json:"displayType"`
}
