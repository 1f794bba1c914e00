package main

import (
	"path/filepath"
	"runtime"
)

// darwinPackages makes the application bundle, with antomctl inside, on a Mac. The bundle is signed
// without an identity, which is what a Mac asks of programs for its own chips.
func darwinPackages(rel release) []step {
	app := filepath.Join("build", "bin", "antomdesk.app")
	contents := filepath.Join(app, "Contents")
	ctl := filepath.Join(contents, "MacOS", "antomctl")
	file := filepath.Join(packagesDir, rel.file("darwin", runtime.GOARCH, ".zip"))
	return []step{
		{name: "darwin window", needs: []string{needCompiler}, after: []string{"front end"}, do: all(
			quietly(func() error { return removeAll(app) }),
			rel.wails([]string{"-platform", "darwin/" + runtime.GOARCH}),
			quietly(func() error { return withSQLite(filepath.Join(contents, "MacOS", "antomdesk")) }))},
		{name: "darwin antomctl", after: []string{"darwin window"}, do: all(
			rel.build(tags, "./backend/cmd/antomctl", ctl), rel.reported(ctl))},
		{name: "darwin licences", after: []string{"darwin antomctl"}, do: rel.writeNotices("darwin", filepath.Join(contents, "Resources", "LICENCES.txt"))},
		{name: "zip", after: []string{"darwin licences"}, do: run(
			line("codesign --force --deep --sign - "+app),
			line("mkdir -p "+packagesDir),
			line("ditto -c -k --keepParent "+app+" "+file))},
	}
}
