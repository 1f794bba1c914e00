package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// lockFile is the part of package-lock.json, and of npm's own record inside node_modules, that says
// what is installed.
type lockFile struct {
	Packages map[string]lockedPackage `json:"packages"`
}

type lockedPackage struct {
	Version     string `json:"version"`
	Integrity   string `json:"integrity"`
	Optional    bool   `json:"optional"`
	Dev         bool   `json:"dev"`         // only the tools need it
	DevOptional bool   `json:"devOptional"` // only the tools, or something optional
}

// installModules runs npm ci, unless node_modules already is what the lock says.
func installModules(ctx context.Context, out io.Writer) error {
	wanted, err := readLock(filepath.Join("frontend", "package-lock.json"))
	if err != nil {
		return err
	}
	have, err := readLock(filepath.Join("frontend", "node_modules", ".package-lock.json"))
	if err == nil && upToDate(wanted, have) {
		fmt.Fprintln(out, "node_modules is up to date with package-lock.json")
		return nil
	}
	return run(line("npm ci --no-audit --no-fund").in("frontend"))(ctx, out)
}

func readLock(path string) (lockFile, error) {
	var l lockFile
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, &l)
	}
	return l, err
}

// upToDate: everything installed is as locked, and only optional packages (other systems' binaries)
// are absent. The entry "" is the project itself, which npm's record leaves out.
func upToDate(wanted, have lockFile) bool {
	for name, p := range have.Packages {
		if w, ok := wanted.Packages[name]; !ok || w.Version != p.Version || w.Integrity != p.Integrity {
			return false
		}
	}
	for name, w := range wanted.Packages {
		if _, ok := have.Packages[name]; !ok && name != "" && !w.Optional {
			return false
		}
	}
	return true
}
