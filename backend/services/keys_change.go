package services

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"unicode"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// newKey is a key about to be registered.
type newKey struct {
	public  *rsa.PublicKey
	private *rsa.PrivateKey // nil when only the public half is known
	source  sandbox.KeySource
	keep    bool // store the private half
}

// secretName is where a kept private key lies in the secrets file.
func secretName(keyID string) string { return "merchant-key-" + keyID }

func parseImport(in ImportKeysInput) (newKey, error) {
	k := newKey{source: sandbox.KeyImported, keep: in.KeepPrivate}
	if in.PrivateKey != "" {
		private, err := signature.ParsePrivateKey(in.PrivateKey)
		if err != nil {
			return k, sandbox.Invalid("privateKey", "this is not an RSA private key: %v", err)
		}
		k.private, k.public = private, &private.PublicKey
	}
	if in.PublicKey != "" {
		public, err := signature.ParsePublicKey(in.PublicKey)
		if err != nil {
			return k, sandbox.Invalid("publicKey", "this is not an RSA public key: %v", err)
		}
		if k.private != nil && !k.private.PublicKey.Equal(public) {
			return k, sandbox.Invalid("privateKey", "the private key does not belong to this public key; leave the public key empty to derive it")
		}
		k.public = public
	}
	return k, k.check()
}

func (k newKey) check() error {
	if k.public == nil {
		return sandbox.Invalid("publicKey", "give the merchant's public key, or the private key to derive it from")
	}
	if k.keep && k.private == nil {
		return sandbox.Invalid("privateKey", "there is no private key to keep; paste it, or do not ask to keep it")
	}
	return nil
}

// importKeys checks everything before it changes anything.
func (d *Deps) importKeys(ctx context.Context, env sandbox.Environment, in ImportKeysInput) (sandbox.Environment, error) {
	k, err := parseImport(in)
	if err != nil {
		return env, err
	}
	if env, err = d.takeClientID(ctx, env, in.ClientID); err != nil {
		return env, err
	}
	return env, d.importKey(ctx, env, k)
}

// importKey registers k unless exactly this key, kept or not kept as asked, is already in use.
func (d *Deps) importKey(ctx context.Context, env sandbox.Environment, k newKey) error {
	active, ok, err := d.activeKey(ctx, env.ID)
	if err != nil {
		return err
	}
	if ok && active.PublicKey == signature.FormatPublicKey(k.public) && active.PrivateKept == k.keep {
		return nil
	}
	return d.replaceKey(ctx, env, k)
}

// replaceKey stores the private half first, if asked, so that no registered key ever claims a
// private half that is not there; the private halves of the keys it retires are forgotten.
func (d *Deps) replaceKey(ctx context.Context, env sandbox.Environment, k newKey) error {
	old, err := d.Registrar.Keys(ctx, env.ID)
	if err != nil {
		return err
	}
	key := sandbox.MerchantKey{
		ID: d.IDs.New(), EnvironmentID: env.ID, PublicKey: signature.FormatPublicKey(k.public),
		Source: k.source, PrivateKept: k.keep, CreatedAt: d.Clock.Now(),
	}
	if err := d.keepPrivate(key, k.private); err != nil {
		return err
	}
	if _, err := d.Registrar.ReplaceKey(ctx, key); err != nil {
		_ = d.Secrets.DeleteSecret(secretName(key.ID)) // the registration failed; that error matters more
		return err
	}
	return d.forgetPrivate(old)
}

func (d *Deps) keepPrivate(key sandbox.MerchantKey, private *rsa.PrivateKey) error {
	if !key.PrivateKept {
		return nil
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return err
	}
	block := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	return d.Secrets.SetSecret(secretName(key.ID), string(block))
}

func (d *Deps) forgetPrivate(keys []sandbox.MerchantKey) error {
	for _, k := range keys {
		if !k.PrivateKept {
			continue
		}
		if err := d.Secrets.DeleteSecret(secretName(k.ID)); err != nil {
			return err
		}
	}
	return nil
}

// takeClientID gives the environment the client id, unless it is empty or already its own.
func (d *Deps) takeClientID(ctx context.Context, env sandbox.Environment, clientID string) (sandbox.Environment, error) {
	clientID = strings.TrimSpace(clientID)
	if clientID == "" || clientID == env.ClientID {
		return env, nil
	}
	if strings.ContainsFunc(clientID, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) {
		return env, sandbox.Invalid("clientId", "a client id travels in an HTTP header: it cannot hold spaces or control characters")
	}
	if env.Kind == sandbox.Live && strings.HasPrefix(clientID, sandbox.SandboxPrefix) {
		return env, sandbox.Invalid("clientId", "a client id that starts with %s belongs to the test environment; import it there", sandbox.SandboxPrefix)
	}
	if err := d.clientIDFree(ctx, env, clientID); err != nil {
		return env, err
	}
	env.ClientID = clientID
	return env, d.Registrar.SetClientID(ctx, env.ID, clientID)
}

func (d *Deps) clientIDFree(ctx context.Context, env sandbox.Environment, clientID string) error {
	other, _, err := d.Registrar.EnvironmentByClientID(ctx, clientID)
	switch {
	case sandbox.IsNotFound(err):
		return nil
	case err != nil:
		return err
	case other.ID != env.ID:
		return sandbox.Conflict("the client id %s is already the %s environment's; give each environment its own", clientID, other.Kind)
	}
	return nil
}

// keyWarnings lists what is allowed but probably not meant.
func (d *Deps) keyWarnings(ctx context.Context, env sandbox.Environment, publicKey string) ([]string, error) {
	warnings := []string{}
	if env.Kind == sandbox.Test && !strings.HasPrefix(env.ClientID, sandbox.SandboxPrefix) {
		warnings = append(warnings, "The test client id does not start with "+sandbox.SandboxPrefix+
			", so Antom's SDKs will call the production path with it; both paths work here.")
	}
	if publicKey != "" && publicKey == signature.FormatPublicKey(d.AntomKey) {
		warnings = append(warnings, "The registered public key is Antom's, not yours, so no call of yours can verify; register the public key of your own pair.")
	}
	pair, err := d.environmentsOf(ctx, env.MerchantAccountID)
	if err != nil {
		return warnings, err
	}
	for _, other := range pair {
		key, ok, err := d.activeKey(ctx, other.ID)
		if err != nil {
			return warnings, err
		}
		if ok && other.ID != env.ID && publicKey != "" && key.PublicKey == publicKey {
			warnings = append(warnings, "Test and live use the same public key; Antom wants a key pair of its own for each environment.")
		}
	}
	return warnings, nil
}

// pastedKeyWarnings tells which SDKs would not take a private key's text as it was pasted (api.md §1.5);
// Antom Desk takes them all. PKCS#8 is the usual container and no news.
func pastedKeyWarnings(text string) []string {
	var warnings []string
	for _, note := range signature.InspectKey(text) {
		if note != signature.NotePKCS8 {
			warnings = append(warnings, note.Sentence())
		}
	}
	return warnings
}
