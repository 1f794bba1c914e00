package main

import (
	"os"
	"path/filepath"
	"testing"
)

const (
	enumA = "\texport enum A {\n\t    X = \"x\",\n\t}\n"
	enumB = "\texport enum B {\n\t    Y = \"y\",\n\t    Z = \"z\",\n\t}\n"
)

func TestTidyBindings_EnumsInAnyOrder_EndUpInOne(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "models.ts")
	want := "export namespace n {\n\t\n" + enumA + enumB + "\n}\n"
	for _, enums := range []string{enumA + enumB, enumB + enumA} {
		if err := os.WriteFile(path, []byte("export namespace n {\n\t\n"+enums+"\n}\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := tidyBindings(dir); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("got %q, %v; want %q", got, err, want)
		}
	}
}
