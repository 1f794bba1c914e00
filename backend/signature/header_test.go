package signature_test

import (
	"bytes"
	"encoding/base64"
	"net/url"
	"strings"
	"testing"

	"antomdesk/backend/signature"
)

// awkward encodes with +, / and =, the three characters that need URL encoding.
var awkward = []byte{0xfb, 0xef, 0xbe, 0xff, 0xff, 0xff, 0x01}

func TestParseHeader_EveryDialect_ReadsTheSame(t *testing.T) {
	plain := base64.StdEncoding.EncodeToString(awkward)
	if !strings.Contains(plain, "+") || !strings.Contains(plain, "/") || !strings.Contains(plain, "=") {
		t.Fatalf("%s is not awkward", plain)
	}
	encoded := url.QueryEscape(plain)
	for name, c := range map[string]struct {
		value   string
		version string
		plain   bool
	}{
		"as the SDKs send it":  {"algorithm=RSA256,keyVersion=1,signature=" + encoded, "1", false},
		"as the docs print it": {"algorithm=RSA256, keyVersion=1, signature=" + encoded, "1", false},
		"spaces everywhere":    {"  algorithm = RSA256 ,\tkeyVersion = 1 , signature = " + encoded + " ", "1", false},
		"lower-case hex":       {"algorithm=RSA256,keyVersion=1,signature=" + lowerHex(encoded), "1", false},
		"another order":        {"signature=" + encoded + ",algorithm=RSA256,keyVersion=2", "2", false},
		"plain base64":         {"algorithm=RSA256,keyVersion=1,signature=" + plain, "1", true},
		"plain, other order":   {"signature=" + plain + ",keyVersion=1,algorithm=RSA256", "1", true},
		"no key version":       {"algorithm=RSA256,signature=" + encoded, "1", false},
		"names in other case":  {"Algorithm=RSA256,KEYVERSION=7,Signature=" + encoded, "7", false},
		"an unknown part":      {"algorithm=RSA256,keyVersion=1,extra=x,signature=" + encoded, "1", false},
	} {
		t.Run(name, func(t *testing.T) {
			h, err := signature.ParseHeader(c.value)
			if err != nil {
				t.Fatal(err)
			}
			if h.Algorithm != "RSA256" || h.KeyVersion != c.version || !bytes.Equal(h.Signature, awkward) || h.Plain != c.plain {
				t.Errorf("%s reads %+v", c.value, h)
			}
		})
	}
}

func lowerHex(encoded string) string {
	return strings.NewReplacer("%2B", "%2b", "%2F", "%2f", "%3D", "%3d").Replace(encoded)
}

func TestParseHeader_WhatCannotBeRead_IsNamed(t *testing.T) {
	for _, c := range []struct{ value, says string }{
		{"", "empty"},
		{"   ", "empty"},
		{"kv7SXw==", "algorithm"},
		{"kv7SXw", `part "kv7SXw"`},
		{"algorithm=RSA256,keyVersion=1", "signature part is missing"},
		{"algorithm=RSA256,keyVersion=1,signature=", "signature part is missing"},
		{"keyVersion=1,signature=AAAA", "algorithm part is missing"},
		{"algorithm=,keyVersion=1,signature=AAAA", "algorithm part is missing"},
		{"algorithm=RSA512,keyVersion=1,signature=AAAA", `algorithm part of the Signature header is "RSA512"`},
		{"algorithm=rsa256,keyVersion=1,signature=AAAA", "only RSA256"},
		{"algorithm=RSA256,keyVersion=,signature=AAAA", "keyVersion"},
		{"algorithm=RSA256,keyVersion=" + strings.Repeat("1", 33) + ",signature=AAAA", "keyVersion"},
		{"algorithm=RSA256,keyVersion=1,signature=%zz", "percent escape"},
		{"algorithm=RSA256,keyVersion=1,signature=%2", "percent escape"},
		{"algorithm=RSA256,keyVersion=1,signature=AAA", "cut short"},
		{"algorithm=RSA256,keyVersion=1,signature=A%252B%252FA", "encoded twice"},
		{"algorithm=RSA256,keyVersion=1,signature=AA AA", "spaces"},
		{"algorithm=RSA256,keyVersion=1,signature=-_AA", "URL-safe"},
		{"algorithm=RSA256,keyVersion=1,signature=!!!!", "not base64"},
		{"algorithm=RSA256,keyVersion=1,signature=%0A", "nothing"},
		{"algorithm=RSA256,algorithm=RSA256,signature=AAAA", "twice"},
		{"algorithm=RSA256,keyVersion=1,signature=AAAA,", "not name=value"},
	} {
		h, err := signature.ParseHeader(c.value)
		if err == nil {
			t.Errorf("%q reads as %+v", c.value, h)
		} else if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: the error %q does not say %q", c.value, err, c.says)
		}
	}
}

func TestFormatHeader_IsTheFormEverySDKReads(t *testing.T) {
	got := signature.FormatHeader("1", awkward)
	want := "algorithm=RSA256,keyVersion=1,signature=" + url.QueryEscape(base64.StdEncoding.EncodeToString(awkward))
	if got != want || strings.ContainsAny(got[len("algorithm=RSA256,keyVersion=1,signature="):], "+/= ") {
		t.Errorf("got %s", got)
	}
}
