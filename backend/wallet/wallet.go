// Package wallet is what a buyer sees: the Checkout Page, the test wallet, the hosted card form and the
// 3-D Secure challenge, rendered on the server under /wallet/<token>. The token in the path is the only
// credential; there are no cookies and no scripts.
package wallet

import (
	"crypto/sha256"
	"encoding/base64"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"antomdesk/backend/engine"
)

// maxForm bounds a posted form, in bytes; the largest has three short fields.
const maxForm = 16 << 10

// Config is what the pages need.
type Config struct {
	Engine *engine.Engine
	// Log hears of storage that fails; nil means slog's default.
	Log *slog.Logger
}

// Handler serves the buyer's pages.
type Handler struct {
	engine *engine.Engine
	log    *slog.Logger
}

// New returns the handler for every path under /wallet/.
func New(c Config) http.Handler {
	log := c.Log
	if log == nil {
		log = slog.Default()
	}
	return &Handler{engine: c.Engine, log: log}
}

// actions are what a page may post.
var actions = []string{"approve", "decline", "abandon", "challenge", "choose"}

// ServeHTTP routes /wallet/<token> and /wallet/<token>/<action>.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	if r.Method == http.MethodGet && h.servePicture(w, r) {
		return
	}
	token, action, ok := route(r.URL.Path)
	switch {
	case !ok:
		h.notFound(w, r)
	case action == "" && r.Method == http.MethodGet:
		h.show(w, r, token)
	case action == "":
		h.refuse(w, r, http.StatusMethodNotAllowed, http.MethodGet)
	case r.Method != http.MethodPost:
		h.refuse(w, r, http.StatusMethodNotAllowed, http.MethodPost)
	case !sameOrigin(r):
		h.refuse(w, r, http.StatusForbidden, "")
	default:
		h.act(w, r, token, action)
	}
}

// route splits a path into token and action; ok is false for any other shape.
func route(path string) (token, action string, ok bool) {
	rest, ok := strings.CutPrefix(path, engine.WalletPath)
	if !ok {
		return "", "", false
	}
	token, action, posted := strings.Cut(rest, "/")
	if token == "" || (posted && !slices.Contains(actions, action)) {
		return "", "", false
	}
	return token, action, true
}

// sameOrigin refuses forms that another site's page submits. Clients that are no browsers send
// neither header.
func sameOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return false
	}
	origins := r.Header.Values("Origin")
	if len(origins) == 0 {
		return true
	}
	u, err := url.Parse(origins[0])
	return err == nil && len(origins) == 1 && u.Host != "" && strings.EqualFold(u.Host, r.Host)
}

// policy allows the one style sheet and nothing else. There is no form-action: browsers apply it to
// where a posted form is redirected, and that is the merchant's business.
var policy = "default-src 'none'; style-src '" + styleHash() + "'; base-uri 'none'; frame-ancestors 'none'"

func styleHash() string {
	sum := sha256.Sum256([]byte(styleSheet))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// secure sets the headers of every answer. The referrer policy keeps the token from the merchant's
// site; the stricter no-referrer would make browsers post with "Origin: null".
func secure(header http.Header) {
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Security-Policy", policy)
	header.Set("Referrer-Policy", "same-origin")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Frame-Options", "DENY")
	header.Set("Vary", "Accept-Language")
}
