package sqlite

import (
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// asNobody runs fn on a thread whose file access is an ordinary user's: modes mean nothing to root. The
// thread ends with the goroutine.
func asNobody(t *testing.T, fn func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		fn()
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread()
		if err := syscall.Setfsuid(65534); err != nil {
			t.Error(err)
			return
		}
		fn()
	}()
	<-done
}

// folderWithMode is a folder anyone can reach, with the file's mode and then its own.
func folderWithMode(t *testing.T, folder, file os.FileMode) Config {
	t.Helper()
	cfg := configIn(t)
	closedStore(t, cfg)
	must(t, os.Chmod(filepath.Dir(filepath.Dir(cfg.Path)), 0o755))
	must(t, os.Chmod(cfg.Path, file))
	must(t, os.Chmod(filepath.Dir(cfg.Path), folder))
	t.Cleanup(func() { must(t, os.Chmod(filepath.Dir(cfg.Path), 0o700)) })
	return cfg
}

func TestOpen_ReadOnlyFolder_IsRefused(t *testing.T) {
	cfg := folderWithMode(t, 0o555, 0o666)
	asNobody(t, func() { expectUnavailable(t, cfg, "cannot be written to", "make it writable") })
}

func TestOpen_ReadOnlyFile_IsRefused(t *testing.T) {
	cfg := folderWithMode(t, 0o777, 0o444)
	asNobody(t, func() { expectUnavailable(t, cfg, "is read-only", "make it writable") })
}
