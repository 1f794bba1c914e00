package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

func (c *cli) endpoints() *cobra.Command {
	return group("endpoints", "The listener's addresses and how each answers",
		c.endpointsList(), c.endpointsAdd(), c.endpointsSet(), c.endpointsDelete(), c.endpointsReset(), c.endpointsTest())
}

func (c *cli) endpointsList() *cobra.Command {
	var in services.EnvironmentInput
	cmd := &cobra.Command{
		Use: "list", Short: "List endpoints and their forwarding targets", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			list, err := do[services.EndpointList](cmd.Context(), c, "Endpoints", "List", in)
			if err != nil {
				return err
			}
			return c.printEndpoints(list)
		},
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func (c *cli) printEndpoints(list services.EndpointList) error {
	if c.asJSON {
		return c.printJSON(list)
	}
	for _, e := range list.Items {
		if err := c.print(endpointLine(e)); err != nil {
			return err
		}
	}
	return nil
}

// endpointFlags are what add and set share.
type endpointFlags struct {
	in      services.SaveEndpointInput
	keyFile string
	noKey   bool
	answers []string
	body    string
	headers []string
	repeat  bool
	rule    string
}

func (f *endpointFlags) register(cmd *cobra.Command) {
	environmentFlag(cmd, &f.in.Environment)
	flags := cmd.Flags()
	flags.StringVar(&f.in.Name, "name", "", "a name for the screens")
	flags.StringSliceVar(&f.in.Methods, "methods", nil, "methods to capture besides POST, such as GET,PUT")
	flags.StringVar(&f.keyFile, "key", "", "file with the public key that verifies, instead of this Antom's (- for standard input)")
	flags.BoolVar(&f.noKey, "no-key", false, "verify nothing: another provider's notifications")
	flags.IntVar(&f.in.MaxBodyBytes, "max-body", 0, "largest body captured whole, in bytes (10 MiB)")
	flags.StringArrayVar(&f.answers, "answer", nil, "ack, or an HTTP status; *N for N captures, @DURATION to wait first (repeatable: a sequence)")
	flags.StringVar(&f.body, "body", "", "body of the answers with a status, a template")
	flags.StringArrayVar(&f.headers, "header", nil, "\"Name: value\" of those answers, a template (repeatable)")
	flags.BoolVar(&f.repeat, "repeat", false, "begin the sequence anew after its last answer")
	flags.StringVar(&f.rule, "rule", "", "file with the whole rule as JSON, as endpoints list --json shows it (- for standard input)")
}

const endpointHelp = `
Answers: --answer ack acknowledges as Antom expects (the default); --answer 500 answers that status;
--answer 500*2 --answer ack fails twice, then acknowledges for good; --answer ack@20s waits first.
Bodies and header values are templates over what was captured: {{.Field "result.resultCode"}},
{{.Header "Client-Id"}}, {{.Query "n"}}, {{.Method}}, {{.Path}}, {{.Body}}, {{.Now}}, {{.ID}}, {{.Count}};
{{json (.Field "paymentId")}} quotes.`

func (c *cli) endpointsAdd() *cobra.Command {
	var f endpointFlags
	cmd := &cobra.Command{
		Use: "add PATH", Short: "Add an endpoint", Args: oneArg("path, such as /shop/notify"),
		Long: "Add an endpoint to the listener." + "\n" + endpointHelp,
		Example: `  antomctl endpoints add /shop/notify --answer 500*2 --answer ack
  antomctl endpoints add /real-sandbox --key antom-public-key.pem
  antomctl endpoints add /stripe --no-key --answer 200 --body '{"received":true}'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.in.Path = args[0]
			if err := f.fill(cmd); err != nil {
				return err
			}
			return c.saveEndpoint(cmd.Context(), f.in)
		},
	}
	f.register(cmd)
	return cmd
}

func (c *cli) endpointsSet() *cobra.Command {
	var f endpointFlags
	cmd := &cobra.Command{
		Use: "set ENDPOINT", Short: "Change an endpoint; what is not given stays", Args: oneArg("endpoint: its path, name or id, or built-in"),
		Long: "Change an endpoint of the listener, also the built-in one; what is not given stays." + "\n" + endpointHelp,
		RunE: func(cmd *cobra.Command, args []string) error {
			e, err := c.endpoint(cmd.Context(), f.in.Environment, args[0])
			if err != nil {
				return err
			}
			f.keep(cmd, e)
			if err := f.fill(cmd); err != nil {
				return err
			}
			return c.saveEndpoint(cmd.Context(), f.in)
		},
	}
	f.register(cmd)
	return cmd
}

// keep takes over what the command line does not change.
func (f *endpointFlags) keep(cmd *cobra.Command, e services.EndpointView) {
	f.in.ID, f.in.Path, f.in.Rule = e.ID, e.Path, e.Rule
	f.in.Key, f.in.PublicKey = e.Key, e.PublicKey
	changed := cmd.Flags().Changed
	if !changed("name") {
		f.in.Name = e.Name
	}
	if !changed("methods") {
		f.in.Methods = e.Methods
	}
	if !changed("max-body") {
		f.in.MaxBodyBytes = e.MaxBodyBytes
	}
}

// fill turns the flags into the input.
func (f *endpointFlags) fill(cmd *cobra.Command) error {
	switch {
	case f.noKey && f.keyFile != "":
		return usage("--key and --no-key exclude each other")
	case f.rule != "" && len(f.answers) > 0:
		return usage("--rule and --answer exclude each other")
	case f.noKey:
		f.in.Key, f.in.PublicKey = string(sandbox.KeyOfNobody), ""
	case f.keyFile != "":
		text, err := readInput(cmd, f.keyFile)
		if err != nil {
			return err
		}
		f.in.Key, f.in.PublicKey = string(sandbox.KeyPasted), string(text)
	}
	if f.rule != "" {
		text, err := readInput(cmd, f.rule)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, &f.in.Rule); err != nil {
			return usage("--rule holds no rule: %v", err)
		}
		return nil
	}
	if len(f.answers) == 0 {
		return nil
	}
	var err error
	f.in.Rule, err = f.sequence()
	return err
}

func readInput(cmd *cobra.Command, file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(cmd.InOrStdin())
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, usage("%v", err)
	}
	return text, nil
}

func (f *endpointFlags) sequence() (services.RuleView, error) {
	rule := services.RuleView{Repeat: f.repeat}
	for _, text := range f.answers {
		step, err := f.step(text)
		if err != nil {
			return rule, err
		}
		rule.Steps = append(rule.Steps, step)
	}
	return rule, nil
}

// step reads "ack", "500", "500*2" or "ack@20s".
func (f *endpointFlags) step(text string) (services.StepView, error) {
	step := services.StepView{Kind: string(sandbox.AnswerAcknowledge), Times: 1}
	what, delay, delayed := strings.Cut(text, "@")
	what, times, several := strings.Cut(what, "*")
	if several {
		n, err := strconv.Atoi(times)
		if err != nil {
			return step, usage("--answer %q: write how many captures after the *, such as 500*2", text)
		}
		step.Times = n
	}
	if delayed {
		d, err := time.ParseDuration(delay)
		if err != nil {
			return step, usage("--answer %q: write a duration after the @, such as ack@20s", text)
		}
		step.DelayMillis = int(d.Milliseconds())
	}
	if what == "ack" {
		return step, nil
	}
	status, err := strconv.Atoi(what)
	if err != nil {
		return step, usage("--answer %q: use ack or an HTTP status", text)
	}
	step.Kind, step.Status, step.Body = string(sandbox.AnswerReply), status, f.body
	for _, h := range f.headers {
		name, value, ok := strings.Cut(h, ":")
		if !ok {
			return step, usage("--header %q: write it as \"Name: value\"", h)
		}
		step.Headers = append(step.Headers, services.HeaderView{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
	}
	return step, nil
}

func (c *cli) saveEndpoint(ctx context.Context, in services.SaveEndpointInput) error {
	view, err := do[services.EndpointView](ctx, c, "Endpoints", "Save", in)
	if err != nil {
		return err
	}
	return c.printEndpoint(view)
}

func (c *cli) printEndpoint(view services.EndpointView) error {
	if c.asJSON {
		return c.printJSON(view)
	}
	return c.print(endpointLine(view))
}

func (c *cli) endpointsDelete() *cobra.Command {
	var environment string
	cmd := &cobra.Command{
		Use: "delete ENDPOINT", Short: "Delete an endpoint with its targets and their queues", Args: oneArg("endpoint: its path, name or id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			e, err := c.endpoint(cmd.Context(), environment, args[0])
			if err != nil {
				return err
			}
			list, err := do[services.EndpointList](cmd.Context(), c, "Endpoints", "Delete", services.EndpointInput{ID: e.ID})
			if err != nil {
				return err
			}
			return c.printEndpoints(list)
		},
	}
	environmentFlag(cmd, &environment)
	return cmd
}

func (c *cli) endpointsReset() *cobra.Command {
	var environment string
	cmd := &cobra.Command{
		Use: "reset ENDPOINT", Short: "Let an endpoint's sequence begin anew", Args: oneArg("endpoint: its path, name or id, or built-in"),
		RunE: func(cmd *cobra.Command, args []string) error {
			e, err := c.endpoint(cmd.Context(), environment, args[0])
			if err != nil {
				return err
			}
			view, err := do[services.EndpointView](cmd.Context(), c, "Endpoints", "ResetSequence", services.EndpointInput{ID: e.ID})
			if err != nil {
				return err
			}
			return c.printEndpoint(view)
		},
	}
	environmentFlag(cmd, &environment)
	return cmd
}

func (c *cli) endpointsTest() *cobra.Command {
	var environment string
	cmd := &cobra.Command{
		Use: "test ENDPOINT", Short: "Send a signed test notification to an endpoint", Args: oneArg("endpoint: its path, name or id, or built-in"),
		RunE: func(cmd *cobra.Command, args []string) error {
			e, err := c.endpoint(cmd.Context(), environment, args[0])
			if err != nil {
				return err
			}
			result, err := do[services.TestResult](cmd.Context(), c, "Endpoints", "Test", services.EndpointInput{ID: e.ID})
			switch {
			case err != nil:
				return err
			case c.asJSON:
				return c.printJSON(result)
			case result.Reason != "":
				return c.print(result.RequestID + " " + result.Reason)
			}
			return c.print(fmt.Sprintf("%s HTTP %d after %d ms", result.RequestID, result.HTTPStatus, result.DurationMicros/1000))
		},
	}
	environmentFlag(cmd, &environment)
	return cmd
}

// endpoint finds an endpoint by path, name or id.
func (c *cli) endpoint(ctx context.Context, environment, name string) (services.EndpointView, error) {
	list, err := do[services.EndpointList](ctx, c, "Endpoints", "List", services.EnvironmentInput{Environment: environment})
	if err != nil {
		return services.EndpointView{}, err
	}
	for _, e := range list.Items {
		if e.ID == name || e.Path == name || e.Name == name && name != "" {
			return e, nil
		}
	}
	return services.EndpointView{}, sandbox.NotFound("there is no endpoint %q here; antomctl endpoints list names them", name)
}

// endpointLine is one endpoint and its targets for people.
func endpointLine(e services.EndpointView) string {
	answers := make([]string, 0, len(e.Rule.Steps))
	for i, s := range e.Rule.Steps {
		text := stepText(s, len(e.Rule.Steps) > 1)
		if e.NextStep == i+1 {
			text = "[" + text + "]"
		}
		answers = append(answers, text)
	}
	if e.Rule.Repeat {
		answers = append(answers, "repeat")
	}
	count := strconv.Itoa(e.Captures)
	if e.MoreCaptures {
		count += "+"
	}
	line := fmt.Sprintf("%s %s key=%s captures=%s answer=%s", e.ID, e.Path, e.Key, count, strings.Join(answers, ","))
	for _, t := range e.Targets {
		line += "\n  " + targetLine(t)
	}
	return line
}

func stepText(s services.StepView, several bool) string {
	text := "ack"
	if s.Kind == string(sandbox.AnswerReply) {
		text = strconv.Itoa(s.Status)
	}
	if several {
		text += fmt.Sprintf("*%d", s.Times)
	}
	if s.DelayMillis > 0 {
		text += "@" + (time.Duration(s.DelayMillis) * time.Millisecond).String()
	}
	return text
}
