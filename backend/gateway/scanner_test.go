package gateway

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const testHeadLimit = 1 << 12

// scanAll feeds the pieces and returns every complete head and what is left over.
func scanAll(pieces ...[]byte) (heads []string, waiting string) {
	s := newScanner(testHeadLimit)
	for _, p := range pieces {
		s.feed(p)
	}
	for {
		head, ok := s.take()
		if !ok {
			return heads, string(s.waiting())
		}
		heads = append(heads, string(head))
	}
}

func TestScanner_CutsHeadsExactly(t *testing.T) {
	post := "POST /ams/api//v1/x HTTP/1.1\r\nhost: a\r\nCLIENT-id:  b\r\nContent-Length: 4\r\n\r\n"
	get := "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
	chunked := "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
	bare := "GET /lf HTTP/1.1\nHost: a\n\n"
	for name, tc := range map[string]struct {
		stream  string
		heads   []string
		waiting string
	}{
		"one without a body":               {get, []string{get}, ""},
		"a body is passed over":            {post + "{\n\n}" + get, []string{post, get}, ""},
		"a body that looks like a request": {post + "GET " + get, []string{post, get}, ""},
		"pipelined":                        {get + get + post + "1234", []string{get, get, post}, ""},
		"chunks":                           {chunked + "3\r\nabc\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n" + get, []string{chunked, get}, ""},
		"chunks with trailers":             {chunked + "1\r\na\r\n0\r\nX: y\r\nZ: w\r\n\r\n" + get, []string{chunked, get}, ""},
		"bare line feeds":                  {bare + get, []string{bare, get}, ""},
		"an empty line between requests":   {post + "abcd\r\n" + get, []string{post, get}, ""},
		"a head not finished":              {get + "POST /x HT", []string{get}, "POST /x HT"},
		"a body not finished":              {post + "ab", []string{post}, ""},
		"garbage without a line":           {"\x16\x03\x01\x02", nil, "\x16\x03\x01\x02"},
		"garbage that ends like a head":    {"hello\r\n\r\nrest", []string{"hello\r\n\r\n"}, ""},
		"an empty line first":              {"\r\n" + get, nil, "\r\n"},
		"a bad chunk size loses the rest":  {chunked + "zz\r\n" + get, []string{chunked}, ""},
		"HTTP/1.0 ignores chunked": {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\nab" + get,
			[]string{"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n", get}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			heads, waiting := scanAll([]byte(tc.stream))
			if !slices.Equal(heads, tc.heads) || waiting != tc.waiting {
				t.Errorf("heads %q, waiting %q; want %q, %q", heads, waiting, tc.heads, tc.waiting)
			}
		})
	}
}

func TestScanner_KeepsNoMoreOfAHeadThanItsLimit(t *testing.T) {
	s := newScanner(100)
	s.feed([]byte("GET / HTTP/1.1\r\nX: " + strings.Repeat("a", 70)))
	s.feed([]byte(strings.Repeat("b", 70) + "\r\n\r\n"))
	if _, ok := s.take(); ok {
		t.Error("a head over the limit counts as complete")
	}
	if got := s.waiting(); len(got) != 100 || !bytes.HasPrefix(got, []byte("GET / HTTP/1.1\r\n")) {
		t.Errorf("kept %d bytes, want the first 100", len(got))
	}
}

// requestStream draws a stream of well-formed requests and the heads it holds.
func requestStream(t *rapid.T) (stream []byte, heads []string) {
	for range rapid.IntRange(1, 5).Draw(t, "requests") {
		body := rapid.StringOfN(rapid.RuneFrom([]rune("a\r\n{:G")), 0, 40, -1).Draw(t, "body")
		head := "POST /" + rapid.StringMatching(`[a-z/]{0,8}`).Draw(t, "path") + " HTTP/1.1\r\nHost: h\r\n"
		framed := body
		if rapid.Bool().Draw(t, "chunked") {
			head += "transfer-encoding: chunked\r\n\r\n"
			framed = "0\r\n\r\n"
			if body != "" {
				framed = fmt.Sprintf("%x\r\n%s\r\n%s", len(body), body, framed)
			}
		} else {
			head += fmt.Sprintf("content-LENGTH: %d\r\n\r\n", len(body))
		}
		heads = append(heads, head)
		stream = append(stream, head+framed...)
	}
	return stream, heads
}

func TestScanner_WhereTheStreamIsSplitMakesNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stream, want := requestStream(t)
		var pieces [][]byte
		for rest := stream; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "piece")
			pieces = append(pieces, rest[:n])
			rest = rest[n:]
		}
		heads, waiting := scanAll(pieces...)
		if !slices.Equal(heads, want) || waiting != "" {
			t.Fatalf("heads %q, waiting %q; want %q", heads, waiting, want)
		}
	})
}

func FuzzScanner_SplitsAnywhere(f *testing.F) {
	f.Add([]byte("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nabGET / HTTP/1.1\r\n\r\n"), uint8(3))
	f.Add([]byte("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n\r\nGET"), uint8(1))
	f.Add([]byte("\r\n\n\n\x00"), uint8(2))
	f.Fuzz(func(t *testing.T, stream []byte, size uint8) {
		var pieces [][]byte
		for piece := range slices.Chunk(stream, int(size)+1) {
			pieces = append(pieces, piece)
		}
		wholeHeads, wholeWaiting := scanAll(stream)
		heads, waiting := scanAll(pieces...)
		if !slices.Equal(heads, wholeHeads) || waiting != wholeWaiting {
			t.Fatalf("in pieces of %d: %q, %q; whole: %q, %q", int(size)+1, heads, waiting, wholeHeads, wholeWaiting)
		}
		for _, head := range heads {
			if !bytes.Contains(stream, []byte(head)) {
				t.Fatalf("head %q is not in the stream", head)
			}
		}
	})
}
