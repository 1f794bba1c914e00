package main

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

func (c *cli) logs() *cobra.Command {
	return group("logs", "Read what crossed the wire",
		c.logList(services.LogRequests, "Calls of the merchant's code to the gateway"),
		c.logList(services.LogNotifications, "Notifications delivered and captured"),
		c.logList(services.LogAll, "Both logs in one: every exchange"),
		c.logShow(), c.logCurl(), c.logExport())
}

func (c *cli) logList(log, short string) *cobra.Command {
	in, body := services.ListLogsInput{Log: log}, ""
	cmd := &cobra.Command{
		Use: log, Short: short, Args: noArgs,
		Long: short + ", newest first.\n\n" + grammarHelp +
			"\n\n--body looks into bodies as well, among the rows that match --query; that reads them one by one.\n" +
			"With --json: {\"items\":[…],\"more\":…}; give the last row's seq as --before for the next page.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if in.Limit < 1 || in.Limit > 500 {
				return usage("--limit is 1 to 500")
			}
			page, err := c.logPage(cmd.Context(), in, body)
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(page)
			}
			return c.logTable(page)
		},
	}
	environmentFlag(cmd, &in.Environment)
	cmd.Flags().StringVar(&in.Query, "query", "", "only rows that match")
	cmd.Flags().StringVar(&body, "body", "", "only rows with this text in a body")
	cmd.Flags().IntVar(&in.Limit, "limit", 50, "how many rows, 1 to 500")
	cmd.Flags().StringVar(&in.BeforeSeq, "before", "", "only rows older than this seq")
	return cmd
}

func (c *cli) logTable(page services.LogPage) error {
	table := tabwriter.NewWriter(c.stdout, 0, 8, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "TIME\tKIND\tAPI\tHTTP\tRESULT\tAMOUNT\tREQUEST\tPAYMENT\tID") // Flush reports failures
	for _, row := range page.Items {
		_, _ = fmt.Fprintln(table, strings.Join([]string{
			row.StartedAt, row.Kind, plain(cmp.Or(row.API, row.Method+" "+row.Target)), strconv.Itoa(row.HTTPStatus), outcome(row),
			dash(row.AmountText), plain(row.RequestID), dash(row.PaymentID), row.ID,
		}, "\t")) // as above
	}
	if page.More {
		c.warn("there are more rows; raise --limit, or continue with --before " + page.Items[len(page.Items)-1].Seq)
	}
	return table.Flush()
}

func (c *cli) logShow() *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "One exchange with its exact bytes", Args: oneArg("exchange id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			entry, err := do[services.LogEntry](cmd.Context(), c, "Logs", "Get", services.LogEntryInput{ID: args[0]})
			if err != nil {
				return err
			}
			report, err := c.explain(cmd, entry)
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(explainedEntry{entry, report})
			}
			return c.showEntry(entry, report)
		},
	}
}

// explainedEntry is an exchange with what the signature doctor says of it, where there is something.
type explainedEntry struct {
	services.LogEntry
	Signature *services.SignatureReport `json:"signature,omitempty"`
}

// explain asks the signature doctor about an exchange whose signature does not verify.
func (c *cli) explain(cmd *cobra.Command, e services.LogEntry) (*services.SignatureReport, error) {
	if e.Row.Verdict != string(sandbox.VerdictFailed) {
		return nil, nil
	}
	report, err := do[services.SignatureReport](cmd.Context(), c, "Signatures", "Explain", services.LogEntryInput{ID: e.Row.ID})
	return &report, err
}

func (c *cli) showEntry(e services.LogEntry, report *services.SignatureReport) error {
	request, err := base64.StdEncoding.DecodeString(e.RequestBody)
	if err != nil {
		return err
	}
	response, err := base64.StdEncoding.DecodeString(e.ResponseBody)
	if err != nil {
		return err
	}
	head := []string{
		"id        " + e.Row.ID, "time      " + e.Row.StartedAt, "verdict   " + dash(e.Row.Verdict),
		"reason    " + dash(e.Row.Reason), "",
	}
	if report != nil {
		head = append(head, reportText(*report), "")
	}
	for _, w := range e.Warnings {
		head = append(head, "warning   "+w, "")
	}
	for _, a := range e.Attempts {
		head = append(head, fmt.Sprintf("attempt %d  %s  acknowledged=%t  %s", a.Number, a.At, a.Acknowledged, a.Reason), "")
	}
	return c.print(strings.Join(head, "\n") + e.RequestHead + string(request) + "\n\n" + e.ResponseHead + string(response))
}

// outcome is the result in one cell: "S SUCCESS", or the verdict where there is no result.
func outcome(row services.LogRow) string {
	return dash(strings.TrimSpace(cmp.Or(row.ResultStatus+" "+row.ResultCode, " ")))
}

// plain is one cell of what somebody else sent: control characters could steer the terminal.
func plain(text string) string {
	return dash(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, text))
}

func dash(text string) string { return cmp.Or(text, "-") }
