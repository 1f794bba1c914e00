package gateway

import (
	"context"
	"crypto/rsa"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// Engine decides what a verified, valid call means. *engine.Engine is the real one.
type Engine interface {
	// Do decides a call of an API of the contract.
	Do(ctx context.Context, call engine.Call, api string, in engine.Input) (engine.Answer, error)
	// Armed is what an armed scenario does to a verified call; false when none is armed for it.
	Armed(ctx context.Context, call engine.Call, in engine.Incoming) (engine.Armed, bool, error)
	// MeterSession is the environment of a session for usage events; not_found when there is none with
	// that id, conflict when it is over.
	MeterSession(ctx context.Context, sessionID string) (environmentID string, err error)
}

// Directory knows who may call; the store has it.
type Directory interface {
	sandbox.Directory
	// Environments lists all environments.
	Environments(ctx context.Context) ([]sandbox.Environment, error)
}

// Config is what the gateway needs from the outside.
type Config struct {
	Directory Directory
	Recorder  sandbox.UnitRecorder
	Engine    Engine
	Doctor    Doctor          // knows more keys than a call's own; nil means nobody does
	APIKeys   APIKeys         // Bearer keys; nil means there are none
	Pages     http.Handler    // serves /wallet/… to buyers, unrecorded; nil means there are none
	Key       *rsa.PrivateKey // Antom's signing key
	Clock     sandbox.Clock
	IDs       *sandbox.IDs
	Log       *slog.Logger // hears of failures inside; nil means slog's default
	Limits    Limits       // zero fields mean DefaultLimits
}

// Gateway serves merchants. It is safe for concurrent use and may serve several listeners.
type Gateway struct {
	directory Directory
	recorder  sandbox.UnitRecorder
	engine    Engine
	doctor    Doctor
	apiKeys   APIKeys
	pages     http.Handler
	key       *rsa.PrivateKey
	clock     sandbox.Clock
	ids       *sandbox.IDs
	log       *slog.Logger
	limits    Limits
	keys      keyCache
	server    *http.Server
	server2   *http.Server // of connections that agreed on HTTP/2
	streams   *handovers   // how it gets them
	start2    sync.Once
	closing   context.Context // ends when Close begins
}

// New returns a gateway that serves nobody yet.
func New(c Config) *Gateway {
	g := &Gateway{
		directory: c.Directory, recorder: c.Recorder, engine: c.Engine, doctor: c.Doctor, apiKeys: c.APIKeys, pages: c.Pages, key: c.Key,
		clock: c.Clock, ids: c.IDs, log: c.Log, limits: c.Limits.withDefaults(),
	}
	if g.log == nil {
		g.log = slog.Default()
	}
	if g.pages == nil {
		g.pages = http.NotFoundHandler()
	}
	g.server, g.server2, g.streams = g.newServer(), g.newServer2(), newHandovers()
	var end context.CancelFunc
	g.closing, end = context.WithCancel(context.Background())
	g.server.RegisterOnShutdown(end)
	return g
}

type carrierKey struct{}

func (g *Gateway) newServer() *http.Server {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Server{
		Handler:                      http.HandlerFunc(g.serve),
		Protocols:                    protocols,
		DisableGeneralOptionsHandler: true,
		MaxHeaderBytes:               g.limits.MaxHeaderBytes,
		ReadHeaderTimeout:            g.limits.ReadHeaderTimeout,
		WriteTimeout:                 g.limits.BodyTimeout + g.limits.WriteTimeout,
		IdleTimeout:                  g.limits.IdleTimeout,
		ErrorLog:                     slog.NewLogLogger(g.log.Handler(), slog.LevelWarn),
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			return context.WithValue(ctx, carrierKey{}, c)
		},
		ConnState: func(c net.Conn, state http.ConnState) {
			if t, ok := c.(*tee); ok && state == http.StateIdle {
				t.idle()
			}
		},
	}
}

// Serve answers connections of l until Close; scheme is "http", or "https" when something before this
// listener already ended TLS. It returns nil after Close and owns l.
func (g *Gateway) Serve(l net.Listener, scheme string) error {
	return g.accept(&teeListener{Listener: l, gateway: g, scheme: scheme})
}

// ServeTLS answers TLS connections of l until Close, with HTTP/2 for callers that ask for it.
func (g *Gateway) ServeTLS(l net.Listener, config *tls.Config) error {
	config = config.Clone()
	config.NextProtos = alpn
	g.start2.Do(func() { go g.serve2() })
	return g.accept(&teeListener{Listener: l, gateway: g, scheme: "https", config: config})
}

func (g *Gateway) accept(l net.Listener) error {
	err := g.server.Serve(l)
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// serve2 answers what is handed over until Close.
func (g *Gateway) serve2() {
	if err := g.server2.Serve(g.streams); !errors.Is(err, http.ErrServerClosed) {
		g.log.Error("the HTTP/2 server stopped", "error", err)
	}
}

// Close stops accepting, lets calls in progress end until ctx does, then cuts what is left.
func (g *Gateway) Close(ctx context.Context) error {
	var failures []error
	for _, server := range []*http.Server{g.server, g.server2} {
		if err := server.Shutdown(ctx); err != nil {
			failures = append(failures, server.Close())
		}
	}
	return errors.Join(append(failures, g.streams.Close())...)
}
