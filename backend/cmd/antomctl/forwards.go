package main

import (
	"fmt"
	"strings"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

func (c *cli) forwards() *cobra.Command {
	return group("forwards", "Pass what the listener captures on to your own URLs",
		c.forwardsList(), c.forwardsAdd(), c.forwardsDelete(),
		c.forwardsPause("pause", "Hold a target's queue back", true),
		c.forwardsPause("resume", "Let a target's queue go on", false),
		c.forwardsRetry(), c.forwardsDrop())
}

func (c *cli) forwardsList() *cobra.Command {
	var in services.EnvironmentInput
	cmd := &cobra.Command{
		Use: "list", Short: "List targets, their state and their queues", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			list, err := do[services.EndpointList](cmd.Context(), c, "Endpoints", "List", in)
			if err != nil {
				return err
			}
			targets := []services.TargetView{}
			for _, e := range list.Items {
				targets = append(targets, e.Targets...)
			}
			if c.asJSON {
				return c.printJSON(map[string][]services.TargetView{"items": targets})
			}
			for _, t := range targets {
				if err := c.print(targetLine(t)); err != nil {
					return err
				}
			}
			return nil
		},
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func (c *cli) forwardsAdd() *cobra.Command {
	var in services.SaveTargetInput
	var environment string
	var fresh bool
	cmd := &cobra.Command{
		Use: "add ENDPOINT URL", Short: "Forward an endpoint's captures to a URL, in order",
		Long: "Forward what an endpoint captures to a URL. While the URL is down its queue waits, also while\n" +
			"nothing runs, and is then sent in order. A signature covers the path: with another path than the\n" +
			"endpoint's the original one does not verify, so use --fresh or the same path.",
		Example: `  antomctl forwards add built-in http://127.0.0.1:3000/notifications
  antomctl forwards add /shop/notify http://127.0.0.1:3000/api/antom --fresh --type notifyPayment`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage("give an endpoint (its path, name or id, or built-in) and a URL")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			e, err := c.endpoint(cmd.Context(), environment, args[0])
			if err != nil {
				return err
			}
			in.EndpointID, in.URL = e.ID, args[1]
			if fresh {
				in.Signature = string(sandbox.SignatureFresh)
			}
			return c.target(cmd, "Save", in)
		},
	}
	environmentFlag(cmd, &environment)
	cmd.Flags().StringSliceVar(&in.Types, "type", nil, "only these notification types; other means none of Antom's (repeatable)")
	cmd.Flags().BoolVar(&fresh, "fresh", false, "sign again for the URL's own path instead of keeping the signature")
	return cmd
}

func (c *cli) forwardsDelete() *cobra.Command {
	return &cobra.Command{
		Use: "delete ID", Short: "Delete a target and drop its queue", Args: oneArg("target's id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			view, err := do[services.EndpointView](cmd.Context(), c, "Forwards", "Delete", services.TargetInput{ID: args[0]})
			if err != nil {
				return err
			}
			return c.printEndpoint(view)
		},
	}
}

func (c *cli) forwardsPause(name, short string, paused bool) *cobra.Command {
	return &cobra.Command{
		Use: name + " ID", Short: short, Args: oneArg("target's id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.target(cmd, "Pause", services.PauseTargetInput{ID: args[0], Paused: paused})
		},
	}
}

func (c *cli) forwardsRetry() *cobra.Command {
	return &cobra.Command{
		Use: "retry ID", Short: "Try a target that was down at once", Args: oneArg("target's id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.target(cmd, "RetryNow", services.TargetInput{ID: args[0]})
		},
	}
}

func (c *cli) forwardsDrop() *cobra.Command {
	var in services.DropQueueInput
	var sure bool
	cmd := &cobra.Command{
		Use: "drop ID", Short: "Drop what waits for a target", Args: oneArg("target's id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !sure {
				return usage("what is dropped is never forwarded; repeat the command with --yes")
			}
			in.ID = args[0]
			result, err := do[services.DropResult](cmd.Context(), c, "Forwards", "Drop", in)
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(result)
			}
			return c.print(fmt.Sprintf("dropped %d\n%s", result.Dropped, targetLine(result.Target)))
		},
	}
	cmd.Flags().BoolVar(&in.FirstOnly, "first", false, "only the first one, which holds the others back")
	cmd.Flags().BoolVar(&sure, "yes", false, "do it")
	return cmd
}

func (c *cli) target(cmd *cobra.Command, method string, in any) error {
	view, err := do[services.TargetView](cmd.Context(), c, "Forwards", method, in)
	if err != nil {
		return err
	}
	if c.asJSON {
		return c.printJSON(view)
	}
	return c.print(targetLine(view))
}

// targetLine is one target for people.
func targetLine(t services.TargetView) string {
	sent := fmt.Sprint(t.Sent)
	if t.MoreSent {
		sent += "+"
	}
	line := fmt.Sprintf("%s %s %s signature=%s queued=%d sent=%s", t.ID, t.URL, t.State, t.Signature, t.Queued, sent)
	if len(t.Types) > 0 {
		line += " types=" + strings.Join(t.Types, ",")
	}
	if t.LastError != "" {
		line += " since " + t.FailingSince + ": " + plain(t.LastError)
	}
	if t.OtherPath {
		line += " (the original signature covers another path; use --fresh)"
	}
	return line
}
