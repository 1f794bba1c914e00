package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
)

// benchCommand builds the headless server and what measures it, and runs that with the arguments.
func benchCommand(ctx context.Context, _ string, args []string) int {
	steps := benchBuild()
	if missing := provide(ctx, os.Stdout, allNeeds(steps)); len(missing) > 0 {
		return 1
	}
	r := &runner{out: os.Stdout, missing: map[string]bool{}, done: map[string]outcome{}}
	if code := r.run(ctx, steps); code != 0 {
		return code
	}
	bench := exec.CommandContext(ctx, benchBinary(), append([]string{"--antomctl", ctlBinary()}, args...)...)
	bench.Cancel = func() error { return bench.Process.Signal(os.Interrupt) }
	bench.Stdout, bench.Stderr = os.Stdout, os.Stderr
	err := bench.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// benchBuild leaves the front end as it is: nothing measured here shows it but the window, which is
// built elsewhere.
func benchBuild() []step {
	return []step{
		{name: "antomctl", needs: []string{needCompiler}, do: devBuild(tags, "./backend/cmd/antomctl", ctlBinary())},
		{name: "antombench", needs: []string{needCompiler}, do: devBuild(tags, "./backend/cmd/antombench", benchBinary())},
	}
}

func benchBinary() string { return binary("antombench") }
