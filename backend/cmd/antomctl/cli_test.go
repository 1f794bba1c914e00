package main

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"antomdesk/backend/datafolder"
	"antomdesk/backend/signature"
)

func TestHelp_ListsTheCommandsAndTheExitCodes(t *testing.T) {
	t.Parallel()
	out := ctl(t, t.TempDir(), "help").want(t, 0).stdout
	for _, part := range []string{"serve", "keys", "api", "logs", "wallet", "clock", "ca", "ui", "completion", "version", "Exit codes:", "  5  "} {
		if !strings.Contains(out, part) {
			t.Errorf("the help lacks %q", part)
		}
	}
	if script := ctl(t, t.TempDir(), "completion", "bash").want(t, 0).stdout; !strings.Contains(script, "antomctl") {
		t.Error("there is no completion script")
	}
	if version := ctl(t, t.TempDir(), "version").want(t, 0).stdout; strings.TrimSpace(version) != builtVersion {
		t.Errorf("the version is %q", version)
	}
}

func TestBinary_LinksNoWindow(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-deps", "-tags", "sqlite_fts5", ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, dep := range strings.Fields(string(out)) {
		if strings.Contains(dep, "wailsapp") || strings.HasSuffix(dep, "backend/webview") {
			t.Errorf("it links %s", dep)
		}
	}
}

func TestCommandLine_Mistakes_ExitWithUsage(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "never made")
	for _, args := range [][]string{
		{"serf"}, {"--dada", "x"}, {"keys"}, {"keys", "make"}, {"keys", "show", "now"}, {"keys", "show", "--environment", "prod"},
		{"keys", "import", "--client-id", "SANDBOX_1"}, {"api"}, {"api", "System"}, {"api", "a.b", "{}", "{}"}, {"logs"},
		{"logs", "show"}, {"logs", "requests", "--limit", "many"}, {"logs", "requests", "--limit", "501"}, {"wallet", "approve"}, {"wallet", "approve", "1", "2"}, {"serve", "now"},
		{"clock"}, {"clock", "set"}, {"clock", "advance", "-1h"}, {"clock", "advance", "0d"}, {"clock", "advance", "99999999d"}, {"clock", "advance", "soon"},
	} {
		ctl(t, data, args...).want(t, exitUsage)
	}
	if _, err := os.Stat(data); !os.IsNotExist(err) {
		t.Error("a mistaken command made the data folder")
	}
}

func TestKeys_WithNothingRunning_PrintExactlyTheDocumentedNames(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	var fields map[string]string
	ctl(t, data, "keys", "show").want(t, 0).decode(t, &fields)
	names := []string{"client_id", "merchant_private_key", "merchant_private_key_pkcs1", "merchant_public_key", "antom_public_key", "gateway", "gateway_tls"}
	for _, name := range names {
		if _, ok := fields[name]; !ok {
			t.Errorf("%s is missing", name)
		}
	}
	if len(fields) != len(names) || !strings.HasPrefix(fields["client_id"], "SANDBOX_5Y") || fields["merchant_public_key"] != "" {
		t.Errorf("got %v", fields)
	}
	if fields["gateway"] != "http://127.0.0.1:18080" || fields["gateway_tls"] != "https://127.0.0.1:18443" {
		t.Errorf("got %v", fields)
	}
	if _, err := signature.ParsePublicKey(fields["antom_public_key"]); err != nil {
		t.Error(err)
	}
	var live keyFile
	ctl(t, data, "keys", "show", "--environment", "live").want(t, 0).decode(t, &live)
	if !strings.HasPrefix(live.ClientID, "5Y") || live.AntomPublicKey != fields["antom_public_key"] {
		t.Errorf("got %+v", live)
	}
}

func TestKeysGenerate_GivesThePrivateKeyOnce_AndReplacesIt(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	var first, second, shown keyFile
	ctl(t, data, "keys", "generate").want(t, 0).decode(t, &first)
	for _, text := range []string{first.MerchantPrivateKey, first.MerchantPrivateKeyPKCS1} {
		key, err := signature.ParsePrivateKey(text)
		if err != nil || signature.FormatPublicKey(&key.PublicKey) != first.MerchantPublicKey || strings.Contains(text, "-----") {
			t.Errorf("the private key does not fit: %v", err)
		}
	}
	ctl(t, data, "keys", "generate").want(t, 0).decode(t, &second)
	ctl(t, data, "keys", "show").want(t, 0).decode(t, &shown)
	if first.MerchantPublicKey == second.MerchantPublicKey || shown.MerchantPublicKey != second.MerchantPublicKey {
		t.Error("the key was not replaced")
	}
	if shown.MerchantPrivateKey != "" || shown.MerchantPrivateKeyPKCS1 != "" {
		t.Error("the private key was shown again")
	}
	secrets, err := os.ReadFile(filepath.Join(data, "secrets.json"))
	if err != nil || strings.Contains(string(secrets), "merchant-key-") {
		t.Errorf("a private key was kept unasked (%v)", err)
	}
}

