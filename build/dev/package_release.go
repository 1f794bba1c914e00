package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// release is what every package says about itself. wails.json is the one place it comes from.
type release struct {
	Info struct {
		Product   string `json:"productName"`
		Version   string `json:"productVersion"`
		Copyright string `json:"copyright"`
	} `json:"info"`
	date time.Time // of the files in the packages, so that the same source gives the same bytes
}

// Windows wants exactly three numbers.
var versionForm = regexp.MustCompile(`^\d+\.\d+\.\d+$`)

func readRelease(ctx context.Context) (release, error) {
	var r release
	text, err := os.ReadFile("wails.json")
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("wails.json: %w", err)
	}
	if !versionForm.MatchString(r.Info.Version) {
		return r, fmt.Errorf("wails.json: info.productVersion %q is not three numbers such as 1.2.3", r.Info.Version)
	}
	r.date, err = sourceDate(ctx)
	return r, err
}

// sourceDate is SOURCE_DATE_EPOCH, else the last commit's time, else, without Git, that of wails.json.
func sourceDate(ctx context.Context) (time.Time, error) {
	text := os.Getenv("SOURCE_DATE_EPOCH")
	if text == "" {
		commit, err := exec.CommandContext(ctx, "git", "log", "-1", "--format=%ct").Output()
		if err != nil {
			info, err := os.Stat("wails.json")
			if err != nil {
				return time.Time{}, err
			}
			return info.ModTime(), nil
		}
		text = strings.TrimSpace(string(commit))
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("the date of the source: %w", err)
	}
	return time.Unix(seconds, 0).UTC(), nil
}

// versionFlag makes the linker set the version the programs report.
func (r release) versionFlag() string { return "-X antomdesk/backend/app.Version=" + r.Info.Version }

// linkerFlags also strip the symbols.
func (r release) linkerFlags() string { return "-s -w " + r.versionFlag() }

// file is the name of a package: antomdesk-0.1.0-windows-amd64.zip.
func (r release) file(goos, arch, ending string) string {
	return "antomdesk-" + r.Info.Version + "-" + goos + "-" + arch + ending
}
