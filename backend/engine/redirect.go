package engine

import (
	"net/url"
	"strings"
)

// RedirectKind says how a buyer can be led to a merchant's address.
type RedirectKind int

// The kinds of redirect address.
const (
	RedirectNowhere RedirectKind = iota // relative, malformed, or of a scheme that runs inside the page
	RedirectWeb                         // http or https: the browser is redirected
	RedirectApp                         // an app scheme: the buyer follows a link
)

// scriptSchemes would run inside the buyer's browser instead of leading back to the merchant.
var scriptSchemes = map[string]bool{"javascript": true, "data": true, "vbscript": true, "file": true, "blob": true, "about": true}

// RedirectKindOf sorts an address. The "//" is asked of app schemes too, or "localhost:3000/back"
// would pass for an app called localhost.
func RedirectKindOf(raw string) RedirectKind {
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Scheme == "" || !strings.HasPrefix(raw[len(u.Scheme):], "://"):
		return RedirectNowhere
	case isWeb(u) && u.Hostname() == "":
		return RedirectNowhere
	case isWeb(u):
		return RedirectWeb
	case scriptSchemes[strings.ToLower(u.Scheme)]:
		return RedirectNowhere
	}
	return RedirectApp
}

func isWeb(u *url.URL) bool {
	return strings.EqualFold(u.Scheme, "http") || strings.EqualFold(u.Scheme, "https")
}
