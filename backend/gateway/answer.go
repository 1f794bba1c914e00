package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"

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
func (g *Gateway) refused(c *call, r *refusal) answer {
	c.row.Reason = r.result.Message
	setText(&c.row.Reason, r.reason)
	unsigned := r.ofCaller && c.environment != nil && c.environment.Settings.UnsignedRejections
	return answer{result: r.result, body: resultBody(r.result), signed: !unsigned}
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

// respond signs and records the answer, and only then sends it. net/http formats the answer into the
// held connection, so what is recorded is what is sent.
func (g *Gateway) respond(ctx context.Context, w http.ResponseWriter, conn *tee, c *call, a answer) {
	g.delay(c)
	header := g.header(c, a)
	maps.Copy(w.Header(), header)
	conn.hold()
	_, _ = w.Write(a.body) // nothing can fail before release; a HEAD request drops the body
	_ = http.NewResponseController(w).Flush()
	wire := c.spoil(conn.release(), &a)
	if err := g.record(ctx, c, a, wire); err != nil {
		g.log.Error("an exchange could not be recorded", "exchange", c.row.ID, "error", err)
		_ = conn.send(g.unrecorded(c), g.limits.WriteTimeout)
		panic(http.ErrAbortHandler) // ends the connection: net/http believes in the answer it formatted
	}
	// The record is durable; a caller that has gone away changes nothing.
	if len(wire) > 0 {
		_ = conn.send(wire, g.limits.WriteTimeout)
	}
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
	return g.recorder.Record(ctx, c.row, c.bytes)
}

// unrecorded is the whole answer when the log cannot be written: a signed SYSTEM_ERROR that ends the
// connection. Nothing may be answered as if it were on record.
func (g *Gateway) unrecorded(c *call) []byte {
	a := g.refused(c, broken("The exchange could not be recorded."))
	header := g.header(c, a)
	header["Connection"] = []string{"close"}
	var b bytes.Buffer
	b.WriteString("HTTP/1.1 200 OK\r\n")
	for _, name := range slices.Sorted(maps.Keys(header)) {
		fmt.Fprintf(&b, "%s: %s\r\n", name, header[name][0])
	}
	b.WriteString("\r\n")
	b.Write(a.body)
	return b.Bytes()
}
