package services

import (
	"context"
	"io"
	"slices"

	"antomdesk/backend/logexport"
	"antomdesk/backend/sandbox"
)

// ExportInput selects what goes into a file: the newest rows a log's query selects.
type ExportInput struct {
	Environment string `json:"environment"`
	Log         string `json:"log"`
	Query       string `json:"query"`
	Format      string `json:"format"` // har, ndjson or csv
	Limit       int    `json:"limit"`  // 1 to 1 000 000; 0 means 100 000
}

// Count says how many rows an export would hold.
func (s *Logs) Count(in ExportInput) (ExportCount, error) { return s.h.countExport(in.prepare) }

// Save asks for a file and writes the export there. Only the window can ask; a browser downloads.
func (s *Logs) Save(in ExportInput) (ExportDone, error) {
	return s.h.saveExport(in.prepare, sandbox.Unavailable(nil, "Only the window can ask for a file. Download the export in the browser, or run antomctl logs export"))
}

// Export writes a file of a log's rows to whatever begin returns, which is told its name and media type
// once the input has been found right. It takes as long as it takes, until ctx ends.
func (s *Set) Export(ctx context.Context, in ExportInput, begin func(name, mediaType string) io.Writer) (ExportDone, error) {
	return s.handle.streamExport(ctx, in.prepare, begin)
}

func (in ExportInput) prepare(ctx context.Context, d *Deps) (export, error) {
	format := logexport.Format(in.Format)
	limit, err := exportLimit(in.Limit)
	if err != nil {
		return export{}, err
	}
	if !slices.Contains(logexport.Formats(), format) {
		return export{}, sandbox.Invalid("format", "%.32q is not a format; use har, ndjson or csv", in.Format)
	}
	filter, err := d.logFilter(ctx, ListLogsInput{Environment: in.Environment, Log: in.Log, Query: in.Query})
	if err != nil {
		return export{}, err
	}
	e := export{
		name: d.exportName(in.Log, in.Format), mediaType: format.MediaType(), limit: limit,
		count: func(ctx context.Context, most int) (int, error) { return d.Exchanges.CountExchanges(ctx, filter, most) },
		open: func(to io.Writer, version string) (exportFile, error) {
			file, err := format.New(to, version)
			return &logFile{exchanges: d.Exchanges, filter: filter, format: format, file: file}, err
		},
	}
	// A mistake in the query is told before the file begins.
	_, err = e.count(ctx, 1)
	return e, err
}

// logFile is a file of exchanges being written.
type logFile struct {
	exchanges sandbox.ExchangeReader
	filter    sandbox.ExchangeFilter // its page is the next one
	format    logexport.Format
	file      logexport.Writer
}

func (f *logFile) next(ctx context.Context, limit int) (int, bool, error) {
	f.filter.Page.Limit = limit
	page, err := f.exchanges.ListExchanges(ctx, f.filter)
	if err != nil {
		return 0, false, err
	}
	if page.More {
		f.filter.Page.BeforeSeq = page.Items[len(page.Items)-1].Seq
	}
	return len(page.Items), page.More, f.write(ctx, page.Items)
}

func (f *logFile) write(ctx context.Context, exchanges []sandbox.Exchange) error {
	bytes := make([]sandbox.ExchangeBytes, len(exchanges))
	if f.format.NeedsBytes() {
		var err error
		if bytes, err = f.exchanges.ExchangeBytesOf(ctx, exchanges); err != nil {
			return err
		}
	}
	for i, x := range exchanges {
		if err := f.file.Write(x, bytes[i]); err != nil {
			return err
		}
	}
	return nil
}

func (f *logFile) close(left bool) error { return f.file.Close(left) }

// CurlCommand is a line for a POSIX shell.
type CurlCommand struct {
	Command string `json:"command"`
}

// Curl returns the command that sends an exchange's request again, byte for byte and signed as it was.
func (s *Logs) Curl(in LogEntryInput) (CurlCommand, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (CurlCommand, error) {
		x, err := d.Exchanges.ExchangeByID(ctx, in.ID)
		if err != nil {
			return CurlCommand{}, err
		}
		b, err := d.Exchanges.ExchangeBytesByID(ctx, in.ID)
		return CurlCommand{Command: logexport.Curl(x, b, d.CAFile)}, err
	})
}
