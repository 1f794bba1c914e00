package gateway

import (
	"net"
	"net/http"
	"regexp"
)

// plainHost is a host with or without a port as it may be written into a URL: a name, an IPv4 address
// or an IPv6 address in brackets.
var plainHost = regexp.MustCompile(`^([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?$`)

// originOf is where the caller reached this gateway, for the buyer's URLs: this connection's scheme and
// the host of the call, or the address it came in on when the call names none worth repeating.
func originOf(scheme string, t target, r *http.Request) string {
	host := r.Host
	if t.absolute {
		host = t.authority
	}
	if !plainHost.MatchString(host) {
		host = localAddress(r)
	}
	return scheme + "://" + host
}

func localAddress(r *http.Request) string {
	if a, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
		return a.String()
	}
	return "localhost"
}
