package main

import (
	"slices"
	"testing"
)

func locked(packages map[string]lockedPackage) lockFile { return lockFile{Packages: packages} }

func TestUpToDate_InstalledAsLocked_ButForTheProjectAndOtherSystems(t *testing.T) {
	wanted := locked(map[string]lockedPackage{
		"":                    {},
		"node_modules/a":      {Version: "1.0.0", Integrity: "x"},
		"node_modules/darwin": {Version: "1.0.0", Optional: true},
	})
	if !upToDate(wanted, locked(map[string]lockedPackage{"node_modules/a": {Version: "1.0.0", Integrity: "x"}})) {
		t.Error("an installed lock counts as stale")
	}
}

func TestUpToDate_MissingChangedOrLeftOver_IsStale(t *testing.T) {
	wanted := locked(map[string]lockedPackage{"node_modules/a": {Version: "1.0.0", Integrity: "x"}})
	for name, have := range map[string]map[string]lockedPackage{
		"missing":         {},
		"other version":   {"node_modules/a": {Version: "1.0.1", Integrity: "x"}},
		"other integrity": {"node_modules/a": {Version: "1.0.0", Integrity: "y"}},
		"left over":       {"node_modules/a": {Version: "1.0.0", Integrity: "x"}, "node_modules/b": {}},
	} {
		if upToDate(wanted, locked(have)) {
			t.Errorf("%s: counts as up to date", name)
		}
	}
}

func TestDifferences_AddedChangedAndRemovedFiles_AreNamedInOrder(t *testing.T) {
	before := map[string]string{"same": "1", "changed": "1", "removed": "1"}
	after := map[string]string{"same": "1", "changed": "2", "added": "1"}
	if got := differences(before, after); !slices.Equal(got, []string{"added", "changed", "removed"}) {
		t.Errorf("differences = %v", got)
	}
}
