// Package web serves the services over loopback HTTP, with one stream of hints and the front end:
// what a browser, the command line beside a running program and tests use.
//
// It answers only under loopback names, only to the bearer of the token or to a browser that came
// through a one-time link, and never to a page of another origin.
package web

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"sync"
	"time"

	"antomdesk/backend/services"
)

// maxInput is the largest input a method is sent: a request body to simulate, with room to spare.
const maxInput = 16 << 20

// Config is what a Server works with.
type Config struct {
	Bound          []any // the services
	Export         ExportFunc[services.ExportInput]
	ExportPayments ExportFunc[services.ExportPaymentsInput]
	Hints          *services.Hints
	Assets         fs.FS     // the built front end; may hold no index.html
	Token          string    // bearer token, and once the token of a link
	Random         io.Reader // nil means crypto/rand
	Clock          Clock     // paces the heartbeat of the event stream
}

// Clock waits.
type Clock interface {
	After(d time.Duration) <-chan time.Time
}

// Server is the loopback API. It may serve several sockets, one after the other.
type Server struct {
	dispatcher *Dispatcher
	hints      *services.Hints
	sessions   *sessions
	clock      Clock
	http       *http.Server
	closing    chan struct{}
	closeOnce  sync.Once
}

// New returns a server that serves no socket yet.
func New(c Config) *Server {
	if c.Random == nil {
		c.Random = rand.Reader
	}
	s := &Server{
		dispatcher: NewDispatcher(c.Bound...), hints: c.Hints, sessions: newSessions(c.Token, c.Random),
		clock: c.Clock, closing: make(chan struct{}),
	}
	s.http = &http.Server{
		Handler:           hardened(s.local(s.routes(c))),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	return s
}

// Serve answers on l until it is closed; that is not an error.
func (s *Server) Serve(l net.Listener) error {
	err := s.http.Serve(l)
	if errors.Is(err, http.ErrServerClosed) || errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// Close ends the event streams and waits for calls in progress until ctx ends.
func (s *Server) Close(ctx context.Context) error {
	s.closeOnce.Do(func() { close(s.closing) })
	if err := s.http.Shutdown(ctx); err != nil {
		return s.http.Close()
	}
	return nil
}

func (s *Server) routes(c Config) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /api/{service}/{method}", s.known(http.HandlerFunc(s.api)))
	mux.Handle("POST /session/link", s.known(http.HandlerFunc(s.link)))
	mux.Handle("GET /export", s.known(download(exportInput, c.Export)))
	mux.Handle("GET /export/transactions", s.known(download(paymentsInput, c.ExportPayments)))
	mux.Handle("GET /events", s.known(http.HandlerFunc(s.events)))
	mux.Handle("GET /{$}", s.entrance(s.known(frontEnd(c.Assets))))
	mux.Handle("GET /", s.known(frontEnd(c.Assets)))
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusMethodNotAllowed, services.Malformed("", "nothing here takes this method; call POST /api/<Service>/<Method>"))
	})
	return mux
}

// api answers POST /api/<Service>/<Method>.
func (s *Server) api(w http.ResponseWriter, r *http.Request) {
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
		refuse(w, http.StatusUnsupportedMediaType, services.Malformed("", "send JSON, with Content-Type: application/json"))
		return
	}
	input, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxInput))
	if err != nil {
		refuse(w, http.StatusRequestEntityTooLarge, services.Malformed("", "the input could not be read whole; at most %d MiB are", maxInput>>20))
		return
	}
	output, err := s.dispatcher.Call(r.PathValue("service"), r.PathValue("method"), input)
	if err != nil {
		writeError(w, err)
		return
	}
	writeJSON(w, http.StatusOK, output)
}

// link mints another one-time link for a browser.
func (s *Server) link(w http.ResponseWriter, r *http.Request) {
	token, err := s.sessions.newLink()
	if err != nil {
		writeError(w, err)
		return
	}
	writeValue(w, struct {
		URL string `json:"url"`
	}{URL: "http://" + r.Host + "/?token=" + token})
}

// entrance lets a browser in that comes with a link's token: the token is worth nothing afterwards,
// the cookie holds another secret.
func (s *Server) entrance(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !r.URL.Query().Has("token") {
			next.ServeHTTP(w, r)
			return
		}
		cookie, ok, err := s.sessions.redeem(r.URL.Query().Get("token"))
		switch {
		case err != nil:
			writeError(w, err)
		case !ok:
			turnAway(w, r, http.StatusForbidden, "This link was used before or is not of this run", "Run `antomctl ui` and open the new link it prints")
		default:
			http.SetCookie(w, &http.Cookie{
				Name: cookieName(r), Value: cookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
			})
			http.Redirect(w, r, "/", http.StatusSeeOther)
		}
	})
}
