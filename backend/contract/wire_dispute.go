package contract

// DisputeRequest is what the engine reads of the calls about a dispute (api.md §3.12).
type DisputeRequest struct {
	DisputeID           string `json:"disputeId"`
	DisputeEvidence     string `json:"disputeEvidence"`     // base64, of supplyDefenseDocument
	DisputeEvidenceType string `json:"disputeEvidenceType"` // of downloadDisputeEvidence
}

// DisputeResponse is the answer to payments/acceptDispute and payments/supplyDefenseDocument.
type DisputeResponse struct {
	Result                Result `json:"result"`
	DisputeID             string `json:"disputeId,omitempty"`
	DisputeResolutionTime string `json:"disputeResolutionTime,omitempty"`
}

// DisputeEvidenceResponse is the answer to payments/downloadDisputeEvidence.
type DisputeEvidenceResponse struct {
	Result                Result `json:"result"`
	DisputeEvidence       string `json:"disputeEvidence,omitempty"` // base64
	DisputeEvidenceFormat string `json:"disputeEvidenceFormat,omitempty"`
}

// DisputeNotice is the body of notifyDispute, which has neither notifyType nor result (api.md §4.2).
type DisputeNotice struct {
	DisputeNotificationType string  `json:"disputeNotificationType"`
	PaymentRequestID        string  `json:"paymentRequestId"`
	DisputeID               string  `json:"disputeId"`
	PaymentID               string  `json:"paymentId"`
	DisputeTime             string  `json:"disputeTime,omitempty"`
	DisputeAmount           *Amount `json:"disputeAmount,omitempty"`
	DisputeType             string  `json:"disputeType,omitempty"`
	DisputeReasonCode       string  `json:"disputeReasonCode,omitempty"`
	DisputeReasonMsg        string  `json:"disputeReasonMsg,omitempty"`
	DisputeSource           string  `json:"disputeSource,omitempty"`
	Defendable              bool    `json:"defendable"`
	DefenseDueTime          string  `json:"defenseDueTime,omitempty"`
	DisputeAcceptReason     string  `json:"disputeAcceptReason,omitempty"`
	DisputeAcceptTime       string  `json:"disputeAcceptTime,omitempty"`
	DisputeJudgedResult     string  `json:"disputeJudgedResult,omitempty"`
	DisputeJudgedTime       string  `json:"disputeJudgedTime,omitempty"`
	DisputeJudgedAmount     *Amount `json:"disputeJudgedAmount,omitempty"`
}
