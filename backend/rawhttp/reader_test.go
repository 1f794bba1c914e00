package rawhttp

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
)

func TestReader_Taken_IsTheHeadByteForByte(t *testing.T) {
	heads := []string{
		"POST /a HTTP/1.1\r\nhost: x\r\nContent-LENGTH:  3\r\n\r\n",
		"POST //b/%7e?q HTTP/1.1\nHost: x\nContent-Length: 0\n\n",
		"POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTrailer: T\r\n\r\n",
		"GET /d HTTP/1.1\r\nHost: x\r\n\r\n",
	}
	bodies := []string{"abc", "", "1\r\nx\r\n0\r\nT: v\r\n\r\n", ""}
	var stream strings.Builder
	for i := range heads {
		stream.WriteString(heads[i] + bodies[i])
	}
	for name, wrap := range map[string]func(io.Reader) io.Reader{
		"at once":      func(r io.Reader) io.Reader { return r },
		"byte by byte": iotest.OneByteReader,
		"halves":       iotest.HalfReader,
	} {
		t.Run(name, func(t *testing.T) {
			r := NewReader(wrap(strings.NewReader(stream.String())))
			for i, want := range heads {
				r.Mark(1 << 20)
				req, err := http.ReadRequest(r.Buffer)
				if err != nil {
					t.Fatalf("request %d: %v", i, err)
				}
				if got := string(r.Taken()); got != want {
					t.Errorf("head %d is %q, want %q", i, got, want)
				}
				if _, err := io.Copy(io.Discard, req.Body); err != nil {
					t.Fatalf("body %d: %v", i, err)
				}
			}
		})
	}
}

func TestReader_HeadAboveTheLimit_Fails(t *testing.T) {
	r := NewReader(strings.NewReader("POST / HTTP/1.1\r\nX: " + strings.Repeat("a", 3*readBuffer)))
	r.Mark(2 * readBuffer)
	if _, err := http.ReadRequest(r.Buffer); !errors.Is(err, ErrHeadTooLarge) {
		t.Fatalf("got %v, want ErrHeadTooLarge", err)
	}
	if n := len(r.Seen()); n < 2*readBuffer || n > 3*readBuffer {
		t.Errorf("%d bytes remembered, want between %d and one buffer more", n, 2*readBuffer)
	}
}
