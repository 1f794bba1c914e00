package sandbox

import (
	"context"
	"time"
)

// CaptureStore is what the listener needs. EndpointBook is on the path of every capture, so
// implementations keep it in memory and drop it when endpoints or targets change.
type CaptureStore interface {
	EndpointBook(ctx context.Context) (*EndpointBook, error)
	// NextAnswer counts one more capture of a sequence and returns how many were counted before.
	NextAnswer(ctx context.Context, endpointID string) (int64, error)
	// RecordCapture keeps the exchange and queues its forwards in one commit. Forwards to targets that
	// are gone are left out.
	RecordCapture(ctx context.Context, x Exchange, b ExchangeBytes, forwards []Forward) error
}

// EndpointStore manages endpoints and where they forward to.
type EndpointStore interface {
	EndpointBook(ctx context.Context) (*EndpointBook, error)
	// EndpointByID returns it as it stands now, deleted or not.
	EndpointByID(ctx context.Context, id string) (Endpoint, error)
	// SaveEndpoint adds the endpoint or changes the one with its id, whose sequence begins anew when
	// the rule is another; conflict when another endpoint has its path.
	SaveEndpoint(ctx context.Context, e Endpoint) error
	// DeleteEndpoint removes the endpoint and its targets, and drops their queues.
	DeleteEndpoint(ctx context.Context, id string, at time.Time) error
	ResetSequence(ctx context.Context, id string) error
	// EndpointUse counts captures of the endpoint, at most upTo.
	EndpointUse(ctx context.Context, id string, upTo int) (EndpointUse, error)

	TargetByID(ctx context.Context, id string) (ForwardTarget, error)
	// SaveTarget adds the target or changes URL, types and signature of the one with its id.
	SaveTarget(ctx context.Context, t ForwardTarget) error
	// DeleteTarget removes the target and drops its queue.
	DeleteTarget(ctx context.Context, id string, at time.Time) error
	PauseTarget(ctx context.Context, id string, paused bool) error
	// DropQueue drops what waits for the target, or only the first of it, and returns how many.
	DropQueue(ctx context.Context, id string, firstOnly bool, at time.Time) (int, error)
	// ForwardQueues tells how much waits for each target; sent ones are counted up to upTo.
	ForwardQueues(ctx context.Context, upTo int) ([]ForwardQueue, error)
	// ForwardsOf lists what became of a capture's forwards.
	ForwardsOf(ctx context.Context, exchangeID string) ([]ForwardResult, error)
}

// ForwardStore is the forwarder's queue.
type ForwardStore interface {
	// WaitingTargets lists the targets that are not paused and for which something waits.
	WaitingTargets(ctx context.Context) ([]ForwardTarget, error)
	// StartForward marks the oldest waiting forward of the target as under way. It is false when none
	// waits, or the target is paused or gone.
	StartForward(ctx context.Context, targetID string) (Forward, ForwardTarget, bool, error)
	// EndForward stores how the attempt ended and, if the target answered, starts the next one in the
	// same commit.
	EndForward(ctx context.Context, f Forward, e ForwardEnd) (Forward, ForwardTarget, bool, error)
	ExchangeByID(ctx context.Context, id string) (Exchange, error)
	ExchangeBytesByID(ctx context.Context, id string) (ExchangeBytes, error)
}
