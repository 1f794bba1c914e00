package main

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// output runs the command and returns what it printed on standard output only.
func (c cmd) output(ctx context.Context) ([]byte, error) {
	p := exec.CommandContext(ctx, c.argv[0], c.argv[1:]...)
	p.Dir = c.dir
	p.Env = append(environment(), c.env...)
	var said strings.Builder
	p.Stderr = &said
	out, err := p.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", strings.Join(c.argv, " "), err, said.String())
	}
	return out, nil
}

// build compiles one of the two programs as users get it.
func (r release) build(tags, pkg, out string, env ...string) action {
	return run(cmd{argv: []string{"go", "build", "-tags", tags, "-ldflags", r.linkerFlags(), "-o", out, pkg}, env: env})
}

// devBuild compiles one of them as developers run it: debuggers find their symbols.
func devBuild(tags, pkg, out string) action {
	return withVersion(line("go build -tags "+tags), "-o", out, pkg)
}

// withVersion runs a build command that tells the program its version.
func withVersion(c cmd, rest ...string) action {
	return func(ctx context.Context, out io.Writer) error {
		r, err := readRelease(ctx)
		if err != nil {
			return err
		}
		c.argv = slices.Concat(c.argv, []string{"-ldflags", r.versionFlag()}, rest)
		return run(c)(ctx, out)
	}
}

// toolBuild builds a tool of build/tools as a program of its own: under `go tool` a C compiler for
// another system would be used for the tool as well.
func toolBuild(pkg string) cmd {
	out := filepath.Join("..", "..", goToolsDir) + string(filepath.Separator)
	return line("go build -o " + out + " " + pkg).in(filepath.Join("build", "tools"))
}

// wails runs the tool that was built so.
func (r release) wails(args []string, env ...string) action {
	return func(ctx context.Context, out io.Writer) error {
		tool, err := filepath.Abs(filepath.Join(goToolsDir, "wails"))
		if err != nil {
			return err
		}
		argv := append([]string{tool, "build", "-m", "-s", "-skipbindings", "-ldflags", r.linkerFlags()}, args...)
		return run(toolBuild("github.com/wailsapp/wails/v2/cmd/wails"), cmd{argv: argv, env: env})(ctx, out)
	}
}

// all is the action that does the others in order and stops at the first failure.
func all(actions ...action) action {
	return func(ctx context.Context, out io.Writer) error {
		for _, do := range actions {
			if err := do(ctx, out); err != nil {
				return err
			}
		}
		return nil
	}
}

// quietly makes an action of what has nothing to say.
func quietly(do func() error) action {
	return func(context.Context, io.Writer) error { return do() }
}

// writeNotices puts the licence texts of a system's packages into file.
func (r release) writeNotices(goos, file string) action {
	return func(ctx context.Context, _ io.Writer) error {
		text, err := notices(ctx, r, goos)
		if err != nil {
			return err
		}
		return place(file, text)
	}
}
