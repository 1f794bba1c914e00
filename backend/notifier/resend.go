package notifier

import (
	"bufio"
	"bytes"
	"net/http"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// asItWas makes the send repeat an earlier one byte for byte: its head is kept, and the row says what that
// head says.
func (d *delivery) asItWas(head []byte, target string) {
	d.head = head
	d.marks = d.marks.With(sandbox.MarkAsItWas)
	request, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(head)))
	if err != nil {
		return // it is sent all the same; only the row knows less
	}
	d.x.ClientID, d.x.RequestTime = request.Header.Get("client-id"), request.Header.Get("request-time")
	d.prefix = signature.Prefix(target, d.x.ClientID, d.x.RequestTime)
	if header, err := signature.ParseHeader(request.Header.Get("signature")); err == nil {
		d.x.KeyVersion = header.KeyVersion
	}
}
