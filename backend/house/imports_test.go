package house

import (
	"slices"
	"strings"
	"testing"
)

// everything stands for "any package of ours".
var everything = []string{"*"}

// mayImport is the table of the house: for each package below backend/, which of the others its
// product code may import. Tests may import what they like; testkit is for them alone.
var mayImport = map[string][]string{
	"money":      {},
	"signature":  {},
	"rawhttp":    {},
	"webview":    {},
	"house":      {},
	"ledger":     {"money"},
	"contract":   {"money"},
	"sandbox":    {"money", "ledger"},
	"logquery":   {"sandbox"},
	"sheet":      {},
	"logexport":  {"sandbox", "money", "contract", "sheet"},
	"engine":     {"sandbox", "ledger", "money", "contract"},
	"report":     {"sandbox", "money", "sheet"},
	"sqlite":     {"sandbox", "money", "signature", "contract", "logquery"},
	"gateway":    {"sandbox", "money", "signature", "contract", "engine", "rawhttp"},
	"wallet":     {"sandbox", "money", "signature", "contract", "engine"},
	"notifier":   {"sandbox", "money", "signature", "contract", "rawhttp"},
	"listener":   {"sandbox", "money", "signature", "contract", "rawhttp"},
	"forwarder":  {"sandbox", "signature", "rawhttp"},
	"datafolder": {"sandbox", "signature"},
	"bus":        {"sandbox"},
	"doctor":     {"sandbox", "signature"},
	"caller":     {"sandbox", "signature", "rawhttp"},
	"services":   {"sandbox", "engine", "money", "signature", "contract", "report", "bus", "logquery", "logexport"},
	"web":        {"services"},
	"app":        everything,
	"cmd":        everything,
	"testkit":    everything,
}

// neverImports are the packages of others that would make a rule package an adapter.
var neverImports = map[string][]string{
	"money":     {"net", "net/http", "database/sql", "os"},
	"signature": {"net", "net/http", "database/sql", "os"},
	"ledger":    {"net", "net/http", "database/sql", "os"},
	"contract":  {"net", "net/http", "database/sql", "os"},
	"logexport": {"net", "net/http", "database/sql", "os"},
	"logquery":  {"net", "net/http", "database/sql", "os"},
	"engine":    {"net", "net/http", "database/sql", "os"},
	"sheet":     {"net", "net/http", "database/sql", "os"},
	"report":    {"net", "net/http", "database/sql", "os"},
	"sandbox":   {"net/http", "database/sql", "os"},
	"services":  {"net/http", "database/sql"},
}

// rootImports is what main.go and app.go may import of ours.
var rootImports = []string{"backend/app", "backend/services", "backend/webview", "frontend"}

const wails = "github.com/wailsapp/wails"

func TestImports_BackendPackages_FollowTheTable(t *testing.T) {
	for _, s := range sources(t) {
		from := s.pkg()
		if from == "" || s.isTest() {
			continue
		}
		allowed, named := mayImport[from]
		if !named {
			t.Errorf("%s: package %s is not in the table of the house; decide what it may import", s.path, from)
			continue
		}
		for _, path := range s.imports() {
			if to, ok := strings.CutPrefix(path, ours); ok && !allows(from, allowed, to) {
				t.Errorf("%s: %s may not import %s", s.path, from, to)
			}
			if slices.Contains(neverImports[from], path) {
				t.Errorf("%s: %s may not import %s", s.path, from, path)
			}
		}
	}
}

// allows judges one import of ours; to is the path below the module.
func allows(from string, allowed []string, to string) bool {
	rest, ok := strings.CutPrefix(to, "backend/")
	if !ok {
		return to == "frontend" && slices.Contains(allowed, "*")
	}
	name, _, _ := strings.Cut(rest, "/")
	switch {
	case name == from:
		return true
	case name == "testkit":
		return false
	}
	return slices.Contains(allowed, name) || slices.Contains(allowed, "*")
}

func TestImports_Root_ImportsOnlyAppServicesAssetsAndWebview(t *testing.T) {
	for _, s := range sources(t) {
		if strings.Contains(s.path, "/") {
			continue
		}
		for _, path := range s.imports() {
			if to, ok := strings.CutPrefix(path, ours); ok && !slices.Contains(rootImports, to) {
				t.Errorf("%s: the root may not import %s", s.path, to)
			}
		}
	}
}

func TestImports_Wails_IsImportedByMainAndAppOnly(t *testing.T) {
	found := 0
	for _, s := range sources(t) {
		for _, path := range s.imports() {
			if !strings.HasPrefix(path, wails) {
				continue
			}
			found++
			if s.path != "main.go" && s.path != "app.go" {
				t.Errorf("%s imports %s; only main.go and app.go may", s.path, path)
			}
		}
	}
	if found == 0 {
		t.Error("nobody imports Wails; this test looks for the wrong path")
	}
}

func TestImports_BuildDev_NeedsNoCompiler(t *testing.T) {
	for _, s := range sources(t) {
		if !strings.HasPrefix(s.path, "build/dev/") {
			continue
		}
		for _, path := range s.imports() {
			if path == "C" || strings.Contains(path, ".") || strings.HasPrefix(path, ours) {
				t.Errorf("%s imports %s; build/dev must run on a machine with Go alone", s.path, path)
			}
		}
	}
}
