// Package webview is what the window needs besides Wails: two small hooks on WebKitGTK (the page
// comes back after its web process died; WebDriver may drive it, under the tag e2e), the window's
// remembered place, the check for a display, and a logger that keeps secrets out of stderr.
//
// It does not import Wails: main hands it over.
package webview
