package services

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"antomdesk/backend/engine"
	"antomdesk/backend/money"
	"antomdesk/backend/sandbox"
)

// Methods shows and changes the rules of the payment methods.
type Methods struct{ h *handle }

const (
	mostMethodType     = 64 // characters
	mostWindowDays     = 10 * 365
	mostExpirySeconds  = 365 * 24 * 60 * 60
	mostCountriesOfOne = 250
)

// MethodList is every payment method of an environment, by type.
type MethodList struct {
	Items []MethodView `json:"items"`
}

// MethodView is one payment method: the rule in force, the rule it has by default, and the names of the
// fields in which they differ.
type MethodView struct {
	Rule    MethodRule `json:"rule"`
	Default MethodRule `json:"default"`
	Changed []string   `json:"changed"`
	MinText string     `json:"minText"` // of the rule in force, with the currency; "" without a limit
	MaxText string     `json:"maxText"`
}

// MethodRule is what Antom Desk knows of one payment method. Limits are amounts of the first currency in
// its major units, such as "1.00"; "" means none.
type MethodRule struct {
	Type             string   `json:"type"`
	Category         string   `json:"category"`
	Countries        []string `json:"countries"`  // empty means everywhere
	Currencies       []string `json:"currencies"` // empty means all
	MinAmount        string   `json:"minAmount"`
	MaxAmount        string   `json:"maxAmount"`
	EnforceLimits    bool     `json:"enforceLimits"`
	Refund           bool     `json:"refund"`
	PartialRefund    bool     `json:"partialRefund"`
	RefundWindowDays int      `json:"refundWindowDays"`
	SyncRefund       bool     `json:"syncRefund"`
	OneTime          bool     `json:"oneTime"`
	AutoDebit        bool     `json:"autoDebit"`
	Subscription     bool     `json:"subscription"`
	ExpirySeconds    int      `json:"expirySeconds"`
	Pending          bool     `json:"pending"`
	Confirmed        bool     `json:"confirmed"` // documented; cannot be changed
}

// SaveMethodInput replaces the rule of one payment method in one environment.
type SaveMethodInput struct {
	Environment string     `json:"environment"`
	Rule        MethodRule `json:"rule"`
}

// MethodInput names a payment method of an environment.
type MethodInput struct {
	Environment string `json:"environment"`
	Type        string `json:"type"`
}

// List lists the environment's payment methods.
func (s *Methods) List(in EnvironmentInput) (MethodList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (MethodList, error) {
		changed, err := d.MethodRules.MethodRules(ctx, env.ID)
		return MethodList{Items: mapped(engine.MethodRules(changed), methodView)}, err
	})
}

// Save checks and stores a rule; it holds from the next call on. A rule that equals the default is
// forgotten instead.
func (s *Methods) Save(in SaveMethodInput) (MethodView, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (MethodView, error) {
		rule, err := in.Rule.checked()
		if err != nil {
			return MethodView{}, err
		}
		view := methodView(rule)
		if len(view.Changed) == 0 {
			return view, d.MethodRules.ResetMethodRule(ctx, env.ID, rule.Type)
		}
		return view, d.MethodRules.SaveMethodRule(ctx, env.ID, rule)
	})
}

// Reset gives a payment method its default rule again.
func (s *Methods) Reset(in MethodInput) (MethodView, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (MethodView, error) {
		if err := checkMethodType(in.Type); err != nil {
			return MethodView{}, err
		}
		return methodView(engine.DefaultMethodRule(in.Type)), d.MethodRules.ResetMethodRule(ctx, env.ID, in.Type)
	})
}

func methodView(rule sandbox.PaymentMethodRule) MethodView {
	v := MethodView{Rule: methodRule(rule), Default: methodRule(engine.DefaultMethodRule(rule.Type))}
	v.Changed = differing(v.Rule, v.Default)
	if limit, ok := limitOf(rule, rule.MinMinor); ok {
		v.MinText = limit.String()
	}
	if limit, ok := limitOf(rule, rule.MaxMinor); ok {
		v.MaxText = limit.String()
	}
	return v
}

// limitOf is a limit as an amount; false when there is none.
func limitOf(rule sandbox.PaymentMethodRule, minor int64) (money.Amount, bool) {
	if minor == 0 || len(rule.Currencies) == 0 {
		return money.Amount{}, false
	}
	return money.Amount{Minor: minor, Currency: rule.Currencies[0]}, true
}

func limitDigits(rule sandbox.PaymentMethodRule, minor int64) string {
	limit, ok := limitOf(rule, minor)
	if !ok {
		return ""
	}
	return limit.FormatMajor()
}

func methodRule(r sandbox.PaymentMethodRule) MethodRule {
	return MethodRule{
		Type: r.Type, Category: r.Category, Countries: texts(r.Countries), Currencies: texts(r.Currencies),
		MinAmount: limitDigits(r, r.MinMinor), MaxAmount: limitDigits(r, r.MaxMinor), EnforceLimits: r.EnforceLimits,
		Refund: r.Refund, PartialRefund: r.PartialRefund, RefundWindowDays: r.RefundWindowDays, SyncRefund: r.SyncRefund,
		OneTime: r.OneTime, AutoDebit: r.AutoDebit, Subscription: r.Subscription,
		ExpirySeconds: int(r.ExpirySeconds), Pending: r.Pending, Confirmed: r.Confirmed,
	}
}

