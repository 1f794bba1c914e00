package main

import (
	"context"
	"net/url"
	"strconv"

	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

func (c *cli) transactions() *cobra.Command {
	return group("transactions", "List payments, show one, write them to a file",
		c.transactionsList(), c.transactionsShow(), c.transactionsExport())
}

func (c *cli) transactionsList() *cobra.Command {
	in := services.ListPaymentsInput{}
	cmd := &cobra.Command{
		Use: "list", Short: "List payments, newest first", Args: noArgs,
		Example: `  antomctl transactions list --status SUCCESS --method GCASH
  antomctl transactions list --id REQUEST_ --json`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			page, err := do[services.PaymentPage](cmd.Context(), c, "Payments", "List", in)
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(page)
			}
			for _, p := range page.Items {
				if err := c.print(paymentLine(p)); err != nil {
					return err
				}
			}
			if page.More {
				c.warn("older payments match as well; raise --limit, or add --before " + page.Items[len(page.Items)-1].Seq)
			}
			return nil
		},
	}
	paymentFlags(cmd, &in.Environment, &in.Status, &in.Method, &in.Currency, &in.From, &in.Until, &in.Query)
	cmd.Flags().StringVar(&in.BeforeSeq, "before", "", "only payments older than the one with this seq")
	cmd.Flags().IntVar(&in.Limit, "limit", 50, "how many at most, 1 to 500")
	return cmd
}

func (c *cli) transactionsShow() *cobra.Command {
	in := services.PaymentInput{}
	cmd := &cobra.Command{
		Use: "show PAYMENT_ID", Short: "Show one payment in full, as JSON", Args: oneArg("paymentId"),
		RunE: func(cmd *cobra.Command, args []string) error {
			in.PaymentID = args[0]
			detail, err := do[services.PaymentDetail](cmd.Context(), c, "Payments", "Get", in)
			if err != nil {
				return err
			}
			return c.printJSON(detail)
		},
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func (c *cli) transactionsExport() *cobra.Command {
	var in services.ExportPaymentsInput
	var output string
	cmd := &cobra.Command{
		Use: "export", Short: "Write payments as CSV or NDJSON", Args: noArgs,
		Example: `  antomctl transactions export --status SUCCESS --from 2026-11-01T00:00:00+08:00 -o paid.csv
  antomctl transactions export --format ndjson | jq .paymentId`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.save(cmd.Context(), download{
				path: "/export/transactions",
				query: url.Values{
					"environment": {in.Environment}, "status": {in.Status}, "method": {in.Method}, "currency": {in.Currency},
					"from": {in.From}, "until": {in.Until}, "query": {in.Query}, "format": {in.Format}, "limit": {strconv.Itoa(in.Limit)},
				},
				local: func(ctx context.Context, s *services.Set, begin beginFile) (services.ExportDone, error) {
					return s.ExportPayments(ctx, in, begin)
				},
			}, output)
		},
	}
	paymentFlags(cmd, &in.Environment, &in.Status, &in.Method, &in.Currency, &in.From, &in.Until, &in.Query)
	cmd.Flags().StringVar(&in.Format, "format", "csv", "csv or ndjson")
	fileFlags(cmd, &in.Limit, &output)
	return cmd
}

// paymentFlags select payments.
func paymentFlags(cmd *cobra.Command, environment, status, method, currency, from, until, id *string) {
	environmentFlag(cmd, environment)
	flags := cmd.Flags()
	flags.StringVar(status, "status", "", "PROCESSING, PENDING, SUCCESS, FAIL or CANCELLED")
	flags.StringVar(method, "method", "", "a paymentMethodType, such as GCASH")
	flags.StringVar(currency, "currency", "", "ISO 4217")
	flags.StringVar(from, "from", "", "created at this time or later, RFC 3339, by the environment's clock")
	flags.StringVar(until, "until", "", "created before this time")
	flags.StringVar(id, "id", "", "a paymentId or paymentRequestId, or how one begins")
}

// paymentLine is one payment for people.
func paymentLine(p services.PaymentRow) string {
	return p.PaymentID + " " + p.Status + " " + p.AmountText + " " + p.PaymentMethodType + " " + p.CreatedAt + " request=" + p.PaymentRequestID
}
