package sandbox

import "time"

// MerchantAccount is the tenant: it owns exactly two environments, test and live.
type MerchantAccount struct {
	ID        string // UUIDv7
	Name      string // shown upper-left in the window; the first one is "Default"
	CreatedAt time.Time
}
