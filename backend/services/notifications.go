package services

import (
	"context"
	"net/url"
	"slices"

	"antomdesk/backend/sandbox"
)

// builtinPath is where the built-in listener is told of notifications nobody else wants.
const builtinPath = "/notifications"

// Notifications keeps the URLs an environment's notifications go to, tells what became of notifications, and
// sends them: written by hand, or again.
type Notifications struct{ h *handle }

// SetURLInput sets one URL; an empty one removes it, so that the built-in listener gets that type.
type SetURLInput struct {
	Environment string `json:"environment"`
	Type        string `json:"type"`
	URL         string `json:"url"`
}

// NotificationURLs is an environment's URLs, one row per type in a fixed order.
type NotificationURLs struct {
	Rows    []NotificationURLRow `json:"rows"`
	BuiltIn string               `json:"builtIn"` // the built-in listener's URL, "" while it is down
}

// NotificationURLRow is one type and its URL, "" when none is configured.
type NotificationURLRow struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

// URLs returns where the environment's notifications go. A URL in an API call wins over these.
func (s *Notifications) URLs(in EnvironmentInput) (NotificationURLs, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (NotificationURLs, error) {
		return d.notificationURLs(ctx, env.ID)
	})
}

// SetURL sets or removes the URL of one notification type.
func (s *Notifications) SetURL(in SetURLInput) (NotificationURLs, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (NotificationURLs, error) {
		if err := in.check(); err != nil {
			return NotificationURLs{}, err
		}
		if err := d.Registrar.SetNotificationURL(ctx, env.ID, sandbox.NotificationType(in.Type), in.URL); err != nil {
			return NotificationURLs{}, err
		}
		return d.notificationURLs(ctx, env.ID)
	})
}

func (in SetURLInput) check() error {
	if err := checkNotificationType(in.Type); err != nil {
		return err
	}
	return checkNotificationURL(in.URL)
}

func checkNotificationType(t string) error {
	if slices.Contains(sandbox.NotificationTypes(), sandbox.NotificationType(t)) {
		return nil
	}
	return sandbox.Invalid("type", "%.64q is not a notification type; use one of %v", t, sandbox.NotificationTypes())
}

// checkNotificationURL accepts "", which stands for the default.
func checkNotificationURL(text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return sandbox.Invalid("url", "use a whole URL with http or https and a host, such as http://127.0.0.1:8080/notify")
	}
	if u.User != nil || u.Fragment != "" {
		return sandbox.Invalid("url", "a notification URL holds no user name and no #fragment")
	}
	return nil
}

func (d *Deps) notificationURLs(ctx context.Context, environmentID string) (NotificationURLs, error) {
	urls, err := d.Registrar.NotificationURLs(ctx, environmentID)
	view := NotificationURLs{Rows: []NotificationURLRow{}}
	for _, t := range sandbox.NotificationTypes() {
		view.Rows = append(view.Rows, NotificationURLRow{Type: string(t), URL: urls[t]})
	}
	view.BuiltIn = d.builtinURL()
	return view, err
}

// builtinURL is where notifications go that have no other URL, "" while the listener is down.
func (d *Deps) builtinURL() string {
	if origin := d.server(sandbox.ServerListener).Origin; origin != "" {
		return origin + builtinPath
	}
	return ""
}
