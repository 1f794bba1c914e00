package main

import (
	"context"
	"debug/buildinfo"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
)

// mingw compiles SQLite for Windows.
const mingw = "x86_64-w64-mingw32-gcc"

var windowsEnv = []string{"GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=1", "CC=" + mingw}

// windowsPackages makes the installer and, for those who want none, a .zip of the same files.
func windowsPackages(rel release) []step {
	stage := filepath.Join(stageDir, "windows")
	ctl := filepath.Join(stage, "antomctl.exe")
	return []step{
		{name: "windows antomctl", needs: []string{needMinGW}, after: []string{"front end"}, do: all(
			quietly(func() error { return emptyDir(stage) }),
			rel.build(tags, "./backend/cmd/antomctl", ctl, windowsEnv...),
			rel.resources(ctl),
			quietly(func() error { return withSQLite(ctl) }))},
		{name: "windows licences", after: []string{"windows antomctl"}, do: rel.writeNotices("windows", filepath.Join(stage, "LICENCES.txt"))},
		{name: "windows window", needs: []string{needMinGW, needNSIS}, after: []string{"windows licences"}, do: rel.windowsWindow(stage)},
		{name: "zip", after: []string{"windows window"}, do: quietly(func() error {
			if err := settle(stage, rel.date); err != nil {
				return err
			}
			return writeArchive(filepath.Join(packagesDir, rel.file("windows", "amd64", ".zip")), func(w io.Writer) error {
				return zipped(w, stage, rel.file("windows", "amd64", ""))
			})
		})},
	}
}

// windowsWindow leaves it to Wails to embed icon, manifest and version and to run NSIS, whose script
// takes the rest from stage. Wails goes on without an installer when NSIS fails to make one.
func (r release) windowsWindow(stage string) action {
	built := filepath.Join("build", "bin", "antomdesk.exe")
	installer := filepath.Join(packagesDir, r.file("windows", "amd64", "-installer.exe"))
	return all(
		quietly(func() error { return os.MkdirAll(packagesDir, 0o755) }),
		quietly(func() error { return removeAll(built, installer) }),
		r.wails([]string{"-platform", "windows/amd64", "-nsis", "-installscope", "user"}, windowsEnv[2:]...),
		quietly(func() error { return withSQLite(built) }),
		quietly(func() error { return os.Rename(built, filepath.Join(stage, "antomdesk.exe")) }),
		quietly(func() error { _, err := os.Stat(installer); return err }),
	)
}

func removeAll(files ...string) error {
	for _, f := range files {
		if err := os.RemoveAll(f); err != nil {
			return err
		}
	}
	return nil
}

// resources gives a console program the icon and version that Wails gives the window.
func (r release) resources(exe string) action {
	return func(ctx context.Context, out io.Writer) error {
		return run(line(goTool+"go-winres patch --no-backup --in build/package/antomctl.winres.json"+
			" --product-version "+r.Info.Version+" --file-version "+r.Info.Version+" "+exe))(ctx, out)
	}
}

// withSQLite fails unless exe was built with cgo: without, it starts and then cannot open any file.
func withSQLite(exe string) error {
	info, err := buildinfo.ReadFile(exe)
	if err != nil {
		return err
	}
	if setting(info.Settings, "CGO_ENABLED") != "1" {
		return fmt.Errorf("%s was built without cgo, so it has no SQLite", exe)
	}
	if !strings.Contains(setting(info.Settings, "-tags"), tags) {
		return fmt.Errorf("%s was built without the tag %s", exe, tags)
	}
	return nil
}

func setting(settings []debug.BuildSetting, key string) string {
	for _, s := range settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}
