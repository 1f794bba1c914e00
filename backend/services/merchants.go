package services

import (
	"context"
	"regexp"
	"slices"

	"antomdesk/backend/sandbox"
)

// Merchants lists merchant accounts and keeps their environments' settings.
type Merchants struct{ h *handle }

// ListMerchantsInput is empty: all accounts are listed.
type ListMerchantsInput struct{}

// MerchantList is every merchant account.
type MerchantList struct {
	Accounts []MerchantView `json:"accounts"`
}

// MerchantView is one merchant account with its two environments.
type MerchantView struct {
	ID           string            `json:"id"`
	Name         string            `json:"name"`
	Environments []EnvironmentView `json:"environments"`
}

// EnvironmentView is one environment in a list.
type EnvironmentView struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"` // test or live
	ClientID string `json:"clientId"`
	HasKeys  bool   `json:"hasKeys"`
}

// SettingsView holds an environment's settings.
type SettingsView struct {
	Settings EnvironmentSettings `json:"settings"`
}

// EnvironmentSettings are the choices Antom's documentation leaves open (api.md §9).
type EnvironmentSettings struct {
	RequestTimeToleranceSeconds int    `json:"requestTimeToleranceSeconds"` // 0 accepts any Request-Time
	UnsignedRejections          bool   `json:"unsignedRejections"`
	Strict                      bool   `json:"strict"`
	SettlementStrategyRequired  bool   `json:"settlementStrategyRequired"`
	DeclinedCardCode            string `json:"declinedCardCode"`
	DeclinedWalletCode          string `json:"declinedWalletCode"`
	ExpiredPaymentCode          string `json:"expiredPaymentCode"` // ORDER_IS_CLOSED or PROCESS_FAIL
	NotificationDelaySeconds    int    `json:"notificationDelaySeconds"`
	RetrySchedule               string `json:"retrySchedule"` // none, production or compressed
}

// SaveSettingsInput replaces all settings of one environment.
type SaveSettingsInput struct {
	Environment string              `json:"environment"`
	Settings    EnvironmentSettings `json:"settings"`
}

// List returns every merchant account with its environments.
func (s *Merchants) List(ListMerchantsInput) (MerchantList, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (MerchantList, error) {
		accounts, err := d.Registrar.MerchantAccounts(ctx)
		list := MerchantList{Accounts: make([]MerchantView, 0, len(accounts))}
		for _, account := range accounts {
			view, viewErr := d.merchantView(ctx, account)
			if viewErr != nil {
				return MerchantList{}, viewErr
			}
			list.Accounts = append(list.Accounts, view)
		}
		return list, err
	})
}

// Settings returns one environment's settings.
func (s *Merchants) Settings(in EnvironmentInput) (SettingsView, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (SettingsView, error) {
		env, err := d.environment(ctx, in.Environment)
		return SettingsView{Settings: settingsView(env.Settings)}, err
	})
}

// SaveSettings checks and stores one environment's settings; they hold from the next call on.
func (s *Merchants) SaveSettings(in SaveSettingsInput) (SettingsView, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (SettingsView, error) {
		if err := in.Settings.check(); err != nil {
			return SettingsView{}, err
		}
		return SettingsView{Settings: in.Settings}, d.Registrar.SaveSettings(ctx, env.ID, in.Settings.over(env.Settings))
	})
}

func (d *Deps) merchantView(ctx context.Context, account sandbox.MerchantAccount) (MerchantView, error) {
	view := MerchantView{ID: account.ID, Name: account.Name, Environments: []EnvironmentView{}}
	pair, err := d.environmentsOf(ctx, account.ID)
	if err != nil {
		return view, err
	}
	for _, env := range pair {
		_, hasKeys, err := d.activeKey(ctx, env.ID)
		if err != nil {
			return view, err
		}
		view.Environments = append(view.Environments, EnvironmentView{
			ID: env.ID, Kind: string(env.Kind), ClientID: env.ClientID, HasKeys: hasKeys,
		})
	}
	return view, nil
}

func settingsView(s sandbox.Settings) EnvironmentSettings {
	return EnvironmentSettings{
		RequestTimeToleranceSeconds: int(s.RequestTimeToleranceSeconds),
		UnsignedRejections:          s.UnsignedRejections,
		Strict:                      s.Strict,
		SettlementStrategyRequired:  s.SettlementStrategyRequired,
		DeclinedCardCode:            s.DeclinedCardCode,
		DeclinedWalletCode:          s.DeclinedWalletCode,
		ExpiredPaymentCode:          s.ExpiredPaymentCode,
		NotificationDelaySeconds:    int(s.NotificationDelaySeconds),
		RetrySchedule:               string(s.RetrySchedule),
	}
}

// over is was with what the screens show replaced; settings they do not show stay.
func (v EnvironmentSettings) over(was sandbox.Settings) sandbox.Settings {
	was.RequestTimeToleranceSeconds = int64(v.RequestTimeToleranceSeconds)
	was.UnsignedRejections = v.UnsignedRejections
	was.Strict = v.Strict
	was.SettlementStrategyRequired = v.SettlementStrategyRequired
	was.DeclinedCardCode = v.DeclinedCardCode
	was.DeclinedWalletCode = v.DeclinedWalletCode
	was.ExpiredPaymentCode = v.ExpiredPaymentCode
	was.NotificationDelaySeconds = int64(v.NotificationDelaySeconds)
	was.RetrySchedule = sandbox.RetryPreset(v.RetrySchedule)
	return was
}

var resultCodeForm = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,63}$`)

func (v EnvironmentSettings) check() error {
	const day = 24 * 60 * 60
	if v.RequestTimeToleranceSeconds < 0 || v.RequestTimeToleranceSeconds > 365*day {
		return sandbox.Invalid("requestTimeToleranceSeconds", "use 0 (accept any time) to %d seconds", 365*day)
	}
	if v.NotificationDelaySeconds < 0 || v.NotificationDelaySeconds > day {
		return sandbox.Invalid("notificationDelaySeconds", "use 0 to %d seconds", day)
	}
	if !slices.Contains(sandbox.RetryPresets(), sandbox.RetryPreset(v.RetrySchedule)) {
		return sandbox.Invalid("retrySchedule", "use none, production or compressed")
	}
	if v.ExpiredPaymentCode != sandbox.CodeOrderIsClosed && v.ExpiredPaymentCode != sandbox.CodeProcessFail {
		return sandbox.Invalid("expiredPaymentCode", "use %s or %s", sandbox.CodeOrderIsClosed, sandbox.CodeProcessFail)
	}
	if err := checkCode("declinedCardCode", v.DeclinedCardCode); err != nil {
		return err
	}
	return checkCode("declinedWalletCode", v.DeclinedWalletCode)
}

func checkCode(field, code string) error {
	if !resultCodeForm.MatchString(code) {
		return sandbox.Invalid(field, "%q is not a result code: use up to 64 capitals, digits and underscores, such as DO_NOT_HONOR", code)
	}
	return nil
}
