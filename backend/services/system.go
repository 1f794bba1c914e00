package services

import (
	"context"
	"regexp"
	"unicode"
	"unicode/utf8"

	"antomdesk/backend/sandbox"
)

// State is how far the program has come.
type State string

// The states of the program.
const (
	StateStarting State = "starting"
	StateReady    State = "ready"
	StateFailed   State = "failed"
)

// System tells how the program is doing and restarts its servers.
type System struct{ h *handle }

// StatusInput is empty: there is one program.
type StatusInput struct{}

// Status is the state of the whole program.
type Status struct {
	State       string         `json:"state"`       // starting, ready or failed
	Problem     string         `json:"problem"`     // why it failed, one sentence
	ProblemCode string         `json:"problemCode"` // the error code of the failure
	Remedy      string         `json:"remedy"`      // what to do about it
	Version     string         `json:"version"`
	DataFolder  string         `json:"dataFolder"`
	Clock       ClockView      `json:"clock"`
	Servers     []ServerStatus `json:"servers"`
	Warnings    []string       `json:"warnings"`
	CAFile      string         `json:"caFile"` // the certificate authority's PEM file
}

// ClockView is the time everything that expires is measured by.
type ClockView struct {
	Now     string `json:"now"`
	Virtual bool   `json:"virtual"`
}

// ServerStatus is what one listening socket is doing.
type ServerStatus struct {
	Name    string `json:"name"`
	Address string `json:"address"` // as asked for, host:port
	Origin  string `json:"origin"`  // scheme://host:port while it listens
	Off     bool   `json:"off"`
	Problem string `json:"problem"`
	Remedy  string `json:"remedy"`
}

// RestartServerInput names a server and where it should listen; an empty address keeps the present
// one, "off" closes the server.
type RestartServerInput struct {
	Name    string `json:"name"`
	Address string `json:"address"`
}

// Status always answers, also while the program is starting or after it failed to.
func (s *System) Status(StatusInput) (Status, error) {
	p := s.h.phase.Load()
	st := Status{
		State: string(StateStarting), Version: s.h.id.Version, DataFolder: s.h.id.DataFolder,
		Clock: ClockView{Now: timeText(s.h.id.Clock.Now())}, Servers: []ServerStatus{}, Warnings: []string{},
	}
	switch {
	case p.err != nil:
		st.failed(p.err)
	case p.deps != nil:
		return call(s.h, func(_ context.Context, d *Deps) (Status, error) { return st.ready(d), nil })
	}
	return st, nil
}

// RestartServer closes a server and opens it again, on another address if one is given.
func (s *System) RestartServer(in RestartServerInput) (Status, error) {
	_, err := call(s.h, func(ctx context.Context, d *Deps) (Status, error) {
		return Status{}, d.Servers.Restart(ctx, sandbox.ServerName(in.Name), in.Address)
	})
	if err != nil {
		return Status{Servers: []ServerStatus{}, Warnings: []string{}}, err
	}
	return s.Status(StatusInput{})
}

func (st *Status) failed(err error) {
	p := Describe(err)
	st.State, st.ProblemCode = string(StateFailed), p.Code
	st.Problem, st.Remedy = splitRemedy(p.Message)
}

func (st Status) ready(d *Deps) Status {
	st.State, st.CAFile = string(StateReady), d.CAFile
	st.Warnings = texts(d.Warnings())
	for _, s := range d.Servers.States() {
		st.Servers = append(st.Servers, ServerStatus{
			Name: string(s.Name), Address: s.Address, Origin: s.Origin, Off: s.Off, Problem: s.Problem, Remedy: s.Remedy,
		})
	}
	return st
}

// remedyAt finds the end of a message's first sentence or clause.
var remedyAt = regexp.MustCompile(`^(.+?)[;.] (.+?)\.?$`)

// splitRemedy parts a message into what is wrong and what to do: errors are written as a sentence
// and its remedy, parted by a semicolon or a full stop.
func splitRemedy(message string) (problem, remedy string) {
	parts := remedyAt.FindStringSubmatch(message)
	if parts == nil {
		return message, "Restart Antom Desk; if it happens again, report it with the program's log"
	}
	first, size := utf8.DecodeRuneInString(parts[2])
	return parts[1], string(unicode.ToUpper(first)) + parts[2][size:]
}

func (d *Deps) server(name sandbox.ServerName) sandbox.ServerState {
	for _, s := range d.Servers.States() {
		if s.Name == name {
			return s
		}
	}
	return sandbox.ServerState{Name: name, Off: true}
}

// origin is where a server listens, or would listen if it ran; "" when it is switched off.
func (d *Deps) origin(name sandbox.ServerName) string {
	s := d.server(name)
	if s.Origin != "" || s.Off || s.Address == "" {
		return s.Origin
	}
	if name == sandbox.ServerGatewayTLS || name == sandbox.ServerListenerTLS {
		return "https://" + s.Address
	}
	return "http://" + s.Address
}
