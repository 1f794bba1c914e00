package rawhttp

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// ErrHeadTooLarge says that a head did not end within the limit given to Mark.
var ErrHeadTooLarge = errors.New("the head is larger than allowed")

// readBuffer holds a usual head and a small body, so that one read serves both.
const readBuffer = 4 << 10

// Reader is a buffered reader that remembers the bytes consumed between Mark and Taken. A parser
// reads from Buffer as usual; what it left unread in the buffer does not count as consumed.
type Reader struct {
	Buffer *bufio.Reader
	tap    tap
}

// NewReader reads from src.
func NewReader(src io.Reader) *Reader {
	r := &Reader{tap: tap{src: src}}
	r.Buffer = bufio.NewReaderSize(&r.tap, readBuffer)
	return r
}

// Mark starts remembering at the next unread byte. Reading on fails with ErrHeadTooLarge once at
// least limit bytes are remembered; one buffer more may be.
func (r *Reader) Mark(limit int) {
	waiting, _ := r.Buffer.Peek(r.Buffer.Buffered())
	r.tap.seen = append(r.tap.seen[:0], waiting...)
	r.tap.limit = limit
	r.tap.on = true
	r.tap.err = nil
}

// Taken stops remembering and returns a copy of the bytes consumed since Mark.
func (r *Reader) Taken() []byte {
	r.tap.on = false
	return bytes.Clone(r.tap.seen[:len(r.tap.seen)-r.Buffer.Buffered()])
}

// Seen stops remembering and returns a copy of all bytes received since Mark, also those that the
// parser has not consumed: the evidence when parsing failed.
func (r *Reader) Seen() []byte {
	r.tap.on = false
	return bytes.Clone(r.tap.seen)
}

// Cause tells why parsing failed: a stream that ended or broke in the middle counts more than what
// the parser made of the remains.
func (r *Reader) Cause(parsing error) error {
	switch {
	case r.tap.err == nil:
		return parsing
	case r.tap.err == io.EOF:
		return io.ErrUnexpectedEOF
	}
	return r.tap.err
}

// tap copies what passes while it is on.
type tap struct {
	src   io.Reader
	seen  []byte
	limit int
	on    bool
	err   error // of the last read while on
}

func (t *tap) Read(p []byte) (int, error) {
	if !t.on {
		return t.src.Read(p)
	}
	if len(t.seen) >= t.limit {
		t.err = ErrHeadTooLarge
		return 0, t.err
	}
	n, err := t.src.Read(p)
	t.seen = append(t.seen, p[:n]...)
	t.err = err
	return n, err
}
