package main

import (
	"fmt"

	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

func (c *cli) scenarios() *cobra.Command {
	return group("scenarios", "Make Antom's gateway answer with errors",
		c.scenariosArm(), c.scenariosList(), c.scenariosEnd(), c.scenariosCodes())
}

func (c *cli) scenariosArm() *cobra.Command {
	var in services.ArmScenarioInput
	cmd := &cobra.Command{
		Use: "arm API [CODE]", Short: "Arm a result code, a latency or an HTTP fault for an API", Args: apiAndCode,
		Long: "Arm an error. From then on the calls it matches get it, until it ends: after --minutes of the\n" +
			"environment's time (30 unless told), after --calls, or with antomctl scenarios end.\n" +
			"A code of status S lets the calls go their usual way, such as past an older scenario.",
		Example: `  antomctl scenarios arm payments/pay RISK_REJECT
  antomctl scenarios arm payments/pay UNKNOWN_EXCEPTION --calls 1
  antomctl scenarios arm payments/refund --fault status --status 503 --until-ended`,
		RunE: func(cmd *cobra.Command, args []string) error {
			in.API = args[0]
			if len(args) == 2 {
				in.ResultCode = args[1]
			}
			switch flags := cmd.Flags(); {
			case flags.Changed("calls") && in.Calls < 1:
				return usage("--calls is %d; use 1 or more", in.Calls)
			case in.Calls == 0 && !in.UntilEnded && !flags.Changed("minutes"):
				in.DurationMinutes = 30
			}
			view, err := do[services.ScenarioView](cmd.Context(), c, "Scenarios", "Arm", in)
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(view)
			}
			return c.print(scenarioLine(view))
		},
	}
	environmentFlag(cmd, &in.Environment)
	flags := cmd.Flags()
	flags.StringVar(&in.Product, "product", "", "only calls with this productCode")
	flags.StringVar(&in.PaymentMethod, "method", "", "only calls with this paymentMethodType")
	flags.StringVar(&in.MatchField, "field", "", "only calls whose field, such as order.referenceOrderId, has --value")
	flags.StringVar(&in.MatchValue, "value", "", "the value of --field")
	flags.IntVar(&in.LatencyMillis, "latency", 0, "hold the answer back, in milliseconds")
	flags.StringVar(&in.Fault, "fault", "", "reset, timeout, status or cut")
	flags.IntVar(&in.FaultStatus, "status", 0, "the HTTP status of --fault status")
	flags.IntVar(&in.DurationMinutes, "minutes", 0, "end after 30, 60, 90 or 120 minutes")
	flags.IntVar(&in.Calls, "calls", 0, "end after this many calls")
	flags.BoolVar(&in.UntilEnded, "until-ended", false, "never end by itself")
	return cmd
}

func apiAndCode(_ *cobra.Command, args []string) error {
	if len(args) < 1 || len(args) > 2 {
		return usage("give an API such as payments/pay, and a result code")
	}
	return nil
}

func (c *cli) scenariosList() *cobra.Command {
	var in services.EnvironmentInput
	cmd := &cobra.Command{
		Use: "list", Short: "List scenarios, newest first", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.scenarioList(cmd, "List", in) },
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func (c *cli) scenariosEnd() *cobra.Command {
	var in services.EnvironmentInput
	cmd := &cobra.Command{
		Use: "end ID | all", Short: "End a scenario, or all of an environment", Args: oneArg("scenario's id, or all"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] == "all" {
				return c.scenarioList(cmd, "EndAll", in)
			}
			return c.scenarioList(cmd, "End", services.ScenarioInput{ID: args[0]})
		},
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func (c *cli) scenariosCodes() *cobra.Command {
	return &cobra.Command{
		Use: "codes API", Short: "List the results an API documents", Args: oneArg("API, such as payments/pay"),
		RunE: func(cmd *cobra.Command, args []string) error {
			list, err := do[services.ScenarioCodes](cmd.Context(), c, "Scenarios", "Codes", services.ScenarioCodesInput{API: args[0]})
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(list)
			}
			for _, code := range list.Codes {
				if err := c.print(code.Status + " " + code.Code + " " + code.Message); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func (c *cli) scenarioList(cmd *cobra.Command, method string, in any) error {
	list, err := do[services.ScenarioList](cmd.Context(), c, "Scenarios", method, in)
	if err != nil {
		return err
	}
	if c.asJSON {
		return c.printJSON(list)
	}
	for _, view := range list.Items {
		if err := c.print(scenarioLine(view)); err != nil {
			return err
		}
	}
	return nil
}

// scenarioLine is one scenario for people.
func scenarioLine(v services.ScenarioView) string {
	state := "ended"
	switch {
	case v.Armed && v.EndsAt != "":
		state = "until " + v.EndsAt
	case v.Armed && v.CallsLeft > 0:
		state = fmt.Sprintf("for %d calls", v.CallsLeft)
	case v.Armed:
		state = "until ended"
	}
	line := v.ID + " " + v.API
	if v.ResultCode != "" {
		line += " " + v.ResultCode
	}
	if v.LatencyMillis > 0 {
		line += fmt.Sprintf(" latency=%dms", v.LatencyMillis)
	}
	if v.Fault != "" {
		line += " fault=" + v.Fault
	}
	return line + " " + state
}
