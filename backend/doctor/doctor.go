// Package doctor explains signatures that do not verify: it knows whose keys are whose in this
// installation and asks the signature package, which knows the mistakes. Nothing here runs for a
// signature that verifies.
package doctor

import (
	"context"
	"crypto/rsa"
	"log/slog"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// Store is what the doctor asks of the store: a sandbox.Registrar and an ExchangeReader have it.
type Store interface {
	MerchantAccounts(ctx context.Context) ([]sandbox.MerchantAccount, error)
	EnvironmentOf(ctx context.Context, merchantAccountID string, kind sandbox.EnvironmentKind) (sandbox.Environment, error)
	Keys(ctx context.Context, environmentID string) ([]sandbox.MerchantKey, error)
	NotificationURLs(ctx context.Context, environmentID string) (map[sandbox.NotificationType]string, error)
	ListExchanges(ctx context.Context, f sandbox.ExchangeFilter) (sandbox.Page[sandbox.Exchange], error)
}

// latestDeliveries is how many deliveries are asked where they went.
const latestDeliveries = 50

// Doctor looks into cases. It is safe for concurrent use.
type Doctor struct {
	store Store
	antom *rsa.PublicKey
	log   *slog.Logger
}

// New returns a doctor; antom is the public key of this installation's Antom side.
func New(store Store, antom *rsa.PublicKey, log *slog.Logger) *Doctor {
	if log == nil {
		log = slog.Default()
	}
	return &Doctor{store, antom, log}
}

// Diagnose explains the case as of an instant: keys count as they stood then. Where c.Accepted is nil
// the keys that would have done are looked up, too: the client's for a call, Antom's for the rest. A
// store that cannot be read costs knowledge, never the answer.
func (d *Doctor) Diagnose(ctx context.Context, c signature.Case, at time.Time) signature.Diagnosis {
	k := &known{c: &c, at: at, given: c.Accepted != nil}
	if err := d.gather(ctx, k); err != nil {
		d.log.Error("the keys known here could not be read for a diagnosis", "error", err)
	}
	k.antom(d.antom)
	return signature.Diagnose(c)
}

func (d *Doctor) gather(ctx context.Context, k *known) error {
	accounts, err := d.store.MerchantAccounts(ctx)
	if err != nil {
		return err
	}
	for _, account := range accounts {
		for _, kind := range []sandbox.EnvironmentKind{sandbox.Test, sandbox.Live} {
			environment, err := d.store.EnvironmentOf(ctx, account.ID, kind)
			if sandbox.IsNotFound(err) {
				continue
			}
			if err != nil {
				return err
			}
			if err := d.gatherEnvironment(ctx, k, holder{account, environment}); err != nil {
				return err
			}
		}
	}
	k.settle()
	return nil
}

func (d *Doctor) gatherEnvironment(ctx context.Context, k *known, h holder) error {
	keys, err := d.store.Keys(ctx, h.environment.ID)
	if err != nil {
		return err
	}
	k.add(h, keys)
	if k.c.Direction == signature.OfAntom && h.environment.ClientID == k.c.ClientID {
		return d.gatherURLs(ctx, k, h.environment.ID)
	}
	return nil
}

// gatherURLs lists where notifications of the environment go: the URLs set, and those payments brought
// along.
func (d *Doctor) gatherURLs(ctx context.Context, k *known, environmentID string) error {
	urls, err := d.store.NotificationURLs(ctx, environmentID)
	if err != nil {
		return err
	}
	for _, url := range urls {
		k.addURL(url)
	}
	page, err := d.store.ListExchanges(ctx, sandbox.ExchangeFilter{
		EnvironmentID: environmentID, Kinds: []sandbox.ExchangeKind{sandbox.KindDelivery}, Page: sandbox.PageRequest{Limit: latestDeliveries},
	})
	for _, x := range page.Items {
		k.addURL(x.Target)
	}
	return err
}
