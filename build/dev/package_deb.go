package main

import (
	"context"
	"debug/elf"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// linuxPackages lays everything out as below /usr and packs that three times.
func linuxPackages(rel release) []step {
	stage := filepath.Join(stageDir, "linux")
	bin := filepath.Join(stage, "bin")
	return []step{
		{name: "linux window", needs: []string{needCompiler, needWindow}, after: []string{"front end"}, do: all(
			quietly(func() error { return emptyDir(stage) }),
			rel.build(windowTags, ".", filepath.Join(bin, "antomdesk")))},
		{name: "linux antomctl", needs: []string{needCompiler}, after: []string{"linux window"}, do: all(
			rel.build(tags, "./backend/cmd/antomctl", filepath.Join(bin, "antomctl")),
			rel.reported(filepath.Join(bin, "antomctl")))},
		{name: "linux files", after: []string{"linux antomctl"}, do: rel.linuxFiles(stage)},
		{name: "deb", after: []string{"linux files"}, do: rel.nfpm("deb", ".deb")},
		{name: "rpm", after: []string{"linux files"}, do: rel.nfpm("rpm", ".rpm")},
		{name: "tar.gz", after: []string{"linux files"}, do: quietly(func() error {
			return writeArchive(filepath.Join(packagesDir, rel.file("linux", runtime.GOARCH, ".tar.gz")), func(w io.Writer) error {
				return tarGz(w, stage, rel.file("linux", runtime.GOARCH, ""))
			})
		})},
	}
}

// reported fails unless the program says it is this version: the linker ignores a variable that is
// no longer there.
func (r release) reported(ctl string) action {
	return func(ctx context.Context, _ io.Writer) error {
		out, err := exec.CommandContext(ctx, ctl, "version").Output()
		if got := strings.TrimSpace(string(out)); err == nil && got != r.Info.Version {
			err = fmt.Errorf("antomctl says it is version %q, wails.json says %q", got, r.Info.Version)
		}
		return err
	}
}

// linuxFiles adds what is not a program: menu entry, icons, completions and licences.
func (r release) linuxFiles(stage string) action {
	share := filepath.Join(stage, "share")
	const entry = "antomdesk.desktop"
	return all(
		quietly(func() error {
			return copyFile(filepath.Join("build", "package", entry), filepath.Join(share, "applications", entry))
		}),
		quietly(func() error { return linuxIcons(share) }),
		completions(filepath.Join(stage, "bin", "antomctl"), share),
		r.writeNotices("linux", filepath.Join(share, "doc", "antomdesk", "copyright")),
		quietly(func() error { return settle(stage, r.date) }),
	)
}

// completions asks antomctl for them, one file for each shell.
func completions(ctl, share string) action {
	files := map[string]string{
		"bash": filepath.Join("bash-completion", "completions", "antomctl"),
		"zsh":  filepath.Join("zsh", "site-functions", "_antomctl"),
		"fish": filepath.Join("fish", "vendor_completions.d", "antomctl.fish"),
	}
	return func(ctx context.Context, _ io.Writer) error {
		for shell, file := range files {
			text, err := cmd{argv: []string{ctl, "completion", shell}}.output(ctx)
			if err != nil {
				return err
			}
			if err := place(filepath.Join(share, file), text); err != nil {
				return err
			}
		}
		return nil
	}
}

// nfpm packs the laid out files in one format.
func (r release) nfpm(format, ending string) action {
	return func(ctx context.Context, out io.Writer) error {
		glibc, err := neededGlibc(filepath.Join(stageDir, "linux", "bin"))
		if err != nil {
			return err
		}
		if err := os.MkdirAll(packagesDir, 0o755); err != nil {
			return err
		}
		file := filepath.Join(packagesDir, r.file("linux", runtime.GOARCH, ending))
		return run(line(goTool+"nfpm package -f build/package/nfpm.yaml -p "+format+" -t "+file,
			"VERSION="+r.Info.Version, "ARCH="+runtime.GOARCH, "MAINTAINER="+r.Info.Copyright, "GLIBC="+glibc,
			"SOURCE_DATE_EPOCH="+strconv.FormatInt(r.date.Unix(), 10)))(ctx, out)
	}
}

// neededGlibc is the newest version of the C library that the programs in dir ask for: the one of
// the system they were built on decides.
func neededGlibc(dir string) (string, error) {
	programs, err := os.ReadDir(dir)
	newest := [2]int{}
	for _, p := range programs {
		f, err := elf.Open(filepath.Join(dir, p.Name()))
		if err != nil {
			return "", err
		}
		symbols, err := f.ImportedSymbols()
		_ = f.Close() // only read
		if err != nil {
			return "", err
		}
		for _, s := range symbols {
			newest = later(newest, glibcVersion(s.Version))
		}
	}
	return fmt.Sprintf("%d.%d", newest[0], newest[1]), err
}

// glibcVersion reads GLIBC_2.34; any other symbol version is 0.0.
func glibcVersion(text string) [2]int {
	var v [2]int
	if _, err := fmt.Sscanf(text, "GLIBC_%d.%d", &v[0], &v[1]); err != nil {
		return [2]int{}
	}
	return v
}

func later(a, b [2]int) [2]int {
	if a[0] > b[0] || a[0] == b[0] && a[1] > b[1] {
		return a
	}
	return b
}
