package engine

import (
	"antomdesk/backend/contract"
	"antomdesk/backend/sandbox"
)

// asksForAuthentication reports whether the card's issuer refuses without 3-D Secure.
func asksForAuthentication(card contract.CardData, s sandbox.Settings) bool {
	return s.AuthenticationRequiredCard != "" && card.CardNo == s.AuthenticationRequiredCard
}

func authenticationRequired() *refusal {
	return refuse(sandbox.CodeAuthenticationRequired, "The issuer asks for 3-D Secure authentication.")
}

// mayChallenge reports whether the card's holder can be asked at all; there is no 3-D Secure for Korean
// cards (api.md §6.4).
func mayChallenge(known sandbox.Card, exempt bool) bool {
	return !exempt && known.Region != regionKorea
}

// noUpgrade are the regions whose cards cannot be challenged after the fact (api.md §6.4).
var noUpgrade = map[string]bool{regionKorea: true, "BR": true}

// mayUpgrade reports whether a refusal for lack of authentication turns into a challenge.
func mayUpgrade(known sandbox.Card, sent contract.CardData) bool {
	allowed := sent.EnableAuthenticationUpgrade == nil || *sent.EnableAuthenticationUpgrade
	return allowed && !noUpgrade[known.Region]
}
