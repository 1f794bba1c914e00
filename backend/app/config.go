// Package app is the composition root: it opens the data folder and the file, wires rules to adapters
// and runs the servers. The window and the command line both start it; it knows neither.
package app

import (
	"crypto/rand"
	"io"
	"io/fs"
	"log/slog"
	"path/filepath"
	"testing/fstest"
	"time"

	"antomdesk/backend/datafolder"
	"antomdesk/backend/sandbox"
)

// Version is this build's version: that of wails.json, which the builds of build/dev put here by a
// linker flag.
var Version = "devel"

// The addresses the servers listen at unless told otherwise.
const (
	DefaultGatewayAddr    = "127.0.0.1:18080"
	DefaultGatewayTLSAddr = "127.0.0.1:18443"
	DefaultListenerAddr   = "127.0.0.1:18090"
	DefaultUIAddr         = "127.0.0.1:0"

	DefaultListenerTLSAddr = "127.0.0.1:18453"
)

// Off as an address switches a server for HTTPS off.
const Off = "off"

// random is the system's source of random bytes; only the build for the window's stories replaces it.
var random = rand.Reader

// Config says what to open and where to listen; every field may be empty.
type Config struct {
	DataDir        string // empty means the system's place for it
	Serve          bool   // run the servers, not only open the folder
	GatewayAddr    string // host:port; port 0 lets the system choose
	GatewayTLSAddr string // host:port or "off"
	ListenerAddr   string

	ListenerTLSAddr string   // host:port or "off"
	UIAddr          string   // a loopback address
	LoopbackOnly    bool     // deliver notifications to this machine only
	ExtraNames      []string // host names to add to the HTTPS certificate
	Program         string   // who holds the folder, for other processes: "antomctl serve"
	Version         string
	Assets          fs.FS // the built front end
	Clock           sandbox.Clock
	Random          io.Reader
	NotifyTimeout   time.Duration // for one delivery; 0 means the notifier's own
	Log             *slog.Logger
}

func (c Config) withDefaults() Config {
	fill := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	if path, err := datafolder.DefaultPath(); err == nil { // otherwise Start says so
		fill(&c.DataDir, path)
	}
	if path, err := filepath.Abs(c.DataDir); err == nil && c.DataDir != "" { // as above
		c.DataDir = path
	}
	fill(&c.GatewayAddr, DefaultGatewayAddr)
	fill(&c.GatewayTLSAddr, DefaultGatewayTLSAddr)
	fill(&c.ListenerAddr, DefaultListenerAddr)
	fill(&c.ListenerTLSAddr, DefaultListenerTLSAddr)
	fill(&c.UIAddr, DefaultUIAddr)
	fill(&c.Program, "Antom Desk")
	fill(&c.Version, Version)
	if c.Assets == nil {
		c.Assets = fstest.MapFS{}
	}
	if c.Clock == nil {
		c.Clock = sandbox.SystemClock{}
	}
	if c.Random == nil {
		c.Random = random
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}
