package engine

import (
	"slices"
	"strings"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// generalSet are the codes Antom's documents give every API: the general set of api.md §3.0 and what a
// caller may be refused with itself.
const generalSet = `UNKNOWN_EXCEPTION REQUEST_TRAFFIC_EXCEED_LIMIT
	ACCESS_DENIED INVALID_API KEY_NOT_FOUND NO_INTERFACE_DEF PARAM_ILLEGAL PROCESS_FAIL SYSTEM_ERROR
	INVALID_SIGNATURE UNKNOWN_CLIENT CLIENT_INVALID INVALID_CLIENT INVALID_CLIENT_STATUS
	CLIENT_FORBIDDEN_ACCESS_API METHOD_NOT_SUPPORTED MEDIA_TYPE_NOT_ACCEPTABLE `

const sessionCodes = "PARAM_ILLEGAL PROCESS_FAIL UNKNOWN_EXCEPTION"

const consentCodes = `ACCESS_DENIED CLIENT_FORBIDDEN_ACCESS_API INVALID_API INVALID_CLIENT_STATUS INVALID_SIGNATURE
	KEY_NOT_FOUND MERCHANT_NOT_REGISTERED OAUTH_FAILED PARAM_ILLEGAL PAYMENT_NOT_QUALIFIED PROCESS_FAIL RISK_REJECT
	UNKNOWN_CLIENT REQUEST_TRAFFIC_EXCEED_LIMIT UNKNOWN_EXCEPTION `

// cardCodes are what the card schemes and issuers refuse a card with.
const cardCodes = ` INVALID_EXPIRATION_DATE INVALID_CARD_NUMBER INVALID_CARD INVALID_CVV CARD_EXPIRED CARD_NOT_SUPPORTED
	DO_NOT_HONOR ISSUER_REJECTS_TRANSACTION SUSPECTED_CARD USER_BALANCE_NOT_ENOUGH `

// usualCodes are what an API without a list of its own is refused with: the general set, and what is wrong
// with the thing it is about.
const usualCodes = generalSet + "ORDER_NOT_EXIST ORDER_STATUS_INVALID CURRENCY_NOT_SUPPORT REPEAT_REQ_INCONSISTENT"

// documentedCodes are the codes each API documents beside SUCCESS (api.md §3), and what else the rules
// documented for it lead to. An API that is missing has usualCodes. "F:" marks a code whose status differs from its usual one.
var documentedCodes = map[string]string{
	"payments/pay": generalSet + `PAYMENT_IN_PROCESS
		CURRENCY_NOT_SUPPORT EXPIRED_CODE FRAUD_REJECT INVALID_ACCESS_TOKEN INVALID_CONTRACT INVALID_MERCHANT_STATUS
		INVALID_PAYMENT_CODE INVALID_PAYMENT_METHOD_META_DATA MERCHANT_KYB_NOT_QUALIFIED MERCHANT_NOT_REGISTERED
		NO_PAY_OPTIONS ORDER_IS_CANCELED ORDER_IS_CLOSED ORDER_NOT_EXIST ORDER_STATUS_INVALID
		PAYMENT_AMOUNT_EXCEED_LIMIT PAYMENT_COUNT_EXCEED_LIMIT PAYMENT_NOT_QUALIFIED PAYMENT_PROHIBITED
		REPEAT_REQ_INCONSISTENT RISK_REJECT SETTLE_CONTRACT_NOT_MATCH USER_AMOUNT_EXCEED_LIMIT USER_BALANCE_NOT_ENOUGH
		USER_KYC_NOT_QUALIFIED USER_NOT_EXIST USER_PAYMENT_VERIFICATION_FAILED USER_STATUS_ABNORMAL
		VERIFY_TIMES_EXCEED_LIMIT VERIFY_UNMATCHED AUTHENTICATION_REQUIRED SELECTED_CARD_BRAND_NOT_AVAILABLE
		INVALID_EXPIRATION_DATE INVALID_EXPIRY_DATE_FORMAT INVALID_CARD_NUMBER INVALID_CARD INVALID_CVV CARD_EXPIRED
		CARD_NOT_SUPPORTED CARD_BIN_QUERY_ERROR DO_NOT_HONOR ISSUER_REJECTS_TRANSACTION INVALID_AMOUNT
		SUSPECTED_CARD SUSPECTED_RISK`,
	"payments/createPaymentSession":   sessionCodes + " CURRENCY_NOT_SUPPORT REPEAT_REQ_INCONSISTENT",
	"payments/retrievePaymentSession": sessionCodes + " INQUIRY_PAYMENT_SESSION_FAILED",
	"payments/consult": `CURRENCY_NOT_SUPPORT MERCHANT_NOT_REGISTERED NO_PAY_OPTIONS PARAM_ILLEGAL PROCESS_FAIL
		SETTLE_CONTRACT_NOT_MATCH UNKNOWN_EXCEPTION`,
	"payments/inquiryPayment": generalSet + "ORDER_NOT_EXIST PAYMENT_IN_PROCESS",
	"payments/cancel": generalSet + `CANCEL_WINDOW_EXCEED MERCHANT_BALANCE_NOT_ENOUGH ORDER_NOT_EXIST
		ORDER_STATUS_INVALID PAYMENT_METHOD_NOT_SUPPORTED USER_NOT_EXIST USER_STATUS_ABNORMAL`,
	"payments/capture": `CAPTURE_IN_PROCESS UNKNOWN_EXCEPTION ACCESS_DENIED AUTH_CANCELLED AUTH_EXPIRED AUTH_NOT_FOUND
		CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT CURRENCY_NOT_SUPPORT MULTI_CAPTURE_NOT_SUPPORTED INVALID_CONTRACT
		NO_PAY_OPTIONS ORDER_IS_CANCELED ORDER_STATUS_INVALID PARAM_ILLEGAL PAYMENT_COUNT_EXCEED_LIMIT PROCESS_FAIL
		REPEAT_REQ_INCONSISTENT RISK_REJECT USER_AMOUNT_EXCEED_LIMIT USER_BALANCE_NOT_ENOUGH USER_NOT_EXIST
		USER_STATUS_ABNORMAL`,
	"payments/refund": generalSet + `REFUND_IN_PROCESS CURRENCY_NOT_SUPPORT INVALID_MERCHANT_STATUS
		MERCHANT_BALANCE_NOT_ENOUGH MULTIPLE_REFUNDS_NOT_SUPPORTED ORDER_IS_CANCELED ORDER_IS_CLOSED ORDER_NOT_EXIST
		ORDER_STATUS_INVALID REFUND_AMOUNT_EXCEED REFUND_WINDOW_EXCEED REPEAT_REQ_INCONSISTENT REFUND_NOT_SUPPORTED
		PARTIAL_REFUND_NOT_SUPPORTED PAYMENT_METHOD_NOT_SUPPORTED`,
	"payments/inquiryRefund": generalSet + "ORDER_NOT_EXIST",

	"authorizations/consult": consentCodes + "INVALID_ACCESS_TOKEN NO_INTERFACE_DEF NO_PAY_OPTIONS SYSTEM_ERROR",
	"authorizations/applyToken": consentCodes + `INVALID_ACCESS_TOKEN NO_INTERFACE_DEF NO_PAY_OPTIONS SYSTEM_ERROR
		INVALID_AUTHCODE INVALID_REFRESH_TOKEN USER_NOT_EXIST USER_STATUS_ABNORMAL AUTH_IN_PROCESS`,
	"authorizations/revoke": generalSet + "INVALID_ACCESS_TOKEN",
	"authorizations/query":  generalSet + "INVALID_ACCESS_TOKEN",

	"vaults/createVaultingSession": sessionCodes,
	"vaults/vaultPaymentMethod":    sessionCodes + " VERIFICATION_FAIL VERIFICATION_IN_PROCESS",
	"vaults/inquireVaulting":       "PARAM_ILLEGAL ORDER_NOT_EXIST UNKNOWN_EXCEPTION",

	"subscriptions/create": consentCodes + "INVALID_ACCESS_TOKEN CURRENCY_NOT_SUPPORT" + cardCodes,
	"subscriptions/cancel": sessionCodes,
	"subscriptions/update": "ACCESS_DENIED UNKNOWN_CLIENT F:REQUEST_TRAFFIC_EXCEED_LIMIT PROCESS_FAIL KEY_NOT_FOUND PARAM_ILLEGAL UNKNOWN_EXCEPTION REFUND_AMOUNT_EXCEED CURRENCY_NOT_SUPPORT",

	"payments/acceptDispute": "PARAM_ILLEGAL REPEAT_REQUEST TIME_EXCEEDS_LIMIT UNKNOWN_EXCEPTION",
	"payments/supplyDefenseDocument": `DEFENSE_EXCEED_LIMIT NOT_ALLOW_IN_CURRENT_STATUS PARAM_ILLEGAL REPEAT_REQUEST
		TIME_EXCEEDS_LIMIT DISPUTE_NOT_FOUND_OR_NO_ACCESS EVIDENCE_TAG_NOT_SUPPORTED UNKNOWN_EXCEPTION`,
	"payments/downloadDisputeEvidence": "PARAM_ILLEGAL UNKNOWN_EXCEPTION",

	"customs/declare":        generalSet + "CONTEXT_INCONSISTENT DUPLICATED_DECLARATIONS ORDER_NOT_EXIST ORDER_STATUS_INVALID CURRENCY_NOT_SUPPORT",
	"merchants/registration": generalSet + "REPEAT_REGISTRATION",
	"payments/getCardInfo":   generalSet + "CARD_BIN_QUERY_ERROR",
	"payments/updateAmount": generalSet + `ORDER_NOT_EXIST ORDER_STATUS_INVALID ORDER_IS_CANCELED AUTH_EXPIRED AUTH_NOT_FOUND
		AUTH_CANCELLED CURRENCY_NOT_SUPPORT`,
	"payments/verifyAndCompletePayment": generalSet + `ORDER_NOT_EXIST ORDER_STATUS_INVALID VERIFY_UNMATCHED
		VERIFY_TIMES_EXCEED_LIMIT RISK_REJECT` + cardCodes,
	"users/inquiryUserInfo":   generalSet + "INVALID_ACCESS_TOKEN",
	"vaults/inquireToken":     generalSet + "INVALID_ACCESS_TOKEN",
	"vaults/updateToken":      generalSet + "INVALID_ACCESS_TOKEN",
	"vaults/deleteToken":      generalSet + "INVALID_ACCESS_TOKEN",
	"payments/syncArrear":     usualCodes + " ORDER_IS_CANCELED",
	"vaults/fetchNonce":       generalSet + cardCodes,
	"aba/cards/applyCard":     generalSet + "CONTRACT_CHECK_FAIL USER_NOT_EXIST CURRENCY_NOT_SUPPORT",
	"aba/funds/createQuote":   generalSet + "CONTRACT_CHECK_FAIL USER_NOT_EXIST CURRENCY_NOT_SUPPORT",
	"aba/funds/inquireRate":   generalSet + "CONTRACT_CHECK_FAIL USER_NOT_EXIST CURRENCY_NOT_SUPPORT",
	"accounts/inquireBalance": generalSet + "CONTRACT_CHECK_FAIL USER_NOT_EXIST CURRENCY_NOT_SUPPORT",
}

// ResultCodes lists the results that API documents, SUCCESS first; nil when there is no such API.
func ResultCodes(api string) []sandbox.Result {
	if _, known := contract.ByName(api); !known {
		return nil
	}
	codes, special := documentedCodes[api]
	if !special {
		codes = usualCodes
	}
	list := []sandbox.Result{sandbox.OK()}
	for _, entry := range strings.Fields(codes) {
		list = append(list, documentedResult(entry))
	}
	return list
}

// ResultOf is the documented result with that code of the API.
func ResultOf(api, code string) (sandbox.Result, bool) {
	list := ResultCodes(api)
	i := slices.IndexFunc(list, func(r sandbox.Result) bool { return r.Code == code })
	if i < 0 {
		return sandbox.Result{}, false
	}
	return list[i], true
}

func documentedResult(entry string) sandbox.Result {
	code, refuses := strings.CutPrefix(entry, "F:")
	message := resultMessages[code]
	if message == "" {
		message = declineMessages[code]
	}
	if refuses || !undecided[code] {
		return sandbox.Fail(code, message)
	}
	return sandbox.InProcess(code, message)
}

// undecided are the codes with the status U (api.md §3.0).
var undecided = map[string]bool{
	sandbox.CodePaymentInProcess: true, sandbox.CodeRefundInProcess: true, sandbox.CodeVerificationInProcess: true,
	"AUTH_IN_PROCESS": true, "CAPTURE_IN_PROCESS": true,
	sandbox.CodeUnknownException: true, "REQUEST_TRAFFIC_EXCEED_LIMIT": true,
}

// resultMessages are the sentences of the codes that declineMessages does not have.
var resultMessages = map[string]string{
	sandbox.CodePaymentInProcess:      inProcessMessage,
	sandbox.CodeRefundInProcess:       "The refund is in process.",
	sandbox.CodeVerificationInProcess: "The verification is in process.",
	"AUTH_IN_PROCESS":                 "The authorization is in process.",
	"CAPTURE_IN_PROCESS":              "The capture is in process.",
	sandbox.CodeUnknownException:      "The outcome is unknown; call again with the same request id.",
	"REQUEST_TRAFFIC_EXCEED_LIMIT":    "Too many requests; try again later.",

	"ACCESS_DENIED":                    "Access is denied.",
	sandbox.CodeInvalidAPI:             "The API is not valid or not active.",
	sandbox.CodeKeyNotFound:            "No key is registered for the client.",
	sandbox.CodeNoInterfaceDef:         "The API is not defined.",
	sandbox.CodeParamIllegal:           "A parameter is missing or not valid.",
	sandbox.CodeSystemError:            "The system failed; do not call again.",
	sandbox.CodeInvalidSignature:       "The signature is not valid.",
	sandbox.CodeUnknownClient:          "The client is not known.",
	"CLIENT_INVALID":                   "The client is not valid.",
	"INVALID_CLIENT":                   "The client is not valid.",
	"INVALID_CLIENT_STATUS":            "The client is not active.",
	"CLIENT_FORBIDDEN_ACCESS_API":      "The client is not entitled to this API.",
	sandbox.CodeMethodNotSupported:     "The HTTP method is not supported; send POST.",
	sandbox.CodeMediaTypeNotAcceptable: "The media type is not acceptable; send JSON.",

	sandbox.CodeCurrencyNotSupport:       "The currency is not supported.",
	sandbox.CodeExpiredCode:              "The code has expired.",
	sandbox.CodeInvalidPaymentCode:       "The payment code is not valid.",
	sandbox.CodeInvalidAccessToken:       "The access token is not valid.",
	sandbox.CodeInvalidAuthCode:          "The authorization code is not valid.",
	sandbox.CodeInvalidRefreshToken:      "The refresh token is not valid.",
	"OAUTH_FAILED":                       "The authorization failed.",
	"INVALID_CONTRACT":                   "The merchant's contract is not valid.",
	"CONTRACT_CHECK_FAIL":                "The merchant's contract does not allow it.",
	"SETTLE_CONTRACT_NOT_MATCH":          "No settlement contract matches.",
	"INVALID_MERCHANT_STATUS":            "The merchant's status does not allow it.",
	"MERCHANT_KYB_NOT_QUALIFIED":         "The merchant is not qualified.",
	sandbox.CodeMerchantNotRegistered:    "The merchant is not registered.",
	sandbox.CodeMerchantBalanceNotEnough: "The merchant's balance is not enough.",
	sandbox.CodeRepeatRegistration:       "The merchant is registered already.",
	sandbox.CodeNoPayOptions:             "No payment method is available.",
	"PAYMENT_METHOD_NOT_SUPPORTED":       "The payment method does not support it.",
	sandbox.CodeInvalidPaymentMethod:     "The payment method's data is not valid.",

	sandbox.CodeOrderIsCanceled:          "The order is cancelled.",
	sandbox.CodeOrderNotExist:            "The order does not exist.",
	sandbox.CodeOrderStatusInvalid:       "The order's status does not allow it.",
	sandbox.CodeRepeatReqInconsistent:    "The request id was used before with other parameters.",
	sandbox.CodePaymentAmountExceedLimit: "The amount exceeds the limit.",
	"PAYMENT_COUNT_EXCEED_LIMIT":         "The number of payments exceeds the limit.",
	"PAYMENT_NOT_QUALIFIED":              "The merchant is not entitled to this payment.",
	"PAYMENT_PROHIBITED":                 "The payment is prohibited.",
	"FRAUD_REJECT":                       "The payment is rejected as fraud.",
	"SUSPECTED_RISK":                     "The payment is suspected of risk.",
	"USER_AMOUNT_EXCEED_LIMIT":           "The amount exceeds the user's limit.",
	"USER_KYC_NOT_QUALIFIED":             "The user is not qualified.",
	"USER_NOT_EXIST":                     "The user does not exist.",
	"USER_STATUS_ABNORMAL":               "The user's status is not normal.",
	sandbox.CodeVerifyTimesExceedLimit:   "The number of verifications exceeds the limit.",
	sandbox.CodeVerifyUnmatched:          "The verification does not match.",
	sandbox.CodeVerificationFail:         "The verification failed.",
	sandbox.CodeInquirySessionFailed:     "The payment session was not found.",

	sandbox.CodeAuthenticationRequired:  "3-D Secure authentication is required.",
	"SELECTED_CARD_BRAND_NOT_AVAILABLE": "The selected card brand is not available.",
	sandbox.CodeInvalidExpirationDate:   "The card's expiry date is not valid.",
	"INVALID_EXPIRY_DATE_FORMAT":        "The card's expiry date is not well formed.",
	sandbox.CodeInvalidCardNumber:       "The card number is not valid.",
	sandbox.CodeInvalidCVV:              "The card's security code is not valid.",
	sandbox.CodeCardExpired:             "The card has expired.",
	sandbox.CodeCardBINQueryError:       "The card could not be identified.",
	"INVALID_AMOUNT":                    "The issuer rejects the amount.",

	sandbox.CodeCancelWindowExceed:       "The time to cancel is over.",
	sandbox.CodeAuthNotFound:             "The authorization does not exist.",
	sandbox.CodeAuthCancelled:            "The authorization is cancelled.",
	sandbox.CodeAuthExpired:              "The authorization has expired.",
	sandbox.CodeCaptureExceedsAuth:       "The amount exceeds what is authorized.",
	sandbox.CodeMultiCaptureUnsupported:  "A second capture is not supported.",
	"MULTIPLE_REFUNDS_NOT_SUPPORTED":     "A second refund is not supported.",
	sandbox.CodeRefundAmountExceed:       "The amount exceeds what can be refunded.",
	sandbox.CodeRefundWindowExceed:       "The time to refund is over.",
	sandbox.CodeRefundNotSupported:       "Refunds are not supported.",
	sandbox.CodePartialRefundUnsupported: "Partial refunds are not supported.",

	sandbox.CodeRepeatRequest:          "The request was made before.",
	sandbox.CodeTimeExceedsLimit:       "The deadline has passed.",
	sandbox.CodeDefenseExceedLimit:     "The dispute cannot be defended again.",
	sandbox.CodeNotAllowedInStatus:     "The dispute's status does not allow it.",
	"DISPUTE_NOT_FOUND_OR_NO_ACCESS":   "There is no such dispute, or it is not the merchant's.",
	"EVIDENCE_TAG_NOT_SUPPORTED":       "The kind of evidence is not supported.",
	sandbox.CodeContextInconsistent:    "The declaration was made before with other parameters.",
	sandbox.CodeDuplicatedDeclarations: "The payment is declared already.",
}
