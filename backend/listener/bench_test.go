package listener

import (
	"bufio"
	"context"
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
)

// nowhere is a Recorder that costs nothing: the benchmark measures all but the store.
type nowhere struct{}

func (nowhere) Record(context.Context, sandbox.Exchange, sandbox.ExchangeBytes) error { return nil }

// BenchmarkCapture measures verified captures over 64 kept connections, client included.
func BenchmarkCapture(b *testing.B) {
	address := listening(b, nowhere{}, 0)
	request := []byte(signed(b, antomKey(), "/notifications", body) + body)
	b.ReportAllocs()
	b.SetParallelism(32) // times GOMAXPROCS: 64 connections on two cores
	b.RunParallel(func(pb *testing.PB) {
		conn := dial(b, address)
		r := bufio.NewReader(conn)
		for pb.Next() {
			if _, err := conn.Write(request); err != nil {
				b.Error(err)
				return
			}
			if !readAcknowledgement(r) {
				b.Error("not acknowledged")
				return
			}
		}
	})
}

// readAcknowledgement reads an answer as cheaply as it can, so that the client costs little.
func readAcknowledgement(r *bufio.Reader) bool {
	ok := false
	for line := 0; ; line++ {
		text, err := r.ReadSlice('\n')
		if err != nil {
			return false
		}
		if line == 0 {
			ok = strings.HasPrefix(string(text), "HTTP/1.1 200 ")
		}
		if len(text) == 2 {
			break
		}
	}
	_, err := r.Discard(len(acknowledgement))
	return ok && err == nil
}
