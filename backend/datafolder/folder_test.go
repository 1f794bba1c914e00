package datafolder

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
)

// holdEnv makes the test binary hold the named folder until its standard input ends: the second
// process of some tests.
const holdEnv = "ANTOMDESK_TEST_HOLD"

func TestMain(m *testing.M) {
	if path := os.Getenv(holdEnv); path != "" {
		os.Exit(holdFolder(path))
	}
	os.Exit(m.Run())
}

func holdFolder(path string) int {
	f, err := Open(path, WithProgram("antomctl"))
	if err != nil {
		fmt.Println("error:", sandbox.CodeOf(err), err)
		return 3
	}
	if err := f.WriteRuntime(Runtime{PID: os.Getpid(), Origin: "http://127.0.0.1:1", Token: "t", Program: "antomctl"}); err != nil {
		fmt.Println("error:", err)
		return 3
	}
	fmt.Println("held")
	_, _ = io.Copy(io.Discard, os.Stdin)
	if f.Close() != nil {
		return 3
	}
	return 0
}

// otherProcess starts the second process and returns its first line of output.
func otherProcess(t *testing.T, path string) (cmd *exec.Cmd, stdin io.Closer, line string) {
	t.Helper()
	cmd = exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), holdEnv+"="+path)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return cmd, in, strings.TrimSpace(line)
}

func open(t *testing.T, path string, options ...Option) *Folder {
	t.Helper()
	f, err := Open(path, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func mode(t *testing.T, path string) os.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}

func TestOpen_CreatesTheFolderForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "antomdesk")
	f := open(t, path)
	if f.Path() != path || f.DBPath() != filepath.Join(path, "antomdesk.db") {
		t.Errorf("path %s, database %s", f.Path(), f.DBPath())
	}
	if runtime.GOOS != "windows" && mode(t, path) != 0o700 {
		t.Errorf("the folder has mode %o", mode(t, path))
	}
}

func TestOpen_SecondProcessIsToldWhoHoldsTheFolder(t *testing.T) {
	path := t.TempDir()
	other, stdin, line := otherProcess(t, path)
	if line != "held" {
		t.Fatalf("the other process said %q", line)
	}
	_, err := Open(path)
	if sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Fatalf("got %v, want a conflict", err)
	}
	for _, want := range []string{path, "antomctl", fmt.Sprintf("pid %d", other.Process.Pid), "--data"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not name %q", err, want)
		}
	}
	if err := stdin.Close(); err != nil {
		t.Fatal(err)
	}
	if err := other.Wait(); err != nil {
		t.Fatal(err)
	}
	open(t, path)
}

func TestOpen_TheHolderIsToldToASecondProcessToo(t *testing.T) {
	f := open(t, t.TempDir(), WithProgram("Antom Desk"))
	_, _, line := otherProcess(t, f.Path())
	if want := fmt.Sprintf("in use by Antom Desk (pid %d)", os.Getpid()); !strings.Contains(line, want) {
		t.Errorf("the other process said %q, want it to contain %q", line, want)
	}
}

func TestOpen_KilledHolderLeavesTheFolderFree(t *testing.T) {
	path := t.TempDir()
	other, _, _ := otherProcess(t, path)
	if _, running, err := ReadRuntime(path); !running || err != nil {
		t.Fatalf("running %v, error %v", running, err)
	}
	if err := other.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = other.Wait() // "killed" is what we wanted
	if _, running, err := ReadRuntime(path); running || err != nil {
		t.Errorf("a stale runtime file counts as running (%v, %v)", running, err)
	}
	half := filepath.Join(path, secretsFile+".123.tmp")
	if err := os.WriteFile(half, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := open(t, path)
	for _, gone := range []string{f.file(runtimeFile), half} {
		if _, err := os.Stat(gone); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s was left behind", gone)
		}
	}
}

func TestOpen_FileInPlaceOfTheFolderIsExplained(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, filepath.Join(file, "below")} {
		_, err := Open(path)
		if sandbox.CodeOf(err) != sandbox.CodeUnavailable || !strings.Contains(err.Error(), "move it away") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestRuntime_IsReadByClientsWhileTheFolderIsHeld(t *testing.T) {
	path := t.TempDir()
	if _, running, err := ReadRuntime(path); running || err != nil {
		t.Fatalf("an empty folder: running %v, error %v", running, err)
	}
	if entries, _ := os.ReadDir(path); len(entries) > 0 {
		t.Errorf("asking left %v behind", entries)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	want := Runtime{PID: os.Getpid(), Origin: "http://127.0.0.1:4711", Token: "secret", Program: "antomctl"}
	if err := f.WriteRuntime(want); err != nil {
		t.Fatal(err)
	}
	if got, running, err := ReadRuntime(path); got != want || !running || err != nil {
		t.Errorf("got %+v, %v, %v", got, running, err)
	}
	if runtime.GOOS != "windows" && mode(t, f.file(runtimeFile)) != 0o600 {
		t.Errorf("the runtime file has mode %o", mode(t, f.file(runtimeFile)))
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(f.file(runtimeFile)); !errors.Is(err, os.ErrNotExist) {
		t.Error("Close left the runtime file behind")
	}
}

func TestReadRuntime_AskingAllTheTimeNeverKeepsAnyoneOut(t *testing.T) {
	path := t.TempDir()
	f := open(t, path)
	if err := f.WriteRuntime(Runtime{PID: 1, Origin: "o"}); err != nil {
		t.Fatal(err)
	}
	if err := f.lock.Unlock(); err != nil { // as a killed process leaves it
		t.Fatal(err)
	}
	stop, asked := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(asked)
		for {
			select {
			case <-stop:
				return
			default:
				_, _, _ = ReadRuntime(path)
			}
		}
	}()
	for range 20 {
		if err := f.acquire(); err != nil {
			t.Error(err)
		}
		if err := f.lock.Unlock(); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	<-asked
}

func TestDefaultPath_FollowsEachSystem(t *testing.T) {
	home := func() (string, error) { return "/home/me", nil }
	none := func() (string, error) { return "", errors.New("no home") }
	for name, tc := range map[string]struct {
		system string
		env    map[string]string
		home   func() (string, error)
		want   string
	}{
		"XDG":              {"linux", map[string]string{"XDG_DATA_HOME": "/x"}, home, "/x/antomdesk"},
		"no XDG":           {"linux", nil, home, "/home/me/.local/share/antomdesk"},
		"XDG not absolute": {"linux", map[string]string{"XDG_DATA_HOME": "x"}, home, "/home/me/.local/share/antomdesk"},
		"macOS":            {"darwin", nil, home, "/home/me/Library/Application Support/Antom Desk"},
		"Windows":          {"windows", map[string]string{"LocalAppData": "C:/L"}, home, "C:/L/Antom Desk"},
		"no home":          {"linux", nil, none, ""},
		"no LocalAppData":  {"windows", nil, home, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := defaultPath(tc.system, func(k string) string { return tc.env[k] }, tc.home)
			if filepath.ToSlash(got) != tc.want || (err == nil) != (tc.want != "") {
				t.Errorf("got %q, %v; want %q", got, err, tc.want)
			}
			if err != nil && (sandbox.CodeOf(err) != sandbox.CodeUnavailable || !strings.Contains(err.Error(), "--data")) {
				t.Errorf("%v names no remedy", err)
			}
		})
	}
}
