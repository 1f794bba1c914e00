package app

import (
	"context"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"sync"
	"sync/atomic"

	"antomdesk/backend/bus"
	"antomdesk/backend/datafolder"
	"antomdesk/backend/doctor"
	"antomdesk/backend/engine"
	"antomdesk/backend/forwarder"
	"antomdesk/backend/gateway"
	"antomdesk/backend/listener"
	"antomdesk/backend/notifier"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
	"antomdesk/backend/sqlite"
	"antomdesk/backend/web"
)

// App is the whole program but its window. New opens nothing; Start opens and runs; Close ends.
type App struct {
	config   Config
	ids      *sandbox.IDs
	bus      *bus.Bus
	hints    *services.Hints
	services *services.Set
	token    string

	mu      sync.Mutex // guards starting and closing
	folder  *datafolder.Folder
	store   *sqlite.Store
	servers *servers

	antomKey *rsa.PrivateKey
	tls      *tls.Config
	roots    *x509.CertPool
	caFile   string

	doctor   *doctor.Doctor
	engine   *engine.Engine
	notifier *notifier.Notifier
	gateway  *gateway.Gateway
	listener *listener.Listener
	captures atomic.Int64 // under way, see listener.Config

	forwarder *forwarder.Forwarder
	web       *web.Server

	stop       context.CancelFunc // ends what runs in the background
	background sync.WaitGroup
}

// New prepares the program. It touches no file and no socket, so that the window may bind the
// services before anything can go wrong.
func New(c Config) *App {
	c = c.withDefaults()
	a := &App{config: c, ids: sandbox.NewIDs(c.Clock, c.Random), bus: bus.New(), hints: services.NewHints(c.Clock)}
	a.services = services.New(services.Identity{Version: c.Version, DataFolder: c.DataDir, Clock: c.Clock, Log: c.Log})
	a.servers = newServers(a.bus, c.Log)
	return a
}

// Services returns what the window binds and the command line calls.
func (a *App) Services() *services.Set { return a.services }

// Hints returns the merged events for the window.
func (a *App) Hints() *services.Hints { return a.hints }

// Servers lists what the listening sockets do.
func (a *App) Servers() []sandbox.ServerState { return a.servers.States() }

// Token is the bearer token of the loopback API, and once the token of a link; it changes with every
// start.
func (a *App) Token() string { return a.token }

// DataFolder is the absolute path of the open data folder; "" before Start.
func (a *App) DataFolder() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.folder == nil {
		return ""
	}
	return a.folder.Path()
}

// CAFile is the path of the certificate authority's PEM file.
func (a *App) CAFile() string { return a.caFile }

// Start opens the data folder and the file and, with Config.Serve, runs the servers. An address that
// cannot be had is a server's state, not an error. After an error the services keep answering with it
// and Start may be called again.
func (a *App) Start(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.store != nil {
		return nil
	}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	a.stop = stop
	if err := a.open(ctx, running); err != nil {
		a.services.Failed(err)
		return errors.Join(err, a.shutDown(ctx))
	}
	return nil
}

// Close ends calls in progress (until ctx ends), stops the servers and closes the file. The services
// then answer that the program is closed.
func (a *App) Close(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.services.Failed(sandbox.Unavailable(nil, "Antom Desk is closing; start it again"))
	return a.shutDown(ctx)
}

func (a *App) newToken() error {
	var b [32]byte
	if _, err := io.ReadFull(a.config.Random, b[:]); err != nil {
		return err
	}
	a.token = base64.RawURLEncoding.EncodeToString(b[:])
	return nil
}

// shutDown undoes whatever open did, in reverse: callers first, then what works behind them, so that
// a delivery in progress still finds the listener, and the file last.
func (a *App) shutDown(ctx context.Context) error {
	var errs []error
	if a.web != nil {
		errs = append(errs, a.web.Close(ctx))
	}
	if a.gateway != nil {
		errs = append(errs, a.gateway.Close(ctx))
	}
	if a.stop != nil {
		a.stop()
	}
	a.background.Wait()
	if a.listener != nil {
		errs = append(errs, a.listener.Close(ctx))
	}
	a.servers.close()
	if a.store != nil {
		errs = append(errs, a.store.Close())
	}
	if a.folder != nil {
		errs = append(errs, a.folder.Close())
	}
	a.web, a.gateway, a.listener, a.store, a.folder = nil, nil, nil, nil, nil
	return errors.Join(errs...)
}
