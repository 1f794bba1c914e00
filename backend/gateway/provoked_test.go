package gateway_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// provoker drives a gateway to a result without any scenario: by what is sent, and by what was before.
type provoker struct {
	*rig
	engine *engine.Engine
}

const sandboxPrefix = "/ams/sandbox/api/v1/"

// ask sends a signed call and returns its answer, whose signature holds.
func (p *provoker) ask(api, body string) reply {
	p.t.Helper()
	a, _ := p.call(request{target: sandboxPrefix + api, body: body})
	a.verify(p.t, sandboxPrefix+api)
	return a
}

// payment is the body of a call of pay; more are further members.
func payment(id, method, currency, value, more string) string {
	amount := `{"currency":"` + currency + `","value":"` + value + `"}`
	return `{"productCode":"CASHIER_PAYMENT","paymentRequestId":"` + id + `","order":{"referenceOrderId":"o-1","orderDescription":"tea","orderAmount":` +
		amount + `},"paymentAmount":` + amount + `,"paymentMethod":` + method + `,"paymentRedirectUrl":"https://shop.example.test/back","settlementStrategy":{"settlementCurrency":"USD"},"env":{"terminalType":"WEB"}` + more + `}`
}

const (
	gcash      = `{"paymentMethodType":"GCASH"}`
	manual     = `,"paymentFactor":{"isAuthorization":true,"captureMode":"MANUAL"}`
	goodNumber = "4054695723100768"
)

func cardWith(number, month, year, cvv, more string) string {
	return `{"paymentMethodType":"CARD","paymentMethodMetaData":{"cardNo":"` + number + `","expiryMonth":"` + month + `","expiryYear":"` + year +
		`","cvv":"` + cvv + `","is3DSAuthentication":false` + more + `}}`
}

func (p *provoker) pay(method, currency, value, more string) reply {
	return p.ask("payments/pay", payment("p-1", method, currency, value, more))
}

func (p *provoker) card(number, month, year, cvv string) reply {
	return p.pay(cardWith(number, month, year, cvv, ""), "SGD", "4200", "")
}

// made is a payment that waits for its buyer; paid is one whose buyer has paid.
func (p *provoker) made() string { return p.pay(gcash, "PHP", "150000", "").field(p.t, "paymentId") }

func (p *provoker) paid() string {
	id := p.made()
	p.approve(id)
	return id
}

func (p *provoker) approve(id string) {
	p.t.Helper()
	if _, err := p.engine.BuyerApproves(p.t.Context(), "env-test", id, nil); err != nil {
		p.t.Fatal(err)
	}
}

// held is an authorised card payment of SGD 4200.
func (p *provoker) held() string {
	return p.pay(cardWith(goodNumber, "12", "29", "123", ""), "SGD", "4200", manual).field(p.t, "paymentId")
}

func (p *provoker) capture(id, value string) reply {
	return p.ask("payments/capture", `{"captureRequestId":"c-`+value+`","paymentId":"`+id+`","captureAmount":{"currency":"SGD","value":"`+value+`"}}`)
}

func (p *provoker) refund(id, payment, currency, value string) reply {
	return p.ask("payments/refund", `{"refundRequestId":"`+id+`","paymentId":"`+payment+`","refundAmount":{"currency":"`+currency+`","value":"`+value+`"}}`)
}

func (p *provoker) later(pause time.Duration) {
	p.t.Helper()
	p.clock.Advance(pause)
	if err := p.engine.SettleNow(p.t.Context(), p.directory.known[keys.ClientID]); err != nil {
		p.t.Fatal(err)
	}
}

func (p *provoker) about(api, id string) reply { return p.ask(api, `{"paymentId":"`+id+`"}`) }

func (p *provoker) dispute(order engine.DisputeOrder) string {
	p.t.Helper()
	o, err := p.engine.OpenDispute(p.t.Context(), "env-test", p.paid(), order)
	if err != nil {
		p.t.Fatal(err)
	}
	return o.ObjectID
}

func (p *provoker) accept(id string) reply {
	return p.ask("payments/acceptDispute", `{"disputeId":"`+id+`"}`)
}

func (p *provoker) defend(id string) reply {
	return p.ask("payments/supplyDefenseDocument", `{"disputeId":"`+id+`","disputeEvidence":"JVBERi0="}`)
}

const declareBody = `{"declarationRequestId":"%s","paymentId":"%s","declarationAmount":{"currency":"CNY","value":"%s"},"customs":{"customsCode":"ZHENGZHOU","region":"CN"},"merchantCustomsInfo":{"merchantCustomsCode":"m","merchantCustomsName":"m"}}`

