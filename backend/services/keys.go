package services

import (
	"context"
	"crypto/rsa"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// Keys shows and replaces an environment's keys.
type Keys struct{ h *handle }

// GenerateKeysInput asks for a new key pair. KeepPrivate stores the private key in the secrets file.
type GenerateKeysInput struct {
	Environment string `json:"environment"`
	KeepPrivate bool   `json:"keepPrivate"`
}

// ImportKeysInput brings the merchant's own client id and keys. ClientID may be empty to keep the
// present one; one of PublicKey and PrivateKey may be empty.
type ImportKeysInput struct {
	Environment string `json:"environment"`
	ClientID    string `json:"clientId"`
	PublicKey   string `json:"publicKey"`
	PrivateKey  string `json:"privateKey"`
	KeepPrivate bool   `json:"keepPrivate"`
}

// KeysView is everything a merchant copies into its code. Keys are bare base64; the private ones are
// filled only in the answer to Generate, once.
type KeysView struct {
	Environment             string           `json:"environment"`
	ClientID                string           `json:"clientId"`
	MerchantPublicKey       string           `json:"merchantPublicKey"`
	KeyVersion              int              `json:"keyVersion"` // 0 while there is no key
	AntomPublicKey          string           `json:"antomPublicKey"`
	Gateway                 string           `json:"gateway"`    // origin, no path
	GatewayTLS              string           `json:"gatewayTls"` // origin, "" when switched off
	Listener                string           `json:"listener"`   // origin of the notification listener
	History                 []MerchantKeyRow `json:"history"`
	MerchantPrivateKey      string           `json:"merchantPrivateKey"`      // PKCS#8
	MerchantPrivateKeyPKCS1 string           `json:"merchantPrivateKeyPkcs1"` // PKCS#1, as Python and PHP want it
	PrivateKept             bool             `json:"privateKept"`
	Warnings                []string         `json:"warnings"`
}

// MerchantKeyRow is one key of the history, newest first.
type MerchantKeyRow struct {
	ID          string `json:"id"`
	Version     int    `json:"version"`
	PublicKey   string `json:"publicKey"`
	Source      string `json:"source"` // generated or imported
	CreatedAt   string `json:"createdAt"`
	RetiredAt   string `json:"retiredAt"` // "" while it verifies calls
	PrivateKept bool   `json:"privateKept"`
}

// Show returns the environment's client id, keys and addresses.
func (s *Keys) Show(in EnvironmentInput) (KeysView, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (KeysView, error) {
		return d.keysView(ctx, env)
	})
}

// Generate makes a new RSA-2048 key pair, which replaces the present key at once, and gives the
// private key out this one time.
func (s *Keys) Generate(in GenerateKeysInput) (KeysView, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (KeysView, error) {
		private, err := signature.GenerateKey(d.Random)
		if err != nil {
			return KeysView{}, err
		}
		k := newKey{public: &private.PublicKey, private: private, source: sandbox.KeyGenerated, keep: in.KeepPrivate}
		if err := d.replaceKey(ctx, env, k); err != nil {
			return KeysView{}, err
		}
		return d.keysViewOnce(ctx, env, private)
	})
}

// Import registers an existing client id and key, so that code configured for the real sandbox works
// unchanged.
func (s *Keys) Import(in ImportKeysInput) (KeysView, error) {
	return inEnvironment(s.h, in.Environment, func(ctx context.Context, d *Deps, env sandbox.Environment) (KeysView, error) {
		env, err := d.importKeys(ctx, env, in)
		if err != nil {
			return KeysView{}, err
		}
		view, err := d.keysView(ctx, env)
		view.Warnings = append(view.Warnings, pastedKeyWarnings(in.PrivateKey)...)
		return view, err
	})
}

// keysViewOnce is the view with the private key that was just made.
func (d *Deps) keysViewOnce(ctx context.Context, env sandbox.Environment, private *rsa.PrivateKey) (KeysView, error) {
	view, err := d.keysView(ctx, env)
	view.MerchantPrivateKey = signature.FormatPrivateKeyPKCS8(private)
	view.MerchantPrivateKeyPKCS1 = signature.FormatPrivateKeyPKCS1(private)
	return view, err
}

func (d *Deps) keysView(ctx context.Context, env sandbox.Environment) (KeysView, error) {
	keys, err := d.Registrar.Keys(ctx, env.ID)
	if err != nil {
		return KeysView{}, err
	}
	view := KeysView{
		Environment: string(env.Kind), ClientID: env.ClientID,
		AntomPublicKey: signature.FormatPublicKey(d.AntomKey),
		Gateway:        d.origin(sandbox.ServerGateway), GatewayTLS: d.origin(sandbox.ServerGatewayTLS),
		Listener: d.origin(sandbox.ServerListener), History: make([]MerchantKeyRow, 0, len(keys)),
	}
	for _, k := range keys {
		view.History = append(view.History, keyRow(k))
		if k.Active() && view.KeyVersion == 0 {
			view.MerchantPublicKey, view.KeyVersion, view.PrivateKept = k.PublicKey, k.Version, k.PrivateKept
		}
	}
	view.Warnings, err = d.keyWarnings(ctx, env, view.MerchantPublicKey)
	return view, err
}

func keyRow(k sandbox.MerchantKey) MerchantKeyRow {
	return MerchantKeyRow{
		ID: k.ID, Version: k.Version, PublicKey: k.PublicKey, Source: string(k.Source),
		CreatedAt: timeText(k.CreatedAt), RetiredAt: timeText(k.RetiredAt),
		PrivateKept: k.PrivateKept && k.Active(), // replacing a key forgets its private half
	}
}
