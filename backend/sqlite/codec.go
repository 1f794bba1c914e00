package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"runtime"
	"sync"

	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/zstd"

	"antomdesk/backend/sandbox"
)

// The encodings of exchange_bytes.packed.
const (
	encodingRaw  = 0
	encodingZstd = 1 // written up to version 6
	encodingS2   = 2
)

var insertExchangeBytes = "INSERT INTO exchange_bytes (seq, encoding, packed) VALUES (" + slots(3) + ")"

// codec packs exact bytes: with S2, which takes less than half the time of the fastest zstd for as many
// bytes. Its decoder holds one reusable state per core, and it is called outside the writer.
type codec struct {
	decoder *zstd.Decoder
	scratch sync.Pool
}

func newCodec() (*codec, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(runtime.GOMAXPROCS(0)))
	if err != nil {
		return nil, err
	}
	return &codec{decoder: decoder, scratch: sync.Pool{New: func() any { return new([]byte) }}}, nil
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
	if packed = packS2(raw); len(packed) < len(raw) {
		return encodingS2, packed
	}
	return encodingRaw, append([]byte(nil), raw...)
}

// sumLength is how many bytes of checksum stand before an S2 block: unlike a zstd frame it has none.
const sumLength = 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func packS2(raw []byte) []byte {
	packed := make([]byte, sumLength+s2.MaxEncodedLen(len(raw)))
	binary.BigEndian.PutUint32(packed, crc32.Checksum(raw, castagnoli))
	return packed[:sumLength+len(s2.Encode(packed[sumLength:], raw))]
}

func unpackS2(packed []byte) ([]byte, error) {
	if len(packed) < sumLength {
		return nil, errors.New("the checksum is missing")
	}
	raw, err := s2.Decode(nil, packed[sumLength:])
	if err == nil && crc32.Checksum(raw, castagnoli) != binary.BigEndian.Uint32(packed) {
		err = errors.New("the checksum does not match")
	}
	return raw, err
}

// unpack undoes the compression.
func (c *codec) unpack(encoding int64, packed []byte) (raw []byte, err error) {
	switch encoding {
	case encodingZstd:
		raw, err = c.decoder.DecodeAll(packed, nil)
	case encodingS2:
		raw, err = unpackS2(packed)
	default:
		return packed, nil
	}
	if err != nil {
		return nil, fmt.Errorf("sqlite: exact bytes are damaged: %w", err)
	}
	return raw, nil
}

// decode is encode's inverse; parts without bytes come back nil.
func (c *codec) decode(encoding int64, packed []byte) (sandbox.ExchangeBytes, error) {
	var b sandbox.ExchangeBytes
	packed, err := c.unpack(encoding, packed)
	if err != nil {
		return b, err
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
