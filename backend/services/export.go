package services

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"

	"antomdesk/backend/sandbox"
)

const (
	// exportRows is how many rows one file takes unless more are asked for, and maxExportRows the most.
	exportRows    = 100_000
	maxExportRows = 1_000_000
	exportPage    = 500 // rows read at a time
)

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

// export is a file about to be written.
type export struct {
	name, mediaType string
	limit           int // the most rows that go in
	count           func(ctx context.Context, most int) (int, error)
	open            func(to io.Writer, version string) (exportFile, error)
}

// exportFile is a file being written.
type exportFile interface {
	// next writes the next rows, at most limit; more says that others follow.
	next(ctx context.Context, limit int) (rows int, more bool, err error)
	// close ends the file; left says that more is selected than was written.
	close(left bool) error
}

// exportLimit is how many rows go into a file; 0 leaves it to us.
func exportLimit(asked int) (int, error) {
	if asked == 0 {
		return exportRows, nil
	}
	if asked < 1 || asked > maxExportRows {
		return 0, sandbox.Invalid("limit", "%d is not a number of rows; use 1 to %d", asked, maxExportRows)
	}
	return asked, nil
}

// exportName is what a file of such rows is called.
func (d *Deps) exportName(rows, format string) string {
	return "antom-desk-" + rows + "-" + d.Clock.Now().Format("20060102-150405") + "." + format
}

// prepare finds out whether the export asked for makes sense.
type prepare func(context.Context, *Deps) (export, error)

// countExport says how many rows an export would hold.
func (h *handle) countExport(prepare prepare) (ExportCount, error) {
	return call(h, func(ctx context.Context, d *Deps) (ExportCount, error) {
		e, err := prepare(ctx, d)
		if err != nil {
			return ExportCount{}, err
		}
		count, err := e.count(ctx, e.limit+1)
		return ExportCount{Rows: min(count, e.limit), More: count > e.limit, Limit: e.limit}, err
	})
}

// saveExport asks for a file and writes the export there; noWindow is the refusal where nothing
// can ask.
func (h *handle) saveExport(prepare prepare, noWindow error) (ExportDone, error) {
	return callFor(h, unbounded, func(ctx context.Context, d *Deps) (ExportDone, error) {
		e, err := prepare(ctx, d)
		if err != nil {
			return ExportDone{}, err
		}
		choose := h.choose.Load()
		if choose == nil {
			return ExportDone{}, noWindow
		}
		path, err := (*choose)(e.name)
		if err != nil || path == "" {
			return ExportDone{}, err
		}
		return e.save(ctx, h.id.Version, path)
	})
}

// ChooseWith tells how the window asks for a file to save to: given a name to offer, it returns the path,
// or "" when the user wants none.
func (s *Set) ChooseWith(choose func(name string) (string, error)) { s.handle.choose.Store(&choose) }

// streamExport writes a file to whatever begin returns, which is told its name and media type once the
// input has been found right. It takes as long as it takes, until ctx ends.
func (h *handle) streamExport(ctx context.Context, prepare prepare, begin func(name, mediaType string) io.Writer) (ExportDone, error) {
	return callFor(h, func(running context.Context) (context.Context, context.CancelFunc) {
		both, cancel := context.WithCancel(ctx)
		stop := context.AfterFunc(running, cancel)
		return both, func() { stop(); cancel() }
	}, func(ctx context.Context, d *Deps) (ExportDone, error) {
		e, err := prepare(ctx, d)
		if err != nil {
			return ExportDone{}, err
		}
		done, err := e.write(ctx, h.id.Version, begin(e.name, e.mediaType))
		done.Saved = err == nil
		return done, err
	})
}

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
	file, err := e.open(buffer, version)
	if err != nil {
		return done, err
	}
	for more := true; more && done.Rows < e.limit; {
		var rows int
		if rows, more, err = file.next(ctx, min(exportPage, e.limit-done.Rows)); err != nil {
			return done, err
		}
		done.Rows, done.More = done.Rows+rows, more
	}
	return done, errors.Join(file.close(done.More), buffer.Flush())
}
