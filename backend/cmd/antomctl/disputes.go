package main

import (
	"context"

	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

func (c *cli) disputes() *cobra.Command {
	return group("disputes", "Dispute payments as a buyer's bank does",
		c.disputesOpen(), c.disputesList(), c.disputesJudge(), c.disputesCancel())
}

func (c *cli) disputesOpen() *cobra.Command {
	var in services.OpenDisputeInput
	cmd := &cobra.Command{
		Use: "open PAYMENT_ID", Short: "Dispute a paid payment and tell the merchant", Args: oneArg("paymentId"),
		Example: `  antomctl disputes open 2026112419401080010018123456789012
  antomctl disputes open 2026112419401080010018123456789012 --amount 100 --reason "Not received"
  antomctl disputes open 2026112419401080010018123456789012 --rdr`,
		RunE: func(cmd *cobra.Command, args []string) error {
			in.PaymentID = args[0]
			return c.dispute(cmd.Context(), "Open", in)
		},
	}
	environmentFlag(cmd, &in.Environment)
	flags := cmd.Flags()
	flags.StringVar(&in.Type, "type", "", "CHARGEBACK (unless told), RETRIEVAL_REQUEST or COMPLIANCE_REQUEST")
	flags.StringVar(&in.ReasonCode, "code", "", "the card scheme's reason code")
	flags.StringVar(&in.Reason, "reason", "", "the reason in words")
	flags.StringVar(&in.AmountMinor, "amount", "", "in the currency's smallest unit; the whole payment unless told")
	flags.BoolVar(&in.Resolved, "rdr", false, "rapid dispute resolution, of Visa cards only: the money goes back at once")
	return cmd
}

func (c *cli) disputesList() *cobra.Command {
	var in services.ListDisputesInput
	cmd := &cobra.Command{
		Use: "list", Short: "List disputes, newest first", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			list, err := do[services.DisputeList](cmd.Context(), c, "Disputes", "List", in)
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(list)
			}
			for _, d := range list.Items {
				if err := c.print(disputeLine(d)); err != nil {
					return err
				}
			}
			return nil
		},
	}
	environmentFlag(cmd, &in.Environment)
	cmd.Flags().StringVar(&in.PaymentID, "payment", "", "only this payment's")
	return cmd
}

func (c *cli) disputesJudge() *cobra.Command {
	var in services.JudgeDisputeInput
	cmd := &cobra.Command{
		Use: "judge DISPUTE_ID won|lost", Short: "Decide a dispute: the merchant has won or lost it",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 || args[1] != "won" && args[1] != "lost" {
				return usage("give a disputeId, and won or lost")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			in.DisputeID, in.ForMerchant = args[0], args[1] == "won"
			return c.dispute(cmd.Context(), "Judge", in)
		},
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func (c *cli) disputesCancel() *cobra.Command {
	var in services.DisputeInput
	cmd := &cobra.Command{
		Use: "cancel DISPUTE_ID", Short: "Take a dispute back, as its buyer would", Args: oneArg("disputeId"),
		RunE: func(cmd *cobra.Command, args []string) error {
			in.DisputeID = args[0]
			return c.dispute(cmd.Context(), "Cancel", in)
		},
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func (c *cli) dispute(ctx context.Context, method string, in any) error {
	view, err := do[services.DisputeView](ctx, c, "Disputes", method, in)
	if err != nil {
		return err
	}
	if c.asJSON {
		return c.printJSON(view)
	}
	return c.print(disputeLine(view))
}

// disputeLine is one dispute for people.
func disputeLine(d services.DisputeView) string {
	line := d.DisputeID + " " + d.Type + " " + d.Status + " " + d.AmountText + " payment=" + d.PaymentID
	switch {
	case d.JudgedResult != "":
		return line + " " + d.JudgedResult
	case d.AcceptReason != "":
		return line + " " + d.AcceptReason
	case d.EndedAt == "":
		return line + " defence due " + d.DefenseDueAt
	}
	return line
}
