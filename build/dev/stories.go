package main

import (
	"context"
	"io"
	"path/filepath"
)

// The stories find the built programs and the browser by these variables.
const (
	ctlVariable      = "ANTOMDESK_CTL"
	chromiumVariable = "ANTOMDESK_CHROMIUM"
)

func ctlBinary() string { return binary("antomctl") }

// binary is where the named program is built to.
func binary(name string) string {
	return filepath.Join("build", "bin", name+byOS("", "", ".exe"))
}

// storyEnv is what both stories are told.
func storyEnv() ([]string, error) {
	ctl, err := filepath.Abs(ctlBinary())
	return []string{ctlVariable + "=" + ctl, chromiumVariable + "=" + chromium()}, err
}

// browserStory plays the user's story in Chromium against `antomctl serve --ui`.
func browserStory(ctx context.Context, out io.Writer) error {
	env, err := storyEnv()
	if err != nil {
		return err
	}
	return run(line("npm run e2e", env...).in("frontend"))(ctx, out)
}

// windowStory plays it in the real window. The session bus keeps the window from starting, and
// leaking, one of its own.
func windowStory(ctx context.Context, out io.Writer) error {
	env, err := storyEnv()
	if err != nil {
		return err
	}
	window, err := filepath.Abs(filepath.Join("build", "bin", "antomdesk-e2e"))
	if err != nil {
		return err
	}
	return run(cmd{
		env: append(env, "NO_AT_BRIDGE=1"),
		argv: []string{
			"xvfb-run", "-a", "-s", "-screen 0 1400x900x24", "dbus-run-session", "--",
			"node", filepath.Join("frontend", "e2e", "window.mjs"), window,
		},
	})(ctx, out)
}
