package gateway

import (
	"crypto/rsa"
	"sync"

	"antomdesk/backend/signature"
)

// maxCachedKeys is far more than anyone registers; passing it empties the cache.
const maxCachedKeys = 1024

// keyCache keeps parsed public keys by their text, because every call needs one. The zero value works.
type keyCache struct {
	mu   sync.RWMutex
	keys map[string]*rsa.PublicKey
}

func (c *keyCache) parse(text string) (*rsa.PublicKey, error) {
	c.mu.RLock()
	key, ok := c.keys[text]
	c.mu.RUnlock()
	if ok {
		return key, nil
	}
	key, err := signature.ParsePublicKey(text)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.keys == nil || len(c.keys) >= maxCachedKeys {
		c.keys = make(map[string]*rsa.PublicKey)
	}
	c.keys[text] = key
	return key, nil
}
