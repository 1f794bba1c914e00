package webview

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
)

// Logger writes the window toolkit's messages without what a user typed: when a call fails, Wails
// logs the whole call, arguments and all, and those may be a private key or a card number.
type Logger struct {
	mu  sync.Mutex
	out io.Writer
}

// NewLogger writes to out, one line a message.
func NewLogger(out io.Writer) *Logger { return &Logger{out: out} }

// Print writes the message.
func (l *Logger) Print(message string) { l.write("", message) }

// Trace drops the message: at this level Wails logs every argument and every answer.
func (l *Logger) Trace(string) {}

// Debug drops the message, for the same reason.
func (l *Logger) Debug(string) {}

// Info drops the message: nothing a user could act on is said at this level.
func (l *Logger) Info(string) {}

// Warning writes the message.
func (l *Logger) Warning(message string) { l.write("warning: ", message) }

// Error writes the message.
func (l *Logger) Error(message string) { l.write("error: ", message) }

// Fatal writes the message; Wails ends the program after it.
func (l *Logger) Fatal(message string) { l.write("fatal: ", message) }

func (l *Logger) write(level, message string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintf(l.out, "antomdesk: %s%s\n", level, scrub(message))
}

// long matches what may be a card number (digits in a row) or a key (base64 in a row).
var long = regexp.MustCompile(`[0-9]{6,}|[A-Za-z0-9+/=_-]{40,}`)

// scrub leaves out every JSON payload, but keeps the cause Wails puts behind it, and then every run of
// characters long enough to be a card number or a key.
func scrub(message string) string {
	if i := strings.IndexByte(message, '{'); i >= 0 {
		kept := message[:i] + "…"
		if j := strings.LastIndex(message, " -> "); j > i && !strings.Contains(message[j:], "{") {
			kept += message[j:]
		}
		message = kept
	}
	return strings.TrimSpace(long.ReplaceAllString(message, "…"))
}
