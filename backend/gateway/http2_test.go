package gateway_test

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/gateway"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/sqlite"
	"antomdesk/backend/testkit"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// conn2 is a raw HTTP/2 client connection.
type conn2 struct {
	*http2.Framer
	t       *testing.T
	raw     net.Conn
	block   bytes.Buffer
	encoder *hpack.Encoder
	decoder *hpack.Decoder
	fields  []hpack.HeaderField // of the block being decoded
	stream  uint32
	replies map[uint32]*reply
}

// overHTTP2 gives the rig a TLS listener and a client that asks for HTTP/2.
func (r *rig) overHTTP2() {
	server, client := testTLS(r.t)
	client.NextProtos = []string{"h2", "http/1.1"}
	r.overTLS(server, client)
}

func (r *rig) dial2() *conn2 {
	r.t.Helper()
	secured, err := tls.Dial("tcp", r.address, r.tls)
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { secured.Close() })
	if err := secured.SetDeadline(time.Now().Add(patience)); err != nil {
		r.t.Fatal(err)
	}
	if got := secured.ConnectionState().NegotiatedProtocol; got != "h2" {
		r.t.Fatalf("negotiated %q", got)
	}
	c := &conn2{t: r.t, raw: secured, stream: 1, replies: map[uint32]*reply{}}
	c.Framer = http2.NewFramer(secured, secured)
	c.encoder = hpack.NewEncoder(&c.block)
	c.decoder = hpack.NewDecoder(4096, func(f hpack.HeaderField) { c.fields = append(c.fields, f) })
	_, err = secured.Write([]byte(http2.ClientPreface))
	c.must(err)
	c.must(c.WriteSettings())
	return c
}

func (c *conn2) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// fieldsOf are the header fields of a head of HTTP/1.1 as libcurl sends them over HTTP/2: pseudo-header
// fields first, then the rest in order and in lower case.
func fieldsOf(head []byte) []hpack.HeaderField {
	lines := strings.Split(strings.TrimSuffix(string(head), "\r\n\r\n"), "\r\n")
	line := strings.Fields(lines[0])
	fields := []hpack.HeaderField{
		{Name: ":method", Value: line[0]}, {Name: ":path", Value: line[1]}, {Name: ":scheme", Value: "https"},
	}
	for _, text := range lines[1:] {
		name, value, _ := strings.Cut(text, ":")
		name, value = strings.ToLower(name), strings.TrimSpace(value)
		if name == "host" {
			name = ":authority"
			fields = slices.Insert(fields, 3, hpack.HeaderField{Name: name, Value: value})
			continue
		}
		fields = append(fields, hpack.HeaderField{Name: name, Value: value})
	}
	return fields
}

func textOf(fields []hpack.HeaderField) string {
	var text string
	for _, f := range fields {
		text += f.Name + ": " + f.Value + "\r\n"
	}
	return text + "\r\n"
}

// ask sends a request, its header block cut into frames of at most part bytes, and returns its stream.
func (c *conn2) ask(fields []hpack.HeaderField, body string, part int) uint32 {
	c.t.Helper()
	c.block.Reset()
	for _, f := range fields {
		c.must(c.encoder.WriteField(f))
	}
	id := c.stream
	c.stream += 2
	block := bytes.Clone(c.block.Bytes())
	first := min(part, len(block))
	c.must(c.WriteHeaders(http2.HeadersFrameParam{
		StreamID: id, BlockFragment: block[:first], EndHeaders: first == len(block), EndStream: body == "", PadLength: 3,
	}))
	for block = block[first:]; len(block) > 0; {
		n := min(part, len(block))
		c.must(c.WriteContinuation(id, n == len(block), block[:n]))
		block = block[n:]
	}
	if body != "" {
		c.must(c.WriteData(id, true, []byte(body)))
	}
	return id
}

// oneFrame is more than any header block of these tests.
const oneFrame = 16 << 10

var errStreamReset = errors.New("the stream was reset")

// answer waits for the answer on the stream; what arrives of others is kept for them.
func (c *conn2) answer(id uint32) (reply, error) {
	c.t.Helper()
	for {
		frame, err := c.ReadFrame()
		c.must(err)
		at := frame.Header().StreamID
		switch f := frame.(type) {
		case *http2.SettingsFrame:
			if !f.IsAck() {
				c.must(c.WriteSettingsAck())
			}
		case *http2.HeadersFrame:
			c.fields = nil
			_, err := c.decoder.Write(f.HeaderBlockFragment())
			c.must(err)
			c.replies[at] = c.head()
		case *http2.DataFrame:
			c.replies[at].body = append(c.replies[at].body, f.Data()...)
		case *http2.RSTStreamFrame:
			if at == id {
				return *c.replyOf(id), errStreamReset
			}
		case *http2.GoAwayFrame:
			c.t.Fatalf("the connection was ended: %v %s", f.ErrCode, f.DebugData())
		}
		if ended(frame) && at == id {
			return *c.replyOf(id), nil
		}
	}
}

