package main

import (
	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

// keyFile is what every keys command prints.
type keyFile struct {
	ClientID                string `json:"client_id"`
	MerchantPrivateKey      string `json:"merchant_private_key"`
	MerchantPrivateKeyPKCS1 string `json:"merchant_private_key_pkcs1"`
	MerchantPublicKey       string `json:"merchant_public_key"`
	AntomPublicKey          string `json:"antom_public_key"`
	Gateway                 string `json:"gateway"`
	GatewayTLS              string `json:"gateway_tls"`
}

func (c *cli) keys() *cobra.Command {
	return group("keys", "Show or replace an environment's keys", c.keysShow(), c.keysGenerate(), c.keysImport())
}

func (c *cli) keysShow() *cobra.Command {
	var environment string
	cmd := &cobra.Command{
		Use: "show", Short: "Print the client id and the public keys", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.keysCommand(cmd, environment, "Show", services.EnvironmentInput{Environment: environment})
		},
	}
	environmentFlag(cmd, &environment)
	return cmd
}

func (c *cli) keysGenerate() *cobra.Command {
	var in services.GenerateKeysInput
	cmd := &cobra.Command{
		Use: "generate", Short: "Make a new key pair and print its private key, this once", Args: noArgs,
		Long: "Make a new RSA-2048 key pair for the environment. It replaces the present key at once; the old\n" +
			"one stays in the history. The private key is printed this once and not kept unless asked.",
		RunE: func(cmd *cobra.Command, _ []string) error { return c.keysCommand(cmd, in.Environment, "Generate", in) },
	}
	environmentFlag(cmd, &in.Environment)
	cmd.Flags().BoolVar(&in.KeepPrivate, "keep-private", false, "keep the private key in the data folder, for the API call simulation")
	return cmd
}

func (c *cli) keysImport() *cobra.Command {
	var in services.ImportKeysInput
	cmd := &cobra.Command{
		Use: "import", Short: "Register an existing client id and public key", Args: noArgs,
		Long: "Register a client id and public key your code already uses, so that it works here unchanged.\n" +
			"The key may be PEM or bare base64.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if in.ClientID == "" || in.PublicKey == "" {
				return usage("give --client-id ID and --public-key BASE64")
			}
			return c.keysCommand(cmd, in.Environment, "Import", in)
		},
	}
	environmentFlag(cmd, &in.Environment)
	cmd.Flags().StringVar(&in.ClientID, "client-id", "", "the client id, SANDBOX_… for test")
	cmd.Flags().StringVar(&in.PublicKey, "public-key", "", "the merchant's public key")
	return cmd
}

func (c *cli) keysCommand(cmd *cobra.Command, environment, method string, in any) error {
	if _, err := sandbox.ParseEnvironmentKind(environment); err != nil {
		return usage("--environment is test or live")
	}
	view, err := do[services.KeysView](cmd.Context(), c, "Keys", method, in)
	if err != nil {
		return err
	}
	c.warn(view.Warnings...)
	return c.printJSON(keyFile{
		ClientID: view.ClientID, MerchantPrivateKey: view.MerchantPrivateKey, MerchantPrivateKeyPKCS1: view.MerchantPrivateKeyPKCS1,
		MerchantPublicKey: view.MerchantPublicKey, AntomPublicKey: view.AntomPublicKey, Gateway: view.Gateway, GatewayTLS: view.GatewayTLS,
	})
}

func environmentFlag(cmd *cobra.Command, environment *string) {
	cmd.Flags().StringVar(environment, "environment", string(sandbox.Test), "test or live")
	_ = cmd.RegisterFlagCompletionFunc("environment", cobra.FixedCompletions([]string{"test", "live"}, cobra.ShellCompDirectiveNoFileComp)) // fails only for an unknown flag
}
