package datafolder

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"os"
	"time"

	"antomdesk/backend/sandbox"
)

const (
	authorityLife = 10 * 365 * 24 * time.Hour
	// backdate lets a computer whose clock runs late accept a certificate at once.
	backdate = time.Hour
)

// authority is the local certificate authority of this installation.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// authority returns this installation's CA, creating it the first time. A certificate that is lost,
// damaged or about to end is issued again with the same key and name.
func (f *Folder) authority() (authority, error) {
	key, err := f.ecdsaKey(authorityKeySecret)
	if err != nil {
		return authority{}, err
	}
	kept := readCertificate(f.file(authorityPEM))
	if kept != nil && kept.IsCA && key.PublicKey.Equal(kept.PublicKey) && f.lasts(kept, leafLife) {
		return authority{kept, key}, nil
	}
	certificate, err := f.issueAuthority(key, kept)
	if err != nil {
		return authority{}, err
	}
	return authority{certificate, key}, f.writeCertificate(authorityPEM, certificate)
}

func (f *Folder) issueAuthority(key *ecdsa.PrivateKey, kept *x509.Certificate) (*x509.Certificate, error) {
	subject := pkix.Name{CommonName: authorityName(), Organization: []string{"Antom Desk"}}
	if kept != nil && key.PublicKey.Equal(kept.PublicKey) {
		subject = kept.Subject
	}
	serial, err := f.serial()
	if err != nil {
		return nil, err
	}
	now := f.clock.Now()
	template := &x509.Certificate{
		SerialNumber: serial, Subject: subject,
		NotBefore: now.Add(-backdate), NotAfter: now.Add(authorityLife),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	return f.sign(template, template, &key.PublicKey, key)
}

// authorityName tells this computer's CA from others in a list of trusted ones.
func authorityName() string {
	host, err := os.Hostname()
	if err != nil || host == "" {
		return "Antom Desk local CA"
	}
	return fmt.Sprintf("Antom Desk local CA (%.40s)", host)
}

func (f *Folder) sign(template, parent *x509.Certificate, public *ecdsa.PublicKey, key *ecdsa.PrivateKey) (*x509.Certificate, error) {
	der, err := x509.CreateCertificate(f.random, template, parent, public, key)
	if err != nil {
		return nil, fmt.Errorf("issue a certificate: %w", err)
	}
	return x509.ParseCertificate(der)
}

// serial is 127 random bits: positive, and never twice.
func (f *Folder) serial() (*big.Int, error) {
	b := make([]byte, 16)
	if _, err := io.ReadFull(f.random, b); err != nil {
		return nil, fmt.Errorf("draw a serial number: %w", err)
	}
	b[0] = b[0]&0x7f | 0x40
	return new(big.Int).SetBytes(b), nil
}

// ecdsaKey returns the key of that name, creating it the first time.
func (f *Folder) ecdsaKey(name string) (*ecdsa.PrivateKey, error) {
	text, err := f.secrets.Secret(name)
	if sandbox.IsNotFound(err) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), f.random)
		if err != nil {
			return nil, fmt.Errorf("create the key %s: %w", name, err)
		}
		return key, f.keep(name, key)
	}
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, f.damaged(name)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, f.damaged(name)
	}
	key, ok := parsed.(*ecdsa.PrivateKey)
	if !ok {
		return nil, f.damaged(name)
	}
	return key, nil
}

// readCertificate returns nil when there is none that can be read: it will be issued again.
func readCertificate(path string) *x509.Certificate {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil
	}
	return certificate
}

func (f *Folder) writeCertificate(name string, certificate *x509.Certificate) error {
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Raw})
	return explain(writeAtomic(f.file(name), text), f.path)
}

// lasts reports whether the certificate is valid now and will be for a while.
func (f *Folder) lasts(c *x509.Certificate, while time.Duration) bool {
	now := f.clock.Now()
	return !now.Before(c.NotBefore) && now.Add(while).Before(c.NotAfter)
}
