package notifier

import (
	"context"
	"fmt"
	"net/url"

	"antomdesk/backend/sandbox"
)

// destination finds where a notification goes: the URL of the API call, else the environment's for
// the type, else the built-in listener (api.md §4.1). reason says why there is nowhere to send it;
// target is the URL for the log, without a password.
func (n *Notifier) destination(ctx context.Context, note sandbox.Notification) (u *url.URL, target, reason string, err error) {
	text := note.URL
	if text == "" {
		if text, err = n.Store.NotificationURL(ctx, note.EnvironmentID, note.Type); err != nil {
			return nil, "", "", err
		}
	}
	if text == "" {
		text = n.BuiltinURL()
	}
	if text == "" {
		return nil, "", fmt.Sprintf("Nothing was sent: the call named no URL, the environment has none for %s, and the built-in listener is down.",
			note.Type), nil
	}
	u, parseErr := url.Parse(text)
	if parseErr != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, text, "Nothing was sent: the notification URL is not an http or https URL with a host.", nil
	}
	return u, u.Redacted(), "", nil
}
