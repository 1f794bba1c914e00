//go:build linux && desktop && e2e

package webview

// #cgo CFLAGS: -DANTOMDESK_E2E
import "C"
