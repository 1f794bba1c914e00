// Package logexport writes exchanges as HAR 1.2, NDJSON or CSV, one by one, never holding more than
// one. Card numbers, card secrets and what signs a caller in are masked. It is pure.
package logexport

import (
	"io"

	"antomdesk/backend/sandbox"
)

// Format is a kind of file.
type Format string

// The formats.
const (
	HAR    Format = "har"
	NDJSON Format = "ndjson"
	CSV    Format = "csv"
)

// Formats lists them in the order screens show them.
func Formats() []Format { return []Format{HAR, NDJSON, CSV} }

// Writer writes one file. Close ends it; it does not close what it writes to.
type Writer interface {
	Write(x sandbox.Exchange, b sandbox.ExchangeBytes) error
	// Close ends the file; left says that the filter selects more than was written.
	Close(left bool) error
}

// MediaType is what the file is served as.
func (f Format) MediaType() string {
	return map[Format]string{HAR: "application/json", NDJSON: "application/x-ndjson", CSV: "text/csv; charset=utf-8"}[f]
}

// NeedsBytes says whether the format holds heads and bodies.
func (f Format) NeedsBytes() bool { return f != CSV }

// New starts a file of the format; version is the program's.
func (f Format) New(to io.Writer, version string) (Writer, error) {
	switch f {
	case HAR:
		return newHAR(to, version)
	case NDJSON:
		return newNDJSON(to), nil
	case CSV:
		return newCSV(to)
	}
	return nil, sandbox.Invalid("format", "%.32q is not a format; use har, ndjson or csv", string(f))
}
