package web_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/services"
	"antomdesk/backend/web"
)

func TestCall_EveryErrorCode_HasItsStatusAndCrossesWhole(t *testing.T) {
	s := newSite(t, nil)
	for code, status := range map[sandbox.ErrorCode]int{
		sandbox.CodeInvalid: 400, sandbox.CodeNotFound: 404, sandbox.CodeConflict: 409, sandbox.CodeUnavailable: 503,
		sandbox.CodeDenied: 403, sandbox.CodeInternal: 500, sandbox.CodeStarting: 503, "odd": 500,
	} {
		response, body := s.do(t, post(say, `{"bad":"`+string(code)+`"}`, "Authorization", bearer))
		wantStatus(t, response, body, status)
		var got services.Problem
		if err := json.Unmarshal([]byte(body), &got); err != nil {
			t.Fatal(err)
		}
		if want := (services.Problem{Code: string(code), Message: "as asked", Field: "bad", ExchangeID: "x1"}); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}

func TestCall_BeforeTheProgramIsReady_AnswersStarting(t *testing.T) {
	s := newSite(t, nil)
	response, body := s.do(t, post("/api/Keys/Show", `{}`, "Authorization", bearer))
	wantStatus(t, response, body, http.StatusServiceUnavailable)
	if !strings.Contains(body, `"code":"starting"`) {
		t.Errorf("got %s", body)
	}
	response, body = s.do(t, post("/api/System/Status", `{}`, "Authorization", bearer))
	wantStatus(t, response, body, http.StatusOK)
	if !strings.Contains(body, `"state":"starting"`) || !strings.Contains(body, `"servers":[]`) {
		t.Errorf("got %s", body)
	}
}

func TestCall_BadInput_IsRefusedWithoutQuotingIt(t *testing.T) {
	s := newSite(t, nil)
	for name, c := range map[string]struct {
		a      ask
		status int
	}{
		"unknown service":  {post("/api/Nobody/Say", `{}`), 404},
		"unknown method":   {post("/api/Echo/say", `{}`), 404},
		"unknown field":    {post(say, `{"txet":"s3cret"}`), 400},
		"wrong type":       {post(say, `{"text":4711}`), 400},
		"not JSON":         {post(say, `s3cret`), 400},
		"two objects":      {post(say, `{}{}`), 400},
		"not declared":     {ask{http.MethodPost, say, `{}`, []string{"Content-Type", "text/plain"}}, 415},
		"a form":           {ask{http.MethodPost, say, `{}`, []string{"Content-Type", "application/x-www-form-urlencoded"}}, 415},
		"no type":          {ask{http.MethodPost, say, `{}`, nil}, 415},
		"too large":        {post(say, `{"text":"`+strings.Repeat("s3cret", 3<<20)+`"}`), 413},
		"another method":   {ask{http.MethodPut, say, `{}`, nil}, 405},
		"get of a service": {get(say), 404},
	} {
		t.Run(name, func(t *testing.T) {
			c.a.headers = append(c.a.headers, "Authorization", bearer)
			response, body := s.do(t, c.a)
			wantStatus(t, response, body, c.status)
			if strings.Contains(body, "s3cret") || !json.Valid([]byte(body)) {
				t.Errorf("got %.200s", body)
			}
		})
	}
}

func TestCall_WithoutAnyInput_IsAnEmptyObject(t *testing.T) {
	s := newSite(t, nil)
	response, body := s.do(t, post(say, "", "Authorization", bearer))
	wantStatus(t, response, body, http.StatusOK)
}

func TestFrontEnd_NotBuilt_SaysHowToBuildIt(t *testing.T) {
	s := newSite(t, fstest.MapFS{".gitkeep": {}})
	response, body := s.do(t, get("/", "Authorization", bearer))
	wantStatus(t, response, body, http.StatusOK)
	if !strings.Contains(body, "build/dev run") || strings.Contains(body, "<script") {
		t.Errorf("got %s", body)
	}
}

func TestFrontEnd_ServesItsFilesAndNothingElse(t *testing.T) {
	s := newSite(t, fstest.MapFS{
		"index.html": {Data: []byte("the page")}, "assets/app-1a2b.js": {Data: []byte("let a")}, ".gitkeep": {}, "assets/.map": {},
	})
	response, body := s.do(t, get("/assets/app-1a2b.js", "Authorization", bearer))
	wantStatus(t, response, body, http.StatusOK)
	if !strings.Contains(response.Header.Get("Cache-Control"), "immutable") || !strings.Contains(response.Header.Get("Content-Type"), "javascript") {
		t.Errorf("the headers are %v", response.Header)
	}
	response, body = s.do(t, get("/", "Authorization", bearer))
	if body != "the page" || response.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("got %s with %v", body, response.Header)
	}
	for _, path := range []string{"/.gitkeep", "/assets/", "/assets", "/assets/.map", "/nothing", "/../go.mod", "/%2e%2e/go.mod"} {
		response, body := s.do(t, get(path, "Authorization", bearer))
		if response.StatusCode == http.StatusOK {
			t.Errorf("%s got %d %s", path, response.StatusCode, body)
		}
	}
}

