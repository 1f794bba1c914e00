package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"io"
	"sync"
)

const (
	maxSessions = 256 // browsers signed in at once; the oldest is signed out beyond it
	maxLinks    = 64  // links not used yet; the oldest goes stale beyond it
)

// sessions knows who may speak: the bearer of the token, and browsers that came through a link. A
// link works once; what it leaves in the cookie is another secret. Only hashes are kept.
type sessions struct {
	random io.Reader
	bearer digest

	mu      sync.Mutex
	links   []digest
	cookies []digest
}

type digest [sha256.Size]byte

func hash(secret string) digest { return sha256.Sum256([]byte(secret)) }

// newSessions accepts token as bearer, and once as a link.
func newSessions(token string, random io.Reader) *sessions {
	return &sessions{random: random, bearer: hash(token), links: []digest{hash(token)}}
}

func (s *sessions) isBearer(token string) bool {
	given := hash(token)
	return subtle.ConstantTimeCompare(given[:], s.bearer[:]) == 1
}

func (s *sessions) hasCookie(value string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return find(s.cookies, hash(value)) >= 0
}

// newLink makes another one-time token for a link.
func (s *sessions) newLink() (string, error) {
	token, err := s.secret()
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.links = bounded(append(s.links, hash(token)), maxLinks)
	return token, nil
}

// redeem exchanges a link's token for a cookie value; ok is false when the token was used before or
// never existed.
func (s *sessions) redeem(token string) (cookie string, ok bool, err error) {
	cookie, err = s.secret()
	if err != nil {
		return "", false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	at := find(s.links, hash(token))
	if at < 0 {
		return "", false, nil
	}
	s.links = append(s.links[:at], s.links[at+1:]...)
	s.cookies = bounded(append(s.cookies, hash(cookie)), maxSessions)
	return cookie, true, nil
}

func (s *sessions) secret() (string, error) {
	var b [32]byte
	if _, err := io.ReadFull(s.random, b[:]); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(b[:]), nil
}

func find(list []digest, wanted digest) int {
	for i := range list {
		if subtle.ConstantTimeCompare(list[i][:], wanted[:]) == 1 {
			return i
		}
	}
	return -1
}

func bounded(list []digest, limit int) []digest {
	if over := len(list) - limit; over > 0 {
		return list[over:]
	}
	return list
}
