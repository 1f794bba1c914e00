package engine

import (
	"time"

	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// waitForBank leaves a payment PENDING whose buyer has paid with a slow method. Its ExpiresAt is then
// when the bank confirms it (api.md §5.1).
func waitForBank(p *sandbox.Payment, s sandbox.Settings, now time.Time) {
	p.Status, p.UpdatedAt = sandbox.PaymentPending, now
	p.ResultMessage = "The buyer has paid; the bank has not confirmed it yet."
	p.ExpiresAt = now.Add(time.Duration(s.PendingSeconds) * time.Second)
}

// asksForAuthentication reports whether the card's issuer refuses without 3-D Secure.
func asksForAuthentication(card contract.CardData, s sandbox.Settings) bool {
	return s.AuthenticationRequiredCard != "" && card.CardNo == s.AuthenticationRequiredCard
}

// noUpgrade are the regions whose cards cannot be challenged after the fact (api.md §6.4).
var noUpgrade = map[string]bool{regionKorea: true, "BR": true}

// mayUpgrade reports whether a refusal for lack of authentication turns into a challenge.
func mayUpgrade(known sandbox.Card, sent contract.CardData) bool {
	allowed := sent.EnableAuthenticationUpgrade == nil || *sent.EnableAuthenticationUpgrade
	return allowed && !noUpgrade[known.Region]
}