func (p *provoker) declare(request, value string) reply {
	id := p.pay(`{"paymentMethodType":"ALIPAY_CN"}`, "CNY", "20000", "").field(p.t, "paymentId")
	if inquired := p.about("payments/inquiryPayment", id); inquired.field(p.t, "paymentStatus") == "PROCESSING" {
		p.approve(id)
	}
	return p.ask("customs/declare", fmt.Sprintf(declareBody, request, id, value))
}

func inStoreWith(code string) string {
	return `{"paymentMethodType":"GCASH","paymentMethodId":"` + code + `"}`
}

const (
	storeFactor = `,"paymentFactor":{"inStorePaymentScenario":"PaymentCode"}`
	storeCode   = "28763443825664"
)

func (p *provoker) inStore(suffix string) reply {
	body := strings.Replace(payment("p-1", inStoreWith(storeCode+suffix), "PHP", "1000", storeFactor), "CASHIER_PAYMENT", "IN_STORE_PAYMENT", 1)
	return p.ask("payments/pay", body)
}

// provocations are results of every product and how to get each of them.
var provocations = map[string]func(p *provoker) reply{
	"payments/pay SUCCESS":                     func(p *provoker) reply { return p.card(goodNumber, "12", "29", "123") },
	"payments/pay PAYMENT_IN_PROCESS":          func(p *provoker) reply { return p.pay(gcash, "PHP", "150000", "") },
	"payments/pay PARAM_ILLEGAL":               func(p *provoker) reply { return p.pay(gcash, "PHP", "1.5", "") },
	"payments/pay PAYMENT_AMOUNT_EXCEED_LIMIT": func(p *provoker) reply { return p.pay(`{"paymentMethodType":"ALIPAY_CN"}`, "CNY", "30000001", "") },
	"payments/pay RISK_REJECT":                 func(p *provoker) reply { return p.pay(cardWith(goodNumber, "12", "29", "123", ""), "SGD", "11", "") },
	"payments/pay INVALID_EXPIRATION_DATE":     func(p *provoker) reply { return p.card(goodNumber, "13", "29", "123") },
	"payments/pay CARD_EXPIRED":                func(p *provoker) reply { return p.card(goodNumber, "01", "20", "123") },
	"payments/pay INVALID_CVV":                 func(p *provoker) reply { return p.card(goodNumber, "12", "29", "99") },
	"payments/pay INVALID_CARD_NUMBER":         func(p *provoker) reply { return p.card("4054695723100769", "12", "29", "123") },
	"payments/pay DO_NOT_HONOR":                func(p *provoker) reply { return p.card("4054692760174822", "12", "29", "123") },
	"payments/pay AUTHENTICATION_REQUIRED":     (*provoker).unauthenticated,
	"payments/pay INVALID_PAYMENT_CODE":        func(p *provoker) reply { return p.inStore("990001") },
	"payments/pay EXPIRED_CODE":                func(p *provoker) reply { return p.inStore("990002") },
	"payments/pay INVALID_ACCESS_TOKEN":        (*provoker).unknownToken,
	"payments/pay REPEAT_REQ_INCONSISTENT":     func(p *provoker) reply { p.made(); return p.pay(gcash, "PHP", "150001", "") },
	"payments/pay ORDER_IS_CLOSED":             func(p *provoker) reply { p.made(); p.later(time.Hour); return p.pay(gcash, "PHP", "150000", "") },
	"payments/pay ORDER_IS_CANCELED": func(p *provoker) reply {
		p.about("payments/cancel", p.made())
		return p.pay(gcash, "PHP", "150000", "")
	},
	"payments/consult NO_PAY_OPTIONS":         (*provoker).nothingToPayWith,
	"payments/inquiryPayment ORDER_NOT_EXIST": func(p *provoker) reply { return p.about("payments/inquiryPayment", "none") },
	"payments/cancel ORDER_NOT_EXIST":         func(p *provoker) reply { return p.about("payments/cancel", "none") },
	"payments/cancel CANCEL_WINDOW_EXCEED": func(p *provoker) reply {
		id := p.paid()
		p.later(48 * time.Hour)
		return p.about("payments/cancel", id)
	},
	"payments/cancel ORDER_STATUS_INVALID": func(p *provoker) reply {
		id := p.paid()
		p.refund("r", id, "PHP", "100")
		return p.about("payments/cancel", id)
	},
	"payments/capture SUCCESS":                          func(p *provoker) reply { return p.capture(p.held(), "4200") },
	"payments/capture AUTH_NOT_FOUND":                   func(p *provoker) reply { return p.capture("none", "100") },
	"payments/capture CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT": func(p *provoker) reply { return p.capture(p.held(), "4201") },
	"payments/capture MULTI_CAPTURE_NOT_SUPPORTED":      func(p *provoker) reply { id := p.held(); p.capture(id, "100"); return p.capture(id, "200") },
	"payments/capture AUTH_EXPIRED":                     func(p *provoker) reply { id := p.held(); p.later(8 * 24 * time.Hour); return p.capture(id, "100") },
	"payments/capture AUTH_CANCELLED":                   func(p *provoker) reply { id := p.held(); p.about("payments/cancel", id); return p.capture(id, "100") },
	"payments/capture ORDER_STATUS_INVALID":             func(p *provoker) reply { return p.capture(p.paid(), "100") },
	"payments/refund SUCCESS":                           func(p *provoker) reply { return p.refund("r", p.paid(), "PHP", "100") },
	"payments/refund REFUND_IN_PROCESS": func(p *provoker) reply {
		id := p.card(goodNumber, "12", "29", "123").field(p.t, "paymentId")
		return p.refund("r", id, "SGD", "100")
	},
	"payments/refund ORDER_NOT_EXIST":      func(p *provoker) reply { return p.refund("r", "none", "PHP", "100") },
	"payments/refund ORDER_STATUS_INVALID": func(p *provoker) reply { return p.refund("r", p.made(), "PHP", "100") },
	"payments/refund ORDER_IS_CANCELED": func(p *provoker) reply {
		id := p.made()
		p.about("payments/cancel", id)
		return p.refund("r", id, "PHP", "100")
	},
	"payments/refund CURRENCY_NOT_SUPPORT": func(p *provoker) reply { return p.refund("r", p.paid(), "USD", "100") },
	"payments/refund REFUND_AMOUNT_EXCEED": func(p *provoker) reply { return p.refund("r", p.paid(), "PHP", "150001") },
	"payments/refund REFUND_WINDOW_EXCEED": func(p *provoker) reply {
		id := p.paid()
		p.later(366 * 24 * time.Hour)
		return p.refund("r", id, "PHP", "100")
	},
	"payments/refund REPEAT_REQ_INCONSISTENT": func(p *provoker) reply {
		id := p.paid()
		p.refund("r", id, "PHP", "100")
		return p.refund("r", id, "PHP", "200")
	},
	"payments/refund REFUND_NOT_SUPPORTED":         func(p *provoker) reply { return p.refundOf("OVO", "IDR", "100000", "100000") },
	"payments/refund PARTIAL_REFUND_NOT_SUPPORTED": func(p *provoker) reply { return p.refundOf("PAYPAY", "JPY", "1000", "100") },
	"payments/inquiryRefund ORDER_NOT_EXIST":       func(p *provoker) reply { return p.ask("payments/inquiryRefund", `{"refundId":"none"}`) },
	"authorizations/applyToken INVALID_AUTHCODE": func(p *provoker) reply {
		return p.ask("authorizations/applyToken", `{"grantType":"AUTHORIZATION_CODE","customerBelongsTo":"GCASH","authCode":"none"}`)
	},
	"authorizations/applyToken INVALID_REFRESH_TOKEN": func(p *provoker) reply {
		return p.ask("authorizations/applyToken", `{"grantType":"REFRESH_TOKEN","customerBelongsTo":"TRUEMONEY","refreshToken":"none"}`)
	},
	"authorizations/query INVALID_ACCESS_TOKEN":         func(p *provoker) reply { return p.ask("authorizations/query", `{"accessToken":"none"}`) },
	"authorizations/revoke INVALID_ACCESS_TOKEN":        func(p *provoker) reply { return p.ask("authorizations/revoke", `{"accessToken":"none"}`) },
	"vaults/vaultPaymentMethod SUCCESS":                 func(p *provoker) reply { return p.vault(goodNumber, "false") },
	"vaults/vaultPaymentMethod VERIFICATION_IN_PROCESS": func(p *provoker) reply { return p.vault(goodNumber, "true") },
	"vaults/vaultPaymentMethod VERIFICATION_FAIL":       func(p *provoker) reply { return p.vault("4054692760174822", "false") },
	"vaults/inquireVaulting ORDER_NOT_EXIST":            func(p *provoker) reply { return p.ask("vaults/inquireVaulting", `{"vaultingRequestId":"none"}`) },
	"payments/acceptDispute REPEAT_REQUEST":             func(p *provoker) reply { id := p.dispute(engine.DisputeOrder{}); p.accept(id); return p.accept(id) },
	"payments/acceptDispute TIME_EXCEEDS_LIMIT": func(p *provoker) reply {
		id := p.dispute(engine.DisputeOrder{})
		p.later(30 * 24 * time.Hour)
		return p.accept(id)
	},
	"payments/supplyDefenseDocument DEFENSE_EXCEED_LIMIT": func(p *provoker) reply {
		id := p.dispute(engine.DisputeOrder{Type: "COMPLIANCE_REQUEST"})
		for range 3 {
			p.defend(id)
		}
		return p.defend(id)
	},
	"payments/supplyDefenseDocument NOT_ALLOW_IN_CURRENT_STATUS": func(p *provoker) reply {
		id := p.dispute(engine.DisputeOrder{Type: "COMPLIANCE_REQUEST"})
		p.accept(id)
		return p.defend(id)
	},
	"payments/retrievePaymentSession INQUIRY_PAYMENT_SESSION_FAILED": func(p *provoker) reply {
		return p.ask("payments/retrievePaymentSession", `{"paymentRequestId":"none"}`)
	},
	"customs/declare ORDER_NOT_EXIST":           func(p *provoker) reply { return p.ask("customs/declare", fmt.Sprintf(declareBody, "d", "none", "1")) },
	"customs/declare CONTEXT_INCONSISTENT":      func(p *provoker) reply { p.declare("d", "100"); return p.declare("d", "200") },
	"customs/declare DUPLICATED_DECLARATIONS":   func(p *provoker) reply { p.declare("d", "100"); return p.declare("e", "100") },
	"payments/getCardInfo CARD_BIN_QUERY_ERROR": func(p *provoker) reply { return p.ask("payments/getCardInfo", `{"cardBin":"000000"}`) },
	"merchants/registration REPEAT_REGISTRATION": func(p *provoker) reply {
		const body = `{"registrationRequestId":"%s","productCodes":["IN_STORE_PAYMENT"],"merchantInfo":{"referenceMerchantId":"M"}}`
		p.ask("merchants/registration", fmt.Sprintf(body, "r-1"))
		return p.ask("merchants/registration", fmt.Sprintf(body, "r-2"))
	},
}

