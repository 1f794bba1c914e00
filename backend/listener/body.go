package listener

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"

	"antomdesk/backend/rawhttp"
)

// received is a request's body as far as it is kept.
type received struct {
	body    []byte
	size    int64  // bytes of the whole body as announced, else as far as read
	status  int    // 200, or why it is refused
	refusal string // one sentence; empty when the body is whole
}

// receive reads the body. A body above the limit keeps only its first bytes.
func receive(call *rawhttp.Call, limit int64) received {
	announced := call.ContentLength // -1 when chunked
	if announced > limit {
		first, _ := io.ReadAll(io.LimitReader(call.Body, keptOfTooLarge))
		return tooLarge(first, announced, limit)
	}
	body, err := readAll(call.Body, announced, limit)
	switch {
	case err != nil:
		return received{body: body, size: int64(len(body)), status: http.StatusBadRequest, refusal: cutShort(len(body), announced, err)}
	case int64(len(body)) > limit:
		return tooLarge(body[:min(len(body), keptOfTooLarge)], int64(len(body)), limit)
	}
	return received{body: body, size: int64(len(body)), status: http.StatusOK}
}

// readAll reads up to one byte more than the limit. A small announced size is allocated at once; a
// large one grows as bytes really arrive.
func readAll(src io.Reader, announced, limit int64) ([]byte, error) {
	if announced < 0 || announced > keptOfTooLarge {
		return io.ReadAll(io.LimitReader(src, limit+1))
	}
	body := make([]byte, announced)
	n, err := io.ReadFull(src, body)
	return body[:n], err
}

func tooLarge(first []byte, size, limit int64) received {
	return received{body: first, size: size, status: http.StatusRequestEntityTooLarge,
		refusal: fmt.Sprintf("The body is larger than this listener's limit of %s; only its first %d bytes are kept.",
			inMiB(limit), len(first))}
}

func cutShort(got int, announced int64, err error) string {
	var late net.Error
	of := ""
	if announced >= 0 {
		of = fmt.Sprintf(" of %d", announced)
	}
	switch {
	case errors.As(err, &late) && late.Timeout():
		return fmt.Sprintf("Only %d%s bytes of the body arrived in time.", got, of)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Sprintf("The body was cut short: %d%s bytes arrived.", got, of)
	}
	return fmt.Sprintf("The body's transfer coding is broken after %d bytes.", got)
}

func inMiB(n int64) string {
	if n%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
