package services

import (
	"context"
	"encoding/binary"
	"io"
	"slices"
	"time"

	"antomdesk/backend/sandbox"
)

const (
	mostCopies     = 20
	mostLabMillis  = 24 * 60 * 60 * 1000
	mostSlowMillis = 10 * 60 * 1000 // of real time
	mostLabCount   = 1_000_000
	mostSeed       = 1<<31 - 1
)

// What a fault has that names none.
const (
	defaultCopies      = 2
	defaultSwapMillis  = 60_000
	defaultDelayMillis = 5_000
	defaultStaleMillis = 60 * 60 * 1000
	defaultSlowMillis  = 3_000
)

// ArmLabInput is one fault to arm. Zero values stand for: any URL, payment and type; the kind's own copies and
// duration; 100 per cent; all that match; the first try; a random seed; until it is ended.
type ArmLabInput struct {
	Environment     string `json:"environment"`
	Kind            string `json:"kind"`
	URL             string `json:"url"` // how the URL begins
	PaymentID       string `json:"paymentId"`
	Type            string `json:"type"`
	Copies          int    `json:"copies"` // of duplicate and together, 2 to 20
	Millis          int    `json:"millis"` // of swap (at most), delay, stale_time and slow
	Percent         int    `json:"percent"`
	Count           int    `json:"count"`
	EveryTry        bool   `json:"everyTry"`
	Seed            int    `json:"seed"`
	DurationMinutes int    `json:"durationMinutes"` // of the environment's time
}

// Arm arms a fault for what is queued from now on.
func (s *Lab) Arm(in ArmLabInput) (LabFaultList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (LabFaultList, error) {
		if err := in.check(); err != nil {
			return LabFaultList{}, err
		}
		return d.armLab(ctx, env, []ArmLabInput{in}, "")
	})
}

// armLab arms the faults with one seed.
func (d *Deps) armLab(ctx context.Context, env sandbox.Environment, list []ArmLabInput, preset string) (LabFaultList, error) {
	armed, err := d.Lab.LabArmed(ctx, env.ID)
	if err != nil {
		return LabFaultList{}, err
	}
	if len(armed)+len(list) > mostFaultsArmed {
		return LabFaultList{}, sandbox.Conflict("%d faults are armed; end some, at most %d may be on at once", len(armed), mostFaultsArmed)
	}
	seed := list[0].Seed
	if seed == 0 {
		seed = d.newSeed()
	}
	var faults []sandbox.LabFault
	for _, in := range list {
		faults = append(faults, d.labFaultOf(env, in, seed, preset))
	}
	if err := d.Lab.ArmLab(ctx, faults); err != nil {
		return LabFaultList{}, err
	}
	return d.labList(ctx, env)
}

// newSeed is 1 to 999999, short enough to be told over a table.
func (d *Deps) newSeed() int {
	var b [8]byte
	if _, err := io.ReadFull(d.Random, b[:]); err != nil {
		return 1
	}
	return int(binary.LittleEndian.Uint64(b[:])%999_999) + 1
}

func (d *Deps) labFaultOf(env sandbox.Environment, in ArmLabInput, seed int, preset string) sandbox.LabFault {
	kind := sandbox.LabFaultKind(in.Kind)
	f := sandbox.LabFault{
		ID: d.IDs.New(), EnvironmentID: env.ID, Kind: kind, Preset: preset, URL: in.URL, PaymentID: in.PaymentID,
		Type: sandbox.NotificationType(in.Type), Copies: in.Copies, Millis: int64(in.Millis), Percent: in.Percent, Count: in.Count,
		EveryTry: in.EveryTry, Seed: int64(seed), CreatedAt: d.now(env),
	}
	if f.Percent == 0 {
		f.Percent = 100
	}
	if f.Copies == 0 && multiplies(kind) {
		f.Copies = defaultCopies
	}
	if f.Millis == 0 {
		f.Millis = defaultMillis[kind]
	}
	if in.DurationMinutes > 0 {
		f.EndsAt = f.CreatedAt.Add(time.Duration(in.DurationMinutes) * time.Minute)
	}
	return f
}

var defaultMillis = map[sandbox.LabFaultKind]int64{
	sandbox.LabSwap: defaultSwapMillis, sandbox.LabDelay: defaultDelayMillis, sandbox.LabStaleTime: defaultStaleMillis, sandbox.LabSlow: defaultSlowMillis,
}

func multiplies(kind sandbox.LabFaultKind) bool {
	return kind == sandbox.LabDuplicate || kind == sandbox.LabTogether
}

func (in ArmLabInput) check() error {
	kind := sandbox.LabFaultKind(in.Kind)
	if !slices.Contains(sandbox.LabFaultKinds(), kind) {
		return sandbox.Invalid("kind", "%.32q is not a fault; use one of %v", in.Kind, sandbox.LabFaultKinds())
	}
	if in.Type != "" {
		if err := checkNotificationType(in.Type); err != nil {
			return err
		}
	}
	if err := in.checkAmounts(kind); err != nil {
		return err
	}
	switch {
	case in.Percent < 0 || in.Percent > 100:
		return sandbox.Invalid("percent", "use 1 to 100, or nothing for all")
	case in.Count < 0 || in.Count > mostLabCount:
		return sandbox.Invalid("count", "use 1 to %d notifications, or nothing for all", mostLabCount)
	case in.Seed < 0 || in.Seed > mostSeed:
		return sandbox.Invalid("seed", "use 1 to %d, or nothing for a random one", mostSeed)
	case in.DurationMinutes < 0 || in.DurationMinutes > mostLabMillis/60_000:
		return sandbox.Invalid("durationMinutes", "use 1 to %d minutes, or nothing until it is ended", mostLabMillis/60_000)
	}
	return nil
}

func (in ArmLabInput) checkAmounts(kind sandbox.LabFaultKind) error {
	most := mostLabMillis
	if kind == sandbox.LabSlow {
		most = mostSlowMillis
	}
	switch {
	case !multiplies(kind) && in.Copies != 0:
		return sandbox.Invalid("copies", "copies go with duplicate and together only")
	case in.Copies != 0 && (in.Copies < 2 || in.Copies > mostCopies):
		return sandbox.Invalid("copies", "use 2 to %d copies", mostCopies)
	case defaultMillis[kind] == 0 && in.Millis != 0:
		return sandbox.Invalid("millis", "a duration goes with swap, delay, stale_time and slow only")
	case in.Millis < 0 || in.Millis > most:
		return sandbox.Invalid("millis", "use 1 to %d milliseconds", most)
	}
	return nil
}
