package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"

	"github.com/spf13/cobra"
)

// waitAtOnce is how long one call of the API waits; longer waits take several.
const waitAtOnce = 20 * time.Second

func (c *cli) notificationsWait() *cobra.Command {
	var in services.WaitInput
	var match []string
	var timeout time.Duration
	var since string
	cmd := &cobra.Command{
		Use: "wait", Short: "Wait until a notification arrives", Args: noArgs,
		Long: `Wait until as many notifications as asked for match, and print them; exit 6 when they do not come in
time. --match takes NAME=VALUE and may be repeated; all must hold:

  type      notifyPayment, notifyRefund … or other    payment   payment id
  request   paymentRequestId, refundRequestId …       status    S, F or U, as the notification tells
  code      the result code                           verdict   verified, failed, missing or none
  endpoint  path, name or id, or built-in             http      HTTP status of the answer
  kind      capture (the default), delivery or forward

Only what arrives from now on counts, unless a payment or request id is given: then whatever has arrived
counts too. --since says otherwise: 30s (that long ago), an RFC 3339 time, or a seq of the log (0 for all).`,
		Example: `  antomctl notifications wait --match request=order-1 --match status=S --timeout 30s
  antomctl notifications wait --match endpoint=/shop/notify --match verdict=verified --count 3 --json`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := parseMatch(&in, match); err != nil {
				return err
			}
			if err := parseSince(&in, since); err != nil {
				return err
			}
			if timeout < 0 {
				return usage("--timeout is a duration, such as 30s")
			}
			return c.wait(cmd.Context(), in, timeout)
		},
	}
	environmentFlag(cmd, &in.Environment)
	flags := cmd.Flags()
	flags.StringArrayVar(&match, "match", nil, "NAME=VALUE that must hold (repeatable)")
	flags.DurationVar(&timeout, "timeout", 30*time.Second, "how long to wait")
	flags.IntVar(&in.Count, "count", 1, "how many to wait for, 1 to 500")
	flags.StringVar(&since, "since", "", "count what has arrived since: 30s, an RFC 3339 time, or a seq")
	return cmd
}

func parseMatch(in *services.WaitInput, match []string) error {
	fields := map[string]*string{
		"type": &in.Type, "payment": &in.PaymentID, "request": &in.RequestID, "status": &in.ResultStatus,
		"code": &in.ResultCode, "verdict": &in.Verdict, "endpoint": &in.Endpoint, "kind": &in.Kind,
	}
	for _, m := range match {
		name, value, ok := strings.Cut(m, "=")
		if !ok || value == "" {
			return usage("--match %q: write it as NAME=VALUE", m)
		}
		if name == "http" {
			status, err := strconv.Atoi(value)
			if err != nil {
				return usage("--match %q: use a number, such as http=200", m)
			}
			in.HTTPStatus = status
			continue
		}
		field := fields[name]
		if field == nil {
			return usage("--match %q: %s is not one of the names; run antomctl notifications wait --help", m, name)
		}
		*field = value
	}
	return nil
}

func parseSince(in *services.WaitInput, since string) error {
	if since == "" {
		return nil
	}
	if _, err := strconv.ParseUint(since, 10, 63); err == nil {
		in.SinceSeq = since
		return nil
	}
	if ago, err := time.ParseDuration(since); err == nil {
		in.SinceTime = sandbox.SystemClock{}.Now().Add(-ago).UTC().Format(time.RFC3339Nano)
		return nil
	}
	if _, err := time.Parse(time.RFC3339, since); err != nil {
		return usage("--since %q: use a duration such as 30s, an RFC 3339 time, or a seq", since)
	}
	in.SinceTime = since
	return nil
}

// wait asks again until enough came or the time is over.
func (c *cli) wait(ctx context.Context, in services.WaitInput, timeout time.Duration) error {
	clock := sandbox.SystemClock{}
	end := clock.Now().Add(timeout)
	wanted, found := in.Count, []services.LogRow{}
	for {
		left := max(end.Sub(clock.Now()), 0)
		in.TimeoutMillis = int(min(left, waitAtOnce).Milliseconds())
		result, err := do[services.WaitResult](ctx, c, "Notifications", "Wait", in)
		if err != nil {
			return err
		}
		found = append(found, result.Items...)
		if result.Complete {
			return c.printWaited(services.LogPage{Items: found})
		}
		if left <= waitAtOnce {
			return tooLateError{len(found), wanted, timeout}
		}
		// What one call has looked at does not count again in the next.
		in.SinceSeq, in.SinceTime, in.Count = result.Cursor, "", wanted-len(found)
	}
}

func (c *cli) printWaited(page services.LogPage) error {
	if c.asJSON {
		return c.printJSON(map[string][]services.LogRow{"items": page.Items})
	}
	return c.logTable(page)
}
