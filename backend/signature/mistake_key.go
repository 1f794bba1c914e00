package signature

import (
	"crypto"
	"crypto/rsa"
	"slices"
	"strconv"
)

// match is a key whose private half made the signature.
type match struct {
	key Key
	recovered
}

// matchKeys finds the known key that made the signature, an accepted one first.
func matchKeys(c *Case, sig []byte) (match, bool) {
	for _, key := range slices.Concat(c.Accepted, c.Others) {
		if r, ok := recoverDigest(key.Public, sig); ok {
			return match{key, r}, true
		}
	}
	return match{}, false
}

// keyCauses are what is wrong with the key that made the signature. signedFor is the client id in the
// string that was signed.
func keyCauses(c *Case, key Key, signedFor string) []Cause {
	version := Param{"version", strconv.Itoa(key.Version)}
	switch key.Standing {
	case StandingRegistered:
		return []Cause{cause(CodeKeyRegistered, version)}
	case StandingRetired:
		return []Cause{cause(CodeKeyRetired, version)}
	case StandingNewer:
		return []Cause{cause(CodeKeyNewer, version)}
	case StandingEnvironment, StandingAccount:
		if signedFor != "" && signedFor == key.ClientID {
			return nil // key and string are one client's; the header is the mistake
		}
		if key.Standing == StandingAccount {
			return []Cause{cause(CodeKeyAccount, Param{"account", clip(key.Account)}, Param{"used", key.Environment})}
		}
		return []Cause{cause(CodeKeyEnvironment, Param{"used", key.Environment}, Param{"here", otherEnvironment(key.Environment)})}
	case StandingMerchant:
		return []Cause{cause(CodeKeyMerchant)}
	case StandingAntom:
		if c.Direction == OfMerchant {
			return []Cause{cause(CodeKeyAntom)}
		}
		if acceptsMerchants(c) {
			return []Cause{cause(CodeOwnKey)}
		}
		return []Cause{cause(CodeAntomKeyNotUsed)}
	}
	return nil
}

func otherEnvironment(kind string) string {
	if kind == "test" {
		return "live"
	}
	return "test"
}

// acceptsMerchants reports whether a merchant's key stands where Antom's belongs.
func acceptsMerchants(c *Case) bool {
	return slices.ContainsFunc(c.Others, func(k Key) bool { return k.Standing == StandingMerchant && isAccepted(c, k.Public) })
}

func isAccepted(c *Case, pub *rsa.PublicKey) bool {
	return slices.ContainsFunc(c.Accepted, func(k Key) bool { return k.Public != nil && k.Public.Equal(pub) })
}

// unknownKey is what can be said of a signature that no known key made.
func unknownKey(c *Case, sig []byte) []Cause {
	first := slices.IndexFunc(c.Accepted, func(k Key) bool { return k.Public != nil })
	antom := slices.IndexFunc(c.Others, func(k Key) bool { return k.Standing == StandingAntom })
	switch {
	case first < 0:
		return []Cause{cause(CodeKeyNone)}
	case c.Direction == OfMerchant && antom >= 0 && isAccepted(c, c.Others[antom].Public):
		return []Cause{cause(CodeAntomKeyRegistered)}
	case c.Direction == OfAntom && acceptsMerchants(c):
		return []Cause{cause(CodeOwnKey)}
	case isPSS(c, sig):
		return []Cause{cause(CodePSS)}
	}
	if size := c.Accepted[first].Public.Size(); len(sig) != size {
		return []Cause{cause(CodeKeyLength, Param{"bytes", strconv.Itoa(len(sig))}, Param{"expected", strconv.Itoa(size)})}
	}
	return []Cause{cause(CodeKeyUnknown)}
}

// isPSS tries the other padding over the string as it arrived; what was signed cannot be recovered
// from it, so no mistakes are tried.
func isPSS(c *Case, sig []byte) bool {
	text := c.parts().text()
	for _, hash := range []crypto.Hash{crypto.SHA256, crypto.SHA1, crypto.SHA384, crypto.SHA512} {
		h := hash.New()
		h.Write(text)
		digest := h.Sum(nil)
		for _, key := range c.Accepted {
			if key.Public != nil && rsa.VerifyPSS(key.Public, hash, digest, sig, nil) == nil {
				return true
			}
		}
	}
	return false
}
