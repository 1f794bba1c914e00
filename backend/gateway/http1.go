package gateway

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"
)

// over is the scheme of the connection.
func (t *tee) over() string { return t.scheme }

// format lets net/http format the answer into the held connection, so that what is recorded is what is
// sent.
func (t *tee) format(w http.ResponseWriter, out outgoing) []byte {
	t.hold()
	out.write(w, out.body)
	wire := t.release()
	if out.silent {
		return nil
	}
	head, body := splitHead(wire)
	return wire[:len(head)+min(len(body), out.cut)]
}

func (t *tee) send(_ http.ResponseWriter, _ outgoing, wire []byte, limit time.Duration) error {
	if len(wire) == 0 {
		return nil
	}
	return t.write(wire, limit)
}

// formatInstead does without net/http, which believes in the answer it formatted.
func (t *tee) formatInstead(out outgoing) []byte {
	header := maps.Clone(out.header)
	header["Connection"] = []string{"close"}
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", out.status, http.StatusText(out.status))
	for _, name := range slices.Sorted(maps.Keys(header)) {
		fmt.Fprintf(&b, "%s: %s\r\n", name, header[name][0])
	}
	b.WriteString("\r\n")
	b.Write(out.body)
	return b.Bytes()
}

// sendInstead ends the connection, as the answer says.
func (t *tee) sendInstead(_ http.ResponseWriter, _ outgoing, wire []byte, limit time.Duration) {
	_ = t.write(wire, limit) // a caller that has gone away changes nothing
	panic(http.ErrAbortHandler)
}
