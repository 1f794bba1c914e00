package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// step is one check or one build: what must be there, what must have passed, and what to run.
type step struct {
	name  string
	needs []string // names in the table of prerequisites
	after []string // steps that must pass first; --only brings them along
	only  string   // the one GOOS this makes sense on; empty means all
	limit time.Duration
	do    action
}

// action does the work of a step and writes what it has to say to out.
type action func(ctx context.Context, out io.Writer) error

// defaultLimit ends a step that hangs.
const defaultLimit = 15 * time.Minute

// goFlags go into every go command, so that tests, bindings and builds share one compiled SQLite.
const goFlags = "-buildvcs=false -trimpath"

// cmd is an external command as data.
type cmd struct {
	dir  string   // relative to the root; empty means the root
	env  []string // KEY=value, on top of the process's own
	argv []string
}

// run is the action that runs the commands in order and stops at the first failure.
func run(cmds ...cmd) action {
	return func(ctx context.Context, out io.Writer) error {
		for _, c := range cmds {
			if err := c.start(ctx, out); err != nil {
				return err
			}
		}
		return nil
	}
}

// line splits a plain command line at its spaces; arguments that hold spaces need cmd itself.
func line(words string, env ...string) cmd { return cmd{argv: strings.Fields(words), env: env} }

// in returns the command, to be run in dir.
func (c cmd) in(dir string) cmd { c.dir = dir; return c }

func (c cmd) start(ctx context.Context, out io.Writer) error {
	fmt.Fprintf(out, "$ %s\n", strings.Join(append(c.env[:len(c.env):len(c.env)], c.argv...), " "))
	p := exec.CommandContext(ctx, c.argv[0], c.argv[1:]...)
	p.Dir = c.dir
	p.Env = append(environment(), c.env...)
	p.Stdout, p.Stderr = out, out
	ownGroup(p)
	p.WaitDelay = 10 * time.Second
	if err := p.Run(); err != nil {
		if ctx.Err() != nil {
			return fmt.Errorf("%s: stopped: %w", c.argv[0], context.Cause(ctx))
		}
		return fmt.Errorf("%s: %w", c.argv[0], err)
	}
	return nil
}

// environment is this process's own, with the Go flags every command shares.
func environment() []string {
	flags := strings.TrimSpace(os.Getenv("GOFLAGS") + " " + goFlags)
	return append(os.Environ(), "GOFLAGS="+flags)
}
