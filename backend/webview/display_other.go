//go:build !linux || !desktop

package webview

// HasDisplay is true where a window always can open, and where none is opened: the generator of the
// bindings runs main without a display.
func HasDisplay() bool { return true }
