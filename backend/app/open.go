package app

import (
	"context"
	"os"

	"antomdesk/backend/caller"
	"antomdesk/backend/datafolder"
	"antomdesk/backend/doctor"
	"antomdesk/backend/engine"
	"antomdesk/backend/forwarder"
	"antomdesk/backend/gateway"
	"antomdesk/backend/listener"
	"antomdesk/backend/notifier"
	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
	"antomdesk/backend/signature"
	"antomdesk/backend/sqlite"
	"antomdesk/backend/wallet"
	"antomdesk/backend/web"
)

// open does everything Start does. The folder's lock is taken before the file is touched.
func (a *App) open(ctx, running context.Context) error {
	steps := []func(context.Context) error{a.openFolder, a.openStore, a.firstStart}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	a.wire()
	a.addServers()
	if a.config.Serve {
		if err := a.serve(ctx, running); err != nil {
			return err
		}
	}
	a.services.Ready(running, a.deps())
	return nil
}

func (a *App) openFolder(context.Context) (err error) {
	if err := a.newToken(); err != nil {
		return err
	}
	path := a.config.DataDir
	if path == "" {
		if path, err = datafolder.DefaultPath(); err != nil {
			return err
		}
	}
	c := a.config
	if a.folder, err = datafolder.Open(path, datafolder.WithClock(c.Clock), datafolder.WithRandom(c.Random), datafolder.WithProgram(c.Program)); err != nil {
		return err
	}
	return a.openSecrets()
}

// openSecrets reads, or makes at the first start, what this installation signs and serves TLS with.
func (a *App) openSecrets() (err error) {
	if a.antomKey, err = a.folder.AntomKey(); err != nil {
		return err
	}
	if a.tls, a.caFile, err = a.folder.Certificates(a.config.ExtraNames); err != nil {
		return err
	}
	authority, err := os.ReadFile(a.caFile)
	if err != nil {
		return sandbox.Unavailable(err, "the certificate authority's file %s cannot be read. Check its permissions", a.caFile)
	}
	a.roots, err = rawhttp.Roots(authority)
	return err
}

func (a *App) openStore(ctx context.Context) (err error) {
	a.store, err = sqlite.Open(ctx, sqlite.Config{Path: a.folder.DBPath(), Clock: a.config.Clock, Publisher: a.bus,
		Load: signature.Queued, Soon: func() int { return int(a.captures.Load()) }})
	return err
}

// firstStart creates the merchant account every installation begins with.
func (a *App) firstStart(ctx context.Context) error {
	accounts, err := a.store.MerchantAccounts(ctx)
	if err != nil || len(accounts) > 0 {
		return err
	}
	now := a.config.Clock.Now()
	account := sandbox.MerchantAccount{ID: a.ids.New(), Name: "Default", CreatedAt: now}
	var pair []sandbox.Environment
	for _, kind := range []sandbox.EnvironmentKind{sandbox.Test, sandbox.Live} {
		pair = append(pair, sandbox.Environment{
			ID: a.ids.New(), MerchantAccountID: account.ID, Kind: kind, ClientID: a.ids.ClientID(kind),
			Settings: sandbox.DefaultSettings(), CreatedAt: now,
		})
	}
	return a.store.CreateMerchantAccount(ctx, account, pair)
}

// wire builds rules and adapters over the open store; nothing runs yet.
func (a *App) wire() {
	c := a.config
	a.engine = engine.New(engine.Config{
		Reader: a.store, Decider: a.store, Due: a.store, Clock: c.Clock, IDs: a.ids, Directory: a.store, Rules: a.store, Scenarios: a.store, Log: c.Log,
	})
	a.doctor = doctor.New(a.store, &a.antomKey.PublicKey, c.Log)
	a.gateway = gateway.New(gateway.Config{
		Directory: a.store, Recorder: a.store, Engine: a.engine, Doctor: a.doctor, APIKeys: a.store, Key: a.antomKey, Clock: c.Clock, IDs: a.ids, Log: c.Log,
		Pages: wallet.New(wallet.Config{Engine: a.engine, Log: c.Log}),
	})
	a.listener = listener.New(listener.Config{
		Recorder: a.store, Endpoints: a.store, Directory: a.store, Doctor: a.doctor, PublicKey: &a.antomKey.PublicKey, Clock: c.Clock, IDs: a.ids, Log: c.Log,
		UnderWay: &a.captures,
	})
	a.notifier = notifier.New(notifier.Config{
		Store: a.store, Directory: a.store, Lab: a.store, Key: a.antomKey, Clock: c.Clock, IDs: a.ids,
		BuiltinURL: a.builtinURL, LoopbackOnly: c.LoopbackOnly, Roots: a.roots, Timeout: c.NotifyTimeout, Log: c.Log,
	})
	a.forwarder = forwarder.New(forwarder.Config{
		Store: a.store, Directory: a.store, Key: a.antomKey, Clock: c.Clock, IDs: a.ids,
		LoopbackOnly: c.LoopbackOnly, Roots: a.roots, Log: c.Log,
	})
	a.web = web.New(web.Config{
		Bound: a.services.Bound(), Export: a.services.Export, ExportPayments: a.services.ExportPayments, Hints: a.hints, Assets: c.Assets, Token: a.token, Random: c.Random, Clock: c.Clock,
	})
}

// caller is the merchant's own; it trusts this installation's certificates, as the merchant would.
func (a *App) caller() merchantCaller {
	return merchantCaller{caller.New(caller.Config{
		Clock: a.config.Clock, Roots: a.roots, LoopbackOnly: a.config.LoopbackOnly,
	})}
}

func (a *App) deps() services.Deps {
	deps := services.Deps{
		Registrar: a.store, Reader: a.store, Payments: a.store, Exchanges: a.store, Notifications: a.store,
		Sender: a.engine, Lab: a.store,
		Buyer: a.engine, Disputer: a.engine, Due: a.store, Settler: a.engine, Queue: a.store, Scenarios: a.store, APIKeys: a.store,
		MethodRules: a.store, Merchant: a.engine, Doctor: a.doctor, Secrets: a.folder.Secrets(), Servers: a.servers, Caller: a.caller(),
		Clock: a.config.Clock, IDs: a.ids, Random: a.config.Random, AntomKey: &a.antomKey.PublicKey,
		CAFile: a.caFile, Warnings: a.folder.Warnings,
		Endpoints: a.store, Previewer: a.listener, Forwarder: endpointForwarder{a.forwarder}, Events: a.bus,
	}
	if a.config.Serve {
		deps.Deliverer = a.notifier
	}
	return deps
}
