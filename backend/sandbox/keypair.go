package sandbox

import "time"

// KeySource says where a merchant's public key came from.
type KeySource string

// The sources of a merchant's public key.
const (
	KeyGenerated KeySource = "generated"
	KeyImported  KeySource = "imported"
)

// MerchantKey is one public key of one environment. Exactly the keys with a zero RetiredAt verify
// calls; the retired ones are the history, kept so that a failure can say "signed with key 1, which
// was replaced". The private key is never part of it.
type MerchantKey struct {
	ID            string // UUIDv7
	EnvironmentID string
	Version       int    // 1, 2, 3 … in order of registration within the environment
	PublicKey     string // bare base64 of the SPKI DER, as Antom's documentation prints it
	Source        KeySource
	PrivateKept   bool // the user asked to keep the private key in the secrets file
	CreatedAt     time.Time
	RetiredAt     time.Time // zero while the key verifies calls
}

// Active reports whether the key verifies calls.
func (k MerchantKey) Active() bool { return k.RetiredAt.IsZero() }

// Secrets keeps private keys outside the database (the secrets file; the keychain from part 5).
// Values are PKCS#8 PEM. Names are stable, such as "antom-signing-key".
type Secrets interface {
	// Secret returns the value, or a not_found error.
	Secret(name string) (string, error)
	// SetSecret stores the value durably before it returns.
	SetSecret(name, value string) error
	// DeleteSecret forgets the value; forgetting an unknown name is not an error.
	DeleteSecret(name string) error
}
