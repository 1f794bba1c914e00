package services

import (
	"context"

	"antomdesk/backend/sandbox"
)

// LabPresetList is every preset.
type LabPresetList struct {
	Items []LabPreset `json:"items"`
}

// LabPreset is a set of faults that is armed at once, most of them after a bug that reached production.
type LabPreset struct {
	Name   string   `json:"name"`
	Faults []string `json:"faults"` // their kinds
	After  string   `json:"after"`  // the public issues it is modelled on, "" for none
}

// ArmPresetInput arms a preset for a URL, a payment, or the whole environment.
type ArmPresetInput struct {
	Environment string `json:"environment"`
	Preset      string `json:"preset"`
	URL         string `json:"url"`
	PaymentID   string `json:"paymentId"`
	Seed        int    `json:"seed"` // 0 for a random one
}

// ListPresetsInput is empty: all presets are listed.
type ListPresetsInput struct{}

type labPreset struct {
	name, after string
	faults      []ArmLabInput
}

var labPresets = []labPreset{
	{"older-status-last", "adyen-magento2#2409", []ArmLabInput{{Kind: string(sandbox.LabSwap)}}},
	{"two-at-once", "adyen-magento2#2557, mollie/magento2#1047", []ArmLabInput{{Kind: string(sandbox.LabTogether), Copies: 2}}},
	{"five-in-a-second", "adyen-prestashop#106", []ArmLabInput{{Kind: string(sandbox.LabTogether), Copies: 5}}},
	{"three-times", "odoo#150102", []ArmLabInput{{Kind: string(sandbox.LabDuplicate), Copies: 3}}},
	{"late", "adyen-magento2#607", []ArmLabInput{{Kind: string(sandbox.LabDelay), Millis: 2 * 60 * 1000}}},
	{"first-try-lost", "", []ArmLabInput{{Kind: string(sandbox.LabDrop)}}},
	{"forger", "", []ArmLabInput{
		{Kind: string(sandbox.LabSignature), Percent: 40}, {Kind: string(sandbox.LabCorrupt), Percent: 40}, {Kind: string(sandbox.LabKeyVersion), Percent: 40},
		{Kind: string(sandbox.LabWrongClientID), Percent: 40}, {Kind: string(sandbox.LabStaleTime), Percent: 40},
	}},
	{"bad-network", "", []ArmLabInput{
		{Kind: string(sandbox.LabSlow), Percent: 40}, {Kind: string(sandbox.LabReset), Percent: 30, EveryTry: true}, {Kind: string(sandbox.LabDelay), Percent: 40},
		{Kind: string(sandbox.LabDuplicate), Percent: 20},
	}},
}

// Presets lists the presets.
func (s *Lab) Presets(ListPresetsInput) (LabPresetList, error) {
	return call(s.h, func(context.Context, *Deps) (LabPresetList, error) {
		out := LabPresetList{Items: []LabPreset{}}
		for _, p := range labPresets {
			kinds := []string{}
			for _, f := range p.faults {
				kinds = append(kinds, f.Kind)
			}
			out.Items = append(out.Items, LabPreset{Name: p.name, Faults: kinds, After: p.after})
		}
		return out, nil
	})
}

// ArmPreset arms all faults of a preset, with one seed.
func (s *Lab) ArmPreset(in ArmPresetInput) (LabFaultList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (LabFaultList, error) {
		for _, p := range labPresets {
			if p.name != in.Preset {
				continue
			}
			var list []ArmLabInput
			for _, f := range p.faults {
				f.URL, f.PaymentID, f.Seed = in.URL, in.PaymentID, in.Seed
				if err := f.check(); err != nil {
					return LabFaultList{}, err
				}
				list = append(list, f)
			}
			return d.armLab(ctx, env, list, p.name)
		}
		return LabFaultList{}, sandbox.Invalid("preset", "there is no preset %.64q; antomctl lab presets lists them", in.Preset)
	})
}
