package gateway

import (
	"net/http"
	"strings"

	"antomdesk/backend/contract"
	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// call is one merchant call on its way through the gateway: what was sent, what the checks found out,
// and the log row that grows with it.
type call struct {
	r           *http.Request
	target      target
	clientID    string // as sent; the row has it cut to a list's size
	requestTime string

	body        []byte // as far as it was kept
	bodyProblem string // why body is not the whole body; empty when it is
	signed      []byte // what the signature covers: the body, or one part of an upload
	files       []engine.File

	api         contract.API
	environment *sandbox.Environment // nil until the client id is recognised
	keys        []sandbox.MerchantKey
	object      contract.Object
	checked     contract.Checked
	verified    string // the path whose string to sign verified; empty until one did

	scenario *sandbox.Scenario // the armed error this call met
	session  bool              // it came with the id of a session, and goes unsigned both ways

	unit      *sandbox.Unit    // of its decision and its record
	undecided sandbox.Exchange // row before the engine had decided; empty until then
	row       sandbox.Exchange
	bytes     sandbox.ExchangeBytes
}

// refusal is why a call goes no further.
type refusal struct {
	result sandbox.Result
	reason string // for the log, where it says more than the result's message
	// ofCaller marks a refusal of the caller itself: client, key or signature. Antom leaves those
	// unsigned (api.md §1.6).
	ofCaller bool
}

func refuse(code, message string) *refusal {
	return &refusal{result: sandbox.Fail(code, clip(message))}
}

func refuseCaller(code, message string) *refusal {
	r := refuse(code, message)
	r.ofCaller = true
	return r
}

// broken is the refusal for what went wrong on our side. The caller hears nothing of the inside; the
// log row gets the reason.
func broken(reason string) *refusal {
	r := refuse(sandbox.CodeSystemError, "Antom Desk failed while handling this call; its log has the reason.")
	r.reason = reason
	return r
}

// maxMessage is how long Antom lets a resultMessage be, in characters (api.md §1.6).
const maxMessage = 256

func clip(message string) string {
	if runes := []rune(message); len(runes) > maxMessage {
		return string(runes[:maxMessage-1]) + "…"
	}
	return message
}

// The log row is for lists: what a caller sends may be as long as the header limit, and the exact bytes
// are kept apart. In bytes.
const (
	maxRowTarget = 2 << 10
	maxRowText   = 128
)

// rowText cuts what was sent to at most limit bytes of valid UTF-8.
func rowText(sent string, limit int) string {
	return strings.ToValidUTF8(sent[:min(len(sent), limit)], "")
}

// warn adds a remark to the log row.
func (c *call) warn(sentence string) { c.row.Warnings = append(c.row.Warnings, sentence) }

// sdk is what the caller's SDK says of itself; only Go's says anything.
func (c *call) sdk() string { return c.r.Header.Get("Sdk-Version") }
