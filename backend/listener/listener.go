// Package listener is the merchant's side of notifications: an HTTP server that captures whatever is
// POSTed to it. It stores the exact bytes durably before it answers, verifies the signature and
// acknowledges as Antom expects (api.md §4.1), unless the endpoint that was called has another key or
// another rule. What is to be forwarded is queued in the same commit.
package listener

import (
	"context"
	"crypto/rsa"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"

	"antomdesk/backend/rawhttp"
	"antomdesk/backend/sandbox"
)

// keptOfTooLarge is how much of a body above the limit is kept, in bytes.
const keptOfTooLarge = 64 << 10

// acknowledgement is the one body Antom accepts (api.md §4.1).
const acknowledgement = `{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}`

// whatThisIs answers the methods an endpoint does not capture.
const whatThisIs = "This is the Antom Desk notification listener; POST notifications here."

// Config is what a Listener works with.
type Config struct {
	Recorder  sandbox.Recorder
	Endpoints sandbox.CaptureStore // nil means the built-in endpoint alone
	Directory sandbox.Directory
	PublicKey *rsa.PublicKey // Antom's, the same for every environment
	Doctor    Doctor         // explains what does not verify; nil means from the bytes alone
	Clock     sandbox.Clock
	IDs       *sandbox.IDs
	MaxBody   int64        // bytes, of the built-in endpoint alone; 0 means sandbox.DefaultMaxBody
	Log       *slog.Logger // receives what keeps captures from being stored; nil means slog.Default
	// UnderWay counts the captures that have come whole and are not stored yet; nil means nobody asks.
	UnderWay *atomic.Int64
}

// Listener captures notifications on any number of sockets.
type Listener struct {
	Config
	server  *rawhttp.Server
	alone   *endpoint // captures while there is no book
	routes  atomic.Pointer[routes]
	closing chan struct{} // ends the delays of answers
	closed  sync.Once
}

// New returns a listener that does not listen yet.
func New(c Config) *Listener {
	if c.MaxBody <= 0 {
		c.MaxBody = sandbox.DefaultMaxBody
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.UnderWay == nil {
		c.UnderWay = new(atomic.Int64)
	}
	l := &Listener{Config: c, closing: make(chan struct{})}
	l.alone = l.plainEndpoint()
	l.server = &rawhttp.Server{Handler: l.handle, Clock: c.Clock, Log: c.Log}
	return l
}

// Serve captures on the socket until Close, then returns nil. scheme is "http", or "https" when the
// socket speaks TLS.
func (l *Listener) Serve(socket net.Listener, scheme string) error {
	return l.server.Serve(socket, scheme)
}

// Close stops accepting and lets captures under way finish until ctx ends. Answers that are being held
// back are given at once.
func (l *Listener) Close(ctx context.Context) error {
	l.closed.Do(func() { close(l.closing) })
	return l.server.Close(ctx)
}

func (l *Listener) handle(ctx context.Context, call *rawhttp.Call) rawhttp.Reply {
	e, err := l.endpointOf(ctx, call.RequestURI)
	switch {
	case err != nil:
		l.Log.Error("the endpoints could not be read, so a notification is not acknowledged", "error", err)
		return l.unstored()
	case e.takes(call.Method):
		return l.capture(ctx, call, e)
	}
	allow := rawhttp.Field{Name: "Allow", Value: strings.Join(e.methods, ", ")}
	if call.Method == http.MethodHead {
		return rawhttp.Compose(http.StatusMethodNotAllowed, l.Clock.Now(), true, "text/plain; charset=utf-8", nil, allow)
	}
	return rawhttp.Plain(http.StatusMethodNotAllowed, l.Clock.Now(), whatThisIs, allow)
}
