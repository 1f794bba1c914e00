package engine

import (
	"context"
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// VaultingPage is a vaulting as the buyer sees it.
type VaultingPage struct {
	RequestID   string
	Status      string              // PROCESSING, SUCCESS or FAIL
	Action      sandbox.BuyerAction // what the page asks for; ActionNone when it is over
	Card        *sandbox.Card       // as far as it is known
	ResultCode  string              // why it failed
	RedirectURL string
	ExpiresAt   time.Time
	Now         time.Time // the environment's time
}

// Open reports whether something is still asked of the buyer.
func (v VaultingPage) Open() bool { return v.Status == vaultingOpen && v.ExpiresAt.After(v.Now) }

// Done reports whether the card is in the vault.
func (v VaultingPage) Done() bool { return v.Status == vaultingDone }

// BuyerVaulting reads a vaulting's page; the object is what BuyerObject found.
func (e *Engine) BuyerVaulting(ctx context.Context, o sandbox.Object) (VaultingPage, error) {
	env, err := e.environment(ctx, o.EnvironmentID)
	if err != nil {
		return VaultingPage{}, err
	}
	detail, err := detailOf[vaultingDetail](o)
	return e.vaultingPage(env, o, detail), err
}

func (e *Engine) vaultingPage(env sandbox.Environment, o sandbox.Object, d vaultingDetail) VaultingPage {
	page := VaultingPage{
		RequestID: o.RequestID, Status: o.Status, Action: d.Action, ResultCode: d.ResultCode,
		RedirectURL: d.RedirectURL, ExpiresAt: d.ExpiresAt, Now: e.now(env),
	}
	if d.Card != nil {
		card := d.Card.Card
		page.Card = &card
	}
	return page
}

// BuyerVaults does what the page asks for: enters the card, or passes the challenge when card is nil.
// A card that cannot be read is an invalid_argument naming the field; a page that is over is a conflict.
func (e *Engine) BuyerVaults(ctx context.Context, o sandbox.Object, card *contract.CardData) (VaultingPage, error) {
	return e.onVaulting(ctx, o, func(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o *sandbox.Object, d *vaultingDetail) error {
		if d.Action == sandbox.ActionChallenge {
			d.Card.Card.ThreeDSecure = true
			return e.askVaultIssuer(ctx, tx, env, o, d)
		}
		if card == nil {
			return sandbox.Invalid("cardNo", "The card is missing.")
		}
		if no := checkCardShape(*card); no != nil {
			return typingError(no)
		}
		if !luhn(card.CardNo) {
			return sandbox.Invalid("cardNo", "The card number's check digit is wrong; compare it with the card.")
		}
		return e.takeCard(ctx, tx, env, o, d, *card)
	})
}

// BuyerRefusesVaulting fails the vaulting with Settings.DeclinedWalletCode.
func (e *Engine) BuyerRefusesVaulting(ctx context.Context, o sandbox.Object) (VaultingPage, error) {
	return e.onVaulting(ctx, o, func(_ context.Context, _ sandbox.Tx, env sandbox.Environment, o *sandbox.Object, d *vaultingDetail) error {
		endVaulting(o, d, vaultingFailed, declined(env.Settings.DeclinedWalletCode))
		return nil
	})
}

type vaultingAction func(ctx context.Context, tx sandbox.Tx, env sandbox.Environment, o *sandbox.Object, d *vaultingDetail) error

// onVaulting runs act on an open vaulting and tells the merchant when that ended it.
func (e *Engine) onVaulting(ctx context.Context, o sandbox.Object, act vaultingAction) (VaultingPage, error) {
	env, err := e.environment(ctx, o.EnvironmentID)
	if err != nil {
		return VaultingPage{}, err
	}
	var page VaultingPage
	err = e.decider.Decide(ctx, func(ctx context.Context, tx sandbox.Tx) error {
		current, err := tx.ObjectByID(ctx, o.EnvironmentID, o.Kind, o.ObjectID)
		if err != nil {
			return err
		}
		detail, err := detailOf[vaultingDetail](current)
		if err != nil {
			return err
		}
		if page = e.vaultingPage(env, current, detail); !page.Open() {
			return sandbox.Conflict("This vaulting is over.")
		}
		if err := act(ctx, tx, env, &current, &detail); err != nil {
			return err
		}
		page = e.vaultingPage(env, current, detail)
		if err := e.updateObject(ctx, tx, env, current, detail); err != nil || current.Status == vaultingOpen {
			return err
		}
		return e.notifyVaulting(ctx, tx, env, current, detail)
	})
	return page, err
}
