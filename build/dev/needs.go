package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// need is one prerequisite: how to see that it is there, and how to get it.
type need struct {
	name  string
	found func() bool
	apt   []string // Debian's packages; none means it is not installed from there
	hint  string   // what to do where apt is of no use
}

// The names of the prerequisites.
const (
	needCompiler = "C compiler"
	needOpenSSL  = "openssl"
	needNode     = "Node.js 20.19 or newer"
	needWindow   = "GTK 3 and WebKitGTK 4.1"
	needChromium = "Chromium"
	needFonts    = "Chinese fonts"
	needDisplay  = "virtual display"
	needDriver   = "WebKitWebDriver"
	needBus      = "session bus"
	needMinGW    = "C compiler for Windows"
	needNSIS     = "NSIS"
)

// prerequisites is the whole table; a step names the rows it needs.
var prerequisites = []need{
	{
		name: needCompiler, found: hasCompiler,
		apt:  []string{"gcc", "libc6-dev"},
		hint: byOS("install gcc", "run: xcode-select --install", "run: winget install BrechtSanders.WinLibs.POSIX.UCRT"),
	},
	{
		name: needOpenSSL, found: onPath("openssl"),
		apt:  []string{"openssl"},
		hint: byOS("install openssl", "run: brew install openssl", "run: winget install ShiningLight.OpenSSL.Light"),
	},
	{
		name: needNode, found: hasNode,
		hint: byOS("install it from https://nodejs.org/", "run: brew install node", "run: winget install OpenJS.NodeJS.LTS"),
	},
	{
		name: needWindow, found: hasWindowLibraries,
		apt:  []string{"pkg-config", "libgtk-3-dev", "libwebkit2gtk-4.1-dev"},
		hint: "install the development packages of GTK 3 and WebKitGTK 4.1, and pkg-config",
	},
	{
		name: needChromium, found: func() bool { return chromium() != "" },
		apt:  []string{"chromium"},
		hint: byOS("run: snap install chromium", "run: brew install --cask chromium", "run: winget install Google.Chrome"),
	},
	{
		name: needFonts, found: hasChineseFonts,
		apt:  []string{"fontconfig", "fonts-dejavu-core", "fonts-noto-cjk"},
		hint: "install fontconfig and a font that covers Simplified Chinese",
	},
	{
		name: needDisplay, found: onPath("Xvfb", "xvfb-run", "xauth"),
		apt:  []string{"xvfb", "xauth"},
		hint: "install Xvfb with xvfb-run, and xauth",
	},
	{
		name: needDriver, found: onPath("WebKitWebDriver"),
		apt:  []string{"webkit2gtk-driver"},
		hint: "install WebKitGTK's WebDriver",
	},
	{
		name: needBus, found: onPath("dbus-run-session"),
		apt:  []string{"dbus", "dbus-daemon"},
		hint: "install dbus-run-session",
	},
	{
		name: needMinGW, found: onPath(mingw),
		apt:  []string{"gcc-mingw-w64-x86-64"},
		hint: "install the MinGW-w64 gcc for x86_64",
	},
	{
		name: needNSIS, found: onPath("makensis"),
		apt:  []string{"nsis"},
		hint: "install NSIS 3",
	},
}

func byOS(linux, darwin, windows string) string {
	switch runtime.GOOS {
	case "darwin":
		return darwin
	case "windows":
		return windows
	}
	return linux
}

func onPath(programs ...string) func() bool {
	return func() bool {
		for _, p := range programs {
			if _, err := exec.LookPath(p); err != nil {
				return false
			}
		}
		return true
	}
}

// hasCompiler compiles nothing but one include, because a gcc without the C library's headers is
// what a slim image has.
func hasCompiler() bool {
	cc := firstOnPath(os.Getenv("CC"), "gcc", "clang", "cc")
	if cc == "" {
		return false
	}
	c := exec.Command(cc, "-E", "-x", "c", "-")
	c.Stdin = strings.NewReader("#include <stdlib.h>\n")
	return c.Run() == nil
}

func hasNode() bool {
	if !onPath("node", "npm")() {
		return false
	}
	out, err := exec.Command("node", "--version").Output()
	if err != nil {
		return false
	}
	var major, minor int
	if _, err := fmt.Sscanf(string(out), "v%d.%d", &major, &minor); err != nil {
		return false
	}
	return major > 20 || major == 20 && minor >= 19
}

// hasWindowLibraries is true off Linux: there the system brings its own web view.
func hasWindowLibraries() bool {
	if runtime.GOOS != "linux" {
		return true
	}
	return exec.Command("pkg-config", "--exists", "gtk+-3.0", "webkit2gtk-4.1").Run() == nil
}

func hasChineseFonts() bool {
	if runtime.GOOS != "linux" {
		return true
	}
	out, err := exec.Command("fc-list", ":lang=zh-cn", "family").Output()
	return err == nil && len(out) > 0
}

// chromium is the browser of the end-to-end stories, or "" when there is none.
func chromium() string {
	return firstOnPath(append([]string{
		os.Getenv("ANTOMDESK_CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
		"/Applications/Chromium.app/Contents/MacOS/Chromium",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	}, filepath.Join(os.Getenv("ProgramFiles"), "Google", "Chrome", "Application", "chrome.exe"))...)
}

// firstOnPath returns the path of the first program that exists, or "".
func firstOnPath(programs ...string) string {
	for _, p := range programs {
		if p == "" {
			continue
		}
		if found, err := exec.LookPath(p); err == nil {
			return found
		}
	}
	return ""
}
