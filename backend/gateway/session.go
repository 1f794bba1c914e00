package gateway

import (
	"context"
	"fmt"

	"antomdesk/backend/sandbox"
)

// sessionAPI is the one call that goes unsigned both ways: a session of meter/createSession, which was
// signed, says whose it is (api.md §1.7).
const sessionAPI = "meter/uploadEvent"

const sessionHeader = "X-Session-Id"

// checkSession takes the environment from the session.
func (g *Gateway) checkSession(ctx context.Context, c *call) *refusal {
	c.session = true
	id := c.r.Header.Get(sessionHeader)
	if id == "" {
		return refuseCaller(codeAccessDenied, "The X-Session-Id header is missing; meter/createSession gives the id of a session.")
	}
	environmentID, err := g.engine.MeterSession(ctx, id)
	switch {
	case sandbox.IsNotFound(err):
		return refuseCaller(codeAccessDenied, fmt.Sprintf("There is no session %.64q; meter/createSession gives the id of one.", id))
	case sandbox.CodeOf(err) == sandbox.CodeConflict:
		return refuseCaller(codeAccessDenied, fmt.Sprintf("The session %.64q is over; meter/createSession gives the id of a new one.", id))
	case err != nil:
		return g.failure(c, err)
	}
	environment, err := g.directory.EnvironmentByID(ctx, environmentID)
	if err != nil {
		return g.failure(c, err)
	}
	c.environment, c.clientID = &environment, environment.ClientID
	c.row.EnvironmentID, c.row.ClientID = environment.ID, environment.ClientID
	return c.checkVersion()
}

// checkVersion wants HTTP/2, as Antom does, where the environment is strict.
func (c *call) checkVersion() *refusal {
	if c.r.ProtoMajor >= 2 {
		return nil
	}
	const text = "Antom takes usage events over HTTP/2 only; this call came over HTTP/1."
	if c.environment.Settings.Strict {
		return refuse(codeAccessDenied, text)
	}
	c.warn(text)
	return nil
}
