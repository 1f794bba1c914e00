package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"antomdesk/backend/services"
)

func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSignature_SignedThenChanged_IsExplainedInAShell(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	var keys keyFile
	ctl(t, data, "keys", "generate").want(t, 0).decode(t, &keys)
	const path = "/ams/sandbox/api/v1/payments/pay"
	body, key := file(t, "body.json", `{"a": 1}`), file(t, "key.txt", keys.MerchantPrivateKeyPKCS1)

	signed := ctl(t, data, "signature", "sign", "--path", path, "--body", body, "--key", key).want(t, 0).says(t, "PKCS#1")
	head := file(t, "head.txt", signed.stdout)
	if got := ctl(t, data, "signature", "verify", "--path", path, "--headers", head, "--body", body).want(t, 0).stdout; got != "The signature verifies.\n" {
		t.Errorf("got %q", got)
	}
	whole := file(t, "whole.txt", "POST "+path+" HTTP/1.1\n"+signed.stdout)
	ctl(t, data, "signature", "verify", "--headers", whole, "--body", body).want(t, 0)

	changed := ctl(t, data, "signature", "verify", "--path", path, "--headers", head, "--body", file(t, "other.json", `{"a":1}`))
	for _, part := range []string{"a space after each colon", "at byte ", "in the body", "  was signed  ", "the line to change"} {
		if changed.code != exitFailed || !strings.Contains(changed.stdout, part) {
			t.Errorf("exit %d, lacks %q: %s", changed.code, part, changed.stdout)
		}
	}
	asJSON := ctl(t, data, "--json", "signature", "verify", "--path", path, "--headers", head, "--body", file(t, "other.json", `{"a":1}`))
	var report services.SignatureReport
	if err := json.Unmarshal([]byte(asJSON.stdout), &report); err != nil || asJSON.code != exitFailed || report.Causes[0].Code != "bodySpaced" {
		t.Errorf("got %s (%v)", asJSON.stdout, err)
	}
}

func TestSignature_Mistakes_ExitWithUsageOrRefusal(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	ctl(t, data, "signature").want(t, exitUsage)
	ctl(t, data, "signature", "verify", "--body", "-", "--key", "-").want(t, exitUsage).says(t, "standard input")
	ctl(t, data, "signature", "sign", "--path", "/p", "--key", filepath.Join(data, "none")).want(t, exitUsage)
	ctl(t, data, "signature", "sign", "--path", "/p").want(t, exitRefused).says(t, "private key")
	ctl(t, data, "signature", "verify").want(t, exitRefused).says(t, "is not a path")
}

func TestReportText_ShowsTheCauseTheDifferenceAndTheLine(t *testing.T) {
	text := reportText(services.SignatureReport{
		Sentence: "S.", HasDiff: true, Diff: services.SignatureDiff{Offset: 7, Part: "path", Before: "POST ", Seen: "a", Signed: "b", After: "c"},
		Fixes: []services.SignatureFix{{Language: "go", Line: "x := y"}},
	})
	if want := "S.\n\nat byte 7, in the path\n  arrived     POST [a]c\n  was signed  POST [b]c\n\nthe line to change (go)\n  x := y"; text != want {
		t.Errorf("got %q", text)
	}
}
