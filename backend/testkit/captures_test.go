package testkit_test

import (
	"bytes"
	"strings"
	"testing"

	"antomdesk/backend/testkit"
)

func TestCaptures_AreTheRecordedBytes(t *testing.T) {
	if n := len(testkit.Captures("go")); n != 27 {
		t.Errorf("%d Go captures, want 27", n)
	}
	if n := len(testkit.Captures("php")); n != 30 {
		t.Errorf("%d PHP captures, want 30", n)
	}
	for _, c := range testkit.AllCaptures() {
		name := c.SDK + "/" + c.File
		if !bytes.HasPrefix(c.Head, []byte("POST "+c.Target+" HTTP/1.1\r\n")) || !bytes.HasSuffix(c.Head, []byte("\r\n\r\n")) {
			t.Errorf("%s: the head is cut wrongly: %q", name, c.Head)
		}
		if !bytes.Equal(append(bytes.Clone(c.Head), c.Body...), c.Raw) || !bytes.HasPrefix(c.Body, []byte("{")) {
			t.Errorf("%s: head and body are not the whole", name)
		}
		if c.Header("client-id") != c.ClientID || c.Header("REQUEST-TIME") != c.RequestTime {
			t.Errorf("%s: headers read %q, %q", name, c.Header("client-id"), c.Header("request-time"))
		}
		if head, body := c.ResponseParts(); !bytes.HasPrefix(head, []byte("HTTP/1.1 200")) || !bytes.HasPrefix(body, []byte("{")) {
			t.Errorf("%s: no recorded answer", name)
		}
	}
}

func TestCaptureKeys_AreThere(t *testing.T) {
	keys := testkit.CaptureKeys()
	if !strings.HasPrefix(keys.ClientID, "SANDBOX_") || strings.HasPrefix(keys.LiveClientID, "SANDBOX_") {
		t.Errorf("client ids %q, %q", keys.ClientID, keys.LiveClientID)
	}
	for _, pair := range []testkit.CaptureKeyPair{keys.Merchant, keys.Antom, keys.Wrong} {
		for _, text := range []string{pair.PrivatePKCS1Base64, pair.PrivatePKCS8Base64, pair.PrivatePKCS1PEM, pair.PrivatePKCS8PEM, pair.PublicSPKIBase64, pair.PublicSPKIPEM} {
			if text == "" {
				t.Error("a container is missing")
			}
		}
	}
}
