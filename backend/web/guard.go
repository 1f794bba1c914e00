package web

import (
	"net"
	"net/http"
	"slices"
	"strings"

	"antomdesk/backend/services"
)

// contentPolicy lets the page load only its own files; style-src allows inline because the component
// library writes style elements at run time.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
	"font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// hardened sets what every answer carries.
func hardened(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// local refuses requests that reached us under a foreign name (DNS rebinding) or from a foreign page.
func (s *Server) local(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hosts := hostsOf(r)
		if !slices.Contains(hosts, strings.ToLower(r.Host)) {
			refuse(w, http.StatusForbidden, services.Refused("this address answers only under its own loopback name; open %s", "http://"+hosts[0]))
			return
		}
		if foreign(r, hosts) {
			refuse(w, http.StatusForbidden, services.Refused("the request comes from a page of another origin; use the page of http://%s", hosts[0]))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// hostsOf lists the names of the socket the request arrived at: its own address first, then the
// loopback names with its port.
func hostsOf(r *http.Request) []string {
	host, port := socketOf(r)
	hosts := []string{net.JoinHostPort(host, port)}
	for _, name := range []string{"localhost", "127.0.0.1", "::1"} {
		hosts = append(hosts, net.JoinHostPort(name, port))
	}
	return hosts
}

// socketOf is the address the request arrived at, whatever the request says.
func socketOf(r *http.Request) (host, port string) {
	addr, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return "", ""
	}
	host, port, _ = net.SplitHostPort(addr.String()) // a TCP address always has both
	return host, port
}

// foreign reports whether a browser says that another site's page is asking. Pages change data only
// by POST and read it by POST or the event stream, so links from elsewhere stay harmless.
func foreign(r *http.Request, hosts []string) bool {
	if origin := r.Header.Get("Origin"); origin != "" {
		name, isHTTP := strings.CutPrefix(strings.ToLower(origin), "http://")
		return !isHTTP || !slices.Contains(hosts, name)
	}
	site := r.Header.Get("Sec-Fetch-Site")
	isNavigation := r.Method == http.MethodGet && r.Header.Get("Sec-Fetch-Mode") == "navigate"
	return site != "" && site != "same-origin" && site != "none" && !isNavigation
}

// known lets through the bearer of the token and browsers that came through a link.
func (s *Server) known(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && s.sessions.isBearer(token) {
			next.ServeHTTP(w, r)
			return
		}
		cookie, err := r.Cookie(cookieName(r))
		if err != nil || !s.sessions.hasCookie(cookie.Value) {
			turnAway(w, r, http.StatusUnauthorized, "This browser is not signed in", "Run `antomctl ui` and open the link it prints")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// cookieName carries the port: cookies are shared by all ports of a host, and two programs may run.
func cookieName(r *http.Request) string {
	_, port := socketOf(r)
	return "antomdesk_" + port
}