// stream is an open event stream.
type stream struct {
	lines *bufio.Scanner
}

func (s *site) listen(t *testing.T, headers ...string) *stream {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	t.Cleanup(cancel)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.origin+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", bearer)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	if media := response.Header.Get("Content-Type"); !strings.HasPrefix(media, "text/event-stream") {
		t.Fatalf("got %d %s", response.StatusCode, media)
	}
	st := &stream{lines: bufio.NewScanner(response.Body)}
	st.until(t, "retry: ")
	return st
}

func (s *stream) until(t *testing.T, prefix string) string {
	t.Helper()
	for s.lines.Scan() {
		if rest, ok := strings.CutPrefix(s.lines.Text(), prefix); ok {
			return rest
		}
	}
	t.Fatalf("the stream ended before %q: %v", prefix, s.lines.Err())
	return ""
}

func (s *stream) hint(t *testing.T) services.Hint {
	t.Helper()
	if name := s.until(t, "event: "); name != "hint" {
		t.Fatalf("the event is named %q", name)
	}
	var hint services.Hint
	if err := json.Unmarshal([]byte(s.until(t, "data: ")), &hint); err != nil {
		t.Fatal(err)
	}
	return hint
}

func TestEvents_ACommittedChange_ArrivesAsAHint(t *testing.T) {
	s := newSite(t, nil)
	st := s.listen(t)
	s.bus.Publish(sandbox.Event{Topic: sandbox.TopicExchange, ID: "x1", Seq: 7})
	hint := st.hint(t)
	if hint.Topic != "exchange" || hint.Seq != "7" || len(hint.IDs) != 1 || hint.IDs[0] != "x1" {
		t.Errorf("got %+v", hint)
	}
}

func TestEvents_AReconnectingBrowser_IsToldToResync(t *testing.T) {
	s := newSite(t, nil)
	if hint := s.listen(t, "Last-Event-ID", "12").hint(t); hint.Topic != "resync" {
		t.Errorf("got %+v", hint)
	}
}

func TestEvents_AnIdleStream_IsKeptAlive(t *testing.T) {
	s := newSite(t, nil)
	st := s.listen(t)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	for range 2 {
		if err := s.clock.BlockUntilContext(ctx, 1); err != nil {
			t.Fatal(err)
		}
		s.clock.Advance(15 * time.Second)
		st.until(t, ":")
	}
}

func TestDispatcher_AMethodOfAnotherShape_IsCaughtAtOnce(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it was taken")
		}
	}()
	web.NewDispatcher(&bytes.Buffer{})
}

func TestSessions_ManyLinks_StayBounded(t *testing.T) {
	s := newSite(t, nil)
	var first string
	for i := range 70 {
		response, body := s.do(t, post("/session/link", "", "Authorization", bearer))
		wantStatus(t, response, body, http.StatusOK)
		if i == 0 {
			first = body
		}
	}
	var link struct{ URL string }
	if err := json.Unmarshal([]byte(first), &link); err != nil {
		t.Fatal(err)
	}
	response, body := s.do(t, get(strings.TrimPrefix(link.URL, s.origin)))
	wantStatus(t, response, body, http.StatusForbidden)
}
