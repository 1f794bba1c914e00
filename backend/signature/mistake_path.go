package signature

import (
	"iter"
	"net/url"
	"strings"
)

// antomOrigins are the hosts a merchant's code may have kept in its string to sign (api.md §1.1).
var antomOrigins = []string{
	"https://open-sea-global.alipay.com", "https://open-na-global.alipay.com", "https://open-de-global.alipay.com",
	"https://open-sea.alipay.com", "https://open-na.alipay.com", "https://open-eu.alipay.com", "https://open.antglobal-us.com",
}

// pathMistakes are other paths than the one that arrived.
func pathMistakes(c *Case) iter.Seq[change] {
	return func(yield func(change) bool) {
		for _, m := range otherPaths(c) {
			if m.path == c.Paths[0] {
				continue
			}
			var causes []Cause
			if m.code != "" {
				causes = []Cause{cause(m.code, m.params...)}
			}
			if !yield(change{causes: causes, common: true, apply: func(p *parts) { p.path = m.path }}) {
				return
			}
		}
	}
}

type otherPath struct {
	path   string
	code   Code
	params []Param
}

func otherPaths(c *Case) []otherPath {
	path := c.Paths[0]
	bare, _, _ := strings.Cut(path, "?")
	used := func(s string) []Param { return []Param{{"used", s}} }
	all := []otherPath{
		{strings.Replace(path, "/ams/sandbox/", "/ams/", 1), CodeSandboxLeft, nil},
		{sandboxed(path), CodeSandboxExtra, nil},
		{bare, CodeQueryMissing, nil},
		{strings.ReplaceAll(path, "//", "/"), CodeSlashDouble, nil},
		{strings.TrimPrefix(path, "/"), CodeSlashLeading, nil},
		{path + "/", CodeSlashExtra, nil},
		{strings.TrimSuffix(path, "/"), CodeSlashMissing, nil},
	}
	if decoded, err := url.PathUnescape(path); err == nil {
		all = append(all, otherPath{decoded, CodePathDecoded, nil})
	}
	for _, other := range c.Paths[1:] {
		all = append(all, otherPath{other, "", nil})
	}
	for _, origin := range originForms(c.Origin) {
		all = append(all, otherPath{origin + path, CodeFullURL, used(origin + path)})
	}
	all = append(all, withoutFirstParts(path)...)
	for _, known := range c.URLs {
		all = append(all, otherPath{known, CodePathOther, []Param{{"used", known}, {"here", bare}}})
	}
	return all
}

func sandboxed(path string) string {
	if strings.Contains(path, "/ams/sandbox/") {
		return path
	}
	return strings.Replace(path, "/ams/", "/ams/sandbox/", 1)
}

// originForms are the ways a URL's beginning may stand before the path.
func originForms(origin string) []string {
	forms := antomOrigins
	if _, host, found := strings.Cut(origin, "://"); found {
		forms = append([]string{"http://" + host, "https://" + host, host}, forms...)
	}
	return forms
}

// withoutFirstParts takes leading parts off the path, as a router or proxy does.
func withoutFirstParts(path string) []otherPath {
	var all []otherPath
	bare, query, asked := strings.Cut(path, "?")
	for i := 1; i < len(bare); i++ {
		if bare[i] != '/' {
			continue
		}
		rest := bare[i:]
		if asked {
			rest += "?" + query
		}
		all = append(all, otherPath{rest, CodePathPrefix, []Param{{"used", bare[i:]}, {"missing", bare[:i]}}})
	}
	return all
}
