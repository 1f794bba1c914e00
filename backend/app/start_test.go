package app_test

import (
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"antomdesk/backend/app"
	"antomdesk/backend/datafolder"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
)

func TestNew_OpensNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	a := app.New(config(dir))
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Error("the folder exists already")
	}
	st, err := a.Services().System.Status(services.StatusInput{})
	if err != nil || st.State != "starting" || st.DataFolder != dir {
		t.Errorf("got %+v, %v", st, err)
	}
	closeApp(t, a) // closing what never started is fine
}

func TestStart_Twice_KeepsWhatTheFirstMade(t *testing.T) {
	dir := t.TempDir()
	var shown [2]services.KeysView
	for i := range shown {
		a := app.New(config(dir))
		if err := a.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := a.Start(t.Context()); err != nil { // starting a started one changes nothing
			t.Fatal(err)
		}
		var err error
		if shown[i], err = a.Services().Keys.Show(services.EnvironmentInput{}); err != nil {
			t.Fatal(err)
		}
		closeApp(t, a)
		closeApp(t, a)
	}
	if shown[0].ClientID != shown[1].ClientID || shown[0].AntomPublicKey != shown[1].AntomPublicKey {
		t.Errorf("%+v became %+v", shown[0], shown[1])
	}
}

func TestStart_OnAHeldFolder_IsAStateWithARemedy_AndCanBeTriedAgain(t *testing.T) {
	dir := t.TempDir()
	first := app.New(config(dir))
	if err := first.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	second := app.New(config(dir))
	if err := second.Start(t.Context()); sandbox.CodeOf(err) != sandbox.CodeConflict {
		t.Fatalf("got %v", err)
	}
	st, err := second.Services().System.Status(services.StatusInput{})
	if err != nil || st.State != "failed" || st.ProblemCode != "conflict" || !strings.Contains(st.Problem, "a test (pid") || st.Remedy == "" {
		t.Errorf("got %+v, %v", st, err)
	}
	closeApp(t, first)
	if err := second.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if st, err := second.Services().System.Status(services.StatusInput{}); err != nil || st.State != "ready" {
		t.Errorf("got %+v, %v", st, err)
	}
	closeApp(t, second)
}

func TestStart_WhatCannotBeOpened_IsAStateWithARemedy(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	broken := filepath.Join(t.TempDir(), "broken")
	for path, text := range map[string]string{file: "not a folder", filepath.Join(broken, "antomdesk.db"): "not a database at all, but long enough to look at"} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{file, broken} {
		a := app.New(config(dir))
		if err := a.Start(t.Context()); sandbox.CodeOf(err) != sandbox.CodeUnavailable {
			t.Errorf("%s: %v", dir, err)
		}
		st, err := a.Services().System.Status(services.StatusInput{})
		if err != nil || st.State != "failed" || st.ProblemCode != "unavailable" || st.Problem == "" || st.Remedy == "" {
			t.Errorf("%s: %+v, %v", dir, st, err)
		}
		closeApp(t, a)
	}
	if folder, err := datafolder.Open(broken); err != nil {
		t.Error("the folder is still locked:", err)
	} else if err := folder.Close(); err != nil {
		t.Error(err)
	}
}

// startedOnce is a data folder that a program has used and left.
func startedOnce(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	a := app.New(config(dir))
	if err := a.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	closeApp(t, a)
	return dir
}

func failsWith(t *testing.T, dir, problem, remedy string) {
	t.Helper()
	a := app.New(config(dir))
	if err := a.Start(t.Context()); err == nil {
		t.Fatal("it started")
	}
	st, err := a.Services().System.Status(services.StatusInput{})
	if err != nil || st.State != "failed" || !strings.Contains(st.Problem, problem) || !strings.Contains(st.Remedy, remedy) {
		t.Errorf("got %+v, %v", st, err)
	}
	closeApp(t, a)
}

func TestStart_OnAFileOfANewerVersion_SaysSoAndLeavesItAlone(t *testing.T) {
	dir := startedOnce(t)
	file := filepath.Join(dir, "antomdesk.db")
	db, err := sql.Open("sqlite3", "file:"+filepath.ToSlash(file))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "PRAGMA user_version = 999"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	failsWith(t, dir, "newer version", "nstall")
	if after, err := os.ReadFile(file); err != nil || string(after) != string(before) {
		t.Errorf("the file was changed (%v)", err)
	}
}

func TestStart_InAReadOnlyFolder_SaysSo(t *testing.T) {
	dir := startedOnce(t)
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) }) // so that it can be removed
	if probe, err := os.Create(filepath.Join(dir, "probe")); err == nil {
		probe.Close()
		t.Skip("this user may write everywhere")
	}
	failsWith(t, dir, dir, "writ")
}

