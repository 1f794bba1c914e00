package main

import "context"

// measureWindow is replaced below.
func (d *desk) measureWindow(context.Context) error { return nil }
