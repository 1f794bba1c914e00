package engine

import (
	"net/url"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// The products (api.md §3.1).
const (
	productCashier = "CASHIER_PAYMENT"
	productInStore = "IN_STORE_PAYMENT"
)

// parseAmount reads a positive amount in minor units, in a step of its currency; field names it in the
// refusal.
func parseAmount(field string, a contract.Amount) (money.Amount, *refusal) {
	if !money.IsCurrency(a.Currency) {
		return money.Amount{}, refuse(sandbox.CodeCurrencyNotSupport,
			"%s.currency must be an ISO 4217 code; %s was sent.", field, quoted(a.Currency))
	}
	amount, err := money.ParseMinor(a.Currency, a.Value)
	if err != nil || !amount.IsPositive() {
		return money.Amount{}, illegal(
			"%s.value must be a positive whole number of minor units, at most 16 digits; %s was sent.", field, quoted(a.Value))
	}
	return amount, checkStep(field, "", amount)
}

// checkStep enforces the currencies and methods whose amounts have a granularity (api.md §7).
func checkStep(field, method string, a money.Amount) *refusal {
	if step := stepOf(method, a.Currency); a.Minor%step != 0 {
		return illegal("%s.value must be a multiple of %d in %s; \"%d\" was sent.", field, step, a.Currency, a.Minor)
	}
	return nil
}

// checkAmount applies the method's limits and granularity.
func checkAmount(rule sandbox.PaymentMethodRule, a money.Amount) *refusal {
	if no := checkStep("paymentAmount", rule.Type, a); no != nil {
		return no
	}
	if !outsideLimits(rule, a.Minor, a.Currency) {
		return nil
	}
	if a.Minor < rule.MinMinor {
		return refuse(sandbox.CodePaymentAmountExceedLimit, "%s takes payments of at least %s; %s was sent.",
			clip(rule.Type, 64), amountOf(rule.MinMinor, a.Currency), a)
	}
	return refuse(sandbox.CodePaymentAmountExceedLimit, "%s takes payments of at most %s; %s was sent.",
		clip(rule.Type, 64), amountOf(rule.MaxMinor, a.Currency), a)
}

// checkPay applies the rules of a new payment that need no stored data.
func checkPay(req payOrder, s sandbox.Settings, now time.Time) *refusal {
	if no := checkProduct(req.ProductCode); no != nil {
		return no
	}
	if no := checkInStore(req.PayRequest, s); no != nil {
		return no
	}
	if no := checkAmount(req.rule, req.amount); no != nil {
		return no
	}
	if no := checkRedirectURL(req.PaymentRedirectURL); no != nil {
		return no
	}
	if no := checkNotifyURL("paymentNotifyUrl", req.PaymentNotifyURL); no != nil {
		return no
	}
	if card := cardOf(req.PayRequest); card != nil {
		if no := checkCardShape(*card); no != nil {
			return no
		}
	}
	if no := checkSettlement(req.SettlementStrategy); no != nil {
		return no
	}
	_, no := expiresAt(req, now)
	return no
}

// checkSettlement accepts a currency to settle in, or none.
func checkSettlement(strategy map[string]any) *refusal {
	if currency, _ := strategy["settlementCurrency"].(string); currency != "" && !money.IsCurrency(currency) {
		return refuse(sandbox.CodeCurrencyNotSupport,
			"settlementStrategy.settlementCurrency must be an ISO 4217 code; %s was sent.", quoted(currency))
	}
	return nil
}

func checkProduct(code string) *refusal {
	switch code {
	case productCashier, productAgreement, productInStore:
		return nil
	}
	return illegal("productCode must be CASHIER_PAYMENT, AGREEMENT_PAYMENT or IN_STORE_PAYMENT; %s was sent.", quoted(code))
}

// checkRedirectURL accepts what RedirectKindOf can lead to. An absent address is left to the
// contract.
func checkRedirectURL(raw string) *refusal {
	if raw == "" || RedirectKindOf(raw) != RedirectNowhere {
		return nil
	}
	return illegal("paymentRedirectUrl must be an absolute http, https or app-scheme URL; %s was sent.", quoted(raw))
}

// checkNotifyURL accepts absolute http(s) addresses, or none.
func checkNotifyURL(field, raw string) *refusal {
	if raw == "" {
		return nil
	}
	if u, err := url.Parse(raw); err == nil && isWeb(u) && u.Hostname() != "" {
		return nil
	}
	return illegal("%s must be an absolute http or https URL; %s was sent.", field, quoted(raw))
}

// expiryLayouts are the ISO 8601 forms in which SDKs and documents write paymentExpiryTime.
var expiryLayouts = []string{
	time.RFC3339Nano,
	"2006-01-02T15:04:05.999999999Z0700",
	"2006-01-02T15:04:05.999999999Z07",
	"2006-01-02T15:04Z07:00",
}

func parseISO(text string) (time.Time, bool) {
	for _, layout := range expiryLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// expiresAt is when a payment closes: the call's paymentExpiryTime within its limit, else the
// method's default (api.md §5.3).
func expiresAt(req payOrder, now time.Time) (time.Time, *refusal) {
	if req.PaymentExpiryTime == "" {
		return now.Add(openFor(req)), nil
	}
	at, ok := parseISO(req.PaymentExpiryTime)
	limit := now.Add(openLimitOf(req))
	switch {
	case !ok:
		return at, illegal("paymentExpiryTime must be ISO 8601 with an offset, such as 2026-01-01T12:00:00+08:00; %s was sent.",
			quoted(req.PaymentExpiryTime))
	case !at.After(now):
		return at, illegal("paymentExpiryTime must lie in the future (it is %s); %s was sent.",
			sandbox.FormatTime(now), quoted(req.PaymentExpiryTime))
	case !at.Before(limit):
		return at, illegal("paymentExpiryTime must be before %s for %s; %s was sent.",
			sandbox.FormatTime(limit), clip(req.rule.Type, 64), quoted(req.PaymentExpiryTime))
	}
	return at.UTC().Truncate(time.Millisecond), nil
}

// cardOf is the card sent with the call; nil for other methods and for hosted card entry.
func cardOf(req contract.PayRequest) *contract.CardData {
	m := req.PaymentMethod
	if m.PaymentMethodType != methodCard || m.PaymentMethodMetaData == nil || m.PaymentMethodMetaData.CardNo == "" {
		return nil
	}
	return m.PaymentMethodMetaData
}
