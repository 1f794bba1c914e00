package datafolder

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"antomdesk/backend/sandbox"
)

func TestSecrets_SurviveARestartAndAreForgottenWhenDeleted(t *testing.T) {
	path := t.TempDir()
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"a": "1", "b": "2"} {
		if err := f.Secrets().SetSecret(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Secrets().DeleteSecret("b"); err != nil {
		t.Fatal(err)
	}
	if err := f.Secrets().DeleteSecret("unknown"); err != nil {
		t.Errorf("forgetting an unknown name: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, path)
	if value, err := again.Secrets().Secret("a"); value != "1" || err != nil {
		t.Errorf("got %q, %v", value, err)
	}
	if _, err := again.Secrets().Secret("b"); !sandbox.IsNotFound(err) {
		t.Errorf("a deleted secret: %v", err)
	}
	if runtime.GOOS != "windows" && mode(t, again.file(secretsFile)) != 0o600 {
		t.Errorf("the secrets file has mode %o", mode(t, again.file(secretsFile)))
	}
	if leftovers, _ := filepath.Glob(filepath.Join(path, "*.tmp")); len(leftovers) > 0 {
		t.Errorf("left behind: %v", leftovers)
	}
}

func TestSecrets_FileOthersCanReadIsTightenedAndReported(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("access lists, not modes, protect files on Windows")
	}
	path := t.TempDir()
	file := filepath.Join(path, secretsFile)
	if err := os.WriteFile(file, []byte(`{"a":"1"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	f := open(t, path)
	if mode(t, file) != 0o600 {
		t.Errorf("the file still has mode %o", mode(t, file))
	}
	if warnings := strings.Join(f.Warnings(), "\n"); !strings.Contains(warnings, "0644") || !strings.Contains(warnings, "unencrypted") {
		t.Errorf("warnings: %s", warnings)
	}
}

func TestSecrets_NoWarningWhileThereIsNothingToWarnAbout(t *testing.T) {
	f := open(t, t.TempDir())
	if w := f.Warnings(); len(w) > 0 {
		t.Errorf("warnings: %q", w)
	}
	if err := f.Secrets().SetSecret("a", "1"); err != nil {
		t.Fatal(err)
	}
	if w := f.Warnings(); len(w) != 1 || !strings.Contains(w[0], secretsFile) {
		t.Errorf("warnings: %q", w)
	}
}

func TestSecrets_DamagedFileIsExplainedAndLeftAlone(t *testing.T) {
	for _, content := range []string{"", "null", "[1]", `{"a":"hush`} {
		path := t.TempDir()
		file := filepath.Join(path, secretsFile)
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(path)
		if sandbox.CodeOf(err) != sandbox.CodeUnavailable || !strings.Contains(err.Error(), "backup") {
			t.Errorf("%q: %v", content, err)
		}
		if err != nil && strings.Contains(err.Error(), "hush") {
			t.Errorf("the error quotes the file: %v", err)
		}
		if kept, _ := os.ReadFile(file); string(kept) != content {
			t.Errorf("%q became %q", content, kept)
		}
		if _, err := Open(path); sandbox.CodeOf(err) != sandbox.CodeUnavailable {
			t.Errorf("a second try does not find the lock free: %v", err)
		}
	}
}

func TestAntomKey_IsCreatedOnceAndKept(t *testing.T) {
	path := t.TempDir()
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	first, err := f.AntomKey()
	if err != nil {
		t.Fatal(err)
	}
	if first.N.BitLen() != 2048 || len(first.Primes) != 2 {
		t.Errorf("%d bits, %d primes", first.N.BitLen(), len(first.Primes))
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, path)
	for range 2 {
		if key, err := again.AntomKey(); err != nil || !key.Equal(first) {
			t.Errorf("another key, %v", err)
		}
	}
	if text, _ := again.Secrets().Secret("antom-signing-key"); !strings.HasPrefix(text, "-----BEGIN PRIVATE KEY-----\n") {
		t.Error("the key is not kept as PKCS#8 PEM")
	}
}

func TestAntomKey_DamagedKeyIsExplainedNotReplaced(t *testing.T) {
	f := open(t, t.TempDir())
	if err := f.Secrets().SetSecret("antom-signing-key", "hush"); err != nil {
		t.Fatal(err)
	}
	_, err := f.AntomKey()
	if sandbox.CodeOf(err) != sandbox.CodeUnavailable || strings.Contains(err.Error(), "hush") {
		t.Errorf("got %v", err)
	}
}
