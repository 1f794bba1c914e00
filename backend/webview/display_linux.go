//go:build linux && desktop

package webview

import "os"

// HasDisplay reports whether there is an X11 or Wayland display to open a window on. GTK panics
// without one, so main asks first.
func HasDisplay() bool {
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
