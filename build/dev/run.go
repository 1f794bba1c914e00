package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// runCommand builds the front end and the window and opens it. Where there is no display it builds
// what the browser needs and says how to go on.
func runCommand(ctx context.Context, _ string, args []string) int {
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	steps := windowBuild()
	if noDisplay() {
		steps = browserBuild()
	}
	if missing := provide(ctx, os.Stdout, allNeeds(steps)); len(missing) > 0 {
		return 1
	}
	r := &runner{out: os.Stdout, missing: map[string]bool{}, done: map[string]outcome{}}
	if code := r.run(ctx, steps); code != 0 {
		return code
	}
	if noDisplay() {
		ctl := "." + string(filepath.Separator) + ctlBinary()
		fmt.Printf(noDisplayText, ctl, ctl)
		return 0
	}
	return open(ctx, args)
}

const noDisplayText = `
There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.
The same Antom Desk works in a browser:

  %s serve

and, in another terminal, prints the link to open:

  %s ui
`

// noDisplay is true on a Linux without X11 and Wayland.
func noDisplay() bool {
	return runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == ""
}

func frontendBuild() []step {
	return []step{
		{name: "npm ci", needs: []string{needNode}, do: installModules},
		{name: "front end", after: []string{"npm ci"}, do: run(line("npx vite build").in("frontend"))},
	}
}

func browserBuild() []step {
	return append(frontendBuild(), step{
		name: "antomctl", needs: []string{needCompiler}, after: []string{"front end"},
		do: devBuild(tags, "./backend/cmd/antomctl", ctlBinary()),
	})
}

// windowBuild uses plain go build on Linux; elsewhere Wails also makes the icon, the manifest and
// the bundle.
func windowBuild() []step {
	build := withVersion(line(goTool + "wails build -m -s -skipbindings"))
	if runtime.GOOS == "linux" {
		build = devBuild(windowTags, ".", windowBinary())
	}
	return append(frontendBuild(), step{
		name: "window", needs: []string{needCompiler, needWindow}, after: []string{"front end"}, do: build,
	})
}

func windowBinary() string {
	if runtime.GOOS == "darwin" {
		return filepath.Join("build", "bin", "antomdesk.app", "Contents", "MacOS", "antomdesk")
	}
	return binary("antomdesk")
}

// open runs the window until it is closed and passes its exit code on.
func open(ctx context.Context, args []string) int {
	window := exec.CommandContext(ctx, windowBinary(), args...)
	window.Cancel = func() error { return window.Process.Signal(os.Interrupt) }
	window.Stdin, window.Stdout, window.Stderr = os.Stdin, os.Stdout, os.Stderr
	fmt.Println("opening the window")
	if err := window.Run(); err != nil && window.ProcessState == nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return window.ProcessState.ExitCode()
}
