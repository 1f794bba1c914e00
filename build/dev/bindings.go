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
	"regexp"
	"slices"
	"strings"
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
	if err := tidyBindings(bindingsDir); err != nil {
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

// tidyBindings undoes two whims of the generator: it makes every file executable, and it writes the
// enums of a package without bound structs in random order.
func tidyBindings(dir string) error {
	files, err := snapshot(dir)
	if err != nil {
		return err
	}
	for path, text := range files {
		if err := os.Chmod(path, 0o644); err != nil {
			return err
		}
		if sorted := sortEnums(text); sorted != text {
			if err := os.WriteFile(path, []byte(sorted), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

var (
	enum      = regexp.MustCompile(`(?m)^\texport enum \w+ \{\n(?:\t    .*\n)*\t\}\n`)
	enumGroup = regexp.MustCompile(`(?m)(?:^\texport enum \w+ \{\n(?:\t    .*\n)*\t\}\n)+`)
)

// sortEnums puts enums that follow one another into alphabetical order.
func sortEnums(text string) string {
	return enumGroup.ReplaceAllStringFunc(text, func(group string) string {
		all := enum.FindAllString(group, -1)
		slices.Sort(all)
		return strings.Join(all, "")
	})
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
