package main

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

const (
	pending      = "PENDING"
	acknowledged = "ACKNOWLEDGED"
	watchPause   = 100 * time.Millisecond // between two looks at a notification
)

func (c *cli) notifications() *cobra.Command {
	return group("notifications", "Where notifications go, what became of them, and sending them by hand or again",
		c.notificationsWait(), c.notificationURLs(), c.notificationSetURL(), c.notificationSample(), c.notificationSend(), c.notificationShow(), c.notificationResend(),
		c.notificationResendMany())
}

func (c *cli) notificationURLs() *cobra.Command {
	var in services.EnvironmentInput
	cmd := &cobra.Command{
		Use: "urls", Short: "List the URL of each type; - stands for the built-in listener", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.notificationURLList(cmd, "URLs", in) },
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func (c *cli) notificationSetURL() *cobra.Command {
	var in services.SetURLInput
	cmd := &cobra.Command{
		Use: "set-url TYPE [URL]", Short: "Set the URL of a type, or remove it", Args: oneOrTwo("give a type such as notifyPayment, and a URL"),
		RunE: func(cmd *cobra.Command, args []string) error {
			in.Type, in.URL = args[0], strings.Join(args[1:], "")
			return c.notificationURLList(cmd, "SetURL", in)
		},
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func oneOrTwo(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < 1 || len(args) > 2 {
			return usage("%s", what)
		}
		return nil
	}
}

func (c *cli) notificationURLList(cmd *cobra.Command, method string, in any) error {
	view, err := do[services.NotificationURLs](cmd.Context(), c, "Notifications", method, in)
	if err != nil {
		return err
	}
	if c.asJSON {
		return c.printJSON(view)
	}
	for _, row := range view.Rows {
		if err := c.print(row.Type + " " + dash(row.URL)); err != nil {
			return err
		}
	}
	return nil
}

func (c *cli) notificationSample() *cobra.Command {
	var in services.EnvironmentInput
	cmd := &cobra.Command{
		Use: "sample [TYPE]", Short: "Print a body of that type to start from, or list what there is", Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			list, err := do[services.NotificationSamples](cmd.Context(), c, "Notifications", "Samples", in)
			switch {
			case err != nil:
				return err
			case c.asJSON && len(args) == 0:
				return c.printJSON(list)
			case len(args) == 0:
				return c.printSamples(list)
			}
			for _, sample := range list.Items {
				if sample.Type == args[0] {
					_, err := io.WriteString(c.stdout, sample.Body)
					return err
				}
			}
			return sandbox.NotFound("there is no sample of %.64q; antomctl notifications sample lists them", args[0])
		},
	}
	environmentFlag(cmd, &in.Environment)
	return cmd
}

func (c *cli) printSamples(list services.NotificationSamples) error {
	for _, sample := range list.Items {
		if err := c.print(sample.Type + " " + sample.Title); err != nil {
			return err
		}
	}
	return nil
}

func (c *cli) notificationSend() *cobra.Command {
	var in services.SendNotificationInput
	var body string
	var wait time.Duration
	cmd := &cobra.Command{
		Use: "send TYPE", Short: "Sign and send a notification once, and print the verdict on its acknowledgement", Args: oneArg("type such as notifyPayment"),
		Long: "Sign and send a notification once. The exit code is 0 only when it was acknowledged within --wait.",
		Example: `  antomctl notifications send notifyPayment --url http://127.0.0.1:8080/notify
  antomctl notifications sample notifyRefund > refund.json
  antomctl notifications send notifyRefund --body refund.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			in.Type = args[0]
			if in.Body, err = c.notificationBody(cmd, in, body); err != nil {
				return err
			}
			view, err := do[services.NotificationView](cmd.Context(), c, "Notifications", "Send", in)
			if err != nil {
				return err
			}
			return c.watch(cmd, view, wait)
		},
	}
	environmentFlag(cmd, &in.Environment)
	cmd.Flags().StringVar(&in.URL, "url", "", "where to (default: where that type goes)")
	cmd.Flags().StringVar(&body, "body", "", "a file with the body, - for standard input (default: a sample)")
	waitFlag(cmd, &wait)
	return cmd
}

func waitFlag(cmd *cobra.Command, wait *time.Duration) {
	cmd.Flags().DurationVar(wait, "wait", 20*time.Second, "how long to wait for the outcome; 0 does not wait")
}

// notificationBody is the file named, standard input, or the type's first sample.
func (c *cli) notificationBody(cmd *cobra.Command, in services.SendNotificationInput, file string) (string, error) {
	switch file {
	case "-":
		body, err := io.ReadAll(cmd.InOrStdin())
		return string(body), err
	case "":
		list, err := do[services.NotificationSamples](cmd.Context(), c, "Notifications", "Samples", services.EnvironmentInput{Environment: in.Environment})
		for _, sample := range list.Items {
			if sample.Type == in.Type {
				return sample.Body, err
			}
		}
		return "{}", err // an unknown type is refused with the list of those there are
	}
	body, err := os.ReadFile(file)
	return string(body), err
}

func (c *cli) notificationShow() *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "A notification and every attempt, by its id or a delivery's", Args: oneArg("id of a notification or of a delivery"),
		RunE: func(cmd *cobra.Command, args []string) error {
			view, err := do[services.NotificationView](cmd.Context(), c, "Notifications", "Show", services.NotificationInput{ID: args[0]})
			if err != nil {
				return err
			}
			return c.printNotification(view)
		},
	}
}

func (c *cli) notificationResend() *cobra.Command {
	in := services.ResendInput{}
	var body string
	var wait time.Duration
	cmd := &cobra.Command{
		Use: "resend ID", Short: "Send a notification again, once", Args: oneArg("id of a notification or of a delivery"),
		Long: "Send a notification again, once: byte for byte as it was (--mode as_it_was), the same body signed now\n" +
			"(resigned), or another body signed now (edited, which --body implies).",
		RunE: func(cmd *cobra.Command, args []string) error {
			in.ID = args[0]
			if body != "" {
				text, err := c.notificationBody(cmd, services.SendNotificationInput{}, body)
				if err != nil {
					return err
				}
				in.Mode, in.Body = services.ResendEdited, text
			}
			view, err := do[services.NotificationView](cmd.Context(), c, "Notifications", "Resend", in)
			if err != nil {
				return err
			}
			return c.watch(cmd, view, wait)
		},
	}
	cmd.Flags().StringVar(&in.Mode, "mode", services.ResendAsItWas, "as_it_was, resigned or edited")
	cmd.Flags().StringVar(&in.URL, "url", "", "another URL (not as it was)")
	cmd.Flags().StringVar(&body, "body", "", "a file with the edited body, - for standard input")
	waitFlag(cmd, &wait)
	return cmd
}

func (c *cli) notificationResendMany() *cobra.Command {
	var in services.ResendManyInput
	var dryRun bool
	cmd := &cobra.Command{
		Use: "resend-many", Short: "Send all notifications that match again, oldest first", Args: noArgs,
		Long: "Send the notifications whose deliveries match again, oldest first and each once. Without --query,\n" +
			"--payment and --status that is every notification. --dry-run only counts them.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			count, err := do[services.ResendCount](cmd.Context(), c, "Notifications", "CountMany", in.Filter)
			if err != nil {
				return err
			}
			if dryRun {
				return c.printCount(count)
			}
			batch, err := do[services.BatchView](cmd.Context(), c, "Notifications", "ResendMany", in)
			for err == nil && batch.Waiting > 0 && pause(cmd) {
				c.warn(fmt.Sprintf("%d of %d sent", batch.Total-batch.Waiting, batch.Total))
				batch, err = do[services.BatchView](cmd.Context(), c, "Notifications", "Batch", services.BatchInput{ID: batch.ID})
			}
			if err != nil {
				return err
			}
			if c.asJSON {
				return c.printJSON(batch)
			}
			return c.print(fmt.Sprintf("%d sent again, %d acknowledged, %d not", batch.Total, batch.Acknowledged, batch.Abandoned))
		},
	}
	environmentFlag(cmd, &in.Filter.Environment)
	cmd.Flags().StringVar(&in.Filter.Query, "query", "", "only those whose deliveries match, as in antomctl logs notifications")
	cmd.Flags().StringVar(&in.Filter.PaymentID, "payment", "", "only those of a payment")
	cmd.Flags().StringVar(&in.Filter.Status, "status", "", "only those that are PENDING, ACKNOWLEDGED or ABANDONED")
	cmd.Flags().StringVar(&in.Mode, "mode", services.ResendResigned, "as_it_was or resigned")
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only count them")
	return cmd
}

func (c *cli) printCount(count services.ResendCount) error {
	if c.asJSON {
		return c.printJSON(count)
	}
	if count.More {
		return c.print(fmt.Sprintf("more than %d", count.Most))
	}
	return c.print(fmt.Sprint(count.Count))
}

// pause waits a moment; false when the command was interrupted.
func pause(cmd *cobra.Command) bool {
	select {
	case <-sandbox.SystemClock{}.After(watchPause):
		return true
	case <-cmd.Context().Done():
		return false
	}
}

// watch prints the notification once its outcome is known. Not acknowledged within wait is a failure.
func (c *cli) watch(cmd *cobra.Command, view services.NotificationView, wait time.Duration) error {
	clock := sandbox.SystemClock{}
	late := clock.Now().Add(wait)
	for view.Status == pending && clock.Now().Before(late) && pause(cmd) {
		var err error
		if view, err = do[services.NotificationView](cmd.Context(), c, "Notifications", "Show", services.NotificationInput{ID: view.ID}); err != nil {
			return err
		}
	}
	if view.Status == acknowledged || wait == 0 {
		return c.printNotification(view)
	}
	return notAcknowledged(view, wait)
}

// notAcknowledged says why, in the words of the newest attempt.
func notAcknowledged(view services.NotificationView, wait time.Duration) error {
	if len(view.Attempts) == 0 {
		return sandbox.Unavailable(nil, "%s was not delivered within %s; notifications go out only while antomctl serve or the window runs", view.ID, wait)
	}
	return fmt.Errorf("%s was not acknowledged. %s", view.ID, view.Attempts[len(view.Attempts)-1].Verdict)
}

func (c *cli) printNotification(view services.NotificationView) error {
	if c.asJSON {
		return c.printJSON(view)
	}
	lines := []string{"id        " + view.ID, "type      " + view.Type, "status    " + view.Status, "payment   " + dash(view.PaymentID)}
	if view.ResendOf != "" {
		lines = append(lines, "repeats   "+view.ResendOf)
	}
	for _, a := range view.Attempts {
		marks := ""
		if len(a.Marks) > 0 {
			marks = " [" + strings.Join(a.Marks, ", ") + "]"
		}
		lines = append(lines, fmt.Sprintf("attempt %d %s%s %s %s", a.Number, cmp.Or(a.At, "-"), marks, a.Verdict, a.ExchangeID))
	}
	body, err := base64.StdEncoding.DecodeString(view.Body)
	if err != nil {
		return err
	}
	return c.print(strings.Join(append(lines, "", string(body)), "\n"))
}
