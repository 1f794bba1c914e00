package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
)

const say = "/api/Echo/Say"

func TestLink_OpensOnce_ThenIsRefusedWithARemedy(t *testing.T) {
	s := newSite(t, nil)
	response, body := s.do(t, get("/?token="+token))
	wantStatus(t, response, body, http.StatusSeeOther)
	if to := response.Header.Get("Location"); to != "/" {
		t.Errorf("redirected to %q, want /", to)
	}
	c := response.Cookies()[0]
	if c.Name != "antomdesk_"+s.port() || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" {
		t.Errorf("the cookie is %+v", c)
	}
	if strings.Contains(c.Value, token) {
		t.Error("the cookie holds the token itself")
	}

	response, body = s.do(t, get("/?token="+token))
	wantStatus(t, response, body, http.StatusForbidden)
	if !strings.Contains(body, "antomctl ui") || len(response.Cookies()) != 0 {
		t.Errorf("a replayed link got %s and %d cookies", body, len(response.Cookies()))
	}
	response, body = s.do(t, post(say, `{"text":"hi"}`, "Authorization", bearer))
	wantStatus(t, response, body, http.StatusOK)
}

func TestLink_OfAnotherRun_IsRefused(t *testing.T) {
	s := newSite(t, nil)
	response, body := s.do(t, get("/?token=of-yesterday"))
	wantStatus(t, response, body, http.StatusForbidden)
	response, body = s.do(t, get("/?token="))
	wantStatus(t, response, body, http.StatusForbidden)
}

func TestLink_MintedByTheBearer_OpensOnce(t *testing.T) {
	s := newSite(t, nil)
	response, body := s.do(t, post("/session/link", "", "Authorization", bearer))
	wantStatus(t, response, body, http.StatusOK)
	var link struct{ URL string }
	if err := json.Unmarshal([]byte(body), &link); err != nil || !strings.HasPrefix(link.URL, s.origin+"/?token=") {
		t.Fatalf("got %s (%v)", body, err)
	}
	path := strings.TrimPrefix(link.URL, s.origin)
	response, body = s.do(t, get(path))
	wantStatus(t, response, body, http.StatusSeeOther)
	response, body = s.do(t, get(path))
	wantStatus(t, response, body, http.StatusForbidden)
	minted := strings.TrimPrefix(path, "/?token=")
	response, body = s.do(t, post(say, `{}`, "Authorization", "Bearer "+minted))
	wantStatus(t, response, body, http.StatusUnauthorized)
}

func TestLink_Minting_NeedsTheBearerOrASession(t *testing.T) {
	s := newSite(t, nil)
	response, body := s.do(t, post("/session/link", ""))
	wantStatus(t, response, body, http.StatusUnauthorized)
}

func TestCookie_OfTheLink_OpensEverything(t *testing.T) {
	s := newSite(t, fstest.MapFS{"index.html": {Data: []byte("<p>desk</p>")}})
	cookie := s.signIn(t)
	response, body := s.do(t, get("/", "Cookie", cookie))
	wantStatus(t, response, body, http.StatusOK)
	response, body = s.do(t, post(say, `{"text":"hi"}`, "Cookie", cookie, "Origin", s.origin))
	wantStatus(t, response, body, http.StatusOK)
	if body != `{"text":"hi"}` {
		t.Errorf("got %s", body)
	}
}

func TestRequests_WithoutTheTokenOrASession_AreRefused(t *testing.T) {
	s := newSite(t, fstest.MapFS{"index.html": {Data: []byte("secret page")}, "assets/a.js": {Data: []byte("x")}})
	for name, a := range map[string]ask{
		"call":          post(say, `{"text":"hi"}`),
		"wrong bearer":  post(say, `{"text":"hi"}`, "Authorization", "Bearer guess"),
		"token cookie":  post(say, `{"text":"hi"}`, "Cookie", "antomdesk_"+s.port()+"="+token),
		"other cookie":  post(say, `{"text":"hi"}`, "Cookie", "antomdesk_1=guess"),
		"events":        get("/events"),
		"page":          get("/"),
		"asset":         get("/assets/a.js"),
		"page, browser": get("/", "Accept", "text/html"),
	} {
		t.Run(name, func(t *testing.T) {
			response, body := s.do(t, a)
			wantStatus(t, response, body, http.StatusUnauthorized)
			if !strings.Contains(body, "antomctl ui") || strings.Contains(body, "secret page") {
				t.Errorf("got %s", body)
			}
		})
	}
}

func TestRequests_UnderAForeignName_AreRefusedEvenWithTheToken(t *testing.T) {
	s := newSite(t, nil)
	for _, host := range []string{"evil.example:" + s.port(), "evil.example", "localhost", "localhost:1", "127.0.0.1.evil.example:" + s.port(), ""} {
		for _, a := range []ask{
			post(say, `{"text":"hi"}`, "Authorization", bearer, "Host", host),
			get("/?token="+token, "Host", host),
			get("/events", "Authorization", bearer, "Host", host),
		} {
			if host == "" { // the client would fill in the right one
				continue
			}
			response, body := s.do(t, a)
			wantStatus(t, response, body, http.StatusForbidden)
			if !json.Valid([]byte(body)) || len(response.Cookies()) != 0 {
				t.Errorf("Host %q got %s", host, body)
			}
		}
	}
	s.signIn(t) // the refused attempts did not use up the link
}

func TestRequests_UnderEveryLoopbackName_AreAnswered(t *testing.T) {
	s := newSite(t, nil)
	for _, host := range []string{"localhost:", "127.0.0.1:", "[::1]:", "LOCALHOST:"} {
		response, body := s.do(t, post(say, `{}`, "Authorization", bearer, "Host", host+s.port()))
		wantStatus(t, response, body, http.StatusOK)
	}
}

func TestRequests_FromAnotherOrigin_AreRefused(t *testing.T) {
	s := newSite(t, nil)
	cookie := s.signIn(t)
	foreign := map[string][]string{
		"origin":         {"Origin", "https://evil.example"},
		"null":           {"Origin", "null"},
		"other port":     {"Origin", "http://localhost:1"},
		"https":          {"Origin", strings.Replace(s.origin, "http", "https", 1)},
		"fetch metadata": {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"},
		"same site":      {"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors"},
	}
	for name, headers := range foreign {
		t.Run(name, func(t *testing.T) {
			headers = append(headers, "Cookie", cookie)
			response, body := s.do(t, post(say, `{"text":"hi"}`, headers...))
			wantStatus(t, response, body, http.StatusForbidden)
			response, body = s.do(t, get("/events", headers...))
			wantStatus(t, response, body, http.StatusForbidden)
		})
	}
	response, body := s.do(t, get("/?token=x", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"))
	wantStatus(t, response, body, http.StatusForbidden) // a followed link is judged by its token alone
	if !strings.Contains(body, "This link was used before") {
		t.Errorf("got %s", body)
	}
}

func TestAnswers_CarryAPolicyWithoutInlineScript(t *testing.T) {
	s := newSite(t, nil)
	for _, a := range []ask{get("/"), post(say, `{}`), post(say, `{}`, "Authorization", bearer), get("/", "Host", "evil.example")} {
		response, _ := s.do(t, a)
		policy := response.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "script-src 'self';") || !strings.Contains(policy, "style-src 'self' 'unsafe-inline'") ||
			!strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("the policy is %q", policy)
		}
		if response.Header.Get("X-Content-Type-Options") != "nosniff" || response.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("the headers are %v", response.Header)
		}
	}
}
