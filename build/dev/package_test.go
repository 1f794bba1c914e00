package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"image"
	"image/color"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// checkout makes the root of the repository the working directory, as main does.
func checkout(t *testing.T) {
	t.Helper()
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(root)
}

// lay writes files into a new folder.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := place(filepath.Join(dir, name), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestChooseTargets_NoName_TakesAllThisSystemCanMake(t *testing.T) {
	for host, want := range map[string][]string{"linux": {"linux", "windows"}, "darwin": {"darwin"}, "windows": nil} {
		chosen, err := chooseTargets(nil, host)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range chosen {
			got = append(got, c.os)
		}
		if !slices.Equal(got, want) {
			t.Errorf("on %s: %v, want %v", host, got, want)
		}
	}
}

func TestChooseTargets_ImpossibleOrUnknown_IsRefusedByName(t *testing.T) {
	for _, name := range []string{"darwin", "plan9"} {
		if _, err := chooseTargets([]string{"linux", name}, "linux"); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s on linux: %v", name, err)
		}
	}
}

func TestPackageSteps_EveryNeedAndEveryPredecessorExists(t *testing.T) {
	checkout(t)
	rel, err := readRelease(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range targets {
		known := []string{}
		for _, s := range append(frontendBuild(), target.steps(rel)...) {
			for _, name := range s.after {
				if !slices.Contains(known, name) {
					t.Errorf("%s: step %q comes after %q, which does not come before it", target.os, s.name, name)
				}
			}
			for _, name := range s.needs {
				if !slices.ContainsFunc(prerequisites, func(n need) bool { return n.name == name }) {
					t.Errorf("%s: step %q needs %q, which is not in the table", target.os, s.name, name)
				}
			}
			known = append(known, s.name)
		}
	}
}

func TestReadRelease_VersionOfOtherThanThreeNumbers_IsRefused(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1")
	for text, ok := range map[string]bool{"1.2.3": true, "1.2": false, "v1.2.3": false, "1.2.3-rc1": false, "": false} {
		t.Chdir(lay(t, map[string]string{"wails.json": `{"info":{"productVersion":"` + text + `"}}`}))
		rel, err := readRelease(t.Context())
		if ok != (err == nil) {
			t.Errorf("%q: %v", text, err)
		}
		if err == nil && !rel.date.Equal(time.Unix(1, 0)) {
			t.Errorf("date = %s", rel.date)
		}
	}
}

// The linker ignores a variable that does not exist, so a renamed one would ship as "devel".
func TestVersionFlag_NamesAVariableThatExists(t *testing.T) {
	checkout(t)
	flag := release{}.versionFlag()
	pkg, variable, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(flag, "-X antomdesk/"), "="), ".")
	files, err := filepath.Glob(filepath.Join(filepath.FromSlash(pkg), "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	found := slices.ContainsFunc(files, func(file string) bool {
		text, err := os.ReadFile(file)
		return err == nil && bytes.Contains(text, []byte("\nvar "+variable+" = \""))
	})
	if !found {
		t.Errorf("%s holds no variable %s", pkg, variable)
	}
}

func TestLicenceTexts_TermsOnly_NotSourceOfTheSameName(t *testing.T) {
	dir := lay(t, map[string]string{
		"LICENSE": "a", "LICENCE.md": "b", "COPYING.LESSER": "c", "Notice.txt": "d", "UNLICENSE": "e",
		"license.go": "x", "copying.js": "x", "licenses.json": "x", "README.md": "x", "notice/file": "x",
	})
	texts, err := licenceTexts(dir)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(texts)
	if want := []string{"a\n", "b\n", "c\n", "d\n", "e\n"}; !slices.Equal(texts, want) {
		t.Errorf("texts = %q", texts)
	}
}

