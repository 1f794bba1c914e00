package gateway

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// serve answers one request: buyers get the wallet's pages, everything else is a merchant's call.
func (g *Gateway) serve(w http.ResponseWriter, r *http.Request) {
	conn := r.Context().Value(carrierKey{}).(carrier)
	head, since := conn.claim(r)
	t := parseTarget(r.RequestURI)
	if strings.HasPrefix(t.path(), "/wallet/") {
		g.pages.ServeHTTP(w, r)
		return
	}
	c := &call{r: r, target: t, clientID: r.Header.Get("Client-Id"), requestTime: r.Header.Get("Request-Time"), unit: new(sandbox.Unit)}
	c.row = sandbox.Exchange{
		ID: g.ids.New(), Kind: sandbox.KindGateway, StartedAt: since,
		Scheme: conn.over(), RemoteAddr: r.RemoteAddr,
		Method: rowText(r.Method, maxRowText), Target: rowText(r.RequestURI, maxRowTarget),
		ClientID: rowText(c.clientID, maxRowText), RequestTime: rowText(c.requestTime, maxRowText),
	}
	c.body, c.row.RequestBytes, c.bodyProblem = g.readBody(w, r)
	c.bytes.RequestHead, c.bytes.RequestBody = withoutKey(head), c.body
	if c.row.RequestBytes > int64(len(c.body)) {
		c.warn(fmt.Sprintf("Only the first %d bytes of the body are kept.", len(c.body)))
	}
	// A caller that hangs up does not undo what it asked for.
	ctx := context.WithoutCancel(r.Context())
	g.respond(ctx, w, conn, c, g.decide(ctx, c))
}

// decide turns a call into an answer, whatever happens.
func (g *Gateway) decide(ctx context.Context, c *call) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			g.logPanic(c, p)
			a = g.refused(ctx, c, broken("Antom Desk failed inside (panic); the process log has the details."))
		}
	}()
	for _, check := range g.checks() {
		if refusal := check(ctx, c); refusal != nil {
			g.attribute(ctx, c)
			return g.refused(ctx, c, refusal)
		}
	}
	if a, answered := g.meetScenario(ctx, c); answered {
		return a
	}
	if refusal := checkFields(ctx, c); refusal != nil {
		return g.refused(ctx, c, refusal)
	}
	return g.perform(ctx, c)
}

// attribute names the environment of a call that was refused before its caller was looked at, so that
// the row shows in that environment's log alone. It proves nothing and changes nothing of the answer.
func (g *Gateway) attribute(ctx context.Context, c *call) {
	if c.row.EnvironmentID != "" || c.clientID == "" {
		return
	}
	if environment, _, err := g.directory.EnvironmentByClientID(ctx, c.clientID); err == nil {
		c.row.EnvironmentID = environment.ID
	}
}

// logPanic keeps values out of the process log: they may hold what the caller sent.
func (g *Gateway) logPanic(c *call, p any) {
	what := fmt.Sprintf("%T", p)
	if err, ok := p.(runtime.Error); ok {
		what = err.Error()
	}
	g.log.Error("panic while handling a call", "exchange", c.row.ID, "panic", what, "stack", string(debug.Stack()))
}

// perform hands the call to the engine.
func (g *Gateway) perform(ctx context.Context, c *call) answer {
	c.undecided = c.row
	done, err := g.engine.Do(ctx, c.circumstance(), c.api.Name, engine.Input{Checked: c.checked, Files: c.files})
	if err != nil {
		return g.refused(ctx, c, g.failure(c, err))
	}
	c.note(done)
	if done.Result.Status == sandbox.StatusF {
		c.row.Reason = done.Result.Message
	}
	return answer{result: done.Result, body: done.Body, signed: !c.session}
}

// circumstance is what the engine is told of the call beside its body.
func (c *call) circumstance() engine.Call {
	return engine.Call{Environment: *c.environment, Origin: originOf(c.row.Scheme, c.target, c.r), Unit: c.unit}
}

// failure is the refusal for an error of ours. A sandbox.Error was written for people and goes into
// the log row; anything else only into the process log.
func (g *Gateway) failure(c *call, err error) *refusal {
	g.log.Error("a call failed inside", "exchange", c.row.ID, "error", err)
	var known *sandbox.Error
	if errors.As(err, &known) {
		return broken("Antom Desk failed inside: " + known.Error())
	}
	return broken("Antom Desk failed inside; the process log has the details.")
}
