package signature_test

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"antomdesk/backend/signature"
)

func TestParsePrivateKey_EveryContainer_IsTheSameKey(t *testing.T) {
	pair := merchantKeys()
	want := privateKey(t, pair.PrivatePKCS8Base64)
	spaced := strings.Join(strings.Split(pair.PrivatePKCS1Base64, ""), " ")
	for name, text := range map[string]string{
		"PKCS#8 PEM":               pair.PrivatePKCS8PEM,
		"PKCS#1 PEM":               pair.PrivatePKCS1PEM,
		"PKCS#1 bare":              pair.PrivatePKCS1Base64,
		"CRLF lines":               strings.ReplaceAll(pair.PrivatePKCS8PEM, "\n", "\r\n"),
		"written-out line ends":    strings.ReplaceAll(pair.PrivatePKCS8PEM, "\n", `\n`),
		"PEM on one line":          strings.ReplaceAll(pair.PrivatePKCS8PEM, "\n", " "),
		"spaces between all":       spaced,
		"PKCS#8 under PKCS#1 name": "-----BEGIN RSA PRIVATE KEY-----\n" + pair.PrivatePKCS8Base64 + "\n-----END RSA PRIVATE KEY-----",
		"text around":              "my key:\n" + pair.PrivatePKCS8PEM + "\nend",
		"without padding":          strings.TrimRight(pair.PrivatePKCS1Base64, "="),
		"byte order mark":          "\ufeff" + pair.PrivatePKCS8Base64,
	} {
		key, err := signature.ParsePrivateKey(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if !key.Equal(want) {
			t.Errorf("%s: another key", name)
		}
	}
}

func TestParsePublicKey_EveryContainer_IsTheSameKey(t *testing.T) {
	pair := merchantKeys()
	want := &privateKey(t, pair.PrivatePKCS8Base64).PublicKey
	pkcs1 := x509.MarshalPKCS1PublicKey(want)
	for name, text := range map[string]string{
		"SPKI bare":   pair.PublicSPKIBase64,
		"SPKI PEM":    pair.PublicSPKIPEM,
		"PKCS#1 bare": base64.StdEncoding.EncodeToString(pkcs1),
		"PKCS#1 PEM":  string(pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: pkcs1})),
		"indented":    "  " + strings.ReplaceAll(pair.PublicSPKIPEM, "\n", "\n   "),
	} {
		key, err := signature.ParsePublicKey(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if !key.Equal(want) {
			t.Errorf("%s: another key", name)
		}
	}
}

func TestFormat_AgreesWithTheCapturedKeys(t *testing.T) {
	pair := merchantKeys()
	key := privateKey(t, pair.PrivatePKCS1Base64)
	if got := signature.FormatPublicKey(&key.PublicKey); got != pair.PublicSPKIBase64 {
		t.Errorf("public key as %s", got)
	}
	if signature.FormatPrivateKeyPKCS8(key) != pair.PrivatePKCS8Base64 {
		t.Error("the PKCS#8 text differs")
	}
	if signature.FormatPrivateKeyPKCS1(key) != pair.PrivatePKCS1Base64 {
		t.Error("the PKCS#1 text differs")
	}
}

func TestGenerateKey_Is2048BitsAndTwoPrimes(t *testing.T) {
	key := someKey()
	if key.N.BitLen() != 2048 || len(key.Primes) != 2 {
		t.Errorf("%d bits, %d primes", key.N.BitLen(), len(key.Primes))
	}
	for _, text := range []string{signature.FormatPrivateKeyPKCS1(key), signature.FormatPrivateKeyPKCS8(key)} {
		if !privateKey(t, text).Equal(key) {
			t.Error("the key does not survive its own text")
		}
	}
	if !publicKey(t, signature.FormatPublicKey(&key.PublicKey)).Equal(&key.PublicKey) {
		t.Error("the public key does not survive its own text")
	}
}