func TestServers_ATakenPort_IsAStateThatARestartElsewhereMends(t *testing.T) {
	taken, err := net.Listen("tcp", anyPort)
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	c := config(t.TempDir())
	c.GatewayAddr = taken.Addr().String()
	a := start(t, c)
	if s := state(a, sandbox.ServerGateway); s.Origin != "" || !strings.Contains(s.Problem, c.GatewayAddr+" is already in use") || s.Remedy == "" {
		t.Fatalf("got %+v", s)
	}
	if origin(a, sandbox.ServerListener) == "" || origin(a, sandbox.ServerUI) == "" {
		t.Error("the other servers do not run")
	}
	system := a.Services().System
	if _, err := system.RestartServer(services.RestartServerInput{Name: "gateway"}); services.Describe(err).Code != "unavailable" {
		t.Errorf("got %v", err)
	}
	st, err := system.RestartServer(services.RestartServerInput{Name: "gateway", Address: anyPort})
	if err != nil || st.Servers[0].Origin == "" || st.Servers[0].Problem != "" {
		t.Fatalf("got %+v, %v", st, err)
	}
	newMerchant(t, a).wants(t, "payments/inquiryPayment", `{"paymentId":"1"}`, "ORDER_NOT_EXIST")
}

func TestServers_Moving_KeepsTheOldAddressWhenTheNewOneCannotBeHad(t *testing.T) {
	a := start(t, config(t.TempDir()))
	was := origin(a, sandbox.ServerListener)
	system := a.Services().System
	for address, code := range map[string]string{
		strings.TrimPrefix(origin(a, sandbox.ServerGateway), "http://"): "unavailable",
		"192.0.2.1:0": "unavailable", "nonsense": "invalid_argument", "off": "invalid_argument", "http://127.0.0.1:1": "invalid_argument",
	} {
		_, err := system.RestartServer(services.RestartServerInput{Name: "listener", Address: address})
		if services.Describe(err).Code != code || origin(a, sandbox.ServerListener) != was {
			t.Errorf("%s: %v, now at %q", address, err, origin(a, sandbox.ServerListener))
		}
	}
	if _, err := system.RestartServer(services.RestartServerInput{Name: "listener"}); err != nil {
		t.Error(err)
	}
	if _, err := system.RestartServer(services.RestartServerInput{Name: "teapot"}); services.Describe(err).Field != "name" {
		t.Errorf("got %v", err)
	}
}

func TestServers_TheHTTPSGateway_CanBeSwitchedOffAndOn(t *testing.T) {
	a := start(t, config(t.TempDir()))
	system := a.Services().System
	st, err := system.RestartServer(services.RestartServerInput{Name: "gateway_tls", Address: "off"})
	if err != nil || !st.Servers[1].Off || st.Servers[1].Origin != "" {
		t.Errorf("got %+v, %v", st.Servers[1], err)
	}
	if keys, err := a.Services().Keys.Show(services.EnvironmentInput{}); err != nil || keys.GatewayTLS != "" {
		t.Errorf("got %q, %v", keys.GatewayTLS, err)
	}
	if _, err = system.RestartServer(services.RestartServerInput{Name: "gateway_tls", Address: anyPort}); err != nil {
		t.Fatal(err)
	}
	pem, err := os.ReadFile(a.CAFile())
	if err != nil {
		t.Fatal(err)
	}
	trusted := x509.NewCertPool()
	trusted.AppendCertsFromPEM(pem)
	connection, err := tls.Dial("tcp", strings.TrimPrefix(origin(a, sandbox.ServerGatewayTLS), "https://"), &tls.Config{RootCAs: trusted})
	if err != nil {
		t.Fatal("our own authority does not vouch for the gateway:", err)
	}
	connection.Close()
}

func TestServers_TheUserInterface_NeverLeavesThisComputer(t *testing.T) {
	c := config(t.TempDir())
	c.UIAddr = "0.0.0.0:0"
	a := start(t, c)
	if s := state(a, sandbox.ServerUI); s.Origin != "" || !strings.Contains(s.Problem, "other machines") || !strings.Contains(s.Remedy, "loopback") {
		t.Errorf("got %+v", s)
	}
}

func TestRuntime_TellsOthersWhereTheAPIIs_AlsoAfterAMove(t *testing.T) {
	dir := t.TempDir()
	a := start(t, config(dir))
	for range 2 {
		runtime, ok, err := datafolder.ReadRuntime(dir)
		if err != nil || !ok || runtime.Origin != origin(a, sandbox.ServerUI) || runtime.Token != a.Token() || runtime.PID != os.Getpid() {
			t.Fatalf("got %+v %t %v", runtime, ok, err)
		}
		request, err := http.NewRequest(http.MethodPost, runtime.Origin+"/api/System/Status", strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+runtime.Token)
		request.Header.Set("Content-Type", "application/json")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		var st services.Status
		err = json.NewDecoder(response.Body).Decode(&st)
		response.Body.Close()
		if err != nil || st.State != "ready" {
			t.Fatalf("got %+v, %v", st, err)
		}
		if _, err := a.Services().System.RestartServer(services.RestartServerInput{Name: "ui", Address: anyPort}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestClose_EndsEverything(t *testing.T) {
	dir := t.TempDir()
	a := app.New(config(dir))
	if err := a.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	servers := a.Servers()
	closeApp(t, a)
	for _, s := range servers {
		_, address, _ := strings.Cut(s.Origin, "://")
		if connection, err := net.Dial("tcp", address); err == nil {
			connection.Close()
			t.Errorf("%s still listens", s.Name)
		}
	}
	if _, err := a.Services().Keys.Show(services.EnvironmentInput{}); services.Describe(err).Code != "unavailable" {
		t.Errorf("got %v", err)
	}
	if _, running, err := datafolder.ReadRuntime(dir); running || err != nil {
		t.Errorf("others think it runs: %v", err)
	}
}
