package gateway

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// meetScenario lets an armed scenario answer the call. It reports whether that is the answer; latency
// and faults of the scenario come with any.
func (g *Gateway) meetScenario(ctx context.Context, c *call) (answer, bool) {
	armed, on, err := g.engine.Armed(ctx, c.circumstance(), engine.Incoming{API: c.api, Object: c.object, Body: c.signed})
	if err != nil {
		return g.refused(ctx, c, g.failure(c, err)), true
	}
	if !on {
		return answer{}, false
	}
	c.scenario = &armed.Scenario
	if !armed.Answers {
		c.warnOfUsualWay()
		return answer{}, false
	}
	c.note(armed.Answer)
	c.row.Reason = fmt.Sprintf("The error scenario %s answers %s.", armed.Scenario.ID, armed.Answer.Result.Code)
	unsigned := ofCaller[armed.Answer.Result.Code] && g.unsignedRejections(ctx, c)
	return answer{result: armed.Answer.Result, body: armed.Answer.Body, signed: !unsigned && !c.session}, true
}

// warnOfUsualWay says that a scenario was met whose code is not made up: a success nobody decided would
// have nothing to tell of.
func (c *call) warnOfUsualWay() {
	if c.scenario.ResultCode != "" {
		c.warn(fmt.Sprintf("The error scenario %s says %s, which lets the call go its usual way.", c.scenario.ID, c.scenario.ResultCode))
	}
}

// ofCaller are the codes about who calls, which Antom answers unsigned (api.md §1.6).
var ofCaller = map[string]bool{
	sandbox.CodeInvalidSignature: true, sandbox.CodeUnknownClient: true, sandbox.CodeKeyNotFound: true,
}

// delay waits out the scenario's latency, unless the caller hangs up or the gateway stops.
func (g *Gateway) delay(c *call) {
	if c.scenario == nil || c.scenario.LatencyMillis <= 0 {
		return
	}
	c.warn(fmt.Sprintf("The error scenario %s held the answer back for %d ms.", c.scenario.ID, c.scenario.LatencyMillis))
	select {
	case <-g.clock.After(time.Duration(c.scenario.LatencyMillis) * time.Millisecond):
	case <-c.r.Context().Done():
	case <-g.closing.Done():
	}
}

func (c *call) fault() sandbox.HTTPFault {
	if c.scenario == nil {
		return sandbox.FaultNone
	}
	return c.scenario.Fault
}

// spoil turns the answer into what the scenario's fault leaves of it. A result the caller never sees
// leaves the log row's columns; the reason has it.
func (c *call) spoil(out outgoing, a *answer) outgoing {
	instead := ""
	switch c.fault() {
	case sandbox.FaultNone:
		return out
	case sandbox.FaultCutBody:
		c.row.Reason = c.spoiled(a, "cut the answer's body in the middle")
		out.cut = len(out.body) / 2
		return out
	case sandbox.FaultReset:
		out.silent, instead = true, "reset the connection instead of answering"
	case sandbox.FaultTimeout:
		out.silent, instead = true, "let the caller wait instead of answering"
	case sandbox.FaultStatus:
		out, instead = bareStatus(c.scenario.FaultStatus), fmt.Sprintf("answered HTTP %d without a body of Antom's", c.scenario.FaultStatus)
	}
	c.row.Reason = c.spoiled(a, instead)
	c.bytes.AnswerSignedPrefix, a.result = nil, sandbox.Result{}
	return out
}

func (c *call) spoiled(a *answer, what string) string {
	return fmt.Sprintf("The error scenario %s %s; the call was decided as %s.", c.scenario.ID, what, a.result.Code)
}

// bareStatus is an HTTP error as a proxy before Antom would send it.
func bareStatus(status int) outgoing {
	text := fmt.Sprintf("%d %s", status, http.StatusText(status))
	out := whole(http.Header{
		"Content-Type": {"text/plain; charset=UTF-8"}, "Content-Length": {strconv.Itoa(len(text))}, "Date": nil,
	}, []byte(text))
	out.status = status
	return out
}

// breakOff ends the connection the way the scenario's fault asks for.
func (g *Gateway) breakOff(conn carrier, c *call) {
	switch c.fault() {
	case sandbox.FaultReset:
		conn.reset()
	case sandbox.FaultTimeout:
		select {
		case <-c.r.Context().Done():
		case <-g.closing.Done():
		}
	case sandbox.FaultCutBody:
	default:
		return
	}
	panic(http.ErrAbortHandler) // ends the connection or stream: net/http believes in the whole answer
}
