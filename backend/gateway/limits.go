package gateway

import (
	"net/http"
	"time"
)

// Limits bound what one connection may cost. Sizes are bytes.
type Limits struct {
	MaxHeaderBytes    int           // of one request's header
	MaxBodyBytes      int64         // of one request's body; larger ones are refused
	MaxUploadBytes    int64         // of the body of an upload, which the SDKs send with the file in it twice
	MaxDrainBytes     int64         // how much of a refused body is still read, so that the answer arrives
	ReadHeaderTimeout time.Duration // from the first byte of a request, and for a TLS handshake
	BodyTimeout       time.Duration // for the whole body
	WriteTimeout      time.Duration // for one answer
	IdleTimeout       time.Duration // between two requests of a connection
}

// DefaultLimits are the product's.
func DefaultLimits() Limits {
	return Limits{
		MaxHeaderBytes:    1 << 20,
		MaxBodyBytes:      2 << 20,
		MaxUploadBytes:    12 << 20,
		MaxDrainBytes:     32 << 20,
		ReadHeaderTimeout: 10 * time.Second,
		BodyTimeout:       time.Minute,
		WriteTimeout:      time.Minute,
		IdleTimeout:       2 * time.Minute,
	}
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	setDefault(&l.MaxHeaderBytes, d.MaxHeaderBytes)
	setDefault(&l.MaxBodyBytes, d.MaxBodyBytes)
	setDefault(&l.MaxUploadBytes, d.MaxUploadBytes)
	setDefault(&l.MaxDrainBytes, d.MaxDrainBytes)
	setDefault(&l.ReadHeaderTimeout, d.ReadHeaderTimeout)
	setDefault(&l.BodyTimeout, d.BodyTimeout)
	setDefault(&l.WriteTimeout, d.WriteTimeout)
	setDefault(&l.IdleTimeout, d.IdleTimeout)
	return l
}

// bodyOf is how large the body of that request may be.
func (l Limits) bodyOf(r *http.Request) int64 {
	if _, upload := boundary(r); upload {
		return l.MaxUploadBytes
	}
	return l.MaxBodyBytes
}

func setDefault[T int | int64 | time.Duration](field *T, value T) {
	if *field == 0 {
		*field = value
	}
}