func ended(frame http2.Frame) bool {
	switch f := frame.(type) {
	case *http2.HeadersFrame:
		return f.StreamEnded()
	case *http2.DataFrame:
		return f.StreamEnded()
	}
	return false
}

func (c *conn2) replyOf(id uint32) *reply {
	if r := c.replies[id]; r != nil {
		return r
	}
	return &reply{Response: &http.Response{}}
}

func (c *conn2) head() *reply {
	r := &reply{Response: &http.Response{Header: http.Header{}}, head: []byte(textOf(c.fields))}
	for _, f := range c.fields {
		if f.Name == ":status" {
			r.StatusCode, _ = strconv.Atoi(f.Value)
		}
		r.Header.Add(f.Name, f.Value)
	}
	return r
}

// call2 sends q over HTTP/2 and returns the answer and the log row.
func (r *rig) call2(q request) (reply, recorded) {
	r.t.Helper()
	head, body := q.raw(r.t)
	c := r.dial2()
	a, err := c.answer(c.ask(fieldsOf([]byte(head)), body, oneFrame))
	if err != nil {
		r.t.Fatal(err)
	}
	return a, r.next()
}

func TestCaptures_OverHTTP2_AreAnsweredAsOverHTTP1(t *testing.T) {
	for _, sdk := range []string{"go", "php"} {
		t.Run(sdk, func(t *testing.T) {
			var store *sqlite.Store
			r := newRig(t, onSQLite(t, &store))
			r.overHTTP2()
			connection := r.dial2()
			for _, c := range testkit.Captures(sdk) {
				fields := fieldsOf(c.Head)
				a, err := connection.answer(connection.ask(fields, string(c.Body), oneFrame))
				if err != nil {
					t.Fatal(err)
				}
				kept := recall(t, r, store, c, a)
				if want := textOf(fields); string(kept.RequestHead) != want {
					t.Errorf("%s: the file has the fields\n%q, sent were\n%q", c.File, kept.RequestHead, want)
				}
			}
			r.nothingMore()
		})
	}
}

func TestHTTP2_StreamsSideBySide_KeepTheirFieldsInOrder(t *testing.T) {
	r := newRig(t)
	r.overHTTP2()
	c := r.dial2()
	sent := map[string]string{} // head by request id
	var streams []uint32
	for i := range 20 {
		id := fmt.Sprintf("p-%d", i)
		head, body := request{body: `{"paymentRequestId":"` + id + `"}`, extra: []string{"x-n: " + id, "Cookie: a=1", "cookie: b=2"}}.raw(t)
		fields := fieldsOf([]byte(head))
		sent[id] = textOf(fields)
		streams = append(streams, c.ask(fields, body, 7+i)) // header blocks in a few bytes each
	}
	for _, stream := range streams {
		if c.replies[stream] != nil && len(c.replies[stream].body) > 0 {
			continue // it arrived while another was waited for
		}
		if _, err := c.answer(stream); err != nil {
			t.Fatal(err)
		}
	}
	for range streams {
		row := r.next()
		if string(row.RequestHead) != sent[row.RequestID] {
			t.Errorf("%s: recorded\n%q, sent\n%q", row.RequestID, row.RequestHead, sent[row.RequestID])
		}
		if row.Scheme != "https" || row.Verdict != sandbox.VerdictVerified || row.HTTPStatus != 200 || row.Target != inquiryPath {
			t.Errorf("recorded %+v", row.Exchange)
		}
	}
	r.nothingMore()
}