// differing names the fields in which two rules of one method differ, as they are called in JSON.
func differing(a, b MethodRule) []string {
	same := map[string]bool{
		"category": a.Category == b.Category, "countries": slices.Equal(a.Countries, b.Countries),
		"currencies": slices.Equal(a.Currencies, b.Currencies), "minAmount": a.MinAmount == b.MinAmount, "maxAmount": a.MaxAmount == b.MaxAmount,
		"enforceLimits": a.EnforceLimits == b.EnforceLimits, "refund": a.Refund == b.Refund, "partialRefund": a.PartialRefund == b.PartialRefund,
		"refundWindowDays": a.RefundWindowDays == b.RefundWindowDays, "syncRefund": a.SyncRefund == b.SyncRefund, "oneTime": a.OneTime == b.OneTime,
		"autoDebit": a.AutoDebit == b.AutoDebit, "subscription": a.Subscription == b.Subscription,
		"expirySeconds": a.ExpirySeconds == b.ExpirySeconds, "pending": a.Pending == b.Pending,
	}
	names := []string{}
	for name, equal := range same {
		if !equal {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

var methodTypeForm = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)

func checkMethodType(method string) error {
	if len(method) > mostMethodType || !methodTypeForm.MatchString(method) {
		return sandbox.Invalid("type", "%.64q is not a payment method type: use up to %d capitals, digits and underscores, such as GCASH", method, mostMethodType)
	}
	return nil
}

// checked is the rule in the engine's form. Whether a method is documented is not for the user to say.
func (v MethodRule) checked() (sandbox.PaymentMethodRule, error) {
	r := sandbox.PaymentMethodRule{
		Type: v.Type, Category: v.Category, Countries: texts(v.Countries), Currencies: texts(v.Currencies), EnforceLimits: v.EnforceLimits,
		Refund: v.Refund, PartialRefund: v.PartialRefund, RefundWindowDays: v.RefundWindowDays, SyncRefund: v.SyncRefund,
		OneTime: v.OneTime, AutoDebit: v.AutoDebit, Subscription: v.Subscription,
		ExpirySeconds: int64(v.ExpirySeconds), Pending: v.Pending, Confirmed: engine.DefaultMethodRule(v.Type).Confirmed,
	}
	for _, check := range []func(*sandbox.PaymentMethodRule) error{v.checkNames, v.checkLimits, v.checkTimes} {
		if err := check(&r); err != nil {
			return r, err
		}
	}
	return r, nil
}

var countryForm = regexp.MustCompile(`^[A-Z]{2}$`)

func (v MethodRule) checkNames(r *sandbox.PaymentMethodRule) error {
	if err := checkMethodType(v.Type); err != nil {
		return err
	}
	if !slices.Contains(engine.MethodCategories(), v.Category) {
		return sandbox.Invalid("category", "%.64q is not a category; use one of %s", v.Category, strings.Join(engine.MethodCategories(), ", "))
	}
	if len(v.Countries) > mostCountriesOfOne {
		return sandbox.Invalid("countries", "list at most %d countries, or none for everywhere", mostCountriesOfOne)
	}
	for _, country := range v.Countries {
		if !countryForm.MatchString(country) {
			return sandbox.Invalid("countries", "%.64q is not a country; use two capitals such as PH, or none for everywhere", country)
		}
	}
	for _, currency := range v.Currencies {
		if !money.IsCurrency(currency) {
			return sandbox.Invalid("currencies", "%.64q is not a currency; use codes such as PHP, or none for all", currency)
		}
	}
	return nil
}

func (v MethodRule) checkLimits(r *sandbox.PaymentMethodRule) (err error) {
	if r.MinMinor, err = v.limit("minAmount", v.MinAmount); err != nil {
		return err
	}
	if r.MaxMinor, err = v.limit("maxAmount", v.MaxAmount); err != nil {
		return err
	}
	if r.MaxMinor > 0 && r.MaxMinor < r.MinMinor {
		return sandbox.Invalid("maxAmount", "the most must not be less than the least, %s; leave it empty for no limit", v.MinAmount)
	}
	return nil
}

// limit reads a limit, in minor units of the first currency; 0 is none.
func (v MethodRule) limit(field, text string) (minor int64, err error) {
	switch text = strings.TrimSpace(text); {
	case text == "" || strings.Trim(text, "0") == "":
		return 0, nil
	case len(v.Currencies) == 0:
		return 0, sandbox.Invalid("currencies", "limits are amounts of the first currency; name one, or leave both limits empty")
	}
	currency := v.Currencies[0]
	amount, err := money.ParseMajor(currency, text)
	if err != nil {
		example := money.Amount{Minor: 150000, Currency: currency}
		return 0, sandbox.Invalid(field, "%.32q is not an amount of %s; use a number such as %s, or leave it empty for no limit", text, currency, example.FormatMajor())
	}
	return amount.Minor, nil
}

func (v MethodRule) checkTimes(*sandbox.PaymentMethodRule) error {
	switch {
	case v.RefundWindowDays < 1 || v.RefundWindowDays > mostWindowDays:
		return sandbox.Invalid("refundWindowDays", "use 1 to %d days", mostWindowDays)
	case v.ExpirySeconds < 1 || v.ExpirySeconds > mostExpirySeconds:
		return sandbox.Invalid("expirySeconds", "use 1 to %d seconds, which is a year", mostExpirySeconds)
	case v.PartialRefund && !v.Refund:
		return sandbox.Invalid("partialRefund", "a method without refunds has no partial refunds either")
	}
	return nil
}
