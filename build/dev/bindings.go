package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// bindingsDir holds what Wails generates from the bound services; it is committed.
var bindingsDir = filepath.Join("frontend", "wailsjs")

// bindingsCurrent generates the bindings anew and fails when that changes anything. The new files
// stay, so that committing them is all there is to do.
func bindingsCurrent(ctx context.Context, out io.Writer) error {
	before, err := snapshot(bindingsDir)
	if err != nil {
		return err
	}
	if err := run(line(goTool+"wails generate module -tags "+tags))(ctx, out); err != nil {
		return err
	}
	after, err := snapshot(bindingsDir)
	if err != nil {
		return err
	}
	if changed := differences(before, after); len(changed) > 0 {
		for _, path := range changed {
			fmt.Fprintf(out, "out of date: %s\n", path)
		}
		return errors.New("the services changed; the bindings are generated anew now: commit " + bindingsDir)
	}
	return nil
}

// snapshot reads every file below dir; a directory that does not exist is empty.
func snapshot(dir string) (map[string]string, error) {
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files[path] = string(text)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return files, err
}

// differences lists the paths that appeared, went away or changed.
func differences(before, after map[string]string) []string {
	paths := map[string]bool{}
	for path, text := range after {
		if old, ok := before[path]; !ok || old != text {
			paths[path] = true
		}
	}
	for path := range before {
		if _, ok := after[path]; !ok {
			paths[path] = true
		}
	}
	return slices.Sorted(maps.Keys(paths))
}
