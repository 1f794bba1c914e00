package main

import (
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"
)

func (c *cli) api() *cobra.Command {
	return &cobra.Command{
		Use: "api SERVICE.METHOD [JSON]", Short: "Make any call the window can make", Args: apiArgs,
		Example: `  antomctl api System.Status
  antomctl api Logs.List '{"environment":"test","log":"requests","limit":10}'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			service, method, ok := strings.Cut(args[0], ".")
			if !ok {
				return usage("%q is not SERVICE.METHOD, such as System.Status", args[0])
			}
			output, err := c.raw(cmd.Context(), service, method, []byte(strings.Join(args[1:], "")))
			if err != nil {
				return err
			}
			return c.printJSON(json.RawMessage(output))
		},
	}
}

func apiArgs(_ *cobra.Command, args []string) error {
	if len(args) < 1 || len(args) > 2 {
		return usage("give SERVICE.METHOD and one JSON object")
	}
	return nil
}
