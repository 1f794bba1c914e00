package datafolder

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"antomdesk/backend/sandbox"

	"github.com/gofrs/flock"
)

// ReadRuntime holds a shared lock for an instant to see whether anyone has the folder; waiting a
// little keeps that instant from looking like another process.
const (
	lockPatience = 300 * time.Millisecond
	lockRetry    = 10 * time.Millisecond
)

// holder is what a second process is told. It lies beside the lock because a locked file cannot be
// read on Windows.
type holder struct {
	PID     int    `json:"pid"`
	Program string `json:"program"`
}

func (f *Folder) acquire() error {
	f.lock = flock.New(f.file(lockFile), flock.SetPermissions(0o600))
	ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
	defer cancel()
	got, err := f.lock.TryLockContext(ctx, lockRetry)
	if got {
		return nil
	}
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return explain(err, f.path)
	}
	return sandbox.Conflict("the data folder %s is in use by %s; close it there or name another folder with --data",
		f.path, describeHolder(f.path))
}

func (f *Folder) writeHolder() error {
	text, err := json.Marshal(holder{PID: os.Getpid(), Program: f.program})
	if err != nil {
		return fmt.Errorf("encode %s: %w", holderFile, err)
	}
	return explain(writeAtomic(f.file(holderFile), text), f.path)
}

func describeHolder(folder string) string {
	var h holder
	text, err := os.ReadFile(filepath.Join(folder, holderFile))
	if err != nil || json.Unmarshal(text, &h) != nil || h.PID == 0 {
		return "another process"
	}
	return fmt.Sprintf("%s (pid %d)", h.Program, h.PID)
}

// held reports whether a process has the folder at path, without creating anything in it.
func held(path string) (bool, error) {
	name := filepath.Join(path, lockFile)
	if _, err := os.Stat(name); err != nil {
		return false, nil // nobody was ever here
	}
	probe := flock.New(name, flock.SetFlag(os.O_RDONLY))
	got, err := probe.TryRLock()
	if err != nil {
		return false, explain(err, path)
	}
	return !got, probe.Close()
}
