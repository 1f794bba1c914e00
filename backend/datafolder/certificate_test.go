package datafolder

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"antomdesk/backend/sandbox"

	"github.com/jonboulle/clockwork"
)

func certificates(t *testing.T, f *Folder, names ...string) (*tls.Config, *x509.Certificate, string) {
	t.Helper()
	config, caFile, err := f.Certificates(names)
	if err != nil {
		t.Fatal(err)
	}
	return config, leafOf(t, config), caFile
}

func leafOf(t *testing.T, config *tls.Config) *x509.Certificate {
	t.Helper()
	pair, err := config.GetCertificate(&tls.ClientHelloInfo{})
	if err != nil {
		t.Fatal(err)
	}
	return pair.Leaf
}

func poolOf(t *testing.T, caFile string) *x509.CertPool {
	t.Helper()
	text, err := os.ReadFile(caFile)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		t.Fatal("no certificate in the CA file")
	}
	return pool
}

func TestCertificates_LeafVerifiesForEveryName(t *testing.T) {
	f := open(t, t.TempDir())
	_, leaf, caFile := certificates(t, f, "Pay.Example.test", "192.0.2.7", "localhost")
	pool := poolOf(t, caFile)
	for _, name := range []string{"localhost", "127.0.0.1", "::1", "pay.example.test", "192.0.2.7"} {
		if _, err := leaf.Verify(x509.VerifyOptions{Roots: pool, DNSName: name}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := leaf.Verify(x509.VerifyOptions{Roots: pool, DNSName: "example.test"}); err == nil {
		t.Error("it verifies for a name it does not have")
	}
	if life := leaf.NotAfter.Sub(leaf.NotBefore); life > 397*24*time.Hour {
		t.Errorf("the leaf lives %s", life)
	}
	if key, ok := leaf.PublicKey.(*ecdsa.PublicKey); !ok || key.Curve != elliptic.P256() {
		t.Errorf("the leaf's key is a %T", leaf.PublicKey)
	}
}

func TestCertificates_OpenSSLVerifiesTheLeaf(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is not installed")
	}
	f := open(t, t.TempDir())
	_, leaf, caFile := certificates(t, f)
	file := filepath.Join(t.TempDir(), "leaf.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leaf.Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, check := range [][]string{{"-verify_hostname", "localhost"}, {"-verify_ip", "127.0.0.1"}, {"-verify_ip", "::1"}} {
		args := append([]string{"verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", caFile}, check...)
		if out, err := exec.Command(openssl, append(args, file)...).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", check, out)
		}
	}
}

func TestCertificates_HandshakeWithTheExportedCA(t *testing.T) {
	f := open(t, t.TempDir())
	config, _, caFile := certificates(t, f)
	client, server := net.Pipe()
	t.Cleanup(func() { client.Close(); server.Close() })
	served := make(chan error, 1)
	go func() { served <- tls.Server(server, config).Handshake() }()
	if err := tls.Client(client, &tls.Config{RootCAs: poolOf(t, caFile), ServerName: "localhost"}).Handshake(); err != nil {
		t.Error(err)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func TestCertificates_AreKeptAcrossRestartsUntilTheNamesChange(t *testing.T) {
	path := t.TempDir()
	clock := clockwork.NewFakeClock()
	var leaves []*x509.Certificate
	var authorities [][]byte
	for _, names := range [][]string{nil, nil, {"shop.test"}, {"shop.test"}} {
		f, err := Open(path, WithClock(clock))
		if err != nil {
			t.Fatal(err)
		}
		_, leaf, caFile := certificates(t, f, names...)
		ca, err := os.ReadFile(caFile)
		if err != nil {
			t.Fatal(err)
		}
		leaves, authorities = append(leaves, leaf), append(authorities, ca)
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		clock.Advance(time.Hour)
	}
	if !leaves[0].Equal(leaves[1]) || leaves[1].Equal(leaves[2]) || !leaves[2].Equal(leaves[3]) {
		t.Error("the leaf does not change exactly with its names")
	}
	for _, ca := range authorities[1:] {
		if !bytes.Equal(ca, authorities[0]) {
			t.Error("the CA changed")
		}
	}
}

func TestCertificates_LeafIsRenewedWhileServing(t *testing.T) {
	clock := clockwork.NewFakeClock()
	f := open(t, t.TempDir(), WithClock(clock))
	config, first, caFile := certificates(t, f)
	clock.Advance(leafLife - leafRenewal - time.Minute)
	if !leafOf(t, config).Equal(first) {
		t.Error("renewed too early")
	}
	clock.Advance(2 * time.Minute)
	renewed := leafOf(t, config)
	if renewed.Equal(first) {
		t.Fatal("not renewed in time")
	}
	if _, err := renewed.Verify(x509.VerifyOptions{Roots: poolOf(t, caFile), CurrentTime: clock.Now()}); err != nil {
		t.Error(err)
	}
}

func TestCertificates_LostCAFileComesBackWithTheSameKeyAndName(t *testing.T) {
	f := open(t, t.TempDir())
	_, _, caFile := certificates(t, f)
	before := poolOf(t, caFile)
	for _, damage := range []func() error{
		func() error { return os.Remove(caFile) },
		func() error { return os.WriteFile(caFile, []byte("garbage"), 0o600) },
	} {
		if err := damage(); err != nil {
			t.Fatal(err)
		}
		_, leaf, caFile := certificates(t, f)
		for _, pool := range []*x509.CertPool{before, poolOf(t, caFile)} {
			if _, err := leaf.Verify(x509.VerifyOptions{Roots: pool, DNSName: "localhost"}); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestCertificates_NameThatIsNoneIsRefused(t *testing.T) {
	f := open(t, t.TempDir())
	for _, name := range []string{"", "a b", "https://x", "-x.test", "x..y", "host:443"} {
		_, _, err := f.Certificates([]string{name})
		if sandbox.CodeOf(err) != sandbox.CodeInvalid {
			t.Errorf("%q: %v", name, err)
		}
	}
}