func TestNpmWorks_ShippedPackagesOnly_NestedOnesToo(t *testing.T) {
	dir := lay(t, map[string]string{
		"package-lock.json": `{"packages":{
			"":{"version":"0"},
			"node_modules/@a/b":{"version":"1"},
			"node_modules/c/node_modules/d":{"version":"2"},
			"node_modules/tool":{"version":"3","dev":true},
			"node_modules/other":{"version":"4","devOptional":true},
			"node_modules/darwin":{"version":"5","optional":true}}}`,
		"node_modules/@a/b/LICENSE":             "terms of b",
		"node_modules/c/node_modules/d/LICENSE": "terms of d",
	})
	works, err := npmWorks(dir, filepath.Join(dir, "given"))
	if err != nil {
		t.Fatal(err)
	}
	if len(works) != 2 || works[0].name != "@a/b 1" || works[1].name != "d 2" || works[1].texts[0] != "terms of d\n" {
		t.Errorf("works = %+v", works)
	}
}

func TestNpmWorks_WithoutTerms_TakesTheGivenOnes_AndOnlyThen(t *testing.T) {
	files := map[string]string{
		"package-lock.json":           `{"packages":{"node_modules/a":{"version":"1"}}}`,
		"node_modules/a/package.json": "{}",
		"given/a/LICENSE":             "given",
	}
	dir := lay(t, files)
	works, err := npmWorks(dir, filepath.Join(dir, "given"))
	if err != nil || len(works) != 1 || !slices.Equal(works[0].texts, []string{"given\n"}) {
		t.Fatalf("works = %+v, %v", works, err)
	}
	files["node_modules/a/LICENSE"] = "its own"
	dir = lay(t, files)
	if _, err := npmWorks(dir, filepath.Join(dir, "given")); err == nil {
		t.Error("a given text beside the package's own passes")
	}
}

func TestNpmWorks_NotInstalled_IsAnError(t *testing.T) {
	dir := lay(t, map[string]string{"package-lock.json": `{"packages":{"node_modules/a":{"version":"1"}}}`})
	if _, err := npmWorks(dir, filepath.Join(dir, "given")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("err = %v", err)
	}
}

func TestAllLicensed_NamesEveryWorkWithoutTerms(t *testing.T) {
	err := allLicensed([]work{{name: "a 1"}, {name: "b 1", texts: []string{"terms"}}, {name: "c 1"}})
	if err == nil || !strings.Contains(err.Error(), "a 1, c 1") {
		t.Errorf("err = %v", err)
	}
}

func TestCollect_GathersFromThePackageUpToItsModule_AndNoHigher(t *testing.T) {
	dir := lay(t, map[string]string{"LICENSE": "not theirs", "module/LICENSE": "module", "module/a/b/LICENSE": "borrowed"})
	w := work{name: "m"}
	top := filepath.Join(dir, "module")
	for range 2 { // two packages of the same module
		if err := w.collect(filepath.Join(top, "a", "b"), top); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(w.texts, []string{"borrowed\n", "module\n"}) {
		t.Errorf("texts = %q", w.texts)
	}
}

func TestFormatNotices_SharedTerms_ArePrintedOnce(t *testing.T) {
	text := string(formatNotices(release{}, []work{
		{name: "a 1", texts: []string{"shared\n"}}, {name: "b 1", texts: []string{"other\n"}}, {name: "c 1", texts: []string{"shared\n"}},
	}))
	if strings.Count(text, "shared\n") != 1 || !strings.Contains(text, "a 1\nc 1\n\nshared\n") {
		t.Errorf("notices:\n%s", text)
	}
}

func TestGoWorks_OfEachSystem_AllComeWithTerms(t *testing.T) {
	checkout(t)
	for goos, mark := range map[string]string{
		"linux": "github.com/godbus/dbus", "windows": "github.com/wailsapp/go-webview2", "darwin": "github.com/wailsapp/wails",
	} {
		works, err := goWorks(t.Context(), goos)
		if err != nil {
			t.Fatal(err)
		}
		if err := allLicensed(works); err != nil {
			t.Errorf("%s: %v", goos, err)
		}
		if !slices.ContainsFunc(works, func(w work) bool { return strings.HasPrefix(w.name, mark) }) {
			t.Errorf("%s: no %s among %d works", goos, mark, len(works))
		}
	}
}

func TestArchives_KeepModesAndTime_AndAreTheSameTwice(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps no modes; packages are not made there")
	}
	dir := lay(t, map[string]string{"bin/tool": "program", "share/text": "text"})
	if err := os.Chmod(filepath.Join(dir, "bin", "tool"), 0o700); err != nil {
		t.Fatal(err)
	}
	date := time.Unix(1_700_000_000, 0)
	if err := settle(dir, date); err != nil {
		t.Fatal(err)
	}
	for name, pack := range map[string]func(io.Writer, string, string) error{"tar.gz": tarGz, "zip": zipped} {
		var one, two bytes.Buffer
		if err := errors.Join(pack(&one, dir, "top"), pack(&two, dir, "top")); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Errorf("%s differs from run to run", name)
		}
		if name == "tar.gz" {
			checkTar(t, &one, date)
		} else {
			checkZip(t, one.Bytes(), date)
		}
	}
}

