// Package signature is Antom's request signing (api.md §1.3 to §1.5): the string to sign, RSA with
// SHA-256 over it, the Signature header, request times and key texts. It is pure: no clock, no
// state, no files. Its errors are sentences that never contain key material.
package signature

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
)

// ErrMismatch says that a signature is not this key's signature of these bytes.
var ErrMismatch = errors.New("the signature does not match the string to sign under this key")

// cores bounds RSA private key operations to one per core: more only makes each slower.
var cores = make(chan struct{}, runtime.GOMAXPROCS(0))

// queued counts the callers that wait for a core.
var queued atomic.Int32

func takeCore() {
	queued.Add(1)
	cores <- struct{}{}
	queued.Add(-1)
}

// Queued is how many signatures wait for a core at this moment. While it is not 0 every core signs.
func Queued() int { return int(queued.Load()) }

// Prefix returns the string to sign up to the body, which follows it unchanged (api.md §1.4). path
// includes a query, if there is one; timeText is the time header exactly as sent.
func Prefix(path, clientID, timeText string) []byte {
	return []byte("POST " + path + "\n" + clientID + "." + timeText + ".")
}

// Sign returns the RSASSA-PKCS1-v1_5 signature with SHA-256 of prefix followed by body. It waits
// while every core is signing. It fails for a nil or unusable key.
func Sign(key *rsa.PrivateKey, prefix, body []byte) ([]byte, error) {
	if key == nil {
		return nil, errors.New("there is no private key to sign with")
	}
	digest := digestOf(prefix, body)
	takeCore()
	defer func() { <-cores }()
	sig, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, digest)
	if err != nil {
		return nil, fmt.Errorf("signing failed: %w", err)
	}
	return sig, nil
}

// Verify checks sig over prefix followed by body. The error is nil when it verifies, names a wrong
// length, and wraps ErrMismatch whenever the signature is not the key's.
func Verify(pub *rsa.PublicKey, prefix, body, sig []byte) error {
	if pub == nil {
		return errors.New("there is no public key to verify with")
	}
	if len(sig) != pub.Size() {
		return fmt.Errorf("the signature has %d bytes where a %d-bit key makes %d: %w", len(sig), pub.N.BitLen(), pub.Size(), ErrMismatch)
	}
	if err := rsa.VerifyPKCS1v15(pub, crypto.SHA256, digestOf(prefix, body), sig); err != nil {
		return ErrMismatch
	}
	return nil
}

func digestOf(prefix, body []byte) []byte {
	h := sha256.New()
	h.Write(prefix)
	h.Write(body)
	return h.Sum(nil)
}
