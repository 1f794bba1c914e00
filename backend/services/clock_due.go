package services

import (
	"context"
	"slices"
	"strings"

	"antomdesk/backend/sandbox"
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
	What      string `json:"what"`      // payment, refund, notification, or the kind of another object
	ID        string `json:"id"`        // Antom's id, or the notification's
	PaymentID string `json:"paymentId"` // the payment it concerns; "" when it concerns none
	Status    string `json:"status"`    // how it stands until then
	Detail    string `json:"detail"`    // the type of a notification
	At        string `json:"at"`        // in the environment's time
}

// Due lists what falls due next in the environment.
func (s *Clock) Due(in EnvironmentInput) (DueList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (DueList, error) {
		items, err := d.dueItems(ctx, env.ID)
		return DueList{Items: items[:min(len(items), shownDue)], More: len(items) > shownDue}, err
	})
}

func (d *Deps) dueItems(ctx context.Context, environmentID string) ([]DueItem, error) {
	items := []DueItem{}
	for _, read := range []func(context.Context, string) ([]DueItem, error){
		d.duePayments, d.dueRefunds, d.dueObjects, d.dueNotifications,
	} {
		some, err := read(ctx, environmentID)
		if err != nil {
			return items, err
		}
		items = append(items, some...)
	}
	slices.SortStableFunc(items, func(a, b DueItem) int { return strings.Compare(a.At, b.At) })
	return items, nil
}

func (d *Deps) duePayments(ctx context.Context, environmentID string) ([]DueItem, error) {
	list, err := d.Due.DuePayments(ctx, environmentID, lastInstant, readDue)
	return mapped(list, func(p sandbox.Payment) DueItem {
		return DueItem{What: "payment", ID: p.PaymentID, PaymentID: p.PaymentID, Status: string(p.Status), At: timeText(p.ExpiresAt)}
	}), err
}

func (d *Deps) dueRefunds(ctx context.Context, environmentID string) ([]DueItem, error) {
	list, err := d.Due.DueRefunds(ctx, environmentID, lastInstant, readDue)
	return mapped(list, func(r sandbox.Refund) DueItem {
		return DueItem{What: "refund", ID: r.RefundID, PaymentID: r.PaymentID, Status: string(r.Status), At: timeText(r.CompletesAt)}
	}), err
}

// ofPayments are the kinds of object whose parent is a payment.
var ofPayments = []sandbox.ObjectKind{sandbox.KindHold, sandbox.KindDispute}

func (d *Deps) dueObjects(ctx context.Context, environmentID string) ([]DueItem, error) {
	list, err := d.Due.DueObjects(ctx, environmentID, lastInstant, readDue)
	return mapped(list, func(o sandbox.Object) DueItem {
		item := DueItem{What: string(o.Kind), ID: o.ObjectID, Status: o.Status, At: timeText(o.DueAt)}
		if slices.Contains(ofPayments, o.Kind) {
			item.PaymentID = o.ParentID
		}
		return item
	}), err
}

func (d *Deps) dueNotifications(ctx context.Context, environmentID string) ([]DueItem, error) {
	list, err := d.Queue.DueNotifications(ctx, environmentID, lastInstant, readDue)
	return mapped(list, func(n sandbox.Notification) DueItem {
		return DueItem{
			What: "notification", ID: n.ID, PaymentID: n.PaymentID, Status: string(n.Status), Detail: string(n.Type), At: timeText(n.NextAttemptAt),
		}
	}), err
}
