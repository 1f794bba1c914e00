package rawhttp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"syscall"

	"golang.org/x/net/http/httpguts"
)

// RefusedError says that a connection was not made because its address is not this computer's.
type RefusedError struct {
	Address string // the resolved IP address and port
}

// Error names the address.
func (e *RefusedError) Error() string {
	return e.Address + " is not on this computer, and only loopback addresses are allowed"
}

// Roots are the system's certificate authorities and those of the PEM text.
func Roots(pem []byte) (*x509.CertPool, error) {
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool() // some systems have none; ours still count
	}
	if len(pem) > 0 && !pool.AppendCertsFromPEM(pem) {
		return nil, errors.New("rawhttp: no certificate in the PEM text")
	}
	return pool, nil
}

// HostPort returns what to dial for u, with the scheme's port when u names none. International
// names become their ASCII form.
func HostPort(u *url.URL) (string, error) {
	host, err := httpguts.PunycodeHostPort(u.Host)
	if err != nil {
		return "", err
	}
	if u.Port() != "" {
		return host, nil
	}
	port := "80"
	if u.Scheme == "https" {
		port = "443"
	}
	return net.JoinHostPort((&url.URL{Host: host}).Hostname(), port), nil
}

// dial connects to u's host, over TLS for https.
func (c *Client) dial(ctx context.Context, u *url.URL) (net.Conn, error) {
	address, err := HostPort(u)
	if err != nil {
		return nil, err
	}
	dialer := net.Dialer{}
	if c.LoopbackOnly {
		dialer.Control = refuseRemote
	}
	conn, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil || u.Scheme != "https" {
		return conn, err
	}
	secured, err := c.handshake(ctx, conn, address)
	if err != nil {
		conn.Close()
		return nil, err
	}
	return secured, nil
}

// handshake verifies the server's certificate; there is no way to switch that off.
func (c *Client) handshake(ctx context.Context, conn net.Conn, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	secured := tls.Client(conn, &tls.Config{
		ServerName: host,
		RootCAs:    c.Roots,
		MinVersion: tls.VersionTLS12,
		NextProtos: []string{"http/1.1"},
	})
	return secured, secured.HandshakeContext(ctx)
}

// refuseRemote runs after name resolution and before each connect, so that no name can smuggle a
// remote address in.
func refuseRemote(_, address string, _ syscall.RawConn) error {
	target, err := netip.ParseAddrPort(address)
	if err != nil || !target.Addr().Unmap().IsLoopback() {
		return &RefusedError{Address: address}
	}
	return nil
}
