// Command antomdesk is the window of Antom Desk: a local emulator of Antom's payment gateway.
//
// Wails' generator of bindings runs main up to wails.Run, so nothing is opened before it: no file, no
// socket, no lock, no goroutine. The App does that once the window starts.
package main

import (
	_ "embed" // the icon
	"flag"
	"fmt"
	"os"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"

	"antomdesk/backend/services"
	"antomdesk/backend/webview"
	"antomdesk/frontend"
)

//go:embed build/appicon.png
var icon []byte

const noDisplay = `antomdesk: there is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).
The same Antom Desk works in a browser; run: antomctl serve --ui 127.0.0.1:18070`

func main() { os.Exit(run(os.Args[1:])) }

// run returns the exit code: 0 after the window was closed, 1 when it could not open, 2 when the
// arguments make no sense.
func run(args []string) int {
	flags := flag.NewFlagSet("antomdesk", flag.ContinueOnError)
	dataFolder := flags.String("data", "", "data folder (default: the one of this system)")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if !webview.HasDisplay() {
		fmt.Fprintln(os.Stderr, noDisplay)
		return 1
	}
	calmWebKit()
	app := NewApp(*dataFolder)
	if err := wails.Run(windowOptions(app)); err != nil {
		fmt.Fprintln(os.Stderr, "antomdesk:", err)
		return 1
	}
	return 0
}

// calmWebKit turns a renderer off that leaves the window blank on some graphics drivers, unless the
// user chose.
func calmWebKit() {
	const variable = "WEBKIT_DISABLE_DMABUF_RENDERER"
	if os.Getenv(variable) == "" {
		_ = os.Setenv(variable, "1") // fails for malformed names only
	}
}

func windowOptions(app *App) *options.App {
	first := webview.FirstPlace()
	return &options.App{
		Title: "Antom Desk",
		Width: first.Width, Height: first.Height,
		MinWidth: webview.MinWidth, MinHeight: webview.MinHeight,
		StartHidden:              true, // shown in its remembered place once the page is there
		BackgroundColour:         options.NewRGB(245, 247, 250),
		EnableDefaultContextMenu: true, // so that ids and bodies can be copied
		AssetServer:              &assetserver.Options{Assets: frontend.Assets},
		Bind:                     app.services.Bound(),
		EnumBind:                 services.Enums(),
		ErrorFormatter:           func(err error) any { return services.ErrorFormatter(err) },
		OnStartup:                app.startup,
		OnDomReady:               app.domReady,
		OnBeforeClose:            app.beforeClose,
		OnShutdown:               app.shutdown,
		Logger:                   webview.NewLogger(os.Stderr),
		LogLevelProduction:       logger.WARNING,
		Linux: &linux.Options{
			Icon:             icon,
			ProgramName:      "antomdesk",
			WebviewGpuPolicy: linux.WebviewGpuPolicyNever,
		},
	}
}
