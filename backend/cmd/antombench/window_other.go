//go:build !linux

package main

import "context"

// measureWindow needs the WebDriver of WebKitGTK.
func (d *desk) measureWindow(context.Context) error {
	d.add(table{Title: "Window of a second start", Notes: []string{"Left out: measured on Linux only."}})
	return nil
}
