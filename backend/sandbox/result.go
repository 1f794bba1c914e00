package sandbox

// ResultStatus is the one-letter outcome of every Antom answer: S, F or U (api.md §1.6).
type ResultStatus string

// The result statuses. There is no "A" in Antom.
const (
	StatusS ResultStatus = "S"
	StatusF ResultStatus = "F"
	StatusU ResultStatus = "U"
)

// Result is the `result` object every Antom answer and most notifications carry.
type Result struct {
	Code    string       `json:"resultCode"`
	Status  ResultStatus `json:"resultStatus"`
	Message string       `json:"resultMessage"`
}

// OK is the result of a call that succeeded.
func OK() Result { return Result{Code: CodeSuccess, Status: StatusS, Message: "success."} }

// Fail is a refusal with the given code and sentence.
func Fail(code, message string) Result {
	return Result{Code: code, Status: StatusF, Message: message}
}

// InProcess is an answer whose outcome follows by notification or inquiry.
func InProcess(code, message string) Result {
	return Result{Code: code, Status: StatusU, Message: message}
}

// The result codes this build answers with (api.md §3.0). Scenarios will add the rest as data.
const (
	CodeSuccess                = "SUCCESS"
	CodePaymentInProcess       = "PAYMENT_IN_PROCESS"
	CodeUnknownException       = "UNKNOWN_EXCEPTION"
	CodeParamIllegal           = "PARAM_ILLEGAL"
	CodeInvalidSignature       = "INVALID_SIGNATURE"
	CodeKeyNotFound            = "KEY_NOT_FOUND"
	CodeUnknownClient          = "UNKNOWN_CLIENT"
	CodeInvalidAPI             = "INVALID_API"
	CodeNoInterfaceDef         = "NO_INTERFACE_DEF"
	CodeMethodNotSupported     = "METHOD_NOT_SUPPORTED"
	CodeMediaTypeNotAcceptable = "MEDIA_TYPE_NOT_ACCEPTABLE"
	CodeSystemError            = "SYSTEM_ERROR"
	CodeProcessFail            = "PROCESS_FAIL"
	CodeOrderNotExist          = "ORDER_NOT_EXIST"
	CodeOrderStatusInvalid     = "ORDER_STATUS_INVALID"
	CodeOrderIsClosed          = "ORDER_IS_CLOSED"
	CodeOrderIsCanceled        = "ORDER_IS_CANCELED"
	CodeRepeatReqInconsistent  = "REPEAT_REQ_INCONSISTENT"
	CodeCurrencyNotSupport     = "CURRENCY_NOT_SUPPORT"
	CodeRefundInProcess        = "REFUND_IN_PROCESS"
	CodeRefundNotSupported     = "REFUND_NOT_SUPPORTED"
	CodeRefundAmountExceed     = "REFUND_AMOUNT_EXCEED"
	CodeRefundWindowExceed     = "REFUND_WINDOW_EXCEED"
	CodeCancelWindowExceed     = "CANCEL_WINDOW_EXCEED"
	CodeRiskReject             = "RISK_REJECT"
	CodeInvalidCardNumber      = "INVALID_CARD_NUMBER"
	CodeInvalidExpirationDate  = "INVALID_EXPIRATION_DATE"
	CodeInvalidCVV             = "INVALID_CVV"
	CodeCardExpired            = "CARD_EXPIRED"
	CodeInvalidPaymentMethod   = "INVALID_PAYMENT_METHOD_META_DATA"
	CodeUserVerificationFailed = "USER_PAYMENT_VERIFICATION_FAILED"

	CodePaymentAmountExceedLimit = "PAYMENT_AMOUNT_EXCEED_LIMIT"
	CodePartialRefundUnsupported = "PARTIAL_REFUND_NOT_SUPPORTED"
	CodeNoPayOptions             = "NO_PAY_OPTIONS"
	CodeInquirySessionFailed     = "INQUIRY_PAYMENT_SESSION_FAILED"
	CodeCaptureExceedsAuth       = "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT"
	CodeMultiCaptureUnsupported  = "MULTI_CAPTURE_NOT_SUPPORTED"
	CodeAuthNotFound             = "AUTH_NOT_FOUND"
	CodeAuthCancelled            = "AUTH_CANCELLED"
	CodeAuthExpired              = "AUTH_EXPIRED"
	CodeAuthenticationRequired   = "AUTHENTICATION_REQUIRED"
	CodeInvalidPaymentCode       = "INVALID_PAYMENT_CODE"
	CodeExpiredCode              = "EXPIRED_CODE"
	CodeVerifyUnmatched          = "VERIFY_UNMATCHED"
	CodeVerifyTimesExceedLimit   = "VERIFY_TIMES_EXCEED_LIMIT"
	CodeCardBINQueryError        = "CARD_BIN_QUERY_ERROR"

	CodeMerchantNotRegistered    = "MERCHANT_NOT_REGISTERED"
	CodeMerchantBalanceNotEnough = "MERCHANT_BALANCE_NOT_ENOUGH"
	CodeRepeatRegistration       = "REPEAT_REGISTRATION"
	CodeInvalidAccessToken       = "INVALID_ACCESS_TOKEN"
	CodeInvalidAuthCode          = "INVALID_AUTHCODE"
	CodeInvalidRefreshToken      = "INVALID_REFRESH_TOKEN"
	CodeVerificationInProcess    = "VERIFICATION_IN_PROCESS"
	CodeVerificationFail         = "VERIFICATION_FAIL"
	CodeContextInconsistent      = "CONTEXT_INCONSISTENT"
	CodeDuplicatedDeclarations   = "DUPLICATED_DECLARATIONS"
	CodeRepeatRequest            = "REPEAT_REQUEST"
	CodeUserBalanceNotEnough     = "USER_BALANCE_NOT_ENOUGH"
	CodeTimeExceedsLimit         = "TIME_EXCEEDS_LIMIT"
	CodeDefenseExceedLimit       = "DEFENSE_EXCEED_LIMIT"
	CodeNotAllowedInStatus       = "NOT_ALLOW_IN_CURRENT_STATUS"
)
