package signature

import (
	"bytes"
	"crypto"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"iter"
	"slices"
)

// change is one thing a signer may have done differently. Applied to the string to sign as it arrived
// it gives the string as it may have been signed.
type change struct {
	causes []Cause // empty for another string that is as good
	apply  func(*parts)
	common bool // worth trying together with a change of another family
}

// family is a kind of mistake; two changes of one family do not go together.
type family func(c *Case) iter.Seq[change]

// families are tried in this order: the cheap and likely ones first.
var families = []family{pathMistakes, textMistakes, clientMistakes, timeMistakes, bodyMistakes, clockMistakes}

// How much a search may hash, in bytes. A body of the usual size lets it try everything.
const (
	searchBudget  = 32 << 20
	clockBudget   = 8 << 20
	maxPairedBody = 32 << 10
)

// search looks for the string whose hash the signature has.
type search struct {
	c      *Case
	target recovered
	spent  int

	hash   hash.Hash // used again for every string, as are the buffers
	prefix []byte
	sum    []byte
}

// newSearch hashes as the signer did. A digest without the hash's name is taken for SHA-256's.
func newSearch(c *Case, target recovered) *search {
	h := target.hash
	if h == 0 {
		h = crypto.SHA256
	}
	return &search{c: c, target: target, hash: h.New()}
}

// found is a string that verifies, and what sets it apart from the one that arrived.
type found struct {
	causes []Cause
	text   []byte
}

// run tries the string as it arrived, every single mistake, then pairs of common ones. complete is
// false when the budget ended before the mistakes did.
func (s *search) run() (hit *found, complete bool) {
	right := s.c.parts()
	if s.matches(right) || s.hashedTwice(right) {
		return &found{text: right.text()}, true
	}
	var common [][]change
	for _, family := range families {
		var keep []change
		for change := range family(s.c) {
			if hit := s.try(change); hit != nil {
				return hit, true
			}
			if s.spent > searchBudget {
				return nil, false
			}
			if change.common && len(s.c.Body) <= maxPairedBody {
				keep = append(keep, change)
			}
		}
		common = append(common, keep)
	}
	hit = s.pairs(common)
	return hit, hit != nil || len(s.c.Body) <= maxPairedBody && s.spent <= searchBudget
}

func (s *search) pairs(common [][]change) *found {
	for i, first := range common {
		for _, second := range common[i+1:] {
			for _, a := range first {
				for _, b := range second {
					if hit := s.try(a, b); hit != nil || s.spent > searchBudget {
						return hit
					}
				}
			}
		}
	}
	return nil
}

func (s *search) try(changes ...change) *found {
	p := s.c.parts()
	var causes []Cause
	for _, change := range changes {
		change.apply(&p)
		causes = append(causes, change.causes...)
	}
	if !s.matches(p) {
		return nil
	}
	return &found{causes: causes, text: p.text()}
}

// matches hashes the string and compares.
func (s *search) matches(p parts) bool {
	s.spent += len(p.path) + len(p.body) + 128
	s.prefix = p.appendPrefix(s.prefix[:0])
	s.hash.Reset()
	s.hash.Write(s.prefix)
	s.hash.Write(p.body)
	s.sum = s.hash.Sum(s.sum[:0])
	if bytes.Equal(s.target.digest, s.sum) {
		return true
	}
	return s.target.hash == 0 && (string(s.target.digest) == hex.EncodeToString(s.sum) || bytes.Equal(s.target.digest, p.text()))
}

// hashedTwice reports whether the signer hashed the string's hash.
func (s *search) hashedTwice(p parts) bool {
	if s.target.hash != crypto.SHA256 {
		return false
	}
	forms := hashForms(digestOf(nil, p.text()))
	return slices.ContainsFunc(forms, func(form []byte) bool { return bytes.Equal(s.target.digest, digestOf(nil, form)) })
}

// hashForms are the ways a hash is written that somebody signs a second time.
func hashForms(sum []byte) [][]byte {
	return [][]byte{sum, []byte(hex.EncodeToString(sum)), []byte(base64.StdEncoding.EncodeToString(sum))}
}

// schemeOf is what the signer did otherwise than RSA with SHA-256, given the string that was signed.
func schemeOf(r recovered, text []byte) []Cause {
	sum := digestOf(nil, text)
	switch {
	case r.hash == crypto.SHA256 && bytes.Equal(r.digest, sum):
		return nil
	case r.hash == crypto.SHA256:
		return []Cause{cause(CodeDoubleHash)}
	case r.hash != 0:
		return []Cause{cause(CodeHash, Param{"hash", r.hash.String()})}
	case bytes.Equal(r.digest, text):
		return []Cause{cause(CodeNoHash)}
	}
	return []Cause{cause(CodeRawDigest)}
}
