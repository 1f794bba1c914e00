package app

import (
	"context"
	"crypto/tls"
	"net"
	"os"

	"antomdesk/backend/datafolder"
	"antomdesk/backend/sandbox"
)

// addServers names the sockets in the order everybody lists them.
func (a *App) addServers() {
	c := a.config
	a.servers.set(a.config.Serve,
		&server{name: sandbox.ServerGateway, scheme: "http", address: c.GatewayAddr,
			serve: func(l net.Listener) error { return a.gateway.Serve(l, "http") }},
		&server{name: sandbox.ServerGatewayTLS, scheme: "https", address: c.GatewayTLSAddr, mayBeOff: true,
			serve: func(l net.Listener) error { return a.gateway.ServeTLS(l, a.tls) }},
		&server{name: sandbox.ServerListener, scheme: "http", address: c.ListenerAddr,
			serve: func(l net.Listener) error { return a.listener.Serve(l, "http") }},
		&server{name: sandbox.ServerListenerTLS, scheme: "https", address: c.ListenerTLSAddr, mayBeOff: true,
			serve: func(l net.Listener) error { return a.listener.Serve(tls.NewListener(l, a.http11()), "https") }},
		&server{name: sandbox.ServerUI, scheme: "http", address: c.UIAddr, loopbackOnly: true,
			serve: a.web.Serve, moved: a.writeRuntime},
	)
}

// serve opens the sockets, then lets time and notifications run: what was due while nothing ran finds
// the built-in listener up.
func (a *App) serve(ctx, running context.Context) error {
	pace()
	a.servers.open(ctx)
	if err := a.writeRuntime(); err != nil {
		return err
	}
	events := a.bus.Subscribe()
	a.run(running, "hints", func(ctx context.Context) error { defer events.Close(); a.hints.Run(ctx, events); return nil })
	due := a.bus.Wake(sandbox.TopicEnvironment) // the engine hears of its own decisions by itself
	a.run(running, "engine", func(ctx context.Context) error { return a.engine.Run(ctx, due) })
	owed := a.bus.Wake(sandbox.TopicNotification, sandbox.TopicServer, sandbox.TopicEnvironment)
	a.run(running, "notifier", func(ctx context.Context) error { return a.notifier.Run(ctx, owed) })
	queued := a.bus.Wake(sandbox.TopicEndpoint)
	a.run(running, "forwarder", func(ctx context.Context) error { return a.forwarder.Run(ctx, queued) })
	return nil
}

// run keeps a part of the program running until it is told to stop; a part that gives up is logged.
func (a *App) run(ctx context.Context, name string, part func(context.Context) error) {
	a.background.Go(func() {
		if err := part(ctx); err != nil && ctx.Err() == nil {
			a.config.Log.Error("a part of the program stopped; restart Antom Desk", "part", name, "error", err)
		}
	})
}

// writeRuntime tells other processes where the loopback API is.
func (a *App) writeRuntime() error {
	return a.folder.WriteRuntime(datafolder.Runtime{
		PID: os.Getpid(), Origin: a.servers.origin(sandbox.ServerUI), Token: a.token, Program: a.config.Program,
	})
}

// http11 is the certificate for a server that speaks nothing newer.
func (a *App) http11() *tls.Config {
	config := a.tls.Clone()
	config.NextProtos = []string{"http/1.1"}
	return config
}

// builtinURL is where notifications without a URL go; "" while the listener is down.
func (a *App) builtinURL() string {
	if origin := a.servers.origin(sandbox.ServerListener); origin != "" {
		return origin + "/notifications"
	}
	return ""
}
