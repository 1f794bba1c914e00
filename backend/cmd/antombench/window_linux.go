package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	windowStarts = 5
	windowLimit  = time.Minute // for one start
	windowPause  = 20 * time.Millisecond
)

// windowNeeds are the programs that show a window without a screen and look into it.
var windowNeeds = []string{"xvfb-run", "dbus-run-session", "WebKitWebDriver"}

// measureWindow times the real window under a virtual display, from the start of its process. The page
// itself says when it was ready and first painted.
func (d *desk) measureWindow(ctx context.Context) error {
	t := table{Title: "Window of a second start", Columns: []string{"median ms", "slowest ms"}}
	program, err := filepath.Abs(filepath.Join(filepath.Dir(d.antomctl), "antomdesk-e2e"))
	if err != nil {
		return err
	}
	if missing := missingForWindow(program); missing != "" {
		t.Notes = append(t.Notes, "Left out: "+missing+" is not there (`go run ./build/dev test --only window` brings it).")
		d.add(t)
		return nil
	}
	folder, err := d.captured()
	if err != nil {
		return err
	}
	var ready, painted []float64
	for range windowStarts {
		if err := quiet(ctx); err != nil {
			return err
		}
		r, p, err := openWindow(ctx, program, folder)
		if err != nil {
			return err
		}
		ready, painted = append(ready, r), append(painted, p)
	}
	t.Rows = []row{windowRow("DOM ready", ready), windowRow("first contents shown", painted)}
	t.Notes = append(t.Notes, "Under Xvfb, drawn by the processor; the WebDriver that starts it is part of the time.")
	d.add(t)
	return nil
}

func missingForWindow(program string) string {
	if _, err := os.Stat(program); err != nil {
		return filepath.Base(program)
	}
	for _, need := range windowNeeds {
		if _, err := exec.LookPath(need); err != nil {
			return need
		}
	}
	return ""
}

func windowRow(name string, took []float64) row {
	middle := median(took)
	return row{Name: name, Values: map[string]float64{"median ms": middle, "slowest ms": took[len(took)-1]}}
}

// openWindow starts the window once and closes it.
func openWindow(ctx context.Context, program, folder string) (ready, painted float64, err error) {
	ctx, cancel := context.WithTimeout(ctx, windowLimit)
	defer cancel()
	driver, stop, err := startDriver(ctx)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	began := time.Now()
	session, err := driver.open(ctx, program, "--data", folder, "--gateway", "127.0.0.1:0", "--gateway-tls", "off", "--listener-tls", "off",
		"--listener", "127.0.0.1:0", "--loopback-only")
	if err != nil {
		return 0, 0, err
	}
	seen, err := session.await(ctx)
	since := float64(began.UnixMicro()) / 1000
	session.close(ctx)
	return seen.Ready - since, seen.Painted - since, err
}

// driver is a WebKitWebDriver on a display of its own.
type driver struct{ origin string }

func startDriver(ctx context.Context) (driver, func() error, error) {
	port, err := freePort()
	if err != nil {
		return driver{}, nil, err
	}
	c := exec.CommandContext(ctx, "xvfb-run", "-a", "-s", "-screen 0 1400x900x24", "dbus-run-session", "--",
		"WebKitWebDriver", "--port="+port)
	c.Env = append(os.Environ(), "NO_AT_BRIDGE=1")
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // xvfb-run is a script; it and all below it end together
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
	c.WaitDelay = goodbye
	if err := c.Start(); err != nil {
		return driver{}, nil, err
	}
	stop := func() error {
		err := syscall.Kill(-c.Process.Pid, syscall.SIGTERM)
		_ = c.Wait() // it was told to end, and says so by its exit code
		return err
	}
	d := driver{"http://127.0.0.1:" + port}
	if err := d.awaitReady(ctx); err != nil {
		return d, nil, errors.Join(err, stop())
	}
	return d, stop, nil
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, errors.Join(err, l.Close())
}

func (d driver) awaitReady(ctx context.Context) error {
	for ctx.Err() == nil {
		if d.call(ctx, http.MethodGet, "/status", nil, nil) == nil {
			return nil
		}
		time.Sleep(windowPause)
	}
	return fmt.Errorf("WebKitWebDriver does not answer: %w", ctx.Err())
}

// session is one open window.
type session struct {
	driver
	path string
}

func (d driver) open(ctx context.Context, program string, args ...string) (session, error) {
	browser := map[string]any{"binary": program, "args": args}
	asked := map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{"webkitgtk:browserOptions": browser}}}
	var opened struct {
		SessionID string `json:"sessionId"`
	}
	err := d.call(ctx, http.MethodPost, "/session", asked, &opened)
	return session{d, "/session/" + opened.SessionID}, err
}

// moments are instants of the page, in unix milliseconds; 0 while they have not come.
type moments struct{ Ready, Painted float64 }

const askMoments = `const page = performance.getEntriesByType("navigation")[0];
const paint = performance.getEntriesByName("first-contentful-paint")[0];
const at = (t) => t > 0 ? performance.timeOrigin + t : 0;
return { Ready: at(page.domContentLoadedEventEnd), Painted: paint ? at(paint.startTime) : 0 };`

func (s session) await(ctx context.Context) (seen moments, err error) {
	for seen.Ready == 0 || seen.Painted == 0 {
		script := map[string]any{"script": askMoments, "args": []any{}}
		if err := s.call(ctx, http.MethodPost, s.path+"/execute/sync", script, &seen); err != nil {
			return seen, err
		}
		time.Sleep(windowPause)
	}
	return seen, nil
}

// close ends the window. The answer is always an error: the window is gone before it could say more.
func (s session) close(ctx context.Context) { _ = s.call(ctx, http.MethodDelete, s.path, nil, nil) }

// call makes one WebDriver call and reads its value.
func (d driver) call(ctx context.Context, method, path string, input, value any) error {
	var body io.Reader
	if input != nil {
		text, err := json.Marshal(input)
		if err != nil {
			return err
		}
		body = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, d.origin+path, body)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(response.Body)
	if err = errors.Join(err, response.Body.Close()); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("WebKitWebDriver: %s", strings.TrimSpace(string(text)))
	}
	if value == nil {
		return nil
	}
	return json.Unmarshal(text, &struct{ Value any }{value})
}
