package services

import (
	"bufio"
	"bytes"
	"context"
	"net/textproto"
	"slices"
	"strconv"

	"antomdesk/backend/sandbox"
)

const (
	mostResends   = 500  // notifications in one resend of many
	mostSearched  = 5000 // deliveries looked at to find them
	searchedAPage = 500
)

// ResendFilter selects notifications by their deliveries in the log: those Query finds, of a payment, and
// with a delivery status; empty fields mean any.
type ResendFilter struct {
	Environment string `json:"environment"`
	Query       string `json:"query"`
	PaymentID   string `json:"paymentId"`
	Status      string `json:"status"` // PENDING, ACKNOWLEDGED or ABANDONED
}

// ResendCount is how many notifications a filter selects.
type ResendCount struct {
	Count int  `json:"count"`
	Most  int  `json:"most"` // in one resend
	More  bool `json:"more"` // there are more than can be sent at once
}

// ResendManyInput sends what the filter selects again, oldest first. Mode is as_it_was or resigned.
type ResendManyInput struct {
	Filter ResendFilter `json:"filter"`
	Mode   string       `json:"mode"`
}

// BatchInput names a resend of many.
type BatchInput struct {
	ID string `json:"id"`
}

// BatchView is how far a resend of many has come.
type BatchView struct {
	ID           string `json:"id"`
	Total        int    `json:"total"`
	Waiting      int    `json:"waiting"`
	Acknowledged int    `json:"acknowledged"`
	Abandoned    int    `json:"abandoned"` // sent and not acknowledged, or given up
}

// CountMany says how many notifications a resend would send.
func (s *Notifications) CountMany(in ResendFilter) (ResendCount, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (ResendCount, error) {
		found, more, err := d.selected(ctx, env, in)
		return ResendCount{Count: len(found), Most: mostResends, More: more}, err
	})
}

// ResendMany sends what the filter selects again. It returns when all of it is queued; Batch tells how far it is.
func (s *Notifications) ResendMany(in ResendManyInput) (BatchView, error) {
	return inEnvironment(s.h, in.Filter.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (BatchView, error) {
		if in.Mode == ResendEdited {
			return BatchView{}, sandbox.Invalid("mode", "many notifications have many bodies; use as_it_was or resigned")
		}
		found, more, err := d.selected(ctx, env, in.Filter)
		switch {
		case err != nil:
			return BatchView{}, err
		case more:
			return BatchView{}, sandbox.Invalid("query", "more than %d notifications match; narrow the search", mostResends)
		case len(found) == 0:
			return BatchView{}, sandbox.NotFound("no notification matches")
		}
		return d.resendMany(ctx, env, found, in.Mode)
	})
}

func (d *Deps) resendMany(ctx context.Context, env sandbox.Environment, found []sandbox.Notification, mode string) (BatchView, error) {
	batch := d.IDs.New()
	var again []sandbox.Notification
	for _, original := range found {
		n, err := d.again(ctx, original, sandbox.Exchange{}, ResendInput{Mode: mode})
		if err != nil {
			return BatchView{}, err
		}
		n.Batch = batch
		again = append(again, n)
	}
	if _, err := d.Sender.Resend(ctx, env.ID, again); err != nil {
		return BatchView{}, err
	}
	return d.batchView(ctx, batch)
}

// Batch tells how far a resend of many is.
func (s *Notifications) Batch(in BatchInput) (BatchView, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (BatchView, error) { return d.batchView(ctx, in.ID) })
}

// EndBatch gives up those of a resend of many that wait.
func (s *Notifications) EndBatch(in BatchInput) (BatchView, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (BatchView, error) {
		if err := d.Notifications.EndBatch(ctx, in.ID, d.Clock.Now()); err != nil {
			return BatchView{}, err
		}
		return d.batchView(ctx, in.ID)
	})
}

func (d *Deps) batchView(ctx context.Context, id string) (BatchView, error) {
	counts, err := d.Notifications.Batch(ctx, id)
	if err == nil && len(counts) == 0 {
		err = sandbox.NotFound("there is no resend %.64q", id)
	}
	view := BatchView{ID: id, Waiting: counts[sandbox.NotificationPending],
		Acknowledged: counts[sandbox.NotificationAcknowledged], Abandoned: counts[sandbox.NotificationAbandoned]}
	view.Total = view.Waiting + view.Acknowledged + view.Abandoned
	return view, err
}

// selected finds the notifications of the deliveries the filter selects, oldest first, and whether there are
// more of them than may be sent at once.
func (d *Deps) selected(ctx context.Context, env sandbox.Environment, in ResendFilter) (found []sandbox.Notification, more bool, err error) {
	if err := checkDeliveryStatus(in.Status); err != nil {
		return nil, false, err
	}
	seen := map[string]bool{}
	f := sandbox.ExchangeFilter{EnvironmentID: env.ID, Kinds: []sandbox.ExchangeKind{sandbox.KindDelivery}, Query: in.Query,
		PaymentID: in.PaymentID, Page: sandbox.PageRequest{Limit: searchedAPage}}
	for range mostSearched / searchedAPage {
		page, err := d.Exchanges.ListExchanges(ctx, f)
		if err != nil {
			return nil, false, err
		}
		for _, x := range page.Items {
			f.Page.BeforeSeq = x.Seq
			if x.NotificationID == "" || seen[x.NotificationID] {
				continue
			}
			seen[x.NotificationID] = true
			n, err := d.Notifications.NotificationByID(ctx, x.NotificationID)
			switch {
			case err != nil:
				return nil, false, err
			case in.Status != "" && string(n.Status) != in.Status:
				continue
			case len(found) == mostResends:
				slices.Reverse(found)
				return found, true, nil
			}
			found = append(found, n)
		}
		if more = page.More; !more {
			break
		}
	}
	slices.Reverse(found)
	return found, more, nil
}

func checkDeliveryStatus(status string) error {
	known := []sandbox.NotificationStatus{"", sandbox.NotificationPending, sandbox.NotificationAcknowledged, sandbox.NotificationAbandoned}
	if slices.Contains(known, sandbox.NotificationStatus(status)) {
		return nil
	}
	return sandbox.Invalid("status", "%.32q is not a delivery status; use one of %v", status, known[1:])
}

// sentWhole reports whether the request went out as far as its head announces.
func sentWhole(b sandbox.ExchangeBytes) bool {
	head := textproto.NewReader(bufio.NewReader(bytes.NewReader(b.RequestHead)))
	if _, err := head.ReadLine(); err != nil {
		return false
	}
	fields, err := head.ReadMIMEHeader()
	return err == nil && fields.Get("Content-Length") == strconv.Itoa(len(b.RequestBody))
}
