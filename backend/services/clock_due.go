package services

import (
	"context"
	"slices"
	"strings"
	"time"
)

const (
	shownDue = 100 // rows Due answers with
	readDue  = 500 // rows it picks them from, of each kind
)

// DueList is what time will do next in an environment, earliest first.
type DueList struct {
	Items []DueItem `json:"items"`
	More  bool      `json:"more"` // there are further ones
}

// DueItem is one thing that time will do.
type DueItem struct {
	What string `json:"what"` // payment, refund, notification, or the kind of another object
	ID   string `json:"id"`   // Antom's id, or the notification's
	At   string `json:"at"`   // in the environment's time
}

// Due lists what falls due next in the environment.
func (s *Clock) Due(in EnvironmentInput) (DueList, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (DueList, error) {
		env, err := d.environment(ctx, in.Environment)
		if err != nil {
			return DueList{}, err
		}
		items, err := d.dueItems(ctx, env.ID)
		return DueList{Items: items[:min(len(items), shownDue)], More: len(items) > shownDue}, err
	})
}

func (d *Deps) dueItems(ctx context.Context, environmentID string) ([]DueItem, error) {
	items := []DueItem{}
	add := func(what, id string, at time.Time) { items = append(items, DueItem{what, id, timeText(at)}) }
	payments, err := d.Due.DuePayments(ctx, environmentID, lastInstant, readDue)
	if err != nil {
		return items, err
	}
	for _, p := range payments {
		add("payment", p.PaymentID, p.ExpiresAt)
	}
	refunds, err := d.Due.DueRefunds(ctx, environmentID, lastInstant, readDue)
	if err != nil {
		return items, err
	}
	for _, r := range refunds {
		add("refund", r.RefundID, r.CompletesAt)
	}
	objects, err := d.Due.DueObjects(ctx, environmentID, lastInstant, readDue)
	if err != nil {
		return items, err
	}
	for _, o := range objects {
		add(string(o.Kind), o.ObjectID, o.DueAt)
	}
	notifications, err := d.Queue.DueNotifications(ctx, environmentID, lastInstant, readDue)
	for _, n := range notifications {
		add("notification", n.ID, n.NextAttemptAt)
	}
	slices.SortStableFunc(items, func(a, b DueItem) int { return strings.Compare(a.At, b.At) })
	return items, err
}
