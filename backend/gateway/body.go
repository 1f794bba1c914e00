package gateway

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// usualBody is how many bytes of an announced body are made room for before they come.
const usualBody = 64 << 10

// readBody reads the body once, within its time and size. What it returns is what came, at most
// as many bytes as the limits allow; problem is the sentence when that is not the whole body. size counts what was
// read, also beyond what is kept.
func (g *Gateway) readBody(w http.ResponseWriter, r *http.Request) (body []byte, size int64, problem string) {
	control, limit := http.NewResponseController(w), g.limits.bodyOf(r)
	if err := control.SetReadDeadline(time.Now().Add(g.limits.BodyTimeout)); err != nil {
		return nil, 0, "The connection broke before the body was read."
	}
	buffer := bytes.NewBuffer(make([]byte, 0, min(max(r.ContentLength, 0), usualBody)+bytes.MinRead))
	size, err := buffer.ReadFrom(io.LimitReader(r.Body, limit+1))
	body = buffer.Bytes()
	if err == nil && size > limit {
		body = body[:limit]
		problem = fmt.Sprintf("The request body is larger than %d bytes.", limit)
		var drained int64
		drained, err = io.CopyN(io.Discard, r.Body, g.limits.MaxDrainBytes-size)
		size += drained
	}
	if problem == "" && err != nil {
		problem = g.bodyProblem(r, size, err)
	}
	if problem == "" || errors.Is(err, io.EOF) {
		// All was read. From now on net/http watches in the background for the caller hanging up; the
		// body's time must not end that. An unfinished body keeps its deadline, or net/http would wait
		// for the rest before it answers.
		_ = control.SetReadDeadline(time.Time{})
	}
	return body, size, problem
}

func (g *Gateway) bodyProblem(r *http.Request, size int64, err error) string {
	var timeout net.Error
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Sprintf("The request body did not arrive within %s: %s.", g.limits.BodyTimeout, arrived(r, size))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "The request body was cut short: " + arrived(r, size) + "."
	}
	return "The request body could not be read: " + arrived(r, size) + "; the connection broke or its chunks are malformed."
}

func arrived(r *http.Request, size int64) string {
	if r.ContentLength < 0 {
		return fmt.Sprintf("%d bytes arrived", size)
	}
	return fmt.Sprintf("%d of %d bytes arrived", size, r.ContentLength)
}
