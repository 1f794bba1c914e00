package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// answer is what a call is told.
type answer struct {
	result sandbox.Result
	body   []byte
	signed bool
}

// answerKeyVersion is the version of Antom's own key; there is one per installation.
const answerKeyVersion = "1"

// refused turns a refusal into an answer and notes the reason.
func (g *Gateway) refused(ctx context.Context, c *call, r *refusal) answer {
	c.row.Reason = r.result.Message
	setText(&c.row.Reason, r.reason)
	unsigned := r.ofCaller && g.unsignedRejections(ctx, c)
	return answer{result: r.result, body: resultBody(r.result), signed: !unsigned && !c.session}
}

// unsignedRejections is the setting for the call. An unknown caller has no environment of its own: it goes
// unsigned as soon as an environment of the kind it meant does as Antom, which signs no such refusal.
func (g *Gateway) unsignedRejections(ctx context.Context, c *call) bool {
	if c.environment != nil {
		return c.environment.Settings.UnsignedRejections
	}
	// A list that cannot be read leaves the answer signed, as it is by default.
	list, _ := g.directory.Environments(ctx)
	return slices.ContainsFunc(list, func(e sandbox.Environment) bool {
		return e.Kind == c.kindMeant() && e.Settings.UnsignedRejections
	})
}

// kindMeant is the kind of environment that the path or the client id is of: older SDKs send test calls to
// live paths (api.md §1.2).
func (c *call) kindMeant() sandbox.EnvironmentKind {
	if strings.HasPrefix(c.clientID, sandbox.SandboxPrefix) || strings.HasPrefix(c.target.fromAMS(), "/ams/sandbox/") {
		return sandbox.Test
	}
	return sandbox.Live
}

func resultBody(result sandbox.Result) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	// A struct of three strings always encodes.
	_ = encoder.Encode(struct {
		Result sandbox.Result `json:"result"`
	}{result})
	return bytes.TrimSpace(b.Bytes())
}

// respond signs and records the answer, and only then sends it.
func (g *Gateway) respond(ctx context.Context, w http.ResponseWriter, conn carrier, c *call, a answer) {
	g.delay(c)
	out := c.spoil(whole(g.header(c, a), a.body), &a)
	wire := conn.format(w, out)
	if err := g.record(ctx, c, a, wire); err != nil {
		g.respondInstead(ctx, w, conn, c, err)
		return
	}
	// The record is durable; a caller that has gone away changes nothing.
	_ = conn.send(w, out, wire, g.limits.WriteTimeout)
	g.breakOff(conn, c)
}

// header composes the answer's header. Antom's three names go out in lower case, because the Python
// SDK finds no others; the map is assigned directly so that net/http leaves them alone.
func (g *Gateway) header(c *call, a answer) http.Header {
	now := g.clock.Now()
	h := http.Header{
		"Content-Type":   {"application/json; charset=UTF-8"},
		"Content-Length": {strconv.Itoa(len(a.body))},
		"Date":           {now.UTC().Format(http.TimeFormat)},
	}
	if !a.signed {
		return h
	}
	time := sandbox.FormatTime(now)
	prefix := signature.Prefix(c.target.answerPath(c.verified, c.sdk()), c.clientID, time)
	sig, err := signature.Sign(g.key, prefix, a.body)
	if err != nil {
		g.log.Error("an answer could not be signed", "exchange", c.row.ID, "error", err)
		c.warn("The answer could not be signed; check Antom's signing key.")
		return h
	}
	c.bytes.AnswerSignedPrefix = prefix
	h["client-id"] = []string{c.clientID}
	h["response-time"] = []string{time}
	h["signature"] = []string{signature.FormatHeader(answerKeyVersion, sig)}
	return h
}

// record stores the exchange with the answer as it is about to be sent.
func (g *Gateway) record(ctx context.Context, c *call, a answer, wire []byte) error {
	c.bytes.ResponseHead, c.bytes.ResponseBody = splitHead(wire)
	c.row.HTTPStatus = statusOf(wire)
	c.row.ResultStatus, c.row.ResultCode = a.result.Status, a.result.Code
	c.row.ResponseBytes = int64(len(c.bytes.ResponseBody))
	c.row.DurationMicros = g.clock.Now().Sub(c.row.StartedAt).Microseconds()
	return g.recorder.RecordWithin(ctx, c.unit, c.row, c.bytes)
}

// respondInstead answers a signed SYSTEM_ERROR when the record failed: nothing may be answered as if it
// were on record. What the call decided is lost with it, so the failure is recorded in its place; when
// that fails too, the process log has it.
func (g *Gateway) respondInstead(ctx context.Context, w http.ResponseWriter, conn carrier, c *call, cause error) {
	c.undecide()
	a := g.refused(ctx, c, g.failure(c, cause))
	out := whole(g.header(c, a), a.body)
	wire := conn.formatInstead(out)
	if err := g.record(ctx, c, a, wire); err != nil {
		g.log.Error("an exchange could not be recorded", "exchange", c.row.ID, "error", err)
	}
	conn.sendInstead(w, out, wire, g.limits.WriteTimeout)
}
