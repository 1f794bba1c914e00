package gateway

import (
	"maps"
	"net/http"
	"time"
)

// carrier is the connection a call came in on, as far as its answer depends on it: HTTP/1.1 is formatted,
// recorded and sent byte for byte; HTTP/2 leaves the bytes to the server and records the fields.
type carrier interface {
	// claim hands out the head of the request just parsed, and when it began.
	claim(r *http.Request) (head []byte, since time.Time)
	// over is the scheme of the connection.
	over() string
	// format is out as the log keeps it. For HTTP/1.1 these are the bytes that send sends.
	format(w http.ResponseWriter, out outgoing) []byte
	// send lets the peer have it; wire is what format made of out.
	send(w http.ResponseWriter, out outgoing, wire []byte, limit time.Duration) error
	// formatInstead is format for an answer in the place of the one that was formatted.
	formatInstead(out outgoing) []byte
	// sendInstead sends that one and ends the exchange; wire is what formatInstead made of out.
	sendInstead(w http.ResponseWriter, out outgoing, wire []byte, limit time.Duration)
	// reset ends the exchange without an answer, as roughly as the protocol can.
	reset()
}

// outgoing is an answer on its way to the wire.
type outgoing struct {
	status int
	header http.Header
	body   []byte
	cut    int  // how many bytes of the body are really sent
	silent bool // nothing is sent at all
}

// whole is an answer that nothing has spoiled.
func whole(header http.Header, body []byte) outgoing {
	return outgoing{status: http.StatusOK, header: header, body: body, cut: len(body)}
}

// write hands out to net/http, as far as it is to be sent.
func (out outgoing) write(w http.ResponseWriter, body []byte) {
	maps.Copy(w.Header(), out.header)
	w.WriteHeader(out.status)
	_, _ = w.Write(body) // whoever has gone away changes nothing; a HEAD request drops the body
	_ = http.NewResponseController(w).Flush()
}
