package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// binary is the built antomctl every test here runs.
var binary string

// builtVersion is stamped into the binary as a package build does.
const builtVersion = "9.8.7"

func TestMain(m *testing.M) { os.Exit(buildAndRun(m)) }

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "antomctl")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "antomctl")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	build := exec.Command("go", "build", "-tags", "sqlite_fts5",
		"-ldflags", "-X antomdesk/backend/app.Version="+builtVersion, "-o", binary, ".")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// outcome is one finished command.
type ran struct {
	stdout, stderr string
	code           int
}

// ctl runs the binary on a data folder.
func ctl(t *testing.T, data string, args ...string) ran {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, append([]string{"--data", data}, args...)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return ran{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// want checks the exit code and that standard output carries data only on success.
func (r ran) want(t *testing.T, code int) ran {
	t.Helper()
	if r.code != code {
		t.Fatalf("exit %d, want %d\nstdout: %s\nstderr: %s", r.code, code, r.stdout, r.stderr)
	}
	if code != 0 && (r.stdout != "" || r.stderr == "") {
		t.Fatalf("a failure belongs on standard error alone\nstdout: %s\nstderr: %s", r.stdout, r.stderr)
	}
	return r
}

func (r ran) decode(t *testing.T, into any) ran {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(r.stdout))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		t.Fatalf("%v in %s", err, r.stdout)
	}
	return r
}

func (r ran) says(t *testing.T, parts ...string) ran {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(r.stderr, part) {
			t.Errorf("standard error lacks %q: %s", part, r.stderr)
		}
	}
	return r
}

// desk is a running `antomctl serve`.
type desk struct {
	listening
	cmd    *exec.Cmd
	stderr *bytes.Buffer
}

var anywhere = []string{"--gateway", "127.0.0.1:0", "--gateway-tls", "127.0.0.1:0", "--listener", "127.0.0.1:0",
	"--listener-tls", "127.0.0.1:0", "--loopback-only"}

// serving starts `serve` on ports the system chooses and waits for its line.
func serving(t *testing.T, data string, args ...string) *desk {
	t.Helper()
	d := &desk{stderr: &bytes.Buffer{}}
	d.cmd = exec.Command(binary, slices.Concat([]string{"serve", "--data", data}, anywhere, args)...)
	d.cmd.Stderr = d.stderr
	out, err := d.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.kill)
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatalf("no line came (%v): %s", err, d.stderr)
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d.listening); err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	return d
}

// kill ends the process without any chance to tidy up.
func (d *desk) kill() {
	_ = d.cmd.Process.Kill() // it may have ended
	_ = d.cmd.Wait()         // as above
}

// stop asks for a clean end and returns the exit code.
func (d *desk) stop(t *testing.T) int {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no SIGTERM to send")
	}
	if err := d.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = d.cmd.Wait() // the exit code tells
	return d.cmd.ProcessState.ExitCode()
}
