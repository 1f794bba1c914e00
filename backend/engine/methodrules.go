package engine

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"antomdesk/backend/sandbox"
)

// RuleSource yields what the user changed of the payment methods' rules, by payment method type;
// sandbox.MethodRuleStore is one.
type RuleSource interface {
	MethodRules(ctx context.Context, environmentID string) (map[string]sandbox.PaymentMethodRule, error)
}

// methodRules are the rules in force in one environment.
type methodRules struct {
	changed map[string]sandbox.PaymentMethodRule
}

// methodRules reads an environment's rules. It is called before a transaction, so that the writer
// never waits for it.
func (e *Engine) methodRules(ctx context.Context, env sandbox.Environment) (methodRules, error) {
	if e.rules == nil {
		return methodRules{}, nil
	}
	changed, err := e.rules.MethodRules(ctx, env.ID)
	return methodRules{changed: changed}, err
}

// of is the rule of a payment method: the user's, the table's, or for a type nobody knows what its
// name suggests.
func (r methodRules) of(method string) sandbox.PaymentMethodRule {
	if rule, ok := r.changed[method]; ok {
		return rule
	}
	if rule, ok := defaultRules[sdkSpelling(method)]; ok {
		rule.Type = method
		return rule
	}
	return unknownRule(method)
}

// all lists the rules in force, by type.
func (r methodRules) all() []sandbox.PaymentMethodRule {
	inForce := maps.Clone(defaultRules)
	maps.Copy(inForce, r.changed)
	return slices.SortedFunc(maps.Values(inForce), func(a, b sandbox.PaymentMethodRule) int {
		return strings.Compare(a.Type, b.Type)
	})
}

// MethodRules lists every payment method's rule, by type, with the user's changes in place.
func MethodRules(changed map[string]sandbox.PaymentMethodRule) []sandbox.PaymentMethodRule {
	return methodRules{changed: changed}.all()
}

// DefaultMethodRule is the rule a payment method type has when the user has changed nothing.
func DefaultMethodRule(method string) sandbox.PaymentMethodRule { return methodRules{}.of(method) }

// sdkSpelling mends the bank name that a documentation table misspells (api.md §6.1).
func sdkSpelling(method string) string { return strings.Replace(method, "COMMERICAL", "COMMERCIAL", 1) }

// expiryOf is how long a payment by the method stays open by default.
func expiryOf(rule sandbox.PaymentMethodRule) time.Duration {
	if rule.ExpirySeconds <= 0 {
		return defaultExpiry
	}
	return time.Duration(rule.ExpirySeconds) * time.Second
}

// expiryLimitOf is how far ahead a custom paymentExpiryTime may lie: ten minutes, or the default of
// methods that stay open longer than the usual 14, or less than ten (api.md §5.3).
func expiryLimitOf(rule sandbox.PaymentMethodRule) time.Duration {
	d := expiryOf(rule)
	if d > defaultExpiry {
		return d
	}
	return min(customExpiryLimit, d)
}

func refundWindowOf(rule sandbox.PaymentMethodRule) time.Duration {
	if rule.RefundWindowDays <= 0 {
		return defaultRefundWindow
	}
	return time.Duration(rule.RefundWindowDays) * day
}

// limits are the rule's amounts in the currency they are documented for; ok is false when amounts of
// that currency have none.
func limits(rule sandbox.PaymentMethodRule, currency string) (least, most int64, ok bool) {
	if len(rule.Currencies) == 0 || rule.Currencies[0] != currency {
		return 0, 0, false
	}
	return rule.MinMinor, rule.MaxMinor, rule.MinMinor > 0 || rule.MaxMinor > 0
}

// outsideLimits reports whether the rule refuses that amount.
func outsideLimits(rule sandbox.PaymentMethodRule, minor int64, currency string) bool {
	least, most, ok := limits(rule, currency)
	return ok && rule.EnforceLimits && (minor < least || most > 0 && minor > most)
}
