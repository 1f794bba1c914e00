package doctor

import (
	"crypto/rsa"
	"slices"
	"time"

	"antomdesk/backend/sandbox"
	"antomdesk/backend/signature"
)

// holder is whose a key is.
type holder struct {
	account     sandbox.MerchantAccount
	environment sandbox.Environment
}

// known gathers what is known of keys into a case.
type known struct {
	c     *signature.Case
	at    time.Time
	given bool // the keys that would do are the case's own
	own   *holder
	keys  []heldKey
}

type heldKey struct {
	holder
	key    sandbox.MerchantKey
	public *rsa.PublicKey
}

func (k *known) add(h holder, keys []sandbox.MerchantKey) {
	k.c.ClientIDs = append(k.c.ClientIDs, h.environment.ClientID)
	if h.environment.ClientID == k.c.ClientID {
		k.own = &h
	}
	for _, key := range keys {
		// A key that cannot be read made nothing that could be recognised.
		if public, err := signature.ParsePublicKey(key.PublicKey); err == nil {
			k.keys = append(k.keys, heldKey{h, key, public})
		}
	}
}

func (k *known) addURL(url string) {
	if path := signature.SignedPath(url); !slices.Contains(k.c.URLs, path) {
		k.c.URLs = append(k.c.URLs, path)
	}
}

// settle says what each key is to the case, once the case's own environment is known.
func (k *known) settle() {
	for _, held := range k.keys {
		key := signature.Key{
			Public: held.public, Version: held.key.Version, Environment: string(held.environment.Kind),
			Account: held.account.Name, ClientID: held.environment.ClientID, Standing: k.standing(held),
		}
		if key.Standing == signature.StandingActive && k.given {
			key.Standing = signature.StandingRegistered
		}
		if key.Standing == signature.StandingActive {
			k.c.Accepted = append(k.c.Accepted, key)
		} else {
			k.c.Others = append(k.c.Others, key)
		}
	}
	// The same key may be registered twice: what is nearest to the case speaks first.
	slices.SortStableFunc(k.c.Others, func(a, b signature.Key) int { return nearness(a.Standing) - nearness(b.Standing) })
}

func nearness(s signature.Standing) int {
	return slices.Index([]signature.Standing{
		signature.StandingRegistered, signature.StandingRetired, signature.StandingNewer, signature.StandingEnvironment, signature.StandingAccount, signature.StandingMerchant,
	}, s)
}

func (k *known) standing(held heldKey) signature.Standing {
	switch {
	case k.c.Direction == signature.OfAntom:
		return signature.StandingMerchant
	case k.own == nil || held.account.ID != k.own.account.ID:
		return signature.StandingAccount
	case held.environment.ID != k.own.environment.ID:
		return signature.StandingEnvironment
	case held.key.CreatedAt.After(k.at):
		return signature.StandingNewer
	case !held.key.Active() && !held.key.RetiredAt.After(k.at):
		return signature.StandingRetired
	}
	return signature.StandingActive
}

// antom adds Antom's key: it is the one that does, or one that does not.
func (k *known) antom(public *rsa.PublicKey) {
	key := signature.Key{Public: public}
	if k.c.Direction == signature.OfAntom && !k.given {
		k.c.Accepted = []signature.Key{key}
		return
	}
	key.Standing = signature.StandingAntom
	k.c.Others = append(k.c.Others, key)
}
