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

// BenchmarkCapture measures verified captures over 64 kept connections, client included: "unstored"
// all but the store, "durable" with the real one.
func BenchmarkCapture(b *testing.B) {
	b.Run("unstored", func(b *testing.B) { benchmarkCapture(b, nowhere{}) })
	b.Run("durable", func(b *testing.B) { benchmarkCapture(b, openStore(b, b.TempDir())) })
}

func benchmarkCapture(b *testing.B, store sandbox.Recorder) {
	address := listening(b, store, 0)
	request := []byte(signed(b, antomKey(), "/notifications", body) + body)
	b.ReportAllocs()
	b.SetParallelism(32) // times GOMAXPROCS: 64 connections on two cores
	b.ResetTimer()
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
