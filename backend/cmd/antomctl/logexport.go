package main

import (
	"context"
	"net/url"
	"strconv"

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
			return c.save(cmd.Context(), download{
				path: "/export",
				query: url.Values{
					"environment": {in.Environment}, "log": {in.Log}, "query": {in.Query}, "format": {in.Format}, "limit": {strconv.Itoa(in.Limit)},
				},
				local: func(ctx context.Context, s *services.Set, begin beginFile) (services.ExportDone, error) {
					return s.Export(ctx, in, begin)
				},
			}, output)
		},
	}
	environmentFlag(cmd, &in.Environment)
	cmd.Flags().StringVar(&in.Log, "log", services.LogRequests, "requests, notifications or all")
	cmd.Flags().StringVar(&in.Query, "query", "", "only rows that match")
	cmd.Flags().StringVar(&in.Format, "format", "ndjson", "har, ndjson or csv")
	fileFlags(cmd, &in.Limit, &output)
	return cmd
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
