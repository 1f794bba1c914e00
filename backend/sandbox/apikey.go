package sandbox

import "time"

// APIKeyKind says what an API key may do.
type APIKeyKind string

// The kinds of API key.
const (
	APIKeyStandard   APIKeyKind = "standard"   // every API
	APIKeyRestricted APIKeyKind = "restricted" // only AllowedAPIs
)

// APIKey is a Bearer key of one environment, the newer SDKs' way of authentication beside RSA. The key
// itself is shown once; only its SHA-256 is kept.
type APIKey struct {
	ID            string // UUIDv7
	EnvironmentID string
	Name          string
	Kind          APIKeyKind
	Prefix        string   // the first characters, to tell keys apart
	Hash          string   // hex SHA-256 of the whole key
	AllowedAPIs   []string // API names, for restricted keys
	AllowedIPs    []string // addresses or CIDR blocks; empty allows all
	CreatedAt     time.Time
	RevokedAt     time.Time // zero while it works
}
