package main

import (
	"bytes"
	"context"
	"fmt"
	"go/format"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// formatted checks every Go file of the product as gofmt would, without needing gofmt.
func formatted(_ context.Context, out io.Writer) error {
	wrong := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && notOurs(path, d.Name()):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go"):
			return nil
		}
		ok, err := fileFormatted(path)
		if err != nil {
			return err
		}
		if !ok {
			wrong++
			fmt.Fprintf(out, "not formatted: %s\n", path)
		}
		return nil
	})
	if err == nil && wrong > 0 {
		err = fmt.Errorf("run gofmt -w on the %d files above", wrong)
	}
	return err
}

func notOurs(path, name string) bool {
	return path != "." && (name == "node_modules" || name == "testdata" || strings.HasPrefix(name, "."))
}

func fileFormatted(path string) (bool, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return false, err
	}
	want, err := format.Source(text)
	if err != nil {
		return false, fmt.Errorf("%s: %w", path, err)
	}
	return bytes.Equal(text, want), nil
}
