package main

import (
	"encoding/json"

	"antomdesk/backend/sandbox"

	"github.com/spf13/cobra"
)

func (c *cli) ui() *cobra.Command {
	return &cobra.Command{
		Use: "ui", Short: "Print a one-time link to the user interface of the running program", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			link, err := c.newLink(cmd)
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(link)
			}
			return c.print(link.URL)
		},
	}
}

type uiLink struct {
	URL string `json:"url"`
}

func (c *cli) newLink(cmd *cobra.Command) (link uiLink, err error) {
	folder, err := c.folder()
	if err != nil {
		return link, err
	}
	running, ok, err := remoteAt(folder)
	if err != nil {
		return link, err
	}
	if !ok {
		return link, closedError{sandbox.Unavailable(nil, "Antom Desk is not running on %s. Start the window or run antomctl serve", folder)}
	}
	output, err := running.post(cmd.Context(), "/session/link", nil)
	if err != nil {
		return link, err
	}
	return link, json.Unmarshal(output, &link)
}