func TestKeysImport_TakesTheRealSandboxsKeys_AndWarnsOfSlips(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	var made, got keyFile
	ctl(t, t.TempDir(), "keys", "generate").want(t, 0).decode(t, &made)
	imported := func(args ...string) ran {
		return ctl(t, data, slices.Concat([]string{"keys", "import", "--public-key", made.MerchantPublicKey}, args)...)
	}
	r := imported("--client-id", "SANDBOX_5X00000000000000").want(t, 0).decode(t, &got)
	if got.ClientID != "SANDBOX_5X00000000000000" || got.MerchantPublicKey != made.MerchantPublicKey || got.MerchantPrivateKey != "" || r.stderr != "" {
		t.Errorf("got %+v and %q", got, r.stderr)
	}
	imported("--client-id", "SANDBOX_5X00000000000001", "--environment", "live").want(t, exitRefused).says(t, "test environment")
	imported("--client-id", "SANDBOX_5X00000000000000", "--environment", "live").want(t, exitRefused)
	imported("--client-id", "T_1", "--environment", "live").want(t, 0).says(t, "warning", "same public key")
	imported("--client-id", "T_1").want(t, exitRefused).says(t, "live")
	imported("--client-id", "T_2").want(t, 0).says(t, "warning", "SANDBOX_")
	ctl(t, data, "keys", "import", "--client-id", "SANDBOX_1", "--public-key", "nonsense").want(t, exitRefused).says(t, "publicKey")
	imported("--client-id", "SANDBOX_1\nX: y").want(t, exitRefused).says(t, "clientId")
}

func TestAPI_AnyMethod_AndItsRefusals(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	var status struct {
		State, DataFolder string
		Servers           []struct{ Name, Problem, Remedy string }
	}
	out := ctl(t, data, "api", "System.Status", "{}").want(t, 0).stdout
	if err := json.Unmarshal([]byte(out), &status); err != nil {
		t.Fatal(err)
	}
	if status.State != "ready" || status.DataFolder != data || len(status.Servers) != 5 || status.Servers[0].Remedy == "" {
		t.Errorf("got %+v", status)
	}
	ctl(t, data, "api", "Keys.Show").want(t, 0)
	ctl(t, data, "api", "Keys.Hide", "{}").want(t, exitNotFound)
	ctl(t, data, "api", "Keys.Show", `{"environment":"prod"}`).want(t, exitRefused).says(t, "environment")
	ctl(t, data, "api", "Keys.Show", `{`).want(t, exitRefused)
	ctl(t, data, "api", "Simulator.Send", `{"api":"payments/pay","body":"{}"}`).want(t, exitUnavailable)
	ctl(t, data, "logs", "show", "nothing").want(t, exitNotFound)
	ctl(t, data, "wallet", "approve", "1").want(t, exitNotFound)
	var page struct {
		Items []json.RawMessage
		More  bool
	}
	ctl(t, data, "logs", "requests", "--query", "foo:1").want(t, exitRefused).says(t, "at character 1", "is not a field")
	ctl(t, data, "logs", "curl", "nothing").want(t, exitNotFound)
	ctl(t, data, "logs", "export", "--format", "xlsx").want(t, exitRefused).says(t, "har, ndjson or csv")
	ctl(t, data, "--json", "logs", "requests").want(t, 0).decode(t, &page)
	if page.Items == nil || len(page.Items) != 0 {
		t.Errorf("got %+v", page)
	}
}

func TestCAExport_PrintsTheAuthority(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	text := ctl(t, data, "ca", "export").want(t, 0).stdout
	block, rest := pem.Decode([]byte(text))
	if block == nil || len(rest) > 0 {
		t.Fatalf("got %q", text)
	}
	if certificate, err := x509.ParseCertificate(block.Bytes); err != nil || !certificate.IsCA {
		t.Errorf("it is no authority: %v", err)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	if out := ctl(t, data, "ca", "export", "--out", file).want(t, 0).stdout; out != "" {
		t.Errorf("it printed %q", out)
	}
	if written, err := os.ReadFile(file); err != nil || string(written) != text {
		t.Errorf("the file differs (%v)", err)
	}
}

func TestDataFolder_HeldByAProcessWithoutAnAPI_ExitsAfterAShortWait(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	folder, err := datafolder.Open(data, datafolder.WithProgram("somebody"))
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	ctl(t, data, "keys", "show").want(t, exitUnavailable).says(t, "somebody", "pid")
	ctl(t, data, "ui").want(t, exitUnavailable).says(t, "antomctl serve")
}

func TestDataFolder_ThatCannotBe_ExitsWithARemedy(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	ctl(t, file, "keys", "show").want(t, exitUnavailable).says(t, file)
	ctl(t, file, "serve").want(t, exitUnavailable).says(t, file)
}

func TestAPI_WithADash_ReadsStandardInput(t *testing.T) {
	t.Parallel()
	cmd := exec.Command(binary, "--data", t.TempDir(), "api", "Merchants.Settings", "-")
	cmd.Stdin = strings.NewReader(`{"environment":"live"}`)
	if out, err := cmd.Output(); err != nil || !strings.Contains(string(out), `"expiredPaymentCode": "ORDER_IS_CLOSED"`) {
		t.Errorf("got %s (%v)", out, err)
	}
}

func TestAPI_RestartingAServerOfNothing_IsUnavailable(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	ctl(t, data, "api", "System.RestartServer", `{"name":"ui"}`).want(t, exitUnavailable).says(t, "not running")
	if _, err := os.Stat(filepath.Join(data, "runtime.json")); !os.IsNotExist(err) {
		t.Error("it left a runtime file")
	}
}
