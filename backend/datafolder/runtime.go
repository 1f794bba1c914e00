package datafolder

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"antomdesk/backend/sandbox"
)

// Runtime tells other processes of this user how to reach the one that has the folder.
type Runtime struct {
	PID     int    `json:"pid"`
	Origin  string `json:"origin"` // scheme://host:port of the local API
	Token   string `json:"token"`  // bearer token of the local API
	Program string `json:"program"`
}

// WriteRuntime publishes r, readable by this user only, until Close.
func (f *Folder) WriteRuntime(r Runtime) error {
	text, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encode %s: %w", runtimeFile, err)
	}
	return explain(writeAtomic(f.file(runtimeFile), text), f.path)
}

// ReadRuntime reports how to reach the process that has the folder at path. running is false when none
// has it, or when the one that has it does not serve its local API (yet); a file left by a killed
// process does not count, because its lock is gone.
func ReadRuntime(path string) (r Runtime, running bool, err error) {
	text, err := os.ReadFile(filepath.Join(path, runtimeFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Runtime{}, false, nil
	case err != nil:
		return Runtime{}, false, explain(err, path)
	}
	if running, err = held(path); !running || err != nil {
		return Runtime{}, false, err
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return Runtime{}, false, sandbox.Unavailable(err, "%s in %s is damaged; restart the running Antom Desk", runtimeFile, path)
	}
	return r, true, nil
}
