package signature

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	generatedBits = 2048
	minBits       = 1024  // crypto/rsa uses nothing shorter
	maxBits       = 16384 // longer ones only cost time
	maxKeyText    = 64 << 10
)

// GenerateKey returns a new RSA key of 2048 bits and two primes.
func GenerateKey(random io.Reader) (*rsa.PrivateKey, error) {
	key, err := rsa.GenerateKey(random, generatedBits)
	if err != nil {
		return nil, fmt.Errorf("no key could be generated: %w", err)
	}
	return key, nil
}

// ParsePrivateKey reads an RSA private key: PEM or bare base64 of PKCS#1 or PKCS#8, whatever the PEM
// label says, with any white space. It refuses other keys, encrypted ones and those under 1024 bits.
func ParsePrivateKey(text string) (*rsa.PrivateKey, error) {
	der, err := derOf(text)
	if err != nil {
		return nil, fmt.Errorf("private key: %w", err)
	}
	key, err := privateFromDER(der)
	if err != nil {
		return nil, fmt.Errorf("private key: %w", err)
	}
	if err := checkPublic(&key.PublicKey); err != nil {
		return nil, fmt.Errorf("private key: %w", err)
	}
	return key, nil
}

func privateFromDER(der []byte) (*rsa.PrivateKey, error) {
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return key, nil
	}
	if key, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		if rsaKey, ok := key.(*rsa.PrivateKey); ok {
			return rsaKey, nil
		}
		return nil, errors.New("it is not an RSA key; Antom signs with RSA only")
	}
	if _, err := publicFromDER(der); err == nil {
		return nil, errors.New("it is a public key; paste the private one here")
	}
	if _, err := x509.ParseECPrivateKey(der); err == nil {
		return nil, errors.New("it is not an RSA key; Antom signs with RSA only")
	}
	return nil, errors.New("it is neither PKCS#1 nor PKCS#8, or damaged")
}

// ParsePublicKey reads an RSA public key: PEM or bare base64 of SPKI (X.509) or PKCS#1, whatever the
// PEM label says, with any white space. It refuses other keys, private ones and those under 1024 bits.
func ParsePublicKey(text string) (*rsa.PublicKey, error) {
	der, err := derOf(text)
	if err != nil {
		return nil, fmt.Errorf("public key: %w", err)
	}
	pub, err := publicFromDER(der)
	if err != nil {
		return nil, fmt.Errorf("public key: %w", explainPublic(der, err))
	}
	if err := checkPublic(pub); err != nil {
		return nil, fmt.Errorf("public key: %w", err)
	}
	return pub, nil
}

func publicFromDER(der []byte) (*rsa.PublicKey, error) {
	if key, err := x509.ParsePKIXPublicKey(der); err == nil {
		if pub, ok := key.(*rsa.PublicKey); ok {
			return pub, nil
		}
		return nil, errors.New("it is not an RSA key; Antom signs with RSA only")
	}
	if pub, err := x509.ParsePKCS1PublicKey(der); err == nil {
		return pub, nil
	}
	return nil, errors.New("it is neither X.509 (SPKI) nor PKCS#1, or damaged")
}

// explainPublic replaces err when the text is something else that can be named.
func explainPublic(der []byte, err error) error {
	if _, private := privateFromDER(der); private == nil {
		return errors.New("it is a private key; keep it secret and paste the public one here")
	}
	if _, cert := x509.ParseCertificate(der); cert == nil {
		return errors.New("it is a certificate; paste the public key alone")
	}
	return err
}

func checkPublic(pub *rsa.PublicKey) error {
	bits := pub.N.BitLen()
	switch {
	case bits < minBits:
		return fmt.Errorf("it has %d bits; at least %d are needed, 2048 are usual", bits, minBits)
	case bits > maxBits:
		return fmt.Errorf("it has %d bits; at most %d are accepted", bits, maxBits)
	case pub.N.Bit(0) == 0 || pub.E < 3 || pub.E&1 == 0:
		return errors.New("its numbers cannot be those of an RSA key; it is damaged")
	}
	return nil
}

// FormatPublicKey returns the bare base64 of the key's SPKI, as Antom's documentation prints it.
func FormatPublicKey(pub *rsa.PublicKey) string {
	der, err := x509.MarshalPKIXPublicKey(pub)
	if err != nil {
		panic("signature: an RSA public key cannot be encoded: " + err.Error())
	}
	return base64.StdEncoding.EncodeToString(der)
}

// FormatPrivateKeyPKCS8 returns the bare base64 that the Java, Go and .NET SDKs take.
func FormatPrivateKeyPKCS8(key *rsa.PrivateKey) string {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		panic("signature: an RSA private key cannot be encoded: " + err.Error())
	}
	return base64.StdEncoding.EncodeToString(der)
}

// FormatPrivateKeyPKCS1 returns the bare base64 that the Python and PHP SDKs take.
func FormatPrivateKeyPKCS1(key *rsa.PrivateKey) string {
	return base64.StdEncoding.EncodeToString(x509.MarshalPKCS1PrivateKey(key))
}

// derOf takes the armour off and decodes the base64.
func derOf(text string) ([]byte, error) {
	if len(text) > maxKeyText {
		return nil, fmt.Errorf("the text has %d characters; a key has far fewer", len(text))
	}
	body, err := withoutArmour(text)
	if err != nil {
		return nil, err
	}
	body = strings.Join(strings.Fields(body), "")
	if body == "" {
		return nil, errors.New("there is no key in the text")
	}
	der, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(body, "="))
	if err != nil {
		return nil, errors.New("the text is not base64; paste the key alone, with or without its BEGIN and END lines")
	}
	return der, nil
}

// withoutArmour returns what stands between the BEGIN and END lines, or the text itself when there
// are none. A "\n" written out, as in JSON and environment files, counts as a line end.
func withoutArmour(text string) (string, error) {
	text = strings.NewReplacer(`\r`, "\r", `\n`, "\n", "\ufeff", "").Replace(text)
	_, after, armoured := strings.Cut(text, "-----BEGIN ")
	if !armoured {
		return text, nil
	}
	label, after, found := strings.Cut(after, "-----")
	if !found {
		return "", errors.New("the BEGIN line is cut short")
	}
	body, rest, found := strings.Cut(after, "-----END ")
	switch {
	case !found:
		return "", errors.New("the END line is missing")
	case strings.Contains(rest, "-----BEGIN "):
		return "", errors.New("there is more than one key in the text; paste one")
	case strings.Contains(label, "ENCRYPTED") || strings.Contains(body, "ENCRYPTED"):
		return "", errors.New("it is encrypted; paste it without a passphrase")
	case strings.Contains(label, "OPENSSH"):
		return "", errors.New("it is in OpenSSH's own format; convert it to PKCS#8")
	}
	return body, nil
}