func TestHTTP2_Faults_ReachTheOneStream(t *testing.T) {
	for name, tc := range map[string]struct {
		scenario sandbox.Scenario
		judge    func(a reply, err error) bool
	}{
		"reset":  {sandbox.Scenario{Fault: sandbox.FaultReset}, func(a reply, err error) bool { return err == errStreamReset && a.head == nil }},
		"status": {sandbox.Scenario{Fault: sandbox.FaultStatus, FaultStatus: 503}, func(a reply, err error) bool { return err == nil && a.StatusCode == 503 }},
		"cut": {sandbox.Scenario{Fault: sandbox.FaultCutBody}, func(a reply, err error) bool {
			return err == errStreamReset && strconv.Itoa(2*len(a.body)) <= a.Header.Get("Content-Length") && len(a.body) > 0
		}},
	} {
		t.Run(name, func(t *testing.T) {
			var armed armory
			r := newRig(t, withScenarios(&armed))
			r.overHTTP2()
			tc.scenario.API, tc.scenario.CallsLeft = "payments/inquiryPayment", 1
			armed.arm(tc.scenario)
			head, body := request{}.raw(t)
			c := r.dial2()
			a, err := c.answer(c.ask(fieldsOf([]byte(head)), body, oneFrame))
			if !tc.judge(a, err) {
				t.Errorf("%v %q %q", err, a.head, a.body)
			}
			if row := r.next(); string(row.ResponseHead) != string(a.head) || string(row.ResponseBody) != string(a.body) {
				t.Errorf("recorded %q %q, arrived %q %q", row.ResponseHead, row.ResponseBody, a.head, a.body)
			}
			if a, err := c.answer(c.ask(fieldsOf([]byte(head)), body, oneFrame)); err != nil || a.code(t) != "ORDER_NOT_EXIST" {
				t.Errorf("the next call on the connection: %v %s", err, a.body)
			}
		})
	}
}

func TestHTTP2_HeaderBeyondTheLimit_IsRefusedAndLogged(t *testing.T) {
	r := newRig(t, withLimits(gateway.Limits{MaxHeaderBytes: 4 << 10}))
	r.overHTTP2()
	long := strings.Repeat("x", 2<<10)
	head, _ := request{extra: []string{"x-a: " + long, "x-b: " + long, "x-c: " + long}}.raw(t)
	c := r.dial2()
	a, err := c.answer(c.ask(fieldsOf([]byte(head)), "", oneFrame))
	if err != nil || a.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("%v, answered %d", err, a.StatusCode)
	}
	c.raw.Close()
	if row := r.next(); !strings.Contains(row.Reason, "HTTP/2 server refused") || row.Target != inquiryPath || row.Method != "POST" {
		t.Errorf("recorded %+v", row.Exchange)
	}
}

func TestHTTP2_FewBytesForManyFields_KeepNoMoreThanTheLimit(t *testing.T) {
	r := newRig(t, withLimits(gateway.Limits{MaxHeaderBytes: 4 << 10}))
	r.overHTTP2()
	head, body := request{}.raw(t)
	fields := fieldsOf([]byte(head))
	bomb := slices.Clone(fields)
	for range 2000 { // after the first, one byte each
		bomb = append(bomb, hpack.HeaderField{Name: "x-again", Value: strings.Repeat("y", 2000)})
	}
	c := r.dial2()
	if a, err := c.answer(c.ask(bomb, body, oneFrame)); err == nil && a.StatusCode == 200 {
		t.Errorf("answered %s", a.body)
	}
	c.raw.Close()
	if row := r.next(); len(row.RequestHead) > 16<<10 {
		t.Errorf("kept %d bytes", len(row.RequestHead))
	}
	if a, _ := r.call2(request{}); a.code(t) != "ORDER_NOT_EXIST" {
		t.Errorf("the gateway no longer answers: %s", a.body)
	}
}

func TestHTTP2_UnrecordedCall_IsAnsweredSystemError(t *testing.T) {
	r := newRig(t)
	r.overHTTP2()
	r.recorder.fail = errors.New("disk full")
	head, body := request{}.raw(t)
	c := r.dial2()
	a, err := c.answer(c.ask(fieldsOf([]byte(head)), body, oneFrame))
	if err != nil {
		t.Fatal(err)
	}
	a.verify(t, inquiryPath)
	if a.code(t) != "SYSTEM_ERROR" {
		t.Errorf("%s", a.body)
	}
}

func TestHTTP2_Pages_AreServed(t *testing.T) {
	r := newRig(t)
	r.overHTTP2()
	c := r.dial2()
	a, err := c.answer(c.ask([]hpack.HeaderField{
		{Name: ":method", Value: "GET"}, {Name: ":path", Value: "/wallet/abc"}, {Name: ":scheme", Value: "https"}, {Name: ":authority", Value: "h"},
	}, "", oneFrame))
	if err != nil || string(a.body) != "page /wallet/abc" {
		t.Errorf("%v %q", err, a.body)
	}
	r.nothingMore()
}

func TestHTTP2_APIKey_IsNotKept(t *testing.T) {
	r := newRig(t)
	r.overHTTP2()
	_, row := r.call2(request{extra: []string{"authorization: Bearer secret-key"}})
	if text := string(row.RequestHead); strings.Contains(text, "secret-key") || !strings.Contains(text, "authorization: Bearer [redacted]") {
		t.Errorf("recorded %q", text)
	}
}
