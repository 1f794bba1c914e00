package contract

import (
	"slices"
	"strings"
)

// NotificationSample is the body of a notification to start from.
type NotificationSample struct {
	Type  string // "notifyPayment"
	Class string // of the contract; empty where it has none (api.md §4.2)
	Title string
	Body  string // indented JSON
}

// NotificationSamples returns the samples, at least one of each type Antom sends. newID gives each its own
// ids; now is the time they tell.
func NotificationSamples(newID func() string, now string) []NotificationSample {
	samples := slices.Clone(notificationSamples)
	for i := range samples {
		fill := strings.NewReplacer("NEW_ID", newID(), "NOW", now)
		samples[i].Body = fill.Replace(strings.TrimPrefix(samples[i].Body, "\n"))
	}
	return samples
}

var notificationSamples = []NotificationSample{
	{"notifyPayment", "AlipayPayResultNotify", "Payment succeeded", `
{
  "notifyType": "PAYMENT_RESULT",
  "result": { "resultCode": "SUCCESS", "resultStatus": "S", "resultMessage": "success" },
  "paymentRequestId": "NEW_ID",
  "paymentId": "202601011940108001001880000000001",
  "paymentAmount": { "value": "4200", "currency": "SGD" },
  "paymentCreateTime": "NOW",
  "paymentTime": "NOW",
  "paymentMethodType": "CARD"
}
`},
	{"notifyPayment", "AlipayPayResultNotify", "Payment failed", `
{
  "notifyType": "PAYMENT_RESULT",
  "result": { "resultCode": "ORDER_IS_CLOSED", "resultStatus": "F", "resultMessage": "The order is closed." },
  "paymentRequestId": "NEW_ID",
  "paymentId": "202601011940108001001880000000001",
  "paymentAmount": { "value": "4200", "currency": "SGD" },
  "paymentCreateTime": "NOW"
}
`},
	{"notifyPayment", "AlipayPayResultNotify", "Payment pending", `
{
  "notifyType": "PAYMENT_PENDING",
  "result": { "resultCode": "SUCCESS", "resultStatus": "S", "resultMessage": "success" },
  "paymentRequestId": "NEW_ID",
  "paymentId": "202601011940108001001880000000001",
  "paymentAmount": { "value": "4200", "currency": "SGD" },
  "paymentCreateTime": "NOW"
}
`},
	{"notifyPayment", "AlipaySubscriptionPayNotify", "Subscription payment", `
{
  "result": { "resultCode": "SUCCESS", "resultStatus": "S", "resultMessage": "success" },
  "paymentId": "202601011940108001001880000000001",
  "paymentAmount": { "value": "30000", "currency": "PHP" },
  "paymentCreateTime": "NOW",
  "paymentTime": "NOW",
  "subscriptionRequestId": "NEW_ID",
  "subscriptionId": "2026010119000000000000J0000000001",
  "periodStartTime": "NOW",
  "periodEndTime": "NOW",
  "phaseNo": "1"
}
`},
	{"notifyRefund", "AlipayRefundNotify", "Refund succeeded", `
{
  "notifyType": "REFUND_RESULT",
  "result": { "resultCode": "SUCCESS", "resultStatus": "S", "resultMessage": "success" },
  "refundStatus": "SUCCESS",
  "refundRequestId": "NEW_ID",
  "refundId": "202601011940108013001880000000001",
  "refundAmount": { "value": "1000", "currency": "SGD" },
  "refundTime": "NOW"
}
`},
	{"notifyCapture", "AlipayCaptureResultNotify", "Capture succeeded", `
{
  "notifyType": "CAPTURE_RESULT",
  "result": { "resultCode": "SUCCESS", "resultStatus": "S", "resultMessage": "success" },
  "captureRequestId": "NEW_ID",
  "paymentId": "202601011940108001001880000000001",
  "captureId": "20260101194010890100111000000000001",
  "captureAmount": { "value": "4200", "currency": "SGD" },
  "captureTime": "NOW"
}
`},
	{"notifyAuthorization", "AlipayAuthNotify", "Authorization code created", `
{
  "result": { "resultCode": "SUCCESS", "resultStatus": "S", "resultMessage": "success" },
  "authorizationNotifyType": "AUTHCODE_CREATED",
  "authClientId": "SANDBOX_5Y00000000000000",
  "authCode": "NEW_ID",
  "authState": "state-1"
}
`},
	{"notifyAuthorization", "AlipayAuthNotify", "Token cancelled", `
{
  "result": { "resultCode": "SUCCESS", "resultStatus": "S", "resultMessage": "success" },
  "authorizationNotifyType": "TOKEN_CANCELED",
  "accessToken": "28100103_NEW_ID",
  "reason": "The buyer cancelled the authorization."
}
`},
	{"notifyVaulting", "AlipayVaultingNotify", "Card vaulted", `
{
  "result": { "resultCode": "SUCCESS", "resultStatus": "S", "resultMessage": "success" },
  "vaultingRequestId": "NEW_ID",
  "paymentMethodDetail": {
    "paymentMethodType": "CARD",
    "card": { "cardToken": "ALIPAYexampleToken==", "maskedCardNo": "************0768", "brand": "VISA" }
  },
  "vaultingCreateTime": "NOW"
}
`},
	{"notifySubscription", "AlipaySubscriptionNotify", "Subscription created", `
{
  "subscriptionRequestId": "NEW_ID",
  "subscriptionId": "2026010119000000000000J0000000001",
  "subscriptionStatus": "ACTIVE",
  "subscriptionNotificationType": "CREATE",
  "subscriptionStartTime": "NOW",
  "subscriptionEndTime": "2099-12-31T23:59:59+08:00",
  "periodRule": { "periodType": "MONTH", "periodCount": 1 }
}
`},
	{"notifySubscriptionCancel", "AlipaySubscriptionCancelNotify", "Subscription cancelled", `
{
  "subscriptionId": "2026010119000000000000J0000000001",
  "subscriptionRequestId": "NEW_ID",
  "subscriptionOrderStatus": "CANCEL",
  "paymentAmount": { "value": "30000", "currency": "PHP" },
  "periodEndTime": "NOW",
  "phaseNo": "3"
}
`},
	{"notifyDispute", "AlipayDisputeNotify", "Dispute opened", `
{
  "paymentRequestId": "NEW_ID",
  "disputeId": "2026010121013101000000000001",
  "paymentId": "202601011940108001001880000000001",
  "disputeTime": "NOW",
  "disputeAmount": { "value": "4200", "currency": "SGD" },
  "disputeNotificationType": "DISPUTE_CREATED",
  "disputeReasonCode": "4853",
  "disputeReasonMsg": "Goods were not as described.",
  "disputeSource": "Mastercard",
  "disputeType": "CHARGEBACK",
  "defendable": true,
  "defenseDueTime": "NOW"
}
`},
	{"notifyRegistration", "", "Merchant registered", `
{
  "notifyType": "REGISTRATION_RESULT",
  "result": { "resultCode": "SUCCESS", "resultStatus": "S", "resultMessage": "success" },
  "referenceMerchantId": "sub-merchant-1",
  "registrationRequestId": "NEW_ID",
  "registrationStatus": "SUCCESSFUL"
}
`},
	{"notifyRegistrationStatus", "", "Store registered", `
{
  "referenceMerchantId": "sub-merchant-1",
  "registrationRequestId": "NEW_ID",
  "referenceStoreId": "store-1",
  "registrationResult": { "registrationStatus": "APPROVED" }
}
`},
	{"notifyInvoice", "AlipayInvoiceNotify", "Invoice paid", `
{
  "invoiceRequestId": "NEW_ID",
  "invoiceId": "IN202601010000000000000001",
  "invoiceStatus": "PAID",
  "invoiceAmount": { "value": "9900", "currency": "USD" },
  "customerId": "CU202601010000000000000001"
}
`},
	{"notifyCreditNote", "AlipayCreditNoteNotify", "Credit note issued", `
{
  "notifyId": "NEW_ID",
  "creditNoteNotificationType": "CREATE",
  "customerId": "CU202601010000000000000001",
  "creditNote": { "creditNoteId": "CN202601010000000000000001", "status": "ISSUED", "totalAmount": { "value": "1000", "currency": "USD" } },
  "invoice": { "invoiceId": "IN202601010000000000000001", "invoiceStatus": "PAID" }
}
`},
	{"notifyBillingSubscription", "AlipayBillingSubscriptionNotify", "Billing subscription active", `
{
  "subscriptionRequestId": "NEW_ID",
  "eventTime": "NOW",
  "subscriptionId": "BS202601010000000000000001",
  "status": "ACTIVE"
}
`},
	{"notifyMeterEvent", "AlipayMeterEventNotify", "Meter events refused", `
{
  "eventName": "api_calls",
  "errorEvents": [
    { "errorCode": "METER_NOT_FOUND", "idempotencyKey": "NEW_ID", "eventTimestamp": 1767225600000 }
  ]
}
`},
	{"notifyTransfer", "AlipayABATransferNotify", "Transfer finished", `
{
  "transferRequestId": "NEW_ID",
  "transferId": "TF202601010000000000000001",
  "transferResult": { "resultCode": "SUCCESS", "resultStatus": "S", "resultMessage": "success" },
  "transferFinishTime": "NOW",
  "transferToDetail": {
    "transferToMethod": { "paymentMethodType": "BANK_ACCOUNT" },
    "transferToCurrency": "EUR",
    "purposeCode": "PAY"
  }
}
`},
	{"notifyDirectRefund", "AlipayDirectRefundNotify", "Direct refund succeeded", `
{
  "refundStatus": "SUCCESS",
  "refundId": "202601011940108013001880000000001",
  "paymentId": "202601011940108001001880000000001",
  "refundRequestId": "NEW_ID",
  "refundTime": "NOW",
  "refundToAmount": { "value": "300", "currency": "USD" }
}
`},
	{"notifyCardStatus", "AlipayCardStatusNotify", "Card issued", `
{
  "requestId": "NEW_ID",
  "assetId": "AS202601010000000000000001",
  "operateType": "APPLY",
  "cardStatus": "ACTIVE",
  "createdTime": "NOW",
  "updatedTime": "NOW",
  "cardBrand": "MASTERCARD"
}
`},
	{"notifyCardBill", "AlipayCardBillNotify", "Card used", `
{
  "billNo": "NEW_ID",
  "assetId": "AS202601010000000000000001",
  "maskedCardNo": "516277******0004",
  "orderNo": "202601011940108001001880000000001",
  "transactionTime": "NOW",
  "merchantName": "Tea House",
  "tradeAmount": { "value": "4200", "currency": "SGD" },
  "outAmount": { "value": "4200", "currency": "SGD" },
  "billType": "CONSUME",
  "billStatus": "SUCCESS",
  "lastUpdate": "NOW"
}
`},
}
