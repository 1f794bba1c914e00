package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// missingNeeds returns the named prerequisites that are not there, in the order of the table.
func missingNeeds(names []string) []need {
	var missing []need
	for _, n := range prerequisites {
		if slices.Contains(names, n.name) && !n.found() {
			missing = append(missing, n)
		}
	}
	return missing
}

// provide looks for the named prerequisites, installs what it may and says what stays missing.
func provide(ctx context.Context, out io.Writer, names []string) []need {
	missing := missingNeeds(names)
	if packages := aptPackages(missing); len(packages) > 0 && mayInstall() {
		fmt.Fprintf(out, "installing %s\n", strings.Join(packages, " "))
		if err := aptInstall(ctx, packages); err != nil {
			fmt.Fprintln(out, err)
		}
		missing = missingNeeds(names)
	}
	for _, n := range missing {
		fmt.Fprintf(out, "missing: %s. To get it, %s\n", n.name, remedy(n))
	}
	return missing
}

// remedy is the command that installs n here, or the nearest thing to one.
func remedy(n need) string {
	if hasApt() && len(n.apt) > 0 && !isSnapOnly(n) {
		return "run as root: apt-get install --no-install-recommends " + strings.Join(n.apt, " ")
	}
	return n.hint
}

// aptPackages are the packages that bring what is missing. Those already there are left alone by apt.
func aptPackages(missing []need) []string {
	var packages []string
	for _, n := range missing {
		if !isSnapOnly(n) {
			packages = append(packages, n.apt...)
		}
	}
	return packages
}

// isSnapOnly: Ubuntu's Chromium package only fetches a snap, which containers cannot run.
func isSnapOnly(n need) bool { return n.name == needChromium && isUbuntu() }

func isUbuntu() bool {
	text, err := os.ReadFile("/etc/os-release")
	return err == nil && slices.Contains(strings.Split(string(text), "\n"), "ID=ubuntu")
}

func hasApt() bool { return onPath("apt-get")() }

func mayInstall() bool { return hasApt() && os.Geteuid() == 0 }

// aptInstall tries with the package lists there are, and refreshes them only when that fails.
func aptInstall(ctx context.Context, packages []string) error {
	quiet := []string{"DEBIAN_FRONTEND=noninteractive"}
	install := cmd{env: quiet, argv: append([]string{"apt-get", "install", "-y", "-q", "--no-install-recommends"}, packages...)}
	var said strings.Builder
	if install.start(ctx, &said) == nil {
		return nil
	}
	update := cmd{env: quiet, argv: []string{"apt-get", "update", "-q"}}
	if err := update.start(ctx, &said); err != nil {
		return fmt.Errorf("%w\n%s", err, said.String())
	}
	if err := install.start(ctx, &said); err != nil {
		return fmt.Errorf("%w\n%s", err, said.String())
	}
	return nil
}
