package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"antomdesk/backend/app"
	"antomdesk/backend/datafolder"
	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
	"antomdesk/backend/web"
)

// backend is whatever answers service calls: a running program or the data folder itself.
type backend interface {
	call(ctx context.Context, service, method string, input []byte) ([]byte, error)
	// download writes a file to w, however long it takes.
	download(ctx context.Context, file download, w io.Writer) (services.ExportDone, error)
	close(ctx context.Context) error
}

const (
	lockPatience = 5 * time.Second        // for another command that holds the folder for a moment
	lockPause    = 100 * time.Millisecond // between two tries
	callPatience = 90 * time.Second
)

// connect prefers the running program. A folder that somebody else holds without a local API is most
// often another antomctl about to finish, or a server about to start: it is worth a short wait.
func (c *cli) connect(ctx context.Context) (backend, error) {
	folder, err := c.folder()
	if err != nil {
		return nil, err
	}
	clock := sandbox.SystemClock{}
	tooLate := clock.After(lockPatience)
	for {
		running, ok, err := remoteAt(folder)
		if err != nil {
			return nil, err
		}
		if ok {
			return running, nil
		}
		local, err := c.open(ctx, folder)
		if err == nil {
			return local, nil
		}
		if sandbox.CodeOf(err) != sandbox.CodeConflict {
			return nil, closedError{err}
		}
		select {
		case <-tooLate:
			return nil, closedError{err}
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-clock.After(lockPause):
		}
	}
}

func remoteAt(folder string) (*remote, bool, error) {
	runtime, ok, err := datafolder.ReadRuntime(folder)
	if err != nil {
		return nil, false, closedError{err}
	}
	if !ok || runtime.Origin == "" {
		return nil, false, nil
	}
	return &remote{runtime}, true, nil
}

func (c *cli) open(ctx context.Context, folder string) (backend, error) {
	a := app.New(app.Config{DataDir: folder, Program: "antomctl", Log: c.log()})
	if err := a.Start(ctx); err != nil {
		return nil, err
	}
	return &local{app: a, dispatcher: web.NewDispatcher(a.Services().Bound()...)}, nil
}

// do calls one method and decodes its answer into out.
func do[T any](ctx context.Context, c *cli, service, method string, in any) (out T, err error) {
	input, err := json.Marshal(in)
	if err != nil {
		return out, err
	}
	output, err := c.raw(ctx, service, method, input)
	if err != nil {
		return out, err
	}
	return out, json.Unmarshal(output, &out)
}

func (c *cli) raw(ctx context.Context, service, method string, input []byte) ([]byte, error) {
	b, err := c.connect(ctx)
	if err != nil {
		return nil, err
	}
	output, err := b.call(ctx, service, method, input)
	return output, errors.Join(err, b.close(ctx))
}

// local is the data folder, opened by this command.
type local struct {
	app        *app.App
	dispatcher *web.Dispatcher
}

func (l *local) call(_ context.Context, service, method string, input []byte) ([]byte, error) {
	return l.dispatcher.Call(service, method, input)
}

func (l *local) close(ctx context.Context) error { return l.app.Close(ctx) }

// remote is a running program's loopback API.
type remote struct{ runtime datafolder.Runtime }

func (r *remote) close(context.Context) error { return nil }

func (r *remote) call(ctx context.Context, service, method string, input []byte) ([]byte, error) {
	return r.post(ctx, "/api/"+service+"/"+method, input)
}

func (r *remote) post(ctx context.Context, path string, input []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, callPatience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.runtime.Origin+path, bytes.NewReader(input))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+r.runtime.Token)
	direct := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // never through a proxy
	response, err := direct.Do(request)
	if err != nil {
		return nil, r.silent(err)
	}
	defer func() { _ = response.Body.Close() }() // it was read to the end
	output, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode == http.StatusOK {
		return output, err
	}
	return nil, problem(output)
}

// silent says that the running program does not answer.
func (r *remote) silent(err error) error {
	return closedError{sandbox.Unavailable(err, "the running Antom Desk (pid %d) does not answer at %s. Restart it", r.runtime.PID, r.runtime.Origin)}
}

// problem turns the API's error back into what it was.
func problem(body []byte) error {
	var p services.Problem
	if err := json.Unmarshal(body, &p); err != nil || p.Code == "" {
		return errors.New("the running Antom Desk answered with something else than its API; is it of the same version?")
	}
	return &sandbox.Error{Code: sandbox.ErrorCode(p.Code), Message: p.Message, Field: p.Field, ExchangeID: p.ExchangeID}
}
