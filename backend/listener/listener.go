// Package listener is the merchant's side of notifications: an HTTP server that captures whatever is
// POSTed to it. It stores the exact bytes durably before it answers, verifies the signature with
// Antom's public key and acknowledges as Antom expects (api.md §4.1).
package listener

import (
	"context"
	"crypto/rsa"
	"log/slog"
	"net"
	"net/http"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
)

// DefaultMaxBody is the largest body captured whole, in bytes, unless Config says otherwise.
const DefaultMaxBody = 10 << 20

// keptOfTooLarge is how much of a body above the limit is kept, in bytes.
const keptOfTooLarge = 64 << 10

// acknowledgement is the one body Antom accepts (api.md §4.1).
const acknowledgement = `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}`

// whatThisIs answers anything that is not a POST.
const whatThisIs = "This is the Antom Desk notification listener; POST notifications here."

// Config is what a Listener works with.
type Config struct {
	Recorder  sandbox.Recorder
	Directory sandbox.Directory
	PublicKey *rsa.PublicKey // Antom's, the same for every environment
	Doctor    Doctor         // explains what does not verify; nil means from the bytes alone
	Clock     sandbox.Clock
	IDs       *sandbox.IDs
	MaxBody   int64        // bytes; 0 means DefaultMaxBody
	Log       *slog.Logger // receives what keeps captures from being stored; nil means slog.Default
}

// Listener captures notifications on any number of sockets.
type Listener struct {
	Config
	server *rawhttp.Server
}

// New returns a listener that does not listen yet.
func New(c Config) *Listener {
	if c.MaxBody <= 0 {
		c.MaxBody = DefaultMaxBody
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	l := &Listener{Config: c}
	l.server = &rawhttp.Server{Handler: l.handle, Clock: c.Clock, Log: c.Log}
	return l
}

// Serve captures on the socket until Close, then returns nil. scheme is "http", or "https" when the
// socket speaks TLS.
func (l *Listener) Serve(socket net.Listener, scheme string) error {
	return l.server.Serve(socket, scheme)
}

// Close stops accepting and lets captures under way finish until ctx ends.
func (l *Listener) Close(ctx context.Context) error { return l.server.Close(ctx) }

func (l *Listener) handle(ctx context.Context, call *rawhttp.Call) rawhttp.Reply {
	switch call.Method {
	case http.MethodPost:
		return l.capture(ctx, call)
	case http.MethodHead:
		return rawhttp.Compose(http.StatusMethodNotAllowed, l.Clock.Now(), true,
			"text/plain; charset=utf-8", nil, rawhttp.Field{Name: "Allow", Value: http.MethodPost})
	}
	return rawhttp.Plain(http.StatusMethodNotAllowed, l.Clock.Now(), whatThisIs,
		rawhttp.Field{Name: "Allow", Value: http.MethodPost})
}
