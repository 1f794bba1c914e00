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

func (c *cli) logExport() *cobra.Command {
	var in services.ExportInput
	var output string
	cmd := &cobra.Command{
		Use: "export", Short: "Write rows of a log as HAR, NDJSON or CSV", Args: noArgs,
		Long: "Writes the newest rows that match, card numbers and credentials masked, to standard output or a file.\n\n" + grammarHelp,
		Example: `  antomctl logs export --format har --query 'after:1h -status:S' --output refused.har
  antomctl logs export --log all --format csv --query payment:2026… > payment.csv`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			done, err := c.writeExport(cmd.Context(), in, output)
			if err != nil {
				return err
			}
			said := fmt.Sprintf("antomctl: %d rows written", done.Rows)
			if done.More {
				said += "; older rows match as well, raise --limit to have them"
			}
			_, err = fmt.Fprintln(c.stderr, said)
			return err
		},
	}
	environmentFlag(cmd, &in.Environment)
	cmd.Flags().StringVar(&in.Log, "log", services.LogRequests, "requests, notifications or all")
	cmd.Flags().StringVar(&in.Query, "query", "", "only rows that match")
	cmd.Flags().StringVar(&in.Format, "format", "ndjson", "har, ndjson or csv")
	cmd.Flags().IntVar(&in.Limit, "limit", 0, "how many rows at most, 1 to 1000000 (default 100000)")
	cmd.Flags().StringVarP(&output, "output", "o", "", "file to write; it must not exist (default: standard output)")
	return cmd
}

// writeExport writes to standard output, or to a new file that goes away again if something fails.
func (c *cli) writeExport(ctx context.Context, in services.ExportInput, output string) (services.ExportDone, error) {
	if output == "" {
		buffer := bufio.NewWriter(c.stdout)
		done, err := c.export(ctx, in, buffer)
		return done, errors.Join(err, buffer.Flush())
	}
	file, err := os.OpenFile(output, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return services.ExportDone{}, sandbox.Conflict("%s cannot be written: %v", output, err)
	}
	done, err := c.export(ctx, in, file)
	if err = errors.Join(err, file.Close()); err != nil {
		err = errors.Join(err, os.Remove(output))
	}
	return done, err
}

func (c *cli) export(ctx context.Context, in services.ExportInput, w io.Writer) (services.ExportDone, error) {
	b, err := c.connect(ctx)
	if err != nil {
		return services.ExportDone{}, err
	}
	done, err := b.export(ctx, in, w)
	return done, errors.Join(err, b.close(ctx))
}

func (l *local) export(ctx context.Context, in services.ExportInput, w io.Writer) (services.ExportDone, error) {
	return l.app.Services().Export(ctx, in, func(string, string) io.Writer { return w })
}

// export downloads as a browser does. The trailers tell that the file came whole.
func (r *remote) export(ctx context.Context, in services.ExportInput, w io.Writer) (done services.ExportDone, err error) {
	query := url.Values{"environment": {in.Environment}, "log": {in.Log}, "query": {in.Query}, "format": {in.Format}, "limit": {strconv.Itoa(in.Limit)}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.runtime.Origin+"/export?"+query.Encode(), nil)
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

func (c *cli) logCurl() *cobra.Command {
	return &cobra.Command{
		Use: "curl ID", Short: "The shell command that sends a request again, byte for byte", Args: oneArg("exchange id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			made, err := do[services.CurlCommand](cmd.Context(), c, "Logs", "Curl", services.LogEntryInput{ID: args[0]})
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(made)
			}
			return c.print(made.Command)
		},
	}
}
