package gateway

import (
	"slices"
	"testing"
)

func TestTarget_NothingIsDecodedOrCleaned(t *testing.T) {
	for sent, want := range map[string]struct {
		raw, path, cut, authority string
		candidates                int
	}{
		"/ams/api//v1/x?q=/ams/y":  {"/ams/api//v1/x?q=/ams/y", "/ams/api//v1/x", "/ams/api//v1/x?q=/ams/y", "", 1},
		"/gw/ams/a?b":              {"/gw/ams/a?b", "/gw/ams/a", "/ams/a?b", "", 2},
		"//ams/a":                  {"//ams/a", "//ams/a", "/ams/a", "", 2},
		"/ams/ams/a":               {"/ams/ams/a", "/ams/ams/a", "/ams/ams/a", "", 1},
		"/x?next=/ams/a":           {"/x?next=/ams/a", "/x", "/x?next=/ams/a", "", 1},
		"/%61ms/a/../b":            {"/%61ms/a/../b", "/%61ms/a/../b", "/%61ms/a/../b", "", 1},
		"https://h:1/ams/a":        {"/ams/a", "/ams/a", "/ams/a", "h:1", 1},
		"https://h//ams/a":         {"//ams/a", "//ams/a", "/ams/a", "h", 2},
		"https://h":                {"", "", "", "h", 1},
		"https://h?q":              {"?q", "", "?q", "h", 1},
		"/ams/a?u=https://h/ams/b": {"/ams/a?u=https://h/ams/b", "/ams/a", "/ams/a?u=https://h/ams/b", "", 1},
		"*":                        {"*", "*", "*", "", 1},
		"host:443":                 {"host:443", "host:443", "host:443", "", 1},
	} {
		got := parseTarget(sent)
		if got.raw != want.raw || got.path() != want.path || got.fromAMS() != want.cut ||
			got.authority != want.authority || got.absolute != (want.authority != "") {
			t.Errorf("%s: %+v, path %q, cut %q", sent, got, got.path(), got.fromAMS())
		}
		if c := got.candidates(); len(c) != want.candidates || c[0] != want.raw || !slices.Contains(c, want.cut) {
			t.Errorf("%s: candidates %q", sent, c)
		}
	}
}

func TestTarget_AnswerPath_IsTheVerifiedOneButForTheGoSDK(t *testing.T) {
	for _, tc := range []struct{ sent, verified, sdk, want string }{
		{"/gw/ams/a", "/ams/a", "", "/ams/a"},
		{"/gw/ams/a", "/gw/ams/a", "", "/gw/ams/a"},
		{"/gw/ams/a", "", "", "/ams/a"},
		{"/x", "", "", "/x"},
		{"/gw/ams/a", "/ams/a", goSDK, "/gw/ams/a"},
		{"/gw/ams/a", "", goSDK, "/gw/ams/a"},
		{"https://h/gw/ams/a", "/ams/a", goSDK, "/ams/a"},
		{"https://h/gw/ams/a", "", goSDK, "/ams/a"},
	} {
		if got := parseTarget(tc.sent).answerPath(tc.verified, tc.sdk); got != tc.want {
			t.Errorf("%+v: %q", tc, got)
		}
	}
}
