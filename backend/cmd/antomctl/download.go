package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

// beginFile is told the name and media type of a file and returns where it goes.
type beginFile = func(name, mediaType string) io.Writer

// download is a file of rows, as either backend makes it.
type download struct {
	path  string     // of the running program's
	query url.Values // what it asks for
	local func(ctx context.Context, s *services.Set, begin beginFile) (services.ExportDone, error)
}

func fileFlags(cmd *cobra.Command, limit *int, output *string) {
	cmd.Flags().IntVar(limit, "limit", 0, "how many rows at most, 1 to 1000000 (default 100000)")
	cmd.Flags().StringVarP(output, "output", "o", "", "file to write; it must not exist (default: standard output)")
}

// save writes the file and says on standard error how many rows it has.
func (c *cli) save(ctx context.Context, file download, output string) error {
	done, err := c.write(ctx, file, output)
	if err != nil {
		return err
	}
	said := fmt.Sprintf("antomctl: %d rows written", done.Rows)
	if done.Rows == 1 {
		said = "antomctl: 1 row written"
	}
	if done.More {
		said += "; older rows match as well, raise --limit to have them"
	}
	_, err = fmt.Fprintln(c.stderr, said)
	return err
}

// write writes to standard output, or to a new file that goes away again if something fails.
func (c *cli) write(ctx context.Context, file download, output string) (services.ExportDone, error) {
	if output == "" {
		buffer := bufio.NewWriter(c.stdout)
		done, err := c.download(ctx, file, buffer)
		return done, errors.Join(err, buffer.Flush())
	}
	to, err := os.OpenFile(output, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return services.ExportDone{}, sandbox.Conflict("%s cannot be written: %v", output, err)
	}
	done, err := c.download(ctx, file, to)
	if err = errors.Join(err, to.Close()); err != nil {
		err = errors.Join(err, os.Remove(output))
	}
	return done, err
}

func (c *cli) download(ctx context.Context, file download, w io.Writer) (services.ExportDone, error) {
	b, err := c.connect(ctx)
	if err != nil {
		return services.ExportDone{}, err
	}
	done, err := b.download(ctx, file, w)
	return done, errors.Join(err, b.close(ctx))
}

func (l *local) download(ctx context.Context, file download, w io.Writer) (services.ExportDone, error) {
	return file.local(ctx, l.app.Services(), func(string, string) io.Writer { return w })
}

// download asks as a browser does. The trailers tell that the file came whole.
func (r *remote) download(ctx context.Context, file download, w io.Writer) (done services.ExportDone, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.runtime.Origin+file.path+"?"+file.query.Encode(), nil)
	if err != nil {
		return done, err
	}
	request.Header.Set("Authorization", "Bearer "+r.runtime.Token)
	direct := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // never through a proxy
	response, err := direct.Do(request)
	if err != nil {
		return done, r.silent(err)
	}
	defer func() { _ = response.Body.Close() }() // it was read to the end
	if response.StatusCode != http.StatusOK {
		body, err := io.ReadAll(response.Body)
		return done, errors.Join(err, problem(body))
	}
	if _, err := io.Copy(w, response.Body); err != nil {
		return done, fmt.Errorf("the export was cut short: %w", err)
	}
	if done.Rows, err = strconv.Atoi(response.Trailer.Get("Antomdesk-Rows")); err != nil {
		return done, errors.New("the export was cut short; look at what the running Antom Desk says, then try again")
	}
	done.More = response.Trailer.Get("Antomdesk-More") == "true"
	return done, nil
}
