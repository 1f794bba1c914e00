package services

import (
	"context"

	"antomdesk/backend/sandbox"
)

// LogEntryInput names one exchange.
type LogEntryInput struct {
	ID string `json:"id"`
}

// LogEntry is one exchange in full: heads and strings as text, bodies as base64.
type LogEntry struct {
	Row                LogRow       `json:"row"`
	RequestTime        string       `json:"requestTime"` // Request-Time as sent
	KeyVersion         string       `json:"keyVersion"`  // as sent
	SkewMillis         int          `json:"skewMillis"`
	RemoteAddr         string       `json:"remoteAddr"`
	Warnings           []string     `json:"warnings"`
	RequestHead        string       `json:"requestHead"`
	RequestBody        string       `json:"requestBody"`
	ResponseHead       string       `json:"responseHead"`
	ResponseBody       string       `json:"responseBody"`
	SignedPrefix       string       `json:"signedPrefix"` // the string-to-sign up to the body
	AnswerSignedPrefix string       `json:"answerSignedPrefix"`
	Attempts           []AttemptRow `json:"attempts"` // of the notification, oldest first
	NotificationStatus string       `json:"notificationStatus"`

	Endpoint EndpointRef   `json:"endpoint"` // of a capture
	Forwards []ForwardView `json:"forwards"` // of a capture, oldest target first
}

// Get returns one exchange with its exact bytes and, when it delivered a notification, every attempt
// of that notification.
func (s *Logs) Get(in LogEntryInput) (LogEntry, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (LogEntry, error) {
		x, err := d.Exchanges.ExchangeByID(ctx, in.ID)
		if err != nil {
			return LogEntry{}, err
		}
		bytes, err := d.Exchanges.ExchangeBytesByID(ctx, in.ID)
		if err != nil {
			return LogEntry{}, err
		}
		entry := logEntry(x, bytes)
		if err := d.addEndpoint(ctx, &entry, x); err != nil {
			return entry, err
		}
		return entry, d.addAttempts(ctx, &entry, x.NotificationID)
	})
}

func logEntry(x sandbox.Exchange, b sandbox.ExchangeBytes) LogEntry {
	return LogEntry{
		Row: logRow(x), RequestTime: x.RequestTime, KeyVersion: x.KeyVersion,
		SkewMillis: int(x.SkewMillis), RemoteAddr: x.RemoteAddr, Warnings: texts(x.Warnings),
		RequestHead: headText(b.RequestHead), RequestBody: bodyText(b.RequestBody),
		ResponseHead: headText(b.ResponseHead), ResponseBody: bodyText(b.ResponseBody),
		SignedPrefix: headText(b.SignedPrefix), AnswerSignedPrefix: headText(b.AnswerSignedPrefix),
		Attempts: []AttemptRow{}, Forwards: []ForwardView{},
	}
}

func (d *Deps) addAttempts(ctx context.Context, entry *LogEntry, notificationID string) error {
	if notificationID == "" {
		return nil
	}
	n, err := d.Notifications.NotificationByID(ctx, notificationID)
	if sandbox.IsNotFound(err) {
		return nil // captured from somewhere else: its notification is not ours
	}
	if err != nil {
		return err
	}
	entry.NotificationStatus = string(n.Status)
	attempts, err := d.Notifications.AttemptsOf(ctx, notificationID)
	for _, a := range attempts {
		entry.Attempts = append(entry.Attempts, attemptRow(a))
	}
	return err
}
