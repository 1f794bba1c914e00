package datafolder

import (
	"crypto/ecdsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"net"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"antomdesk/backend/sandbox"
)

const (
	// leafLife with backdate stays within the 397 days that browsers and Apple's systems accept.
	leafLife = 396 * 24 * time.Hour
	// leafRenewal is how long before its end the leaf is issued again.
	leafRenewal = 30 * 24 * time.Hour
)

var hostName = regexp.MustCompile(`^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.?$`)

// Certificates returns a server configuration for localhost, 127.0.0.1, ::1 and the extra host names
// or addresses, with a leaf of this installation's CA, and the CA's PEM file for clients to trust. The
// leaf is renewed when its names change and when its end comes near, also while serving. A name that
// cannot stand in a certificate is an invalid_argument error.
func (f *Folder) Certificates(extraNames []string) (*tls.Config, string, error) {
	names, err := leafNames(extraNames)
	if err != nil {
		return nil, "", err
	}
	keeper := &leafKeeper{folder: f, names: names}
	if _, err := keeper.current(nil); err != nil {
		return nil, "", err
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: keeper.current}
	return config, f.file(authorityPEM), nil
}

// leafNames are the names in the order of the certificate, each once.
func leafNames(extra []string) ([]string, error) {
	names := []string{"localhost", "127.0.0.1", "::1"}
	for _, name := range extra {
		name = strings.ToLower(strings.TrimSpace(name))
		if ip := net.ParseIP(name); ip != nil {
			name = ip.String()
		} else if len(name) > 253 || !hostName.MatchString(name) {
			return nil, sandbox.Invalid("names", "%q is neither a host name nor an IP address", name)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, nil
}

// leafKeeper hands the leaf to every handshake and renews it in time.
type leafKeeper struct {
	folder *Folder
	names  []string
	mu     sync.Mutex
	leaf   *tls.Certificate
}

func (k *leafKeeper) current(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.leaf != nil && k.folder.lasts(k.leaf.Leaf, leafRenewal) {
		return k.leaf, nil
	}
	leaf, err := k.folder.leaf(k.names)
	if err != nil {
		return nil, err
	}
	k.leaf = leaf
	return leaf, nil
}

// leaf returns the kept leaf while it fits, and a new one otherwise.
func (f *Folder) leaf(names []string) (*tls.Certificate, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	ca, err := f.authority()
	if err != nil {
		return nil, err
	}
	key, err := f.ecdsaKey(leafKeySecret)
	if err != nil {
		return nil, err
	}
	certificate := readCertificate(f.file(leafPEM))
	if !f.fits(certificate, ca, key, names) {
		if certificate, err = f.issueLeaf(ca, key, names); err != nil {
			return nil, err
		}
		if err := f.writeCertificate(leafPEM, certificate); err != nil {
			return nil, err
		}
	}
	return &tls.Certificate{
		Certificate: [][]byte{certificate.Raw, ca.certificate.Raw}, PrivateKey: key, Leaf: certificate,
	}, nil
}

func (f *Folder) fits(c *x509.Certificate, ca authority, key *ecdsa.PrivateKey, names []string) bool {
	return c != nil && key.PublicKey.Equal(c.PublicKey) && c.CheckSignatureFrom(ca.certificate) == nil &&
		f.lasts(c, leafRenewal) && slices.Equal(namesOf(c), namesOf(withNames(&x509.Certificate{}, names)))
}

func (f *Folder) issueLeaf(ca authority, key *ecdsa.PrivateKey, names []string) (*x509.Certificate, error) {
	serial, err := f.serial()
	if err != nil {
		return nil, err
	}
	now := f.clock.Now()
	return f.sign(withNames(&x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: names[0], Organization: []string{"Antom Desk"}},
		NotBefore:    now.Add(-backdate), NotAfter: now.Add(leafLife),
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, names), ca.certificate, &key.PublicKey, ca.key)
}

func withNames(c *x509.Certificate, names []string) *x509.Certificate {
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			c.IPAddresses = append(c.IPAddresses, ip)
		} else {
			c.DNSNames = append(c.DNSNames, name)
		}
	}
	return c
}

func namesOf(c *x509.Certificate) []string {
	names := slices.Clone(c.DNSNames)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	return names
}
