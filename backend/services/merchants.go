package services

import (
	"context"

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
		return settingsView(settingsOf(env.Settings)), err
	})
}

// SaveSettings checks and stores one environment's settings; they hold from the next call on.
func (s *Merchants) SaveSettings(in SaveSettingsInput) (SettingsView, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (SettingsView, error) {
		settings, err := in.Settings.checked(env.Settings)
		if err != nil {
			return SettingsView{}, err
		}
		return settingsView(settingsOf(settings)), d.Registrar.SaveSettings(ctx, env.ID, settings)
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
