package services

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/netip"
	"strings"

	"antomdesk/backend/engine"
	"antomdesk/backend/sandbox"
)

// APIKeys manages Bearer keys, the newer SDKs' way of authentication beside RSA.
type APIKeys struct{ h *handle }

const (
	apiKeyBytes  = 32 // of randomness
	apiKeyDigits = 12 // of the part that tells keys apart
	mostKeyName  = 64 // characters
)

// CreateAPIKeyInput is a key to make. Kind is standard (the default) or restricted to AllowedAPIs;
// AllowedIPs are addresses or CIDR blocks, and none means all.
type CreateAPIKeyInput struct {
	Environment string   `json:"environment"`
	Name        string   `json:"name"`
	Kind        string   `json:"kind"`
	AllowedAPIs []string `json:"allowedApis"`
	AllowedIPs  []string `json:"allowedIps"`
}

// CreatedAPIKey is a new key. Secret is shown this once; only its hash is kept.
type CreatedAPIKey struct {
	Key    APIKeyView `json:"key"`
	Secret string     `json:"secret"`
}

// APIKeyView is one key without its secret.
type APIKeyView struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Kind        string   `json:"kind"`
	Prefix      string   `json:"prefix"` // how the secret begins
	AllowedAPIs []string `json:"allowedApis"`
	AllowedIPs  []string `json:"allowedIps"`
	CreatedAt   string   `json:"createdAt"`
	RevokedAt   string   `json:"revokedAt"` // "" while it works
}

// APIKeyList is an environment's keys, newest first, revoked ones included.
type APIKeyList struct {
	Items []APIKeyView `json:"items"`
}

// RevokeAPIKeyInput names a key.
type RevokeAPIKeyInput struct {
	ID string `json:"id"`
}

// RevokedAPIKey confirms that the key works no more.
type RevokedAPIKey struct {
	ID string `json:"id"`
}

// List lists the environment's keys.
func (s *APIKeys) List(in EnvironmentInput) (APIKeyList, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (APIKeyList, error) {
		keys, err := d.APIKeys.APIKeys(ctx, env.ID)
		out := APIKeyList{Items: []APIKeyView{}}
		for _, k := range keys {
			out.Items = append(out.Items, apiKeyView(k))
		}
		return out, err
	})
}

// Create makes a key and shows it this once.
func (s *APIKeys) Create(in CreateAPIKeyInput) (CreatedAPIKey, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (CreatedAPIKey, error) {
		if in.Kind == "" {
			in.Kind = string(sandbox.APIKeyStandard)
		}
		if err := checkAPIKey(in); err != nil {
			return CreatedAPIKey{}, err
		}
		prefix, secret := newAPIKey(d.IDs, sandbox.APIKeyKind(in.Kind), env.Kind)
		hash := sha256.Sum256([]byte(secret))
		key := sandbox.APIKey{
			ID: d.IDs.New(), EnvironmentID: env.ID, Name: strings.TrimSpace(in.Name), Kind: sandbox.APIKeyKind(in.Kind),
			Prefix: prefix, Hash: hex.EncodeToString(hash[:]),
			AllowedAPIs: texts(in.AllowedAPIs), AllowedIPs: texts(in.AllowedIPs), CreatedAt: d.Clock.Now(),
		}
		if err := d.APIKeys.AddAPIKey(ctx, key); err != nil {
			return CreatedAPIKey{}, err
		}
		return CreatedAPIKey{Key: apiKeyView(key), Secret: secret}, nil
	})
}

// newAPIKey makes a key in the form the SDKs check before they send it: isak for standard and irak for
// restricted keys, TEST or PROD, which selects the path they call, a part that names the key, and the
// secret. The prefix is everything but the secret.
func newAPIKey(ids *sandbox.IDs, kind sandbox.APIKeyKind, environment sandbox.EnvironmentKind) (prefix, secret string) {
	prefix = "isak_"
	if kind == sandbox.APIKeyRestricted {
		prefix = "irak_"
	}
	place := "TEST"
	if environment == sandbox.Live {
		place = "PROD"
	}
	prefix += place + "_" + ids.Digits(apiKeyDigits)
	var random [apiKeyBytes]byte
	ids.Random(random[:])
	return prefix, prefix + "_" + base64.RawURLEncoding.EncodeToString(random[:])
}

// Revoke stops a key from working at once; revoking a revoked one changes nothing.
func (s *APIKeys) Revoke(in RevokeAPIKeyInput) (RevokedAPIKey, error) {
	return call(s.h, func(ctx context.Context, d *Deps) (RevokedAPIKey, error) {
		return RevokedAPIKey(in), d.APIKeys.RevokeAPIKey(ctx, in.ID, d.Clock.Now())
	})
}

func checkAPIKey(in CreateAPIKeyInput) error {
	restricted := in.Kind == string(sandbox.APIKeyRestricted)
	switch {
	case strings.TrimSpace(in.Name) == "" || len([]rune(in.Name)) > mostKeyName:
		return sandbox.Invalid("name", "give the key a name of at most %d characters", mostKeyName)
	case !restricted && in.Kind != string(sandbox.APIKeyStandard):
		return sandbox.Invalid("kind", "%.64q is not a kind of key; use standard or restricted", in.Kind)
	case restricted != (len(in.AllowedAPIs) > 0):
		return sandbox.Invalid("allowedApis", "a restricted key needs the APIs it may call, and a standard key takes none")
	}
	for _, api := range in.AllowedAPIs {
		if engine.ResultCodes(api) == nil {
			return sandbox.Invalid("allowedApis", "%.64q is not an API of Antom's; use names such as payments/pay", api)
		}
	}
	for _, entry := range in.AllowedIPs {
		_, notAddress := netip.ParseAddr(entry)
		_, notBlock := netip.ParsePrefix(entry)
		if notAddress != nil && notBlock != nil {
			return sandbox.Invalid("allowedIps", "%.64q is not an address or a block such as 10.0.0.0/8", entry)
		}
	}
	return nil
}

func apiKeyView(k sandbox.APIKey) APIKeyView {
	return APIKeyView{
		ID: k.ID, Name: k.Name, Kind: string(k.Kind), Prefix: k.Prefix, AllowedAPIs: texts(k.AllowedAPIs), AllowedIPs: texts(k.AllowedIPs),
		CreatedAt: timeText(k.CreatedAt), RevokedAt: timeText(k.RevokedAt),
	}
}
