package engine

import (
	"hash/fnv"
	"math/rand/v2"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// firstDelay is how long a notification waits before its first delivery (api.md §4.1). Between two bounds it
// follows from the seed, the type and the merchant's request id, so that the same calls wait the same again.
func firstDelay(s sandbox.Settings, n sandbox.Notification) time.Duration {
	least := time.Duration(s.NotificationDelaySeconds) * time.Second
	most := time.Duration(s.NotificationDelayMaxSeconds) * time.Second
	if most <= least {
		return least
	}
	h := fnv.New64a()
	h.Write([]byte(string(n.Type) + " " + contract.ReadNotification(n.Body).RequestID))
	chance := rand.New(rand.NewPCG(uint64(s.NotificationDelaySeed), h.Sum64())) // repeatable, not secret
	return least + time.Duration(chance.Int64N((most-least).Milliseconds()+1))*time.Millisecond
}
