package datafolder

import (
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// The names of this installation's own secrets.
const (
	antomKeySecret     = "antom-signing-key"
	authorityKeySecret = "local-ca-key"
	leafKeySecret      = "gateway-tls-key"
)

// AntomKey is the key with which this installation plays Antom: created once, the same in every
// environment and after every restart.
func (f *Folder) AntomKey() (*rsa.PrivateKey, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	text, err := f.secrets.Secret(antomKeySecret)
	if sandbox.IsNotFound(err) {
		return f.createAntomKey()
	}
	if err != nil {
		return nil, err
	}
	key, err := signature.ParsePrivateKey(text)
	if err != nil {
		return nil, f.damaged(antomKeySecret)
	}
	return key, nil
}

func (f *Folder) createAntomKey() (*rsa.PrivateKey, error) {
	key, err := signature.GenerateKey(f.random)
	if err != nil {
		return nil, fmt.Errorf("create Antom's signing key: %w", err)
	}
	return key, f.keep(antomKeySecret, key)
}

// keep stores a private key as PKCS#8 PEM.
func (f *Folder) keep(name string, key crypto.PrivateKey) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return fmt.Errorf("encode the key %s: %w", name, err)
	}
	return f.secrets.SetSecret(name, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})))
}

// damaged never quotes the value.
func (f *Folder) damaged(name string) error {
	return sandbox.Unavailable(nil, "the key %s in %s is damaged; restore the file from a backup, or move it away to start with new keys",
		name, f.file(secretsFile))
}
