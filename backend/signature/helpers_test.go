package signature_test

import (
	"crypto/rand"
	"crypto/rsa"
	"sync"
	"testing"

	"antomdesk/backend/signature"
	"antomdesk/backend/testkit"
)

// someKey is one key for all tests that need just any; making one takes a while.
var someKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := signature.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
})

func privateKey(t testing.TB, text string) *rsa.PrivateKey {
	t.Helper()
	key, err := signature.ParsePrivateKey(text)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func publicKey(t testing.TB, text string) *rsa.PublicKey {
	t.Helper()
	key, err := signature.ParsePublicKey(text)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func merchantKeys() testkit.CaptureKeyPair { return testkit.CaptureKeys().Merchant }

// shortKey is a key that signs fast, where thousands of signatures are needed.
func shortKey(t testing.TB) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	return key
}
