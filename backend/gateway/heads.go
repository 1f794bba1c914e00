package gateway

import (
	"bytes"
	"encoding/binary"
	"net/http"
	"net/textproto"
	"slices"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

const (
	frameHeader = 9
	// headerTable is what the server promises to remember for the caller's compression.
	headerTable = 4096
)

// heads decodes the header fields of every request on one HTTP/2 connection. Like scanner it does no
// I/O; it only watches: where the stream breaks the protocol, it stops, and the server ends the
// connection.
type heads struct {
	limit   int // bytes of one header block
	buffer  bytes.Buffer
	skip    int // bytes of a frame nobody needs
	framer  *http2.Framer
	frame   bytes.Buffer // the frame being read by framer
	decoder *hpack.Decoder
	current *head2
	block   int // bytes of the current header block
	size    int // bytes of its fields
	started bool
	broken  bool
	waiting []*head2 // complete heads nobody has taken yet
}

// head2 are the header fields of one request in the order in which they were decoded.
type head2 struct {
	fields []hpack.HeaderField
	since  time.Time
}

func newHeads(limit int) *heads {
	h := &heads{limit: limit}
	h.framer = http2.NewFramer(nil, &h.frame)
	h.decoder = hpack.NewDecoder(headerTable, h.field)
	return h
}

// field keeps one field, while all of them together are not too many: a few bytes of the wire may stand
// for a long one.
func (h *heads) field(f hpack.HeaderField) {
	if h.size += int(f.Size()); h.size > h.limit {
		h.decoder.SetEmitEnabled(false)
		return
	}
	h.current.fields = append(h.current.fields, f)
}

// feed takes the next bytes of the stream, which were read at that time.
func (h *heads) feed(p []byte, at time.Time) {
	if h.broken {
		return
	}
	if n := min(h.skip, len(p)); n > 0 {
		h.skip -= n
		p = p[n:]
	}
	h.buffer.Write(p)
	if !h.started && h.buffer.Len() >= len(http2.ClientPreface) {
		h.started = true
		h.broken = string(h.buffer.Next(len(http2.ClientPreface))) != http2.ClientPreface
	}
	for h.started && !h.broken && h.step(at) {
	}
}

// step reads one frame, if it is there; a frame that holds no header fields is passed over as it comes.
func (h *heads) step(at time.Time) bool {
	if h.buffer.Len() < frameHeader {
		return false
	}
	head := h.buffer.Bytes()[:frameHeader]
	size := frameHeader + int(head[0])<<16 + int(binary.BigEndian.Uint16(head[1:]))
	switch kind := http2.FrameType(head[3]); {
	case kind != http2.FrameHeaders && kind != http2.FrameContinuation:
		now := min(size, h.buffer.Len())
		h.buffer.Next(now)
		h.skip = size - now
		return h.skip == 0
	case size > h.limit:
		h.broken = true
	case h.buffer.Len() < size:
		return false
	default:
		h.frame.Write(h.buffer.Next(size))
		h.broken = !h.read(at)
	}
	return true
}

// read takes the header fields of one frame. It reports whether the stream makes sense so far.
func (h *heads) read(at time.Time) bool {
	frame, err := h.framer.ReadFrame()
	if err != nil {
		return false
	}
	var fragment []byte
	ends := false
	switch f := frame.(type) {
	case *http2.HeadersFrame:
		h.current, h.block, h.size = &head2{since: at}, 0, 0
		h.decoder.SetEmitEnabled(true)
		fragment, ends = f.HeaderBlockFragment(), f.HeadersEnded()
	case *http2.ContinuationFrame:
		fragment, ends = f.HeaderBlockFragment(), f.HeadersEnded()
	}
	h.block += len(fragment)
	if _, err := h.decoder.Write(fragment); err != nil || h.block > h.limit {
		return false
	}
	if ends {
		return h.end()
	}
	return true
}

// end keeps a complete head; trailers have no pseudo-header fields and are no request.
func (h *heads) end() bool {
	if h.decoder.Close() != nil {
		return false
	}
	if h.current.pseudo(":method") != "" {
		h.waiting = append(h.waiting, h.current)
	}
	h.current = nil
	return true
}

// take finds the head of a request that net/http has parsed and forgets it. Streams are handled side by
// side; two requests with the same fields are the same to the log.
func (h *heads) take(r *http.Request) (*head2, bool) {
	i := slices.IndexFunc(h.waiting, func(head *head2) bool { return head.is(r) })
	if i < 0 {
		i = slices.IndexFunc(h.waiting, func(head *head2) bool { return head.asks(r) })
	}
	if i < 0 {
		return nil, false
	}
	head := h.waiting[i]
	h.waiting = slices.Delete(h.waiting, i, i+1)
	return head, true
}

// beyond hands out the oldest heads until no more than that many wait.
func (h *heads) beyond(limit int) []*head2 {
	n := max(len(h.waiting)-limit, 0)
	oldest := h.waiting[:n:n]
	h.waiting = h.waiting[n:]
	return oldest
}

// rewritten are the fields that net/http joins or takes out.
var rewritten = map[string]bool{"Cookie": true, "Trailer": true, "Expect": true}

// asks reports whether the head is of a request like r, as far as the first line of HTTP/1.1 would tell.
func (h *head2) asks(r *http.Request) bool {
	return h.pseudo(":method") == r.Method && h.pseudo(":path") == r.RequestURI
}

func (h *head2) is(r *http.Request) bool {
	if !h.asks(r) {
		return false
	}
	seen := map[string]int{}
	for _, f := range h.fields {
		name := textproto.CanonicalMIMEHeaderKey(f.Name)
		if f.IsPseudo() || rewritten[name] {
			continue
		}
		values := r.Header[name]
		if n := seen[name]; n >= len(values) || values[n] != f.Value {
			return false
		}
		seen[name]++
	}
	return true
}

func (h *head2) pseudo(name string) string {
	for _, f := range h.fields {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

// text is the fields a line each, as a head of HTTP/1.1 is written; nothing else is made up.
func (h *head2) text() []byte {
	var b bytes.Buffer
	for _, f := range h.fields {
		b.WriteString(f.Name + ": " + f.Value + "\r\n")
	}
	b.WriteString("\r\n")
	return b.Bytes()
}
