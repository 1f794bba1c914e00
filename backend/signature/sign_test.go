package signature_test

import (
	"bytes"
	"crypto/rsa"
	"errors"
	"math/big"
	"strings"
	"sync"
	"testing"

	"antomdesk/backend/signature"
	"pgregory.net/rapid"
)

func TestPrefix_IsAntomsStringToSign(t *testing.T) {
	got := string(signature.Prefix("/ams/api/v1/payments/pay?x=1", "SANDBOX_5Y", "1767225600000"))
	if want := "POST /ams/api/v1/payments/pay?x=1\nSANDBOX_5Y.1767225600000."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestVerify_SignatureOfAnotherLength_NamesTheLength(t *testing.T) {
	err := signature.Verify(&someKey().PublicKey, nil, nil, make([]byte, 255))
	if !errors.Is(err, signature.ErrMismatch) || !strings.Contains(err.Error(), "255 bytes") {
		t.Errorf("got %v", err)
	}
}

func TestSignAndVerify_WithoutAKey_AreErrors(t *testing.T) {
	if _, err := signature.Sign(nil, nil, nil); err == nil {
		t.Error("signed with nothing")
	}
	if err := signature.Verify(nil, nil, nil, make([]byte, 256)); err == nil {
		t.Error("verified with nothing")
	}
}

func TestSign_UnusableKey_IsAnErrorAndFreesItsCore(t *testing.T) {
	broken := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: big.NewInt(15), E: 3}, D: big.NewInt(3)}
	for range 64 {
		if _, err := signature.Sign(broken, nil, nil); err == nil {
			t.Fatal("a 4-bit key signed")
		}
	}
	if _, err := signature.Sign(someKey(), nil, nil); err != nil {
		t.Fatal(err)
	}
}

func TestSign_FromManyGoroutines_AllVerify(t *testing.T) {
	prefix := signature.Prefix("/p", "c", "1")
	var wait sync.WaitGroup
	for i := range 32 {
		wait.Go(func() {
			body := []byte{byte(i)}
			sig, err := signature.Sign(someKey(), prefix, body)
			if err == nil {
				err = signature.Verify(&someKey().PublicKey, prefix, body, sig)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}

func TestSignFormatParseVerify_RoundTrip(t *testing.T) {
	key := someKey()
	rapid.Check(t, func(t *rapid.T) {
		path := "/" + rapid.StringMatching(`[a-zA-Z0-9/_?=&%-]{0,40}`).Draw(t, "path")
		clientID := rapid.StringMatching(`[A-Z0-9_]{1,24}`).Draw(t, "client id")
		version := rapid.StringMatching(`[0-9]{1,4}`).Draw(t, "key version")
		body := rapid.SliceOf(rapid.Byte()).Draw(t, "body")
		prefix := signature.Prefix(path, clientID, "1767225600000")
		sig, err := signature.Sign(key, prefix, body)
		if err != nil {
			t.Fatal(err)
		}
		header, err := signature.ParseHeader(signature.FormatHeader(version, sig))
		if err != nil {
			t.Fatal(err)
		}
		if header.KeyVersion != version || header.Plain || !bytes.Equal(header.Signature, sig) {
			t.Fatalf("the header came back as %+v", header)
		}
		if err := signature.Verify(&key.PublicKey, prefix, body, header.Signature); err != nil {
			t.Fatal(err)
		}
		if err := signature.Verify(&key.PublicKey, prefix, append(body, 'x'), header.Signature); !errors.Is(err, signature.ErrMismatch) {
			t.Fatalf("a longer body: %v", err)
		}
	})
}

func TestParsePrivateKey_AnyWhiteSpaceAndContainer_Agree(t *testing.T) {
	pair := merchantKeys()
	want := privateKey(t, pair.PrivatePKCS8Base64)
	texts := []string{pair.PrivatePKCS8PEM, pair.PrivatePKCS1PEM, pair.PrivatePKCS8Base64, pair.PrivatePKCS1Base64}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(texts).Draw(t, "container")
		if strings.HasPrefix(text, "-----") {
			text = strings.ReplaceAll(text, "\n", rapid.SampledFrom([]string{"\n", "\r\n", "\r", " ", `\n`, "\n\n\t"}).Draw(t, "line end"))
		} else {
			at := rapid.IntRange(0, len(text)).Draw(t, "break at")
			text = text[:at] + rapid.StringMatching(`[ \t\r\n]{0,5}`).Draw(t, "white space") + text[at:]
		}
		key, err := signature.ParsePrivateKey(text)
		if err != nil || !key.Equal(want) {
			t.Fatalf("another key, or %v", err)
		}
	})
}

func BenchmarkSign(b *testing.B) {
	key, prefix, body := someKey(), signature.Prefix("/ams/api/v1/payments/pay", "SANDBOX_5Y", "1767225600000"), make([]byte, 2048)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := signature.Sign(key, prefix, body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	key, prefix, body := someKey(), signature.Prefix("/ams/api/v1/payments/pay", "SANDBOX_5Y", "1767225600000"), make([]byte, 2048)
	sig, err := signature.Sign(key, prefix, body)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := signature.Verify(&key.PublicKey, prefix, body, sig); err != nil {
			b.Fatal(err)
		}
	}
}
