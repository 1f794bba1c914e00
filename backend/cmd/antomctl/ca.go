package main

import (
	"os"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

func (c *cli) ca() *cobra.Command {
	var out string
	export := &cobra.Command{
		Use: "export", Short: "Print the local certificate authority in PEM, for your SDK to trust", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			status, err := do[services.Status](cmd.Context(), c, "System", "Status", services.StatusInput{})
			if err != nil {
				return err
			}
			return c.copyOut(status.CAFile, out)
		},
	}
	export.Flags().StringVar(&out, "out", "", "write to this file instead of standard output")
	return group("ca", "The local certificate authority of the HTTPS gateway", export)
}

func (c *cli) copyOut(from, to string) error {
	pem, err := os.ReadFile(from)
	if err != nil {
		return closedError{sandbox.Unavailable(err, "the certificate authority %s cannot be read: %v", from, err)}
	}
	if to == "" {
		_, err = c.stdout.Write(pem)
		return err
	}
	return os.WriteFile(to, pem, 0o644) // a certificate is public
}
