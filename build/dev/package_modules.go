package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// shipped are the packages of the two programs.
var shipped = []string{".", "./backend/cmd/antomctl"}

// goPackage is the part of go list's answer that says whose code it is.
type goPackage struct {
	Dir    string
	Module *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// goWorks are Go itself and the modules that the programs contain on goos, in order of name.
func goWorks(ctx context.Context, goos string) ([]work, error) {
	packages, err := goList(ctx, goos)
	if err != nil {
		return nil, err
	}
	first, err := goRoot(ctx)
	if err != nil {
		return nil, err
	}
	modules := map[string]*work{}
	for _, p := range packages {
		if p.Module == nil || p.Module.Main {
			continue
		}
		name := p.Module.Path + " " + p.Module.Version
		if modules[name] == nil {
			modules[name] = &work{name: name}
		}
		if err := modules[name].collect(p.Dir, p.Module.Dir); err != nil {
			return nil, err
		}
	}
	works := []work{first}
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		works = append(works, *modules[name])
	}
	return works, nil
}

// collect adds the texts from the package's folder up to the module's: a package that came from
// elsewhere often has its own.
func (w *work) collect(dir, top string) error {
	for {
		texts, err := licenceTexts(dir)
		if err != nil {
			return err
		}
		for _, text := range texts {
			if !slices.Contains(w.texts, text) {
				w.texts = append(w.texts, text)
			}
		}
		if dir == top || len(dir) <= len(top) {
			return nil
		}
		dir = filepath.Dir(dir)
	}
}

// goList asks for everything the programs are linked from. CGO_ENABLED only chooses files here.
func goList(ctx context.Context, goos string) ([]goPackage, error) {
	words := append([]string{"go", "list", "-deps", "-tags", windowTags, "-json=Dir,Module"}, shipped...)
	out, err := cmd{argv: words, env: []string{"GOOS=" + goos, "CGO_ENABLED=1"}}.output(ctx)
	if err != nil {
		return nil, err
	}
	var packages []goPackage
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		packages = append(packages, p)
	}
}

const modulesDir = "node_modules/" // in the names of package-lock.json

// npmWorks are the packages the front end is bundled from: all but those only its tools need. Their
// texts are their own, or else those below given, one folder for each.
func npmWorks(project, given string) ([]work, error) {
	lock, err := readLock(filepath.Join(project, "package-lock.json"))
	if err != nil {
		return nil, err
	}
	var works []work
	for _, path := range slices.Sorted(maps.Keys(lock.Packages)) {
		p := lock.Packages[path]
		if path == "" || p.Dev || p.DevOptional {
			continue
		}
		name := path[strings.LastIndex(path, modulesDir)+len(modulesDir):]
		texts, err := npmTexts(filepath.Join(project, path), filepath.Join(given, name))
		if p.Optional && errors.Is(err, fs.ErrNotExist) {
			continue // another system's
		} else if err != nil {
			return nil, err
		}
		works = append(works, work{name: name + " " + p.Version, texts: texts})
	}
	return works, nil
}

// npmTexts refuses a given text once the package brings its own, lest the two differ.
func npmTexts(dir, given string) ([]string, error) {
	own, err := licenceTexts(dir)
	if err != nil {
		return nil, err
	}
	others, err := licenceTexts(given)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return own, nil
	case err == nil && len(own) > 0:
		return nil, fmt.Errorf("%s has a licence text of its own now: remove %s", dir, given)
	}
	return others, err
}
