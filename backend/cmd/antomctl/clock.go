package main

import (
	"strconv"
	"strings"
	"time"

	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

func (c *cli) clock() *cobra.Command {
	return group("clock", "Show or move an environment's virtual time",
		c.clockPlain("get", "Get", "Print the environment's time"),
		c.clockPlain("freeze", "Freeze", "Stop the clock where it is"),
		c.clockPlain("resume", "Resume", "Let a stopped clock run on from the time it shows"),
		c.clockSet(), c.clockAdvance(),
		c.clockPlain("next", "RunToNext", "Go to the next event and let it happen"),
		c.clockDue(),
		c.clockPlain("reset", "Reset", "Return to real time"))
}

func (c *cli) clockPlain(use, method, short string) *cobra.Command {
	var environment string
	cmd := &cobra.Command{
		Use: use, Short: short, Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.clockCommand(cmd, method, services.EnvironmentInput{Environment: environment})
		},
	}
	environmentFlag(cmd, &environment)
	return cmd
}

func (c *cli) clockSet() *cobra.Command {
	var in services.SetClockInput
	cmd := &cobra.Command{
		Use: "set TIME", Short: "Put the clock to a time, such as 2026-01-02T15:04:05+08:00", Args: oneArg("time"),
		RunE: func(cmd *cobra.Command, args []string) error {
			in.Time = args[0]
			return c.clockCommand(cmd, "Set", in)
		},
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func (c *cli) clockAdvance() *cobra.Command {
	var in services.AdvanceInput
	cmd := &cobra.Command{
		Use: "advance DURATION", Short: "Move the clock forward, by 90s, 15m, 24h or 30d", Args: oneArg("duration"),
		Long: "Move the clock forward. Whatever falls due on the way happens in order: payments expire, refunds\n" +
			"complete, notifications are sent and sent again.",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := parseDuration(args[0])
			if err != nil {
				return err
			}
			in.Millis = int(d.Milliseconds())
			return c.clockCommand(cmd, "Advance", in)
		},
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

// parseDuration reads Go's durations and whole days.
func parseDuration(text string) (time.Duration, error) {
	const mostDays = 100 * 365
	if days, isDays := strings.CutSuffix(text, "d"); isDays {
		if n, err := strconv.Atoi(days); err == nil && n > 0 && n <= mostDays {
			return time.Duration(n) * 24 * time.Hour, nil
		}
	} else if d, err := time.ParseDuration(text); err == nil && d >= time.Millisecond {
		return d, nil
	}
	return 0, usage("%q is not a duration to move forward by; use 90s, 15m, 24h or 30d", text)
}

func (c *cli) clockCommand(cmd *cobra.Command, method string, in any) error {
	view, err := do[services.EnvironmentTime](cmd.Context(), c, "Clock", method, in)
	if err != nil {
		return err
	}
	if c.asJSON {
		return c.printJSON(view)
	}
	line := view.Now
	switch {
	case view.Frozen:
		line += " frozen"
	case view.Virtual:
		line += " virtual"
	}
	return c.print(line)
}

func (c *cli) clockDue() *cobra.Command {
	var in services.EnvironmentInput
	cmd := &cobra.Command{
		Use: "due", Short: "List what time will do next", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			list, err := do[services.DueList](cmd.Context(), c, "Clock", "Due", in)
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(list)
			}
			for _, item := range list.Items {
				if err := c.print(item.At + " " + item.What + " " + item.ID); err != nil {
					return err
				}
			}
			return nil
		},
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}
