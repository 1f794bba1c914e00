package sqlite

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"sync"

	"github.com/klauspost/compress/zstd"

	"antomdesk/backend/sandbox"
)

// The encodings of exchange_bytes.packed.
const (
	encodingRaw  = 0
	encodingZstd = 1
)

var insertExchangeBytes = "INSERT INTO exchange_bytes (seq, encoding, packed) VALUES (" + slots(3) + ")"

// codec packs exact bytes. Its encoder and decoder hold one reusable state per core, and it is called
// outside the writer.
type codec struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
	scratch sync.Pool
}

func newCodec() (*codec, error) {
	cores := runtime.GOMAXPROCS(0)
	// Matches alone, without entropy coding: a quarter of the time for a fifth more bytes.
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithNoEntropyCompression(true),
		zstd.WithEncoderConcurrency(cores), zstd.WithWindowSize(128<<10), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, err
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(cores))
	if err != nil {
		return nil, err
	}
	return &codec{encoder: encoder, decoder: decoder, scratch: sync.Pool{New: func() any { return new([]byte) }}}, nil
}

func parts(b *sandbox.ExchangeBytes) [6]*[]byte {
	return [6]*[]byte{&b.RequestHead, &b.RequestBody, &b.ResponseHead, &b.ResponseBody, &b.SignedPrefix, &b.AnswerSignedPrefix}
}

// encode packs the six parts and compresses them when that makes them smaller.
func (c *codec) encode(b sandbox.ExchangeBytes) (encoding int64, packed []byte) {
	scratch := c.scratch.Get().(*[]byte)
	defer c.scratch.Put(scratch)
	raw := (*scratch)[:0]
	for _, part := range parts(&b) {
		raw = binary.AppendUvarint(raw, uint64(len(*part)))
		raw = append(raw, *part...)
	}
	*scratch = raw
	compressed := c.encoder.EncodeAll(raw, make([]byte, 0, len(raw)/2+64))
	if len(compressed) < len(raw) {
		return encodingZstd, compressed
	}
	return encodingRaw, append([]byte(nil), raw...)
}

// decode is encode's inverse; parts without bytes come back nil.
func (c *codec) decode(encoding int64, packed []byte) (sandbox.ExchangeBytes, error) {
	var b sandbox.ExchangeBytes
	if encoding == encodingZstd {
		var err error
		if packed, err = c.decoder.DecodeAll(packed, nil); err != nil {
			return b, fmt.Errorf("sqlite: exact bytes are damaged: %w", err)
		}
	}
	for _, part := range parts(&b) {
		n, width := binary.Uvarint(packed)
		if width <= 0 || n > uint64(len(packed)-width) {
			return sandbox.ExchangeBytes{}, fmt.Errorf("sqlite: exact bytes are cut short")
		}
		end := width + int(n)
		if n > 0 {
			*part = packed[width:end:end]
		}
		packed = packed[end:]
	}
	return b, nil
}