func (p *provoker) unauthenticated() reply {
	return p.pay(cardWith("4035501000000016", "12", "29", "123", `,"enableAuthenticationUpgrade":false`), "SGD", "4200", "")
}

func (p *provoker) unknownToken() reply {
	body := payment("p-1", `{"paymentMethodType":"GCASH","paymentMethodId":"none"}`, "PHP", "150000", "")
	return p.ask("payments/pay", strings.Replace(body, "CASHIER_PAYMENT", "AGREEMENT_PAYMENT", 1))
}

func (p *provoker) nothingToPayWith() reply {
	return p.ask("payments/consult", `{"productCode":"CASHIER_PAYMENT","paymentAmount":{"currency":"USD","value":"100"},"allowedPaymentMethods":["IDEAL"],"env":{"terminalType":"WEB"},"settlementStrategy":{"settlementCurrency":"USD"}}`)
}

func (p *provoker) refundOf(method, currency, value, refunded string) reply {
	id := p.pay(`{"paymentMethodType":"`+method+`"}`, currency, value, "").field(p.t, "paymentId")
	p.approve(id)
	return p.refund("r", id, currency, refunded)
}

func (p *provoker) vault(number, challenge string) reply {
	return p.ask("vaults/vaultPaymentMethod", `{"vaultingRequestId":"v","vaultingNotificationUrl":"https://shop.example.test/n","redirectUrl":"https://shop.example.test/b","paymentMethodDetail":{"paymentMethodType":"CARD","card":{"cardNo":"`+
		number+`","cvv":"123","expiryMonth":"12","expiryYear":"29","is3DSAuthentication":`+challenge+`}},"env":{"terminalType":"WEB"}}`)
}

// TestResultCodes_ByDataOrState needs no scenario; TestScenario_EveryCodeOfEveryAPI arms the rest.
func TestResultCodes_ByDataOrState_AreAnsweredSigned(t *testing.T) {
	for name, provoke := range provocations {
		t.Run(name, func(t *testing.T) {
			api, code, _ := strings.Cut(name, " ")
			p := &provoker{rig: newRig(t)}
			p.engine = p.rig.engine.(*engine.Engine)
			got := resultOf(t, provoke(p).body)
			if got.Code != code {
				t.Fatalf("answered %+v", got)
			}
			documented, known := engine.ResultOf(api, code)
			if !known || documented.Status != got.Status {
				t.Errorf("answered with the status %s, documented %+v", got.Status, documented)
			}
			if got.Status == sandbox.StatusS && got.Code != sandbox.CodeSuccess {
				t.Errorf("answered %+v", got)
			}
		})
	}
}
