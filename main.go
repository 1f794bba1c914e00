// Command antomdesk is the window of Antom Desk: a local emulator of Antom's payment gateway.
//
// Wails' generator of bindings runs main up to wails.Run, so nothing is opened before it: no file, no
// socket, no lock, no goroutine. The App does that once the window starts.
package main

import (
	_ "embed" // the icon
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"

	"antomdesk/backend/app"
	"antomdesk/backend/services"
	"antomdesk/backend/webview"
	"antomdesk/frontend"
)

//go:embed build/appicon.png
var icon []byte

const noDisplay = `antomdesk: there is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).
The same Antom Desk works in a browser: run "antomctl serve", and "antomctl ui" for the link to open.`

func main() { os.Exit(run(os.Args[1:])) }

// run returns the exit code: 0 after the window was closed, 1 when it could not open, 2 when the
// arguments make no sense.
func run(args []string) int {
	config, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case !webview.HasDisplay():
		fmt.Fprintln(os.Stderr, noDisplay)
		return 1
	}
	calmWebKit()
	config.Log = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if err := wails.Run(windowOptions(NewApp(config, config.Log))); err != nil {
		fmt.Fprintln(os.Stderr, "antomdesk:", err)
		return 1
	}
	return 0
}

// parse reads the arguments; what is wrong with them is already printed when it returns an error.
func parse(args []string) (app.Config, error) {
	c := app.Config{Serve: true, Program: "the Antom Desk window", Assets: built(frontend.Assets)}
	flags := flag.NewFlagSet("antomdesk", flag.ContinueOnError)
	flags.StringVar(&c.DataDir, "data", "", "data folder (default: the usual place of this system)")
	flags.StringVar(&c.GatewayAddr, "gateway", app.DefaultGatewayAddr, "address of the gateway over HTTP")
	flags.StringVar(&c.GatewayTLSAddr, "gateway-tls", app.DefaultGatewayTLSAddr, "address of the gateway over HTTPS, or "+app.Off)
	flags.StringVar(&c.ListenerAddr, "listener", app.DefaultListenerAddr, "address of the notification listener")
	flags.StringVar(&c.ListenerTLSAddr, "listener-tls", app.DefaultListenerTLSAddr, "address of the listener over HTTPS, or "+app.Off)
	flags.BoolVar(&c.LoopbackOnly, "loopback-only", false, "deliver notifications to this machine only")
	return c, flags.Parse(args)
}

// calmWebKit turns a renderer off that leaves the window blank on some graphics drivers, unless the
// user chose.
func calmWebKit() {
	const variable = "WEBKIT_DISABLE_DMABUF_RENDERER"
	if os.Getenv(variable) == "" {
		_ = os.Setenv(variable, "1") // fails for malformed names only
	}
}

func windowOptions(a *App) *options.App {
	first := webview.FirstPlace()
	return &options.App{
		Title: "Antom Desk",
		Width: first.Width, Height: first.Height,
		MinWidth: webview.MinWidth, MinHeight: webview.MinHeight,
		StartHidden:              true, // shown in its remembered place once the page is there
		BackgroundColour:         options.NewRGB(245, 247, 250),
		EnableDefaultContextMenu: true, // so that ids and bodies can be copied
		AssetServer:              &assetserver.Options{Assets: frontend.Assets},
		Bind:                     a.backend.Services().Bound(),
		EnumBind:                 services.Enums(),
		ErrorFormatter:           func(err error) any { return services.ErrorFormatter(err) },
		OnStartup:                a.startup,
		OnDomReady:               a.domReady,
		OnBeforeClose:            a.beforeClose,
		OnShutdown:               a.shutdown,
		Logger:                   webview.NewLogger(os.Stderr),
		LogLevelProduction:       logger.WARNING,
		Linux: &linux.Options{
			Icon:             icon,
			ProgramName:      "antomdesk",
			WebviewGpuPolicy: linux.WebviewGpuPolicyNever,
		},
	}
}
