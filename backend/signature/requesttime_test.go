package signature_test

import (
	"strings"
	"testing"
	"time"

	"antomdesk/backend/signature"
)

func TestParseRequestTime_EverySDKsFormat_IsTheSameInstant(t *testing.T) {
	want := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, text := range []string{
		"1767225600000", "1767225600000000000",
		"2026-01-01T00:00:00+00:00",
		"2026-01-01T08:00:00+0800",
		"2026-01-01T00:00:00.0000000Z",
		"2026-01-01T08:00:00+08:00",
		"2026-01-01T00:00:00Z",
		"2025-12-31T19:00:00-0500",
		"2026-01-01T08:00:00.000+0800",
	} {
		got, err := signature.ParseRequestTime(text)
		if err != nil || !got.Equal(want) {
			t.Errorf("%s reads as %v, %v", text, got, err)
		}
	}
}

func TestParseRequestTime_KeepsFractions(t *testing.T) {
	got, err := signature.ParseRequestTime("2026-01-01T00:00:00.1234567Z")
	if err != nil || got.Nanosecond() != 123456700 {
		t.Errorf("%v, %v", got, err)
	}
	if got, err = signature.ParseRequestTime("1767225600123"); err != nil || got.UnixMilli() != 1767225600123 {
		t.Errorf("%v, %v", got, err)
	}
}

func TestParseRequestTime_AnythingElse_IsRefusedInWords(t *testing.T) {
	for _, c := range []struct{ text, says string }{
		{"", "missing"},
		{"1767225600", "10 digits"},
		{"17672256000001234", "17 digits"},
		{strings.Repeat("1", 41), "41 characters"},
		{"2026-01-01T00:00:00", "no time zone"},
		{"2026-01-01 00:00:00Z", "neither"},
		{"2026-13-01T00:00:00Z", "neither"},
		{"2026-01-01", "neither"},
		{"-1767225600000", "neither"},
		{"now", "neither"},
		{" 1767225600000", "neither"},
		{"Thu, 01 Jan 2026 00:00:00 GMT", "neither"},
	} {
		got, err := signature.ParseRequestTime(c.text)
		if err == nil {
			t.Errorf("%q reads as %v", c.text, got)
		} else if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: the error %q does not say %q", c.text, err, c.says)
		}
	}
}
