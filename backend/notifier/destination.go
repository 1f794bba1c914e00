package notifier

import (
	"cmp"
	"context"
	"fmt"
	"net/url"

	"antomdesk/backend/sandbox"
)

// destination is where a notification goes. reason says why there is nowhere to send it; target is the
// URL for the log, without a password.
type destination struct {
	url            *url.URL // nil with a reason
	target, reason string
}

// destination finds where a notification goes: the URL of the API call, else the environment's for
// the type, else the built-in listener (api.md §4.1).
func (n *Notifier) destination(ctx context.Context, note sandbox.Notification) (destination, error) {
	text, err := n.urlOf(ctx, note.EnvironmentID, note.Type, note.URL)
	if err != nil {
		return destination{}, err
	}
	if text == "" {
		return destination{reason: fmt.Sprintf("Nothing was sent: the call named no URL, the environment has none for %s, and the built-in listener is down.",
			note.Type)}, nil
	}
	return parseDestination(text), nil
}

func (n *Notifier) urlOf(ctx context.Context, environmentID string, t sandbox.NotificationType, called string) (string, error) {
	if called != "" {
		return called, nil
	}
	configured, err := n.Store.NotificationURL(ctx, environmentID, t)
	return cmp.Or(configured, n.BuiltinURL()), err
}

func parseDestination(text string) destination {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return destination{target: text, reason: "Nothing was sent: the notification URL is not an http or https URL with a host."}
	}
	return destination{url: u, target: u.Redacted()}
}
