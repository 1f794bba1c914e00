package main

import (
	"fmt"
	"strings"

	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

func (c *cli) lab() *cobra.Command {
	return group("lab", "The Delivery Lab: misdeliver notifications on purpose",
		c.labArm(), c.labPreset(), c.labPresets(), c.labList(), c.labEnd(), c.labLog())
}

func (c *cli) labArm() *cobra.Command {
	var in services.ArmLabInput
	cmd := &cobra.Command{
		Use: "arm KIND", Short: "Arm a fault for the notifications queued from now on", Args: oneArg("fault such as duplicate"),
		Long: "Arm a fault: duplicate, together, swap, delay, drop, corrupt, wrong_signature, stale_time, key_version,\n" +
			"wrong_client_id, slow or reset. With the same --seed the same notifications in the same order fare the\n" +
			"same again.",
		Example: `  antomctl lab arm duplicate --copies 3
  antomctl lab arm swap --payment 2026…
  antomctl lab arm reset --percent 20 --every-try --seed 4711`,
		RunE: func(cmd *cobra.Command, args []string) error {
			in.Kind = args[0]
			return c.labFaults(cmd, "Arm", in)
		},
	}
	environmentFlag(cmd, &in.Environment)
	flags := cmd.Flags()
	flags.StringVar(&in.URL, "url", "", "only deliveries to URLs that begin so")
	flags.StringVar(&in.PaymentID, "payment", "", "only notifications of this payment")
	flags.StringVar(&in.Type, "type", "", "only notifications of this type")
	flags.IntVar(&in.Copies, "copies", 0, "how many copies of duplicate and together (default 2)")
	flags.IntVar(&in.Millis, "millis", 0, "how long, of swap, delay, stale_time and slow")
	flags.IntVar(&in.Percent, "percent", 0, "of the notifications that match (default 100)")
	flags.IntVar(&in.Count, "count", 0, "only the first so many that match")
	flags.BoolVar(&in.EveryTry, "every-try", false, "every try of a notification, not only the first")
	flags.IntVar(&in.Seed, "seed", 0, "decides what is hit (default: a random one, which is printed)")
	flags.IntVar(&in.DurationMinutes, "minutes", 0, "end after so many minutes of the environment's time")
	return cmd
}

func (c *cli) labPreset() *cobra.Command {
	var in services.ArmPresetInput
	cmd := &cobra.Command{
		Use: "preset NAME", Short: "Arm a set of faults", Args: oneArg("preset's name; antomctl lab presets lists them"),
		RunE: func(cmd *cobra.Command, args []string) error {
			in.Preset = args[0]
			return c.labFaults(cmd, "ArmPreset", in)
		},
	}
	environmentFlag(cmd, &in.Environment)
	cmd.Flags().StringVar(&in.URL, "url", "", "only deliveries to URLs that begin so")
	cmd.Flags().StringVar(&in.PaymentID, "payment", "", "only notifications of this payment")
	cmd.Flags().IntVar(&in.Seed, "seed", 0, "decides what is hit (default: a random one, which is printed)")
	return cmd
}

func (c *cli) labPresets() *cobra.Command {
	return &cobra.Command{
		Use: "presets", Short: "List the sets of faults, and the bugs they are modelled on", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			list, err := do[services.LabPresetList](cmd.Context(), c, "Lab", "Presets", services.ListPresetsInput{})
			if err != nil || c.asJSON {
				return firstError(err, func() error { return c.printJSON(list) })
			}
			for _, p := range list.Items {
				if err := c.print(p.Name + " " + strings.Join(p.Faults, ",") + " " + dash(p.After)); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// firstError is err, else what then returns.
func firstError(err error, then func() error) error {
	if err != nil {
		return err
	}
	return then()
}

func (c *cli) labList() *cobra.Command {
	var in services.EnvironmentInput
	cmd := &cobra.Command{
		Use: "list", Short: "List faults, newest first, ended ones included", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.labFaults(cmd, "List", in) },
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func (c *cli) labEnd() *cobra.Command {
	var in services.EnvironmentInput
	cmd := &cobra.Command{
		Use: "end ID | all", Short: "End a fault, or all of an environment, and let go what is held back", Args: oneArg("fault's id, or all"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] == "all" {
				return c.labFaults(cmd, "EndAll", in)
			}
			return c.labFaults(cmd, "End", services.EndLabInput{Environment: in.Environment, ID: args[0]})
		},
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func (c *cli) labLog() *cobra.Command {
	var in services.LabLogInput
	cmd := &cobra.Command{
		Use: "log [ID]", Short: "Every attempt since a fault was armed, one JSON object a line, the same for the same seed", Args: cobra.MaximumNArgs(1),
		Long: "Print what became of the notifications a fault could concern (the one armed last unless told), one JSON\n" +
			"object a line for each attempt. It holds no ids of Antom Desk's and no measured times, so that the logs of\n" +
			"two runs can be compared byte for byte.",
		RunE: func(cmd *cobra.Command, args []string) error {
			in.ID = strings.Join(args, "")
			log, err := do[services.LabLog](cmd.Context(), c, "Lab", "Log", in)
			if err != nil {
				return err
			}
			if log.More {
				c.warn("the log is longer; only its beginning is printed")
			}
			for _, line := range log.Lines {
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

func (c *cli) labFaults(cmd *cobra.Command, method string, in any) error {
	list, err := do[services.LabFaultList](cmd.Context(), c, "Lab", method, in)
	if err != nil || c.asJSON {
		return firstError(err, func() error { return c.printJSON(list) })
	}
	for _, f := range list.Items {
		if err := c.print(labLine(f)); err != nil {
			return err
		}
	}
	return nil
}

// labLine is one fault for people.
func labLine(f services.LabFaultView) string {
	state := "ended"
	switch {
	case f.Armed && f.EndsAt != "":
		state = "until " + f.EndsAt
	case f.Armed:
		state = "until ended"
	}
	line := fmt.Sprintf("%s %s seed=%d", f.ID, f.Kind, f.Seed)
	for _, part := range []struct {
		name  string
		value int
	}{{"copies", f.Copies}, {"millis", f.Millis}, {"percent", f.Percent % 100}, {"count", f.Count}} {
		if part.value > 0 {
			line += fmt.Sprintf(" %s=%d", part.name, part.value)
		}
	}
	for _, scope := range []string{f.URL, f.PaymentID, f.Type, f.Preset} {
		if scope != "" {
			line += " " + scope
		}
	}
	return fmt.Sprintf("%s touched=%d %s", line, f.Touched, state)
}
