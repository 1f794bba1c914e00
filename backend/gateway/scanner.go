package gateway

import (
	"bufio"
	"bytes"
	"net/http"
	"strconv"
	"strings"
)

// scanner cuts the byte stream of one connection into requests and keeps each request's head exactly
// as it came. It has no clock and does no I/O: how the stream was split into reads makes no difference.
//
// Framing is net/http's own: a complete head is parsed by http.ReadRequest, so the scanner and the
// server never disagree about where a body ends. Where they would both give up, it is lost: it keeps
// what it has and ignores the rest, because net/http closes such a connection.
type scanner struct {
	limit  int // bytes of one head that are kept
	state  scanState
	head   []byte   // the head being read
	left   int64    // bytes of the body, chunk or chunk end still to come
	line   []byte   // chunk-size or trailer line being read
	heads  [][]byte // complete heads nobody has taken yet
	seen   int      // complete heads so far
	reason error    // why the stream is lost; nil when it is not, or when only the limit was passed
	reader *bufio.Reader
}

// usualHead is about how many bytes a head has.
const usualHead = 1024

type scanState int

const (
	inHead scanState = iota
	inBody
	inChunkSize
	inChunkData
	inChunkEnd
	inTrailer
	lost
)

// maxChunkLine is how long net/http lets a chunk-size line be.
const maxChunkLine = 4096

func newScanner(limit int) *scanner { return &scanner{limit: limit, reader: bufio.NewReader(nil)} }

// feed takes the next bytes of the stream.
func (s *scanner) feed(p []byte) {
	for len(p) > 0 && s.state != lost {
		p = p[s.step(p):]
	}
}

// take returns the oldest complete head and forgets it.
func (s *scanner) take() ([]byte, bool) {
	if len(s.heads) == 0 {
		return nil, false
	}
	head := s.heads[0]
	s.heads = s.heads[1:]
	return head, true
}

// waiting returns what has been read of requests nobody took: the oldest complete head, else the part
// of a head that came so far. It is empty between requests and inside a body.
func (s *scanner) waiting() []byte {
	if len(s.heads) > 0 {
		return s.heads[0]
	}
	return s.head
}

// step consumes at least one byte of p and returns how many.
func (s *scanner) step(p []byte) int {
	switch s.state {
	case inHead:
		return s.stepHead(p)
	case inBody:
		return s.skip(p, inHead)
	case inChunkData:
		return s.skipThen(p, inChunkEnd, 2)
	case inChunkEnd:
		return s.skip(p, inChunkSize)
	default:
		return s.stepLine(p)
	}
}

func (s *scanner) stepHead(p []byte) int {
	n := len(p)
	if i := bytes.IndexByte(p, '\n'); i >= 0 {
		n = i + 1
	}
	if room := s.limit - len(s.head); n > room {
		s.head = append(s.head, p[:room]...)
		s.state = lost
		return n
	}
	if s.head == nil {
		s.head = make([]byte, 0, usualHead)
	}
	s.head = append(s.head, p[:n]...)
	switch {
	case s.blankSoFar():
		s.leadingBlank()
	case bytes.HasSuffix(s.head, []byte("\n\r\n")), bytes.HasSuffix(s.head, []byte("\n\n")):
		s.endHead()
	}
	return n
}

// blankSoFar reports whether an empty line stands where a request line belongs.
func (s *scanner) blankSoFar() bool {
	return string(s.head) == "\r\n" || string(s.head) == "\n"
}

// leadingBlank drops an empty line between two requests, as net/http does for old clients; before the
// first request it is an error.
func (s *scanner) leadingBlank() {
	if s.seen > 0 {
		s.head = nil
		return
	}
	s.state = lost
}

func (s *scanner) endHead() {
	head := s.head
	s.head = nil
	s.heads = append(s.heads, head)
	s.seen++
	s.reader.Reset(bytes.NewReader(head))
	r, err := http.ReadRequest(s.reader)
	switch {
	case err != nil:
		s.state, s.reason = lost, err
	case r.ContentLength < 0:
		s.state = inChunkSize
	case r.ContentLength > 0:
		s.state, s.left = inBody, r.ContentLength
	}
}

func (s *scanner) skip(p []byte, next scanState) int { return s.skipThen(p, next, 0) }

// skipThen passes over the bytes left and goes on to next with as many more to pass over.
func (s *scanner) skipThen(p []byte, next scanState, more int64) int {
	n := int(min(int64(len(p)), s.left))
	s.left -= int64(n)
	if s.left == 0 {
		s.state, s.left = next, more
	}
	return n
}

// stepLine collects a chunk-size or trailer line.
func (s *scanner) stepLine(p []byte) int {
	n := len(p)
	if i := bytes.IndexByte(p, '\n'); i >= 0 {
		n = i + 1
	}
	if len(s.line)+n > maxChunkLine {
		s.state = lost
		return n
	}
	s.line = append(s.line, p[:n]...)
	if s.line[len(s.line)-1] != '\n' {
		return n
	}
	line := strings.TrimRight(string(s.line), " \t\r\n")
	s.line = s.line[:0]
	s.endLine(line)
	return n
}

func (s *scanner) endLine(line string) {
	if s.state == inTrailer {
		if line == "" {
			s.state = inHead
		}
		return
	}
	digits, _, _ := strings.Cut(line, ";")
	size, err := strconv.ParseInt(strings.TrimRight(digits, " \t"), 16, 64)
	switch {
	case err != nil || size < 0:
		s.state = lost
	case size == 0:
		s.state = inTrailer
	default:
		s.state, s.left = inChunkData, size
	}
}
