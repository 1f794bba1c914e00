package listener

import (
	"context"
	"crypto/rsa"
	"net/http"
	"slices"
	"strings"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// endpoint is one endpoint, ready to capture.
type endpoint struct {
	sandbox.Endpoint
	steps   []step
	targets []sandbox.ForwardTarget
	key     *rsa.PublicKey // nil verifies nothing
	methods []string
}

// routes are the endpoints of one book by path.
type routes struct {
	book    *sandbox.EndpointBook
	byPath  map[string]*endpoint
	builtin *endpoint
}

// plainEndpoint acknowledges everything: the built-in one unless its rule was changed.
func (l *Listener) plainEndpoint() *endpoint {
	return l.ready(sandbox.Endpoint{ID: sandbox.BuiltinEndpointID, Key: sandbox.KeyOfAntom,
		Rule: sandbox.AcknowledgeAlways(), MaxBodyBytes: l.MaxBody}, nil)
}

func (l *Listener) ready(e sandbox.Endpoint, targets []sandbox.ForwardTarget) *endpoint {
	c := &endpoint{Endpoint: e, targets: targets, methods: append([]string{http.MethodPost}, e.Methods...)}
	for i, s := range e.Rule.Steps {
		c.steps = append(c.steps, compile(i, s))
	}
	switch e.Key {
	case sandbox.KeyOfAntom:
		c.key = l.PublicKey
	case sandbox.KeyPasted:
		key, err := signature.ParsePublicKey(e.PublicKey)
		if err != nil { // it was checked when it was saved
			l.Log.Error("the public key of an endpoint cannot be read; its captures are not verified", "endpoint", e.ID, "error", err)
		}
		c.key = key
	}
	return c
}

// endpointOf finds who captures a request target.
func (l *Listener) endpointOf(ctx context.Context, target string) (*endpoint, error) {
	if l.Endpoints == nil {
		return l.alone, nil
	}
	book, err := l.Endpoints.EndpointBook(ctx)
	if err != nil {
		return nil, err
	}
	r := l.routes.Load()
	if r == nil || r.book != book {
		r = l.routesOf(book)
		l.routes.Store(r)
	}
	path, _, _ := strings.Cut(signature.SignedPath(target), "?")
	if e := r.byPath[path]; e != nil {
		return e, nil
	}
	return r.builtin, nil
}

func (l *Listener) routesOf(book *sandbox.EndpointBook) *routes {
	r := &routes{book: book, byPath: map[string]*endpoint{}, builtin: l.alone}
	for _, e := range book.Endpoints {
		c := l.ready(e, book.Targets[e.ID])
		if e.Builtin() {
			r.builtin = c
		} else {
			r.byPath[e.Path] = c
		}
	}
	return r
}

func (e *endpoint) takes(method string) bool { return slices.Contains(e.methods, method) }

// plain reports whether nothing of the endpoint has to be stored beside the exchange.
func (e *endpoint) plain() bool {
	return e.Builtin() && len(e.steps) == 1 && e.steps[0].Kind == sandbox.AnswerAcknowledge && e.steps[0].DelayMillis == 0
}