func TestParsePrivateKey_AnythingElse_IsRefusedInWords(t *testing.T) {
	pair := merchantKeys()
	for _, c := range []struct{ name, text, says string }{
		{"nothing", "", "no key"},
		{"white space", " \n\t", "no key"},
		{"prose", "not a key!", "not base64"},
		{"base64 of prose", base64.StdEncoding.EncodeToString([]byte("hello, world")), "neither PKCS#1 nor PKCS#8"},
		{"a public key", pair.PublicSPKIBase64, "it is a public key"},
		{"an EC key", base64PKCS8(t, ecKey(t)), "not an RSA key"},
		{"an EC key in SEC 1", base64SEC1(t), "not an RSA key"},
		{"an Ed25519 key", base64PKCS8(t, edKey(t)), "not an RSA key"},
		{"cut in half", pair.PrivatePKCS8Base64[:800], "damaged"},
		{"encrypted PKCS#8", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----", "encrypted"},
		{"encrypted PKCS#1", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----", "encrypted"},
		{"OpenSSH", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----", "OpenSSH"},
		{"no END line", "-----BEGIN PRIVATE KEY-----\nAAAA", "END line"},
		{"half a BEGIN line", "-----BEGIN PRIV", "BEGIN line"},
		{"two keys", pair.PrivatePKCS8PEM + pair.PrivatePKCS1PEM, "more than one"},
		{"far too long", strings.Repeat("A", 70000), "far fewer"},
		{"512 bits", testdata(t, "rsa512.txt"), "512 bits"},
	} {
		key, err := signature.ParsePrivateKey(c.text)
		checkRefusal(t, c.name, c.says, key != nil, err, pair.PrivatePKCS8Base64)
	}
}

func TestParsePublicKey_AnythingElse_IsRefusedInWords(t *testing.T) {
	pair := merchantKeys()
	for _, c := range []struct{ name, text, says string }{
		{"nothing", "", "no key"},
		{"a private key", pair.PrivatePKCS8Base64, "it is a private key"},
		{"a private key in PKCS#1", pair.PrivatePKCS1PEM, "it is a private key"},
		{"a certificate", certificate(t), "it is a certificate"},
		{"an EC key", base64SPKI(t, &ecKey(t).PublicKey), "not an RSA key"},
		{"512 bits", base64SPKI(t, publicOf(new(big.Int).Add(new(big.Int).Lsh(big.NewInt(1), 511), big.NewInt(1)), 65537)), "512 bits"},
		{"1023 bits", base64SPKI(t, publicOf(new(big.Int).Add(new(big.Int).Lsh(big.NewInt(1), 1022), big.NewInt(1)), 65537)), "1023 bits"},
		{"20000 bits", base64SPKI(t, publicOf(new(big.Int).Add(new(big.Int).Lsh(big.NewInt(1), 19999), big.NewInt(1)), 65537)), "at most"},
		{"an even modulus", base64SPKI(t, publicOf(new(big.Int).Lsh(big.NewInt(1), 2047), 65537)), "damaged"},
		{"exponent 1", base64SPKI(t, publicOf(someKey().N, 1)), "damaged"},
		{"exponent 4", base64SPKI(t, publicOf(someKey().N, 4)), "damaged"},
	} {
		key, err := signature.ParsePublicKey(c.text)
		checkRefusal(t, c.name, c.says, key != nil, err, pair.PrivatePKCS8Base64)
	}
}

func checkRefusal(t *testing.T, name, says string, read bool, err error, secret string) {
	t.Helper()
	switch {
	case err == nil || read:
		t.Errorf("%s was read as a key", name)
	case !strings.Contains(err.Error(), says):
		t.Errorf("%s: the error %q does not say %q", name, err, says)
	case strings.Contains(err.Error(), secret[100:120]) || len(err.Error()) > 200:
		t.Errorf("%s: the error repeats what was pasted", name)
	}
}

func TestParsePrivateKey_ThreePrimes_SignsAsWell(t *testing.T) {
	key := privateKey(t, testdata(t, "rsa2048-three-primes.txt"))
	if len(key.Primes) != 3 {
		t.Fatalf("%d primes", len(key.Primes))
	}
	prefix, body := signature.Prefix("/p", "c", "1"), []byte("{}")
	sig, err := signature.Sign(key, prefix, body)
	if err != nil {
		t.Fatal(err)
	}
	if err := signature.Verify(&key.PublicKey, prefix, body, sig); err != nil {
		t.Error(err)
	}
}

func testdata(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func publicOf(n *big.Int, e int) *rsa.PublicKey { return &rsa.PublicKey{N: n, E: e} }

func ecKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func edKey(t *testing.T) ed25519.PrivateKey {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func base64PKCS8(t *testing.T, key any) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(der)
}

func base64SEC1(t *testing.T) string {
	t.Helper()
	der, err := x509.MarshalECPrivateKey(ecKey(t))
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(der)
}

func base64SPKI(t *testing.T, key any) string {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(der)
}

func certificate(t *testing.T) string {
	t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Unix(1<<32, 0)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &someKey().PublicKey, someKey())
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}
