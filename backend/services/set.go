package services

import (
	"context"
	"log/slog"

	"antomdesk/backend/sandbox"
)

// Set is every service of one running program. New makes it before anything is opened, so that the
// window can bind it; Ready or Failed later say what came of opening.
type Set struct {
	System        *System
	Merchants     *Merchants
	Keys          *Keys
	Logs          *Logs
	Notifications *Notifications
	Wallet        *Wallet
	Payments      *Payments
	Simulator     *Simulator
	Clock         *Clock
	Scenarios     *Scenarios
	APIKeys       *APIKeys
	Signatures    *Signatures
	Disputes      *Disputes
	Methods       *Methods
	Lab           *Lab
	Endpoints     *Endpoints
	Forwards      *Forwards

	handle *handle
}

// Identity is what is known before anything is opened.
type Identity struct {
	Version    string
	DataFolder string
	Clock      sandbox.Clock // nil means real time
	Log        *slog.Logger  // nil discards; it receives where a method panicked, never its arguments
}

// New returns the services of a program that is still starting: until Ready or Failed is called,
// every method but System.Status answers with the code starting.
func New(id Identity) *Set {
	if id.Clock == nil {
		id.Clock = sandbox.SystemClock{}
	}
	if id.Log == nil {
		id.Log = slog.New(slog.DiscardHandler)
	}
	h := newHandle(id)
	return &Set{
		System: &System{h}, Merchants: &Merchants{h}, Keys: &Keys{h}, Logs: &Logs{h},
		Notifications: &Notifications{h}, Wallet: &Wallet{h}, Payments: &Payments{h},
		Simulator: &Simulator{h}, Clock: &Clock{h: h}, Scenarios: &Scenarios{h}, APIKeys: &APIKeys{h},
		Signatures: &Signatures{h}, Disputes: &Disputes{h}, Methods: &Methods{h}, Lab: &Lab{h}, Endpoints: &Endpoints{h}, Forwards: &Forwards{h}, handle: h,
	}
}

// Bound lists the structs to bind to the window and to serve over HTTP.
func (s *Set) Bound() []any {
	return []any{s.System, s.Merchants, s.Keys, s.Logs, s.Notifications, s.Wallet, s.Payments, s.Simulator, s.Clock, s.Scenarios, s.APIKeys,
		s.Signatures, s.Disputes, s.Methods, s.Lab, s.Endpoints, s.Forwards}
}

// Ready hands the services what they work with. ctx is the lifetime of the program: its end cuts
// short whatever a method is waiting for.
func (s *Set) Ready(ctx context.Context, d Deps) { s.handle.set(phase{ctx: ctx, deps: &d}) }

// Failed says that the program could not open what it needs; every method answers with err, and
// System.Status shows it with its remedy.
func (s *Set) Failed(err error) { s.handle.set(phase{err: err}) }
