package engine

import (
	"slices"

	"antomdesk/backend/contract"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// Reasons why a payment method is offered but not usable (api.md Appendix B, DisableReasonType).
const (
	disabledCurrency = "CHANNEL_NOT_SUPPORT_CURRENCY"
	disabledAmount   = "EXCEED_CHANNEL_LIMIT_RULE"
)

// appStores are methods an app can only use on one system.
var appStores = map[string]string{"APPLEPAY": "IOS", "GOOGLEPAY": "ANDROID"}

const terminalApp = "APP"

// optionFilter says which payment methods a buyer may choose from; empty lists allow all.
type optionFilter struct {
	product          string
	amount           money.Amount
	regions          []string // ISO 3166
	allowed, blocked []string // payment method types
	env              contract.Env
}

// payOption is a payment method a buyer is shown; reason is empty when it is usable.
type payOption struct {
	rule   sandbox.PaymentMethodRule
	reason string
}

// options lists the methods that pass the filter: in the merchant's order where it named them, else by
// type.
func (f optionFilter) options(rules methodRules) []payOption {
	candidates := rules.all()
	if len(f.allowed) > 0 {
		candidates = nil
		for _, method := range f.allowed {
			candidates = append(candidates, rules.of(method))
		}
	}
	var list []payOption
	for _, rule := range candidates {
		if f.offers(rule) {
			list = append(list, payOption{rule: rule, reason: f.disabled(rule)})
		}
	}
	return list
}

func (f optionFilter) offers(rule sandbox.PaymentMethodRule) bool {
	switch store := appStores[rule.Type]; {
	case !f.inProduct(rule), slices.Contains(f.blocked, rule.Type):
		return false
	case store != "" && f.env.TerminalType == terminalApp && f.env.OSType != "" && f.env.OSType != store:
		return false
	}
	return len(f.regions) == 0 || len(rule.Countries) == 0 ||
		slices.ContainsFunc(rule.Countries, func(c string) bool { return slices.Contains(f.regions, c) })
}

// inProduct: stores take wallets, by the code they show.
func (f optionFilter) inProduct(rule sandbox.PaymentMethodRule) bool {
	switch f.product {
	case productAgreement:
		return rule.AutoDebit
	case productInStore:
		return rule.OneTime && isWalletCategory(rule.Category)
	}
	return rule.OneTime
}

// disabled is why a method cannot be used for the amount. pay itself accepts any currency (api.md §6);
// this is what Antom's cashier would not offer.
func (f optionFilter) disabled(rule sandbox.PaymentMethodRule) string {
	switch {
	case len(rule.Currencies) > 0 && !slices.Contains(rule.Currencies, f.amount.Currency):
		return disabledCurrency
	case outsideLimits(rule, f.amount.Minor, f.amount.Currency), f.amount.Minor%stepOf(rule.Type, f.amount.Currency) != 0:
		return disabledAmount
	}
	return ""
}
