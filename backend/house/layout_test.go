package house

import (
	"bytes"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// topLevel is everything the top of the checkout holds, besides names that start with a dot.
var topLevel = []string{"README.md", "app.go", "backend", "build", "frontend", "go.mod", "go.sum", "main.go", "wails.json"}

func TestLayout_TopLevel_HoldsTheFixedNamesOnly(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	if !slices.Equal(names, topLevel) {
		t.Errorf("the top level holds\n%v, want\n%v", names, topLevel)
	}
}

// maxLines is the longest a source file may be.
const maxLines = 600

func TestLayout_SourceFiles_AreShort(t *testing.T) {
	walkFiles(t, func(name string) {
		switch path.Ext(name) {
		case ".go", ".ts", ".tsx", ".mjs", ".css":
			if n := lines(readFile(t, name)); n >= maxLines {
				t.Errorf("%s has %d lines; split it before %d", name, n, maxLines)
			}
		}
	})
}

// strangers are texts of the machines this was written on and of download hosts; none belongs in a
// file. They are put together here so that this file does not hold them either.
var strangers = []string{
	"/wo" + "rk/", "/fa" + "rm/", "/tmp/br" + "ief", "registry.np" + "mjs", "proxy.gol" + "ang", "deb.deb" + "ian",
}

func TestLayout_Files_HoldNoMachinePathAndNoDownloadHost(t *testing.T) {
	seen := 0
	walkFiles(t, func(name string) {
		seen++
		text := readFile(t, name)
		for _, s := range strangers {
			if bytes.Contains(text, []byte(s)) {
				t.Errorf("%s holds %q", name, s)
			}
		}
	})
	if seen == 0 {
		t.Error("no file was looked at")
	}
}
