package main

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

func (c *cli) api() *cobra.Command {
	return &cobra.Command{
		Use: "api SERVICE.METHOD [JSON | -]", Short: "Make any call the window can make", Args: apiArgs,
		Example: `  antomctl api System.Status
  antomctl api Keys.Import - < keys.json        # keeps a private key off the command line
  antomctl api Logs.List '{"environment":"test","log":"requests","limit":10}'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			service, method, ok := strings.Cut(args[0], ".")
			if !ok {
				return usage("%q is not SERVICE.METHOD, such as System.Status", args[0])
			}
			input, err := apiInput(cmd, args[1:])
			if err != nil {
				return err
			}
			output, err := c.raw(cmd.Context(), service, method, input)
			if err != nil {
				return err
			}
			return c.printJSON(json.RawMessage(output))
		},
	}
}

// apiInput is the second argument, standard input for "-", or nothing.
func apiInput(cmd *cobra.Command, args []string) ([]byte, error) {
	if len(args) == 1 && args[0] == "-" {
		return io.ReadAll(cmd.InOrStdin())
	}
	return []byte(strings.Join(args, "")), nil
}

func apiArgs(_ *cobra.Command, args []string) error {
	if len(args) < 1 || len(args) > 2 {
		return usage("give SERVICE.METHOD and one JSON object")
	}
	return nil
}
