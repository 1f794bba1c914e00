package engine

import (
	"strings"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// In-store scenarios (api.md §3.1).
const (
	scenarioPaymentCode = "PaymentCode" // the buyer shows a code, the store scans it
	scenarioOrderCode   = "OrderCode"   // the store shows a code of the order, the buyer scans it
	scenarioEntryCode   = "EntryCode"   // the buyer scans the store's own code and is led to a page
)

// orderCodeExpiry is how long an order code can be scanned (api.md §5.3).
const orderCodeExpiry = 3 * time.Minute

// paymentCodeDigits bound the length of a code a buyer shows. Antom names no bounds.
const (
	shortestPaymentCode = 10
	longestPaymentCode  = 64
)

// checkInStore applies what only in-store payments ask for.
func checkInStore(req contract.PayRequest, s sandbox.Settings) *refusal {
	if req.ProductCode != productInStore {
		return nil
	}
	switch scenario := req.PaymentFactor.InStorePaymentScenario; scenario {
	case scenarioPaymentCode:
		return checkPaymentCode(req.PaymentMethod.PaymentMethodID, s)
	case scenarioOrderCode, scenarioEntryCode:
		return nil
	default:
		return illegal("paymentFactor.inStorePaymentScenario must be PaymentCode, OrderCode or EntryCode; %s was sent.", quoted(scenario))
	}
}

// checkPaymentCode never repeats the code: it is as good as money while it lives.
func checkPaymentCode(code string, s sandbox.Settings) *refusal {
	switch {
	case code == "":
		return illegal("paymentMethod.paymentMethodId must be the code the buyer shows; none was sent.")
	case len(code) < shortestPaymentCode, len(code) > longestPaymentCode, endsWith(code, s.InvalidCodeSuffix):
		return refuse(sandbox.CodeInvalidPaymentCode, "The payment code is not valid; ask the buyer to show it again.")
	case endsWith(code, s.ExpiredCodeSuffix):
		return refuse(sandbox.CodeExpiredCode, "The payment code has expired; ask the buyer to refresh it.")
	}
	return nil
}

// endsWith is strings.HasSuffix with an empty suffix switched off.
func endsWith(text, suffix string) bool { return suffix != "" && strings.HasSuffix(text, suffix) }

// decideInStore settles an in-store payment: a shown code pays at once, or after the buyer confirms;
// the other scenarios wait for the buyer.
func decideInStore(p *sandbox.Payment, req contract.PayRequest, s sandbox.Settings, now time.Time) *refusal {
	if req.PaymentFactor.InStorePaymentScenario != scenarioPaymentCode {
		return decideCard(p, req, s, now)
	}
	if endsWith(p.PaymentMethodID, s.ConfirmCodeSuffix) {
		return nil
	}
	p.BuyerAction = sandbox.ActionNone
	return askIssuer(p, now)
}

// openFor is how long a payment without its own paymentExpiryTime stays open.
func openFor(req payOrder) time.Duration {
	switch {
	case req.showsOrderCode():
		return orderCodeExpiry
	case chargesAgreement(req.PayRequest):
		return agreementExpiry
	}
	return expiryOf(req.rule) + req.longer
}

func (o payOrder) showsOrderCode() bool {
	return o.ProductCode == productInStore && o.PaymentFactor.InStorePaymentScenario == scenarioOrderCode
}

// openLimitOf is how far ahead a payment's own paymentExpiryTime may lie.
func openLimitOf(req payOrder) time.Duration {
	switch {
	case req.showsOrderCode():
		return orderCodeExpiry
	case chargesAgreement(req.PayRequest):
		return agreementExpiry
	}
	return expiryLimitOf(req.rule)
}

// leadBuyer adds to an answer how the buyer goes on: the page's address, a code to scan, or nothing
// where the buyer confirms in the wallet that showed the code.
func leadBuyer(response *contract.PayResponse, p sandbox.Payment, origin, scenario string) {
	switch {
	case p.WalletToken == "" || p.ProductCode == productInStore && scenario == scenarioPaymentCode:
	case p.ProductCode == productInStore && scenario == scenarioOrderCode:
		response.OrderCodeForm = orderCodeForm(p, origin)
	default:
		response.NormalURL = origin + WalletPath + p.WalletToken
		response.RedirectActionForm = redirectForm(origin, p)
	}
}

// OrderCodePath follows a payment's page address and leads to a picture of its order code.
const OrderCodePath = "/code.svg"

// orderCodeForm is the page's address as a code: as text, and as pictures (api.md §8.4).
func orderCodeForm(p sandbox.Payment, origin string) *contract.OrderCodeForm {
	page := origin + WalletPath + p.WalletToken
	form := &contract.OrderCodeForm{
		PaymentMethodType: p.PaymentMethodType, ExpireTime: sandbox.FormatTime(p.ExpiresAt),
		CodeDetails: []contract.CodeDetail{{CodeValueType: "QRCODE", CodeValue: page, DisplayType: "TEXT"}},
	}
	for _, size := range []string{"BIGIMAGE", "MIDDLEIMAGE", "SMALLIMAGE"} {
		form.CodeDetails = append(form.CodeDetails,
			contract.CodeDetail{CodeValueType: "QRCODE", CodeValue: page + OrderCodePath, DisplayType: size})
	}
	return form
}
