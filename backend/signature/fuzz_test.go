package signature_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/signature"
	"antomdesk/backend/testkit"
)

func FuzzParseHeader(f *testing.F) {
	for _, c := range testkit.AllCaptures()[:4] {
		f.Add(c.Header("Signature"))
	}
	f.Add("algorithm=RSA256, keyVersion=1, signature=AA+/%2b")
	f.Add("signature=AAAA,algorithm=RSA256")
	f.Fuzz(func(t *testing.T, value string) {
		h, err := signature.ParseHeader(value)
		if err != nil {
			if len(err.Error()) > 400 {
				t.Fatalf("the error has %d bytes", len(err.Error()))
			}
			return
		}
		again, err := signature.ParseHeader(signature.FormatHeader("1", h.Signature))
		if err != nil || !bytes.Equal(again.Signature, h.Signature) || h.Algorithm != signature.Algorithm || h.KeyVersion == "" {
			t.Fatalf("%q reads as %+v and again as %+v, %v", value, h, again, err)
		}
	})
}

// Run it with -fuzzminimizetime=5x: minimising keys otherwise takes all the time there is.
func FuzzParsePrivateKey(f *testing.F) {
	pair := merchantKeys()
	for _, text := range []string{pair.PrivatePKCS1Base64, pair.PrivatePKCS8Base64, pair.PrivatePKCS8PEM, pair.PublicSPKIBase64, "-----BEGIN PRIVATE KEY-----"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		key, err := signature.ParsePrivateKey(text)
		if err != nil {
			return
		}
		if bits := key.N.BitLen(); bits < 1024 || bits > 16384 {
			t.Fatalf("a key of %d bits was accepted", bits)
		}
		again, err := signature.ParsePrivateKey(signature.FormatPrivateKeyPKCS8(key))
		if err != nil || !again.Equal(key) {
			t.Fatalf("the key does not survive its own text: %v", err)
		}
	})
}

func FuzzParsePublicKey(f *testing.F) {
	pair := merchantKeys()
	for _, text := range []string{pair.PublicSPKIBase64, pair.PublicSPKIPEM, pair.PrivatePKCS1Base64, "MIIB"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		pub, err := signature.ParsePublicKey(text)
		if err != nil {
			return
		}
		if bits := pub.N.BitLen(); bits < 1024 || bits > 16384 {
			t.Fatalf("a key of %d bits was accepted", bits)
		}
		again, err := signature.ParsePublicKey(signature.FormatPublicKey(pub))
		if err != nil || !again.Equal(pub) {
			t.Fatalf("the key does not survive its own text: %v", err)
		}
		if err := signature.Verify(pub, nil, nil, make([]byte, pub.Size())); err == nil {
			t.Fatal("a signature of zeros verifies")
		}
	})
}

func FuzzParseRequestTime(f *testing.F) {
	for _, text := range []string{"1767225600000", "2026-01-01T00:00:00+00:00", "2026-01-01T08:00:00+0800", "2026-01-01T00:00:00.0000000Z", "2026-01-01T00:00:00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at, err := signature.ParseRequestTime(text)
		if err != nil {
			return
		}
		if strings.TrimSpace(text) != text {
			t.Fatalf("%q was read with its spaces", text)
		}
		again, err := signature.ParseRequestTime(at.UTC().Format(time.RFC3339Nano))
		if err == nil && !again.Equal(at) {
			t.Fatalf("%q reads as %v and again as %v", text, at, again)
		}
	})
}
