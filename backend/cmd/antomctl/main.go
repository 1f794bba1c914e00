// Command antomctl is Antom Desk without a window: the headless server, and every call the window can
// make, from a shell. Beside a running program it speaks to its loopback API; without one it opens
// the data folder itself. Standard output carries data only.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
