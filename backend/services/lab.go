package services

import (
	"context"

	"antomdesk/backend/sandbox"
)

// Lab arms the faults of the Delivery Lab: what is queued while one is on and matches it is misdelivered.
type Lab struct{ h *handle }

// shownFaults is how many faults List answers with; mostFaultsArmed are on at once in one environment.
const (
	shownFaults     = 100
	mostFaultsArmed = 50
	mostMatched     = 10_000
)

// LabFaultList is an environment's faults, newest first, ended ones included.
type LabFaultList struct {
	Items []LabFaultView `json:"items"`
}

// LabFaultView is one fault. Times are the environment's.
type LabFaultView struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Preset    string `json:"preset"`    // the name it was armed under, "" for a single fault
	URL       string `json:"url"`       // how the URLs it concerns begin, "" for any
	PaymentID string `json:"paymentId"` // "" for any
	Type      string `json:"type"`      // "" for any
	Copies    int    `json:"copies"`
	Millis    int    `json:"millis"`
	Percent   int    `json:"percent"`
	Count     int    `json:"count"` // 0 for all that match
	EveryTry  bool   `json:"everyTry"`
	Seed      int    `json:"seed"`
	Matched   int    `json:"matched"` // notifications queued since it was armed that it could concern
	Touched   int    `json:"touched"` // attempts it has shaped
	EndsAt    string `json:"endsAt"`  // "" until it is ended
	CreatedAt string `json:"createdAt"`
	EndedAt   string `json:"endedAt"` // "" while nobody has ended it
	Armed     bool   `json:"armed"`   // it may still do something
}

// EndLabInput names the fault to end.
type EndLabInput struct {
	Environment string `json:"environment"`
	ID          string `json:"id"`
}

// List lists an environment's faults.
func (s *Lab) List(in EnvironmentInput) (LabFaultList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (LabFaultList, error) {
		return d.labList(ctx, env)
	})
}

// End ends one fault and lets go what is held back; ending an ended one changes nothing.
func (s *Lab) End(in EndLabInput) (LabFaultList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (LabFaultList, error) {
		if _, err := d.labFault(ctx, env, in.ID); err != nil {
			return LabFaultList{}, err
		}
		if err := d.Lab.EndLab(ctx, env.ID, []string{in.ID}, d.now(env)); err != nil {
			return LabFaultList{}, err
		}
		return d.labList(ctx, env)
	})
}

// EndAll ends every fault of the environment and lets go what they hold back.
func (s *Lab) EndAll(in EnvironmentInput) (LabFaultList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (LabFaultList, error) {
		if err := d.Lab.EndLab(ctx, env.ID, nil, d.now(env)); err != nil {
			return LabFaultList{}, err
		}
		return d.labList(ctx, env)
	})
}

func (d *Deps) labFault(ctx context.Context, env sandbox.Environment, id string) (sandbox.LabFault, error) {
	all, err := d.Lab.LabFaults(ctx, env.ID, shownFaults)
	for _, f := range all {
		if f.ID == id {
			return f, nil
		}
	}
	if err == nil {
		err = sandbox.NotFound("there is no fault %.64q in this environment; list them with antomctl lab list", id)
	}
	return sandbox.LabFault{}, err
}

func (d *Deps) labList(ctx context.Context, env sandbox.Environment) (LabFaultList, error) {
	out := LabFaultList{Items: []LabFaultView{}}
	all, err := d.Lab.LabFaults(ctx, env.ID, shownFaults)
	for _, f := range all {
		view, err := d.labFaultView(ctx, env, f)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, view)
	}
	return out, err
}

func (d *Deps) labFaultView(ctx context.Context, env sandbox.Environment, f sandbox.LabFault) (LabFaultView, error) {
	view := LabFaultView{
		ID: f.ID, Kind: string(f.Kind), Preset: f.Preset, URL: f.URL, PaymentID: f.PaymentID, Type: string(f.Type), Copies: f.Copies,
		Millis: int(f.Millis), Percent: f.Percent, Count: f.Count, EveryTry: f.EveryTry, Seed: int(f.Seed),
		EndsAt: timeText(f.EndsAt), CreatedAt: timeText(f.CreatedAt), EndedAt: timeText(f.EndedAt), Armed: f.On(d.now(env)),
	}
	queued, err := d.queuedSince(ctx, env, f)
	if err != nil {
		return view, err
	}
	view.Matched = len(queued)
	view.Armed = view.Armed && (f.Count == 0 || view.Matched < f.Count)
	view.Touched, err = d.Lab.LabTouched(ctx, f)
	return view, err
}

// queuedSince lists the notifications queued while the fault was armed that it could concern, oldest first.
func (d *Deps) queuedSince(ctx context.Context, env sandbox.Environment, f sandbox.LabFault) ([]sandbox.QueuedNotification, error) {
	until := f.EndedSeq
	if f.EndedAt.IsZero() {
		until = 1<<63 - 1
	}
	rows, err := d.Lab.QueuedBetween(ctx, env.ID, f.AfterSeq, until, mostMatched)
	if err != nil {
		return nil, err
	}
	urls, err := d.Registrar.NotificationURLs(ctx, env.ID)
	var matching []sandbox.QueuedNotification
	for _, row := range rows {
		if f.Matches(row.Type, row.PaymentID, d.destinationOf(row, urls)) {
			matching = append(matching, row)
		}
	}
	return matching, err
}

// destinationOf is where a notification goes, as the notifier finds it.
func (d *Deps) destinationOf(row sandbox.QueuedNotification, urls map[sandbox.NotificationType]string) string {
	switch {
	case row.URL != "":
		return row.URL
	case urls[row.Type] != "":
		return urls[row.Type]
	}
	return d.builtinURL()
}