func checkTar(t *testing.T, r io.Reader, date time.Time) {
	t.Helper()
	z, err := gzip.NewReader(r)
	if err != nil {
		t.Fatal(err)
	}
	archive := tar.NewReader(z)
	for _, want := range []struct {
		name string
		mode int64
	}{{"top/bin/tool", 0o755}, {"top/share/text", 0o644}} {
		h, err := archive.Next()
		if err != nil {
			t.Fatal(err)
		}
		if h.Name != want.name || h.Mode != want.mode || !h.ModTime.Equal(date) || h.Uid != 0 {
			t.Errorf("%s: mode %o, %s, owner %d", h.Name, h.Mode, h.ModTime, h.Uid)
		}
	}
}

func checkZip(t *testing.T, text []byte, date time.Time) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	if len(z.File) != 2 || z.File[0].Name != "top/bin/tool" || z.File[0].Mode() != 0o755 || !z.File[0].Modified.Equal(date) {
		t.Errorf("files: %+v", z.File)
	}
}

func TestGlibcVersion_ComparesNumbers_NotText(t *testing.T) {
	newest := [2]int{}
	for _, text := range []string{"GLIBC_2.4", "GLIBC_2.34", "GLIBC_2.9", "LIBWEBKIT_9.9", ""} {
		newest = later(newest, glibcVersion(text))
	}
	if newest != [2]int{2, 34} {
		t.Errorf("newest = %v", newest)
	}
}

func TestShrink_AveragesColour_WithoutWhatIsTransparent(t *testing.T) {
	icon := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	for y := range 4 {
		for x := range 2 { // in each block the left half is opaque red, the right half clear green
			icon.Set(x*2, y, color.NRGBA{R: 255, A: 255})
			icon.Set(x*2+1, y, color.NRGBA{G: 255})
		}
	}
	if got := color.NRGBAModel.Convert(shrink(icon, 2).At(0, 0)); got != (color.NRGBA{R: 255, A: 127}) {
		t.Errorf("pixel = %+v", got)
	}
}

func TestNfpmFile_TakesEveryFileFromWhereTheStepsPutIt(t *testing.T) {
	checkout(t)
	text, err := os.ReadFile(filepath.Join("build", "package", "nfpm.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range iconSizes {
		if want := iconName(size); !strings.Contains(string(text), want) {
			t.Errorf("nfpm.yaml leaves out %s", want)
		}
	}
	stage := filepath.ToSlash(filepath.Join(stageDir, "linux"))
	for l := range strings.Lines(string(text)) {
		if _, src, ok := strings.Cut(l, "src: "); ok && !strings.HasPrefix(src, stage) {
			t.Errorf("%s is not below %s", strings.TrimSpace(src), stage)
		}
	}
}
