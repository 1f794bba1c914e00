package rawhttp

import (
	"net/http"
	"strconv"
	"time"
)

// Reply is an answer composed to its last byte, so that it can be stored before it is sent.
type Reply struct {
	wire  []byte
	head  int
	Close bool // close the connection afterwards
}

// Head is the status line to the blank line, inclusive.
func (r Reply) Head() []byte { return r.wire[:r.head:r.head] }

// Body is the body; with HEAD requests it must be empty.
func (r Reply) Body() []byte { return r.wire[r.head:] }

// Compose writes a reply. contentType and the fields must be valid header text; they are ours.
func Compose(status int, now time.Time, closing bool, contentType string, body []byte, fields ...Field) Reply {
	w := make([]byte, 0, 256+len(body))
	w = append(w, "HTTP/1.1 "...)
	w = strconv.AppendInt(w, int64(status), 10)
	w = append(w, ' ')
	w = append(w, http.StatusText(status)...)
	w = append(w, "\r\nContent-Type: "...)
	w = append(w, contentType...)
	w = append(w, "\r\nContent-Length: "...)
	w = strconv.AppendInt(w, int64(len(body)), 10)
	w = append(w, "\r\nDate: "...)
	w = now.UTC().AppendFormat(w, http.TimeFormat)
	for _, f := range fields {
		w = append(append(append(append(w, "\r\n"...), f.Name...), ": "...), f.Value...)
	}
	if closing {
		w = append(w, "\r\nConnection: close"...)
	}
	w = append(w, "\r\n\r\n"...)
	head := len(w)
	return Reply{wire: append(w, body...), head: head, Close: closing}
}

// Plain composes a text reply that ends the connection, for refusals.
func Plain(status int, now time.Time, sentence string, fields ...Field) Reply {
	return Compose(status, now, true, "text/plain; charset=utf-8", []byte(sentence+"\n"), fields...)
}
