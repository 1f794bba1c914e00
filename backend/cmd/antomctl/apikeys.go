package main

import (
	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

func (c *cli) apiKeys() *cobra.Command {
	return group("apikeys", "Make or revoke Bearer API keys", c.apiKeysCreate(), c.apiKeysList(), c.apiKeysRevoke())
}

func (c *cli) apiKeysCreate() *cobra.Command {
	var in services.CreateAPIKeyInput
	cmd := &cobra.Command{
		Use: "create NAME", Short: "Make an API key and print it, this once", Args: oneArg("name"),
		Long: "Make an API key for Authorization: Bearer over HTTPS. It is printed this once; only its hash is kept.\n" +
			"With --api it is restricted to those APIs.",
		RunE: func(cmd *cobra.Command, args []string) error {
			in.Name = args[0]
			if len(in.AllowedAPIs) > 0 {
				in.Kind = "restricted"
			}
			made, err := do[services.CreatedAPIKey](cmd.Context(), c, "APIKeys", "Create", in)
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(made)
			}
			return c.print(made.Secret)
		},
	}
	environmentFlag(cmd, &in.Environment)
	cmd.Flags().StringSliceVar(&in.AllowedAPIs, "api", nil, "an API the key may call, such as payments/pay; repeatable")
	cmd.Flags().StringSliceVar(&in.AllowedIPs, "ip", nil, "an address or block it may be used from; repeatable")
	return cmd
}

func (c *cli) apiKeysList() *cobra.Command {
	var in services.EnvironmentInput
	cmd := &cobra.Command{
		Use: "list", Short: "List API keys, newest first", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			list, err := do[services.APIKeyList](cmd.Context(), c, "APIKeys", "List", in)
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(list)
			}
			for _, k := range list.Items {
				line := k.ID + " " + k.Prefix + "… " + k.Kind + " " + k.Name
				if k.RevokedAt != "" {
					line += " revoked"
				}
				if err := c.print(line); err != nil {
					return err
				}
			}
			return nil
		},
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func (c *cli) apiKeysRevoke() *cobra.Command {
	return &cobra.Command{
		Use: "revoke ID", Short: "Stop an API key from working", Args: oneArg("API key's id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			_, err := do[services.RevokedAPIKey](cmd.Context(), c, "APIKeys", "Revoke", services.RevokeAPIKeyInput{ID: args[0]})
			return err
		},
	}
}
