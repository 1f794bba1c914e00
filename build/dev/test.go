package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
)

// Tags of the go commands: tests need no window; the window needs WebKit's 4.1 API.
const (
	tags       = "sqlite_fts5"
	windowTags = "desktop,production,webkit2_41,sqlite_fts5"
	goTool     = "go tool -modfile=build/tools/go.mod "
)

// racePackages are the ones with goroutines of their own.
var racePackages = []string{
	"app", "bus", "caller", "datafolder", "engine", "gateway", "listener", "notifier", "rawhttp", "services", "sqlite", "wallet", "web",
}

func testCommand(ctx context.Context, _ string, args []string) int {
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	names := flags.String("only", "", "run only these steps, and what they come after")
	show := flags.Bool("list", false, "name the steps and stop")
	verbose := flags.Bool("verbose", false, "show what the steps say while they run")
	if !parse(flags, args) {
		return 2
	}
	steps := here(checks())
	if *names != "" {
		var err error
		if steps, err = pick(steps, strings.Split(*names, ",")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 2
		}
	}
	if *show {
		list(os.Stdout, steps)
		return 0
	}
	r := &runner{out: os.Stdout, verbose: *verbose, missing: map[string]bool{}, done: map[string]outcome{}}
	for _, n := range provide(ctx, os.Stdout, allNeeds(steps)) {
		r.missing[n.name] = true
	}
	return r.run(ctx, steps)
}

// checks are all steps of `test`, the quick ones first.
func checks() []step {
	return append(goChecks(), append(frontendChecks(), storyChecks()...)...)
}

func goChecks() []step {
	return []step{
		{name: "gofmt", do: formatted},
		{name: "vet", needs: []string{needCompiler}, do: run(line("go vet -tags " + tags + " ./..."))},
		{name: "staticcheck", needs: []string{needCompiler}, do: run(line(goTool + "staticcheck -tags " + tags + " ./..."))},
		{name: "go test", needs: []string{needCompiler, needOpenSSL}, do: run(line("go test -timeout 5m -tags " + tags + " ./..."))},
		{name: "go test -race", needs: []string{needCompiler, needOpenSSL}, do: run(line(
			"go test -race -short -timeout 10m -tags " + tags + " " + backendPackages(racePackages)))},
		// No C compiler for another system is at hand, so these only type-check: SQLite is a stub there.
		{name: "darwin", do: run(line("go vet -tags "+tags+" ./backend/... .", "GOOS=darwin", "CGO_ENABLED=0"))},
		{name: "windows", do: run(line("go vet -tags "+windowTags+" ./backend/... .", "GOOS=windows", "CGO_ENABLED=0"))},
		{name: "bindings", needs: []string{needCompiler}, do: bindingsCurrent},
	}
}

func frontendChecks() []step {
	node := []string{needNode}
	installed := []string{"npm ci"}
	return []step{
		{name: "npm ci", needs: node, do: installModules},
		{name: "eslint", after: installed, do: run(line("npm run lint").in("frontend"))},
		{name: "tsc", after: installed, do: run(line("npm run typecheck").in("frontend"))},
		{name: "vitest", after: installed, do: run(line("npm test").in("frontend"))},
		{name: "vite build", after: installed, do: run(line("npx vite build").in("frontend"))},
	}
}

// storyChecks drive the built programs as a user would.
func storyChecks() []step {
	return []step{
		{name: "antomctl", needs: []string{needCompiler}, after: []string{"vite build"}, do: devBuild(
			tags, "./backend/cmd/antomctl", ctlBinary())},
		{name: "browser", needs: []string{needChromium, needFonts}, after: []string{"antomctl"}, do: browserStory},
		{name: "window build", needs: []string{needCompiler, needWindow}, after: []string{"vite build"}, only: "linux", do: run(
			line("go vet -tags "+windowTags+" . ./backend/webview"),
			line("go build -tags "+windowTags+",e2e -o build/bin/antomdesk-e2e ."))},
		{name: "window", needs: []string{needDisplay, needDriver, needBus, needFonts}, after: []string{"window build", "antomctl"},
			only: "linux", do: windowStory},
	}
}

func backendPackages(names []string) string {
	return "./backend/" + strings.Join(names, "/... ./backend/") + "/..."
}
