package datafolder

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"antomdesk/backend/sandbox"

	"golang.org/x/sys/unix"
)

// asNobody runs fn on a thread whose file access is that of an ordinary user, because root may write
// everywhere. The thread is thrown away afterwards.
func asNobody(t *testing.T, fn func()) {
	t.Helper()
	if os.Getuid() != 0 {
		fn()
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		if err := unix.Setfsuid(65534); err != nil {
			t.Error(err)
			return
		}
		fn()
	}()
	<-done
}

func TestOpen_ReadOnlyFolderIsExplained(t *testing.T) {
	parent := t.TempDir()
	if err := errors.Join(os.Chmod(filepath.Dir(parent), 0o755), os.Chmod(parent, 0o555)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(parent, 0o700) })
	asNobody(t, func() {
		for _, path := range []string{parent, filepath.Join(parent, "new")} {
			_, err := Open(path)
			if sandbox.CodeOf(err) != sandbox.CodeUnavailable || !strings.Contains(err.Error(), "write permission") {
				t.Errorf("%s: %v", path, err)
			}
		}
	})
}

func TestExplain_NamesTheRemedyOfEachProblem(t *testing.T) {
	for errno, want := range map[syscall.Errno]string{
		syscall.ENOSPC:  "free some space",
		syscall.EDQUOT:  "free some space",
		syscall.EROFS:   "write permission",
		syscall.EACCES:  "write permission",
		syscall.ENOTDIR: "move it away",
		syscall.EIO:     "--data",
	} {
		cause := fmt.Errorf("outer: %w", &os.PathError{Op: "write", Path: "/d/f", Err: errno})
		err := explain(cause, "/d")
		if sandbox.CodeOf(err) != sandbox.CodeUnavailable || !strings.Contains(err.Error(), want) || !errors.Is(err, errno) {
			t.Errorf("%v: %v", errno, err)
		}
	}
}
