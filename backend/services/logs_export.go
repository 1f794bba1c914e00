package services

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"slices"

	"antomdesk/backend/logexport"
	"antomdesk/backend/sandbox"
)

const (
	// exportRows is how many rows one file takes unless more are asked for, and maxExportRows the most.
	exportRows    = 100_000
	maxExportRows = 1_000_000
	exportPage    = 500 // rows read at a time
)

// ExportInput selects what goes into a file: the newest rows a log's query selects.
type ExportInput struct {
	Environment string `json:"environment"`
	Log         string `json:"log"`
	Query       string `json:"query"`
	Format      string `json:"format"` // har, ndjson or csv
	Limit       int    `json:"limit"`  // 1 to 1 000 000; 0 means 100 000
}

// ExportCount says how many rows a file would take.
type ExportCount struct {
	Rows  int  `json:"rows"`  // that go in
	More  bool `json:"more"`  // match as well and are left out
	Limit int  `json:"limit"` // the most that go in
}

// ExportDone is what became of a file.
type ExportDone struct {
	Saved bool   `json:"saved"` // false when the user chose no file
	Path  string `json:"path"`
	Rows  int    `json:"rows"`
	More  bool   `json:"more"` // older rows match as well and were left out
}

// Count says how many rows an export would hold.
func (s *Logs) Count(in ExportInput) (ExportCount, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (ExportCount, error) {
		e, err := d.newExport(ctx, in)
		if err != nil {
			return ExportCount{}, err
		}
		count, err := d.Exchanges.CountExchanges(ctx, e.filter, e.limit+1)
		return ExportCount{Rows: min(count, e.limit), More: count > e.limit, Limit: e.limit}, err
	})
}

// Save asks for a file and writes the export there. Only the window can ask; a browser downloads.
func (s *Logs) Save(in ExportInput) (ExportDone, error) {
	return callFor(s.h, unbounded, func(ctx context.Context, d *Deps) (ExportDone, error) {
		e, err := d.newExport(ctx, in)
		if err != nil {
			return ExportDone{}, err
		}
		choose := s.h.choose.Load()
		if choose == nil {
			return ExportDone{}, sandbox.Unavailable(nil, "Only the window can ask for a file. Download the export in the browser, or run antomctl logs export")
		}
		path, err := (*choose)(e.name())
		if err != nil || path == "" {
			return ExportDone{}, err
		}
		return e.save(ctx, s.h.id.Version, path)
	})
}

// ChooseWith tells how the window asks for a file to save to: given a name to offer, it returns the path,
// or "" when the user wants none.
func (s *Set) ChooseWith(choose func(name string) (string, error)) { s.handle.choose.Store(&choose) }

// Export writes a file to whatever begin returns, which is told its name and media type once the input
// has been found right. It takes as long as it takes, until ctx ends.
func (s *Set) Export(ctx context.Context, in ExportInput, begin func(name, mediaType string) io.Writer) (ExportDone, error) {
	return callFor(s.handle, func(running context.Context) (context.Context, context.CancelFunc) {
		both, cancel := context.WithCancel(ctx)
		stop := context.AfterFunc(running, cancel)
		return both, func() { stop(); cancel() }
	}, func(ctx context.Context, d *Deps) (ExportDone, error) {
		e, err := d.newExport(ctx, in)
		if err != nil {
			return ExportDone{}, err
		}
		done, err := e.write(ctx, s.handle.id.Version, begin(e.name(), e.format.MediaType()))
		done.Saved = err == nil
		return done, err
	})
}

// export is a file about to be written.
type export struct {
	exchanges sandbox.ExchangeReader
	filter    sandbox.ExchangeFilter
	format    logexport.Format
	limit     int
	log       string
	day       string
}

func (d *Deps) newExport(ctx context.Context, in ExportInput) (export, error) {
	e := export{exchanges: d.Exchanges, format: logexport.Format(in.Format), limit: in.Limit, log: in.Log, day: d.Clock.Now().Format("20060102-150405")}
	if e.limit == 0 {
		e.limit = exportRows
	}
	if e.limit < 1 || e.limit > maxExportRows {
		return e, sandbox.Invalid("limit", "%d is not a number of rows; use 1 to %d", in.Limit, maxExportRows)
	}
	if !slices.Contains(logexport.Formats(), e.format) {
		return e, sandbox.Invalid("format", "%.32q is not a format; use har, ndjson or csv", in.Format)
	}
	var err error
	if e.filter, err = d.logFilter(ctx, ListLogsInput{Environment: in.Environment, Log: in.Log, Query: in.Query}); err != nil {
		return e, err
	}
	// A mistake in the query is told before the file begins.
	_, err = d.Exchanges.CountExchanges(ctx, e.filter, 1)
	return e, err
}

func (e export) name() string { return "antom-desk-" + e.log + "-" + e.day + "." + string(e.format) }

// save writes beside the path first, so that no half a file stands there.
func (e export) save(ctx context.Context, version, path string) (ExportDone, error) {
	part := path + ".part"
	file, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return ExportDone{}, notWritten(path, err)
	}
	done, err := e.write(ctx, version, file)
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		return ExportDone{}, errors.Join(notWritten(path, err), os.Remove(part))
	}
	done.Saved, done.Path = true, path
	return done, nil
}

func notWritten(path string, err error) error {
	return sandbox.Unavailable(err, "The file %s could not be written (%v). Choose another folder, or free some space", path, err)
}

// write streams the rows: one page of them is in memory at a time.
func (e export) write(ctx context.Context, version string, to io.Writer) (done ExportDone, err error) {
	buffer := bufio.NewWriterSize(to, 64<<10)
	file, err := e.format.New(buffer, version)
	if err != nil {
		return done, err
	}
	f := e.filter
	for more := true; more && done.Rows < e.limit; {
		f.Page.Limit = min(exportPage, e.limit-done.Rows)
		page, err := e.exchanges.ListExchanges(ctx, f)
		if err != nil {
			return done, err
		}
		if err := e.writePage(ctx, file, page.Items); err != nil {
			return done, err
		}
		done.Rows, more, done.More = done.Rows+len(page.Items), page.More, page.More
		if more {
			f.Page.BeforeSeq = page.Items[len(page.Items)-1].Seq
		}
	}
	return done, errors.Join(file.Close(done.More), buffer.Flush())
}

func (e export) writePage(ctx context.Context, file logexport.Writer, exchanges []sandbox.Exchange) error {
	bytes := make([]sandbox.ExchangeBytes, len(exchanges))
	if e.format.NeedsBytes() {
		var err error
		if bytes, err = e.exchanges.ExchangeBytesOf(ctx, exchanges); err != nil {
			return err
		}
	}
	for i, x := range exchanges {
		if err := file.Write(x, bytes[i]); err != nil {
			return err
		}
	}
	return nil
}

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
