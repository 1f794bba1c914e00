// Command dev holds the commands of the README: it runs Antom Desk from a checkout and checks it.
//
//	go run ./build/dev run  [-- arguments of the window]
//	go run ./build/dev test [--only name,…] [--list] [--verbose]
//	go run ./build/dev package [linux] [windows] [darwin]
//	go run ./build/dev bench [--quick] [--rows N] [--only name,…] [--profile FILE]
//	go run ./build/dev burst [--count N]
//
// It needs nothing but Go to start and looks for everything else itself: on Debian and Ubuntu, as
// root, it installs what is missing; anywhere else it names it, with the command that installs it.
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

const usage = `usage:
  go run ./build/dev run  [-- arguments of the window]    build Antom Desk and open its window
  go run ./build/dev test [--only name,…] [--list] [--verbose]    every check
  go run ./build/dev package [linux] [windows] [darwin]   what users install, in build/bin/packages
  go run ./build/dev bench [--quick] [--rows N] [--only name,…] [--profile FILE]    how fast it is
  go run ./build/dev burst [--count N]    50,000 notifications while their log is open in the browser`

// command is one subcommand: its exit code is the program's.
type command func(ctx context.Context, root string, args []string) int

var commands = map[string]command{
	"run":     runCommand,
	"test":    testCommand,
	"package": packageCommand,
	"bench":   benchCommand,
	"burst":   burstCommand,
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(dispatch(ctx, os.Args[1:]))
}

func dispatch(ctx context.Context, args []string) int {
	if len(args) == 0 || commands[args[0]] == nil {
		fmt.Fprintln(os.Stderr, usage)
		return 2
	}
	root, err := findRoot()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	if err := os.Chdir(root); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	return commands[args[0]](ctx, root, args[1:])
}

// parse reads a command's flags. A word that is none of them is refused, not passed over: a check named
// without --only would otherwise run them all.
func parse(flags *flag.FlagSet, args []string) bool {
	if flags.Parse(args) != nil {
		return false
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(flags.Output(), "%s takes no %q\n", flags.Name(), flags.Arg(0))
		flags.Usage()
		return false
	}
	return true
}

// findRoot walks up from the working directory to the product's go.mod.
func findRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(text), "module antomdesk\n") {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("run this inside a checkout of Antom Desk")
		}
		dir = up
	}
}
