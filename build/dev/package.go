package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

var (
	packagesDir = filepath.Join("build", "bin", "packages") // what users install
	stageDir    = filepath.Join("build", "bin", "stage")    // what goes into it, by system
	goToolsDir  = filepath.Join("build", "bin", "tools")    // Go tools built to be run with another C compiler
)

// target is a system that packages are made for.
type target struct {
	os    string
	hosts []string // where its packages can be made
	steps func(release) []step
}

var targets = []target{
	{os: "linux", hosts: []string{"linux"}, steps: linuxPackages},
	{os: "windows", hosts: []string{"linux"}, steps: windowsPackages},
	{os: "darwin", hosts: []string{"darwin"}, steps: darwinPackages},
}

func packageCommand(ctx context.Context, _ string, args []string) int {
	steps, err := packageSteps(ctx, args, runtime.GOOS)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	r := &runner{out: os.Stdout, missing: map[string]bool{}, done: map[string]outcome{}}
	for _, n := range provide(ctx, os.Stdout, allNeeds(steps)) {
		r.missing[n.name] = true
	}
	code := r.run(ctx, steps)
	printPackages()
	return code
}

// packageSteps builds the front end once and then the named systems' packages; no name means all
// that can be made on host.
func packageSteps(ctx context.Context, names []string, host string) ([]step, error) {
	chosen, err := chooseTargets(names, host)
	if err != nil {
		return nil, err
	}
	rel, err := readRelease(ctx)
	if err != nil {
		return nil, err
	}
	steps := frontendBuild()
	for _, t := range chosen {
		steps = append(steps, t.steps(rel)...)
	}
	return steps, nil
}

func chooseTargets(names []string, host string) ([]target, error) {
	var chosen []target
	for _, t := range targets {
		possible := slices.Contains(t.hosts, host)
		if slices.Contains(names, t.os) && !possible {
			return nil, fmt.Errorf("packages for %s are made on %s only", t.os, strings.Join(t.hosts, " or "))
		}
		if slices.Contains(names, t.os) || len(names) == 0 && possible {
			chosen = append(chosen, t)
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(targets, func(t target) bool { return t.os == name }) {
			return nil, fmt.Errorf("there are no packages for %q; %s", name, "name linux, windows or darwin")
		}
	}
	return chosen, nil
}

// printPackages names what is there now, with its size.
func printPackages() {
	entries, _ := os.ReadDir(packagesDir) // none yet
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			fmt.Printf("%7.1f MB  %s\n", float64(info.Size())/1e6, filepath.Join(packagesDir, e.Name()))
		}
	}
}
