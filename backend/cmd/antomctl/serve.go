package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"antomdesk/backend/app"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
	"antomdesk/frontend"

	"github.com/spf13/cobra"
)

// goodbye is how long calls in progress may take to end.
const goodbye = 10 * time.Second

// listening is the one line serve prints when everything listens.
type listening struct {
	Gateway     string `json:"gateway"`
	GatewayTLS  string `json:"gateway_tls"`
	Listener    string `json:"listener"`
	ListenerTLS string `json:"listener_tls"`
	UI          string `json:"ui"`
	UIToken     string `json:"ui_token"`
	CAFile      string `json:"ca_file"`
	Data        string `json:"data"`
	PID         int    `json:"pid"`
}

func (c *cli) serve() *cobra.Command {
	var config app.Config
	cmd := &cobra.Command{
		Use: "serve", Short: "Run the gateway, the listener and the user interface, headless", Args: noArgs,
		Long: `Run the gateway, the listener and the user interface until SIGTERM or SIGINT.

When everything listens, one line of JSON on standard output tells where:
{"gateway","gateway_tls","listener","listener_tls","ui","ui_token","ca_file","data","pid"};
the first five are origins.
Open UI/?token=UI_TOKEN once in a browser, or run "antomctl ui" for another link. If something cannot
listen, standard error says why and what to do, and the exit code is 5.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.runServer(cmd.Context(), config) },
	}
	f := cmd.Flags()
	f.StringVar(&config.GatewayAddr, "gateway", app.DefaultGatewayAddr, "where Antom's gateway listens for HTTP; port 0 lets the system choose")
	f.StringVar(&config.GatewayTLSAddr, "gateway-tls", app.DefaultGatewayTLSAddr, "where it listens for HTTPS, or off")
	f.StringVar(&config.ListenerAddr, "listener", app.DefaultListenerAddr, "where notifications are captured")
	f.StringVar(&config.ListenerTLSAddr, "listener-tls", app.DefaultListenerTLSAddr, "where they are captured over HTTPS, or off")
	f.StringVar(&config.UIAddr, "ui", app.DefaultUIAddr, "where the user interface and the local API listen; loopback only")
	f.BoolVar(&config.LoopbackOnly, "loopback-only", false, "deliver notifications to this computer only")
	f.StringSliceVar(&config.ExtraNames, "name", nil, "another host name for the HTTPS certificate (repeatable)")
	return cmd
}

func (c *cli) runServer(ctx context.Context, config app.Config) (err error) {
	assets, err := fs.Sub(frontend.Assets, "dist")
	if err != nil {
		return err
	}
	folder, err := c.folder()
	if err != nil {
		return err
	}
	config.DataDir, config.Serve, config.Program = folder, true, "antomctl serve"
	config.Assets, config.Log = assets, c.log()
	a := app.New(config)
	if err := a.Start(ctx); err != nil {
		return closedError{err}
	}
	defer func() {
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), goodbye)
		defer cancel()
		err = errors.Join(err, a.Close(ending))
	}()
	if status, err := a.Services().System.Status(services.StatusInput{}); err == nil {
		c.warn(status.Warnings...)
	}
	line, err := listeningLine(a)
	if err != nil {
		return err
	}
	if err := c.printLine(line); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// listening gathers the origins, or says why one is missing.
func listeningLine(a *app.App) (listening, error) {
	line := listening{UIToken: a.Token(), CAFile: a.CAFile(), Data: a.DataFolder(), PID: os.Getpid()}
	origins := map[sandbox.ServerName]*string{
		sandbox.ServerGateway: &line.Gateway, sandbox.ServerGatewayTLS: &line.GatewayTLS,
		sandbox.ServerListener: &line.Listener, sandbox.ServerListenerTLS: &line.ListenerTLS, sandbox.ServerUI: &line.UI,
	}
	for _, s := range a.Servers() {
		if s.Problem != "" {
			return line, closedError{sandbox.Unavailable(nil, "%s cannot listen: %s. %s (--%s)", s.Name, s.Problem, s.Remedy, flagOf(s.Name))}
		}
		*origins[s.Name] = s.Origin
	}
	return line, nil
}

func flagOf(name sandbox.ServerName) string { return strings.ReplaceAll(string(name), "_", "-") }
