package gateway_test

import (
	"fmt"
	"slices"
	"time"
)

// object is a JSON object on its way into a call.
type object map[string]any

func money(currency string, minor int64) object {
	return object{"currency": currency, "value": fmt.Sprint(minor)}
}

// way is one way to pay, with what the documents say follows from it. The model reads this and nothing
// of the engine's.
type way struct {
	name             string
	product          string
	method, currency string
	minor            int64
	methodID         string
	card             object // paymentMethodMetaData
	factor           object

	at           string // status the call itself leaves the payment in
	fails        string // result code the issuer refuses with, once asked
	nopage       bool   // no page for the buyer
	slow         bool   // PENDING once the buyer has paid
	authorises   bool
	manual       bool  // captured by the merchant
	later        bool  // refunds complete later
	whole, never bool  // refunds in full only, none at all
	least        int64 // of a refund, unless it is the rest
	lives        time.Duration
	refundable   time.Duration // after it was paid
}

const (
	processing = "PROCESSING"
	pending    = "PENDING"
	succeeded  = "SUCCESS"
	failed     = "FAIL"
	cancelled  = "CANCELLED"

	dayLong = 24 * time.Hour
)

func cardOf(number string, more ...object) object {
	card := object{"cardNo": number, "cvv": "123", "expiryYear": "39", "expiryMonth": "12", "paymentMethodRegion": "GLOBAL"}
	for _, m := range more {
		for name, value := range m {
			card[name] = value
		}
	}
	return card
}

const (
	goodCard = "4054695723100768"
	badCard  = "4054692760174822"
)

var (
	challenged = object{"is3DSAuthentication": true}
	byHand     = object{"isAuthorization": true, "captureMode": "MANUAL"}
	byItself   = object{"isAuthorization": true, "captureMode": "AUTOMATIC"}
)

// waysToPay are those a pay call can ask for.
var waysToPay = []way{
	{name: "wallet", method: "GCASH", currency: "PHP", minor: 150000, at: processing, lives: 14 * time.Minute},
	{name: "wallet, refunded whole", method: "PAYPAY", currency: "JPY", minor: 5000, at: processing, whole: true, lives: 14 * time.Minute},
	{name: "wallet, never refunded", method: "OVO", currency: "IDR", minor: 9000000, at: processing, never: true, lives: 14 * time.Minute},
	{name: "wallet, half a year", method: "ZALOPAY", currency: "VND", minor: 500000, at: processing, least: 1000, lives: 14 * time.Minute, refundable: 180 * dayLong},
	{name: "bank", method: "IDEAL", currency: "EUR", minor: 1000, at: processing, later: true, lives: 14 * time.Minute},
	{name: "slow bank", method: "SOFORT", currency: "EUR", minor: 2500, at: processing, slow: true, later: true, lives: 14 * time.Minute},
	{name: "virtual account", method: "BANKTRANSFER_BNI", currency: "IDR", minor: 100000, at: processing, later: true, lives: 2 * dayLong},
	{name: "card", method: "CARD", currency: "SGD", minor: 4200, card: cardOf(goodCard), at: succeeded, nopage: true, later: true, lives: 7 * dayLong},
	{name: "declined card", method: "CARD", currency: "SGD", minor: 4200, card: cardOf(badCard), at: failed, fails: "DO_NOT_HONOR", nopage: true, lives: 7 * dayLong},
	{name: "challenged card", method: "CARD", currency: "SGD", minor: 4200, card: cardOf(goodCard, challenged), at: processing, later: true, lives: 7 * dayLong},
	{name: "challenged, then declined", method: "CARD", currency: "SGD", minor: 4200, card: cardOf(badCard, challenged), at: processing, fails: "DO_NOT_HONOR", lives: 7 * dayLong},
	{name: "card, captured by hand", method: "CARD", currency: "SGD", minor: 4200, card: cardOf(goodCard), factor: byHand,
		at: succeeded, nopage: true, authorises: true, manual: true, later: true, lives: 7 * dayLong},
	{name: "card, captured at once", method: "CARD", currency: "SGD", minor: 4200, card: cardOf(goodCard), factor: byItself,
		at: succeeded, nopage: true, authorises: true, later: true, lives: 7 * dayLong},
	{name: "challenged, captured by hand", method: "CARD", currency: "SGD", minor: 4200, card: cardOf(goodCard, challenged), factor: byHand,
		at: processing, authorises: true, manual: true, later: true, lives: 7 * dayLong},
	{name: "card page, captured by hand", method: "CARD", currency: "EUR", minor: 900, factor: byHand,
		at: processing, authorises: true, manual: true, later: true, lives: 7 * dayLong},
	{name: "shown code", product: "IN_STORE_PAYMENT", method: "GCASH", currency: "PHP", minor: 70000, methodID: "28763443825664394",
		factor: object{"inStorePaymentScenario": "PaymentCode"}, at: succeeded, nopage: true, lives: 14 * time.Minute},
	{name: "order code", product: "IN_STORE_PAYMENT", method: "GCASH", currency: "PHP", minor: 70000,
		factor: object{"inStorePaymentScenario": "OrderCode"}, at: processing, lives: 3 * time.Minute},
}

// waysByHand are those whose money the merchant captures.
var waysByHand = slices.DeleteFunc(slices.Clone(waysToPay), func(w way) bool { return !w.manual })

// waysToCheckOut are those a buyer chooses on a Checkout Page.
var waysToCheckOut = []way{waysToPay[0], waysToPay[5], waysToPay[14]}

func (w way) refundWindow() time.Duration {
	if w.refundable > 0 {
		return w.refundable
	}
	return 365 * dayLong
}

// pay is the call that pays this way.
func (w way) pay(requestID string, minor int64) object {
	product := w.product
	if product == "" {
		product = "CASHIER_PAYMENT"
	}
	method := object{"paymentMethodType": w.method}
	if w.methodID != "" {
		method["paymentMethodId"] = w.methodID
	}
	if w.card != nil {
		method["paymentMethodMetaData"] = w.card
	}
	call := w.order(requestID, minor)
	call["productCode"], call["paymentMethod"] = product, method
	return call
}

// session is the call that opens a Checkout Page offering this way alone.
func (w way) session(requestID string, minor int64) object {
	call := w.order(requestID, minor)
	call["productCode"], call["productScene"] = "CASHIER_PAYMENT", "CHECKOUT_PAYMENT"
	call["availablePaymentMethod"] = object{"paymentMethodTypeList": []object{{"paymentMethodType": w.method}}}
	return call
}

func (w way) order(requestID string, minor int64) object {
	call := object{
		"paymentRequestId": requestID, "paymentAmount": money(w.currency, minor),
		"order": object{
			"referenceOrderId": "order-1", "orderDescription": "Tea <hot> & cake", "orderAmount": money(w.currency, minor),
			"buyer": object{"referenceBuyerId": "buyer-1"},
		},
		"paymentRedirectUrl": "https://shop.example.test/back", "paymentNotifyUrl": "https://shop.example.test/notify",
		"settlementStrategy": object{"settlementCurrency": "USD"}, "env": object{"terminalType": "WEB", "clientIp": "127.0.0.1"},
	}
	if w.factor != nil {
		call["paymentFactor"] = w.factor
	}
	return call
}
