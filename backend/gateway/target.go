package gateway

import "strings"

// target is a request target as it was sent. Nothing in it is decoded, cleaned or resolved: the
// signature covers exactly these characters.
type target struct {
	absolute  bool   // it was a whole URL, as the Python SDK sends
	authority string // of an absolute target
	raw       string // path and query as sent, without scheme and authority
}

func parseTarget(s string) target {
	_, rest, found := strings.Cut(s, "://")
	if !found || strings.HasPrefix(s, "/") {
		return target{raw: s}
	}
	authority, path := rest, ""
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		authority, path = rest[:i], rest[i:]
	}
	return target{absolute: true, authority: authority, raw: path}
}

// path is the target's path as sent, without the query.
func (t target) path() string {
	path, _, _ := strings.Cut(t.raw, "?")
	return path
}

// fromAMS is path and query from the first /ams/ of the path on: what an SDK signs whose gateway URL
// has a prefix or a trailing slash. It is the whole where there is no /ams/.
func (t target) fromAMS() string {
	if i := strings.Index(t.path(), "/ams/"); i >= 0 {
		return t.raw[i:]
	}
	return t.raw
}

// underAMS reports whether the path belongs to Antom's gateway at all.
func (t target) underAMS() bool { return strings.Contains(t.path(), "/ams/") }

// candidates are the paths a caller may have signed, the likeliest first.
func (t target) candidates() []string {
	if cut := t.fromAMS(); cut != t.raw {
		return []string{t.raw, cut}
	}
	return []string{t.raw}
}

// likeliestFirst are the candidates with the one first that Antom's SDKs sign.
func (t target) likeliestFirst() []string {
	if cut := t.fromAMS(); cut != t.raw {
		return []string{cut, t.raw}
	}
	return []string{t.raw}
}

// goSDK is what the Go SDK says of itself; it verifies answers over the path it sent, not the one it
// signed (captures 26 and 27).
const goSDK = "global-open-sdk-go"

// answerPath is the path to sign the answer over. verified is the path that verified, or "" when
// nothing did.
func (t target) answerPath(verified, sdk string) string {
	switch {
	case sdk == goSDK && !t.absolute:
		return t.raw
	case verified != "":
		return verified
	}
	return t.fromAMS()
}
