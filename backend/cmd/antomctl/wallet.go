package main

import (
	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

func (c *cli) wallet() *cobra.Command {
	return group("wallet", "Do what the buyer does",
		c.buyer("approve", "Approve", "Pay"),
		c.buyer("decline", "Decline", "Refuse to pay"),
		c.buyer("abandon", "Abandon", "Leave the page; the payment waits until it expires"))
}

func (c *cli) buyer(use, method, short string) *cobra.Command {
	return &cobra.Command{
		Use: use + " PAYMENT_ID", Short: short, Args: oneArg("payment id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			out, err := do[services.BuyerOutcome](cmd.Context(), c, "Wallet", method, services.BuyerInput{PaymentID: args[0]})
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(out)
			}
			return c.print(out.PaymentID + " " + out.PaymentStatus)
		},
	}
}
