// Command antombench measures Antom Desk and prints numbers and ratios, never a verdict.
//
// It starts `antomctl serve` as a user would, on a data folder of its own, and sends it load from this
// other process over loopback: requests are signed before the clock starts, and every measurement is
// bounded in count and time. Beside it stand two floors, measured in turn with it: a server on the
// same network stack that does nothing but HTTP and RSA, and RSA alone. `go run ./build/dev bench`
// builds both programs and runs this one.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

// options are what the command line decides.
type options struct {
	antomctl string // the program to measure
	rows     int    // exchanges in the long log
	quick    bool   // small counts: to see that everything works, not to compare
	only     []string
	keep     string // folder of the results of earlier versions
	profile  string // prefix of CPU profiles of the server
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// run plays one of the three programs this binary holds: the two servers are children of the bench.
func run(ctx context.Context, args []string) int {
	part := bench
	if len(args) > 0 {
		switch args[0] {
		case "floor":
			part, args = floor, args[1:]
		case "serve":
			part, args = serve, args[1:]
		}
	}
	err := part(ctx, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintln(os.Stderr, "antombench:", err)
		return 1
	}
	return 0
}

func parse(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("antombench", flag.ContinueOnError)
	flags.StringVar(&o.antomctl, "antomctl", filepath.Join("build", "bin", "antomctl"), "the built antomctl")
	flags.IntVar(&o.rows, "rows", 0, "exchanges in the long log (default 1000000, quick 20000)")
	flags.BoolVar(&o.quick, "quick", false, "small counts, nothing kept")
	only := flags.String("only", "", "some of "+strings.Join(sectionNames(), ",")+"; nothing kept")
	flags.StringVar(&o.keep, "keep", filepath.Join("build", "bench"), "folder of kept results")
	flags.StringVar(&o.profile, "profile", "", "write CPU profiles of the server to this path and a number; nothing kept")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("%q is one argument too many", flags.Arg(0))
	}
	if o.rows <= 0 {
		o.rows = map[bool]int{false: 1_000_000, true: 20_000}[o.quick]
	}
	if *only != "" {
		o.only = strings.Split(*only, ",")
	}
	return o, checkSections(o.only)
}
