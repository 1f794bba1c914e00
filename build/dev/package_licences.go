package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// work is something others wrote that a package holds, with the licence texts it came with.
type work struct {
	name  string // "React 19.3.1", as far as its source tells
	texts []string
}

// givenTexts holds, by name, texts of works that come without one, and works no package manager knows.
var givenTexts = filepath.Join("build", "package", "licences")

// notices is the file that names every work in the packages of a system and repeats its terms.
func notices(ctx context.Context, rel release, goos string) ([]byte, error) {
	var works []work
	for _, collect := range []func() ([]work, error){
		func() ([]work, error) { return goWorks(ctx, goos) },
		func() ([]work, error) { return npmWorks("frontend", filepath.Join(givenTexts, "npm")) },
		func() ([]work, error) { return givenWorks(filepath.Join(givenTexts, goos)) },
	} {
		found, err := collect()
		if err != nil {
			return nil, err
		}
		works = append(works, found...)
	}
	if err := allLicensed(works); err != nil {
		return nil, err
	}
	return formatNotices(rel, works), nil
}

// allLicensed names the works that nobody may pass on because they came without terms.
func allLicensed(works []work) error {
	var bare []string
	for _, w := range works {
		if len(w.texts) == 0 {
			bare = append(bare, w.name)
		}
	}
	if len(bare) > 0 {
		return fmt.Errorf("no licence text came with %s; put it below %s", strings.Join(bare, ", "), givenTexts)
	}
	return nil
}

// givenWorks are the works below dir, one folder each.
func givenWorks(dir string) ([]work, error) {
	entries, err := os.ReadDir(dir)
	if os.IsNotExist(err) {
		return nil, nil
	}
	var works []work
	for _, e := range entries {
		texts, err := licenceTexts(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		works = append(works, work{name: e.Name(), texts: texts})
	}
	return works, err
}

var (
	licenceName = regexp.MustCompile(`(?i)^((un)?licen[cs]e|copying|copyright|notice|patents)`)
	sourceName  = regexp.MustCompile(`(?i)\.(go|[cm]?[jt]sx?|json|map|html|css|svg|ya?ml)$`)
)

// licenceTexts reads the files of dir whose names say that they hold terms, in order of name.
func licenceTexts(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, e := range entries {
		if e.IsDir() || !licenceName.MatchString(e.Name()) || sourceName.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		texts = append(texts, tidyText(text))
	}
	return texts, nil
}

// tidyText drops line-end differences, so that the same terms are printed once.
func tidyText(text []byte) string {
	lines := strings.Split(strings.ToValidUTF8(string(bytes.TrimPrefix(text, []byte("\ufeff"))), "?"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t\r")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n") + "\n"
}

const noticesHead = `%s %s
Copyright: %s

It contains the following works of others. Their names are followed by their terms; works that share
the same text are listed above it together.

`

func formatNotices(rel release, works []work) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, noticesHead, rel.Info.Product, rel.Info.Version, rel.Info.Copyright)
	for _, w := range works {
		fmt.Fprintf(&b, "  %s\n", w.name)
	}
	texts, holders := byText(works)
	for _, text := range texts {
		fmt.Fprintf(&b, "\n%s\n%s\n\n%s", strings.Repeat("-", 100), strings.Join(holders[text], "\n"), text)
	}
	return b.Bytes()
}

// byText groups the works by their terms, in order of first appearance.
func byText(works []work) (texts []string, holders map[string][]string) {
	holders = map[string][]string{}
	for _, w := range works {
		for _, text := range w.texts {
			if _, known := holders[text]; !known {
				texts = append(texts, text)
			}
			if !slices.Contains(holders[text], w.name) {
				holders[text] = append(holders[text], w.name)
			}
		}
	}
	return texts, holders
}

// goRoot holds the terms of the Go runtime and standard library; some distributions keep them one
// folder higher.
func goRoot(ctx context.Context) (work, error) {
	w := work{name: "Go " + strings.TrimPrefix(runtime.Version(), "go")}
	out, err := line("go env GOROOT").output(ctx)
	if err != nil {
		return w, err
	}
	root := strings.TrimSpace(string(out))
	for _, dir := range []string{root, filepath.Dir(root)} {
		if w.texts, err = licenceTexts(dir); err != nil || len(w.texts) > 0 {
			return w, err
		}
	}
	return w, nil
}
